import { describe, expect, test } from 'vitest'
import { readCsv } from '#shared/export/csv'
import { matrixCsv, matrixMarkdown, matrixOf, summaryOf } from './matrix'
import { type TestResult, resultsOfPlaywright, resultsOfVitest } from './reports'
import type { Requirement } from './requirements'
import { idsIn, idsInSource } from './titles'

const asked = { priority: 1, risk: 'high', endangers: 'data', asks: 'Nothing is lost' } as const
const delivered = (id: string, more: Partial<Pick<Requirement, 'priority' | 'asks'>> = {}): Requirement => ({
  ...asked,
  id,
  ...more,
  state: 'delivered',
})
const open = (id: string): Requirement => ({ ...asked, id, state: 'open', why: 'Half of it is missing' })

const vitest = {
  testResults: [
    {
      name: '/repository/test/a.test.ts',
      assertionResults: [
        { fullName: ' says who (GCP-01, GCP-02)', status: 'passed' },
        { fullName: ' says what (GCP-03)', status: 'failed' },
        { fullName: 'the log (GCP-04) says when', status: 'pending' },
        { fullName: ' names nothing', status: 'passed' },
      ],
    },
  ],
}
const playwright = {
  config: { rootDir: '/repository/test/e2e' },
  suites: [
    {
      title: 'b.spec.ts',
      file: 'b.spec.ts',
      specs: [{ title: 'is drawn (GCP-05)', tests: [{ status: 'expected' }] }],
      suites: [
        {
          title: 'offline (GCP-02)',
          file: 'b.spec.ts',
          specs: [
            { title: 'is drawn too', tests: [{ status: 'flaky' }] },
            { title: 'is not drawn', tests: [{ status: 'skipped' }] },
          ],
        },
      ],
    },
  ],
}
const results = [...resultsOfVitest(vitest, '/repository/'), ...resultsOfPlaywright(playwright, '/repository/')]

test('reports of both runners say what became of each test, under the titles above it', () => {
  expect(results).toEqual([
    { file: 'test/a.test.ts', title: 'says who (GCP-01, GCP-02)', outcome: 'passed' },
    { file: 'test/a.test.ts', title: 'says what (GCP-03)', outcome: 'failed' },
    { file: 'test/a.test.ts', title: 'the log (GCP-04) says when', outcome: 'skipped' },
    { file: 'test/a.test.ts', title: 'names nothing', outcome: 'passed' },
    { file: 'test/e2e/b.spec.ts', title: 'is drawn (GCP-05)', outcome: 'passed' },
    { file: 'test/e2e/b.spec.ts', title: 'offline (GCP-02) is drawn too', outcome: 'passed' },
    { file: 'test/e2e/b.spec.ts', title: 'offline (GCP-02) is not drawn', outcome: 'skipped' },
  ] satisfies TestResult[])
  expect(() => resultsOfVitest({}, '/')).toThrow()
})

// Not in the title of the test itself, where the matrix of the repository would find them.
test.each([
  ['says who (P11-01, ASVS-3.3.x)', ['P11-01', 'ASVS-3.3.x']],
  ['the log (GCP-02) says who (GCP-01)', ['GCP-02', 'GCP-01']],
  ['GCP-01: at the front counts for nothing', []],
  ['an aside (see GCP-01) counts for nothing', []],
])('the ids of a title, case %#', (title, ids) => {
  expect(idsIn(title)).toEqual(ids)
})

test('in a source only what ends a text is a title', () => {
  expect(idsInSource("// as asked (GCP-01)\ntest('says who (GCP-02)', () => {})")).toEqual(['GCP-02'])
})

describe('a requirement that is delivered', () => {
  const resultOf = (requirement: Requirement) => {
    const { lines, problems } = matrixOf([requirement], results)
    return [lines[0]?.result, problems.filter((problem) => problem.startsWith(`${requirement.id} is delivered`))]
  }
  test.each([
    ['passed', 'GCP-01', 'passed', []],
    ['passed here and was skipped there', 'GCP-02', 'passed', []],
    ['failed', 'GCP-03', 'failed', ['GCP-03 is delivered, and failed: test/a.test.ts: says what (GCP-03)']],
    ['was skipped on this machine', 'GCP-04', 'not run here', []],
    ['is not there', 'GCP-06', 'no test', ['GCP-06 is delivered, and no test shows it']],
  ])('whose test %s', (_, id, result, problems) => {
    expect(resultOf(delivered(id))).toEqual([result, problems])
  })
  test('and only good to have is no problem', () => {
    expect(resultOf(delivered('GCP-06', { priority: 3 }))).toEqual(['no test', []])
  })
})

test('one failure outweighs any number of passes', () => {
  const failed: TestResult = { file: 'c.test.ts', title: 'says who again (GCP-01)', outcome: 'failed' }
  expect(matrixOf([delivered('GCP-01')], [...results, failed]).lines[0]?.result).toBe('failed')
})

test('what is open is no problem, with tests or without', () => {
  const all = ['GCP-01', 'GCP-02', 'GCP-03', 'GCP-04', 'GCP-05', 'GCP-06']
  expect(matrixOf(all.map(open), results).problems).toEqual([])
})

test('an id in a title that is no requirement is a problem', () => {
  const { problems } = matrixOf(['GCP-01', 'GCP-02', 'GCP-04', 'GCP-05'].map(open), results)
  expect(problems).toEqual(['GCP-03 is in a title, and no such requirement: test/a.test.ts: says what (GCP-03)'])
})

describe('what is written', () => {
  const list = [
    delivered('GCP-01'),
    delivered('GCP-02', { asks: 'A | B <c>' }),
    delivered('GCP-03'),
    delivered('GCP-04'),
  ]
  const matrix = matrixOf([...list, open('GCP-05')], results)
  const head = { version: '1.2.3', commit: 'abc', at: '2026-03-12T10:00:00.000Z' }

  test('is summed up in one sentence', () => {
    expect(summaryOf(matrix)).toBe(
      '5 requirements: 4 delivered, 1 of them not run here; 1 open, 1 of them of priority 1',
    )
  })

  test('says of which version, commit and date it is, what failed, what was not run and what is open', () => {
    const page = matrixMarkdown(matrix, head)
    expect(page).toContain('Tracer 1.2.3, commit abc, 2026-03-12T10:00:00.000Z')
    expect(page).toContain('## Problems\n\n- GCP-03 is delivered, and failed')
    expect(page).toContain('## Not run here\n\n- GCP-04: test/a.test.ts')
    expect(page).toContain('## Open\n\n- GCP-05 (priority 1): Half of it is missing')
    expect(page).toContain('| GCP-02 | 1 | high: data | A \\| B &lt;c> | delivered | passed | test/a.test.ts: says who')
    expect(page.split('\n').filter((line) => line.startsWith('| GCP-'))).toHaveLength(5)
  })

  test('is a table for spreadsheets as well, each row with what it is of', () => {
    const { columns, rows } = readCsv('requirements', new TextDecoder().decode(matrixCsv(matrix, head)))
    const cells = rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]])))
    expect(cells).toHaveLength(5)
    expect(cells[0]).toEqual({
      ...{ id: 'GCP-01', priority: '1', risk: 'high', endangers: 'data', requirement: 'Nothing is lost' },
      ...{ state: 'delivered', 'open because': '', result: 'passed' },
      tests: 'test/a.test.ts: says who (GCP-01, GCP-02): passed',
      ...{ version: '1.2.3', commit: 'abc', date: '2026-03-12T10:00:00.000Z' },
    })
    expect(cells[4]).toMatchObject({ state: 'open', 'open because': 'Half of it is missing', result: 'passed' })
  })
})
