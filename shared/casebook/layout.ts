import type { Entry } from '../change/change'
import { ask, calculate } from '../rules/ask'
import type { Calculation } from '../rules/calculation'
import type { Inputs } from '../rules/inputs'
import type { CompiledStudy } from '../study/compile'
import type { FormDef, GroupDef, ItemDef } from '../study/definition'
import type { Casebook, FormState, ItemState } from './casebook'
import { inputsOf, rowsOf } from './inputs'
import { type FormPath, type GroupPath, type ItemPath, groupPath, itemPath, formOid } from './path'

/** A form as it stands: which rows, which items, what is asked and what follows. All that draws or writes forms uses it. */
export interface FormLayout {
  readonly path: FormPath
  readonly def: FormDef
  readonly groups: readonly LaidGroup[]
}

export interface LaidGroup {
  readonly def: GroupDef
  /** One row for a group that does not repeat; otherwise those that people made, first made first. */
  readonly rows: readonly LaidRow[]
}

export interface LaidRow {
  readonly path: GroupPath
  /** The name of a repeating group's row. */
  readonly repeat: string | undefined
  readonly items: readonly LaidItem[]
}

export interface LaidItem {
  readonly path: ItemPath
  readonly def: ItemDef
  /** The condition on which it is asked holds, or there is none. */
  readonly expected: boolean
  /** Expected, or holding something although it is not: what was entered is never hidden. */
  readonly visible: boolean
  readonly required: boolean
  /** What a calculated item says now; undefined while its inputs do not decide it. */
  readonly calculated: Entry | undefined
  /** How it came to say it, or why it says nothing; undefined for an item that is entered. */
  readonly calculation: Calculation | undefined
}

/** The layout of a form instance, begun or not. Undefined when the study does not know the form. */
export function layoutOf(study: CompiledStudy, casebook: Casebook, form: FormPath): FormLayout | undefined {
  const def = study.form(formOid(form))
  if (!def) return undefined
  const state = casebook.forms.get(form)
  const lay = (group: GroupDef, path: GroupPath, repeat: string | undefined): LaidRow => {
    const inputs = inputsOf(study, casebook, form, group.repeating ? path : undefined)
    const items = group.items.map((item) => layItem({ study, form: def, group, item, row: path, inputs, state }))
    return { path, repeat, items }
  }
  const groups = def.groups.map((group): LaidGroup => {
    if (!group.repeating) return { def: group, rows: [lay(group, groupPath(form, { oid: group.oid }), undefined)] }
    const rows = rowsOf(state, form, group.oid)
    return { def: group, rows: rows.map((row) => lay(group, row, row.slice(row.lastIndexOf(':') + 1))) }
  })
  return { path: form, def, groups }
}

interface ToLay {
  readonly study: CompiledStudy
  readonly form: FormDef
  readonly group: GroupDef
  readonly item: ItemDef
  readonly row: GroupPath
  readonly inputs: Inputs
  readonly state: FormState | undefined
}

function layItem({ study, form, group, item, row, inputs, state }: ToLay): LaidItem {
  const place = { study, form, ...(group.repeating && { row: group }) }
  const holds = (condition: string): boolean => {
    const outcome = ask(place, condition, inputs)
    return outcome.known && outcome.value === true
  }
  const path = itemPath(row, item.oid)
  const expected = item.when === undefined || holds(item.when)
  const calculation = item.type === 'calculated' ? calculate(place, { def: item, group }, inputs) : undefined
  return {
    path,
    def: item,
    expected,
    visible: expected || holdsSomething(state?.items.get(path)),
    required: expected && (typeof item.required === 'string' ? holds(item.required) : item.required === true),
    calculated: calculation?.entry,
    calculation,
  }
}

/** Some head of the item is more than a blank. */
export const holdsSomething = (item: ItemState | undefined): boolean =>
  item?.heads.some(({ value }) => value.state !== 'blank') ?? false
