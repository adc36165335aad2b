import type { Entry } from '../change/change'
import { PartialDate } from '../partial-date'
import { Decimal, decimalText } from '../quantity/decimal'
import { PartialNumber } from '../quantity/partial-number'
import { readingFrom, readingOf, toFirstUnit } from '../quantity/units'
import type { ItemDef } from '../study/definition'

/** What an item may hold as expressions see it. */
export type RuleValue = PartialNumber | PartialDate | string | readonly string[]

/** The name of an item's type in expressions. */
export function typeNameOf(item: ItemDef): 'decimal' | 'date' | 'string' | 'list<string>' {
  switch (item.type) {
    case 'integer':
    case 'decimal':
      return 'decimal'
    case 'date':
      return 'date'
    case 'text':
    case 'time':
    case 'datetime':
    case 'code':
      return 'string'
    case 'multi':
      return 'list<string>'
    case 'calculated':
      return item.result === 'text' ? 'string' : item.result
  }
}

/** The value of an entry, quantities in the item's first unit. Undefined when it holds none, or none of its item's type. */
export function valueOf(item: ItemDef, entry: Entry): RuleValue | undefined {
  if (entry.state !== 'value') return undefined
  switch (typeNameOf(item)) {
    case 'decimal':
      return numberOf(item, entry)
    case 'date':
      return PartialDate.parse(entry.text)
    case 'string':
      return entry.text
    case 'list<string>':
      return entry.text.split(' ')
  }
}

/** The canonical value as it was made when the entry was, else made now from text and unit. */
function numberOf(item: ItemDef, entry: Extract<Entry, { state: 'value' }>): PartialNumber | undefined {
  const reading = entry.canonical ? readingFrom(entry.canonical.value) : readingOf(entry.text)
  if (!reading) return undefined
  const units = item.type === 'integer' || item.type === 'decimal' ? item.units : undefined
  if (entry.canonical || entry.unit === undefined || !units) return PartialNumber.from(reading)
  const inFirst = toFirstUnit(reading, entry.unit, units)
  return inFirst && PartialNumber.from(inFirst)
}

export type CalculatedDef = Extract<ItemDef, { type: 'calculated' }>

/** What a calculated item came to; a number before it is rounded. */
export type CalculatedValue = Decimal | PartialDate | string

/** The outcome of an expression as the value of an item. Undefined when it is not known exactly. */
export function calculatedValue(outcome: unknown): CalculatedValue | undefined {
  if (typeof outcome === 'string') return outcome || undefined
  if (typeof outcome === 'bigint') return new Decimal(outcome)
  if (outcome instanceof PartialDate) return outcome
  return outcome instanceof PartialNumber ? outcome.exact : undefined
}

/** A calculated value as an entry: a number has the decimals of its item, whole or not. */
export function calculatedEntry({ decimals }: CalculatedDef, value: CalculatedValue, unit: string | undefined): Entry {
  return { state: 'value', text: calculatedText(value, decimals), ...(unit === undefined ? {} : { unit }) }
}

function calculatedText(value: CalculatedValue, decimals: number | undefined): string {
  if (!(value instanceof Decimal)) return value.toString()
  return decimals === undefined ? decimalText(value) : value.toFixed(decimals)
}
