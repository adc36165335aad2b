import { Decimal } from '../../quantity/decimal'
import { type Truth, truth } from '../../truth'
import { type Condition, condition } from './condition'
import { dayAfter, elapsed } from './days'
import type { GateHistory } from './history'
import { LEAST_CLEARANCE } from './kidney'
import { type Measure, exactIn, isAboveUpperLimit, latestOf, readingAbove, readingIn } from './measure'
import { clearanceOfTheDay, measured, notBelow } from './measured'
import type { LutetiumParameters } from './parameters'
import { albuminFails } from './sightings'

/** What the conditions of a 177Lu dose rest on. */
export const LUTATHERA = 'EU and US labels of Lutathera, as the trial applies them'

const MOST_POTASSIUM = new Decimal('6')

/** What is measured on the day, with the oldest age each may have. A missing, stale or contested value is never met. */
export function onTheDay(history: GateHistory, parameters: LutetiumParameters): readonly Condition[] {
  const chemistry = (code: string, asks: string, fails: (measure: Measure) => Truth) => {
    const latest = latestOf(history.measures, code, history.planned, parameters.labAge)
    return measured({ code, item: `LBC.${code}`, latest, fails, asks, source: LUTATHERA })
  }
  return [
    ...parameters.thresholds.map((threshold) => notBelow(history, threshold, parameters.labAge, LUTATHERA)),
    chemistry('BILI', '≤ 3 × ULN', (measure) => isAboveUpperLimit(measure, 3)),
    chemistry('ALB', '≥ 30 g/L', (measure) => albuminFails(history, measure)),
    chemistry('K', '≤ 6.0 mmol/L', potassiumFails),
    clearance(history, parameters),
    ...measuredFiltration(history, parameters),
    ...pregnancy(history, parameters),
  ]
}

function potassiumFails(measure: Measure): Truth {
  const reading = readingIn(measure, 'mmol/L')
  return reading ? readingAbove(reading, MOST_POTASSIUM) : 'unknown'
}

function clearance(history: GateHistory, { labAge, weightAge }: LutetiumParameters): Condition {
  const line = { code: 'CRCL', asks: `≥ ${LEAST_CLEARANCE} mL/min`, source: LUTATHERA }
  const found = clearanceOfTheDay(history, labAge, weightAge)
  if (!found.known) return condition({ ...line, verdict: 'missing', items: found.items })
  const { value, seen, steps } = found
  const verdict = value.lessThan(LEAST_CLEARANCE) ? 'failed' : 'met'
  return condition({ ...line, verdict, items: ['LBC.CREAT', 'VS.WEIGHT'], seen, steps })
}

/** A measured filtration rate counts as well where there is one. */
function measuredFiltration(history: GateHistory, { labAge }: LutetiumParameters): readonly Condition[] {
  const latest = latestOf(history.measures, 'MGFR', history.planned, labAge)
  if (latest.length === 0) return []
  const fails = (measure: Measure) => below(measure, LEAST_CLEARANCE)
  const asks = `≥ ${LEAST_CLEARANCE} mL/min/1.73m2`
  return [measured({ code: 'MGFR', item: 'LBU.MGFR', latest, fails, asks, source: LUTATHERA })]
}

function below(measure: Measure, limit: number): Truth {
  const value = exactIn(measure, measure.unit)
  return value ? truth(value.lessThan(limit), value.greaterThanOrEqualTo(limit)) : 'unknown'
}

/** Asked of whoever can become pregnant, or may be able to. */
function pregnancy(
  { sex, childbearing, pregnancyTests, planned }: GateHistory,
  { pregnancyTestAge }: LutetiumParameters,
): readonly Condition[] {
  const line = { code: 'PREGNANCY', asks: 'NEG', source: LUTATHERA, items: ['PREG.RPORRES'] }
  if (sex === 'M' || (sex === 'F' && childbearing === 'N')) return []
  if (childbearing !== 'Y' && childbearing !== 'U')
    return [condition({ ...line, verdict: 'missing', items: ['DM.CHILDPOT'] })]
  const tests = pregnancyTests.filter(
    ({ day }) => day.first <= planned.first && planned.first - day.first <= pregnancyTestAge,
  )
  const last = Math.max(...tests.map(({ day }) => day.first))
  const latest = tests.filter(({ day }) => day.first === last)
  const bad = latest.find(({ result }) => result !== 'NEG')
  const [test] = latest
  if (!test) return [condition({ ...line, verdict: 'missing' })]
  const verdict = !bad ? 'met' : bad.result === 'POS' || bad.result === 'INDET' ? 'failed' : 'missing'
  const seen = [
    { name: 'RPORRES', value: (bad ?? test).result },
    { name: 'day', value: test.day.toString() },
  ]
  return [condition({ ...line, verdict, seen })]
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
  const line = { items: ['EXLU.ECSTDTM'], source: LUTATHERA, ...elapsed('EXLU', last.day, planned, days) }
  if (days < floor) {
    const earliest = dayAfter(last.day, floor)
    return [condition({ ...line, code: 'INTERVAL', verdict: 'failed', asks: `≥ ${floor} d`, earliest })]
  }
  if (days > most) {
    const verdict = parameters.pastMostInterval === 'stop' ? 'stops' : 'alert'
    return [condition({ ...line, code: 'INTERVAL_TOO_LONG', verdict, asks: `≤ ${most} d` })]
  }
  const verdict = days < from || days > to ? 'alert' : 'met'
  return [condition({ ...line, code: 'INTERVAL', verdict, asks: `${from}–${to} d` })]
}

function beforeFirstDose(
  { randomised, surgery, planned }: GateHistory,
  { firstDose }: LutetiumParameters,
): readonly Condition[] {
  if (!firstDose) return []
  const { from, most } = firstDose
  const begin = from === 'surgery' ? surgery : randomised
  const least = from === 'surgery' ? firstDose.least : 0
  const items = [from === 'surgery' ? 'SURG.SURGDAT' : 'RAND.RANDDAT']
  const line = { code: 'FIRST_DOSE', items, asks: `${least}–${most} d after ${from}`, source: LUTATHERA }
  if (!begin) return [condition({ ...line, verdict: 'missing' })]
  const days = planned.first - begin.first
  const seen = elapsed(from, begin, planned, days)
  if (days < least) return [condition({ ...line, ...seen, verdict: 'failed', earliest: dayAfter(begin, least) })]
  const late = from === 'surgery' ? 'failed' : 'alert'
  return [condition({ ...line, ...seen, verdict: days > most ? late : 'met' })]
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
    const line = { code, asks: `≥ ${days} d`, items: ['EXOCT.ECSTDTM'], source: LUTATHERA }
    const seen = elapsed(last.drug, last.day, planned, passed)
    return passed >= days
      ? [condition({ ...line, ...seen, verdict: 'met' })]
      : [condition({ ...line, ...seen, verdict: 'failed', earliest: dayAfter(last.day, days) })]
  }
  return [...gap('LONG_ACTING_SSA', true, longActingGap), ...gap('SHORT_ACTING_SSA', false, 1)]
}
