import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type Server, createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type Exception, electronStanding, lookUp } from '../qualify/advisories'

/** The real npm, against a registry that knows what a test says it knows. */

// npm is started several times in a test.
vi.setConfig({ testTimeout: 240_000 })

const TODAY = '2026-11-23'
const locked = { electron: '43.0.1', 'in-the-app': '1.0.0', 'a-tool': '1.0.0' }
const GHSA = 'GHSA-aaaa-bbbb-cccc'

let folder: string
let registry: Server
let address: string
let known: Record<string, readonly object[]>
let allows: boolean

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tracer-advisories-'))
  vi.stubEnv('npm_config_cache', join(folder, 'cache'))
  const [dependencies, devDependencies] = [{ 'in-the-app': '1.0.0' }, { electron: '43.0.1', 'a-tool': '1.0.0' }]
  const own = { name: 'app', version: '1.0.0', dependencies, devDependencies }
  const packages = Object.fromEntries(
    Object.entries(locked).map(([name, version]) => [
      `node_modules/${name}`,
      { version, ...(name !== 'in-the-app' && { dev: true }) },
    ]),
  )
  await writeFile(join(folder, 'package.json'), JSON.stringify(own))
  const lock = { name: 'app', version: '1.0.0', lockfileVersion: 3, requires: true, packages: { '': own, ...packages } }
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lock))
  registry = createServer((request, answer) => {
    const asked = Object.entries(locked).find(([name]) => request.url === `/${name}`)
    if (asked) {
      const [name, version] = asked
      answer.end(JSON.stringify({ name, versions: { [version]: { name, version } }, 'dist-tags': { latest: version } }))
    } else if (allows && request.url === '/-/npm/v1/security/advisories/bulk') answer.end(JSON.stringify(known))
    else answer.writeHead(405).end()
  }).listen(0, '127.0.0.1')
  await once(registry, 'listening')
  const listening = registry.address()
  address = `http://127.0.0.1:${typeof listening === 'object' && listening ? listening.port : 0}/`
})
afterAll(async () => {
  registry.close()
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  known = {}
  allows = true
})

/** npm keeps what it learned of an advisory, by its number. */
let number = 0
const advisory = (severity: string) => [
  {
    id: ++number,
    url: `https://github.com/advisories/${GHSA}`,
    title: 'It leaks',
    severity,
    vulnerable_versions: '<99',
  },
]
const look = (exceptions: readonly Exception[] = []) => lookUp(folder, { exceptions, today: TODAY, registry: address })
const until = (day: string, name = 'in-the-app'): Exception => ({
  ...{ package: name, advisory: GHSA, until: day },
  why: 'the part of it that leaks is not called',
})

test('no advisory, or a slight one, is well; one of a tool is no part of what is shipped (SUP-02)', async () => {
  expect(await look()).toEqual({ grave: [], expired: [], unneeded: [] })
  known = { 'in-the-app': advisory('moderate'), 'a-tool': advisory('critical') }
  expect(await look()).toMatchObject({ grave: [] })
})

test('a grave advisory on what is shipped is found, and on Electron, which npm takes for a tool (SUP-02, ELEC-10)', async () => {
  known = { 'in-the-app': advisory('high'), electron: advisory('critical') }
  const grave = [
    { package: 'electron', advisory: GHSA, severity: 'critical', title: 'It leaks' },
    { package: 'in-the-app', advisory: GHSA, severity: 'high', title: 'It leaks' },
  ]
  expect((await look())?.grave.toSorted((a, b) => a.package.localeCompare(b.package))).toEqual(grave)
})

test('an exception covers its advisory through its last day, and no other (SUP-02)', async () => {
  known = { 'in-the-app': advisory('high') }
  expect(await look([until(TODAY)])).toEqual({ grave: [], expired: [], unneeded: [] })
  const over = until('2026-11-22')
  expect(await look([over])).toMatchObject({ grave: [{ advisory: GHSA }], expired: [over] })
  const other = { ...until(TODAY), advisory: 'GHSA-dddd-eeee-ffff' }
  expect(await look([other])).toMatchObject({ grave: [{ advisory: GHSA }], unneeded: [other] })
  known = {}
  expect(await look([over]), 'over is over, whether it is needed or not').toMatchObject({ expired: [over] })
})

test('a registry that does not let itself be asked gives no answer, and none is not well (SUP-02)', async () => {
  allows = false
  expect(await look()).toBeUndefined()
  expect(await lookUp(folder, { exceptions: [], today: TODAY, registry: 'http://127.0.0.1:9/' })).toBeUndefined()
})

test('an Electron that is too old is found, and a list of majors that nobody looked at in time says nothing (ELEC-10)', () => {
  const supported = { oldest: 43, lookAgainBy: '2026-12-16' }
  expect(electronStanding('43.1.0', supported, TODAY)).toBe('supported')
  expect(electronStanding('42.9.9', supported, TODAY)).toBe('too-old')
  expect(electronStanding('45.4.1', supported, '2026-12-17')).toBe('not-looked-up')
})
