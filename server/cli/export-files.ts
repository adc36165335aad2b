import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { canonicalJson } from '#shared/canonical-json'
import { bundle } from '#shared/export/bundle'
import { type LogPeople, PEOPLE_FILE, type StreamEnd, logFile, versionFile } from '#shared/export/log-folder'
import { type ExportFormat, type ExportProfile, type Manifest, manifestFile } from '#shared/export/manifest'
import type { OdmEdition } from '#shared/export/odm/edition'
import { edition13 } from '#shared/export/odm/edition-13'
import { edition20 } from '#shared/export/odm/edition-20'
import { type OdmKind, odmFile } from '#shared/export/odm/odm'
import type { Fonts } from '#shared/export/pdf/paper'
import { codeOf, statusOf } from '#shared/export/source'
import type { StreamedSource } from '#shared/export/streamed'
import { type StreamId, streamParts } from '#shared/ids'
import { type StudyVersion, versionIdOf } from '#shared/study/definition'
import { OutFolder, type Written } from './out-folder'

export interface Order {
  readonly format: ExportFormat
  readonly kind: OdmKind
  readonly profile: ExportProfile
  readonly prior?: string
  readonly only: NonNullable<Manifest['only']>
  readonly path: string
  /** One file at that path instead of a folder. */
  readonly alone: boolean
  readonly log: {
    readonly people: LogPeople
    readonly documents: readonly StudyVersion[]
    readonly ends: readonly StreamEnd[]
    rows(stream: StreamId): AsyncIterable<unknown>
  }
}

/** Writes everything that was asked for, or nothing. */
export async function writeExport(source: StreamedSource, order: Order): Promise<readonly Written[]> {
  const folder = new OutFolder(order.path)
  try {
    await writeFormat(folder, source, order)
    const [first] = folder.files
    if (order.alone && first) {
      folder.keepOnly(first.name)
      return [first]
    }
    if (order.profile === 'audit') await writeLog(folder, order)
    const manifest = manifestFile(await manifestOf(source, order, folder.files))
    await folder.write(manifest.name, [manifest.bytes])
    folder.keepAll()
    return folder.files
  } catch (error) {
    folder.drop()
    throw error
  }
}

async function writeFormat(folder: OutFolder, source: StreamedSource, order: Order): Promise<void> {
  switch (order.format) {
    case 'odm':
      return writeOdm(folder, source, order, edition13)
    case 'odm2':
      return writeOdm(folder, source, order, edition20)
    case 'csv':
    case 'pdf':
    case 'complete': {
      const subjects = []
      for await (const subject of source.subjects()) subjects.push(subject)
      const { files, manifest } = await bundle({ ...source, subjects }, { kind: order.format, fonts: fonts() })
      const rows = new Map(manifest.files.map((file) => [file.name, file.rows]))
      for (const { name, bytes } of files) await folder.write(name, [bytes], rows.get(name))
    }
  }
}

async function writeOdm(folder: OutFolder, source: StreamedSource, order: Order, edition: OdmEdition): Promise<void> {
  const { kind, prior } = order
  await folder.write(`${source.study.version.study.id}.xml`, odmFile(source, { edition, kind, prior }))
}

async function writeLog(folder: OutFolder, { log }: Order): Promise<void> {
  for (const { stream, rows } of log.ends)
    await folder.write(logFile(streamParts(stream).site), lines(log.rows(stream), rows), rows)
  for (const document of log.documents)
    await folder.write(versionFile(versionIdOf(document)), [canonicalJson(document)])
  await folder.write(PEOPLE_FILE, [canonicalJson(log.people)])
}

/** The first rows of a stream, one a line. */
async function* lines(rows: AsyncIterable<unknown>, most: number): AsyncGenerator<string> {
  let n = 0
  if (most === 0) return
  for await (const row of rows) {
    yield `${JSON.stringify(row)}\n`
    if (++n === most) return
  }
}

async function manifestOf(source: StreamedSource, order: Order, files: readonly Written[]): Promise<Manifest> {
  const { study, app, language, asOf, exporter } = source
  const participants: Manifest['participants'] = []
  for await (const { site, casebook } of source.subjects())
    participants.push({ site, code: codeOf(casebook), status: statusOf(study, casebook) })
  return {
    format: 'tracer-export/1',
    study: study.version.study.id,
    version: { id: study.id, name: study.version.name },
    app,
    kind: order.format,
    profile: order.profile,
    only: order.only,
    language,
    asOf,
    exporter,
    participants,
    files: files.map(({ name, rows, bytes, sha256 }) => ({ name, bytes, sha256, ...(rows !== undefined && { rows }) })),
    ...(order.profile === 'audit' && { log: [...order.log.ends] }),
    notes: notesOf(order),
  }
}

/** What a format cannot hold, and where it stands instead. */
function notesOf({ format, kind }: Order): string[] {
  if (format !== 'odm' && format !== 'odm2') return []
  return [
    'A decimal comma is written as a point; what was typed stands beside it in an annotation.',
    'Signs that XML cannot hold are shown as pictures; what was typed stands beside them in an annotation.',
    'Values in the first unit of an item are left out: they follow from value and unit.',
    ...(kind === 'snapshot' ? ['Withdrawn forms and held entries are left out: a transactional file has them.'] : []),
    ...(format === 'odm2' ? ['What was answered to a query stands as the reason of its audit records.'] : []),
  ]
}

function fonts(): Fonts {
  const find = createRequire(import.meta.url)
  const font = (file: string) => new Uint8Array(readFileSync(find.resolve(`@expo-google-fonts/noto-sans/${file}`)))
  return {
    regular: font('400Regular/NotoSans_400Regular.ttf'),
    bold: font('600SemiBold/NotoSans_600SemiBold.ttf'),
  }
}
