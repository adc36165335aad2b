import type { Entry } from '../change/change'
import { PartialDate } from '../partial-date'
import { ask } from '../rules/ask'
import { type Inputs, type Place, notBegun } from '../rules/inputs'
import type { CompiledStudy } from './compile'
import type { CheckDef, ItemDef } from './definition'
import { readEntry } from './read-entry'

/** The day on which cases are tried unless they give a `today` of their own: no check may change its mind overnight. */
const CASE_TODAY = '2026-06-15'

type Values = CheckDef['cases']['holds']

/** Tries a check on its own cases. Each sentence names a case that does not come out as it says. */
export function caseProblems(place: Place, check: CheckDef): readonly string[] {
  return (['holds', 'boundary', 'fails'] as const).flatMap((name) => {
    const values = check.cases[name]
    const unreadable = Object.keys(values).filter((key) => !isReadable(place, key, values))
    if (unreadable.length > 0) return unreadable.map((key) => `case ${name}: cannot read ${key}`)
    const today = PartialDate.parse(values['today'] ?? CASE_TODAY)
    const outcome = ask(place, check.holds, caseInputs(place, values), today)
    const said = outcome.known ? String(outcome.value) : outcome.why
    const wanted = String(name !== 'fails')
    return said === wanted ? [] : [`case ${name} is ${said}, not ${wanted}`]
  })
}

/** `ITEM`, `GROUP`, `FORM.ITEM`, `GROUP.ITEM` or `FORM.GROUP.ITEM`, with texts that can be read. */
function isReadable({ study, form }: Place, key: string, values: Values): boolean {
  const text = values[key] ?? ''
  if (key === 'today') return PartialDate.parse(text)?.exact ?? false
  if (study.group(form.oid, key)?.repeating) return /^\d{1,3}$/.test(text)
  const [item = '', second, third] = key.split('.').reverse()
  const where = third ?? (second !== undefined && study.form(second) ? second : form.oid)
  const ofRows = second !== undefined && study.group(where, second)?.repeating === true
  const placed = second === undefined || ofRows || third === undefined ? study.item(where, item) : undefined
  const instances = second !== undefined && study.form(second) ? text.split(BETWEEN_INSTANCES) : [text]
  const texts = ofRows ? text.split(BETWEEN_ROWS) : instances
  return placed !== undefined && texts.every((one) => entryFrom(study, placed.def, one) !== undefined)
}

const BETWEEN_ROWS = ' | '
/** Between one visit's instance of another form and the next. */
const BETWEEN_INSTANCES = ' || '

/**
 * The inputs of a case. What rows of a group hold is called `GROUP.ITEM`, or `FORM.GROUP.ITEM` of another form, a bar
 * between one row and the next: those beside the one that is asked about. What another visit holds is what this form held
 * before.
 */
function caseInputs({ study, form, row }: Place, values: Values): Inputs {
  const inputs = inputsFrom(study, form.oid, values, '')
  const own: Inputs = {
    ...inputs,
    rows: (group) => [...(row?.oid === group ? [own] : []), ...inputs.rows(group)],
    earlier: () => inputs.forms(form.oid).filter((other) => other !== inputs),
  }
  return own
}

function rowsFrom(study: CompiledStudy, form: string, group: string, values: Values): readonly Inputs[] {
  const columns = Object.entries(values).flatMap(([key, text]) =>
    key.startsWith(`${group}.`) ? [[key.slice(group.length + 1), text.split(BETWEEN_ROWS)] as const] : [],
  )
  return Array.from({ length: Math.max(0, ...columns.map(([, texts]) => texts.length)) }, (_, i) => ({
    ...notBegun,
    entry(item) {
      const text = columns.find(([oid]) => oid === item)?.[1][i]
      const def = study.item(form, item)?.def
      return text === undefined || !def ? undefined : entryFrom(study, def, text)
    },
  }))
}

/**
 * The values of a case as a form; those of another form are called `FORM.ITEM`, two bars between the instances of one
 * visit and the next, and with the name of its own form they are those of an instance of another visit. A group's value is how many rows it has.
 */
function inputsFrom(study: CompiledStudy, form: string, values: Values, prefix: string): Inputs {
  const standing = (other: string): readonly Inputs[] => {
    const own = Object.entries(values).filter(([key]) => key.startsWith(`${other}.`))
    const count = Math.max(0, ...own.map(([, text]) => text.split(BETWEEN_INSTANCES).length))
    return Array.from({ length: count }, (_, i) => {
      const one = own.map(([key, text]) => {
        const texts = text.split(BETWEEN_INSTANCES)
        return [key, texts[i] ?? texts[0] ?? ''] as const
      })
      return inputsFrom(study, other, { ...values, ...Object.fromEntries(one) }, `${other}.`)
    })
  }
  const own: Inputs = {
    entry(item) {
      const text = values[`${prefix}${item}`]
      const def = study.item(form, item)?.def
      return text === undefined || !def ? undefined : entryFrom(study, def, text)
    },
    rows: (group) => [
      ...Array.from({ length: Number(values[`${prefix}${group}`] ?? 0) }, () => inputsFrom(study, form, {}, '')),
      ...rowsFrom(study, form, `${prefix}${group}`, values),
    ],
    form: (other) => (other === form ? own : standing(other)[0]),
    forms: (other) => [...standing(other), ...(other === form && prefix === '' ? [own] : [])],
  }
  return own
}

function entryFrom(study: CompiledStudy, def: ItemDef, text: string): Entry | undefined {
  // A formula's own value is not typed; a case gives what it is calculated from.
  const codes = study.codeListOf(def)?.codes.map(({ code }) => code) ?? []
  const read = readEntry(def, { text }, { today: CASE_TODAY, codes, zoneOffset: '+00:00' })
  return read.ok ? read.entry : undefined
}
