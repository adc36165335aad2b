import type { CompiledStudy } from '../study/compile'
import type { Casebook, FormState, ItemState } from './casebook'
import {
  type EventPath,
  type FormPath,
  type ItemPath,
  eventOf,
  formOf,
  formPath,
  groupPath,
  itemPath,
  steps,
} from './path'

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
  const first = step && study.form(step.oid)?.groups[0]
  const dated = first?.items.find(({ type }) => type === 'date' || type === 'datetime')
  const place = first && dated && itemPath(groupPath(path, { oid: first.oid }), dated.oid)
  const own = place && textOf(casebook.forms.get(path)?.items.get(place))
  return own?.slice(0, 10) ?? textOf(visitDateItem(study, casebook, eventOf(path)))
}

interface Dated {
  readonly form: FormState
  readonly date: string
}

/** The dated instances of each form, newest first. A casebook never changes, and every result of a form asks for them. */
const known = new WeakMap<Casebook, { readonly study: CompiledStudy; readonly forms: Map<string, readonly Dated[]> }>()

function datedForms(study: CompiledStudy, casebook: Casebook, oid: string): readonly Dated[] {
  const before = known.get(casebook)
  const forms = before?.study === study ? before.forms : new Map<string, readonly Dated[]>()
  if (forms !== before?.forms) known.set(casebook, { study, forms })
  const found = forms.get(oid)
  if (found) return found
  const dated = [...casebook.forms.values()]
    .filter(({ path, withdrawn }) => steps(path)[1]?.oid === oid && !withdrawn.includes(path))
    .flatMap((form) => {
      const date = takenOn(study, casebook, form.path)
      return date === undefined ? [] : [{ form, date }]
    })
    .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))
  forms.set(oid, dated)
  return dated
}

/** The same form at other events, newest first: those taken before this one or on its day, as far as dates tell. */
export function earlierForms(study: CompiledStudy, casebook: Casebook, form: FormPath): readonly FormState[] {
  const now = takenOn(study, casebook, form) ?? '9999'
  return datedForms(study, casebook, steps(form)[1]?.oid ?? '')
    .filter(({ form: other, date }) => other.path !== form && date <= now)
    .map((dated) => dated.form)
}
