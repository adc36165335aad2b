import { type Logged, type QueryMove, refOf } from '../change/change'
import type { ChangeRef } from '../ids'
import type { ItemState, QueryEntry, QueryState, QueryStatus } from './casebook'
import { type FormPath, type ItemPath, type Scope, formOf } from './path'
import { headsOf } from './register'

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
  const disputes = new Map<string, ItemState>()
  for (const item of items.values()) {
    if (!item.contested && !item.history.some(({ logged }) => logged.change.body.kind === 'resolve')) continue
    const id = contestedQueryId(item.path)
    disputes.set(id, item)
    if (!threads.has(id)) threads.set(id, { scope: item.path, entries: [] })
  }
  return [...threads]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { scope, entries }]) => {
      const dispute = disputes.get(id)
      const { thread, status } = play(entries, dispute ? 'open' : 'none')
      return {
        id,
        scope,
        origin: dispute ? 'contested' : 'manual',
        status: dispute ? disputeStatus(dispute, status) : status,
        thread,
        heads: headsOf(thread.map(({ ref, bases }) => ({ ref, bases, value: undefined }))).map(({ ref }) => ref),
      }
    })
}

/** A contested item's query is open, or answered, exactly as long as the item is contested. */
const disputeStatus = (item: ItemState, talked: QueryStatus): QueryStatus =>
  item.contested ? (talked === 'answered' ? 'answered' : 'open') : 'closed'

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
  const ready = [...waiting.values()].filter(({ bases }) => !bases.some((base) => waiting.has(base)))
  // A circle of bases cannot be made by an honest device; taking the smallest name keeps every device in step.
  const pool = ready.length > 0 ? ready : [...waiting.values()]
  return pool.reduce((a, b) => (a.ref < b.ref ? a : b))
}
