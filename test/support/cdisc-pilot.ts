import { parse } from 'csv-parse/sync'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { cdiscPilot, pilotVisits } from '../forms/cdisc-pilot-study'
import {
  carriedColumns,
  type ColumnMap,
  columnwise,
  type Domain,
  sampleTime,
  testwise,
  timePoint,
  units,
  visitDate,
} from './cdisc-pilot-mapping'
import { madeUpRows } from './cdisc-pilot-made-up'

/** One row of a source file: column to text, empty for missing. */
export type Row = Readonly<Record<string, string>>
export type Domains = Readonly<Record<Domain, readonly Row[]>>

/** One value to type into the screen, and the cell it comes from. */
export interface TypedValue {
  readonly event: string
  readonly form: string
  /** Which instance of a log form, counted from 0. */
  readonly repeatIndex?: number
  readonly group: string
  /** Which row of a repeating group, counted from 0. */
  readonly rowIndex?: number
  readonly item: string
  readonly text: string
  readonly unit?: string
  readonly source: { readonly column: string; readonly value: string; readonly unit?: string }
}

export interface PilotSubject {
  readonly subject: string
  /** In the order of entry: forms in turn, items as they stand on the form. At most `most` of them. */
  readonly values: readonly TypedValue[]
}

export interface DomainReport {
  readonly domain: Domain
  readonly rows: { readonly carried: number; readonly left: number }
  readonly columns: { readonly carried: readonly string[]; readonly left: readonly string[] }
}

export interface PilotInput {
  readonly origin: 'published rows' | 'made-up rows'
  readonly subjects: readonly PilotSubject[]
  /** What of the chosen subjects is carried, and what is not. */
  readonly report: readonly DomainReport[]
}

const most = 120
const domains = ['DM', 'VS', 'LB', 'AE', 'CM'] as const
const folder = join(import.meta.dirname, '../../../shared/reference/cdiscpilot01')

/** Three subjects of the published trial where its files are beside the project, else made-up rows of the same shape. */
export function pilotInput(from = folder): PilotInput {
  const published = existsSync(join(from, 'dm.csv'))
  return { origin: published ? 'published rows' : 'made-up rows', ...inputOf(published ? readAll(from) : madeUpRows()) }
}

const readAll = (from: string): Domains => ({
  DM: readRows(from, 'dm'),
  VS: readRows(from, 'vs'),
  LB: readRows(from, 'lb'),
  AE: readRows(from, 'ae'),
  CM: readRows(from, 'cm'),
})

function readRows(from: string, name: string): readonly Row[] {
  const plain = join(from, `${name}.csv`)
  const csv = existsSync(plain) ? readFileSync(plain) : gunzipSync(readFileSync(`${plain}.gz`))
  return parse<Record<string, string>>(csv, { columns: true })
}

/** Three subjects with something of everything, each as far as the number of values allows. */
export function inputOf(source: Domains): Omit<PilotInput, 'origin'> {
  const bySubject = new Map(source.DM.map((row) => [row['USUBJID'] ?? '', emptyDomains()]))
  for (const domain of domains)
    for (const row of source[domain]) bySubject.get(row['USUBJID'] ?? '')?.[domain].push(row)
  const chosen = [...bySubject].filter(([, own]) => hasEverything(own)).slice(0, 3)
  const carried = new Set<Row>()
  const subjects = chosen.map(([subject, own]) => ({ subject, values: valuesOf(own, carried) }))
  return {
    subjects,
    report: domains.map((domain) =>
      reportOn(
        domain,
        chosen.flatMap(([, own]) => own[domain]),
        carried,
      ),
    ),
  }
}

const emptyDomains = (): Record<Domain, Row[]> => ({ DM: [], VS: [], LB: [], AE: [], CM: [] })

const hasEverything = (own: Domains): boolean =>
  own.AE.length >= 2 &&
  own.AE.some((row) => row['AEENDTC'] !== '') &&
  own.CM.some((row) => row['CMDOSE'] !== '') &&
  own.VS.some((row) => row['VISIT'] === 'SCREENING 1') &&
  own.LB.some((row) => row['VISIT'] === 'SCREENING 1' && row['LBCAT'] === 'HEMATOLOGY')

/** What is entered together or not at all. */
interface Block {
  readonly values: readonly TypedValue[]
  readonly rows: readonly Row[]
}

function valuesOf(own: Domains, carried: Set<Row>): readonly TypedValue[] {
  const [first, ...later] = pilotVisits.map(({ name, oid }) => visitBlock(own, name, oid))
  const blocks = [
    ...own.DM.map((row) => rowBlock('DM', row)),
    ...(first ? [first] : []),
    ...own.AE.slice(0, 3).map((row, index) => rowBlock('AE', row, index)),
    ...medicines(own.CM)
      .slice(0, 3)
      .map((row, index) => rowBlock('CM', row, index)),
    ...later,
  ]
  const values: TypedValue[] = []
  for (const block of blocks) {
    if (values.length + block.values.length > most) continue
    values.push(...block.values)
    for (const row of block.rows) carried.add(row)
  }
  return values
}

/** The trial repeats a medicine at every visit it is still taken: the first of its rows stands for it. */
function medicines(rows: readonly Row[]): readonly Row[] {
  const told = new Map<string, Row>()
  for (const row of rows) {
    const words = columnwise.CM.columns.map(({ column }) => row[column] ?? '').join('\t')
    if (!told.has(words)) told.set(words, row)
  }
  return [...told.values()]
}

function rowBlock(domain: 'DM' | 'AE' | 'CM', row: Row, repeatIndex?: number): Block {
  const { event, columns } = columnwise[domain]
  const at = { event, form: domain, ...(repeatIndex === undefined ? {} : { repeatIndex }) }
  return { rows: [row], values: columns.flatMap((map: ColumnMap) => typedValue(at, map, row)) }
}

function visitBlock(own: Domains, visit: string, event: string): Block {
  const vitals = firstOfEach(
    own.VS.filter((row) => row['VISIT'] === visit),
    testwise.VS.tests,
    ['VSTESTCD', 'VSTPT'],
  )
  const bloods = firstOfEach(
    own.LB.filter((row) => row['VISIT'] === visit && row['LBCAT'] === 'HEMATOLOGY'),
    testwise.LB.tests,
    ['LBTESTCD'],
  )
  const [aVital] = vitals
  const [aBlood] = bloods
  return {
    rows: [...vitals, ...bloods],
    values: [
      ...(aVital ? typedValue({ event, form: 'SV' }, visitDate, aVital) : []),
      ...vitals.filter((row) => row['VSTPT'] === '').flatMap((row) => result('VS', { event, form: 'VS' }, row)),
      ...readings(
        event,
        vitals.filter((row) => row['VSTPT'] !== ''),
      ),
      ...(aBlood ? sampleTime.flatMap((map) => typedValue({ event, form: 'LB' }, map, aBlood)) : []),
      ...bloods.flatMap((row) => result('LB', { event, form: 'LB' }, row)),
    ],
  }
}

/** Rows with a result, in the order of the tests, the first of those that name the same thing. */
function firstOfEach(
  rows: readonly Row[],
  tests: readonly string[],
  naming: readonly [string, ...string[]],
): readonly Row[] {
  const named = new Map<string, Row>()
  for (const row of rows) {
    const name = naming.map((column) => row[column] ?? '').join('\t')
    if (tests.includes(row[naming[0]] ?? '') && resultOf(row) !== '' && !named.has(name)) named.set(name, row)
  }
  const place = (row: Row) => tests.indexOf(row[naming[0]] ?? '')
  return [...named.values()].sort((a, b) => place(a) - place(b))
}

const resultOf = (row: Row): string => row['VSORRES'] ?? row['LBORRES'] ?? ''

/** Lying and standing pressures: a row of the table for each time point. */
function readings(event: string, rows: readonly Row[]): readonly TypedValue[] {
  const points = Object.keys(timePoint.codes ?? {}).filter((point) => rows.some((row) => row['VSTPT'] === point))
  return points.flatMap((point, rowIndex) => {
    const there = rows.filter((row) => row['VSTPT'] === point)
    const at = { event, form: 'VS', rowIndex }
    return [
      ...there.slice(0, 1).flatMap((row) => typedValue(at, timePoint, row)),
      ...there.flatMap((row) => result('VS', at, row)),
    ]
  })
}

type Place = Pick<TypedValue, 'event' | 'form' | 'repeatIndex' | 'rowIndex'>

const result = (domain: 'VS' | 'LB', at: Place, row: Row): readonly TypedValue[] =>
  typedValue(at, { ...testwise[domain].result, item: row[`${domain}TESTCD`] ?? '' }, row)

function typedValue(at: Place, { column, item, codes, unitColumn, part }: ColumnMap, row: Row): readonly TypedValue[] {
  const cell = row[column] ?? ''
  const value = part === undefined ? cell : (cell.split('T')[part === 'date' ? 0 : 1] ?? '')
  if (value === '') return []
  const unit = unitColumn === undefined ? '' : (row[unitColumn] ?? '')
  return [
    {
      ...at,
      group: groupOf(at.form, item),
      item,
      text: codes?.[value] ?? value,
      ...(unit !== '' && { unit: units[unit] ?? unit }),
      source: { column, value, ...(unit !== '' && { unit }) },
    },
  ]
}

function groupOf(form: string, item: string): string {
  const def = cdiscPilot.forms.find(({ oid }) => oid === form)
  const group = def?.groups.find(({ items }) => items.some(({ oid }) => oid === item))
  if (!group) throw new Error(`the mapping names ${form}.${item}, which the pilot study does not have`)
  return group.oid
}

/** What the application shows or exports for a value, said again in the words of the source, to be compared with it. */
export function inSourceWords(value: TypedValue, stored: { text: string; unit?: string }): TypedValue['source'] {
  const backwards = (words: readonly (readonly [string, string])[], ours: string) =>
    words.find(([, our]) => our === ours)?.[0] ?? ours
  const codes = allMaps.find(({ item, column }) => item === value.item && column === value.source.column)?.codes ?? {}
  return {
    column: value.source.column,
    value: backwards(Object.entries(codes), stored.text),
    ...(stored.unit !== undefined && { unit: backwards(Object.entries(units), stored.unit) }),
  }
}

const allMaps: readonly ColumnMap[] = [
  ...Object.values(columnwise).flatMap(({ columns }): readonly ColumnMap[] => columns),
  timePoint,
]

function reportOn(domain: Domain, rows: readonly Row[], carried: ReadonlySet<Row>): DomainReport {
  const known = carriedColumns(domain)
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const taken = rows.filter((row) => carried.has(row)).length
  return {
    domain,
    rows: { carried: taken, left: rows.length - taken },
    columns: {
      carried: columns.filter((column) => known.has(column)),
      left: columns.filter((column) => !known.has(column)),
    },
  }
}
