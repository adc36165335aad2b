/**
 * The cells of a table as people hand it on: parted by tabs (copied from a spreadsheet, or a `.tsv`), semicolons or
 * commas (`.csv`, by the country of the spreadsheet). A quote that nothing closes is a character like any other.
 */
export function cellsIn(text: string): readonly (readonly string[])[] {
  const parted = separatorOf(text)
  const rows: string[][] = []
  let row: string[] = []
  for (let at = 0; at <= text.length;) {
    const cell = cellAt(text, at, parted)
    row.push(cell.text)
    at = cell.end
    if (text[at] === parted) {
      at++
      continue
    }
    rows.push(row)
    row = []
    at += text.startsWith('\r\n', at) ? 2 : 1
  }
  // The end of the last line begins no other.
  if (rows.at(-1)?.join('') === '') rows.pop()
  return rows
}

/** Names of columns hold none of them, so the first line with enough of one tells which it is. */
function separatorOf(text: string): string {
  const parted = text
    .split(/\r\n?|\n/, 10)
    .flatMap((line) => ['\t', ';', ','].find((separator) => line.split(separator).length > ENOUGH) ?? [])
  return parted[0] ?? '\t'
}

/** Fewer columns than this no such table has. */
const ENOUGH = 7

const isLineEnd = (character: string | undefined): boolean => character === '\n' || character === '\r'

/** Further than this nobody looks for the quote that closes a cell. */
const LONGEST = 20_000

function cellAt(text: string, at: number, parted: string): { readonly text: string; readonly end: number } {
  const quoted = text[at] === '"' ? quotedEnd(text, at, parted) : undefined
  if (quoted !== undefined) return { text: text.slice(at + 1, quoted - 1).replaceAll('""', '"'), end: quoted }
  let end = at
  while (end < text.length && text[end] !== parted && !isLineEnd(text[end])) end++
  return { text: text.slice(at, end), end }
}

/** Behind the quote that closes a cell; undefined where none does before a separator or the end of a line. */
function quotedEnd(text: string, from: number, parted: string): number | undefined {
  for (let at = from + 1; at < Math.min(text.length, from + LONGEST); at++) {
    if (text[at] !== '"') continue
    if (text[at + 1] === '"') at++
    else {
      const next = text[at + 1]
      return next === undefined || next === parted || isLineEnd(next) ? at + 1 : undefined
    }
  }
  return undefined
}
