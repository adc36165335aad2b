import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'tracer-validate-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Ran {
  readonly status: number | null
  readonly lines: readonly string[]
  readonly complaint: string
}

/** Runs the command as `npm run validate` does, in the folder that a caller would stand in. */
function validate(args: readonly string[], input: string): Promise<Ran> {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'out/cli/validate.js', ...args], {
    cwd: root,
    env: { ...process.env, INIT_CWD: folder },
  })
  let [output, complaint] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => resolve({ status, lines: output.split('\n').slice(0, -1), complaint }))
  })
}

const lines = (...cases: readonly unknown[]): string => cases.map((one) => JSON.stringify(one) + '\n').join('')
const qtcf = (case_id: unknown, qt_ms: unknown) => ({ case_id, formula: 'qtcf', inputs: { qt_ms, heart_rate_bpm: 60 } })

test('one line out for each line in, in order; what cannot be computed or read stops nothing', async () => {
  const input = lines(qtcf('a', 400), qtcf(2, -1)) + 'nonsense\n[1]\n\n' + lines(qtcf('u\u2028', 'x'.repeat(1_000_000))) + JSON.stringify(qtcf('last', '410')) // prettier-ignore
  const { status, lines: answers } = await validate(['formula'], input)
  expect(answers.map((line): unknown => JSON.parse(line))).toEqual([
    { case_id: 'a', value: 400, unit: 'ms' },
    { case_id: 2, error: 'out-of-range: qt_ms' },
    { case_id: null, error: 'not-a-json-object' },
    { case_id: null, error: 'not-a-json-object' },
    { case_id: 'u\u2028', error: 'too-long: qt_ms' },
    { case_id: 'last', value: 410, unit: 'ms' },
  ])
  expect(status).toBe(0)
})

test('tables of a licence are read from where the caller stands', async () => {
  writeFileSync(join(folder, 'sets.tsv'), 'value_set\tterm\tcoefficient\tdoi\nUtopia\tStartValue\t0.9\t-\n')
  const items = { MO: 1, SC: 1, UA: 1, PD: 1, AD: 1 }
  const input = lines({ case_id: 1, instrument: 'EQ-5D-5L', items, value_set: '5L:Utopia' })
  const { lines: answers } = await validate(['qol', '--value-sets', 'sets.tsv'], input)
  expect(answers).toEqual(['{"case_id":1,"scores":{"profile":"11111","index":0.9}}'])
})

test.each([
  ['an engine nobody knows', ['divination'], /which engine/],
  ['no engine', [], /which engine/],
  ['an argument too many', ['formula', 'more'], /more is not expected/],
  ['a table that is not there', ['qol', '--crosswalk', 'nowhere.tsv'], /nowhere\.tsv cannot be read/],
])('%s is wrong use', async (_, args, complaint) => {
  const ran = await validate(args, '')
  expect(ran).toMatchObject({ status: 2, lines: [] })
  expect(ran.complaint).toMatch(complaint)
})

test('a table with a wrong line is wrong use, and the line is named', async () => {
  writeFileSync(join(folder, 'broken.tsv'), 'profile\tUK\n11111\t1\n11112\tnearly\n')
  const ran = await validate(['qol', '--crosswalk', 'broken.tsv'], '')
  expect(ran).toMatchObject({ status: 2, complaint: 'validate: broken.tsv, line 3: not-a-number\n' })
})
