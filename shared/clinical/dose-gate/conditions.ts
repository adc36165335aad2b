import { type PartialDate } from '../../partial-date'
import { Decimal, decimalText } from '../../quantity/decimal'
import { type Truth, truth } from '../../truth'
import type { GateHistory } from './history'
import { LEAST_CLEARANCE, clearanceAt } from './kidney'
import {
  type Measure,
  type Threshold,
  exactIn,
  isAboveUpperLimit,
  isBelow,
  latestOf,
  readingAbove,
  readingIn,
} from './measure'
import type { LutetiumParameters } from './parameters'
import { albuminFails } from './sightings'

/** One line of the checklist of a release: what was looked at, and what came of it. */
export interface Condition {
  /** A stable code; the screens have words for it. */
  readonly code: string
  /** `stops` ends the course, `failed` and `missing` hold the dose, `alert` is to be looked at. */
  readonly verdict: 'met' | 'alert' | 'missing' | 'failed' | 'stops'
  /** What was seen, as it was typed. */
  readonly value?: string
  readonly unit?: string
  readonly day?: string
  /** What is asked, as `≥ 75 10^9/L`. */
  readonly asked?: string
  /** Items that would answer it, by form. */
  readonly items: readonly string[]
  /** The first day on which a condition about time is met. */
  readonly earliest?: string
}

const MOST_POTASSIUM = new Decimal('6')

/** What is measured on the day, with the oldest age each may have. A missing, stale or contested value is never met. */
export function onTheDay(history: GateHistory, parameters: LutetiumParameters): readonly Condition[] {
  const recent = (analyte: string) => latestOf(history.measures, analyte, history.planned, parameters.labAge)
  return [
    ...parameters.thresholds.map((threshold) => {
      const { analyte } = threshold
      const form = analyte === 'ALB' ? 'LBC' : 'LBH'
      return measured(analyte, form, recent(analyte), (measure) => isBelow(measure, threshold), asked('≥', threshold))
    }),
    measured('BILI', 'LBC', recent('BILI'), (measure) => isAboveUpperLimit(measure, 3), '≤ 3 × ULN'),
    measured('ALB', 'LBC', recent('ALB'), (measure) => albuminFails(history, measure), '≥ 30 g/L'),
    measured('K', 'LBC', recent('K'), potassiumFails, '≤ 6.0 mmol/L'),
    clearance(history, parameters, recent('CREAT')),
    ...measuredFiltration(recent('MGFR')),
    ...pregnancy(history, parameters),
  ]
}

const asked = (sign: string, { values: [first] }: Threshold): string =>
  `${sign} ${decimalText(first.value)} ${first.unit}`

function potassiumFails(measure: Measure): Truth {
  const reading = readingIn(measure, 'mmol/L')
  return reading ? readingAbove(reading, MOST_POTASSIUM) : 'unknown'
}

/** Met when every one of the latest is; they share a day. */
function measured(
  code: string,
  form: string,
  latest: readonly Measure[],
  fails: (measure: Measure) => Truth,
  asks: string,
): Condition {
  const answers = latest.map((measure) => ({ measure, fails: fails(measure) }))
  const worst =
    answers.find(({ fails }) => fails === 'yes') ?? answers.find(({ fails }) => fails === 'unknown') ?? answers[0]
  const condition = { code, items: [`${form}.${code}`], asked: asks }
  if (!worst) return { ...condition, verdict: 'missing' }
  const { text, unit, day } = worst.measure
  return { ...condition, verdict: verdictOf(worst.fails), value: text, unit, day: day.toString() }
}

const verdictOf = (fails: Truth): Condition['verdict'] =>
  fails === 'yes' ? 'failed' : fails === 'no' ? 'met' : 'missing'

/** Calculated anew with a weight that is not older than its own limit. */
function clearance(history: GateHistory, { weightAge }: LutetiumParameters, latest: readonly Measure[]): Condition {
  const asks = { code: 'CRCL', asked: `≥ ${LEAST_CLEARANCE} mL/min` }
  const weights = latestOf(history.measures, 'WEIGHT', history.planned, weightAge)
  const values = latest.flatMap((creatinine) =>
    weights.map((weight) => clearanceAt(history, creatinine, weight)?.value.value),
  )
  const lacking = [
    ...(latest.length === 0 ? ['LBC.CREAT'] : []),
    ...(weights.length === 0 ? ['VS.WEIGHT'] : []),
    ...(history.sex ? [] : ['DM.SEX']),
    ...(history.birth ? [] : ['DM.BRTHDAT']),
  ]
  if (values.length === 0 || values.includes(undefined))
    return { ...asks, verdict: 'missing', items: lacking.length > 0 ? lacking : ['LBC.CREAT', 'VS.WEIGHT'] }
  const least = Decimal.min(...values.flatMap((value) => (value ? [value] : [])))
  const day = latest[0]?.day.toString()
  return {
    ...asks,
    verdict: least.lessThan(LEAST_CLEARANCE) ? 'failed' : 'met',
    value: decimalText(least),
    unit: 'mL/min',
    ...(day !== undefined && { day }),
    items: ['LBC.CREAT', 'VS.WEIGHT'],
  }
}

/** A measured filtration rate counts as well where there is one. */
const measuredFiltration = (latest: readonly Measure[]): readonly Condition[] =>
  latest.length === 0
    ? []
    : [
        measured(
          'MGFR',
          'LBU',
          latest,
          (measure) => below(measure, LEAST_CLEARANCE),
          `≥ ${LEAST_CLEARANCE} mL/min/1.73m2`,
        ),
      ]

function below(measure: Measure, limit: number): Truth {
  const value = exactIn(measure, measure.unit)
  return value ? truth(value.lessThan(limit), value.greaterThanOrEqualTo(limit)) : 'unknown'
}

/** Asked of whoever can become pregnant, or may be able to. */
function pregnancy(
  { sex, childbearing, pregnancyTests, planned }: GateHistory,
  { pregnancyTestAge }: LutetiumParameters,
): readonly Condition[] {
  const condition = { code: 'PREGNANCY', asked: 'NEG', items: ['PREG.RPORRES'] }
  if (sex === 'M' || (sex === 'F' && childbearing === 'N')) return []
  if (childbearing !== 'Y' && childbearing !== 'U')
    return [{ ...condition, verdict: 'missing', items: ['DM.CHILDPOT'] }]
  const tests = pregnancyTests.filter(
    ({ day }) => day.first <= planned.first && planned.first - day.first <= pregnancyTestAge,
  )
  const last = Math.max(...tests.map(({ day }) => day.first))
  const latest = tests.filter(({ day }) => day.first === last)
  const bad = latest.find(({ result }) => result !== 'NEG')
  const [test] = latest
  if (!test) return [{ ...condition, verdict: 'missing' }]
  const verdict = !bad ? 'met' : bad.result === 'POS' || bad.result === 'INDET' ? 'failed' : 'missing'
  const value = (bad ?? test).result
  return [{ ...condition, verdict, value, day: test.day.toString() }]
}

/** Conditions about time: between doses, before the first dose, after a somatostatin analogue. */
export function inTime(history: GateHistory, parameters: LutetiumParameters): readonly Condition[] {
  return [...sinceLastDose(history, parameters), ...sinceAnalogue(history, parameters)]
}

function sinceLastDose(history: GateHistory, parameters: LutetiumParameters): readonly Condition[] {
  const { doses, course, planned } = history
  const last = doses.findLast((dose) => dose.course === course)
  if (!last) return beforeFirstDose(history, parameters)
  const { floor, from, to, most } = parameters.interval
  const days = planned.first - last.day.first
  const seen = { value: String(days), unit: 'd', day: last.day.toString(), items: ['EXLU.ECSTDTM'] }
  if (days < floor)
    return [
      { code: 'INTERVAL', verdict: 'failed', asked: `≥ ${floor} d`, earliest: dayAfter(last.day, floor), ...seen },
    ]
  if (days > most)
    return [
      {
        code: 'INTERVAL_TOO_LONG',
        verdict: parameters.pastMostInterval === 'stop' ? 'stops' : 'alert',
        asked: `≤ ${most} d`,
        ...seen,
      },
    ]
  const asks = `${from}–${to} d`
  return [{ code: 'INTERVAL', verdict: days < from || days > to ? 'alert' : 'met', asked: asks, ...seen }]
}

function beforeFirstDose(
  { randomised, surgery, planned }: GateHistory,
  { firstDose }: LutetiumParameters,
): readonly Condition[] {
  if (!firstDose) return []
  const begin = firstDose.from === 'surgery' ? surgery : randomised
  const code = 'FIRST_DOSE'
  const items = [firstDose.from === 'surgery' ? 'SURG.SURGDAT' : 'RAND.RANDDAT']
  if (!begin) return [{ code, verdict: 'missing', items }]
  const days = planned.first - begin.first
  const least = firstDose.from === 'surgery' ? firstDose.least : 0
  const seen = {
    code,
    items,
    value: String(days),
    unit: 'd',
    day: begin.toString(),
    asked: `${least}–${firstDose.most} d`,
  }
  if (days < least) return [{ ...seen, verdict: 'failed', earliest: dayAfter(begin, least) }]
  const late = firstDose.from === 'surgery' ? 'failed' : 'alert'
  return [{ ...seen, verdict: days > firstDose.most ? late : 'met' }]
}

const LONG_ACTING = new Set(['OCTREOTIDE_LAR', 'LANREOTIDE_AUTOGEL', 'PASIREOTIDE'])

/** Long-acting ones keep the receptors occupied for weeks; short-acting ones must be stopped the day before. */
function sinceAnalogue({ somatostatinAnalogues, planned }: GateHistory, { longActingGap }: LutetiumParameters) {
  const before = somatostatinAnalogues.filter(({ day }) => day.first <= planned.first)
  const gap = (code: string, long: boolean, days: number): readonly Condition[] => {
    const injections = before.filter(({ drug }) => LONG_ACTING.has(drug) === long)
    const last = injections.toSorted((a, b) => a.day.last - b.day.last).at(-1)
    if (!last) return []
    const passed = planned.first - last.day.last
    const seen = {
      code,
      value: String(passed),
      unit: 'd',
      day: last.day.toString(),
      asked: `≥ ${days} d`,
      items: ['EXOCT.ECSTDTM'],
    }
    return passed >= days
      ? [{ ...seen, verdict: 'met' }]
      : [{ ...seen, verdict: 'failed', earliest: dayAfter(last.day, days) }]
  }
  return [...gap('LONG_ACTING_SSA', true, longActingGap), ...gap('SHORT_ACTING_SSA', false, 1)]
}

const dayAfter = (day: PartialDate, days: number): string => day.addDays(days).toString().slice(0, 10)
