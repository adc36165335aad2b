import type { PartialDate } from '../../partial-date'
import { Decimal, compared as order } from '../../quantity/decimal'
import { type Reading, readingOf } from '../../quantity/units'
import { type Truth, truth } from '../../truth'
import { analyteNamed, unitNamed } from '../chemistry/analytes'
import { convert } from '../chemistry/convert'

/** One result of one analyte, as the laboratory gave it. */
interface Given {
  /** Code of the laboratory forms: `PLT`, `CREAT`; `WEIGHT` counts as one. */
  readonly analyte: string
  readonly day: PartialDate
  /** As typed; `<0.5` stays what it is. */
  readonly text: string
  readonly unit: string
  readonly lln?: string | undefined
  readonly uln?: string | undefined
  /** Two people entered different values and nobody has decided. */
  readonly contested?: true | undefined
  /** Whether the participant had fasted, as far as anybody said. */
  readonly fasting?: boolean | undefined
}

/** A result read once, so that it can be compared often. */
export interface Measure extends Given {
  /** In its own unit; undefined when it cannot be read, is contested or contradicts itself (limits crossed, anything below zero). */
  readonly reading: Reading | undefined
  /** The upper limit of normal that came with it, in its own unit. */
  readonly upper: Decimal | undefined
  /** The unit as the list of the analyte writes it. */
  readonly known: string | undefined
}

export function measureOf(given: Given): Measure {
  const { analyte, day, text, unit, lln, uln, contested, fasting } = given
  const known = unitNamed(unit, analyteNamed(analyte)?.units ?? [])?.unit
  const reading = contested ? undefined : readingOf(text)
  const low = lln === undefined ? undefined : readingOf(lln)
  const high = uln === undefined ? undefined : readingOf(uln)
  const isUnread = (lln !== undefined && !low) || (uln !== undefined && !high)
  const isCrossed = low !== undefined && high !== undefined && low.value.greaterThan(high.value)
  const isBelowZero = [reading, low, high].some((one) => one?.value.isNegative())
  const isPossible = !isUnread && !isCrossed && !isBelowZero
  const isLimit = high !== undefined && !high.qualifier && high.value.greaterThan(0)
  // Written out, so that all of them have one shape: a gate compares hundreds of them.
  return {
    analyte,
    day,
    text,
    unit,
    lln,
    uln,
    contested,
    fasting,
    known,
    reading: isPossible && known !== undefined ? reading : undefined,
    upper: isLimit && known !== undefined ? high.value : undefined,
  }
}

/** A threshold in each unit that its text names; a result in another unit is converted to the first. */
export interface Threshold {
  readonly analyte: string
  readonly values: readonly [UnitValue, ...UnitValue[]]
}

/** A threshold as a study writes it, in units of the analyte's list; the unit that others are converted to first. */
export const thresholdOf = (analyte: string, first: Written, ...others: readonly Written[]): Threshold => ({
  analyte,
  values: [exactly(first), ...others.map(exactly)],
})

interface Written {
  readonly unit: string
  readonly value: string
}

const exactly = ({ unit, value }: Written): UnitValue => ({ unit, value: new Decimal(value) })

interface UnitValue {
  readonly unit: string
  readonly value: Decimal
}

/** The result in a unit of the analyte's list, converted exactly; undefined when it cannot be read. */
export function readingIn(measure: Measure, unit: string): Reading | undefined {
  const { reading } = measure
  const value = reading && inUnit(measure, reading.value, unit)
  return value && { ...reading, value }
}

/** The number alone, where a formula needs one: undefined for `<0.5`. */
export function exactIn(measure: Measure, unit: string): Decimal | undefined {
  const { reading } = measure
  return reading && !reading.qualifier ? inUnit(measure, reading.value, unit) : undefined
}

/** The upper limit of normal that came with the result, in a unit. */
export const upperLimitIn = (measure: Measure, unit: string): Decimal | undefined =>
  measure.upper && inUnit(measure, measure.upper, unit)

function inUnit({ analyte, known }: Measure, value: Decimal, unit: string): Decimal | undefined {
  if (known === undefined) return undefined
  if (known === unit) return value
  const converted = convert.compute({ analyte, value, from_unit: known, to_unit: unit })
  return converted.ok ? converted.value.value : undefined
}

/** Compares in the unit of the result where the text names a threshold for it: 8.0 g/dL is not below 8.0 g/dL (4.97 mmol/L is below 5.0). */
export const isBelow = (measure: Measure, threshold: Threshold): Truth => compared(measure, threshold, readingBelow)

/** The same way for what may not lie above. */
export const isAbove = (measure: Measure, threshold: Threshold): Truth => compared(measure, threshold, readingAbove)

function compared(measure: Measure, threshold: Threshold, how: (reading: Reading, limit: Decimal) => Truth): Truth {
  const [first] = threshold.values
  const limit = threshold.values.find(({ unit }) => unit === measure.known) ?? first
  const reading = limit.unit === measure.known ? measure.reading : readingIn(measure, limit.unit)
  return reading ? how(reading, limit.value) : 'unknown'
}

/** Whether every value that the reading stands for lies below the limit, or none does. */
export function readingBelow({ value, qualifier }: Reading, limit: Decimal): Truth {
  switch (qualifier ?? '=') {
    case '=':
      return order(value, limit) < 0 ? 'yes' : 'no'
    case '<':
      return truth(order(value, limit) <= 0, false)
    case '<=':
      return truth(order(value, limit) < 0, false)
    case '>':
    case '>=':
      return truth(false, order(value, limit) >= 0)
  }
}

/** Whether every value that the reading stands for lies above the limit, or none does. */
export function readingAbove({ value, qualifier }: Reading, limit: Decimal): Truth {
  switch (qualifier ?? '=') {
    case '=':
      return order(value, limit) > 0 ? 'yes' : 'no'
    case '>':
      return truth(order(value, limit) >= 0, false)
    case '>=':
      return truth(order(value, limit) > 0, false)
    case '<':
    case '<=':
      return truth(false, order(value, limit) <= 0)
  }
}

/** Whether the result is above a multiple of its own upper limit of normal; unknown without one. */
export const isAboveUpperLimit = ({ reading, upper }: Measure, times: number): Truth =>
  upper && reading ? readingAbove(reading, upper.times(times)) : 'unknown'

/** Results of each analyte, the earliest first. */
export type Measures = ReadonlyMap<string, readonly Measure[]>

export function byAnalyte(measures: readonly Measure[]): Measures {
  const found = new Map<string, Measure[]>()
  for (const measure of measures.toSorted((a, b) => a.day.first - b.day.first)) {
    const own = found.get(measure.analyte)
    if (own) own.push(measure)
    else found.set(measure.analyte, [measure])
  }
  return found
}

/** The last ones of an analyte on or before a day and not older than some days; several when a day has several, since any may fail. */
export const latestOf = (
  measures: Measures,
  analyte: string,
  by: PartialDate,
  withinDays?: number,
): readonly Measure[] => latestIn(measures.get(analyte) ?? [], by, withinDays)

/** The same among results of one analyte, the earliest first. */
export function latestIn(
  results: readonly Measure[],
  by: PartialDate,
  withinDays = Number.POSITIVE_INFINITY,
): readonly Measure[] {
  let end = 0
  for (let after = results.length; end < after;) {
    const middle = Math.ceil((end + after) / 2)
    if (dayBefore(results, middle) > by.first) after = middle - 1
    else end = middle
  }
  const last = dayBefore(results, end)
  if (by.first - last > withinDays) return []
  let begin = end
  while (begin > 0 && dayBefore(results, begin) === last) begin -= 1
  return results.slice(begin, end)
}

const dayBefore = (results: readonly Measure[], index: number): number =>
  results[index - 1]?.day.first ?? Number.NEGATIVE_INFINITY
