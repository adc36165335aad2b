import { Decimal as DecimalJs } from 'decimal.js'

/** Exact decimals: 40 significant digits, rounded half up, and never an exponent in their text. */
export const Decimal = DecimalJs.clone({
  precision: 40,
  rounding: DecimalJs.ROUND_HALF_UP,
  toExpNeg: -9e15,
  toExpPos: 9e15,
})
export type Decimal = DecimalJs

/**
 * Which is greater: below zero, zero or above, as `comparedTo` says of finite numbers. That one copies what it compares
 * with; a dose gate compares every result there ever was.
 */
export function compared(a: Decimal, b: Decimal): number {
  if (a.s !== b.s || a.isZero() || b.isZero() || !a.isFinite() || !b.isFinite()) return a.comparedTo(b)
  if (a.e !== b.e) return a.e > b.e === a.s > 0 ? 1 : -1
  // The same sign and magnitude: the first groups of digits that differ decide, and what is left behind is greater.
  const digits = Math.min(a.d.length, b.d.length)
  for (let i = 0; i < digits; i++) {
    const difference = (a.d[i] ?? 0) - (b.d[i] ?? 0)
    if (difference !== 0) return difference * a.s
  }
  return a.d.length === b.d.length ? 0 : (a.d.length - b.d.length) * a.s
}

/** Reads plain decimal text, `-12.50`. Undefined for anything that is no finite number, for exponents and for more digits than any source has. */
export const parseDecimal = (text: string): Decimal | undefined =>
  /^-?\d{1,20}(?:\.\d{1,20})?$/.test(text) ? new Decimal(text) : undefined

/** Plain text of a calculated number: no exponent, at most 20 significant digits, no zeros at the end. */
export const decimalText = (value: Decimal): string => value.toSignificantDigits(20).toFixed()
