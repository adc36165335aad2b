import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { CarriedCheck } from '#shared/export/carried-check'
import { LogCheck, LogPeople, LogRow, PEOPLE_FILE, type StreamEnd, logFile } from '#shared/export/log-folder'
import { MANIFEST_FILE, readManifest } from '#shared/export/manifest'
import { type StreamId, streamParts } from '#shared/ids'
import type { LogSource } from '../exports/log-source'
import { signedBy } from '../signed-by'
import { linesOf } from './log-source'

/** That everything is as it was written, with how much was looked at; or the first place where it is not. */
export type Proof =
  ({ readonly holds: true } & Readonly<Count>) | { readonly holds: false; readonly where: string; readonly why: string }

class Broken extends Error {
  constructor(
    readonly where: string,
    readonly why: string,
  ) {
    super(`${where}: ${why}`)
  }
}

interface Count {
  files: number
  entries: number
  signatures: number
  /** Entries of which two people had something blacked out. */
  redactions: number
}

async function proof(look: (count: Count) => Promise<void>): Promise<Proof> {
  const count: Count = { files: 0, entries: 0, signatures: 0, redactions: 0 }
  try {
    await look(count)
    return { holds: true, ...count }
  } catch (error) {
    if (error instanceof Broken) return { holds: false, where: error.where, why: error.why }
    throw error
  }
}

/** Looks at every stream that a server shows. */
export const proveServer = (log: LogSource): Promise<Proof> =>
  proof(async (count) => {
    const carried = new CarriedCheck()
    for (const stream of log.streams)
      await lookAt({ count, carried }, stream, stream, log.rows(stream), log.people, undefined)
    await compareCarried(carried, log.streams, (stream) => [stream, log.rows(stream)])
  })

/** Looks at a folder that an export or a back-up was written to; its manifest has to be there. */
export const proveFolder = (folder: string): Promise<Proof> =>
  proof(async (count) => {
    const manifest = readManifest(readFileSync(join(folder, MANIFEST_FILE), 'utf8'))
    if ('fault' in manifest) throw new Broken(MANIFEST_FILE, manifest.fault)
    const named = new Set(manifest.files.map(({ name }) => name))
    const missing = manifest.files.find(({ name }) => !existsSync(join(folder, name)))
    if (missing) throw new Broken(missing.name, 'the file is missing')
    // Entries before files: who altered one is told which.
    if (manifest.log) await lookAtLog(count, folder, manifest.log)
    for (const { name, bytes, sha256 } of manifest.files) {
      const { size } = statSync(join(folder, name))
      if (size !== bytes) throw new Broken(name, `has ${size} bytes, not ${bytes}`)
      if ((await sha256Of(join(folder, name))) !== sha256) throw new Broken(name, 'is not what the manifest says')
      count.files++
    }
    const stranger = filesIn(folder).find((name) => name !== MANIFEST_FILE && !named.has(name))
    if (stranger !== undefined) throw new Broken(stranger, 'is not in the manifest')
  })

async function lookAtLog(count: Count, folder: string, ends: readonly StreamEnd[]): Promise<void> {
  const people = peopleIn(join(folder, PEOPLE_FILE))
  if (!people) throw new Broken(PEOPLE_FILE, 'cannot be read')
  const carried = new CarriedCheck()
  const fileOf = (stream: StreamId) => logFile(streamParts(stream).site)
  for (const end of ends) {
    const name = fileOf(end.stream)
    if (!existsSync(join(folder, name))) throw new Broken(name, 'the file is missing')
    await lookAt({ count, carried }, name, end.stream, linesOf(join(folder, name)), people, end)
  }
  const streams = ends.map(({ stream }) => stream)
  await compareCarried(carried, streams, (stream) => [fileOf(stream), linesOf(join(folder, fileOf(stream)))])
}

/**
 * What was carried from one site to another is what stands in the log of the other, where that is there: read once more,
 * and only where something was carried. Each row was proved before.
 */
async function compareCarried(
  carried: CarriedCheck,
  streams: readonly StreamId[],
  read: (stream: StreamId) => readonly [name: string, rows: AsyncIterable<unknown>],
): Promise<void> {
  for (const stream of carried.comparedWith(streams)) {
    const [, rows] = read(stream)
    for await (const row of rows) carried.compare(LogRow.parse(row))
  }
  const bad = carried.firstFault(streams)
  if (bad) throw new Broken(`${read(bad.stream)[0]}, entry ${bad.seq} (${bad.change})`, 'carried-otherwise')
}

function peopleIn(file: string): LogPeople | undefined {
  try {
    return LogPeople.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data
  } catch {
    return undefined
  }
}

async function lookAt(
  { count, carried }: { readonly count: Count; readonly carried: CarriedCheck },
  name: string,
  stream: StreamId,
  rows: AsyncIterable<unknown>,
  people: LogPeople,
  end: StreamEnd | undefined,
): Promise<void> {
  const keys = new Map(people.keys.map((key) => [key.keyId, key]))
  const check = new LogCheck(stream, { keys, verify: signedBy })
  for await (const row of rows) {
    const found = check.next(row)
    if ('fault' in found)
      throw new Broken(`${name}, entry ${found.seq}${found.change ? ` (${found.change})` : ''}`, found.fault)
    carried.next(found)
    count.entries++
  }
  const short = end && check.endsAt(end)
  if (short) throw new Broken(`${name}, entry ${short.seq}`, short.fault)
  const bad = check.unexplained()
  if (bad) throw new Broken(`${name}, entry ${bad.seq}${bad.change ? ` (${bad.change})` : ''}`, bad.fault)
  count.signatures += check.signatures
  count.redactions += check.redactions
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}
