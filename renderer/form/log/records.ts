import type { Casebook, FormState } from '#shared/casebook/casebook'
import { holdsSomething } from '#shared/casebook/holds-something'
import { type FormPath, groupPath, itemPath, steps } from '#shared/casebook/path'
import type { Entry } from '#shared/change/change'
import { parseDecimal } from '#shared/quantity/decimal'
import type { CodeListDef } from '#shared/study/definition'
import type { LogColumn } from '#shared/study/log-definition'

/** A record of a log with its number: its place in the order of making, which no withdrawal changes. */
export interface LogRecord {
  readonly form: FormPath
  readonly number: number
  readonly withdrawn: boolean
}

/** Every record of a log form, first made first; those without any entry that counts are left out. */
export function recordsOf(casebook: Casebook, event: string, form: string): readonly LogRecord[] {
  return [...casebook.forms.values()]
    .filter(
      (state) =>
        isOf(state, event, form) && (state.status !== undefined || [...state.items.values()].some(holdsSomething)),
    )
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, withdrawn }, i) => ({ form: path, number: i + 1, withdrawn: withdrawn.includes(path) }))
}

function isOf({ path }: FormState, event: string, form: string): boolean {
  const [own, other] = steps(path)
  return own?.oid === event && other?.oid === form
}

export interface SortBy {
  readonly column: LogColumn
  readonly down: boolean
}

/**
 * Records sorted by what stands in a column: codes in the order of their list, numbers by value, the rest as text, which
 * for dates is their order. What is not entered stays behind, whichever way it is sorted.
 */
export function sorted(
  records: readonly FormPath[],
  casebook: Casebook,
  { column, down }: SortBy,
  codeList: CodeListDef | undefined,
): readonly FormPath[] {
  const keyOf = (form: FormPath): string | number | undefined => {
    const path = itemPath(groupPath(form, { oid: column.group.oid }), column.item.oid)
    return sortKey(casebook.forms.get(form)?.items.get(path)?.value, column, codeList)
  }
  const keyed = records.map((form) => ({ form, key: keyOf(form) }))
  const entered = keyed.filter(({ key }) => key !== undefined)
  const sign = down ? -1 : 1
  return [...entered.sort((a, b) => sign * compare(a.key, b.key)), ...keyed.filter(({ key }) => key === undefined)].map(
    ({ form }) => form,
  )
}

function sortKey(
  entry: Entry | undefined,
  { item }: LogColumn,
  codeList: CodeListDef | undefined,
): string | number | undefined {
  if (entry?.state !== 'value') return undefined
  switch (item.type) {
    case 'integer':
    case 'decimal':
      return parseDecimal((entry.canonical?.value ?? entry.text).replace(',', '.').replace(/^[<>≤≥=]+/, ''))?.toNumber()
    case 'code':
      return codeList?.codes.findIndex(({ code }) => code === entry.text)
    case 'text':
    case 'date':
    case 'time':
    case 'datetime':
    case 'multi':
    case 'calculated':
      return entry.text.toLocaleLowerCase()
  }
}

const compare = (a: string | number | undefined, b: string | number | undefined): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b))
