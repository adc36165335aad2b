import { and, eq, inArray, isNotNull, max, or } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import {
  type DeviceId,
  type SiteId,
  type StreamId,
  type StudyId,
  type StudyVersionId,
  SYSTEM_USER,
  type UserId,
  streamParts,
} from '#shared/ids'
import type {
  Approval,
  DeviceLockout,
  Grant,
  HelloAnswer,
  KeyEnd,
  KeyInUse,
  Person,
  PurgeReceipt,
} from '#shared/protocol'
import type { CompiledStudy } from '#shared/study/compile'
import { raiseDeviceLockouts } from '../alerts/lockouts'
import { replaceUnknown, takeKeyEnds } from '../auth/data-keys'
import { type Place, grantsOf, placesOf, streamOf } from '../auth/grants'
import type { SignedIn } from '../auth/session'
import type { Context } from '../context'
import { referencesFor } from '../reference/references'
import { type SecurityEvent, type SecurityNote, note } from '../security-log'
import type { Database } from '../store/database'
import {
  appUser,
  backup,
  backupReach,
  device,
  deviceUser,
  movedParticipant,
  setting,
  userGrant,
  userKey,
} from '../store/schema'
import { approvalsAt } from '../study/approvals'
import { publishedIn, sitesAt } from '../study/versions'
import { type Studies, studyOf } from './decide'
import { leasesFor } from './leases'
import type { DeviceEnd } from './log'
import { purgesFor, takePurgeReceipts } from './purge'

/** Who and what there is besides the log: people and their rights, study versions, sites, and what a hello tells of them. */
export interface Directory {
  /** Those of these people who have signed in on the device, each with every grant they were ever given. */
  authors(device: DeviceId, named: readonly UserId[]): Promise<ReadonlyMap<UserId, readonly Grant[]>>
  signatureKeys(ids: readonly string[]): Promise<ReadonlyMap<string, SignatureKey>>
  /** A version with the others of its study behind it; undefined when nobody published it. */
  study(id: StudyVersionId): Promise<CompiledStudy | undefined>
  /** The version that new participants of a stream's site begin under, with the others behind it. */
  studyAt(stream: StreamId): Promise<CompiledStudy | undefined>
  approvals(studies: readonly StudyId[]): Promise<readonly SiteApproval[]>
  /** The sites that grants reach. */
  places(grants: readonly Grant[]): Promise<readonly Place[]>
  /** Where a device stands, and by how many seconds its clock was ahead when that was last kept. */
  device(id: DeviceId): Promise<(DeviceEnd & { readonly clockSkew?: number | null }) | undefined>
  setClockSkew(id: DeviceId, seconds: number): Promise<void>
  /** What of a device's changes is in a back-up that is kept: up to this number, both included. */
  safeThrough(device: DeviceId): Promise<number>
  epoch(): Promise<string>
  told(who: SignedIn, places: readonly Place[]): Promise<Told>
  /** A device says whom it has locked out: those who may have to act are told. */
  lockedOut(device: DeviceId, lockouts: readonly DeviceLockout[], at: Date): Promise<void>
  /** Takes in what a device has removed, and says what it has to remove, and when of its own accord. */
  purging(
    device: DeviceId,
    receipts: readonly PurgeReceipt[],
    at: Date,
  ): Promise<Pick<HelloAnswer, 'purge' | 'keepDays'>>
  /** A device says which keys it seals under, and which it has nothing under any more. */
  keysOn(device: DeviceId, ends: readonly KeyEnd[], inUse: readonly KeyInUse[], at: Date): Promise<void>
  note(at: Date, kind: SecurityEvent, about: SecurityNote): Promise<void>
}

export interface SignatureKey {
  readonly userId: UserId
  readonly publicKey: string
}

export type SiteApproval = Approval & { readonly study: StudyId; readonly site: SiteId }

/** What a hello says besides where the streams stand. */
export type Told = Pick<HelloAnswer, 'sites' | 'versions' | 'published' | 'leases' | 'people' | 'keys' | 'references'>

export function postgresDirectory(context: Context, studies: Studies): Directory {
  const { db } = context.store
  return {
    async authors(id, named) {
      const here = await db
        .select({ user: deviceUser.userId })
        .from(deviceUser)
        .where(and(eq(deviceUser.device, id), inArray(deviceUser.userId, [...named])))
      const grants = new Map<UserId, readonly Grant[]>()
      for (const { user } of here) grants.set(user, await grantsOf(db, user))
      return grants
    },
    async signatureKeys(ids) {
      const rows =
        ids.length === 0
          ? []
          : await db
              .select()
              .from(userKey)
              .where(inArray(userKey.keyId, [...ids]))
      return new Map(rows.map((row) => [row.keyId, row]))
    },
    study: (id) => studyOf(db, studies, id),
    async studyAt(stream) {
      const [here] = await sitesAt(db, [streamParts(stream)])
      return here && studyOf(db, studies, here.version)
    },
    approvals: (of) => approvalsAt(db, of),
    places: (grants) => placesOf(db, grants),
    async device(id) {
      const [known] = await db.select().from(device).where(eq(device.id, id))
      return known
    },
    async setClockSkew(id, seconds) {
      await db.update(device).set({ clockSkew: seconds }).where(eq(device.id, id))
    },
    async safeThrough(id) {
      const [row] = await db
        .select({ through: max(backupReach.acked) })
        .from(backupReach)
        .innerJoin(backup, eq(backup.id, backupReach.backup))
        .where(and(eq(backupReach.device, id), isNotNull(backup.doneAt)))
      return row?.through ?? 0
    },
    async epoch() {
      const [row] = await db.select().from(setting).where(eq(setting.key, 'epoch'))
      if (!row) throw new Error('the database has no epoch')
      return row.value
    },
    async told(who, places) {
      const published = await publishedIn(db, [...new Set(who.grants.map(({ study }) => study))])
      return {
        sites: await sitesAt(db, places),
        versions: published.map(({ version }) => version),
        published,
        leases: await leasesFor(context, who),
        ...(await peopleAt(context, places)),
        references: await referencesFor(db, places),
      }
    },
    lockedOut: (id, lockouts, at) => raiseDeviceLockouts(db, id, lockouts, at),
    async purging(id, receipts, at) {
      await takePurgeReceipts(db, id, receipts, at)
      return { purge: [...(await purgesFor(db, id, at))], keepDays: context.keepDays }
    },
    async keysOn(id, ends, inUse, at) {
      await takeKeyEnds(context, id, ends, at)
      await replaceUnknown(context, id, inUse)
    },
    note: (at, kind, about) => note(db, at, kind, about),
  }
}

/** The other sites of participants who were moved from or to these. */
async function alsoAt(db: Database, places: readonly Place[]): Promise<readonly Pick<Place, 'study' | 'site'>[]> {
  const there = alias(movedParticipant, 'there')
  const rows = await db
    .selectDistinct({ stream: there.stream })
    .from(movedParticipant)
    .innerJoin(there, and(eq(there.studyId, movedParticipant.studyId), eq(there.subject, movedParticipant.subject)))
    .where(inArray(movedParticipant.stream, places.map(streamOf)))
  return rows.map(({ stream }) => streamParts(stream))
}

/** The author of what the server itself says. */
const server: Person = { id: SYSTEM_USER, name: 'Tracer', role: 'system', site: '*' }

/**
 * Everyone who has or had a role at these sites, so that each author has a name, and the keys they sign with; also at sites
 * that a participant of these was at before or after, whose people wrote in the same casebook.
 */
export async function peopleAt(
  { store }: Pick<Context, 'store'>,
  places: readonly Place[],
): Promise<Pick<HelloAnswer, 'people' | 'keys'>> {
  if (places.length === 0) return { people: [], keys: [] }
  const rows = await store.db
    .select({ id: appUser.id, name: appUser.name, role: userGrant.role, site: userGrant.siteId })
    .from(userGrant)
    .innerJoin(appUser, eq(appUser.id, userGrant.userId))
    .where(
      or(
        ...[...places, ...(await alsoAt(store.db, places))].map(({ study, site }) =>
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
