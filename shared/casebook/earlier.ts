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

/** The dated instances of each form that somebody asked for, newest first. */
const datedIn = following<Map<string, readonly Dated[]>>((study, casebook, before) => {
  if (!before) return new Map<string, readonly Dated[]>()
  const { standing, forms } = differenceOf(before.casebook, casebook)
  const { form: visit } = study.version.visitDate
  const touched = new Set(
    [...standing, ...forms.filter(({ items }) => items.length > 0).map(({ path }) => path)].map(formOid),
  )
  // Another date of a visit dates every form in it that has none of its own.
  return new Map(touched.has(visit) ? [] : [...before.value].filter(([form]) => !touched.has(form)))
})

/** The instances of a form whose day is known, the latest first. */
export function datedForms(study: CompiledStudy, casebook: Casebook, oid: string): readonly Dated[] {
  const forms = datedIn(study, casebook)
  const found = forms.get(oid)
  if (found) return found
  const dated = instancesIn(study, casebook)
    .of(oid)
    .toReversed()
    .flatMap((path) => {
      const date = takenOn(study, casebook, path)
      return date === undefined ? [] : [{ path, date }]
    })
    .toSorted((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))
  forms.set(oid, dated)
  return dated
}

/** The same form at other events, newest first: those taken before this one or on its day, as far as dates tell. */
export const earlierForms = (study: CompiledStudy, casebook: Casebook, form: FormPath): readonly FormState[] =>
  earlierPaths(study, casebook, form).flatMap((path) => casebook.forms.get(path) ?? [])

export function earlierPaths(study: CompiledStudy, casebook: Casebook, form: FormPath): readonly FormPath[] {
  const dated = datedForms(study, casebook, formOid(form))
  const now = dated.find(({ path }) => path === form)?.date ?? takenOn(study, casebook, form) ?? '9999'
  return dated.filter(({ path, date }) => path !== form && date <= now).map(({ path }) => path)
}

/** Whether `earlier.ITEM` of a form comes by another instance before it finds a value, or finds it there. */
export function looksBackTo(
  study: CompiledStudy,
  casebook: Casebook,
  form: FormPath,
  { item, at }: { readonly item: string; readonly at: FormPath },
): boolean {
  const placed = study.item(formOid(form), item)
  for (const path of earlierPaths(study, casebook, form)) {
    if (path === at) return true
    const place = placed && itemPath(groupPath(path, { oid: placed.group.oid }), item)
    const state = place && casebook.forms.get(path)?.items.get(place)
    if (placed?.def.type !== 'calculated' && (state?.contested || state?.value?.state === 'value')) return false
  }
  return false
}
