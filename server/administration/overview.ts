import { and, asc, desc, eq, inArray, isNotNull, lt, max, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type {
  AdministrationOverview,
  DeviceStanding,
  PersonStanding,
  SecurityLines,
} from '#shared/administration/protocol'
import { ErasureReceipt } from '#shared/revocation'
import { openKeys } from '../auth/data-keys'
import type { SignedIn } from '../auth/session'
import type { Context } from '../context'
import { type Refused, refuse } from '../refused'
import type { SecurityEvent } from '../security-log'
import type { Database } from '../store/database'
import {
  appUser,
  device,
  deviceUser,
  erasure,
  secondFactor,
  securityLog,
  session,
  site,
  studyVersion,
  userGrant,
} from '../store/schema'
import { approvalsAt } from '../study/approvals'
import { runningAt } from '../study/versions'
import { recoveriesSeenBy } from './recoveries'

const notYours = refuse('not-allowed', 'Only an administrator of the server sees this.')

/** Studies with their sites, people with what was ever delegated to them, and devices. Nothing of any participant. */
export async function overview({ store, now }: Context, who: SignedIn): Promise<AdministrationOverview | Refused> {
  if (!who.administrator) return notYours
  const at = now()
  const [studies, people, devices] = await Promise.all([
    studiesIn(store.db),
    peopleIn(store.db, at, who),
    devicesIn(store.db),
  ])
  return { at: at.toISOString(), studies, people, devices }
}

async function studiesIn(db: Database): Promise<AdministrationOverview['studies']> {
  // A whole version is large, and only its names are told.
  const versions = await db
    .select({
      ...{ study: studyVersion.studyId, version: studyVersion.id, publishedAt: studyVersion.publishedAt },
      ...{ name: sql<string>`${studyVersion.document}::json ->> 'name'`, by: appUser.name },
      training: sql<string | null>`${studyVersion.document}::json -> 'training' ->> 'since'`,
      studyName: sql<string>`${studyVersion.document}::json -> 'study' ->> 'name'`,
    })
    .from(studyVersion)
    .leftJoin(appUser, eq(appUser.id, studyVersion.publishedBy))
    .orderBy(studyVersion.studyId, desc(studyVersion.publishedAt), desc(studyVersion.id))
  const sites = await db.select().from(site).orderBy(site.studyId, site.siteId)
  const studies = [...new Set(versions.map(({ study }) => study))]
  const approvals = await approvalsAt(db, studies)
  const running = await runningAt(db, studies)
  return studies.map((study) => {
    const own = versions.filter((one) => one.study === study)
    return {
      study,
      name: own[0]?.studyName ?? study,
      versions: own.map(({ version, name, publishedAt, by, training }) => ({
        ...{ version, name, publishedAt: publishedAt.toISOString() },
        ...(by !== null && { publishedBy: by }),
        ...(training !== null && { training }),
      })),
      sites: sites
        .filter((one) => one.studyId === study)
        .map(({ siteId, name }) => {
          const version = running.find((row) => row.studyId === study && row.siteId === siteId)?.version
          const approval = approvals.find(
            (one) => one.study === study && one.site === siteId && one.version === version,
          )
          return { site: siteId, name, ...(version && { version }), ...(approval && { since: approval.on }) }
        }),
    }
  })
}

async function peopleIn(db: Database, now: Date, who: SignedIn): Promise<AdministrationOverview['people']> {
  const giver = alias(appUser, 'giver')
  const [people, grants, seen, factors, lines, recoveries] = await Promise.all([
    db.select().from(appUser).orderBy(asc(appUser.name), asc(appUser.userName)),
    db
      .select({ grant: userGrant, givenBy: giver.name })
      .from(userGrant)
      .leftJoin(giver, eq(giver.id, userGrant.givenBy))
      .orderBy(userGrant.studyId, userGrant.siteId, userGrant.fromAt, userGrant.id),
    db
      .select({
        ...{ user: session.userId, at: max(session.lastSeenAt) },
        open: sql<number>`count(*) FILTER (WHERE ${session.endedAt} IS NULL AND ${session.expiresAt} > ${now.toISOString()})`.mapWith(
          Number,
        ),
      })
      .from(session)
      .groupBy(session.userId),
    db.select({ user: secondFactor.userId }).from(secondFactor).where(isNotNull(secondFactor.confirmedAt)),
    db
      .select({ at: securityLog.at, kind: securityLog.kind, by: securityLog.userId, about: securityLog.detail })
      .from(securityLog)
      .where(inArray(securityLog.kind, [...ACCOUNT_LINES]))
      .orderBy(securityLog.id),
    recoveriesSeenBy(db, now, who.user),
  ])
  return people.map(({ id, userName, name, administrator, email, passwordHash, disabledAt }) => {
    const { at: lastSeen, open = 0 } = seen.find(({ user }) => user === id) ?? {}
    const recovery = recoveries.get(id)
    return {
      ...{ id, userName, name, administrator },
      state: disabledAt ? ('disabled' as const) : passwordHash === null ? ('invited' as const) : ('active' as const),
      ...(lastSeen && { lastSeen: lastSeen.toISOString() }),
      ...(email !== null && { email }),
      ...(recovery && { recovery }),
      ...{ secondFactor: factors.some(({ user }) => user === id), signedIn: open },
      ...accountOf(lines.filter(({ about, by, kind }) => (kind === 'invitation-accepted' ? by : about) === id)),
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

/** Lines of the security log that say since when somebody has an account, and when it was disabled. */
const ACCOUNT_LINES: readonly SecurityEvent[] = [
  'person-invited',
  'invitation-accepted',
  'person-disabled',
  'person-enabled',
]

function accountOf(
  lines: readonly { readonly at: Date; readonly kind: string }[],
): Pick<PersonStanding, 'since' | 'shutOut'> {
  const since = lines.find(({ kind }) => kind === 'person-invited' || kind === 'invitation-accepted')
  const shutOut: PersonStanding['shutOut'] = []
  for (const { at, kind } of lines) {
    const last = shutOut.at(-1)
    const isOut = last !== undefined && last.until === undefined
    if (kind === 'person-disabled' && !isOut) shutOut.push({ from: at.toISOString() })
    if (kind === 'person-enabled' && isOut) last.until = at.toISOString()
  }
  return { ...(since && { since: since.at.toISOString() }), shutOut }
}

async function devicesIn(db: Database): Promise<AdministrationOverview['devices']> {
  const [devices, users, seen, keys] = await Promise.all([
    db
      .select({ device, erasure })
      .from(device)
      .leftJoin(erasure, eq(erasure.device, device.id))
      .orderBy(desc(device.registeredAt)),
    db
      .select({ device: deviceUser.device, name: appUser.name })
      .from(deviceUser)
      .innerJoin(appUser, eq(appUser.id, deviceUser.userId))
      .orderBy(deviceUser.firstAt),
    db
      .select({ device: session.device, at: max(session.lastSeenAt) })
      .from(session)
      .groupBy(session.device),
    openKeys(db),
  ])
  return devices.map(({ device: one, erasure: erased }) => {
    const { id, app, platform, registeredAt, revokedAt, finalPush, clockSkew } = one
    const lastSeen = seen.find((each) => each.device === id)?.at
    const own = keys.filter((key) => key.device === id)
    return {
      ...{ id, app, platform, registeredAt: registeredAt.toISOString() },
      ...(lastSeen && { lastSeen: lastSeen.toISOString() }),
      ...(revokedAt && { revokedAt: revokedAt.toISOString(), finalPush }),
      ...(erased && { erased: erasedOf(erased) }),
      ...(clockSkew !== null && { clockSkew }),
      ...(own.length > 0 && { keys: keysIn(own) }),
      people: users.flatMap((user) => (user.device === id ? user.name : [])),
    }
  })
}

const keysIn = (open: Awaited<ReturnType<typeof openKeys>>): NonNullable<DeviceStanding['keys']> => ({
  madeAt: new Date(Math.min(...open.map(({ madeAt }) => madeAt.getTime()))).toISOString(),
  renewing: new Set(open.map(({ studyId, siteId }) => `${studyId}/${siteId}`)).size < open.length,
})

const erasedOf = ({ receipt, receivedAt }: typeof erasure.$inferSelect): NonNullable<DeviceStanding['erased']> => ({
  at: receivedAt.toISOString(),
  lost: ErasureReceipt.parse(JSON.parse(receipt)).lost,
})

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
