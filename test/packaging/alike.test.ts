import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, linkSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { root } from '../../scripts/process.mjs'

/** A release that anybody can build again and compare: same source, same bytes, wherever it lies. */

/** What somebody installs, and the server beside it. */
const released = ['main', 'preload', 'renderer', 'server', 'cli'] as const

/** On the same disk, so that packages need not be copied. */
const outputs = join(root, 'test-output')
mkdirSync(outputs, { recursive: true })
const elsewhere = mkdtempSync(join(outputs, 'alike-'))
afterAll(() => {
  rmSync(elsewhere, { recursive: true, force: true })
})

/** Made here, and no part of the source. */
const made = new Set(['.git', 'node_modules', 'out', 'dist', 'test-output'])

/** Each file of a build with the hash of what is in it. */
const filesOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    released
      .flatMap((part) => readdirSync(join(folder, 'out', part), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  )

/** A folder with the same files in it. Links to programs are left out: nothing that is built comes from one. */
function linked(from: string, to: string): void {
  mkdirSync(to)
  for (const entry of readdirSync(from, { withFileTypes: true }))
    if (entry.isDirectory()) linked(join(from, entry.name), join(to, entry.name))
    else if (entry.isFile()) linkSync(join(from, entry.name), join(to, entry.name))
}

test('built again in another folder, every file of the app is the same to the last byte (SUP-03)', () => {
  for (const name of readdirSync(root))
    if (!made.has(name)) cpSync(join(root, name), join(elsewhere, name), { recursive: true })
  // Where a package lies is said beside what comes of it: a link to its folder would lie elsewhere.
  linked(join(root, 'node_modules'), join(elsewhere, 'node_modules'))
  for (const cwd of [root, elsewhere]) {
    const built = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd, encoding: 'utf8' })
    expect(built.status, built.stderr).toBe(0)
  }
  const here = filesOf(root)
  expect(Object.keys(here).length).toBeGreaterThan(50)
  expect(filesOf(elsewhere)).toEqual(here)
}, 300_000)
