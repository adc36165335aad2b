import type { Inputs } from '../rules/inputs'
import type { CompiledStudy } from '../study/compile'
import type { Casebook, FormState, ItemState } from './casebook'
import { earlierForms } from './earlier'
import { type FormPath, type GroupPath, eventOf, groupPath, itemPath, steps, within } from './path'

/** Called with each item state that an expression looked at: what a finding rests on. */
export type Witness = (item: ItemState) => void

/**
 * A form instance, or one row of it, as expressions see it. `FORM.ITEM` speaks of the standing instance in the same
 * visit when there is one, else of the first in the order of the schedule.
 */
export function inputsOf(
  study: CompiledStudy,
  casebook: Casebook,
  form: FormPath,
  row: GroupPath | undefined,
  witness: Witness = () => undefined,
): Inputs {
  const oid = formOid(form)
  const state = casebook.forms.get(form)
  return {
    at: form,
    entry(item) {
      const group = study.item(oid, item)?.group
      const place = group && (group.repeating ? row : groupPath(form, { oid: group.oid }))
      const found = place && state?.items.get(itemPath(place, item))
      if (!found) return undefined
      witness(found)
      return found.contested ? 'contested' : found.value
    },
    rows: (group) => rowsOf(state, form, group).map((path) => inputsOf(study, casebook, form, path, witness)),
    form(other) {
      const instance = instanceOf(study, casebook, form, other)
      return instance && inputsOf(study, casebook, instance.path, undefined, witness)
    },
    forms: (other) =>
      instancesOf(study, casebook, other).map(({ path }) => inputsOf(study, casebook, path, undefined, witness)),
    *earlier() {
      for (const { path } of earlierForms(study, casebook, form))
        yield inputsOf(study, casebook, path, undefined, witness)
    },
  }
}

export const formOid = (form: FormPath): string => steps(form)[1]?.oid ?? ''

/** The rows of a repeating group that someone made and nobody withdrew, in the order of their making. */
export function rowsOf(state: FormState | undefined, form: FormPath, group: string): readonly GroupPath[] {
  if (!state) return []
  const prefix = `${form}/${group}:`
  const repeats = new Set<string>()
  for (const path of state.items.keys())
    if (path.startsWith(prefix)) repeats.add(path.slice(prefix.length, path.indexOf('/', prefix.length)))
  return [...repeats]
    .sort()
    .map((repeat) => groupPath(form, { oid: group, repeat }))
    .filter((row) => !state.withdrawn.includes(row))
}

function instanceOf(study: CompiledStudy, casebook: Casebook, from: FormPath, oid: string): FormState | undefined {
  const event = eventOf(from)
  const instances = instancesOf(study, casebook, oid)
  return instances.find(({ path }) => within(path, event)) ?? instances[0]
}

/** The standing instances of each form, found once: a casebook never changes, and every rule of a form asks for some. */
const known = new WeakMap<Casebook, { readonly study: CompiledStudy; readonly forms: Map<string, FormState[]> }>()

/** In the order of the schedule, then of their paths. */
function instancesOf(study: CompiledStudy, casebook: Casebook, oid: string): readonly FormState[] {
  const before = known.get(casebook)
  if (before?.study === study) return before.forms.get(oid) ?? []
  const forms = new Map<string, FormState[]>()
  const standing = [...casebook.forms.values()]
    .filter(({ path, withdrawn }) => !withdrawn.includes(path))
    .map((form) => ({ form, rank: study.eventRank(steps(form.path)[0]?.oid ?? '') }))
    .sort((a, b) => a.rank - b.rank || (a.form.path < b.form.path ? -1 : 1))
  for (const { form } of standing) {
    const name = formOid(form.path)
    const own = forms.get(name)
    if (own) own.push(form)
    else forms.set(name, [form])
  }
  known.set(casebook, { study, forms })
  return forms.get(oid) ?? []
}
