import type { Entry } from '../change/change'
import { conversionOf, readNumber, readingText, toFirstUnit } from '../quantity/units'
import type { ItemDef, UnitDef } from './definition'
import { type DateContext, readDate } from './read-date'

/** Why a text is no value of its item: the one thing that is not stored. */
export type UnreadableReason =
  | 'not-a-number'
  | 'two-readings'
  | 'too-many-digits'
  | 'not-whole'
  | 'unknown-unit'
  | 'not-a-date'
  | 'not-known-to-the-day'
  | 'no-visit-date'
  | 'not-a-time'
  | 'no-zone'
  | 'not-in-list'
  | 'too-long'
  | 'broken-text'
  | 'calculated'

export type ReadEntry =
  { readonly ok: true; readonly entry: Entry } | { readonly ok: false; readonly reason: UnreadableReason }

export interface EntryContext extends DateContext {
  /** Offset of the author's clock at that time, `+01:00`. */
  readonly zoneOffset?: string
  /** The codes of the item's list. */
  readonly codes?: readonly string[]
  /** The records that a link may refer to; where they are not at hand it is taken as it was typed. */
  readonly records?: readonly string[]
  /** The terms of the item's dictionary; where they are not at hand a term is taken as it was typed. */
  readonly terms?: readonly string[]
}

/**
 * Turns what someone typed into what is stored, by the item's type and code list only: whether a value is plausible is
 * asked afterwards, of what was stored. An empty text is a blank entry.
 */
export function readEntry(item: ItemDef, typed: { text: string; unit?: string }, context: EntryContext): ReadEntry {
  const text = typed.text.trim()
  if (!text.isWellFormed()) return unreadable('broken-text')
  if (text === '') return { ok: true, entry: { state: 'blank' } }
  switch (item.type) {
    case 'text': {
      if (item.link && context.records) return readLink(text, context.records)
      if (text.length > (item.maxLength ?? 32_767)) return unreadable('too-long')
      if (item.dictionary === undefined || context.terms === undefined) return value(text)
      const term = codeNamed(text, context.terms)
      return term === undefined ? unreadable('not-in-list') : value(term)
    }
    case 'integer':
    case 'decimal':
      return readQuantity(item.type === 'integer', item.units ?? [], text, typed.unit)
    case 'date': {
      if (/^unk?$/i.test(text) && item.missing) return { ok: true, entry: { state: 'missing', code: 'UNK' } }
      const read = readDate(text, context, item.future === true)
      if (!read.ok) return unreadable(read.reason)
      return read.date.exact || item.partial ? value(read.date.toString()) : unreadable('not-known-to-the-day')
    }
    case 'time': {
      const time = readTime(text)
      return time === undefined ? unreadable('not-a-time') : value(time)
    }
    case 'datetime':
      return readInstant(text, context, item.future === true)
    case 'code': {
      const code = codeNamed(text, context.codes ?? [])
      return code === undefined ? unreadable('not-in-list') : value(code)
    }
    case 'multi': {
      const codes = context.codes ?? []
      const chosen = text.split(/\s+/).map((written) => codeNamed(written, codes))
      if (chosen.includes(undefined)) return unreadable('not-in-list')
      return value(codes.filter((code) => chosen.includes(code)).join(' '))
    }
    case 'calculated':
      return unreadable('calculated')
  }
}

const value = (text: string): ReadEntry => ({ ok: true, entry: { state: 'value', text } })
const unreadable = (reason: UnreadableReason): ReadEntry => ({ ok: false, reason })

/** References to records that there are. */
function readLink(text: string, records: readonly string[]): ReadEntry {
  const chosen = [...new Set(text.split(/\s+/))]
  return chosen.every((reference) => records.includes(reference)) ? value(chosen.join(' ')) : unreadable('not-in-list')
}

function readQuantity(whole: boolean, units: readonly UnitDef[], text: string, chosen: string | undefined): ReadEntry {
  const number = readNumber(text, units)
  if (!number.ok) return unreadable(number.reason)
  if (whole && (!number.reading.value.isInteger() || number.reading.qualifier || /[.,]/.test(number.text)))
    return unreadable('not-whole')
  const first = units[0]
  const unit = number.unit ?? chosen ?? first?.unit
  if (unit === undefined || !first) return value(number.text)
  const inFirst = toFirstUnit(number.reading, unit, units)
  if (!inFirst) return unreadable('unknown-unit')
  const canonical = { value: readingText(inFirst), unit: first.unit, conversion: conversionOf(units) }
  return { ok: true, entry: { state: 'value', text: number.text, unit, canonical } }
}

/** `930`, `9.30`, `9h30`, `09:30`, `9`: the 24-hour clock, as `09:30`. */
function readTime(text: string): string | undefined {
  const parts = /^(\d{1,2})(?:[:.h ]?(\d{2}))?h?$/i.exec(text)
  if (!parts) return undefined
  const [, hours = '', minutes = '00'] = parts
  return Number(hours) < 24 && Number(minutes) < 60 ? `${hours.padStart(2, '0')}:${minutes}` : undefined
}

const offset = /^(.*?)\s*(z|[+-](?:0\d|1[0-4]):[0-5]\d)$/i

/** A date and a time, ISO 8601 or as each is typed alone (`t 930`), with the offset given or else the author's own. */
function readInstant(text: string, context: EntryContext, ahead: boolean): ReadEntry {
  const [, local = text, zone] = offset.exec(text) ?? []
  const parts = /^(.+?)(?:t|\s+)(\d{1,2}(?:[:.h]?\d{2})?)(:[0-5]\d)?$/i.exec(local)
  if (!parts) return unreadable('not-a-date')
  const [, dateText = '', timeText = '', seconds = ':00'] = parts
  const read = readDate(dateText, context, ahead)
  if (!read.ok) return unreadable(read.reason)
  if (!read.date.exact) return unreadable('not-known-to-the-day')
  const time = readTime(timeText)
  if (time === undefined) return unreadable('not-a-time')
  const shift = zone?.toLowerCase() === 'z' ? '+00:00' : (zone ?? context.zoneOffset)
  return shift === undefined ? unreadable('no-zone') : value(`${read.date.toString()}T${time}${seconds}${shift}`)
}

/** A code as it is written, or the only one that differs from what was written by case alone. */
function codeNamed(written: string, codes: readonly string[]): string | undefined {
  if (codes.includes(written)) return written
  const fits = codes.filter((code) => code.toLowerCase() === written.toLowerCase())
  return fits.length === 1 ? fits[0] : undefined
}
