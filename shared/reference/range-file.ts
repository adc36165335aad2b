import { cellsIn } from '../clinical/ctcae/published/cells'
import { plainUnit } from '../clinical/ctcae/units'
import { PartialDate } from '../partial-date'
import { parseDecimal } from '../quantity/decimal'
import type { CompiledStudy } from '../study/compile'
import type { CodeListDef, LocalText } from '../study/definition'
import type { RangeOfLaboratoryDef } from '../study/limits-definition'
import { type LaboratoryResult, laboratoryResults } from './range-faults'

/** The columns of a file of ranges, in the order in which one is written. */
export const RANGE_COLUMNS = [
  'laboratory',
  'analyte',
  'unit',
  'sex',
  'age_from',
  'age_below',
  'valid_from',
  'valid_to',
  'lln',
  'uln',
] as const
export type RangeColumn = (typeof RANGE_COLUMNS)[number]

/** Columns that a file may do without. */
const OPTIONAL: readonly RangeColumn[] = ['sex', 'age_from', 'age_below', 'valid_to']

/** A cell that says nothing Tracer knows: the line of the file from 1, its column, and what stood there. */
export interface CellFault {
  readonly line: number
  readonly column: RangeColumn
  readonly found: string
}

export type RangeFile =
  | { readonly kind: 'not-ranges'; readonly missing: readonly RangeColumn[] }
  | {
      readonly kind: 'ranges'
      /** Every line that could be read, with its place in the file. */
      readonly read: readonly { readonly line: number; readonly range: RangeOfLaboratoryDef }[]
      readonly faults: readonly CellFault[]
    }

/**
 * Reads ranges as laboratories hand them on: parted by commas, semicolons or tabs, decimals with a point or a comma, days
 * as ISO 8601. A laboratory and an analyte are named by their code or by any of their labels, a unit however it is spelled.
 */
export function readRangeFile(study: CompiledStudy, text: string): RangeFile {
  const [head = [], ...rows] = cellsIn(text.replace(/^\uFEFF/, ''))
  const names = head.map((name) => name.trim().toLowerCase().replaceAll(' ', '_'))
  const missing = RANGE_COLUMNS.filter((column) => !names.includes(column) && !OPTIONAL.includes(column))
  if (missing.length > 0) return { kind: 'not-ranges', missing }
  const results = laboratoryResults(study)
  const lines = rows.flatMap((cells, i) => {
    if (cells.every((cell) => cell.trim() === '')) return []
    const cell = (column: RangeColumn) => cells[names.indexOf(column)] ?? ''
    return [{ line: i + 2, ...readRange(results, cell) }]
  })
  return {
    kind: 'ranges',
    read: lines.flatMap(({ line, range }) => (range ? [{ line, range }] : [])),
    faults: lines.flatMap(({ line, faults }) => faults.map((fault) => ({ line, ...fault }))),
  }
}

type Results = ReadonlyMap<string, LaboratoryResult>

/** A range as its cells say it, or the cells that cannot be read. */
interface RangeReading {
  readonly range: RangeOfLaboratoryDef | undefined
  readonly faults: readonly Omit<CellFault, 'line'>[]
}

/** Reads one range from what stands in each column. */
export function readRange(results: Results, cell: (column: RangeColumn) => string): RangeReading {
  const faults: Omit<CellFault, 'line'>[] = []
  /** What a cell says; an empty one says nothing, and one that cannot be read is a fault. */
  const read = <T>(column: RangeColumn, as: (text: string) => T | undefined, needed = false): T | undefined => {
    const found = cell(column).trim()
    const said = found === '' ? undefined : as(found)
    if (said === undefined && (needed || found !== '')) faults.push({ column, found })
    return said
  }
  const item = read('analyte', (text) => analyteNamed(results, text), true)
  const result = results.get(item ?? '')
  const laboratory = read('laboratory', (text) => laboratoryNamed(result?.laboratories, text), true)
  const units = result?.def.units ?? []
  const unit = read('unit', (text) => units.find((one) => plainUnit(one.unit) === plainUnit(text))?.unit ?? text, true)
  const sex = read('sex', sexNamed)
  const fromAge = read('age_from', wholeAge)
  const belowAge = read('age_below', wholeAge)
  const from = read('valid_from', day, true)
  const until = read('valid_to', day)
  const low = read('lln', number)
  const high = read('uln', number)
  if (faults.length > 0 || item === undefined || laboratory === undefined || unit === undefined || from === undefined)
    return { range: undefined, faults }
  const range: RangeOfLaboratoryDef = {
    ...{ laboratory, item, unit, from },
    ...(sex !== undefined && sex !== 'both' && { sex }),
    ...(fromAge !== undefined && { fromAge }),
    ...(belowAge !== undefined && { belowAge }),
    ...(until !== undefined && { until }),
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
  }
  return { range, faults }
}

const same = (a: string, b: string): boolean => a.localeCompare(b, 'en', { sensitivity: 'base' }) === 0

const called = (text: LocalText, name: string): boolean =>
  [text.en, text.fr, text.sv].some((label) => label !== undefined && same(label, name))

const analyteNamed = (results: Results, name: string): string | undefined =>
  [...results.values()].find(({ def }) => same(def.oid, name) || called(def.label, name))?.def.oid

const laboratoryNamed = (list: CodeListDef | undefined, name: string): string | undefined =>
  list === undefined ? name : list.codes.find(({ code, text }) => same(code, name) || called(text, name))?.code

function sexNamed(text: string): 'F' | 'M' | 'both' | undefined {
  const word = text.toLowerCase()
  if (['f', 'female', 'w', 'women', 'femme'].includes(word)) return 'F'
  if (['m', 'male', 'men', 'h', 'homme'].includes(word)) return 'M'
  return ['both', 'all', 'tous', 'b'].includes(word) ? 'both' : undefined
}

const wholeAge = (text: string): number | undefined =>
  /^\d{1,3}$/.test(text) && Number(text) <= 150 ? Number(text) : undefined

const day = (text: string): string | undefined => (PartialDate.parse(text)?.exact ? text : undefined)

const number = (text: string): string | undefined => parseDecimal(text.replace(',', '.'))?.toFixed()

/** A range as its cells: read again it is the same. */
export const cellsOf = (range: RangeOfLaboratoryDef): Readonly<Record<RangeColumn, string>> => ({
  laboratory: range.laboratory,
  analyte: range.item,
  unit: range.unit,
  sex: range.sex ?? '',
  age_from: range.fromAge === undefined ? '' : String(range.fromAge),
  age_below: range.belowAge === undefined ? '' : String(range.belowAge),
  valid_from: range.from,
  valid_to: range.until ?? '',
  lln: range.low ?? '',
  uln: range.high ?? '',
})

/** Ranges as such a file, to be changed in a spreadsheet and read again. */
export const writeRangeFile = (ranges: readonly RangeOfLaboratoryDef[]): string =>
  [
    [...RANGE_COLUMNS],
    ...ranges.map((range) => {
      const cells = cellsOf(range)
      return RANGE_COLUMNS.map((column) => cells[column])
    }),
  ]
    .map((cells) => cells.map(quoted).join(','))
    .join('\r\n')
    .concat('\r\n')

const quoted = (cell: string): string => (/[",\r\n;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
