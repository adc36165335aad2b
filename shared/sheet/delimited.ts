import { SHEET_LIMITS, type SheetLimits, SheetRefused, type SheetRow } from './sheet'

/**
 * The rows of a text whose cells are parted by tabs, semicolons, bars or commas, by whichever of them its lines have;
 * else by two or more spaces, as reports are printed. Blank rows are none. Read one by one, so that a file that goes
 * beyond the limits ends there. Throws `SheetRefused`.
 */
export function* delimitedRows(text: string, limits: SheetLimits = SHEET_LIMITS): Generator<SheetRow> {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text
  if (body.includes('\u0000')) throw new SheetRefused('not-text')
  const parted = separatorOf(body)
  let rows = 0
  let line = 1
  for (let at = 0; at < body.length;) {
    const read = parted === undefined ? printedRow(body, at) : partedRow(body, at, parted, line, limits)
    if (read.cells.length > limits.columns) throw new SheetRefused('too-many-columns', line)
    const cells = read.cells.map((cell) => cell.trim())
    if (cells.some((cell) => cell !== '')) {
      if (cells.some((cell) => cell.length > limits.cell)) throw new SheetRefused('cell-too-long', line)
      if (++rows > limits.rows) throw new SheetRefused('too-many-rows', line)
      yield { line, cells, doubtful: [] }
    }
    line += read.lines
    at = read.end
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

function partedRow(text: string, from: number, parted: string, line: number, limits: SheetLimits): ReadRow {
  const cells: string[] = []
  let at = from
  let lines = 1
  for (;;) {
    if (cells.length > limits.columns) throw new SheetRefused('too-many-columns', line)
    let quoted = ''
    if (text[at] === '"') {
      const close = closingQuote(text, at, line, limits)
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

function closingQuote(text: string, from: number, line: number, limits: SheetLimits): number {
  // Every quote in a cell may be doubled, and nothing else makes it longer.
  const far = Math.min(text.length, from + 2 * limits.cell + 2)
  for (let at = from + 1; at < far; at++) {
    if (text[at] !== '"') continue
    if (text[at + 1] !== '"') return at
    at++
  }
  throw new SheetRefused('quote-open', line)
}

function lineEnd(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++
  return at
}

const behindLineEnd = (text: string, at: number): number => at + (text.startsWith('\r\n', at) ? 2 : 1)
