import { createHash } from 'node:crypto'
import type { Bytes } from '../../renderer/data/bytes'
import type { Cipher } from '../../renderer/data/keys/envelope'
import type { Keyring, SiteKeys } from '../../renderer/data/keys/keyring'
import type { Packing } from '../../renderer/data/surroundings'
import type { SiteId, StudyId } from '#shared/ids'
import { streamParts } from '#shared/ids'
import { type Place, SEALING, belonging } from '#shared/sealing'
import type { Chance } from '../support/chance'

/**
 * Sealing that keeps what was sealed readable and still opens nothing in another place: WebCrypto answers from threads
 * whose order nobody can repeat.
 */
export const plainCipher = (chance: Chance): Cipher => ({
  getRandomValues(array) {
    for (let i = 0; i < array.length; i++) array[i] = chance.whole(0, 2 ** 31)
    return array
  },
  subtle: {
    async encrypt(algorithm, _, data) {
      const [place, plain] = [placeIn(algorithm), bytesOf(data)]
      const sealed = new Uint8Array(4 + place.length + plain.length)
      new DataView(sealed.buffer).setUint32(0, place.length)
      sealed.set(place, 4)
      sealed.set(plain, 4 + place.length)
      return sealed.buffer
    },
    async decrypt(algorithm, _, data) {
      const [place, sealed] = [placeIn(algorithm), bytesOf(data)]
      const length = new DataView(sealed.buffer, sealed.byteOffset).getUint32(0)
      if (length !== place.length || sealed.subarray(4, 4 + length).some((byte, i) => byte !== place[i]))
        throw new DOMException('not sealed for this place', 'OperationError')
      return sealed.slice(4 + length).buffer
    },
    async digest(_, data) {
      return Uint8Array.from(createHash('sha256').update(bytesOf(data)).digest()).buffer
    },
  },
})

const placeIn = (algorithm: Parameters<Cipher['subtle']['encrypt']>[0]): Uint8Array =>
  typeof algorithm === 'object' && 'additionalData' in algorithm ? bytesOf(algorithm.additionalData) : new Uint8Array()

const bytesOf = (data: BufferSource): Bytes => {
  const buffer = ArrayBuffer.isView(data) ? data.buffer : data
  const [from, length] = ArrayBuffer.isView(data) ? [data.byteOffset, data.byteLength] : [0, data.byteLength]
  return new Uint8Array(buffer, from, length)
}

/** What was sealed for a place under a key, as the server reads it that has the key. */
export function plainText(place: Place, keyId: string, sealed: Buffer): string | undefined {
  const length = sealed.readUInt32BE(NONCE)
  const [from, to] = [NONCE + 4, NONCE + 4 + length]
  return sealed.toString('utf8', from, to) === belonging(place, keyId) ? sealed.toString('utf8', to) : undefined
}
const NONCE = SEALING.nonce

/** Compression answers from threads as well. */
export const unpacked: Packing = { pack: async (bytes) => bytes, unpack: async (bytes) => bytes }

const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
export const namedKey = (id: string) => ({ id, key })

/** Keys of these sites, whose marks can be read. */
export function plainKeyring(study: StudyId, sites: readonly SiteId[]): Keyring {
  const all = sites.map((site): SiteKeys => ({
    ...namedKey(`key-${site}`),
    ...{ study, site, first: `key-${site}`, madeAt: 0 },
    mark: async (kind, text) => `${site}|${kind}|${text}`,
  }))
  const of = (_: StudyId, site: SiteId) => all.find((keys) => keys.site === site)
  return {
    of,
    ofStream: (stream) => of(study, streamParts(stream).site),
    everOf: (stream) => all.filter((keys) => keys.site === streamParts(stream).site),
    inUse: (keys) => keys,
    byId: (id) => all.find((keys) => keys.id === id),
    all: () => all,
    learn: async () => undefined,
  }
}
