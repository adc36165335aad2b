import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type * as electron from 'electron'
import { _electron, chromium, type Page } from 'playwright-core'
import { findElectron } from '../../../scripts/ensure.mjs'
import { root } from '../../../scripts/process.mjs'

type Electron = typeof electron

/** The running desktop app, as Playwright's `ElectronApplication` gives it. */
export interface LaunchedApp {
  /** The real Electron, or the stand-in where it is not installed. */
  readonly kind: 'electron' | 'stand-in'
  firstWindow(): Promise<Page>
  windows(): Page[]
  /** Runs a function in the main process. It is sent as text: it sees its arguments and nothing around it. */
  evaluate<Result, Argument>(
    run: (electron: Electron, argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result>
  process(): ChildProcess
  close(): Promise<void>
}

export interface LaunchOptions {
  /** The folder of the profile, which outlives the app. */
  readonly profile: string
  readonly server?: string
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
}

/** Starts the built app in `out/`. Rejects when it ends before it is ready. */
export async function launchApp({ profile, server, env = {}, args = [] }: LaunchOptions): Promise<LaunchedApp> {
  const program = process.env['APP_HOST'] === 'stand-in' ? undefined : findElectron()
  const switches = [`--user-data-dir=${profile}`, ...args]
  const environment = { ...definedEnvironment(), ...(server !== undefined && { TRACER_SERVER: server }), ...env }
  return program === undefined ? launchStandIn(switches, environment) : launchElectron(program, switches, environment)
}

async function launchElectron(program: string, switches: string[], env: Record<string, string>): Promise<LaunchedApp> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = await _electron.launch({ executablePath: program, cwd: root, args: [root, ...asRoot, ...switches], env })
  return Object.assign(app, { kind: 'electron' as const })
}

async function launchStandIn(switches: string[], env: Record<string, string>): Promise<LaunchedApp> {
  const register = new URL('register.ts', import.meta.url).href
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--import', register, `${root}out/main/main.js`, ...switches],
    { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  )
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (failure: Error) => void }>()
  let asked = 0

  const debuggerAddress = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => {
      reject(new Error(`The app ended before it was ready (${String(code)}).`))
    })
    child.on('message', (message: { ready: string } | { id: number; value: never } | { id: number; error: string }) => {
      if ('ready' in message) resolve(message.ready)
      else if ('error' in message) waiting.get(message.id)?.reject(new Error(message.error))
      else waiting.get(message.id)?.resolve(message.value)
      if ('id' in message) waiting.delete(message.id)
    })
  })
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('The app ended.'))
  })
  const browser = await chromium.connectOverCDP(debuggerAddress)
  const windows = () =>
    browser
      .contexts()
      .flatMap((context) => context.pages())
      .filter((page) => page.url() !== 'about:blank')
  return {
    kind: 'stand-in',
    windows,
    firstWindow: async () => {
      for (;;) {
        if (hasEnded(child)) throw new Error('The app ended.')
        const [page] = windows()
        if (page) {
          await page.waitForLoadState('domcontentloaded')
          return page
        }
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    evaluate: (run, argument) =>
      new Promise((resolve, reject) => {
        if (hasEnded(child)) throw new Error('The app ended.')
        waiting.set(++asked, { resolve, reject })
        child.send({ id: asked, source: String(run), argument })
      }),
    process: () => child,
    close: async () => {
      if (!hasEnded(child)) {
        const gone = once(child, 'exit')
        child.disconnect()
        await gone
      }
      await browser.close()
    },
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null

const definedEnvironment = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
