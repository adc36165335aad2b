import { Decimal, compared } from '../../quantity/decimal'
import type { Truth } from '../../truth'
import { type Given, formula, isWithin } from '../formula'
import { creatinineMgDl, creatinineUmolL, kilograms, years } from '../ranges'

const source = 'Cockcroft DW, Gault MH. Nephron 1976;16:31-41'

/** µmol/L of creatinine in 1 mg/dL. The short-cuts 1.23 and 1.04 are roundings of it and never used. */
export const UMOL_L_PER_MG_DL = new Decimal('88.4')

const FACTOR = { F: new Decimal('0.85'), M: new Decimal(1) }

const person = ['age_years', 'weight_kg', 'sex'] as const
type Person = (typeof person)[number]

/** (140 − age) × weight × sex, what is then divided by 72 times the creatinine in mg/dL; kept as a fraction to round once. */
function numerator(given: Given<Person>): Decimal {
  const age = given.number('age_years', years)
  const weight = given.number('weight_kg', kilograms)
  const female = given.isFemale('sex')
  given.rule(female ? 'female' : 'male')
  return new Decimal(140)
    .minus(age)
    .times(weight)
    .times(female ? FACTOR.F : FACTOR.M)
}

/** Creatinine clearance by Cockcroft and Gault: completed years, actual weight, creatinine in mg/dL. */
export const cockcroftGaultMgDl = formula(
  {
    key: 'cockcroft_gault_mgdl',
    inputs: [...person, 'creatinine_mg_dl'],
    expression: '(140 − age) × weight ÷ (72 × SCr) × 0.85 (F)',
    source,
  },
  (given) => {
    const top = numerator(given)
    const creatinine = given.number('creatinine_mg_dl', creatinineMgDl)
    return { value: top.dividedBy(creatinine.times(72)), unit: 'mL/min' }
  },
)

/** Creatinine clearance by Cockcroft and Gault, creatinine in µmol/L. */
export const cockcroftGaultUmol = formula(
  {
    key: 'cockcroft_gault_umol',
    inputs: [...person, 'creatinine_umol_l'],
    expression: '(140 − age) × weight ÷ (72 × SCr ÷ 88.4) × 0.85 (F)',
    source,
  },
  (given) => {
    const top = numerator(given)
    const creatinine = given.number('creatinine_umol_l', creatinineUmolL)
    given.aside('creatinine_mg_dl', () => creatinine.dividedBy(UMOL_L_PER_MG_DL), 'mg/dL')
    return { value: top.times(UMOL_L_PER_MG_DL).dividedBy(creatinine.times(72)), unit: 'mL/min' }
  },
)

/**
 * Tells of many creatinines, in µmol/L, whether the clearance they go with lies below so many mL/min: the same formula
 * multiplied out, for a dose gate that asks it of every result there ever was. Unknown where the formula has no figure.
 */
export function clearanceBelow(least: number, sex: 'F' | 'M') {
  const factor = FACTOR[sex].times(UMOL_L_PER_MG_DL)
  const scale = new Decimal(72).times(least)
  return (age: number, kg: Decimal, creatinine: Decimal): Truth => {
    const isAge = age >= 0 && age <= years.to
    if (!isAge || !isWithin(kg, kilograms) || !isWithin(creatinine, creatinineUmolL)) return 'unknown'
    const top = kg.times(140 - age).times(factor)
    return compared(top, creatinine.times(scale)) < 0 ? 'yes' : 'no'
  }
}
