import { Decimal } from '../../quantity/decimal'
import { type Reading, readingOf } from '../../quantity/units'
import type { Fact } from './criteria'
import { gradeValue, type NotGraded } from './grade'
import type { Context, Measurement } from './sample'

/** A line of `ctcae-grade` answered: never an exception, whatever the line is. */
export interface GradeAnswer {
  readonly case_id?: unknown
  readonly grade: number | null
  readonly reason?: string
}

type Field = Readonly<Record<string, unknown>>

const isField = (value: unknown): value is Field => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The longest number or unit anybody writes; what is longer is refused unread. */
const longest = 60

class Unreadable extends Error {}

/** Reads a case as `contracts.md` describes it (`ctcae-grade`) and grades it. */
export function gradeCase(line: unknown): GradeAnswer {
  if (!isField(line)) return { grade: null, reason: 'not an object' }
  const id = 'case_id' in line ? { case_id: line['case_id'] } : {}
  try {
    const answer = gradeValue(measurementOf(line))
    if (answer.ok) return { ...id, grade: answer.value }
    return { ...id, grade: null, reason: sentence(answer.refusal.reason, answer.refusal.input) }
  } catch (problem) {
    if (problem instanceof Unreadable) return { ...id, grade: null, reason: problem.message }
    throw problem
  }
}

function sentence(reason: NotGraded, input = 'value'): string {
  switch (reason) {
    case 'missing':
      return `${input} missing`
    case 'unknown-term':
      return 'term not in CTCAE v5.0'
    case 'unknown-analyte':
      return 'analyte not graded by this term'
    case 'unknown-unit':
      return 'unit not recognised'
    case 'not-value-based':
      return 'CTCAE v5.0 criterion is not value-based'
    case 'negative':
      return `${input} is negative`
    case 'not-positive':
      return `${input} is not above zero`
    case 'too-high':
      return `${input} is higher than it can be`
    case 'limits-crossed':
      return 'lln above uln'
    case 'inexact':
      return 'value not exact enough for one grade'
  }
}

function measurementOf(line: Field): Measurement {
  const term = textIn(line, 'term')
  if (term === undefined) throw new Unreadable('term missing')
  const context = line['context']
  const value = readingIn(line, 'value')
  const unit = textIn(line, 'unit')
  const analyte = textIn(line, 'analyte')
  const lln = numberIn(line, 'lln')
  const uln = numberIn(line, 'uln')
  const baseline = numberIn(line, 'baseline')
  const percentChange = numberIn(line, 'pct_change_from_baseline')
  const baselineAbnormal = truthOf(line['baseline_abnormal'])
  return {
    term,
    ...(analyte !== undefined && { analyte }),
    ...(value && { value }),
    ...(unit === undefined ? dipstickUnit(line['value']) : { unit }),
    ...(lln && { lln }),
    ...(uln && { uln }),
    ...(baseline && { baseline }),
    ...(percentChange && { percentChange }),
    ...(baselineAbnormal !== undefined && { baselineAbnormal }),
    context: contextOf(isField(context) ? context : {}),
  }
}

const facts: readonly Fact[] = [
  'symptomatic',
  'on_anticoagulation',
  'physiologic_consequences',
  'intervention_initiated',
  'at_rest',
]

function contextOf(context: Field): Context {
  const diastolic = numberIn(context, 'diastolic')
  const durationHours = numberIn(context, 'duration_hours')
  return {
    facts: new Set(facts.filter((fact) => truthOf(context[fact]) === true)),
    ...(diastolic && { diastolic }),
    ...(durationHours && { durationHours }),
  }
}

function truthOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (value === 'Y' || value === 'y' || value === 'yes' || value === 'true') return true
  if (value === 'N' || value === 'n' || value === 'no' || value === 'false') return false
  return undefined
}

function textIn(line: Field, name: string): string | undefined {
  const value = line[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw new Unreadable(`${name} is not text`)
  return value.trim() === '' ? undefined : value.trim()
}

/** What a urine dipstick shows, as a number of plusses. */
const dipstick: ReadonlyMap<unknown, string> = new Map([
  ['NEG', '0'],
  ['TR', '0'],
  ['1+', '1'],
  ['2+', '2'],
  ['3+', '3'],
  ['4+', '4'],
])

const dipstickUnit = (value: unknown): { readonly unit?: string } => (dipstick.has(value) ? { unit: 'dipstick' } : {})

/** A number of JSON, or text as people type it. Absent when it is null, absent or empty. */
function readingIn(line: Field, name: string): Reading | undefined {
  const value = line[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'number' && Number.isFinite(value)) return { value: new Decimal(value) }
  const reading =
    typeof value === 'string' && value.length <= longest ? readingOf(dipstick.get(value) ?? value) : undefined
  if (!reading) throw new Unreadable(`${name} is not a number`)
  return reading
}

function numberIn(line: Field, name: string): Decimal | undefined {
  const reading = readingIn(line, name)
  if (reading?.qualifier !== undefined) throw new Unreadable(`${name} is not exact`)
  return reading?.value
}
