import type { Casebook, FormState } from '../casebook/casebook'
import { takenOn, visitDateItem } from '../casebook/earlier'
import { rowsOf } from '../casebook/inputs'
import { type GroupPath, eventOf, formOid } from '../casebook/path'
import { itemReader } from '../casebook/read-item'
import { studyAt } from '../casebook/versions'
import { PartialDate } from '../partial-date'
import type { CompiledStudy } from '../study/compile'
import type { ReadRow, Reading } from './reading'

/**
 * A participant's casebook on a day, read as rows: one for each form instance, or for each row of its tables. What is
 * surely from after that day is not in it, so that an answer of an earlier day can be worked out again later.
 */
export function casebookReading(study: CompiledStudy, casebook: Casebook, on: PartialDate): Reading {
  const byForm = new Map<string, readonly ReadRow[]>()
  const isLater = ({ path }: FormState): boolean => {
    const taken = PartialDate.parse(takenOn(study, casebook, path) ?? '')
    return taken !== undefined && on.isBefore(taken) === 'yes'
  }
  return {
    rows(form) {
      const known = byForm.get(form)
      if (known) return known
      const rows = [...casebook.forms.values()]
        .filter((state) => formOid(state.path) === form && !state.withdrawn.includes(state.path) && !isLater(state))
        .toSorted((a, b) => (a.path < b.path ? -1 : 1))
        .flatMap((state) => rowsOfForm(study, casebook, state))
      byForm.set(form, rows)
      return rows
    },
  }
}

function rowsOfForm(study: CompiledStudy, casebook: Casebook, state: FormState): readonly ReadRow[] {
  const form = studyAt(study, casebook, state.path).form(formOid(state.path))
  const tables = (form?.groups ?? []).filter(({ repeating }) => repeating)
  const rows: readonly (GroupPath | undefined)[] = tables.flatMap(({ oid }) => rowsOf(state, state.path, oid))
  return (rows.length === 0 ? [undefined] : rows).map((row) => ({
    form: formOid(state.path),
    at: row ?? state.path,
    visit: visitOf(study, casebook, state),
    item: itemReader(study, casebook, state.path, row),
  }))
}

/** The date of the visit a form belongs to; a log belongs to none. */
function visitOf(study: CompiledStudy, casebook: Casebook, { path }: FormState): ReadRow['visit'] {
  const found = visitDateItem(study, casebook, eventOf(path))
  if (!found) return undefined
  return found.contested ? 'contested' : found.value?.state === 'value' ? { text: found.value.text } : undefined
}
