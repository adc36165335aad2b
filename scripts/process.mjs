import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Where the repository stands. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Runs a program to its end. Never rejects: a program that cannot be started, or that outlives `patience` milliseconds,
 * has failed. What it says goes where `output` says; standard error, so that ours stays free for answers.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ output?: 'stdout' | 'stderr' | 'nowhere', patience?: number, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<boolean>} whether it ended well
 */
export function run(program, args, { output = 'stderr', patience, env } = {}) {
  const to = { stdout: 1, stderr: 2, nowhere: /** @type {const} */ ('ignore') }[output]
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', to, output === 'nowhere' ? 'ignore' : 2],
      ...(patience !== undefined && { timeout: patience, killSignal: 'SIGKILL' }),
      ...(env && { env: { ...process.env, ...env } }),
    })
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0))
  })
}

/**
 * Runs npm itself. Under `npm run` the npm that runs us is used, which needs no shell on Windows either.
 * @param {readonly string[]} args
 */
export function npm(args) {
  const self = process.env['npm_execpath']
  return self?.endsWith('.js') ? run(process.execPath, [self, ...args]) : run('npm', args)
}

/**
 * Runs a program of node_modules by the script its package names, without a shell in between.
 * @param {string} script path inside node_modules
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export const tool = (script, args, options) =>
  run(process.execPath, [`${root}node_modules/${script}`, ...args], options)

/**
 * The same, keeping all it says for its end, so that several can run side by side and be read one after the other.
 * @param {string} script path inside node_modules
 * @param {readonly string[]} args
 * @returns {Promise<{ well: boolean, status: number | null, said: string }>}
 */
export function toolAside(script, args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`${root}node_modules/${script}`, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const pipe of [child.stdout, child.stderr]) pipe.setEncoding('utf8').on('data', (text) => (said += text))
    child.once('error', (error) => resolve({ well: false, status: null, said: `${said}${error.message}\n` }))
    child.once('close', (code) => resolve({ well: code === 0, status: code, said }))
  })
}

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/**
 * Starts a program in a process group of its own, so that Ctrl-C reaches us alone and we end things in order. A program
 * of Node that is `tied` is told when we are gone without a word (`disconnect`).
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {'tied'} [tied]
 * @returns {ChildProcess & { stdout: import('node:stream').Readable }}
 */
export function startGroup(program, args, env, tied) {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit', tied ? 'ipc' : 'ignore'],
    detached: process.platform !== 'win32',
  })
  const { stdout } = child
  if (!stdout) throw new Error('a program was started without the pipe it was to have')
  return Object.assign(child, { stdout })
}

/**
 * Asks a program to end, waits, and ends its whole group by force when asking was not enough.
 * @param {ChildProcess | undefined} child
 * @param {number} patience milliseconds
 */
export async function stopGroup(child, patience) {
  if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const stubborn = setTimeout(() => killGroup(child), patience)
  await gone
  clearTimeout(stubborn)
}

/** @param {ChildProcess} child */
function killGroup(child) {
  try {
    if (process.platform === 'win32' || !child.pid) child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It ended in the meantime.
  }
}
