import { Decimal } from '../../quantity/decimal'
import { type Ceiling, ceiling, lowest } from './ceiling'
import { type Condition, condition, decisionOf } from './condition'
import { afterInfusion } from './after-infusion'
import { withCourses } from './courses'
import { dayAfter, elapsed } from './days'
import { endOf, eventFigures, mayComeFrom, reachesGrade } from './events'
import type { DoseResult } from './everolimus'
import type { Dose, GateEvent, GateHistory, SsaInjection } from './history'
import { type OctreotideParameters, sourceOf } from './parameters'
import { assignedTo, progression, unreadable, withdrawn } from './participation'

/**
 * Whether octreotide LAR may be injected on the day planned, and how many mg: after each dose of 177Lu and not too near
 * the next one, every four weeks after the last; every four weeks from the start where it is given alone. Less of it, or
 * none, only because of an adverse event, as the investigator recorded it.
 *
 * Source: label of Lutathera, as the trial applies it.
 */
export function octreotideGate(given: GateHistory, parameters: OctreotideParameters): DoseResult {
  const history = withCourses(given, parameters.oneCourse.value)
  const { planned, arm, course } = history
  const { arms, aloneArms, doseMg, aloneMg } = parameters
  const before = history.doses.filter(({ day }) => day.first <= planned.first)
  const last = before.at(-1)
  const isAlone = !last && course === 'MAIN' && arm !== undefined && aloneArms.value.includes(arm)
  const full = new Decimal(isAlone ? aloneMg.value : doseMg.value)
  const injections = history.somatostatinAnalogues
    .filter(({ drug, day }) => drug === 'OCTREOTIDE_LAR' && day.first < planned.first)
    .toSorted((a, b) => a.day.first - b.day.first)
  const begin = before.find((dose) => dose.course === last?.course)?.day ?? history.randomised
  const limits = history.events
    .filter((event) => mayComeFrom(event, injections[0]?.day, planned))
    .flatMap((event) => becauseOf(event, full, history, parameters))
  const decided = decisionOf([
    assignedTo(arm, [...arms.value, ...aloneArms.value], sourceOf(arms)),
    ...progression(history, begin),
    ...withdrawn(history, 'OCT', injections[0]?.day),
    ...(isAlone
      ? alone(injections.at(-1), history, parameters)
      : beside(last, before, injections, history, parameters)),
    ...limits.map(({ condition }) => condition),
    ...unreadable(history, NEEDED),
  ])
  const isGiven = decided.decision === 'RELEASED' || decided.decision === 'REDUCED'
  return { ...decided, ...(isGiven && { doseMg: lowest(full, limits).toFixed() }) }
}

/** Beginnings of the items that may not be there unread. */
const NEEDED = ['EXOCT.ECSTDTM', 'EXOCT.ECTRT', 'EXLU.ECSTDTM', 'EXLU.ECENDTM', 'AE.', 'PD.']

/** Where it is given alone: soon after randomisation, then every so many days. */
function alone(
  last: SsaInjection | undefined,
  history: GateHistory,
  parameters: OctreotideParameters,
): readonly Condition[] {
  if (last) return [sinceLast(last, history, parameters)]
  const { randomised, planned } = history
  const { firstAlone } = parameters
  const line = {
    code: 'FIRST_DOSE',
    asks: `0–${firstAlone.value} d after randomisation`,
    source: sourceOf(firstAlone),
    items: ['RAND.RANDDAT'],
  }
  if (!randomised) return [condition({ ...line, verdict: 'missing' })]
  const days = planned.first - randomised.first
  const seen = elapsed('randomisation', randomised, planned, days)
  return days < 0
    ? [condition({ ...line, ...seen, verdict: 'failed', earliest: randomised.toString() })]
    : [condition({ ...line, ...seen, verdict: days > firstAlone.value ? 'alert' : 'met' })]
}

/** Beside 177Lu: after each dose, not too near the next; every so many days once the course is over. */
function beside(
  last: Dose | undefined,
  before: readonly Dose[],
  injections: readonly SsaInjection[],
  history: GateHistory,
  parameters: OctreotideParameters,
): readonly Condition[] {
  if (!last)
    return [
      condition({
        code: 'NO_177LU_YET',
        verdict: 'failed',
        asks: 'after the first dose of 177Lu',
        source: sourceOf(parameters.hours),
        items: ['EXLU.ECSTDTM'],
      }),
    ]
  const own = before.filter(({ course }) => course === last.course)
  const injection = injections.findLast(({ day }) => day.first >= last.day.first)
  return [
    injection ? sinceLast(injection, history, parameters) : afterInfusion(last, history, parameters),
    ...beforeNext(last, own.length, history, parameters),
    ...untilTheEnd(own[0] ?? last, history, parameters),
  ]
}

function sinceLast({ day }: SsaInjection, { planned }: GateHistory, { every }: OctreotideParameters): Condition {
  const { days: target, window } = every.value
  const days = planned.first - day.first
  const least = target - window
  const line = {
    code: 'INTERVAL',
    asks: `${target} ± ${window} d`,
    source: sourceOf(every),
    items: ['EXOCT.ECSTDTM'],
    ...elapsed('EXOCT', day, planned, days),
  }
  return days < least
    ? condition({ ...line, verdict: 'failed', earliest: dayAfter(day, least) })
    : condition({ ...line, verdict: days > target + window ? 'alert' : 'met' })
}

/** The next 177Lu is the one that followed, where the past is looked at; else it is due at the interval of the trial. */
function beforeNext(
  last: Dose,
  given: number,
  { doses, planned }: GateHistory,
  { cycles, courseOver, nextDose, gapBeforeNext }: OctreotideParameters,
): readonly Condition[] {
  const next = doses.find(({ day }) => day.first > planned.first)?.day
  const isOver = given >= cycles.value || planned.first - last.day.first > courseOver.value
  if (!next && isOver) return []
  const due = next ?? last.day.addDays(nextDose.value)
  const days = due.first - planned.first
  return [
    condition({
      code: 'NEXT_177LU',
      verdict: days < gapBeforeNext.value ? 'failed' : 'met',
      asks: `≥ ${gapBeforeNext.value} d before the next 177Lu`,
      source: sourceOf(gapBeforeNext),
      seen: [
        { name: next ? 'EXLU' : 'due', value: due.toString() },
        { name: 'planned', value: planned.toString() },
      ],
      steps: [{ name: 'left', value: String(days), unit: 'd' }],
      items: ['EXLU.ECSTDTM'],
    }),
  ]
}

function untilTheEnd({ day }: Dose, { planned }: GateHistory, { months }: OctreotideParameters): readonly Condition[] {
  const end = day.addMonths(months.value)
  return [
    condition({
      code: 'TREATMENT_OVER',
      verdict: planned.first > end.first ? 'stops' : 'met',
      asks: `≤ ${months.value} months from the start`,
      source: sourceOf(months),
      seen: [
        { name: 'EXLU', value: day.toString() },
        { name: 'planned', value: planned.toString() },
      ],
      steps: [{ name: 'until', value: end.toString() }],
      items: ['EXLU.ECSTDTM'],
    }),
  ]
}

const SKIPPED = new Set(['DRUG_INTERRUPTED', 'DRUG_DELAYED'])
const DECIDED = new Set(['DOSE_NOT_CHANGED', 'NOT_APPLICABLE', 'DOSE_REDUCED', 'DRUG_WITHDRAWN'])

/** While an event lasts, what was decided because of it; from grade 3 on somebody has to have decided. */
function becauseOf(
  event: GateEvent,
  full: Decimal,
  { planned }: GateHistory,
  { stepsMg }: OctreotideParameters,
): readonly Ceiling[] {
  if (endOf(event, planned) !== undefined) return []
  const action = event.action.OCT ?? ''
  const seen = eventFigures(event)
  const why = {
    asks: 'less or none only because of an event',
    source: sourceOf(stepsMg),
    seen,
    items: ['AE.AEACN_OCT'],
  }
  if (SKIPPED.has(action)) return [{ condition: condition({ ...why, code: 'SKIPPED', verdict: 'failed' }) }]
  if (action === 'DOSE_REDUCED') {
    const next = stepsMg.value.map((mg) => new Decimal(mg)).find((mg) => mg.lessThan(full))
    return next ? [ceiling(next, 'mg', full, { ...why, code: 'REDUCED_FOR_EVENT' })] : []
  }
  if (DECIDED.has(action) || reachesGrade(event, 3, 'OCT') === 'no') return []
  return [{ condition: condition({ ...why, code: 'EVENT', verdict: 'missing' }) }]
}
