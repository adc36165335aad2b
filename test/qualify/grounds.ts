import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { root } from '../../scripts/process.mjs'

/** Files in a folder and those below it, as paths from the root, in order. */
export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(root + folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath.slice(root.length)}/${name}`.replaceAll('\\', '/'))
    .sort()

const textOf = (path: string): string => readFileSync(root + path, 'utf8')

/** A file and everything of ours that it reads when it loads, types included. */
export function closureOf(file: string): ReadonlySet<string> {
  const met = new Set<string>()
  const follow = (path: string): void => {
    if (met.has(path)) return
    met.add(path)
    for (const [, named = ''] of textOf(path).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([.#][^']*)'/g)) {
      const base = named.startsWith('#') ? named.slice(1) : join(dirname(path), named)
      const found = [base, `${base}.ts`, `${base}.tsx`].find((each) => /\.\w+$/.test(each) && existsSync(root + each))
      if (found !== undefined) follow(found)
    }
  }
  follow(file)
  return met
}

/** Changes with any of these files. */
export function sealOf(paths: Iterable<string>): string {
  const hash = createHash('sha256')
  for (const path of [...paths].sort()) hash.update(`${path}\n`).update(textOf(path))
  return hash.digest('hex')
}
