import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ItemPath } from '#shared/casebook/path'
import { SiteId, SubjectCode, SubjectKey } from '#shared/ids'
import { smallStudy } from '../../support/small-study'
import { PASSWORD, type TestServer, startTestServer } from '../../support/server'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 })

const root = join(import.meta.dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'tracer-threads-'))
const study = smallStudy.study.id
const EVENTS = 120
const codes = ['A1-001', 'A1-002', 'A1-003']
let server: TestServer

/** Much is said of few, so that the whole is made in threads and one alone is not. */
beforeAll(async () => {
  server = await startTestServer()
  const version = await server.addStudy(smallStudy, ['A1'])
  await server.addPerson('ana', study, 'nurse@A1')
  await server.addPerson('dora', study, 'data-manager@*')
  const device = server.device()
  const by = await device.signIn('ana', PASSWORD, 'nurse')
  const place = { by, study, site: SiteId.parse('A1'), version, at: '2026-03-02T09:00:00.000+01:00' }
  for (const code of codes) {
    const subject = SubjectKey.parse(randomUUID())
    device.assert({ ...place, subject, body: { kind: 'enrol', code: SubjectCode.parse(code) } })
    for (let n = 0; n < EVENTS; n++) {
      const path = ItemPath.parse(`LOG/AE:${randomUUID()}/EVENT/AETERM`)
      const text = `${code} event ${n} ${'å, "é" '.repeat(3_000)}`.trim()
      device.assert({ ...place, subject, body: { kind: 'value', items: [{ path, bases: [], entry: { state: 'value', text } }] } }) // prettier-ignore
    }
    await device.push(by)
  }
  writeFileSync(join(folder, 'dora.json'), JSON.stringify({ userName: 'dora', password: PASSWORD }))
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

/** The folder that an export went to. */
async function exported(format: string, out: string, ...more: readonly string[]): Promise<string> {
  const given = ['--study', study, '--as-of', '2100-01-01T00:00:00Z', '--format', format, '--out', out, ...more]
  await promisify(execFile)(
    process.execPath,
    ['scripts/run.mjs', 'out/cli/export.js', '--from', server.address, '--credentials', 'dora.json', ...given],
    { cwd: root, env: { ...process.env, INIT_CWD: folder } },
  )
  return join(folder, out)
}

const linesIn = (folder: string, file: string): readonly string[] =>
  readFileSync(join(folder, file), 'utf8').split('\r\n').slice(1, -1)

test('tables made in threads have the rows of each participant made alone, in order', async () => {
  const whole = await exported('csv', 'whole')
  const alone = await Promise.all(codes.map((code) => exported('csv', code, '--subject', code)))
  for (const file of ['AE.csv', 'audit.csv']) {
    const rows = alone.flatMap((one) => linesIn(one, file))
    expect(rows.length).toBeGreaterThanOrEqual(codes.length * EVENTS)
    expect(linesIn(whole, file)).toEqual(rows)
  }
})

test.each([
  ['odm', `${study}.xml`],
  ['dataset-json', 'ae.json'],
])('%s made in threads has everything of everybody', async (format, file) => {
  const text = readFileSync(join(await exported(format, format), file), 'utf8')
  for (const code of codes) for (let n = 0; n < EVENTS; n++) expect(text).toContain(`${code} event ${n} `)
})
