import { canonicalJson } from '../canonical-json'
import type { Casebook } from '../casebook/casebook'
import { inOrder, standings } from '../casebook/derive'
import { type Logged, refOf } from '../change/change'
import { coursesOf } from '../casebook/phases'
import { armOf } from '../randomisation/allocation'
import type { CompiledStudy } from '../study/compile'
import { askEligibility, frozen } from './ask'
import { phaseOf } from './engine'
import type { EligibilitySnapshot, SignedCriterion } from './snapshot'

/** A criterion whose answer, or what it rests on, is no longer what was signed. Undefined where it is not asked any more, or was not yet. */
export interface ChangedCriterion {
  readonly id: string
  readonly signed: SignedCriterion | undefined
  readonly now: SignedCriterion | undefined
}

/** An eligibility signature that counts. Of several of one phase the last speaks; the others are kept. */
export interface SignedEligibility {
  readonly logged: Logged
  readonly snapshot: EligibilitySnapshot
  readonly superseded: boolean
}

/** The eligibility signatures of a phase, the first one first. */
export function signedEligibility(
  study: CompiledStudy,
  casebook: Casebook,
  phase: string,
): readonly SignedEligibility[] {
  const def = study.version.eligibility
  if (!def) return []
  const { oid } = phaseOf(def, phase)
  const standing = standings(casebook.own.log)
  const signed = inOrder(casebook.own.log).flatMap((logged) => {
    const { body } = logged.change
    const isMeant = body.kind === 'eligibility' && body.snapshot.phase === oid
    return isMeant && standing.get(refOf(logged.change)) === 'counts' ? [{ logged, snapshot: body.snapshot }] : []
  })
  return signed.map((one, i) => ({ ...one, superseded: i < signed.length - 1 }))
}

/**
 * What has changed since it was signed: the same criteria are asked again as of the day of the signature, and of the arm
 * that was known then, so that time alone and what happened later change nothing.
 */
export function changedCriteria(
  study: CompiledStudy,
  casebook: Casebook,
  { phase, day, arm, criteria }: EligibilitySnapshot,
): readonly ChangedCriterion[] {
  const asked = askEligibility(study, casebook, { phase, day, arm })?.criteria.map(frozen) ?? []
  const [signed, now] = [byId(criteria), byId(asked)]
  return [...new Set([...signed.keys(), ...now.keys()])]
    .map((id) => ({ id, signed: signed.get(id), now: now.get(id) }))
    .filter(({ signed: before, now: after }) => textOf(before) !== textOf(after))
}

const byId = (criteria: readonly SignedCriterion[]): ReadonlyMap<string, SignedCriterion> =>
  new Map(criteria.map((one) => [one.id, one]))

/** Flags are advice, and may be worded anew. */
function textOf(criterion: SignedCriterion | undefined): string {
  return criterion ? canonicalJson({ ...criterion, flags: [] }) : ''
}

/** The signature of a phase that still holds: nothing that it rests on has changed since. */
export function intactEligibility(
  study: CompiledStudy,
  casebook: Casebook,
  phase: string,
): SignedEligibility | undefined {
  const last = signedEligibility(study, casebook, phase).at(-1)
  return last && changedCriteria(study, casebook, last.snapshot).length === 0 ? last : undefined
}

/**
 * Whether the participant has gone on since on the strength of it: an arm was allocated that was not known then, or a dose
 * was given. From there on it says what was decided; later values neither renew it nor end it.
 */
export function wasActedOn(study: CompiledStudy, casebook: Casebook, { arm, day }: EligibilitySnapshot): boolean {
  return armOf(casebook) !== arm || coursesOf(study, casebook).some(({ given }) => given.some((dose) => dose >= day))
}

/** The last day on which everything that was signed still counts; undefined where nothing of it expires. */
export const expiresOn = ({ criteria }: EligibilitySnapshot): string | undefined =>
  criteria.flatMap(({ decides, expires }) => (decides && expires !== undefined ? [expires] : [])).sort()[0]
