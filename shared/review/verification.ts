import type { Casebook, FormState, ItemState } from '../casebook/casebook'
import { headRefs } from '../casebook/derive'
import { standingForms } from '../casebook/fold'
import { holdsSomething } from '../casebook/holds-something'
import { type FormPath, type GroupPath, type ItemPath, formOid, itemOf, within } from '../casebook/path'
import { verificationOf } from '../casebook/verified'
import { sha256Hex } from '../canonical-json'
import { type ChangeBody, refOf } from '../change/change'
import type { ChangeRef, SubjectKey } from '../ids'
import type { StudyVersion } from '../study/definition'
import type { VerificationPlan } from '../study/review-definition'

/** What the monitor has to do with an item. */
export type VerificationState =
  /** The plan does not ask for it. */
  | 'not-asked'
  | 'to-verify'
  /** It was verified, and something else stands there now. */
  | 'changed'
  | 'verified'

/** Whether a participant is in a sample: the same answer on every device, and nobody can choose it. */
export function isSampled({ percent, seed }: { readonly percent: number; readonly seed: string }, subject: SubjectKey) {
  return parseInt(sha256Hex(`${seed}|${subject}`).slice(0, 8), 16) / 2 ** 32 < percent / 100
}

/** Whether a plan wants an item of a participant compared with the source. */
export function isAsked(
  plan: VerificationPlan | undefined,
  subject: SubjectKey,
  form: FormPath,
  item: ItemPath,
): boolean {
  if (!plan) return true
  const { everyone, sample } = plan
  return (
    names(everyone, form, item) ||
    (sample !== undefined && names(sample.targets, form, item) && isSampled(sample, subject))
  )
}

function names(targets: VerificationPlan['everyone'], form: FormPath, item: ItemPath): boolean {
  if (targets === 'all') return true
  if (targets === 'nothing') return false
  const oid = formOid(form)
  return targets.includes(oid) || targets.includes(`${oid}.${itemOf(item)}`)
}

export interface VerifiedForm {
  readonly form: FormPath
  readonly asked: number
  readonly verified: number
  readonly changed: number
}

/** How one item stands; what is withdrawn or empty has nothing to compare. */
function verificationState(study: StudyVersion, subject: SubjectKey, form: FormState, item: ItemState) {
  const last = verificationOf(form)(item)
  if (last?.current) return 'verified'
  if (last) return 'changed'
  return isAsked(study.review?.verification, subject, form.path, item.path) ? 'to-verify' : 'not-asked'
}

const comparable = (form: FormState, item: ItemState): boolean =>
  holdsSomething(item) && !form.withdrawn.some((scope) => within(item.path, scope))

/** The items of a form that hold something to compare with the source, in path order, with how each stands. */
export function verifiable(study: StudyVersion, subject: SubjectKey, form: FormState) {
  return [...form.items.values()]
    .filter((item) => comparable(form, item))
    .map((item) => ({ item, state: verificationState(study, subject, form, item) }))
    .sort((a, b) => (a.item.path < b.item.path ? -1 : 1))
}

/** How far a monitor has come with each form of a casebook that the plan asks for. */
export function verificationProgress(study: StudyVersion, casebook: Casebook): readonly VerifiedForm[] {
  return standingForms(casebook).flatMap((form) => {
    const states = verifiable(study, casebook.subject, form).map(({ state }) => state)
    const asked = states.filter((state) => state !== 'not-asked').length
    if (asked === 0) return []
    const count = (wanted: VerificationState) => states.filter((state) => state === wanted).length
    return [{ form: form.path, asked, verified: count('verified'), changed: count('changed') }]
  })
}

/** Says that what stands in a form, a row or an item is what the source says; undefined where there is nothing to compare. */
export function verifying(
  form: FormState,
  scope: FormPath | GroupPath | ItemPath,
  note?: string,
): Extract<ChangeBody, { kind: 'verify' }> | undefined {
  const settled = new Map([...form.items].filter(([, item]) => !item.contested && comparable(form, item)))
  const heads = [...headRefs(scope, settled)]
  return heads.length === 0 ? undefined : { kind: 'verify', scope, heads, ...(note && { note }) }
}

/** Takes back every verification of a scope that its author sees; undefined where there is none. */
export function takingBack(
  form: FormState,
  scope: FormPath | GroupPath | ItemPath,
  reason: string,
): Extract<ChangeBody, { kind: 'unverify' }> | undefined {
  const last = verificationOf(form)
  const seen = new Set<ChangeRef>()
  for (const item of form.items.values()) {
    const found = within(item.path, scope) ? last(item) : undefined
    if (found) seen.add(refOf(found.logged.change))
  }
  return seen.size === 0 ? undefined : { kind: 'unverify', scope, verifications: [...seen].sort(), reason }
}
