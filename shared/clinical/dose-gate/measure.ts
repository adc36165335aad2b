import type { PartialDate } from '../../partial-date'
import { Decimal } from '../../quantity/decimal'
import { type Reading, readingOf } from '../../quantity/units'
import { type Truth, truth } from '../../truth'
import { analyteNamed, unitNamed } from '../chemistry/analytes'
import { convert } from '../chemistry/convert'

/** One result of one analyte, as the laboratory gave it. */
export interface Measure {
  /** Code of the laboratory forms: `PLT`, `CREAT`; `WEIGHT` counts as one. */
  readonly analyte: string
  readonly day: PartialDate
  /** As typed; `<0.5` stays what it is. */
  readonly text: string
  readonly unit: string
  readonly lln?: string
  readonly uln?: string
  /** Two people entered different values and nobody has decided. */
  readonly contested?: true
  /** Whether the participant had fasted, as far as anybody said. */
  readonly fasting?: boolean
}

/** A threshold in each unit that its text names; a result in another unit is converted to the first. */
export interface Threshold {
  readonly analyte: string
  readonly values: readonly [UnitValue, ...UnitValue[]]
}

/** A threshold written as numbers and units, the unit that others are converted to first. */
export const thresholdOf = (
  analyte: string,
  [unit, value]: readonly [unit: string, value: string],
  ...others: readonly (readonly [unit: string, value: string])[]
): Threshold => ({
  analyte,
  values: [
    { unit, value: new Decimal(value) },
    ...others.map(([unit, value]) => ({ unit, value: new Decimal(value) })),
  ],
})

interface UnitValue {
  readonly unit: string
  readonly value: Decimal
}

/**
 * The result in a unit, undefined when it cannot be read, is contested or contradicts itself (limits crossed, anything below zero).
 * Conversion is exact.
 */
export function readingIn(measure: Measure, unit: string): Reading | undefined {
  const { analyte, text, contested } = measure
  const reading = contested ? undefined : readingOf(text)
  if (!reading || reading.value.isNegative() || hasImpossibleLimits(measure)) return undefined
  const value = inUnit(analyte, reading.value, measure.unit, unit)
  return value && { ...reading, value }
}

/** The number alone, where a formula needs one: undefined for `<0.5`. */
export function exactIn(measure: Measure, unit: string): Decimal | undefined {
  const reading = readingIn(measure, unit)
  return reading?.qualifier ? undefined : reading?.value
}

/** The upper limit of normal that came with the result, in a unit. */
export function upperLimitIn({ analyte, uln, unit: own }: Measure, unit: string): Decimal | undefined {
  const limit = uln === undefined ? undefined : readingOf(uln)
  if (!limit || limit.qualifier || !limit.value.isPositive() || limit.value.isZero()) return undefined
  return inUnit(analyte, limit.value, own, unit)
}

function hasImpossibleLimits({ lln, uln }: Measure): boolean {
  const [low, high] = [lln, uln].map((limit) => (limit === undefined ? undefined : readingOf(limit)))
  if ((lln !== undefined && !low) || (uln !== undefined && !high)) return true
  const isCrossed = low !== undefined && high !== undefined && low.value.greaterThan(high.value)
  return isCrossed || low?.value.isNegative() === true || high?.value.isNegative() === true
}

function inUnit(analyte: string, value: Decimal, from: string, to: string): Decimal | undefined {
  const known = analyteNamed(analyte)
  const own = known && unitNamed(from, known.units)
  if (!own) return undefined
  if (own === unitNamed(to, known.units)) return value
  const converted = convert.compute({ analyte, value, from_unit: from, to_unit: to })
  return converted.ok ? converted.value.value : undefined
}

/** Compares in the unit of the result where the text names a threshold for it: 8.0 g/dL is not below 8.0 g/dL (4.97 mmol/L is below 5.0). */
export const isBelow = (measure: Measure, threshold: Threshold): Truth => compared(measure, threshold, readingBelow)

/** The same way for what may not lie above. */
export const isAbove = (measure: Measure, threshold: Threshold): Truth => compared(measure, threshold, readingAbove)

function compared(measure: Measure, threshold: Threshold, how: (reading: Reading, limit: Decimal) => Truth): Truth {
  const [first] = threshold.values
  const units = analyteNamed(threshold.analyte)?.units ?? []
  const own = unitNamed(measure.unit, units)
  const limit = threshold.values.find(({ unit }) => unitNamed(unit, units) === own) ?? first
  const reading = readingIn(measure, limit.unit)
  return reading ? how(reading, limit.value) : 'unknown'
}

/** Whether every value that the reading stands for lies below the limit, or none does. */
export function readingBelow({ value, qualifier }: Reading, limit: Decimal): Truth {
  switch (qualifier ?? '=') {
    case '=':
      return truth(value.lessThan(limit), value.greaterThanOrEqualTo(limit))
    case '<':
      return truth(value.lessThanOrEqualTo(limit), false)
    case '<=':
      return truth(value.lessThan(limit), false)
    case '>':
    case '>=':
      return truth(false, value.greaterThanOrEqualTo(limit))
  }
}

/** Whether every value that the reading stands for lies above the limit, or none does. */
export function readingAbove({ value, qualifier }: Reading, limit: Decimal): Truth {
  switch (qualifier ?? '=') {
    case '=':
      return truth(value.greaterThan(limit), value.lessThanOrEqualTo(limit))
    case '>':
      return truth(value.greaterThanOrEqualTo(limit), false)
    case '>=':
      return truth(value.greaterThan(limit), false)
    case '<':
    case '<=':
      return truth(false, value.lessThanOrEqualTo(limit))
  }
}

/** Whether the result is above a multiple of its own upper limit of normal; unknown without one. */
export function isAboveUpperLimit(measure: Measure, times: number): Truth {
  const limit = upperLimitIn(measure, measure.unit)
  const reading = readingIn(measure, measure.unit)
  return limit && reading ? readingAbove(reading, limit.times(times)) : 'unknown'
}

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
  const last = results.findLast(({ day }) => day.first <= by.first)?.day.first
  if (last === undefined || by.first - last > withinDays) return []
  return results.filter(({ day }) => day.first === last)
}
