import { createCipheriv, hkdfSync } from 'node:crypto'

/** Chance that repeats itself: the same seed and purpose give the same draws, on every machine. */
export interface Draw {
  /** A whole number from 0 up to and without `limit`, each as likely as the others. */
  below(limit: number): number
}

/** Bytes of a seed. */
export const SEED_BYTES = 32
const WORD = 4
const WORDS = 2 ** 32

/**
 * The key stream of ChaCha20 (RFC 8439) under a key that HKDF-SHA-256 makes of the seed for one purpose: draws for
 * different strata know nothing of each other, and none tells another.
 */
export function drawFrom(seed: Buffer, purpose: string): Draw {
  if (seed.length !== SEED_BYTES) throw new RangeError(`a seed has ${SEED_BYTES} bytes`)
  const key = Buffer.from(hkdfSync('sha256', seed, 'tracer-randomisation', purpose, 32))
  // Counter and nonce: zero, as the key is used for this stream alone.
  const stream = createCipheriv('chacha20', key, Buffer.alloc(16))
  const word = () => stream.update(Buffer.alloc(WORD)).readUInt32LE()
  return {
    below(limit) {
      if (!Number.isInteger(limit) || limit < 1 || limit > WORDS) throw new RangeError('a limit from 1 to 2^32')
      // Words past the last whole multiple would favour the small numbers: they are drawn again.
      const end = WORDS - (WORDS % limit)
      for (;;) {
        const drawn = word()
        if (drawn < end) return drawn % limit
      }
    },
  }
}
