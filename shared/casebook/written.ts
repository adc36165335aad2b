import type { Entry } from '../change/change'
import { calculate } from '../rules/ask'
import type { CompiledStudy } from '../study/compile'
import type { GroupDef, ItemDef } from '../study/definition'
import type { Casebook } from './casebook'
import { inputsOf, rowsOf } from './inputs'
import { type FormPath, type GroupPath, type ItemPath, formOid, groupPath, itemPath } from './path'
import { studyAt } from './versions'

/** A group of a form as files write it, row by row. */
export interface WrittenGroup {
  readonly def: GroupDef
  readonly rows: readonly WrittenRow[]
}

export interface WrittenRow {
  readonly path: GroupPath
  /** The name of a repeating group's row. */
  readonly repeat: string | undefined
  readonly items: readonly WrittenItem[]
}

export interface WrittenItem {
  readonly path: ItemPath
  readonly def: ItemDef
  /** What was entered, or what a calculated item comes to. */
  readonly entry: Entry | undefined
}

/**
 * What stands in a form, in the version it was entered under, in its order: the values of its layout without asking what
 * would be asked of people, which costs far more than reading. Nothing where the study does not know the form.
 */
export function writtenIn(study: CompiledStudy, casebook: Casebook, form: FormPath): readonly WrittenGroup[] {
  const own = studyAt(study, casebook, form)
  const def = own.form(formOid(form))
  const state = casebook.forms.get(form)
  return (def?.groups ?? []).map((group) => {
    const calculates = group.items.some(({ type }) => type === 'calculated')
    const places = group.repeating ? rowsOf(state, form, group.oid) : [groupPath(form, { oid: group.oid })]
    const place = def && { study: own, form: def, ...(group.repeating && { row: group }) }
    return {
      def: group,
      rows: places.map((row) => {
        const within = group.repeating ? row : undefined
        const inputs = calculates ? inputsOf(study, casebook, form, within) : undefined
        return {
          path: row,
          repeat: within?.slice(within.lastIndexOf(':') + 1),
          items: group.items.map((item) => {
            const path = itemPath(row, item.oid)
            const entry =
              item.type !== 'calculated'
                ? state?.items.get(path)?.value
                : place && inputs && calculate(place, { def: item, group }, inputs)?.entry
            return { path, def: item, entry }
          }),
        }
      }),
    }
  })
}
