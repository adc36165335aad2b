import { sinceAnalogues } from './analogues'
import { type Condition, condition } from './condition'
import { dayAfter, elapsed, isoDay } from './days'
import { eventFigures, mayComeFrom } from './events'
import { filtration } from './filtration'
import type { GateHistory } from './history'
import { isAbove, isAboveUpperLimit, latestOf } from './measure'
import { clearanceOfTheDay, measured, notBelow, thresholdText } from './measured'
import { type LutetiumParameters, sourceOf } from './parameters'
import { albuminFails, isHypersensitivity } from './sightings'

/** What is measured on the day, with the oldest age each may have. A missing, stale or contested value is never met. */
export function onTheDay(history: GateHistory, parameters: LutetiumParameters): readonly Condition[] {
  const { thresholds, labAge, mostBilirubin, albumin, mostPotassium } = parameters
  const chemistry = (code: string, asks: string, source: string, fails: Parameters<typeof measured>[0]['fails']) => {
    const latest = latestOf(history.measures, code, history.planned, labAge.value)
    return measured({ code, item: `LBC.${code}`, latest, fails, asks, source })
  }
  const { least } = albumin.value
  return [
    ...thresholds.value.map((threshold) => notBelow(history, threshold, labAge.value, sourceOf(thresholds))),
    chemistry('BILI', `≤ ${mostBilirubin.value} × ULN`, sourceOf(mostBilirubin), (measure) =>
      isAboveUpperLimit(measure, mostBilirubin.value),
    ),
    chemistry('ALB', `${thresholdText('≥', least)}, or prothrombin time normal`, sourceOf(albumin), (measure) =>
      albuminFails(history, measure, albumin.value),
    ),
    chemistry('K', thresholdText('≤', mostPotassium.value), sourceOf(mostPotassium), (measure) =>
      isAbove(measure, mostPotassium.value),
    ),
    clearance(history, parameters),
    ...filtration(history, parameters),
    ...pregnancy(history, parameters),
    ...premedication(history),
  ]
}

function clearance(history: GateHistory, { labAge, weightAge, leastClearance }: LutetiumParameters): Condition {
  const least = leastClearance.value
  const line = { code: 'CRCL', asks: `≥ ${least} mL/min`, source: sourceOf(leastClearance) }
  const found = clearanceOfTheDay(history, labAge.value, weightAge.value)
  if (!found.known) return condition({ ...line, verdict: 'missing', items: found.items })
  const { value, seen, steps } = found
  const verdict = value.lessThan(least) ? 'failed' : 'met'
  return condition({ ...line, verdict, items: ['LBC.CREAT', 'VS.WEIGHT'], seen, steps })
}

/**
 * Asked of whoever can become pregnant, or may be able to, of the last test that is recent enough. A positive one holds;
 * one that is neither positive nor negative says nothing and has to be made again.
 */
function pregnancy(
  { sex, childbearing, pregnancyTests, planned }: GateHistory,
  { pregnancyTestAge }: LutetiumParameters,
): readonly Condition[] {
  const asks = `NEG, ≤ ${pregnancyTestAge.value} d old`
  const line = { code: 'PREGNANCY', asks, source: sourceOf(pregnancyTestAge), items: ['PREG.RPORRES'] }
  if (sex === 'M' || (sex === 'F' && childbearing === 'N')) return []
  if (childbearing !== 'Y' && childbearing !== 'U')
    return [condition({ ...line, verdict: 'missing', items: ['DM.CHILDPOT'] })]
  const tests = pregnancyTests.filter(
    ({ day }) => day.first <= planned.first && planned.first - day.first <= pregnancyTestAge.value,
  )
  const last = Math.max(...tests.map(({ day }) => day.first))
  const latest = tests.filter(({ day }) => day.first === last)
  const bad = latest.find(({ result }) => result !== 'NEG')
  const [test] = latest
  if (!test) return [condition({ ...line, verdict: 'missing' })]
  const isPositive = latest.some(({ result }) => result === 'POS')
  const verdict = isPositive ? 'failed' : bad ? 'missing' : 'met'
  const seen = [
    { name: 'RPORRES', value: isPositive ? 'POS' : (bad ?? test).result },
    { name: 'day', value: test.day.toString() },
  ]
  return [condition({ ...line, verdict, seen })]
}

/** After a mild hypersensitivity the next doses are given with premedication; a severe one ends treatment elsewhere. */
const premedication = ({ events, doses, planned }: GateHistory): readonly Condition[] =>
  events
    .filter((event) => isHypersensitivity(event) && mayComeFrom(event, doses[0]?.day, planned))
    .filter(({ grade }) => grade === 1 || grade === 2)
    .map((event) =>
      condition({
        code: 'PREMEDICATION',
        verdict: 'alert',
        asks: 'premedication after hypersensitivity of grade 1 or 2',
        source: 'recalled: row of the label for hypersensitivity',
        seen: eventFigures(event),
        items: ['AE.AETOXGR'],
      }),
    )

/** Conditions about time: between doses, before the first dose, after a somatostatin analogue. */
export function inTime(history: GateHistory, parameters: LutetiumParameters): readonly Condition[] {
  return [...sinceLastDose(history, parameters), ...sinceAnalogues(history, parameters)]
}

function sinceLastDose(history: GateHistory, parameters: LutetiumParameters): readonly Condition[] {
  const { doses, course, planned } = history
  const { leastInterval, window, mostInterval, pastMostInterval } = parameters
  const last = doses.findLast((dose) => dose.course === course)
  if (!last) return [...beforeFirstDose(history, parameters), ...afterOtherTreatment(history, parameters)]
  const days = planned.first - last.day.first
  const line = { items: ['EXLU.ECSTDTM'], ...elapsed('EXLU', last.day, planned, days) }
  const [least, most] = [leastInterval.value, mostInterval.value]
  if (days < least) {
    const earliest = dayAfter(last.day, least)
    const failed = { ...line, code: 'INTERVAL', asks: `≥ ${least} d`, source: sourceOf(leastInterval), earliest }
    return [condition({ ...failed, verdict: 'failed' })]
  }
  if (days > most) {
    const verdict = pastMostInterval.value === 'stop' ? 'stops' : 'alert'
    const source = sourceOf(pastMostInterval)
    return [condition({ ...line, code: 'INTERVAL_TOO_LONG', verdict, asks: `≤ ${most} d`, source })]
  }
  const { from, to } = window.value
  const verdict = days < from || days > to ? 'alert' : 'met'
  return [condition({ ...line, code: 'INTERVAL', verdict, asks: `${from}–${to} d`, source: sourceOf(window) })]
}

/** Only the first course of the trial begins so many days after something; later ones have criteria of their own. */
function beforeFirstDose(history: GateHistory, { firstDose }: LutetiumParameters): readonly Condition[] {
  const { planned, doses } = history
  if (doses.length > 0 || OF_ITS_OWN.has(history.course)) return []
  const { from, least, most, late } = firstDose.value
  const begin = { randomisation: history.randomised, registration: history.registered, surgery: history.surgery }[from]
  const items = [{ randomisation: 'RAND.RANDDAT', registration: 'REG.REGDAT', surgery: 'SURG.SURGDAT' }[from]]
  const line = { code: 'FIRST_DOSE', items, asks: `${least}–${most} d after ${from}`, source: sourceOf(firstDose) }
  if (!begin) return [condition({ ...line, verdict: 'missing' })]
  const days = planned.first - begin.first
  const seen = elapsed(from, begin, planned, days)
  if (days < least) return [condition({ ...line, ...seen, verdict: 'failed', earliest: dayAfter(begin, least) })]
  return [condition({ ...line, ...seen, verdict: days > most ? late : 'met' })]
}

const OF_ITS_OWN = new Set(['CROSSOVER', 'RETREAT', 'RETREAT_AFTER_XO'])

/** Other treatment of the tumour has to be over for a while before the first dose. */
function afterOtherTreatment(
  { otherTreatmentEnds, planned }: GateHistory,
  { sinceOtherTreatment: least }: LutetiumParameters,
): readonly Condition[] {
  if (!least) return []
  return otherTreatmentEnds.map((end) => {
    const days = end && planned.first - end.last
    const isOver = days !== undefined && days >= least.value
    return condition({
      code: 'OTHER_TREATMENT',
      asks: `≥ ${least.value} d`,
      source: sourceOf(least),
      items: ['PTX.CMENDAT'],
      ...(end && elapsed('CMENDAT', end, planned, planned.first - end.last)),
      verdict: isOver ? 'met' : end ? 'failed' : 'missing',
      ...(end && !isOver && { earliest: isoDay(end.last + least.value) }),
    })
  })
}
