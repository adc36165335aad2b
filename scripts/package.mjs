import { ensurePackages } from './ensure.mjs'
import { tool } from './process.mjs'

/**
 * `npm run package -- [electron-builder's options]`: makes the installers of this system in `dist/`, or with `--dir` the
 * program's folder alone. `ELECTRON_DIST` names an unpacked Electron where none can be downloaded, and
 * `TRACER_PUBLISHER` the holder of the certificate that signs for Windows; an app that names none takes no updates there.
 */
await ensurePackages()
const { buildStale } = await import('./build.mjs')
await buildStale()

const { ELECTRON_DIST: electron, TRACER_PUBLISHER: publisher } = process.env
const made = await tool(
  'electron-builder/cli.js',
  [
    ...(electron ? [`-c.electronDist=${electron}`] : []),
    ...(publisher ? [`-c.win.signtoolOptions.publisherName=${publisher}`] : []),
    // Releasing is a decision of its own.
    ...['--publish', 'never'],
    ...process.argv.slice(2),
  ],
  { output: 'stdout' },
)
process.exit(made ? 0 : 1)
