import type { Entry } from '../change/change'
import { ask, calculate } from '../rules/ask'
import type { Calculation } from '../rules/calculation'
import type { Inputs } from '../rules/inputs'
import type { CompiledStudy } from '../study/compile'
import type { FormDef, GroupDef, ItemDef } from '../study/definition'
import { type Stale, affectedBy } from './affected'
import type { Casebook, FormState } from './casebook'
import { following } from './following'
import { holdsSomething } from './holds-something'
import { inputsOf, rowsOf } from './inputs'
import { type FormPath, type GroupPath, type ItemPath, groupPath, itemPath, formOid } from './path'
import { studyAt } from './versions'

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

/** A layout, and what has to be laid out anew before it can be given out. */
interface KeptLayout {
  layout: FormLayout
  stale: readonly Stale[]
}

/** The layouts that somebody asked for, passed on to the next casebook with what of them it changes. */
const layoutsIn = following<Map<FormPath, KeptLayout>>((study, casebook, before) => {
  const kept = new Map<FormPath, KeptLayout>()
  if (!before) return kept
  const affected = affectedBy(study, before.casebook, casebook)
  for (const [form, one] of before.value) {
    if (!affected.canKeep(form)) continue
    const stale = affected.of(form)
    kept.set(form, stale ? { layout: one.layout, stale: [...one.stale, stale] } : one)
  }
  return kept
})

/**
 * The layout of a form instance, begun or not, in the version it was entered under. Undefined when the study does not know the form. What does not depend on
 * anything that changed since the casebook before is the same object as in its layout.
 */
export function layoutOf(study: CompiledStudy, casebook: Casebook, form: FormPath): FormLayout | undefined {
  const layouts = layoutsIn(study, casebook)
  const kept = layouts.get(form)
  if (kept) {
    if (kept.stale.length > 0) kept.layout = layAgain(study, casebook, kept)
    kept.stale = []
    return kept.layout
  }
  const def = studyAt(study, casebook, form).form(formOid(form))
  if (!def) return undefined
  const layout = { path: form, def, groups: layGroups({ study, casebook, path: form, form: def }, new Map()) }
  layouts.set(form, { layout, stale: [] })
  return layout
}

/** The form instance that is laid out. */
interface Laying {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly path: FormPath
  readonly form: FormDef
}

function layAgain(study: CompiledStudy, casebook: Casebook, { layout, stale }: KeptLayout): FormLayout {
  const { path, def } = layout
  if (!stale.some(({ items, rows }) => items || rows)) return layout
  const laying = { study, casebook, path, form: def }
  const again = (group: GroupDef, row: LaidRow): LaidRow => {
    const within = group.repeating ? row.path : undefined
    const isStale = ({ def: item }: LaidItem) => stale.some((one) => one.item(item.oid, within))
    if (!row.items.some(isStale)) return row
    const lay = layer(laying, group, row.path)
    return { ...row, items: row.items.map((item) => (isStale(item) ? lay(item.def) : item)) }
  }
  const groups = layout.groups.map((group): LaidGroup => {
    const rows = group.rows.map((row) => again(group.def, row))
    return rows.every((row, i) => row === group.rows[i]) ? group : { ...group, rows }
  })
  if (!stale.some(({ rows }) => rows)) return { ...layout, groups }
  const known = new Map(groups.flatMap(({ rows }) => rows.map((row) => [row.path, row])))
  return { ...layout, groups: layGroups(laying, known) }
}

/** Every group with its rows; those that are known already as they are. */
function layGroups(laying: Laying, known: ReadonlyMap<GroupPath, LaidRow>): readonly LaidGroup[] {
  const { path, form, casebook } = laying
  const row = (group: GroupDef, at: GroupPath, repeat: string | undefined): LaidRow =>
    known.get(at) ?? { path: at, repeat, items: group.items.map(layer(laying, group, at)) }
  return form.groups.map((group): LaidGroup => {
    if (!group.repeating) return { def: group, rows: [row(group, groupPath(path, { oid: group.oid }), undefined)] }
    const rows = rowsOf(casebook.forms.get(path), path, group.oid)
    return { def: group, rows: rows.map((at) => row(group, at, at.slice(at.lastIndexOf(':') + 1))) }
  })
}

/** Lays out items of one row. */
function layer({ study, casebook, path, form }: Laying, group: GroupDef, row: GroupPath): (item: ItemDef) => LaidItem {
  const inputs = inputsOf(study, casebook, path, group.repeating ? row : undefined)
  const state = casebook.forms.get(path)
  const own = studyAt(study, casebook, path)
  return (item) => layItem({ study: own, form, group, item, row, inputs, state })
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
