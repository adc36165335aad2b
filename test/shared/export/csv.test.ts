import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Run, cellsOf, readCsv, writeCsv, writeRow } from '#shared/export/csv'

const text = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
const table = (...cells: string[]) => ({ name: 'T', columns: ['KEY', 'VALUE'], rows: cells.map((cell) => ['k', cell]) })
const line = (cell: string) => text(writeCsv(table(cell), { mark: false })).split('k,')[1]

test.each([
  ['plain text stays', 'nausea', 'nausea\r\n'],
  ['a negative number stays a number', '-5', '-5\r\n'],
  ['so does one with a decimal mark', '-0.25', '-0.25\r\n'],
  ['a decimal comma is quoted, not guarded', '-7,4', '"-7,4"\r\n'],
  ['a formula is guarded', '=1+1', "'=1+1\r\n"],
  ['a plus is guarded', '+31 6 1234', "'+31 6 1234\r\n"],
  ['a minus that begins a text is guarded', '-cmd', "'-cmd\r\n"],
  ['an at sign is guarded', '@SUM(A1)', "'@SUM(A1)\r\n"],
  ['a tab is guarded and quoted', '\t=1', "'\t=1\r\n"],
  ['a text that looks guarded is guarded once more', "'=x", "''=x\r\n"],
  ['an apostrophe alone is left alone', "'s-Hertogenbosch", "'s-Hertogenbosch\r\n"],
  ['quotes are doubled', 'a "b" c', '"a ""b"" c"\r\n'],
  ['line ends are kept inside quotes', 'a\nb', '"a\nb"\r\n'],
  ['a blank at an end is quoted', 'a ', '"a "\r\n'],
  ['so is a hard one', '\u00a0a', '"\u00a0a"\r\n'],
  ['a letter beyond ASCII at an end is not', 'né', 'né\r\n'],
])('%s (DATA-08)', (_, cell, written) => expect(line(cell)).toBe(written))

test('the file starts with the mark that tells a spreadsheet it is UTF-8, unless asked not to', () => {
  expect(text(writeCsv(table('é'))).startsWith('\ufeffKEY,VALUE\r\n')).toBe(true)
  expect(text(writeCsv(table('é'), { mark: false })).startsWith('KEY')).toBe(true)
})

test('any table comes back as it went out, and another reader finds the same cells (DATA-08)', () => {
  const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^['=+\-@\t\r\n", 0-9a]{0,6}$/))
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), (rows) => {
      const out = { name: 'T', columns: ['A', 'B'], rows }
      const file = text(writeCsv(out))
      expect(readCsv('T', file)).toEqual(out)
      const cells: string[][] = parse(file, { bom: true, record_delimiter: '\r\n' })
      expect(cells.slice(1).map((row) => row.map((c) => c.replace(/^'+(?=[=+\-@\t\r])/, (m) => m.slice(1))))).toEqual(
        rows,
      )
    }),
  )
})

test('a cell is written as it is alone, whatever stands beside it (DATA-08)', () => {
  const cell = fc.oneof(
    fc.constantFrom('', '12', '-5', 'né', 'a\u00a0', '\u2003b', "'x", '=1', 'a,b', ',', 'a "b"', ' x', 'x ', 'a\nb'),
    fc.stringMatching(/^['=+\-@\t\r\n", 0-9a]{0,6}$/),
  )
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), fc.nat(5), (cells, at) => {
      const alone = cells.map((one) => writeRow([one]).slice(0, -2))
      expect(writeRow(cells)).toBe(`${alone.join(',')}\r\n`)
      const [before, together] = [cells.slice(0, at), cells.slice(at)]
      const row = [...before, ...(together.length > 0 ? [new Run(together)] : [])]
      expect(writeRow(row)).toBe(writeRow(cells))
      expect(cellsOf(row)).toEqual(cells)
    }),
  )
})

test.each([
  ['a row that is too short', 'A,B\r\nx\r\n'],
  ['a quoted cell without an end', 'A,B\r\n"x,y\r\n'],
  ['text after a quoted cell', 'A,B\r\n"x"y,z\r\n'],
  ['a last row without an end', 'A,B\r\nx,y'],
])('a broken table is refused: %s', (_, file) => expect(() => readCsv('T', file)).toThrow(SyntaxError))
