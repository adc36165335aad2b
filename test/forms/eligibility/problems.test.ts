import { expect, test } from 'vitest'
import { eligibilityFor } from '#forms/eligibility'
import { EligibilityDef } from '#shared/study/eligibility-definition'
import { eligibilityProblems } from '#shared/eligibility/problems'

const versions = [
  ['NCT05773274', 'v-A'],
  ['NCT05773274', 'v-B'],
  ['NCT04954820', 'default'],
  ['NCT05987176', 'default'],
  ['NCT03972488', 'default'],
  ['NCT03972488', 'v-15'],
  ['NCT05387603', 'v-CTgov'],
  ['NCT05387603', 'v-EU'],
] as const

test.each(versions)('the criteria of %s %s are sound and survive as JSON', (study, version) => {
  const def = eligibilityFor(study, version)
  if (typeof def === 'string') throw new Error(def)
  expect(eligibilityProblems(def)).toEqual([])
  expect(EligibilityDef.parse(JSON.parse(JSON.stringify(def)))).toEqual(def)
})

test.each([
  ['NCT00000000', 'default', 'unknown-study'],
  ['NCT05773274', 'v-Z', 'unknown-version'],
])('%s %s is nobody’s', (study, version, answer) => {
  expect(eligibilityFor(study, version)).toBe(answer)
})
