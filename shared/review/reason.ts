import type { FormState, ItemEntry, ItemState } from '../casebook/casebook'
import type { UserId } from '../ids'

export interface Sitting {
  readonly author: UserId
  /** One running of the app. */
  readonly boot: string
}

/**
 * Whether another value for an item needs a reason: when it holds something already and the form is complete, someone
 * else put it there, or it was put there in an earlier sitting. A slip corrected on the spot needs none.
 */
export function reasonNeeded(form: FormState | undefined, item: ItemState | undefined, by: Sitting): boolean {
  return replacesSettled(item?.heads ?? [], form?.status?.status === 'complete', by)
}

/** The same of any entries that are replaced: the server asks it of those that the author saw. */
export function replacesSettled(replaced: readonly ItemEntry[], complete: boolean, by: Sitting): boolean {
  const standing = replaced.filter(({ value }) => value.state !== 'blank')
  return standing.some(({ logged: { change } }) => complete || change.author !== by.author || change.boot !== by.boot)
}
