import { parse } from 'csv-parse/sync'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { formOid, formOf, itemOf, steps } from '#shared/casebook/path'
import type { ImportedPerson } from '#shared/import/imported-changes'
import { MappedTables } from '#shared/import/mapped-tables'
import { TableMap } from '#shared/import/table-map'
import { delimitedRows } from '#shared/sheet/delimited'
import { compileStudy } from '#shared/study/compile'
import { wholePilot } from '../../forms/cdisc-pilot-whole'

const map = TableMap.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../maps/cdisc-pilot.json'), 'utf8')))
const study = compileStudy(wholePilot)

/** Values as `whom visit form item text unit`, in order: what is compared has no names of ours in it. */
const told = (people: readonly ImportedPerson[]): readonly string[] =>
  people
    .flatMap(({ code, values }) =>
      values.map(({ path, entry }) => {
        const [event, form] = steps(path)
        const said = entry.state === 'value' ? [entry.text, entry.unit ?? ''] : [entry.state]
        return [code, event?.oid, form?.oid, itemOf(path), ...said].join('\t')
      }),
    )
    .sort()

const DM =
  'USUBJID,SITEID,BRTHDTC,AGE,AGEU,SEX,RACE,ETHNIC,ARM\n01-1,701,1950-12,63,YEARS,F,WHITE,HISPANIC OR LATINO,Placebo\n'
const VS_HEAD = 'USUBJID,VISIT,VSTESTCD,VSORRES,VSORRESU,VSTPT,VSDTC\n'

const taken = (tables: Readonly<Record<string, string>>) => {
  const reader = new MappedTables(study, map)
  for (const [name, text] of Object.entries(tables)) reader.take(name, delimitedRows(text))
  return reader
}

describe('tables by a mapping', () => {
  it('columns and tests become items at their visits; what is left is said', () => {
    const reader = taken({
      DM,
      vs:
        VS_HEAD +
        '01-1,BASELINE,SYSBP,130,mmHg,AFTER STANDING FOR 1 MINUTE,2014-01-02\n' +
        '01-1,BASELINE,TEMP,98.6,F,,2014-01-02\n' +
        '01-1,SOMEWHERE,TEMP,98.6,F,,2014-01-02\n',
    })
    expect(told(reader.people())).toEqual([
      '01-1\tBL\tSV\tSVSTDTC\t2014-01-02\t',
      '01-1\tBL\tVS\tSYSBP\t130\tmmHg',
      '01-1\tBL\tVS\tTEMP\t98.6\t°F',
      '01-1\tBL\tVS\tVSTPT\tSTANDING_1MIN\t',
      '01-1\tSCR1\tDM\tAGE\t63\tyears',
      '01-1\tSCR1\tDM\tBRTHDAT\t1950-12\t',
      '01-1\tSCR1\tDM\tETHNIC\tHISPANIC\t',
      '01-1\tSCR1\tDM\tRACE\tWHITE\t',
      '01-1\tSCR1\tDM\tSEX\tF\t',
    ])
    expect(reader.reports()).toEqual([
      { file: 'DM', rows: { carried: 1, left: 0 }, values: 5, columnsLeft: ['ARM'], left: [] },
      {
        file: 'vs',
        rows: { carried: 2, left: 1 },
        values: 5,
        columnsLeft: [],
        left: ['VISIT SOMEWHERE is no visit of the mapping (2 times)'],
      },
    ])
  })

  it.each([
    [
      'a value that its item cannot hold',
      { dm: DM.replace(',63,', ',old,') },
      'line 2, dm, column AGE: “old years”: not-a-number for AGE',
    ],
    [
      'a word of no list',
      { dm: DM.replace('WHITE', 'GREEN') },
      'line 2, dm, column RACE: “GREEN ”: not-in-list for RACE',
    ],
    ['a column that is not there', { dm: DM.replace('SEX', 'GENDER') }, 'line 1, dm: there is no column SEX'],
    ['two columns of one name', { dm: DM.replace('ARM', 'SEX') }, 'line 1, dm: two columns have one name'],
    ['a file of something else', { qs: DM }, 'line 1, qs: the mapping says nothing about this file'],
    ['nothing', { dm: '' }, 'line 1, dm: there is nothing in it'],
  ])('%s refuses everything', (_, tables, why) => expect(() => taken(tables)).toThrow(why))

  it('a mapping into an item that the study has not is refused before the first row', () => {
    const bent = TableMap.parse({
      ...map,
      tables: [
        { file: 'dm', subject: 'USUBJID', event: 'SCR1', form: 'DM', items: [{ column: 'SEX', item: 'GENDER' }] },
      ],
    })
    expect(() => new MappedTables(study, bent).take('dm', delimitedRows(DM))).toThrow('no item GENDER in a form DM')
  })
})

const folder = join(import.meta.dirname, '../../../../shared/reference/cdiscpilot01')
const names = ['dm', 'ae', 'cm', 'ex', 'vs', 'lb']

function textOf(name: string): string {
  const plain = join(folder, `${name}.csv`)
  return (existsSync(plain) ? readFileSync(plain) : gunzipSync(readFileSync(`${plain}.gz`))).toString('utf8')
}

type Row = Readonly<Record<string, string>>

/** What the published rows say, found without the importer: the mapping is read, nothing of ours besides. */
function expected(name: string, rows: readonly Row[]): readonly string[] {
  const values = rows.flatMap((row, i) =>
    map.tables
      .filter(({ file }) => file === name)
      .flatMap(({ event, form, items = [], tests, only = {}, record, row: rowOf }) => {
        if (Object.entries(only).some(([column, words]) => !words.includes(row[column] ?? ''))) return []
        const visit = typeof event === 'string' ? event : (event.events[row[event.column] ?? ''] ?? 'NOWHERE')
        const cells = [
          ...items,
          ...(tests ? [{ ...tests.result, item: tests.items[row[tests.test] ?? ''] ?? '' }] : []),
        ]
        return cells.flatMap(({ column, item, words, part, unit: unitColumn }) => {
          const cell = row[column] ?? ''
          const said = part === undefined ? cell : (cell.split('T')[part === 'date' ? 0 : 1] ?? '')
          if (said === '') return []
          const written = unitColumn === undefined ? '' : (row[unitColumn] ?? '')
          const unit = map.units?.[written] ?? written
          const value = [row['USUBJID'], visit, form, item, words?.[said] ?? said, unit].join('\t')
          // A value of a record or a row of its own, else one of the visit.
          const own = record ? i : rowOf ? row[rowOf[0] ?? ''] : ''
          return [{ value, once: `${value}\t${own}\t${typeof event === 'string' ? '' : row[event.column]}` }]
        })
      }),
  )
  return [...new Map(values.map(({ once, value }) => [once, value])).values()]
}

describe.skipIf(!existsSync(join(folder, 'dm.csv')))('the whole CDISC pilot (reference data)', () => {
  it('237 people in six tables: every value that the mapping names is the one that was published', () => {
    const reader = new MappedTables(study, map)
    const limits = { bytes: 0, unpacked: 0, rows: 100_000, columns: 100, cell: 1_000 }
    const texts = names.map((name) => ({ name, text: textOf(name) }))
    for (const { name, text } of texts) reader.take(name, delimitedRows(text, limits))
    const people = reader.people()
    const published = texts.flatMap(({ name, text }) => expected(name, parse<Row>(text, { columns: true }))).sort()
    expect(people).toHaveLength(237)
    expect(told(people)).toEqual(published)
    expect(reader.reports().map(({ file, rows, left }) => ({ file, rows: rows.carried + rows.left, left }))).toEqual([
      { file: 'dm', rows: 237, left: [] },
      { file: 'ae', rows: 906, left: [] },
      { file: 'cm', rows: 5907, left: [] },
      { file: 'ex', rows: 459, left: [] },
      { file: 'vs', rows: 22878, left: [] },
      { file: 'lb', rows: 46415, left: [] },
    ])
    const records = (oid: string) =>
      new Set(
        people.flatMap(({ values }) =>
          values.flatMap(({ path }) => {
            const form = formOf(path)
            return form && formOid(form) === oid ? [form] : []
          }),
        ),
      )
    expect([records('AE').size, records('CM').size, records('EX').size]).toEqual([906, 5907, 459])
  }, 120_000)
})
