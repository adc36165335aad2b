import type { CompiledStudy } from '../study/compile'
import type { Casebook, FormState, ItemState } from './casebook'
import { type Difference, differenceOf } from './difference'
import { following } from './following'
import { onceIn, rowsOf } from './inputs'
import { holdsSomething } from './holds-something'
import { EventPath, FormPath, itemPath, formOid } from './path'

/** What stands in a casebook, by visit and by form: withdrawn forms are not in it, nor forms that nobody began. */
export interface Visits {
  /** Every visit at which something stands, in path order. */
  readonly events: readonly EventPath[]
  /** The forms of a visit: the same list until one of them changes. */
  at(event: EventPath): readonly FormState[]
  /** The instances of a form, by the place of their visit in the study. */
  of(form: string): readonly FormState[]
}

/** Gathered once, and again when a form is begun or withdrawn; the cost then grows with the forms in the casebook. */
export function visitsOf(study: CompiledStudy, casebook: Casebook): Visits {
  const { events, byForm } = placesIn(study, casebook)
  const byEvent = statesAt(study, casebook)
  return { events, at: (event) => byEvent.get(event) ?? NONE, of: (form) => statesOf(casebook, byForm.get(form)) }
}

const NONE: readonly FormState[] = []

const statesOf = (casebook: Casebook, paths: readonly FormPath[] = NO_PATHS): readonly FormState[] =>
  paths.flatMap((path) => casebook.forms.get(path) ?? [])

const NO_PATHS: readonly FormPath[] = []

/** The forms of each visit; the very same list as long as none of them changes, so that what is known of it can be kept. */
const statesAt = following<ReadonlyMap<string, readonly FormState[]>>((study, casebook, before) => {
  const { byEvent } = placesIn(study, casebook)
  if (!before) return new Map([...byEvent].map(([event, paths]) => [event, statesOf(casebook, paths)]))
  const { standing, forms } = differenceOf(before.casebook, casebook)
  const changed = new Set([...standing, ...forms.map(({ path }) => path)].map(eventText))
  return new Map(
    [...byEvent].map(([event, paths]) => {
      const was = changed.has(event) ? undefined : before.value.get(event)
      return [event, was ?? statesOf(casebook, paths)]
    }),
  )
})

/** Where the forms that were begun stand. */
interface Places {
  readonly events: readonly EventPath[]
  readonly byEvent: ReadonlyMap<string, readonly FormPath[]>
  readonly byForm: ReadonlyMap<string, readonly FormPath[]>
}

const placesIn = following<Places>((study, casebook, before) => {
  const isSame = before && !beginsOrEnds(differenceOf(before.casebook, casebook))
  return isSame ? before.value : gather(study, casebook)
})

/** Whether a form was begun or is begun no longer. */
export const beginsOrEnds = ({ standing, forms }: Difference): boolean =>
  standing.length > 0 || forms.some(({ before, after }) => hasBegun(before) !== hasBegun(after))

function gather(study: CompiledStudy, casebook: Casebook): Places {
  const byEvent = new Map<string, FormPath[]>()
  const byForm = new Map<string, FormPath[]>()
  const begun = [...casebook.forms.values()]
    .filter(hasBegun)
    .map(({ path }) => ({ path, event: eventText(path) }))
    .map((placed) => ({ ...placed, rank: study.eventRank(placed.event.split(':')[0] ?? '') }))
    .sort((a, b) => a.rank - b.rank || (a.path < b.path ? -1 : 1))
  for (const { path, event } of begun) {
    add(byEvent, event, path)
    add(byForm, formOid(path), path)
  }
  return { events: [...byEvent.keys()].sort().map((event) => EventPath.parse(event)), byEvent, byForm }
}

export const eventText = (path: FormPath): string => path.slice(0, path.indexOf('/'))

function add(lists: Map<string, FormPath[]>, key: string, path: FormPath): void {
  const list = lists.get(key)
  if (list) list.push(path)
  else lists.set(key, [path])
}

/** Someone entered something or said something about its status, and did not withdraw it. */
const hasBegun = (form: FormState): boolean =>
  !form.withdrawn.includes(form.path) && (form.status !== undefined || [...form.items.values()].some(holdsSomething))

/** A form of a visit, begun or not. */
export const formAt = (event: EventPath, form: string): FormPath => FormPath.parse(`${event}/${form}`)

/** The item of a form instance that has it once, or of each of its rows. */
export function itemsAt(study: CompiledStudy, form: FormState | undefined, item: string): readonly ItemState[] {
  if (!form) return []
  const own = form.version === undefined ? study : study.under(form.version)
  const group = own.item(formOid(form.path), item)?.group
  if (!group) return []
  if (group.repeating)
    return rowsOf(form, form.path, group.oid).flatMap((row) => form.items.get(itemPath(row, item)) ?? [])
  const found = onceIn(form).get(`${group.oid}/${item}`)
  return found ? [found] : []
}

/** What an item that stands once says; undefined while it says nothing or is contested. */
export function textAt(study: CompiledStudy, casebook: Casebook, form: FormPath, item: string): string | undefined {
  const state = casebook.forms.get(form)
  if (!state || state.withdrawn.includes(form)) return undefined
  const value = itemsAt(study, state, item)[0]?.value
  return value?.state === 'value' ? value.text : undefined
}
