import { expect, test } from 'vitest'
import { decimalText, parseDecimal, Decimal } from '#shared/quantity/decimal'
import { conversionOf, readNumber, readingOf, readingText, toFirstUnit } from '#shared/quantity/units'

const haemoglobin = [
  { unit: 'g/L', factor: '1' },
  { unit: 'g/dL', factor: '10' },
  { unit: 'mmol/L', factor: '16.114500' },
]
const temperature = [
  { unit: '°C', factor: '1' },
  { unit: '°F', factor: '5', offset: '-160', divisor: '9' },
]
const platelets = [{ unit: '10^9/L', factor: '1' }]

test.each([
  ['7.4', '7.4', '7.4', undefined],
  ['7,4', '7,4', '7.4', undefined],
  [' 7.4 g/dl ', '7.4', '7.4', 'g/dL'],
  ['7,4g/DL', '7,4', '7.4', 'g/dL'],
  ['7.40', '7.40', '7.4', undefined],
  ['< 0,5', '<0,5', '<0.5', undefined],
  ['≥ 3', '>=3', '>=3', undefined],
  ['-1.5', '-1.5', '-1.5', undefined],
  ['.5', '.5', '0.5', undefined],
])('%o is read as %s, worth %s, in %s', (typed, text, worth, unit) => {
  const read = readNumber(typed, haemoglobin)
  expect(read.ok && { text: read.text, worth: readingText(read.reading), unit: read.unit }).toEqual({
    text,
    worth,
    unit,
  })
})

test.each([
  ['1.234,5', 'two-readings'],
  ['1,234.5', 'two-readings'],
  ['abc', 'not-a-number'],
  ['NaN', 'not-a-number'],
  ['Infinity', 'not-a-number'],
  ['1e400', 'unknown-unit'],
  ['1.2.3', 'not-a-number'],
  ['12 34', 'not-a-number'],
  ['7.4 stone', 'unknown-unit'],
  ['123456789012345678901', 'too-many-digits'],
])('%o is refused: %s', (typed, reason) => expect(readNumber(typed, haemoglobin)).toEqual({ ok: false, reason }))

test('a unit that begins with a digit is a unit', () => {
  expect(readNumber('180 10^9/l', platelets)).toMatchObject({ ok: true, text: '180', unit: '10^9/L' })
  expect(readNumber('180 10^9/l', [])).toEqual({ ok: false, reason: 'not-a-number' })
})

test.each([
  ['12.5', 'g/dL', haemoglobin, '125'],
  ['<7,4', 'g/dL', haemoglobin, '<74'],
  ['98.6', '°F', temperature, '37'],
  ['125', 'g/L', haemoglobin, '125'],
])('%s %s in the first unit is %s', (text, unit, units, worth) => {
  const reading = readingOf(text)
  const converted = reading && toFirstUnit(reading, unit, units)
  expect(converted && readingText(converted)).toBe(worth)
})

test('a conversion is known by its factors', () => {
  expect(conversionOf(haemoglobin)).toBe(conversionOf(structuredClone(haemoglobin)))
  expect(conversionOf(haemoglobin)).not.toBe(conversionOf(temperature))
})

test('decimals are exact and never written with an exponent', () => {
  expect(new Decimal('0.1').plus('0.2').toFixed()).toBe('0.3')
  expect(new Decimal(25).times(20).dividedBy(100).toFixed()).toBe('5')
  expect(decimalText(new Decimal(1).dividedBy(3))).toBe('0.33333333333333333333')
  expect(String(new Decimal('0.0000000001'))).toBe('0.0000000001')
  expect(parseDecimal('1e5')).toBeUndefined()
  expect(parseDecimal('Infinity')).toBeUndefined()
})
