import type { PartialDate } from '../partial-date'
import { armOf } from '../randomisation/allocation'
import type { CompiledStudy } from '../study/compile'
import type { ArmDef, CourseDef } from '../study/schedule-definition'
import { type Happened, happened, holdsOf } from './anchors'
import type { Casebook } from './casebook'
import { movesCalendar } from './calendar-reads'
import { following } from './following'
import type { FormPath } from './path'
import { eventText, itemsAt, visitsOf } from './visits'

/** The arm of a participant and the part of it they belong to; neither before the assignment says so. */
export interface Assigned {
  readonly arm?: string
  readonly part?: string
}

/** A time in one phase. Days are whole; an open side is left out. */
export interface Stay {
  readonly phase: string
  readonly since?: string
  /** The day on which the next phase began; visits of that day may belong to either. */
  readonly until?: string
  /** The form that says that it began. */
  readonly by?: FormPath
}

/** Where a participant is on their way through the study, as the casebook says it. */
export interface Journey {
  readonly assigned: Assigned
  /** From the first phase to the one they are in; none for a study without phases. */
  readonly stays: readonly Stay[]
  /** When what an anchor of the study speaks of happened. */
  happened(anchor: string): Happened | undefined
}

/** The journey is a function of the casebook: nothing of it is stored. Made anew when something the calendar reads changes. */
export const journeyOf = following<Journey>((study, casebook, before) =>
  before && !movesCalendar(study, before.casebook, casebook) ? before.value : makeJourney(study, casebook),
)

function makeJourney(study: CompiledStudy, casebook: Casebook): Journey {
  const known = new Map<string, Happened | undefined>()
  const anchors = new Map(study.version.anchors.map((anchor) => [anchor.oid, anchor]))
  const when = (oid: string): Happened | undefined => {
    const anchor = anchors.get(oid)
    if (!known.has(oid)) known.set(oid, anchor && happened(study, casebook, anchor))
    return known.get(oid)
  }
  const assigned = assignedOf(study, casebook)
  return { assigned, stays: staysOf(study, assigned, when), happened: when }
}

/**
 * The arm is what the server allocated, or else what the form says. A part of it is what was frozen with it, else the
 * first whose condition holds, else the one that has none.
 */
function assignedOf(study: CompiledStudy, casebook: Casebook): Assigned {
  const { assignment, arms } = study.version
  const says = (item: string | undefined): string | undefined => {
    if (!assignment || item === undefined) return undefined
    const items = visitsOf(study, casebook)
      .of(assignment.form)
      .flatMap((form) => itemsAt(study, form, item))
    return items.flatMap(({ value }) => (value?.state === 'value' ? [value.text] : []))[0]
  }
  const said = armOf(casebook) ?? says(assignment?.arm)
  if (said === undefined) return {}
  const whole = arms.find(({ oid }) => oid === said)?.of
  if (whole !== undefined) return { arm: whole, part: said }
  const parts = arms.filter(({ of }) => of === said)
  const part =
    says(assignment?.part) ??
    (parts.find((one) => one.when && isSo(study, casebook, one.when)) ?? parts.find((one) => !one.when))?.oid
  return { arm: said, ...(part !== undefined && { part }) }
}

const isSo = (study: CompiledStudy, casebook: Casebook, { form, when }: NonNullable<ArmDef['when']>): boolean =>
  visitsOf(study, casebook)
    .of(form)
    .some(({ path }) => holdsOf(study, casebook, path, when))

/** Something said of certain arms speaks of this participant. */
export const isFor = (arms: readonly string[] | undefined, { arm, part }: Assigned): boolean =>
  arms === undefined || (arm !== undefined && arms.includes(arm)) || (part !== undefined && arms.includes(part))

/** Of several moves that were made the earliest comes first; nobody comes to a phase twice, so the way has an end. */
function staysOf(
  { version }: CompiledStudy,
  assigned: Assigned,
  when: (anchor: string) => Happened | undefined,
): readonly Stay[] {
  const [first] = version.phases ?? []
  if (!first) return []
  const past: Stay[] = []
  let here: Stay = { phase: first.oid }
  for (;;) {
    const next = nextStay(version.moves ?? [], past, here, assigned, when)
    if (!next) return [...past, here]
    past.push({ ...here, until: next.since })
    here = next
  }
}

function nextStay(
  moves: NonNullable<CompiledStudy['version']['moves']>,
  past: readonly Stay[],
  here: Stay,
  assigned: Assigned,
  when: (anchor: string) => Happened | undefined,
): (Stay & { readonly since: string }) | undefined {
  const open = moves.flatMap((move) => {
    if (!move.from.includes(here.phase) || [...past, here].some(({ phase }) => phase === move.to)) return []
    const on = isFor(move.arms, assigned) ? when(move.on) : undefined
    const since = on && latestDay(on.day)
    if (since === undefined || (here.since !== undefined && since < here.since)) return []
    return [{ phase: move.to, since, by: on?.form }]
  })
  const [next] = open.sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))
  return next && { phase: next.phase, since: next.since, ...(next.by !== undefined && { by: next.by }) }
}

/** The last day that a date may be: what ends on a date that is not known to the day has ended by then. */
export const latestDay = (date: PartialDate): string => new Date(date.last * 86_400_000).toISOString().slice(0, 10)

/** The doses of a course that were given. */
export interface CourseState {
  readonly phase: string
  readonly def: CourseDef
  /** Days on which a dose was given, first to last; a dose without a known day is not in it. */
  readonly given: readonly string[]
}

/** The courses of the phases a participant has come to, each with a counter of its own. */
export function coursesOf(study: CompiledStudy, casebook: Casebook): readonly CourseState[] {
  const visits = visitsOf(study, casebook)
  return journeyOf(study, casebook).stays.flatMap(({ phase }) => {
    const def = study.version.phases?.find(({ oid }) => oid === phase)?.course
    if (!def) return []
    const given = visits.of(def.form).flatMap((form) => {
      if (!(study.event(eventText(form.path))?.phases ?? []).includes(phase)) return []
      const value = itemsAt(study, form, def.item)[0]?.value
      return value?.state === 'value' ? [value.text.slice(0, 10)] : []
    })
    return [{ phase, def, given: given.sort() }]
  })
}
