import { expect, test } from 'vitest'
import { biochemistry, haematology } from '#forms/analytes'
import { convert } from '#shared/clinical/chemistry/convert'
import { Decimal } from '#shared/quantity/decimal'
import { toFirstUnit } from '#shared/quantity/units'

/** Forms carry their units with them, as published data; the engine has its own list. Both must say the same. */
const units = Object.entries({ ...haematology, ...biochemistry }).flatMap(([code, { units = [] }]) =>
  units.map(({ unit }) => ({ code, unit, units })),
)

test('every analyte of the laboratory forms has units', () => expect(units.length).toBeGreaterThan(50))

test.each(units)('$code in $unit is the same on a form and in the engine', ({ code, unit, units }) => {
  const value = new Decimal('7.3')
  const onForm = toFirstUnit({ value }, unit, units)?.value
  const result = convert.compute({ analyte: code, value, from_unit: unit, to_unit: units[0]?.unit })
  expect(result.ok && result.value.value.toFixed(30)).toBe(onForm?.toFixed(30))
})
