import { proxy, wrap } from 'comlink'
import type { ExportKind } from '#shared/export/manifest'
import type { Fonts } from '#shared/export/pdf/paper'
import type { SiteId, StudyId, StudyVersionId, SubjectCode, SubjectKey, UserId } from '#shared/ids'
import type { Role } from '#shared/roles'
import type { StudyVersion } from '#shared/study/definition'
import type { DataDoor } from '../data/door'
import type { UiLanguage } from '../ui/language'
import { fetchFonts } from './fonts'
import type { ExportOrder, ExportWorker, Made } from './worker'

/** What a person wants to have. */
export interface ExportWish {
  readonly study: StudyId
  readonly site: SiteId
  readonly siteName: string
  /** That of the site, then those that its participants may be on as well. */
  readonly versions: readonly StudyVersionId[]
  readonly participants: readonly { readonly subject: SubjectKey; readonly code: SubjectCode }[]
  readonly kind: ExportKind
  readonly language: UiLanguage
}

/** Who makes it, with what, and how much this device knew then. */
export interface ExportMaker {
  readonly user: { readonly id: UserId; readonly name: string }
  readonly role: Role
  /** Version of the app. */
  readonly app: string
  /** The instant the export speaks of, with this device's offset. */
  readonly asOf: string
  readonly heardAt?: string
}

/** What an export is doing: reading casebooks, then making files. */
export interface ExportProgress {
  readonly stage: 'reading' | 'making'
  readonly done: number
  readonly of: number
}

export type ExportOutcome =
  | { readonly kind: 'made'; readonly made: Made }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly why: ExportFailure; readonly code?: SubjectCode }

/** Why there is no file: no definition of the study here, a casebook that cannot be read, a part of the app missing, or the making itself. */
export type ExportFailure = 'study' | 'casebook' | 'parts' | 'making'

interface Running {
  readonly signal: AbortSignal
  readonly onProgress: (progress: ExportProgress) => void
}

/**
 * Makes an export from what this device has, in a worker of its own. Reads nothing after it was stopped, and leaves
 * nothing behind however it ends.
 */
export async function makeExport(
  data: DataDoor,
  wish: ExportWish,
  maker: ExportMaker,
  { signal, onProgress }: Running,
): Promise<ExportOutcome> {
  let worker: Worker | undefined
  const stopped = new Promise<ExportOutcome>((resolve) => {
    signal.addEventListener('abort', () => resolve({ kind: 'stopped' }))
  })
  const make = async (): Promise<ExportOutcome> => {
    const [version, ...others] = await Promise.all(wish.versions.map((id) => data.studyVersion(id)))
    if (!version) return { kind: 'failed', why: 'study' }
    const fonts = await fetchFonts().catch(() => undefined)
    if (!fonts) return { kind: 'failed', why: 'parts' }
    if (signal.aborted) return { kind: 'stopped' }
    worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'tracer-export' })
    return Promise.race([
      makeIn(
        worker,
        version,
        others.flatMap((one) => one ?? []),
        fonts,
      ),
      brokenOff(worker),
    ])
  }
  const makeIn = async (
    worker: Worker,
    version: StudyVersion,
    others: readonly StudyVersion[],
    fonts: Fonts,
  ): Promise<ExportOutcome> => {
    const remote = wrap<ExportWorker>(worker)
    const { participants, site, siteName } = wish
    for (const [done, { subject, code }] of participants.entries()) {
      if (signal.aborted) return { kind: 'stopped' }
      onProgress({ stage: 'reading', done, of: participants.length })
      const changes = await data.casebook(subject).catch(() => undefined)
      if (!changes) return { kind: 'failed', why: 'casebook', code }
      await remote.add(site, siteName, subject, changes, maker.asOf)
    }
    const people = await data.directory()
    const order: ExportOrder = {
      kind: wish.kind,
      language: wish.language,
      version,
      others,
      fonts,
      name: nameOf(version.study.name, wish, maker.asOf),
      people: new Map([...people, maker.user].map(({ id, name }) => [id, name])),
      asOf: maker.asOf,
      ...(maker.heardAt !== undefined && { heardAt: maker.heardAt }),
      exporter: { name: maker.user.name, role: maker.role },
      app: `Tracer ${maker.app}`,
    }
    const told = proxy((done: number, of: number) => onProgress({ stage: 'making', done, of }))
    return { kind: 'made', made: await remote.make(order, told) }
  }
  try {
    return await Promise.race([make(), stopped])
  } catch {
    return { kind: 'failed', why: 'making' }
  } finally {
    worker?.terminate()
  }
}

/** Settles when the worker could not be loaded or threw outside an answer. */
const brokenOff = (worker: Worker): Promise<ExportOutcome> =>
  new Promise((resolve) => {
    worker.addEventListener('error', () => resolve({ kind: 'failed', why: 'parts' }))
  })

const kindNames: { readonly [K in ExportKind]: string } = { pdf: 'casebooks', csv: 'tables', complete: 'complete' }

/** What the file is called: who or where it is about, what it is, the day it speaks of. */
export function nameOf(study: string, { participants, site, kind }: ExportWish, asOf: string): string {
  const [only] = participants
  const about = only && participants.length === 1 ? only.code : `${study}_${site}`
  const what = kind === 'pdf' && participants.length === 1 ? 'casebook' : kindNames[kind]
  return `${about}_${what}_${asOf.slice(0, 10)}`
}
