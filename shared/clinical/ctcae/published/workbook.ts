import { type TableReading, readPublishedTable } from './read-table'

/**
 * Reads the published table from the parts of a workbook (`.xlsx`, ECMA-376), each by its name in the archive. The sheet
 * that is the table is found by its rows, not by its name: NCI's workbook holds others.
 */
export function readPublishedWorkbook(parts: ReadonlyMap<string, string>): TableReading {
  const strings = sharedStrings(parts.get('xl/sharedStrings.xml') ?? '')
  const sheets = [...parts.keys()].filter((name) => isSheet.test(name)).sort()
  const readings = sheets.map((name) => readPublishedTable(cellsIn(parts.get(name) ?? '', strings)))
  return (
    readings.find((reading) => reading.kind === 'read' && reading.table !== undefined) ??
    readings.find(({ kind }) => kind === 'read') ??
    readings.find((reading) => reading.kind === 'not-a-table' && reading.why.reason !== 'empty') ?? {
      kind: 'not-a-table',
      why: { reason: 'empty' },
    }
  )
}

const isSheet = /^xl\/worksheets\/[^/]+\.xml$/

/** The parts that are read; the others of a workbook say nothing about its cells. */
export const isWorkbookPart = (name: string): boolean => name === 'xl/sharedStrings.xml' || isSheet.test(name)

/** A table far below these is never cut; what reaches them is none. */
const MOST_ROWS = 10_000
const MOST_COLUMNS = 100

type Piece =
  | { readonly kind: 'open' | 'empty'; readonly name: string; readonly attributes: string }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }

/** Tags and the text between them, in one pass; names without their prefix. */
function* pieces(xml: string): Generator<Piece> {
  for (const [, closes, name, attributes = '', empty, text] of xml.matchAll(
    /<(\/?)(?:\w+:)?(\w+)((?:\s[^<>]*?)?)(\/?)>|([^<]+)/g,
  ))
    if (text !== undefined) yield { kind: 'text', text }
    else if (name === undefined) continue
    else if (closes) yield { kind: 'close', name }
    else yield { kind: empty ? 'empty' : 'open', name, attributes }
}

/** Texts that cells name by their place; a text in several styles is one, and how it is pronounced is none of it. */
function sharedStrings(xml: string): readonly string[] {
  const strings: string[] = []
  let text = ''
  let spoken = false
  let takes = false
  for (const piece of pieces(xml))
    switch (piece.kind) {
      case 'text':
        if (takes) text += plain(piece.text)
        break
      case 'empty':
        if (piece.name === 'si') strings.push('')
        break
      case 'open':
        if (piece.name === 'si') text = ''
        if (piece.name === 'rPh') spoken = true
        if (piece.name === 't') takes = !spoken
        break
      case 'close':
        if (piece.name === 't') takes = false
        if (piece.name === 'rPh') spoken = false
        if (piece.name === 'si') strings.push(text)
    }
  return strings
}

/** The cells of a sheet, each row and column where the spreadsheet shows it. */
function cellsIn(xml: string, strings: readonly string[]): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row = 0
  let column = 0
  let kind: string | undefined
  let text = ''
  let takes = false
  for (const piece of pieces(xml))
    switch (piece.kind) {
      case 'text':
        if (takes) text += plain(piece.text)
        break
      case 'open':
      case 'empty':
        if (piece.name === 'row') {
          row = Number(attribute(piece.attributes, 'r') ?? row + 1)
          column = 0
        }
        if (piece.name === 'c') {
          column = columnOf(attribute(piece.attributes, 'r')) ?? column + 1
          kind = attribute(piece.attributes, 't')
          text = ''
        }
        takes = piece.kind === 'open' && (piece.name === 'v' || piece.name === 't')
        break
      case 'close':
        takes = false
        if (piece.name === 'c' && row >= 1 && row <= MOST_ROWS && column <= MOST_COLUMNS)
          place(rows, row, column, kind === 's' ? (strings[Number(text)] ?? '') : text)
    }
  return rows
}

function place(rows: string[][], row: number, column: number, text: string): void {
  while (rows.length < row) rows.push([])
  const cells = rows[row - 1] ?? []
  while (cells.length < column) cells.push('')
  cells[column - 1] = text
}

const attribute = (attributes: string, name: string): string | undefined =>
  new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1]

/** `C12` is in the third column. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  if (letters === undefined) return undefined
  return Array.from(letters, (letter) => letter.charCodeAt(0) - 64).reduce((sum, digit) => sum * 26 + digit, 0)
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const character = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '')

/** Without entities, and without the spreadsheet's own `_x000D_` for a character that XML cannot hold. */
const plain = (text: string): string =>
  text
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
      if (decimal !== undefined) return character(Number(decimal))
      if (hex !== undefined) return character(Number.parseInt(hex, 16))
      return named[name ?? ''] ?? whole
    })
    .replace(/_x([0-9A-F]{4})_/g, (_, hex: string) => character(Number.parseInt(hex, 16)))
