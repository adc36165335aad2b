import type { StreamId } from '#shared/ids'
import type { HelloAnswer, HelloRequest } from '#shared/protocol'
import { type Place, streamOf } from '../auth/grants'
import type { SignedIn } from '../auth/session'
import { type Refused, refuse } from '../refused'
import type { SyncParts } from './push'

/** Tells a device where it stands: what arrived, what it may see, which numbers it may give out. */
export async function hello(
  { changes, directory, now }: Pick<SyncParts, 'changes' | 'directory' | 'now'>,
  who: SignedIn,
  request: HelloRequest,
): Promise<HelloAnswer | Refused> {
  if (request.device !== who.device) return refuse('not-allowed', 'This session is of another device.')
  const known = await directory.device(who.device)
  if (!known) return refuse('not-found', 'This device is not known.')

  const places = await directory.places(who.grants)
  const streams = await headsFor(changes, places, request)
  if ('refused' in streams) return streams
  return {
    epoch: await directory.epoch(),
    serverTime: now().toISOString(),
    ackedThrough: known.acked,
    // Until back-ups report how far they reach, devices keep their own changes.
    safeThrough: 0,
    deviceChain: known.chain,
    grantVersion: who.grantVersion,
    streams: streams.heads,
    ...(await directory.told(who, places)),
  }
}

/** The heads of the person's streams. A cursor past its head, or on another chain, means that this server lost something. */
function headsFor(
  changes: SyncParts['changes'],
  places: readonly Place[],
  { cursors }: HelloRequest,
): Promise<{ readonly heads: HelloAnswer['streams'] } | Refused> {
  const ids = places.map(streamOf)
  return changes.within(
    ids,
    async (tx) => {
      const rows = await tx.heads(ids)
      for (const row of rows) {
        const cursor = cursors[row.stream]
        if (!cursor) continue
        if (cursor.seq > row.head || (await tx.chainAt(row.stream, cursor.seq)) !== cursor.chain)
          return refuse('ahead', `The cursor of ${row.stream} is not on this server's log.`)
      }
      return { heads: rows.map(({ stream, head }) => ({ stream, head })).sort(byStream) }
    },
    'read',
  )
}

const byStream = (a: { stream: StreamId }, b: { stream: StreamId }) => (a.stream < b.stream ? -1 : 1)
