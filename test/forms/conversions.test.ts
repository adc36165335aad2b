import { biochemistry, haematology } from '#forms/analytes'
import { celsius, centimetres, kilograms } from '#forms/units'
import { readingOf, toFirstUnit } from '#shared/quantity/units'
import type { UnitDef } from '#shared/study/definition'
import { expect, test } from 'vitest'

const converted = (text: string, unit: string, units: readonly UnitDef[]): string | undefined => {
  const reading = readingOf(text)
  return reading && toFirstUnit(reading, unit, units)?.value.toFixed()
}

test.each([
  ['a fever on the edge of its range', '103.1', '°F', celsius, '39.5'],
  ['a body temperature', '98.6', '°F', celsius, '37'],
  ['a weight in pounds', '119.0', 'lb', kilograms, '53.97749203'],
  ['a height in inches', '58.0', 'in', centimetres, '147.32'],
  ['haemoglobin in g/dL', '8.0', 'g/dL', haematology.HGB.units, '80'],
  ['haemoglobin in mmol/L, where 1 g/L is 0.06206', '4.9648', 'mmol/L', haematology.HGB.units, '80'],
  ['a haematocrit in per cent', '41', '%', haematology.HCT.units, '0.41'],
  ['platelets as a count', '75000', '/mm3', haematology.PLT.units, '75'],
  ['creatinine in mg/dL', '1.7', 'mg/dL', biochemistry.CREAT.units, '150.28'],
  ['ALT as Sweden reports it', '1.6', 'µkat/L', biochemistry.ALT.units, '96'],
  ['bilirubin in mg/dL', '1.2', 'mg/dL', biochemistry.BILI.units, '20.52'],
  ['glucose in mg/dL', '100', 'mg/dL', biochemistry.GLUC.units, '5.551'],
])('%s: %s %s', (_, text, unit, units, expected) => {
  expect(converted(text, unit, units ?? [])).toBe(expected)
})
