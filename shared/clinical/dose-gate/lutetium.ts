import { type Condition, inTime, onTheDay } from './conditions'
import type { Dose, GateHistory } from './history'
import { kidneyDose } from './kidney-dose'
import type { LutetiumParameters } from './parameters'
import { sightingsOf } from './sightings'
import { TOXICITIES, type Course, type Toxicity, walk } from './toxicity'

export type Decision = 'RELEASED' | 'REDUCED' | 'HOLD' | 'STOP'

export interface GateResult {
  readonly decision: Decision
  /** What may be given, MBq; absent with HOLD and STOP. */
  readonly activityMbq?: string
  /** Codes of everything that decided, the hardest first; with RELEASED what should be looked at all the same. */
  readonly reasons: readonly string[]
  /** The first day on which the conditions about time are met, where one of them holds the dose. */
  readonly earliest?: string
  /** Items without which nobody can decide. */
  readonly missing: readonly string[]
  /** The whole checklist, what blocks first. */
  readonly conditions: readonly Condition[]
  /** Where each class of toxicity stands. */
  readonly toxicities: Readonly<Record<Toxicity, Course['standing']>>
}

/**
 * Whether the next dose of 177Lu may be given on the day planned: at the standard activity, reduced, not now, or never
 * again in this course. One result from many: any stop stops, else anything that fails or is missing holds, else a class
 * that has recovered reduces. What is missing, stale, contested or cannot be read is never taken for good.
 *
 * Sources: EU and US labels of Lutathera (release criteria, table of dose modifications, 16-week rule) with what each trial
 * changes as `parameters`. The investigator's signature is asked elsewhere.
 */
export function lutetiumGate(given: GateHistory, parameters: LutetiumParameters): GateResult {
  const history = withCourses(given, parameters)
  const sightings = sightingsOf(history)
  const planned: Dose = { course: history.course, day: history.planned, activity: undefined }
  const walked = TOXICITIES.map((toxicity) => ({ toxicity, ...walk(toxicity, sightings, history.doses, planned) }))
  const isReduced = walked.some(({ standing }) => standing === 'reduced-next')
  const activityMbq = isReduced ? parameters.reducedMbq : parameters.standardMbq

  const conditions = [
    ...assignment(history, parameters),
    ...inTime(history, parameters),
    ...onTheDay(history, parameters),
    ...kidneyDose(history, parameters, activityMbq),
  ].toSorted((a, b) => weight(a) - weight(b))

  const stops = [
    ...walked.filter(({ standing }) => standing === 'stopped').map(({ toxicity }) => `DMT_STOP_${toxicity}`),
    ...conditions.filter(({ verdict }) => verdict === 'stops').map(({ code }) => code),
  ]
  const held = walked.filter(({ standing }) => standing === 'held').map(({ toxicity }) => `HELD_${toxicity}`)
  const failed = conditions.filter(({ verdict }) => verdict === 'failed')
  const missing = [
    ...new Set([
      ...conditions.filter(({ verdict }) => verdict === 'missing').flatMap(({ items }) => items),
      ...walked.flatMap(({ unknown }) => unknown),
      ...history.unreadable,
    ]),
  ]
  const alerts = conditions.filter(({ verdict }) => verdict === 'alert').map(({ code }) => code)
  const holds = [...failed.map(({ code }) => code), ...held, ...missing.map((item) => `MISSING_${item}`)]
  const reductions = walked
    .filter(({ standing }) => standing === 'reduced-next')
    .map(({ toxicity }) => `REDUCED_${toxicity}`)
  const earliest = failed
    .flatMap((condition) => condition.earliest ?? [])
    .sort()
    .at(-1)
  const decision = stops.length > 0 ? 'STOP' : holds.length > 0 ? 'HOLD' : isReduced ? 'REDUCED' : 'RELEASED'

  return {
    decision,
    ...((decision === 'RELEASED' || decision === 'REDUCED') && { activityMbq }),
    reasons: [...new Set([...stops, ...holds, ...reductions, ...alerts])],
    ...(decision === 'HOLD' && earliest !== undefined && { earliest }),
    missing,
    conditions,
    toxicities: standings(walked),
  }
}

const order = ['stops', 'failed', 'missing', 'alert', 'met'] as const
const weight = ({ verdict }: Condition): number => order.indexOf(verdict)

const standings = (walked: readonly (Course & { readonly toxicity: Toxicity })[]) => {
  const of = (toxicity: Toxicity) => walked.find((one) => one.toxicity === toxicity)?.standing ?? 'normal'
  return {
    THROMBOCYTOPENIA: of('THROMBOCYTOPENIA'),
    ANAEMIA_NEUTROPENIA: of('ANAEMIA_NEUTROPENIA'),
    RENAL: of('RENAL'),
    HEPATIC: of('HEPATIC'),
    HYPERSENSITIVITY: of('HYPERSENSITIVITY'),
    OTHER: of('OTHER'),
  }
}

/** Courses that count as one get one name, doses the order of time; what was given before the trial is not the trial's. */
function withCourses(history: GateHistory, { oneCourse }: LutetiumParameters): GateHistory {
  const [first] = oneCourse
  const name = (course: string) => (first !== undefined && oneCourse.includes(course) ? first : course)
  return {
    ...history,
    course: name(history.course),
    doses: history.doses
      .filter(({ course }) => course !== 'PRIOR')
      .map((dose) => ({ ...dose, course: name(dose.course) }))
      .toSorted((a, b) => a.day.first - b.day.first),
  }
}

/** Whether this participant gets the agent at all, and how often. */
function assignment(history: GateHistory, parameters: LutetiumParameters): readonly Condition[] {
  const { arm, course, doses, planned } = history
  const given = doses.filter((dose) => dose.course === course)
  const next = given.length + 1
  const { mostCycles } = parameters
  const arms = next > (parameters.armsFromCycle ?? 0) ? parameters.arms[course] : undefined
  const later = doses.find(({ day }) => day.first > planned.first)
  return [
    ...(arms ? [armCondition(arm, arms)] : []),
    {
      code: 'CYCLES',
      verdict: next <= mostCycles ? 'met' : parameters.pastMostCycles === 'stop' ? 'stops' : 'alert',
      value: String(next),
      asked: `≤ ${mostCycles}`,
      items: ['EXLU.CYCLENO'],
    },
    ...(later
      ? [
          {
            code: 'DOSE_AFTER_PLANNED',
            verdict: 'failed',
            day: later.day.toString(),
            items: ['EXLU.ECSTDTM'],
          } satisfies Condition,
        ]
      : []),
  ]
}

const armCondition = (arm: string | undefined, arms: readonly string[]): Condition => ({
  code: 'ARM',
  verdict: arm === undefined ? 'missing' : arms.includes(arm) ? 'met' : 'failed',
  ...(arm !== undefined && { value: arm }),
  asked: arms.join(', '),
  items: ['RAND.ARMCD'],
})
