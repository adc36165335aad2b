import { writeCsv } from '#shared/export/csv'
import type { TestResult } from './reports'
import type { Requirement } from './requirements'
import { idsIn } from './titles'

/** How a requirement stands after a run: `not run here` when every test of it was skipped on this machine. */
type Result = 'passed' | 'failed' | 'not run here' | 'no test'

interface Line {
  readonly requirement: Requirement
  readonly tests: readonly TestResult[]
  readonly result: Result
}

/** Every requirement beside the tests that show it, and what is wrong with that. */
export interface Matrix {
  readonly lines: readonly Line[]
  /** Empty when everything that is said to be delivered was shown. */
  readonly problems: readonly string[]
}

/** What the matrix is of. */
export interface Head {
  readonly version: string
  readonly commit: string
  readonly at: string
}

/**
 * Sets the requirements beside the tests whose titles name them. A problem is a delivered requirement of priority 1 or 2
 * without a test, one of whose tests failed, and a title that names a requirement there is not. A requirement that is
 * open may have tests already.
 */
export function matrixOf(requirements: readonly Requirement[], results: readonly TestResult[]): Matrix {
  const named = new Map<string, TestResult[]>()
  for (const result of results) for (const id of idsIn(result.title)) named.set(id, [...(named.get(id) ?? []), result])
  const lines = requirements.map((requirement) => {
    const tests = named.get(requirement.id) ?? []
    return { requirement, tests, result: resultOf(tests) }
  })
  const known = new Set(requirements.map(({ id }) => id))
  const strangers = [...named].filter(([id]) => !known.has(id))
  return {
    lines,
    problems: [
      ...lines.flatMap(problemOf),
      ...strangers.map(([id, tests]) => `${id} is in a title, and no such requirement: ${namesOf(tests)}`),
    ],
  }
}

function resultOf(tests: readonly TestResult[]): Result {
  if (tests.some(({ outcome }) => outcome === 'failed')) return 'failed'
  if (tests.some(({ outcome }) => outcome === 'passed')) return 'passed'
  return tests.length > 0 ? 'not run here' : 'no test'
}

function problemOf({ requirement, tests, result }: Line): readonly string[] {
  const { id, priority, state } = requirement
  if (state === 'open' || priority === 3) return []
  switch (result) {
    case 'passed':
    case 'not run here':
      return []
    case 'failed':
      return [`${id} is delivered, and failed: ${namesOf(tests.filter(({ outcome }) => outcome === 'failed'))}`]
    case 'no test':
      return [`${id} is delivered, and no test shows it`]
  }
}

const nameOf = ({ file, title }: TestResult) => `${file}: ${title}`
const namesOf = (tests: readonly TestResult[]) => tests.map(nameOf).join('; ')

/** One sentence on how far it is. */
export function summaryOf({ lines }: Matrix): string {
  const delivered = lines.filter(({ requirement }) => requirement.state === 'delivered')
  const elsewhere = delivered.filter(({ result }) => result === 'not run here')
  const open = lines.filter(({ requirement }) => requirement.state === 'open')
  const gates = open.filter(({ requirement }) => requirement.priority === 1)
  return (
    `${lines.length} requirements: ${delivered.length} delivered, ${elsewhere.length} of them not run here; ` +
    `${open.length} open, ${gates.length} of them of priority 1`
  )
}

const COLUMNS = ['id', 'priority', 'risk', 'endangers', 'requirement', 'state', 'open because', 'result', 'tests']

/** The matrix as a table for spreadsheets, a row a requirement, with what it is of in the last columns of each row. */
export const matrixCsv = ({ lines }: Matrix, { version, commit, at }: Head): Uint8Array =>
  writeCsv({
    name: 'requirements',
    columns: [...COLUMNS, 'version', 'commit', 'date'],
    rows: lines.map((line) => [...cells(line), version, commit, at]),
  })

function cells({ requirement, tests, result }: Line): readonly string[] {
  const { id, priority, risk, endangers, asks } = requirement
  const why = requirement.state === 'open' ? requirement.why : ''
  const told = tests.map((test) => `${nameOf(test)}: ${test.outcome}`).join('\n')
  return [id, String(priority), risk, endangers, asks, requirement.state, why, result, told]
}

/** The matrix as a page to read: what it is of, what is wrong, what is open, and every requirement with its tests. */
export function matrixMarkdown(matrix: Matrix, { version, commit, at }: Head): string {
  const { lines, problems } = matrix
  const open = lines.flatMap(({ requirement }) =>
    requirement.state === 'open' ? [`${requirement.id} (priority ${requirement.priority}): ${requirement.why}`] : [],
  )
  const skipped = lines
    .filter(({ requirement, result }) => requirement.state === 'delivered' && result === 'not run here')
    .map(({ requirement, tests }) => `${requirement.id}: ${namesOf(tests)}`)
  return [
    '# Requirements, risks, tests and results',
    '',
    `Tracer ${version}, commit ${commit}, ${at}`,
    '',
    `${summaryOf(matrix)}.`,
    ...section('Problems', problems),
    ...section('Not run here', skipped),
    ...section('Open', open),
    '',
    '## All requirements',
    '',
    '| id | priority | risk | requirement | state | result | tests |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...lines.map(markdownRow),
    '',
  ].join('\n')
}

const section = (title: string, entries: readonly string[]): readonly string[] =>
  entries.length === 0 ? [] : ['', `## ${title}`, '', ...entries.map((entry) => `- ${inCell(entry)}`)]

function markdownRow({ requirement, tests, result }: Line): string {
  const { id, priority, risk, endangers, asks, state } = requirement
  const told = countedByTitle(tests).map(
    ([test, times]) => `${nameOf(test)}: ${test.outcome}${times > 1 ? ` (${times} times)` : ''}`,
  )
  const row = [id, String(priority), `${risk}: ${endangers}`, asks, state, result, told.join('\n')]
  return `| ${row.map(inCell).join(' | ')} |`
}

function countedByTitle(tests: readonly TestResult[]): readonly (readonly [TestResult, number])[] {
  const counted = new Map<string, readonly [TestResult, number]>()
  for (const test of tests) {
    const key = `${nameOf(test)} ${test.outcome}`
    counted.set(key, [test, (counted.get(key)?.[1] ?? 0) + 1])
  }
  return [...counted.values()]
}

/** A table cell ends at a bar and a line, and a title may hold anything. */
const inCell = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('|', '\\|').replace(/\r?\n/g, '<br>')
