import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { launchApp, type LaunchedApp, type LaunchOptions } from './launch'

interface Desktop {
  /** A folder that goes when the test does. */
  readonly profile: string
  /** Starts the app on that profile; it is closed when the test ends. */
  readonly launch: (options?: Omit<LaunchOptions, 'profile'>) => Promise<LaunchedApp>
}

export const test = base.extend<Desktop>({
  // Playwright finds out what a fixture needs by the pattern of its first argument.
  // eslint-disable-next-line no-empty-pattern
  profile: async ({}, use) => {
    const profile = mkdtempSync(join(tmpdir(), 'tracer-desktop-'))
    await use(profile)
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  },
  launch: async ({ profile }, use) => {
    const running: LaunchedApp[] = []
    await use(async (options) => {
      const app = await launchApp({ profile, ...options })
      running.push(app)
      return app
    })
    for (const app of running) await app.close()
  },
})
