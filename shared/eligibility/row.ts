import { PartialDate } from '../partial-date'
import { PartialNumber } from '../quantity/partial-number'
import { inFirstUnit, readingOf } from '../quantity/units'
import { Unknown } from '../rules/environment'
import type { EligibilityDef } from '../study/eligibility-definition'
import { unitNamed } from '../clinical/chemistry/analytes'
import type { Log } from './log'
import type { GivenItem } from '../casebook/read-item'
import type { ReadRow } from './reading'
import { type Span, dayIn } from './span'

/** What every row of one evaluation shares. */
export interface Asking {
  readonly dates: EligibilityDef['dates']
  readonly log: Log
  /** The day of evaluation where it stands in for an anchor; known by being the same object. */
  readonly today: PartialDate | undefined
}

const names = (items: string): readonly string[] => items.split(' ')

/**
 * A row as rules meet it. Where several items are named, `"BRTHDAT BRTHYR"`, the first that holds a value is meant. What
 * is asked and not there makes the answer unknown.
 */
export class Row {
  constructor(
    readonly source: ReadRow,
    readonly asking: Asking,
  ) {}

  has(items: string): boolean {
    return names(items).some((name) => this.find(name) !== undefined)
  }

  /** Something stands in the item, decided or not. */
  stands(name: string): boolean {
    return this.source.item(name) !== undefined
  }

  code(items: string): string {
    return this.one(items).given.text.trim()
  }

  /** The codes of an item that may hold several. */
  codes(items: string): readonly string[] {
    return this.code(items)
      .split(/[\s,;|]+/)
      .filter((code) => code !== '')
  }

  /** A plain number in the first unit of its item. */
  number(items: string): PartialNumber {
    const { name, given } = this.one(items)
    const reading = readingOf(given.text.replace(/\s*%$/, ''))
    if (!reading) return this.lack(name, 'unreadable')
    const [first] = given.units ?? []
    if (!first || !given.unit) return PartialNumber.from(reading)
    const unit = unitNamed(given.unit, given.units ?? [])
    return unit ? PartialNumber.from({ ...reading, value: inFirstUnit(reading.value, unit) }) : this.lack(name, 'unit')
  }

  day(items: string): PartialDate {
    const { name, given } = this.one(items)
    return dayIn(given.text) ?? this.lack(name, 'unreadable')
  }

  /** The day the row speaks of: its own date item, else its visit. */
  date(): PartialDate {
    const { dated } = this
    if (dated === 'contested') return this.lack(this.dateItem, 'contested')
    return dated ?? this.lack(this.dateItem, 'undated')
  }

  /** The row's day lies in the span before the anchor. */
  within(span: Span, anchor: PartialDate): boolean {
    return lies(this.date(), span, anchor, this.asking)
  }

  /** The day in an item lies in the span before the anchor. */
  dayWithin(items: string, span: Span, anchor: PartialDate): boolean {
    return lies(this.day(items), span, anchor, this.asking)
  }

  /** Still going on: said so, or else neither ended nor said to have ended. */
  ongoing(flag: string, end: string): boolean {
    const said = this.find(flag)
    if (said) return said.text.trim() === 'Y'
    return this.find(end) ? false : this.lack(flag, 'missing')
  }

  /** A text of one of the items contains one of the words; case does not matter. */
  mentions(items: string, words: readonly string[]): boolean {
    const said = names(items).map((name) => this.find(name)?.text.toLowerCase() ?? '')
    return words.some((word) => said.some((text) => text.includes(word.toLowerCase())))
  }

  /** The row's own form is the one named. */
  of(form: string): boolean {
    return this.source.form === form
  }

  /** The day the row speaks of, without asking for it. */
  get dated(): PartialDate | 'contested' | undefined {
    const said = this.source.item(this.dateItem) ?? this.source.visit
    return said === undefined || said === 'contested' ? said : dayIn(said.text)
  }

  /** The minute of that day, where the row says it. */
  get minute(): number | undefined {
    const { date, time } = this.asking.dates[this.source.form] ?? {}
    const said = (name: string | undefined): string => {
      const found = name === undefined ? undefined : this.source.item(name)
      return found === undefined || found === 'contested' ? '' : found.text
    }
    const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(said(time)) ?? /T(\d\d):(\d\d)/.exec(said(date)) ?? []
    return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes)
  }

  get dateItem(): string {
    return this.asking.dates[this.source.form]?.date ?? 'DATE'
  }

  private find(name: string): GivenItem | undefined {
    const found = this.source.item(name)
    if (found === undefined) return undefined
    if (found === 'contested') return this.lack(name, 'contested')
    const { dated } = this
    this.asking.log.see(this.source, name, found, dated instanceof PartialDate ? { date: dated.toString() } : {})
    return found
  }

  private one(items: string): { readonly name: string; readonly given: GivenItem } {
    for (const name of names(items)) {
      const given = this.find(name)
      if (given) return { name, given }
    }
    return this.lack(names(items)[0] ?? items, 'missing')
  }

  private lack(name: string, why: Parameters<Log['lack']>[1]): never {
    return this.asking.log.lack(`${this.source.form}.${name}`, why)
  }
}

/** Whether a day lies in a span. While today stands in for the anchor the last day on which it still does is kept. */
export function lies(day: PartialDate, span: Span, anchor: PartialDate, { log, today }: Asking): boolean {
  const held = span.holds(day, anchor)
  if (held === 'unknown') throw Unknown.undecided
  if (held === 'yes' && anchor === today) log.lastDays.push(span.lastDayFor(day).toString())
  return held === 'yes'
}
