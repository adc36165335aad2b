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
