import { bookSignatures } from '../review/signed-content'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { auditOf } from './audit'
import type { Hash } from '../ids'
import { aboutTables } from './about-tables'
import { type Table, writeCsv } from './csv'
import { codebook, formTables } from './form-tables'
import { type ExportKind, type Manifest, manifestFile, sha256OfBytes } from './manifest'
import { casebookPdf } from './pdf/casebook'
import type { Fonts } from './pdf/paper'
import { recordTables } from './record-tables'
import { type ExportSource, codeOf, logOf, statusOf } from './source'
import { type NamedFile, safeName, zip } from './zip'

export interface Bundle {
  readonly files: readonly NamedFile[]
  readonly manifest: Manifest
  /** SHA-256 of the manifest's file: whoever has it can tell that the whole export is what was made. */
  readonly manifestHash: Hash
}

export interface BundleOptions {
  readonly kind: ExportKind
  readonly fonts: Fonts
  /** Called at the start and after each file with how many of how many are made. */
  readonly onProgress?: (done: number, of: number) => void
}

/** Makes every file of an export and the manifest that lists them. Same source, same bytes. */
export async function bundle(source: ExportSource, { kind, fonts, onProgress }: BundleOptions): Promise<Bundle> {
  const subjects = kind === 'csv' ? [] : source.subjects
  const tables = kind === 'pdf' ? [] : csvTables(source)
  const made: { readonly file: NamedFile; readonly rows?: number }[] = []
  const tell = () => onProgress?.(made.length, subjects.length + tables.length)
  const keep = (file: NamedFile, rows?: number) => {
    made.push({ file, ...(rows !== undefined && { rows }) })
    tell()
  }
  tell()
  // A folder each where there are both; there nothing else tells them apart as quickly.
  const named = (folder: string, name: string) => (kind === 'complete' ? `${folder}/${name}` : name)
  for (const subject of subjects) {
    const name = named('casebooks', `${safeName(codeOf(subject.casebook))}.pdf`)
    keep({ name, bytes: await casebookPdf(source, subject, fonts) })
  }
  for (const table of tables)
    keep({ name: named('tables', `${safeName(table.name)}.csv`), bytes: writeCsv(table) }, table.rows.length)
  if (tables.length > 0)
    made.push({ file: { name: named('tables', 'README.txt'), bytes: utf8ToBytes(aboutTables(source.language)) } })
  const manifest: Manifest = {
    format: 'tracer-export/1',
    study: source.study.version.study.id,
    version: { id: source.study.id, name: source.study.version.name },
    app: source.app,
    kind,
    language: source.language,
    asOf: source.asOf,
    ...(source.heardAt !== undefined && { heardAt: source.heardAt }),
    exporter: source.exporter,
    participants: source.subjects.map(({ site, casebook }) => ({
      site,
      code: codeOf(casebook),
      status: statusOf(source.study, casebook),
    })),
    files: made.map(({ file: { name, bytes }, rows }) => ({
      name,
      ...(rows === undefined ? {} : { rows }),
      bytes: bytes.length,
      sha256: sha256OfBytes(bytes),
    })),
  }
  return {
    files: made.map(({ file }) => file),
    manifest,
    manifestHash: sha256OfBytes(manifestFile(manifest).bytes),
  }
}

/** Every table of an export that has something to say: forms nobody has filled yet are left out, the codebook has them. */
export const csvTables = (source: ExportSource): readonly Table[] => [
  ...formTables(source).filter(({ rows }) => rows.length > 0),
  ...recordTables(source),
  ...codebook(source),
]

/** The one file that leaves the app: the document itself when there is only one, else an archive with the manifest in it. */
export function packed({ files, manifest }: Bundle, name: string): NamedFile {
  const [only] = files
  if (only && files.length === 1) return { name: `${safeName(name)}.pdf`, bytes: only.bytes }
  return { name: `${safeName(name)}.zip`, bytes: zip([...files, manifestFile(manifest)]) }
}

/** What an export of a source holds, and what it holds only in part. */
export interface Contents {
  readonly participants: number
  readonly forms: number
  readonly values: number
  readonly changes: number
  readonly queries: number
  readonly signatures: number
  /** Changes the server does not have yet: in the export, marked. */
  readonly notReceived: number
  /** Left out of forms and tables; the audit trail keeps them. */
  readonly contested: number
  readonly held: number
  readonly withdrawn: number
}

export function contentsOf(source: ExportSource): Contents {
  const forms = source.subjects.flatMap(({ casebook }) => [...casebook.forms.values()])
  const items = forms.flatMap((form) => [...form.items.values()])
  const lines = source.subjects.flatMap(({ casebook }) => auditOf(casebook))
  const log = source.subjects.flatMap(({ casebook }) => logOf(casebook))
  const own = source.subjects.map(({ casebook }) => casebook.own)
  const withdrawn = forms.filter(({ withdrawn, path }) => withdrawn.includes(path))
  return {
    participants: source.subjects.length,
    forms: forms.length - withdrawn.length,
    values: items.filter(({ value }) => value?.state === 'value').length,
    changes: log.length,
    queries: [...own, ...forms].reduce((sum, { queries }) => sum + queries.length, 0),
    signatures: [
      ...source.subjects.map(({ casebook }) => bookSignatures(casebook)),
      ...forms.map((form) => form.signatures),
    ].flat().length,
    notReceived: log.filter(({ receipt }) => !receipt).length,
    contested: items.filter(({ contested }) => contested).length,
    held: new Set(lines.filter(({ reception }) => reception === 'held').map(({ logged }) => logged)).size,
    withdrawn: withdrawn.length,
  }
}
