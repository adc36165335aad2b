import { randomUUID } from 'node:crypto'
import { and, desc, eq, notInArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { ExportJob, ExportJobs, ExportWish, JobProgress } from '#shared/export/job'
import type { Grant } from '#shared/protocol'
import { can } from '#shared/roles'
import type { SignedIn } from '../auth/session'
import type { Context } from '../context'
import { type Refused, refuse } from '../refused'
import { note } from '../security-log'
import type { Transaction } from '../store/database'
import { exportArchive, exportJob } from '../store/schema'

/** Of a person so many are kept that have ended: who asks for another loses the oldest. */
const KEPT = 3

const NOTHING_YET: JobProgress = { read: 0, made: 0, rows: 0, bytes: 0 }

/** Whether somebody exports a study, or a site of it. */
export const mayExport = (grants: readonly Grant[], { study, site }: Pick<ExportWish, 'study' | 'site'>): boolean =>
  grants.some(
    (grant) =>
      grant.study === study &&
      can(grant.role, 'export') &&
      (grant.site === '*' || site === undefined || grant.site === site),
  )

/** Puts a wish in the queue, and notes who takes what before anything is made of it. Each person has one on its way. */
export async function ask(context: Context, who: SignedIn, wish: ExportWish): Promise<ExportJobs | Refused> {
  const { store, now } = context
  if (!mayExport(who.grants, wish)) return refuse('not-allowed', 'Your role does not export there.')
  const { user, device, session } = who
  const at = now()
  const taken = await store.db.transaction(async (tx) => {
    const asked = await tx
      .insert(exportJob)
      .values({
        ...{ id: randomUUID(), userId: user, device, session },
        ...{ wish, state: 'queued', askedAt: at, progress: NOTHING_YET },
      })
      .onConflictDoNothing()
      .returning({ id: exportJob.id })
    if (asked.length === 0) return false
    await forgetOldest(tx, who)
    const { study, site, format, kind, profile } = wish
    const detail = [study, site ?? '*', format, kind, profile, at.toISOString()].join(' ')
    await note(tx, at, 'exported', { user, device, detail })
    return true
  })
  return taken ? jobsOf(context, who) : refuse('outdated', 'Another export of yours is on its way.')
}

async function forgetOldest(tx: Transaction, { user }: SignedIn): Promise<void> {
  const ended = and(eq(exportJob.userId, user), notInArray(exportJob.state, ['queued', 'running']))
  const kept = await tx
    .select({ id: exportJob.id })
    .from(exportJob)
    .where(ended)
    .orderBy(desc(exportJob.askedAt))
    .limit(KEPT - 1)
  const ids = kept.map(({ id }) => id)
  await tx.delete(exportJob).where(ids.length === 0 ? ended : and(ended, notInArray(exportJob.id, ids)))
}

/**
 * Stops one that is on its way, or removes what came of one that has ended. Nothing that was made of it is left: a piece
 * that is being kept at this moment is waited for, and goes too.
 */
export async function cancel(context: Context, who: SignedIn, id: string): Promise<ExportJobs | Refused> {
  const { store, now } = context
  const found = await store.db.transaction(async (tx) => {
    const own = and(eq(exportJob.id, id), eq(exportJob.userId, who.user))
    const [job] = await tx.select({ state: exportJob.state }).from(exportJob).where(own).for('update')
    if (!job) return false
    if (job.state === 'queued' || job.state === 'running') {
      await tx.update(exportJob).set({ state: 'cancelled', endedAt: now() }).where(own)
      await tx.delete(exportArchive).where(eq(exportArchive.job, id))
    } else await tx.delete(exportJob).where(own)
    return true
  })
  return found ? jobsOf(context, who) : refuse('not-found', 'There is no such export of yours.')
}

const Before = z.coerce.number().int()

/** A person's own, the one that was asked for last first. */
export async function jobsOf({ store, exportLimits }: Context, { user }: SignedIn): Promise<ExportJobs> {
  const rows = await store.db
    .select({
      job: exportJob,
      file: exportArchive,
      before: sql<string>`(SELECT count(*) FROM export_job AS other
        WHERE other.state = 'queued' AND other.asked_at < ${exportJob.askedAt})`,
    })
    .from(exportJob)
    .leftJoin(exportArchive, eq(exportArchive.job, exportJob.id))
    .where(eq(exportJob.userId, user))
    .orderBy(desc(exportJob.askedAt), desc(exportJob.id))
  return {
    jobs: rows.map(({ job, file, before }) =>
      told(job, file, { before: Before.parse(before), hours: exportLimits.hours }),
    ),
  }
}

function told(
  { id, wish, askedAt, progress, state, failure, endedAt }: typeof exportJob.$inferSelect,
  file: typeof exportArchive.$inferSelect | null,
  { before, hours }: { readonly before: number; readonly hours: number },
): ExportJob {
  const asked = { id, wish, asked: askedAt.toISOString(), progress }
  const until = endedAt ? goneAfter(endedAt, hours).toISOString() : ''
  switch (state) {
    case 'queued':
      return { ...asked, state, before }
    case 'running':
      return { ...asked, state }
    case 'cancelled':
      return { ...asked, state, until }
    case 'failed':
      return { ...asked, state, until, why: failure ?? 'internal' }
    case 'ready': {
      const { name, bytes, sha256 } = file ?? {}
      return name === undefined || name === null || !bytes || !sha256
        ? { ...asked, state: 'failed', until, why: 'internal' }
        : { ...asked, state, until, file: { name, bytes, sha256 } }
    }
  }
}

const goneAfter = (ended: Date, hours: number): Date => new Date(ended.getTime() + hours * 3_600_000)

/** Removes what has ended so long ago that nothing of it is to be left. */
export async function forgetExpired({ store, now, exportLimits }: Context): Promise<void> {
  const before = new Date(now().getTime() - exportLimits.hours * 3_600_000)
  await store.db.delete(exportJob).where(sql`${exportJob.endedAt} <= ${before.toISOString()}`)
}
