import { utf8ToBytes } from '@noble/hashes/utils.js'

/**
 * Comma-separated tables: RFC 4180 with CRLF, every row as wide as the header. A spreadsheet runs a cell that begins
 * with one of = + - @ TAB CR, so such a text gets an apostrophe in front, as does a text that would otherwise read like
 * one that got it. Plain numbers such as -5 stay numbers. `readCsv` takes the apostrophe off again; another reader does
 * so with: drop the first character of a cell that matches `^'+[=+\-@\t\r]`.
 */
export interface Table {
  /** Name of the file without its ending. */
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const plainNumber = /^-[0-9]+([.,][0-9]+)?$/
const runsInSpreadsheet = /^'*[=+\-@\t\r]/
const wasGuarded = /^'+[=+\-@\t\r]/
const needsQuotes = /[",\r\n]|^\s|\s$/

const guard = (text: string): string => (runsInSpreadsheet.test(text) && !plainNumber.test(text) ? `'${text}` : text)
const unguard = (cell: string): string => (wasGuarded.test(cell) ? cell.slice(1) : cell)

const writeCell = (text: string): string => {
  if (isPlain(text)) return text
  const cell = guard(text)
  return needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** Cells that stand side by side in row after row: looked at and written once. */
export class Run {
  readonly text: string

  constructor(readonly cells: readonly string[]) {
    this.text = written(cells)
  }
}

/** A row: cells, and runs of cells that it has in common with others. */
export type Row = readonly (string | Run)[]

/** Every cell of a row by itself. */
export const cellsOf = (row: Row): readonly string[] =>
  row.flatMap((cell) => (typeof cell === 'string' ? cell : cell.cells))

/** One row as it stands in a file, with its end. */
export const writeRow = (row: Row): string => `${written(row)}\r\n`

function written(row: Row): string {
  let text = ''
  let comma = ''
  for (const cell of row) {
    text += comma + (typeof cell === 'string' ? writeCell(cell) : cell.text)
    comma = ','
  }
  return text
}

/** Whether a cell surely reads as it is to be written. Most do, and looking sign by sign is faster than a pattern. */
function isPlain(cell: string): boolean {
  const { length } = cell
  if (length === 0) return true
  const first = cell.charCodeAt(0)
  if (mayAsk(first) || (first <= LAST_RUNNING && RUNNING.includes(first))) return false
  for (let at = 0; at < length; at++) {
    const sign = cell.charCodeAt(at)
    if (sign <= COMMA && (sign === COMMA || sign === QUOTE || sign === CR || sign === LF)) return false
  }
  return !mayAsk(cell.charCodeAt(length - 1))
}

const QUOTE = 34
const COMMA = 44
const CR = 13
const LF = 10
/** Signs that no cell may begin with unguarded: ' = + - @ */
const RUNNING: readonly number[] = [39, 61, 43, 45, 64]
const LAST_RUNNING = 64

/** White space, or a sign beyond ASCII that may be: at the ends of a cell patterns look closer. */
const mayAsk = (sign: number): boolean => sign <= 32 || sign > 126

/** Tells a spreadsheet at the start of a file that it is UTF-8. */
export const UTF8_MARK = '\ufeff'

/** One table as a file's bytes: UTF-8, with the mark that tells a spreadsheet so unless `mark` is false. */
export function writeCsv(table: Table, options: { readonly mark?: boolean } = {}): Uint8Array {
  const mark = options.mark === false ? '' : UTF8_MARK
  return utf8ToBytes(mark + [table.columns, ...table.rows].map(writeRow).join(''))
}

/** Reads back what `writeCsv` wrote. Throws on text that is no such table: what comes from elsewhere is parsed elsewhere. */
export function readCsv(name: string, text: string): Table {
  const [columns, ...rows] = records(text.startsWith('\ufeff') ? text.slice(1) : text)
  if (!columns) throw new SyntaxError(`${name}: no header`)
  const odd = rows.findIndex((row) => row.length !== columns.length)
  if (odd >= 0) throw new SyntaxError(`${name}: row ${odd + 1} is not as wide as the header`)
  return { name, columns, rows }
}

function records(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedEnd(text, at) : plainEnd(text, at)
    const raw = text.slice(at, cell)
    row.push(unguard(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw))
    if (text[cell] === ',') {
      at = cell + 1
      continue
    }
    if (!text.startsWith('\r\n', cell)) throw new SyntaxError(`a cell ends badly at character ${cell}`)
    rows.push(row)
    row = []
    at = cell + 2
  }
  if (row.length > 0) throw new SyntaxError('the last row has no end')
  return rows
}

function plainEnd(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at] !== ',' && text[at] !== '\r') at++
  return at
}

function quotedEnd(text: string, from: number): number {
  let at = from + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) throw new SyntaxError(`a quoted cell that begins at character ${from} has no end`)
    if (text[quote + 1] !== '"') return quote + 1
    at = quote + 2
  }
}
