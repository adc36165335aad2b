import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { LogCheck, LogPeople, PEOPLE_FILE, type StreamEnd, logFile } from '#shared/export/log-folder'
import { Manifest } from '#shared/export/manifest'
import { type StreamId, streamParts } from '#shared/ids'
import { fail, pathOf, signedBy } from './command'
import { fromServer, linesOf } from './log-source'
import { openPage, passphraseIn } from './site-copy'

/**
 * `npm run --silent verify -- PATH|URL [--credentials FILE] [--passphrase FILE]`: proves an export, a back-up, the copy of a
 * site or a server's log without the app: every entry follows from those before it, every signature is by its author's key, every file is what the manifest
 * says. Status 1 names the first bad entry; standard output says the same as JSON.
 */

const usage = 'verify PATH|URL [--credentials FILE] [--passphrase FILE]'

interface Proof {
  files: number
  entries: number
  signatures: number
}

const { what, credentials, passphrase } = called()
const proof: Proof = { files: 0, entries: 0, signatures: 0 }
if (/^https?:\/\//.test(what)) await verifyServer(what)
else if (isFile(pathOf(what))) await verifyCopy(pathOf(what))
else await verifyFolder(pathOf(what))
console.log(JSON.stringify({ holds: true, ...proof }))

function called() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { credentials: { type: 'string' }, passphrase: { type: 'string' } },
    })
    const [what, ...others] = positionals
    return what !== undefined && others.length === 0 ? { what, ...values } : fail(2, usage)
  } catch {
    return fail(2, usage)
  }
}

function bad(where: string, why: string): never {
  console.log(JSON.stringify({ holds: false, where, why }))
  return fail(1, `${where}: ${why}`)
}

async function verifyServer(address: string): Promise<void> {
  const log = await fromServer(address, credentials, undefined)
  for (const stream of log.streams) await verifyStream(stream, stream, log.rows(stream), log.people, undefined)
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}

/** The copy of a site is opened where only its reader sees it, and its files go again. */
async function verifyCopy(page: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tracer-copy-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const why = await openPage(page, passphraseIn(passphrase), folder)
  if (why !== undefined) bad(what, why)
  await verifyFolder(folder)
}

async function verifyFolder(folder: string): Promise<void> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    fail(2, `${what}: is neither an address nor a folder`)
  const manifest = manifestIn(folder)
  const named = new Map(manifest.files.map((file) => [file.name, file]))
  const missing = manifest.files.find(({ name }) => !existsSync(join(folder, name)))
  if (missing) bad(missing.name, 'the file is missing')
  // Entries before files: who altered one is told which.
  if (manifest.log) await verifyLog(folder, manifest.log)
  for (const { name, bytes, sha256 } of manifest.files) {
    const file = join(folder, name)
    if (statSync(file).size !== bytes) bad(name, `has ${statSync(file).size} bytes, not ${bytes}`)
    if ((await sha256Of(file)) !== sha256) bad(name, 'is not what the manifest says')
    proof.files++
  }
  const stranger = filesIn(folder).find((name) => name !== 'manifest.json' && !named.has(name))
  if (stranger !== undefined) bad(stranger, 'is not in the manifest')
}

function manifestIn(folder: string): Manifest {
  let text: string
  try {
    text = readFileSync(join(folder, 'manifest.json'), 'utf8')
  } catch {
    return fail(2, `${what}: manifest.json is missing: nothing says what should lie here`)
  }
  try {
    const read = Manifest.safeParse(JSON.parse(text))
    if (read.success) return read.data
    const [issue] = read.error.issues
    return bad('manifest.json', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'cannot be read'}`)
  } catch {
    return bad('manifest.json', 'is no JSON')
  }
}

async function verifyLog(folder: string, ends: readonly StreamEnd[]): Promise<void> {
  const people = LogPeople.safeParse(JSON.parse(readFileSync(join(folder, PEOPLE_FILE), 'utf8')))
  if (!people.success) return bad(PEOPLE_FILE, 'cannot be read')
  for (const end of ends) {
    const name = logFile(streamParts(end.stream).site)
    await verifyStream(name, end.stream, linesOf(join(folder, name)), people.data, end)
  }
}

async function verifyStream(
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
    if ('fault' in found) bad(`${name}, entry ${found.seq}${found.change ? ` (${found.change})` : ''}`, found.fault)
    proof.entries++
  }
  const short = end && check.endsAt(end)
  if (short) bad(`${name}, entry ${short.seq}`, short.fault)
  proof.signatures += check.signatures
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
