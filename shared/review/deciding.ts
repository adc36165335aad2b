import type { Casebook } from '../casebook/casebook'
import { type ItemPath, formOf, formOid, itemOf } from '../casebook/path'
import { agentOf } from '../dose-release/doses'
import { judgedIn } from '../eligibility/judgements'
import { type Role, mayAssert } from '../roles'
import type { CompiledStudy } from '../study/compile'

/**
 * Whether only an investigator may decide between two values of an item: consent, doses, eligibility, serious adverse
 * events, and what the study names besides. A serious event is one that anybody called serious, also while that is contested.
 */
export function investigatorDecides(study: CompiledStudy, casebook: Casebook, item: ItemPath): boolean {
  const form = formOf(item)
  if (!form) return false
  const oid = formOid(form)
  const { consent, eligibility, review } = study.version
  const named = review?.investigatorDecides ?? []
  return (
    consent?.form === oid ||
    agentOf(study, oid) !== undefined ||
    (eligibility?.criteria.some(({ id }) => judgedIn(id) === itemOf(item)) ?? false) ||
    (study.form(oid)?.domain === 'AE' && (itemOf(item) === 'AESER' || isSerious(casebook, form))) ||
    named.includes(oid) ||
    named.includes(`${oid}.${itemOf(item)}`)
  )
}

const isSerious = (casebook: Casebook, form: ReturnType<typeof formOf>): boolean =>
  form !== undefined &&
  [...(casebook.forms.get(form)?.items.values() ?? [])].some(
    ({ path, heads }) =>
      itemOf(path) === 'AESER' && heads.some(({ value }) => value.state === 'value' && value.text === 'Y'),
  )

/** Whether somebody in this role may decide between the values of an item. */
export const mayDecideBetween = (role: Role, study: CompiledStudy, casebook: Casebook, item: ItemPath): boolean =>
  mayAssert(role, 'resolve') && (role === 'investigator' || !investigatorDecides(study, casebook, item))
