import type { EligibilityDef } from '#shared/study/eligibility-definition'
import { eligibility } from './eligibility'

/** IE with the criteria that decide on some occasions, in the order of the protocol; on all when none is named. */
export function criteriaForm(version: string, { criteria }: EligibilityDef, occasions?: readonly string[]) {
  const [first, ...others] = criteria
    .filter(({ phases }) => occasions === undefined || phases.some((phase) => occasions.includes(phase)))
    .map(({ id, kind, text }) => ({ id, kind, text: { ...text, fr: text.fr ?? text.en } }))
  if (!first) throw new Error(`no criteria for ${version}`)
  return eligibility(version, [first, ...others])
}
