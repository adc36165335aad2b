import { defineConfig } from '@playwright/test'
import { findBrowser } from './scripts/ensure.mjs'

const browser = findBrowser()

/**
 * `desktop` runs the built main process and preload; `e2e` the app in a browser, served by the real server;
 * `participants` whole courses of the same kind, for `npm run qualify`.
 */
export default defineConfig({
  outputDir: 'test-output/playwright',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list']],
  use: {
    launchOptions: {
      ...(browser && { executablePath: browser }),
      chromiumSandbox: process.getuid?.() !== 0,
      args: ['--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update'],
    },
  },
  projects: [
    { name: 'desktop', testDir: 'test/electron', testMatch: '**/*.spec.ts' },
    { name: 'e2e', testDir: 'test/e2e', testMatch: '**/*.spec.ts' },
    {
      name: 'participants',
      testDir: 'test/qualify/participants',
      testMatch: '*.spec.ts',
      timeout: 1_800_000,
      expect: { timeout: 120_000 },
    },
  ],
})
