import { z } from 'zod'
import { PartialDate } from '../../partial-date'
import type { Decimal } from '../../quantity/decimal'
import { readNumber } from '../../quantity/units'
import { unitNamed } from '../chemistry/analytes'
import { type Instant, readInstant } from '../time/instant'
import { type Measure, measureOf } from './measure'

/** A value is text as it was typed; a case file may hold it as a number. */
const Text = z.union([z.string(), z.number().transform(String)])

const Item = z.union([
  Text,
  z.object({
    value: Text.nullish(),
    unit: z.string().nullish(),
    lln: Text.nullish(),
    uln: Text.nullish(),
    contested: z.boolean().optional(),
  }),
])
type Item = z.infer<typeof Item>

const Row = z.object({
  form: z.string(),
  date: z.string().nullish(),
  course: z.string().nullish(),
  items: z.record(z.string(), Item.nullish()).default({}),
})
export type Row = z.infer<typeof Row>

/** A participant's history as qualification cases hold it: rows of forms, items with value, unit and limits. */
export const GateCase = z.object({
  study: z.string(),
  arm: z.string().nullish(),
  phase: z.string().nullish(),
  anchors: z.record(z.string(), z.string().nullish()).default({}),
  judgements: z.record(z.string(), Text.nullish()).default({}),
  rows: z.array(Row).default([]),
})
export type GateCase = z.infer<typeof GateCase>

/** Longer than anything a source holds as a number, a date or a code; what is longer is not looked at. */
const MOST_CHARACTERS = 200

const milligrams = [
  { unit: 'mg', factor: '1' },
  { unit: 'g', factor: '1000' },
  { unit: 'ug', factor: '1', divisor: '1000' },
] as const

/** Reads the rows of a case. What is there but cannot be read, or is contested, is remembered by form and item. */
export class CaseRows {
  private readonly unread = new Set<string>()

  constructor(private readonly rows: readonly Row[]) {}

  get unreadable(): readonly string[] {
    return [...this.unread]
  }

  of(...forms: readonly string[]): readonly Row[] {
    return this.rows.filter(({ form }) => forms.includes(form))
  }

  has({ items }: Row, name: string): boolean {
    return items[name] !== undefined && items[name] !== null
  }

  text({ form, items }: Row, name: string): string | undefined {
    const item = items[name]
    const value = (typeof item === 'string' ? item : item?.value)?.trim() || undefined
    if (value === undefined) return undefined
    const isContested = typeof item === 'object' && item?.contested === true
    if (!isContested && value.length <= MOST_CHARACTERS) return value
    this.unread.add(`${form}.${name}`)
    return undefined
  }

  /** The date of the first item that has one, else that of the row; unreadable when there is none to the day. */
  day(row: Row, ...names: readonly string[]): PartialDate | undefined {
    const found = names.map((name) => this.text(row, name)).find((value) => value !== undefined) ?? row.date?.trim()
    const read = dayIn(found)
    if (!read) this.unread.add(`${row.form}.${names[0] ?? 'DATE'}`)
    return read
  }

  /** A date as far as it is known, `UN` for what is not. */
  partialDay(row: Row, name: string): PartialDate | undefined {
    return PartialDate.parse((this.text(row, name) ?? '').replace(/(-UN)+$/, '').slice(0, 10))
  }

  instant(row: Row, name: string): Instant | undefined {
    return instantIn(this.text(row, name))
  }

  /** A dose that has to be known, in mg; `unit` is the item that may hold its unit. */
  milligrams(row: Row, name: string, unit: string): Decimal | undefined {
    const item = row.items[name]
    const own = (typeof item === 'object' ? item?.unit : undefined) ?? this.text(row, unit) ?? 'mg'
    const factor = unitNamed(own, milligrams)
    const number = this.number(row, name)
    if (number && factor) return number.times(factor.factor).dividedBy(factor.divisor ?? 1)
    this.unread.add(`${row.form}.${name}`)
    return undefined
  }

  /** A number that has to be known, not below zero. */
  number(row: Row, name: string): Decimal | undefined {
    const typed = readNumber((this.text(row, name) ?? '').replace(/\s*%$/, ''), [])
    if (typed.ok && !typed.reading.qualifier && !typed.reading.value.isNegative()) return typed.reading.value
    this.unread.add(`${row.form}.${name}`)
    return undefined
  }

  /** The result of an item that has one. */
  measure(row: Row, analyte: string, name: string, taken: PartialDate): Measure | undefined {
    const item = row.items[name]
    if (typeof item !== 'object' || !item?.value?.trim()) return undefined
    const { value, unit, lln, uln, contested } = item
    const fasting = this.text(row, 'LBFAST')
    return measureOf({
      analyte,
      day: taken,
      text: short(value),
      unit: short(unit ?? ''),
      lln: lln?.trim() ? short(lln) : undefined,
      uln: uln?.trim() ? short(uln) : undefined,
      contested: contested === true ? contested : undefined,
      fasting: fasting === undefined ? row.form === 'LBE' : fasting === 'Y',
    })
  }
}

const short = (text: string): string => (text.length > MOST_CHARACTERS ? 'too long' : text)

/** The date of a day or of an instant, as the clock on the wall said it. */
export function dayIn(text: string | null | undefined): PartialDate | undefined {
  const [date = ''] = /^\d{4}-\d\d-\d\d(?=T|$)/.exec((text ?? '').slice(0, MOST_CHARACTERS)) ?? []
  return PartialDate.parse(date)
}

export function instantIn(text: string | null | undefined): Instant | undefined {
  const instant = readInstant((text ?? '').slice(0, MOST_CHARACTERS))
  return typeof instant === 'string' ? undefined : instant
}
