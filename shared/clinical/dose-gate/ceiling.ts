import { Decimal, decimalText } from '../../quantity/decimal'
import { type Condition, condition } from './condition'

/** A reason to give no more than so much, with its proof; without `most` a condition that came up on the way. */
export interface Ceiling {
  readonly most?: Decimal
  readonly condition: Condition
}

type Why = Pick<Parameters<typeof condition>[0], 'code' | 'asks' | 'source' | 'seen' | 'items' | 'rule'>

/** A ceiling in mg or percent; at the full dose it is no reason for anything. */
export function ceiling(most: Decimal, unit: string, full: Decimal, why: Why): Ceiling {
  const verdict = most.lessThan(full) ? 'reduces' : 'met'
  const steps = [{ name: 'at most', value: decimalText(most), unit }]
  return { most, condition: condition({ ...why, steps, verdict }) }
}

/** The least of them, at the most the full dose. */
export const lowest = (full: Decimal, ceilings: readonly Ceiling[]): Decimal =>
  Decimal.min(full, ...ceilings.flatMap(({ most }) => most ?? []))
