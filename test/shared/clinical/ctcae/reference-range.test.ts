import { expect, test } from 'vitest'
import { type ReferenceRange, referenceRange, type SampleTaken } from '#shared/clinical/ctcae/reference-range'
import { PartialDate } from '#shared/partial-date'
import { Decimal } from '#shared/quantity/decimal'

function day(text: string): PartialDate {
  const date = PartialDate.parse(text)
  if (!date) throw new Error(text)
  return date
}

const range = (lln: string, uln: string, rest: Partial<ReferenceRange> = {}): ReferenceRange => ({
  laboratory: 'ROT',
  analyte: 'HGB',
  unit: 'g/L',
  from: day('2025-01-01'),
  lln: new Decimal(lln),
  uln: new Decimal(uln),
  ...rest,
})

/** A range that names no lower limit. */
const upTo = (uln: string): ReferenceRange => ({
  ...{ laboratory: 'ROT', analyte: 'ALT', unit: 'U/L', from: day('2025-01-01') },
  uln: new Decimal(uln),
})

const ranges = [
  range('120', '155', { sex: 'F', fromAge: 18 }),
  range('135', '175', { sex: 'M', fromAge: 18, belowAge: 70 }),
  range('125', '175', { sex: 'M', fromAge: 70 }),
  range('118', '152', { sex: 'F', fromAge: 18, from: day('2026-03-01') }),
  range('12.0', '15.5', { sex: 'F', unit: 'g/dL' }),
  range('150', '400', { analyte: 'PLT', unit: '10^9/L', until: day('2025-06-30') }),
  range('140', '390', { analyte: 'PLT', unit: '10^9/L', laboratory: 'LYON' }),
  range('3.5', '5.1', { analyte: 'K', unit: 'mmol/L' }),
  range('3.4', '5.0', { analyte: 'K', unit: 'mmol/L' }),
  range('3', '20', { analyte: 'BILI', unit: 'umol/L' }),
  range('4', '20', { analyte: 'BILI', unit: 'umol/L' }),
  range('30', '120', { analyte: 'ALP', unit: 'U/L' }),
  range('30', '130', { analyte: 'ALP', unit: 'U/L' }),
  upTo('45'),
  upTo('45.0'),
  range('136', '145', { analyte: 'NA', unit: 'mmol/L' }),
  range('136.0', '145', { analyte: 'NA', unit: 'mmol/L' }),
]

const woman: SampleTaken = {
  laboratory: 'ROT',
  analyte: 'HGB',
  unit: 'g/L',
  sex: 'F',
  age: 61,
  date: day('2026-02-28'),
}
const man: SampleTaken = { ...woman, sex: 'M' }
const platelets: SampleTaken = { ...woman, analyte: 'PLT', unit: '10⁹/L', date: day('2025-06-30') }
const unsaid: SampleTaken = { laboratory: 'ROT', analyte: 'HGB', unit: 'g/L', date: day('2026-02-28') }

test.each<[string, SampleTaken, string]>([
  ['by sex', woman, '120–155'],
  ['a later range from its first day on', { ...woman, date: day('2026-03-01') }, '118–152'],
  ['in the unit reported', { ...woman, unit: 'g/dl' }, '12–15.5'],
  ['below an age', { ...man, age: 69 }, '135–175'],
  ['from an age', { ...man, age: 70 }, '125–175'],
  ['up to its last day', platelets, '150–400'],
  ['and not after it', { ...platelets, date: day('2025-07-01') }, 'no-range'],
  ['of the laboratory that measured', { ...platelets, laboratory: 'LYON', date: day('2026-01-01') }, '140–390'],
  ['not before the first range', { ...woman, date: day('2024-12-31') }, 'no-range'],
  ['a range for one sex needs the sex', unsaid, 'no-range'],
  ['two ranges that differ decide nothing', { ...woman, analyte: 'K', unit: 'mmol/L' }, 'several-ranges'],
  ['two that differ below', { ...woman, analyte: 'BILI', unit: 'umol/L' }, 'several-ranges'],
  ['two that differ above', { ...woman, analyte: 'ALP', unit: 'U/L' }, 'several-ranges'],
  ['two that say the same of one limit do', { ...woman, analyte: 'ALT', unit: 'U/L' }, 'undefined–45'],
  ['two that say the same do', { ...woman, analyte: 'NA', unit: 'mmol/L' }, '136–145'],
  ['a date known to the month decides nothing', { ...woman, date: day('2026-02') }, 'date-not-exact'],
])('%s', (_, taken, expected) => {
  const found = referenceRange(ranges, taken)
  const said = found.ok ? `${String(found.range.lln)}–${String(found.range.uln)}` : found.refusal.reason
  expect(said).toBe(expected)
})
