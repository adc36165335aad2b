import { hashOf } from '../canonical-json'
import type { UnitDef } from '../study/definition'
import { Decimal, parseDecimal } from './decimal'
import { tidyUnit } from './unit-spelling'

export type Qualifier = '<' | '<=' | '>' | '>='

/** A number as a source gives it: `<0.5` says only that it lies below. */
export interface Reading {
  readonly value: Decimal
  readonly qualifier?: Qualifier
}

export type TypedNumber =
  | { readonly ok: true; readonly text: string; readonly reading: Reading; readonly unit?: string }
  | { readonly ok: false; readonly reason: 'not-a-number' | 'two-readings' | 'too-many-digits' | 'unknown-unit' }

const typed = /^(<=|>=|<|>|≤|≥)?\s*([+-]?[\d.,]*\d[\d.,]*)\s*(.*)$/u

/**
 * Reads a number as people type it: decimal point or comma, `<` and `>`, a unit after it (`7,4 g/dl`). A text with both
 * separators has two readings and is refused. `text` is what was typed, without the unit and outer spaces.
 */
export function readNumber(input: string, units: readonly UnitDef[]): TypedNumber {
  const written = input.trim()
  // Nearly all numbers are plain, and an export or a gate reads hundreds of thousands of them.
  const number = parseDecimal(written)
  if (number) return { ok: true, text: written, reading: { value: number } }
  const parts = typed.exec(written)
  if (!parts) return { ok: false, reason: 'not-a-number' }
  const [, mark = '', digits = '', rest = ''] = parts
  if (digits.includes('.') && digits.includes(',')) return { ok: false, reason: 'two-readings' }
  const plain = digits
    .replace(',', '.')
    .replace(/^\+/, '')
    .replace(/^(-?)\./, '$10.')
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return { ok: false, reason: 'not-a-number' }
  const value = parseDecimal(plain)
  if (!value) return { ok: false, reason: 'too-many-digits' }
  const unit = findUnit(rest, units)
  if (rest !== '' && unit === undefined)
    return { ok: false, reason: units.length === 0 || /^\d/.test(rest) ? 'not-a-number' : 'unknown-unit' }
  const qualifier = qualifiers.get(mark)
  return {
    ok: true,
    text: `${qualifier ?? ''}${digits}`,
    reading: { value, ...(qualifier && { qualifier }) },
    ...(unit !== undefined && { unit }),
  }
}

const qualifiers: ReadonlyMap<string, Qualifier> = new Map([
  ['<', '<'],
  ['<=', '<='],
  ['≤', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['≥', '>='],
])

/** The number that a stored text stands for: what `readNumber` accepted, with either decimal mark. */
export function readingOf(text: string): Reading | undefined {
  const number = readNumber(text, [])
  return number.ok ? number.reading : undefined
}

/** A unit of the list as people write it: case and spelling do not matter unless two units differ only by them. */
function findUnit(written: string, units: readonly UnitDef[]): string | undefined {
  const exact = units.find(({ unit }) => unit === written)
  return (exact ?? units.find(({ unit }) => folded(unit) === folded(written)))?.unit
}

const folded = (unit: string): string => tidyUnit(unit.toLowerCase()).toLowerCase()

/** The same quantity in the first unit of the list, unrounded. Undefined when the list does not know the unit. */
export function toFirstUnit(reading: Reading, unit: string, units: readonly UnitDef[]): Reading | undefined {
  const def = units.find((candidate) => candidate.unit === unit)
  if (!def) return undefined
  return { ...reading, value: inFirstUnit(reading.value, def) }
}

/** A value in the first unit of the list that its unit comes from, unrounded. */
export const inFirstUnit = (value: Decimal, { factor, offset = '0', divisor = '1' }: UnitDef): Decimal =>
  value.times(factor).plus(offset).dividedBy(divisor)

/** The same quantity in another unit of the same list; as it is when both are one. */
export const betweenUnits = (value: Decimal, from: UnitDef, to: UnitDef): Decimal =>
  from.unit === to.unit ? value : outOfFirstUnit(inFirstUnit(value, from), to)

const outOfFirstUnit = (value: Decimal, { factor, offset = '0', divisor = '1' }: UnitDef): Decimal =>
  value.times(divisor).minus(offset).dividedBy(factor)

/** Names the conversion: the same list of units has the same name, any other factor another. */
export function conversionOf(units: readonly UnitDef[]): string {
  const known = conversions.get(units)
  if (known !== undefined) return known
  const name = hashOf(units).slice(0, 16)
  conversions.set(units, name)
  return name
}

/** A study's lists of units never change, and hashing one takes longer than reading the number it is for. */
const conversions = new WeakMap<readonly UnitDef[], string>()

export const readingText = ({ value, qualifier }: Reading): string => `${qualifier ?? ''}${value.toFixed()}`

/** What `readingText` wrote. A converted value may have more digits than anyone types: 3.6 mmol/L ÷ 0.06206 has no end. */
export function readingFrom(text: string): Reading | undefined {
  const [, mark = '', digits = ''] = /^(<=|>=|<|>)?(-?\d{1,60}(?:\.\d{1,60})?)$/.exec(text) ?? []
  const qualifier = qualifiers.get(mark)
  return digits === '' ? undefined : { value: new Decimal(digits), ...(qualifier && { qualifier }) }
}
