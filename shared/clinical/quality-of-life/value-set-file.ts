import { eq5dIndex, readProfile } from './eq5d'
import { Eq5dValueSet, nameOfSet, tablesOf } from './value-set-document'
import { isTerm } from './value-sets'

/**
 * The file that a set of values is loaded from (`docs/eq5d-value-set.md`): tab-separated text, first what the set is, then
 * one value a line. Read whole or refused with the line and what is wrong there.
 */
export type SetReading =
  | { readonly kind: 'set'; readonly set: Eq5dValueSet }
  | { readonly kind: 'refused'; readonly line: number; readonly why: SetFault; readonly what: string }

export type SetFault =
  /** Another line was expected there. */
  | 'expected'
  /** Not of the kind that stands there. */
  | 'malformed'
  | 'unknown-term'
  | 'not-a-profile'
  | 'not-a-number'
  | 'given-twice'
  /** A value that no index can do without. */
  | 'missing'
  /** Full health is 1 in every set. */
  | 'full-health'

const TITLE = 'EQ-5D value set'
const HEAD = ['kind', 'country', 'version', 'source', 'licence'] as const
const COLUMNS = { '5L': ['term', 'coefficient'], crosswalk: ['profile', 'index'] } as const
const DIMENSIONS = ['MO', 'SC', 'UA', 'PD', 'AD'] as const

/** More than any set has, so that a file of another kind is not read to its end. */
const MOST_LINES = 4_000

const refused = (line: number, why: SetFault, what: string): SetReading => ({ kind: 'refused', line, why, what })

export function readValueSetFile(text: string): SetReading {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/(?:\r?\n)+$/, '')
    .split(/\r?\n/, MOST_LINES)
    .map((line) => line.split('\t').map((cell) => cell.trim()))
  const head: Record<string, string> = {}
  for (const [at, name] of [TITLE, ...HEAD].entries()) {
    const [first, value = '', ...more] = lines[at] ?? []
    if (first !== name || value === '' || more.some((cell) => cell !== '')) return refused(at + 1, 'expected', name)
    head[name] = value
  }
  if (head[TITLE] !== '1') return refused(1, 'malformed', TITLE)
  const about = Eq5dValueSet.omit({ values: true }).safeParse({
    format: 1,
    ...Object.fromEntries(HEAD.map((name) => [name, head[name]])),
  })
  if (!about.success) {
    const [name] = about.error.issues[0]?.path ?? []
    const at = HEAD.findIndex((one) => one === name)
    return refused(at + 2, 'malformed', String(name))
  }
  const columns = COLUMNS[about.data.kind]
  const begin = HEAD.length + 1
  if (lines[begin]?.join('\t') !== columns.join('\t')) return refused(begin + 1, 'expected', columns.join(', '))
  const values: Record<string, string> = {}
  for (const [i, [key = '', value = '', ...more]] of lines.slice(begin + 1).entries()) {
    const line = begin + 2 + i
    if (about.data.kind === '5L' && !isTerm(key)) return refused(line, 'unknown-term', key)
    if (about.data.kind === 'crosswalk' && !/^[1-5]{5}$/.test(key)) return refused(line, 'not-a-profile', key)
    if (key in values) return refused(line, 'given-twice', key)
    if (!/^-?\d{1,2}(\.\d{1,9})?$/.test(value) || more.some((cell) => cell !== ''))
      return refused(line, 'not-a-number', [value, ...more].join(' '))
    values[key] = value
  }
  const set: Eq5dValueSet = { ...about.data, values }
  const end = lines.length + 1
  const lacking = lackingIn(set)
  if (lacking !== undefined) return refused(end, 'missing', lacking)
  if (!isFullHealthOne(set)) return refused(end, 'full-health', '11111')
  return { kind: 'set', set }
}

/** Whether a set is one that the index can be read from: what the reading of a file makes sure of. */
export const isSoundSet = (set: Eq5dValueSet): boolean =>
  Object.keys(set.values).every((key) => (set.kind === '5L' ? isTerm(key) : /^[1-5]{5}$/.test(key))) &&
  lackingIn(set) === undefined &&
  isFullHealthOne(set)

/** The first value that is not there, though some index needs it. */
function lackingIn({ kind, values }: Eq5dValueSet): string | undefined {
  if (kind === 'crosswalk') return profiles().find((profile) => !(profile in values))
  if (!('StartValue' in values)) return 'StartValue'
  return DIMENSIONS.find((dimension) => !Object.keys(values).some((term) => new RegExp(`^${dimension}\\d`).test(term)))
}

function profiles(): readonly string[] {
  const levels = ['1', '2', '3', '4', '5']
  return DIMENSIONS.reduce<readonly string[]>(
    (begun) => begun.flatMap((profile) => levels.map((level) => profile + level)),
    [''],
  )
}

/** Every set is anchored there; one that is not has a wrong sign or another table in it. */
function isFullHealthOne(set: Eq5dValueSet): boolean {
  const best = readProfile('11111')
  const index = best && eq5dIndex(best, nameOfSet(set), tablesOf(set))
  return index?.ok === true && index.value.equals(1)
}
