import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, type BrowserContextOptions, type BrowserType, type Page } from '@playwright/test'
import { type Line, layLine } from './line'

type LaunchOptions = NonNullable<Parameters<BrowserType['launch']>[0]>

/** A computer with a browser of its own: what it stored is there again when the app was closed. */
export interface Desk {
  /** The app as it stands on the screen now. */
  readonly page: Page
  /** Opens the app; after `close`, on the same profile. */
  open(): Promise<Page>
  close(): Promise<void>
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
  readonly look?: Pick<BrowserContextOptions, 'viewport' | 'locale' | 'timezoneId' | 'colorScheme'>
}

export async function newDesk({ browser, launchOptions, server, look }: DeskOptions): Promise<Desk> {
  const line: Line = await layLine(server)
  const profile = await mkdtemp(join(tmpdir(), 'tracer-desk-'))
  let context: BrowserContext | undefined
  let page: Page | undefined
  let offline = false

  const close = async () => {
    await context?.close()
    context = page = undefined
  }
  return {
    get page() {
      if (!page) throw new Error('the app is closed')
      return page
    },
    async open() {
      context = await browser.launchPersistentContext(profile, {
        ...launchOptions,
        viewport: { width: 1440, height: 900 },
        locale: 'en-GB',
        timezoneId: 'Europe/Amsterdam',
        ...look,
      })
      context.setDefaultTimeout(15_000)
      await context.setOffline(offline)
      page = context.pages()[0] ?? (await context.newPage())
      await page.goto(line.address)
      // What opens without a network is there before anybody pulls the cable.
      if (!offline) await page.evaluate(async () => (await navigator.serviceWorker.ready).scope)
      return page
    },
    close,
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
      await rm(profile, { recursive: true, force: true })
    },
  }
}
