import '#shared/no-eval'
import { expose, transfer } from 'comlink'
import type { Casebook } from '#shared/casebook/casebook'
import type { FormPath } from '#shared/casebook/path'
import { studyOf } from '#shared/casebook/versions'
import type { Logged } from '#shared/change/change'
import type { FileThatGoes } from '#shared/export/attached-files'
import { bundle, packed } from '#shared/export/bundle'
import { type Contents, type Inventory, contentsOf, inventoryOf } from '#shared/export/inventory'
import { type ExportFormat, type Manifest, sha256OfBytes } from '#shared/export/manifest'
import type { OdmKind } from '#shared/export/odm/odm'
import type { Fonts } from '#shared/export/pdf/paper'
import type { Selection } from '#shared/export/selection'
import { type ExportHead, type ExportSubject, logOf, standingAt } from '#shared/export/source'
import { type StreamedSource, Surroundings } from '#shared/export/streamed'
import { type Hash, type SiteId, type SubjectKey, streamParts } from '#shared/ids'
import { safetyReportPdf } from '#shared/export/pdf/safety-report'
import { reportJson, reportXml } from '#shared/export/safety-report/files'
import { versionBefore } from '#shared/review/report-changes'
import { seriousCases } from '#shared/review/serious'
import { compileStudy } from '#shared/study/compile'
import { joinVersions } from '#shared/study/family'
import type { Language, StudyVersion } from '#shared/study/definition'

/** Whose casebooks are read, under which versions of the study. */
export interface ExportPlace {
  readonly site: SiteId
  readonly siteName: string
  /** Changes of the book of the site. */
  readonly siteLog: readonly Logged[]
  readonly version: StudyVersion
  readonly others: readonly StudyVersion[]
  /** The instant the casebooks are read at. */
  readonly asOf: string
}

/** Everything about an export but its casebooks, as it travels into the worker. */
export interface ExportOrder extends Omit<ExportHead, 'study' | 'asOf'> {
  readonly format: ExportFormat
  readonly kind: OdmKind
  readonly only?: Selection
  /** In the order in which they are written. */
  readonly subjects: readonly SubjectKey[]
  readonly fonts: Fonts
  /** Of the file, without its ending. */
  readonly name: string
}

/** How far the making is: participants that were read to be written, and what is written. */
export interface Making {
  readonly stage: 'reading' | 'making'
  readonly done: number
  readonly of: number
  readonly rows: number
  readonly bytes: number
}

/** The one file that leaves the app, and what to know of it. */
export interface Made {
  readonly name: string
  readonly bytes: Uint8Array
  /** Of those bytes: what a person compares who was given the file. */
  readonly sha256: Hash
  readonly manifest: Manifest
  /** Of the manifest's own file, where there is one: it stands for every file it lists. */
  readonly manifestHash: Hash
  readonly contents: Contents
}

type Read = (subject: SubjectKey) => Promise<readonly Logged[]>
type ReadFile = (file: Pick<FileThatGoes, 'stream' | 'file'>) => Promise<Uint8Array | undefined>

/** As many changes stay folded between the two times that casebooks are read; those beyond are read again. */
const KEPT = 120_000
/** So many bytes of files that were added to forms go along at most: everything is in memory until it is one file. */
const MOST_ATTACHED = 400_000_000

let place: ExportPlace | undefined
let siteBook: Casebook | undefined
let study: ExportHead['study'] | undefined

function here() {
  if (!place || !study) throw new Error('nobody said where')
  return { place, study }
}

function subjectOf(subject: SubjectKey, changes: readonly Logged[], only?: Selection): ExportSubject {
  const { site, siteName, asOf } = here().place
  return { site, siteName, casebook: standingAt(subject, changes, asOf), siteBook, only }
}

/** Which version of a serious report, as what, and who makes it. */
export interface SafetyReportOrder {
  readonly form: FormPath
  readonly kind: 'pdf' | 'json' | 'xml'
  readonly language: Language
  readonly version: StudyVersion
  readonly others: readonly StudyVersion[]
  readonly asOf: string
  readonly author: string
  readonly app: string
  readonly fonts: Fonts
  readonly subject: SubjectKey
  readonly changes: readonly Logged[]
}

const entry = {
  open(at: ExportPlace): void {
    place = at
    study = joinVersions(compileStudy(at.version), at.others.map(compileStudy))
    siteBook = at.siteLog[0] && standingAt(at.siteLog[0].change.subject, at.siteLog, at.asOf)
  },

  /** What there is of a participant. */
  count(subject: SubjectKey, changes: readonly Logged[]): Inventory {
    return inventoryOf(here().study, subjectOf(subject, changes))
  },

  async make(order: ExportOrder, read: Read, readFile: ReadFile, onProgress: (making: Making) => void): Promise<Made> {
    const { format, kind, only, subjects, fonts, name: wanted, ...about } = order
    const { place, study } = here()
    const kept = new Map<SubjectKey, ExportSubject>()
    const surroundings = new Surroundings()
    const inventories: Inventory[] = []
    surroundings.site(place.site, place.siteName)
    let changes = 0
    for (const [done, subject] of subjects.entries()) {
      onProgress({ stage: 'reading', done, of: subjects.length, rows: 0, bytes: 0 })
      const whole = subjectOf(subject, await read(subject), only)
      for (const { change } of logOf(whole.casebook)) {
        const { site } = streamParts(change.stream)
        if (site !== place.site) surroundings.site(site, site)
        surroundings.wrote(change.author, change.version)
        changes++
      }
      inventories.push(inventoryOf(study, whole))
      if (changes <= KEPT) kept.set(subject, whole)
    }
    let written = { rows: 0, bytes: 0 }
    // Casebooks and tables of a complete copy are written one after the other.
    const of = subjects.length * (format === 'complete' ? 2 : 1)
    let done = 0
    let room = MOST_ATTACHED
    const source: StreamedSource = {
      ...about,
      study,
      asOf: place.asOf,
      ...surroundings.in(study),
      async *subjects() {
        for (const subject of subjects) {
          onProgress({ stage: 'making', done, of, ...written })
          yield kept.get(subject) ?? subjectOf(subject, await read(subject), only)
          done++
        }
      },
      async content({ stream, file }) {
        if (file.bytes > room) return undefined
        const bytes = await readFile({ stream, file })
        room -= bytes?.length ?? 0
        return bytes
      },
    }
    const made = await bundle(source, {
      format,
      kind,
      fonts,
      ...(only && { only: narrowed(only) }),
      onProgress: (now) => (written = now),
    })
    onProgress({ stage: 'making', done: of, of, ...written })
    const { name, bytes } = packed(made, wanted)
    const { manifest, manifestHash } = made
    const contents = contentsOf(inventories, only)
    return transfer({ name, bytes, sha256: sha256OfBytes(bytes), manifest, manifestHash, contents }, [bytes.buffer])
  },

  /** One version of a serious report. */
  async safetyReport(order: SafetyReportOrder): Promise<Uint8Array> {
    const study = joinVersions(compileStudy(order.version), order.others.map(compileStudy))
    const casebook = standingAt(order.subject, order.changes, order.asOf)
    const own = studyOf(study, casebook)
    const reports = seriousCases(own, casebook, order.asOf)
      .map((one) => one.reports)
      .find((all) => all.some(({ form }) => form === order.form))
    const report = reports?.find(({ form }) => form === order.form)
    if (!reports || !report) throw new Error('there is no such report')
    const earlier = versionBefore(reports, report)
    const { fonts, author, app, asOf, language } = order
    const source = { study: own, casebook, report, earlier, asOf, language }
    switch (order.kind) {
      case 'pdf':
        return safetyReportPdf(source, { fonts, author, producer: app })
      case 'json':
        return reportJson(source)
      case 'xml':
        return reportXml(source)
    }
  },
}
export type ExportWorker = typeof entry

const narrowed = ({ events, forms }: Selection): NonNullable<Manifest['only']> => ({
  ...(events && { events: [...events].sort() }),
  ...(forms && { forms: [...forms].sort() }),
})

expose(entry)
