import { expect, test } from 'vitest'
import { gradeCase } from '#shared/clinical/ctcae/grade-case'
import { hasReference, referenceCases } from '../reference'

const sample = 'ctcae-lab-grades-sample.jsonl'

test.skipIf(!hasReference(sample))('every case of the worked sample', () => {
  const cases = referenceCases(sample)
  expect(cases.length).toBeGreaterThan(40)
  const expected = cases.map(({ case_id, expected_grade, reason }) => ({ case_id, grade: expected_grade, reason }))
  const found = cases.map((line) => ({ reason: null, ...gradeCase(line) }))
  expect(found).toEqual(expected)
})

test.each([
  [
    'ALT of an abnormal baseline is measured against that',
    {
      term: 'Alanine aminotransferase increased',
      unit: 'U/L',
      value: 260,
      uln: 40,
      baseline: 80,
      baseline_abnormal: true,
    },
    2,
  ],
  [
    'and by the limit when it was normal',
    { term: 'Alanine aminotransferase increased', unit: 'U/L', value: 260, uln: 40, baseline: 30 },
    3,
  ],
  [
    'an abnormal baseline is seen without being told',
    { term: 'Alanine aminotransferase increased', unit: 'U/L', value: 260, uln: 40, baseline: 80 },
    2,
  ],
  [
    'creatinine takes the higher of limit and baseline',
    { term: 'Creatinine increased', unit: 'µmol/L', value: 200, uln: 104, baseline: 60 },
    3,
  ],
  [
    'a baseline reaches a grade without the limit',
    { term: 'Creatinine increased', unit: 'µmol/L', value: 100, baseline: 60 },
    2,
  ],
  ['the haemoglobin of the unit reported decides', { term: 'Anemia', unit: 'mmol/L', value: 6.2, lln: 7.4 }, 1],
  [
    'a binary fraction is not taken at its word',
    { term: 'Blood bilirubin increased', unit: 'mg/dL', value: 1.8, uln: 1.2 },
    1,
  ],
  ['a reached cut-off needs no limit', { term: 'Platelet count decreased', unit: '10^9/L', value: 74.9 }, 2],
  ['decimal comma', { term: 'Hyperkalemia', unit: 'mmol/L', value: '7,1' }, 4],
  ['a qualifier that leaves no doubt', { term: 'Platelet count decreased', unit: '10^9/L', value: '<10', lln: 150 }, 4],
  ['a dipstick', { term: 'Proteinuria', value: '2+' }, 2],
  ['the case of a unit', { term: 'Hyperkalemia', unit: 'MMOL/L', value: 7.1 }, 4],
  ['the case of a term', { term: 'hyperkalemia', unit: 'mmol/L', value: 7.1 }, 4],
  [
    'an ULN that a low term never looks at',
    { term: 'Hyponatremia', unit: 'mmol/L', value: 139, lln: 140, uln: 100 },
    1,
  ],
  ['weight in pounds', { term: 'Weight loss', unit: 'lb', value: 180, baseline: 200 }, 2],
  [
    'fibrinogen fallen by half, once it is low',
    { term: 'Fibrinogen decreased', unit: 'g/L', value: 1.9, lln: 2, baseline: 3.8 },
    3,
  ],
  ['and not while it is normal', { term: 'Fibrinogen decreased', unit: 'g/L', value: 2, lln: 2, baseline: 4 }, 0],
])('%s', (_, line, grade) => expect(gradeCase({ case_id: 'X', ...line })).toEqual({ case_id: 'X', grade }))

test.each([
  ['term not in CTCAE v5.0', { term: 'Tired blood', unit: 'g/L', value: 1 }],
  ['term missing', { unit: 'g/L', value: 1 }],
  ['value missing', { term: 'Anemia', unit: 'g/L', lln: 120 }],
  ['unit missing', { term: 'Anemia', value: 90 }],
  ['lln missing', { term: 'Anemia', unit: 'g/L', value: 110 }],
  ['uln missing', { term: 'Alanine aminotransferase increased', unit: 'U/L', value: 110 }],
  [
    'baseline missing',
    { term: 'Alanine aminotransferase increased', unit: 'U/L', value: 110, uln: 40, baseline_abnormal: true },
  ],
  ['baseline missing', { term: 'INR increased', unit: 'ratio', value: 1.1, context: { on_anticoagulation: true } }],
  ['unit not recognised', { term: 'Platelet count decreased', unit: 'g/L', value: 110, lln: 150 }],
  ['unit not recognised', { term: 'Anemia', unit: 'constructor', value: 110, lln: 150 }],
  ['CTCAE v5.0 criterion is not value-based', { term: 'Hyperglycemia', unit: 'mmol/L', value: 15, uln: 6.1 }],
  ['CTCAE v5.0 criterion is not value-based', { term: 'Hypophosphatemia', unit: 'mmol/L', value: 0.5, lln: 0.8 }],
  ['analyte not graded by this term', { term: 'Hypercalcemia', analyte: 'total calcium', unit: 'mmol/L', value: 3 }],
  ['value is not a number', { term: 'Anemia', unit: 'g/L', value: 'NaN' }],
  ['value is not a number', { term: 'Anemia', unit: 'g/L', value: Number.NaN }],
  ['value is not a number', { term: 'Anemia', unit: 'g/L', value: Infinity }],
  ['value is not a number', { term: 'Anemia', unit: 'g/L', value: '9'.repeat(1_000_000) }],
  ['value is not a number', { term: 'Anemia', unit: 'g/L', value: '1.200,5' }],
  ['value is not a number', { term: 'Anemia', unit: 'g/L', value: {} }],
  ['unit is not text', { term: 'Anemia', unit: 7, value: 90 }],
  ['value is negative', { term: 'Anemia', unit: 'g/L', value: -1 }],
  ['lln is negative', { term: 'Anemia', unit: 'g/L', value: 90, lln: -1 }],
  ['uln is not above zero', { term: 'Alanine aminotransferase increased', unit: 'U/L', value: 1, uln: 0 }],
  ['baseline is not above zero', { term: 'Creatinine increased', unit: 'mg/dL', value: 1, uln: 1, baseline: 0 }],
  ['lln above uln', { term: 'Hyperkalemia', unit: 'mmol/L', value: 7.5, lln: 6, uln: 5 }],
  ['value is higher than it can be', { term: 'Ejection fraction decreased', unit: '%', value: 139 }],
  [
    'value not exact enough for one grade',
    { term: 'Platelet count decreased', unit: '10^9/L', value: '<50', lln: 150 },
  ],
])('%s', (reason, line) => expect(gradeCase(line)).toEqual({ grade: null, reason }))

test.each([
  null,
  undefined,
  7,
  'text',
  [],
  { term: null },
  { term: {} },
  { context: 'x' },
  { case_id: {}, term: 'Anemia' },
])('no line is an exception: %o', (line) => {
  const { grade, reason } = gradeCase(line)
  expect({ grade, said: typeof reason }).toEqual({ grade: null, said: 'string' })
})

/** How a line may say what it says: numbers, text, truths in words. */
test.each([
  ['a truth in words', { baseline_abnormal: 'yes' }, 2],
  ['Y', { baseline_abnormal: 'Y' }, 2],
  ['y', { baseline_abnormal: 'y' }, 2],
  ['true in words', { baseline_abnormal: 'true' }, 2],
  ['no in words', { baseline_abnormal: 'no' }, 3],
  ['N', { baseline_abnormal: 'N' }, 3],
  ['n', { baseline_abnormal: 'n' }, 3],
  ['false in words', { baseline_abnormal: 'false' }, 3],
  ['false', { baseline_abnormal: false }, 3],
  ['neither: what the numbers say', { baseline_abnormal: 'perhaps' }, 2],
  ['nothing: what the numbers say', { baseline_abnormal: null }, 2],
  ['text with spaces', { term: ' Alanine aminotransferase increased ', unit: ' U/L ', value: ' 260 ' }, 2],
  ['fields nobody asks for', { expected_grade: 4, direction: 'low', extra: {} }, 2],
])('%s', (_, more, grade) =>
  expect(
    gradeCase({ case_id: 1, term: 'Alanine aminotransferase increased', unit: 'U/L', value: 260, uln: 40, baseline: 80, ...more }),
  ).toEqual({ case_id: 1, grade }),
) // prettier-ignore

test.each([
  ['symptomatic', { term: 'Lipase increased', unit: 'U/L', value: 501, uln: 100 }, 3, 4],
  ['on_anticoagulation', { term: 'INR increased', unit: 'ratio', value: 1.1, baseline: 1 }, 0, 1],
  ['physiologic_consequences', { term: 'Hyperuricemia', unit: 'umol/L', value: 500, uln: 400 }, 1, 3],
  ['intervention_initiated', { term: 'Hypernatremia', unit: 'mmol/L', value: 146, uln: 145 }, 1, 2],
  ['at_rest', { term: 'Hypoxia', unit: '%', value: 87 }, 2, 3],
])('%s makes it worse, when it is true', (fact, line, without, with_) => {
  expect(gradeCase(line)).toEqual({ grade: without })
  expect(gradeCase({ ...line, context: { [fact]: 'N' } })).toEqual({ grade: without })
  expect(gradeCase({ ...line, context: null })).toEqual({ grade: without })
  expect(gradeCase({ ...line, context: { [fact]: 'Y' } })).toEqual({ grade: with_ })
})

test.each([
  ['NEG', 0],
  ['TR', 0],
  ['1+', 1],
  ['2+', 2],
  ['3+', 2],
  ['4+', 3],
])('a dipstick that shows %s', (value, grade) => expect(gradeCase({ term: 'Proteinuria', value })).toEqual({ grade }))

test.each([
  ['uln is not exact', { term: 'CPK increased', unit: 'U/L', value: 260, uln: '<40' }],
  ['baseline is not a number', { term: 'CPK increased', unit: 'U/L', value: 260, uln: 40, baseline: 'low' }],
  ['lln is not a number', { term: 'CPK increased', unit: 'U/L', value: 260, uln: 40, lln: {} }],
  ['pct_change_from_baseline is not a number', { term: 'Weight loss', unit: '%', value: 5, pct_change_from_baseline: [] }],
  ['diastolic is negative', { term: 'Hypertension', unit: 'mmHg', value: 120, context: { diastolic: -1 } }],
  ['duration is negative', { term: 'Fever', unit: 'C', value: 40.5, context: { duration_hours: -1 } }],
  ['diastolic is not a number', { term: 'Hypertension', unit: 'mmHg', value: 120, context: { diastolic: 'high' } }],
  ['baseline is negative', { term: 'Creatinine increased', unit: 'mg/dL', value: 1, uln: 1, baseline: -1 }],
  ['analyte is not text', { term: 'Hypercalcemia', analyte: 1, unit: 'mmol/L', value: 3 }],
  ['term is not text', { term: 1, unit: 'mmol/L', value: 3 }],
  ['term missing', { term: '  ', unit: 'mmol/L', value: 3 }],
  ['value missing', { term: 'Anemia', unit: 'g/L', value: '' }],
  ['unit missing', { term: 'Anemia', unit: ' ', value: 90 }],
  ['value is not a number', { term: 'Anemia', unit: 'g/L', value: '9'.repeat(61) }],
  ['baseline missing', { term: 'Diarrhea', unit: 'stools/day', value: 8 }],
  ['duration missing', { term: 'Urine output decreased', unit: 'mL', value: 70 }],
])('%s', (reason, line) => expect(gradeCase({ case_id: 'a', ...line })).toEqual({ case_id: 'a', grade: null, reason })) // prettier-ignore

test('a line without an id has none in its answer', () =>
  expect(gradeCase({ term: 'Anemia', unit: 'g/L', value: 79 })).toEqual({ grade: 3 }))
