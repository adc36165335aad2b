import type { Hash, StreamId } from './ids'

/**
 * How a device seals a row under a data key: AES-256-GCM under a key derived by HKDF-SHA-256 (salt: the key's name), a
 * nonce of its own in front of the ciphertext, and the row it belongs to as additional data. Devices seal by it, and the
 * server opens by it what a file of unsent work holds. `index` and `mark`: what names in an index are derived by, and how
 * many bytes of them are kept.
 */
export const SEALING = { nonce: 12, tag: 16, info: 'tracer data', index: 'tracer index', mark: 16 } as const

/** The one row a sealed value belongs to. Moved elsewhere it does not open. */
export interface Place {
  readonly table: string
  readonly row: string | number
}

const FORMAT = 1

/** The additional data of what is sealed for a place under a key. */
export const belonging = ({ table, row }: Place, keyId: string): string => `tracer|${table}|${row}|${FORMAT}|${keyId}`

/** Where a change stands in the log of its own device. */
export const logPlace = (n: number): Place => ({ table: 'log', row: n })

/** Where a piece of a file stands, by its mark; and what that mark is made of. */
export const chunkPlace = (mark: string): Place => ({ table: 'chunks', row: mark })
export const chunkMarked = (stream: StreamId, chunk: Hash): string => `chunk|${stream}/${chunk}`
