import { type Range, formula } from '../formula'

const percent: Range = { unit: '%', from: 0, to: 100 }

/** Absolute neutrophil count from a differential, by definition: segmented and band forms together. */
export const absoluteNeutrophils = formula(
  {
    key: 'anc',
    inputs: ['wbc_10e9_l', 'neutrophil_pct', 'band_pct'],
    expression: 'WBC × (segmented % + band %) ÷ 100',
    source: 'definition',
  },
  (given) => {
    const leukocytes = given.number('wbc_10e9_l', { unit: '10^9/L', from: 0, to: 2000 })
    const segmented = given.number('neutrophil_pct', percent)
    const share = given.step('neutrophils_pct', segmented.plus(given.number('band_pct', percent)), '%')
    if (share.greaterThan(100)) given.refuse('out-of-range', 'neutrophil_pct')
    return { value: leukocytes.times(share).dividedBy(100), unit: '10^9/L' }
  },
)
