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
 * Programs that say yes or no and keep one processor busy: they run side by side, and what they say is printed whole.
 * @param {Readonly<Record<string, readonly [script: string, ...args: string[]]>>} programs
 * @returns {Step}
 */
const verdicts = (programs) => ({
  name: Object.keys(programs).join(', '),
  run: async () => {
    const verdicts = Object.entries(programs).map(async ([name, [script, ...args]]) => {
      const began = performance.now()
      const { well, said } = await toolAside(script, args)
      console.log(`${said}${name}: ${well ? 'well' : 'failed'} (${secondsSince(began)} s)`)
      return well
    })
    const passed = (await Promise.all(verdicts)).filter(Boolean).length
    return { passed, failed: verdicts.length - passed, skipped: 0 }
  },
})

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

const checks = [
  verdicts({
    lint: ['eslint/bin/eslint.js', '.', '--max-warnings=0'],
    types: ['typescript/bin/tsc', '--build'],
  }),
  verdicts({
    format: ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
    boundaries: [
      'dependency-cruiser/bin/dependency-cruise.mjs',
      ...['shared', 'forms', 'renderer', 'electron', 'server', 'scripts'],
      '--output-type=err',
    ],
    'dead code': ['knip/bin/knip.js', '--no-config-hints'],
  }),
]

const build = verdicts({ build: ['../scripts/build.mjs'] })

const [mode = 'all', ...rest] = process.argv.slice(2)
/** @type {Record<string, readonly Step[]>} */
const modes = {
  all: [
    ...checks,
    vitest('unit, property and screens', ['unit', 'screens']),
    build,
    vitest('server and scenarios', ['system']),
    { name: 'desktop and browser', run: () => playwright(['--project=desktop', '--project=e2e']) },
  ],
  check: [...checks, vitest('unit', ['unit'])],
  e2e: [build, { name: 'browser', run: () => playwright(['--project=e2e', ...rest]) }],
}

await ensurePackages()
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
if (mode !== 'check') process.env['CHROMIUM_PATH'] = await ensureBrowser()

/** @type {Count} */
const total = { passed: 0, failed: 0, skipped: 0 }
for (const { name, run } of modes[mode] ?? []) {
  console.log(`\n── ${name}`)
  const began = performance.now()
  const { passed, failed, skipped } = await run()
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
  console.log(`── ${name}: ${failed === 0 ? 'well' : `${failed} failed`} (${secondsSince(began)} s)`)
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed === 0 ? 0 : 1)
