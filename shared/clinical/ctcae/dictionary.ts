import type { Grade } from './criteria'
import { termsOf } from './has-grade'
import { termTable } from './term-table'
import { general } from './words/general'
import { gutAndLiver } from './words/gut-and-liver'
import { heartLungKidney } from './words/heart-lung-kidney'
import { laboratory } from './words/laboratory'
import { skinNervesBones } from './words/skin-nerves-bones'

export type WordLanguage = 'en' | 'fr' | 'sv'

export interface DictionaryTerm {
  /** As NCI prints it, in American English. */
  readonly term: string
  readonly systemOrganClass: string
  /** The grades that exist for the term, mildest first. */
  readonly grades: readonly Exclude<Grade, 0>[]
  /** How people say it; empty for most of the rare terms. The first one of a language names it there. */
  readonly words: Readonly<Record<WordLanguage, readonly string[]>>
  /** Seen often under this treatment: first among equals. */
  readonly common: boolean
}

const grades = [1, 2, 3, 4, 5] as const

const gradesOf = (digits: string): readonly Exclude<Grade, 0>[] =>
  grades.filter((grade) => digits.includes(String(grade)))

const list = (words: string | undefined): readonly string[] =>
  (words ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')

const everyday = new Map(
  [general, gutAndLiver, laboratory, heartLungKidney, skinNervesBones]
    .flatMap((area) => area.trim().split('\n'))
    .map((line) => {
      const [, star, term = '', words = ''] = /^(\*?)([^:]+): (.*)$/.exec(line) ?? []
      const [en, fr, sv] = words.split(';')
      return [term, { words: { en: list(en), fr: list(fr), sv: list(sv) }, common: star === '*' }] as const
    }),
)

const unspoken = { words: { en: [], fr: [], sv: [] }, common: false }

/** All 837 terms, in the order of the published table. */
export const dictionary: readonly DictionaryTerm[] = termTable.flatMap(([systemOrganClass, lines]) =>
  termsOf(lines).map(([term, digits]) => ({
    term,
    systemOrganClass,
    grades: gradesOf(digits),
    ...(everyday.get(term) ?? unspoken),
  })),
)

const byName = new Map(dictionary.map((term) => [term.term.toLowerCase(), term]))

/** The term of this name; case does not matter. */
export const termNamed = (name: string): DictionaryTerm | undefined => byName.get(name.toLowerCase())
