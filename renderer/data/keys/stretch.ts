import { argon2id } from 'hash-wasm'
import { type Bytes, base64url, utf8 } from '../bytes'

/** Argon2id settings, kept beside what they protect so that they can be raised later. Memory in KiB. */
export interface Stretching {
  readonly memory: number
  readonly iterations: number
}

/** What this app aims for, and what it never goes below, not even for a record that asks for less. */
export const STRETCHING: Stretching = { memory: 64 * 1024, iterations: 3 }
export const STRETCHING_FLOOR: Stretching = { memory: 19 * 1024, iterations: 2 }

export const isWeaker = (a: Stretching, b: Stretching): boolean => a.memory < b.memory || a.iterations < b.iterations

export const newSalt = (crypto: Crypto): Bytes => crypto.getRandomValues(new Uint8Array(16))

/** What one password gives: keys for different ends, none of which leads to another. */
export interface PasswordKeys {
  /** Opens the data keys. */
  readonly wrap: CryptoKey
  /** Opens the person's signature key. */
  readonly signing: CryptoKey
  /** Tells a wrong password from a damaged record. */
  readonly verifier: string
}

/**
 * Stretches a password once (Argon2id) and parts the result by HKDF-SHA-256. Throws on settings below the floor. Keys
 * come out non-extractable; nothing of the password stays.
 */
export async function stretch(
  crypto: Crypto,
  password: string,
  salt: Bytes,
  { memory, iterations }: Stretching,
): Promise<PasswordKeys> {
  if (isWeaker({ memory, iterations }, STRETCHING_FLOOR)) throw new RangeError('password stretching below the floor')
  const stretched = await argon2id({
    // One text has one form, whichever keyboard typed it.
    password: password.normalize('NFC'),
    salt,
    memorySize: memory,
    iterations,
    parallelism: 1,
    hashLength: 32,
    outputType: 'binary',
  })
  const root = await crypto.subtle.importKey('raw', Uint8Array.from(stretched), 'HKDF', false, [
    'deriveKey',
    'deriveBits',
  ])
  stretched.fill(0)
  const part = (info: string) => ({ name: 'HKDF', hash: 'SHA-256', salt, info: utf8(`tracer ${info}`) })
  const aes = (info: string) =>
    crypto.subtle.deriveKey(part(info), root, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  return {
    wrap: await aes('wrap'),
    signing: await aes('signing'),
    verifier: base64url(new Uint8Array(await crypto.subtle.deriveBits(part('verifier'), root, 256))),
  }
}
