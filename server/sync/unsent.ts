import { createDecipheriv, hkdfSync } from 'node:crypto'
import { desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { DeviceId, UserId } from '#shared/ids'
import { can } from '#shared/roles'
import { type Place, SEALING, belonging, logPlace } from '#shared/sealing'
import type { TakeInAnswer, TakeInRequest, UnsentBatch } from '#shared/unsent-file'
import { dataKeysOf } from '../auth/data-keys'
import { type SignedIn, sightOf } from '../auth/session'
import type { Context } from '../context'
import { type Refused, isRefused, refuse } from '../refused'
import { note } from '../security-log'
import type { Sight } from '../store/database'
import { device as deviceTable, session } from '../store/schema'
import { type Batch, type SyncParts, take } from './push'
import { type Verified, verifyPush } from './verify'

/** Told alike whether there is no such device, no such key, or a batch that its device did not write. */
const notOurs = refuse('chain-broken', 'This is not what a device of this server wrote.')

/** A device whose work is carried here, and the keys to open it. */
export interface Carried {
  readonly device: DeviceId
  readonly publicKey: string
  readonly acked: number
  readonly shutOut: boolean
  /** Who signed in on it last. */
  readonly user: UserId
  /** What a row of its log says; undefined where it does not open. */
  readonly open: (key: string, n: number, sealed: Buffer) => string | undefined
}

/**
 * Commits what a device could not send itself and somebody carries in a file. It is opened with the keys that the server
 * gave to that device, proved by the device's own signature and chain, and judged by the rights of its authors, exactly
 * as if the device had pushed it; who carries it needs to be of every site it speaks of, or an administrator, who is
 * told no more than how many changes there were.
 */
export async function takeCarried(
  parts: SyncParts,
  who: Pick<SignedIn, 'administrator' | 'grants'>,
  { device, publicKey, acked, shutOut, user, open }: Carried,
  batch: UnsentBatch,
): Promise<TakeInAnswer | Refused> {
  const changes = opened(open, batch)
  if (!changes) return notOurs
  const { from, before, after, signature } = batch
  const request: Batch = { device, from, before, after, signature, changes }
  const verified = verifyPush(request, publicKey)
  if (isRefused(verified)) return verified

  const isOfSite = ({ change: { study, stream } }: Verified) =>
    who.grants.some(
      (grant) =>
        grant.study === study &&
        (grant.site === '*' || stream === `${study}/${grant.site}/data`) &&
        can(grant.role, 'read-casebook'),
    )
  if (!who.administrator && !verified.every(isOfSite))
    return refuse('not-allowed', 'This is the work of a site that is not yours.')
  if (!who.administrator && shutOut)
    return refuse('revoked', 'This device was shut out: an administrator takes its work in.')

  const outcome = await take(parts, { user, device, deviceKey: publicKey }, request, { shutOut })
  if (isRefused(outcome)) return outcome
  const fresh = Math.max(0, from + changes.length - 1 - Math.max(acked, from - 1))
  return { ackedThrough: outcome.ackedThrough, after, fresh }
}

/** The same with what the database knows of the device: on its own last sign-in it acts, whoever carries its work. */
export async function takeUnsent(
  context: Context,
  partsFor: (sight: Sight) => SyncParts,
  who: SignedIn,
  { device, batch }: TakeInRequest,
): Promise<TakeInAnswer | Refused> {
  const origin = await originOf(context, device)
  if (!origin) return notOurs
  const parts = partsFor(sightOf(context, { session: origin.last }))
  const outcome = await takeCarried(parts, who, origin.carried, batch)
  if (isRefused(outcome)) return outcome
  const detail = [device, batch.from, batch.rows.length, outcome.fresh].join(' ')
  await note(context.store.db, context.now(), 'unsent-taken-in', { user: who.user, device: who.device, detail })
  return outcome
}

/** The same from the device itself, which was shut out and hands over what waits on it before it erases itself. */
export async function takeFromShutOut(
  context: Context,
  partsFor: (sight: Sight) => SyncParts,
  { device, batch }: TakeInRequest,
): Promise<TakeInAnswer | Refused> {
  const origin = await originOf(context, device)
  if (!origin?.carried.shutOut) return notOurs
  const parts = partsFor(sightOf(context, { session: origin.last }))
  const outcome = await takeCarried(parts, { administrator: true, grants: [] }, origin.carried, batch)
  if (!isRefused(outcome) && outcome.fresh > 0)
    await note(context.store.db, context.now(), 'handed-over', { device, detail: `${batch.from} ${outcome.fresh}` })
  return outcome
}

/** What the database knows of a device whose work is brought, and the last sign-in on it. */
async function originOf(
  context: Context,
  device: DeviceId,
): Promise<{ readonly carried: Carried; readonly last: string } | undefined> {
  const { store } = context
  const [origin] = await store.db.select().from(deviceTable).where(eq(deviceTable.id, device))
  const [last] = await store.db
    .select({ id: session.id, user: session.userId })
    .from(session)
    .where(eq(session.device, device))
    .orderBy(desc(session.startedAt))
    .limit(1)
  if (!origin || !last) return undefined
  const { publicKey, acked, revokedAt } = origin
  const keys = await dataKeysOf(context, device)
  const open: Carried['open'] = (id, n, sealed) => {
    const known = keys.get(id)
    return known && openSealed(known.key, id, logPlace(n), sealed)?.toString()
  }
  return { carried: { device, publicKey, acked, shutOut: revokedAt !== null, user: last.user, open }, last: last.id }
}

const SealedRow = z.tuple([z.strictObject({ change: z.unknown() })])

/** The changes of a batch; undefined where one of them does not open, or is none. */
function opened(open: Carried['open'], { from, rows }: UnsentBatch): unknown[] | undefined {
  const changes: unknown[] = []
  for (const [i, { key, data }] of rows.entries()) {
    const text = open(key, from + i, Buffer.from(data, 'base64url'))
    const read = SealedRow.safeParse(text && parsed(text))
    if (!read.success) return undefined
    changes.push(read.data[0].change)
  }
  return changes
}

/** What a device sealed for a place under a key of its own; undefined where it does not open. */
export function openSealed(key: Buffer, id: string, place: Place, sealed: Buffer): Buffer | undefined {
  const { nonce, tag, info } = SEALING
  if (sealed.length < nonce + tag) return undefined
  const sealing = Buffer.from(hkdfSync('sha256', key, id, info, 32))
  const decipher = createDecipheriv('aes-256-gcm', sealing, sealed.subarray(0, nonce))
    .setAAD(Buffer.from(belonging(place, id)))
    .setAuthTag(sealed.subarray(-tag))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonce, -tag)), decipher.final()])
  } catch {
    return undefined
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
