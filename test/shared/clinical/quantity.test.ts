import { expect, test } from 'vitest'
import { biochemistry } from '#forms/analytes'
import { celsius } from '#forms/units'
import { correctedCalciumSi } from '#shared/clinical/chemistry/calcium'
import { Quantity } from '#shared/clinical/quantity'
import { cockcroftGaultUmol } from '#shared/clinical/renal/clearance'
import { Decimal } from '#shared/quantity/decimal'

const creatinineUnits = biochemistry.CREAT.units ?? []
const man = { age_years: 65, weight_kg: 70, sex: 'M' }

const clearance = (creatinine: unknown) => {
  const computed = cockcroftGaultUmol.compute({ ...man, creatinine_umol_l: creatinine })
  return computed.ok ? computed.value.value.toFixed(4) : computed.refusal
}

test.each([
  ['as typed in the unit asked for', new Quantity('124', 'µmol/L', creatinineUnits), '51.9825'],
  ['as typed in another unit', new Quantity('1.4', 'mg/dL', creatinineUnits), '52.0833'],
  ['with a decimal comma', new Quantity('1,4', 'mg/dL', creatinineUnits), '52.0833'],
])('a creatinine goes in %s', (_, creatinine, expected) => expect(clearance(creatinine)).toBe(expected))

test.each([
  ['a unit that its item does not accept', new Quantity('1.4', 'ng/mL', creatinineUnits), 'unknown-unit'],
  ['no unit', new Quantity('1.4', undefined, creatinineUnits), 'unknown-unit'],
  ['an item without units', new Quantity('1.4', 'mg/dL', []), 'unknown-unit'],
  ['an item of another kind', new Quantity('37', '°C', celsius), 'unknown-unit'],
  ['less than a limit', new Quantity('<0.2', 'mg/dL', creatinineUnits), 'not-known-exactly'],
  ['two readings', new Quantity('1.234,5', 'mg/dL', creatinineUnits), 'two-readings'],
  ['no number', new Quantity('NaN', 'mg/dL', creatinineUnits), 'not-a-number'],
  ['a million digits', new Quantity('9'.repeat(1_000_000), 'mg/dL', creatinineUnits), 'too-long'],
  ['more than can be, once converted', new Quantity('101', 'mg/dL', creatinineUnits), 'out-of-range'],
  ['what only looks like a measurement', { text: '124', unit: 'µmol/L', units: creatinineUnits }, 'not-a-number'],
])('a creatinine with %s gives a reason', (_, creatinine, reason) =>
  expect(clearance(creatinine)).toEqual({ reason, input: 'creatinine_umol_l' }),
)

test('the proof has what was entered beside what it became', () => {
  const computed = correctedCalciumSi.compute({
    calcium_mmol_l: new Quantity('8.4', 'mg/dL', biochemistry.CA.units ?? []),
    albumin_g_l: 30,
  })
  expect(computed.ok && computed.trace.inputs).toEqual([
    { name: 'calcium_mmol_l', value: '2.0958', unit: 'mmol/L', entered: { value: '8.4', unit: 'mg/dL' } },
    { name: 'albumin_g_l', value: '30', unit: 'g/L' },
  ])
})

test('there and back is where one began, also where zero is no quantity', () => {
  const [c, f] = ['°C', '°F'].map((unit) => new Quantity('', unit, celsius))
  expect(f?.convert(new Decimal('98.6'), '°C')?.toFixed()).toBe('37')
  expect(c?.convert(new Decimal('37'), '°F')?.toFixed()).toBe('98.6')
  expect(c?.convert(new Decimal('37'), undefined)?.toFixed()).toBe('37')
})
