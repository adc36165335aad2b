// @vitest-environment node
import { expect, test } from 'vitest'
import { documentId } from '#shared/reference/reference'
import { readTableFile } from '../../../../renderer/features/admin/read-file'
import { madeUpRows, tsv } from '../../../support/made-up-ctcae'
import { madeUpWorkbook, packed } from '../../../support/made-up-workbook'

const text = tsv(madeUpRows())
const utf16 = (order: 'le' | 'be'): Uint8Array<ArrayBuffer> => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
  return new Uint8Array(order === 'le' ? bytes : bytes.swap16())
}

const read = (bytes: BlobPart) => readTableFile(new Blob([bytes]))
async function nameOfTable(bytes: BlobPart) {
  const reading = await read(bytes)
  return reading.kind === 'read' && reading.table ? documentId(reading.table) : reading
}

test.each([
  ["NCI's workbook", packed(madeUpWorkbook())],
  ['text in UTF-8 with its mark', `\ufeff${text}`],
  ['Unicode text of a spreadsheet', utf16('le')],
  ['the same, the other way round', utf16('be')],
])('%s is the same table under the same name', async (_, bytes) => {
  expect(await nameOfTable(bytes)).toBe(await nameOfTable(text))
})

test('the columns of the workbook that are not used are named', async () => {
  expect(await read(packed(madeUpWorkbook()))).toMatchObject({
    counts: { rows: 837, terms: 837 },
    leftOut: ['CTCAE v5.0 Change'],
    problems: [],
  })
})

const bomb = new Map([['xl/worksheets/sheet1.xml', ' '.repeat(33_000_000)]])

test.each([
  ['text that is not Unicode', Uint8Array.of(0x74, 0xe9, 0x6c), 'not-text'],
  ['a file that is much too large', 'x'.repeat(4_000_001), 'too-large'],
  ['an archive of something else', packed(new Map([['notes.txt', 'hello']])), 'broken-workbook'],
  ['an archive cut short', packed(madeUpWorkbook()).slice(0, 40_000), 'broken-workbook'],
  [
    'one whose bytes are bent',
    packed(madeUpWorkbook(), (data) => Buffer.from(data).fill(0, data.length >> 1)),
    'broken-workbook',
  ],
  ['one that unpacks without end', packed(bomb), 'broken-workbook'],
  ['two letters that begin an archive', 'PK', 'broken-workbook'],
  [
    'a workbook of another kind',
    packed(new Map([['xl/worksheets/sheet1.xml', '<row><c><v>1</v></c></row>']])),
    'no-columns',
  ],
])('%s is no table', async (_, bytes, reason) => {
  expect(await read(bytes)).toMatchObject({ kind: 'not-a-table', why: { reason } })
})
