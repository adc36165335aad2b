import type { FormState, ItemState } from '#shared/casebook/casebook'
import type { Finding } from '#shared/casebook/findings'
import type { Limits } from '#shared/casebook/graded'
import type { LaidItem } from '#shared/casebook/layout'
import type { RevisedLimits } from '#shared/casebook/laboratory-ranges'
import type { LimitPaths } from '#shared/casebook/limits'
import type { Referable } from '#shared/casebook/links'
import { type ItemPath, within } from '#shared/casebook/path'
import type { Proposal } from '#shared/casebook/proposals'
import type { verificationsOf } from '#shared/casebook/verified'
import type { Entry } from '#shared/change/change'
import type { TermGraded } from '#shared/clinical/ctcae/analytes'
import { closedIn } from '#shared/review/closing'
import { type AskedQuery, queriesAbout } from '#shared/review/queries'
import { mayAssert, type Role } from '#shared/roles'
import type { Calculation } from '#shared/rules/calculation'
import type { Side, sideOf } from '#shared/rules/expected'
import type { CompiledStudy } from '#shared/study/compile'
import type { CodeListDef, ItemDef, Language } from '#shared/study/definition'
import { showEntry } from '#shared/study/show-entry'
import type { MarkState } from '../ui/mark'
import type { EarlierValue } from './earlier'
import { type LaboratoryCourse, resultOf, unitUsed } from './laboratory-view'
import { itemMarks, signedState } from './marks'
import { type CodeOption, editText, optionsOf } from './shown'
import type { NotStored } from './storing'

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
  /** Limits that its laboratory has for it and that are not the ones stored. */
  readonly revised: RevisedLimits | undefined
  /** What it suggests about adverse events. */
  readonly proposals: readonly Proposal[]
  /** What is asked about it and not answered. That it is still to be entered is said by `toEnter`. */
  readonly findings: readonly Finding[]
  readonly confirmed: readonly Finding[]
  readonly toEnter: boolean
  readonly queries: readonly AskedQuery[]
  /** It was frozen or locked by itself, apart from the form. */
  readonly closed: boolean
  readonly marks: readonly MarkState[]
  /** Something about it is to be answered. */
  readonly asks: boolean
  /** The entry that waits for its reason. */
  readonly unexplained: Entry | undefined
  /** Why the entry that is shown could not be stored. */
  readonly unstored: NotStored | undefined
  readonly saving: boolean
  readonly askingMissing: boolean
  readonly previous: EarlierValue | undefined
  /** All earlier values, newest first. */
  readonly earlier: readonly EarlierValue[]
}

/** What is being done with the items of a form, beside what stands in it. */
export interface Doing {
  readonly unexplained: ReadonlyMap<ItemPath, Entry>
  readonly unstored: ReadonlyMap<ItemPath, { readonly why: NotStored }>
  readonly underway: ReadonlyMap<ItemPath, Entry>
  readonly asking: ItemPath | undefined
}

/** Where an item is drawn. */
export interface Around {
  readonly study: CompiledStudy
  readonly language: Language
  readonly role: Role
  readonly doing: Doing
  readonly form: FormState | undefined
  /** What was found about it. */
  readonly findings: readonly Finding[]
  readonly past: readonly EarlierValue[]
  /** What it has in common with the other items of its group. */
  readonly course: LaboratoryCourse
  readonly verification: ReturnType<typeof verificationsOf> | undefined
  /** What a link may lead to. */
  readonly refers: Referable | undefined
}

/** A value, or a reason for there being none; "not done" wants its words. */
export const holdsAnswer = (value: Entry | undefined): boolean =>
  value?.state === 'value' || (value?.state === 'missing' && (value.code !== 'ND' || value.reason !== undefined))

const isRequired = (finding: Finding): boolean => finding.check.startsWith('REQUIRED')

export function viewItem(laid: LaidItem, around: Around): ItemView {
  const { study, language, doing, form, findings, past, course, verification, refers } = around
  const { path, def, calculation } = laid
  const state = form?.items.get(path)
  const value = state?.value
  const codeList = refers?.list ?? study.codeListOf(def)
  const asked = findings.filter((finding) => !isRequired(finding))
  const open = asked.filter(({ confirmation }) => !confirmation)
  const queries = form ? queriesAbout(form, findings).filter(({ scope }) => scope === path) : []
  const units = def.type === 'integer' || def.type === 'decimal' ? (def.units ?? []).map(({ unit }) => unit) : []
  const usedBefore = units.length > 1 ? unitUsed(past, course) : undefined
  const unexplained = doing.unexplained.get(path)
  const closed = (form !== undefined && isClosed(form, path)) || isGivenForGood(def, state)
  const marks = itemMarks({
    state: doing.underway.has(path) || doing.unstored.has(path) ? undefined : state,
    open: open.length,
    queries,
    signed: state && signedState(form, path),
    verified: state !== undefined && verification?.(state) !== undefined,
    closed,
  })
  return {
    path,
    def,
    language,
    required: laid.required,
    state,
    codeList,
    options: optionsOf(codeList, refers?.gone, language),
    typedAsLabel:
      refers !== undefined || (def.type === 'code' && (def.display === 'select' || def.display === 'search')),
    edit: editText(def, value, codeList, language),
    units,
    unit: (value?.state === 'value' ? value.unit : undefined) ?? usedBefore ?? units[0],
    missingText: value?.state === 'missing' ? showEntry(def, value, codeList, language) : undefined,
    calculated: laid.calculated,
    calculatedText: laid.calculated && showEntry(def, laid.calculated, codeList, language),
    calculation,
    ...resultOf(laid, value, form, course),
    findings: open,
    confirmed: asked.filter(({ confirmation }) => confirmation),
    closed,
    toEnter: laid.required && !holdsAnswer(value) && !state?.contested,
    queries,
    marks,
    asks: open.length > 0 || unexplained !== undefined,
    unexplained,
    unstored: doing.unstored.get(path)?.why,
    saving: doing.underway.has(path),
    askingMissing: isAskingMissing(path, around),
    previous: past[0],
    earlier: past,
  }
}

/** It stands once it is given; two values are still decided between. */
const isGivenForGood = (def: ItemDef, state: ItemState | undefined): boolean =>
  def.once === true && state?.value?.state === 'value'

const isClosed = (form: FormState, path: ItemPath): boolean =>
  [...closedIn(form).values()].some(
    ({ scope, closing }) => closing !== 'open' && scope !== form.path && within(path, scope),
  )

/** Whether the person is asked why there is no value. */
export const isAskingMissing = (path: ItemPath, { doing, role }: Pick<Around, 'doing' | 'role'>): boolean =>
  doing.asking === path && mayAssert(role, 'value')
