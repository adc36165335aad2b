import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Decimal, compared } from '#shared/quantity/decimal'

const texts = fc
  .tuple(fc.constantFrom('', '-'), fc.stringMatching(/^\d{1,20}$/), fc.stringMatching(/^(\.\d{1,20})?$/))
  .map((parts) => parts.join(''))

test('comparing says what the library says: any sign, length and number of zeros', () => {
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      const [a, b] = [new Decimal(one), new Decimal(other)]
      expect(Math.sign(compared(a, b))).toBe(a.comparedTo(b))
      expect(compared(a, new Decimal(one)) === 0).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('the same number below zero is neither greater nor smaller: zero, not zero below zero', () => {
  expect(compared(new Decimal('-1.5'), new Decimal('-1.50'))).toBe(0)
})

test.each([
  ['10000000', '10000000.0000001'],
  ['1', '1.00000000000000000001'],
  ['99999999999999999999', '100000000000000000000'],
  ['-2', '-1'],
  ['-0.1', '0'],
  ['0', '0.00000000000000000001'],
])('%s lies below %s', (less, more) => {
  expect(compared(new Decimal(less), new Decimal(more))).toBeLessThan(0)
  expect(compared(new Decimal(more), new Decimal(less))).toBeGreaterThan(0)
})
