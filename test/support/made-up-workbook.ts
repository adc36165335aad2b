import { deflateRawSync } from 'node:zlib'
import { crc32 } from '#shared/export/zip'
import { madeUpRows } from './made-up-ctcae'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '_x000D_&#10;')

const columnName = (index: number): string => String.fromCharCode(65 + index)

/** A sheet as a spreadsheet writes it: texts by their place among all texts, numbers as they are, empty cells left out. */
function sheet(rows: readonly (readonly string[])[], strings: string[]): string {
  const cell = (text: string, row: number, column: number) => {
    const place = `r="${columnName(column)}${row + 1}" s="3"`
    if (text === '') return column % 2 === 0 ? '' : `<c ${place}/>`
    if (/^[0-9]+$/.test(text)) return `<c ${place}><v>${text}</v></c>`
    if (text.startsWith('What ')) return `<c ${place} t="inlineStr"><is><t>${escaped(text)}</t></is></c>`
    strings.push(text)
    return `<c ${place} t="s"><v>${strings.length - 1}</v></c>`
  }
  const lines = rows.map((cells, i) =>
    cells.length === 0
      ? `<row r="${i + 1}" spans="1:11"/>`
      : `<row r="${i + 1}" spans="1:11">${cells.map((text, column) => cell(text, i, column)).join('')}</row>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet><sheetData>${lines.join('\n')}</sheetData></worksheet>`
}

/** In two styles, as a heading in bold would be, and with how it is pronounced. */
const shared = (text: string, i: number): string =>
  i % 50 === 0
    ? `<si><r><rPr><b/></rPr><t xml:space="preserve">${escaped(text.slice(0, 3))}</t></r><r><t>${escaped(text.slice(3))}</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si>`
    : `<si><t xml:space="preserve">${escaped(text)}</t></si>`

/** The parts of a workbook whose second sheet is the made-up table, laid out as NCI's is. */
export function madeUpWorkbook(): ReadonlyMap<string, string> {
  const strings: string[] = []
  const about = sheet([['What is in this workbook'], ['CTCAE', '5.0']], strings)
  const names = ['MedDRA Code', 'MedDRA SOC', 'CTCAE Term', ...[1, 2, 3, 4, 5].map((grade) => `Grade ${grade}  `)]
  const rows = madeUpRows().map((row) => [
    ...[row.meddra_code, row.soc, row.term],
    ...[row.grade1, row.grade2, row.grade3, row.grade4, row.grade5].map(
      (words) => words.replace(' for ', '\nfor ') || ' -',
    ),
    ...[row.definition, '', 'New & <changed>'],
  ])
  const table = sheet([[...names, 'Definition', 'Navigational Note', 'CTCAE v5.0 Change'], [], ...rows], strings)
  return new Map([
    ['[Content_Types].xml', '<Types/>'],
    ['xl/workbook.xml', '<workbook/>'],
    ['xl/worksheets/sheet1.xml', about],
    ['xl/worksheets/sheet2.xml', table],
    ['xl/sharedStrings.xml', `<sst count="1">${strings.map(shared).join('')}</sst>`],
  ])
}

/** Texts as a ZIP archive, packed as spreadsheets pack them; `bend` spoils what it is handed. */
export function packed(
  parts: ReadonlyMap<string, string>,
  bend = (data: Buffer): Buffer => data,
): Uint8Array<ArrayBuffer> {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, text] of parts) {
    const plain = Buffer.from(text)
    const data = bend(deflateRawSync(plain))
    const label = Buffer.from(name)
    const about = Buffer.alloc(26)
    about.writeUInt16LE(20, 0)
    about.writeUInt16LE(8, 4)
    about.writeUInt32LE(crc32(plain), 10)
    about.writeUInt32LE(data.length, 14)
    about.writeUInt32LE(plain.length, 18)
    about.writeUInt16LE(label.length, 22)
    const head = Buffer.concat([Buffer.from('504b0304', 'hex'), about, label])
    const entry = Buffer.alloc(14)
    entry.writeUInt32LE(at, 10)
    directory.push(Buffer.from('504b01021400', 'hex'), about, entry, label)
    files.push(head, data)
    at += head.length + data.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.size, 4)
  end.writeUInt16LE(parts.size, 6)
  end.writeUInt32LE(index.length, 8)
  end.writeUInt32LE(at, 12)
  return new Uint8Array(Buffer.concat([...files, index, Buffer.from('504b0506', 'hex'), end]))
}
