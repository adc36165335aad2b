import type { EligibilityDef } from '#shared/study/eligibility-definition'
import { nelmasEligibility } from './nelmas/eligibility'
import { netRetreatEligibility } from './net-retreat/eligibility'
import { netter2Eligibility } from './netter-2/eligibility'
import { reLuthEligibility } from './re-luth/eligibility'
import { startNetEligibility } from './start-net/eligibility'

/** Criteria by study and by what people call the version of its protocol; the first of a study is its default. */
const studies: ReadonlyMap<string, ReadonlyMap<string, EligibilityDef>> = new Map([
  ['NCT05773274', new Map(Object.entries(netRetreatEligibility))],
  ['NCT04954820', new Map(Object.entries(reLuthEligibility))],
  ['NCT05987176', new Map(Object.entries(nelmasEligibility))],
  [
    'NCT03972488',
    new Map([
      ['default', netter2Eligibility['18']],
      ['v-18', netter2Eligibility['18']],
      ['v-15', netter2Eligibility['15']],
    ]),
  ],
  ['NCT05387603', new Map(Object.entries(startNetEligibility))],
])

/** What a study asks of those who want to take part; a sentence of the wrong part where there is none. */
export function eligibilityFor(study: string, version: string): EligibilityDef | 'unknown-study' | 'unknown-version' {
  const versions = studies.get(study.trim())
  if (!versions) return 'unknown-study'
  const wanted = plain(version)
  if (wanted === '' || wanted === 'default') return [...versions.values()][0] ?? 'unknown-version'
  return [...versions].find(([name]) => plain(name) === wanted)?.[1] ?? 'unknown-version'
}

/** `v-A`, `vA`, `A` and `age 15`, `v-15` are ways to write the same. */
const plain = (version: string): string =>
  version
    .toLowerCase()
    .replace(/[\s._-]+/g, '')
    .replace(/^(?:version|v|min|age|from)+(?=.)/, '')
