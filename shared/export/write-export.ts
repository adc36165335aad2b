import { aboutTables } from './about-tables'
import { UTF8_MARK, writeRow } from './csv'
import { codebook, formPlans } from './form-tables'
import type { ExportFormat } from './manifest'
import type { OdmEdition } from './odm/edition'
import { edition13 } from './odm/edition-13'
import { edition20 } from './odm/edition-20'
import { type OdmKind, odmFile } from './odm/odm'
import { blankFormsPdf } from './pdf/blank-forms'
import { casebookPdf } from './pdf/casebook'
import type { Fonts } from './pdf/paper'
import { recordPlans } from './record-tables'
import { codeOf } from './source'
import type { StreamedSource } from './streamed'
import { tabulationOf } from './tabular/tabulation'
import { type TabularFormat, tabularFiles } from './tabular/files'
import { RowsInMemory, type RowStore } from './tabular/tabular'
import { type TablePlan, laidOut } from './table-plan'
import { safeName } from './zip'

/** Where the files of an export go as they are written, piece by piece; several grow at once. */
export interface ExportSink {
  /** Adds to the end of a file, which begins with its first piece. `rows` of its table are in the piece. */
  append(file: string, piece: string | Uint8Array, rows?: number): void | Promise<void>
}

export interface WriteOrder {
  readonly format: ExportFormat
  /** Of ODM: what stands, or everything that happened. */
  readonly kind: OdmKind
  /** FileOID of the ODM file that went before. */
  readonly prior?: string | undefined
  readonly fonts: Fonts
  /** Where rows of data sets wait; left out, in memory. */
  readonly newStore?: (() => RowStore) | undefined
}

/**
 * Writes every file of an export but its manifest, for the device and the command line alike. No more than one casebook
 * is in memory at a time. Same source, same bytes. Gives what the files cannot hold, and where it stands instead.
 */
export async function writeExport(
  source: StreamedSource,
  order: WriteOrder,
  sink: ExportSink,
): Promise<readonly string[]> {
  switch (order.format) {
    case 'pdf':
      await writeCasebooks(source, order.fonts, '', sink)
      return casebookNotes
    case 'csv':
      await writeTables(source, '', sink)
      return tableNotes
    case 'complete':
      // A folder each: there nothing else tells them apart as quickly.
      await writeCasebooks(source, order.fonts, 'casebooks/', sink)
      await writeTables(source, 'tables/', sink)
      return [...casebookNotes, ...tableNotes]
    case 'odm':
      await writeOdm(source, order, edition13, sink)
      return notesOf(order)
    case 'odm2':
      await writeOdm(source, order, edition20, sink)
      return notesOf(order)
    case 'dataset-json':
    case 'define':
    case 'xpt':
    case 'tte':
      return writeDatasets(source, order.format, order.newStore ?? (() => new RowsInMemory()), sink)
    case 'forms':
      await writeForms(source, order.fonts, sink)
      return []
  }
}

const casebookNotes: readonly string[] = [
  'In casebooks a sign that the fonts do not have is printed as its code point, as in [U+0007], and a tab as four blanks.',
]

const tableNotes: readonly string[] = [
  'In tables a text that a spreadsheet would run has an apostrophe in front: README.txt says how to take it off.',
]

async function writeDatasets(
  source: StreamedSource,
  format: TabularFormat,
  newStore: () => RowStore,
  sink: ExportSink,
): Promise<readonly string[]> {
  const { files, notes } = await tabularFiles(source, format, newStore)
  for (const { name, pieces, rows } of files) {
    await sink.append(name, '', rows)
    for await (const piece of pieces) await sink.append(name, piece)
  }
  return notes
}

function notesOf({ format, kind }: Pick<WriteOrder, 'format' | 'kind'>): readonly string[] {
  return [
    'A decimal comma is written as a point; what was typed stands beside it in an annotation.',
    'Signs that XML cannot hold are shown as pictures; what was typed stands beside them in an annotation.',
    'Values in the first unit of an item are left out: they follow from value and unit.',
    ...(kind === 'snapshot' ? ['Withdrawn forms and held entries are left out: a transactional file has them.'] : []),
    ...(format === 'odm2' ? ['What was answered to a query stands as the reason of its audit records.'] : []),
  ]
}

async function writeOdm(
  source: StreamedSource,
  { kind, prior }: WriteOrder,
  edition: OdmEdition,
  sink: ExportSink,
): Promise<void> {
  const name = `${source.study.version.study.id}.xml`
  for await (const piece of odmFile(source, { edition, kind, prior })) await sink.append(name, piece)
}

async function writeCasebooks(source: StreamedSource, fonts: Fonts, folder: string, sink: ExportSink): Promise<void> {
  for await (const subject of source.subjects()) {
    const name = `${folder}${safeName(codeOf(subject.casebook))}.pdf`
    await sink.append(name, await casebookPdf(source, subject, fonts))
  }
}

/** The forms of every version, blank and annotated. */
async function writeForms(source: StreamedSource, fonts: Fonts, sink: ExportSink): Promise<void> {
  const tabulation = tabulationOf(source.versions)
  for (const study of source.versions) {
    const { version } = study
    const name = safeName(`${version.study.name} ${version.name}`)
    await sink.append(`${name}_forms.pdf`, await blankFormsPdf(source, study, undefined, fonts))
    await sink.append(`${name}_forms-annotated.pdf`, await blankFormsPdf(source, study, tabulation, fonts))
  }
}

/** Every table that has something to say: forms nobody has filled yet are left out, the codebook has them. */
async function writeTables(source: StreamedSource, folder: string, sink: ExportSink): Promise<void> {
  const begun = new Set<string>()
  const add = async ({ name, columns }: Pick<TablePlan, 'name' | 'columns'>, rows: readonly (readonly string[])[]) => {
    const head = begun.has(name) ? '' : UTF8_MARK + writeRow(columns)
    begun.add(name)
    await sink.append(`${folder}${safeName(name)}.csv`, head + rows.map(writeRow).join(''), rows.length)
  }
  const records = recordPlans(source)
  const forms = formPlans(source)
  for (const plan of records) await add(plan, [])
  for await (const subject of source.subjects()) {
    const laid = laidOut(source.study, subject)
    for (const plan of [...forms, ...records]) {
      const rows = plan.rowsOf(laid)
      if (rows.length > 0) await add(plan, rows)
    }
  }
  for (const table of codebook(source)) await add(table, table.rows)
  await sink.append(`${folder}README.txt`, aboutTables(source.language))
}
