import { randomUUID } from 'node:crypto'
import { createReadStream, existsSync, statSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { TextDecoder, parseArgs } from 'node:util'
import { canonicalJson } from '#shared/canonical-json'
import { encodingOf } from '#shared/import/encoding'
import { type ImportedPerson, changesOf } from '#shared/import/imported-changes'
import type { TableReport } from '#shared/import/mapped-tables'
import { OdmReader } from '#shared/import/read-odm'
import { refusalIn } from '#shared/import/refused'
import { DeviceId, SYSTEM_USER } from '#shared/ids'
import { type StudyVersion, versionIdOf } from '#shared/study/definition'
import { fail, pathOf } from './command'
import { importTables } from './import-tables'
import { OutFolder } from '../exports/out-folder'

/**
 * `npm run --silent import -- FILE… [--map FILE] [--check] [--out FOLDER]`: reads ODM-XML 1.3 and 2.0, definitions and data
 * in one file or in several; with a mapping, tables (`.csv`, `.csv.gz`) into the study version that is among the files as
 * JSON. Says on standard output as one JSON object what is in them and what could not be carried. Without `--check` it
 * writes the studies (for `publish-study`) and the changes, marked as imported. A file that is refused is named with line,
 * path and reason, and nothing is written.
 */

const usage = 'import FILE… [--map FILE] [--check] [--out FOLDER]'
/** The largest file that is read: ODM of millions of items stays below. */
const LARGEST = 2_000_000_000

const { files, map, check, out } = called()
const target = pathOf(out ?? `${basename(files[0] ?? '', extname(files[0] ?? ''))}-import`)
if (!check && existsSync(target)) fail(2, `${out ?? basename(target)}: something lies there already`)
const imported = await (map === undefined ? readOdm() : readTables(map))
console.log(JSON.stringify(reportOf(imported)))
if (!check) await write(imported)

function called() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { check: { type: 'boolean', default: false }, out: { type: 'string' }, map: { type: 'string' } },
    })
    const { check: isCheck, out: folder, map: mapping } = values
    return positionals.length > 0 ? { files: positionals, check: isCheck, out: folder, map: mapping } : fail(2, usage)
  } catch {
    return fail(2, usage)
  }
}

interface Imported {
  readonly versions: readonly StudyVersion[]
  readonly people: readonly ImportedPerson[]
  readonly left: readonly string[]
  /** Of files with tables, each with what became of it. */
  readonly tables?: readonly TableReport[]
}

async function readTables(mapping: string): Promise<Imported> {
  const { version, people, tables } = await importTables(files, mapping)
  return { versions: [version], people, left: [], tables }
}

async function readOdm(): Promise<Imported> {
  const reader = new OdmReader()
  for (const name of files) {
    const path = pathOf(name)
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? fail(2, `${name}: cannot be read`)
    if (size > LARGEST) fail(2, `${name}: has ${size} bytes; ${LARGEST} are the most`)
    try {
      const file = reader.file()
      for await (const text of textOf(path)) file.write(text)
      file.end()
    } catch (error) {
      refused(name, error)
    }
  }
  try {
    const { studies, subjects, left } = reader.result()
    return { versions: studies.map(({ version }) => version), people: subjects, left: left.map(({ en }) => en) }
  } catch (error) {
    return refused(files.join(', '), error)
  }
}

function refused(name: string, error: unknown): never {
  const why = refusalIn(error)
  if (why) return fail(2, `${name}, ${why.message}`)
  throw error
}

/** A file as text, piece by piece, in the encoding that its first bytes say. */
async function* textOf(path: string): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  for await (const piece of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    if (!(piece instanceof Uint8Array)) throw new Error('a file without bytes')
    const bytes: Uint8Array = piece
    decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true, ignoreBOM: true })
    yield decoder.decode(bytes, { stream: true })
  }
  if (decoder) yield decoder.decode()
}

function reportOf({ versions, people, left, tables }: Imported) {
  return {
    studies: versions.map((version) => ({
      id: version.study.id,
      version: versionIdOf(version),
      name: version.name,
      visits: version.events.length,
      forms: version.forms.length,
      items: version.forms.flatMap(({ groups }) => groups.flatMap(({ items }) => items)).length,
      codeLists: version.codeLists.length,
    })),
    participants: new Set(people.map(({ subject }) => subject)).size,
    values: people.reduce((sum, { values }) => sum + values.length, 0),
    withAudit: people.reduce((sum, { values }) => sum + values.filter(({ audit }) => audit).length, 0),
    left,
    ...(tables && { tables: tables.map((table) => ({ ...table })) }),
  }
}

async function write(all: Imported): Promise<void> {
  const folder = new OutFolder(target)
  try {
    for (const version of all.versions)
      await folder.write(`study/${versionIdOf(version)}.json`, [canonicalJson(version)])
    await folder.write('changes.jsonl', lines(all))
    await folder.write('report.json', [canonicalJson(reportOf(all))])
    folder.keepAll()
  } catch (error) {
    folder.drop()
    throw error
  }
}

function* lines({ people }: Imported): Generator<string> {
  const importer = {
    device: DeviceId.parse(randomUUID()),
    author: SYSTEM_USER,
    role: 'system' as const,
    at: new Date().toISOString(),
    zone: 'UTC',
    boot: randomUUID(),
    from: 1,
  }
  for (const change of changesOf(people, importer)) yield `${canonicalJson(change)}\n`
}
