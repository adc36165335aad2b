import { PartialDate, isoDayPlus } from '../partial-date'
import type { CompiledStudy } from '../study/compile'
import type { FormDef } from '../study/definition'
import { isDayTarget, targetsOf } from '../study/occurrences'
import type { HourTarget, StudyEventDef, TargetDef } from '../study/schedule-definition'
import { wholeDay } from './anchors'
import { movesCalendar } from './calendar-reads'
import type { Casebook, FormState } from './casebook'
import { following } from './following'
import { type EventPath, type FormPath, eventPath, formPath, steps } from './path'
import { type Journey, isFor, journeyOf, latestDay } from './phases'
import { type Visits, formAt, itemsAt, textAt, visitsOf } from './visits'
import { type Window, daysOfHours, hoursFrom, outside, windowFrom } from './window'

/** One visit of one participant: planned, under way or past. Without a target, the date it is counted from is not known. */
export interface PlannedEvent extends Window {
  readonly event: EventPath
  readonly def: StudyEventDef
  /** Of several targets the one that the window is from. */
  readonly aim?: TargetDef
  /** Counted from a day on which another visit is only planned: it moves with that visit. */
  readonly projected?: true
  /** When the visit took place. */
  readonly actual?: string
  /** The last day on which what was found at it still counts; undefined where nothing waits for it. */
  readonly expires?: string
  readonly state: 'ahead' | 'begun' | 'done'
  /** Someone said that it did not take place. */
  readonly omitted?: true
  /** A later visit of its epoch took place, its phase is over, or all has ended: it can no longer be made up for. */
  readonly passed?: true
}

/**
 * Every visit that a participant has or is expected to have, in the study's order; an unscheduled one once for each time
 * it happened. What belongs to another arm, to a phase they did not come to, or to the time after an end is not in it,
 * unless something was entered there. Made anew when something it reads changes; the cost then grows with the casebook's
 * forms and the study's events.
 */
export const scheduleOf = following<readonly PlannedEvent[]>((study, casebook, before) =>
  before && !movesCalendar(study, before.casebook, casebook) ? before.value : new Planner(study, casebook).schedule(),
)

class Planner {
  private readonly visits: Visits
  private readonly journey: Journey
  private readonly planned = new Map<string, PlannedEvent | undefined>()

  constructor(
    private readonly study: CompiledStudy,
    private readonly casebook: Casebook,
  ) {
    this.visits = visitsOf(study, casebook)
    this.journey = journeyOf(study, casebook)
  }

  schedule(): readonly PlannedEvent[] {
    const all = this.study.events.flatMap((def) =>
      def.kind === 'unscheduled' ? this.timesOf(def) : (this.plan(def) ?? []),
    )
    const hasEnded = (this.study.version.ends ?? []).some((anchor) => this.journey.happened(anchor) !== undefined)
    const planned = withPassed([...all, ...this.ofOtherVersions()], this.journey, hasEnded)
    // What hangs on a visit that never came does not come either.
    return hasEnded ? planned.filter(({ projected, state }) => !projected || state !== 'ahead') : planned
  }

  /** Visits that took place under another version and that this one does not plan. */
  private ofOtherVersions(): readonly PlannedEvent[] {
    const own = new Set(this.study.events.map(({ oid }) => oid))
    return this.visits.events.flatMap((event) => {
      const oid = steps(event)[0]?.oid ?? ''
      const def = own.has(oid) ? undefined : this.study.event(oid)
      return def ? [{ event, ...this.standing(def, event) }] : []
    })
  }

  private timesOf(def: StudyEventDef): readonly PlannedEvent[] {
    return this.visits.events
      .filter((event) => steps(event)[0]?.oid === def.oid)
      .map((event) => ({ event, ...this.standing(def, event) }))
  }

  /** Undefined for a visit that is not expected. Visits count from each other, and the build refuses circles. */
  private plan(def: StudyEventDef): PlannedEvent | undefined {
    if (this.planned.has(def.oid)) return this.planned.get(def.oid)
    this.planned.set(def.oid, undefined)
    const event = eventPath({ oid: def.oid })
    const window = def.kind === 'scheduled' ? this.windowOf(def, event) : {}
    const begun = this.visits.at(event).length > 0
    const expected = begun || def.kind === 'log' || (window !== 'never' && this.isExpected(def, window))
    const one = expected ? { event, ...(window !== 'never' && window), ...this.standing(def, event) } : undefined
    this.planned.set(def.oid, one)
    return one
  }

  /** `never` where it counts only from a visit that is not expected. */
  private windowOf(def: StudyEventDef, event: EventPath): Aimed | 'never' {
    const aims = targetsOf(def)
      .filter(({ arms }) => isFor(arms, this.journey.assigned))
      .map((aim) => this.aimed(aim, event))
    if (aims.length > 0 && aims.every((aim) => aim === 'never')) return 'never'
    const dated = aims.flatMap((aim) => (aim === 'never' || aim.target === undefined ? [] : [aim]))
    return dated.find(({ projected }) => !projected) ?? dated[0] ?? {}
  }

  private aimed(aim: TargetDef, event: EventPath): Aimed | 'never' {
    if (aim.event === undefined) {
      const day = wholeDay(this.journey.happened(aim.anchor ?? ''))
      return day !== undefined && isDayTarget(aim) ? { ...windowFrom(aim, day), aim } : {}
    }
    const def = this.study.event(aim.event)
    const base = def && this.plan(def)
    if (!base) return 'never'
    if (base.omitted) return {}
    const day = base.actual ?? base.target
    if (day === undefined) return {}
    const projected = base.actual === undefined ? { projected: true as const } : {}
    if (isDayTarget(aim)) return { ...windowFrom(aim, day), aim, ...projected }
    return { ...this.hours(aim, base, day, event), aim, ...projected }
  }

  private hours(aim: HourTarget, base: PlannedEvent, day: string, event: EventPath): Window {
    const start = instantIn(this.study, this.casebook, base.event, aim)
    if (start === undefined) return daysOfHours(aim, day)
    const window = hoursFrom(aim, start)
    const actual = aim.clock && instantIn(this.study, this.casebook, event, aim.clock)
    return { ...window, ...(window.at && { at: { ...window.at, ...(actual !== undefined && { actual }) } }) }
  }

  private isExpected(def: StudyEventDef, window: Window): boolean {
    if (!isFor(def.arms, this.journey.assigned) || !this.inPhase(def, window)) return false
    // A visit that could still have been made on that day was not missed when all ended.
    const last = window.to ?? window.target
    const isAfter = (anchor: string): boolean => {
      const end = this.journey.happened(anchor)
      return end !== undefined && (last === undefined || last >= latestDay(end.day))
    }
    if ((def.until ?? []).some(isAfter)) return false
    return targetsOf(def).length === 0 || !(this.study.version.ends ?? []).some(isAfter)
  }

  private inPhase({ phases }: StudyEventDef, { target, to, limit }: Window): boolean {
    const { stays } = this.journey
    if (!phases || stays.length === 0) return true
    const last = limit ?? to
    if (target === undefined || last === undefined) return phases.includes(stays.at(-1)?.phase ?? '')
    return stays.some(
      ({ phase, since, until }) =>
        phases.includes(phase) && (since === undefined || last >= since) && (until === undefined || target <= until),
    )
  }

  /** How it stands, apart from when it is planned. */
  private standing(planned: StudyEventDef, event: EventPath) {
    const stood = standingOf(this.study, this.casebook, event, planned, this.visits.at(event))
    const expires = stood.actual === undefined ? undefined : this.expiry(stood.def, stood.actual)
    return expires === undefined ? stood : { ...stood, expires }
  }

  private expiry({ valid }: StudyEventDef, actual: string): string | undefined {
    if (!valid) return undefined
    const last = isoDayPlus(actual, valid.days)
    const reached = this.journey.happened(valid.for)
    return reached && latestDay(reached.day) <= last ? undefined : last
  }
}

interface Aimed extends Window {
  readonly aim?: TargetDef
  readonly projected?: true
}

function instantIn(
  study: CompiledStudy,
  casebook: Casebook,
  event: EventPath,
  { form, item }: { readonly form: string; readonly item: string },
): string | undefined {
  const state = casebook.forms.get(formAt(event, form))
  if (!state || state.withdrawn.includes(state.path)) return undefined
  const texts = itemsAt(study, state, item).flatMap(({ value }) => (value?.state === 'value' ? [value.text] : []))
  return texts.filter((text) => /T.*(?:Z|[+-]\d\d:\d\d)$/.test(text)).sort((a, b) => Date.parse(a) - Date.parse(b))[0]
}

/** Marks what was not begun although a later visit of its epoch took place, its phase is over, or all has ended. */
function withPassed(all: readonly PlannedEvent[], { stays }: Journey, hasEnded: boolean): readonly PlannedEvent[] {
  const latest = new Map<string, readonly PlannedEvent[]>()
  for (const one of all) {
    const epoch = one.def.epoch?.en
    if (epoch !== undefined && one.actual !== undefined) latest.set(epoch, [...(latest.get(epoch) ?? []), one])
  }
  const here = stays.at(-1)?.phase
  return all.map((one) => {
    const { state, target, to, def } = one
    if (state !== 'ahead' || target === undefined || to === undefined) return one
    const overtaken = (latest.get(def.epoch?.en ?? '') ?? []).some(
      (other) => (other.actual ?? '') > to && (other.target ?? '') > target,
    )
    const over = here !== undefined && def.phases !== undefined && !def.phases.includes(here)
    return overtaken || over || hasEnded ? { ...one, passed: true as const } : one
  })
}

/** One form of one visit, begun or not. */
export interface VisitForm {
  readonly form: FormPath
  readonly def: FormDef
  readonly event: StudyEventDef
}

const formsOf = new WeakMap<readonly PlannedEvent[], readonly VisitForm[]>()

/** The forms of every visit in the study's order: what is entered once a visit, so neither logs nor their forms. */
export function visitForms(study: CompiledStudy, casebook: Casebook): readonly VisitForm[] {
  const planned = scheduleOf(study, casebook)
  const known = formsOf.get(planned)
  if (known) return known
  const forms = planned
    .filter(({ def }) => def.kind !== 'log')
    .flatMap(({ event: path, def: event }) =>
      event.forms.flatMap((oid) => {
        const def = study.form(oid)
        return def && !def.repeating ? [{ form: formPath(stepOf(path), { oid }), def, event }] : []
      }),
    )
  formsOf.set(planned, forms)
  return forms
}

const stepOf = (event: EventPath) => steps(event)[0] ?? { oid: event }

/** The date item of the visit, once it is known to the day and nobody contests it. */
export function visitDate(study: CompiledStudy, casebook: Casebook, event: EventPath): string | undefined {
  const { form, item } = study.version.visitDate
  const text = textAt(study, casebook, formAt(event, form), item)
  return text !== undefined && PartialDate.parse(text)?.exact ? text : undefined
}

/** What the forms of a visit say of it. */
type Standing = Pick<PlannedEvent, 'def' | 'actual' | 'state' | 'omitted'>

/** Known for the forms of a visit as they stand, which stay the same list until one of them changes. */
const stood = new WeakMap<readonly FormState[], { readonly study: CompiledStudy; readonly standing: Standing }>()

function standingOf(
  study: CompiledStudy,
  casebook: Casebook,
  event: EventPath,
  planned: StudyEventDef,
  begun: readonly FormState[],
): Standing {
  if (begun.length === 0) return { def: planned, state: 'ahead' }
  const known = stood.get(begun)
  if (known?.study === study) return known.standing
  const def = withEntered(study, planned, begun)
  const actual = visitDate(study, casebook, event)
  const standing = { def, ...(actual !== undefined && { actual }), ...stateOf(study, casebook, event, def, begun) }
  stood.set(begun, { study, standing })
  return standing
}

/** A visit with the forms that were entered there besides those that this version asks. */
function withEntered(study: CompiledStudy, def: StudyEventDef, begun: readonly FormState[]): StudyEventDef {
  const asked = [...def.forms, study.version.visitDate.form]
  const more = begun.flatMap(({ path }) => {
    const oid = steps(path)[1]?.oid ?? ''
    return asked.includes(oid) || study.form(oid)?.repeating ? [] : [oid]
  })
  return more.length === 0 ? def : { ...def, forms: [...def.forms, ...new Set(more)] }
}

/**
 * A visit is done when all its forms are complete or not done; a visit that did not take place, when that was said. Its
 * date form needs no status of its own beside other forms. Log forms are never done.
 */
function stateOf(
  study: CompiledStudy,
  casebook: Casebook,
  event: EventPath,
  def: StudyEventDef,
  begun: readonly FormState[],
): { readonly state: PlannedEvent['state']; readonly omitted?: true } {
  if (def.kind === 'log') return { state: 'begun' }
  const visit = study.version.visitDate.form
  const dated = formAt(event, visit)
  const omitted =
    textAt(study, casebook, dated, 'SVOCCUR') === 'N' ||
    begun.some(({ path, status }) => path === dated && status?.status === 'not-done')
  if (omitted) return { state: 'done', omitted }
  const asked = def.forms.filter((form) => form !== visit && !study.form(form)?.repeating)
  const finished = new Set(begun.filter(isFinished).map(({ path }) => path))
  const done =
    asked.length > 0
      ? asked.every((form) => finished.has(formAt(event, form)))
      : visitDate(study, casebook, event) !== undefined
  return { state: done ? 'done' : 'begun' }
}

const isFinished = ({ status }: FormState): boolean => status?.status === 'complete' || status?.status === 'not-done'

export type DueState = 'ahead' | 'due' | 'overdue' | 'missed' | 'not-done' | 'done' | 'out-of-window' | 'expired'

/**
 * How a visit stands today: `out-of-window` when it took place outside its window, whether it is all entered or not;
 * `expired` when what was found at it no longer counts for what it was to serve; `due` from the first day of its window
 * on, and as long as it is begun; `overdue` when the window ended without it, `missed` once it cannot be made up for;
 * `not-done` when someone said that it did not take place. A visit counted from another that is only planned is ahead.
 */
export function dueState(planned: PlannedEvent, today: string): DueState {
  const { from, to, limit, actual, state } = planned
  if (planned.omitted) return 'not-done'
  if (planned.expires !== undefined && today > planned.expires) return 'expired'
  if (outside(planned, actual) !== undefined) return 'out-of-window'
  if (state === 'done') return 'done'
  if (actual !== undefined) return 'due'
  if (planned.projected) return state === 'begun' ? 'due' : 'ahead'
  if (to !== undefined && today > to)
    return planned.passed || (limit !== undefined && today > limit) ? 'missed' : 'overdue'
  return state === 'begun' || (from !== undefined && today >= from) ? 'due' : 'ahead'
}
