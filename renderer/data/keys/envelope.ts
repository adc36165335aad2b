import { type Place, SEALING, belonging } from '#shared/sealing'
import { type Bytes, textOf, utf8 } from '../bytes'

/** As much of WebCrypto as sealing needs, and naming what is sealed. */
export interface Cipher {
  getRandomValues<T extends Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(array: T): T
  readonly subtle: Pick<SubtleCrypto, 'encrypt' | 'decrypt' | 'digest'>
}

/** A key with the name it is known by in what it sealed. */
export interface NamedKey {
  readonly id: string
  readonly key: CryptoKey
}

/** What stands in the database instead of a value. The algorithm is named so that a later one can stand beside it. */
export interface Sealed {
  readonly key: string
  readonly alg: 'A256GCM'
  /** 96-bit nonce, then ciphertext and tag. */
  readonly data: Bytes
}

/** A sealed record that does not open: altered, moved, or of another format. Never to be taken for an empty one. */
export class DamagedRecord extends Error {
  constructor(readonly place: Place) {
    super(`damaged record ${place.table}/${place.row}`)
    this.name = 'DamagedRecord'
  }
}

const NONCE = SEALING.nonce

/** Seals bytes for one place with a nonce of their own: the same value twice looks different. */
export async function seal(crypto: Cipher, { id, key }: NamedKey, place: Place, plain: Bytes): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE))
  const cipher = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: utf8(belonging(place, id)) },
    key,
    plain,
  )
  const data = new Uint8Array(NONCE + cipher.byteLength)
  data.set(iv)
  data.set(new Uint8Array(cipher), NONCE)
  return { key: id, alg: 'A256GCM', data }
}

/** Opens what `seal` made for this place, or throws `DamagedRecord`. */
export async function open(crypto: Cipher, { id, key }: NamedKey, place: Place, sealed: Sealed): Promise<Bytes> {
  try {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: sealed.data.subarray(0, NONCE), additionalData: utf8(belonging(place, id)) },
      key,
      sealed.data.subarray(NONCE),
    )
    return new Uint8Array(plain)
  } catch {
    throw new DamagedRecord(place)
  }
}

export const sealJson = (crypto: Cipher, key: NamedKey, place: Place, value: unknown): Promise<Sealed> =>
  seal(crypto, key, place, utf8(JSON.stringify(value)))

/**
 * Opens a sealed JSON value. The tag has proved that this device wrote it, so `is` need only tell the formats this
 * code knows from others; it need not look at every member again.
 */
export async function openJson<T>(
  crypto: Cipher,
  key: NamedKey,
  place: Place,
  sealed: Sealed,
  is: (value: unknown) => value is T,
): Promise<T> {
  const value: unknown = JSON.parse(textOf(await open(crypto, key, place, sealed)))
  if (!is(value)) throw new DamagedRecord(place)
  return value
}

/** Whether it is the very same sealing: each one draws a nonce of its own. */
export const isSameSealing = (a: Sealed, b: Sealed): boolean =>
  a.key === b.key && a.data.length === b.data.length && a.data.every((byte, at) => byte === b.data[at])
