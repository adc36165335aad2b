import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { ensureElectron, ensurePackages } from './ensure.mjs'
import { root, startGroup, stopGroup } from './process.mjs'

/**
 * `npm start`: from a bare clone to a running trial. Installs, builds, starts the server with its demonstration study,
 * opens the desktop app, and on Ctrl-C ends what it started in that order backwards: the app first, then the server,
 * which closes its database.
 */

const options = new Set(process.argv.slice(2))
const unknown = [...options].find((option) => !['--no-open', '--fresh'].includes(option))
if (unknown !== undefined) {
  console.error(`Unknown option ${unknown}: npm start takes -- --no-open and -- --fresh.`)
  process.exit(2)
}
const port = process.env['PORT'] ?? '4870'
const data = resolve(root, process.env['TRACER_DATA'] ?? '.tracer-data')
const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])

/** @type {ReturnType<typeof startGroup> | undefined} */
let server
/** @type {ReturnType<typeof startGroup> | undefined} */
let desktop
let stopping = false

/** @param {number} code */
async function stop(code) {
  if (stopping) return
  stopping = true
  await stopGroup(desktop, 5_000)
  await stopGroup(server, 20_000)
  process.exit(code)
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => void stop(0))

// npm that is told to end does not tell us, only the shell between: we find ourselves with another parent.
const parent = process.ppid
if (process.env['npm_lifecycle_event']) setInterval(() => process.ppid !== parent && void stop(0), 500).unref()

/**
 * Passes the server's lines on until it says that it is ready.
 * @param {ReturnType<typeof startGroup>} child
 * @returns {Promise<string>} its address
 */
function ready(child) {
  return new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      console.log(line)
      const said = /^ready (\S+)/.exec(line)
      if (said?.[1]) resolve(said[1])
    })
  })
}

/** @param {string} address */
function openInBrowser(address) {
  const opener = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[String(process.platform)] ?? ['xdg-open']
  const [program = 'xdg-open', ...args] = opener
  spawn(program, [...args, address], { stdio: 'ignore', detached: true })
    .on('error', () => {}) // The address stands on the screen anyway.
    .unref()
}

/** @param {string} address */
async function openDesktop(address) {
  if (options.has('--no-open')) return
  if (!hasDisplay) {
    console.log(`There is no display here: open ${address} in a browser.`)
    return
  }
  const program = await ensureElectron()
  if (stopping) return
  if (!program) {
    console.log(`Electron could not be downloaded: the app runs in the browser, at ${address}.`)
    openInBrowser(address)
    return
  }
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  desktop = startGroup(program, [...asRoot, root], { TRACER_SERVER: address })
  desktop.stdout.pipe(process.stdout)
  desktop.once('exit', () => {
    if (!stopping) console.log(`The window is closed; the server goes on at ${address}. Ctrl-C stops it.`)
  })
}

try {
  await ensurePackages()
  const { buildStale } = await import('./build.mjs')
  await buildStale()
  const args = ['out/server/main.js', '--demonstration', ...(options.has('--fresh') ? ['--fresh'] : [])]
  server = startGroup(process.execPath, args, { PORT: port, TRACER_DATA: data }, 'tied')
  // It said why, whether it never became ready or ended later.
  server.once('exit', (code) => void stop(code ?? 1))
  await openDesktop(await ready(server))
} catch (failure) {
  if (!stopping) console.error(failure instanceof Error ? failure.message : failure)
  await stop(1)
}
