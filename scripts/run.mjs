import { pathToFileURL } from 'node:url'
import { ensurePackages } from './ensure.mjs'
import { root } from './process.mjs'
import { stale } from './stale.mjs'

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
// A command needs itself only, and is not to wait for the tools that would build it.
const parts = program.startsWith('out/cli/') ? /** @type {const} */ (['cli']) : undefined
if (stale(parts).length > 0) await (await import('./build.mjs')).buildStale(parts)

process.argv = [process.execPath, root + program, ...args]
if (program.endsWith('.ts')) (await import('tsx/esm/api')).register()
await import(pathToFileURL(root + program).href)
