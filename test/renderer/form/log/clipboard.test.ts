import { expect, test } from 'vitest'
import { cellsOf } from '../../../../renderer/form/log/clipboard'

test.each([
  ['one cell', 'Nausea', [['Nausea']]],
  [
    'rows and columns',
    'a\tb\nc\td',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'the line end that spreadsheets put last makes no row',
    'a\tb\r\nc\td\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['empty cells keep their place', '\tb\t\n', [['', 'b', '']]],
  ['an empty row between stays one', 'a\n\nb', [['a'], [''], ['b']]],
  ['a cell in quotes holds tabs, line ends and quotes', '"a\tb\nc ""d"""\te', [['a\tb\nc "d"', 'e']]],
  ['a quote within a text is a quote', '5" nail\tb', [['5" nail', 'b']]],
])('%s', (_, text, cells) => expect(cellsOf(text)).toEqual(cells))
