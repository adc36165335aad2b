import type { CompiledStudy } from '../study/compile'
import type { Casebook, FormState, ItemState } from './casebook'
import { formOid, rowsOf } from './inputs'
import { holdsSomething } from './layout'
import { EventPath, FormPath, groupPath, itemPath } from './path'

/** What stands in a casebook, by visit and by form: withdrawn forms are not in it, nor forms that nobody began. */
export interface Visits {
  /** Every visit at which something stands, in path order. */
  readonly events: readonly EventPath[]
  /** The forms of a visit. */
  at(event: EventPath): readonly FormState[]
  /** The instances of a form, by the place of their visit in the study. */
  of(form: string): readonly FormState[]
}

const known = new WeakMap<Casebook, { readonly study: CompiledStudy; readonly visits: Visits }>()

/** Gathered once for a casebook; the cost grows with the forms in it. */
export function visitsOf(study: CompiledStudy, casebook: Casebook): Visits {
  const before = known.get(casebook)
  if (before?.study === study) return before.visits
  const visits = gather(study, casebook)
  known.set(casebook, { study, visits })
  return visits
}

function gather(study: CompiledStudy, casebook: Casebook): Visits {
  const byEvent = new Map<string, FormState[]>()
  const byForm = new Map<string, FormState[]>()
  const begun = [...casebook.forms.values()]
    .filter(hasBegun)
    .map((form) => ({ form, event: eventText(form.path) }))
    .map((placed) => ({ ...placed, rank: study.eventRank(placed.event.split(':')[0] ?? '') }))
    .sort((a, b) => a.rank - b.rank || (a.form.path < b.form.path ? -1 : 1))
  for (const { form, event } of begun) {
    add(byEvent, event, form)
    add(byForm, formOid(form.path), form)
  }
  return {
    events: [...byEvent.keys()].sort().map((event) => EventPath.parse(event)),
    at: (event) => byEvent.get(event) ?? [],
    of: (form) => byForm.get(form) ?? [],
  }
}

export const eventText = (path: FormPath): string => path.slice(0, path.indexOf('/'))

function add(lists: Map<string, FormState[]>, key: string, form: FormState): void {
  const list = lists.get(key)
  if (list) list.push(form)
  else lists.set(key, [form])
}

/** Someone entered something or said something about its status, and did not withdraw it. */
const hasBegun = (form: FormState): boolean =>
  !form.withdrawn.includes(form.path) && (form.status !== undefined || [...form.items.values()].some(holdsSomething))

/** A form of a visit, begun or not. */
export const formAt = (event: EventPath, form: string): FormPath => FormPath.parse(`${event}/${form}`)

/** The item of a form instance that has it once, or of each of its rows. */
export function itemsAt(study: CompiledStudy, form: FormState | undefined, item: string): readonly ItemState[] {
  if (!form) return []
  const group = study.item(formOid(form.path), item)?.group
  if (!group) return []
  const places = group.repeating ? rowsOf(form, form.path, group.oid) : [groupPath(form.path, { oid: group.oid })]
  return places.flatMap((place) => form.items.get(itemPath(place, item)) ?? [])
}

/** What an item that stands once says; undefined while it says nothing or is contested. */
export function textAt(study: CompiledStudy, casebook: Casebook, form: FormPath, item: string): string | undefined {
  const state = casebook.forms.get(form)
  if (!state || state.withdrawn.includes(form)) return undefined
  const value = itemsAt(study, state, item)[0]?.value
  return value?.state === 'value' ? value.text : undefined
}
