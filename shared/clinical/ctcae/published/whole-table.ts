import { type DictionaryTerm, dictionary } from '../dictionary'
import { type PublishedTerm, PublishedTable } from './table'

const GRADES = [1, 2, 3, 4, 5] as const

const fits = ({ term, grades }: PublishedTerm, known: DictionaryTerm | undefined): boolean =>
  term === known?.term && GRADES.every((grade) => (grades[grade] !== undefined) === known.grades.includes(grade))

/** A table that says something of each grade of each term of CTCAE 5.0, and of nothing else: what may be loaded. */
export const WholeTable = PublishedTable.refine(
  ({ terms }) => terms.every((term, i) => fits(term, dictionary[i])),
  'not the terms and grades of CTCAE 5.0',
).refine(({ terms }) => new Set(terms.map(({ code }) => code)).size === terms.length, 'a code stands for two terms')
