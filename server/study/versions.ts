import { and, desc, eq, inArray, isNotNull } from 'drizzle-orm'
import { canonicalJson } from '#shared/canonical-json'
import type { SiteId, StudyId, StudyVersionId, UserId } from '#shared/ids'
import { type PublishAnswer, type PublishRequest, type Published, type SiteInfo, versionsAt } from '#shared/protocol'
import { can } from '#shared/roles'
import { StudyVersion, versionIdOf } from '#shared/study/definition'
import type { Place } from '../auth/grants'
import type { SignedIn } from '../auth/session'
import type { Context } from '../context'
import { type Refused, isRefused, refuse } from '../refused'
import { note } from '../security-log'
import { approvalsAt, mayPublishFor } from './approvals'
import type { Database, Transaction } from '../store/database'
import { appUser, site, siteVersion, studyVersion } from '../store/schema'
import { SoundVersion } from './sound'

/** Publishes a study version and sets the named sites to it. Refuses a version that would not work on a device. */
export async function publish(
  context: Context,
  who: SignedIn,
  { version, sites }: PublishRequest,
): Promise<PublishAnswer | Refused> {
  const study = version.study.id
  const publishes = who.grants.some((grant) => grant.study === study && can(grant.role, 'publish-study'))
  if (!publishes || !sites.every((id) => mayPublishFor(who, study, id)))
    return refuse('not-allowed', 'Only a data manager of the study and its sites publishes a version for them.')
  const sound = SoundVersion.of(version)
  if (isRefused(sound)) return sound
  const { db } = context.store
  const known = await db.select({ id: site.siteId }).from(site).where(eq(site.studyId, study))
  const unknown = sites.find((id) => !known.some((row) => row.id === id))
  if (unknown !== undefined) return refuse('not-found', `There is no site ${unknown}.`)

  const isFirst = sites.length === 0 && (await versionsOf(db, [study])).length === 0
  const begin = isFirst ? known.flatMap((row) => (mayPublishFor(who, study, row.id) ? row.id : [])) : sites
  const id = await db.transaction((tx) => storeVersion(tx, { sound, sites: begin, at: context.now(), by: who.user }))
  await note(db, context.now(), 'version-published', { user: who.user, device: who.device, detail: id })
  return { id }
}

interface Stored {
  readonly sound: SoundVersion
  readonly sites: readonly SiteId[]
  readonly at: Date
  readonly by?: UserId
}

/** Stores a version that was found sound, and sets sites to it. The same again is the same. */
export async function storeVersion(
  tx: Transaction,
  { sound: { document: version }, sites, at, by }: Stored,
): Promise<StudyVersionId> {
  const id = versionIdOf(version)
  const studyId = version.study.id
  await tx
    .insert(studyVersion)
    .values({ id, studyId, document: canonicalJson(version), publishedAt: at, publishedBy: by })
    .onConflictDoNothing()
  const now = await runningAt(tx, [studyId])
  const moved = sites.filter((siteId) => now.find((info) => info.siteId === siteId)?.version !== id)
  if (moved.length > 0)
    await tx
      .insert(siteVersion)
      .values(moved.map((siteId) => ({ studyId, siteId, version: id, assignedAt: at, assignedBy: by })))
  return id
}

/** Sets a new site to the version that was published last, as opening a study does with its first sites. */
export async function setSiteToNewest(
  tx: Transaction,
  { study, site: siteId, at, by }: { study: StudyId; site: SiteId; at: Date; by: UserId },
): Promise<void> {
  const [newest] = await tx
    .select({ id: studyVersion.id })
    .from(studyVersion)
    .where(eq(studyVersion.studyId, study))
    .orderBy(desc(studyVersion.publishedAt))
    .limit(1)
  if (newest)
    await tx.insert(siteVersion).values({ studyId: study, siteId, version: newest.id, assignedAt: at, assignedBy: by })
}

/** The newest assignment of each site. */
export const runningAt = (db: Database | Transaction, studies: readonly StudyId[]) =>
  db
    .selectDistinctOn([siteVersion.studyId, siteVersion.siteId])
    .from(siteVersion)
    .where(inArray(siteVersion.studyId, [...studies]))
    .orderBy(siteVersion.studyId, siteVersion.siteId, desc(siteVersion.id))

/** The sites among `places` that run a version, with that version and their name. */
export async function sitesAt(db: Database, places: readonly Omit<Place, 'grants'>[]): Promise<SiteInfo[]> {
  const studies = [...new Set(places.map(({ study }) => study))]
  if (studies.length === 0) return []
  const running = await runningAt(db, studies)
  const sites = await db.select().from(site).where(inArray(site.studyId, studies))
  const approved = await approvalsAt(db, studies)
  const asking = await trainingsIn(db, studies)
  return places.flatMap((place) => {
    const runs = running.find((row) => row.studyId === place.study && row.siteId === place.site)
    const named = sites.find((row) => row.studyId === place.study && row.siteId === place.site)
    const approvals = approved.flatMap(({ study, site, ...approval }) =>
      study === place.study && site === place.site ? approval : [],
    )
    if (!runs || !named) return []
    const info = { study: place.study, site: place.site, name: named.name, version: runs.version, approvals }
    const asked = versionsAt(info).flatMap((version) => asking.filter(([known]) => known === version))
    return [{ ...info, ...(asked.length > 0 && { trainings: Object.fromEntries(asked) }) }]
  })
}

/** The versions of these studies that ask for a training of their own, with its first day. */
async function trainingsIn(
  db: Database,
  studies: readonly StudyId[],
): Promise<readonly (readonly [StudyVersionId, string])[]> {
  const rows = await db
    .select({ id: studyVersion.id, since: studyVersion.trainingSince })
    .from(studyVersion)
    .where(and(inArray(studyVersion.studyId, [...studies]), isNotNull(studyVersion.trainingSince)))
  return rows.flatMap(({ id, since }) => (since === null ? [] : [[id, since] as const]))
}

/** Every version of these studies: what was entered under an old one stays readable. */
export async function versionsOf(db: Database, studies: readonly StudyId[]): Promise<StudyVersionId[]> {
  if (studies.length === 0) return []
  const rows = await db
    .select({ id: studyVersion.id })
    .from(studyVersion)
    .where(inArray(studyVersion.studyId, [...studies]))
    .orderBy(studyVersion.publishedAt, studyVersion.id)
  return rows.map(({ id }) => id)
}

/** The same, with who published them. */
export async function publishedIn(db: Database, studies: readonly StudyId[]): Promise<Published[]> {
  if (studies.length === 0) return []
  const rows = await db
    .select({ version: studyVersion.id, study: studyVersion.studyId, at: studyVersion.publishedAt, by: appUser.name })
    .from(studyVersion)
    .leftJoin(appUser, eq(appUser.id, studyVersion.publishedBy))
    .where(inArray(studyVersion.studyId, [...studies]))
    .orderBy(studyVersion.publishedAt, studyVersion.id)
  return rows.map(({ at, by, ...row }) => ({ ...row, at: at.toISOString(), ...(by !== null && { by }) }))
}

/** One version's document, for whoever has a grant in its study. */
export async function readVersion(
  { store }: Context,
  who: SignedIn,
  id: StudyVersionId,
): Promise<{ readonly document: string } | Refused> {
  const studies = [...new Set(who.grants.map(({ study }) => study))]
  const [row] = await store.db
    .select({ document: studyVersion.document })
    .from(studyVersion)
    .where(and(eq(studyVersion.id, id), inArray(studyVersion.studyId, studies)))
  return row ?? refuse('not-found', 'There is no such study version.')
}

/** The version by its id, parsed, for judging what was entered under it; undefined when nobody published it. */
export async function loadVersion(db: Database, id: StudyVersionId): Promise<StudyVersion | undefined> {
  const [row] = await db.select().from(studyVersion).where(eq(studyVersion.id, id))
  return row && StudyVersion.parse(JSON.parse(row.document))
}
