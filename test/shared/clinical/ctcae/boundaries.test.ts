import { expect, test } from 'vitest'
import { gradeCase } from '#shared/clinical/ctcae/grade-case'
import { measuredTerms } from '#shared/clinical/ctcae/measured-terms'

interface Row {
  readonly term: string
  readonly unit: string
  readonly given?: Readonly<Record<string, unknown>>
  /** `value:grade`, worst last. */
  readonly cases: string
}

const row = (term: string, unit: string, cases: string, given: Readonly<Record<string, unknown>> = {}): Row => ({
  term,
  unit,
  cases,
  given,
})

const symptomatic = { symptomatic: true }
const fromNormal = { uln: 40, baseline: 30, baseline_abnormal: false }
const fromAbnormal = { uln: 40, baseline: 80, baseline_abnormal: true }
const transaminase = (term: string) => [
  row(term, 'U/L', '40:0 40.1:1 120:1 120.1:2 200:2 200.1:3 800:3 800.1:4', fromNormal),
  row(term, 'U/L', '119.9:0 120:1 240:1 240.1:2 400:2 400.1:3 1600:3 1600.1:4', fromAbnormal),
]
const cholestatic = (term: string) => [
  row(term, 'U/L', '40:0 40.1:1 100:1 100.1:2 200:2 200.1:3 800:3 800.1:4', fromNormal),
  row(term, 'U/L', '159.9:0 160:1 200:1 200.1:2 400:2 400.1:3 1600:3 1600.1:4', fromAbnormal),
]
const pancreatic = (term: string) => [
  row(term, 'U/L', '100:0 100.1:1 150:1 150.1:2 200:2 200.1:2 500:2 500.1:3', { uln: 100 }),
  row(term, 'U/L', '100:0 150:1 150.1:2 200:2 200.1:3 500:3 500.1:4', { uln: 100, context: symptomatic }),
]

const rows: readonly Row[] = [
  row('Anemia', 'g/L', '120:0 119.9:1 100:1 99.9:2 80:2 79.9:3 10:3', { lln: 120 }),
  row('Anemia', 'g/dL', '12:0 11.99:1 10:1 9.99:2 8:2 7.99:3', { lln: 12 }),
  row('Anemia', 'mmol/L', '7.4:0 7.39:1 6.2:1 6.19:2 4.9:2 4.89:3', { lln: 7.4 }),
  row('Hemoglobin increased', 'g/L', '160:0 160.1:1 180:1 180.1:2 200:2 200.1:3', { uln: 160, baseline: 140 }),
  row('Hemoglobin increased', 'g/dL', '16:0 16.1:1 18:1 18.1:2 20:2 20.1:3', { uln: 16 }),
  row('Hemoglobin increased', 'mmol/L', '10:0 10.01:1 11.2412:1 11.2413:2 12.4824:2 12.4825:3', { uln: 10 }),
  row('Leukocytosis', '10^9/L', '11:0 100:0 100.1:3', { uln: 10 }),
  row('Leukocytosis', '10^3/mL', '100000:0 100001:3'),
  row('White blood cell decreased', '10^9/L', '4:0 3.9:1 3:1 2.9:2 2:2 1.9:3 1:3 0.9:4', { lln: 4 }),
  row('Neutrophil count decreased', '10^3/uL', '2:0 1.9:1 1.5:1 1.49:2 1:2 0.99:3 0.5:3 0.49:4', { lln: 2 }),
  row('Neutrophil count decreased', '/mm3', '2000:0 1999:1 1500:1 1499:2 1000:2 999:3 500:3 499:4', { lln: 2000 }),
  row('Lymphocyte count decreased', '10^9/L', '1:0 0.99:1 0.8:1 0.79:2 0.5:2 0.49:3 0.2:3 0.19:4', { lln: 1 }),
  row('Lymphocyte count increased', '10^9/L', '3.9:0 4:0 4.01:2 20:2 20.01:3'),
  row('CD4 lymphocytes decreased', '/uL', '600:0 599:1 500:1 499:2 200:2 199:3 50:3 49:4', { lln: 600 }),
  row('CD4 lymphocytes decreased', '10^9/L', '0.6:0 0.5:1 0.499:2 0.2:2 0.199:3 0.05:3 0.049:4', { lln: 0.6 }),
  row('Platelet count decreased', '10^9/L', '150:0 149:1 75:1 74.9:2 50:2 49.9:3 25:3 24.9:4', { lln: 150 }),
  row('Eosinophilia', '10^9/L', '0.3:0 0.5:0 0.51:1', { uln: 0.4, baseline: 0.5 }),
  row('Methemoglobinemia', '%', '1.5:0 1.6:2', { uln: 1.5 }),

  row('Activated partial thromboplastin time prolonged', 's', '40:0 40.1:1 60:1 60.1:2 100:2 100.1:3', { uln: 40 }),
  row('INR increased', 'ratio', '1.2:0 1.21:1 1.5:1 1.51:2 2.5:2 2.51:3'),
  row('INR increased', 'ratio', '0.8:0 0.81:1 1.2:1 1.21:2 2:2 2.01:3', {
    baseline: 0.8,
    context: { on_anticoagulation: true },
  }),
  row('Fibrinogen decreased', 'g/L', '2:0 1.99:1 1.5:1 1.49:2 1:2 0.99:3 0.5:3 0.49:4', { lln: 2 }),
  row('Fibrinogen decreased', 'mg/dL', '400:0 399:1 300:1 299:2 200:2 199:3 100:3 99:4', { lln: 400 }),
  row('Fibrinogen decreased', 'mg/dL', '51:3 50:3 49:4', { lln: 110 }),
  row('Haptoglobin decreased', 'g/L', '0.3:0 0.29:1', { lln: 0.3 }),

  ...transaminase('Alanine aminotransferase increased'),
  ...transaminase('Aspartate aminotransferase increased'),
  ...cholestatic('Alkaline phosphatase increased'),
  ...cholestatic('GGT increased'),
  row('Blood bilirubin increased', 'µmol/L', '21:0 21.1:1 31.5:1 31.6:2 63:2 63.1:3 210:3 210.1:4', { uln: 21 }),
  row('Blood bilirubin increased', 'mg/dL', '1.2:0 1.3:1 1.8:1 1.81:2 3.6:2 3.61:3 12:3 12.1:4', { uln: 1.2 }),
  row('Blood bilirubin increased', 'µmol/L', '30:0 30.1:1 45:1 45.1:2 90:2 90.1:3 300:3 300.1:4', {
    uln: 21,
    baseline: 30,
  }),
  ...pancreatic('Lipase increased'),
  ...pancreatic('Serum amylase increased'),
  row('Pancreatic enzymes decreased', 'U/L', '10:0 9:1', { lln: 10 }),
  row('Hypoalbuminemia', 'g/L', '35:0 34.9:1 30:1 29.9:2 20:2 19.9:3', { lln: 35 }),
  row('Hypoalbuminemia', 'g/dL', '3.5:0 3.4:1 3:1 2.9:2 2:2 1.9:3', { lln: 3.5 }),

  row('Creatinine increased', 'µmol/L', '104:0 104.1:1 156:1 156.1:2 312:2 312.1:3 624:3 624.1:4', { uln: 104 }),
  row('Creatinine increased', 'µmol/L', '90:0 90.1:2 180:2 180.1:3 624:3 624.1:4', { uln: 104, baseline: 60 }),
  row('Chronic kidney disease', 'mL/min/1.73m2', '90:0 89:1 60:1 59.9:2 30:2 29.9:3 15:3 14.9:4', { lln: 90 }),
  row('Proteinuria', 'g/24 h', '0.14:0 0.15:1 0.99:1 1:2 3.49:2 3.5:3', { uln: 0.15 }),
  row('Proteinuria', 'dipstick', '0:0 1:1 2:2 3:2 4:3'),
  row('Urine output decreased', 'mL', '80:0 79:3', { context: { duration_hours: 8 } }),
  row('Urine output decreased', 'mL', '240:0 239:4', { context: { duration_hours: 24 } }),
  row('CPK increased', 'U/L', '200:0 201:1 500:1 501:2 1000:2 1001:3 2000:3 2001:4', { uln: 200 }),
  row('Blood lactate dehydrogenase increased', 'U/L', '250:0 250.1:1 9000:1', { uln: 250 }),
  row('Cardiac troponin I increased', 'ng/L', '26:0 27:1', { uln: 26 }),
  row('Cardiac troponin T increased', 'ng/L', '14:0 15:1', { uln: 14 }),
  row('Thyroid stimulating hormone increased', 'mU/L', '4:0 4.1:1', { uln: 4 }),

  row('Hyperkalemia', 'mmol/L', '5.1:0 5.11:1 5.5:1 5.51:2 6:2 6.01:3 7:3 7.01:4', { uln: 5.1 }),
  row('Hyperkalemia', 'mmol/L', '5.1:0 5.11:2 6:2 6.01:3', { uln: 5.1, context: { intervention_initiated: true } }),
  row('Hypokalemia', 'mmol/L', '3.5:0 3.49:1 3:1 2.99:3 2.5:3 2.49:4', { lln: 3.5 }),
  row('Hypokalemia', 'mmol/L', '3.5:0 3.49:2 3:2 2.99:3 2.5:3 2.49:4', { lln: 3.5, context: symptomatic }),
  row('Hypernatremia', 'mmol/L', '145:0 146:1 150:1 150.1:2 155:2 155.1:3 160:3 160.1:4', { uln: 145 }),
  row('Hyponatremia', 'mmol/L', '135:0 134:1 130:1 129.5:2 129:2 125:2 124.5:3 124:3 120:3 119.9:4', { lln: 135 }),
  row('Hyponatremia', 'mmol/L', '135:0 134:1 130:1 129.5:3 125:3 120:3 119:4', { lln: 135, context: symptomatic }),
  row('Hypercalcemia', 'mmol/L', '2.6:0 2.61:1 2.9:1 2.91:2 3.1:2 3.11:3 3.4:3 3.41:4', { uln: 2.6 }),
  row('Hypercalcemia', 'mg/dL', '10.5:0 10.6:1 11.5:1 11.51:2 12.5:2 12.51:3 13.5:3 13.51:4', { uln: 10.5 }),
  row('Hypercalcemia', 'mmol/L', '1.3:0 1.31:1 1.5:1 1.51:2 1.6:2 1.61:3 1.8:3 1.81:4', {
    uln: 1.3,
    analyte: 'ionized calcium',
  }),
  row('Hypocalcemia', 'mmol/L', '2.2:0 2.19:1 2:1 1.99:2 1.75:2 1.74:3 1.5:3 1.49:4', { lln: 2.2 }),
  row('Hypocalcemia', 'mg/dL', '8.5:0 8.4:1 8:1 7.99:2 7:2 6.99:3 6:3 5.99:4', { lln: 8.5 }),
  row('Hypocalcemia', 'mmol/L', '1.1:0 1.09:1 1:1 0.99:2 0.9:2 0.89:3 0.8:3 0.79:4', {
    lln: 1.1,
    analyte: 'ionized calcium',
  }),
  row('Hypocalcemia', 'mmol/L', '2.2:0 2.19:2', { lln: 2.2, context: symptomatic }),
  row('Hypermagnesemia', 'mmol/L', '1:0 1.01:1 1.23:1 1.24:3 3.3:3 3.31:4', { uln: 1 }),
  row('Hypermagnesemia', 'mg/dL', '2.4:0 2.5:1 3:1 3.1:3 8:3 8.1:4', { uln: 2.4 }),
  row('Hypomagnesemia', 'mmol/L', '0.7:0 0.69:1 0.5:1 0.49:2 0.4:2 0.39:3 0.3:3 0.29:4', { lln: 0.7 }),
  row('Hypomagnesemia', 'mg/dL', '1.7:0 1.69:1 1.2:1 1.19:2 0.9:2 0.89:3 0.7:3 0.69:4', { lln: 1.7 }),
  row('Blood bicarbonate decreased', 'mmol/L', '22:0 21.9:1', { lln: 22 }),
  row('Acidosis', 'pH', '7.35:0 7.34:1 7.3:1 7.29:3', { lln: 7.35 }),
  row('Alkalosis', 'pH', '7.45:0 7.46:1 7.5:1 7.51:3', { uln: 7.45 }),
  row('Hypoglycemia', 'mmol/L', '3.9:0 3.89:1 3:1 2.99:2 2.2:2 2.19:3 1.7:3 1.69:4', { lln: 3.9 }),
  row('Hypoglycemia', 'mg/dL', '70:0 69:1 55:1 54:2 40:2 39:3 30:3 29:4', { lln: 70 }),
  row('Cholesterol high', 'mmol/L', '5.2:0 5.3:1 7.75:1 7.76:2 10.34:2 10.35:3 12.92:3 12.93:4', { uln: 5.2 }),
  row('Cholesterol high', 'mg/dL', '200:0 201:1 300:1 301:2 400:2 401:3 500:3 501:4', { uln: 200 }),
  row('Hypertriglyceridemia', 'mmol/L', '1.7:0 1.71:1 3.42:1 3.43:2 5.7:2 5.71:3 11.4:3 11.41:4'),
  row('Hypertriglyceridemia', 'mg/dL', '149:0 150:1 300:1 301:2 500:2 501:3 1000:3 1001:4'),
  row('Hyperuricemia', 'µmol/L', '420:0 421:1 900:1', { uln: 420 }),
  row('Hyperuricemia', 'µmol/L', '420:0 421:3', { uln: 420, context: { physiologic_consequences: true } }),

  row('Electrocardiogram QT corrected interval prolonged', 'ms', '449:0 450:1 480:1 480.5:2 481:2 500:2 500.5:3 501:3'),
  row('Electrocardiogram QT corrected interval prolonged', 'ms', '440:0 450:1 460:1 461:3', { baseline: 400 }),
  row('Ejection fraction decreased', '%', '51:0 50:2 40:2 39.5:3 39:3 20:3 19:4'),
  row('Ejection fraction decreased', '%', '61:0 60:2 51:2 50:3 40:3 19:4', { baseline: 70 }),
  row('Hypertension', 'mmHg', '119:0 120:1 139:1 140:2 159:2 160:3', { context: { diastolic: 70 } }),
  row('Hypertension', 'mmHg', '110:2 140:2 160:3', { context: { diastolic: 90 } }),
  row('Fever', '°C', '37.9:0 38:1 39:1 39.1:2 40:2 40.1:3', { context: { duration_hours: 24 } }),
  row('Fever', '°C', '40:2 40.1:4', { context: { duration_hours: 24.5 } }),
  row('Fever', '°F', '100.3:0 100.4:1 102.2:1 102.3:2 104:2 104.1:3'),
  row('Hypothermia', '°C', '35.1:0 35:2 32.1:2 32:3 28.1:3 28:4'),
  row('Hypothermia', '°F', '95.1:0 95:2 89.7:2 89.6:3 82.5:3 82.4:4'),
  row('Hypoxia', '%', '88:0 87.9:2'),
  row('Hypoxia', '%', '88:0 87.9:3', { context: { at_rest: true } }),
  row('Hypoxia', 'mmHg', '56:0 55:3'),
  row('Weight gain', 'kg', '83.9:0 84:1 87.9:1 88:2 95.9:2 96:3', { baseline: 80 }),
  row('Weight loss', 'kg', '76.1:0 76:1 72.1:1 72:2 64.1:2 64:3', { baseline: 80 }),
  row('Weight loss', '%', '4.9:0 5:1 9.9:1 10:2 19.9:2 20:3'),
  row('Obesity', 'kg/m2', '24.9:0 25:2 29.9:2 30:3 39.9:3 40:4'),
  row('Forced expiratory volume decreased', '%', '100:0 99:1 70:1 69:2 60:2 59:3 50:3 49:4'),
  row('Vital capacity abnormal', '%', '91:0 90:1 75:1 74.9:2 50:2 49.9:3'),
  row('Carbon monoxide diffusing capacity decreased', 'mL/min/mmHg', '18:0 17:1 15:1 14:2 12:2 11.9:3', { lln: 20 }),
  row('Carbon monoxide diffusing capacity decreased', 'mL/min/mmHg', '18:0 17:1 14.9:2 12:2 11.9:3', {
    lln: 30,
    baseline: 20,
  }),
  row('Edema limbs', '%', '4.9:0 5:1 10:1 10.1:2 30:2 30.1:3'),
  row('Diarrhea', 'stools/day', '2:0 3:1 5:1 6:2 8:2 9:3', { baseline: 2 }),
  row('Osteoporosis', 't-score', '-0.9:0 -1:1 -2.5:1 -2.6:2'),
  row('Oligospermia', '10^6/mL', '15:0 14.9:1'),
]

test.each(rows)('$term in $unit: $cases', ({ term, unit, cases, given }) => {
  const expected = cases.split(' ').map((pair) => {
    const [value = '', grade = ''] = pair.split(':')
    return { value, grade: Number(grade) }
  })
  const found = expected.map(({ value }) => ({ value, grade: gradeCase({ ...given, term, unit, value }).grade }))
  expect(found).toEqual(expected)
})

test('every measured term has a table of its boundaries', () => {
  expect(new Set(rows.map(({ term }) => term))).toEqual(new Set(measuredTerms.map(({ term }) => term)))
})
