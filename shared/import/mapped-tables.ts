import { type ItemPath, type Step, formPath, groupPath, itemPath } from '../casebook/path'
import type { Entry } from '../change/change'
import { SubjectKey } from '../ids'
import type { SheetRow } from '../sheet/sheet'
import type { CompiledStudy, PlacedItem } from '../study/compile'
import { readEntry } from '../study/read-entry'
import type { ImportedValue } from './data-from-odm'
import { type ImportedPerson, MOST_PARTICIPANTS } from './imported-changes'
import { codeOf, counted, siteNamed, uuidOf } from './made-names'
import { ImportRefused } from './refused'
import type { ColumnMap, TableDef, TableMap } from './table-map'
import { inWords } from './refusals'

/** What became of a table. */
export interface TableReport {
  readonly file: string
  readonly rows: { readonly carried: number; readonly left: number }
  readonly values: number
  /** Columns of which nothing is carried. */
  readonly columnsLeft: readonly string[]
  /** What could not be carried, one sentence each with how often. */
  readonly left: readonly string[]
}

interface Person {
  readonly site: string
  readonly values: Map<ItemPath, Entry>
}

/**
 * Tables of a source, row by row, as values of a study. A cell that its item cannot hold refuses everything, with line,
 * column and reason; what the mapping leaves out is counted. Throws `ImportRefused`.
 */
export class MappedTables {
  readonly #people = new Map<string, Person>()
  readonly #reports: TableReport[] = []
  readonly #codes = new Map<PlacedItem, readonly string[] | undefined>()
  /** Names of repeats that were made already: many values stand in one record. */
  readonly #repeats = new Map<string, string>()

  constructor(
    private readonly study: CompiledStudy,
    private readonly map: TableMap,
  ) {}

  /** One more table: every part of the mapping that is about its file. */
  take(file: string, rows: Iterable<SheetRow>): void {
    const table = this.begin(file)
    for (const row of rows) table.row(row)
    table.end()
  }

  /** One more table whose rows come as they are read. */
  begin(file: string): { readonly row: (row: SheetRow) => void; readonly end: () => void } {
    const defs = this.map.tables.filter((one) => one.file.toLowerCase() === file.toLowerCase())
    if (defs.length === 0) throw new ImportRefused(1, file, inWords('the mapping says nothing about this file'))
    const table = new Table(file, this.study, defs)
    return {
      row: (row) => {
        if (table.head === undefined) table.begin(row)
        else this.row(table, row)
      },
      end: () => {
        if (table.head === undefined) throw new ImportRefused(1, file, inWords('there is nothing in it'))
        this.#reports.push(table.report())
      },
    }
  }

  /** Everyone with all their values, in the order in which the tables named them. */
  people(): readonly ImportedPerson[] {
    const { id } = this.study.version.study
    return [...this.#people].map(([key, { site, values }]) => ({
      study: { version: this.study.version },
      subject: SubjectKey.parse(uuidOf(`${id}\n${key}`)),
      code: codeOf(key),
      site: siteNamed(site),
      values: [...values].map(([path, entry]): ImportedValue => ({ path, entry, audit: undefined })),
    }))
  }

  reports(): readonly TableReport[] {
    return this.#reports
  }

  private row(table: Table, row: SheetRow): void {
    let carried = 0
    for (const def of table.defs) {
      const event = table.eventOf(def, row)
      if (event === undefined) continue
      const person = this.personOf(table, def, row)
      if (!person) continue
      const source: Source = { table, def, row, event, person }
      for (const column of def.items ?? []) carried += this.cell(source, column)
      if (!def.tests) continue
      const test = table.cell(row, def.tests.test)
      const item = wordFor(def.tests.items, test)
      if (item === undefined) table.leave(`${def.tests.test} ${test} is none of the tests`)
      else carried += this.cell(source, { ...def.tests.result, item })
    }
    table.count(carried)
  }

  private personOf(table: Table, { subject, site }: TableDef, row: SheetRow): Person | undefined {
    const key = table.cell(row, subject)
    if (key === '') {
      table.leave('a row says nothing of whom it is about')
      return undefined
    }
    const known = this.#people.get(key)
    if (known) return known
    if (this.#people.size >= MOST_PARTICIPANTS)
      throw new ImportRefused(row.line, table.file, inWords('it has more than {0} participants', MOST_PARTICIPANTS))
    const person = { site: site === undefined ? 'IMPORTED' : table.cell(row, site), values: new Map<ItemPath, Entry>() }
    this.#people.set(key, person)
    return person
  }

  /** How many values a cell gives: one or none. */
  private cell(source: Source, { column, item, words, part, unit: unitColumn }: ColumnMap): number {
    const { table, row, person } = source
    const whole = table.cell(row, column)
    const said = part === undefined ? whole : (whole.split('T')[part === 'date' ? 0 : 1] ?? '')
    if (said === '') return 0
    const placed = table.placed(source.def.form, item)
    const written = unitColumn === undefined ? '' : table.cell(row, unitColumn)
    const unit = wordFor(this.map.units, written) ?? written
    const read = readEntry(
      placed.def,
      { text: wordFor(words, said) ?? said, ...(unit !== '' && { unit }) },
      // Nothing is read as typed by somebody today.
      { today: '9999-12-31', ...this.codesOf(placed) },
    )
    const where = `${table.file}, column ${column}`
    if (!read.ok)
      throw new ImportRefused(row.line, where, inWords('“{0} {1}”: {2} for {3}', said, unit, read.reason, item))
    const path = this.pathOf(source, placed)
    const before = person.values.get(path)
    if (before === undefined) person.values.set(path, read.entry)
    else if (!isSame(before, read.entry)) {
      table.leave(`${column} has several values for one ${item}: the first is carried`)
      return 0
    }
    return 1
  }

  private codesOf(placed: PlacedItem): { readonly codes?: readonly string[] } {
    if (!this.#codes.has(placed))
      this.#codes.set(
        placed,
        this.study.codeListOf(placed.def)?.codes.map(({ code }) => code),
      )
    const codes = this.#codes.get(placed)
    return codes ? { codes } : {}
  }

  private pathOf({ table, def, row, event }: Source, { def: item, group }: PlacedItem): ItemPath {
    const key = (columns: readonly string[] | undefined) =>
      (columns ?? []).map((column) => table.cell(row, column)).join('\n')
    const repeat = (name: string) => {
      const text = `${table.cell(row, def.subject)}\n${name}`
      const made = this.#repeats.get(text) ?? uuidOf(text, counted(name.slice(name.lastIndexOf('\n') + 1)))
      this.#repeats.set(text, made)
      return made
    }
    const repeats = this.study.form(def.form)?.repeating === true
    const form = formPath(event, {
      oid: def.form,
      ...(repeats && { repeat: repeat(`${def.form}\n${key(def.record)}`) }),
    })
    const inGroup = group.repeating ? { repeat: repeat(`${form}\n${group.oid}\n${key(def.row)}`) } : {}
    return itemPath(groupPath(form, { oid: group.oid, ...inGroup }), item.oid)
  }
}

interface Source {
  readonly table: Table
  readonly def: TableDef
  readonly row: SheetRow
  readonly event: Step
  readonly person: Person
}

/** A word of a file is never taken for what every object has. */
const wordFor = (words: Readonly<Record<string, string>> | undefined, said: string): string | undefined =>
  words && Object.hasOwn(words, said) ? words[said] : undefined

const isSame = (a: Entry, b: Entry): boolean =>
  a.state === 'value' && b.state === 'value' && a.text === b.text && a.unit === b.unit

/** One table as it is read: where its columns stand, and what is left of it. */
class Table {
  head: ReadonlyMap<string, number> | undefined
  #carried = 0
  #rows = 0
  #values = 0
  readonly #left = new Map<string, number>()

  constructor(
    readonly file: string,
    private readonly study: CompiledStudy,
    readonly defs: readonly TableDef[],
  ) {}

  begin({ cells, line }: SheetRow): void {
    this.head = new Map(cells.map((name, at) => [name, at]))
    if (this.head.size < cells.length) throw new ImportRefused(line, this.file, inWords('two columns have one name'))
    for (const def of this.defs) {
      for (const column of columnsOf(def))
        if (!this.head.has(column)) throw new ImportRefused(line, this.file, inWords('there is no column {0}', column))
      for (const item of itemsOf(def)) this.placed(def.form, item)
    }
  }

  cell(row: SheetRow, column: string): string {
    const at = this.head?.get(column)
    return at === undefined ? '' : (row.cells[at] ?? '')
  }

  placed(form: string, item: string): PlacedItem {
    const placed = this.study.item(form, item)
    if (!placed) throw new ImportRefused(1, this.file, inWords('the study has no item {0} in a form {1}', item, form))
    return placed
  }

  /** Undefined where the mapping leaves the row out. */
  eventOf(def: TableDef, row: SheetRow): Step | undefined {
    for (const [column, words] of Object.entries(def.only ?? {}))
      if (!words.includes(this.cell(row, column))) return undefined
    if (typeof def.event === 'string') return { oid: def.event }
    const visit = this.cell(row, def.event.column)
    const oid = wordFor(def.event.events, visit)
    if (oid === undefined) {
      this.leave(`${def.event.column} ${visit} is no visit of the mapping`)
      return undefined
    }
    // A visit that nobody planned is told from the others by what the source calls it.
    const repeats = this.study.event(oid)?.kind === 'unscheduled'
    return { oid, ...(repeats && { repeat: uuidOf(`${this.cell(row, def.subject)}\n${oid}\n${visit}`) }) }
  }

  leave(what: string): void {
    this.#left.set(what, (this.#left.get(what) ?? 0) + 1)
  }

  count(values: number): void {
    this.#rows++
    if (values > 0) this.#carried++
    this.#values += values
  }

  report(): TableReport {
    const known = new Set(this.defs.flatMap(columnsOf))
    return {
      file: this.file,
      rows: { carried: this.#carried, left: this.#rows - this.#carried },
      values: this.#values,
      columnsLeft: [...(this.head?.keys() ?? [])].filter((column) => !known.has(column)),
      left: [...this.#left].map(([what, n]) => (n === 1 ? what : `${what} (${n} times)`)),
    }
  }
}

const itemsOf = ({ items = [], tests }: TableDef): readonly string[] => [
  ...items.map(({ item }) => item),
  ...Object.values(tests?.items ?? {}),
]

function columnsOf({
  subject,
  site,
  only = {},
  event,
  record = [],
  row = [],
  items = [],
  tests,
}: TableDef): readonly string[] {
  const maps = [...items, ...(tests ? [tests.result] : [])]
  return [
    ...[subject, ...record, ...row, ...Object.keys(only)],
    ...(site === undefined ? [] : [site]),
    ...(typeof event === 'string' ? [] : [event.column]),
    ...maps.flatMap(({ column, unit }) => (unit === undefined ? [column] : [column, unit])),
    ...(tests ? [tests.test] : []),
  ]
}
