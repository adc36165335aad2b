import { Decimal } from '../../quantity/decimal'
import { wholeNumber } from '../read'
import type { Computed, Figure, Refusal } from '../trace'
import type { Crosswalk, ValueSet, ValueSets } from './value-sets'

/** The five dimensions in the order of the profile. */
export const dimensions = ['MO', 'SC', 'UA', 'PD', 'AD'] as const
export type Dimension = (typeof dimensions)[number]

type Level = 1 | 2 | 3 | 4 | 5
type Levels = Readonly<Record<Dimension, Level | undefined>>

/** Levels as they were answered, or the one that cannot be. */
export type Answers =
  | { readonly ok: true; readonly levels: Levels; readonly profile: string }
  | { readonly ok: false; readonly refusal: Refusal<'impossible-answer'> }

const levels: readonly Level[] = [1, 2, 3, 4, 5]

/** Reads the five levels. The profile writes them one after another, 9 for a dimension that was not answered. */
export function readLevels(answers: Readonly<Record<string, unknown>>): Answers {
  const read: Record<Dimension, Level | undefined> = {
    MO: undefined,
    SC: undefined,
    UA: undefined,
    PD: undefined,
    AD: undefined,
  }
  for (const dimension of dimensions) {
    const answer = wholeNumber(answers[dimension], 1, 5)
    if (answer === 'missing') continue
    read[dimension] = levels.find((level) => level === answer)
    if (read[dimension] === undefined) return { ok: false, refusal: { reason: 'impossible-answer', input: dimension } }
  }
  return { ok: true, levels: read, profile: dimensions.map((dimension) => read[dimension] ?? 9).join('') }
}

export type NoIndex = 'dimension-missing' | 'value-set-not-loaded'

/** What a licence brought. */
export interface Tables {
  readonly valueSets?: ValueSets
  readonly crosswalk?: Crosswalk
}

export type Answered = Extract<Answers, { ok: true }>

/** The levels that a profile writes down; undefined where it is none. */
export function readProfile(profile: string): Answered | undefined {
  if (!/^[1-59]{5}$/.test(profile)) return undefined
  const answers = Object.fromEntries(
    dimensions.flatMap((dimension, i) => (profile[i] === '9' ? [] : [[dimension, Number(profile[i])] as const])),
  )
  const read = readLevels(answers)
  return read.ok ? read : undefined
}

/**
 * The index of a profile, to three decimals as they are published, by the value set that the protocol names: `5L:France`,
 * or `crosswalk:UK` for the mapping to the 3L. Sets are never mixed.
 */
export function eq5dIndex(answers: Answered, named: string, tables: Tables): Computed<Decimal, NoIndex> {
  const [kind, name = ''] = named.split(/:(.*)/)
  const set = kind === '5L' ? tables.valueSets?.get(name) : undefined
  const mapped = kind === 'crosswalk' ? tables.crosswalk?.get(name) : undefined
  if (!set && !mapped) return none('value-set-not-loaded', named)
  const missing = dimensions.find((dimension) => answers.levels[dimension] === undefined)
  if (missing) return none('dimension-missing', missing)
  if (set) return valuedBy(set, answers, named)
  const value = mapped?.get(answers.profile)
  if (!value) return none('value-set-not-loaded', `${named} ${answers.profile}`)
  const trace = { source: 'van Hout B et al. Value Health 2012;15:708-715', expression: '', steps: [] }
  return { ok: true, value, trace: { ...known(answers, named), ...trace } }
}

const none = (reason: NoIndex, input: string) => ({ ok: false, refusal: { reason, input } }) as const

const known = ({ profile }: Answered, named: string) => ({
  formula: 'eq5d',
  inputs: [{ name: 'profile', value: profile }],
  rule: named,
})

function valuedBy(set: ValueSet, answers: Answered, named: string): Computed<Decimal, NoIndex> {
  const parts = partsOf(set, answers.levels)
  const sum = parts.reduce((total, { value }) => total.plus(value), new Decimal(0))
  const steps: Figure[] = parts.map(({ name, value }) => ({ name, value: value.toFixed() }))
  steps.push({ name: 'Σ', value: sum.toFixed() })
  const rounded = sum.toDecimalPlaces(3)
  return {
    ok: true,
    value: rounded.isZero() ? rounded.absoluteValue() : rounded,
    trace: { ...known(answers, named), expression: 'Σ', source: set.source, steps },
  }
}

interface Part {
  readonly name: string
  readonly value: Decimal
}

/** The terms of a value set that this health state meets, each with what it adds. */
function partsOf({ terms }: ValueSet, levelsOf: Levels): readonly Part[] {
  const state = dimensions.map((dimension) => ({ dimension, level: levelsOf[dimension] ?? 1 }))
  const worse = (dimension: Dimension): number => (levelsOf[dimension] ?? 1) - 1
  const severe = state.filter(({ level }) => level >= 4)
  const met: readonly (readonly [name: string, times: number])[] = [
    ['StartValue', 1],
    ['Intercept', state.some(({ level }) => level > 1) ? 1 : 0],
    ...state.map(({ dimension, level }) => [`${dimension}${level}`, 1] as const),
    ...severe.map(({ dimension }) => [`${dimension}45`, 1] as const),
    ['Num45sq', severe.length > 0 ? (severe.length - 1) ** 2 : 0],
    ['N4', severe.length > 0 ? 1 : 0],
    ['N5', state.some(({ level }) => level === 5) ? 1 : 0],
    ['MOAD', worse('MO') * worse('AD')],
    ['PDAD', worse('PD') * worse('AD')],
  ]
  return met.flatMap(([name, times]) => {
    const coefficient = terms.get(name)
    return coefficient && times > 0 ? [{ name, value: coefficient.times(times) }] : []
  })
}

/** The mark on the visual analogue scale: a whole number from 0 to 100, kept apart from the profile. */
export const readVas = (raw: unknown): number | 'missing' | 'impossible-answer' => {
  const mark = wholeNumber(raw, 0, 100)
  return typeof mark === 'number' || mark === 'missing' ? mark : 'impossible-answer'
}
