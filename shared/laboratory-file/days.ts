import { PartialDate } from '../partial-date'
import { readDate } from '../study/read-date'

/** Which number comes first in `03/04/2026`. */
export type DayOrder = 'day-first' | 'month-first'

export type DayReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'day'; readonly day: string }
  /** It depends on the order, which somebody has to say for the whole file. */
  | { readonly kind: 'either' }
  | { readonly kind: 'unread' }

const iso = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T ]+\d{1,2}[:.h]?\d{2}.*|\d{4,6})?$/
const numbers = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[T, ]+\d{1,2}[:.h]\d{2}.*)?$/
const named = /^(\d{1,2})[-. ]*(\p{L}{3,})\.?[-. ,]*(\d{4})(?:[T, ]+\d{1,2}[:.h]\d{2}.*)?$/u

/** Reads the day that a sample was taken, to the day; a time behind it is left out. */
export function readDay(written: string, order: DayOrder | undefined): DayReading {
  const text = written.trim()
  if (text === '') return { kind: 'none' }
  const [, year, month, day] = iso.exec(text) ?? []
  if (year !== undefined) return dayOf(`${year}-${month}-${day}`)
  const [, date, name, inYear] = named.exec(text) ?? []
  if (date !== undefined) {
    const read = readDate(`${date} ${name} ${inYear}`, { today: '9999-12-31' }, true)
    return read.ok && read.date.exact ? { kind: 'day', day: read.date.toString() } : { kind: 'unread' }
  }
  const both = eitherOf(text)
  if (!both) return { kind: 'unread' }
  const { dayFirst, monthFirst } = both
  if (order !== undefined) return asDay(order === 'day-first' ? dayFirst : monthFirst)
  if (dayFirst !== undefined && monthFirst !== undefined && dayFirst !== monthFirst) return { kind: 'either' }
  return asDay(dayFirst ?? monthFirst)
}

/** Whether a cell is a day of whatever order. */
export const isDay = (written: string): boolean => ['day', 'either'].includes(readDay(written, undefined).kind)

/**
 * The order that the days of a file have. `free`: nothing in it depends on one; `ask`: something does, and the file does
 * not show which, or shows both.
 */
export function orderIn(written: Iterable<string>): DayOrder | 'free' | 'ask' {
  const shown = new Set<DayOrder>()
  let needed = false
  for (const text of written) {
    const both = eitherOf(text.trim())
    if (!both) continue
    if (both.dayFirst === undefined && both.monthFirst !== undefined) shown.add('month-first')
    else if (both.monthFirst === undefined && both.dayFirst !== undefined) shown.add('day-first')
    else if (both.dayFirst !== both.monthFirst) needed = true
  }
  if (!needed) return 'free'
  const [only] = shown
  return shown.size === 1 && only !== undefined ? only : 'ask'
}

function eitherOf(text: string) {
  const [, a, b, year] = numbers.exec(text) ?? []
  if (a === undefined || b === undefined || year === undefined) return undefined
  const full = year.length === 2 ? `20${year}` : year
  const two = (part: string) => part.padStart(2, '0')
  return {
    dayFirst: PartialDate.parse(`${full}-${two(b)}-${two(a)}`)?.toString(),
    monthFirst: PartialDate.parse(`${full}-${two(a)}-${two(b)}`)?.toString(),
  }
}

const dayOf = (text: string): DayReading => asDay(PartialDate.parse(text)?.toString())

const asDay = (day: string | undefined): DayReading => (day === undefined ? { kind: 'unread' } : { kind: 'day', day })
