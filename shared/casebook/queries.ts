import { type Logged, type QueryMove, refOf } from '../change/change'
import type { ChangeRef } from '../ids'
import type { ItemEntry, ItemState, QueryEntry, QueryState, QueryStatus } from './casebook'
import { type FormPath, type ItemPath, type Scope, formOf } from './path'
import { inCausalOrder } from './causal-order'
import { headsOf } from './register'
import { sameEntry } from './same-entry'

type Moves = { readonly [From in QueryStatus | 'none']: { readonly [Move in QueryMove]?: QueryStatus } }

/** The life of a query (GCP-11). A move that is not here is kept in the thread and changes nothing. */
const moves: Moves = {
  none: { propose: 'candidate', open: 'open' },
  candidate: { open: 'open', cancel: 'cancelled' },
  open: { answer: 'answered', close: 'closed', cancel: 'cancelled' },
  answered: { answer: 'answered', close: 'closed', reopen: 'reopened' },
  reopened: { answer: 'answered', close: 'closed' },
  closed: { reopen: 'reopened' },
  cancelled: {},
}

/**
 * What opened for a finding is answered by confirming it or correcting what it rests on, and no word says so: who does not
 * accept that asks again from wherever it stands. Each judgement is of the values it names, so whatever was judged before,
 * other values are judged anew.
 */
const judged = { reopen: 'reopened', close: 'closed', cancel: 'cancelled', answer: 'answered' } as const
const checkMoves: Moves = {
  none: {},
  candidate: {},
  open: judged,
  answered: judged,
  reopened: judged,
  closed: judged,
  cancelled: judged,
}

export const nextStatus = (
  from: QueryStatus | 'none',
  move: QueryMove,
  origin: QueryState['origin'] = 'manual',
): QueryStatus | undefined => (origin === 'check' ? checkMoves : moves)[from][move]

/** Somebody has to answer it. */
export const isAsked = (status: QueryStatus): boolean => status === 'open' || status === 'reopened'

/** It is asked, or answered and not judged yet. */
export const isUnsettled = (status: QueryStatus): boolean => isAsked(status) || status === 'answered'

export const contestedQueryId = (item: ItemPath): string => `contested:${item}`
const isContestedQuery = (id: string): boolean => id.startsWith('contested:')
/** The query of a finding: the same on every device. */
export const checkQueryId = (form: FormPath, finding: string): string => `check:${form}:${finding}`

/** What asked a query, by its name. */
export const originOf = (id: string): QueryState['origin'] =>
  isContestedQuery(id) ? 'contested' : id.startsWith('check:') ? 'check' : 'manual'

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
    if (!threads.has(id) && isDispute(item)) threads.set(id, { scope: item.path, entries: [] })
  }
  return [...threads]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { scope, entries }]) => {
      const origin = originOf(id)
      const { thread, status } = play(entries, origin)
      return {
        id,
        scope,
        origin,
        status: origin === 'contested' ? disputeStatus(id, items, status) : status,
        thread,
        heads: headsOf(thread.map(({ ref, bases }) => ({ ref, bases, value: undefined }))).map(({ ref }) => ref),
      }
    })
}

/** Values stood against each other, now or once. */
export const isDispute = (item: ItemState): boolean => item.contested || wasContested(item)

/** Someone who saw two different values at once decided between them. */
function wasContested({ history }: ItemState): boolean {
  // Two values, and whoever decided.
  if (history.length < 3) return false
  const byRef = new Map<ChangeRef, readonly ItemEntry[]>()
  for (const entry of history) byRef.set(entry.ref, [...(byRef.get(entry.ref) ?? []), entry])
  return history.some(({ counts, bases }) => {
    const [first, ...others] = [...new Set(bases)].flatMap((ref) => byRef.get(ref) ?? [])
    return counts && first !== undefined && others.some(({ value }) => !sameEntry(value, first.value))
  })
}

/** A contested item's query is open, or answered, exactly as long as the item is contested. */
function disputeStatus(id: string, items: ReadonlyMap<ItemPath, ItemState>, talked: QueryStatus): QueryStatus {
  const contested = [...items.values()].some((item) => item.contested && contestedQueryId(item.path) === id)
  return contested ? (talked === 'answered' ? 'answered' : 'open') : 'closed'
}

/** Plays a thread in causal order. What opened by itself is open before anybody says a word. */
function play(entries: readonly Omit<QueryEntry, 'legal'>[], origin: QueryState['origin']) {
  let status: QueryStatus | 'none' = origin === 'manual' ? 'none' : 'open'
  const thread = inCausalOrder(entries).map((entry): QueryEntry => {
    const after = nextStatus(status, entry.move, origin)
    status = after ?? status
    return { ...entry, legal: after !== undefined }
  })
  return { thread, status: status === 'none' ? ('open' as const) : status }
}
