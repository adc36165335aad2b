import { FormPath, formOf, formPath } from '#shared/casebook/path'
import { journeyOf } from '#shared/casebook/phases'
import { askEligibility, askedNow } from '#shared/eligibility/ask'
import { type CriterionAnswer, type Eligibility, phaseOf } from '#shared/eligibility/engine'
import { judgedIn } from '#shared/eligibility/judgements'
import type { EligibilitySnapshot, SignedCriterion } from '#shared/eligibility/snapshot'
import type { CompiledStudy } from '#shared/study/compile'
import { type LocalText, textIn } from '#shared/study/definition'
import { showEntry } from '#shared/study/show-entry'
import type { UiLanguage } from '../../ui/language'
import { daysBetween } from '../../ui/dates'
import type { FormAt } from './form-mark'

/** How a criterion stands for taking part, whichever way its own text is put. */
export type Standing = 'against' | 'unknown' | 'judge' | 'for'

/** What is shown of a criterion, answered today or as it was signed. */
export type ShownCriterion = Pick<CriterionAnswer, 'id' | 'kind' | 'answer' | 'decides'> & {
  readonly judged?: CriterionAnswer['judged']
  readonly evidence: readonly SignedCriterion['evidence'][number][]
}

/** A criterion as it is read by a person who has to decide, or wants to know what was decided. */
export interface CriterionLine {
  readonly answer: ShownCriterion
  /** What it waits for. */
  readonly missing: CriterionAnswer['missing']
  readonly flags: readonly LocalText[]
  readonly text: string
  readonly standing: Standing
  /** Fewer than that many days until what it rests on no longer counts; undefined while that is far off. */
  readonly daysLeft: number | undefined
  /** Where it is judged; undefined where nothing is to be judged or no form asks it. */
  readonly judgedAt: FormPath | undefined
}

export interface EligibilityView {
  readonly eligibility: Eligibility
  readonly lines: readonly CriterionLine[]
}

/** A sample that expires within so many days is said to. */
const SOON = 7

/** Everything that is asked of who wants to take part, answered from the casebook as it stands today. */
export function eligibilityView(at: FormAt, phase: string, language: UiLanguage): EligibilityView | undefined {
  const { study, casebook, today } = at
  const def = study.version.eligibility
  const eligibility = askEligibility(study, casebook, askedNow(casebook, phase, today))
  if (!def || !eligibility) return undefined
  const textOf = criterionTexts(study, language)
  const lines = eligibility.criteria.map((answer): CriterionLine => {
    const left = answer.expires === undefined ? undefined : daysBetween(today, answer.expires)
    return {
      answer,
      missing: missingOf(at, answer),
      flags: answer.flags.map(({ text }) => text),
      text: textOf(answer.id),
      standing: standingOf(answer),
      daysLeft: left !== undefined && left <= SOON ? left : undefined,
      judgedAt: answer.mode === 'computed' ? undefined : firstFormWith(at, judgedIn(answer.id)),
    }
  })
  return { eligibility, lines }
}

/** Whether the draw that hangs on a phase has been made: from there on it is decided, signed or not. */
export function isDrawn({ study, casebook }: FormAt, phase: string): boolean {
  const { eligibility: def, randomisation } = study.version
  const hangs = def && randomisation?.signed.some(({ event }) => phaseOf(def, event).oid === phase)
  return hangs === true && journeyOf(study, casebook).assigned.arm !== undefined
}

/** Everything as an investigator signed it: nothing of it expires, and nothing of it is asked again. */
export function signedLines(
  { study }: FormAt,
  { version, criteria }: EligibilitySnapshot,
  language: UiLanguage,
): readonly CriterionLine[] {
  const textOf = criterionTexts(study.under(version), language)
  return criteria.map((answer) => ({
    answer,
    missing: [],
    flags: answer.flags.map(({ text }) => ({ en: text })),
    text: textOf(answer.id),
    standing: standingOf(answer),
    daysLeft: undefined,
    judgedAt: undefined,
  }))
}

function criterionTexts({ version }: CompiledStudy, language: UiLanguage): (id: string) => string {
  const texts = new Map(version.eligibility?.criteria.map(({ id, text }) => [id, textIn(text, language)]))
  return (id) => texts.get(id) ?? ''
}

function standingOf({ kind, answer }: ShownCriterion): Standing {
  switch (answer) {
    case 'unknown':
      return 'unknown'
    case 'judgement':
      return 'judge'
    case 'true':
      return kind === 'inclusion' ? 'for' : 'against'
    case 'false':
      return kind === 'inclusion' ? 'against' : 'for'
  }
}

/** The first form of the schedule that has the item. */
function firstFormWith({ study }: FormAt, item: string): FormPath | undefined {
  for (const event of study.events)
    for (const form of event.forms) if (study.item(form, item)) return formPath({ oid: event.oid }, { oid: form })
  return undefined
}

/** `LBH.HGB` as people call it, and where it is or would be entered. */
export function itemNamed({ study }: FormAt, named: string, language: UiLanguage) {
  const [first = '', second] = named.split('.')
  const def = study.form(first) ?? study.version.forms.find(({ oid }) => study.item(oid, first) !== undefined)
  const placed = def && study.item(def.oid, second ?? first)
  const title = def && textIn(def.title, language)
  const event = def && study.events.find(({ forms }) => forms.includes(def.oid))
  return {
    label: placed ? textIn(placed.def.label, language) : (title ?? named),
    form: placed && title,
    to: event && !def.repeating ? formPath({ oid: event.oid }, { oid: def.oid }) : undefined,
  }
}

/** What a criterion waits for. A day that is counted from is left out where what would give that day is named as well. */
function missingOf({ study }: FormAt, { missing }: CriterionAnswer): CriterionAnswer['missing'] {
  const anchors = study.version.eligibility?.anchors ?? {}
  const named = missing.filter(({ item }) => !(item in anchors))
  return named.length > 0 ? named : missing
}

/** A value that a criterion looked at, in words. */
export function evidenceText(
  { study }: FormAt,
  one: { readonly item: string; readonly value: string; readonly unit?: string | undefined },
  language: UiLanguage,
): string {
  const [form = '', item = ''] = one.item.split('.')
  const def = study.item(form, item)?.def
  const entry = { state: 'value', text: one.value, ...(one.unit !== undefined && { unit: one.unit }) } as const
  return def ? showEntry(def, entry, study.codeListOf(def), language) : one.value
}

/** The form that a piece of evidence stands in. */
export const formAt = (at: string): FormPath | undefined => {
  const form = FormPath.safeParse(at)
  if (form.success) return form.data
  const row = at.split('/').slice(0, 2).join('/')
  const outer = FormPath.safeParse(row)
  return outer.success ? formOf(outer.data) : undefined
}
