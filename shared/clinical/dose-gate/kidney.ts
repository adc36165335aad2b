import { type PartialDate, yearsBetween } from '../../partial-date'
import type { Decimal } from '../../quantity/decimal'
import { type Truth, truth } from '../../truth'
import { cockcroftGaultMgDl, cockcroftGaultUmol } from '../renal/clearance'
import type { GateHistory } from './history'
import { type Measure, exactIn, latestOf, upperLimitIn } from './measure'

const CREATININE = 'umol/L'

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
    creatinine.known === 'mg/dL'
      ? cockcroftGaultMgDl.compute({ ...person, creatinine_mg_dl: exactIn(creatinine, 'mg/dL') })
      : cockcroftGaultUmol.compute({ ...person, creatinine_umol_l: exactIn(creatinine, CREATININE) })
  return computed.ok ? computed : undefined
}

/** The last weight until then, else the first one of the week after. */
function weightFor({ measures }: GateHistory, day: PartialDate): Measure | undefined {
  const [before] = latestOf(measures, 'WEIGHT', day)
  if (before) return before
  const [first] = measures.get('WEIGHT') ?? []
  return first && first.day.first - day.first <= 7 ? first : undefined
}

/** What forbids a dose for the kidneys. */
export interface KidneyLimits {
  /** mL/min. */
  readonly least: number
  /** Rise of creatinine or fall of clearance, in percent of the baseline. */
  readonly changePct: number
}

/** What one creatinine says about the kidneys, compared with the baseline of the course. */
export interface KidneySample {
  /** Clearance below the least, creatinine up by so much or more, or clearance down by so much or more. */
  readonly triggers: Truth
  /** Back at the baseline, or within the limits of normal, and nothing of the above. */
  readonly recovered: Truth
}

export function kidneySample(
  history: GateHistory,
  now: Measure,
  baseline: Measure | undefined,
  { least, changePct }: KidneyLimits,
): KidneySample {
  const value = exactIn(now, CREATININE)
  const base = baseline && exactIn(baseline, CREATININE)
  const clearance = clearanceAt(history, now)?.value.value
  const low = clearance ? truth(clearance.lessThan(least), clearance.greaterThanOrEqualTo(least)) : 'unknown'
  if (!value || !baseline || !base) return { triggers: low === 'yes' ? 'yes' : 'unknown', recovered: 'unknown' }
  const risen = value.times(100).greaterThanOrEqualTo(base.times(100 + changePct))
  const fallen = hasFallen(history, { value, at: now }, { value: base, at: baseline }, changePct)
  const upper = upperLimitIn(now, CREATININE)
  const normal = value.lessThanOrEqualTo(base) || (upper !== undefined && value.lessThanOrEqualTo(upper))
  const isBad = risen || fallen === 'yes' || low === 'yes'
  const isGood = !risen && fallen === 'no' && low === 'no'
  return { triggers: truth(isBad, isGood), recovered: truth(normal && isGood, !normal || isBad) }
}

interface Sample {
  readonly value: Decimal
  readonly at: Measure
}

/**
 * Whether the clearance is down by so many percent of the baseline or more. Cross-multiplied, so that exactly so many
 * count: the sex and the constants cancel, (140 − age) × weight ÷ creatinine is left.
 */
function hasFallen(history: GateHistory, now: Sample, base: Sample, changePct: number): Truth {
  const top = ({ at }: Sample) => {
    const weight = weightFor(history, at.day)
    const kg = weight && exactIn(weight, 'kg')
    return history.birth && kg?.times(140 - yearsBetween(history.birth, at.day).most)
  }
  const nowTop = top(now)
  const baseTop = top(base)
  if (!nowTop || !baseTop) return 'unknown'
  const left = nowTop.times(base.value).times(100)
  const right = baseTop.times(now.value).times(100 - changePct)
  return truth(left.lessThanOrEqualTo(right), left.greaterThan(right))
}
