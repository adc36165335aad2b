import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { ensureBrowser, ensurePackages } from './ensure.mjs'
import { root, tool, toolAside } from './process.mjs'

/**
 * `npm test`: everything, from a bare clone. `npm run check` is the part that needs no browser, no database and no
 * patience, `npm run e2e -- [file…]` the browser alone. Every part runs even when an earlier one failed; the last line counts.
 */

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */
/** @typedef {{ name: string, run: () => Promise<Count> }} Step */

const reports = `${root}test-output`

/**
 * A program that says yes or no and keeps one processor busy. What it says is printed whole.
 * @param {string} name
 * @param {string} script
 * @param {readonly string[]} args
 * @returns {Step}
 */
const verdict = (name, script, ...args) => ({
  name,
  run: async () => {
    const { well, said } = await toolAside(script, args)
    if (said !== '') console.log(said)
    return { passed: well ? 1 : 0, failed: well ? 0 : 1, skipped: 0 }
  },
})

/**
 * Long steps that keep one processor busy in turn, beside others that run one after the other.
 * @param {readonly Step[]} long
 * @param {readonly Step[]} others
 * @returns {Step}
 */
const beside = (long, others) => ({
  name: [...long, ...others].map(({ name }) => name).join(', '),
  run: async () => {
    const [one, rest] = await Promise.all([inTurn(long), inTurn(others)])
    return sum(one, rest)
  },
})

/** @param {Count} one @param {Count} other @returns {Count} */
const sum = (one, other) => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
})

/**
 * Runs every step, also after one that failed, and says how each ended.
 * @param {readonly Step[]} steps
 * @returns {Promise<Count>}
 */
async function inTurn(steps) {
  /** @type {Count} */
  let total = { passed: 0, failed: 0, skipped: 0 }
  for (const { name, run } of steps) {
    console.log(`\n── ${name}`)
    const began = performance.now()
    const count = await run()
    total = sum(total, count)
    console.log(`── ${name}: ${count.failed === 0 ? 'well' : `${count.failed} failed`} (${secondsSince(began)} s)`)
  }
  return total
}

/** @param {number} began */
const secondsSince = (began) => ((performance.now() - began) / 1000).toFixed(1)

/**
 * Reads a report that its runner wrote. A run that ended badly counts at least one failure, whatever the report says.
 * @param {string} file
 * @param {boolean} endedWell
 * @param {(report: any) => Count} read
 * @returns {Count}
 */
function countIn(file, endedWell, read) {
  /** @type {Count} */
  let count = { passed: 0, failed: 0, skipped: 0 }
  try {
    count = read(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // No report: the runner died before it could write one.
  }
  return { ...count, failed: endedWell ? count.failed : Math.max(1, count.failed) }
}

/**
 * @param {string} name
 * @param {readonly string[]} projects
 * @returns {Step}
 */
const vitest = (name, projects) => ({
  name,
  run: async () => {
    const file = `${reports}/${projects.join('-')}.json`
    const selected = projects.map((project) => `--project=${project}`)
    const report = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]
    const well = await tool('vitest/vitest.mjs', ['run', ...selected, ...report], { output: 'stdout' })
    return countIn(file, well, (vitest) => ({
      passed: vitest.numPassedTests,
      failed: vitest.numFailedTests,
      skipped: vitest.numPendingTests + vitest.numTodoTests,
    }))
  },
})

/** @param {readonly string[]} args @returns {Promise<Count>} */
async function playwright(args) {
  const file = `${reports}/playwright.json`
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file }
  const well = await tool('@playwright/test/cli.js', ['test', '--reporter=list,json', ...args], {
    output: 'stdout',
    env,
  })
  return countIn(file, well, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }))
}

/**
 * Part by part: a linter that knows types holds those of all it reads, and all at once is more than Node gives a program.
 * @param {string} name
 * @param {string[]} args
 * @returns {Step}
 */
const lintOf = (name, ...args) => verdict(`lint of ${name}`, 'eslint/bin/eslint.js', ...args, '--max-warnings=0')
const lint = [
  lintOf('the screens', 'renderer'),
  lintOf('the tests', 'test'),
  lintOf('all else', '.', '--ignore-pattern', 'renderer/**', '--ignore-pattern', 'test/**'),
]
const checks = [
  verdict('types', 'typescript/bin/tsc', '--build'),
  verdict('format', 'prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'),
  verdict(
    'boundaries',
    'dependency-cruiser/bin/dependency-cruise.mjs',
    ...['shared', 'forms', 'renderer', 'electron', 'server', 'scripts'],
    '--output-type=err',
  ),
  verdict('dead code', 'knip/bin/knip.js', '--no-config-hints'),
]

const build = verdict('build', '../scripts/build.mjs')

/** What all the tests together show of what is required: `test-output/requirements.md`. */
const requirements = verdict('requirements', '../scripts/run.mjs', 'test/trace/run.ts')

const NOBODY_KNOWS = 3

/**
 * Whether anything that is shipped has a grave advisory. Where no registry answers it is skipped, and so not shown.
 * @type {Step}
 */
const advisories = {
  name: 'advisories',
  run: async () => {
    const { well, status, said } = await toolAside('../scripts/run.mjs', ['test/qualify/advisories-now.ts'])
    console.log(said.trim())
    const skipped = status === NOBODY_KNOWS
    return { passed: well ? 1 : 0, failed: well || skipped ? 0 : 1, skipped: skipped ? 1 : 0 }
  },
}

const [mode = 'all', ...rest] = process.argv.slice(2)
/** @type {Record<string, readonly Step[]>} */
const modes = {
  all: [
    beside(lint, [...checks, vitest('unit, property and screens', ['unit', 'screens'])]),
    build,
    advisories,
    vitest('server and scenarios', ['system']),
    { name: 'desktop and browser', run: () => playwright(['--project=desktop', '--project=e2e']) },
    requirements,
  ],
  check: [beside(lint, [...checks, vitest('unit', ['unit'])])],
  e2e: [build, { name: 'browser', run: () => playwright(['--project=e2e', ...rest]) }],
}

await ensurePackages()
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
if (mode !== 'check') process.env['CHROMIUM_PATH'] = await ensureBrowser()

const total = await inTurn(modes[mode] ?? [])
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed === 0 ? 0 : 1)
