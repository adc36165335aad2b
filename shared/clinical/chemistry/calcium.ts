import { Decimal } from '../../quantity/decimal'
import { formula } from '../formula'

const source = 'Payne RB et al. BMJ 1973;4:643-646, coefficient and reference albumin as commonly used'

/** Calcium corrected for albumin, SI units. A laboratory may have its own formula. */
export const correctedCalciumSi = formula(
  {
    key: 'corrected_calcium_si',
    inputs: ['calcium_mmol_l', 'albumin_g_l'],
    expression: 'Ca + 0.02 × (40 − albumin)',
    source,
  },
  (given) => {
    const calcium = given.number('calcium_mmol_l', { unit: 'mmol/L', above: 0, to: 20 })
    const albumin = given.number('albumin_g_l', { unit: 'g/L', above: 0, to: 150 })
    const value = calcium.plus(new Decimal(40).minus(albumin).times('0.02'))
    return { value: value.greaterThan(0) ? value : given.refuse('not-positive'), unit: 'mmol/L' }
  },
)

/** Calcium corrected for albumin, conventional units. */
export const correctedCalciumUs = formula(
  {
    key: 'corrected_calcium_us',
    inputs: ['calcium_mg_dl', 'albumin_g_dl'],
    expression: 'Ca + 0.8 × (4.0 − albumin)',
    source,
  },
  (given) => {
    const calcium = given.number('calcium_mg_dl', { unit: 'mg/dL', above: 0, to: 80 })
    const albumin = given.number('albumin_g_dl', { unit: 'g/dL', above: 0, to: 15 })
    const value = calcium.plus(new Decimal(4).minus(albumin).times('0.8'))
    return { value: value.greaterThan(0) ? value : given.refuse('not-positive'), unit: 'mg/dL' }
  },
)
