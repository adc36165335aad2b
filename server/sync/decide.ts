import type { Casebook } from '#shared/casebook/casebook'
import type { Change, HeldReason } from '#shared/change/change'
import { signatureOf } from '#shared/change/signature'
import { type DeviceId, type StudyVersionId, streamParts } from '#shared/ids'
import { type Approved, judge } from '#shared/review/hold'
import { type CompiledStudy, compileStudy } from '#shared/study/compile'
import { joinVersions } from '#shared/study/family'
import { signedBy } from '../signed-by'
import type { Database } from '../store/database'
import { loadVersion, versionsOf } from '../study/versions'
import type { SignatureKey } from './directory'
import type { SyncParts } from './push'
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
  { directory, now }: Pick<SyncParts, 'directory' | 'now'>,
  device: DeviceId,
  verified: readonly Pick<Verified, 'change'>[],
): Promise<Decide> {
  const grants = await directory.authors(device, [...new Set(verified.map((one) => one.change.author))])
  const keys = await directory.signatureKeys(verified.flatMap(({ change }) => signatureOf(change)?.key ?? []))
  const joined = new Map<StudyVersionId, CompiledStudy | undefined>()
  for (const id of new Set(verified.map((one) => one.change.version))) joined.set(id, await directory.study(id))
  const approvals = await directory.approvals([...new Set(verified.map((one) => one.change.study))])
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
      versionsAt: (site) =>
        approvals.flatMap((one) => (one.study === change.study && one.site === site ? [one.version] : [])),
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

/** True of everything that is no signature. */
function signedByAuthor(change: Change, keys: ReadonlyMap<string, SignatureKey>): boolean {
  const signature = signatureOf(change)
  if (!signature) return true
  const key = keys.get(signature.key)
  return key?.userId === change.author && signedBy(key.publicKey, signature.text, signature.by)
}
