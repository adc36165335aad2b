import { betweenUnits, inFirstUnit } from '../../quantity/units'
import { formula } from '../formula'
import { analyteNamed, unitNamed } from './analytes'

/**
 * The same quantity in another unit. A grade is never taken from a converted value where the criterion names a threshold
 * for the unit reported.
 */
export const convert = formula(
  {
    key: 'convert',
    inputs: ['analyte', 'value', 'from_unit', 'to_unit'],
    expression: '(value × factor + offset) ÷ divisor, to the common unit and back',
    source: 'AMA Manual of Style / JAMA SI conversion tables; NGSP master equation for HbA1c; 1 Ci = 3.7 × 10^10 Bq',
  },
  (given) => {
    const analyte = analyteNamed(given.text('analyte')) ?? given.refuse('unknown-analyte', 'analyte')
    const from = unitNamed(given.text('from_unit'), analyte.units) ?? given.refuse('unknown-unit', 'from_unit')
    const toText = given.text('to_unit')
    const to = unitNamed(toText, analyte.units) ?? given.refuse('unknown-unit', 'to_unit')
    const lowest = analyte.signed ? -1000 : 0
    const value = given.number('value', { unit: from.unit, from: lowest, to: 1e12 })
    if (from === to) return { value, unit: toText }
    given.aside('in_common_unit', () => inFirstUnit(value, from), analyte.units[0]?.unit)
    const converted = betweenUnits(value, from, to)
    if (converted.lessThan(lowest)) given.refuse('not-positive')
    return { value: converted, unit: toText }
  },
)
