import { type Condition, type Decided, condition, decisionOf } from './condition'
import { inTime, onTheDay } from './conditions'
import { withCourses } from './courses'
import type { Dose, GateHistory } from './history'
import { kidneyDose } from './kidney-dose'
import { type LutetiumParameters, sourceOf } from './parameters'
import { sightingsOf } from './sightings'
import { assignedTo, progression, unreadable } from './participation'
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
  const history = withCourses(given, parameters.oneCourse.value)
  const sightings = sightingsOf(history, parameters)
  const planned: Dose = { course: history.course, day: history.planned, activity: undefined }
  const walked = TOXICITIES.map((toxicity) => ({ toxicity, ...walk(toxicity, sightings, history.doses, planned) }))
  const isReduced = walked.some(({ standing }) => standing === 'reduced-next')
  const activityMbq = (isReduced ? parameters.reducedMbq : parameters.standardMbq).value
  const source = sourceOf(parameters.toxicities)
  const decided = decisionOf([
    ...assignment(history, parameters),
    ...progressionInCourse(history),
    ...inTime(history, parameters),
    ...onTheDay(history, parameters),
    ...kidneyDose(history, parameters, activityMbq),
    ...walked.flatMap((one) => toxicityConditions(one, source)),
    ...unreadable(history, NEEDED),
  ])
  const isGiven = decided.decision === 'RELEASED' || decided.decision === 'REDUCED'
  return { ...decided, ...(isGiven && { activityMbq }), toxicities: standings(walked) }
}

/** Beginnings of the items that may not be there unread. */
const NEEDED = ['DM.', 'SURG.', 'LB', 'VS.', 'EXLU.', 'EXOCT.', 'AE.', 'PREG.', 'DOSIM.', 'CM.CMFLAG', 'PD.']

type Walked = Course & { readonly toxicity: Toxicity }

/** Where a class stands says what it does to the next dose. */
const consequences = {
  normal: { code: '', verdict: 'met' },
  recovered: { code: '', verdict: 'met' },
  held: { code: 'HELD_', verdict: 'failed' },
  'reduced-next': { code: 'REDUCED_', verdict: 'reduces' },
  stopped: { code: 'DMT_STOP_', verdict: 'stops' },
} as const satisfies Readonly<Record<Standing, { code: string; verdict: Condition['verdict'] }>>

function toxicityConditions(
  { toxicity, standing, unknown, seen, steps }: Walked,
  source: string,
): readonly Condition[] {
  const { code, verdict } = consequences[standing]
  const line = { code: `${code}${toxicity}`, asks: 'table of dose modifications', source, seen, steps }
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

/** Courses that begin because of progression, whether or not a dose was given before them. */
const AFTER_PROGRESSION: readonly string[] = ['CROSSOVER', 'RETREAT', 'RETREAT_AFTER_XO']

/** Progression ends a course that has begun, and a first one that has not; later courses begin because of one. */
function progressionInCourse(history: GateHistory): readonly Condition[] {
  const begun = history.doses.find(({ course }) => course === history.course)?.day
  const isFirst = history.doses.length === 0 && !AFTER_PROGRESSION.includes(history.course)
  const begin = begun ?? (isFirst ? history.randomised : undefined)
  return begin ? progression(history, begin) : []
}

/** Whether this participant gets the agent at all, and how often. */
function assignment(history: GateHistory, parameters: LutetiumParameters): readonly Condition[] {
  const { arm, course, doses, planned } = history
  const { mostCycles, pastMostCycles, arms, dosesBeforeArms } = parameters
  const next = doses.filter((dose) => dose.course === course).length + 1
  const armsOfCourse = new Map(Object.entries(arms.value)).get(course) ?? []
  const later = doses.find(({ day }) => day.first > planned.first)
  return [
    ...(next > dosesBeforeArms.value ? [assignedTo(arm, armsOfCourse, sourceOf(arms))] : []),
    condition({
      code: 'CYCLES',
      verdict: next <= mostCycles.value ? 'met' : pastMostCycles.value === 'stop' ? 'stops' : 'alert',
      asks: `≤ ${mostCycles.value}`,
      source: sourceOf(mostCycles),
      seen: [{ name: 'CYCLENO', value: String(next) }],
      items: ['EXLU.CYCLENO'],
    }),
    ...(later
      ? [
          condition({
            code: 'DOSE_AFTER_PLANNED',
            verdict: 'failed',
            asks: 'no dose after the day planned',
            source: 'rule of the gate',
            seen: [{ name: 'EXLU', value: later.day.toString() }],
            items: ['EXLU.ECSTDTM'],
          }),
        ]
      : []),
  ]
}
