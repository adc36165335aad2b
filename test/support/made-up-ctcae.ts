import { type DictionaryTerm, dictionary } from '#shared/clinical/ctcae/dictionary'

/** What the made-up table says of a grade: nothing that NCI ever wrote. */
export const madeUpWords = (term: string, grade: number): string => `Made-up words for grade ${grade} of ${term}`

export const madeUpCode = (term: string): string =>
  String(90_000_000 + dictionary.findIndex((known) => known.term === term))

export type Cells = Record<
  'soc' | 'term' | 'meddra_code' | 'grade1' | 'grade2' | 'grade3' | 'grade4' | 'grade5' | 'definition' | 'note',
  string
>

/** Rows of the shape of the published table, one a term, with made-up words and codes. */
export const madeUpRows = (): Cells[] => dictionary.map(rowOf)

function rowOf({ term, systemOrganClass, grades }: DictionaryTerm): Cells {
  const words = (grade: 1 | 2 | 3 | 4 | 5) => (grades.includes(grade) ? madeUpWords(term, grade) : '')
  return {
    soc: systemOrganClass,
    term,
    meddra_code: madeUpCode(term),
    grade1: words(1),
    grade2: words(2),
    grade3: words(3),
    grade4: words(4),
    grade5: words(5),
    definition: term.endsWith('Other, specify') ? '' : `What ${term} is, made up`,
    note: '',
  }
}

/** The rows as the text of a `.tsv` file. */
export const tsv = (rows: readonly Cells[]): string => {
  const columns = Object.keys(rows[0] ?? {})
  return [columns, ...rows.map((row) => Object.values(row))].map((cells) => `${cells.join('\t')}\n`).join('')
}
