import { Decimal } from '../../quantity/decimal'
import { type Effect, appearancesOf, effectsOf, heldBy } from './appearances'
import { type Ceiling, ceiling, lowest } from './ceiling'
import { type Condition, type Decided, condition, decisionOf } from './condition'
import { eventFigures, mayComeFrom, termOf } from './events'
import type { EverolimusPeriod, GateHistory } from './history'
import { type Measure, type Threshold, isAbove, latestIn, readingIn } from './measure'
import { itemOf, measured, notBelow, thresholdText } from './measured'
import { isTaken, medicineFigures, medicinesWith, takenBeside } from './medicines'
import { type EverolimusDoes, type EverolimusParameters, sourceOf } from './parameters'
import { assignedTo, progression, unreadable, withdrawn } from './participation'

export interface DoseResult extends Decided {
  /** What may be given, mg; absent with HOLD and STOP. */
  readonly doseMg?: string
}

/**
 * Whether everolimus may be begun, continued or taken again on the day planned, and how much of it a day: all of the
 * starting dose, less, none for now, or none any more. The dose is never more than was last taken, and after a toxicity
 * that asks for less it is less than was taken when the toxicity showed itself.
 *
 * Source: label of everolimus (table of dose modifications, liver impairment, CYP3A4 and P-gp), as `parameters`.
 */
export function everolimusGate(history: GateHistory, parameters: EverolimusParameters): DoseResult {
  const { planned, everolimus } = history
  const periods = everolimus
    .filter(({ start }) => start.first < planned.first)
    .toSorted((a, b) => a.start.first - b.start.first)
  const taken = periods.filter(({ mg }) => mg.isPositive() && !mg.isZero())
  const rules = parameters.toxicities
  const appearances = appearancesOf(
    history,
    'EVE',
    rules.value,
    taken.map(({ start }) => start),
  )
  const lowered = effectsOf(appearances).flatMap((effect) => lowerDose(effect, taken, parameters))
  const start = new Decimal(parameters.startMg.value)
  const limits = [
    ...lowered,
    ...liver(history, parameters),
    ...besideModerateInhibitor(history, parameters),
    ...asBefore(taken, parameters),
  ]
  const decided = decisionOf([
    assignedTo(history.arm, parameters.arms.value, sourceOf(parameters.arms)),
    ...progression(history, taken[0]?.start),
    ...withdrawn(history, 'EVE', taken[0]?.start),
    ...ended(history, periods),
    ...onTheDay(history, parameters),
    ...takenBeside(history, parameters.notBeside, parameters.medicines, 'failed'),
    ...takenBeside(history, parameters.lookAt, parameters.medicines, 'alert'),
    ...heldBy(appearances, sourceOf(rules)),
    ...limits.map(({ condition }) => condition),
    ...toLookAt(history, parameters, taken),
    ...unreadable(history, NEEDED),
  ])
  const isGiven = decided.decision === 'RELEASED' || decided.decision === 'REDUCED'
  return { ...decided, ...(isGiven && { doseMg: lowest(start, limits).toFixed() }) }
}

/** Beginnings of the items that may not be there unread. */
const NEEDED = ['EXEV.', 'AE.', 'LB', 'CM.CMTRT', 'CM.CMDECOD', 'CM.CMFLAG', 'MH.', 'PD.', 'NET.FUNCT']

/** Less than what was taken when the toxicity showed itself, by the steps there are; with none left it ends. */
function lowerDose(
  { does, appearance, rule }: Effect<EverolimusDoes>,
  taken: readonly EverolimusPeriod[],
  { stepsMg, startMg, toxicities }: EverolimusParameters,
): readonly Ceiling[] {
  if (does === 'same') return []
  const { code } = appearance.rule
  const start = new Decimal(startMg.value)
  const period = taken.findLast(({ start: day }) => day.first < appearance.day) ?? taken[0]
  const base = Decimal.min(start, period?.mg ?? start)
  const seen = [...appearance.seen, { name: 'taken', value: base.toFixed(), unit: 'mg' }]
  const why = { asks: 'table of dose modifications', source: sourceOf(toxicities), seen, items: ['AE.AETOXGR'], rule }
  if (does === 'stop') return [{ condition: condition({ ...why, code: `STOP_${code}`, verdict: 'stops' }) }]
  const steps = stepsMg.value.map((mg) => new Decimal(mg))
  const next = steps.find((mg) => (does === 'half' ? mg.times(2).lessThanOrEqualTo(base) : mg.lessThan(base)))
  return next
    ? [ceiling(next, 'mg', start, { ...why, code: `REDUCED_${code}` })]
    : [{ condition: condition({ ...why, code: `NO_LOWER_DOSE_${code}`, verdict: 'stops' }) }]
}

/** Never more than was last taken. A dose that nobody takes leaves open what it was. */
function asBefore(
  taken: readonly EverolimusPeriod[],
  { raisedAgain, startMg, impossibleAboveMg }: EverolimusParameters,
): readonly Ceiling[] {
  const slip = taken.find(({ mg }) => mg.greaterThan(impossibleAboveMg.value))
  if (slip) {
    const seen = [{ name: 'ECDOSE', value: slip.mg.toFixed(), unit: 'mg' }]
    const asks = `≤ ${impossibleAboveMg.value} mg`
    const why = { code: 'DOSE_IMPOSSIBLE', asks, source: sourceOf(impossibleAboveMg), seen, items: ['EXEV.ECDOSE'] }
    return [{ condition: condition({ ...why, verdict: 'missing' }) }]
  }
  const last = taken.at(-1)
  if (!last || raisedAgain.value) return []
  const seen = [
    { name: 'ECDOSE', value: last.mg.toFixed(), unit: 'mg' },
    { name: 'ECSTDAT', value: last.start.toString() },
  ]
  const why = { code: 'DOSE_TAKEN', asks: 'not more than was last taken', source: sourceOf(raisedAgain), seen }
  return [ceiling(last.mg, 'mg', new Decimal(startMg.value), { ...why, items: ['EXEV.ECDOSE'] })]
}

/** What a diseased liver allows. A disease without a Child-Pugh class leaves the dose open. */
function liver(
  history: GateHistory,
  { liverMg, liverNeedsBenefit, startMg }: EverolimusParameters,
): readonly Ceiling[] {
  const { childPugh, liverDisease, judgements } = history
  const doseOf = new Map(Object.entries(liverMg.value))
  const doses = childPugh.map((found) => ({ found, mg: doseOf.get(found) }))
  const line = { asks: 'dose by Child-Pugh class', source: sourceOf(liverMg) }
  const missing = (items: readonly string[], seen: Condition['trace']['inputs'] = []): Ceiling => ({
    condition: condition({ ...line, code: 'CHILD_PUGH', verdict: 'missing', items, seen }),
  })
  if (doses.length === 0) return liverDisease ? [missing(['MH.CHILDPUGH'])] : []
  const known = doses.flatMap(({ found, mg }) => (mg === undefined ? [] : [{ found, most: new Decimal(mg) }]))
  const [worst] = known.toSorted((a, b) => a.most.comparedTo(b.most))
  if (!worst || known.length < doses.length) return [missing(['MH.CHILDPUGH'])]
  const seen = [{ name: 'CHILDPUGH', value: worst.found }]
  const code = `CHILD_PUGH_${worst.found}`
  const limit = ceiling(worst.most, 'mg', new Decimal(startMg.value), { ...line, code, seen, items: ['MH.CHILDPUGH'] })
  if (!liverNeedsBenefit.value.includes(worst.found)) return [limit]
  const judged = judgements[BENEFIT]
  if (judged === 'Y') return [limit]
  if (judged !== 'N') return [limit, missing([`judgements.${BENEFIT}`], seen)]
  const asks = 'the benefit outweighs the risk'
  const items = [`judgements.${BENEFIT}`]
  return [{ condition: condition({ ...line, asks, code, verdict: 'failed', seen, items }) }]
}

/** The investigator's answer to whether the benefit outweighs the risk with such a liver. */
export const BENEFIT = 'CHILD_PUGH_BENEFIT'

function besideModerateInhibitor(
  history: GateHistory,
  { moderateInhibitorMg, medicines, startMg }: EverolimusParameters,
): readonly Ceiling[] {
  const most = new Decimal(moderateInhibitorMg.value)
  return medicinesWith(history, ['CYP3A4_MOD_INH'], medicines)
    .filter((medicine) => isTaken(medicine, history.planned))
    .map((medicine) =>
      ceiling(most, 'mg', new Decimal(startMg.value), {
        code: medicine.flag,
        asks: 'dose beside a moderate inhibitor of CYP3A4 or P-gp',
        source: sourceOf(moderateInhibitorMg),
        seen: medicineFigures(medicine),
        items: ['CM.CMFLAG'],
      }),
    )
}

/** It is over where it was stopped for good, or where the participant crossed over to 177Lu. */
function ended({ doses, planned }: GateHistory, periods: readonly EverolimusPeriod[]): readonly Condition[] {
  const stopped = periods.find(({ adjusted }) => adjusted === 'STOPPED')
  const crossed = doses.find(({ course, day }) => course !== 'PRIOR' && day.first <= planned.first)
  const line = { verdict: 'stops', source: 'record' } as const
  return [
    ...(stopped
      ? [
          condition({
            ...line,
            code: 'EVEROLIMUS_STOPPED',
            asks: 'not stopped for good',
            seen: [{ name: 'ECSTDAT', value: stopped.start.toString() }],
            items: ['EXEV.ECADJ'],
          }),
        ]
      : []),
    ...(crossed
      ? [
          condition({
            ...line,
            code: 'CROSSED_OVER',
            asks: 'no 177Lu in the trial yet',
            seen: [{ name: 'EXLU', value: crossed.day.toString() }],
            items: ['EXLU.ECSTDTM'],
          }),
        ]
      : []),
  ]
}

/** Counts of the last days; fasting glucose and lipids less often. */
function onTheDay(history: GateHistory, parameters: EverolimusParameters): readonly Condition[] {
  const { counts, labAge, lipids } = parameters
  return [
    ...counts.value.map((threshold) => notBelow(history, threshold, labAge.value, sourceOf(counts))),
    ...lipids.value.map((threshold) => lipid(history, threshold, parameters)),
    fasted(history, 'GLUC', parameters, (measure) => (readingIn(measure, 'mmol/L') ? 'no' : 'unknown'), 'known'),
  ]
}

const lipid = (history: GateHistory, threshold: Threshold, parameters: EverolimusParameters): Condition =>
  fasted(
    history,
    threshold.analyte,
    parameters,
    (measure) => isAbove(measure, threshold),
    thresholdText('≤', threshold),
  )

/** There has to be a result of a fasting sample; a later one counts as well, fasting or not. */
function fasted(
  { measures, planned }: GateHistory,
  analyte: string,
  { metabolicAge }: EverolimusParameters,
  fails: (measure: Measure) => ReturnType<typeof isAbove>,
  asks: string,
): Condition {
  const results = measures.get(analyte) ?? []
  const fasting = results.filter((measure) => measure.fasting === true)
  const sober = latestIn(fasting, planned, metabolicAge.value)
  const latest = sober.length === 0 ? [] : [...sober, ...latestIn(results, planned)]
  return measured({ code: analyte, item: itemOf(analyte), latest, fails, asks, source: sourceOf(metabolicAge) })
}

/** Not labelled where the tumour makes hormones; blood counts that no row names. */
function toLookAt(
  history: GateHistory,
  { unlisted }: EverolimusParameters,
  [first]: readonly EverolimusPeriod[],
): readonly Condition[] {
  const line = { verdict: 'alert', source: sourceOf(unlisted) } as const
  const severe = history.events.filter(
    (event) =>
      (event.grade ?? 5) >= 3 &&
      unlisted.value.includes(termOf(event)) &&
      mayComeFrom(event, first?.start, history.planned),
  )
  return [
    ...severe.map((event) =>
      condition({
        ...line,
        code: 'OTHER_BLOOD_COUNT',
        asks: 'no row of the table is for it',
        seen: eventFigures(event),
        items: ['AE.AETOXGR'],
      }),
    ),
    ...(history.functioning
      ? [
          condition({
            verdict: 'alert',
            source: 'label',
            code: 'FUNCTIONING_TUMOUR',
            asks: 'not labelled for functioning carcinoid tumours',
            items: ['NET.FUNCT'],
          }),
        ]
      : []),
  ]
}
