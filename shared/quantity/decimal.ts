import { Decimal as DecimalJs } from 'decimal.js'

/** Exact decimals: 40 significant digits, rounded half up, and never an exponent in their text. */
export const Decimal = DecimalJs.clone({
  precision: 40,
  rounding: DecimalJs.ROUND_HALF_UP,
  toExpNeg: -9e15,
  toExpPos: 9e15,
})
export type Decimal = DecimalJs

/** Reads plain decimal text, `-12.50`. Undefined for anything that is no finite number, for exponents and for more digits than any source has. */
export const parseDecimal = (text: string): Decimal | undefined =>
  /^-?\d{1,20}(?:\.\d{1,20})?$/.test(text) ? new Decimal(text) : undefined

/** Plain text of a calculated number: no exponent, at most 20 significant digits, no zeros at the end. */
export const decimalText = (value: Decimal): string => value.toSignificantDigits(20).toFixed()
