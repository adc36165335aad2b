import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { DataKey, PushRequest } from '#shared/protocol'
import { SEALING, belonging, logPlace } from '#shared/sealing'
import type { TakeInRequest } from '#shared/unsent-file'

/** What a push would send, as a file of unsent work holds it: each change sealed under the device's key of its site. */
export function unsentBatch(
  { device, from, before, after, signature, changes }: PushRequest,
  dataKeys: readonly DataKey[],
): TakeInRequest {
  const rows = changes.map((change) => {
    const own = dataKeys.find(({ study, site }) => change.stream === `${study}/${site}/data`)
    if (!own) throw new Error('no key for this site')
    const key = Buffer.from(hkdfSync('sha256', Buffer.from(own.key, 'base64url'), own.keyId, SEALING.info, 32))
    const nonce = randomBytes(SEALING.nonce)
    const place = belonging(logPlace(change.n), own.keyId)
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
    const text = cipher.update(JSON.stringify([{ change }]))
    const data = Buffer.concat([nonce, text, cipher.final(), cipher.getAuthTag()])
    return { key: own.keyId, data: data.toString('base64url') }
  })
  return { device, batch: { from, before, after, signature, rows } }
}
