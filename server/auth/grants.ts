import { and, eq, inArray, or } from 'drizzle-orm'
import { type DeviceId, type SiteId, type StreamId, type StudyId, type UserId, streamId } from '#shared/ids'
import { type DataKey, type Grant, type OfflineGrant, isInForce } from '#shared/protocol'
import { can } from '#shared/roles'
import { randomBytes, randomUUID } from 'node:crypto'
import type { Context } from '../context'
import type { Database, Transaction } from '../store/database'
import { dataKey, site, userGrant } from '../store/schema'
import type { SignedIn } from './session'

/** How long a person may work on a device without the server. */
const OFFLINE_DAYS = 14

/** Every grant a person was ever given, whether or not it is in force. */
export async function grantsOf(db: Database | Transaction, user: UserId): Promise<readonly Grant[]> {
  const rows = await db.select().from(userGrant).where(eq(userGrant.userId, user)).orderBy(userGrant.id)
  return rows.map(({ studyId, siteId, role, fromAt, untilAt, trainedOn }) => ({
    study: studyId,
    site: siteId,
    role,
    from: fromAt.toISOString(),
    ...(untilAt ? { until: untilAt.toISOString() } : {}),
    ...(trainedOn === null ? { untrained: true as const } : { trainedOn }),
  }))
}

export const inForce = (grants: readonly Grant[], now: Date): readonly Grant[] =>
  grants.filter((grant) => isInForce(grant, now.getTime()))

export interface Place {
  readonly study: StudyId
  readonly site: SiteId
  readonly grants: readonly Grant[]
}

/** The sites that grants reach, each with the grants that reach it. `*` reaches every site the study has now. */
export async function placesOf(db: Database | Transaction, grants: readonly Grant[]): Promise<readonly Place[]> {
  const readable = grants.filter(({ role }) => can(role, 'read-casebook'))
  if (readable.length === 0) return []
  const sites = await db
    .select({ study: site.studyId, site: site.siteId })
    .from(site)
    .where(
      or(
        ...readable.map((grant) =>
          grant.site === '*'
            ? eq(site.studyId, grant.study)
            : and(eq(site.studyId, grant.study), eq(site.siteId, grant.site)),
        ),
      ),
    )
    .orderBy(site.studyId, site.siteId)
  return sites.map((place) => ({
    ...place,
    grants: readable.filter(
      (grant) => grant.study === place.study && (grant.site === '*' || grant.site === place.site),
    ),
  }))
}

export const streamOf = ({ study, site }: Pick<Place, 'study' | 'site'>): StreamId => streamId(study, site, 'data')

/** The signed paper that lets a person in on one device while the server is out of reach. */
export function offlineGrant({ signer, now }: Context, who: SignedIn, secondFactor: boolean): Promise<string> {
  const iat = Math.floor(now().getTime() / 1000)
  const payload: OfflineGrant = {
    iss: 'tracer',
    sub: who.user,
    device: who.device,
    name: who.name,
    userName: who.userName,
    grants: [...who.grants],
    grantVersion: who.grantVersion,
    ...(who.administrator && { administrator: true }),
    ...(secondFactor && { secondFactor }),
    iat,
    exp: iat + OFFLINE_DAYS * 24 * 3600,
  }
  return signer.grant(payload)
}

const keyContext = (device: DeviceId, keyId: string) => `data-key|${device}|${keyId}`

/** Every key that was ever made for a device, by its name. */
export async function dataKeysOf({ store, secrets }: Context, device: DeviceId): Promise<ReadonlyMap<string, Buffer>> {
  const rows = await store.db.select().from(dataKey).where(eq(dataKey.device, device))
  return new Map(rows.map(({ keyId, sealed }) => [keyId, secrets.open(sealed, keyContext(device, keyId))]))
}

/** The keys of this device for each site the person may see; made at first need, the same for all who share the device. */
export async function dataKeysFor({ store, secrets }: Context, who: SignedIn): Promise<DataKey[]> {
  const places = await placesOf(store.db, who.grants)
  if (places.length === 0) return []
  await store.db
    .insert(dataKey)
    .values(
      places.map(({ study, site }) => {
        const keyId = randomUUID()
        const sealed = secrets.seal(randomBytes(32), keyContext(who.device, keyId))
        return { device: who.device, studyId: study, siteId: site, keyId, sealed }
      }),
    )
    .onConflictDoNothing()
  const studies = [...new Set(places.map(({ study }) => study))]
  const rows = await store.db
    .select()
    .from(dataKey)
    .where(and(eq(dataKey.device, who.device), inArray(dataKey.studyId, studies)))
  const allowed = new Set(places.map(streamOf))
  return rows
    .filter(({ studyId, siteId }) => allowed.has(streamOf({ study: studyId, site: siteId })))
    .map(({ studyId, siteId, keyId, sealed }) => ({
      study: studyId,
      site: siteId,
      keyId,
      key: secrets.open(sealed, keyContext(who.device, keyId)).toString('base64url'),
    }))
}
