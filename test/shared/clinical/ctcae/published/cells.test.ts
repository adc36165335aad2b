import { expect, test } from 'vitest'
import { cellsIn } from '#shared/clinical/ctcae/published/cells'

/** Seven names part a line, and are a head that tells by what. */
const HEAD = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const below = (parted: string, text: string) => cellsIn(`${HEAD.join(parted)}\n${text}`).slice(1)

test.each([
  ['tabs', '\t', ';'],
  ['semicolons', ';', ','],
  ['commas', ',', ';'],
])('the first line with enough names tells that %s part the cells', (_, parted, other) => {
  const title = `A title${other}and more${parted}of it`
  expect(cellsIn(`${title}\n${HEAD.join(parted)}\n1${parted}2${other}3`)).toEqual([
    title.split(parted),
    HEAD,
    ['1', `2${other}3`],
  ])
})

test('seven columns are fewer than any such table has: tabs are taken, and no line after the tenth is asked', () => {
  expect(cellsIn('a,b,c,d,e,f,g')).toEqual([['a,b,c,d,e,f,g']])
  expect(cellsIn('a,b,c,d,e,f,g,h')).toEqual([HEAD])
  const [titles, head] = ['title\n', HEAD.join(',')]
  expect(cellsIn(titles.repeat(9) + head).at(-1)).toEqual(HEAD)
  expect(cellsIn(titles.repeat(10) + head).at(-1)).toEqual([head])
})

test.each([
  ['\n', 'of Unix'],
  ['\r\n', 'of Windows'],
  ['\r', 'of an old Macintosh'],
])('lines end with %j, as those %s', (end) => {
  const text = [HEAD.join(';'), '1;2', '', '3;4'].join(end)
  expect(cellsIn(text)).toEqual([HEAD, ['1', '2'], [''], ['3', '4']])
  expect(cellsIn(text + end), 'the end of the last line begins no other').toEqual([HEAD, ['1', '2'], [''], ['3', '4']])
})

test('empty cells are cells, at the end of a line as well', () => {
  expect(below(',', ',1,,2,')).toEqual([['', '1', '', '2', '']])
  expect(cellsIn('')).toEqual([])
  expect(below(',', '1\n,')).toEqual([['1']])
})

test.each([
  ['with the separator in it', '"1,2",3', [['1,2', '3']]],
  ['with the end of a line in it', '"1\n2\r\n",3', [['1\n2\r\n', '3']]],
  ['with quotes in it', '"say ""no""",3', [['say "no"', '3']]],
  ['with a quote alone in it', '"""",3', [['"', '3']]],
  ['of nothing', '"",3', [['', '3']]],
  ['at the end of a line', '1,"2"\n3', [['1', '2'], ['3']]],
  ['at the end of such a line', '1,"2"\r\n3', [['1', '2'], ['3']]],
  ['at the end of everything', '1,"2"', [['1', '2']]],
  ['at the end of everything, doubled', '1,"2""', [['1', '"2""']]],
])('a quoted cell %s', (_, text, cells) => expect(below(',', text)).toEqual(cells))

test.each([
  ['that nothing closes', '"1,2\n3', [['"1', '2'], ['3']]],
  ['that is closed in the middle of a cell', '"1"2,3', [['"1"2', '3']]],
  ['inside a cell', '1"2",3', [['1"2"', '3']]],
])('a quote %s is a character', (_, text, cells) => expect(below(',', text)).toEqual(cells))

test('the quote that closes a cell is looked for within what a cell may hold', () => {
  const quoted = (length: number) => below(',', `"${'x'.repeat(length)}",3`)
  expect(quoted(19_998)).toEqual([['x'.repeat(19_998), '3']])
  expect(quoted(19_999)).toEqual([[`"${'x'.repeat(19_999)}"`, '3']])
})
