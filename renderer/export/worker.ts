import '#shared/no-eval'
import { expose, transfer } from 'comlink'
import type { FormPath } from '#shared/casebook/path'
import { studyOf } from '#shared/casebook/versions'
import type { Logged } from '#shared/change/change'
import { bundle, type Contents, contentsOf, packed } from '#shared/export/bundle'
import { type ExportKind, type Manifest, sha256OfBytes } from '#shared/export/manifest'
import type { Fonts } from '#shared/export/pdf/paper'
import { safetyReportPdf } from '#shared/export/pdf/safety-report'
import { reportJson, reportXml } from '#shared/export/safety-report/files'
import { type ExportSubject, type ExportSource, standingAt } from '#shared/export/source'
import type { Hash, SiteId, SubjectKey } from '#shared/ids'
import { seriousCases } from '#shared/review/serious'
import { compileStudy } from '#shared/study/compile'
import { joinVersions } from '#shared/study/family'
import type { Language, StudyVersion } from '#shared/study/definition'

/** Everything about an export but its casebooks, as it travels into the worker. */
export interface ExportOrder extends Omit<ExportSource, 'study' | 'subjects'> {
  readonly kind: ExportKind
  readonly version: StudyVersion
  readonly others: readonly StudyVersion[]
  readonly fonts: Fonts
  /** Of the file, without its ending. */
  readonly name: string
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
}

const subjects: ExportSubject[] = []

const entry = {
  /** Folds a casebook as it stood at the instant of the export, while the next one is being read. */
  add(site: SiteId, siteName: string, subject: SubjectKey, changes: readonly Logged[], asOf: string): void {
    subjects.push({ site, siteName, casebook: standingAt(subject, changes, asOf) })
  },

  async make(order: ExportOrder, onProgress: (done: number, of: number) => void): Promise<Made> {
    const { kind, version, others, fonts, name: wanted, ...about } = order
    const study = joinVersions(compileStudy(version), others.map(compileStudy))
    const source: ExportSource = { ...about, study, subjects }
    const made = await bundle(source, { kind, fonts, onProgress })
    const { name, bytes } = packed(made, wanted)
    const sha256 = sha256OfBytes(bytes)
    const { manifest, manifestHash } = made
    return transfer({ name, bytes, sha256, manifest, manifestHash, contents: contentsOf(source) }, [bytes.buffer])
  },

  /** One version of a serious report, from the casebook that was added. */
  async safetyReport(order: SafetyReportOrder): Promise<Uint8Array> {
    const [subject] = subjects
    const study = joinVersions(compileStudy(order.version), order.others.map(compileStudy))
    if (!subject) throw new Error('no casebook was added')
    const { casebook } = subject
    const own = studyOf(study, casebook)
    const report = seriousCases(own, casebook, order.asOf)
      .flatMap(({ reports }) => reports)
      .find(({ form }) => form === order.form)
    if (!report) throw new Error('there is no such report')
    const { fonts, author, app, asOf, language } = order
    const source = { study: own, casebook, report, asOf, language }
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

expose(entry)
