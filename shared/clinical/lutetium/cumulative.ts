import { Decimal } from '../../quantity/decimal'
import { type Range, formula } from '../formula'

const activity: Range = { unit: 'MBq', from: 0, to: 1e6 }
const absorbed: Range = { unit: 'Gy', from: 0, to: 1000 }

const total = (values: readonly Decimal[]): Decimal => values.reduce((sum, value) => sum.plus(value), new Decimal(0))

/** Net activity of a course, a trial or, with what was given before, of a life. */
export const cumulativeActivity = formula(
  {
    key: 'cumulative_activity',
    inputs: ['prior_mbq', 'cycles_mbq'],
    expression: 'prior + Σ cycles',
    source: 'definition',
  },
  (given) => {
    const prior = given.number('prior_mbq', activity)
    const cycles = given.step('cycles_total', total(given.numbers('cycles_mbq', activity)), 'MBq')
    return { value: prior.plus(cycles), unit: 'MBq' }
  },
)

/**
 * Absorbed dose of the kidneys after the next cycle, from the dose per activity of the latest final dosimetry. The first
 * cycle has nothing to project from.
 */
export const renalProjection = formula(
  {
    key: 'renal_projection',
    inputs: ['cycles_gy', 'last_gy_per_gbq', 'next_gbq'],
    expression: 'Σ cycles + last Gy/GBq × next GBq',
    source: 'START-NET, dosimetry-guided arm: at most 30 Gy to the kidneys',
  },
  (given) => {
    const cycles = given.numbers('cycles_gy', absorbed)
    if (cycles.length === 0) given.refuse('no-cycle-yet', 'cycles_gy')
    const sofar = given.step('cumulative', total(cycles), 'Gy')
    const perActivity = given.number('last_gy_per_gbq', { unit: 'Gy/GBq', from: 0, to: 100 })
    const next = given.number('next_gbq', { unit: 'GBq', from: 0, to: 1000 })
    return { value: sofar.plus(given.step('next', perActivity.times(next), 'Gy')), unit: 'Gy' }
  },
)
