import { expect, test } from 'vitest'
import { dictionary } from '#shared/clinical/ctcae/dictionary'
import { type TableReading, readPublishedText } from '#shared/clinical/ctcae/published/read-table'
import { publishedTerm } from '#shared/clinical/ctcae/published/table'
import { isWorkbookPart, readPublishedWorkbook } from '#shared/clinical/ctcae/published/workbook'
import { type Cells, madeUpRows, tsv } from '../../../../support/made-up-ctcae'
import { madeUpWorkbook } from '../../../../support/made-up-workbook'

const SHEET = 'xl/worksheets/sheet1.xml'
const STRINGS = 'xl/sharedStrings.xml'
const fatigue = dictionary.findIndex(({ term }) => term === 'Fatigue')

const sheetOf = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`
const texts = (cells: readonly string[]): string =>
  cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')
const lines = (rows: readonly (readonly string[])[]): string => rows.map((row) => `<row>${texts(row)}</row>`).join('')

/** The made-up table as rows of cells with no place of their own, what Anemia is replaced by `xml`. */
function sheetWith(xml: string, rows: readonly Cells[] = madeUpRows()): string {
  const [first] = rows
  const body = rows.map((row) => {
    const cells = texts(Object.values({ ...row, definition: '', note: '' }).slice(0, 8))
    return `<row>${cells}${row.term === 'Anemia' ? xml : texts([row.definition])}</row>`
  })
  return sheetOf(lines([Object.keys(first ?? {})]) + body.join(''))
}

const read = (parts: Readonly<Record<string, string>>): TableReading =>
  readPublishedWorkbook(new Map(Object.entries(parts)))

/** What a cell of this XML says. */
function saidBy(cell: string, strings?: string): string | undefined {
  const reading = read({ [SHEET]: sheetWith(cell), ...(strings !== undefined && { [STRINGS]: strings }) })
  if (reading.kind !== 'read' || !reading.table) throw new Error(`no table was read: ${JSON.stringify(reading)}`)
  return publishedTerm(reading.table, 'Anemia')?.definition
}

test('the workbook as NCI lays it out is the table that its text is', () => {
  const reading = readPublishedWorkbook(madeUpWorkbook())
  expect(reading).toMatchObject({ kind: 'read', problems: [], leftOut: ['CTCAE v5.0 Change'] })
  const text = readPublishedText(tsv(madeUpRows()))
  expect(reading.kind === 'read' && reading.table).toEqual(text.kind === 'read' && text.table)
})

test.each([
  [STRINGS, true],
  [SHEET, true],
  ['xl/worksheets/Tabelle 1.xml', true],
  ['xl/worksheets/_rels/sheet1.xml.rels', false],
  ['xl/worksheets/deep/sheet1.xml', false],
  ['xl/worksheets/.xml/', false],
  ['other/xl/worksheets/sheet1.xml', false],
  ['xl/worksheets/sheet1.xml.bak', false],
  ['xl/workbook.xml', false],
])('%s is read: %s', (name, is) => expect(isWorkbookPart(name)).toBe(is))

test('the sheet that is the table is found by its rows', () => {
  const table = sheetWith('')
  const half = sheetWith('', madeUpRows().slice(0, 400))
  const [, ...others] = madeUpRows()
  const short = sheetWith('', others)
  const notes = sheetOf(lines([['See the other sheet']]))
  const sheets = (...of: readonly string[]) =>
    read(Object.fromEntries(of.map((xml, i) => [`xl/worksheets/sheet${i + 1}.xml`, xml])))
  const whole = { kind: 'read', problems: [] }
  const why = (reason: string) => ({ kind: 'not-a-table', why: { reason } })
  expect(sheets(table)).toMatchObject(whole)
  expect(sheets(short, notes, table)).toMatchObject(whole)
  expect(sheets(notes, short)).toMatchObject({ kind: 'read', table: undefined, problems: [{ reason: 'term-missing' }] })
  expect(sheets(sheetOf(''), half, notes)).toMatchObject(why('another-table'))
  expect(sheets(sheetOf(''), notes)).toMatchObject(why('no-columns'))
  expect(sheets(sheetOf(''), '')).toEqual(why('empty'))
  expect(sheets()).toEqual(why('empty'))
  expect(read({ 'xl/workbook.xml': table })).toEqual(why('empty'))
  // By their names, in whatever order the archive has them.
  expect(read({ 'xl/worksheets/sheet2.xml': notes, [SHEET]: half })).toMatchObject(why('another-table'))
})

test.each([
  ['a text in its cell', '<c t="inlineStr"><is><t>pale</t></is></c>', 'pale'],
  ['in two styles', '<c t="inlineStr"><is><r><t>pa</t></r><r><rPr/><t>le</t></r></is></c>', 'pale'],
  ['under a prefix', '<x:c t="inlineStr"><x:is><x:t>pale</x:t></x:is></x:c>', 'pale'],
  ['a number', '<c><v>12.5</v></c>', '12.5'],
  ['what a formula came to', '<c t="str"><f>A1&amp;B1</f><v>pale</v></c>', 'pale'],
  ['blanks between tags', '<c>\n <v>pale</v>\n </c>', 'pale'],
  ['nothing', '<c/>', undefined],
  ['an empty text', '<c t="inlineStr"><is><t/></is></c>', undefined],
  ['entities', '<c><v>&lt;8 &amp; &gt;6, &quot;low&quot; or &apos;so&apos;</v></c>', `<8 & >6, "low" or 'so'`],
  ['characters by number', '<c><v>&#181;g &#xB5;g &#x1F489;</v></c>', 'µg µg 💉'],
  ['an entity nobody knows', '<c><v>8 &nix; 6</v></c>', '8 &nix; 6'],
  ['a number that is no character', '<c><v>8&#0;&#x110000;&#9999999; 6</v></c>', '8 6'],
  ['the last character there is', '<c><v>&#x10FFFF;</v></c>', '\u{10ffff}'],
  ['what XML cannot hold', '<c><v>8_x000D_6 _x00b5_</v></c>', '8 6 _x00b5_'],
  ['a cell in the column it names', '<c r="J2"><v>a note</v></c><c r="I2"><v>pale</v></c>', 'pale'],
])('%s is read', (_, cell, said) => expect(saidBy(cell)).toBe(said))

const shared = '<c t="s"><v>1</v></c>'
test.each([
  ['by its place', '<si><t>no</t></si><si><t>pale</t></si>', 'pale'],
  ['after an empty one', '<si/><si><t>pale</t></si>', 'pale'],
  ['after one of no text', '<si></si><si><t xml:space="preserve">pale</t></si>', 'pale'],
  ['in two styles', '<si><t>no</t></si><si><r><t>pa</t></r><r><rPr><b/></rPr><t>le</t></r></si>', 'pale'],
  ['without how it is pronounced', '<si/><si><t>pa</t><rPh><t>no</t></rPh><t>le</t></si>', 'pale'],
  ['with its entities', '<si/><si><t>a &amp; b</t></si>', 'a & b'],
  ['blanks between tags', '<si/>\n<si>\n<t>pale</t>\n</si>', 'pale'],
  ['that is not there', '<si><t>no</t></si>', undefined],
])('a shared text %s', (_, strings, said) => expect(saidBy(shared, `<sst>${strings}</sst>`)).toBe(said))

test('a place among shared texts that is none says nothing, and neither does one where there are none', () => {
  expect(saidBy('<c t="s"><v>-1</v></c>', '<sst><si><t>no</t></si></sst>')).toBe(undefined)
  expect(saidBy(shared)).toBe(undefined)
})

test('rows and columns are counted as the spreadsheet shows them', () => {
  const [first, ...others] = madeUpRows()
  const names = Object.keys(first ?? {})
  // The names in line 3, in columns from AA on; the first row two lines further, the others one after the other.
  const at = (row: number, cells: readonly string[]) =>
    `<row r="${row}">${cells.map((text, i) => `<c r="A${String.fromCharCode(65 + i)}${row}" t="str"><v>${text}</v></c>`).join('')}</row>`
  const row = (cells: Cells | undefined) => Object.values(cells ?? {})
  const bad = others.map((one) => (one.term === 'Fatigue' ? { ...one, meddra_code: '1' } : one))
  const xml = sheetOf(
    at(3, names) +
      at(5, row(first)) +
      bad.map((one) => `<row><c r="Z1"/>${texts(row(one))}</row>`).join('') +
      // Behind whatever a table has.
      '<row r="10001"><c><v>no</v></c></row><row r="0"><c><v>no</v></c></row>',
  )
  expect(read({ [SHEET]: xml })).toMatchObject({
    kind: 'read',
    counts: { rows: 837 },
    problems: [{ row: fatigue + 5, term: 'Fatigue', column: 'code', reason: 'not-a-code', found: '1' }],
  })
})

test.each([
  ['the hundredth column', 'CV', ['elsewhere']],
  ['a column behind it', 'CW', []],
])('%s', (_, column, leftOut) => {
  const named = sheetWith('').replace('</row>', `<c r="${column}1"><v>elsewhere</v></c></row>`)
  expect(read({ [SHEET]: named })).toMatchObject({ kind: 'read', leftOut })
})

test.each([
  ['the last row that is read', 10_000, 838],
  ['a row behind it', 10_001, 837],
])('%s', (_, row, rows) => {
  const longer = sheetWith('').replace('</sheetData>', `<row r="${row}"><c><v>no term</v></c></row></sheetData>`)
  expect(read({ [SHEET]: longer })).toMatchObject({ kind: 'read', counts: { rows } })
})
