import type { ItemDef } from './definition'

/** Whether an item is the profile of the EQ-5D-5L, which an index is of. */
export const isProfile = (def: ItemDef): boolean =>
  def.type === 'calculated' && typeof def.expression !== 'string' && def.expression.formula === 'eq5d_profile'
