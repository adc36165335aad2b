import type { XmlElement } from '../import/xml'
import { parseDecimal } from '../quantity/decimal'
import { type CellFormat, formatsIn } from './cell-format'
import { eachElement } from './elements'
import { SHEET_LIMITS, type SheetLimits, SheetRefused, type SheetRow } from './sheet'

/** Reads one file of a workbook as text; undefined where there is none of that name. */
type ReadPart = (name: string) => Promise<string | undefined>

/** The rows of the first sheet that people see, and what else there is. */
interface WorkbookRows {
  readonly sheet: string
  readonly otherSheets: number
  readonly rows: readonly SheetRow[]
}

/**
 * The first visible sheet of an Excel workbook (`.xlsx`, ECMA-376). What is worked out is taken as it was worked out last
 * and said to be doubtful; macros and what reaches into other files are refused, whatever the file is called. Throws
 * `SheetRefused`.
 */
export async function workbookRows(
  names: readonly string[],
  read: ReadPart,
  limits: SheetLimits = SHEET_LIMITS,
): Promise<WorkbookRows> {
  if (names.some((name) => /vbaProject|macrosheets|\.bin$|activeX/i.test(name) && !/printerSettings/i.test(name)))
    throw new SheetRefused('macros')
  if (names.some((name) => /externalLinks|connections\.xml|queryTables/i.test(name))) throw new SheetRefused('linked')
  const book = await read('xl/workbook.xml')
  const relations = await read('xl/_rels/workbook.xml.rels')
  if (book === undefined || relations === undefined) throw new SheetRefused('not-a-workbook')
  const { sheets, from1904 } = bookOf(book)
  const [first] = sheets
  const place = first && targetsIn(relations).get(first.relation)
  const xml = place === undefined ? undefined : await read(place)
  if (!first || xml === undefined) throw new SheetRefused('not-a-workbook')
  const strings = stringsIn((await read('xl/sharedStrings.xml')) ?? '', limits)
  const formats = formatsIn((await read('xl/styles.xml')) ?? '')
  return {
    sheet: first.name,
    otherSheets: sheets.length - 1,
    rows: rowsIn(xml, { strings, formats, from1904 }, limits),
  }
}

function bookOf(xml: string) {
  const sheets: { readonly name: string; readonly relation: string }[] = []
  let from1904 = false
  eachElement(
    xml,
    'workbookPr',
    ({ attributes }) => (from1904 = ['1', 'true'].includes(attributes.get('date1904') ?? '')),
  )
  eachElement(xml, 'sheet', ({ attributes }) => {
    const relation = [...attributes].find(([key]) => key.endsWith(':id'))?.[1]
    if (relation !== undefined && (attributes.get('state') ?? 'visible') === 'visible')
      sheets.push({ name: attributes.get('name') ?? '', relation })
  })
  return { sheets, from1904 }
}

function targetsIn(xml: string): ReadonlyMap<string, string> {
  const targets = new Map<string, string>()
  eachElement(xml, 'Relationship', ({ attributes }) => {
    if (attributes.get('TargetMode') === 'External') throw new SheetRefused('linked')
    const target = attributes.get('Target') ?? ''
    targets.set(attributes.get('Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`)
  })
  return targets
}

/** Texts that cells name by their place; one in several styles is one, and how it is pronounced is none of it. */
function stringsIn(xml: string, limits: SheetLimits): readonly string[] {
  const strings: string[] = []
  eachElement(xml, 'si', (element) => {
    const text = textOf(element)
    if (text.length > limits.cell) throw new SheetRefused('cell-too-long')
    strings.push(text)
  })
  return strings
}

const textOf = ({ children }: XmlElement): string =>
  children.map((child) => (child.name === 't' ? child.text : child.name === 'r' ? textOf(child) : '')).join('')

interface Around {
  readonly strings: readonly string[]
  readonly formats: readonly CellFormat[]
  readonly from1904: boolean
}

function rowsIn(xml: string, around: Around, limits: SheetLimits): readonly SheetRow[] {
  const rows: SheetRow[] = []
  let line = 0
  eachElement(
    xml,
    'row',
    (row) => {
      line = Number(row.attributes.get('r') ?? line + 1)
      const read = rowOf(row, line, around, limits)
      if (read.cells.every((cell) => cell === '')) return
      if (rows.length >= limits.rows) throw new SheetRefused('too-many-rows', line)
      rows.push(read)
    },
    // A cell of text is four elements.
    limits.columns * 8,
  )
  return rows
}

function rowOf(row: XmlElement, line: number, around: Around, limits: SheetLimits): SheetRow {
  const cells: string[] = []
  const doubtful: number[] = []
  let next = 0
  for (const cell of row.children) {
    if (cell.name !== 'c') continue
    const at = columnOf(cell.attributes.get('r')) ?? next
    next = at + 1
    const { text, isDoubtful } = cellOf(cell, around)
    if (text === '') continue
    if (at >= limits.columns) throw new SheetRefused('too-many-columns', line)
    if (text.length > limits.cell) throw new SheetRefused('cell-too-long', line)
    while (cells.length < at) cells.push('')
    cells[at] = text.trim()
    if (isDoubtful) doubtful.push(at)
  }
  return { line, cells, doubtful }
}

/** `C12` is the third column, 2 from 0. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  if (letters === undefined) return undefined
  return Array.from(letters, (letter) => letter.charCodeAt(0) - 64).reduce((sum, digit) => sum * 26 + digit, 0) - 1
}

function cellOf(cell: XmlElement, { strings, formats, from1904 }: Around): { text: string; isDoubtful: boolean } {
  const part = (name: string) => cell.children.find((child) => child.name === name)
  const value = part('v')?.text ?? ''
  const worksOut = part('f') !== undefined
  const inline = part('is')
  switch (cell.attributes.get('t')) {
    case 's':
      return { text: strings[Number(value)] ?? '', isDoubtful: worksOut }
    case 'inlineStr':
      return { text: inline ? textOf(inline) : '', isDoubtful: worksOut }
    case 'b':
    case 'e':
    case 'str':
      return { text: value, isDoubtful: worksOut }
    default: {
      const format = formats[Number(cell.attributes.get('s') ?? 0)] ?? 'number'
      return { text: numberText(value, format, from1904), isDoubtful: worksOut || format === 'dressed' }
    }
  }
}

/** A number as the spreadsheet shows it but for rounding: 15 digits are those that it keeps. */
function numberText(value: string, format: CellFormat, from1904: boolean): string {
  const number = value === '' ? NaN : Number(value)
  if (!Number.isFinite(number)) return value
  if (format === 'day') return dayText(number + (from1904 ? 1462 : 0))
  const text = parseDecimal(String(Number(number.toPrecision(15))))
  if (!text) return value
  return format === 'percent' ? `${text.times(100).toFixed()}%` : text.toFixed()
}

const MS = 86_400_000

/** Days since the end of 1899, as ISO 8601; the time where there is one. */
function dayText(serial: number): string {
  if (serial < 61 || serial >= 2_958_466) return String(serial)
  const iso = new Date(Date.UTC(1899, 11, 30) + Math.round(serial * 1440) * (MS / 1440)).toISOString()
  return Number.isInteger(serial) ? iso.slice(0, 10) : iso.slice(0, 16)
}
