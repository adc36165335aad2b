import { calculate } from '../rules/ask'
import type { CompiledStudy } from '../study/compile'
import type { UnitDef } from '../study/definition'
import type { Casebook } from './casebook'
import { inputsOf } from './inputs'
import { limitsIn } from './limits'
import { type FormPath, type GroupPath, formOid } from './path'
import { studyAt } from './versions'

/** What stands in an item; `contested` while values stand against each other. */
export type ReadItem = 'contested' | GivenItem

export interface GivenItem {
  readonly text: string
  readonly unit?: string | undefined
  /** The laboratory's own limits, in the unit of the result. */
  readonly lln?: string | undefined
  readonly uln?: string | undefined
  /** The units the item is measured in, the first being the one that plain numbers of rules are in. */
  readonly units?: readonly UnitDef[] | undefined
}

/**
 * A form instance, or a row of one of its tables, for those who read a casebook as rows: each item with its unit and the
 * limits that stand beside it, what is calculated calculated. Undefined where nothing stands, or where somebody said so.
 */
export function itemReader(
  study: CompiledStudy,
  casebook: Casebook,
  path: FormPath,
  row?: GroupPath,
): (name: string) => ReadItem | undefined {
  const own = studyAt(study, casebook, path)
  const form = own.form(formOid(path))
  const inputs = inputsOf(study, casebook, path, row)
  const limitsOf = limitsIn(study, casebook)
  return (name) => {
    const placed = form && own.item(form.oid, name)
    if (!placed) return undefined
    const { def, group } = placed
    const place = { study: own, form, ...(group.repeating && { row: group }) }
    const entry = def.type === 'calculated' ? calculate(place, placed, inputs)?.entry : inputs.entry(name)
    if (entry === 'contested') return entry
    if (entry?.state !== 'value') return undefined
    const { text, unit } = entry
    if (def.type !== 'integer' && def.type !== 'decimal') return { text, unit }
    const { lln, uln } = limitsOf(path, name)
    return { text, unit, units: def.units, lln: lln?.toFixed(), uln: uln?.toFixed() }
  }
}
