import { aboutTables } from './about-tables'
import type { FileThatGoes } from './attached-files'
import { UTF8_MARK, writeRow } from './csv'
import { codebook, formPlans } from './form-tables'
import type { MadeSubject } from './made'
import { type MakeOrder, making } from './making'
import type { Manifest } from './manifest'
import type { OdmEdition } from './odm/edition'
import { edition13 } from './odm/edition-13'
import { edition20 } from './odm/edition-20'
import { odmFile } from './odm/odm'
import type { Fonts } from './pdf/paper'
import { recordPlans } from './record-tables'
import type { StreamedSource } from './streamed'
import { tabularFiles } from './tabular/files'
import { tabulationOf } from './tabular/tabulation'
import { RowsInMemory, type RowStore } from './tabular/tabular'
import { type NamedFile, safeName } from './zip'

/** Where the files of an export go as they are written, piece by piece; several grow at once. */
export interface ExportSink {
  /** Adds to the end of a file, which begins with its first piece. `rows` of its table are in the piece. */
  append(file: string, piece: string | Uint8Array, rows?: number): void | Promise<void>
}

export interface WriteOrder extends MakeOrder {
  /** FileOID of the ODM file that went before. */
  readonly prior?: string | undefined
  /** Where rows of data sets wait; left out, in memory. */
  readonly newStore?: (() => RowStore) | undefined
  /** Whether files that were added to forms lie beside it; left out, they do where the format has a place for them. */
  readonly attached?: boolean
}

/** What is said of an export beside its files. */
export interface WrittenExport {
  readonly participants: Manifest['participants']
  /** What the files cannot hold, and where it stands instead. */
  readonly notes: readonly string[]
}

/**
 * Writes every file of an export but its manifest, for the device and the command line alike. No more than a few
 * participants are in memory at a time. Same source, same bytes.
 */
export async function writeExport(source: StreamedSource, order: WriteOrder, sink: ExportSink): Promise<WrittenExport> {
  const participants: Manifest['participants'] = []
  const attached: FileThatGoes[] = []
  const notes = await writeFiles(source, noted(making(source, order), participants, attached), order, sink)
  const more = order.attached === false ? [] : await writeAttached(source, attached, order, sink)
  return { participants, notes: [...notes, ...more] }
}

/** Who goes by is noted, with the files that were added to their forms. */
async function* noted(
  made: AsyncIterable<MadeSubject>,
  participants: Manifest['participants'],
  attached: FileThatGoes[],
): AsyncGenerator<MadeSubject> {
  for await (const one of made) {
    participants.push(one.participant)
    attached.push(...one.attachments)
    yield one
  }
}

/** Writes files that were added to forms as they are, one in memory at a time, and says which do not go along. */
async function writeAttached(
  source: StreamedSource,
  attached: readonly FileThatGoes[],
  { format }: WriteOrder,
  sink: ExportSink,
): Promise<readonly string[]> {
  if (attached.length === 0) return []
  if (!namesFiles(format))
    return [`Files that were added to forms (${attached.length}) are left out: casebooks, tables and ODM have them.`]
  let without = 0
  for (const one of attached) {
    const bytes = await source.content?.(one)
    if (bytes) await sink.append(one.name, bytes)
    else without++
  }
  if (without === 0) return []
  return [
    `Files that were added to forms: ${without} of ${attached.length} are not beside it, since whoever made it could not have them then. Their sizes and SHA-256 stand with their forms.`,
  ]
}

/** Whether what is made in a format says which files were added to forms. */
function namesFiles(format: WriteOrder['format']): boolean {
  switch (format) {
    case 'pdf':
    case 'csv':
    case 'complete':
    case 'odm':
    case 'odm2':
      return true
    case 'dataset-json':
    case 'define':
    case 'xpt':
    case 'tte':
    case 'forms':
      return false
  }
}

async function writeFiles(
  source: StreamedSource,
  made: AsyncIterable<MadeSubject>,
  order: WriteOrder,
  sink: ExportSink,
): Promise<readonly string[]> {
  switch (order.format) {
    case 'pdf':
      for await (const { files } of made) await appendAll(files, sink)
      return casebookNotes
    case 'csv':
      await writeTables(source, made, '', sink)
      return tableNotes
    case 'complete':
      await writeTables(source, made, 'tables/', sink)
      return [...casebookNotes, ...tableNotes]
    case 'odm':
      await writeOdm(source, made, order, edition13, sink)
      return notesOf(order)
    case 'odm2':
      await writeOdm(source, made, order, edition20, sink)
      return notesOf(order)
    case 'dataset-json':
    case 'define':
    case 'xpt':
    case 'tte': {
      const { files, notes } = await tabularFiles(
        source,
        made,
        order.format,
        order.newStore ?? (() => new RowsInMemory()),
      )
      for (const { name, pieces, rows } of files) {
        await sink.append(name, '', rows)
        for await (const piece of pieces) await sink.append(name, piece)
      }
      return notes
    }
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
  made: AsyncIterable<MadeSubject>,
  { kind, prior }: WriteOrder,
  edition: OdmEdition,
  sink: ExportSink,
): Promise<void> {
  const name = `${source.study.version.study.id}.xml`
  for await (const piece of odmFile(source, made, { edition, kind, prior })) await sink.append(name, piece)
}

async function appendAll(files: readonly NamedFile[], sink: ExportSink): Promise<void> {
  for (const { name, bytes } of files) await sink.append(name, bytes)
}

/** The forms of every version, blank and annotated. */
async function writeForms(source: StreamedSource, fonts: Fonts, sink: ExportSink): Promise<void> {
  // What draws is large: whoever draws nothing does without it.
  const { blankFormsPdf } = await import('./pdf/blank-forms')
  const tabulation = tabulationOf(source.versions)
  for (const study of source.versions) {
    const { version } = study
    const name = safeName(`${version.study.name} ${version.name}`)
    await sink.append(`${name}_forms.pdf`, await blankFormsPdf(source, study, undefined, fonts))
    await sink.append(`${name}_forms-annotated.pdf`, await blankFormsPdf(source, study, tabulation, fonts))
  }
}

/** Every table that has something to say: forms nobody has filled yet are left out, the codebook has them. */
async function writeTables(
  source: StreamedSource,
  made: AsyncIterable<MadeSubject>,
  folder: string,
  sink: ExportSink,
): Promise<void> {
  const records = recordPlans(source)
  const heads = new Map([...formPlans(source), ...records].map(({ name, columns }) => [name, columns]))
  const begin = async (name: string) => {
    const columns = heads.get(name)
    // Its head is written once.
    heads.delete(name)
    if (columns) await sink.append(fileOf(name), UTF8_MARK + writeRow(columns), 0)
  }
  const fileOf = (name: string) => `${folder}${safeName(name)}.csv`
  for (const { name } of records) await begin(name)
  for await (const { files, tables } of made) {
    await appendAll(files, sink)
    for (const { name, rows, bytes } of tables) {
      await begin(name)
      await sink.append(fileOf(name), bytes, rows)
    }
  }
  for (const { name, columns, rows } of codebook(source))
    await sink.append(fileOf(name), UTF8_MARK + [columns, ...rows].map(writeRow).join(''), rows.length)
  await sink.append(`${folder}README.txt`, aboutTables(source.language))
}
