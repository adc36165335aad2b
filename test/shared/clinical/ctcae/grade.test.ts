import { expect, test } from 'vitest'
import { gradeValue } from '#shared/clinical/ctcae/grade'
import { Decimal } from '#shared/quantity/decimal'

const amount = (value: string) => new Decimal(value)
const reading = (value: string) => ({ value: amount(value) })

test('a grade shows its work: what was given, the multiple it was compared with, the criterion', () => {
  const graded = gradeValue({
    term: 'Alanine aminotransferase increased',
    value: reading('260'),
    unit: 'U/L',
    uln: amount('40'),
    baseline: amount('80'),
  })
  expect(graded).toEqual({
    ok: true,
    value: 2,
    trace: {
      formula: 'ctcae:Alanine aminotransferase increased',
      expression: 'baseline_abnormal ∧ value > 3.0 × baseline',
      source: 'NCI CTCAE 5.0, 2017-11-27',
      inputs: [
        { name: 'value', value: '260', unit: 'U/L' },
        { name: 'uln', value: '40', unit: 'U/L' },
        { name: 'baseline', value: '80', unit: 'U/L' },
        { name: 'baseline_abnormal', value: 'yes' },
      ],
      steps: [{ name: '3.0 × baseline', value: '240', unit: 'U/L' }],
      rule: 'grade-2',
    },
  })
})

test('a change is worked out in the unit of its threshold', () => {
  const graded = gradeValue({
    term: 'Fibrinogen decreased',
    value: reading('1.9'),
    unit: 'g/L',
    lln: amount('2'),
    baseline: amount('3.8'),
  })
  expect(graded.ok && { value: graded.value, expression: graded.trace.expression, steps: graded.trace.steps }).toEqual({
    value: 3,
    expression: 'value < LLN ∧ fall-percent >= 50',
    steps: [{ name: 'fall-percent', value: '50', unit: '%' }],
  })
})

test('a converted value is compared where the thresholds are', () => {
  const graded = gradeValue({
    term: 'Carbon monoxide diffusing capacity decreased',
    value: reading('5'),
    unit: 'mmol/min/kPa',
    baseline: amount('7'),
  })
  expect(graded.ok && { value: graded.value, steps: graded.trace.steps }).toEqual({
    value: 2,
    steps: [{ name: 'fall', value: '5.974', unit: 'mL/min/mmHg' }],
  })
})

test('grade 0 has no criterion', () => {
  const graded = gradeValue({ term: 'Leukocytosis', value: reading('9'), unit: '10^9/L' })
  expect(graded.ok && [graded.value, graded.trace.rule, graded.trace.expression]).toEqual([0, 'below-grade-1', ''])
})

test('a reason names the input it is about', () => {
  expect(gradeValue({ term: 'Anemia', value: reading('110'), unit: 'g/L' })).toEqual({
    ok: false,
    refusal: { reason: 'missing', input: 'lln' },
  })
  expect(gradeValue({ term: 'Anemia', value: reading('110'), unit: 'g'.repeat(1_000_000) })).toEqual({
    ok: false,
    refusal: { reason: 'unknown-unit', input: 'g'.repeat(40) },
  })
})

/** Value, unit and what else is given; the grade with every word of its proof. */
test('what a grade was made of, in one line', () => {
  const cases: readonly Parameters<typeof gradeValue>[0][] = [
    { term: 'Anemia', value: reading('9.9'), unit: 'g/dL', lln: amount('12') },
    { term: 'Platelet count decreased', value: { ...reading('50000'), qualifier: '<' }, unit: '/mm3' },
    { term: 'Hyperkalemia', value: reading('22'), unit: 'mg/dL', uln: amount('20'), context: { facts: new Set(['intervention_initiated']) } },
    { term: 'Creatinine increased', value: reading('200'), unit: 'µmol/L', uln: amount('104'), baseline: amount('60') },
    { term: 'Hemoglobin increased', value: reading('181'), unit: 'g/L', uln: amount('160') },
    { term: 'Lipase increased', value: reading('201'), unit: 'U/L', uln: amount('100'), context: { facts: new Set(['symptomatic']) } },
    { term: 'Fever', value: reading('104.1'), unit: '°F', context: { durationHours: amount('25') } },
    { term: 'Hypertension', value: reading('118'), unit: 'mmHg', context: { diastolic: amount('90') } },
    { term: 'Weight loss', value: reading('180'), unit: 'lb', baseline: amount('200') },
    { term: 'Ejection fraction decreased', value: reading('55'), unit: '%', percentChange: amount('-12') },
    { term: 'INR increased', value: reading('1.1'), baseline: amount('1'), context: { facts: new Set(['on_anticoagulation']) } },
    { term: 'Thyroid stimulating hormone increased', value: reading('5'), unit: 'mU/L', uln: amount('4') },
    { term: 'Carbon monoxide diffusing capacity decreased', value: reading('14'), unit: 'mL/min/mmHg', lln: amount('20') },
    { term: 'Weight gain', value: reading('5'), unit: '%' },
  ] // prettier-ignore
  const lines = cases.map((one) => {
    const graded = gradeValue(one)
    if (!graded.ok) return `${one.term}: ${graded.refusal.reason} ${graded.refusal.input ?? ''}`
    const { inputs, steps, expression, rule } = graded.trace
    const figures = [...inputs, { name: '|', value: '' }, ...steps]
    const shown = figures.map(({ name, value, unit = '' }) => `${name} ${value} ${unit}`.trim()).join(' ')
    return `${one.term} ${String(graded.value)}, ${rule}: ${expression}: ${shown}`
  })
  expect(lines).toMatchInlineSnapshot(`
    [
      "Anemia 2, grade-2: value < 10.0 g/dL: value 9.9 g/dL lln 12 g/dL |",
      "Platelet count decreased: inexact value",
      "Hyperkalemia 2, grade-2: value > 5.5 mmol/L: value 22 mg/dL uln 20 mg/dL intervention_initiated yes |",
      "Creatinine increased 3, grade-3: value > 3.0 × baseline: value 200 µmol/L uln 104 µmol/L baseline 60 µmol/L | 3.0 × baseline 180 µmol/L",
      "Hemoglobin increased 2, grade-2: excess > 20 g/L: value 181 g/L uln 160 g/L | excess 21 g/L",
      "Lipase increased 3, grade-3: symptomatic ∧ value > 2.0 × ULN: value 201 U/L uln 100 U/L symptomatic yes | 2.0 × ULN 200 U/L",
      "Fever 4, grade-4: value > 104.0 °F ∧ duration > 24: value 104.1 °F duration 25 h | duration 25 h",
      "Hypertension 2, grade-2: diastolic > 89 mmHg: value 118 mmHg diastolic 90 mmHg | diastolic 90 mmHg",
      "Weight loss 2, grade-2: fall-percent >= 10: value 180 lb baseline 200 lb | fall-percent 10 %",
      "Ejection fraction decreased 2, grade-2: fall >= 10: value 55 % percent_change -12 % | fall 12 %",
      "INR increased 1, grade-1: on_anticoagulation ∧ value > baseline: value 1.1 baseline 1 on_anticoagulation yes |",
      "Thyroid stimulating hormone increased 1, grade-1: value > ULN ∧ ¬intervention_initiated: value 5 mU/L uln 4 mU/L |",
      "Carbon monoxide diffusing capacity decreased 2, grade-2: ¬baseline_known ∧ shortfall > 5: value 14 mL/min/mmHg lln 20 mL/min/mmHg | shortfall 6 mL/min/mmHg",
      "Weight gain 1, grade-1: rise-percent >= 5: value 5 % | rise-percent 5 %",
    ]
  `)
})
