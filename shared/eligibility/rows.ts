import type { PartialDate } from '../partial-date'
import { Decimal } from '../quantity/decimal'
import { PartialNumber } from '../quantity/partial-number'
import { Unknown } from '../rules/environment'
import type { Why } from './log'
import type { Reading } from './reading'
import { type Asking, Row, lies } from './row'
import { type Result, Sample } from './sample'
import { Span } from './span'

/** Everything before an anchor, however long ago. */
const EVER = Span.months(12 * 200)

interface Found {
  readonly row: Row
  readonly name: string
}

/** The participant's data as rules meet them: `casebook` in an expression. Items are named `FORM.ITEM`, several by spaces. */
export class CasebookRows {
  constructor(
    private readonly reading: Reading,
    private readonly asking: Asking,
  ) {}

  /** The rows of forms in which none is an answer too: logs of illnesses, treatments, events. */
  rows(forms: string): readonly Row[] {
    return forms.split(' ').flatMap((form) => this.reading.rows(form).map((row) => new Row(row, this.asking)))
  }

  /** The rows of forms that every participant has: none is missing data. */
  expected(forms: string): readonly Row[] {
    return this.needed(this.rows(forms), forms.split(' ')[0] ?? forms)
  }

  needed(rows: readonly Row[], what: string): readonly Row[] {
    return rows.length > 0 ? rows : this.asking.log.lack(what, 'missing')
  }

  has(items: string): boolean {
    return this.found(items).some(({ row, name }) => row.has(name))
  }

  code(items: string): string {
    const { row, name } = this.agreed(items)
    return row.code(name)
  }

  codes(items: string): readonly string[] {
    const { row, name } = this.agreed(items)
    return row.codes(name)
  }

  number(items: string): PartialNumber {
    const { row, name } = this.agreed(items)
    return row.number(name)
  }

  day(items: string): PartialDate {
    const { row, name } = this.agreed(items)
    return row.day(name)
  }

  dayWithin(items: string, span: Span, anchor: PartialDate): boolean {
    return lies(this.day(items), span, anchor, this.asking)
  }

  /** Whether an item has a result in the span before the anchor. */
  holds(items: string, span: Span, anchor: PartialDate): boolean {
    return this.found(items).some(({ row }) => this.isIn(row, span, anchor))
  }

  /** The results of the last day in the span before the anchor: the latest, not the best. */
  latest(items: string, span: Span, anchor: PartialDate): Sample {
    return this.latestOf(this.found(items), items, span, anchor)
  }

  /** The same among some rows only. */
  latestAmong(rows: readonly Row[], items: string, span: Span, anchor: PartialDate): Sample {
    const wanted = items.split(' ')
    const found = rows.flatMap((row) =>
      wanted.flatMap((item) => (row.of(formOf(item)) && row.stands(nameOf(item)) ? [{ row, name: nameOf(item) }] : [])),
    )
    return this.latestOf(found, items, span, anchor)
  }

  /** The last results on or before the anchor. A row without a day may be the last one. */
  last(items: string, anchor: PartialDate): Sample {
    const found = this.found(items)
    const undated = found.filter(({ row }) => row.dated === undefined)
    const dated = found.filter(({ row }) => row.dated !== undefined)
    if (undated.length === 0 || dated.length > 0) {
      const sample = this.latestOf(dated, items, EVER, anchor)
      if (undated.length === 0) return sample
      return this.asking.log.lack(items.split(' ')[0] ?? items, 'undated')
    }
    return this.sampleOf(undefined, undated, undefined)
  }

  /** The row of the last day in the span before the anchor. */
  recent(form: string, span: Span, anchor: PartialDate): Row {
    return this.recentAmong(this.expected(form), form, span, anchor)
  }

  recentAmong(rows: readonly Row[], what: string, span: Span, anchor: PartialDate): Row {
    const held = rows.filter((row) => this.isIn(row, span, anchor))
    const [last, ...others] = lastOf(held.map((row) => ({ row, name: '' })))
    if (!last) return this.asking.log.lack(what, rows.length > 0 ? 'none-in-window' : 'missing')
    if (others.length > 0) return this.asking.log.lack(what, 'not-exact')
    lies(last.row.date(), span, anchor, this.asking)
    return last.row
  }

  recentEver(form: string, anchor: PartialDate): Row {
    return this.recent(form, EVER, anchor)
  }

  /**
   * What was measured nearest to a sample: the last on or before its day, else the first within some days after it. One
   * that is much older is flagged.
   */
  beside(items: string, sample: Sample, after: bigint, old: bigint): Sample {
    const { date } = sample
    if (!date?.exact) return this.asking.log.lack(items.split(' ')[0] ?? items, 'undated')
    const found = this.found(items)
    const before = found.filter(({ row }) => EVER.holds(row.date(), date) === 'yes')
    const later = Span.days(Number(after))
    const window = before.length > 0 ? before : found.filter(({ row }) => later.holds(date, row.date()) === 'yes')
    const near = before.length > 0 ? lastOf(window) : firstOf(window)
    const [first] = near
    if (!first)
      return this.asking.log.lack(items.split(' ')[0] ?? items, found.length > 0 ? 'none-in-window' : 'missing')
    const day = first.row.date()
    if (!day.exact) return this.asking.log.lack(items.split(' ')[0] ?? items, 'undated')
    if (date.first - day.first > Number(old)) this.asking.log.flags.add('weight-old')
    return this.sampleOf(day, near, undefined)
  }

  sum(rows: readonly Row[], items: string): PartialNumber {
    return rows.reduce((total, row) => total.plus(row.number(items)), PartialNumber.of(0))
  }

  /** How many different values an item has among rows; a row without one differs from all others. */
  different(rows: readonly Row[], items: string): PartialNumber {
    return PartialNumber.of(new Set(rows.map((row) => (row.has(items) ? row.code(items) : row.source.at))).size)
  }

  /** The last of the days in an item. */
  lastDay(rows: readonly Row[], items: string): PartialDate {
    return this.endOf(rows, items, (a, b) => b.isBefore(a))
  }

  firstDay(rows: readonly Row[], items: string): PartialDate {
    return this.endOf(rows, items, (a, b) => a.isBefore(b))
  }

  private endOf(
    rows: readonly Row[],
    items: string,
    goesFirst: (a: PartialDate, b: PartialDate) => 'yes' | 'no' | 'unknown',
  ): PartialDate {
    const days = rows.map((row) => row.day(items))
    const found = days.find((day) => days.every((other) => other === day || goesFirst(other, day) === 'no'))
    if (found) return found
    if (days.length > 0) throw Unknown.undecided
    return this.asking.log.lack(items, 'missing')
  }

  private found(items: string): readonly Found[] {
    const wanted = items.split(' ')
    for (const item of wanted) {
      // Of alternatives the first that anything stands in is meant, except that results may stand in any of them.
      const own = this.rows(formOf(item)).filter((row) => row.stands(nameOf(item)))
      if (own.length > 0) return [...own.map((row) => ({ row, name: nameOf(item) })), ...this.others(wanted, item)]
    }
    return []
  }

  private others(wanted: readonly string[], first: string): readonly Found[] {
    return wanted
      .slice(wanted.indexOf(first) + 1)
      .filter((item) => nameOf(item) === nameOf(first))
      .flatMap((item) =>
        this.rows(formOf(item))
          .filter((row) => row.stands(nameOf(item)))
          .map((row) => ({ row, name: nameOf(item) })),
      )
  }

  /** The row of an item that a participant has once; of several that differ the latest, when their days say which. */
  private agreed(items: string): Found {
    const found = this.found(items)
    const [first] = found
    if (!first) return this.lackOf(items, 'missing')
    const texts = new Set(found.map(({ row, name }) => row.code(name)))
    if (texts.size === 1) return first
    if (!found.every(({ row }) => row.dated !== undefined && row.dated !== 'contested' && row.dated.exact))
      return this.lackOf(items, 'not-exact')
    const [last, ...others] = lastOf(found)
    return last && others.length === 0 ? last : this.lackOf(items, 'not-exact')
  }

  private isIn(row: Row, span: Span, anchor: PartialDate): boolean {
    const held = span.holds(row.date(), anchor)
    if (held === 'unknown') return this.asking.log.lack(`${row.source.form}.${row.dateItem}`, 'undated')
    return held === 'yes'
  }

  private latestOf(found: readonly Found[], items: string, span: Span, anchor: PartialDate): Sample {
    const held = found.filter(({ row }) => this.isIn(row, span, anchor))
    const last = lastOf(held)
    const [first] = last
    if (!first) return this.lackOf(items, found.length > 0 ? 'none-in-window' : 'missing')
    const day = first.row.date()
    if (!day.exact) return this.lackOf(items, 'undated')
    lies(day, span, anchor, this.asking)
    return this.sampleOf(day, last, span === EVER ? undefined : { from: span.before(anchor), to: anchor })
  }

  private sampleOf(
    day: PartialDate | undefined,
    found: readonly Found[],
    window: { readonly from: PartialDate; readonly to: PartialDate } | undefined,
  ): Sample {
    const results = found.flatMap(({ row, name }): readonly Result[] => {
      const given = row.source.item(name)
      if (given === undefined) return []
      if (given === 'contested') return this.asking.log.lack(`${row.source.form}.${name}`, 'contested')
      this.asking.log.see(row.source, name, given, {
        ...(day && { date: day.toString() }),
        ...(window && { window: { from: window.from.toString(), to: window.to.toString() } }),
      })
      return [{ item: `${row.source.form}.${name}`, given }]
    })
    return new Sample(day, results, this.asking.log)
  }

  private lackOf(items: string, why: Why): never {
    return this.asking.log.lack(items.split(' ')[0] ?? items, why)
  }
}

const formOf = (item: string): string => item.slice(0, item.indexOf('.'))
const nameOf = (item: string): string => item.slice(item.indexOf('.') + 1)

/** Those of the latest day, and of the latest time where every one of that day has a time. */
const lastOf = (found: readonly Found[]): readonly Found[] => edge(found, (a, b) => a > b)
const firstOf = (found: readonly Found[]): readonly Found[] => edge(found, (a, b) => a < b)

function edge(found: readonly Found[], wins: (a: number, b: number) => boolean): readonly Found[] {
  const best = (from: readonly Found[], key: (found: Found) => number): readonly Found[] =>
    from.filter((one) => from.every((other) => !wins(key(other), key(one))))
  const ofDay = best(found, ({ row }) => row.date().last)
  if (ofDay.length < 2 || !ofDay.every(({ row }) => row.minute !== undefined)) return ofDay
  return best(ofDay, ({ row }) => row.minute ?? 0)
}

/** Numbers that a value may be, as one that is known to lie among them. */
export function among(values: readonly Decimal[]): PartialNumber {
  const [first, ...others] = values
  if (!first) throw Unknown.missing
  return others.length === 0
    ? PartialNumber.of(first)
    : PartialNumber.between(Decimal.min(...values), Decimal.max(...values))
}
