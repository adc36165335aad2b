import '#shared/no-eval'
import { expose, transfer } from 'comlink'
import type { Logged } from '#shared/change/change'
import { bundle, type Contents, contentsOf, packed } from '#shared/export/bundle'
import { type ExportKind, type Manifest, sha256OfBytes } from '#shared/export/manifest'
import type { Fonts } from '#shared/export/pdf/paper'
import { type ExportSubject, type ExportSource, standingAt } from '#shared/export/source'
import type { Hash, SiteId, SubjectKey } from '#shared/ids'
import { compileStudy } from '#shared/study/compile'
import { joinVersions } from '#shared/study/family'
import type { StudyVersion } from '#shared/study/definition'

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
}
export type ExportWorker = typeof entry

expose(entry)
