import { and, eq, inArray, or } from 'drizzle-orm'
import { SYSTEM_USER, type StreamId } from '#shared/ids'
import type { HelloAnswer, HelloRequest, Person } from '#shared/protocol'
import { type Place, placesOf, streamOf } from '../auth/grants'
import type { SignedIn } from '../auth/session'
import type { Context } from '../context'
import { referencesFor } from '../reference/references'
import { type Refused, refuse } from '../refused'
import { publishedIn, sitesAt } from '../study/versions'
import { appUser, device, setting, stream, userGrant, userKey } from '../store/schema'
import { answerRequests } from '../randomisation/answer'
import { leasesFor } from './leases'
import { chainAt } from './pull'
import type { Kept } from './push'

/** Tells a device where it stands: what arrived, what it may see, which numbers it may give out. */
export async function hello(
  context: Context,
  kept: Kept,
  who: SignedIn,
  request: HelloRequest,
): Promise<HelloAnswer | Refused> {
  if (request.device !== who.device) return refuse('not-allowed', 'This session is of another device.')
  const { db } = context.store
  const [known] = await db.select().from(device).where(eq(device.id, who.device))
  const [epoch] = await db.select().from(setting).where(eq(setting.key, 'epoch'))
  if (!known || !epoch) return refuse('not-found', 'This device is not known.')

  const places = await placesOf(db, who.grants)
  await answerRequests(context, kept, places.map(streamOf))
  const streams = await headsFor(context, places, request)
  if ('refused' in streams) return streams
  const { people, keys } = await directory(context, places)
  const published = await publishedIn(db, [...new Set(who.grants.map(({ study }) => study))])
  return {
    epoch: epoch.value,
    serverTime: context.now().toISOString(),
    ackedThrough: known.acked,
    // Until back-ups report how far they reach, devices keep their own changes.
    safeThrough: 0,
    deviceChain: known.chain,
    grantVersion: who.grantVersion,
    streams: streams.heads,
    sites: await sitesAt(db, places),
    versions: published.map(({ version }) => version),
    published,
    leases: await leasesFor(context, who),
    people,
    keys,
    references: await referencesFor(db, places),
  }
}

/** The heads of the person's streams. A cursor past its head, or on another chain, means that this server lost something. */
function headsFor(
  { store }: Context,
  places: readonly Place[],
  { cursors }: HelloRequest,
): Promise<{ readonly heads: HelloAnswer['streams'] } | Refused> {
  const ids = places.map(streamOf)
  return store.within(
    ids,
    async (tx) => {
      const rows = ids.length === 0 ? [] : await tx.select().from(stream).where(inArray(stream.stream, ids))
      for (const row of rows) {
        const cursor = cursors[row.stream]
        if (!cursor) continue
        if (cursor.seq > row.head || (await chainAt(tx, row.stream, cursor.seq)) !== cursor.chain)
          return refuse('ahead', `The cursor of ${row.stream} is not on this server's log.`)
      }
      return { heads: rows.map(({ stream, head }) => ({ stream, head })).sort(byStream) }
    },
    'read',
  )
}

const byStream = (a: { stream: StreamId }, b: { stream: StreamId }) => (a.stream < b.stream ? -1 : 1)

/** The author of what the server itself says. */
const server: Person = { id: SYSTEM_USER, name: 'Tracer', role: 'system', site: '*' }

/** Everyone who has or had a role at these sites, so that each author has a name, and the keys they sign with. */
async function directory({ store }: Context, places: readonly Place[]): Promise<Pick<HelloAnswer, 'people' | 'keys'>> {
  if (places.length === 0) return { people: [], keys: [] }
  const rows = await store.db
    .select({ id: appUser.id, name: appUser.name, role: userGrant.role, site: userGrant.siteId })
    .from(userGrant)
    .innerJoin(appUser, eq(appUser.id, userGrant.userId))
    .where(
      or(
        ...places.map(({ study, site }) =>
          and(eq(userGrant.studyId, study), or(eq(userGrant.siteId, site), eq(userGrant.siteId, '*'))),
        ),
      ),
    )
    .orderBy(appUser.name, userGrant.siteId, userGrant.role)
  const people: Person[] = rows.filter(
    (row, i) => rows.findIndex((r) => r.id === row.id && r.role === row.role && r.site === row.site) === i,
  )
  const ids = [...new Set(people.map(({ id }) => id))]
  const keys = await store.db
    .select({ keyId: userKey.keyId, user: userKey.userId, publicKey: userKey.publicKey })
    .from(userKey)
    .where(inArray(userKey.userId, ids))
    .orderBy(userKey.keyId)
  return { people: [...people, server], keys }
}
