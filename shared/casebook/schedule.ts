import { PartialDate, isoDayPlus } from '../partial-date'
import type { CompiledStudy } from '../study/compile'
import type { FormDef, StudyEventDef } from '../study/definition'
import type { Casebook, FormState } from './casebook'
import { holdsSomething } from './layout'
import { type EventPath, type FormPath, eventOf, eventPath, formPath, groupPath, itemPath, steps } from './path'

/** One visit of one participant: planned, under way or past. Dates are whole ISO dates. */
export interface PlannedEvent {
  readonly event: EventPath
  readonly def: StudyEventDef
  /** Undefined while the date it is counted from is not known to the day. */
  readonly target?: string
  /** First and last day of the window. */
  readonly from?: string
  readonly to?: string
  /** When the visit took place. */
  readonly actual?: string
  readonly state: 'ahead' | 'begun' | 'done'
}

/** Every event of the study for one participant, in the study's order; an unscheduled one once for each time it happened. */
export const scheduleOf = (study: CompiledStudy, casebook: Casebook): readonly PlannedEvent[] =>
  study.version.events.flatMap((def) =>
    eventsOf(casebook, def).map((event): PlannedEvent => {
      const actual = visitDate(study, casebook, event)
      return {
        event,
        def,
        ...window(study, casebook, def),
        ...(actual !== undefined && { actual }),
        state: stateOf(study, casebook, event, def),
      }
    }),
  )

/** One form of one visit, begun or not. */
export interface VisitForm {
  readonly form: FormPath
  readonly def: FormDef
  readonly event: StudyEventDef
}

/** The forms of every visit in the study's order: what is entered once a visit, so neither logs nor their forms. */
export const visitForms = (study: CompiledStudy, casebook: Casebook): readonly VisitForm[] =>
  scheduleOf(study, casebook)
    .filter(({ def }) => def.kind !== 'log')
    .flatMap(({ event: path, def: event }) =>
      event.forms.flatMap((oid) => {
        const def = study.form(oid)
        return def && !def.repeating ? [{ form: formPath(stepOf(path), { oid }), def, event }] : []
      }),
    )

function eventsOf(casebook: Casebook, def: StudyEventDef): readonly EventPath[] {
  if (def.kind !== 'unscheduled') return [eventPath({ oid: def.oid })]
  const made = [...casebook.forms.values()].filter((form) => hasBegun(form) && steps(form.path)[0]?.oid === def.oid)
  return [...new Set(made.map(({ path }) => eventOf(path)))].sort()
}

function window(study: CompiledStudy, casebook: Casebook, { target }: StudyEventDef) {
  const anchor = target && study.version.anchors.find(({ oid }) => oid === target.anchor)
  const from = anchor && wholeDate(study, casebook, formPath({ oid: anchor.event }, { oid: anchor.form }), anchor.item)
  if (from === undefined || !target) return {}
  return {
    target: isoDayPlus(from, target.days),
    from: isoDayPlus(from, target.days - target.before),
    to: isoDayPlus(from, target.days + target.after),
  }
}

/** The date item of the visit, once it is known to the day and nobody contests it. */
export function visitDate(study: CompiledStudy, casebook: Casebook, event: EventPath): string | undefined {
  const { form, item } = study.version.visitDate
  return wholeDate(study, casebook, visitForm(event, form), item)
}

const visitForm = (event: EventPath, form: string): FormPath => formPath(stepOf(event), { oid: form })
const stepOf = (event: EventPath) => steps(event)[0] ?? { oid: event }

function wholeDate(study: CompiledStudy, casebook: Casebook, form: FormPath, item: string): string | undefined {
  const text = textAt(study, casebook, form, item)
  return text !== undefined && PartialDate.parse(text)?.exact ? text : undefined
}

function textAt(study: CompiledStudy, casebook: Casebook, form: FormPath, item: string): string | undefined {
  const state = casebook.forms.get(form)
  const group = study.item(steps(form)[1]?.oid ?? '', item)?.group
  if (!state || !group || state.withdrawn.includes(form)) return undefined
  const value = state.items.get(itemPath(groupPath(form, { oid: group.oid }), item))?.value
  return value?.state === 'value' ? value.text : undefined
}

/** Someone entered something or said something about its status, and did not withdraw it. */
const hasBegun = (form: FormState): boolean =>
  !form.withdrawn.includes(form.path) && (form.status !== undefined || [...form.items.values()].some(holdsSomething))

/**
 * A visit is done when all its forms are complete or not done; a visit that did not take place, when that was said. Its
 * date form needs no status of its own beside other forms. Log forms are never done.
 */
function stateOf(
  study: CompiledStudy,
  casebook: Casebook,
  event: EventPath,
  def: StudyEventDef,
): PlannedEvent['state'] {
  const begun = [...casebook.forms.values()].some((form) => eventOf(form.path) === event && hasBegun(form))
  if (!begun) return 'ahead'
  if (def.kind === 'log') return 'begun'
  const visit = study.version.visitDate.form
  const finished = (form: string): boolean => {
    const state = casebook.forms.get(visitForm(event, form))
    return state !== undefined && !state.withdrawn.includes(state.path) && isFinished(state)
  }
  const missed =
    textAt(study, casebook, visitForm(event, visit), 'SVOCCUR') === 'N' ||
    casebook.forms.get(visitForm(event, visit))?.status?.status === 'not-done'
  if (missed) return 'done'
  const asked = def.forms.filter((form) => form !== visit && !study.form(form)?.repeating)
  const done = asked.length > 0 ? asked.every(finished) : visitDate(study, casebook, event) !== undefined
  return done ? 'done' : 'begun'
}

const isFinished = ({ status }: FormState): boolean => status?.status === 'complete' || status?.status === 'not-done'

export type DueState = 'ahead' | 'due' | 'overdue' | 'done' | 'out-of-window'

/**
 * How a visit stands today: `out-of-window` when it took place outside its window, whether it is all entered or not;
 * `due` from the first day of its window on, and as long as it is begun; `overdue` when the window ended without it.
 */
export function dueState({ from, to, actual, state }: PlannedEvent, today: string): DueState {
  if (actual !== undefined && from !== undefined && to !== undefined && (actual < from || actual > to))
    return 'out-of-window'
  if (state === 'done') return 'done'
  if (actual !== undefined) return 'due'
  if (to !== undefined && today > to) return 'overdue'
  return state === 'begun' || (from !== undefined && today >= from) ? 'due' : 'ahead'
}
