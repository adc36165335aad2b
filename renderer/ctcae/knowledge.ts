import { type DictionaryTerm, dictionary, termNamed } from '#shared/clinical/ctcae/dictionary'
import { type GradeTexts, gradeTexts } from '#shared/clinical/ctcae/published/grade-texts'
import { type PublishedTable, type PublishedTerm, publishedTerm } from '#shared/clinical/ctcae/published/table'
import { type SearchHit, searchTerms } from '#shared/clinical/ctcae/search'
import type { UiLanguage } from '../ui/language'

/** CTCAE 5.0 with NCI's table, or without one. */
export interface Ctcae {
  /** All terms by name. */
  readonly terms: readonly string[]
  /** What a person may mean, best first. */
  search(words: string): readonly SearchHit[]
  termNamed(name: string): DictionaryTerm | undefined
  /** The grades of a term; of no term, what grades mean in general. */
  grades(term: string | undefined, language: UiLanguage): GradeTexts
  /** What NCI's table says of a term, where there is one. */
  published(term: string): PublishedTerm | undefined
  /** Whether there is one. */
  readonly loaded: boolean
}

const names = dictionary.map(({ term }) => term)

const make = (table: PublishedTable | undefined): Ctcae => ({
  terms: names,
  search: (words) => searchTerms(words, MOST),
  termNamed,
  grades: (term, language) => gradeTexts(term, language, table),
  published: (term) => table && publishedTerm(table, term),
  loaded: table !== undefined,
})

/** As many as are looked through at a glance. */
const MOST = 8

const withTable = new WeakMap<PublishedTable, Ctcae>()
let without: Ctcae | undefined

/** The same object for the same table. */
export function ctcaeWith(table: PublishedTable | undefined): Ctcae {
  if (!table) return (without ??= make(undefined))
  const known = withTable.get(table) ?? make(table)
  withTable.set(table, known)
  return known
}
