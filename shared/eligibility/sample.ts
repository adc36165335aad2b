import { analyteNamed, unitNamed } from '../clinical/chemistry/analytes'
import { readingAbove, readingBelow } from '../clinical/dose-gate/measure'
import type { PartialDate } from '../partial-date'
import { Decimal } from '../quantity/decimal'
import { PartialNumber } from '../quantity/partial-number'
import { type Reading, betweenUnits, readingOf } from '../quantity/units'
import type { LimitValue } from '../study/eligibility-definition'
import type { UnitDef } from '../study/definition'
import type { Truth } from '../truth'
import type { Log } from './log'
import type { GivenItem } from '../casebook/read-item'

/** A threshold as rules meet it. */
export class Limit {
  readonly values: readonly { readonly unit: string; readonly value: Decimal }[]
  constructor(values: LimitValue) {
    this.values = values.map(({ unit, value }) => ({ unit, value: new Decimal(value) }))
  }
}

/** One result, as the laboratory gave it. */
export interface Result {
  /** `LBH.HGB`. */
  readonly item: string
  readonly given: GivenItem
}

/**
 * The results of one item that count: those of the last day in a window. Usually one; where a day has several that
 * cannot be put in order, a comparison is decided only when it is the same for all of them.
 */
export class Sample {
  constructor(
    readonly date: PartialDate | undefined,
    private readonly results: readonly Result[],
    readonly log: Log,
  ) {}

  /** In the unit reported where the threshold names it, else converted to the first one named. */
  below(limit: Limit): boolean {
    return this.compare(limit, readingBelow)
  }

  above(limit: Limit): boolean {
    return this.compare(limit, readingAbove)
  }

  /** Below so many times the upper limit of normal of the same laboratory; exact, as value < factor × limit. */
  belowLimit(factor: PartialNumber): boolean {
    return this.compareWith((result) => this.times('uln', result, factor), readingBelow)
  }

  aboveLimit(factor: PartialNumber): boolean {
    return this.compareWith((result) => this.times('uln', result, factor), readingAbove)
  }

  /** Below the laboratory's lower limit of normal. */
  low(): boolean {
    return this.compareWith((result) => this.times('lln', result, PartialNumber.of(1)), readingBelow)
  }

  /** Above the laboratory's upper limit of normal. */
  high(): boolean {
    return this.aboveLimit(PartialNumber.of(1))
  }

  /** The day it was taken. */
  day(): PartialDate {
    return this.date ?? this.log.lack(this.results[0]?.item ?? '', 'undated')
  }

  /** The number in a unit, or as it stands where its item has no units. */
  in(unit: string): PartialNumber {
    return this.one(this.results.map((result) => PartialNumber.from(this.readingIn(result, unit))))
  }

  value(): PartialNumber {
    return this.one(this.results.map((result) => PartialNumber.from(this.read(result))))
  }

  /** Each result as one number, in the unit that `choose` says; for formulas, which need exact ones. */
  exactly(choose: (unit: string | undefined) => string): readonly { readonly value: Decimal; readonly unit: string }[] {
    return this.results.map((result) => {
      const unit = choose(this.unitOf(result)?.unit)
      const { value, qualifier } = this.readingIn(result, unit)
      return qualifier ? this.log.lack(result.item, 'not-exact') : { value, unit }
    })
  }

  private one(numbers: readonly PartialNumber[]): PartialNumber {
    const [first, ...others] = numbers
    if (!first || others.some((other) => other.equals(first) !== 'yes')) return this.lack('not-exact')
    return first
  }

  private compare(limit: Limit, how: (reading: Reading, limit: Decimal) => Truth): boolean {
    return this.decided(
      this.results.map((result) => {
        const [first] = limit.values
        if (!first) return 'unknown'
        const own = this.unitOf(result)
        const native = limit.values.find(({ unit }) => own && unitNamed(unit, unitsOf(result))?.unit === own.unit)
        const chosen = native ?? first
        const answer = how(this.readingIn(result, chosen.unit), chosen.value)
        const others = native
          ? limit.values.filter((one) => one !== native && unitNamed(one.unit, unitsOf(result)))
          : []
        if (others.some(({ unit, value }) => how(this.readingIn(result, unit), value) !== answer))
          this.log.flags.add('units-disagree')
        return answer
      }),
    )
  }

  private compareWith(limitOf: (result: Result) => Decimal, how: (reading: Reading, limit: Decimal) => Truth): boolean {
    return this.decided(this.results.map((result) => how(this.read(result), limitOf(result))))
  }

  private decided(answers: readonly Truth[]): boolean {
    const [first, ...others] = answers
    if (first === undefined || first === 'unknown' || others.some((other) => other !== first)) {
      if (answers.includes('unknown')) this.log.flags.add('qualifier-undecided')
      return this.lack('not-exact')
    }
    return first === 'yes'
  }

  private times(side: 'lln' | 'uln', result: Result, factor: PartialNumber): Decimal {
    const limit = readingOf(result.given[side] ?? '')
    const times = factor.exact
    if (!times || !limit || limit.qualifier || limit.value.isNegative() || (side === 'uln' && limit.value.isZero()))
      return this.log.lack(result.item, 'reference-range')
    return limit.value.times(times)
  }

  private readingIn(result: Result, unit: string): Reading {
    const reading = this.read(result)
    const own = unitsOf(result)
    // A study may ask for fewer units than the analyte is known in.
    const units = own.length > 0 && !unitNamed(unit, own) ? analyteUnits(result) : own
    const from = unitNamed(this.unitOf(result)?.unit ?? '', units)
    const to = unitNamed(unit, units)
    // A quantity nobody can convert is compared where it is written in the very unit of the threshold.
    if (units.length === 0 && (result.given.unit ?? unit) === unit) return reading
    if (!from || !to) return this.log.lack(result.item, 'unit')
    return { ...reading, value: betweenUnits(reading.value, from, to) }
  }

  /** The unit of a result; an item with one unit only needs none. */
  private unitOf(result: Result): UnitDef | undefined {
    const units = unitsOf(result)
    const written = result.given.unit?.trim()
    return written ? unitNamed(written, units) : units.length === 1 ? units[0] : undefined
  }

  private read({ item, given }: Result): Reading {
    const reading = readingOf(given.text.replace(/\s*%$/, ''))
    return reading && !reading.value.isNegative() ? reading : this.log.lack(item, 'unreadable')
  }

  private lack(why: 'not-exact'): never {
    return this.log.lack(this.results[0]?.item ?? '', why)
  }
}

/** What the study says of the item, else what is known of the analyte of that name. */
const unitsOf = (result: Result): readonly UnitDef[] => result.given.units ?? analyteUnits(result)

const analyteUnits = ({ item }: Result): readonly UnitDef[] =>
  analyteNamed(item.slice(item.indexOf('.') + 1))?.units ?? []
