import { type Truth, truth } from '../truth'
import { Decimal } from './decimal'
import type { Reading } from './units'

interface Bound {
  readonly value: Decimal
  /** The number comes near to this value and never is it. */
  readonly open: boolean
}

const closed = (value: Decimal): Bound => ({ value, open: false })
const infinite = (sign: 1 | -1): Bound => ({ value: new Decimal(sign * Infinity), open: true })

/**
 * A number as far as it is known: exactly, or as lying between two bounds, as `<0.5` and a count of days between
 * partial dates do. Comparisons are yes or no only when they are so for every number it may be. Immutable.
 */
export class PartialNumber {
  private constructor(
    private readonly low: Bound,
    private readonly high: Bound,
  ) {}

  static of(value: Decimal | number | bigint): PartialNumber {
    const bound = closed(new Decimal(value))
    return new PartialNumber(bound, bound)
  }

  static between(least: Decimal | number, most: Decimal | number): PartialNumber {
    return new PartialNumber(closed(new Decimal(least)), closed(new Decimal(most)))
  }

  static from({ value, qualifier }: Reading): PartialNumber {
    if (qualifier === undefined) return PartialNumber.of(value)
    switch (qualifier) {
      case '<':
      case '<=':
        return new PartialNumber(infinite(-1), { value, open: qualifier === '<' })
      case '>':
      case '>=':
        return new PartialNumber({ value, open: qualifier === '>' }, infinite(1))
    }
  }

  /** The number itself when it is known exactly. */
  get exact(): Decimal | undefined {
    return this.low.value.equals(this.high.value) ? this.low.value : undefined
  }

  isBelow(other: PartialNumber): Truth {
    const apart = this.high.value.comparedTo(other.low.value)
    return truth(
      apart < 0 || (apart === 0 && (this.high.open || other.low.open)),
      this.low.value.greaterThanOrEqualTo(other.high.value),
    )
  }

  equals(other: PartialNumber): Truth {
    const same = this.exact !== undefined && other.exact !== undefined && this.exact.equals(other.exact)
    return truth(same, this.isBelow(other) === 'yes' || other.isBelow(this) === 'yes')
  }

  plus(other: PartialNumber): PartialNumber {
    const sum = (a: Bound, b: Bound): Bound => ({ value: a.value.plus(b.value), open: a.open || b.open })
    return new PartialNumber(sum(this.low, other.low), sum(this.high, other.high))
  }

  negated(): PartialNumber {
    return new PartialNumber(mirrored(this.high), mirrored(this.low))
  }

  minus(other: PartialNumber): PartialNumber {
    return this.plus(other.negated())
  }

  times(other: PartialNumber): PartialNumber {
    // Zero times a bound that is never reached is still zero.
    return PartialNumber.spanning(
      this.corners(other, (a, b) => (a.isZero() || b.isZero() ? new Decimal(0) : a.times(b))),
    )
  }

  /** Undefined when the divisor may be zero, or when both lie open without end. */
  dividedBy(other: PartialNumber): PartialNumber | undefined {
    const zero = PartialNumber.of(0)
    if (other.isBelow(zero) !== 'yes' && zero.isBelow(other) !== 'yes') return undefined
    const bounds = this.corners(other, (a, b) => a.dividedBy(b))
    return bounds.some(({ value }) => value.isNaN()) ? undefined : PartialNumber.spanning(bounds)
  }

  absolute(): PartialNumber {
    if (!this.low.value.isNegative()) return this
    if (!this.high.value.isPositive()) return this.negated()
    return new PartialNumber(closed(new Decimal(0)), higher(this.high, mirrored(this.low)))
  }

  private corners(other: PartialNumber, combine: (a: Decimal, b: Decimal) => Decimal): readonly Bound[] {
    return [this.low, this.high].flatMap((a) =>
      [other.low, other.high].map((b) => ({ value: combine(a.value, b.value), open: a.open || b.open })),
    )
  }

  private static spanning(bounds: readonly Bound[]): PartialNumber {
    return new PartialNumber(mirrored(bounds.map(mirrored).reduce(higher)), bounds.reduce(higher))
  }
}

const mirrored = ({ value, open }: Bound): Bound => ({ value: value.negated(), open })

/** The higher of two upper bounds; of equal ones that which is reached. */
const higher = (a: Bound, b: Bound): Bound => {
  const order = a.value.comparedTo(b.value)
  return order > 0 || (order === 0 && !a.open) ? a : b
}
