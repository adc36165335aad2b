import { createReadStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import { TextDecoder } from 'node:util'
import { createGunzip } from 'node:zlib'
import { faultInWords } from '#shared/fault-in-words'
import type { ImportedPerson } from '#shared/import/imported-changes'
import { MappedTables, type TableReport } from '#shared/import/mapped-tables'
import { refusalIn } from '#shared/import/refused'
import { TableMap } from '#shared/import/table-map'
import { DelimitedReader } from '#shared/sheet/delimited'
import { type SheetLimits, type SheetRefusal, SheetRefused } from '#shared/sheet/sheet'
import { compileStudy } from '#shared/study/compile'
import { StudyVersion } from '#shared/study/definition'
import { fail, jsonIn, pathOf } from './command'

/** Tables of a whole study; the largest ever seen stay below. */
const LIMITS: SheetLimits = {
  bytes: 500_000_000,
  unpacked: 500_000_000,
  rows: 5_000_000,
  columns: 2_000,
  cell: 32_767,
}

export interface ImportedTables {
  readonly version: StudyVersion
  readonly people: readonly ImportedPerson[]
  readonly tables: readonly TableReport[]
}

/** Reads tables (`.csv`, `.csv.gz`) by a mapping into the study version that stands among the files as JSON. */
export async function importTables(files: readonly string[], mapFile: string): Promise<ImportedTables> {
  const map = TableMap.safeParse(jsonIn(mapFile))
  if (!map.success) {
    const [first] = map.error.issues
    return fail(2, `${mapFile} is no mapping: ${first ? faultInWords(first) : 'it cannot be read'}`)
  }
  const version = studyAmong(files, map.data)
  const tables = new MappedTables(compileStudy(version), map.data)
  for (const file of files.filter(isTable)) {
    try {
      const table = tables.begin(nameOf(file))
      const reader = new DelimitedReader(LIMITS)
      for await (const piece of textOf(file)) for (const row of reader.read(piece, false)) table.row(row)
      for (const row of reader.read('', true)) table.row(row)
      table.end()
    } catch (error) {
      const why = refusalIn(error)
      if (why) fail(2, `${file}, ${why.message}`)
      if (error instanceof SheetRefused) fail(2, `${file}, line ${error.line ?? 1}: ${sentences[error.why]}`)
      throw error
    }
  }
  return { version, people: tables.people(), tables: tables.reports() }
}

const sentences: Readonly<Record<SheetRefusal, string>> = {
  empty: 'there is nothing in it',
  'too-large': `it has more than ${LIMITS.bytes} bytes`,
  'too-many-rows': `it has more than ${LIMITS.rows} rows`,
  'too-many-columns': `a row has more than ${LIMITS.columns} columns`,
  'cell-too-long': `a cell has more than ${LIMITS.cell} characters`,
  'quote-open': 'a quote that opens there is not closed',
  'not-text': 'it is no text',
  'old-workbook': 'it is a workbook, not a table of text',
  'not-a-workbook': 'it is no workbook',
  damaged: 'it is damaged',
  locked: 'it is locked by a password',
  macros: 'it has macros',
  linked: 'it reaches into other files',
  'too-slow': 'it takes too long to read',
}

const isTable = (file: string): boolean => !/\.json$/i.test(file)
const nameOf = (file: string): string => basename(file).replace(/\.(csv|tsv|txt)(\.gz)?$/i, '')

function studyAmong(files: readonly string[], { study }: TableMap): StudyVersion {
  for (const file of files.filter((one) => !isTable(one))) {
    const version = StudyVersion.safeParse(jsonIn(file))
    if (!version.success) return fail(2, `${file}: is no study version`)
    if (version.data.study.id === study) return version.data
  }
  return fail(2, `the mapping is for ${study}: name the file that has its study version`)
}

/** What of a packed file may come out of each of its bytes, beyond the first ten million. */
const MOST_UNPACKED = 100

/** A table as text, piece by piece; no more of it is held than a piece. */
async function* textOf(file: string): AsyncGenerator<string> {
  const path = pathOf(file)
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? fail(2, `${file}: cannot be read`)
  if (size > LIMITS.bytes) fail(2, `${file}: has ${size} bytes; ${LIMITS.bytes} are the most`)
  const isPacked = file.endsWith('.gz')
  const most = isPacked ? Math.min(LIMITS.unpacked, 10_000_000 + size * MOST_UNPACKED) : LIMITS.bytes
  const source = createReadStream(path, { highWaterMark: 256 * 1024 })
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let read = 0
  try {
    for await (const piece of isPacked ? source.pipe(createGunzip()) : source) {
      if (!(piece instanceof Uint8Array)) throw new Error('a file without bytes')
      read += piece.length
      if (read > most) fail(2, `${file}: unpacks to more than ${most} bytes`)
      yield decoder.decode(piece, { stream: true })
    }
    yield decoder.decode()
  } catch (error) {
    if (error instanceof Error && 'code' in error) fail(2, `${file}: is no text in UTF-8, or damaged`)
    throw error
  }
}
