import { itemOf } from '#shared/casebook/path'
import type { AdverseEvent } from '#shared/review/ae-queue'

/** What stands in an item of an event; undefined while it says nothing or two values stand. */
export function itemText({ state }: AdverseEvent, oid: string): string | undefined {
  for (const { path, value } of state.items.values())
    if (itemOf(path) === oid && value?.state === 'value') return value.text
  return undefined
}
