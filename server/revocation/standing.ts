import { and, eq, isNotNull } from 'drizzle-orm'
import {
  ErasureReceipt,
  type ErasureRequest,
  type RevocationOrder,
  type StandingAnswer,
  type StandingRequest,
  orderText,
  receiptText,
  standingText,
} from '#shared/revocation'
import type { DeviceId } from '#shared/ids'
import { signedBy } from '../signed-by'
import type { Context } from '../context'
import { type Refused, refuse } from '../refused'
import { note } from '../security-log'
import { device, erasure } from '../store/schema'

/** Told alike whether there is no such device or it did not sign this. */
const notOurs = refuse('not-allowed', 'This is not what a device of this server wrote.')

/** Tells a device how it stands, and where it was shut out what it has to do, over the server's signature. */
export async function standing(
  { store, signer }: Context,
  request: StandingRequest,
): Promise<StandingAnswer | Refused> {
  const [known] = await store.db.select().from(device).where(eq(device.id, request.device))
  if (!known || !signedBy(known.publicKey, standingText(request), request.signature)) return notOurs
  const { revokedAt, finalPush, acked } = known
  if (!revokedAt) return {}
  const order: RevocationOrder = {
    ...{ kind: 'tracer-revocation', v: 1, device: known.id },
    ...{ revokedAt: revokedAt.toISOString(), finalPush },
  }
  return { order, proof: signer.text(orderText(order)), ackedThrough: acked }
}

/** Whether a device is to hand over what waits on it: it was shut out so, and has not said yet that nothing is left. */
export async function handsOver({ store }: Pick<Context, 'store'>, id: DeviceId): Promise<boolean> {
  const ordered = await store.db.$count(
    device,
    and(eq(device.id, id), isNotNull(device.revokedAt), eq(device.finalPush, true)),
  )
  return ordered > 0 && (await store.db.$count(erasure, eq(erasure.device, id))) === 0
}

/** Keeps a device's word that nothing is left on it. Said again, it stands as it was said first. */
export async function takeReceipt(
  { store, now }: Context,
  { receipt, signature }: ErasureRequest,
): Promise<Record<string, never> | Refused> {
  const said = receiptText(ErasureReceipt.parse(receipt))
  const [known] = await store.db.select().from(device).where(eq(device.id, receipt.device))
  if (!known || !signedBy(known.publicKey, said, signature)) return notOurs
  if (known.revokedAt?.toISOString() !== receipt.revokedAt)
    return refuse('outdated', 'This device was not told to erase itself so.')
  const at = now()
  return store.db.transaction(async (tx) => {
    const row = { device: known.id, receipt: said, signature, receivedAt: at }
    const [added] = await tx.insert(erasure).values(row).onConflictDoNothing().returning()
    if (added) await note(tx, at, 'device-erased', { device: known.id, detail: `${receipt.through} ${receipt.lost}` })
    return {}
  })
}
