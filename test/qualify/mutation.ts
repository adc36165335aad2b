import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { root, tool } from '../../scripts/process.mjs'
import type { Evidence } from './evidence'

const Report = z.object({
  files: z.record(z.string(), z.object({ mutants: z.array(z.object({ status: z.string() })) })),
})

/** Of every hundred faults put into the clinical engines, so many are found by their tests. */
const LEAST_FOUND = 85

/** Puts faults into `shared/clinical`, one at a time, and counts those that no test finds. */
export async function mutation(): Promise<Evidence> {
  const ran = await tool('@stryker-mutator/core/bin/stryker.js', ['run', 'test/qualify/stryker.json'])
  if (!ran) return { passed: false, figures: {} }
  const { files } = Report.parse(JSON.parse(readFileSync(`${root}test-output/mutation.json`, 'utf8')))
  const all = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status))
  const found = all.filter((status) => status === 'Killed' || status === 'Timeout').length
  const missed = all.filter((status) => status === 'Survived' || status === 'NoCoverage').length
  const share = (100 * found) / (found + missed)
  return {
    passed: share >= LEAST_FOUND,
    figures: { mutants: found + missed, mutantsFound: found, mutantsFoundPercent: Number(share.toFixed(1)) },
  }
}
