import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { root, tool } from '../../scripts/process.mjs'
import type { Evidence } from './evidence'

const Told = z.object({ type: z.string(), description: z.string().optional() })
const Report = z.object({
  suites: z.array(
    z.object({
      specs: z.array(
        z.object({
          title: z.string(),
          ok: z.boolean(),
          tests: z.array(
            z.object({ annotations: z.array(Told), results: z.array(z.object({ duration: z.number() })) }),
          ),
        }),
      ),
    }),
  ),
})

/** One participant of each trial, from consent to the end of follow-up, typed into the app and signed there. */
export async function participants(browser: string): Promise<Evidence> {
  const file = `${root}test-output/participants.json`
  const passed = await tool('@playwright/test/cli.js', ['test', '--project=participants', '--reporter=list,json'], {
    env: { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  })
  const { suites } = Report.parse(JSON.parse(readFileSync(file, 'utf8')))
  const specs = suites.flatMap((suite) => suite.specs)
  return {
    passed: passed && specs.length === 5,
    figures: Object.fromEntries(
      specs.map(({ title, ok, tests }) => [
        title.split(':')[0] ?? title,
        {
          ok,
          seconds: Math.round(
            tests.flatMap(({ results }) => results).reduce((sum, one) => sum + one.duration, 0) / 1_000,
          ),
          ...Object.fromEntries(
            tests.flatMap(({ annotations }) => annotations.map(({ type, description }) => [type, description])),
          ),
        },
      ]),
    ),
  }
}
