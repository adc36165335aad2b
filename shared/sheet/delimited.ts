import { SHEET_LIMITS, type SheetLimits, SheetRefused, type SheetRow } from './sheet'

/**
 * The rows of a text whose cells are parted by tabs, semicolons, bars or commas, by whichever of them its lines have;
 * else by two or more spaces, as reports are printed. Blank rows are none. Read one by one, so that a file that goes
 * beyond the limits ends there. Throws `SheetRefused`.
 */
export function* delimitedRows(text: string, limits: SheetLimits = SHEET_LIMITS): Generator<SheetRow> {
  yield* new DelimitedReader(limits).read(text, true)
}

/** Characters of a row at most; no row of fewer than its columns allow comes near. */
const LONGEST_ROW = 8_000_000

/** The same, of a text that comes piece by piece: no more of it is held than a row. */
export class DelimitedReader {
  #rest = ''
  #enough = LOOKED_FAR
  #separator: { readonly sign: string | undefined } | undefined
  #line = 1
  #rows = 0
  #first = true

  constructor(private readonly limits: SheetLimits) {}

  /** The rows that the next piece completes; all that is left with the last one. */
  *read(piece: string, last: boolean): Generator<SheetRow> {
    if (piece.includes('\u0000')) throw new SheetRefused('not-text')
    this.#rest += this.#first && piece.startsWith('\ufeff') ? piece.slice(1) : piece
    this.#first &&= piece === ''
    if (!last && this.#rest.length < this.#enough) return
    const body = this.#rest
    const { sign } = (this.#separator ??= { sign: separatorOf(body) })
    let at = 0
    while (at < body.length) {
      const read = sign === undefined ? printedRow(body, at) : partedRow(body, at, sign, this.#line, this.limits, last)
      // The last row of a piece may go on in the next one.
      if (!read || (!last && read.end >= body.length)) break
      const row = this.rowOf(read.cells)
      if (row) yield row
      this.#line += read.lines
      at = read.end
    }
    this.#rest = body.slice(at)
    if (this.#rest.length > LONGEST_ROW) throw new SheetRefused('cell-too-long', this.#line)
    // A row that has not ended is looked at again when there is twice as much of it: time stays linear in its length.
    this.#enough = this.#rest.length * 2
  }

  private rowOf(read: readonly string[]): SheetRow | undefined {
    const { limits } = this
    const line = this.#line
    // Blank rows are none, and may not go on for ever either.
    if (line > 2 * limits.rows) throw new SheetRefused('too-many-rows', line)
    if (read.length > limits.columns) throw new SheetRefused('too-many-columns', line)
    const cells = read.map((cell) => cell.trim())
    if (cells.every((cell) => cell === '')) return undefined
    if (cells.some((cell) => cell.length > limits.cell)) throw new SheetRefused('cell-too-long', line)
    if (++this.#rows > limits.rows) throw new SheetRefused('too-many-rows', line)
    return { line, cells, doubtful: [] }
  }
}

const SEPARATORS = ['\t', ';', '|', ','] as const

/** As many lines tell how the others are. */
const LOOKED_AT = 40
const LOOKED_FAR = 20_000

function separatorOf(text: string): string | undefined {
  const lines = text
    .slice(0, LOOKED_FAR)
    .split(/\r\n?|\n/, LOOKED_AT)
    .filter((line) => line.trim() !== '')
  const enough = lines.length / 2
  return SEPARATORS.find((separator) => lines.filter((line) => parts(line, separator)).length >= enough)
}

/** A comma between two digits is the mark of decimals. */
const parts = (line: string, separator: string): boolean =>
  separator === ',' ? /(?:^|\D),|,(?:\D|$)/.test(line) : line.includes(separator)

interface ReadRow {
  readonly cells: readonly string[]
  /** Behind its line end. */
  readonly end: number
  /** Line ends in it, its own with them. */
  readonly lines: number
}

function printedRow(text: string, from: number): ReadRow {
  const end = lineEnd(text, from)
  return {
    cells: text
      .slice(from, end)
      .trim()
      .split(/\s{2,}/),
    end: behindLineEnd(text, end),
    lines: 1,
  }
}

/** Undefined where it ends within quotes and may go on. */
function partedRow(
  text: string,
  from: number,
  parted: string,
  line: number,
  limits: SheetLimits,
  last: boolean,
): ReadRow | undefined {
  const cells: string[] = []
  let at = from
  let lines = 1
  for (;;) {
    if (cells.length > limits.columns) throw new SheetRefused('too-many-columns', line)
    let quoted = ''
    if (text[at] === '"') {
      const close = closingQuote(text, at, limits)
      if (close === undefined && !last && text.length - at <= 2 * limits.cell + 2) return undefined
      if (close === undefined) throw new SheetRefused('quote-open', line)
      quoted = text.slice(at + 1, close).replaceAll('""', '"')
      for (const sign of quoted) if (sign === '\n') lines++
      at = close + 1
    }
    const end = cellEnd(text, at, parted)
    // What stands behind the quote that closes a cell still belongs to it.
    cells.push(quoted + text.slice(at, end))
    at = end
    if (text[at] !== parted) return { cells, end: behindLineEnd(text, at), lines }
    at++
  }
}

function cellEnd(text: string, from: number, parted: string): number {
  let at = from
  while (at < text.length && text[at] !== parted && text[at] !== '\n' && text[at] !== '\r') at++
  return at
}

function closingQuote(text: string, from: number, limits: SheetLimits): number | undefined {
  // Every quote in a cell may be doubled, and nothing else makes it longer.
  const far = Math.min(text.length, from + 2 * limits.cell + 2)
  for (let at = from + 1; at < far; at++) {
    if (text[at] !== '"') continue
    if (text[at + 1] !== '"') return at
    at++
  }
  return undefined
}

function lineEnd(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++
  return at
}

const behindLineEnd = (text: string, at: number): number => at + (text.startsWith('\r\n', at) ? 2 : 1)
