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

interface SharedDesktop {
  /** An app that runs already, for tests that leave nothing behind; `page` is its window, freshly loaded and drawn. */
  readonly running: LaunchedApp
}

const makeProfile = () => mkdtempSync(join(tmpdir(), 'tracer-desktop-'))
/** Chromium's last processes may write on for a moment after the app has ended. */
const removeProfile = (profile: string) => {
  rmSync(profile, { recursive: true, force: true, maxRetries: 15 })
}

export const test = base.extend<Desktop, SharedDesktop>({
  // Playwright finds out what a fixture needs by the pattern of its first argument.
  // eslint-disable-next-line no-empty-pattern
  profile: async ({}, use) => {
    const profile = makeProfile()
    await use(profile)
    removeProfile(profile)
  },
  launch: async ({ profile }, use) => {
    const launched: LaunchedApp[] = []
    await use(async (options) => {
      const app = await launchApp({ profile, ...options })
      launched.push(app)
      return app
    })
    for (const app of launched) await app.close()
  },
  running: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const profile = makeProfile()
      const app = await launchApp({ profile })
      await use(app)
      await app.close()
      removeProfile(profile)
    },
    { scope: 'worker' },
  ],
  page: async ({ running }, use) => {
    const page = await running.firstWindow()
    await page.reload()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await use(page)
  },
})
