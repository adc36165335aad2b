import { canonicalJson } from '../canonical-json'
import type { Casebook } from '../casebook/casebook'
import { standingForms } from '../casebook/fold'
import { itemOf } from '../casebook/path'
import type { StudyVersionId } from '../ids'
import { PartialDate } from '../partial-date'
import { armOf } from '../randomisation/allocation'
import type { CompiledStudy } from '../study/compile'
import { casebookReading } from './casebook-reading'
import { type CriterionAnswer, type Eligibility, eligibilityOf } from './engine'
import { judgementsOf } from './judgements'
import type { EligibilitySnapshot, SignedCriterion } from './snapshot'

/** When, and for whom, criteria are asked. */
interface Occasion {
  /** An oid of a phase, or any code it is meant by. */
  readonly phase: string
  /** The day of evaluation, ISO 8601. */
  readonly day: string
  readonly arm: string | undefined
}

/** Every criterion of an occasion, answered from the casebook. Undefined where the study has no criteria. */
export function askEligibility(
  study: CompiledStudy,
  casebook: Casebook,
  { phase, day, arm }: Occasion,
): Eligibility | undefined {
  const def = study.version.eligibility
  const today = PartialDate.parse(day)
  if (!def || !today) return undefined
  const judgements = judgementsOf(study, casebook)
  const reading = casebookReading(study, casebook, today)
  return eligibilityOf({ def, phase, anchors: {}, judgements, reading, arm, today })
}

/** Now: for the arm the participant is in. */
export const askedNow = (casebook: Casebook, phase: string, day: string): Occasion => ({
  ...{ phase, day },
  arm: armOf(casebook),
})

/** Why an investigator cannot sign: a criterion is not known or not judged, or one stands against it without a waiver. */
type Unsignable = 'open' | 'not-eligible'

/** What an investigator would sign, frozen as it stands. */
export function signableEligibility(
  version: StudyVersionId,
  casebook: Casebook,
  { day, arm }: Occasion,
  { phase, eligible, criteria }: Eligibility,
): EligibilitySnapshot | Unsignable {
  const deciding = criteria.filter(({ decides }) => decides)
  if (deciding.some(({ answer }) => answer === 'unknown' || answer === 'judgement')) return 'open'
  const waiver = eligible === true ? undefined : waiverOf(casebook)
  if (eligible !== true && waiver === undefined) return 'not-eligible'
  return {
    ...{ format: 1, version, day, phase, eligible: eligible === true },
    ...(arm !== undefined && { arm }),
    ...(waiver !== undefined && { waiver }),
    criteria: criteria.map(frozen),
  }
}

/** The number of the sponsor's waiver, as the common form of eligibility holds it; none while it is contested. */
function waiverOf(casebook: Casebook): string | undefined {
  const said = standingForms(casebook).flatMap(({ items }) =>
    [...items.values()].flatMap(({ path, value }) =>
      itemOf(path) === 'IEWAIV' && value?.state === 'value' ? [value.text] : [],
    ),
  )
  return said.at(-1)
}

/** A criterion as it is signed. */
export const frozen = (answered: CriterionAnswer): SignedCriterion => {
  const { id, kind, mode, answer, computed, judged, decides, evidence, missing, expires, flags } = answered
  return {
    ...{ id, kind, mode, answer, decides },
    ...(computed !== undefined && { computed }),
    ...(judged !== undefined && { judged }),
    ...(expires !== undefined && { expires }),
    evidence: evidence.map((one) => ({ ...one })),
    missing: missing.map(({ item, why }) => ({ item, why })),
    flags: flags.map(({ severity, text }) => ({ severity, text: text.en })),
  }
}

/** Whether what was signed is what the casebook says of that day. */
export function eligibilityFollows(study: CompiledStudy, casebook: Casebook, snapshot: EligibilitySnapshot): boolean {
  const { phase, day, arm, version } = snapshot
  const occasion = { phase, day, arm }
  const asked = armOf(casebook) === arm ? askEligibility(study, casebook, occasion) : undefined
  const now = asked && signableEligibility(version, casebook, occasion, asked)
  return typeof now === 'object' && canonicalJson(now) === canonicalJson(snapshot)
}
