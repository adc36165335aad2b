import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, type BrowserContextOptions, type BrowserType, type Page } from '@playwright/test'
import { type Line, layLine } from './line'

type LaunchOptions = NonNullable<Parameters<BrowserType['launch']>[0]>

/** A computer with a browser of its own: what it stored is there again when the app was closed. */
export interface Desk {
  /** Where the browser keeps everything. */
  readonly profile: string
  /** The app as it stands on the screen now. */
  readonly page: Page
  /** Opens the app; after `close`, on the same profile. */
  open(): Promise<Page>
  close(): Promise<void>
  /** Ends the browser with everything that belongs to it, at once and without a word, as a power cut for one program. */
  kill(): Promise<void>
  /** No network, and no server at its address. Stays so when the app is closed and opened. */
  goesOffline(): Promise<void>
  comesBack(): Promise<void>
  /** Closes the app and forgets everything. */
  remove(): Promise<void>
}

export interface DeskOptions {
  readonly browser: BrowserType
  readonly launchOptions: LaunchOptions
  readonly server: string
  readonly look?: Pick<BrowserContextOptions, 'viewport' | 'locale' | 'timezoneId' | 'colorScheme' | 'hasTouch'>
}

export async function newDesk({ browser, launchOptions, server, look }: DeskOptions): Promise<Desk> {
  const line: Line = await layLine(server)
  const profile = await mkdtemp(join(tmpdir(), 'tracer-desk-'))
  let context: BrowserContext | undefined
  let page: Page | undefined
  let offline = false
  let program: number | undefined

  const close = async () => {
    await context?.close()
    context = page = undefined
  }
  return {
    profile,
    get page() {
      if (!page) throw new Error('the app is closed')
      return page
    },
    async open() {
      context = await started(browser, profile, {
        ...launchOptions,
        viewport: { width: 1440, height: 900 },
        locale: 'en-GB',
        timezoneId: 'Europe/Amsterdam',
        ...look,
      })
      context.setDefaultTimeout(15_000)
      program = await soon('the processes of the browser', programOf(context))
      await context.setOffline(offline)
      page = context.pages()[0] ?? (await context.newPage())
      await page.goto(line.address)
      // What opens without a network is there before anybody pulls the cable.
      if (!offline)
        await soon(
          'the service worker',
          page.evaluate(async () => (await navigator.serviceWorker.ready).scope),
        )
      return page
    },
    close,
    async kill() {
      if (!context || program === undefined) throw new Error('the app is closed')
      const gone = soon('the end of the browser', new Promise((resolve) => context?.once('close', resolve)))
      // On Windows the other processes of a browser end with it.
      const all = process.platform === 'win32' ? program : -groupOf(program)
      process.kill(all, 'SIGKILL')
      await gone
      // Nobody can open a profile again before the last process has let go of it, which takes a busy machine a moment.
      for (const end = Date.now() + 2_000; isThere(all) && Date.now() < end;)
        await new Promise((resolve) => setTimeout(resolve, 20))
      context = page = program = undefined
    },
    async goesOffline() {
      offline = true
      await context?.setOffline(true)
      await line.pull()
    },
    async comesBack() {
      offline = false
      await line.mend()
      await context?.setOffline(false)
    },
    async remove() {
      await close()
      await line.pull()
      await rm(profile, { recursive: true, force: true, maxRetries: 15 })
    },
  }
}

/** How long a busy machine may take for what takes an idle one a second. */
const PATIENCE = 30_000

/**
 * A browser with its profile. One that does not come up is ended and started once more, as a person would; that it hung is
 * said, so that nobody takes it for a slow test.
 */
async function started(
  browser: BrowserType,
  profile: string,
  options: Parameters<BrowserType['launchPersistentContext']>[1],
): Promise<BrowserContext> {
  const start = () => browser.launchPersistentContext(profile, { ...options, timeout: PATIENCE })
  try {
    return await start()
  } catch (error) {
    console.log(`the browser did not start within ${PATIENCE / 1000} s: ${String(error)}`)
    return await start()
  }
}

/** What a promise brings; when nothing comes, an error that says what was waited for. */
async function soon<T>(what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${what}: nothing within ${PATIENCE / 1000} s`))
    }, PATIENCE)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** The process that all others of a browser belong to. */
async function programOf(context: BrowserContext): Promise<number | undefined> {
  const session = await context.browser()?.newBrowserCDPSession()
  const known = await session?.send('SystemInfo.getProcessInfo')
  await session?.detach()
  return known?.processInfo.find(({ type }) => type === 'browser')?.id
}

function isThere(processes: number): boolean {
  try {
    return process.kill(processes, 0)
  } catch {
    return false
  }
}

/** The group that a process was started in: a browser's own, with all its processes and the script around it. */
function groupOf(program: number): number {
  if (process.platform !== 'linux') return Number(execFileSync('ps', ['-o', 'pgid=', '-p', String(program)]).toString())
  // The name of the program stands in parentheses and may hold anything; state, parent and group follow.
  const [, group] = /\) \w \d+ (\d+)/.exec(readFileSync(`/proc/${program}/stat`, 'utf8')) ?? []
  if (group === undefined) throw new Error('the browser has no group')
  return Number(group)
}
