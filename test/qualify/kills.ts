import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { root, tool } from '../../scripts/process.mjs'
import type { Evidence } from './evidence'

const Report = z.object({
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

/** CRYP-12: one transaction for value, log and outbox, whenever the app ends. `TRACER_KILLS` says how often it is killed. */
export async function kills(browser: string): Promise<Evidence> {
  const file = `${root}test-output/qualify.json`
  const passed = await tool(
    '@playwright/test/cli.js',
    ['test', '--project=e2e', '--reporter=list,json', 'kills.spec.ts'],
    {
      env: {
        CHROMIUM_PATH: browser,
        TRACER_KILLS: process.env['TRACER_KILLS'] ?? '200',
        PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      },
    },
  )
  const { suites } = Report.parse(JSON.parse(readFileSync(file, 'utf8')))
  const figures = suites.flatMap(({ specs }) => specs.flatMap(({ tests }) => tests.flatMap((each) => each.annotations)))
  return { passed, figures: Object.fromEntries(figures.map(({ type, description }) => [type, description])) }
}
