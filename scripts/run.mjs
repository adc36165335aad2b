import { pathToFileURL } from 'node:url'
import { ensurePackages } from './ensure.mjs'
import { root } from './process.mjs'

/**
 * `node scripts/run.mjs PROGRAM [argument…]`: runs one of our own programs, built or TypeScript, in this very process,
 * once everything it needs is installed and built. Standard output stays the program's own.
 */

const [program, ...args] = process.argv.slice(2)
if (!program) {
  console.error('Which program? node scripts/run.mjs PROGRAM [argument…]')
  process.exit(2)
}
await ensurePackages()
const { buildStale } = await import('./build.mjs')
await buildStale()

process.argv = [process.execPath, root + program, ...args]
if (program.endsWith('.ts')) (await import('tsx/esm/api')).register()
await import(pathToFileURL(root + program).href)
