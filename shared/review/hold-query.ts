import type { Casebook, QueryEntry, QueryState } from '../casebook/casebook'
import { formOf } from '../casebook/path'
import { nextStatus, originOf } from '../casebook/queries'
import type { Change, ChangeBody, HeldReason } from '../change/change'
import type { ChangeRef } from '../ids'
import { mayMoveQuery } from '../roles'

/** Whether a move is possible from where its author saw the query stand, and by whom. */
export function judgeQuery(
  change: Change,
  body: Extract<ChangeBody, { kind: 'query' }>,
  casebook: Casebook,
): HeldReason | undefined {
  const query = queryOf(casebook, body)
  if (query && query.scope !== body.scope) return 'illegal-transition'
  const seen = causes(query?.thread ?? [], body.bases)
  const origin = originOf(body.query)
  let status: Parameters<typeof nextStatus>[0] = origin === 'manual' ? 'none' : 'open'
  for (const { move } of seen) status = nextStatus(status, move, origin) ?? status
  if (nextStatus(status, body.move, origin) === undefined) return 'illegal-transition'
  // Two values are talked about here and closed by deciding.
  if (origin === 'contested' && body.move !== 'answer') return 'illegal-transition'
  // A finding is judged on the values that raised it.
  if (origin === 'check' && body.move !== 'answer' && body.evidence === undefined) return 'illegal-transition'
  const opener = seen.some(
    ({ move, logged }) => (move === 'open' || move === 'propose') && logged.change.author === change.author,
  )
  return mayMoveQuery(change.role, body.move, opener) ? undefined : 'wrong-role'
}

function queryOf(casebook: Casebook, body: Extract<ChangeBody, { kind: 'query' }>): QueryState | undefined {
  const form = formOf(body.scope)
  const queries = form === undefined ? casebook.own.queries : casebook.forms.get(form)?.queries
  return queries?.find(({ id }) => id === body.query)
}

/** The part of a thread that lies behind these entries, in the thread's order. */
function causes(thread: readonly QueryEntry[], bases: readonly ChangeRef[]): readonly QueryEntry[] {
  const behind = new Set(bases)
  for (const entry of thread.toReversed()) if (behind.has(entry.ref)) for (const base of entry.bases) behind.add(base)
  return thread.filter(({ ref }) => behind.has(ref))
}
