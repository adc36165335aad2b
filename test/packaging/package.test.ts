import asar from '@electron/asar'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { bundledFiles } from '../../electron/app-protocol'
import { fusedProgram, fusesOf, standAsBuilt } from '../../electron/fuses'
import { root } from '../../scripts/process.mjs'
import { readSupported } from '../qualify/advisories'
import { PARTS_FILE, RECORD_FILE } from '../trace/release-record'
import { requirements } from '../trace/requirements'

/**
 * The real packer with the real configuration, around a folder that only looks like Electron: it shows what would be
 * shipped and how Electron would be set, not that Electron obeys.
 */
const folder = mkdtempSync(join(tmpdir(), 'tracer-package-'))
const resources = join(folder, 'packed/linux-unpacked/resources')
const archive = join(resources, 'app.asar')

/** Where a packer finds the switches in Electron's program, and what the program has when it is downloaded. */
const FUSES = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const AS_DOWNLOADED = '101011001'

async function standInElectron(): Promise<string> {
  const electron = join(folder, 'electron')
  const nothing = join(folder, 'nothing')
  for (const each of [join(electron, 'locales'), join(electron, 'resources'), nothing])
    mkdirSync(each, { recursive: true })
  const program = [
    Buffer.from(`a stand-in ${FUSES}`),
    Buffer.from([1, AS_DOWNLOADED.length]),
    Buffer.from(AS_DOWNLOADED),
  ]
  writeFileSync(join(electron, 'electron'), Buffer.concat(program))
  chmodSync(join(electron, 'electron'), 0o755)
  for (const locale of ['de', 'en-US', 'fr', 'sv']) writeFileSync(join(electron, 'locales', `${locale}.pak`), '')
  for (const licence of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(electron, licence), '')
  writeFileSync(join(nothing, 'index.js'), '')
  await asar.createPackage(nothing, join(electron, 'resources/default_app.asar'))
  return electron
}

beforeAll(async () => {
  const packed = spawnSync(
    process.execPath,
    ['scripts/package.mjs', '--dir', '--linux', `-c.directories.output=${join(folder, 'packed')}`],
    { cwd: root, env: { ...process.env, ELECTRON_DIST: await standInElectron() }, encoding: 'utf8' },
  )
  if (packed.status !== 0) throw new Error(packed.stdout + packed.stderr)
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Every file of the archive, by its path in the repository. */
const shipped = () =>
  asar
    .listPackage(archive, { isPack: false })
    .map((path) => path.replaceAll('\\', '/').slice(1))
    .filter((path) => extname(path) !== '')

test('what is shipped is what was built for the desktop, and one package.json', () => {
  const built = (part: string) =>
    readdirSync(join(root, 'out', part), { recursive: true, encoding: 'utf8' })
      .map((path) => `out/${part}/${path.replaceAll('\\', '/')}`)
      .filter((path) => extname(path) !== '' && !path.endsWith('.map'))
  expect(shipped().sort()).toEqual(['package.json', ...['main', 'preload', 'renderer'].flatMap(built)].sort())
})

test('no source, map, test, server or package is shipped (ASVS-13.x)', () => {
  expect(shipped().filter((path) => /\.(map|tsx?|mts)$|(^|\/)(node_modules|test|server|scripts)\//.test(path))).toEqual(
    [],
  )
})

test('the archive starts where package.json says, and says nothing of how it was made', () => {
  const { main, type, ...rest } = JSON.parse(asar.extractFile(archive, 'package.json').toString()) as Record<
    string,
    unknown
  >
  expect({ main, type }).toEqual({ main: 'out/main/main.js', type: 'module' })
  expect(shipped()).toContain(main)
  expect(Object.keys(rest)).not.toEqual(expect.arrayContaining(['devDependencies']))
  expect(Object.keys(rest)).not.toEqual(expect.arrayContaining(['scripts']))
})

test('main and preload stand alone: they import Electron and what comes with it', () => {
  const code = shipped().filter((path) => /^out\/(main|preload)\/.*js$/.test(path))
  const imported = code.flatMap((path) =>
    [
      ...asar
        .extractFile(archive, path)
        .toString()
        .matchAll(/^import .*?from ["']([^"']+)["']|\brequire\(["']([^"']+)["']\)/gm),
    ].map(([, esm, cjs]) => esm ?? cjs ?? ''),
  )
  expect([...new Set(imported)].filter((name) => name !== 'electron' && !isBuiltin(name))).toEqual([])
})

test('every file of the page is one that the app can serve', () => {
  const page = shipped().filter((path) => path.startsWith('out/renderer/'))
  const served = [...bundledFiles(join(root, 'out/renderer')).keys()].map((path) => `out/renderer${path}`)
  expect(page.filter((path) => !served.includes(path))).toEqual([])
})

test('the page holds no script, style or handler of its own: all stand in files (ELEC-03)', () => {
  const page = asar.extractFile(archive, 'out/renderer/index.html').toString()
  expect(page).toContain('__CSP_NONCE__')
  expect(page.match(/<script(?![^>]*\ssrc=)[^>]*>|<style|\son\w+=|javascript:/g)).toBeNull()
})

test("Electron's program is set to run this archive and nothing else (ELEC-09)", () => {
  const program = readFileSync(join(folder, 'packed/linux-unpacked/tracer'), 'latin1')
  const wire = program.slice(program.indexOf(FUSES) + FUSES.length + 2)
  const names = [
    'runAsNode',
    'enableCookieEncryption',
    'enableNodeOptionsEnvironmentVariable',
    'enableNodeCliInspectArguments',
    'enableEmbeddedAsarIntegrityValidation',
    'onlyLoadAppFromAsar',
    'loadBrowserProcessSpecificV8Snapshot',
    'grantFileProtocolExtraPrivileges',
  ]
  expect(Object.fromEntries(names.map((name, at) => [name, wire[at] === '1']))).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  })
})

test('the app reads from its own program whether its switches stand as they were packed (VAL-04)', async () => {
  const packed = await fusesOf(fusedProgram(join(folder, 'packed/linux-unpacked/tracer'), 'linux'))
  expect(standAsBuilt(packed)).toBe(true)
  const downloaded = await fusesOf(join(folder, 'electron/electron'))
  expect(downloaded).toBe(AS_DOWNLOADED)
  expect(standAsBuilt(downloaded)).toBe(false)
  expect(await fusesOf(join(folder, 'electron/LICENSE'))).toBe('')

  // Wherever the mark lies in a program of many megabytes.
  const large = join(folder, 'large')
  for (const before of [0, 4 * 1024 * 1024 - 40, 4 * 1024 * 1024 - 10, 9_000_000]) {
    writeFileSync(large, Buffer.concat([Buffer.alloc(before), Buffer.from(FUSES), Buffer.from([1, 2, 0x31, 0x30])]))
    expect(await fusesOf(large)).toBe('10')
  }
})

const Parts = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.looseObject({ component: z.looseObject({ name: z.string() }) }),
  components: z.array(z.looseObject({ 'bom-ref': z.string(), name: z.string(), version: z.string() })),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
})
const Own = z.object({ dependencies: z.record(z.string(), z.string()) })

test('beside it lie its parts, Electron among them, without number or instant of their making (SUP-03)', () => {
  const parts = Parts.parse(JSON.parse(readFileSync(join(folder, 'packed', PARTS_FILE), 'utf8')))
  expect(parts.metadata.component.name).toBe('tracer')
  expect(parts).not.toHaveProperty('serialNumber')
  expect(parts.metadata).not.toHaveProperty('timestamp')
  const names = parts.components.map(({ name }) => name)
  const own = Own.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  expect(names).toEqual(expect.arrayContaining(['electron', ...Object.keys(own.dependencies)]))
  expect(names).not.toContain('vitest')
  const refs = parts.components.map((part) => part['bom-ref'])
  expect(new Set(refs).size).toBe(refs.length)
  for (const { dependsOn } of parts.dependencies) for (const ref of dependsOn) expect(refs).toContain(ref)
})

test('and what the release is: changes, known defects, the way back (VAL-05)', () => {
  const record = readFileSync(join(folder, 'packed', RECORD_FILE), 'utf8')
  const open = requirements.filter(({ state }) => state === 'open')
  for (const { id, priority } of open) expect(record).toContain(`- ${id} (priority ${priority}): `)
  for (const heading of ['## Changes since', '## Known defects', '## Way back'])
    expect(record).toContain(`\n${heading}`)
  expect(record).toMatch(/## Way back\n\n1\. \S/)
})

test('only the languages of the app are shipped, and a feed to check for updates', () => {
  expect(readdirSync(join(folder, 'packed/linux-unpacked/locales')).sort()).toEqual(['en-US.pak', 'fr.pak', 'sv.pak'])
  expect(readFileSync(join(resources, 'app-update.yml'), 'utf8')).toContain('provider: generic')
})

test('the Electron that is shipped is pinned to one version of a major that is still supported (ELEC-10)', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies: { electron: string }
  }
  expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/)
  expect(Number.parseInt(devDependencies.electron)).toBeGreaterThanOrEqual(readSupported().oldest)
})
