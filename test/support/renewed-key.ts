import { hkdfSync, randomBytes } from 'node:crypto'
import type { DataKey } from '#shared/protocol'
import { SEALING } from '#shared/sealing'

/** A newer key of the same site, as the server makes it: names in indexes are made with what the first gave. */
export function renewedKey(first: DataKey, keyId: string, at: string): DataKey {
  const index = Buffer.from(hkdfSync('sha256', Buffer.from(first.key, 'base64url'), first.keyId, SEALING.index, 32))
  const key = randomBytes(32).toString('base64url')
  const { study, site } = first
  return { study, site, keyId, key, renewed: { first: first.keyId, at, index: index.toString('base64url') } }
}
