import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { TextDecoder } from 'node:util'
import { gunzipSync } from 'node:zlib'
import type { ImportedPerson } from '#shared/import/imported-changes'
import { MappedTables, type TableReport } from '#shared/import/mapped-tables'
import { ImportRefused } from '#shared/import/refused'
import { TableMap } from '#shared/import/table-map'
import { delimitedRows } from '#shared/sheet/delimited'
import { type SheetLimits, SheetRefused } from '#shared/sheet/sheet'
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
export function importTables(files: readonly string[], mapFile: string): ImportedTables {
  const map = TableMap.safeParse(jsonIn(mapFile))
  if (!map.success) {
    const [first] = map.error.issues
    return fail(2, `${mapFile}, ${first?.path.join('.') ?? ''}: ${first?.message ?? 'is no mapping'}`)
  }
  const version = studyAmong(files, map.data)
  const tables = new MappedTables(compileStudy(version), map.data)
  for (const file of files.filter(isTable)) {
    try {
      tables.take(nameOf(file), delimitedRows(textOf(file), LIMITS))
    } catch (error) {
      if (error instanceof ImportRefused) fail(2, `${file}, ${error.message}`)
      if (error instanceof SheetRefused) fail(2, `${file}, ${error.message}`)
      throw error
    }
  }
  return { version, people: tables.people(), tables: tables.reports() }
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

function textOf(file: string): string {
  const path = pathOf(file)
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? fail(2, `${file}: cannot be read`)
  if (size > LIMITS.bytes) fail(2, `${file}: has ${size} bytes; ${LIMITS.bytes} are the most`)
  try {
    const bytes = readFileSync(path)
    const plain = file.endsWith('.gz') ? gunzipSync(bytes, { maxOutputLength: LIMITS.unpacked }) : bytes
    return new TextDecoder('utf-8', { fatal: true }).decode(plain)
  } catch (error) {
    return fail(
      2,
      `${file}: ${error instanceof RangeError ? `unpacks to more than ${LIMITS.unpacked} bytes` : 'is no text in UTF-8, or damaged'}`,
    )
  }
}
