import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Page, chromium } from 'playwright-core'
import { findBrowser } from '../../../scripts/ensure.mjs'
import { note } from '../figures'
import { renderersOf } from './memory'

/** A browser of its own on a profile of its own, its database on disk, with one page open. */
export interface Window {
  readonly page: Page
  readonly profile: string
  /** Of the page and its workers. */
  renderers(): readonly number[]
  /** Ends the browser. The profile goes too, unless it is kept to be opened again. */
  close(kept?: 'kept'): Promise<void>
}

/** Playwright's ordinary contexts keep their database in memory: this one has a profile. */
export async function openWindow(
  address: string,
  profile = mkdtempSync(join(tmpdir(), 'tracer-bench-browser-')),
): Promise<Window> {
  const executablePath = findBrowser()
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath !== undefined && { executablePath }),
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  })
  // What tsx leaves in functions that are sent into the page.
  await context.addInitScript('globalThis.__name ??= (made) => made')
  const page = context.pages()[0] ?? (await context.newPage())
  page.on('pageerror', ({ message }) => note(`page: ${message}`))
  page.setDefaultTimeout(600_000)
  await page.goto(address)
  return {
    page,
    profile,
    renderers: () => renderersOf(profile),
    async close(kept) {
      await context.close()
      if (kept === undefined) rmSync(profile, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}
