import type { PartialDate } from '../../partial-date'
import type { Decimal } from '../../quantity/decimal'
import type { Refusal } from '../trace'
import { plainUnit } from './units'

/** A laboratory's normal range of an analyte, for those and from the day on that it says. */
export interface ReferenceRange {
  readonly laboratory: string
  /** The item code of the analyte. */
  readonly analyte: string
  readonly unit: string
  /** Absent where the range is the same for both. */
  readonly sex?: 'F' | 'M'
  /** Completed years: from this age, up to but not including that one. */
  readonly fromAge?: number
  readonly belowAge?: number
  readonly from: PartialDate
  /** The last day; absent while the range is in use or until a later one of the same laboratory begins. */
  readonly until?: PartialDate
  readonly lln?: Decimal
  readonly uln?: Decimal
}

/** What has to be known of a sample to find its range. */
export interface SampleTaken {
  readonly laboratory: string
  readonly analyte: string
  readonly unit: string
  readonly sex?: 'F' | 'M'
  readonly age?: number
  readonly date: PartialDate
}

export type NoRange = 'no-range' | 'date-not-exact' | 'several-ranges'

/**
 * The range that held at the laboratory on the day of the sample, in the unit reported: the latest that had begun by
 * then. A range for one sex or age fits only a participant of whom that is known. Two that differ and begin on the same
 * day decide nothing.
 */
export function referenceRange(
  ranges: readonly ReferenceRange[],
  taken: SampleTaken,
): { readonly ok: true; readonly range: ReferenceRange } | { readonly ok: false; readonly refusal: Refusal<NoRange> } {
  if (!taken.date.exact) return { ok: false, refusal: { reason: 'date-not-exact', input: 'date' } }
  const fitting = ranges.filter((range) => fits(range, taken))
  const begun = Math.max(...fitting.map(({ from }) => from.first))
  const [range, ...others] = fitting.filter(({ from }) => from.first === begun)
  if (!range) return { ok: false, refusal: { reason: 'no-range', input: taken.analyte } }
  if (others.every((other) => sameLimits(range, other))) return { ok: true, range }
  return { ok: false, refusal: { reason: 'several-ranges', input: taken.analyte } }
}

const fits = (range: ReferenceRange, { laboratory, analyte, unit, sex, age, date }: SampleTaken): boolean =>
  range.laboratory === laboratory &&
  range.analyte === analyte &&
  plainUnit(range.unit) === plainUnit(unit) &&
  (range.sex === undefined || range.sex === sex) &&
  (range.fromAge === undefined || (age !== undefined && age >= range.fromAge)) &&
  (range.belowAge === undefined || (age !== undefined && age < range.belowAge)) &&
  date.isBefore(range.from) === 'no' &&
  (range.until === undefined || range.until.isBefore(date) === 'no')

const sameLimits = (a: ReferenceRange, b: ReferenceRange): boolean =>
  a.lln?.toFixed() === b.lln?.toFixed() && a.uln?.toFixed() === b.uln?.toFixed()
