import { type Condition, type Decided, condition, decisionOf } from './condition'
import { LUTATHERA, inTime, onTheDay } from './conditions'
import { withCourses } from './courses'
import type { Dose, GateHistory } from './history'
import { kidneyDose } from './kidney-dose'
import type { LutetiumParameters } from './parameters'
import { sightingsOf } from './sightings'
import { assignedTo, unreadable } from './participation'
import { type Course, type Standing, TOXICITIES, type Toxicity, walk } from './toxicity'

export interface GateResult extends Decided {
  /** What may be given, MBq; absent with HOLD and STOP. */
  readonly activityMbq?: string
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
  const history = withCourses(given, parameters.oneCourse)
  const sightings = sightingsOf(history)
  const planned: Dose = { course: history.course, day: history.planned, activity: undefined }
  const walked = TOXICITIES.map((toxicity) => ({ toxicity, ...walk(toxicity, sightings, history.doses, planned) }))
  const isReduced = walked.some(({ standing }) => standing === 'reduced-next')
  const activityMbq = isReduced ? parameters.reducedMbq : parameters.standardMbq
  const decided = decisionOf([
    ...assignment(history, parameters),
    ...inTime(history, parameters),
    ...onTheDay(history, parameters),
    ...kidneyDose(history, parameters, activityMbq),
    ...walked.flatMap(toxicityConditions),
    ...unreadable(history, NEEDED),
  ])
  const isGiven = decided.decision === 'RELEASED' || decided.decision === 'REDUCED'
  return { ...decided, ...(isGiven && { activityMbq }), toxicities: standings(walked) }
}

/** Beginnings of the items that may not be there unread. */
const NEEDED = ['DM.', 'SURG.', 'LB', 'VS.', 'EXLU.', 'EXOCT.ECSTDTM', 'EXOCT.ECTRT', 'AE.', 'PREG.', 'DOSIM.']

type Walked = Course & { readonly toxicity: Toxicity }

/** Where a class stands says what it does to the next dose. */
const consequences = {
  normal: { code: '', verdict: 'met' },
  recovered: { code: '', verdict: 'met' },
  held: { code: 'HELD_', verdict: 'failed' },
  'reduced-next': { code: 'REDUCED_', verdict: 'reduces' },
  stopped: { code: 'DMT_STOP_', verdict: 'stops' },
} as const satisfies Readonly<Record<Standing, { code: string; verdict: Condition['verdict'] }>>

function toxicityConditions({ toxicity, standing, unknown, seen, steps }: Walked): readonly Condition[] {
  const { code, verdict } = consequences[standing]
  const line = { code: `${code}${toxicity}`, asks: 'table of dose modifications', source: LUTATHERA, seen, steps }
  return [
    condition({ ...line, verdict, items: [], rule: standing }),
    ...(unknown.length > 0 ? [condition({ ...line, verdict: 'missing', items: unknown })] : []),
  ]
}

const standings = (walked: readonly Walked[]) => {
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

/** Whether this participant gets the agent at all, and how often. */
function assignment(history: GateHistory, parameters: LutetiumParameters): readonly Condition[] {
  const { arm, course, doses, planned } = history
  const given = doses.filter((dose) => dose.course === course)
  const next = given.length + 1
  const { mostCycles } = parameters
  const arms = next > (parameters.armsFromCycle ?? 0) ? parameters.arms[course] : undefined
  const later = doses.find(({ day }) => day.first > planned.first)
  return [
    ...(arms ? [assignedTo(arm, arms, LUTATHERA)] : []),
    condition({
      code: 'CYCLES',
      verdict: next <= mostCycles ? 'met' : parameters.pastMostCycles === 'stop' ? 'stops' : 'alert',
      asks: `≤ ${mostCycles}`,
      source: LUTATHERA,
      seen: [{ name: 'CYCLENO', value: String(next) }],
      items: ['EXLU.CYCLENO'],
    }),
    ...(later
      ? [
          condition({
            code: 'DOSE_AFTER_PLANNED',
            verdict: 'failed',
            asks: 'no dose after the day planned',
            source: LUTATHERA,
            seen: [{ name: 'EXLU', value: later.day.toString() }],
            items: ['EXLU.ECSTDTM'],
          }),
        ]
      : []),
  ]
}
