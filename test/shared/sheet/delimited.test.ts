import { expect, test } from 'vitest'
import { DelimitedReader, delimitedRows } from '#shared/sheet/delimited'
import { SHEET_LIMITS } from '#shared/sheet/sheet'

const text =
  [
    '\ufeffID,TEXT,MORE',
    '1,"a ""quoted"" comma, and',
    'a line end",x',
    '',
    '2,"",\ty ',
    ...Array.from({ length: 3_000 }, (_, i) => `${i},"${'w'.repeat(i % 40)}\r\n""",end`),
    '3,"last',
  ].join('\r\n') + '"'

function inPieces(whole: string, length: number) {
  const reader = new DelimitedReader(SHEET_LIMITS)
  const rows = []
  for (let at = 0; at < whole.length; at += length) rows.push(...reader.read(whole.slice(at, at + length), false))
  return [...rows, ...reader.read('', true)]
}

test.each([1, 7, 1_000, 100_000])('a text in pieces of %i is the same rows as the whole of it', (length) => {
  const whole = [...delimitedRows(text)]
  expect(whole).toHaveLength(3_004)
  expect(whole[1]).toMatchObject({ line: 2, cells: ['1', 'a "quoted" comma, and\r\na line end', 'x'] })
  expect(inPieces(text, length)).toEqual(whole)
})

test.each([
  ['a quote that stays open', `ID,A\n1,"${'x'.repeat(50_000)}`, 'line 2: quote-open'],
  ['a line that never ends', `ID,A\n${'x'.repeat(9_000_000)}`, 'line 2: cell-too-long'],
  ['nothing but line ends', `ID,A\n1,2${'\n'.repeat(20_000)}`, 'line 10001: too-many-rows'],
])('%s ends with its line', (_, whole, why) => {
  expect(() => inPieces(whole, 4_096)).toThrow(why)
})
