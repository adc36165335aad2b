import type { Entry } from '../change/change'
import { PartialDate } from '../partial-date'
import { decimalText } from '../quantity/decimal'
import { PartialNumber } from '../quantity/partial-number'
import { readingOf, toFirstUnit } from '../quantity/units'
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
  const reading = readingOf(entry.canonical?.value ?? entry.text)
  if (!reading) return undefined
  const units = item.type === 'integer' || item.type === 'decimal' ? item.units : undefined
  if (entry.canonical || entry.unit === undefined || !units) return PartialNumber.from(reading)
  const inFirst = toFirstUnit(reading, entry.unit, units)
  return inFirst && PartialNumber.from(inFirst)
}

/** A calculated value as an entry. Undefined when it is not known exactly. */
export function calculatedEntry(item: Extract<ItemDef, { type: 'calculated' }>, value: unknown): Entry | undefined {
  const text = calculatedText(value)
  return text === undefined
    ? undefined
    : { state: 'value', text, ...(item.unit === undefined ? {} : { unit: item.unit }) }
}

function calculatedText(value: unknown): string | undefined {
  if (typeof value === 'string') return value || undefined
  if (typeof value === 'bigint') return String(value)
  if (value instanceof PartialDate) return value.toString()
  if (!(value instanceof PartialNumber)) return undefined
  const exact = value.exact
  return exact && decimalText(exact)
}
