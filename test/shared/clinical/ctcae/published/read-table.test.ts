import { expect, test } from 'vitest'
import { dictionary } from '#shared/clinical/ctcae/dictionary'
import { type TableReading, readPublishedText } from '#shared/clinical/ctcae/published/read-table'
import { type PublishedTable, TABLE_LIMITS, publishedTerm } from '#shared/clinical/ctcae/published/table'
import { WholeTable } from '#shared/clinical/ctcae/published/whole-table'
import { documentId } from '#shared/reference/reference'
import { type Cells, madeUpCode, madeUpRows, madeUpWords, tsv } from '../../../../support/made-up-ctcae'
import { hasReference, referenceText } from '../../reference'

const anemia = dictionary.findIndex(({ term }) => term === 'Anemia')

/** The made-up table with some rows otherwise. */
function read(change: (rows: Cells[]) => readonly Cells[] | undefined): TableReading {
  const rows = madeUpRows()
  return readPublishedText(tsv(change(rows) ?? rows))
}
const withAnemia = (cells: Partial<Cells>) =>
  read((rows) => rows.map((row) => (row.term === 'Anemia' ? { ...row, ...cells } : row)))

const never = (): never => {
  throw new Error('no rows were made up')
}

function tableOf(reading: TableReading): PublishedTable {
  if (reading.kind !== 'read' || !reading.table) throw new Error('no table was read')
  return reading.table
}

test('a whole table is read, in the order of the dictionary, whatever the order of its rows', () => {
  const reading = read((rows) => rows.toReversed())
  expect(reading).toMatchObject({
    kind: 'read',
    counts: { rows: 837, terms: 837, classes: 26, definitions: 811 },
    leftOut: [],
    problems: [],
  })
  const table = tableOf(reading)
  expect(table.terms.map(({ term }) => term)).toEqual(dictionary.map(({ term }) => term))
  expect(publishedTerm(table, 'Cyanosis')).toEqual({
    term: 'Cyanosis',
    code: madeUpCode('Cyanosis'),
    grades: { 2: madeUpWords('Cyanosis', 2) },
    definition: 'What Cyanosis is, made up',
  })
  expect(WholeTable.safeParse(table).success).toBe(true)
})

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`
const columns = [
  'MedDRA Code',
  'MedDRA SOC',
  'CTCAE Term',
  'Grade 1  ',
  'Grade 2  ',
  'Grade 3  ',
  'Grade 4  ',
  'Grade 5',
]
/** As the spreadsheet lays it out: a title, other names, a dash for no grade, lines and blanks inside cells. */
const asSpreadsheet = (parted: string): string =>
  [
    ['CTCAE v5.0'],
    [...columns, 'Definition', 'Navigational Note', 'CTCAE v5.0 Change'],
    ...madeUpRows().map((row) => [
      ...[row.meddra_code, ` ${row.soc} `, `${row.term}  `],
      ...[row.grade1, row.grade2, row.grade3, row.grade4, row.grade5].map(
        (cell) => cell.replace(' for ', '\n for ') || '-',
      ),
      ...[row.definition, '-', 'none'],
    ]),
  ]
    .map((cells) => cells.map(quoted).join(parted))
    .join('\r\n')

test.each([
  ['tabs, as copied from a spreadsheet', '\t'],
  ['commas', ','],
  ['semicolons', ';'],
])("NCI's own columns, parted by %s, are the same table under the same name", (_, parted) => {
  const plain = tableOf(readPublishedText(tsv(madeUpRows())))
  const reading = readPublishedText(`\ufeff${asSpreadsheet(parted)}`)
  expect(reading).toMatchObject({ leftOut: ['CTCAE v5.0 Change'], problems: [] })
  expect(tableOf(reading)).toEqual(plain)
  expect(documentId(tableOf(reading))).toBe(documentId(plain))
})

test.each([
  [
    'a term of another spelling',
    { term: 'Anaemia of all kinds' },
    'term',
    'unknown-term',
    'Anaemia of all kinds',
    undefined,
  ],
  [
    'another class',
    { soc: 'Cardiac disorders' },
    'soc',
    'other-class',
    'Cardiac disorders',
    'Blood and lymphatic system disorders',
  ],
  ['a code that is none', { meddra_code: '1000227' }, 'code', 'not-a-code', '1000227', undefined],
  ['no code', { meddra_code: '' }, 'code', 'not-a-code', '', undefined],
  ['nothing for a grade that exists', { grade2: ' – ' }, 'grade2', 'grade-missing', '', undefined],
  [
    'too many words',
    { grade3: 'x'.repeat(TABLE_LIMITS.cell + 1) },
    'grade3',
    'too-long',
    `${'x'.repeat(79)}…`,
    undefined,
  ],
] as const)('%s is said with row and column, and nothing is loaded', (_, cells, column, reason, found, expected) => {
  const reading = withAnemia(cells)
  const problem = { row: anemia + 2, column, reason, found, ...(expected !== undefined && { expected }) }
  expect(reading).toMatchObject({ kind: 'read', table: undefined })
  expect(reading.kind === 'read' && reading.problems).toContainEqual(expect.objectContaining(problem))
})

const problemsOf = (reading: TableReading) => (reading.kind === 'read' ? reading.problems : [])

test('what is counted: rows, terms, classes, grades that have words, definitions', () => {
  const grades = dictionary.reduce((sum, term) => sum + term.grades.length, 0)
  const counts = { rows: 837, terms: 837, classes: 26, grades, definitions: 811 }
  expect(read(() => undefined)).toMatchObject({ counts })
  const [first] = madeUpRows()
  const more = read((rows) => [...rows, { ...(first ?? never()), term: 'No such', grade5: '', definition: '' }])
  expect(more).toMatchObject({ counts: { ...counts, rows: 838, grades: grades + 4 } })
  expect(problemsOf(more)).toEqual([
    { row: 839, term: 'No such', column: 'term', reason: 'unknown-term', found: 'No such' },
  ])
})

test.each([
  ['as long as is shown', 80, 'x'.repeat(80)],
  ['longer than is shown', 81, `${'x'.repeat(79)}…`],
])('what was found, %s', (_, length, found) =>
  expect(problemsOf(withAnemia({ soc: 'x'.repeat(length) }))).toMatchObject([{ term: 'Anemia', found }]),
)

test.each([
  ['nine figures', '900000001'],
  ['figures behind a letter', 'x90000001'],
  ['figures before one', '90000001x'],
])('%s are no code', (_, meddra_code) =>
  expect(problemsOf(withAnemia({ meddra_code }))).toMatchObject([{ column: 'code', reason: 'not-a-code' }]),
)

test('a cell as long as any may be is taken', () => {
  const grade3 = 'x'.repeat(TABLE_LIMITS.cell)
  expect(publishedTerm(tableOf(withAnemia({ grade3 })), 'Anemia')?.grades[3]).toBe(grade3)
})

test('a note is kept, dashes inside words are words, and how a name is written is its own affair', () => {
  const table = tableOf(withAnemia({ note: 'See also — elsewhere', definition: '-' }))
  expect(publishedTerm(table, 'Anemia')).toMatchObject({ note: 'See also — elsewhere' })
  expect(publishedTerm(table, 'Anemia')?.definition).toBe(undefined)
  const printed = read((rows) =>
    rows.map((row) => ({
      ...row,
      term: row.term.replaceAll('-', '–').replaceAll("'", '’'),
      soc: row.soc.toUpperCase(),
    })),
  )
  expect(tableOf(printed)).toEqual(tableOf(read(() => undefined)))
})

test('two terms without a code have none twice, and a row that is no term repeats nothing', () => {
  const none = read((rows) => rows.map((row, i) => (i < 2 ? { ...row, meddra_code: '' } : row)))
  expect(problemsOf(none).map(({ reason }) => reason)).toEqual(['not-a-code', 'not-a-code'])
  const stranger = read((rows) => rows.flatMap((row, i) => (i === 0 ? [{ ...row, term: 'No such' }, row] : [row])))
  expect(problemsOf(stranger).map(({ row, reason }) => [row, reason])).toEqual([[2, 'unknown-term']])
})

const head = Object.keys(madeUpRows()[0] ?? {})
const body = tsv(madeUpRows()).slice(head.join('\t').length + 1)
const under = (...above: readonly string[]) => readPublishedText([...above, head.join('\t'), body].join('\n'))

test('the names of the columns are looked for in the first ten lines, and the first of two such lines counts', () => {
  expect(under('A title', ...Array<string>(8).fill(''))).toMatchObject({ kind: 'read', problems: [] })
  expect(under('A title', ...Array<string>(9).fill(''))).toMatchObject({ why: { reason: 'no-columns' } })
  const names = ['soc', 'term', 'code', 'grade1', 'grade2', 'grade3', 'grade4', 'grade5']
  expect(under('soc\tterm')).toMatchObject({ kind: 'read', counts: { rows: 837 } })
  expect(under(head.join('\t'))).toMatchObject({ kind: 'read', counts: { rows: 838 } })
  expect(under(names.join('\t'))).toMatchObject({ kind: 'read', counts: { rows: 837 } })
})

test('columns that are named by nothing or twice are left out, and what is missing is said', () => {
  const rows = madeUpRows().map((row) => [...Object.values(row), '', 'x', 'y'].join('\t'))
  const named = readPublishedText([[...head, '', ' Grade 1 ', 'Mine'].join('\t'), ...rows].join('\n'))
  expect(named).toMatchObject({ kind: 'read', problems: [], leftOut: ['Grade 1', 'Mine'] })
  expect(publishedTerm(tableOf(named), 'Anemia')?.grades[1]).toBe(madeUpWords('Anemia', 1))
  expect(readPublishedText('soc\tterm\tone\ttwo\tthree\tfour\tfive\tsix\n')).toEqual({
    kind: 'not-a-table',
    why: { reason: 'no-columns', missing: ['code', 'grade1', 'grade2', 'grade3', 'grade4', 'grade5'] },
  })
})

test('a text as long as any may be is looked at, one in its first line or after the mark of its coding alike', () => {
  expect(readPublishedText(' '.repeat(TABLE_LIMITS.text))).toMatchObject({ why: { reason: 'empty' } })
  expect(readPublishedText(`\ufeff${tsv(madeUpRows())}`)).toMatchObject({ kind: 'read', problems: [] })
  expect(readPublishedText(`${tsv(madeUpRows())}\ufeff`)).toMatchObject({ kind: 'read', leftOut: [] })
})

test('most of the terms make it this table', () => {
  const least = Math.ceil(dictionary.length * 0.8)
  expect(read((rows) => rows.slice(0, least))).toMatchObject({ kind: 'read', counts: { terms: least } })
  expect(read((rows) => rows.slice(0, least - 1))).toMatchObject({ why: { reason: 'another-table', known: least - 1 } })
})

test('words for a grade that a term does not have are said', () => {
  const reading = read((rows) => rows.map((row) => (row.term === 'Cyanosis' ? { ...row, grade5: 'Death' } : row)))
  expect(reading.kind === 'read' && reading.problems).toEqual([
    expect.objectContaining({ term: 'Cyanosis', column: 'grade5', reason: 'no-such-grade', found: 'Death' }),
  ])
})

test('a term that is not there, one that is there twice, and a code that two terms have are said', () => {
  const missing = read((rows) => rows.filter(({ term }) => term !== 'Anemia'))
  expect(missing.kind === 'read' && missing.problems).toEqual([
    { row: undefined, term: 'Anemia', column: 'term', reason: 'term-missing', found: '' },
  ])
  const twice = read((rows) => [...rows, ...rows.slice(anemia, anemia + 1)])
  expect(twice.kind === 'read' && twice.problems).toEqual([
    { row: 839, term: 'Anemia', column: 'term', reason: 'term-twice', found: 'Anemia', expected: String(anemia + 2) },
  ])
  const shared = withAnemia({ meddra_code: madeUpCode('Fatigue') })
  expect(shared.kind === 'read' && shared.problems.map(({ reason, expected }) => [reason, expected])).toEqual([
    ['code-twice', String(anemia + 2)],
  ])
})

test.each([
  ['nothing', '', { reason: 'empty' }],
  ['blank lines', '\n\t\n', { reason: 'empty' }],
  ['a text that is no table', 'Dear administrator,\nplease find enclosed', { reason: 'no-columns' }],
  [
    'a table without its codes',
    tsv(madeUpRows()).replaceAll('meddra_code', 'other'),
    { reason: 'no-columns', missing: ['code'] },
  ],
  [
    'a spreadsheet of half the terms',
    tsv(madeUpRows().slice(0, 400)),
    { reason: 'another-table', rows: 400, known: 400 },
  ],
  ['more than any such table', 'x'.repeat(TABLE_LIMITS.text + 1), { reason: 'too-large' }],
])('%s is no such table at all', (_, text, why) =>
  expect(readPublishedText(text)).toMatchObject({ kind: 'not-a-table', why }),
)

test('a quote that nothing closes is a character, and costs no time', () => {
  const rows = madeUpRows().map((row) => ({ ...row, grade1: row.grade1 && `"${row.grade1}` }))
  const table = tableOf(readPublishedText(tsv(rows)))
  expect(publishedTerm(table, 'Anemia')?.grades[1]).toBe(`"${madeUpWords('Anemia', 1)}`)
})

test('what arrives as a table is held against the dictionary again', () => {
  const table = tableOf(readPublishedText(tsv(madeUpRows())))
  const [first, second, ...rest] = table.terms
  const accepts = (terms: unknown) => WholeTable.safeParse({ format: 1, terms }).success
  expect(accepts(table.terms)).toBe(true)
  expect(accepts([second, first, ...rest])).toBe(false)
  expect(accepts([{ ...first, grades: { 1: 'x' } }, second, ...rest])).toBe(false)
  expect(accepts([{ ...first, code: second?.code }, second, ...rest])).toBe(false)
  expect(accepts([first, second])).toBe(false)
})

test.skipIf(!hasReference('ctcae-v5.tsv'))('the published table itself is read without a word of complaint', () => {
  const text = referenceText('ctcae-v5.tsv')
  const reading = readPublishedText(text)
  expect(reading).toMatchObject({ kind: 'read', counts: { rows: 837, terms: 837, classes: 26 }, problems: [] })
  const table = tableOf(reading)
  const [line = ''] = text.split('\n').filter((each) => each.includes('\tFatigue\t'))
  const fatigue = publishedTerm(table, 'Fatigue')
  expect([fatigue?.code, fatigue?.grades[1], fatigue?.grades[2], fatigue?.grades[3]]).toEqual(
    line.split('\t').slice(2, 6),
  )
})
