import { ensurePackages } from './ensure.mjs'
import { root, run, tool } from './process.mjs'

/**
 * `npm run package -- [electron-builder's options]`: makes the installers of this system in `dist/`, or with `--dir` the
 * program's folder alone; beside them a parts list and a record of the release. `ELECTRON_DIST` names an unpacked Electron where none can be downloaded, and
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
/** Where the packer puts them: it takes the folder as `-c.directories.output=…`. */
const folder =
  process.argv
    .slice(2)
    .map((argument) => /^(?:-c|--config)\.directories\.output=(.+)$/.exec(argument)?.[1])
    .findLast((named) => named !== undefined) ?? `${root}dist`
const recorded =
  made && (await run(process.execPath, ['scripts/run.mjs', 'test/trace/release.ts', folder], { output: 'stdout' }))
process.exit(recorded ? 0 : 1)
