import { showUnit } from '../../../study/show-entry'
import type { Grade } from '../criteria'
import { type WordLanguage, termNamed } from '../dictionary'
import { generalMeaning, gradeWords } from '../grade-words'
import { type PublishedTable, publishedTerm } from './table'

export type TermGrade = Exclude<Grade, 0>

export interface GradeText {
  readonly grade: TermGrade
  /** What the grade asks, each a condition of which one may be enough; undefined where the term has no such grade. */
  readonly words: readonly string[] | undefined
  /** Our own short words in the language of the person, beside NCI's in another; empty where we have none. */
  readonly inShort: readonly string[]
}

/** The five grades of a term as they are shown, and whose words they are. */
export interface GradeTexts {
  /** NCI's wording, our own short words, or what the grades mean for any term. */
  readonly from: 'published' | 'own' | 'general'
  /** The language the words are in: NCI's are English. */
  readonly language: WordLanguage
  readonly grades: readonly GradeText[]
}

const GRADES: readonly TermGrade[] = [1, 2, 3, 4, 5]

/**
 * What the grades of a term ask: in the published table's words where one is loaded, else in ours, else what the grades
 * mean in general. For a name that is no term of CTCAE 5.0, and for none, the general meaning of all five.
 */
export function gradeTexts(
  name: string | undefined,
  language: WordLanguage,
  table: PublishedTable | undefined,
): GradeTexts {
  const term = name === undefined ? undefined : termNamed(name)
  const published = term && table && publishedTerm(table, term.term)
  const own = (grade: TermGrade) => (term ? gradeWords(term.term, grade, language)?.map(showUnit) : undefined)
  const general = (grade: TermGrade) => [generalMeaning(grade, language)]
  const each = (words: (grade: TermGrade) => readonly string[]): readonly GradeText[] =>
    GRADES.map((grade) => ({
      grade,
      words: !term || term.grades.includes(grade) ? words(grade) : undefined,
      inShort: published && language !== 'en' ? (own(grade) ?? []) : [],
    }))
  if (published) return { from: 'published', language: 'en', grades: each((grade) => [published.grades[grade] ?? '']) }
  if (term?.grades.some((grade) => own(grade) !== undefined))
    return { from: 'own', language, grades: each((grade) => own(grade) ?? general(grade)) }
  return { from: 'general', language, grades: each(general) }
}
