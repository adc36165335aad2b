import type { Casebook, FormState } from '#shared/casebook/casebook'
import { takenOn } from '#shared/casebook/earlier'
import { type EventPath, type ItemPath, eventOf, groupPath, itemOf, itemPath, steps } from '#shared/casebook/path'
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
    return [{ path: there, event: eventOf(there), entry, date: takenOn(study, casebook, form.path) }]
  })
}
