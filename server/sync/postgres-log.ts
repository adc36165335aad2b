import { and, asc, desc, eq, gt, gte, inArray, lte, sql } from 'drizzle-orm'
import { GENESIS } from '#shared/change/chain'
import type { Receipt } from '#shared/change/change'
import { DeviceId, Hash, streamParts } from '#shared/ids'
import { z } from 'zod'
import { raiseAlerts } from '../alerts/raise'
import { forgetMadeOf } from '../exports/queue'
import { note } from '../security-log'
import type { Sight, Store, Transaction } from '../store/database'
import {
  attachmentChunk,
  change,
  changeIdentity,
  device,
  movedParticipant,
  randomisationRequest,
  recoveredAside,
  setting,
  snapshot,
  snapshotPart,
  stream,
} from '../store/schema'
import { insertRows } from './insert-rows'
import { noteEnrolments } from './leases'
import type { ChangeLog, LogTransaction } from './log'

/** The log as far as the database shows it to one session. */
export const postgresLog = (store: Store, sight: Sight): ChangeLog => ({
  within: (streams, work, how) => store.within(sight, streams, (tx) => work(logIn(tx)), how),
})

/** More rows than fit a page of the smallest changes. */
const MOST_ROWS = 4_000
/** What a row weighs beside its change's text, about. */
const ROW_BYTES = 140
const RECEIPT_BYTES = 260

const Numbers = z.array(z.object({ n: z.coerce.number(), hash: Hash }))

/** Any number that nobody else locks on with a second one. */
const PACKING = 7_238_420

/** The log within a transaction that has named its streams. */
export function logIn(tx: Transaction): LogTransaction {
  const inStream = (id: Parameters<LogTransaction['takeHead']>[0]) =>
    and(eq(change.studyId, streamParts(id).study), eq(change.stream, id))
  return {
    async takeDevice(id) {
      const [known] = await tx.select().from(device).where(eq(device.id, id)).for('no key update')
      return known
    },
    async moveDevice(id, { acked, chain, clock = null }) {
      await tx.update(device).set({ acked, chain, clock }).where(eq(device.id, id))
    },
    heads: async (streams) =>
      streams.length === 0
        ? []
        : tx
            .select()
            .from(stream)
            .where(inArray(stream.stream, [...streams])),
    async takeHead(id) {
      const [head] = await tx.select().from(stream).where(eq(stream.stream, id)).for('no key update')
      return head
    },
    async append(id, rows) {
      const last = rows.at(-1)
      if (!last) return
      await insertRows(tx, id, rows)
      await raiseAlerts(tx, rows)
      await tx.update(stream).set({ head: last.receipt.seq, chain: last.chain }).where(eq(stream.stream, id))
    },
    async identities(id, from, through) {
      const rows = await tx
        .select({ n: changeIdentity.n, hash: changeIdentity.hash, row: change })
        .from(changeIdentity)
        .innerJoin(
          change,
          and(
            // The study is the first part of a stream's name, and the first column of the key.
            eq(change.studyId, sql`split_part(${changeIdentity.stream}, '/', 1)`),
            eq(change.stream, changeIdentity.stream),
            eq(change.seq, changeIdentity.seq),
          ),
        )
        .where(and(eq(changeIdentity.device, id), gte(changeIdentity.n, from), lte(changeIdentity.n, through)))
        .orderBy(changeIdentity.n)
      return rows.map(({ n, hash, row }) => ({ n, hash, receipt: receiptOf(row) }))
    },
    async numbers(id, from) {
      const { rows } = await tx.execute(sql`SELECT n, hash FROM numbers_of(${id}, ${from})`)
      return Numbers.parse(rows)
    },
    async keepAside(id, rows) {
      if (rows.length === 0) return
      await tx
        .insert(recoveredAside)
        .values(rows.map(({ device, n, hash, body, receipt }) => ({ device, n, hash, stream: id, body, receipt })))
        .onConflictDoNothing()
    },
    async aside(id, { device, n, hash }) {
      const { stream, body } = recoveredAside
      const [row] = await tx
        .select({ body })
        .from(recoveredAside)
        .where(
          and(
            eq(stream, id),
            eq(recoveredAside.device, device),
            eq(recoveredAside.n, n),
            eq(recoveredAside.hash, hash),
          ),
        )
      return row?.body
    },
    async blackOutAside(id, { device, n, hash, body }) {
      await tx.execute(sql`SELECT black_out_aside(${id}, ${device}, ${n}, ${hash}, ${body})`)
    },
    async committed(id, subjects, after, through) {
      const rows = await tx
        .select()
        .from(change)
        .where(
          and(inStream(id), inArray(change.subject, [...subjects]), gt(change.seq, after), lte(change.seq, through)),
        )
        .orderBy(asc(change.seq))
      return rows.map((row) => ({ subject: row.subject, body: row.body, receipt: receiptOf(row) }))
    },
    async blackOut(id, { seq, subject, body }) {
      // Whoever packs the stream now has read what goes: their parts are to be there before they are removed.
      await tx.execute(sql`SELECT pg_advisory_xact_lock(${PACKING}, hashtext(${id}))`)
      await tx.execute(sql`SELECT black_out(${id}, ${seq}, ${body})`)
      await tx.delete(snapshotPart).where(and(eq(snapshotPart.stream, id), eq(snapshotPart.subject, subject)))
      await tx.delete(snapshot).where(eq(snapshot.stream, id))
      await forgetMadeOf(tx, id)
    },
    async page(id, after, maxBytes, reader) {
      const own = reader === undefined ? sql<boolean>`false` : sql<boolean>`${change.device} = ${reader}`
      const bytes = sql<number>`CASE WHEN ${own} THEN ${RECEIPT_BYTES} ELSE octet_length(${change.body}) + ${ROW_BYTES} END`
      const window = tx
        .select({
          seq: change.seq,
          n: change.n,
          body: sql<string | null>`CASE WHEN ${own} THEN NULL ELSE ${change.body} END`.as('body'),
          hash: change.hash,
          committedAt: change.committedAt,
          state: change.state,
          reason: change.reason,
          chain: change.chain,
          through: sql<number>`sum(${bytes}) OVER (ORDER BY ${change.seq})`.as('through'),
        })
        .from(change)
        .where(and(inStream(id), sql`${change.seq} > ${after} AND ${change.seq} <= ${after + MOST_ROWS}`))
        .as('page')
      const rows = await tx
        .select()
        .from(window)
        // The first row travels however large it is: a page always gets on.
        .where(sql`${window.through} <= ${maxBytes} OR ${window.seq} = ${after + 1}`)
        .orderBy(window.seq)
      return rows.map((row) => ({
        ...{ n: row.n, hash: row.hash, chain: row.chain, receipt: receiptOf(row) },
        body: row.body ?? undefined,
      }))
    },
    async chainAt(id, seq) {
      if (seq === 0) return GENESIS
      const [row] = await tx
        .select({ chain: change.chain })
        .from(change)
        .where(and(inStream(id), eq(change.seq, seq)))
      return row?.chain
    },
    async subjects(id, after, through) {
      const rows = await tx
        .select({ subject: change.subject })
        .from(change)
        .where(and(inStream(id), gt(change.seq, after), lte(change.seq, through)))
        .groupBy(change.subject)
        .orderBy(sql`min(${change.seq})`)
      return rows.map(({ subject }) => subject)
    },
    async snapshot(id, forMaking) {
      if (forMaking) await tx.execute(sql`SELECT pg_advisory_xact_lock(${PACKING}, hashtext(${id}))`)
      const [end] = await tx.select().from(snapshot).where(eq(snapshot.stream, id))
      return end
    },
    async parts(id) {
      const { subject, part, changes, last, summary } = snapshotPart
      const rows = await tx
        .select({ subject, part, changes, last, summary })
        .from(snapshotPart)
        .where(eq(snapshotPart.stream, id))
        .orderBy(desc(last))
      return rows.map((row) => ({ ...row, summary: row.summary ?? undefined }))
    },
    async part(id, subject) {
      const { part, packed } = snapshotPart
      const [row] = await tx
        .select({ part, packed })
        .from(snapshotPart)
        .where(and(eq(snapshotPart.stream, id), eq(snapshotPart.subject, subject)))
      return row
    },
    async keepPart(id, { packed, ...part }) {
      const row = { ...part, summary: part.summary ?? null, packed: Buffer.from(packed) }
      await tx
        .insert(snapshotPart)
        .values({ stream: id, ...row })
        .onConflictDoUpdate({ target: [snapshotPart.stream, snapshotPart.subject], set: row })
    },
    async keepSnapshot(id, end) {
      await tx
        .insert(snapshot)
        .values({ stream: id, ...end })
        .onConflictDoUpdate({ target: snapshot.stream, set: end })
    },
    async serverDevice() {
      const [row] = await tx.select().from(setting).where(eq(setting.key, 'server-device'))
      return DeviceId.parse(row?.value)
    },
    async streamsOf(study, subject) {
      const rows = await tx
        .select({ stream: movedParticipant.stream })
        .from(movedParticipant)
        .where(and(eq(movedParticipant.studyId, study), eq(movedParticipant.subject, subject)))
        .orderBy(movedParticipant.stream)
      return rows.map((row) => row.stream)
    },
    async reach(streams) {
      await tx.execute(sql`SELECT set_config(
        'tracer.streams', concat_ws(' ', current_setting('tracer.streams', true), ${streams.join(' ')}::text), true)`)
    },
    async copyChunks(from, to, chunks) {
      if (chunks.length === 0) return
      await tx.execute(sql`INSERT INTO attachment_chunk (stream, chunk, content)
        SELECT ${to}, chunk, content FROM attachment_chunk
        WHERE stream = ${from} AND ${inArray(attachmentChunk.chunk, [...chunks])} ON CONFLICT DO NOTHING`)
    },
    noteEnrolments: (id, changes) => noteEnrolments(tx, id, changes),
    async noteRequests(changes) {
      const rows = changes.map(({ device, n, stream, subject }) => ({ device, n, stream, subject }))
      if (rows.length > 0) await tx.insert(randomisationRequest).values(rows)
    },
    note: (at, kind, about) => note(tx, at, kind, about),
  }
}

const receiptOf = (row: Pick<typeof change.$inferSelect, 'seq' | 'committedAt' | 'state' | 'reason'>): Receipt => ({
  seq: row.seq,
  committedAt: row.committedAt.toISOString(),
  state: row.state,
  ...(row.reason ? { reason: row.reason } : {}),
})
