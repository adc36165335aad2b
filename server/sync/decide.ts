import { and, eq, inArray } from 'drizzle-orm'
import type { Casebook } from '#shared/casebook/casebook'
import type { Change, HeldReason } from '#shared/change/change'
import { signatureOf } from '#shared/change/signature'
import { type DeviceId, type StudyVersionId, type UserId, streamParts } from '#shared/ids'
import type { Grant } from '#shared/protocol'
import { type Approved, judge } from '#shared/review/hold'
import { type CompiledStudy, compileStudy } from '#shared/study/compile'
import { joinVersions } from '#shared/study/family'
import { grantsOf } from '../auth/grants'
import type { Context } from '../context'
import { signedBy } from '../auth/signer'
import type { Database } from '../store/database'
import { deviceUser, userKey } from '../store/schema'
import { approvalsAt } from '../study/approvals'
import { loadVersion, versionsOf } from '../study/versions'
import type { Verified } from './verify'

/** Why a change is held, given the casebook it lands on; undefined lets it count. */
export type Decide = (change: Change, casebook: Casebook, siteBook: Casebook | undefined) => HeldReason | undefined

/** Versions never change, so each is read and compiled once. */
export type Studies = Map<StudyVersionId, CompiledStudy>

/**
 * Reads what judging a batch needs besides casebooks: its authors' rights and its study versions.
 *
 * Several people share a device, so a push carries what colleagues wrote there as well. An author counts when they have
 * signed in on that device before: anyone else's name was put there without them, and such a change is held. So is a
 * signature that the author's own key did not make: the device's word is not enough for one.
 */
export async function learn(
  { store, now }: Context,
  studies: Studies,
  device: DeviceId,
  verified: readonly Verified[],
): Promise<Decide> {
  const named = [...new Set(verified.map((one) => one.change.author))]
  const here = await store.db
    .select({ user: deviceUser.userId })
    .from(deviceUser)
    .where(and(eq(deviceUser.device, device), inArray(deviceUser.userId, named)))
  const grants = new Map<UserId, readonly Grant[]>()
  for (const { user } of here) grants.set(user, await grantsOf(store.db, user))

  const keys = await keysOf(store.db, verified)
  const joined = new Map<StudyVersionId, CompiledStudy | undefined>()
  for (const id of new Set(verified.map((one) => one.change.version)))
    joined.set(id, await studyOf(store.db, studies, id))
  const approvals = await approvalsAt(store.db, [...new Set(verified.map((one) => one.change.study))])
  const approvedAt = (change: Change, version: StudyVersionId): Approved | undefined => {
    const { study: id, site } = streamParts(change.stream)
    const found = approvals.find((one) => one.study === id && one.site === site && one.version === version)
    const study = found && joined.get(change.version)?.under(version)
    return study?.id === version ? { study, on: found?.on ?? '' } : undefined
  }
  return (change, casebook, siteBook) => {
    const given = grants.get(change.author)
    if (!given || !signedByAuthor(change, keys)) return 'wrong-role'
    return judge(change, {
      now: now().toISOString(),
      grants: given,
      study: joined.get(change.version),
      approved: (version) => approvedAt(change, version),
      casebook,
      siteBook,
    })
  }
}

/** A version ready to be asked, with the other versions of its study behind it; undefined when nobody published it. */
export async function studyOf(db: Database, studies: Studies, id: StudyVersionId): Promise<CompiledStudy | undefined> {
  const front = await loaded(db, studies, id)
  if (!front) return undefined
  const others: CompiledStudy[] = []
  for (const other of await versionsOf(db, [front.version.study.id])) {
    const study = await loaded(db, studies, other)
    if (study) others.push(study)
  }
  return joinVersions(front, others)
}

async function loaded(db: Database, studies: Studies, id: StudyVersionId): Promise<CompiledStudy | undefined> {
  const known = studies.get(id)
  if (known) return known
  const version = await loadVersion(db, id)
  const study = version && compileStudy(version)
  if (study) studies.set(id, study)
  return study
}

type Keys = ReadonlyMap<string, typeof userKey.$inferSelect>

async function keysOf(db: Database, verified: readonly Verified[]): Promise<Keys> {
  const named = verified.flatMap(({ change }) => signatureOf(change)?.key ?? [])
  const rows = named.length === 0 ? [] : await db.select().from(userKey).where(inArray(userKey.keyId, named))
  return new Map(rows.map((row) => [row.keyId, row]))
}

/** True of everything that is no signature. */
function signedByAuthor(change: Change, keys: Keys): boolean {
  const signature = signatureOf(change)
  if (!signature) return true
  const key = keys.get(signature.key)
  return key?.userId === change.author && signedBy(key.publicKey, signature.text, signature.by)
}
