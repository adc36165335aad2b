import { type Entry, type Logged, refOf } from '../change/change'
import type { ChangeRef } from '../ids'
import type { FormState, ItemEntry, ItemState } from './casebook'
import type { Standing } from './derive'
import { type FormPath, type ItemPath, within } from './path'
import { headsOf } from './register'
import { sameEntry } from './same-entry'

/** Items that the news speak of, worked out anew; all others as they were. */
export function itemsAfter({ path, items }: FormState, ordered: readonly Logged[], news: readonly Logged[]) {
  const entries = new Map<ItemPath, ItemEntry[]>()
  for (const logged of news)
    for (const [item, entry] of entriesOf(path, logged, true)) {
      const others = entries.get(item)
      if (others) others.push(entry)
      else entries.set(item, [entry])
    }
  if (entries.size === 0) return items
  const next = new Map(items)
  let place: ReadonlyMap<Logged, number> | undefined
  for (const [item, added] of entries) {
    const before = items.get(item)?.history
    place ??= before && new Map(ordered.map((logged, i) => [logged, i]))
    // What is new by itself is in order already.
    next.set(item, itemState(item, before && place ? among(before, added, place) : added, NOTHING_HELD))
  }
  return next
}

/** Entries in their order with others among them; one that was there before is replaced. */
function among(
  before: readonly ItemEntry[],
  added: readonly ItemEntry[],
  place: ReadonlyMap<Logged, number>,
): readonly ItemEntry[] {
  const refs = new Set(added.map(({ ref }) => ref))
  const at = ({ logged }: ItemEntry) => place.get(logged) ?? 0
  return [...before.filter(({ ref }) => !refs.has(ref)), ...added].sort((a, b) => at(a) - at(b))
}

const NOTHING_HELD: ReadonlyMap<ChangeRef, Standing> = new Map()

/** What a change says of the items of a form. */
function entriesOf(form: FormPath, logged: Logged, counts: boolean): readonly (readonly [ItemPath, ItemEntry])[] {
  const { body } = logged.change
  const ref = refOf(logged.change)
  if (body.kind === 'resolve') {
    const { path, bases, entry, reason } = body
    return within(path, form) ? [[path, { ref, bases, value: entry, reason, logged, counts }]] : []
  }
  if (body.kind !== 'value') return []
  return body.items
    .filter(({ path }) => within(path, form))
    .map(({ path, bases, entry, reason }) => [
      path,
      reason === undefined
        ? { ref, bases, value: entry, logged, counts }
        : { ref, bases, value: entry, reason, logged, counts },
    ])
}

/** Every item from its whole history; one that stays as it is stays the same object. */
export function deriveItems(
  form: FormPath,
  ordered: readonly Logged[],
  standing: ReadonlyMap<ChangeRef, Standing>,
  before: FormState['items'],
): FormState['items'] {
  const histories = new Map<ItemPath, ItemEntry[]>()
  for (const logged of ordered)
    for (const [path, entry] of entriesOf(form, logged, standing.get(refOf(logged.change)) === 'counts')) {
      const history = histories.get(path)
      if (history) history.push(entry)
      else histories.set(path, [entry])
    }
  const items = new Map<ItemPath, ItemState>()
  for (const [path, history] of histories) {
    const now = itemState(path, history, standing)
    const old = before.get(path)
    items.set(path, old && sameState(old, now) ? old : now)
  }
  return items
}

const sameState = (a: ItemState, b: ItemState): boolean =>
  a.held === b.held &&
  a.history.length === b.history.length &&
  a.history.every(({ logged, counts }, i) => logged === b.history[i]?.logged && counts === b.history[i].counts)

function itemState(
  path: ItemPath,
  history: readonly ItemEntry[],
  standing: ReadonlyMap<ChangeRef, Standing>,
): ItemState {
  const heads = headsOf<Entry, ItemEntry>(
    history.filter(({ counts }) => counts),
    history.filter(({ counts }) => !counts),
  )
  const first = heads[0]
  const contested = first !== undefined && heads.some(({ value }) => !sameEntry(value, first.value))
  return {
    path,
    heads,
    history,
    contested,
    value: contested ? undefined : first?.value,
    unsent: heads.some(({ logged }) => !logged.receipt),
    held: history.some(({ ref }) => standing.get(ref) === 'held'),
  }
}
