import { and, asc, eq, gt, inArray, lte } from 'drizzle-orm'
import type { Casebook } from '#shared/casebook/casebook'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { Change, type Logged, type Receipt } from '#shared/change/change'
import { type StreamId, type SubjectKey, streamParts } from '#shared/ids'
import type { Transaction } from '../store/database'
import { change } from '../store/schema'

/**
 * Casebooks folded from what is committed, kept from push to push. Each reading brings them up to the head it is given,
 * so that it does not matter which server folded what before.
 */
export interface Casebooks {
  /** The casebooks of these subjects as of `head`. */
  at(
    tx: Transaction,
    stream: StreamId,
    head: number,
    subjects: ReadonlySet<SubjectKey>,
  ): Promise<Map<SubjectKey, Casebook>>
}

/** How many casebooks are kept at hand. */
const KEPT = 500

export function keepCasebooks(): Casebooks {
  // In order of last use: a Map remembers the order of insertion.
  const kept = new Map<string, { readonly casebook: Casebook; readonly through: number }>()
  return {
    async at(tx, stream, head, subjects) {
      const known = new Map(
        [...subjects].map((subject) => {
          const had = kept.get(`${stream} ${subject}`)
          return [subject, had && had.through <= head ? had : { casebook: emptyCasebook(subject), through: 0 }]
        }),
      )
      const news = await committed(tx, stream, head, known)
      const now = new Map<SubjectKey, Casebook>()
      for (const [subject, had] of known) {
        const casebook = fold(news.get(subject) ?? [], had.casebook)
        const key = `${stream} ${subject}`
        kept.delete(key)
        kept.set(key, { casebook, through: head })
        now.set(subject, casebook)
      }
      for (const key of kept.keys()) {
        if (kept.size <= KEPT) break
        kept.delete(key)
      }
      return now
    },
  }
}

async function committed(
  tx: Transaction,
  stream: StreamId,
  head: number,
  known: ReadonlyMap<SubjectKey, { readonly through: number }>,
): Promise<ReadonlyMap<SubjectKey, readonly Logged[]>> {
  const from = Math.min(...[...known.values()].map(({ through }) => through))
  const rows = await tx
    .select()
    .from(change)
    .where(
      and(
        eq(change.studyId, streamParts(stream).study),
        eq(change.stream, stream),
        inArray(change.subject, [...known.keys()]),
        gt(change.seq, from),
        lte(change.seq, head),
      ),
    )
    .orderBy(asc(change.seq))
  const news = new Map<SubjectKey, Logged[]>()
  for (const row of rows) {
    if (row.seq <= (known.get(row.subject)?.through ?? 0)) continue
    const logged = { change: Change.parse(JSON.parse(row.body)), receipt: receiptOf(row) }
    const of = news.get(row.subject)
    if (of) of.push(logged)
    else news.set(row.subject, [logged])
  }
  return news
}

export const receiptOf = (
  row: Pick<typeof change.$inferSelect, 'seq' | 'committedAt' | 'state' | 'reason'>,
): Receipt => ({
  seq: row.seq,
  committedAt: row.committedAt.toISOString(),
  state: row.state,
  ...(row.reason ? { reason: row.reason } : {}),
})
