import { and, arrayContains, eq, inArray, sql } from 'drizzle-orm'
import type { JobFailure, JobProgress } from '#shared/export/job'
import type { Hash, StreamId } from '#shared/ids'
import type { Context } from '../context'
import type { Sight, Transaction } from '../store/database'
import { exportArchive, exportChunk, exportJob } from '../store/schema'

/**
 * The queue as servers work it off. Its rows are the jobs themselves, so that nothing else can say otherwise of one: a
 * server takes what waits longest and says every few seconds that it still works on it. What nobody said so of for a while
 * goes to the next server, twice at most; then it has failed.
 */

/** A job that a server works on. Of several that ever began it, only the one with the newest count may say anything of it. */
export interface Taken {
  readonly id: string
  readonly tries: number
}

/** After so many seconds without a word the server that made it is taken for gone. */
const SILENT = 60
const MOST_TRIES = 3

/** Any number that nobody else locks on with a second one. */
const READING = 7_238_421

/** Takes the job that waits longest; undefined where none does. */
export async function take({ store }: Pick<Context, 'store'>) {
  return store.db.transaction(async (tx) => {
    const [next] = await tx
      .select({ id: exportJob.id })
      .from(exportJob)
      .where(eq(exportJob.state, 'queued'))
      .orderBy(exportJob.askedAt)
      .limit(1)
      .for('update', { skipLocked: true })
    if (!next) return undefined
    const [taken] = await tx
      .update(exportJob)
      .set({ state: 'running', tries: sql`${exportJob.tries} + 1`, beatAt: sql`clock_timestamp()` })
      .where(eq(exportJob.id, next.id))
      .returning()
    return taken
  })
}

const still = ({ id, tries }: Taken) =>
  and(eq(exportJob.id, id), eq(exportJob.tries, tries), eq(exportJob.state, 'running'))

/** Says that it is being made, and how far it is. False where it is not ours to make any more. */
export async function beat({ store }: Pick<Context, 'store'>, job: Taken, progress: JobProgress): Promise<boolean> {
  const alive = await store.db
    .update(exportJob)
    .set({ progress, beatAt: sql`clock_timestamp()` })
    .where(still(job))
    .returning({ id: exportJob.id })
  return alive.length > 0
}

/** The job is not this server's to make any more: somebody cancelled it, or another server has taken it over. */
export class NotOurs extends Error {}

/** Begins what is made of it: what it may hold something of, and the sealed key that its pieces are sealed with. */
export async function beginArchive(
  { store }: Pick<Context, 'store'>,
  job: Taken,
  archive: { readonly streams: readonly StreamId[]; readonly sealedKey: string },
): Promise<void> {
  await store.db.transaction(async (tx) => {
    for (const stream of archive.streams)
      await tx.execute(sql`SELECT pg_advisory_xact_lock_shared(${READING}, hashtext(${stream}))`)
    await holdOurs(tx, job)
    await tx.delete(exportArchive).where(eq(exportArchive.job, job.id))
    await tx.insert(exportArchive).values({ job: job.id, ...archive, streams: [...archive.streams] })
  })
}

/** Keeps a sealed piece. Whoever cancels the job meanwhile waits for it, and removes it with the others. */
export async function keepPiece(
  { store }: Pick<Context, 'store'>,
  job: Taken,
  sight: Sight,
  streams: readonly StreamId[],
  piece: { readonly place: number; readonly content: Buffer },
): Promise<void> {
  await store.within(sight, streams, async (tx) => {
    await holdOurs(tx, job)
    await tx.insert(exportChunk).values({ job: job.id, ...piece })
  })
}

/** Whether somebody works on it under this count. */
export async function isOurs({ store }: Pick<Context, 'store'>, job: Taken): Promise<boolean> {
  const found = await store.db.select({ id: exportJob.id }).from(exportJob).where(still(job))
  return found.length > 0
}

async function holdOurs(tx: Transaction, job: Taken): Promise<void> {
  const [ours] = await tx.select({ id: exportJob.id }).from(exportJob).where(still(job)).for('share')
  if (!ours) throw new NotOurs(job.id)
}

/** What the key of an archive is sealed for. */
export const archiveContext = (job: string): string => `export-archive|${job}`

export interface ArchiveFile {
  readonly name: string
  readonly bytes: number
  readonly sha256: Hash
}

/** It is whole, and may be fetched. False where it is not ours to say so. */
export async function finish(
  { store, now }: Pick<Context, 'store' | 'now'>,
  job: Taken,
  file: ArchiveFile,
  progress: JobProgress,
): Promise<boolean> {
  return store.db.transaction(async (tx) => {
    const done = await tx
      .update(exportJob)
      .set({ state: 'ready', endedAt: now(), progress })
      .where(still(job))
      .returning({ id: exportJob.id })
    if (done.length === 0) return false
    await tx.update(exportArchive).set(file).where(eq(exportArchive.job, job.id))
    return true
  })
}

/** Nothing came of it, and nothing is left of what was made. */
export async function failJob(
  { store, now }: Pick<Context, 'store' | 'now'>,
  job: Taken,
  failure: JobFailure,
): Promise<void> {
  await store.db.transaction(async (tx) => {
    const failed = await tx
      .update(exportJob)
      .set({ state: 'failed', failure, endedAt: now() })
      .where(still(job))
      .returning({ id: exportJob.id })
    if (failed.length > 0) await tx.delete(exportArchive).where(eq(exportArchive.job, job.id))
  })
}

/** Gives a job back to whoever looks next: this server ends. */
export async function giveBack({ store }: Pick<Context, 'store'>, job: Taken): Promise<void> {
  await store.db.transaction(async (tx) => {
    const given = await tx
      .update(exportJob)
      .set({ state: 'queued', beatAt: null })
      .where(still(job))
      .returning({ id: exportJob.id })
    if (given.length > 0) await tx.delete(exportArchive).where(eq(exportArchive.job, job.id))
  })
}

/** Looks for jobs whose server has fallen silent. */
export async function takeOver({ store, now }: Pick<Context, 'store' | 'now'>): Promise<void> {
  await store.db.transaction(async (tx) => {
    const silent = await tx
      .select({ id: exportJob.id, tries: exportJob.tries })
      .from(exportJob)
      .where(
        and(
          eq(exportJob.state, 'running'),
          sql`${exportJob.beatAt} < clock_timestamp() - make_interval(secs => ${SILENT})`,
        ),
      )
      .for('update', { skipLocked: true })
    for (const { id, tries } of silent)
      await tx
        .update(exportJob)
        .set(tries < MOST_TRIES ? { state: 'queued' } : { state: 'failed', failure: 'interrupted', endedAt: now() })
        .where(eq(exportJob.id, id))
    if (silent.length === 0) return
    const ids = silent.map(({ id }) => id)
    await tx.delete(exportArchive).where(inArray(exportArchive.job, ids))
  })
}

/**
 * Something of the stream is blacked out: nothing stays that was made of it before. What was ready has failed, what is being
 * made begins anew; what begins meanwhile waits, and reads what is left.
 */
export async function forgetMadeOf(tx: Transaction, stream: StreamId): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(${READING}, hashtext(${stream}))`)
  const made = await tx
    .select({ job: exportArchive.job })
    .from(exportArchive)
    .where(arrayContains(exportArchive.streams, [stream]))
  if (made.length === 0) return
  const ids = made.map(({ job }) => job)
  const of = inArray(exportJob.id, ids)
  await tx
    .update(exportJob)
    .set({ state: 'failed', failure: 'redacted' })
    .where(and(of, eq(exportJob.state, 'ready')))
  await tx
    .update(exportJob)
    .set({ state: 'queued', beatAt: null })
    .where(and(of, eq(exportJob.state, 'running')))
  await tx.delete(exportArchive).where(inArray(exportArchive.job, ids))
}
