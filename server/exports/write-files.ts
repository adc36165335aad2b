import { join } from 'node:path'
import { canonicalJson } from '#shared/canonical-json'
import { type LogPeople, PEOPLE_FILE, type StreamEnd, logFile, versionFile } from '#shared/export/log-folder'
import { type ExportFormat, type ExportProfile, type Manifest, manifestFile } from '#shared/export/manifest'
import { manifestOf } from '#shared/export/manifest-of'
import type { OdmKind } from '#shared/export/odm/odm'
import type { CopyTitle } from '#shared/export/sealed-copy'
import type { StreamedSource } from '#shared/export/streamed'
import { writeExport } from '#shared/export/write-export'
import { type StreamId, streamParts } from '#shared/ids'
import { type StudyVersion, versionIdOf } from '#shared/study/definition'
import { fonts } from './fonts'
import { OutFolder, type Written } from './out-folder'
import { RowSpool } from './row-spool'
import { sealFolder } from './sealed-folder'

export interface Order {
  readonly format: ExportFormat
  readonly kind: OdmKind
  readonly profile: ExportProfile
  readonly prior?: string | undefined
  readonly only: NonNullable<Manifest['only']>
  readonly path: string
  /** Of a copy for a site: what it is closed with and called. */
  readonly copy?: { readonly passphrase: string; readonly title: CopyTitle } | undefined
  /** What was done to the source before. */
  readonly notes: readonly string[]
  /** One file at that path instead of a folder. */
  readonly alone: boolean
  /** Where rows wait. */
  readonly temporary: string | undefined
  /** Hears of everything that is written. */
  readonly wrote: (bytes: number, rows: number | undefined) => void
  readonly log: {
    readonly people: LogPeople
    readonly documents: readonly StudyVersion[]
    readonly ends: readonly StreamEnd[]
    rows(stream: StreamId): AsyncIterable<unknown>
  }
}

/** Writes everything that was asked for, or nothing. */
export async function writeTo(source: StreamedSource, order: Order): Promise<readonly Written[]> {
  const folder = new OutFolder(order.path, order.wrote)
  const spool = new RowSpool(order.temporary)
  // Whoever ends the program ends it here: what lies half made goes first.
  const clear = () => {
    folder.drop()
    spool.close()
  }
  process.once('exit', clear)
  try {
    // One file by itself has none beside it.
    const said = { ...order, fonts: fonts(), newStore: () => spool.store(), attached: !order.alone }
    const { participants, notes } = await writeExport(source, said, folder)
    const copied =
      order.copy &&
      (await writeExport(source, { ...said, format: 'odm', kind: 'transactional', attached: false }, folder))
    const withLog = order.profile === 'audit' || order.copy !== undefined
    const [first] = folder.files
    if (order.alone && first) {
      folder.keepOnly(first.name)
      return [first]
    }
    if (withLog) await writeLog(folder, order)
    const manifest = manifestFile(
      manifestOf(source, order, {
        participants,
        profile: order.profile,
        only: order.only,
        files: folder.files.map((file) => ({ ...file })),
        notes: [...notes, ...(copied?.notes ?? []), ...order.notes],
        ...(withLog && { log: [...order.log.ends] }),
      }),
    )
    await folder.write(manifest.name, [manifest.bytes])
    const { files } = folder
    const { copy } = order
    if (!copy) folder.keepAll()
    else
      await folder.keepAs(async (path) => {
        const page = join(path, PAGE)
        const names = files.map(({ name }) => name)
        await sealFolder(path, names, { page, ...copy })
        return page
      })
    return files
  } finally {
    process.off('exit', clear)
    clear()
  }
}

/** Where a copy for a site lies until it is whole. */
const PAGE = 'copy.html'

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
