import { defineConfig } from 'vitest/config'

/**
 * `unit` is pure and quick; `screens` draws components in a made-up DOM; `system` has the real server, database and
 * several devices. Browser and desktop tests are Playwright's (`*.spec.ts`).
 */
export default defineConfig({
  define: {
    __TRACER_VERSION__: JSON.stringify('0.0.0'),
    __TRACER_BUILD__: JSON.stringify('test'),
    __TRACER_UPDATE_KEY__: JSON.stringify(''),
  },
  test: {
    // A runner of its own for each processor; left alone, one of them waits.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Pure code keeps nothing between files: what one file has loaded the next one need not load again.
          isolate: false,
          include: [
            'test/{shared,forms,electron,scripts,property,guard,simulation,trace}/**/*.test.ts',
            'test/renderer/data/**/*.test.ts',
          ],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'screens',
          environment: 'happy-dom',
          include: ['test/renderer/**/*.test.{ts,tsx}'],
          exclude: ['test/renderer/data/**'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['test/{server,scenario,fault,packaging}/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          globalSetup: 'test/support/built.ts',
        },
      },
    ],
  },
})
