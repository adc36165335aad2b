import { type PartialDate, yearsBetween } from '../../partial-date'
import type { Decimal } from '../../quantity/decimal'
import { type Truth, truth } from '../../truth'
import { cockcroftGaultMgDl, cockcroftGaultUmol } from '../renal/clearance'
import type { GateHistory } from './history'
import { type Measure, exactIn, latestOf, upperLimitIn } from './measure'

const CREATININE = 'umol/L'

/** Below this the kidneys alone forbid a dose, mL/min. */
export const LEAST_CLEARANCE = 40

/**
 * Creatinine clearance by Cockcroft and Gault with the actual weight of that time. Where only the year of birth is known
 * it is the lowest that it may be. Undefined while anything it needs is missing.
 */
export function clearanceAt(history: GateHistory, creatinine: Measure, weight = weightFor(history, creatinine.day)) {
  const { sex, birth } = history
  const weightKg = weight && exactIn(weight, 'kg')
  if (!sex || !birth || !weightKg) return undefined
  const person = { age_years: yearsBetween(birth, creatinine.day).most.toString(), weight_kg: weightKg, sex }
  const computed =
    creatinine.unit === 'mg/dL'
      ? cockcroftGaultMgDl.compute({ ...person, creatinine_mg_dl: exactIn(creatinine, 'mg/dL') })
      : cockcroftGaultUmol.compute({ ...person, creatinine_umol_l: exactIn(creatinine, CREATININE) })
  return computed.ok ? computed : undefined
}

/** The last weight until then, else the first one after. */
function weightFor({ measures }: GateHistory, day: PartialDate): Measure | undefined {
  const [before] = latestOf(measures, 'WEIGHT', day)
  if (before) return before
  return measures
    .filter(({ analyte }) => analyte === 'WEIGHT')
    .toSorted((a, b) => a.day.first - b.day.first)
    .at(0)
}

/** What one creatinine says about the kidneys, compared with the baseline of the course. */
export interface KidneySample {
  /** Clearance below 40, creatinine up by 40 % or more, or clearance down by 40 % or more. */
  readonly triggers: Truth
  /** Back at the baseline, or within the limits of normal, with enough clearance. */
  readonly recovered: Truth
}

export function kidneySample(history: GateHistory, now: Measure, baseline: Measure | undefined): KidneySample {
  const value = exactIn(now, CREATININE)
  const base = baseline && exactIn(baseline, CREATININE)
  const clearance = clearanceAt(history, now)?.value.value
  const low = clearance
    ? truth(clearance.lessThan(LEAST_CLEARANCE), clearance.greaterThanOrEqualTo(LEAST_CLEARANCE))
    : 'unknown'
  if (!value || !baseline || !base) return { triggers: low === 'yes' ? 'yes' : 'unknown', recovered: 'unknown' }
  const risen = value.times(100).greaterThanOrEqualTo(base.times(140))
  const fallen = hasFallen(history, { value, at: now }, { value: base, at: baseline })
  const upper = upperLimitIn(now, CREATININE)
  const normal = value.lessThanOrEqualTo(base) || (upper !== undefined && value.lessThanOrEqualTo(upper))
  return {
    triggers: risen || fallen === 'yes' || low === 'yes' ? 'yes' : truth(false, fallen === 'no' && low === 'no'),
    recovered: truth(normal && low === 'no' && !risen, !normal || low === 'yes' || risen),
  }
}

interface Sample {
  readonly value: Decimal
  readonly at: Measure
}

/**
 * Whether the clearance is down to 60 % of the baseline or less. Cross-multiplied, so that exactly 40 % counts: the sex
 * and the constants cancel, (140 − age) × weight ÷ creatinine is left.
 */
function hasFallen(history: GateHistory, now: Sample, base: Sample): Truth {
  const top = ({ at }: Sample) => {
    const weight = weightFor(history, at.day)
    const kg = weight && exactIn(weight, 'kg')
    return history.birth && kg?.times(140 - yearsBetween(history.birth, at.day).most)
  }
  const nowTop = top(now)
  const baseTop = top(base)
  if (!nowTop || !baseTop) return 'unknown'
  const left = nowTop.times(base.value).times(10)
  const right = baseTop.times(now.value).times(6)
  return truth(left.lessThanOrEqualTo(right), left.greaterThan(right))
}
