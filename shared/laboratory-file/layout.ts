import type { SheetRow } from '../sheet/sheet'
import { isDay, readDay } from './days'
import { plainName } from './names'
import { readResult } from './numbers'
import { looksLikeRange } from './ranges'
import { looksLikeUnit } from './units'

/** One result as it stands in a file, word for word; what the file does not say is empty. */
export interface FoundResult {
  readonly line: number
  readonly name: string
  readonly value: string
  readonly unit: string
  readonly range: string
  readonly day: string
  /** What the spreadsheet shows may be other than what the laboratory wrote. */
  readonly isDoubtful: boolean
}

type Role = 'name' | 'value' | 'unit' | 'range' | 'low' | 'high' | 'day'

/** What laboratories call their columns, as `plainName` writes it. */
const headings: Readonly<Record<Role, readonly string[]>> = {
  name: [
    ...[
      'analyte',
      'test',
      'test name',
      'name',
      'parameter',
      'analysis',
      'examination',
      'component',
      'lbtest',
      'lbtestcd',
    ],
    ...[
      'analyse',
      'analyses',
      'examen',
      'parametre',
      'nom',
      'libelle',
      'dosage',
      'analys',
      'undersokning',
      'prov',
      'komponent',
    ],
  ],
  value: [
    'result',
    'results',
    'value',
    'lborres',
    'resultat',
    'resultats',
    'valeur',
    'valeurs',
    'svar',
    'varde',
    'provsvar',
  ],
  unit: ['unit', 'units', 'lborresu', 'unite', 'unites', 'enhet', 'u'],
  range: [
    ...['range', 'reference range', 'reference', 'reference interval', 'normal range', 'ref', 'ref range', 'limits'],
    ...[
      'normes',
      'norme',
      'valeurs de reference',
      'valeur de reference',
      'intervalle de reference',
      'valeurs usuelles',
      'bornes',
    ],
    ...['referensintervall', 'referens', 'ref intervall'],
  ],
  low: [
    'low',
    'lln',
    'lower limit',
    'min',
    'lbornrlo',
    'ref low',
    'borne inf',
    'borne inferieure',
    'lagre gräns',
    'nedre grans',
  ],
  high: ['high', 'uln', 'upper limit', 'max', 'lbornrhi', 'ref high', 'borne sup', 'borne superieure', 'ovre grans'],
  day: [
    ...[
      'date',
      'sample date',
      'collection date',
      'collected',
      'date time',
      'lbdtc',
      'drawn',
      'sampled',
      'specimen date',
    ],
    ...[
      'date de prelevement',
      'date du prelevement',
      'preleve le',
      'prelevement',
      'datum',
      'provdatum',
      'provtagningsdatum',
      'provtagning',
    ],
  ],
}

const roles: ReadonlyMap<string, Role> = new Map(
  (['name', 'value', 'unit', 'range', 'low', 'high', 'day'] as const).flatMap((role) =>
    headings[role].map((heading) => [heading, role] as const),
  ),
)

type Columns = Readonly<Partial<Record<Role, number>>>

/** Further down no head of a table stands. */
const LOOKED_AT = 40

/**
 * Finds the results in rows of cells, however they are laid out: one a line, one a line with a column a day, one sample a
 * line with a column an analyte, each with or without a head; lines of words with a number. `isName` knows the names of
 * analytes. Whatever is no result (addresses, titles, remarks) is left out.
 */
export function resultsIn(rows: readonly SheetRow[], isName: (text: string) => boolean): readonly FoundResult[] {
  const cells = rows.map((row) => (row.cells.length === 1 ? { ...row, cells: wordsOf(row.cells[0] ?? '') } : row))
  for (const [at, head] of cells.slice(0, LOOKED_AT).entries()) {
    const below = cells.slice(at + 1)
    const columns = columnsOf(head.cells)
    const days = head.cells.flatMap((cell, column) => (isDay(cell) ? [column] : []))
    if (columns.name !== undefined && columns.value !== undefined) return oneALine(below, columns)
    if (columns.name !== undefined && days.length > 0) return aColumnADay(below, head, columns, days)
    const analytes = head.cells.flatMap((cell, column) => (isName(nameOf(cell).name) ? [column] : []))
    if (analytes.length > 1) return aLineASample(below, head, columns, analytes)
    if (
      days.length > 0 &&
      below.some((row) => isName(nameOf(row.cells[0] ?? '').name)) &&
      !isResult(head.cells, isName)
    )
      return aColumnADay(below, head, { ...columns, name: 0 }, days)
  }
  return oneALine(cells, columnsByContent(cells, isName))
}

const isResult = (cells: readonly string[], isName: (text: string) => boolean): boolean =>
  cells.some((cell) => isName(nameOf(cell).name))

/** The first column of each heading. */
function columnsOf(head: readonly string[]): Columns {
  const columns: Partial<Record<Role, number>> = {}
  head.forEach((cell, at) => {
    const role = roles.get(plainName(cell))
    if (role !== undefined) columns[role] ??= at
  })
  return columns
}

/** Without a head the columns are told by what stands in them; names are told by being known. */
function columnsByContent(rows: readonly SheetRow[], isName: (text: string) => boolean): Columns {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length))
  const most = (fits: (cell: string) => boolean, without: readonly (number | undefined)[], from = 0) => {
    let best: { readonly at: number; readonly count: number } | undefined
    for (let at = from; at < width; at++) {
      if (without.includes(at)) continue
      const count = rows.filter(({ cells }) => fits(cells[at] ?? '')).length
      if (count > (best?.count ?? 0)) best = { at, count }
    }
    return best?.at
  }
  const name = most((cell) => isName(nameOf(cell).name), [])
  if (name === undefined) return {}
  const day = most(isDay, [name])
  const range = most(looksLikeRange, [name, day])
  const value = most(isNumber, [name, day, range], name + 1)
  const unit = most((cell) => cell !== '' && looksLikeUnit(cell), [name, day, range, value])
  return {
    name,
    ...(day !== undefined && { day }),
    ...(range !== undefined && { range }),
    ...(value !== undefined && { value }),
    ...(unit !== undefined && { unit }),
  }
}

const isNumber = (cell: string): boolean => readResult(cell, undefined).kind !== 'none'

function oneALine(rows: readonly SheetRow[], columns: Columns): readonly FoundResult[] {
  return rows.flatMap((row) => found(row, columns, columns.value) ?? [])
}

function aColumnADay(rows: readonly SheetRow[], head: SheetRow, columns: Columns, days: readonly number[]) {
  const rest = columnsByContent(rows, () => false)
  return rows.flatMap((row) =>
    days.flatMap((column) => {
      const one = found(row, { ...rest, ...columns }, column)
      return one ? [{ ...one, day: head.cells[column] ?? '' }] : []
    }),
  )
}

function aLineASample(rows: readonly SheetRow[], head: SheetRow, columns: Columns, analytes: readonly number[]) {
  // A line of units may stand below the names.
  const [first] = rows
  const units = first && analytes.filter((at) => looksLikeUnit(first.cells[at] ?? '')).length * 2 > analytes.length
  const day = columns.day ?? dayColumn(rows)
  return rows.slice(units ? 1 : 0).flatMap((row) =>
    analytes.flatMap((at): readonly FoundResult[] => {
      const value = row.cells[at] ?? ''
      if (value === '') return []
      const { name, unit } = nameOf(head.cells[at] ?? '')
      const said = units ? (first.cells[at] ?? '') : unit
      const on = day === undefined ? '' : (row.cells[day] ?? '')
      return [{ line: row.line, name, value, unit: said, range: '', day: on, isDoubtful: row.doubtful.includes(at) }]
    }),
  )
}

const dayColumn = (rows: readonly SheetRow[]): number | undefined => {
  const at = rows[0]?.cells.findIndex(isDay) ?? -1
  return at < 0 ? undefined : at
}

/** The result of a line; undefined where it has no name or no value. */
function found(row: SheetRow, columns: Columns, value: number | undefined): FoundResult | undefined {
  const cell = (at: number | undefined) => (at === undefined ? '' : (row.cells[at] ?? ''))
  const { name, unit } = nameOf(cell(columns.name))
  const text = cell(value)
  // `Sampled 2026-03-04` is about the report.
  if (name === '' || text === '' || roles.has(plainName(name))) return undefined
  const [low, high] = [cell(columns.low), cell(columns.high)]
  const range =
    low !== '' && high !== '' ? `${low} - ${high}` : low !== '' ? `>= ${low}` : high !== '' ? `<= ${high}` : ''
  return {
    line: row.line,
    name,
    value: text,
    unit: cell(columns.unit) || unit,
    range: cell(columns.range) || range,
    day: cell(columns.day),
    isDoubtful: value !== undefined && row.doubtful.includes(value),
  }
}

/** `Haemoglobin (g/dL)`, `Hb [g/L]`: a name, and the unit that it says. */
function nameOf(cell: string): { readonly name: string; readonly unit: string } {
  const [, name = '', unit = ''] = /^(.*?)\s*[([]([^()[\]]+)[)\]]\s*$/s.exec(cell) ?? []
  return name !== '' && looksLikeUnit(unit) ? { name, unit } : { name: cell.replace(/\s*[:=]\s*$/, ''), unit: '' }
}

/** A line of words as cells: a name, a number behind it, a unit and a range where they follow. */
function wordsOf(line: string): readonly string[] {
  const [, name, value, rest = ''] =
    /^(\p{L}[^:=]*?)\s*[:=]?\s+((?:<=|>=|<|>|≤|≥)?\s*\d[\d.,]*)(?=\s|$)\s*(.*)$/u.exec(line) ?? []
  if (name === undefined || value === undefined) return [line]
  const [, unit = '', range = ''] = /^([^\s([]*(?:\s24\s?h)?)\s*(.*)$/.exec(rest) ?? []
  return looksLikeRange(unit) ? [name, value, '', rest] : [name, value, unit, range]
}

/** The day that a line of a report says for all of it, where no result has one: `Sampled 2026-03-04`. */
export function dayOfReport(rows: readonly SheetRow[]): string {
  for (const { cells } of rows.slice(0, LOOKED_AT)) {
    const at = cells.findIndex((cell) => roles.get(plainName(cell)) === 'day')
    const beside = cells[at + 1] ?? ''
    if (at >= 0 && readDay(beside, undefined).kind !== 'unread' && beside !== '') return beside
    for (const cell of cells) {
      const [, heading = '', day = ''] = /^([^:\d]+?)\s*:?\s+(\d.*)$/.exec(cell) ?? []
      if (roles.get(plainName(heading)) === 'day' && isDay(day)) return day
    }
  }
  return ''
}
