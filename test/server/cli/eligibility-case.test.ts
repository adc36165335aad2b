import { expect, test } from 'vitest'
import { eligibilityCase } from '../../../server/cli/eligibility-case'
import { netter2 } from '../../forms/eligibility/participant'

const line = (more: object) => ({ case_id: 'E-1', ...netter2, ...more })

test('every criterion of the study by its id, and what follows', () => {
  expect(eligibilityCase(line({}))).toMatchObject({
    criteria: { 'N2-I01a': 'true', 'N2-I08': 'true', 'N2-E01': 'false', 'N2-E25': 'false' },
    eligible: true,
  })
})

test.each([
  ['a study nobody knows', { study: 'NCT99999999' }, 'unknown-study: study'],
  ['a version nobody knows', { version: 'v-9' }, 'unknown-version: version'],
  ['no study', { study: undefined }, 'not-a-casebook: study'],
  ['rows that are none', { rows: [{ items: {} }] }, 'not-a-casebook: rows.0.form'],
])('%s is an error', (_, more, error) => {
  expect(eligibilityCase(line(more))).toEqual({ error })
})

test('what a case does not say is missing: no version is the default, no rows decide nothing', () => {
  expect(eligibilityCase(line({ version: null }))).toMatchObject({ eligible: true })
  expect(eligibilityCase(line({ rows: [], judgements: {} }))).toMatchObject({
    criteria: { 'N2-E02': 'unknown', 'N2-E09': 'judgement' },
    eligible: null,
  })
})

test('expected answers and unknown fields are not read', () => {
  const told = line({ expected: { eligible: false }, remark: 'x' })
  expect(eligibilityCase(told)).toEqual(eligibilityCase(line({})))
})
