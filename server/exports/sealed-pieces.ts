import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** What lies in the database of an export, piece by piece: each sealed (AES-256-GCM) for its job and its place. */

const NONCE = 12
const TAG = 16
/** Bytes of a piece: large enough that few are asked for, small enough that several fit memory. */
const PIECE = 1024 * 1024

const placeOf = (job: string, place: number): Buffer => Buffer.from(`export|${job}|${place}`)

export function sealPiece(content: Uint8Array, key: Uint8Array, job: string, place: number): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(placeOf(job, place))
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()])
}

/** Throws where it was not sealed with this key for this place. */
export function openPiece(sealed: Uint8Array, key: Uint8Array, job: string, place: number): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE))
  decipher.setAAD(placeOf(job, place)).setAuthTag(sealed.subarray(-TAG))
  return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()])
}

/** The same bytes in pieces of one size; the last may be shorter. */
export async function* inPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = []
  let size = 0
  for await (const some of bytes) {
    for (let from = 0; from < some.length;) {
      const part = some.subarray(from, from + PIECE - size)
      waiting.push(part)
      size += part.length
      from += part.length
      if (size < PIECE) continue
      yield Buffer.concat(waiting)
      waiting = []
      size = 0
    }
  }
  if (size > 0) yield Buffer.concat(waiting)
}
