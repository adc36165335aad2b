import type { Text } from '../define'
import { afterConsent } from './after-consent'
import { yesNo } from './yes-no'

const label: Text = {
  en: 'Done as standard of care?',
  fr: 'Fait dans le cadre des soins courants ?',
  sv: 'Gjort inom vanlig vård?',
}

/** Asked only of what is dated before consent: usual care may be older than the study, its own procedures may not. */
export const standardOfCare = (dated: string) => yesNo(label, { when: `${dated} < ICF.DSSTDAT`, required: false })

/** X001 of a form whose items may come from usual care, as the item `care` says. */
export const afterConsentUnlessCare = <Key extends string>(dated: Key, care: Key) => {
  const check = afterConsent(dated)
  return { ...check, items: [dated, care] as const, holds: `(given(${care}) && ${care} == "Y") || ${check.holds}` }
}
