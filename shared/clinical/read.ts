import { PartialDate } from '../partial-date'
import { Decimal } from '../quantity/decimal'
import { readNumber } from '../quantity/units'

/** Why something given cannot be used; a value that was read is never one of these. */
export type Unreadable =
  'missing' | 'not-a-number' | 'two-readings' | 'not-known-exactly' | 'too-long' | 'not-in-list' | 'not-a-date'

/** Longer than anything a source holds; what is longer is not looked at. */
const MOST_CHARACTERS = 100

const isMissing = (raw: unknown): boolean =>
  raw === undefined || raw === null || (typeof raw === 'string' && raw.length <= MOST_CHARACTERS && raw.trim() === '')

/** A text without its outer spaces; `otherwise` says what is wrong with something that is no text. */
export function textOf<Otherwise extends Unreadable>(
  raw: unknown,
  otherwise: Otherwise,
): { readonly text: string } | 'missing' | 'too-long' | Otherwise {
  if (isMissing(raw)) return 'missing'
  if (typeof raw !== 'string') return otherwise
  return raw.length > MOST_CHARACTERS ? 'too-long' : { text: raw.trim() }
}

/**
 * The one number that was given: as typed (decimal point or comma), as JSON holds it, or as an engine calculated it.
 * A laboratory's `<0.5` is many numbers, so nothing can be calculated from it.
 */
export function numberOf(raw: unknown): Decimal | Unreadable {
  if (typeof raw === 'number' || raw instanceof Decimal) {
    const value = raw instanceof Decimal ? raw : new Decimal(raw)
    return value.isFinite() ? value : 'not-a-number'
  }
  const typed = textOf(raw, 'not-a-number')
  if (typeof typed === 'string') return typed
  const number = readNumber(typed.text, [])
  if (!number.ok) return number.reason === 'two-readings' ? 'two-readings' : 'not-a-number'
  return number.reading.qualifier ? 'not-known-exactly' : number.reading.value
}

/** A calendar date, as far as it is known. */
export function dateOf(raw: unknown): PartialDate | Unreadable {
  const typed = textOf(raw, 'not-a-date')
  if (typeof typed === 'string') return typed
  return PartialDate.parse(typed.text) ?? 'not-a-date'
}

/** A calendar date known to the day. */
export function dayOf(raw: unknown): PartialDate | Unreadable {
  const date = dateOf(raw)
  return typeof date === 'string' || date.exact ? date : 'not-known-exactly'
}

/** A whole number from one to another, both included, as an answer or a count is. */
export function wholeNumber(raw: unknown, from: number, to: number): number | Unreadable | 'out-of-range' {
  const value = numberOf(raw)
  if (typeof value === 'string') return value
  return value.isInteger() && value.greaterThanOrEqualTo(from) && value.lessThanOrEqualTo(to)
    ? value.toNumber()
    : 'out-of-range'
}
