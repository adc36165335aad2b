import { wrap } from 'comlink'
import type { FormPath } from '#shared/casebook/path'
import type { StudyVersionId, SubjectKey } from '#shared/ids'
import type { DataDoor } from '../data/door'
import type { UiLanguage } from '../ui/language'
import { fetchFonts } from './fonts'
import type { ExportWorker } from './worker'

/** A version of a serious report that somebody wants on paper or as a file. */
export interface SafetyReportWish {
  /** That of the site, then those that its participants may be on as well. */
  readonly versions: readonly StudyVersionId[]
  readonly subject: SubjectKey
  readonly form: FormPath
  readonly kind: 'pdf' | 'json' | 'xml'
  readonly language: UiLanguage
  readonly asOf: string
  readonly author: string
  readonly app: string
}

/** Makes it from what this device has, in a worker of its own that ends with it. Rejects when a part is missing. */
export async function makeSafetyReport(data: DataDoor, wish: SafetyReportWish): Promise<Uint8Array> {
  const { versions, ...order } = wish
  const [version, ...others] = await Promise.all(versions.map((id) => data.studyVersion(id)))
  if (!version) throw new Error('the study is not on this device')
  const [changes, fonts] = await Promise.all([data.casebook(wish.subject), fetchFonts()])
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'tracer-report' })
  try {
    const remote = wrap<ExportWorker>(worker)
    return await remote.safetyReport({ ...order, version, others: others.flatMap((one) => one ?? []), changes, fonts })
  } finally {
    worker.terminate()
  }
}
