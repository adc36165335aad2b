import type { CompiledStudy } from '../study/compile'
import type { Casebook, FormState, ItemState } from './casebook'
import { differenceOf } from './difference'
import { following } from './following'
import { instancesIn } from './instances'
import {
  type EventPath,
  type FormPath,
  type ItemPath,
  eventOf,
  formOf,
  formOid,
  formPath,
  groupPath,
  itemPath,
  steps,
} from './path'
import { studyAt } from './versions'

/** Where the date of an event is kept. */
export function visitDatePath(study: CompiledStudy, event: EventPath): ItemPath | undefined {
  const { form, item } = study.version.visitDate
  const group = study.item(form, item)?.group
  const [step] = steps(event)
  return group && step && itemPath(groupPath(formPath(step, { oid: form }), { oid: group.oid }), item)
}

/** What stands in the date of an event; undefined where nobody entered one. */
export function visitDateItem(study: CompiledStudy, casebook: Casebook, event: EventPath): ItemState | undefined {
  const path = visitDatePath(study, event)
  const form = path && formOf(path)
  const state = form && casebook.forms.get(form)
  return state && !state.withdrawn.includes(state.path) ? state.items.get(path) : undefined
}

const textOf = (item: ItemState | undefined): string | undefined =>
  item?.value?.state === 'value' ? item.value.text : undefined

/** When what a form instance says was taken: its own first date, or the day of the visit. ISO, as far as it is known. */
export function takenOn(study: CompiledStudy, casebook: Casebook, path: FormPath): string | undefined {
  const [, step] = steps(path)
  const first = step && studyAt(study, casebook, path).form(step.oid)?.groups[0]
  const dated = first?.items.find(({ type }) => type === 'date' || type === 'datetime')
  const place = first && dated && itemPath(groupPath(path, { oid: first.oid }), dated.oid)
  const own = place && textOf(casebook.forms.get(path)?.items.get(place))
  return own?.slice(0, 10) ?? textOf(visitDateItem(study, casebook, eventOf(path)))
}

interface Dated {
  readonly path: FormPath
  readonly date: string
}

/** When each of some instances of a form was taken; nothing where nobody knows. */
type Dates = ReadonlyMap<FormPath, string | undefined>

/** The instances of a form whose day is known. */
interface DatedForms {
  /** The latest first. */
  readonly all: readonly Dated[]
  readonly dates: Dates
  /** What came before each instance that somebody asked for. */
  readonly earlier: Map<FormPath, readonly FormPath[]>
}

/** What is known of the dates of forms: of those that somebody asked for, and what of it still holds of others. */
interface Known {
  readonly forms: Map<string, DatedForms>
  readonly held: Map<string, Dates>
}

const datedIn = following<Known>((study, casebook, before) => {
  const now: Known = { forms: new Map(), held: new Map(before?.value.held) }
  if (!before) return now
  const { standing, forms } = differenceOf(before.casebook, casebook)
  const touched = [...standing, ...forms.filter(({ items }) => items.length > 0).map(({ path }) => path)]
  // Another date of a visit dates every form in it that has none of its own.
  const { form: visit } = study.version.visitDate
  const events = new Set(touched.filter((path) => formOid(path) === visit).map((path) => eventOf(path)))
  const isTouched = (path: FormPath) => touched.includes(path) || events.has(eventOf(path))
  const changed = new Set(touched.map(formOid))
  for (const [form, dates] of now.held) now.held.set(form, without(dates, isTouched))
  for (const [form, dated] of before.value.forms) {
    const dates = without(dated.dates, isTouched)
    if (dates === dated.dates && !changed.has(form)) now.forms.set(form, dated)
    else now.held.set(form, dates)
  }
  return now
})

function without(dates: Dates, isTouched: (path: FormPath) => boolean): Dates {
  const kept = [...dates].filter(([path]) => !isTouched(path))
  return kept.length === dates.size ? dates : new Map(kept)
}

function datedForms(study: CompiledStudy, casebook: Casebook, oid: string): DatedForms {
  const { forms, held } = datedIn(study, casebook)
  const found = forms.get(oid)
  if (found) return found
  const known = held.get(oid)
  held.delete(oid)
  const dates = new Map(
    instancesIn(study, casebook)
      .of(oid)
      .map((path) => [path, known?.has(path) ? known.get(path) : takenOn(study, casebook, path)]),
  )
  const all = [...dates]
    .toReversed()
    .flatMap(([path, date]) => (date === undefined ? [] : [{ path, date }]))
    .toSorted((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))
  const made = { all, dates, earlier: new Map<FormPath, readonly FormPath[]>() }
  forms.set(oid, made)
  return made
}

/** The same form at other events, newest first: those taken before this one or on its day, as far as dates tell. */
export const earlierForms = (study: CompiledStudy, casebook: Casebook, form: FormPath): readonly FormState[] =>
  earlierPaths(study, casebook, form).flatMap((path) => casebook.forms.get(path) ?? [])

function earlierPaths(study: CompiledStudy, casebook: Casebook, form: FormPath): readonly FormPath[] {
  const { all, dates, earlier } = datedForms(study, casebook, formOid(form))
  const known = earlier.get(form)
  if (known) return known
  const now = dates.get(form) ?? takenOn(study, casebook, form) ?? '9999'
  const found = all.filter(({ path, date }) => date <= now && path !== form).map(({ path }) => path)
  earlier.set(form, found)
  return found
}

/** The instances of a form to which other ones are earlier than in the casebook before, or the same in another order. */
export function movedForms(
  study: CompiledStudy,
  [before, after]: readonly [before: Casebook, after: Casebook],
  oid: string,
): readonly FormPath[] {
  const [old, now] = [datedForms(study, before, oid).all, datedForms(study, after, oid).all]
  if (old.length === now.length && old.every(({ path, date }, i) => path === now[i]?.path && date === now[i].date))
    return []
  return instancesIn(study, after)
    .of(oid)
    .filter((form) => !sameForms(earlierPaths(study, before, form), earlierPaths(study, after, form)))
}

export const sameForms = (a: readonly FormPath[], b: readonly FormPath[]): boolean =>
  a.length === b.length && a.every((path, i) => path === b[i])

/**
 * The instances that `earlier.ITEM` of a form comes by: the last one is where it finds a value. A calculated item may say
 * nothing anywhere, so for one of those they are all there are.
 */
export function wayBack(study: CompiledStudy, casebook: Casebook, form: FormPath, item: string): readonly FormPath[] {
  const placed = study.item(formOid(form), item)
  const all = earlierPaths(study, casebook, form)
  if (!placed || placed.def.type === 'calculated') return all
  const end = all.findIndex((path) => {
    const state = casebook.forms.get(path)?.items.get(itemPath(groupPath(path, { oid: placed.group.oid }), item))
    return state?.contested || state?.value?.state === 'value'
  })
  return end < 0 ? all : all.slice(0, end + 1)
}
