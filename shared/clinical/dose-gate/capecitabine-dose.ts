import { Decimal } from '../../quantity/decimal'
import { capecitabineIntake } from '../capecitabine/intake'
import type { Effect } from './appearances'
import { type Ceiling, ceiling } from './ceiling'
import { type Condition, condition } from './condition'
import type { CapecitabineCourse, GateHistory } from './history'
import { exactIn, latestOf } from './measure'
import { clearanceOfTheDay } from './measured'
import { type CapecitabineDoes, type CapecitabineParameters, sourceOf } from './parameters'

/** How much capecitabine may be taken: what limits the dose level, and the tablets of one intake. */

/** Percent. */
export const FULL = new Decimal(100)

/** What the table of dose modifications makes of a toxicity. */
export function levelAfter(
  { does, appearance, rule }: Effect<CapecitabineDoes>,
  { judgements }: GateHistory,
  { toxicities }: CapecitabineParameters,
): Ceiling {
  const { code } = appearance.rule
  const { seen } = appearance
  const why = { asks: 'table of dose modifications', source: sourceOf(toxicities), seen, items: ['AE.AETOXGR'], rule }
  const isStopped = does === 'stop' || (does === '50-if-judged' && judgements[GOES_ON] !== 'Y')
  if (isStopped) return { condition: condition({ ...why, code: `STOP_${code}`, verdict: 'stops' }) }
  const pct = new Decimal(does === '50-if-judged' ? '50' : does)
  return ceiling(pct, '%', FULL, { ...why, code: `REDUCED_${code}` })
}

/** The investigator's answer to whether it is in the interest of the participant to go on after grade 4. */
export const GOES_ON = 'CAPECITABINE_AFTER_GRADE_4'

/** The lowest level there ever was. One that is no level leaves open what was taken. */
export function levelBefore(
  courses: readonly CapecitabineCourse[],
  { toxicities, levelsPct }: CapecitabineParameters,
): readonly Ceiling[] {
  const levels = levelsPct.value.map((pct) => new Decimal(pct))
  const unknown = courses.find(({ level }) => !levels.some((known) => known.equals(level)))
  const [least] = courses.toSorted((a, b) => a.level.comparedTo(b.level))
  const found = unknown ?? least
  if (!found) return []
  const seen = [
    { name: 'CAPLEVEL', value: found.level.toFixed(), unit: '%' },
    { name: 'ECSTDAT', value: found.start.toString() },
  ]
  const items = ['EXCAP.CAPLEVEL']
  const why = { code: 'LEVEL_TAKEN', asks: 'never raised again', source: sourceOf(toxicities), seen, items }
  return [unknown ? { condition: condition({ ...why, verdict: 'missing' }) } : ceiling(found.level, '%', FULL, why)]
}

/** What the kidneys allow. */
export function kidneys(
  history: GateHistory,
  { clearance, labAge, weightAge }: CapecitabineParameters,
): readonly Ceiling[] {
  const { least, full, pct } = clearance.value
  const line = { code: 'CRCL', asks: `${pct} % for ${least}–${full} mL/min, none below`, source: sourceOf(clearance) }
  const found = clearanceOfTheDay(history, labAge.value, weightAge.value)
  if (!found.known) return [{ condition: condition({ ...line, verdict: 'missing', items: found.items }) }]
  const { value, seen, steps } = found
  const proof = { ...line, seen, items: ['LBC.CREAT', 'VS.WEIGHT'] }
  if (value.lessThan(least)) return [{ condition: condition({ ...proof, steps, verdict: 'stops' }) }]
  const isFull = value.greaterThan(full)
  const limit = isFull ? FULL : new Decimal(pct)
  return [{ most: limit, condition: condition({ ...proof, steps, verdict: isFull ? 'met' : 'reduces' }) }]
}

/** Tested before the first course; of several results the worst counts. */
export function dpd({ dpd: found }: GateHistory, { partialDpdPct }: CapecitabineParameters): readonly Ceiling[] {
  const line = { asks: 'no deficiency of DPD', source: sourceOf(partialDpdPct), items: ['EXCAP.DPDRES'] }
  const seen = found.map((value) => ({ name: 'DPDRES', value }))
  if (found.includes('COMPLETE'))
    return [{ condition: condition({ ...line, seen, code: 'DPD_COMPLETE', verdict: 'stops' }) }]
  const isKnown = found.length > 0 && found.every((result) => result === 'NORMAL' || result === 'PARTIAL')
  if (!isKnown) return [{ condition: condition({ ...line, seen, code: 'DPD', verdict: 'missing' }) }]
  const isPartial = found.includes('PARTIAL')
  const most = isPartial ? new Decimal(partialDpdPct.value) : FULL
  return [ceiling(most, '%', FULL, { ...line, seen, code: isPartial ? 'DPD_PARTIAL' : 'DPD' })]
}

/** mg of one intake; undefined where height, weight or level give none. */
export function intakeAt(
  level: Decimal,
  courses: readonly CapecitabineCourse[],
  history: GateHistory,
  parameters: CapecitabineParameters,
): { readonly mg?: Decimal; readonly condition: Condition } {
  const height = smallest(history, 'HEIGHT', 'cm')
  const weight = weightOf(courses, history, parameters)
  const line = { code: 'DOSE', asks: '825 mg/m² × level', source: sourceOf(parameters.weightChangePct) }
  const computed = capecitabineIntake.compute({ height_cm: height, weight_kg: weight, level_pct: level })
  if (!computed.ok) {
    const { input } = computed.refusal
    const items = [input === 'height_cm' ? 'VS.HEIGHT' : 'VS.WEIGHT']
    return { condition: condition({ ...line, verdict: 'missing', items }) }
  }
  const { inputs, steps } = computed.trace
  const items = ['VS.HEIGHT', 'VS.WEIGHT']
  return { mg: computed.value.value, condition: condition({ ...line, verdict: 'met', seen: inputs, steps, items }) }
}

/** Weighed again before every course; the one in use changes only when it is off by more than so many percent. */
function weightOf(
  courses: readonly CapecitabineCourse[],
  history: GateHistory,
  { weightAge, weightChangePct }: CapecitabineParameters,
): Decimal | undefined {
  const now = smallest(history, 'WEIGHT', 'kg', history.planned, weightAge.value)
  if (!now) return undefined
  const earlier = courses.flatMap(({ start }) => smallest(history, 'WEIGHT', 'kg', start) ?? [])
  return [...earlier, now].reduce((inUse, weight) =>
    weight.minus(inUse).absoluteValue().times(100).greaterThan(inUse.times(weightChangePct.value)) ? weight : inUse,
  )
}

/** The least of the last day that has one, undefined when any of that day cannot be read. */
function smallest(
  { measures, planned }: GateHistory,
  analyte: 'HEIGHT' | 'WEIGHT',
  unit: string,
  by = planned,
  withinDays = Number.POSITIVE_INFINITY,
): Decimal | undefined {
  const values = latestOf(measures, analyte, by, withinDays).map((measure) => exactIn(measure, unit))
  const known = values.flatMap((value) => value ?? [])
  return known.length > 0 && known.length === values.length ? Decimal.min(...known) : undefined
}
