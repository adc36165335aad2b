import { and, eq } from 'drizzle-orm'
import { Eq5dValueSet } from '#shared/clinical/quality-of-life/value-set-document'
import type { FileThatGoes } from '#shared/export/attached-files'
import { LogRow } from '#shared/export/log-folder'
import type { StreamId, StudyId, UserId } from '#shared/ids'
import type { Grant } from '#shared/protocol'
import { can } from '#shared/roles'
import { grantsOf, inForce, placesOf, streamOf } from '../auth/grants'
import type { Context } from '../context'
import { referencesFor } from '../reference/references'
import type { Sight } from '../store/database'
import { appUser, attachmentChunk, referenceDocument } from '../store/schema'
import { loadVersion, sitesAt } from '../study/versions'
import { peopleAt } from '../sync/directory'
import { postgresLog } from '../sync/postgres-log'
import { type LogSource, provedBy } from './log-source'

/** Who asked sees less than when the reading began: nothing is made of what they may have no more. */
export class OutOfSight extends Error {}

/** Bytes of the log that are in memory at a time. */
const PAGE_BYTES = 2_000_000

/** Who asked, and the session that the log is read on: the database shows what that person may see at each moment. */
export interface Asker {
  readonly user: UserId
  readonly session: string
}

/** The grants in force of somebody whose account is open. */
async function grantsNow({ store, now }: Pick<Context, 'store' | 'now'>, user: UserId): Promise<readonly Grant[]> {
  const [known] = await store.db.select({ disabled: appUser.disabledAt }).from(appUser).where(eq(appUser.id, user))
  return !known || known.disabled ? [] : inForce(await grantsOf(store.db, user), now())
}

/**
 * What a person may see of a study, read from the database page by page: as through the server's calls, row for row.
 * Undefined where they export nothing of it. It throws `OutOfSight` once they no longer see what they saw.
 */
export async function fromDatabase(
  context: Pick<Context, 'store' | 'now'>,
  { user, session }: Asker,
  study: StudyId,
): Promise<LogSource | undefined> {
  const { store, now } = context
  const grants = await grantsNow(context, user)
  const [exporting] = grants
    .filter((grant) => grant.study === study && can(grant.role, 'export'))
    .sort((a, b) => compare(a.site, b.site) || compare(a.role, b.role))
  const [asker] = await store.db.select({ name: appUser.name }).from(appUser).where(eq(appUser.id, user))
  const places = await placesOf(store.db, grants)
  const own = places.filter((place) => place.study === study)
  if (!exporting || !asker || own.length === 0) return undefined
  const sight = (): Sight => ({ session, at: now() })
  const references = await referencesFor(store.db, places)
  return {
    people: {
      study,
      sites: await sitesAt(store.db, own),
      ...(await peopleAt(context, places)),
      references: references.filter(({ kind }) => kind === 'ctcae' || kind === 'eq5d'),
    },
    exporter: { name: asker.name, role: exporting.role },
    streams: own.map(streamOf).sort(),
    async valueSet(id) {
      const [loaded] = await store.db.select().from(referenceDocument).where(eq(referenceDocument.id, id))
      return loaded && Eq5dValueSet.parse(JSON.parse(loaded.document))
    },
    // It was noted when it was asked for.
    note: () => Promise.resolve(),
    async version(id) {
      const version = await loadVersion(store.db, id)
      if (!version) throw new Error(`the study version ${id} is not there`)
      return version
    },
    content: (file) => contentOf(context, sight(), file),
    async *rows(stream) {
      let after = 0
      for (;;) {
        const { rows, head } = await page(context, sight(), stream, after)
        for (const { body, receipt, chain } of rows) {
          // In the order of its schema, as it comes through the server's calls: where the log goes along, byte for byte.
          const change: unknown = JSON.parse(body ?? '')
          yield LogRow.parse({ change, receipt, chain })
          after = receipt.seq
        }
        if (after >= head) return
      }
    },
  }
}

/** Rows behind `after`, and where the stream ends now. */
function page({ store }: Pick<Context, 'store'>, sight: Sight, stream: StreamId, after: number) {
  return postgresLog(store, sight).within(
    [stream],
    async (tx) => {
      const [head] = await tx.heads([stream])
      if (!head) throw new OutOfSight(stream)
      return { rows: await tx.page(stream, after, PAGE_BYTES, undefined), head: head.head }
    },
    'read',
  )
}

/** A file from its chunks, one of them in memory beside it; undefined where one has not come, or it is not what was named. */
function contentOf(
  { store }: Pick<Context, 'store'>,
  sight: Sight,
  { stream, file }: FileThatGoes,
): Promise<Uint8Array | undefined> {
  return store.within(
    sight,
    [stream],
    async (tx) => {
      const content = new Uint8Array(file.bytes)
      let at = 0
      for (const chunk of file.chunks) {
        const [row] = await tx
          .select({ piece: attachmentChunk.content })
          .from(attachmentChunk)
          .where(and(eq(attachmentChunk.stream, stream), eq(attachmentChunk.chunk, chunk)))
        if (!row || at + row.piece.length > content.length) return undefined
        content.set(row.piece, at)
        at += row.piece.length
      }
      return provedBy(file, content)
    },
    'read',
  )
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
