import { isUnsettled } from '../casebook/queries'
import type { Casebook, FormState } from '../casebook/casebook'
import { answersOf } from '../casebook/links'
import { type FormPath, formOid, itemOf, steps } from '../casebook/path'
import type { WrittenGroup, WrittenItem } from '../casebook/written'
import type { Entry } from '../change/change'
import { type FormDef, type GroupDef, type ItemDef, textIn } from '../study/definition'
import { showEntry } from '../study/show-entry'
import { plannedSource } from '../study/source-definition'
import { Run, type Table } from './csv'
import { eq5dTable } from './eq5d-table'
import { attachmentsOf, nameOfAttached } from './attached-files'
import { rawText } from './entry-text'
import { type ExportHead, type ExportSource, type ExportSubject, codeOf, nameOf } from './source'
import { type TablePlan, gathered } from './table-plan'

/**
 * The tables that say what stands: one a form with a row an instance, and one a repeating group with a row a row. Values
 * are as typed; an item that holds two values has none, and `CONTESTED` names it. Withdrawn forms are left out here and
 * stay in the audit trail.
 */
export const formPlans = (source: ExportHead): readonly TablePlan[] => [
  ...source.study.version.forms.flatMap((form) => parts(form).map((part) => planOf(source, part))),
  eq5dTable(source),
  unplaced(source),
  attached(source),
]

/** The same tables of casebooks that are all in memory. */
export const formTables = (source: ExportSource): readonly Table[] => gathered(formPlans(source), source)

/** A form's own items, or one repeating group of it: what becomes one table. */
interface Part {
  readonly form: FormDef
  readonly name: string
  readonly group: GroupDef | undefined
  readonly items: readonly ItemDef[]
}

function parts(form: FormDef): readonly Part[] {
  const own = form.groups.filter(({ repeating }) => !repeating).flatMap(({ items }) => items)
  return [
    { form, name: form.oid, group: undefined, items: own },
    ...form.groups
      .filter(({ repeating }) => repeating)
      .map((group) => ({ form, name: `${form.oid}_${group.oid}`, group, items: group.items })),
  ]
}

const keyColumns = ['STUDYID', 'SITEID', 'SUBJID', 'EVENT', 'EVENTID', 'FORM', 'FORMID'] as const
const stateColumns = ['FORMSTATUS', 'CONTESTED', 'OPENQUERIES', 'NOTRECEIVED'] as const

function planOf(source: ExportHead, part: Part): TablePlan {
  const items = part.items.map((item) => ({ item, columns: columnsOf(item) }))
  const columns = items.flatMap((item) => item.columns)
  return {
    name: part.name,
    columns: [...keyColumns, ...(part.group ? ['ROWID'] : stateColumns), ...columns.map(({ name }) => name)],
    rowsOf: ({ subject, forms }) =>
      (forms.get(part.form.oid) ?? []).flatMap(({ state, groups }) => {
        const rows = rowsIn(part, groups)
        if (rows.length === 0) return []
        const key = new Run(keys(source, subject, state.path))
        return rows.map((row) => {
          const cells = [key, ...(part.group ? [row.repeat] : stateOf(state))]
          const entryOf = reader(row.items)
          for (const [at, { item, columns: own }] of items.entries()) {
            const entry = entryOf(item, at)
            for (const { read } of own)
              cells.push(entry === undefined ? '' : read(entry, item, source, subject.casebook))
          }
          return cells
        })
      }),
  }
}

/** What stands in the items of a row: under the version of the table they stand in its order, under another by name. */
function reader(row: readonly WrittenItem[]): (item: ItemDef, at: number) => Entry | undefined {
  let byName: ReadonlyMap<string, Entry | undefined> | undefined
  return (item, at) => {
    const here = row[at]
    if (here?.def === item) return here.entry
    byName ??= new Map(row.map(({ def, entry }) => [def.oid, entry]))
    return byName.get(item.oid)
  }
}

function rowsIn(part: Part, groups: readonly WrittenGroup[]) {
  const { group } = part
  if (group)
    return groups
      .filter(({ def }) => def.oid === group.oid)
      .flatMap(({ rows }) => rows.map((row) => ({ repeat: row.repeat ?? '', items: row.items })))
  return [
    {
      repeat: '',
      items: groups.filter(({ def }) => !def.repeating).flatMap(({ rows }) => rows.flatMap(({ items }) => items)),
    },
  ]
}

function keys(source: ExportHead, { site, casebook }: ExportSubject, path: FormPath): readonly string[] {
  const [event, form] = steps(path)
  return [
    source.study.version.study.id,
    site,
    codeOf(casebook),
    event?.oid ?? '',
    event?.repeat ?? '',
    form?.oid ?? '',
    form?.repeat ?? '',
  ]
}

const stateOf = (state: FormState): readonly string[] => [
  state.status?.status ?? 'in-progress',
  [...state.items.values()]
    .filter(({ contested }) => contested)
    .map(({ path, heads }) => `${itemOf(path)}: ${heads.map(({ value }) => rawText(value)).join(' | ')}`)
    .sort()
    .join('; '),
  String(state.queries.filter(({ status }) => isUnsettled(status)).length),
  String(state.unsent),
]

export interface ItemColumn {
  readonly name: string
  readonly item: ItemDef
  readonly meaning: 'value' | 'text' | 'unit' | 'canonical' | 'canonical unit' | 'missing' | 'missing reason'
  readonly read: (entry: Entry, item: ItemDef, source: ExportHead, casebook: Casebook) => string
}

/** The columns an item takes: the value, and beside it whatever belongs to it. */
export function columnsOf(item: ItemDef): readonly ItemColumn[] {
  const column = (suffix: string, meaning: ItemColumn['meaning'], read: ItemColumn['read']): ItemColumn => ({
    name: item.oid + suffix,
    item,
    meaning,
    read,
  })
  const columns = [column('', 'value', (entry) => (entry.state === 'value' ? entry.text : ''))]
  if (item.type === 'code' || item.type === 'multi' || (item.type === 'text' && item.link !== undefined))
    columns.push(
      column('_TEXT', 'text', (entry, def, { study, language }, casebook) =>
        entry.state === 'value' ? showEntry(def, entry, answersOf(study, casebook, def), language) : '',
      ),
    )
  if ((item.type === 'integer' || item.type === 'decimal') && item.units)
    columns.push(
      column('_UNIT', 'unit', (entry) => (entry.state === 'value' ? (entry.unit ?? '') : '')),
      column('_STD', 'canonical', (entry) => (entry.state === 'value' ? (entry.canonical?.value ?? '') : '')),
      column('_STDUNIT', 'canonical unit', (entry) => (entry.state === 'value' ? (entry.canonical?.unit ?? '') : '')),
    )
  if (item.missing)
    columns.push(
      column('_MISSING', 'missing', (entry) => (entry.state === 'missing' ? entry.code : '')),
      column('_MISSREASON', 'missing reason', (entry) => (entry.state === 'missing' ? (entry.reason ?? '') : '')),
    )
  return columns
}

/** Values under names that this study version does not know: entered under another one, and not to be lost. */
function unplaced(source: ExportHead): TablePlan {
  const front = source.study.under(source.study.id)
  return {
    name: 'other_versions',
    columns: [...keyColumns, 'PATH', 'VALUE'],
    rowsOf: ({ subject, forms }) =>
      [...forms.values()].flat().flatMap(({ state }) =>
        [...state.items.values()]
          .filter(({ path, value }) => value && !front.item(formOid(state.path), itemOf(path)))
          .sort((a, b) => (a.path < b.path ? -1 : 1))
          .map(({ path, value }) => [...keys(source, subject, state.path), path, value ? rawText(value) : '']),
      ),
  }
}

/** Files that were added to forms, with where each lies. */
const attached = (source: ExportHead): TablePlan => ({
  name: 'attachments',
  columns: [...keyColumns, 'FILE', 'TITLE', 'TYPE', 'BYTES', 'SHA256', 'BLACKENED', 'USERID', 'USERNAME', 'CLAIMED'],
  rowsOf: ({ subject }) =>
    attachmentsOf(subject).map(({ form, file, logged: { change } }) => [
      ...keys(source, subject, form),
      nameOfAttached(codeOf(subject.casebook), file),
      file.title,
      file.type,
      String(file.bytes),
      file.sha256,
      String(file.blackened),
      change.author,
      nameOf(source, change.author),
      change.claimedAt,
    ]),
})

/** What each column of each form table means. */
export function codebook(source: ExportHead): readonly Table[] {
  const { version } = source.study
  return [
    {
      name: 'codebook',
      columns: ['TABLE', 'COLUMN', 'ITEM', 'LABEL', 'MEANING', 'TYPE', 'SOURCE', 'UNITS', 'CODELIST'],
      rows: version.forms.flatMap((form) =>
        parts(form).flatMap(({ name, items }) =>
          items.flatMap((item) =>
            columnsOf(item).map((column) => [
              name,
              column.name,
              item.oid,
              textIn(item.label, source.language),
              column.meaning,
              item.type,
              plannedSource(form, item),
              'units' in item && item.units ? item.units.map(({ unit }) => unit).join(' | ') : '',
              'codeList' in item ? item.codeList : '',
            ]),
          ),
        ),
      ),
    },
    {
      name: 'codelists',
      columns: ['CODELIST', 'CODE', 'TEXT'],
      rows: version.codeLists.flatMap(({ oid, codes }) =>
        codes.map(({ code, text }) => [oid, code, textIn(text, source.language)]),
      ),
    },
  ]
}
