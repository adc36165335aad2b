import { DeviceId } from '#shared/ids'
import { base64url, utf8 } from '../bytes'
import type { NamedKey } from '../keys/envelope'
import type { Surroundings } from '../surroundings'
import type { TracerDatabase } from './database'

/** Who this device is, to the server and to itself. */
export interface Identity {
  readonly device: DeviceId
  /** Ed25519 public key, raw, base64url. */
  readonly publicKey: string
  readonly local: NamedKey
  /** Ed25519 over a text with the device's key, base64url. */
  sign(text: string): Promise<string>
}

/** The identity of this database, made the first time. Of two tabs that make one at once, both end with the same. */
export async function identify(db: TracerDatabase, { crypto, newId }: Pick<Surroundings, 'crypto' | 'newId'>) {
  const made = {
    name: 'identity' as const,
    device: DeviceId.parse(newId()),
    keys: await newSigningPair(crypto, false),
    local: await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
  }
  const { device, keys, local } = await db.transaction('rw', db.meta, async () => {
    const known = await db.meta.get('identity')
    if (known?.name === 'identity') return known
    await db.meta.add(made)
    return made
  })
  const identity: Identity = {
    device,
    publicKey: base64url(new Uint8Array(await crypto.subtle.exportKey('raw', keys.publicKey))),
    local: { id: 'device', key: local },
    async sign(text) {
      return base64url(new Uint8Array(await crypto.subtle.sign('Ed25519', keys.privateKey, utf8(text))))
    },
  }
  return identity
}

/** An Ed25519 pair. The private half of a person's can be exported once, to be wrapped; a device's never. */
export async function newSigningPair(crypto: Crypto, extractable: boolean): Promise<CryptoKeyPair> {
  const pair = await crypto.subtle.generateKey({ name: 'Ed25519' }, extractable, ['sign', 'verify'])
  if ('privateKey' in pair) return pair
  throw new TypeError('this platform made no Ed25519 key pair')
}
