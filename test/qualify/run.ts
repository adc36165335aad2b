import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { z } from 'zod'
import { ensureBrowser } from '../../scripts/ensure.mjs'
import { root, tool } from '../../scripts/process.mjs'

/**
 * `npm run qualify`: what takes too long for every day, as evidence that a version is fit for its use. Says on standard
 * output, in one line of JSON, what was shown by what; everything else goes to standard error.
 */
const KILLS = process.env['TRACER_KILLS'] ?? '200'
/** One transaction for value, log and outbox, whenever the app ends. */
const REQUIREMENTS = ['CRYP-12']

const Package = z.object({ version: z.string() })
const Report = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int() }),
  suites: z.array(
    z.object({
      specs: z.array(
        z.object({
          tests: z.array(
            z.object({ annotations: z.array(z.object({ type: z.string(), description: z.string().optional() })) }),
          ),
        }),
      ),
    }),
  ),
})

const browser = await ensureBrowser()
const file = `${root}test-output/qualify.json`
const passed = await tool('@playwright/test/cli.js', ['test', '--project=e2e', '--reporter=list,json', 'kills'], {
  env: { CHROMIUM_PATH: browser, TRACER_KILLS: KILLS, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
})
const { suites } = Report.parse(JSON.parse(readFileSync(file, 'utf8')))
const figures = suites.flatMap(({ specs }) => specs.flatMap(({ tests }) => tests.flatMap((each) => each.annotations)))

console.log(
  JSON.stringify({
    requirements: REQUIREMENTS,
    passed,
    tracer: Package.parse(JSON.parse(readFileSync(`${root}package.json`, 'utf8'))).version,
    node: process.version,
    chromium: await versionOf(browser),
    ...Object.fromEntries(figures.map(({ type, description }) => [type, description])),
  }),
)
process.exitCode = passed ? 0 : 1

async function versionOf(executablePath: string): Promise<string> {
  const running = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 })
  const version = running.version()
  await running.close()
  return version
}
