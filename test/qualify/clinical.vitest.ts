import { defineConfig } from 'vitest/config'
import { KeptThread } from './kept-thread'

/**
 * The tests that mutants of `shared/clinical` have to get past; Stryker runs no projects. Tables only: the property tests
 * of `npm test`, with thousands of cases each, come on top of them and would take most of the hours here.
 */
export default defineConfig({
  plugins: [
    {
      name: 'kept-thread',
      // Stryker asks for threads on the command line; this is where it can still be told which.
      configureVitest({ project }) {
        project.config.pool = 'kept'
        project.config.poolRunner = { name: 'kept', createPoolWorker: (options) => KeptThread.take(options) }
      },
    },
  ],
  test: {
    include: ['test/shared/clinical/**/*.test.ts'],
    exclude: ['test/shared/clinical/**/*{properties,never-milder}.test.ts'],
    isolate: false,
    setupFiles: ['test/qualify/settle.ts'],
    testTimeout: 120_000,
  },
})
