import { createHmac } from 'node:crypto'
import { and, desc, eq } from 'drizzle-orm'
import { sha256OfBytes } from '#shared/canonical-json'
import type { FileHandedOver, HandOverFileRequest } from '#shared/revocation'
import { SEALING, chunkMarked, chunkPlace } from '#shared/sealing'
import { type Handed, filePlaceOf, missingChunks, takeChunk } from '../attachments/chunks'
import { dataKeysOf } from '../auth/data-keys'
import { streamOf } from '../auth/grants'
import type { Context } from '../context'
import { type Refused, isRefused, refuse } from '../refused'
import { dataKey, session } from '../store/schema'
import { openSealed } from '../sync/unsent'

const noFile = refuse('not-found', 'No change of this device names such a file.')

/**
 * Takes a piece of a file that a device could not send before it was shut out, sealed as it lies there, and says by their
 * marks which pieces are still missing. Without a piece it only says that.
 */
export async function takeHandedFile(
  context: Context,
  { device, n, key: keyId, piece }: HandOverFileRequest,
): Promise<FileHandedOver | Refused> {
  const { db } = context.store
  const [place] = await db
    .select({ study: dataKey.studyId, site: dataKey.siteId })
    .from(dataKey)
    .where(and(eq(dataKey.device, device), eq(dataKey.keyId, keyId)))
  const [last] = await db
    .select({ id: session.id })
    .from(session)
    .where(eq(session.device, device))
    .orderBy(desc(session.startedAt))
    .limit(1)
  const keys = await dataKeysOf(context, device)
  const known = keys.get(keyId)
  if (!place || !last || !known) return noFile
  const handed: Handed = { device, session: last.id }
  const stream = streamOf(place)
  const file = await filePlaceOf(context, handed, { stream, n })
  if (!file) return noFile
  if (piece) {
    const under = piece.key ?? keyId
    const key = keys.get(under)?.key
    const content = key && openSealed(key, under, chunkPlace(piece.mark), Buffer.from(piece.data, 'base64url'))
    const chunk = content ? file.chunks.indexOf(sha256OfBytes(content)) : -1
    if (!content || chunk < 0) return refuse('bad-request', 'The piece is none of this file.')
    const taken = await takeChunk(context, handed, { stream, n, chunk }, content)
    if (isRefused(taken)) return taken
  }
  const missing = await missingChunks(context, handed, stream, file)
  return { n, missing: missing.map((chunk) => markOf(known.index, chunkMarked(stream, chunk))) }
}

/** The mark of a piece, as the device makes it (`renderer/data/keys/keyring.ts`). */
const markOf = (index: Buffer, text: string): string =>
  createHmac('sha256', index).update(text).digest().subarray(0, SEALING.mark).toString('base64url')
