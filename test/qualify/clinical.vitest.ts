import { defineConfig } from 'vitest/config'

/** The tests that mutants of `shared/clinical` have to get past; Stryker runs no projects. */
export default defineConfig({
  test: { include: ['test/shared/clinical/**/*.test.ts'], testTimeout: 20_000 },
})
