import { expect } from 'vitest'
import { simulate } from './simulate'

/** What one run of `npm test` plays: two files share it, one for each processor. `TRACER_SEED` begins elsewhere. */
const FROM = Number(process.env['TRACER_SEED'] ?? 1)
const EACH = 1_500

/** Plays one half of the schedules; a failure names the seeds to play again. */
export async function playHalf(half: 0 | 1): Promise<void> {
  const failed: { readonly seed: number; readonly wrong: readonly string[] }[] = []
  let faults = 0
  for (let i = 0; i < EACH && failed.length < 5; i++) {
    const outcome = await simulate({ seed: FROM + half * EACH + i })
    faults += outcome.faults
    if (outcome.wrong.length > 0) failed.push(outcome)
  }
  expect(failed.map(({ seed, wrong }) => ({ seed, wrong }))).toEqual([])
  expect(faults).toBeGreaterThan(EACH)
}
