import { EARLIER, EVERY, SITE, VISIT } from '../rules/scope'
import type { FormDef, GroupDef, ItemDef } from '../study/definition'
import { type ItemMaking, itemOf } from './item-from-odm'
import { FILES } from '../export/odm/oids'
import { Names } from './names'
import { notCarried } from './not-carried'
import { type DefinedForm, type DefinedGroup, attributeOf, childOf, childrenOf, must } from './odm-definitions'
import { nameOf, titleOf } from './odm-words'

export interface ImportedItem {
  readonly form: string
  readonly group: string
  readonly repeating: boolean
  readonly item: string
  readonly type: ItemDef['type']
  /** Our code by theirs. */
  readonly codes: ReadonlyMap<string, string> | undefined
  /** OID of the item that holds the unit. */
  readonly unitsIn: string | undefined
}

export interface ImportedGroup {
  readonly oid: string
  readonly repeating: boolean
}

export const placeName = (form: string, group: string, item: string): string => `${form}\n${group}\n${item}`

/** What forms are made with, and what is learnt from them on the way. */
export interface FormMaking extends ItemMaking {
  readonly formNames: Names
  readonly items: Map<string, ImportedItem>
  readonly groups: Map<string, ImportedGroup>
  readonly unitItems: Set<string>
}

/** A form with its groups and items; undefined where nothing in it could be entered. */
export function formOf({ element, groups }: DefinedForm, making: FormMaking): FormDef | undefined {
  const { leave, formNames } = making
  const formOid = must(element, 'OID')
  // Files are added to a form, not asked by it.
  const full = groups.filter((group) => group.items.length > 0 && must(group.element, 'OID') !== FILES)
  if (full.length === 0) {
    leave(element, notCarried('the form has no item'))
    return undefined
  }
  const oid = formNames.give(nameOf(element), 'code')
  const groupNames = new Names()
  const named = full.map((group) => ({ group, oid: groupNames.give(nameOf(group.element), 'code') }))
  const itemNames = new Names([...named.map((one) => one.oid), oid, 'today', EARLIER, EVERY, SITE, VISIT])
  const domain = childrenOf(element, 'Alias').find((alias) => attributeOf(alias, 'Context') === 'Tracer:domain')
  const known = (domain && attributeOf(domain, 'Name')) ?? attributeOf(element, 'Domain')
  const repeating = attributeOf(element, 'Repeating') !== undefined && attributeOf(element, 'Repeating') !== 'No'
  return {
    oid,
    title: titleOf(element),
    ...(repeating && { repeating }),
    ...(known === 'SV' && { domain: known }),
    groups: named.map(({ group, oid: name }): GroupDef => {
      const groupOid = must(group.element, 'OID')
      const units = unitsIn(group)
      const beside = new Set([...units.values()].map(({ def }) => must(def, 'OID')))
      const made = group.items
        .filter(({ def }) => !beside.has(must(def, 'OID')))
        .map(({ ref, def }) => {
          const itemOid = must(def, 'OID')
          const unit = units.get(itemOid)
          const own = itemOf(ref, def, unit?.def, itemNames.give(nameOf(def), 'oid'), making)
          const list =
            own.type === 'code'
              ? making.lists.get(attributeOf(childOf(def, 'CodeListRef') ?? def, 'CodeListOID') ?? '')
              : undefined
          making.items.set(placeName(formOid, groupOid, itemOid), {
            form: oid,
            group: name,
            repeating: group.repeating,
            item: own.oid,
            type: own.type,
            codes: list?.codes,
            unitsIn: unit && must(unit.def, 'OID'),
          })
          return own
        })
      making.groups.set(placeName(formOid, groupOid, ''), { oid: name, repeating: group.repeating })
      for (const one of beside) making.unitItems.add(placeName(formOid, groupOid, one))
      return {
        oid: name,
        title: titleOf(group.element),
        ...(group.repeating && { repeating: true }),
        items: made,
      }
    }),
    checks: [],
  }
}

/** The item that holds the unit, by the item it is of. */
function unitsIn({ items }: DefinedGroup): ReadonlyMap<string, DefinedGroup['items'][number]> {
  const byOid = new Map(items.map((item) => [must(item.def, 'OID'), item]))
  return new Map(
    items.flatMap(({ ref }) => {
      const unit = byOid.get(attributeOf(ref, 'UnitsItemOID') ?? '')
      return unit ? [[must(ref, 'ItemOID'), unit] as const] : []
    }),
  )
}
