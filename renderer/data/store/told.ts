import type { StudyId, SiteId, StudyVersionId } from '#shared/ids'
import { HelloAnswer, versionsAt } from '#shared/protocol'
import { type CompiledStudy, compileStudy } from '#shared/study/compile'
import { StudyVersion, versionIdOf } from '#shared/study/definition'
import { joinVersions } from '#shared/study/family'
import { type Cipher, type NamedKey, openJson, sealJson } from '../keys/envelope'
import type { Opened } from '../keys/vault'
import type { DeviceTables } from './tables'

/** What the server last told one person: streams, sites, people, number leases; and the study versions they need. */
export interface Told {
  hello(): HelloAnswer | undefined
  keep(hello: HelloAnswer, at: number): Promise<void>
  /** By how many milliseconds this device's clock was ahead of the server's at the last hello of this session. */
  ahead(): number | undefined
  readonly version: (id: StudyVersionId) => Promise<StudyVersion | undefined>
  missing(ids: readonly StudyVersionId[]): Promise<readonly StudyVersionId[]>
  /** False when the document is not the one its name says. */
  keepVersion(id: StudyVersionId, version: StudyVersion): Promise<boolean>
  /** The versions that a site has approved, joined, with the one it runs now in front. */
  readonly studyAt: (study: StudyId, site: SiteId) => Promise<CompiledStudy | undefined>
}

const isHello = (value: unknown): value is HelloAnswer => HelloAnswer.safeParse(value).success
const isVersion = (value: unknown): value is StudyVersion => StudyVersion.safeParse(value).success

export async function openTold(
  crypto: Cipher,
  db: DeviceTables,
  { record, own }: { readonly record: Pick<Opened['record'], 'id'>; readonly own: NamedKey },
  local: NamedKey,
): Promise<Told> {
  const helloPlace = { table: 'hellos', row: record.id }
  const versionPlace = (id: StudyVersionId) => ({ table: 'versions', row: id })
  const row = await db.hellos.get(record.id)
  let hello = row && (await openJson(crypto, own, helloPlace, row.sealed, isHello))
  let ahead: number | undefined
  // The same object each time, so that what is compiled from it is kept beside it.
  const versions = new Map<StudyVersionId, StudyVersion>()

  async function version(id: StudyVersionId): Promise<StudyVersion | undefined> {
    const known = versions.get(id)
    if (known) return known
    const stored = await db.versions.get(id)
    if (!stored) return undefined
    const opened = await openJson(crypto, local, versionPlace(id), stored.sealed, isVersion)
    const kept = versions.get(id) ?? opened
    versions.set(id, kept)
    return kept
  }

  return {
    hello: () => hello,
    async keep(next, at) {
      await db.hellos.put({ person: record.id, sealed: await sealJson(crypto, own, helloPlace, next) })
      hello = next
      ahead = at - Date.parse(next.serverTime)
    },
    ahead: () => ahead,
    version,
    async missing(ids) {
      const known = new Set(await db.versions.toCollection().primaryKeys())
      return ids.filter((id) => !known.has(id))
    },
    async keepVersion(id, document) {
      if (versionIdOf(document) !== id) return false
      await db.versions.put({ id, sealed: await sealJson(crypto, local, versionPlace(id), document) })
      return true
    },
    async studyAt(study, site) {
      const here = hello?.sites.find((info) => info.study === study && info.site === site)
      if (!here) return undefined
      const compiled = await Promise.all(
        versionsAt(here).map(async (id) => {
          const found = await version(id)
          return found && compileStudy(found)
        }),
      )
      const [front, ...others] = compiled
      return (
        front &&
        joinVersions(
          front,
          others.flatMap((one) => one ?? []),
        )
      )
    },
  }
}
