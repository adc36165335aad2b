import { type Truth, truth } from './truth'

/** Days since 1970-01-01. Years are counted from 1 March, so that a leap day is the last of its year. */
function serial(year: number, month: number, day: number): number {
  const sinceMarch = (month + 9) % 12
  const years = month > 2 ? year : year - 1
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400)
  return years * 365 + leapDays + daysBeforeMonth(sinceMarch) + day - 1 - MARCH_OF_YEAR_0
}

/** Of a month counted from March: 31, 30, 31, 30, 31 days, and so again. */
const daysBeforeMonth = (sinceMarch: number): number => Math.floor((153 * sinceMarch + 2) / 5)

/** Days from 1 March of the year 0 to 1970-01-01. */
const MARCH_OF_YEAR_0 = 719_468
/** Days of 400 years, of 100, of 4. */
const [OF_400, OF_100, OF_4] = [146_097, 36_524, 1_461]

interface Civil {
  readonly year: number
  readonly month: number
  readonly day: number
}

function civil(serialDay: number): Civil {
  const days = serialDay + MARCH_OF_YEAR_0
  const era = Math.floor(days / OF_400)
  const ofEra = days - era * OF_400
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / (OF_4 - 1)) + Math.floor(ofEra / OF_100) - Math.floor(ofEra / (OF_400 - 1))) / 365,
  )
  const ofYear = ofEra - (yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const sinceMarch = Math.floor((5 * ofYear + 2) / 153)
  const month = sinceMarch < 10 ? sinceMarch + 3 : sinceMarch - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - daysBeforeMonth(sinceMarch) + 1,
  }
}

const daysIn = (year: number, month: number): number =>
  month === 12 ? 31 : serial(year, month + 1, 1) - serial(year, month, 1)

const padded = (part: number): string => (part < 10 ? `0${part}` : String(part))

function iso(serialDay: number): string {
  const { year, month, day } = civil(serialDay)
  return `${String(year).padStart(4, '0')}-${padded(month)}-${padded(day)}`
}

/** A whole number known to lie between two others, both included. */
export interface WholeSpan {
  readonly least: number
  readonly most: number
}

/**
 * A calendar date as far as it is known: to the day, the month or the year. It stands for every day from `first` to
 * `last`; no day is ever invented. Calendar dates have no time and no zone. Immutable.
 */
export class PartialDate {
  /** Days since 1970-01-01 of the earliest and the latest day that it may be. */
  private constructor(
    readonly first: number,
    readonly last: number,
  ) {}

  /** Reads `2026`, `2026-03` or `2026-03-12`, years 1000 to 9999. Undefined for anything else and for days that no calendar has. */
  static parse(text: string): PartialDate | undefined {
    const parts = /^([1-9]\d{3})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text)
    if (!parts) return undefined
    const [, yearText, monthText, dayText] = parts
    const year = Number(yearText)
    if (monthText === undefined) return new PartialDate(serial(year, 1, 1), serial(year, 12, 31))
    const month = Number(monthText)
    if (month < 1 || month > 12) return undefined
    if (dayText === undefined) return new PartialDate(serial(year, month, 1), serial(year, month, daysIn(year, month)))
    const day = Number(dayText)
    if (day < 1 || day > daysIn(year, month)) return undefined
    return new PartialDate(serial(year, month, day), serial(year, month, day))
  }

  /** Known to the day. */
  get exact(): boolean {
    return this.first === this.last
  }

  /** The ISO 8601 text that `parse` reads; a span that is no whole month or year is written as an interval. */
  toString(): string {
    if (this.exact) return iso(this.first)
    const from = iso(this.first)
    const to = iso(this.last)
    const year = from.slice(0, 4)
    if (from === `${year}-01-01` && to === `${year}-12-31`) return year
    const { month } = civil(this.first)
    const wholeMonth = from.endsWith('-01') && from.slice(0, 7) === to.slice(0, 7)
    return wholeMonth && civil(this.last).day === daysIn(Number(year), month) ? from.slice(0, 7) : `${from}/${to}`
  }

  isBefore(other: PartialDate): Truth {
    return truth(this.last < other.first, this.first >= other.last)
  }

  equals(other: PartialDate): Truth {
    const same = this.exact && other.exact && this.first === other.first
    return truth(same, this.last < other.first || other.last < this.first)
  }

  addDays(days: number): PartialDate {
    return new PartialDate(this.first + days, this.last + days)
  }

  /** The same day some months later, or that month's last day when it has no such day: 31 Aug + 6 months is 28 or 29 Feb. */
  addMonths(months: number): PartialDate {
    return new PartialDate(monthsLater(this.first, months), monthsLater(this.last, months))
  }
}

function monthsLater(serialDay: number, months: number): number {
  const { year, month, day } = civil(serialDay)
  const count = year * 12 + month - 1 + months
  const toYear = Math.floor(count / 12)
  const toMonth = count - toYear * 12 + 1
  return serial(toYear, toMonth, Math.min(day, daysIn(toYear, toMonth)))
}

/** Calendar days from one date to another; negative when `to` is the earlier. */
export const daysBetween = (from: PartialDate, to: PartialDate): WholeSpan => ({
  least: to.first - from.last,
  most: to.last - from.first,
})

/** Completed years from one date to another, as ages are counted: someone born on 29 February is a year older on 1 March. */
export const yearsBetween = (from: PartialDate, to: PartialDate): WholeSpan => ({
  least: completedYears(from.last, to.first),
  most: completedYears(from.first, to.last),
})

function completedYears(from: number, to: number): number {
  if (to < from) return -completedYears(to, from)
  const start = civil(from)
  const end = civil(to)
  const reached = end.month > start.month || (end.month === start.month && end.day >= start.day)
  return end.year - start.year - (reached ? 0 : 1)
}

/** An ISO day some days later, for dates that are known to be whole: windows, schedules. Throws on anything else. */
export function isoDayPlus(isoDay: string, days: number): string {
  const date = PartialDate.parse(isoDay)
  if (!date?.exact) throw new RangeError('not a whole date')
  return date.addDays(days).toString()
}
