import type { Range } from './formula'

/**
 * Ranges of the inputs that several formulas share: wide enough for every living patient, so that what lies outside is a
 * slip of the keyboard or of the unit. The narrower ranges that raise a query belong to the forms.
 */
export const years: Range = { unit: 'years', from: 0, to: 120 }
export const kilograms: Range = { unit: 'kg', from: 1, to: 700 }
export const centimetres: Range = { unit: 'cm', from: 30, to: 300 }
export const creatinineMgDl: Range = { unit: 'mg/dL', from: 0.01, to: 100 }
export const creatinineUmolL: Range = { unit: 'umol/L', from: 1, to: 8840 }
