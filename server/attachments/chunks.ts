import { and, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type AttachedFile, chunkRange, kindOfFile } from '#shared/attachment'
import { sha256OfBytes } from '#shared/canonical-json'
import { Change, type HeldReason } from '#shared/change/change'
import { Hash, StreamId } from '#shared/ids'
import type { ChunkTaken } from '#shared/protocol'
import { type SignedIn, sightOf } from '../auth/session'
import type { Context } from '../context'
import { type Refused, refuse } from '../refused'
import type { Transaction } from '../store/database'
import { attachmentChunk, change, changeIdentity } from '../store/schema'
import type { Directory } from '../sync/directory'
import { logIn } from '../sync/postgres-log'
import { whyNotRead } from '../sync/pull'

/** Whose device hands a file over, and on which sign-in it acts. */
export type Handed = Pick<SignedIn, 'device' | 'session'>

/** Which chunk of a file it is: of the change that the calling device made under this number. */
export const TakeQuery = z.strictObject({
  stream: StreamId,
  n: z.coerce.number().int().positive(),
  chunk: z.coerce.number().int().nonnegative(),
})

/**
 * Keeps a chunk that a committed change of the calling device names, whoever of its people is signed in: nothing is kept
 * that nobody answers for. Sent again, it is the same. The answer says what of the file is still to come.
 */
export async function takeChunk(
  context: Context,
  who: Handed,
  { stream, n, chunk }: z.output<typeof TakeQuery>,
  content: Uint8Array,
): Promise<ChunkTaken | Refused> {
  return context.store.within(sightOf(context, who), [stream], async (tx) => {
    const named = await changeNamed(tx, stream, who, n)
    const file = fileIn(named)
    const expected = file?.chunks[chunk]
    if (!named || !file || expected === undefined) return refuse('not-found', 'No change names such a chunk.')
    const [from, to] = chunkRange(file, chunk)
    if (content.length !== to - from || sha256OfBytes(content) !== expected)
      return refuse('bad-request', 'The chunk is not the one that was named.')
    // By its content, whatever it is called: nothing is kept that an app would open as something else.
    if (chunk === 0 && kindOfFile(content) !== file.type)
      return refuse('bad-request', 'The file is not of the type it was said to be.')
    await tx
      .insert(attachmentChunk)
      .values({ stream, chunk: expected, content: Buffer.from(content) })
      .onConflictDoNothing()
    await copyToOthers(tx, stream, named, expected)
    return { file: file.sha256, missing: await missingOf(tx, stream, file) }
  })
}

/** The file that a committed change of the device names under this number. */
export const filePlaceOf = (
  context: Context,
  who: Handed,
  { stream, n }: Pick<z.output<typeof TakeQuery>, 'stream' | 'n'>,
): Promise<AttachedFile | undefined> =>
  context.store.within(sightOf(context, who), [stream], async (tx) => fileIn(await changeNamed(tx, stream, who, n)))

/** The chunks of a file that have not come yet. */
export const missingChunks = (
  context: Context,
  who: Handed,
  stream: StreamId,
  file: AttachedFile,
): Promise<readonly Hash[]> =>
  context.store.within(sightOf(context, who), [stream], async (tx) =>
    (await missingOf(tx, stream, file)).flatMap((i) => file.chunks[i] ?? []),
  )

const fileIn = (named: Named | undefined): AttachedFile | undefined =>
  named?.change.body.kind === 'attach' ? named.change.body.file : undefined

/**
 * A file whose participant has moved since is for the site where they are as well. One that was added too late waits with
 * its change (`sync/carry.ts`).
 */
async function copyToOthers(tx: Transaction, stream: StreamId, { change: of, reason }: Named, chunk: Hash) {
  if (reason === 'subject-transferred') return
  const log = logIn(tx)
  const others = (await log.streamsOf(of.study, of.subject)).filter((other) => other !== stream)
  if (others.length === 0) return
  await log.reach(others)
  for (const other of others) await log.copyChunks(stream, other, [chunk])
}

/** A committed change of a device, and why it was held. */
interface Named {
  readonly change: Change
  readonly reason: HeldReason | null
}

async function changeNamed(
  tx: Transaction,
  stream: StreamId,
  { device }: Handed,
  n: number,
): Promise<Named | undefined> {
  const [row] = await tx
    .select({ body: change.body, reason: change.reason })
    .from(changeIdentity)
    .innerJoin(
      change,
      and(
        eq(change.studyId, sql`split_part(${changeIdentity.stream}, '/', 1)`),
        eq(change.stream, changeIdentity.stream),
        eq(change.seq, changeIdentity.seq),
      ),
    )
    .where(and(eq(changeIdentity.device, device), eq(changeIdentity.n, n), eq(changeIdentity.stream, stream)))
  return row && { change: Change.parse(JSON.parse(row.body)), reason: row.reason }
}

async function missingOf(tx: Transaction, stream: StreamId, { chunks }: AttachedFile): Promise<number[]> {
  const rows = await tx
    .select({ chunk: attachmentChunk.chunk })
    .from(attachmentChunk)
    .where(and(eq(attachmentChunk.stream, stream), inArray(attachmentChunk.chunk, chunks)))
  const held = new Set(rows.map((row) => row.chunk))
  return chunks.flatMap((one, i) => (held.has(one) ? [] : [i]))
}

export const ChunkQuery = z.strictObject({ stream: StreamId, chunk: Hash })

/** The content of a chunk, for whoever may read its stream. */
export async function chunkOf(
  context: Context,
  directory: Directory,
  who: SignedIn,
  { stream, chunk }: z.output<typeof ChunkQuery>,
): Promise<{ readonly content: Buffer } | Refused> {
  const refused = await whyNotRead({ directory, now: context.now }, who, stream)
  if (refused) return refused
  return context.store.within(
    sightOf(context, who),
    [stream],
    async (tx) => {
      const [row] = await tx
        .select({ content: attachmentChunk.content })
        .from(attachmentChunk)
        .where(and(eq(attachmentChunk.stream, stream), eq(attachmentChunk.chunk, chunk)))
      return row ?? refuse('not-found', 'The chunk has not come yet.')
    },
    'read',
  )
}
