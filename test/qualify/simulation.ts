import { simulate } from '../simulation/simulate'
import type { Evidence } from './evidence'

/**
 * Devices and servers in one process, with faults wherever something waits, until so many have happened
 * (`TRACER_FAULTS`, from `TRACER_SEED` on). Every hundredth course is played twice: it has to be the same.
 */
export async function simulation(): Promise<Evidence> {
  const most = Number(process.env['TRACER_FAULTS'] ?? 1_000_000)
  const from = Number(process.env['TRACER_SEED'] ?? 1_000_000)
  const began = performance.now()
  const failed: { readonly seed: number; readonly wrong: readonly string[] }[] = []
  let [schedules, faults, changes, different] = [0, 0, 0, 0]
  for (; faults < most && failed.length < 20; schedules++) {
    const schedule = { seed: from + schedules, storm: true }
    const outcome = await simulate(schedule)
    faults += outcome.faults
    changes += outcome.saved
    if (outcome.wrong.length > 0) {
      failed.push({ seed: schedule.seed, wrong: outcome.wrong })
      console.error(`seed ${schedule.seed}: ${outcome.wrong.join('; ')}`)
    }
    if (schedules % 100 === 0 && (await simulate(schedule)).hash !== outcome.hash) different++
    if (schedules % 500 === 0) console.error(`${schedules} schedules, ${faults} faults, ${failed.length} failed`)
  }
  const minutes = (performance.now() - began) / 60_000
  return {
    passed: failed.length === 0 && different === 0,
    figures: { schedules, faults, changes, failed, different, perMinute: Math.round(schedules / minutes) },
  }
}
