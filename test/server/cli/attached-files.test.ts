import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { chunkRange, describeFile } from '#shared/attachment'
import { FormPath } from '#shared/casebook/path'
import { Manifest } from '#shared/export/manifest'
import { SiteId, SubjectCode, SubjectKey } from '#shared/ids'
import { realPng } from '../../support/real-pictures'
import { PASSWORD, type TestServer, startTestServer } from '../../support/server'
import { smallStudy } from '../../support/small-study'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const root = join(import.meta.dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'tracer-attached-'))
const study = smallStudy.study.id
const picture = realPng(400, 7)
const file = describeFile(picture, { title: 'ECG before cycle 1', type: 'image/png', blackened: 1 })
const never = describeFile(realPng(40, 8), { title: 'Never sent', type: 'image/png', blackened: 0 })
const nameOf = ({ sha256 }: { readonly sha256: string }) => `attachments/A1-001/${sha256.slice(0, 32)}.png`
let server: TestServer

/** One picture that came whole, and one whose device never sent it. */
beforeAll(async () => {
  server = await startTestServer()
  const version = await server.addStudy(smallStudy, ['A1'])
  await server.addPerson('ana', study, 'nurse@A1')
  await server.addPerson('dora', study, 'data-manager@*')
  const device = server.device()
  const by = await device.signIn('ana', PASSWORD, 'nurse')
  const subject = SubjectKey.parse(randomUUID())
  const place = { by, study, site: SiteId.parse('A1'), version, subject, at: '2026-03-02T09:00:00.000+01:00' }
  device.assert({ ...place, body: { kind: 'enrol', code: SubjectCode.parse('A1-001') } })
  const form = FormPath.parse('SCR/VS')
  const { n, stream } = device.assert({ ...place, body: { kind: 'attach', form, file } })
  device.assert({ ...place, body: { kind: 'attach', form, file: never } })
  await device.push(by)
  for (const chunk of file.chunks.keys())
    await server.call(
      'POST',
      `/api/sync/chunk?stream=${stream}&n=${n}&chunk=${chunk}`,
      picture.subarray(...chunkRange(file, chunk)),
      by.token,
    )
  writeFileSync(join(folder, 'dora.json'), JSON.stringify({ userName: 'dora', password: PASSWORD }))
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

async function run(command: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['scripts/run.mjs', `out/cli/${command}.js`, ...args],
    { cwd: root, env: { ...process.env, INIT_CWD: folder } },
  )
  return stdout
}

/** The folder that an export went to, with what its manifest says. */
async function exported(out: string, ...more: readonly string[]) {
  await run('export', '--study', study, '--as-of', '2100-01-01T00:00:00Z', '--out', out, ...more)
  return Manifest.parse(JSON.parse(readFileSync(join(folder, out, 'manifest.json'), 'utf8')))
}
const fromServer = () => ['--from', server.address, '--credentials', 'dora.json']

test.each(['pdf', 'csv', 'odm', 'odm2'])(
  'as %s, the file lies beside it as it was added; verify believes it',
  async (format) => {
    const manifest = await exported(format, '--format', format, ...fromServer())
    expect(file.chunks.length).toBeGreaterThan(1)
    expect(readFileSync(join(folder, format, nameOf(file))).equals(picture)).toBe(true)
    expect(manifest.notes).toContainEqual(
      expect.stringMatching(/^Files that were added to forms: 1 of 2 are not beside/),
    )
    expect(existsSync(join(folder, format, nameOf(never)))).toBe(false)
    expect(JSON.parse(await run('verify', format))).toMatchObject({ holds: true })
  },
)

test('from a folder with the log the file comes along; one that was changed there does not', async () => {
  await exported('log', '--format', 'csv', '--profile', 'audit', ...fromServer())
  await exported('again', '--format', 'odm', '--from', 'log')
  expect(readFileSync(join(folder, 'again', nameOf(file))).equals(picture)).toBe(true)
  writeFileSync(join(folder, 'log', nameOf(file)), realPng(400, 9))
  const manifest = await exported('changed', '--format', 'odm', '--from', 'log')
  expect(existsSync(join(folder, 'changed', nameOf(file)))).toBe(false)
  expect(manifest.notes).toContainEqual(expect.stringMatching(/^Files that were added to forms: 2 of 2 are not beside/))
})

test('de-identified, there is none', async () => {
  const manifest = await exported('nobody', '--format', 'csv', '--profile', 'deidentified', ...fromServer())
  expect(manifest.files.filter(({ name }) => name.startsWith('attachments'))).toEqual([])
  expect(manifest.notes).toContainEqual(expect.stringMatching(/^Files that were added to forms are left out/))
})

test('a copy for a site has it once, closed like everything else', async () => {
  writeFileSync(join(folder, 'passphrase'), 'correct horse battery\n')
  const closed = ['--profile', 'site-copy', '--site', 'A1', '--passphrase', 'passphrase', '--out', 'copy.html']
  await run('export', '--study', study, '--as-of', '2100-01-01T00:00:00Z', ...closed, ...fromServer())
  expect(JSON.parse(await run('verify', 'copy.html', '--passphrase', 'passphrase'))).toMatchObject({ holds: true })
})
