import { expect, test } from 'vitest'
import { gradeCase } from '#shared/clinical/ctcae/grade-case'
import { hasReference, referenceText } from '../reference'

/** The criteria of laboratory terms as NCI's table prints them, read by a reader of its own, on and beside every number. */

const TABLE = 'ctcae-v5.tsv'
const grades = [1, 2, 3, 4] as const
const printed = new Map(
  referenceText(TABLE)
    .split('\n')
    .map((line) => line.split('\t'))
    .map(([, term = '', , ...cells]) => [term, cells.slice(0, 4)]),
)

interface Given {
  readonly value: number
  readonly uln: number
  readonly lln: number
  /** Not a number where none is told. */
  readonly baseline: number
  readonly isAbnormal: boolean
}
/** One clause of a cell: whether the value is in it, and the numbers at its edges. */
interface Clause {
  readonly holds: (given: Given) => boolean
  readonly edges: (given: Given) => readonly number[]
}

const NUMBER = String.raw`(\d+(?:\.\d+)?)`
const plain = (text: string) =>
  text
    .replaceAll(/(\d),(\d{3})/g, '$1$2')
    .replaceAll(/ x 10e9 ?\/L/g, ' 10^9/L')
    .replaceAll(/^(?:Hemoglobin \(Hgb\)|Hgb|Corrected serum calcium of|eGFR or CrCl|Average QTc) /g, '')
    .trim()

/** `<A - B unit` and `>A - B unit`, with LLN or ULN in the place of A; `A - B unit` closed at both ends. */
function absolute(text: string, unit: string): Clause | undefined {
  const at = unit.replaceAll(/[/^.]/g, String.raw`\$&`)
  const range = new RegExp(`^([<>]?)(LLN|ULN|${NUMBER})(?: ?${at})? ?- ?${NUMBER} ?${at}$`).exec(text)
  const alone = new RegExp(`^([<>])${NUMBER} ?${at}$`).exec(text)
  if (alone) {
    const [, sign, limit] = alone
    return { holds: ({ value }) => (sign === '<' ? value < Number(limit) : value > Number(limit)), edges: () => [Number(limit)] }
  } // prettier-ignore
  if (!range) return undefined
  const [, sign, from = '', , to] = range
  const start = ({ lln, uln }: Given) => (from === 'LLN' ? lln : from === 'ULN' ? uln : Number(from))
  const end = Number(to)
  const holds = (given: Given) => {
    const { value } = given
    if (sign === '<') return value < start(given) && value >= end
    return (sign === '>' ? value > start(given) : value >= start(given)) && value <= end
  }
  return { holds, edges: (given) => [start(given), end] }
}

/** `>a - b x ULN`, `>ULN - b x ULN`, `>a x ULN`, `<a - b x LLN`, the same of the baseline, and for whom. */
function multiple(text: string): Clause | undefined {
  const [, sign, from, to, of = '', who = ''] =
    new RegExp(`^([<>]?) ?(?:ULN|${NUMBER}(?: x ULN)?) ?- ?${NUMBER} x (ULN|LLN|baseline)(?: if baseline was (normal|abnormal))?$`).exec(text) ??
    [] // prettier-ignore
  const alone = new RegExp(`^([<>])${NUMBER} x (ULN|LLN|baseline)(?: if baseline was (normal|abnormal))?$`).exec(text)
  const bare = /^([<>])(ULN|LLN)$/.exec(text)
  const base = (given: Given, name: string) => (name === 'baseline' ? given.baseline : name === 'LLN' ? given.lln : given.uln) // prettier-ignore
  const isFor = (given: Given, whom: string) => whom === '' || (whom === 'abnormal') === given.isAbnormal
  if (alone) {
    const [, side, times, name = '', whom = ''] = alone
    const edge = (given: Given) => exactly(Number(times), base(given, name))
    const isBeyond = (given: Given) => (side === '<' ? given.value < edge(given) : given.value > edge(given))
    return { holds: (given) => isFor(given, whom) && isBeyond(given), edges: (given) => [edge(given)] }
  }
  if (bare) {
    const [, side, name = ''] = bare
    const holds = (given: Given) => (side === '<' ? given.value < base(given, name) : given.value > base(given, name))
    return { holds, edges: (given) => [base(given, name)] }
  }
  if (to === undefined) return undefined
  const start = (given: Given) => exactly(Number(from ?? '1'), base(given, of))
  const end = (given: Given) => exactly(Number(to), base(given, of))
  const holds = (given: Given) => {
    if (!isFor(given, who)) return false
    const { value } = given
    if (sign === '<') return value < start(given) && value >= end(given)
    return (sign === '>' ? value > start(given) : value >= start(given)) && value <= end(given)
  }
  return { holds, edges: (given) => [start(given), end(given)] }
}

/** A product of two numbers with few decimals, without the noise of binary fractions. */
const exactly = (times: number, of: number) => Math.round(times * of * 1e6) / 1e6

interface Row {
  readonly term: string
  readonly unit: string
  /** As the table writes the unit where the line of a case writes it otherwise. */
  readonly as?: string
  readonly step: number
  readonly given: Omit<Given, 'value'>
  readonly analyte?: string
  /** Words before the numbers of one of two measurements in a cell. */
  readonly only?: string
}
const row = (term: string, unit: string, step: number, lln: number, uln: number, more: Partial<Row> = {}): Row => ({
  ...{ term, unit, step, given: { lln, uln, baseline: uln, isAbnormal: false } },
  ...more,
})
const both = (term: string, uln: number, times: number): readonly Row[] => [
  row(term, 'U/L', 0.1, 5, uln, { given: { lln: 5, uln, baseline: uln - 5, isAbnormal: false } }),
  row(term, 'U/L', 0.1, 5, uln, { given: { lln: 5, uln, baseline: uln * times, isAbnormal: true } }),
]

const rows: readonly Row[] = [
  row('Anemia', 'g/dL', 0.1, 13, 17),
  row('Anemia', 'mmol/L', 0.1, 8, 11),
  row('Anemia', 'g/L', 1, 130, 170),
  row('White blood cell decreased', '10^9/L', 0.1, 4, 11),
  row('White blood cell decreased', '/mm3', 1, 4000, 11000),
  row('Neutrophil count decreased', '10^9/L', 0.01, 2, 7),
  row('Neutrophil count decreased', '/mm3', 1, 2000, 7000),
  row('Lymphocyte count decreased', '10^9/L', 0.01, 1, 4),
  row('Lymphocyte count decreased', '/mm3', 1, 1000, 4000),
  row('Platelet count decreased', '10^9/L', 0.1, 150, 400),
  row('Platelet count decreased', '/mm3', 1, 150000, 400000),
  row('Hypoalbuminemia', 'g/dL', 0.1, 3.5, 5),
  row('Hypoalbuminemia', 'g/L', 1, 35, 50),
  row('Hyperkalemia', 'mmol/L', 0.1, 3.5, 5.1),
  row('Hypokalemia', 'mmol/L', 0.1, 3.5, 5.1),
  row('Hypernatremia', 'mmol/L', 0.1, 135, 145),
  row('Hypermagnesemia', 'mg/dL', 0.1, 1.7, 2.4),
  row('Hypermagnesemia', 'mmol/L', 0.01, 0.7, 1),
  row('Hypomagnesemia', 'mg/dL', 0.1, 1.7, 2.4),
  row('Hypomagnesemia', 'mmol/L', 0.01, 0.7, 1),
  row('Hypoglycemia', 'mg/dL', 1, 70, 100),
  row('Hypoglycemia', 'mmol/L', 0.1, 3.9, 5.5),
  row('Cholesterol high', 'mg/dL', 1, 0, 200),
  row('Cholesterol high', 'mmol/L', 0.01, 0, 5.2),
  row('Hypertriglyceridemia', 'mg/dL', 1, 0, 150),
  row('Hypertriglyceridemia', 'mmol/L', 0.01, 0, 1.7),
  row('Hypercalcemia', 'mg/dL', 0.1, 8.5, 10.5, { only: 'Corrected' }),
  row('Hypercalcemia', 'mmol/L', 0.01, 2.1, 2.6, { only: 'Corrected' }),
  row('Hypercalcemia', 'mmol/L', 0.01, 1.1, 1.3, { only: 'Ionized', analyte: 'ionized calcium' }),
  row('Hypocalcemia', 'mg/dL', 0.1, 8.5, 10.5, { only: 'Corrected' }),
  row('Hypocalcemia', 'mmol/L', 0.01, 2.1, 2.6, { only: 'Corrected' }),
  row('Hypocalcemia', 'mmol/L', 0.01, 1.1, 1.3, { only: 'Ionized', analyte: 'ionized calcium' }),
  row('Activated partial thromboplastin time prolonged', 's', 0.1, 25, 40),
  row('CPK increased', 'U/L', 0.1, 0, 200),
  row('Blood lactate dehydrogenase increased', 'U/L', 0.1, 0, 250),
  row('Fibrinogen decreased', 'g/L', 0.01, 4, 8, { given: { lln: 4, uln: 8, baseline: Number.NaN, isAbnormal: false } }),
  row('Lymphocyte count increased', '/mm3', 1, 1000, 4000),
  row('Leukocytosis', '/mm3', 1, 4000, 11000),
  row('CD4 lymphocytes decreased', '/mm3', 1, 600, 1500),
  // The baseline is low enough for its multiples to decide, then high enough for the limit's to.
  row('Creatinine increased', 'umol/L', 0.1, 40, 104, { given: { lln: 40, uln: 104, baseline: 60, isAbnormal: false } }),
  row('Creatinine increased', 'mg/dL', 0.01, 0.5, 1.2, { given: { lln: 0.5, uln: 1.2, baseline: 1.2, isAbnormal: false } }),
  ...['Alanine aminotransferase increased', 'Aspartate aminotransferase increased', 'Alkaline phosphatase increased', 'GGT increased'].flatMap((term) => both(term, 40, 2)),
  row('Blood bilirubin increased', 'umol/L', 0.1, 0, 21, { given: { lln: 0, uln: 21, baseline: 15, isAbnormal: false } }),
  row('Blood bilirubin increased', 'mg/dL', 0.01, 0, 1.2, { given: { lln: 0, uln: 1.2, baseline: 1.8, isAbnormal: true } }),
] // prettier-ignore

/** Clauses of a cell in one unit; what names a symptom or what is done about it is for a person to see. */
function clausesOf(cell: string, { unit, only }: Row): readonly Clause[] {
  let measured = 'Corrected'
  return cell.split(';').flatMap((part) => {
    const text = part.trim()
    if (text.startsWith('Ionized calcium')) measured = 'Ionized'
    if (only !== undefined && measured !== only) return []
    const told = plain(text.replace('Ionized calcium ', ''))
    return absolute(told, unit) ?? multiple(told) ?? []
  })
}

test.skipIf(!hasReference(TABLE))('on and beside every number printed, in its unit (reference data)', () => {
  const wrong: string[] = []
  let compared = 0
  for (const one of rows) {
    const { term, unit, step, given, analyte } = one
    const cells = printed.get(term) ?? []
    const clauses = grades.map((grade, at) => ({ grade, clauses: clausesOf(cells[at] ?? '', one) }))
    expect(clauses.flatMap((each) => each.clauses).length, `${term} ${unit}`).toBeGreaterThan(0)
    const edges = clauses.flatMap((each) => each.clauses.flatMap((clause) => clause.edges({ ...given, value: 0 })))
    const values = [...new Set(edges.flatMap((edge) => [edge - step, edge, edge + step]))]
      .map((value) => Math.round(value * 1e6) / 1e6)
      .filter((value) => value > 0)
    for (const value of values) {
      const reached = clauses.filter((each) => each.clauses.some(({ holds }) => holds({ ...given, value })))
      const expected = Math.max(0, ...reached.map(({ grade }) => grade))
      const { uln, lln, baseline, isAbnormal } = given
      const told = Number.isNaN(baseline) ? {} : { baseline, baseline_abnormal: isAbnormal }
      const line = { term, unit, value, uln, lln, ...told, ...(analyte && { analyte }) }
      const { grade } = gradeCase(line)
      compared += 1
      if (grade !== expected) wrong.push(`${term} ${value} ${unit}: ${String(grade)}, printed ${expected}`)
    }
  }
  expect(wrong).toEqual([])
  expect(compared).toBeGreaterThan(500)
})
