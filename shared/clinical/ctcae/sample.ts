import { Decimal } from '../../quantity/decimal'
import { PartialNumber } from '../../quantity/partial-number'
import type { Reading } from '../../quantity/units'
import type { Fact, Limit, Measure } from './criteria'

/** A laboratory value or another measurement, as it was reported: value, limits and baseline all in `unit`. */
export interface Measurement {
  /** The CTCAE term to grade, as printed. */
  readonly term: string
  /** `ionized calcium`, where a term covers two measurements; the first one of the table when absent. */
  readonly analyte?: string
  readonly value?: Reading
  readonly unit?: string
  readonly lln?: Decimal
  readonly uln?: Decimal
  readonly baseline?: Decimal
  /** Whether the baseline lay beyond its own limit; worked out from `uln` when nobody said. */
  readonly baselineAbnormal?: boolean
  readonly percentChange?: Decimal
  readonly context?: Context
}

/** What the criterion asks besides the value. */
export interface Context {
  readonly facts?: ReadonlySet<Fact>
  readonly diastolic?: Decimal
  readonly durationHours?: Decimal
}

/** A number, or the name of the input it would have needed. */
export type Known = PartialNumber | { readonly missing: string }

const constants = new Map<string, PartialNumber>()

/** A number of the table, read once. */
function constant(text: string): PartialNumber {
  const known = constants.get(text)
  if (known) return known
  const read = PartialNumber.of(new Decimal(text))
  constants.set(text, read)
  return read
}

/** The measurement in the unit whose thresholds apply. */
export class Sample {
  private readonly times: Decimal
  private readonly value: PartialNumber

  constructor(
    readonly reported: Measurement,
    readonly reading: Reading,
    readonly unit: string,
    times: string,
  ) {
    this.times = new Decimal(times)
    this.value = PartialNumber.from({ ...reading, value: reading.value.times(this.times) })
  }

  /** As reported, unless the value had to be converted to a unit that has thresholds. */
  get unitOfThresholds(): string | undefined {
    return this.times.equals(1) ? this.reported.unit : this.unit
  }

  has(fact: Fact): boolean {
    const { baseline, uln, baselineAbnormal, context } = this.reported
    switch (fact) {
      case 'baseline_abnormal':
        return baselineAbnormal ?? (baseline !== undefined && uln !== undefined && baseline.greaterThan(uln))
      case 'baseline_known':
        return baseline !== undefined
      default:
        return context?.facts?.has(fact) ?? false
    }
  }

  measure(measure: Measure): Known {
    const { context } = this.reported
    switch (measure) {
      case 'value':
        return this.value
      case 'diastolic':
        return this.scaled(context?.diastolic, 'diastolic')
      case 'duration':
        return context?.durationHours ? PartialNumber.of(context.durationHours) : { missing: 'duration' }
      case 'excess':
        return difference(this.value, this.known('uln'))
      case 'shortfall':
        return difference(this.known('lln'), this.value)
      case 'rise':
        return this.change('rise')
      case 'fall':
        return this.change('fall')
      case 'rise-percent':
        return this.percentChange('rise')
      case 'fall-percent':
        return this.percentChange('fall')
    }
  }

  /** Undefined when the criterion has no threshold for this unit. */
  limit(limit: Limit): Known | undefined {
    switch (limit.of) {
      case 'number':
        return constant(limit.is)
      case 'fixed': {
        const threshold = limit.by[this.unit]
        return threshold === undefined ? undefined : constant(threshold)
      }
      case 'uln':
      case 'lln':
      case 'baseline': {
        return this.known(limit.of, limit.times)
      }
    }
  }

  private known(name: 'uln' | 'lln' | 'baseline', multiple = '1'): Known {
    const reported = this.reported[name]
    return this.scaled(multiple === '1' ? reported : reported?.times(multiple), name)
  }

  private scaled(value: Decimal | undefined, name: string): Known {
    return value === undefined ? { missing: name } : PartialNumber.of(value.times(this.times))
  }

  /** How far the value is above or below its baseline; a change given in points stands in for a missing baseline. */
  private change(way: 'rise' | 'fall'): Known {
    const { baseline, percentChange } = this.reported
    if (baseline) {
      const known = this.known('baseline')
      return way === 'rise' ? difference(this.value, known) : difference(known, this.value)
    }
    if (percentChange === undefined || this.unit !== '%') return { missing: 'baseline' }
    return PartialNumber.of(way === 'rise' ? percentChange : percentChange.negated())
  }

  private percentChange(way: 'rise' | 'fall'): Known {
    const { percentChange, baseline } = this.reported
    if (percentChange) return PartialNumber.of(way === 'rise' ? percentChange : percentChange.negated())
    // A weight loss of `7 %` and of `-7 %` are the same; a gain is one only when it is above zero.
    if (this.unit === '%') return way === 'rise' ? this.value : this.value.absolute()
    const change = this.change(way)
    if ('missing' in change || baseline === undefined || !baseline.greaterThan(0)) return { missing: 'baseline' }
    const hundredth = PartialNumber.of(baseline.times(this.times).dividedBy(100))
    return change.dividedBy(hundredth) ?? { missing: 'baseline' }
  }
}

function difference(from: Known, less: Known): Known {
  if ('missing' in from) return from
  return 'missing' in less ? less : from.minus(less)
}
