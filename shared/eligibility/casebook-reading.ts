import type { Casebook, FormState } from '../casebook/casebook'
import type { Limits } from '../casebook/graded'
import { inputsOf, rowsOf } from '../casebook/inputs'
import { limitsIn } from '../casebook/limits'
import { FormPath, type GroupPath, eventOf, groupPath, itemPath, formOid } from '../casebook/path'
import { studyAt } from '../casebook/versions'
import type { Entry } from '../change/change'
import { calculate } from '../rules/ask'
import type { CompiledStudy } from '../study/compile'
import type { ItemDef } from '../study/definition'
import type { ReadItem, ReadRow, Reading } from './reading'

/** The laboratory's own limits of a result, in the unit it was reported in. */
export type LimitsOf = (form: FormPath, item: string) => Limits

/** A participant's casebook, read as rows: one for each form instance, or for each row of its tables. */
export function casebookReading(
  study: CompiledStudy,
  casebook: Casebook,
  limitsOf: LimitsOf = limitsIn(study, casebook),
): Reading {
  const byForm = new Map<string, readonly ReadRow[]>()
  return {
    rows(form) {
      const known = byForm.get(form)
      if (known) return known
      const rows = [...casebook.forms.values()]
        .filter(({ path, withdrawn }) => formOid(path) === form && !withdrawn.includes(path))
        .toSorted((a, b) => (a.path < b.path ? -1 : 1))
        .flatMap((state) => rowsOfForm({ study, casebook, limitsOf }, state))
      byForm.set(form, rows)
      return rows
    },
  }
}

interface Source {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly limitsOf: LimitsOf
}

function rowsOfForm(source: Source, state: FormState): readonly ReadRow[] {
  const form = studyAt(source.study, source.casebook, state.path).form(formOid(state.path))
  const tables = (form?.groups ?? []).filter(({ repeating }) => repeating)
  const rows = tables.flatMap(({ oid }) => rowsOf(state, state.path, oid))
  return rows.length === 0 ? [readRow(source, state, undefined)] : rows.map((row) => readRow(source, state, row))
}

function readRow(source: Source, state: FormState, row: GroupPath | undefined): ReadRow {
  const { study, casebook, limitsOf } = source
  const form = formOid(state.path)
  const own = studyAt(study, casebook, state.path)
  const def = own.form(form)
  const inputs = inputsOf(study, casebook, state.path, row)
  return {
    form,
    at: row ?? state.path,
    visit: visitOf(source, state.path),
    item(name): ReadItem | undefined {
      const placed = own.item(form, name)
      if (!placed || !def) return undefined
      const place = { study: own, form: def, ...(placed.group.repeating && { row: placed.group }) }
      const entry = placed.def.type === 'calculated' ? calculate(place, placed, inputs)?.entry : inputs.entry(name)
      return readEntry(entry, placed.def, () => limitsOf(state.path, name))
    },
  }
}

function readEntry(entry: Entry | 'contested' | undefined, def: ItemDef, limitsOf: () => Limits): ReadItem | undefined {
  if (entry === 'contested') return entry
  if (entry?.state !== 'value') return undefined
  const { text, unit } = entry
  if (def.type !== 'integer' && def.type !== 'decimal') return { text, unit }
  const { lln, uln } = limitsOf()
  return { text, unit, units: def.units, lln: lln?.toFixed(), uln: uln?.toFixed() }
}

/** The date of the visit a form belongs to; a log belongs to none. */
function visitOf({ study, casebook }: Source, path: FormPath): ReadRow['visit'] {
  const { form, item } = study.version.visitDate
  const visit = FormPath.parse(`${eventOf(path)}/${form}`)
  const group = study.item(form, item)?.group
  const found = group && casebook.forms.get(visit)?.items.get(itemPath(groupPath(visit, { oid: group.oid }), item))
  if (!found) return undefined
  return found.contested ? 'contested' : found.value?.state === 'value' ? { text: found.value.text } : undefined
}
