import { CLOCK_TOLERANCE } from '#shared/change/clock'
import type { StreamId } from '#shared/ids'
import type { HelloAnswer, HelloRequest } from '#shared/protocol'
import { type Place, streamOf } from '../auth/grants'
import type { SignedIn } from '../auth/session'
import { type Refused, refuse } from '../refused'
import type { Directory } from './directory'
import type { SyncParts } from './push'
import { type Packing, isWorth } from './packing'

/** Tells a device where it stands: what arrived, what it may see, which numbers it may give out. */
export async function hello(
  { changes, directory, packing, now }: Pick<SyncParts, 'changes' | 'directory' | 'packing' | 'now'>,
  who: SignedIn,
  request: HelloRequest,
): Promise<HelloAnswer | Refused> {
  if (request.device !== who.device) return refuse('not-allowed', 'This session is of another device.')
  const known = await directory.device(who.device)
  if (!known) return refuse('not-found', 'This device is not known.')
  await compareClocks(directory, who, known.clockSkew ?? 0, request.claimedAt, now())
  await directory.lockedOut(who.device, request.lockouts ?? [], now())
  await directory.keysOn(who.device, request.keyEnds ?? [], request.keysInUse ?? [], now())

  const places = await directory.places(who.grants)
  const streams = await headsFor(changes, packing, places, request)
  for (const { stream } of streams.filter(({ rewind }) => rewind))
    await directory.note(now(), 'log-behind-device', { user: who.user, device: who.device, detail: stream })
  return {
    epoch: await directory.epoch(),
    serverTime: now().toISOString(),
    ackedThrough: known.acked,
    // A back-up that was kept by a server that was lost itself may reach further than what was restored.
    safeThrough: Math.min(known.acked, await directory.safeThrough(who.device)),
    deviceChain: known.chain,
    grantVersion: who.grantVersion,
    streams,
    ...(await directory.told(who, places)),
    ...(request.purged && (await directory.purging(who.device, request.purged, now()))),
  }
}

/** Keeps how the device's clock stands to this server's, and notes it once where it cannot be believed. */
async function compareClocks(
  directory: Directory,
  { user, device }: SignedIn,
  before: number,
  claimedAt: string,
  now: Date,
): Promise<void> {
  const skew = Math.round((Date.parse(claimedAt) - now.getTime()) / 1_000)
  const tolerance = CLOCK_TOLERANCE / 1_000
  if (Math.abs(skew - before) <= tolerance) return
  await directory.setClockSkew(device, skew)
  if (Math.abs(skew) > tolerance)
    await directory.note(now, 'clock-implausible', { user, device, detail: `hello skew ${skew} s` })
}

/**
 * The heads of the person's streams. A cursor past its head, or on another chain, means that this server lost something:
 * it was restored from a back-up. The device reads that stream anew and sends its own changes again.
 */
function headsFor(
  changes: SyncParts['changes'],
  packing: Packing,
  places: readonly Place[],
  { cursors }: HelloRequest,
): Promise<HelloAnswer['streams']> {
  const ids = places.map(streamOf)
  return changes.within(
    ids,
    async (tx) => {
      const heads: HelloAnswer['streams'] = []
      for (const { stream, head } of await tx.heads(ids)) {
        const cursor = cursors[stream]
        const known = !cursor || (cursor.seq <= head && (await tx.chainAt(stream, cursor.seq)) === cursor.chain)
        const offered = cursor && known ? false : isWorth(packing, head, await tx.snapshot(stream))
        heads.push({ stream, head, ...(known ? {} : { rewind: true }), ...(offered && { snapshot: true }) })
      }
      return heads.sort(byStream)
    },
    'read',
  )
}

const byStream = (a: { stream: StreamId }, b: { stream: StreamId }) => (a.stream < b.stream ? -1 : 1)
