import { describe, expect, test } from 'vitest'
import { labelThatFits, pieces } from '#shared/export/tabular/fit'
import { ibmFloat } from '#shared/export/tabular/ibm-float'
import { ShortNames } from '#shared/export/tabular/short-names'
import { utf8Length } from '#shared/export/tabular/shape'

const hex = (value: number | undefined) => Buffer.from(ibmFloat(value)).toString('hex')

describe('numbers as IBM keeps them (DATA-07)', () => {
  test.each([
    [undefined, '2e00000000000000'],
    [0, '0000000000000000'],
    [1, '4110000000000000'],
    [-1, 'c110000000000000'],
    [-118.625, 'c276a00000000000'],
    [0.1, '401999999999999a'],
    [1e15, '4d38d7ea4c680000'],
  ])('%s', (value, expected) => expect(hex(value)).toBe(expected))

  test.each([Infinity, NaN, 1e80, 1e-80])('%s is refused', (value) => expect(() => ibmFloat(value)).toThrow(RangeError))
})

describe('texts in pieces (DATA-07)', () => {
  test.each([
    ['', ['']],
    ['x'.repeat(200), ['x'.repeat(200)]],
    ['x'.repeat(201), ['x'.repeat(200), 'x']],
    ['é'.repeat(101), ['é'.repeat(100), 'é']],
    [`${'x'.repeat(198)}😀`, ['x'.repeat(198), '😀']],
    [`${'x'.repeat(199)} y`, ['x'.repeat(198), 'x y']],
    [`${'x'.repeat(200)} y`, ['x'.repeat(199), 'x y']],
    [' '.repeat(201), [' '.repeat(200), ' ']],
  ])('case %#', (text, expected) => {
    expect(pieces(text)).toEqual(expected)
    expect(pieces(text).join('')).toBe(text)
  })

  test.each(['', 'abc', 'é漢😀', 'سرطان'])('bytes of %s', (text) =>
    expect(utf8Length(text)).toBe(Buffer.byteLength(text)),
  )
})

test.each([
  ['x'.repeat(40), 'x'.repeat(40)],
  ['x'.repeat(41), 'x'.repeat(40)],
  [`${'x'.repeat(39)}é`, 'x'.repeat(39)],
  [`${'x'.repeat(38)}é`, `${'x'.repeat(38)}é`],
  [`${'x'.repeat(37)}😀`, 'x'.repeat(37)],
])('a label ends between two signs: case %# (DATA-07)', (label, fits) => expect(labelThatFits(label)).toBe(fits))

test('short names are short, and no two things have one (DATA-07)', () => {
  const names = new ShortNames()
  names.keep(['AETERM'])
  const long = ['GIN_TR_WITHOUT_ITEM46', 'GIN_TR_W', 'AETERM', 'IE_NR_I02a', 'IE_NR_I02b', '1st']
  const short = long.map((name) => names.of(name))
  expect(short).toEqual(['GIN_TR_W', 'GIN_TR_2', 'AETERM2', 'IE_NR_I0', 'IE_NR_I2', 'XST'])
  expect(long.map((name) => names.of(name))).toEqual(short)
  expect(new Map(names.cut)).toEqual(
    new Map([
      ['GIN_TR_WITHOUT_ITEM46', 'GIN_TR_W'],
      ['GIN_TR_W', 'GIN_TR_2'],
      ['AETERM', 'AETERM2'],
      ['IE_NR_I02a', 'IE_NR_I0'],
      ['IE_NR_I02b', 'IE_NR_I2'],
      ['1st', 'XST'],
    ]),
  )
})
