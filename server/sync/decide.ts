import { and, eq, inArray } from 'drizzle-orm'
import type { Casebook } from '#shared/casebook/casebook'
import type { Change, HeldReason } from '#shared/change/change'
import type { DeviceId, StudyVersionId, UserId } from '#shared/ids'
import type { Grant } from '#shared/protocol'
import { judge } from '#shared/review/hold'
import { type CompiledStudy, compileStudy } from '#shared/study/compile'
import { grantsOf } from '../auth/grants'
import type { Context } from '../context'
import { deviceUser } from '../store/schema'
import { loadVersion } from '../study/versions'
import type { Verified } from './verify'

/** Why a change is held, given the casebook it lands on; undefined lets it count. */
export type Decide = (change: Change, casebook: Casebook) => HeldReason | undefined

/** Versions never change, so each is read and compiled once. */
export type Studies = Map<StudyVersionId, CompiledStudy>

/**
 * Reads what judging a batch needs besides casebooks: its authors' rights and its study versions.
 *
 * Several people share a device, so a push carries what colleagues wrote there as well. An author counts when they have
 * signed in on that device before: anyone else's name was put there without them, and such a change is held.
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

  for (const id of new Set(verified.map((one) => one.change.version))) {
    if (studies.has(id)) continue
    const version = await loadVersion(store.db, id)
    if (version) studies.set(id, compileStudy(version))
  }
  return (change, casebook) => {
    const given = grants.get(change.author)
    if (!given) return 'wrong-role'
    return judge(change, { now: now().toISOString(), grants: given, study: studies.get(change.version), casebook })
  }
}
