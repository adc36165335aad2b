import { type PartialDate, yearsBetween } from '../../partial-date'
import { Decimal, compared } from '../../quantity/decimal'
import { type Truth, truth } from '../../truth'
import { clearanceBelow, cockcroftGaultMgDl, cockcroftGaultUmol } from '../renal/clearance'
import type { GateHistory } from './history'
import { type Measure, exactIn, latestOf, upperLimitIn } from './measure'

const CREATININE = 'umol/L'

/**
 * Creatinine clearance by Cockcroft and Gault with an actual weight. Where only the year of birth is known it is the
 * lowest that it may be. Undefined while anything it needs is missing.
 */
export function clearanceAt(history: GateHistory, creatinine: Measure, weight: Measure | undefined) {
  const { sex, age, kg } = personAt(history, creatinine.day, weight)
  if (!sex || age === undefined || !kg) return undefined
  const person = { age_years: age, weight_kg: kg, sex }
  const computed =
    creatinine.known === 'mg/dL'
      ? cockcroftGaultMgDl.compute({ ...person, creatinine_mg_dl: exactIn(creatinine, 'mg/dL') })
      : cockcroftGaultUmol.compute({ ...person, creatinine_umol_l: exactIn(creatinine, CREATININE) })
  return computed.ok ? computed : undefined
}

/** What a clearance needs beside the creatinine. */
interface Person {
  readonly sex: GateHistory['sex']
  /** Completed years, the most they may be. */
  readonly age: number | undefined
  readonly kg: Decimal | undefined
}

const personAt = ({ sex, birth }: GateHistory, day: PartialDate, weight: Measure | undefined): Person => ({
  sex,
  age: birth && yearsBetween(birth, day).most,
  kg: weight && exactIn(weight, 'kg'),
})

/** The last weight until a day, else the first one of the week after. */
export function weightFor({ measures }: GateHistory, day: PartialDate): Measure | undefined {
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

/** What a creatinine says before it is compared. */
interface Kidneys {
  /** µmol/L. */
  readonly creatinine: Decimal | undefined
  /** (140 − age) × weight: what of the clearance is not the same for one person, without the creatinine. */
  readonly top: Decimal | undefined
  /** Whether the clearance is below the least. */
  readonly low: Truth
}

/** What later creatinines are compared with, multiplied out once. */
interface Baseline {
  readonly creatinine: Decimal
  /** A creatinine that is up by the percentage reaches this. */
  readonly risen: Decimal
  /** The sides of the comparison of two clearances, each without its factor of the later one. */
  readonly hundredfold: Decimal
  readonly topLeft: Decimal | undefined
}

const HUNDRED = new Decimal(100)

/** Judges the creatinines of one history; what every later one is compared with is worked out once. */
export function kidneySamples(history: GateHistory, { least, changePct }: KidneyLimits) {
  const { sex } = history
  const isLow = sex && clearanceBelow(least, sex)
  const up = HUNDRED.plus(changePct)
  const down = HUNDRED.minus(changePct)
  const kidneysOf = (measure: Measure): Kidneys => {
    const { age, kg } = personAt(history, measure.day, weightFor(history, measure.day))
    const creatinine = exactIn(measure, CREATININE)
    const isKnown = isLow && age !== undefined && kg && creatinine
    return {
      creatinine,
      top: age === undefined ? undefined : kg?.times(140 - age),
      low: isKnown ? isLow(age, kg, creatinine) : 'unknown',
    }
  }
  const baselines = new Map<Measure, Baseline | undefined>()
  const baselineAt = (measure: Measure): Baseline | undefined => {
    if (baselines.has(measure)) return baselines.get(measure)
    const { creatinine, top } = kidneysOf(measure)
    const made = creatinine && {
      creatinine,
      risen: creatinine.times(up).dividedBy(HUNDRED),
      hundredfold: creatinine.times(HUNDRED),
      topLeft: top?.times(down),
    }
    baselines.set(measure, made)
    return made
  }
  return (measure: Measure, baseline: Measure | undefined): KidneySample => {
    const now = kidneysOf(measure)
    const base = baseline && baselineAt(baseline)
    if (!now.creatinine || !base) return { triggers: now.low === 'yes' ? 'yes' : 'unknown', recovered: 'unknown' }
    const risen = compared(now.creatinine, base.risen) >= 0
    const fallen = hasFallen(now.top, now.creatinine, base)
    const upper = upperLimitIn(measure, CREATININE)
    const normal =
      compared(now.creatinine, base.creatinine) <= 0 || (upper !== undefined && compared(now.creatinine, upper) <= 0)
    const isBad = risen || fallen === 'yes' || now.low === 'yes'
    const isGood = !risen && fallen === 'no' && now.low === 'no'
    return { triggers: truth(isBad, isGood), recovered: truth(normal && isGood, !normal || isBad) }
  }
}

/**
 * Whether the clearance is down by so many percent of the baseline or more. Cross-multiplied, so that exactly so many
 * count: the sex and the constants cancel, (140 − age) × weight ÷ creatinine is left.
 */
function hasFallen(top: Decimal | undefined, creatinine: Decimal, { hundredfold, topLeft }: Baseline): Truth {
  if (!top || !topLeft) return 'unknown'
  return compared(top.times(hundredfold), creatinine.times(topLeft)) <= 0 ? 'yes' : 'no'
}
