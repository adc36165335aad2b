import type { Entry } from '../change/change'
import type { Computed } from '../clinical/trace'
import { parseDecimal } from '../quantity/decimal'
import { PartialNumber } from '../quantity/partial-number'
import type { ItemDef, Range } from '../study/definition'
import { valueOf } from './value'

export type Side = 'below' | 'within' | 'above'

/**
 * On which side of what is expected of it a number surely lies, in the item's first unit. What is expected finds slips of
 * the keyboard: it is no laboratory's reference range and grades nothing. Undefined where nothing is expected or entered.
 */
export function sideOf(def: ItemDef, entry: Entry | undefined): Computed<Side, 'not-known-exactly'> | undefined {
  if ((def.type !== 'integer' && def.type !== 'decimal') || !def.soft || entry?.state !== 'value') return undefined
  const value = valueOf(def, entry)
  if (!(value instanceof PartialNumber)) return undefined
  const { low, high } = def.soft
  const side = sideOn(value, bound(low), bound(high))
  if (!side) return { ok: false, refusal: { reason: 'not-known-exactly', input: 'value' } }
  const { text, unit, canonical } = entry
  const entered = { value: text, ...(unit !== undefined && { unit }) }
  const used = canonical ? { value: canonical.value, unit: canonical.unit } : entered
  const trace = {
    formula: 'expected',
    expression: spanText(def.soft, used.unit),
    source: '',
    inputs: [{ name: 'value', ...used, entered }],
    steps: [],
    rule: side,
  }
  return { ok: true, value: side, trace }
}

/** `30 ≤ value ≤ 700 10^9/L` */
const spanText = ({ low, high }: Range, unit: string | undefined): string =>
  [low !== undefined && `${low} ≤`, 'value', high !== undefined && `≤ ${high}`, unit].filter(Boolean).join(' ')

function sideOn(
  value: PartialNumber,
  low: PartialNumber | undefined,
  high: PartialNumber | undefined,
): Side | undefined {
  const below = low ? value.isBelow(low) : 'no'
  const above = high ? high.isBelow(value) : 'no'
  if (below === 'yes') return 'below'
  if (above === 'yes') return 'above'
  return below === 'no' && above === 'no' ? 'within' : undefined
}

const bound = (text: string | undefined): PartialNumber | undefined => {
  const value = text === undefined ? undefined : parseDecimal(text)
  return value && PartialNumber.of(value)
}
