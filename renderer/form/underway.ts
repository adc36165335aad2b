import type { Casebook } from '#shared/casebook/casebook'
import { emptyForm } from '#shared/casebook/derive'
import { succeed } from '#shared/casebook/following'
import { type FormPath, type GroupPath, type ItemPath, itemPath } from '#shared/casebook/path'
import type { Entry } from '#shared/change/change'

/** The casebook as it will be: entries on their way take the place of values, added rows stand although they are empty. */
export function withUnderway(
  casebook: Casebook,
  form: FormPath,
  underway: ReadonlyMap<ItemPath, Entry>,
  rows: readonly GroupPath[],
): Casebook {
  if (underway.size === 0 && rows.length === 0) return casebook
  const state = casebook.forms.get(form) ?? emptyForm(form)
  const items = new Map(state.items)
  const place = (path: ItemPath, value: Entry | undefined) => {
    const old = items.get(path)
    const base = old ?? { path, heads: [], history: [], contested: false, unsent: false, held: false }
    items.set(path, { ...base, value, contested: false })
  }
  for (const row of rows) {
    const first = itemPath(row, 'ROW')
    if (![...items.keys()].some((path) => path.startsWith(`${row}/`))) place(first, undefined)
  }
  for (const [path, entry] of underway) place(path, entry)
  const next = { ...casebook, forms: new Map(casebook.forms).set(form, { ...state, items }) }
  succeed(next, casebook)
  return next
}
