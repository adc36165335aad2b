import type { ItemDef } from '#shared/study/definition'
import type { LimitOfDef } from '#shared/study/limits-definition'

/** The items that hold the laboratory's limits of a decimal result, named as CDASH names them; none for any other item. */
export const limitItems = (result: ItemDef): readonly ItemDef[] =>
  result.type === 'decimal' ? [limitItem(result, 'low'), limitItem(result, 'high')] : []

function limitItem({ oid, label, units }: Extract<ItemDef, { type: 'decimal' }>, side: LimitOfDef['side']): ItemDef {
  const low = side === 'low'
  return {
    type: 'decimal',
    oid: `${oid}${low ? 'NRLO' : 'NRHI'}`,
    label: {
      en: `${label.en}, ${low ? 'lower' : 'upper'} limit`,
      ...(label.fr !== undefined && { fr: `${label.fr}, limite ${low ? 'inférieure' : 'supérieure'}` }),
      ...(label.sv !== undefined && { sv: `${label.sv}, ${low ? 'nedre' : 'övre'} gräns` }),
    },
    ...(units && { units }),
    limitOf: { item: oid, side },
  }
}
