import { describe, expect, test } from 'vitest'
import { factorOf } from '#shared/clinical/chemistry/analytes'
import { convert } from '#shared/clinical/chemistry/convert'

function converted(analyte: unknown, value: unknown, from_unit: unknown, to_unit: unknown): string {
  const result = convert.compute({ analyte, value, from_unit, to_unit })
  return result.ok ? result.value.value.toSignificantDigits(8).toFixed() : result.refusal.reason
}

test.each([
  ['HGB', '8.0', 'g/dL', 'g/L', '80'],
  ['HGB', '8.0', 'g/dL', 'mmol/L', '4.9648'],
  ['haemoglobin', '5', 'mmol/L', 'g/L', '80.567193'],
  ['CREAT', '1.7', 'mg/dL', 'umol/L', '150.28'],
  ['ALT', '1.6', 'µkat/L', 'U/L', '96'],
  ['ALT', '96', 'U/L', 'µkat/L', '1.6'],
  ['GGT', '30', 'IU/L', 'U/L', '30'],
  ['LDH', '250', 'U/L', 'nkat/L', '4166.6667'],
  ['PLT', '75', 'G/L', '/mm3', '75000'],
  ['PLT', '75000', '/µL', '10^9/L', '75'],
  ['PLT', '75', '10³/mm³', '10^9/L', '75'],
  ['ANC', '1.5', '10^9/L', '/mm^3', '1500'],
  ['RBC', '4.5', '10^6/uL', '10^12/L', '4.5'],
  ['HCT', '42', '%', 'L/L', '0.42'],
  ['HCT', '0.42', 'l/l', '%', '42'],
  ['UREA', '14', 'mg/dL', 'mmol/L', '4.998'],
  ['K', '4.1', 'mEq/L', 'mmol/L', '4.1'],
  ['CA', '4.5', 'mEq/L', 'mg/dL', '9.0180361'],
  ['MG', '2', 'mEq/L', 'mmol/L', '1'],
  ['MG', '2', 'mg/dL', 'mmol/L', '0.8228'],
  ['PHOS', '3', 'mg/dL', 'mmol/L', '0.9687'],
  ['CHOL', '200', 'mg/dL', 'mmol/L', '5.172'],
  ['TRIG', '150', 'mg/dL', 'mmol/L', '1.6935'],
  ['HBA1C', '7.5', '%', 'mmol/mol', '58.460866'],
  ['HBA1C', '58', 'mmol/mol', '%', '7.45784'],
  ['HBA1C', '59', 'mmol/mol (IFCC)', '% (NGSP)', '7.54932'],
  ['BILI', '1.2', 'mg/dl', 'µmol/l', '20.52'],
  ['CRP', '1.5', 'mg/dL', 'mg/L', '15'],
  ['CGA', '100', 'ng/mL', 'µg/L', '100'],
  ['HIAA24', '10', 'mg/24 h', 'umol/24h', '52.3'],
  ['HCG', '5', 'mIU/mL', 'IU/L', '5'],
  ['UPROT', '884', 'mg/g', 'mg/mmol', '100'],
  ['INR', '1.1', 'ratio', 'ratio', '1.1'],
  ['activity', '200', 'mCi', 'GBq', '7.4'],
  ['activity', '7.4', 'GBq', 'mCi', '200'],
  ['activity', '800', 'mCi', 'MBq', '29600'],
  ['dose', '100', 'rad', 'Gy', '1'],
  ['height', '70', 'in', 'cm', '177.8'],
  ['weight', '150', 'lb', 'kg', '68.038856'],
  ['temperature', '98.6', '°F', '°C', '37'],
  ['temperature', '-4', 'F', 'C', '-20'],
  ['temperature', '37', '°C', '°F', '98.6'],
])('%s %s %s in %s: %s', (analyte, value, from, to, expected) =>
  expect(converted(analyte, value, from, to)).toBe(expected),
)

describe('gives a reason for', () => {
  test.each([
    ['an analyte nobody knows', ['unobtainium', 1, 'mg/dL', 'mmol/L'], 'unknown-analyte'],
    ['a unit nobody measures it in', ['PLT', 1, 'mg/dL', '10^9/L'], 'unknown-unit'],
    ['grams where a thousand million is meant', ['PLT', 75, 'g/L', '10^9/L'], 'unknown-unit'],
    ['a megacurie', ['activity', 1, 'MCi', 'MBq'], 'unknown-unit'],
    ['assays that do not convert', ['CGA', 1, 'nmol/L', 'ug/L'], 'unknown-unit'],
    ['a prothrombin ratio as INR', ['PTPCT', 70, '%', 'INR'], 'unknown-unit'],
    ['a negative amount', ['K', -1, 'mmol/L', 'mEq/L'], 'out-of-range'],
    ['an HbA1c below the end of the other scale', ['HBA1C', 2, '%', 'mmol/mol'], 'not-positive'],
    ['a value with a qualifier', ['K', '<1', 'mmol/L', 'mEq/L'], 'not-known-exactly'],
    ['no unit', ['K', 1, null, 'mEq/L'], 'missing'],
    ['a unit that is no text', ['K', 1, 5, 'mEq/L'], 'not-in-list'],
    ['a megabyte of unit', ['K', 1, 'm'.repeat(1_000_000), 'mEq/L'], 'too-long'],
  ])('%s', (_, [analyte, value, from, to], reason) => expect(converted(analyte, value, from, to)).toBe(reason))
})

test.each([
  ['unobtainium', 'mg/dL', 'mmol/L', 'unknown-analyte analyte'],
  ['K', 'mg', 'mmol/L', 'unknown-unit from_unit'],
  ['K', 'mmol/L', 'mg', 'unknown-unit to_unit'],
])('the reason says what is wrong with %s from %s to %s', (analyte, from_unit, to_unit, said) => {
  const result = convert.compute({ analyte, value: 1, from_unit, to_unit })
  expect(result.ok ? 'a figure' : `${result.refusal.reason} ${result.refusal.input}`).toBe(said)
})

test('a factor is given only where it is all there is to a conversion', () => {
  expect(factorOf('creatinine', 'mg/dL')).toBe('88.4')
  expect(factorOf('CREAT', 'µmol/l')).toBe('1')
  for (const [analyte, unit] of [
    ['unobtainium', 'mg/dL'],
    ['CREAT', 'mg'],
    ['HBA1C', 'mmol/mol'],
    ['HGB', 'mmol/L'],
  ] as const)
    expect(() => factorOf(analyte, unit)).toThrow(`no factor for ${analyte} in ${unit}`)
})

/** What people call an analyte, and a unit it is measured in. */
test.each([
  ['g/L', 'HGB hemoglobin Haemoglobin hb ALB albumin PROT protein'],
  ['L/L', 'HCT hematocrit haematocrit'],
  ['10^12/L', 'RBC erythrocytes'],
  ['10^9/L', 'WBC leukocytes leucocytes ANC neutrophils neut LYM lymphocytes MONO EOS BASO PLT platelets plat'],
  ['umol/L', 'CREAT creatinine BILI bilirubin'],
  ['mg/L', 'CYSC cystatin_c CRP c-reactive_protein'],
  ['mmol/L', 'UREA bun NA sodium K potassium CL chloride CA calcium PHOS phosphate MG magnesium GLUC glucose'],
  ['mmol/L', 'CHOL cholesterol TRIG triglycerides'],
  ['U/L', 'ALT AST ALP GGT LDH'],
  ['mg/mmol', 'UPROT'],
  ['mL/min', 'UCRCL'],
  ['mL/min/1.73m2', 'MGFR'],
])('in %s: %s', (unit, names) => {
  for (const name of names.split(' ')) expect([name, converted(name.replace('_p', ' p'), 5, unit, unit)]).toEqual([name, '5'])
}) // prettier-ignore

/** Ways of writing one unit. */
test.each([
  ['PLT', ['10^9/L', '10*9/L', '10e9/L', 'x10^9/L', '10⁹/L', 'G/L', '10^3/uL', '10*3/uL', '10e3/uL', 'x10^3/uL', 'K/uL', 'K/UL', '10^3/mm3', '10^3/mm^3', '10³/µl', '×10^9/L', '×10⁹/L', '10**9/L', '10E9/L', '10^3/mcL', 'Giga/L', '/nL']],
  ['HGB', ['g/L', 'g/l', 'gm/L']],
  ['HGB', ['g/dL', 'G/DL', 'gm/dL']],
  ['CREAT', ['umol/L', 'µmol/L', 'μmol/l', 'mcmol/L', 'micromol/L', 'UMOL/L']],
  ['CREAT', ['mg/dL', 'MG/DL']],
  ['ALT', ['ukat/L', 'µkat/l', 'mckat/L']],
  ['MGFR', ['mL/min/1.73m2', 'mL/min/1.73 m2', 'ml/min/1.73 m²', 'mL/min/1.73m^2', 'mL/min/1,73 m2']],
  ['PLT', ['/uL', '/µL', '/mm3', '/mm³', '1/uL', '1/mm3', 'cells/uL', 'cells/mm3', '10^3/mL', '/mm^3', '/mcL']],
  ['RBC', ['10^12/L', '10*12/L', '10e12/L', 'T/L', '10^6/uL', '10^6/mm3']],
  ['ALT', ['U/L', 'IU/L', 'U/l']],
  ['HBA1C', ['%', '% (NGSP)', '%(NGSP)']],
  ['HBA1C', ['mmol/mol', 'mmol/mol (IFCC)']],
  ['HIAA24', ['umol/24 h', 'µmol/24h', 'umol/d', 'umol/day']],
  ['HIAA24', ['mg/24 h', 'mg/24h', 'mg/d', 'mg/day']],
  ['INR', ['ratio', '1', 'INR']],
  ['TEMP', ['C', '°C']],
  ['TEMP', ['F', '°F']],
  ['UCRCL', ['mL/min', 'ml/min']],
  ['HCG', ['IU/L', 'mIU/mL', 'mIU/ml']],
])('%s: %o', (analyte, [first, ...others]) => {
  for (const other of others) expect([other, converted(analyte, 50, first, other)]).toEqual([other, '50'])
}) // prettier-ignore
