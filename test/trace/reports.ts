import { z } from 'zod'

/** What became of one test: its file in the repository, and its title below those it stands under. */
export interface TestResult {
  readonly file: string
  readonly title: string
  readonly outcome: 'passed' | 'failed' | 'skipped'
}

const VitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.enum(['passed', 'failed', 'skipped', 'pending', 'todo', 'disabled']),
        }),
      ),
    }),
  ),
})

/** The tests of a report that vitest wrote as JSON. `root` is where the repository stands, with a slash at its end. */
export const resultsOfVitest = (report: unknown, root: string): readonly TestResult[] =>
  VitestReport.parse(report).testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({
      file: below(root, name),
      title: fullName.trim(),
      outcome: status === 'passed' || status === 'failed' ? status : ('skipped' as const),
    })),
  )

interface Suite {
  readonly title: string
  readonly file: string
  readonly specs: readonly {
    readonly title: string
    readonly tests: readonly { readonly status: 'expected' | 'unexpected' | 'flaky' | 'skipped' }[]
  }[]
  readonly suites?: readonly Suite[] | undefined
}
const Suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    title: z.string(),
    file: z.string(),
    specs: z.array(
      z.object({
        title: z.string(),
        tests: z.array(z.object({ status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']) })),
      }),
    ),
    suites: z.array(Suite).optional(),
  }),
)
const PlaywrightReport = z.object({ config: z.object({ rootDir: z.string() }), suites: z.array(Suite) })

/** The tests of a report that Playwright wrote as JSON. One that passed at a second attempt has passed. */
export function resultsOfPlaywright(report: unknown, root: string): readonly TestResult[] {
  const { config, suites } = PlaywrightReport.parse(report)
  const results = (suite: Suite, above: readonly string[]): readonly TestResult[] => [
    ...suite.specs.flatMap(({ title, tests }) =>
      tests.map(({ status }) => ({
        file: below(root, `${config.rootDir}/${suite.file}`),
        title: [...above, title].join(' '),
        outcome: outcomeOf(status),
      })),
    ),
    ...(suite.suites ?? []).flatMap((inner) => results(inner, [...above, inner.title])),
  ]
  return suites.flatMap((suite) => results(suite, []))
}

function outcomeOf(status: 'expected' | 'unexpected' | 'flaky' | 'skipped'): TestResult['outcome'] {
  switch (status) {
    case 'expected':
    case 'flaky':
      return 'passed'
    case 'unexpected':
      return 'failed'
    case 'skipped':
      return 'skipped'
  }
}

function below(root: string, path: string): string {
  const [within, file] = [root.replaceAll('\\', '/'), path.replaceAll('\\', '/')]
  return file.startsWith(within) ? file.slice(within.length) : file
}
