import { termTable } from './term-table'

/** The terms of one class with the digits of their grades, line by line of the table. */
export const termsOf = (lines: string): readonly (readonly [term: string, grades: string])[] =>
  lines.split('\n').map((line) => {
    const [, term = line, digits = '12345'] = /^(.*?)(?: ([1-5]+))?$/.exec(line) ?? []
    return [term, digits]
  })

let grades: ReadonlyMap<string, string> | undefined

/** Digits of the grades by term, laid out when a rule first asks: rules stand in every screen, and most ask nothing. */
const gradesByTerm = (): ReadonlyMap<string, string> =>
  (grades ??= new Map(
    termTable.flatMap(([, lines]) => termsOf(lines).map(([term, digits]) => [term.toLowerCase(), digits])),
  ))

/** Whether CTCAE 5.0 has this term; case does not matter. */
export const isTerm = (term: string): boolean => gradesByTerm().has(term.toLowerCase())

/** Whether CTCAE 5.0 has this grade for this term; undefined where it does not know the term, or it is no grade. */
export function hasGrade(term: string, grade: string): boolean | undefined {
  if (!/^[1-5]$/.test(grade)) return undefined
  return gradesByTerm().get(term.toLowerCase())?.includes(grade)
}
