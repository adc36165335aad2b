import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { netter2 } from '#forms/netter-2/study'
import { FormPath, ItemPath } from '#shared/casebook/path'
import { Entry } from '#shared/change/change'
import { bundle } from '#shared/export/bundle'
import { readCsv } from '#shared/export/csv'
import type { ExportFormat } from '#shared/export/manifest'
import { streamed } from '#shared/export/streamed'
import { SubjectCode } from '#shared/ids'
import { readEntry } from '#shared/study/read-entry'
import { showDate } from '#shared/study/show-entry'
import { versionIdOf } from '#shared/study/definition'
import { fonts, sourceOf } from '../../support/filled-casebook'
import { readOdm } from '../../support/odm-file'
import { pdfText } from '../../support/pdf-text'
import { Story, nurse } from '../../support/story'
import { datasetsIn, readXpt, textIn } from '../../support/tabular-files'

/** What breaks files elsewhere, each the name of a medicine: no format may lose or change one without saying so. */
const texts: readonly (readonly [name: string, text: string])[] = [
  ['leading zeros', '007'],
  ['zeros at the end', '1.10'],
  ['an exponent', '1e5'],
  ['a negative number', '-5'],
  ['a decimal comma', '-7,4'],
  ['a formula', '=1+1'],
  ['a formula that was guarded', "'=1+1"],
  ['a telephone number', '+31 6 1234'],
  ['a name that a spreadsheet runs', '@SUM(A1:A9)'],
  ['an apostrophe', "O'Brien"],
  ['quotes and commas', 'a "b", c'],
  ['markup', '<a href="x">&amp;</a> ]]> &#7;'],
  ['line ends', 'two\nlines\r\nthree\rand\ttabs'],
  ['blanks around it', '  blanks around  '],
  ['32,767 signs', 'x'.repeat(32_767)],
  ['signs of four bytes over the length of a piece', '👩🏽‍⚕️'.repeat(40)],
  ['Arabic, Chinese and a ring', 'سرطان 漢字 Ångström'],
  ['a mark by itself', 'e\u0301 \u0301'],
  ['controls', 'bell \u0007 escape \u001b null \u0000 end'],
  ['what is no character', 'no \ufffe character \uffff'],
  ['a mark of byte order', '\ufeffbegins'],
]

const dates = ['2026', '2026-03', '2026-03-09']

const formOf = (i: number) => FormPath.parse(`LOG/CM:0198c0de-0000-7000-8000-${String(i).padStart(12, '0')}`)
const item = (i: number, oid: string) =>
  ItemPath.parse(`${formOf(i)}/${oid === 'CMTRT' ? 'MEDICINE' : 'COURSE'}/${oid}`)
const minute = (i: number) => `2026-03-11T10:${String(i).padStart(2, '0')}:00.000+01:00`

const story = new Story(versionIdOf(netter2))
story.says(nurse, minute(0), { kind: 'enrol', code: SubjectCode.parse('NL01-004') })
for (const [i, [, text]] of texts.entries()) story.enters(nurse, minute(i + 1), formOf(i), { 'MEDICINE/CMTRT': text })
for (const [i, date] of dates.entries())
  story.enters(nurse, minute(40 + i), formOf(texts.length + i), { 'COURSE/CMSTDAT': date })

/** What was made in one format: what each record says of an item, in the order of `texts` and then `dates`. */
interface Made {
  readonly texts: readonly string[]
  readonly dates: readonly string[]
  readonly notes: readonly string[]
}

async function make(format: ExportFormat, read: (files: ReadonlyMap<string, Uint8Array>) => Promise<Table> | Table) {
  const { files, manifest } = await bundle(streamed(sourceOf(story)), { format, fonts })
  const table = await read(new Map(files.map(({ name, bytes }) => [name, bytes])))
  return {
    texts: texts.map((_, i) => table(i, 'CMTRT')),
    dates: dates.map((_, i) => table(texts.length + i, 'CMSTDAT')),
    notes: manifest.notes ?? [],
  }
}

/** What record `i` says of an item. */
type Table = (i: number, oid: string) => string

const csvRows = (columns: readonly string[], rows: readonly (readonly string[])[]): Table => {
  const byPath = new Map(rows.map((row) => [`LOG/CM:${row[columns.indexOf('FORMID')] ?? ''}`, row]))
  return (i, oid) => byPath.get(formOf(i))?.[columns.indexOf(oid)] ?? ''
}

/** As the file beside the tables tells any other reader to do it. */
const unguarded = (cell: string) => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)

const odm = (files: ReadonlyMap<string, Uint8Array>): Table => {
  const { subjects } = readOdm(textIn([...files.values()][0]))
  const read = new Map(subjects.flatMap(({ values }) => values.map(({ path, entry }) => [path, entry])))
  return (i, oid) => {
    const entry = read.get(item(i, oid))
    return entry?.state === 'value' ? entry.text : ''
  }
}

const sdtm: Readonly<Record<string, string>> = { CMTRT: 'CMTRT', CMSTDAT: 'CMSTDTC' }

const formats = {
  csv: (files) => {
    const { columns, rows } = readCsv('CM', textIn(files.get('CM.csv')))
    return csvRows(columns, rows)
  },
  complete: (files) => {
    const [columns = [], ...rows]: string[][] = parse(textIn(files.get('tables/CM.csv')), {
      bom: true,
      record_delimiter: '\r\n',
    })
    return csvRows(
      columns,
      rows.map((row) => row.map(unguarded)),
    )
  },
  odm,
  odm2: odm,
  'dataset-json': (files) => {
    const cm = datasetsIn(files).get('CM')
    const at = (name: string) => cm?.columns.findIndex((column) => column.name === name) ?? -1
    return (i, oid) => String(cm?.rows.find((row) => row[at('CMSPID')] === formOf(i))?.[at(sdtm[oid] ?? '')] ?? '')
  },
  xpt: async (files) => {
    const records = await readXpt(files.get('cm.xpt') ?? new Uint8Array())
    const more = await readXpt(files.get('suppcm.xpt') ?? new Uint8Array())
    return (i, oid) => {
      const own = records.find((row) => row['CMSPID'] === formOf(i))
      const name = sdtm[oid] ?? ''
      const rest = more.filter(
        (row) => row['IDVARVAL'] === String(own?.['CMSEQ']) && String(row['QNAM']).startsWith(name.slice(0, 5)),
      )
      return [own?.[name], ...rest.map((row) => row['QVAL'])].join('')
    }
  },
} as const satisfies Partial<Record<ExportFormat, (files: ReadonlyMap<string, Uint8Array>) => Table | Promise<Table>>>

/** What a format keeps of a text otherwise than it was typed; the sentence of the manifest that says so. */
const kept: Partial<Record<ExportFormat, { readonly of: (text: string) => string; readonly says: RegExp }>> = {
  // The reader takes off what stands in front as well: the bytes are looked at below.
  xpt: { of: (text) => text.trim(), says: /^1 texts end with blanks, which a transport file does not keep/ },
}

const made = new Map<string, Promise<Made>>(
  [
    make('csv', formats.csv),
    make('complete', formats.complete),
    make('odm', formats.odm),
    make('odm2', formats.odm2),
    make('dataset-json', formats['dataset-json']),
    make('xpt', formats.xpt),
  ].map((one, i) => [Object.keys(formats)[i] ?? '', one]),
)

describe.each(Object.keys(formats))('%s', (format) => {
  const exception = Object.entries(kept).find(([name]) => name === format)?.[1]

  test.each(texts.map(([name, text], i) => [name, text, i] as const))('%s', async (_, text, i) => {
    const one = await made.get(format)
    const expected = exception ? exception.of(text) : text
    expect(one?.texts[i]).toBe(expected)
    if (expected !== text) expect(one?.notes).toContainEqual(expect.stringMatching(exception?.says ?? /^$/))
  })

  test('dates as far as they are known', async () => expect((await made.get(format))?.dates).toEqual(dates))
})

test.each([
  ['csv', /apostrophe in front: README\.txt says how/],
  ['odm', /Signs that XML cannot hold are shown as pictures; what was typed stands beside them/],
  ['odm2', /Signs that XML cannot hold are shown as pictures/],
  ['xpt', /^CM\.CMTRT: 2 texts longer than 200 bytes go on in the supplement/],
  ['complete', /printed as its code point, as in \[U\+0007\]/],
])('the manifest of %s says how it tells what it cannot hold', async (format, said) =>
  expect((await made.get(format))?.notes).toContainEqual(expect.stringMatching(said)),
)

test('a transport file keeps what stands in front of a text', async () => {
  const { files } = await bundle(streamed(sourceOf(story)), { format: 'xpt', fonts })
  const bytes = Buffer.from(files.find(({ name }) => name === 'cm.xpt')?.bytes ?? [])
  for (const text of ['  blanks around', '\ufeffbegins']) expect(bytes.includes(text)).toBe(true)
})

describe('pdf', () => {
  const printed = bundle(streamed(sourceOf(story)), { format: 'pdf', fonts }).then(({ files, manifest }) => ({
    // Lines of a text are those of its column: where they end nothing is lost but the blank.
    text: squeezed(
      pdfText(files[0]?.bytes ?? new Uint8Array())
        .map(withoutEdges)
        .join(''),
    ),
    notes: manifest.notes,
  }))

  test.each(texts)('%s', async (_, text) => {
    const { text: whole, notes } = await printed
    expect(whole.includes(squeezed(asPrinted(text)))).toBe(true)
    if (asPrinted(text) !== text) expect(notes).toContainEqual(expect.stringMatching(/code point, as in \[U\+0007\]/))
  })

  test.each(dates)('the date %s as far as it is known', async (date) =>
    expect((await printed).text).toContain(squeezed(`Start${showDate(date, 'en')}`)),
  )
})

/** Without blanks, and without what joins or varies signs and is not to be seen. */
const squeezed = (text: string) => text.replace(/\s+/g, '').replace(/\u200d|\ufe0f|\[U\+(?:200D|FE0F)\]/g, '')
/** Without the head of a page and its foot, which stand in the middle of what goes on over it. */
const withoutEdges = (page: string) =>
  page.replace(/NL01-004\n(?:[^\n]*\n)?NETTER-2 · Rotterdam\n[^\n]*Page \d+ of \d+/, '')

/** Latin, Greek and Cyrillic are in our fonts; anything else stands as its code point. */
const asPrinted = (text: string) =>
  text
    .replace(/\r\n?|\n|\t/g, ' ')
    .replace(
      /[^\u0300-\u036f\u0020-\u007e\u00a0-\u024f\u2013\u2019\u200b-\u200f\ufeff]/gu,
      (sign) => `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )

test.each(['half \ud83d of a sign', '\udc69 the other half'])('half a sign never gets in: %j (ODM-09)', (text) => {
  const def = { oid: 'CMTRT', type: 'text' as const, label: { en: 'Medicine' } }
  expect(readEntry(def, { text }, { today: '2026-03-11' })).toEqual({ ok: false, reason: 'broken-text' })
  expect(Entry.safeParse({ state: 'value', text }).success).toBe(false)
})
