import { type Change, type Logged, refOf } from '../change/change'
import type { ChangeRef } from '../ids'
import type { FormState, ItemState } from './casebook'
import { isTakenAlong, standings } from './derive'
import { type ItemPath, within } from './path'

/** How an item stands against the source. */
export interface Verification {
  readonly logged: Logged
  /** False when something else stands in the item since: what was verified is not what is there now. */
  readonly current: boolean
  readonly note: string | undefined
}

/**
 * Who verified what stands in an item against the source: the last verification that counts, was not taken back, and
 * looked at every head the item has now, under the version that the form has now. A new value has to be verified anew; two
 * values cannot be.
 */
export function verificationsOf(form: FormState): (item: ItemState) => Logged | undefined {
  const last = verificationOf(form)
  return (item) => {
    const found = last(item)
    return found?.current ? found.logged : undefined
  }
}

interface Given {
  readonly logged: Logged
  readonly body: Extract<Change['body'], { kind: 'verify' }>
}

const known = new WeakMap<FormState, (item: ItemState) => Verification | undefined>()

/** The same with what was verified once and has changed since; undefined for what nobody has verified. */
export function verificationOf(form: FormState): (item: ItemState) => Verification | undefined {
  const found = known.get(form) ?? readVerifications(form)
  known.set(form, found)
  return found
}

function readVerifications(form: FormState): (item: ItemState) => Verification | undefined {
  if (!form.ordered.some(({ change }) => change.body.kind === 'verify')) return () => undefined
  const standing = standings(form.log)
  const counted = form.ordered.filter(({ change }) => standing.get(refOf(change)) === 'counts')
  const taken = counted.findLastIndex(({ change }) => isTakenAlong(change.body, form.path))
  const given = counted.slice(taken + 1).flatMap((logged): readonly Given[] => {
    const { body } = logged.change
    return body.kind === 'verify' ? [{ logged, body }] : []
  })
  const takenBack = counted.flatMap(({ change: { body } }) => (body.kind === 'unverify' ? [body] : []))
  const stands = (ref: ChangeRef, path: ItemPath): boolean =>
    !takenBack.some(({ scope, verifications }) => within(path, scope) && verifications.includes(ref))
  return ({ path, heads, contested }) => {
    const here = given.filter(({ logged, body }) => within(path, body.scope) && stands(refOf(logged.change), path))
    const isSeen = ({ body }: Given) =>
      !contested && heads.length > 0 && heads.every(({ ref }) => body.heads.includes(ref))
    const last = here.findLast(isSeen) ?? here.at(-1)
    return last && { logged: last.logged, current: isSeen(last), note: last.body.note }
  }
}
