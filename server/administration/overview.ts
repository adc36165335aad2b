import { and, asc, desc, eq, lt, max } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { AdministrationOverview, SecurityLines } from '#shared/administration/protocol'
import { StudyVersion } from '#shared/study/definition'
import type { SignedIn } from '../auth/session'
import type { Context } from '../context'
import { type Refused, refuse } from '../refused'
import type { Database } from '../store/database'
import { appUser, device, deviceUser, securityLog, session, site, studyVersion, userGrant } from '../store/schema'

const notYours = refuse('not-allowed', 'Only an administrator of the server sees this.')

/** Studies with their sites, people with what was ever delegated to them, and devices. Nothing of any participant. */
export async function overview({ store }: Context, who: SignedIn): Promise<AdministrationOverview | Refused> {
  if (!who.administrator) return notYours
  const [studies, people, devices] = await Promise.all([studiesIn(store.db), peopleIn(store.db), devicesIn(store.db)])
  return { studies, people, devices }
}

async function studiesIn(db: Database): Promise<AdministrationOverview['studies']> {
  const newest = await db
    .selectDistinctOn([studyVersion.studyId])
    .from(studyVersion)
    .orderBy(studyVersion.studyId, desc(studyVersion.publishedAt))
  const sites = await db.select().from(site).orderBy(site.studyId, site.siteId)
  return newest.map(({ studyId, document }) => ({
    study: studyId,
    name: StudyVersion.parse(JSON.parse(document)).study.name,
    sites: sites.flatMap((one) => (one.studyId === studyId ? { site: one.siteId, name: one.name } : [])),
  }))
}

async function peopleIn(db: Database): Promise<AdministrationOverview['people']> {
  const giver = alias(appUser, 'giver')
  const [people, grants, seen] = await Promise.all([
    db.select().from(appUser).orderBy(asc(appUser.name), asc(appUser.userName)),
    db
      .select({ grant: userGrant, givenBy: giver.name })
      .from(userGrant)
      .leftJoin(giver, eq(giver.id, userGrant.givenBy))
      .orderBy(userGrant.studyId, userGrant.siteId, userGrant.fromAt, userGrant.id),
    db
      .select({ user: session.userId, at: max(session.lastSeenAt) })
      .from(session)
      .groupBy(session.userId),
  ])
  return people.map(({ id, userName, name, administrator, passwordHash, disabledAt }) => {
    const lastSeen = seen.find(({ user }) => user === id)?.at
    return {
      ...{ id, userName, name, administrator },
      state: disabledAt ? ('disabled' as const) : passwordHash === null ? ('invited' as const) : ('active' as const),
      ...(lastSeen && { lastSeen: lastSeen.toISOString() }),
      delegations: grants
        .filter(({ grant }) => grant.userId === id)
        .map(({ grant, givenBy }) => ({
          ...{ id: grant.id, study: grant.studyId, site: grant.siteId, role: grant.role },
          from: grant.fromAt.toISOString(),
          ...(grant.untilAt && { until: grant.untilAt.toISOString() }),
          ...(grant.trainedOn !== null && { trainedOn: grant.trainedOn }),
          ...(givenBy !== null && { givenBy }),
        })),
    }
  })
}

async function devicesIn(db: Database): Promise<AdministrationOverview['devices']> {
  const [devices, users, seen] = await Promise.all([
    db.select().from(device).orderBy(desc(device.registeredAt)),
    db
      .select({ device: deviceUser.device, name: appUser.name })
      .from(deviceUser)
      .innerJoin(appUser, eq(appUser.id, deviceUser.userId))
      .orderBy(deviceUser.firstAt),
    db
      .select({ device: session.device, at: max(session.lastSeenAt) })
      .from(session)
      .groupBy(session.device),
  ])
  return devices.map(({ id, app, platform, registeredAt, revokedAt }) => {
    const lastSeen = seen.find((one) => one.device === id)?.at
    return {
      ...{ id, app, platform, registeredAt: registeredAt.toISOString() },
      ...(lastSeen && { lastSeen: lastSeen.toISOString() }),
      ...(revokedAt && { revokedAt: revokedAt.toISOString() }),
      people: users.flatMap((user) => (user.device === id ? user.name : [])),
    }
  })
}

const LINES = 200

/** The newest lines of the security log, or those before a line. */
export async function securityLines(
  { store }: Context,
  who: SignedIn,
  before: number | undefined,
): Promise<SecurityLines | Refused> {
  if (!who.administrator) return notYours
  const rows = await store.db
    .select({ line: securityLog, name: appUser.name })
    .from(securityLog)
    .leftJoin(appUser, eq(appUser.id, securityLog.userId))
    .where(and(before === undefined ? undefined : lt(securityLog.id, before)))
    .orderBy(desc(securityLog.id))
    .limit(LINES)
  return {
    lines: rows.map(({ line: { id, at, kind, device, detail }, name }) => ({
      ...{ id, at: at.toISOString(), kind },
      ...(name !== null && { who: name }),
      ...(device !== null && { device }),
      ...(detail !== null && { detail }),
    })),
  }
}
