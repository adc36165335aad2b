import type { FormPath, ItemPath } from '#shared/casebook/path'
import { formOf } from '#shared/casebook/path'
import { type ConditionEvidence, conditionEvidence } from '#shared/dose-release/evidence'
import type { GateRows } from '#shared/dose-release/gate-rows'
import type { DoseRelease } from '#shared/dose-release/release'
import { Decimal, parseDecimal } from '#shared/quantity/decimal'
import type { CompiledStudy } from '#shared/study/compile'
import { textIn } from '#shared/study/definition'
import { measured, showEntry } from '#shared/study/show-entry'
import { daysBetween } from '../../ui/dates'
import type { Say, UiLanguage } from '../../ui/language'
import { askedWords } from './asked-words'
import { conditionTexts } from './condition-texts'

export type SignedCondition = DoseRelease['conditions'][number]
export type Verdict = SignedCondition['verdict']

/** What stands against giving the dose as it is. */
export const blocks = (verdict: Verdict): boolean =>
  verdict === 'stops' || verdict === 'failed' || verdict === 'missing'

/** A condition as it is read by a person who has to decide. */
export interface ConditionLine {
  readonly key: string
  readonly name: string
  readonly verdict: Verdict
  /** `too-old`: there is a value, and it does not count any more; `contested`: two stand against each other. */
  readonly why?: 'too-old' | 'contested'
  readonly found: string | undefined
  readonly needed: string
  /** The day of what was found, and how many days that lies before the one planned. */
  readonly day: string | undefined
  readonly age: number | undefined
  readonly at: { readonly form: FormPath; readonly item: ItemPath } | undefined
  readonly earliest: string | undefined
}

interface Checked {
  readonly study: CompiledStudy
  readonly rows: GateRows
  readonly planned: string
  readonly language: UiLanguage
  readonly say: Say<keyof typeof conditionTexts.en>
}

/** One line a condition, in the order of the gate: what blocks first. */
export const linesOf = (checked: Checked, conditions: readonly SignedCondition[]): readonly ConditionLine[] =>
  conditions.map((condition, i) => lineOf(checked, condition, `${condition.code} ${i}`))

function lineOf(checked: Checked, condition: SignedCondition, key: string): ConditionLine {
  const { study, rows, planned, language } = checked
  const { verdict, items = [], seen = [], earliest } = condition
  const evidence = conditionEvidence(study, rows.sources, planned, { items, seen })
  const [first] = evidence
  const day = seen.find(({ name, value }) => name === 'day' && isDay(value))?.value ?? first?.day
  const why =
    verdict !== 'missing' || !first ? undefined : evidence.some(({ contested }) => contested) ? 'contested' : 'too-old'
  return {
    ...{ key, verdict, earliest, name: nameOf(checked, condition) },
    ...(why && { why }),
    found: foundOf(checked, condition) ?? (first && shown(study, first, language)),
    needed: neededOf(checked, condition),
    day,
    age: day === undefined ? undefined : daysBetween(day, planned),
    at: first && whereOf(first.path),
  }
}

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d/.test(text)

function whereOf(item: ItemPath): ConditionLine['at'] {
  const form = formOf(item)
  return form && { form, item }
}

function shown(
  study: CompiledStudy,
  { path, text, unit, contested }: ConditionEvidence,
  language: UiLanguage,
): string | undefined {
  const [, form = '', , item = ''] = path.split('/').map((step) => step.split(':')[0] ?? step)
  const def = study.item(form, item)?.def
  if (!def || contested) return undefined
  return showEntry(def, { state: 'value', text, ...(unit !== undefined && { unit }) }, study.codeListOf(def), language)
}

const LIMITS = new Set(['uln', 'lln'])

/**
 * The event, or the figure that was worked out last: the result of a calculation, the days that have passed; else the
 * number that is asked about, such as that of the cycle.
 */
function foundOf({ say, language }: Checked, { seen = [], items = [] }: SignedCondition): string | undefined {
  const term = seen.find(({ name }) => name === 'AETERM')
  if (term) {
    const grade = seen.find(({ name }) => name === 'AETOXGR')
    return grade ? say('eventFound', { term: term.value, grade: grade.value }) : term.value
  }
  const figure = seen.filter(({ name, unit }) => unit !== undefined && !LIMITS.has(name)).at(-1)
  if (figure) return measured(short(figure.value), figure.unit ?? '', language)
  return seen.find(({ name, value }) => /^\d+$/.test(value) && items.some((item) => item.endsWith(`.${name}`)))?.value
}

/** Calculated figures are not rounded; nobody reads fourteen decimals. */
function short(value: string): string {
  const number = value.includes('.') && value.length > 7 ? parseDecimal(value) : undefined
  return number ? number.toDecimalPlaces(1, Decimal.ROUND_HALF_UP).toFixed() : value
}

function neededOf({ say, language }: Checked, { code, asks = '' }: SignedCondition): string {
  if (/^[≥≤<>\dΣ]/.test(asks)) return askedWords(asks, say, language)
  const [prefix, rest] = parted(code)
  const key = `need.${prefix ?? rest}`
  return isKey(key) ? say(key) : asks
}

const PREFIXES = [
  'HELD_',
  'REDUCED_',
  'DMT_STOP_',
  'STOP_',
  'NO_LOWER_DOSE_',
  'NOT_RECOVERED_',
  'FATAL_',
  'END_OF_',
  'GRADE_OF_',
] as const

/** `HELD_THROMBOCYTOPENIA` as what is said of a toxicity, and the toxicity. */
function parted(code: string): readonly [prefix: (typeof PREFIXES)[number] | undefined, rest: string] {
  const prefix = PREFIXES.find((one) => code.startsWith(one) && !isKey(`name.${code}`))
  return [prefix, prefix ? code.slice(prefix.length) : code]
}

function nameOf({ study, language, say }: Checked, { code, items = [] }: SignedCondition): string {
  const [prefix, rest] = parted(code)
  const key = `name.${rest}`
  const [form = '', item = ''] = items[0]?.split('.') ?? []
  const label = item === rest ? study.item(form, item)?.def.label : undefined
  const name = isKey(key) ? say(key) : label ? textIn(label, language) : humane(rest)
  return prefix ? say(`prefix.${prefix}`, { what: name }) : name
}

/** A code of the study's own, as words. */
const humane = (code: string): string => {
  const words = code.replaceAll('_', ' ').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

type Key = keyof typeof conditionTexts.en
const isKey = (key: string): key is Key => key in conditionTexts.en
