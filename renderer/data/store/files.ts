import { type AttachedFile, chunkRange } from '#shared/attachment'
import { sha256OfBytes } from '#shared/canonical-json'
import type { Hash, StreamId } from '#shared/ids'
import { chunkPlace } from '#shared/sealing'
import type { Bytes } from '../bytes'
import { open, seal } from '../keys/envelope'
import type { SiteKeys } from '../keys/keyring'
import type { ChunkRow } from './database'
import type { Shelf } from './shelf'

/**
 * Files on the device: chunk by chunk, each sealed, by a mark of its stream and its hash. What was added here stays for
 * ever, as the log does; what was fetched stays as long as the site's data.
 */

/** By the text that `chunkMarked` gives. */
const markOf = (keys: SiteKeys, stream: StreamId, chunk: Hash) => keys.mark('chunk', `${stream}/${chunk}`)

/** The rows of a file that is added here, to be stored with the change that names it. */
export function sealFile(
  { crypto }: Pick<Shelf, 'crypto'>,
  keys: SiteKeys,
  stream: StreamId,
  { bytes, chunks }: AttachedFile,
  content: Bytes,
): Promise<readonly ChunkRow[]> {
  return Promise.all(
    chunks.map(async (chunk, i) => {
      const key = await markOf(keys, stream, chunk)
      const piece = content.slice(...chunkRange({ bytes }, i))
      return { key, own: 1, sealed: await seal(crypto, keys, chunkPlace(key), piece) }
    }),
  )
}

/** The content of a chunk, or undefined where this device does not have it, or this person cannot open it. */
export async function readChunk(
  { db, crypto, ring }: Pick<Shelf, 'db' | 'crypto' | 'ring'>,
  keys: SiteKeys,
  stream: StreamId,
  chunk: Hash,
): Promise<Bytes | undefined> {
  const key = await markOf(keys, stream, chunk)
  const row = await db.chunks.get(key)
  const under = row && ring.byId(row.sealed.key)
  return under && open(crypto, under, chunkPlace(key), row.sealed)
}

/** Keeps a chunk that was fetched; false, with nothing kept, where it is not the one that was asked for. */
export async function keepChunk(
  { db, crypto }: Pick<Shelf, 'db' | 'crypto'>,
  keys: SiteKeys,
  stream: StreamId,
  chunk: Hash,
  content: Bytes,
): Promise<boolean> {
  if (sha256OfBytes(content) !== chunk) return false
  const key = await markOf(keys, stream, chunk)
  const sealed = await seal(crypto, keys, chunkPlace(key), content)
  await db.atomic('rw', ['chunks'], async (tx) => {
    if (!(await tx.chunks.get(key))) await tx.chunks.put({ key, own: 0, sealed })
  })
  return true
}

/** The numbers of the changes whose files the server does not have whole yet, first ones first. */
export const filesWaiting = ({ db }: Pick<Shelf, 'db'>): Promise<number[]> =>
  db.uploads.where('sent').equals(0).primaryKeys()

/** Every file that was added here is offered to the server again: it says itself what it lacks. */
export async function offerFilesAgain({ db }: Pick<Shelf, 'db'>): Promise<void> {
  await db.atomic('rw', ['uploads'], async (tx) => {
    const rows = await tx.uploads.toArray()
    await tx.uploads.bulkPut(rows.map(({ n }) => ({ n, next: 0, sent: 0 })))
  })
}
