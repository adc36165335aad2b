import { execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { open, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Manifest } from '#shared/export/manifest'
import { SiteId, SubjectCode, SubjectKey } from '#shared/ids'
import { smallStudy } from '../../support/small-study'
import { PASSWORD, type TestServer, startTestServer } from '../../support/server'

const root = join(import.meta.dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'tracer-commands-'))
const study = smallStudy.study.id
const asOf = '2100-01-01T00:00:00Z'
let server: TestServer

interface Ran {
  readonly status: number | null
  readonly output: string
  readonly complaint: string
}

/** Begins a command as npm does, from the folder that a caller would stand in. */
const begin = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  spawn(process.execPath, ['scripts/run.mjs', `out/cli/${command}.js`, ...args], {
    cwd: root,
    env: { ...process.env, INIT_CWD: folder, ...env },
  })

function run(command: string, ...args: readonly string[]): Promise<Ran> {
  const child = begin(command, args)
  let [output, complaint] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => resolve({ status, output, complaint }))
  })
}

const exported = (who: string, out: string, ...more: readonly string[]) =>
  run('export', '--study', study, '--as-of', asOf, '--from', server.address, '--credentials', `${who}.json`, '--out', out, ...more) // prettier-ignore

beforeAll(async () => {
  server = await startTestServer()
  const named = { ...smallStudy, dictionaries: [{ name: 'MedDRA', version: '27.1' }] }
  const version = await server.addStudy(named, ['A1', 'B1'])
  await server.addPerson('ana', study, 'nurse@A1')
  await server.addPerson('ben', study, 'nurse@B1')
  await server.addPerson('dora', study, 'data-manager@*')
  for (const [userName, site] of [
    ['ana', 'A1'],
    ['ben', 'B1'],
  ] as const) {
    const device = server.device()
    const by = await device.signIn(userName, PASSWORD, 'nurse')
    const body = { kind: 'enrol' as const, code: SubjectCode.parse(`${site}-001`) }
    const subject = SubjectKey.parse(randomUUID())
    device.assert({ by, at: '2026-03-02T09:00:00.000+01:00', study, site: SiteId.parse(site), version, subject, body })
    await device.push(by)
  }
  for (const userName of ['ana', 'dora'])
    writeFileSync(join(folder, `${userName}.json`), JSON.stringify({ userName, password: PASSWORD }))
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

test('the same data and instant give the same bytes, and verify believes them (GCP-21, PDF-06)', async () => {
  for (const out of ['one', 'two']) {
    const ran = await exported('dora', out, '--format', 'odm', '--kind', 'transactional', '--profile', 'audit')
    expect(ran).toMatchObject({ status: 0, complaint: '' })
  }
  const files = readdirSync(join(folder, 'one'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, 'one').length + 1))
  expect(files).toContain('manifest.json')
  for (const file of files)
    expect(readFileSync(join(folder, 'two', file))).toEqual(readFileSync(join(folder, 'one', file)))
  expect(JSON.parse((await run('verify', 'one')).output)).toMatchObject({ holds: true, entries: 2 })
})

test('an export holds what its maker may see (DATA-10)', async () => {
  await exported('ana', 'own', '--format', 'csv')
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(folder, 'own/manifest.json'), 'utf8')))
  expect(manifest.participants.map(({ code }) => code)).toEqual(['A1-001'])
  expect(manifest.dictionaries).toEqual([{ name: 'MedDRA', version: '27.1' }])
  expect(await exported('ana', 'other', '--format', 'csv', '--site', 'B1')).toMatchObject({ status: 1 })
  expect(existsSync(join(folder, 'other'))).toBe(false)
})

test('whoever makes it, an export names the same dictionaries, and says which the study leaves open (DATA-10)', async () => {
  for (const who of ['ana', 'dora']) {
    await exported(who, `sets-${who}`, '--format', 'dataset-json')
    const manifest = Manifest.parse(JSON.parse(readFileSync(join(folder, `sets-${who}/manifest.json`), 'utf8')))
    expect(manifest.dictionaries).toEqual([{ name: 'CDISC SDTM CT' }, { name: 'MedDRA', version: '27.1' }])
    expect(manifest.notes).toContainEqual(expect.stringMatching(/^CDISC SDTM CT: the study does not name the version/))
  }
})

test('who took what is in the security log of the server before it is anywhere else (GCP-02, ASVS-16.x, DATA-10)', async () => {
  const { rows } = await server.context.store.pool.query(
    `SELECT detail FROM security_log WHERE kind = 'exported' ORDER BY id`,
  )
  expect(rows).toContainEqual({ detail: `${study} * csv snapshot full ${asOf}` })
  expect(JSON.stringify(rows)).not.toContain(' B1 ')
})

test('one flipped byte is found, and where (P11-04)', async () => {
  const log = join(folder, 'two/log/A1.jsonl')
  writeFileSync(log, readFileSync(log, 'utf8').replace('09:00:00.000', '09:00:01.000'))
  const ran = await run('verify', 'two')
  expect(ran.status).toBe(1)
  expect(ran.complaint).toMatch(/^log\/A1\.jsonl, entry 1 \(.*\): altered\n$/)
})

test('wrong use is one line and status 2, and leaves nothing behind', async () => {
  const before = readdirSync(folder).sort()
  for (const ran of [
    await exported('dora', 'x.xml', '--format', 'nonsense'),
    await run('verify', 'nowhere'),
    await run('import', 'nowhere.xml', '--check'),
  ]) {
    expect(ran.status).toBe(2)
    expect(ran.complaint.trimEnd().split('\n')).toHaveLength(1)
    expect(ran.output).toBe('')
  }
  expect(readdirSync(folder).sort()).toEqual(before)
})

test.skipIf(process.platform === 'win32')('stopped half way, nothing is left of it', async () => {
  const [from, temporary] = [join(folder, 'held'), join(folder, 'temporary')]
  const log = join(from, 'log/A1.jsonl')
  const rows = readFileSync(join(folder, 'one/log/A1.jsonl'))
  cpSync(join(folder, 'one'), from, { recursive: true })
  mkdirSync(temporary)
  // A pipe in place of the log: it is read once, and holds whoever reads it again.
  rmSync(log)
  execFileSync('mkfifo', [log])
  const wish = ['--from', 'held', '--format', 'csv', '--profile', 'audit', '--as-of', asOf, '--out', 'half']
  const child = begin('export', wish, { TMPDIR: temporary })
  const ended = once(child, 'close')
  const left = () => [...readdirSync(folder).filter((name) => name.startsWith('half')), ...readdirSync(temporary)]
  await writeFile(log, rows)
  await vi.waitFor(() => expect(left()).toContainEqual(expect.stringMatching(/^half\.part-/)), { timeout: 20_000 })
  expect(left().length).toBeGreaterThan(1)
  child.kill('SIGTERM')
  await vi.waitFor(() => expect(left()).toEqual([]), { timeout: 20_000 })
  await (await open(log, 'r+')).close()
  expect(await ended).toEqual([143, null])
})

test('what was exported is imported; a check writes nothing, a refusal neither (P11-05, ODM-07)', async () => {
  await exported('dora', 'all.xml', '--format', 'odm2')
  const checked = await run('import', 'all.xml', '--check')
  expect(JSON.parse(checked.output)).toMatchObject({ studies: [{ id: study }], participants: 2 })
  expect(existsSync(join(folder, 'all-import'))).toBe(false)
  expect(await run('import', 'all.xml')).toMatchObject({ status: 0 })
  expect(readFileSync(join(folder, 'all-import/changes.jsonl'), 'utf8')).toContain('"source":"imported"')
  writeFileSync(join(folder, 'bad.xml'), '<!DOCTYPE ODM>\n<ODM/>')
  const refused = await run('import', 'bad.xml')
  expect(refused).toMatchObject({ status: 2, output: '' })
  expect(refused.complaint).toMatch(/^bad\.xml, line 1, the file: it has a DOCTYPE/)
  expect(existsSync(join(folder, 'bad-import'))).toBe(false)
})

test.each([
  ['dataset-json', 'dm.json'],
  ['xpt', 'dm.xpt'],
  ['define', 'define.xml'],
  ['tte', 'define.xml'],
])('data sets as %s lie in a folder that verify believes', async (format, file) => {
  expect(await exported('dora', format, '--format', format)).toMatchObject({ status: 0, complaint: '' })
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(folder, format, 'manifest.json'), 'utf8')))
  expect(manifest.files.map(({ name }) => name)).toContain(file)
  expect(await run('verify', format)).toMatchObject({ status: 0 })
})

test('de-identified, nobody is named, and the same secret gives the same (PRIV-03)', async () => {
  writeFileSync(join(folder, 'secret'), 'long enough to be one')
  for (const out of ['nobody', 'nobody-again'])
    expect(await exported('dora', out, '--format', 'csv', '--profile', 'deidentified', '--secret', 'secret')).toMatchObject({ status: 0 }) // prettier-ignore
  const texts = readdirSync(join(folder, 'nobody')).map((file) => readFileSync(join(folder, 'nobody', file), 'utf8'))
  for (const text of texts) expect(text).not.toMatch(/[AB]1-001|2026-03-02/)
  expect(readFileSync(join(folder, 'nobody/manifest.json'))).toEqual(
    readFileSync(join(folder, 'nobody-again/manifest.json')),
  )
})

test('the copy of a site is one closed page that its passphrase opens, and no other (P11-05, GCP-08)', async () => {
  writeFileSync(join(folder, 'passphrase'), 'correct horse battery\n')
  writeFileSync(join(folder, 'other'), 'incorrect horse battery\n')
  const made = await exported(
    'ana',
    'copy.html',
    '--profile',
    'site-copy',
    '--site',
    'A1',
    '--passphrase',
    'passphrase',
  )
  expect(made).toMatchObject({ status: 0, complaint: '' })
  const page = readFileSync(join(folder, 'copy.html'), 'utf8')
  expect(page).not.toContain('A1-001')
  expect(JSON.parse((await run('verify', 'copy.html', '--passphrase', 'passphrase')).output)).toMatchObject({ holds: true, entries: 1 }) // prettier-ignore
  expect((await run('verify', 'copy.html', '--passphrase', 'other')).complaint).toContain(
    'the passphrase does not open it',
  )
  const files = page.split('class="file">')
  writeFileSync(join(folder, 'less.html'), [...files.slice(0, 2), ...files.slice(3)].join('class="file">'))
  expect(await run('verify', 'less.html', '--passphrase', 'passphrase')).toMatchObject({ status: 1 })
})
