import { type Logged, type QueryMove, refOf } from '../change/change'
import type { ChangeRef } from '../ids'
import type { ItemState, QueryEntry, QueryState, QueryStatus } from './casebook'
import { type FormPath, type ItemPath, type Scope, formOf } from './path'
import { headsOf } from './register'
import { sameEntry } from './same-entry'

/** The life of a query (GCP-11). A move that is not here is kept in the thread and changes nothing. */
const moves: { readonly [From in QueryStatus | 'none']: { readonly [Move in QueryMove]?: QueryStatus } } = {
  none: { open: 'open' },
  open: { answer: 'answered', close: 'closed', cancel: 'cancelled' },
  answered: { answer: 'answered', close: 'closed', reopen: 'open' },
  closed: { reopen: 'open' },
  cancelled: {},
}

export const nextStatus = (from: QueryStatus | 'none', move: QueryMove): QueryStatus | undefined => moves[from][move]

export const contestedQueryId = (item: ItemPath): string => `contested:${item}`
export const isContestedQuery = (id: string): boolean => id.startsWith('contested:')

/**
 * The queries of one form: those people opened, and one for each contested item, which opens by itself, has the same
 * name on every device, and closes when a person has decided.
 */
export function deriveQueries(
  form: FormPath | undefined,
  counted: readonly Logged[],
  items: ReadonlyMap<ItemPath, ItemState>,
): readonly QueryState[] {
  const threads = new Map<string, { scope: Scope; entries: Omit<QueryEntry, 'legal'>[] }>()
  for (const logged of counted) {
    const { body } = logged.change
    if (body.kind !== 'query' || formOf(body.scope) !== form) continue
    const thread = threads.get(body.query) ?? { scope: body.scope, entries: [] }
    threads.set(body.query, thread)
    thread.entries.push({ ref: refOf(logged.change), bases: body.bases, move: body.move, text: body.text, logged })
  }
  for (const item of items.values()) {
    const id = contestedQueryId(item.path)
    if (!threads.has(id) && (item.contested || wasContested(item))) threads.set(id, { scope: item.path, entries: [] })
  }
  return [...threads]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { scope, entries }]) => {
      const { thread, status } = play(entries, isContestedQuery(id) ? 'open' : 'none')
      return {
        id,
        scope,
        origin: isContestedQuery(id) ? 'contested' : 'manual',
        status: isContestedQuery(id) ? disputeStatus(id, items, status) : status,
        thread,
        heads: headsOf(thread.map(({ ref, bases }) => ({ ref, bases, value: undefined }))).map(({ ref }) => ref),
      }
    })
}

/** Someone who saw two different values at once decided between them. */
const wasContested = ({ history }: ItemState): boolean =>
  history.some(({ counts, bases }) => {
    const [first, ...others] = history.filter(({ ref }) => bases.includes(ref))
    return counts && first !== undefined && others.some(({ value }) => !sameEntry(value, first.value))
  })

/** A contested item's query is open, or answered, exactly as long as the item is contested. */
function disputeStatus(id: string, items: ReadonlyMap<ItemPath, ItemState>, talked: QueryStatus): QueryStatus {
  const contested = [...items.values()].some((item) => item.contested && contestedQueryId(item.path) === id)
  return contested ? (talked === 'answered' ? 'answered' : 'open') : 'closed'
}

/** Plays a thread in causal order: an entry after every entry it had seen, ties by name, so all devices agree. */
function play(entries: readonly Omit<QueryEntry, 'legal'>[], from: QueryStatus | 'none') {
  const waiting = new Map(entries.map((entry) => [entry.ref, entry]))
  const thread: QueryEntry[] = []
  let status = from
  while (waiting.size > 0) {
    const next = earliest(waiting)
    waiting.delete(next.ref)
    const after = nextStatus(status, next.move)
    thread.push({ ...next, legal: after !== undefined })
    status = after ?? status
  }
  return { thread, status: status === 'none' ? ('open' as const) : status }
}

function earliest(waiting: ReadonlyMap<ChangeRef, Omit<QueryEntry, 'legal'>>): Omit<QueryEntry, 'legal'> {
  const all = [...waiting.values()]
  const ready = all.filter((entry) => all.every((other) => !follows(entry, other)))
  // A circle of bases cannot be made by an honest device; taking the smallest name keeps every device in step.
  return (ready.length > 0 ? ready : all).reduce((a, b) => (a.ref < b.ref ? a : b))
}

/** An entry comes after those it had seen, and after what its own device said before. */
const follows = (entry: Omit<QueryEntry, 'legal'>, other: Omit<QueryEntry, 'legal'>): boolean => {
  const mine = entry.logged.change
  const theirs = other.logged.change
  return entry.bases.includes(other.ref) || (mine.device === theirs.device && theirs.n < mine.n)
}
