import { expect, test } from 'vitest'
import { PartialNumber } from '#shared/quantity/partial-number'
import { readingOf } from '#shared/quantity/units'

/** `5`, `<5`, `>=5`, or `2..4` for a number between two others. */
const number = (text: string): PartialNumber => {
  const [least, most] = text.split('..')
  if (least !== undefined && most !== undefined) return PartialNumber.between(Number(least), Number(most))
  const reading = readingOf(text)
  if (!reading) throw new Error(`no number: ${text}`)
  return PartialNumber.from(reading)
}

test.each([
  ['5', '6', 'yes'],
  ['5', '5', 'no'],
  ['<5', '5', 'yes'],
  ['<=5', '5', 'unknown'],
  ['>5', '5', 'no'],
  ['>=5', '5', 'no'],
  ['<5', '4', 'unknown'],
  ['<5', '>5', 'yes'],
  ['2..4', '5', 'yes'],
  ['2..4', '3', 'unknown'],
  ['2..4', '2', 'no'],
])('%s is below %s: %s', (a, b, answer) => expect(number(a).isBelow(number(b))).toBe(answer))

test.each([
  ['5', '5.0', 'yes'],
  ['5', '<5', 'no'],
  ['5', '<=5', 'unknown'],
  ['2..4', '5', 'no'],
  ['2..4', '2..4', 'unknown'],
])('%s equals %s: %s', (a, b, answer) => expect(number(a).equals(number(b))).toBe(answer))

test('arithmetic on exact numbers is exact', () => {
  expect(number('0.1').plus(number('0.2')).exact?.toFixed()).toBe('0.3')
  expect(number('30').dividedBy(number('3'))?.exact?.toFixed()).toBe('10')
  expect(number('25').times(number('20')).dividedBy(number('100'))?.exact?.toFixed()).toBe('5')
})

test('arithmetic on bounds keeps to what is sure', () => {
  expect(number('<5').times(number('-2')).isBelow(number('-10'))).toBe('no')
  expect(number('<5').times(number('-2')).equals(number('-10'))).toBe('no')
  expect(number('2..4').minus(number('1..2')).isBelow(number('3.5'))).toBe('yes')
  expect(number('2..4').negated().isBelow(number('-1'))).toBe('yes')
  expect(number('>0').times(number('0')).exact?.toFixed()).toBe('0')
  expect(number('-4').absolute().exact?.toFixed()).toBe('4')
  const span = PartialNumber.between(-3, 2).absolute()
  expect([span.isBelow(number('0')), span.isBelow(number('3.1'))]).toEqual(['no', 'yes'])
})

test('what may be zero divides nothing', () => {
  expect(number('5').dividedBy(number('0'))).toBeUndefined()
  expect(number('5').dividedBy(number('<1'))).toBeUndefined()
  expect(number('10').dividedBy(number('>5'))?.isBelow(number('2'))).toBe('yes')
})
