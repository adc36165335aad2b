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

/** Within the limit of 1.5 times an abnormal baseline, above the upper limit of normal. */
test.each([
  ['Y', 0],
  ['y', 0],
  ['yes', 0],
  ['true', 0],
  [true, 0],
  ['N', 1],
  ['n', 1],
  ['no', 1],
  ['false', 1],
  [false, 1],
  ['YES', 1],
  [1, 1],
])('a baseline within the limit that was said to be abnormal: %o', (baseline_abnormal, grade) => {
  const line = { term: 'GGT increased', unit: 'U/L', value: 50, uln: 40, baseline: 39 }
  expect(gradeCase({ ...line, baseline_abnormal })).toEqual({ grade })
})

test.each([
  ['an analyte that only has one way', { term: 'Anemia', analyte: 'haemoglobin', unit: 'g/L', value: 79 }, 3],
  ['ionised calcium, in British', { term: 'Hypercalcemia', analyte: 'Calcium, ionised', unit: 'mmol/L', value: 1.81 }, 4],
  ['corrected calcium', { term: 'Hypercalcemia', analyte: 'Corrected calcium', unit: 'mmol/L', value: 3.41 }, 4],
  ['a baseline of none, of which nobody takes a multiple', { term: 'Eosinophilia', unit: '10^9/L', value: 0.5, uln: 0.4, baseline: 0 }, 1],
  ['no stools before', { term: 'Diarrhea', unit: '/day', value: 4, baseline: 0 }, 2],
  ['a loss given as a change', { term: 'Weight loss', unit: 'kg', value: 70, pct_change_from_baseline: -12 }, 2],
  ['a gain is no loss', { term: 'Weight loss', unit: 'kg', value: 70, pct_change_from_baseline: 12 }, 0],
  ['a gain given as a change', { term: 'Weight gain', unit: 'kg', value: 70, pct_change_from_baseline: '12' }, 2],
  ['a loss is no gain', { term: 'Weight gain', unit: 'kg', value: 70, pct_change_from_baseline: -12 }, 0],
  ['a change given beside a baseline', { term: 'Weight loss', unit: 'kg', value: 70, baseline: 70, pct_change_from_baseline: -5 }, 1],
  ['a gain in kilograms', { term: 'Weight gain', unit: 'kg', value: 77, baseline: 70 }, 2],
  ['the same weight', { term: 'Weight gain', unit: 'kg', value: 70, baseline: 70 }, 0],
  ['a loss in percent', { term: 'Weight loss', unit: '%', value: 7 }, 1],
  ['the same with its sign', { term: 'Weight loss', unit: '%', value: -7 }, 1],
  ['a gain in percent', { term: 'Weight gain', unit: '%', value: 20 }, 3],
  ['a negative gain', { term: 'Weight gain', unit: '%', value: -20 }, 0],
  ['points of ejection fraction', { term: 'Ejection fraction decreased', unit: '%', value: 55, pct_change_from_baseline: -20 }, 3],
  ['points gained', { term: 'Ejection fraction decreased', unit: '%', value: 55, pct_change_from_baseline: 20 }, 0],
  ['points from the baseline', { term: 'Ejection fraction decreased', unit: '%', value: 55, baseline: 65 }, 2],
  ['a diastolic pressure alone', { term: 'Hypertension', unit: 'mmHg', value: 119, context: { diastolic: 80 } }, 1],
  ['QT 61 ms longer than before', { term: 'Electrocardiogram QT corrected interval prolonged', unit: 'ms', value: 440, baseline: 379 }, 3],
  ['QT 60 ms longer', { term: 'Electrocardiogram QT corrected interval prolonged', unit: 'ms', value: 440, baseline: 380 }, 0],
  ['null where nothing is known', { term: 'Leukocytosis', unit: '10^9/L', value: 101, lln: null, uln: null, baseline: null, analyte: null }, 3],
])('%s', (_, line, grade) => expect(gradeCase(line)).toEqual({ grade })) // prettier-ignore

test.each([
  ['lln is negative', { term: 'Carbon monoxide diffusing capacity decreased', unit: 'mL/min/mmHg', value: 14, lln: -1 }],
  ['uln is not above zero', { term: 'Hemoglobin increased', unit: 'g/L', value: 180, uln: 0 }],
  ['lln above uln', { term: 'Hemoglobin increased', unit: 'g/L', value: 180, lln: 170, uln: 160 }],
  ['lln is negative', { term: 'Creatinine increased', unit: 'umol/L', value: 200, lln: -4, uln: 104 }],
  ['uln is negative', { term: 'Platelet count decreased', unit: '10^9/L', value: 60, uln: -5 }],
  ['uln is negative', { term: 'Alanine aminotransferase increased', unit: 'U/L', value: 60, uln: -5 }],
  ['baseline is negative', { term: 'Platelet count decreased', unit: '10^9/L', value: 60, baseline: -4 }],
  ['baseline is negative', { term: 'Diarrhea', unit: '/day', value: 4, baseline: -1 }],
  ['value not exact enough for one grade', { term: 'Hyperkalemia', unit: 'mmol/L', value: '<5.5', uln: 5.1 }],
  ['value not exact enough for one grade', { term: 'Hyperkalemia', unit: 'mmol/L', value: '>5', uln: 5.1 }],
  ['baseline missing', { term: 'Weight loss', unit: 'kg', value: 70 }],
  ['baseline missing', { term: 'Weight loss', unit: 'kg', value: 70, baseline: 0 }],
  ['value missing', { term: 'Anemia', unit: 'g/L', value: null }],
  ['not an object', ['Anemia']],
])('%s', (reason, line) => expect(gradeCase(line)).toEqual({ grade: null, reason })) // prettier-ignore
