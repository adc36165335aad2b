import { type Remote, wrap } from 'comlink'
import type { SiteId, StudyId, StudyVersionId } from '#shared/ids'
import { siteBookOf } from '#shared/review/closing'
import type { StudyVersion } from '#shared/study/definition'
import type { DataDoor } from '../data/door'
import type { ExportWorker } from './worker'

/** Whose casebooks leave. */
export interface ExportSite {
  readonly study: StudyId
  readonly site: SiteId
  readonly siteName: string
  /** That of the site. */
  readonly version: StudyVersionId
  /** That one, then those that its participants may be on as well. */
  readonly versions: readonly StudyVersionId[]
}

export interface OpenWorker {
  readonly version: StudyVersion
  readonly remote: Remote<ExportWorker>
  /** Settles when the worker could not be loaded or threw outside an answer. */
  readonly broken: Promise<void>
}

/**
 * A worker that knows the study of a site; undefined while this device has no definition of it. It ends with the signal,
 * and everything readable with it.
 */
export async function openWorker(
  data: DataDoor,
  { study, site, siteName, versions }: ExportSite,
  asOf: string,
  ends: AbortSignal,
): Promise<OpenWorker | undefined> {
  const [version, ...others] = await Promise.all(versions.map((id) => data.studyVersion(id)))
  if (!version) return undefined
  const siteLog = await data.casebook(siteBookOf(study, site))
  ends.throwIfAborted()
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'tracer-export' })
  ends.addEventListener('abort', () => worker.terminate())
  const remote = wrap<ExportWorker>(worker)
  const broken = new Promise<void>((resolve) => {
    worker.addEventListener('error', () => resolve())
  })
  const place = { site, siteName, siteLog, version, others: others.flatMap((one) => one ?? []), asOf }
  await Promise.race([remote.open(place), broken])
  return { version, remote, broken }
}
