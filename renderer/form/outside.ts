import type { Entry } from '#shared/change/change'
import { parseDecimal } from '#shared/quantity/decimal'
import { PartialNumber } from '#shared/quantity/partial-number'
import { valueOf } from '#shared/rules/value'
import type { ItemDef } from '#shared/study/definition'

/** On which side of what is expected of it a value surely lies; undefined while it is within, or cannot be told. */
export function outsideOf(def: ItemDef, entry: Entry | undefined): 'low' | 'high' | undefined {
  if ((def.type !== 'integer' && def.type !== 'decimal') || !def.soft || !entry) return undefined
  const value = valueOf(def, entry)
  if (!(value instanceof PartialNumber)) return undefined
  const low = def.soft.low === undefined ? undefined : parseDecimal(def.soft.low)
  const high = def.soft.high === undefined ? undefined : parseDecimal(def.soft.high)
  if (low && value.isBelow(PartialNumber.of(low)) === 'yes') return 'low'
  if (high && PartialNumber.of(high).isBelow(value) === 'yes') return 'high'
  return undefined
}
