import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './process.mjs'

/**
 * Which parts of the build are stale: those where a source they may import, their configuration or an installed package
 * has another content than when they were built. Looking takes milliseconds and no package.
 */

/** @typedef {keyof typeof parts} PartName */
/**
 * @typedef {object} Part
 * @property {readonly string[]} sources folders whose content decides
 * @property {string} product a file that is there once the part is built
 */

/** @satisfies {Record<string, Part>} */
const parts = {
  main: { sources: ['electron', 'shared'], product: 'main/main.js' },
  preload: { sources: ['electron', 'shared'], product: 'preload/preload.cjs' },
  renderer: { sources: ['renderer', 'shared', 'forms', 'docs'], product: 'renderer/index.html' },
  server: { sources: ['server', 'shared', 'forms'], product: 'server/main.js' },
  cli: { sources: ['server/cli', 'server/exports', 'server/demo', 'shared', 'forms'], product: 'cli/validate.js' },
  bench: {
    sources: ['test/bench', 'test/support', 'server', 'shared', 'forms'],
    product: 'bench/computing.js',
  },
  'bench-page': { sources: ['test/bench/sync', 'renderer', 'shared', 'forms'], product: 'bench-page/index.html' },
  'bench-peers': { sources: ['test/bench/peers', 'test/bench/sync'], product: 'bench-peers/index.html' },
}

/** @type {{ version: string }} */
export const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))

/** Ed25519 key (raw, base64) that signs updates. A build without it never updates itself. */
export const updateKey = process.env['TRACER_UPDATE_KEY'] ?? ''

/**
 * @param {readonly string[]} folders
 * @returns {string} one hash of every file's name and content
 */
function contentOf(folders) {
  const hash = createHash('sha256')
  for (const shared of ['package-lock.json', 'scripts/build.mjs']) hash.update(readFileSync(`${root}${shared}`))
  hash.update(version).update(updateKey)
  for (const folder of folders) {
    const files = readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/[\\/]node_modules([\\/]|$)/.test(entry.parentPath))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
    for (const file of files) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** @param {PartName} name */
const mark = (name) => `${root}out/built/${name}`

/** What the product consists of: benches are no part of it.
 * @type {readonly PartName[]} */
const all = ['main', 'preload', 'renderer', 'server', 'cli']

/**
 * The parts to build, each with the content it will then have.
 * @param {readonly PartName[]} [names]
 * @returns {{ name: PartName, content: string }[]}
 */
export const stale = (names = all) =>
  names
    .map((name) => ({ name, content: contentOf(parts[name].sources) }))
    .filter(({ name, content }) => {
      const current = existsSync(mark(name)) && readFileSync(mark(name), 'utf8') === content
      return !current || !existsSync(`${root}out/${parts[name].product}`)
    })

/** @param {PartName} name */
export const markUnbuilt = (name) => rmSync(mark(name), { force: true })

/**
 * @param {PartName} name
 * @param {string} content
 */
export function markBuilt(name, content) {
  mkdirSync(`${root}out/built`, { recursive: true })
  writeFileSync(mark(name), content)
}
