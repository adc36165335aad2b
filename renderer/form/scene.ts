import type { Casebook, FormState, FormStatus, ItemState, QueryState } from '#shared/casebook/casebook'
import { earlierForms } from '#shared/casebook/earlier'
import { type Finding, findingsOf } from '#shared/casebook/findings'
import { type Limits, gradesOf } from '#shared/casebook/graded'
import { type LaidItem, layoutOf } from '#shared/casebook/layout'
import { type FormPath, type GroupPath, type ItemPath, within } from '#shared/casebook/path'
import { verificationsOf } from '#shared/casebook/verified'
import type { Entry } from '#shared/change/change'
import type { TermGraded } from '#shared/clinical/ctcae/analytes'
import { mayAssert, type Role } from '#shared/roles'
import type { Calculation } from '#shared/rules/calculation'
import { sideOf } from '#shared/rules/expected'
import type { CompiledStudy } from '#shared/study/compile'
import type { CodeListDef, FormDef, GroupDef, ItemDef, Language } from '#shared/study/definition'
import { showEntry } from '#shared/study/show-entry'
import type { MarkState } from '../ui/mark'
import { type EarlierValue, earlierValues } from './earlier'
import { itemMarks, signedState } from './marks'
import { type CodeOption, codeOptions, editText } from './shown'

/** One item as it is drawn. The same object as long as nothing about the item changes. */
export interface ItemView {
  readonly path: ItemPath
  readonly def: ItemDef
  readonly language: Language
  readonly required: boolean
  readonly state: ItemState | undefined
  readonly codeList: CodeListDef | undefined
  readonly options: readonly CodeOption[]
  /** Typed as a label and looked up, rather than picked from what is in sight. */
  readonly typedAsLabel: boolean
  /** What stands in the control. */
  readonly edit: string
  readonly units: readonly string[]
  /** The unit that stands beside it: the one entered, else the one used last time, else the first. */
  readonly unit: string | undefined
  readonly missingText: string | undefined
  readonly calculated: Entry | undefined
  readonly calculatedText: string | undefined
  /** How a calculated value came about, or why there is none; undefined for an item that is entered. */
  readonly calculation: Calculation | undefined
  /** What a result of a laboratory says of the CTCAE terms of its analyte. */
  readonly grades: readonly TermGraded[]
  /** On which side of what is expected a result of a laboratory lies. */
  readonly flag: ReturnType<typeof sideOf>
  /** What is asked about it and not answered. That it is still to be entered is said by `toEnter`. */
  readonly findings: readonly Finding[]
  readonly confirmed: readonly Finding[]
  readonly toEnter: boolean
  readonly queries: readonly QueryState[]
  readonly marks: readonly MarkState[]
  /** Something about it is to be answered. */
  readonly asks: boolean
  /** The entry that waits for its reason. */
  readonly unexplained: Entry | undefined
  readonly unstored: boolean
  readonly saving: boolean
  readonly askingMissing: boolean
  readonly previous: EarlierValue | undefined
}

export interface RowView {
  readonly path: GroupPath
  readonly items: readonly ItemPath[]
}

export interface GroupView {
  readonly def: GroupDef
  readonly rows: readonly RowView[]
  readonly withdrawnRows: number
}

export interface FormProgress {
  readonly done: number
  readonly expected: number
  readonly status: FormStatus | 'empty'
  readonly unsent: number
  /** Items that stand against completing: to be entered, contested, or with a finding that gates. First one first. */
  readonly standing: readonly ItemPath[]
  readonly withdrawn: boolean
}

export interface Scene {
  readonly def: FormDef
  readonly casebook: Casebook
  readonly form: FormState | undefined
  readonly items: ReadonlyMap<ItemPath, ItemView>
  /** Groups, rows and which items are in sight: the same array until that changes. */
  readonly groups: readonly GroupView[]
  readonly progress: FormProgress
}

export interface SceneInputs {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly form: FormPath
  readonly today: string
  readonly language: Language
  readonly role: Role
  readonly unexplained: ReadonlyMap<ItemPath, Entry>
  readonly unstored: ReadonlySet<ItemPath>
  readonly underway: ReadonlyMap<ItemPath, Entry>
  readonly asking: ItemPath | undefined
}

/** Draws the form as it stands, keeping every part of the last drawing that says the same. */
export function drawScene(inputs: SceneInputs, last: Scene | undefined): Scene {
  const { study, casebook, form: path, today } = inputs
  const layout = layoutOf(study, casebook, path)
  if (!layout) throw new Error('a form was opened that its study does not have')
  const form = casebook.forms.get(path)
  const findings = findingsOf(study, casebook, path, today)
  const earlier = earlierForms(study, casebook, path)
  const verification = form && verificationsOf(form)

  const items = new Map<ItemPath, ItemView>()
  const groups = layout.groups.map((group): GroupView => {
    const rows = group.rows.map((row): RowView => {
      const visible = row.items.filter((item) => item.visible)
      for (const laid of visible) {
        const previous = earlierValues(study, casebook, laid.path, earlier)[0]
        const before = last?.items.get(laid.path)
        const next = viewItem(laid, { inputs, form, group: group.def, findings, previous, verification, before })
        items.set(laid.path, before && alike(before, next) ? before : next)
      }
      return { path: row.path, items: visible.map((item) => item.path) }
    })
    const withdrawnRows = new Set(
      (form?.withdrawn ?? []).filter((scope) => scope.startsWith(`${path}/${group.def.oid}:`)),
    ).size
    return { def: group.def, rows, withdrawnRows }
  })

  const sameItems =
    last !== undefined &&
    last.items.size === items.size &&
    [...items].every(([key, item]) => last.items.get(key) === item)
  return {
    def: layout.def,
    casebook,
    form,
    items: sameItems ? last.items : items,
    groups: last && sameShape(last.groups, groups) ? last.groups : groups,
    progress: keep(last?.progress, progressOf(items, form)),
  }
}

interface Around {
  readonly inputs: SceneInputs
  readonly form: FormState | undefined
  readonly group: GroupDef
  readonly findings: readonly Finding[]
  readonly previous: EarlierValue | undefined
  readonly verification: ReturnType<typeof verificationsOf> | undefined
  /** How the item was drawn last. */
  readonly before: ItemView | undefined
}

/** A value, or a reason for there being none; "not done" wants its words. */
const holdsAnswer = (value: Entry | undefined): boolean =>
  value?.state === 'value' || (value?.state === 'missing' && (value.code !== 'ND' || value.reason !== undefined))

const isRequired = (finding: Finding): boolean => finding.check.startsWith('REQUIRED')

function viewItem(laid: LaidItem, { inputs, form, group, findings, previous, verification, before }: Around): ItemView {
  const { study, language, role } = inputs
  const { path, def, calculation } = laid
  const state = form?.items.get(path)
  const value = state?.value
  const codeList = study.codeListOf(def)
  const here = findings.filter(({ items }) => items[0] === path)
  const asked = here.filter((finding) => !isRequired(finding))
  const open = asked.filter(({ confirmation }) => !confirmation)
  const queries = form?.queries.filter(({ scope }) => scope === path) ?? []
  const units = def.type === 'integer' || def.type === 'decimal' ? (def.units ?? []).map(({ unit }) => unit) : []
  const usedBefore = previous?.entry.state === 'value' ? previous.entry.unit : undefined
  const unexplained = inputs.unexplained.get(path)
  const marks = itemMarks({
    state: inputs.underway.has(path) ? undefined : state,
    open: open.length,
    queries,
    signed: state && signedState(form, path),
    verified: state !== undefined && verification?.(state) !== undefined,
  })
  return {
    path,
    def,
    language,
    required: laid.required,
    state,
    codeList,
    options: codeOptions(codeList, language),
    typedAsLabel: def.type === 'code' && (def.display === 'select' || def.display === 'search'),
    edit: editText(def, value, codeList, language),
    units,
    unit: (value?.state === 'value' ? value.unit : undefined) ?? usedBefore ?? units[0],
    missingText: value?.state === 'missing' ? showEntry(def, value, codeList, language) : undefined,
    calculated: laid.calculated,
    calculatedText: laid.calculated && showEntry(def, laid.calculated, codeList, language),
    calculation,
    ...resultOf(laid, value, group, before),
    findings: open,
    confirmed: asked.filter(({ confirmation }) => confirmation),
    toEnter: laid.required && !holdsAnswer(value) && !state?.contested,
    queries,
    marks,
    asks: open.length > 0 || unexplained !== undefined,
    unexplained,
    unstored: inputs.unstored.has(path),
    saving: inputs.underway.has(path),
    askingMissing: inputs.asking === path && mayAssert(role, 'value'),
    previous,
  }
}

/** What laboratories call normal is not in the casebook; until it is, a result is graded as far as no limit is needed. */
const NO_LIMITS: Limits = {}

/** What follows from a result of a laboratory; worked out again only when another stands there. */
function resultOf(
  { def, calculated, calculation }: LaidItem,
  value: Entry | undefined,
  group: GroupDef,
  before: ItemView | undefined,
): Pick<ItemView, 'grades' | 'flag'> {
  if (group.layout !== 'laboratory') return { grades: [], flag: undefined }
  if (before && !calculation && before.state?.value === value) return { grades: before.grades, flag: before.flag }
  return { grades: gradesOf({ def, entry: calculated ?? value, calculation }, NO_LIMITS), flag: sideOf(def, value) }
}

/** Progress counts what is expected; where nothing is, whatever is there. */
function progressOf(items: ReadonlyMap<ItemPath, ItemView>, form: FormState | undefined): FormProgress {
  const asked = [...items.values()].filter(({ def }) => def.type !== 'calculated')
  const expected = asked.filter(({ required }) => required)
  const counted = expected.length > 0 ? expected : asked
  const entered = ({ state }: ItemView) => holdsAnswer(state?.value)
  const stands = ({ toEnter, state, findings }: ItemView) =>
    toEnter || (state?.contested ?? false) || findings.some(({ severity }) => severity === 'H')
  const begun = [...(form?.items.values() ?? [])].some(({ heads }) => heads.length > 0)
  return {
    done: counted.filter(entered).length,
    expected: counted.length,
    status: form?.status?.status ?? (begun ? 'in-progress' : 'empty'),
    unsent: form?.unsent ?? 0,
    standing: [...items.values()].filter(stands).map(({ path }) => path),
    withdrawn: form !== undefined && form.withdrawn.some((scope) => within(form.path, scope)),
  }
}

const keep = <T>(last: T | undefined, next: T): T =>
  last !== undefined && JSON.stringify(last) === JSON.stringify(next) ? last : next

/** Whether two drawings of an item say the same. States are made anew by every fold, so they are compared by content. */
function alike(a: ItemView, b: ItemView): boolean {
  return (
    a.def === b.def &&
    a.language === b.language &&
    a.required === b.required &&
    a.edit === b.edit &&
    a.unit === b.unit &&
    a.missingText === b.missingText &&
    a.calculatedText === b.calculatedText &&
    seenKey(a.calculation) === seenKey(b.calculation) &&
    a.toEnter === b.toEnter &&
    a.saving === b.saving &&
    a.unstored === b.unstored &&
    a.askingMissing === b.askingMissing &&
    a.unexplained === b.unexplained &&
    a.previous?.path === b.previous?.path &&
    a.previous?.entry === b.previous?.entry &&
    a.marks.join() === b.marks.join() &&
    stateKey(a.state) === stateKey(b.state) &&
    findingsKey(a) === findingsKey(b) &&
    queriesKey(a.queries) === queriesKey(b.queries)
  )
}

/** What it was made from decides what it is, grades and proof included. */
const seenKey = (calculation: Calculation | undefined): string =>
  calculation === undefined ? '' : JSON.stringify(calculation.seen)

const stateKey = (state: ItemState | undefined): string =>
  state === undefined
    ? ''
    : `${state.contested}${state.history.map(({ ref, counts, logged }) => `${ref}${counts}${logged.receipt?.seq ?? ''}`).join()}`

const findingsKey = ({ findings, confirmed }: ItemView): string =>
  [...findings, ...confirmed]
    .map(({ check, evidence, confirmation }) => `${check}${evidence.join()}${confirmation?.reason ?? ''}`)
    .join('|')

const queriesKey = (queries: readonly QueryState[]): string =>
  queries
    .map(
      ({ id, status, thread }) =>
        `${id}${status}${thread.map(({ ref, logged }) => `${ref}${logged.receipt ? 1 : 0}`).join()}`,
    )
    .join('|')

const rowKey = (row: RowView | undefined): string | undefined => row && `${row.path} ${row.items.join()}`

const sameShape = (a: readonly GroupView[], b: readonly GroupView[]): boolean =>
  a.length === b.length &&
  a.every((group, i) => {
    const other = b[i]
    return (
      other !== undefined &&
      group.def === other.def &&
      group.withdrawnRows === other.withdrawnRows &&
      group.rows.length === other.rows.length &&
      group.rows.every((row, j) => rowKey(row) === rowKey(other.rows[j]))
    )
  })
