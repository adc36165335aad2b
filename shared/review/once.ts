import type { Casebook } from '../casebook/casebook'
import { type ItemPath, type Scope, formOf, formOid, itemOf, within } from '../casebook/path'
import type { CompiledStudy } from '../study/compile'

/** Whether an item stands for good once it is given: when a report was sent, say. */
export function isOnce(study: CompiledStudy | undefined, path: ItemPath): boolean {
  const form = formOf(path)
  return form !== undefined && study?.item(formOid(form), itemOf(path))?.def.once === true
}

/** Whether something in a scope was given once and for all: then nobody takes the scope out of what counts. */
export function standsForGood(study: CompiledStudy | undefined, casebook: Casebook, scope: Scope): boolean {
  const form = formOf(scope)
  const state = form && casebook.forms.get(form)
  const words = study?.under(state?.version)
  return [...(state?.items.values() ?? [])].some(
    ({ path, value }) => within(path, scope) && value?.state === 'value' && isOnce(words, path),
  )
}
