import { and, eq, or } from 'drizzle-orm'
import { type SiteId, type StreamId, type StudyId, type UserId, streamId } from '#shared/ids'
import { type Grant, type OfflineGrant, isInForce } from '#shared/protocol'
import { can } from '#shared/roles'
import type { Context } from '../context'
import type { Database, Transaction } from '../store/database'
import { site, userGrant } from '../store/schema'
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
