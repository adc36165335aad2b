import { analyteNamed } from '../clinical/chemistry/analytes'
import type { Row as CaseRow } from '../clinical/dose-gate/case-rows'
import type { UnitDef } from '../study/definition'
import type { ReadItem } from '../casebook/read-item'
import type { ReadRow, Reading } from './reading'

/** What stands in place of a value when there is none. */
const NONE = new Set(['', 'ND', 'UNK', 'NA', 'NAV', 'MASK'])

const millimetres: readonly UnitDef[] = [
  { unit: 'mm', factor: '1' },
  { unit: 'cm', factor: '10' },
]
const activity = analyteNamed('activity')?.units ?? []
/** Units of items that are no analytes, as their forms have them. */
const itemUnits: Readonly<Record<string, readonly UnitDef[]>> = {
  ...{ PPACT: activity, PPCUM: activity, LUPRESC: activity, LUACTNET: activity },
  ...{ TRLDIAM: millimetres },
}

/** The rows of a qualification case, read as the engine reads a casebook. */
export function caseReading(rows: readonly CaseRow[]): Reading {
  const byForm = new Map<string, ReadRow[]>()
  rows.forEach((row, index) => {
    const read = readRow(row, index)
    const own = byForm.get(row.form)
    if (own) own.push(read)
    else byForm.set(row.form, [read])
  })
  return { rows: (form) => byForm.get(form) ?? [] }
}

const readRow = ({ form, date, course, items }: CaseRow, index: number): ReadRow => ({
  form,
  at: `${form}:${index}`,
  visit: date?.trim() ? { text: date } : undefined,
  item(name): ReadItem | undefined {
    const item = items[name]
    if (item === undefined && name === 'LUCOURSE' && course) return { text: course }
    if (typeof item === 'string') return known({ text: item })
    if (!item) return undefined
    if (item.contested) return 'contested'
    const { value, unit, lln, uln } = item
    return known({
      text: value ?? '',
      unit: unit?.trim() || undefined,
      lln: lln?.trim() || undefined,
      uln: uln?.trim() || undefined,
      units: itemUnits[name],
    })
  },
})

/** Longer than anything a source holds as a number, a date or a code; what is longer is no value of any. */
const MOST_CHARACTERS = 2_000

const known = (item: Exclude<ReadItem, 'contested'>): ReadItem | undefined =>
  NONE.has(item.text.trim()) || item.text.length > MOST_CHARACTERS ? undefined : item
