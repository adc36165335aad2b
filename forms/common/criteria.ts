import type { EligibilityDef } from '#shared/study/eligibility-definition'
import { type Occasion, eligibility } from './eligibility'

/** What each phase of eligibility is called on the form. */
const occasions: Readonly<Record<string, Occasion>> = {
  ENTRY: 'RAND',
  REG: 'REG',
  RND: 'RAND',
  XOVR: 'XOVR',
  RETX: 'RETX',
}

/** IE: on each occasion the criteria that decide then, in the order of the protocol. */
export function criteriaForm(version: string, { criteria }: EligibilityDef) {
  const [first, ...others] = criteria.map(({ id, kind, text, phases }) => ({
    ...{ id, kind, text: { ...text, fr: text.fr ?? text.en } },
    on: phases.map((phase) => {
      const occasion = occasions[phase]
      if (!occasion) throw new Error(`${id}: no occasion ${phase}`)
      return occasion
    }),
  }))
  if (!first) throw new Error(`no criteria for ${version}`)
  return eligibility(version, [first, ...others])
}
