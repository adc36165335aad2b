import { parse } from 'csv-parse/sync'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { trials } from '#forms/studies'
import { standingForms } from '#shared/casebook/fold'
import { ItemPath, formPath } from '#shared/casebook/path'
import { sha256OfBytes } from '#shared/export/manifest'
import { pieces } from '#shared/export/tabular/fit'
import { specsOf } from '#shared/export/tabular/plan'
import { tabulationOf } from '#shared/export/tabular/tabulation'
import { submissionOf } from '#shared/export/tabular/values'
import { type ExportSource, logOf } from '#shared/export/source'
import { compileStudy } from '#shared/study/compile'
import { StudyVersion } from '#shared/study/definition'
import { danglingIn, elementsOf } from '../../../support/odm-file'
import { sixthStudy } from '../../../support/sixth-study'
import { faultsBySchema, hasSchemas, standards } from '../../../support/schemas'
import {
  type DatasetFile,
  datasetSchema,
  datasetsIn,
  exportOf,
  readXpt,
  tabularTexts,
  textIn,
} from '../../../support/tabular-files'
import { FilledParticipant } from '../../../support/whole-casebook'

/** What breaks exports elsewhere. */
const nasty = [
  '007',
  '1.10',
  '-5',
  '=1+1',
  "O'Brien",
  'two\nlines\r\nand\ttabs',
  'x'.repeat(32_767),
  'emoji 👩🏽‍⚕️'.repeat(30),
  'سرطان 漢字 Ångström',
  'bell \u0007 escape \u001b null \u0000 end',
]

/** A participant of a study with something in every item of some visits, and each nasty text in a record of its own. */
function filled(version: StudyVersion): ExportSource {
  const study = compileStudy(version)
  const participant = new FilledParticipant(study, { visits: 4, logs: 1 })
  for (const [i, text] of nasty.entries()) {
    if (!study.form('CM')) break
    const repeat = `0198c0de-0000-7000-8000-${String(i).padStart(12, '0')}`
    const path = ItemPath.parse(`${formPath({ oid: 'LOG' }, { oid: 'CM', repeat })}/MEDICINE/CMTRT`)
    participant.says({ kind: 'value', items: [{ path, bases: [], entry: { state: 'value', text } }] })
  }
  return exportOf(study, participant.subject, participant.log())
}

const cellsOf = (datasets: ReadonlyMap<string, DatasetFile>): ReadonlySet<string> =>
  new Set([...datasets.values()].flatMap(({ rows }) => rows.flat().map(String)))

const sixth = StudyVersion.parse(sixthStudy)

describe.each([...trials, sixth].map((version) => [version.study.name, version] as const))('%s', (_, version) => {
  const source = filled(version)
  const made = Promise.all([tabularTexts(source, 'dataset-json'), tabularTexts(source, 'xpt')])

  test('everything that was entered stands in some data set', async () => {
    const [{ bytes }] = await made
    const cells = cellsOf(datasetsIn(bytes))
    const { study } = source
    const lost = source.subjects.flatMap(({ casebook }) =>
      standingForms(casebook).flatMap(({ items }) =>
        [...items.values()].flatMap(({ path, value }) => {
          if (value?.state !== 'value') return []
          const [, form = '', , oid = ''] = path.split('/').map((step) => step.split(':')[0] ?? '')
          const def = study.item(form, oid)?.def
          const list = def && study.codeListOf(def)
          const words = value.text.split(' ').map((code) => list?.codes.find((one) => one.code === code))
          const ways = [
            value.text,
            `${value.text} ${value.unit ?? ''}`,
            words.map((one) => one?.text.en ?? '').join('; '),
            words.map((one) => one?.submission ?? one?.code.replaceAll('_', ' ') ?? '').join('; '),
            value.text === 'Y' ? 'ONGOING' : value.text === 'N' ? 'BEFORE' : value.text,
          ]
          const isIn = ways.some((text) => cells.has(text)) || (/TIM$/.test(oid) && joined(cells, value.text))
          return isIn || oid === 'QSSTAT' ? [] : [path]
        }),
      ),
    )
    expect(lost).toEqual([])
  })

  test('Define-XML names every variable of every file, and leads nowhere else', async () => {
    for (const { bytes } of await made) {
      const define = textIn(bytes.get('define.xml'))
      expect(danglingIn(define)).toEqual([])
      const items = elementsOf(define).filter(({ name }) => name === 'ItemDef')
      const oids = new Set(items.map(({ attributes }) => attributes.get('OID')))
      expect(oids.size).toBe(items.length)
      const files = elementsOf(define).filter(({ name }) => name === 'leaf')
      expect(files.map(({ attributes }) => attributes.get('http://www.w3.org/1999/xlink:href')).sort()).toEqual(
        [...bytes.keys()].filter((name) => name !== 'define.xml').sort(),
      )
      for (const { columns } of datasetsIn(bytes).values())
        for (const { itemOID } of columns) expect(oids).toContain(itemOID)
    }
  })

  test.skipIf(!hasSchemas)('Define-XML is valid (DATA-06)', async () => {
    for (const { bytes } of await made)
      expect(await faultsBySchema(textIn(bytes.get('define.xml')), 'define-2.1')).toEqual([])
  })

  test.skipIf(!hasSchemas)('Dataset-JSON is valid, as wide and long as it says (DATA-02)', async () => {
    const [{ bytes }] = await made
    const schema = datasetSchema()
    for (const [name, file] of bytes) {
      if (!name.endsWith('.json')) continue
      expect(schema.safeParse(JSON.parse(textIn(file))).error?.issues.slice(0, 3)).toBeUndefined()
    }
    for (const { columns, rows, records } of datasetsIn(bytes).values()) {
      expect(rows).toHaveLength(records)
      expect(rows.every(({ length }) => length === columns.length)).toBe(true)
    }
  })

  test('numbers of records are their own, dates are ISO 8601, no study day is 0 (DATA-01)', async () => {
    const [{ bytes }] = await made
    for (const { name, columns, rows } of datasetsIn(bytes).values()) {
      const at = (column: string) => columns.findIndex((one) => one.name === column)
      if (at(`${name}SEQ`) >= 0) expect(new Set(rows.map((row) => row[at(`${name}SEQ`)])).size).toBe(rows.length)
      for (const [c, { name: column }] of columns.entries()) {
        const cells = rows.map((row) => row[c]).filter((cell) => cell !== null)
        if (/DTC$/.test(column))
          for (const cell of cells) expect(cell).toMatch(/^\d{4}(-\d\d(-\d\d(T\d\d:\d\d.*)?)?)?$/)
        if (/DY$/.test(column)) expect(cells).not.toContain(0)
      }
    }
  })

  test.skipIf(!hasSchemas)('coded answers are CDISC’s own words (DATA-03)', () => {
    const words = controlledTerms()
    const study = compileStudy(version)
    const strange = version.forms.flatMap((form) =>
      specsOf(study, form).flatMap(({ domain, given }) =>
        [...given].flatMap(([name, from]) => {
          const list = listOf(name.startsWith(domain) ? name.slice(domain.length) : name)
          const def = typeof from === 'string' ? study.item(form.oid, from)?.def : undefined
          const said = def
            ? (study.codeListOf(def)?.codes.map(({ code }) => submissionOf(study.codeListOf(def), code)) ?? [])
            : typeof from === 'object' && 'is' in from
              ? [from.is]
              : []
          const known = words.get(list ?? '')
          return known ? said.flatMap((one) => (known.has(one) || ours.has(one) ? [] : [`${name} ${one}`])) : []
        }),
      ),
    )
    expect([...new Set(strange)]).toEqual([])
  })

  test('transport files say the same as Dataset-JSON, value by value (DATA-07)', async () => {
    const [json, xpt] = await made
    for (const [name, { columns, rows, records }] of datasetsIn(json.bytes)) {
      expect(rows).toHaveLength(records)
      const read = await readXpt(xpt.bytes.get(`${name.toLowerCase()}.xpt`) ?? new Uint8Array())
      const kept = read.filter(
        (row) => !/continued$/.test(String(row['QLABEL'])) && !/\d{3}$/.test(String(row['QNAM'])),
      )
      if (!name.startsWith('SUPP')) expect(kept).toHaveLength(records)
      for (const [i, row] of rows.entries())
        for (const [c, { name: column, dataType }] of columns.entries()) {
          const there = kept[i]?.[column]
          const here = row[c]
          if (name.startsWith('SUPP')) continue
          if (dataType === 'integer' || dataType === 'decimal') expect(Number(there)).toBe(Number(here ?? there))
          else if (dataType === 'string') expect(there).toBe(pieces(String(here ?? ''))[0]?.trim())
        }
    }
  })

  test('what a label loses in a transport file is told, and each name that did not fit (DATA-07)', async () => {
    const [json, xpt] = await made
    for (const [name, { columns }] of datasetsIn(json.bytes)) {
      const told = xpt.notes.find((note) => note.startsWith(`${name}: labels`)) ?? ''
      for (const column of columns) {
        const label = String(column['label'])
        expect(told.includes(`${column.name} (${label})`)).toBe(Buffer.byteLength(label) > 40)
      }
    }
    for (const { dataset, variable, names } of tabulationOf([compileStudy(version)]).cutNames())
      if (names.size > 0 && datasetsIn(json.bytes).has(dataset))
        for (const [whole, short] of names)
          expect(json.notes).toContainEqual(
            expect.stringMatching(new RegExp(`^${dataset}\\.${variable}: .*\\b${whole} is ${short}[,.]`)),
          )
  })

  test('the same source gives the same bytes', async () => {
    const [json, xpt] = await made
    expect(hashesOf((await tabularTexts(source, 'dataset-json')).bytes)).toEqual(hashesOf(json.bytes))
    expect(hashesOf((await tabularTexts(source, 'xpt')).bytes)).toEqual(hashesOf(xpt.bytes))
  })

  test.runIf(version.forms.some(({ oid }) => oid === 'CM'))(
    'long texts go on piece by piece, and that is told',
    async () => {
      const [, { bytes, notes }] = await made
      expect(notes).toContainEqual(expect.stringMatching(/^CM\.CMTRT: 2 texts longer than 200 bytes go on/))
      const records = await readXpt(bytes.get('cm.xpt') ?? new Uint8Array())
      const more = await readXpt(bytes.get('suppcm.xpt') ?? new Uint8Array())
      const whole = records.map((row) =>
        [
          String(row['CMTRT']),
          ...more
            .filter((next) => next['IDVARVAL'] === String(row['CMSEQ']) && /^CMTRT\d{3}$/.test(String(next['QNAM'])))
            .map((next) => String(next['QVAL'])),
        ].join(''),
      )
      for (const text of nasty) expect(whole).toContain(text)
    },
  )
})

/** The code list of CDISC that a variable is answered from, by its name without the domain. */
const listOf = (suffix: string): string | undefined =>
  ({
    ...{ SEX: 'SEX', RACE: 'RACE', ETHNIC: 'ETHNIC', SER: 'NY', OCCUR: 'NY', PRESP: 'NY', DRVFL: 'NY' },
    ...{ SCONG: 'NY', SDISAB: 'NY', SDTH: 'NY', SHOSP: 'NY', SLIFE: 'NY', SMIE: 'NY', CONTRT: 'NY' },
    ...{ OUT: 'OUT', ACN: 'ACN', DOSFRM: 'FRM', ROUTE: 'ROUTE', DOSFRQ: 'FREQ', METHOD: 'METHOD', LAT: 'LAT' },
    ...{ LOC: 'LOC', SPEC: 'SPECTYPE', EVAL: 'EVAL', POS: 'POSITION' },
  })[suffix]

/** Terms of our own in lists that may be extended: they say more than any of CDISC's. */
const ours: ReadonlySet<string> = new Set([
  ...['OTHER', 'UNKNOWN', 'JEJUNUM ILEUM', 'UNKNOWN MIDGUT LIKELY', 'MIDLINE', 'IM GLUTEAL', 'SC DEEP'],
  ...['ARM LEFT', 'ARM RIGHT', 'PORT', 'CENTRAL LINE', 'BUTTOCK LEFT', 'BUTTOCK RIGHT'],
])

/** The submission values of each code list of CDISC. */
function controlledTerms(): ReadonlyMap<string, ReadonlySet<string>> {
  const text = readFileSync(join(standards, 'controlled-terminology/cdisc-ct-subset.csv'), 'utf8')
  const rows = parse(text, { columns: true }).map((row) => z.record(z.string(), z.string()).parse(row))
  const lists = new Map<string, Set<string>>()
  for (const { codelist = '', submission_value: value = '' } of rows)
    lists.set(codelist, (lists.get(codelist) ?? new Set()).add(value))
  return lists
}

const hashesOf = (bytes: ReadonlyMap<string, Uint8Array>) =>
  [...bytes].map(([name, file]) => [name, sha256OfBytes(file)])

const joined = (cells: ReadonlySet<string>, time: string): boolean =>
  [...cells].some((cell) => cell.endsWith(`T${time}`))

test('the sixth study has all of its log in the sets though it says nothing of them', () => {
  const [subject] = filled(sixth).subjects
  expect(sixth.tabulation).toBeUndefined()
  expect(subject && logOf(subject.casebook).length).toBeGreaterThan(5)
})
