import type { FormState } from '#shared/casebook/casebook'
import { standingForms } from '#shared/casebook/fold'
import { holdsSomething } from '#shared/casebook/holds-something'
import { type FormPath, formPath, groupPath, itemPath, steps } from '#shared/casebook/path'
import type { FormDef, ItemDef, Language } from '#shared/study/definition'
import { showEntry } from '#shared/study/show-entry'
import { type FormAt, type FormStanding, standingOf } from './form-mark'

/** A form with one instance an event, a drug, an illness; kept beside the visits. */
export interface Log {
  readonly def: FormDef
  /** The event that its instances belong to. */
  readonly event: string
  readonly lines: readonly LogLine[]
  readonly serious: number
}

export interface LogLine extends FormStanding {
  readonly form: FormPath
  readonly state: FormState
}

/** Every log of the study with its instances, in the order of their making. */
export function logsOf(at: FormAt): readonly Log[] {
  const { study, casebook } = at
  const forms = standingForms(casebook)
  return study.events.flatMap((event) =>
    event.forms.flatMap((oid): readonly Log[] => {
      const def = study.form(oid)
      if (!def?.repeating) return []
      const lines = forms
        .filter(({ path, items }) => {
          const [own, form] = steps(path)
          return own?.oid === event.oid && form?.oid === oid && [...items.values()].some(holdsSomething)
        })
        .map((state): LogLine => ({ form: state.path, state, ...standingOf(at, state.path, 'due') }))
      return [{ def, event: event.oid, lines, serious: lines.filter(isSerious).length }]
    }),
  )
}

export const newLogForm = (log: Log, repeat: string): FormPath =>
  formPath({ oid: log.event }, { oid: log.def.oid, repeat })

const isSerious = ({ state }: LogLine): boolean =>
  [...state.items.values()].some(
    ({ path, value }) => path.endsWith('/AESER') && value?.state === 'value' && value.text === 'Y',
  )

/** What a list of instances shows: the name, then what every instance must say, as far as a line has room. */
export function columnsOf(def: FormDef): readonly { readonly group: string; readonly item: ItemDef }[] {
  const once = def.groups.filter((group) => !group.repeating)
  const all = once.flatMap((group) => group.items.map((item) => ({ group: group.oid, item })))
  const name = all.filter(({ item }) => item.oid === def.nameItem)
  const wanted = all.filter(({ item }) => item.oid !== def.nameItem && item.required !== undefined && !item.when)
  return [...name, ...wanted].slice(0, 6)
}

/** What an instance says in a column; the empty text where it says nothing, or where two values stand. */
export function cellText(
  { study }: FormAt,
  { state }: LogLine,
  column: { readonly group: string; readonly item: ItemDef },
  language: Language,
): string {
  const path = itemPath(groupPath(state.path, { oid: column.group }), column.item.oid)
  const value = state.items.get(path)?.value
  return value ? showEntry(column.item, value, study.codeListOf(column.item), language) : ''
}
