import { proxy } from 'comlink'
import { formats } from '#shared/export/formats'
import type { ExportFormat } from '#shared/export/manifest'
import type { OdmKind } from '#shared/export/odm/odm'
import type { LoadedSet } from '#shared/export/source'
import type { Selection } from '#shared/export/selection'
import type { SubjectCode, SubjectKey, UserId } from '#shared/ids'
import { siteBookOf } from '#shared/review/closing'
import type { Role } from '#shared/roles'
import type { DataDoor } from '../data/door'
import type { FileName } from '../data/files'
import type { UiLanguage } from '../ui/language'
import { fetchFonts } from './fonts'
import { type ExportSite, openWorker } from './open-worker'
import type { ExportOrder, Made, Making } from './worker'

/** What a person wants to have. */
export interface ExportWish extends ExportSite {
  readonly participants: readonly { readonly subject: SubjectKey; readonly code: SubjectCode }[]
  readonly format: ExportFormat
  readonly kind: OdmKind
  readonly only?: Selection
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

/** What an export is doing: reading casebooks, then making files, with what is made of them so far. */
export type ExportProgress = Making

export type ExportOutcome =
  | { readonly kind: 'made'; readonly made: Made }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly why: ExportFailure; readonly code?: SubjectCode }

/**
 * Why there is no file: no definition of the study here, a casebook that cannot be read, a part of the app missing, the
 * making itself, or the note that it was made, without which no file leaves the app.
 */
export type ExportFailure = 'study' | 'casebook' | 'parts' | 'making' | 'note'

interface Running {
  readonly signal: AbortSignal
  readonly onProgress: (progress: ExportProgress) => void
}

/**
 * Makes an export from what this device has, in a worker of its own, and notes in the book of the site that it was made.
 * Reads nothing after it was stopped, and leaves nothing behind unless it is made.
 */
export async function makeExport(
  data: DataDoor,
  wish: ExportWish,
  maker: ExportMaker,
  { signal, onProgress }: Running,
): Promise<ExportOutcome> {
  const end = new AbortController()
  const ends = AbortSignal.any([signal, end.signal])
  const stopped = new Promise<ExportOutcome>((resolve) => {
    signal.addEventListener('abort', () => resolve({ kind: 'stopped' }))
  })
  let unreadable: SubjectCode | undefined
  const make = async (): Promise<ExportOutcome> => {
    const fonts = await fetchFonts().catch(() => undefined)
    if (!fonts) return { kind: 'failed', why: 'parts' }
    const opened = await openWorker(data, wish, maker.asOf, ends)
    if (!opened) return { kind: 'failed', why: 'study' }
    const { version, remote, broken } = opened
    const codes = new Map(wish.participants.map(({ subject, code }) => [subject, code]))
    const people = await data.directory()
    const table = await data.reference({ kind: 'ctcae', about: '5.0' })
    const eq5dSets = await valueSetsOf(data, wish)
    const order: ExportOrder = {
      format: wish.format,
      kind: wish.kind,
      ...(wish.only && { only: wish.only }),
      subjects: [...codes.keys()],
      language: wish.language,
      fonts,
      name: nameOf(version.study.name, wish, maker.asOf),
      people: new Map([...people, maker.user].map(({ id, name }) => [id, name])),
      ...(maker.heardAt !== undefined && { heardAt: maker.heardAt }),
      ...(table && { ctcaeTable: table.loaded.document }),
      ...(eq5dSets.length > 0 && { eq5dSets }),
      exporter: { name: maker.user.name, role: maker.role },
      app: `Tracer ${maker.app}`,
    }
    const read = proxy(async (subject: SubjectKey) => {
      if (signal.aborted) throw new Error('stopped')
      try {
        return await data.casebook(subject)
      } catch (error) {
        unreadable = codes.get(subject)
        throw error
      }
    })
    const readFile = proxy(async (of: FileName) => {
      if (signal.aborted) throw new Error('stopped')
      const found = await data.file(of)
      return found.kind === 'here' ? found.content : undefined
    })
    const makes = remote.make(order, read, readFile, proxy(onProgress)).then(async (made): Promise<ExportOutcome> => {
      if (signal.aborted) return { kind: 'stopped' }
      const noted = await note(data, wish, maker, made).catch(() => undefined)
      return noted ? { kind: 'made', made } : { kind: 'failed', why: 'note' }
    })
    return Promise.race([makes, broken.then((): ExportOutcome => ({ kind: 'failed', why: 'parts' }))])
  }
  try {
    return await Promise.race([make(), stopped])
  } catch {
    return unreadable === undefined
      ? { kind: 'failed', why: 'making' }
      : { kind: 'failed', why: 'casebook', code: unreadable }
  } finally {
    end.abort()
  }
}

/** The sets of values that versions of the study name, those of them that are on this device. */
async function valueSetsOf(data: DataDoor, { versions }: ExportWish): Promise<readonly LoadedSet[]> {
  const read = await Promise.all(versions.map((id) => data.studyVersion(id)))
  const names = new Set(read.flatMap((version) => version?.questionnaires?.eq5dValueSet?.value ?? []))
  const held = await Promise.all([...names].sort().map((about) => data.reference({ kind: 'eq5d', about })))
  return held.flatMap((one) =>
    one?.reference.kind === 'eq5d' ? [{ document: one.loaded.document, set: one.reference.document }] : [],
  )
}

/** Says in the book of the site who took what: before the file is handed over, network or none. */
const note = (data: DataDoor, wish: ExportWish, { asOf }: ExportMaker, { manifest, bytes, sha256 }: Made) =>
  data.record({
    study: wish.study,
    site: wish.site,
    version: wish.version,
    subject: siteBookOf(wish.study, wish.site),
    body: {
      kind: 'export',
      format: wish.format,
      asOf,
      participants: manifest.participants.length,
      part: manifest.only !== undefined,
      rows: manifest.files.reduce((sum, { rows = 0 }) => sum + rows, 0),
      bytes: bytes.length,
      sha256,
    },
  })

/** What the file is called: who or where it is about, what it is, the day it speaks of. */
export function nameOf(study: string, { participants, site, format }: ExportWish, asOf: string): string {
  const [only] = participants
  const about = only && participants.length === 1 ? only.code : `${study}_${site}`
  const what = format === 'pdf' && participants.length === 1 ? 'casebook' : formats[format].name
  return `${about}_${what}_${asOf.slice(0, 10)}`
}
