import type { Casebook, FormState } from '#shared/casebook/casebook'
import {
  type EventPath,
  type FormPath,
  type ItemPath,
  eventOf,
  formPath,
  groupPath,
  itemOf,
  itemPath,
  steps,
} from '#shared/casebook/path'
import { visitDate } from '#shared/casebook/schedule'
import type { Entry } from '#shared/change/change'
import type { CompiledStudy } from '#shared/study/compile'

/** A value of the same item at another time. */
export interface EarlierValue {
  readonly path: ItemPath
  readonly event: EventPath
  readonly entry: Entry
  /** ISO, as far as it is known. */
  readonly date: string | undefined
}

const valueText = (form: FormState | undefined, path: ItemPath): string | undefined => {
  const value = form?.items.get(path)?.value
  return value?.state === 'value' ? value.text : undefined
}

/** Where the date of an event is kept. */
export function visitDatePath(study: CompiledStudy, event: EventPath): ItemPath | undefined {
  const { form, item } = study.version.visitDate
  const group = study.item(form, item)?.group
  const [step] = steps(event)
  return group && step && itemPath(groupPath(formPath(step, { oid: form }), { oid: group.oid }), item)
}

/** When what a form says was taken: its own first date, or the day of the visit. */
function dateOf(study: CompiledStudy, casebook: Casebook, form: FormState): string | undefined {
  const [, step] = steps(form.path)
  const first = step && study.form(step.oid)?.groups[0]
  const dated = first?.items.find(({ type }) => type === 'date' || type === 'datetime')
  const own = first && dated && valueText(form, itemPath(groupPath(form.path, { oid: first.oid }), dated.oid))
  return own?.slice(0, 10) ?? visitDate(study, casebook, eventOf(form.path))
}

/** The same form at other events, newest first: those taken before this one, as far as dates tell. */
export function earlierForms(study: CompiledStudy, casebook: Casebook, form: FormPath): readonly FormState[] {
  const oid = steps(form)[1]?.oid
  const here = casebook.forms.get(form)
  const now = (here && dateOf(study, casebook, here)) ?? visitDate(study, casebook, eventOf(form)) ?? '9999'
  return [...casebook.forms.values()]
    .filter(
      (other) => other.path !== form && steps(other.path)[1]?.oid === oid && !other.withdrawn.includes(other.path),
    )
    .map((other) => ({ other, date: dateOf(study, casebook, other) ?? '' }))
    .filter(({ date }) => date !== '' && date <= now)
    .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))
    .map(({ other }) => other)
}

/** Earlier values of an item that stands once in its form, newest first. */
export function earlierValues(
  study: CompiledStudy,
  casebook: Casebook,
  path: ItemPath,
  forms: readonly FormState[],
): readonly EarlierValue[] {
  const group = steps(path)[2]
  if (!group || group.repeat !== undefined) return []
  return forms.flatMap((form) => {
    const there = itemPath(groupPath(form.path, { oid: group.oid }), itemOf(path))
    const entry = form.items.get(there)?.value
    if (!entry || entry.state !== 'value') return []
    return [{ path: there, event: eventOf(there), entry, date: dateOf(study, casebook, form) }]
  })
}
