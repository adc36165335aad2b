import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Library from 'xport-js'
import { z } from 'zod'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import type { Logged } from '#shared/change/change'
import { making } from '#shared/export/making'
import type { ExportSource } from '#shared/export/source'
import { streamed } from '#shared/export/streamed'
import { type TabularFormat, tabularFiles } from '#shared/export/tabular/files'
import { RowsInMemory } from '#shared/export/tabular/tabular'
import { SiteId, type SubjectKey } from '#shared/ids'
import type { CompiledStudy } from '#shared/study/compile'
import { standards } from './schemas'

/** Files of data sets in memory, by name, with what was said about them. */
export async function tabularTexts(source: ExportSource, format: TabularFormat) {
  const whole = streamed(source)
  const made = making(whole, { format, kind: 'snapshot', fonts: { regular: new Uint8Array(), bold: new Uint8Array() } })
  const { files, notes } = await tabularFiles(whole, made, format, () => new RowsInMemory())
  const bytes = new Map<string, Uint8Array>()
  for (const { name, pieces } of files) {
    const parts: Uint8Array[] = []
    for await (const piece of pieces) parts.push(typeof piece === 'string' ? Buffer.from(piece) : piece)
    bytes.set(name, Buffer.concat(parts))
  }
  return { bytes, notes }
}

const Cell = z.union([z.string(), z.number(), z.null()])
const DatasetFile = z.looseObject({
  name: z.string(),
  records: z.number(),
  columns: z.array(z.looseObject({ itemOID: z.string(), name: z.string(), dataType: z.string() })),
  rows: z.array(z.array(Cell)),
})
export type DatasetFile = z.output<typeof DatasetFile>

const schemaIn = (text: string): Parameters<typeof z.fromJSONSchema>[0] =>
  z.record(z.string(), z.json()).parse(JSON.parse(text))

/** The schema of CDISC: only where the standards lie beside the repository. */
export const datasetSchema = () =>
  z.fromJSONSchema(schemaIn(readFileSync(join(standards, 'dataset-json-1.1/dataset.schema.json'), 'utf8')))

export const textIn = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8')

/** Every Dataset-JSON file of an export, by the name of its data set. */
export function datasetsIn(bytes: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, DatasetFile> {
  return new Map(
    [...bytes]
      .filter(([name]) => name.endsWith('.json'))
      .map(([, file]) => DatasetFile.parse(JSON.parse(textIn(file))))
      .map((file) => [file.name, file]),
  )
}

const Line = z.array(Cell)

/** The rows of a transport file as another library reads them. It takes the blanks at the end of a file for a row. */
export async function readXpt(bytes: Uint8Array): Promise<readonly Readonly<Record<string, z.output<typeof Cell>>>[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tracer-xpt-'))
  try {
    const path = join(folder, 'file.xpt')
    writeFileSync(path, bytes)
    const lines: z.output<typeof Line>[] = []
    for await (const line of new Library(path).read({ encoding: 'utf8' })) lines.push(Line.parse(line))
    const [names = [], ...rows] = lines
    return rows
      .map((row) => Object.fromEntries(row.map((cell, i) => [String(names[i]), cell])))
      .filter((row) => row['STUDYID'] !== '')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export const exportOf = (study: CompiledStudy, subject: SubjectKey, log: readonly Logged[]): ExportSource => ({
  study,
  subjects: [{ site: SiteId.parse('NL01'), siteName: 'Rotterdam', casebook: fold(log, emptyCasebook(subject)) }],
  people: new Map(),
  asOf: '2027-01-01T00:00:00Z',
  exporter: { name: 'Dora', role: 'data-manager' },
  app: 'Tracer 0.1.0',
  language: 'en',
})
