import { compactVerify, importJWK } from 'jose'
import type { DeviceId } from '#shared/ids'
import { OfflineGrant } from '#shared/protocol'
import { textOf } from '../bytes'

export type GrantReading =
  | { readonly kind: 'good'; readonly grant: OfflineGrant }
  | { readonly kind: 'expired'; readonly grant: OfflineGrant }
  /** Not signed by the server this device knows, for another device, or altered. */
  | { readonly kind: 'not-ours' }

/**
 * Reads the server's signed word on who may work here. Nothing else on a device gives anyone a role. `now` should be no
 * earlier than any time the server has told, so that a clock set back does not make a grant last longer.
 */
export async function readGrant(jws: string, serverKey: string, device: DeviceId, now: number): Promise<GrantReading> {
  const grant = OfflineGrant.safeParse(await verifiedPayload(jws, serverKey))
  if (!grant.success || grant.data.device !== device) return { kind: 'not-ours' }
  return { kind: grant.data.exp * 1000 <= now ? 'expired' : 'good', grant: grant.data }
}

/** What the server signed, or undefined where it did not. */
export async function verifiedPayload(jws: string, serverKey: string): Promise<unknown> {
  try {
    const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: serverKey }, 'EdDSA')
    const { payload } = await compactVerify(jws, key, { algorithms: ['EdDSA'] })
    return JSON.parse(textOf(Uint8Array.from(payload)))
  } catch {
    return undefined
  }
}
