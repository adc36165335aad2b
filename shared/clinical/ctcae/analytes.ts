import type { Computed } from '../trace'
import { type GradedValue, gradeValue, type NotGraded } from './grade'
import type { Measurement } from './sample'

/** A term that a result may be evidence of, with what it takes to grade it. */
export interface TermOfAnalyte {
  readonly term: string
  readonly analyte?: string
  /** The result is not what the term grades until it is corrected for this one. */
  readonly correctedFor?: string
}

const only = (...terms: readonly string[]): readonly TermOfAnalyte[] => terms.map((term) => ({ term }))

const corrected = (...terms: readonly string[]): readonly TermOfAnalyte[] =>
  terms.map((term) => ({ term, analyte: 'corrected calcium', correctedFor: 'ALB' }))

const alreadyCorrected = (...terms: readonly string[]): readonly TermOfAnalyte[] =>
  terms.map((term) => ({ term, analyte: 'corrected calcium' }))

/** By item code, in both directions, the low one first. Phosphate and a high glucose have terms that no value grades. */
const terms: ReadonlyMap<string, readonly TermOfAnalyte[]> = new Map([
  ['HGB', only('Anemia', 'Hemoglobin increased')],
  ['WBC', only('White blood cell decreased', 'Leukocytosis')],
  ['ANC', only('Neutrophil count decreased')],
  ['LYM', only('Lymphocyte count decreased', 'Lymphocyte count increased')],
  ['EOS', only('Eosinophilia')],
  ['PLT', only('Platelet count decreased')],
  ['NA', only('Hyponatremia', 'Hypernatremia')],
  ['K', only('Hypokalemia', 'Hyperkalemia')],
  ['CA', corrected('Hypocalcemia', 'Hypercalcemia')],
  ['CACORR', alreadyCorrected('Hypocalcemia', 'Hypercalcemia')],
  ['PHOS', only('Hypophosphatemia', 'Hyperphosphatemia')],
  ['MG', only('Hypomagnesemia', 'Hypermagnesemia')],
  ['CREAT', only('Creatinine increased')],
  ['GLUC', only('Hypoglycemia', 'Hyperglycemia')],
  ['BILI', only('Blood bilirubin increased')],
  ['ALT', only('Alanine aminotransferase increased')],
  ['AST', only('Aspartate aminotransferase increased')],
  ['ALP', only('Alkaline phosphatase increased')],
  ['GGT', only('GGT increased')],
  ['LDH', only('Blood lactate dehydrogenase increased')],
  ['ALB', only('Hypoalbuminemia')],
  ['INR', only('INR increased')],
  ['CHOL', only('Cholesterol high')],
  ['TRIG', only('Hypertriglyceridemia')],
  ['UPROT', only('Proteinuria')],
  ['UCRCL', only('Chronic kidney disease')],
  ['MGFR', only('Chronic kidney disease')],
  ['QTCF', only('Electrocardiogram QT corrected interval prolonged')],
  ['LVEF', only('Ejection fraction decreased')],
  ['SYSBP', only('Hypertension')],
  ['OXYSAT', only('Hypoxia')],
  ['TEMP', only('Hypothermia', 'Fever')],
  ['WEIGHT', only('Weight loss', 'Weight gain')],
])

/** The terms that a result of this item may be evidence of; none for an analyte that CTCAE does not know. */
export const termsOfAnalyte = (item: string): readonly TermOfAnalyte[] => terms.get(item) ?? []

/** What a result says of one of its terms. */
export interface TermGraded {
  readonly term: string
  readonly graded: Computed<GradedValue, NotGraded>
}

/** What a result says of each of its terms. `correctedFor` are the analytes it was corrected for already. */
export function gradeAnalyte(
  item: string,
  result: Omit<Measurement, 'term' | 'analyte'>,
  correctedFor: readonly string[] = [],
): readonly TermGraded[] {
  return termsOfAnalyte(item).map(({ term, analyte, correctedFor: needed }) => ({
    term,
    graded:
      needed === undefined || correctedFor.includes(needed)
        ? gradeValue({ ...result, term, ...(analyte !== undefined && { analyte }) })
        : { ok: false, refusal: { reason: 'missing', input: needed } },
  }))
}
