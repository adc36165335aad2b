import { type DictionaryTerm, dictionary, termNamed } from '../dictionary'
import { cellsIn } from './cells'
import { type PublishedTable, type PublishedTerm, TABLE_LIMITS } from './table'

/** The columns that are read, whatever they are called. */
export type TableColumn = 'soc' | 'term' | 'code' | GradeColumn | 'definition' | 'note'
type GradeColumn = `grade${1 | 2 | 3 | 4 | 5}`

/** Why a file is not looked at row by row. */
export type NotATable =
  | { readonly reason: 'empty' }
  | { readonly reason: 'too-large' }
  /** No line that names the columns: those of `missing` were found nowhere. */
  | { readonly reason: 'no-columns'; readonly missing: readonly TableColumn[] }
  /** Too few of its rows are terms of CTCAE 5.0: another version, or another table. */
  | { readonly reason: 'another-table'; readonly rows: number; readonly known: number }

/** What is wrong with one row, and where. `found` is what stands there, shortened. */
export interface RowProblem {
  /** Counted from 1 as a spreadsheet counts; undefined when the row is not there. */
  readonly row: number | undefined
  readonly term: string
  readonly column: TableColumn
  readonly reason:
    | 'unknown-term'
    | 'term-missing'
    | 'term-twice'
    | 'other-class'
    | 'not-a-code'
    | 'code-twice'
    | 'grade-missing'
    | 'no-such-grade'
    | 'too-long'
  readonly found: string
  /** What should stand there, or the row that says the same, where that can be told. */
  readonly expected?: string
}

export interface TableCounts {
  readonly rows: number
  /** Terms of the dictionary that were found; all of them are `dictionary.length`. */
  readonly terms: number
  readonly classes: number
  readonly grades: number
  readonly definitions: number
}

export type TableReading =
  | { readonly kind: 'not-a-table'; readonly why: NotATable }
  | {
      readonly kind: 'read'
      readonly counts: TableCounts
      /** Columns of the file that are left out. */
      readonly leftOut: readonly string[]
      readonly problems: readonly RowProblem[]
      /** There only when nothing is wrong: a table is loaded whole or not at all. */
      readonly table: PublishedTable | undefined
    }

const names: { readonly [Column in TableColumn]: RegExp } = {
  soc: /^(soc|meddrasoc|systemorganclass)$/,
  term: /^(term|ctcae(v5\d*)?term)$/,
  code: /^(code|meddra(v\d+)?code)$/,
  grade1: /^grade1$/,
  grade2: /^grade2$/,
  grade3: /^grade3$/,
  grade4: /^grade4$/,
  grade5: /^grade5$/,
  definition: /^(ctcaeterm)?definition$/,
  note: /^(navigational)?notes?$/,
}
const COLUMNS: readonly TableColumn[] = [
  'soc',
  'term',
  'code',
  'grade1',
  'grade2',
  'grade3',
  'grade4',
  'grade5',
  'definition',
  'note',
]
const GRADES = [1, 2, 3, 4, 5] as const

/** A title may stand above the names of the columns; further down they are not looked for. */
const HEAD_WITHIN = 10
/** Below this share of the dictionary's terms it is another table, and its rows are not worth a sentence each. */
const SAME_TABLE = 0.8

const plain = (cell: string): string => cell.replace(/\s+/g, ' ').trim()
const nameOf = (cell: string): string => cell.toLowerCase().replace(/[^a-z0-9]/g, '')
const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text)
/** The published table prints a dash where there is no grade. */
const said = (cell: string): string => (/^[-–—]*$/.test(cell) ? '' : cell)
const likeOurs = (text: string): string => text.replace(/[–—]/g, '-').replace(/[‘’]/g, "'")

/** One row as it was read: what stands in each column, white space collapsed. */
interface Row {
  readonly number: number
  readonly cells: Readonly<Record<TableColumn, string>>
  readonly known: DictionaryTerm | undefined
}

/** Reads the published table from a text as people hand it on, parted by tabs, semicolons or commas. */
export function readPublishedText(text: string): TableReading {
  if (text.length > TABLE_LIMITS.text) return { kind: 'not-a-table', why: { reason: 'too-large' } }
  return readPublishedTable(cellsIn(text.startsWith('\ufeff') ? text.slice(1) : text))
}

/**
 * Reads the published table from its cells, under the names of columns that NCI's spreadsheet or a plain copy of it has,
 * and holds every row against the dictionary: its term, its class, which grades exist. Says everything that is wrong;
 * gives a table only when nothing is.
 */
export function readPublishedTable(cells: readonly (readonly string[])[]): TableReading {
  if (cells.every((row) => row.every((cell) => plain(cell) === '')))
    return { kind: 'not-a-table', why: { reason: 'empty' } }
  const head = headOf(cells)
  if ('missing' in head) return { kind: 'not-a-table', why: { reason: 'no-columns', missing: head.missing } }
  const rows = cells.flatMap((row, i) =>
    i > head.at && row.some((cell) => plain(cell) !== '') ? [rowOf(row, i, head)] : [],
  )
  const known = new Set(rows.flatMap((row) => row.known ?? []))
  if (known.size < dictionary.length * SAME_TABLE)
    return { kind: 'not-a-table', why: { reason: 'another-table', rows: rows.length, known: known.size } }
  const problems = [...rows.flatMap(rowProblems), ...repetitions(rows), ...absent(known)]
  const leftOut = (cells[head.at] ?? []).map(plain).filter((name, i) => name !== '' && !head.columns.has(i))
  const table = problems.length === 0 ? tableOf(rows) : undefined
  return { kind: 'read', counts: countsOf(rows, known), leftOut, problems, table }
}

interface Head {
  readonly at: number
  /** Which column of the file is which of ours. */
  readonly columns: ReadonlyMap<number, TableColumn>
}

/** The line that names the most of our columns. Definition and note may be left out. */
function headOf(cells: readonly (readonly string[])[]): Head | { readonly missing: readonly TableColumn[] } {
  const heads = cells.slice(0, HEAD_WITHIN).map((row, at): Head => {
    const columns = new Map<number, TableColumn>()
    for (const column of COLUMNS) {
      const found = row.findIndex((cell, i) => !columns.has(i) && names[column].test(nameOf(cell)))
      if (found >= 0) columns.set(found, column)
    }
    return { at, columns }
  })
  const [first, ...others] = heads
  if (!first) return { missing: COLUMNS }
  const best = others.reduce((most, head) => (head.columns.size > most.columns.size ? head : most), first)
  const has = new Set(best.columns.values())
  const missing = COLUMNS.filter((column) => !has.has(column) && column !== 'definition' && column !== 'note')
  return missing.length === 0 ? best : { missing }
}

function rowOf(row: readonly string[], index: number, { columns }: Head): Row {
  const cells: Record<TableColumn, string> = {
    ...{ soc: '', term: '', code: '', grade1: '', grade2: '', grade3: '', grade4: '', grade5: '' },
    ...{ definition: '', note: '' },
  }
  for (const [i, column] of columns) cells[column] = said(plain(row[i] ?? ''))
  return { number: index + 1, cells, known: termNamed(likeOurs(cells.term)) }
}

function rowProblems({ number, cells, known }: Row): readonly RowProblem[] {
  const problem = (column: TableColumn, reason: RowProblem['reason'], expected?: string): RowProblem => ({
    ...{ row: number, term: shortened(known?.term ?? cells.term), column, reason, found: shortened(cells[column]) },
    ...(expected !== undefined && { expected }),
  })
  if (!known) return [problem('term', 'unknown-term')]
  const same = likeOurs(cells.soc).toLowerCase() === known.systemOrganClass.toLowerCase()
  return [
    ...(same ? [] : [problem('soc', 'other-class', known.systemOrganClass)]),
    ...(/^[0-9]{8}$/.test(cells.code) ? [] : [problem('code', 'not-a-code')]),
    ...GRADES.flatMap((grade) => {
      const column = `grade${grade}` as const
      if (known.grades.includes(grade)) return cells[column] === '' ? [problem(column, 'grade-missing')] : []
      return cells[column] === '' ? [] : [problem(column, 'no-such-grade')]
    }),
    ...COLUMNS.flatMap((column) => (cells[column].length > TABLE_LIMITS.cell ? [problem(column, 'too-long')] : [])),
  ]
}

/** A term or a code that two rows have: each row after the first is named, with the row it repeats. */
function repetitions(rows: readonly Row[]): readonly RowProblem[] {
  const terms = new Map<DictionaryTerm, number>()
  const codes = new Map<string, number>()
  return rows.flatMap(({ number, cells, known }) => {
    if (!known) return []
    const problem = (column: 'term' | 'code', reason: RowProblem['reason'], first: number | undefined): RowProblem[] =>
      first === undefined
        ? []
        : [{ row: number, term: known.term, column, reason, found: cells[column], expected: String(first) }]
    const term = terms.get(known)
    const code = codes.get(cells.code)
    if (term === undefined) terms.set(known, number)
    if (code === undefined && cells.code !== '') codes.set(cells.code, number)
    // A row that is there twice repeats its code as well; saying so once is enough.
    return term === undefined ? problem('code', 'code-twice', code) : problem('term', 'term-twice', term)
  })
}

const absent = (known: ReadonlySet<DictionaryTerm>): readonly RowProblem[] =>
  dictionary
    .filter((term) => !known.has(term))
    .map(({ term }) => ({ row: undefined, term, column: 'term', reason: 'term-missing', found: '' }))

const countsOf = (rows: readonly Row[], known: ReadonlySet<DictionaryTerm>): TableCounts => ({
  rows: rows.length,
  terms: known.size,
  classes: new Set([...known].map(({ systemOrganClass }) => systemOrganClass)).size,
  grades: rows.reduce((sum, { cells }) => sum + GRADES.filter((grade) => cells[`grade${grade}`] !== '').length, 0),
  definitions: rows.filter(({ cells }) => cells.definition !== '').length,
})

function tableOf(rows: readonly Row[]): PublishedTable {
  const byTerm = new Map(rows.map((row) => [row.known, row.cells]))
  return {
    format: 1,
    terms: dictionary.flatMap((known): PublishedTerm[] => {
      const cells = byTerm.get(known)
      if (!cells) return []
      return [
        {
          term: known.term,
          code: cells.code,
          grades: Object.fromEntries(known.grades.map((grade) => [grade, cells[`grade${grade}`]])),
          ...(cells.definition !== '' && { definition: cells.definition }),
          ...(cells.note !== '' && { note: cells.note }),
        },
      ]
    }),
  }
}
