import { type Logged, refOf } from '../change/change'
import type { FormState, ItemState } from './casebook'
import { isTakenAlong, standings } from './derive'
import { within } from './path'

/**
 * Who verified what stands in an item against the source: the last verification that counts and looked at every head
 * the item has now, under the version that the form has now. A new value has to be verified anew; two values cannot be.
 */
export function verificationsOf(form: FormState): (item: ItemState) => Logged | undefined {
  const standing = standings(form.log)
  const counted = form.ordered.filter(({ change }) => standing.get(refOf(change)) === 'counts')
  const taken = counted.findLastIndex(({ change }) => isTakenAlong(change.body, form.path))
  const given = counted.slice(taken + 1).flatMap((logged) => {
    const { body } = logged.change
    return body.kind === 'verify' ? [{ logged, body }] : []
  })
  return ({ path, heads, contested }) =>
    contested || heads.length === 0
      ? undefined
      : given.findLast(({ body }) => within(path, body.scope) && heads.every(({ ref }) => body.heads.includes(ref)))
          ?.logged
}
