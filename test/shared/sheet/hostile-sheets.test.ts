import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { zip } from '#shared/export/zip'
import { readSheet } from '../../../renderer/import/sheet'

const utf8 = (text: string) => new Uint8Array(new TextEncoder().encode(text))
const part = (name: string, text: string) => ({ name, bytes: utf8(text) })

const book = part(
  'xl/workbook.xml',
  '<workbook xmlns="m" xmlns:r="r"><sheets><sheet name="Results" r:id="rId1"/></sheets></workbook>',
)
const relations = part(
  'xl/_rels/workbook.xml.rels',
  '<Relationships xmlns="p"><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
)
const sheet = (rows: string) =>
  part('xl/worksheets/sheet1.xml', `<worksheet xmlns="m"><sheetData>${rows}</sheetData></worksheet>`)
const strings = part(
  'xl/sharedStrings.xml',
  '<sst xmlns="m"><si><t>Hb</t></si><si><r><t>g/</t></r><r><t>L</t></r></si></sst>',
)
const styles = part(
  'xl/styles.xml',
  '<styleSheet xmlns="m"><numFmts><numFmt numFmtId="164" formatCode="&quot;&lt;&quot;0.0"/></numFmts>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs></styleSheet>',
)
const workbook = (rows: string, ...others: readonly { name: string; bytes: Uint8Array }[]) =>
  copy(zip([book, relations, strings, styles, sheet(rows), ...others]))

/** A workbook with a second file that is then given the name of the first. */
function twice() {
  const other = part('xl/workbool.xml', '<workbook/>')
  const bytes = Buffer.from(workbook('', other))
  for (let at = bytes.indexOf(other.name); at >= 0; at = bytes.indexOf(other.name)) bytes.write(book.name, at)
  return copy(bytes)
}

const copy = (bytes: Uint8Array) => new Uint8Array(bytes)

/** An archive with one packed file, as it says of itself. */
function packed(name: string, bytes: Uint8Array, { size = bytes.length, flags = 0, method = 8 } = {}) {
  const body = deflateRawSync(bytes)
  const label = utf8(name)
  const head = (local: boolean) => {
    const view = new DataView(new ArrayBuffer(local ? 30 : 46))
    const at = local ? 0 : 2
    view.setUint32(0, local ? 0x04034b50 : 0x02014b50, true)
    view.setUint16(4 + at, 20, true)
    view.setUint16(6 + at, flags, true)
    view.setUint16(8 + at, method, true)
    // Nothing of it is ever unpacked to its end.
    view.setUint32(14 + at, 0, true)
    view.setUint32(18 + at, body.length, true)
    view.setUint32(22 + at, size, true)
    view.setUint16(26 + at, label.length, true)
    return new Uint8Array(view.buffer)
  }
  const local = [head(true), label, body]
  const index = [head(false), label]
  const end = new DataView(new ArrayBuffer(22))
  end.setUint32(0, 0x06054b50, true)
  end.setUint16(8, 1, true)
  end.setUint16(10, 1, true)
  end.setUint32(12, 46 + label.length, true)
  end.setUint32(16, 30 + label.length + body.length, true)
  return copy(Buffer.concat([...local, ...index, new Uint8Array(end.buffer)]))
}

const cell = (ref: string, value: string, rest = '') => `<c r="${ref}"${rest}><v>${value}</v></c>`
const row = (line: number, ...cells: readonly string[]) => `<row r="${line}">${cells.join('')}</row>`

describe('files that people have are read', () => {
  const rowsOf = async (bytes: Uint8Array<ArrayBuffer>) => {
    const reading = await readSheet(bytes)
    return reading.kind === 'read' ? reading.read.rows.map(({ cells }) => cells) : reading
  }

  it.each([
    [
      'semicolons',
      'Hb;7,4;"a ""b"";c"\r\n\r\nK;4,2;\n',
      [
        ['Hb', '7,4', 'a "b";c'],
        ['K', '4,2', ''],
      ],
    ],
    [
      'commas',
      'Hb,7.4,"g/dL"\nK,4.2,mmol/L',
      [
        ['Hb', '7.4', 'g/dL'],
        ['K', '4.2', 'mmol/L'],
      ],
    ],
    [
      'columns of spaces',
      'Hb    7,4   g/dL\nK     4,2   mmol/L\n',
      [
        ['Hb', '7,4', 'g/dL'],
        ['K', '4,2', 'mmol/L'],
      ],
    ],
    ['a mark of UTF-8', '\ufeffHb\t74', [['Hb', '74']]],
  ])('%s', async (_, text, rows) => expect(await rowsOf(utf8(text))).toEqual(rows))

  it.each([
    ['UTF-16, little end first', [0xff, 0xfe, 0x48, 0, 0x62, 0, 0x09, 0, 0xb5, 0], [['Hb', 'µ']]],
    ['UTF-16, big end first', [0xfe, 0xff, 0, 0x48, 0, 0x62, 0, 0x09, 0, 0xb5], [['Hb', 'µ']]],
    ['what Western Europe wrote before', [0x48, 0x62, 0x09, 0xb5], [['Hb', 'µ']]],
  ])('%s', async (_, bytes, rows) => expect(await rowsOf(new Uint8Array(bytes))).toEqual(rows))

  it('a workbook: texts, numbers, days, per cents, and which cells cannot be relied on', async () => {
    const reading = await readSheet(
      workbook(
        row(
          3,
          cell('A3', '0', ' t="s"'),
          cell('B3', '7.4000000000000004'),
          cell('C3', '1', ' t="s"'),
          cell('D3', '46309', ' s="1"'),
          cell('E3', '0.1', ' s="2"'),
          cell('F3', '0.41', ' s="3"'),
          '<c r="H3"><f>B3*2</f><v>14.8</v></c>',
        ),
      ),
    )
    expect(reading).toMatchObject({
      kind: 'read',
      read: {
        sheet: { name: 'Results', others: 0 },
        rows: [{ line: 3, cells: ['Hb', '7.4', 'g/L', '2026-10-14', '0.1', '41%', '', '14.8'], doubtful: [4, 7] }],
      },
    })
  })
})

const MB = 1_000_000
const many = (count: number, text: string) => text.repeat(count)

/** Made when the test runs, so that what one costs is not counted for another. */
const hostile: readonly (readonly [string, () => Uint8Array<ArrayBuffer>, object])[] = [
  ['nothing', () => new Uint8Array(0), { why: 'empty' }],
  ['blank lines alone', () => utf8('\n\n \n'), { why: 'empty' }],
  ['a million columns', () => utf8(many(MB, 'a,')), { why: 'too-many-columns', line: 1 }],
  ['a million rows', () => utf8(`x;y\n${many(MB, 'a;b\n')}`), { why: 'too-many-rows', line: 5001 }],
  ['a file beyond any report', () => new Uint8Array(9 * MB).fill(65), { why: 'too-large' }],
  ['one cell of 7 MB', () => utf8(many(7 * MB, 'a')), { why: 'cell-too-long', line: 1 }],
  ['a quote that nothing closes', () => utf8(`a,b\n"${many(MB, 'x,\n')}`), { why: 'quote-open', line: 2 }],
  ['a million quotes', () => utf8(`a,b\n${many(2 * MB, '"')}`), { why: 'quote-open', line: 2 }],
  ['NUL in a text', () => utf8('Hb;7\u00004\n'), { why: 'not-text' }],
  ['UTF-16 without its mark', () => new Uint8Array([0x48, 0, 0x62, 0]), { why: 'not-text' }],
  ['UTF-16 that ends in half a sign', () => new Uint8Array([0xff, 0xfe, 0x48, 0, 0x62]), { why: 'not-text' }],
  ['an old or locked workbook', () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0]), { why: 'old-workbook' }],
  ['the beginning of an archive', () => new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), { why: 'damaged' }],
  ['an archive that is no workbook', () => copy(zip([part('a.txt', 'x')])), { why: 'not-a-workbook' }],
  [
    'a bomb: a thousandfold, and it says that it is small',
    () => packed('xl/workbook.xml', new Uint8Array(60 * MB), { size: 10 }),
    { why: 'too-large' },
  ],
  ['a file that is locked', () => packed('xl/workbook.xml', utf8('<a/>'), { flags: 1 }), { why: 'locked' }],
  [
    'a way of packing that nobody has',
    () => packed('xl/workbook.xml', utf8('<a/>'), { method: 99 }),
    { why: 'damaged' },
  ],
  ['two files of one name', twice, { why: 'damaged' }],
  ['macros under another name', () => workbook('', part('xl/vbaProject.bin', 'x')), { why: 'macros' }],
  ['cells of another file', () => workbook('', part('xl/externalLinks/externalLink1.xml', '<a/>')), { why: 'linked' }],
  [
    'a sheet that lies elsewhere',
    () =>
      copy(
        zip([
          book,
          part(
            'xl/_rels/workbook.xml.rels',
            '<Relationships xmlns="p"><Relationship Id="rId1" TargetMode="External" Target="http://x/y"/></Relationships>',
          ),
        ]),
      ),
    { why: 'linked' },
  ],
  [
    'entities',
    () => copy(zip([part('xl/workbook.xml', '<!DOCTYPE a [<!ENTITY b "c">]><a/>'), relations])),
    { why: 'damaged' },
  ],
  ['a cell far to the right', () => workbook(row(1, cell('XFD1', '1'))), { why: 'too-many-columns', line: 1 }],
  [
    'a row of a hundred thousand cells',
    () => workbook(row(1, many(100_000, '<c><v>1</v></c>'))),
    { why: 'too-many-columns' },
  ],
  [
    'a hundred thousand rows of a workbook',
    () => {
      const rows = Array.from({ length: 100_000 }, (_, i) => row(i + 1, cell(`A${i + 1}`, '1'))).join('')
      return workbook(rows)
    },
    { why: 'too-many-rows', line: 5001 },
  ],
  [
    'a text of 3 MB in one cell',
    () => workbook(row(1, cell('A1', 'x'.repeat(3 * MB), ' t="str"'))),
    { why: 'cell-too-long', line: 1 },
  ],
]

describe('hostile files end soon, with a reason (ASVS-1.5.1, ASVS-5.2.x)', () => {
  it.each(hostile)('%s', async (_, make, why) => {
    const bytes = make()
    const [began, held] = [process.cpuUsage(), process.memoryUsage().rss]
    expect(await readSheet(bytes)).toMatchObject({ kind: 'refused', ...why })
    // Of the processor: what others do meanwhile is not counted.
    const { user, system } = process.cpuUsage(began)
    expect(user + system).toBeLessThan(2_000_000)
    expect(process.memoryUsage().rss - held).toBeLessThan(256 * MB)
  })
})
