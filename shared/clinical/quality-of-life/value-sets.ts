import { type Decimal, parseDecimal } from '../../quantity/decimal'

/**
 * Tables of a EuroQol licence, loaded by the administrator as tab-separated text and never shipped. Reading refuses a
 * table as a whole rather than leave out a line of it.
 */
export type Loaded<Table> =
  { readonly ok: true; readonly table: Table } | { readonly ok: false; readonly line: number; readonly reason: string }

/** Coefficients of one country: decrements by term, `MO2`, `StartValue`. */
export interface ValueSet {
  readonly source: string
  readonly terms: ReadonlyMap<string, Decimal>
}
export type ValueSets = ReadonlyMap<string, ValueSet>

/** Index by country and profile. */
export type Crosswalk = ReadonlyMap<string, ReadonlyMap<string, Decimal>>

const rowsOf = (text: string): readonly (readonly string[])[] =>
  text
    .replace(/^\uFEFF/, '')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => line.split('\t').map((cell) => cell.trim()))

const term = /^(?:StartValue|Intercept|(?:MO|SC|UA|PD|AD)(?:[1-5]|45)|Num45sq|N4|N5|MOAD|PDAD)$/

/** Whether the index would use a term of that name. */
export const isTerm = (text: string): boolean => term.test(text)

/** Reads `value_set, term, coefficient, doi`, one row a term. A term that the index would not use is refused. */
export function readValueSets(text: string): Loaded<ValueSets> {
  const [header, ...rows] = rowsOf(text)
  if (header?.join() !== 'value_set,term,coefficient,doi') return { ok: false, line: 1, reason: 'unknown-columns' }
  const sets = new Map<string, { source: string; terms: Map<string, Decimal> }>()
  for (const [index, [name = '', code = '', coefficient = '', doi = '']] of rows.entries()) {
    const line = index + 2
    const value = parseDecimal(coefficient)
    if (name === '' || !isTerm(code)) return { ok: false, line, reason: 'unknown-term' }
    if (!value) return { ok: false, line, reason: 'not-a-number' }
    const set = sets.get(name) ?? { source: doi, terms: new Map<string, Decimal>() }
    if (set.terms.has(code)) return { ok: false, line, reason: 'term-given-twice' }
    set.terms.set(code, value)
    sets.set(name, set)
  }
  for (const [name, { terms }] of sets) {
    if (!terms.has('StartValue')) return { ok: false, line: 1, reason: `no StartValue: ${name}` }
  }
  return { ok: true, table: sets }
}

/** Reads `profile` and a column for each country. */
export function readCrosswalk(text: string): Loaded<Crosswalk> {
  const [header, ...rows] = rowsOf(text)
  const [first, ...countries] = header ?? []
  if (first !== 'profile' || countries.length === 0) return { ok: false, line: 1, reason: 'unknown-columns' }
  const columns = countries.map((country) => ({ country, indices: new Map<string, Decimal>() }))
  for (const [row, [profile = '', ...cells]] of rows.entries()) {
    const line = row + 2
    if (!/^[1-5]{5}$/.test(profile)) return { ok: false, line, reason: 'not-a-profile' }
    for (const [column, { indices }] of columns.entries()) {
      const value = parseDecimal(cells[column] ?? '')
      if (!value) return { ok: false, line, reason: 'not-a-number' }
      indices.set(profile, value)
    }
  }
  return { ok: true, table: new Map(columns.map(({ country, indices }) => [country, indices])) }
}
