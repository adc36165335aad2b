import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { GENESIS } from '#shared/change/chain'
import type { Receipt } from '#shared/change/change'
import { type Hash, StreamId, streamParts } from '#shared/ids'
import { LIMITS } from '#shared/protocol'
import { placesOf, streamOf } from '../auth/grants'
import type { SignedIn } from '../auth/session'
import type { Context } from '../context'
import { type Refused, refuse } from '../refused'
import { note } from '../security-log'
import type { Transaction } from '../store/database'
import { change, stream } from '../store/schema'
import { receiptOf } from './casebooks'

export const PullQuery = z.strictObject({
  stream: StreamId,
  after: z.coerce.number().int().nonnegative(),
  maxBytes: z.coerce.number().int().min(1).max(LIMITS.pageBytes).default(LIMITS.pageBytes),
})
export type PullQuery = z.output<typeof PullQuery>

/** More rows than fit a page of the smallest changes. */
const MOST_ROWS = 4_000
/** What a row weighs beside its change's text, about. */
const ROW_BYTES = 140
const RECEIPT_BYTES = 260

/** One page of a stream as JSON text (a `PullAnswer`): what is stored as text goes out as that text. */
export async function pull(
  context: Context,
  who: SignedIn,
  query: PullQuery,
): Promise<{ readonly page: string } | Refused> {
  const places = await placesOf(context.store.db, who.grants)
  if (!places.some((place) => streamOf(place) === query.stream)) {
    await note(context.store.db, context.now(), 'stream-refused', {
      user: who.user,
      device: who.device,
      detail: query.stream,
    })
    return refuse('not-found', 'There is no such stream.')
  }
  return context.store.within(
    [query.stream],
    async (tx) => {
      const [head] = await tx.select().from(stream).where(eq(stream.stream, query.stream))
      if (!head) return refuse('not-found', 'There is no such stream.')
      if (query.after > head.head) return refuse('ahead', 'The cursor is past the head.')

      const own = sql<boolean>`${change.device} = ${who.device}`
      const bytes = sql<number>`CASE WHEN ${own} THEN ${RECEIPT_BYTES} ELSE octet_length(${change.body}) + ${ROW_BYTES} END`
      const window = tx
        .select({
          seq: change.seq,
          n: change.n,
          own: own.as('own'),
          body: sql<string | null>`CASE WHEN ${own} THEN NULL ELSE ${change.body} END`.as('body'),
          hash: change.hash,
          committedAt: change.committedAt,
          state: change.state,
          reason: change.reason,
          chain: change.chain,
          through: sql<number>`sum(${bytes}) OVER (ORDER BY ${change.seq})`.as('through'),
        })
        .from(change)
        .where(
          and(
            eq(change.studyId, streamParts(query.stream).study),
            eq(change.stream, query.stream),
            sql`${change.seq} > ${query.after} AND ${change.seq} <= ${query.after + MOST_ROWS}`,
          ),
        )
        .as('page')
      const rows = await tx
        .select()
        .from(window)
        // The first row travels however large it is: a page always gets on.
        .where(sql`${window.through} <= ${query.maxBytes} OR ${window.seq} = ${query.after + 1}`)
        .orderBy(window.seq)

      const last = rows.at(-1)
      const chain = last ? last.chain : await chainAt(tx, query.stream, query.after)
      const texts = rows.map((row) =>
        row.body === null ? ownRow(row.n, receiptOf(row), row.hash) : otherRow(row.body, receiptOf(row)),
      )
      const more = (last?.seq ?? query.after) < head.head
      const rest = JSON.stringify({ stream: query.stream, chain, head: head.head, more })
      return { page: `${rest.slice(0, -1)},"rows":[${texts.join(',')}]}` }
    },
    'read',
  )
}

const ownRow = (own: number, receipt: Receipt, hash: Hash) => JSON.stringify({ own, receipt, hash })
const otherRow = (body: string, receipt: Receipt) => `{"change":${body},"receipt":${JSON.stringify(receipt)}}`

/** The stream's chain after the row with this seq. */
export async function chainAt(tx: Transaction, id: StreamId, seq: number): Promise<Hash | undefined> {
  if (seq === 0) return GENESIS
  const [row] = await tx
    .select({ chain: change.chain })
    .from(change)
    .where(and(eq(change.studyId, streamParts(id).study), eq(change.stream, id), eq(change.seq, seq)))
  return row?.chain
}
