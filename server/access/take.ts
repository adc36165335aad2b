import { desc, eq, inArray } from 'drizzle-orm'
import { type AccessEntry, type HandedAccess, accessText } from '#shared/access'
import { type StreamId, streamId } from '#shared/ids'
import { type SignedIn, sightOf } from '../auth/session'
import { signedBy } from '../signed-by'
import type { Context } from '../context'
import { type Refused, refuse } from '../refused'
import { note } from '../security-log'
import { accessEntry, device, deviceUser, session, stream as streamTable } from '../store/schema'

type Handing = Pick<SignedIn, 'device' | 'session'>

const streamOf = ({ study, site }: AccessEntry): StreamId => streamId(study, site, 'data')

/**
 * Keeps what a device says of who looked at records, whoever of its people is signed in; said again, it is kept once.
 * A device is believed only of people who signed in on it, and of sites that one of them could ever read: the rest is
 * dropped, with a line in the security log, so that it does not come again for ever.
 */
export async function takeAccess(
  context: Context,
  who: Handing,
  entries: readonly AccessEntry[],
): Promise<Record<string, never>> {
  const { store, now } = context
  const people = await store.db
    .select({ user: deviceUser.userId })
    .from(deviceUser)
    .where(eq(deviceUser.device, who.device))
  const known = new Set(people.map(({ user }) => user))
  const named = new Set(entries.map(streamOf))
  return store.within(sightOf(context, who), named, async (tx) => {
    const seen = await tx
      .select({ stream: streamTable.stream })
      .from(streamTable)
      .where(inArray(streamTable.stream, [...named]))
    const inSight = new Set(seen.map(({ stream }) => stream))
    const good = entries.filter((entry) => known.has(entry.user) && inSight.has(streamOf(entry)))
    if (good.length > 0)
      await tx
        .insert(accessEntry)
        .values(
          good.map((entry) => ({
            ...{ device: who.device, id: entry.id, stream: streamOf(entry), subject: entry.subject ?? null },
            ...{ userId: entry.user, kind: entry.kind, at: new Date(entry.at), receivedAt: now() },
          })),
        )
        .onConflictDoNothing()
    const dropped = entries.length - good.length
    if (dropped > 0) await note(tx, now(), 'access-refused', { device: who.device, detail: String(dropped) })
    return {}
  })
}

/** The same from a device that was shut out, which its own key says. */
export async function takeHandedAccess(
  context: Context,
  handed: HandedAccess,
): Promise<Record<string, never> | Refused> {
  const { db } = context.store
  const [known] = await db
    .select({ publicKey: device.publicKey, session: session.id })
    .from(device)
    .innerJoin(session, eq(session.device, device.id))
    .where(eq(device.id, handed.device))
    .orderBy(desc(session.startedAt))
    .limit(1)
  if (!known || !signedBy(known.publicKey, accessText(handed), handed.signature))
    return refuse('not-allowed', 'This is not what a device of this server wrote.')
  return takeAccess(context, { device: handed.device, session: known.session }, handed.entries)
}
