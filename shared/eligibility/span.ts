import { PartialDate } from '../partial-date'
import { type Truth, truth } from '../truth'

/** Some days or calendar months before an anchor, both ends included: "within N before" of every protocol. */
export class Span {
  private constructor(
    private readonly count: number,
    private readonly unit: 'days' | 'months',
  ) {}

  static days = (count: number): Span => new Span(count, 'days')
  static months = (count: number): Span => new Span(count, 'months')

  /** The first day of the span that ends with the anchor. */
  before(anchor: PartialDate): PartialDate {
    return this.unit === 'days' ? anchor.addDays(-this.count) : anchor.addMonths(-this.count)
  }

  holds(day: PartialDate, anchor: PartialDate): Truth {
    const from = this.before(anchor)
    const early = day.isBefore(from)
    const late = anchor.isBefore(day)
    return truth(early === 'no' && late === 'no', early === 'yes' || late === 'yes')
  }

  /** The last day on which an anchor still has that day in its span. */
  lastDayFor(day: PartialDate): PartialDate {
    if (this.unit === 'days') return day.addDays(this.count)
    // Months clamp to their last day, so several days can share one: 28 to 31 August lie six months after 28 February.
    let last = day.addMonths(this.count)
    while (this.before(last.addDays(1)).isBefore(day) !== 'no') last = last.addDays(-1)
    while (this.holds(day, last.addDays(1)) === 'yes') last = last.addDays(1)
    return last
  }
}

/** The calendar day that a text of an item begins with, as far as it is known: `2026-03-UN` and instants are read too. */
export const dayIn = (text: string): PartialDate | undefined =>
  PartialDate.parse(
    text
      .trim()
      .replace(/T.*$/, '')
      .replace(/(-UN[K]?)+$/i, ''),
  )
