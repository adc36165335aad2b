import type { Casebook, FormState, FormStatus, ItemState, QueryState } from '#shared/casebook/casebook'
import { earlierForms, takenOn } from '#shared/casebook/earlier'
import { type Finding, findingsOf } from '#shared/casebook/findings'
import { type Limits, gradesOf, sideOfLimits } from '#shared/casebook/graded'
import { type LaidItem, layoutOf } from '#shared/casebook/layout'
import { type LimitPaths, baselineOf, courseBegan, laboratoryOf, limitPaths, limitsOf } from '#shared/casebook/limits'
import { type FormPath, type GroupPath, type ItemPath, formOf, itemOf, within } from '#shared/casebook/path'
import { type Proposal, ongoingAt, proposalsOf } from '#shared/casebook/proposals'
import { verificationsOf } from '#shared/casebook/verified'
import type { Entry } from '#shared/change/change'
import type { TermGraded } from '#shared/clinical/ctcae/analytes'
import type { OngoingEvent } from '#shared/clinical/ctcae/suggestion'
import { mayAssert, type Role } from '#shared/roles'
import type { Calculation } from '#shared/rules/calculation'
import { type Side, sideOf } from '#shared/rules/expected'
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
  /** Where the laboratory's limits of a result are entered, and those that hold for it now. */
  readonly limitPaths: LimitPaths
  readonly limits: Limits
  /** On which side of the laboratory's limits it lies; undefined while there are none. */
  readonly beyond: Side | undefined
  /** What it suggests about adverse events. */
  readonly proposals: readonly Proposal[]
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
  /** All earlier values, newest first. */
  readonly earlier: readonly EarlierValue[]
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
  const ongoing = lazily(() => ongoingAt(study, casebook, takenOn(study, casebook, path)))

  const items = new Map<ItemPath, ItemView>()
  const groups = layout.groups.map((group): GroupView => {
    const course = lazily(() => courseOf(study, casebook, path, group.def))
    const inGrid = group.def.layout === 'laboratory'
    const rows = group.rows.map((row): RowView => {
      const visible = row.items.filter((item) => item.visible)
      for (const laid of visible) {
        const before = last?.items.get(laid.path)
        const past = earlierValues(study, casebook, laid.path, earlier)
        const around = { inputs, form, group: group.def, findings, past, course, ongoing, verification, before }
        const next = viewItem(laid, around)
        items.set(laid.path, before && alike(before, next) ? before : next)
      }
      const lines = inGrid ? visible.filter(({ def }) => !isLimit(def)) : visible
      return { path: row.path, items: lines.map((item) => item.path) }
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
  readonly past: readonly EarlierValue[]
  readonly course: () => Course
  readonly ongoing: () => readonly OngoingEvent[]
  readonly verification: ReturnType<typeof verificationsOf> | undefined
  /** How the item was drawn last. */
  readonly before: ItemView | undefined
}

/** A value, or a reason for there being none; "not done" wants its words. */
const holdsAnswer = (value: Entry | undefined): boolean =>
  value?.state === 'value' || (value?.state === 'missing' && (value.code !== 'ND' || value.reason !== undefined))

const isRequired = (finding: Finding): boolean => finding.check.startsWith('REQUIRED')

/** Asked at most once, and only where something needs it. */
function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

/** A limit of a laboratory has no line of its own in the grid: it stands beside its result. */
const isLimit = (def: ItemDef): boolean => def.type === 'decimal' && def.limitOf !== undefined

/** What the results of a group have in common. */
interface Course {
  /** Whether there is a beginning that a result can be worse than. */
  readonly began: boolean
  readonly laboratory: string | undefined
  readonly laboratoryOf: (event: EarlierValue) => string | undefined
}

function courseOf(study: CompiledStudy, casebook: Casebook, form: FormPath, group: GroupDef): Course {
  const known = new Map<FormPath, string | undefined>()
  return {
    began: study.version.baselines === undefined || courseBegan(study, casebook, form, group) !== undefined,
    laboratory: laboratoryOf(study, casebook, form, group),
    laboratoryOf({ path }) {
      const from = formOf(path)
      if (!from) return undefined
      if (!known.has(from)) known.set(from, laboratoryOf(study, casebook, from, group))
      return known.get(from)
    },
  }
}

/** The unit that the same laboratory used last; while nobody said which laboratory it is, the one used last at all. */
function unitUsed(past: readonly EarlierValue[], group: GroupDef, course: () => Course): string | undefined {
  const laboratory = group.reference && past.length > 0 ? course().laboratory : undefined
  const last = laboratory === undefined ? past[0] : past.find((value) => course().laboratoryOf(value) === laboratory)
  return last?.entry.state === 'value' ? last.entry.unit : undefined
}

function viewItem(laid: LaidItem, around: Around): ItemView {
  const { inputs, form, group, findings, past, course, verification } = around
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
  const usedBefore = units.length > 1 ? unitUsed(past, group, course) : undefined
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
    ...resultOf(laid, value, around),
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
    previous: past[0],
    earlier: past,
  }
}

type Result = Pick<ItemView, 'grades' | 'flag' | 'limitPaths' | 'limits' | 'beyond' | 'proposals'>

const NOTHING: Result = {
  grades: [],
  flag: undefined,
  limitPaths: {},
  limits: {},
  beyond: undefined,
  proposals: [],
}

/** A suggestion is answered like a finding: as long as the value is the one it rests on. */
const isAnswered = (proposal: Proposal, path: ItemPath, form: FormState | undefined): boolean => {
  const { check, evidence } = suggestionFinding(proposal, path, form?.items.get(path))
  return form?.confirmations.some((one) => one.check === check && one.evidence.join() === evidence.join()) ?? false
}

/** The name under which an answer to a suggestion is kept. */
export const suggestionFinding = (
  { suggestion }: Proposal,
  path: ItemPath,
  state: ItemState | undefined,
): Pick<Finding, 'check' | 'evidence'> => ({
  check: `SUGGESTED:${itemOf(path)}:${suggestion.term}:${suggestion.kind === 'new-event' ? suggestion.grade : suggestion.to}`,
  evidence: (state?.heads.map(({ ref }) => ref) ?? []).toSorted(),
})

/** What follows from a result of a laboratory, with the limits beside it and the result its course began with. */
function resultOf({ path, def, calculated, calculation }: LaidItem, value: Entry | undefined, around: Around): Result {
  const { inputs, form, group, course, ongoing, before } = around
  const { study, casebook } = inputs
  if (group.layout !== 'laboratory' || isLimit(def)) return NOTHING
  const entry = calculated ?? value
  const limits = limitsOf(study, casebook, path)
  const paths = before?.limitPaths ?? limitPaths(study, path)
  if (entry?.state !== 'value') return { ...NOTHING, limitPaths: paths, limits }
  const baseline = baselineOf(study, casebook, path, entry.unit)
  const grades = gradesOf({ def, entry, calculation }, limits, baseline)
  const atBaseline = baseline ? gradesOf({ def, entry: baseline.entry, calculation: undefined }, baseline.limits) : []
  const worth = grades.some(({ graded }) => graded.ok && graded.value > 0) && course().began
  return {
    grades,
    flag: sideOf(def, value),
    limitPaths: paths,
    limits,
    beyond: sideOfLimits(entry, limits),
    proposals: worth ? proposalsOf(grades, atBaseline, ongoing()).filter((made) => !isAnswered(made, path, form)) : [],
  }
}

/** Progress counts what is expected; where nothing is, whatever is there. */
function progressOf(items: ReadonlyMap<ItemPath, ItemView>, form: FormState | undefined): FormProgress {
  const asked = [...items.values()].filter(({ def }) => def.type !== 'calculated' && !isLimit(def))
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
    a.earlier.length === b.earlier.length &&
    resultKey(a) === resultKey(b) &&
    a.marks.join() === b.marks.join() &&
    stateKey(a.state) === stateKey(b.state) &&
    findingsKey(a) === findingsKey(b) &&
    queriesKey(a.queries) === queriesKey(b.queries)
  )
}

/** What it was made from decides what it is, grades and proof included. */
const seenKey = (calculation: Calculation | undefined): string =>
  calculation === undefined ? '' : JSON.stringify(calculation.seen)

/** Grades follow from the value, which is compared beside this, and from what it is measured against. */
const resultKey = ({ limits, grades, proposals }: ItemView): string =>
  [
    limits.lln?.toFixed() ?? '',
    limits.uln?.toFixed() ?? '',
    ...grades.map(({ graded }) => (graded.ok ? `${graded.value}${graded.trace.rule ?? ''}` : graded.refusal.reason)),
    JSON.stringify(proposals),
  ].join('|')

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
