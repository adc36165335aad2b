import type { Casebook, FormState, ItemState, SignatureState } from '../casebook/casebook'
import { standingForms } from '../casebook/fold'
import { holdsSomething } from '../casebook/holds-something'
import { type EventPath, type ItemPath, type Scope, eventOf, formOf, formOid, steps, within } from '../casebook/path'
import { type Logged, type SignatureMeaning, refOf } from '../change/change'
import type { CompiledStudy } from '../study/compile'
import { bookSignatures } from './signed-content'

/** Something that a study wants signed, and is not signed as it stands. */
export interface ToSign {
  readonly scope: Scope
  readonly meaning: SignatureMeaning
  readonly why:
    /** Nobody has signed it. */
    | { readonly kind: 'unsigned' }
    /** Somebody had, and it has changed: the last signature, and what came after it. */
    | { readonly kind: 'changed'; readonly signature: SignatureState; readonly since: readonly ChangedSince[] }
  /** What has to be done before it can be signed; nothing when it can be now. */
  readonly before: readonly NotReady[]
}

export interface ChangedSince {
  readonly item: ItemPath
  readonly logged: Logged
}

/** Why something cannot be signed yet, and where. */
export interface NotReady {
  readonly scope: Scope
  readonly why:
    /** Nothing was entered, and nobody said that it was not done: there is nothing to answer for. */
    | 'empty'
    /** A form that is not complete. */
    | 'not-complete'
    /** An item with two values. */
    | 'contested'
    /** An adverse event that its reviewer has not accepted as it stands. */
    | 'not-accepted'
}

/**
 * What the study asks an investigator to sign in this casebook and that no intact signature covers, in path order. A form
 * nobody has begun and a visit in which nothing was entered are not asked yet; the casebook comes last.
 */
export function needsSigning(study: CompiledStudy, casebook: Casebook): readonly ToSign[] {
  const forms = standingForms(casebook).filter(isBegun)
  const asked: { readonly scope: Scope; readonly meaning: SignatureMeaning }[] = [
    ...forms.flatMap(({ path }) =>
      study.version.signing
        .filter(({ form }) => form === formOid(path))
        .map(({ meaning }) => ({ scope: path, meaning }) as const),
    ),
    ...visitsToSign(study, forms).map((scope) => ({ scope, meaning: 'data-correct' }) as const),
    ...(study.version.review?.signing?.casebook && forms.length > 0
      ? [{ scope: '', meaning: 'data-correct' } as const]
      : []),
  ]
  return asked.flatMap(({ scope, meaning }) => {
    const given = signaturesAt(casebook, scope).filter((one) => one.meaning === meaning)
    if (given.some(({ intact }) => intact)) return []
    const last = given.at(-1)
    const before = [...notReady(casebook, scope, meaning), ...notAccepted(casebook, scope, meaning)]
    const why = last
      ? ({ kind: 'changed', signature: last, since: changedSince(casebook, last) } as const)
      : ({ kind: 'unsigned' } as const)
    return [{ scope, meaning, why, before }]
  })
}

const isBegun = ({ items, status }: FormState): boolean =>
  [...items.values()].some(holdsSomething) || status?.status === 'not-done'

function visitsToSign(study: CompiledStudy, forms: readonly FormState[]): readonly EventPath[] {
  const wanted = new Set(study.version.review?.signing?.visits)
  const events = new Set(forms.map(({ path }) => eventOf(path)))
  return [...events].filter((event) => wanted.has(steps(event)[0]?.oid ?? '')).sort()
}

/** The signatures of exactly this scope. */
function signaturesAt(casebook: Casebook, scope: Scope): readonly SignatureState[] {
  const form = formOf(scope)
  const all = form ? (casebook.forms.get(form)?.signatures ?? []) : bookSignatures(casebook)
  return all.filter((one) => one.scope === scope)
}

/**
 * What has to be done before a scope can be signed. Data are signed when every form in it is complete, or said to be not
 * done; an adverse event as it stands. Nothing that is signed has two values, and nobody signs for nothing.
 */
export function notReady(casebook: Casebook, scope: Scope, meaning: SignatureMeaning): readonly NotReady[] {
  const own = formOf(scope)
  const forms = own
    ? [casebook.forms.get(own)].filter((state) => state !== undefined)
    : standingForms(casebook).filter(({ path }) => within(path, scope))
  const begun = forms.filter(isBegun)
  if (!begun.some((state) => holdsIn(state, scope))) return [{ scope, why: 'empty' }]
  return begun.flatMap((state): readonly NotReady[] => [
    ...(meaning === 'data-correct' && (state.status?.status ?? 'in-progress') === 'in-progress'
      ? [{ scope: state.path, why: 'not-complete' } as const]
      : []),
    ...[...state.items.values()].flatMap(({ path, contested }) =>
      contested && within(path, scope) ? [{ scope: path, why: 'contested' } as const] : [],
    ),
  ])
}

/** Something stands in this part of a form, or the whole of it was said to be not done. */
const holdsIn = ({ items, status }: FormState, scope: Scope): boolean =>
  status?.status === 'not-done' || [...items.values()].some((item) => within(item.path, scope) && holdsSomething(item))

/** An adverse event is signed by who has accepted it; the server lets whoever signs answer for that. */
function notAccepted(casebook: Casebook, scope: Scope, meaning: SignatureMeaning): readonly NotReady[] {
  const form = formOf(scope)
  const accepted = form && casebook.forms.get(form)?.reviews.some(({ current }) => current)
  return meaning === 'reviewed-adverse-event' && !accepted ? [{ scope, why: 'not-accepted' }] : []
}

/** The values in a signature's scope that stand now and came after it, by item. */
export function changedSince(casebook: Casebook, { scope, ref }: SignatureState): readonly ChangedSince[] {
  return standingForms(casebook)
    .filter(({ path }) => within(path, scope) || within(scope, path))
    .flatMap((form) => {
      const at = placeOf(casebook, form, ref)
      const later = new Set(form.ordered.slice(at).map(({ change }) => refOf(change)))
      return [...form.items.values()]
        .filter(({ path }) => within(path, scope))
        .flatMap((item) => newest(item, later))
        .sort((a, b) => (a.item < b.item ? -1 : 1))
    })
}

/** How many changes of the form the server had before the signature; one that it does not have is after all that it has. */
function placeOf({ own }: Casebook, form: FormState, ref: SignatureState['ref']): number {
  const signed = form.log.get(ref) ?? own.log.get(ref)
  const seq = signed?.receipt?.seq
  const device = signed?.change.device
  const at = form.ordered.findIndex(({ change, receipt }) =>
    seq === undefined
      ? !receipt && change.device === device && signed !== undefined && change.n > signed.change.n
      : (receipt?.seq ?? Infinity) > seq,
  )
  return at < 0 ? form.ordered.length : at
}

function newest({ path, heads }: ItemState, later: ReadonlySet<string>): readonly ChangedSince[] {
  const head = heads.findLast(({ ref }) => later.has(ref))
  return head ? [{ item: path, logged: head.logged }] : []
}
