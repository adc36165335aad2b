import type { Casebook, SignatureState } from '../casebook/casebook'
import { fold, scopesOf } from '../casebook/fold'
import { formOf } from '../casebook/path'
import type { Change, Logged } from '../change/change'
import { bookSignatures } from './signed-content'

/**
 * Whether the author of a change knew of something else that was said: it came from the same device before, or that
 * device had read the stream as far (`Change.seen`). No clock is asked.
 */
export const knewOf = ({ device, n, seen = 0 }: Change, { change: other, receipt }: Logged): boolean =>
  device === other.device ? other.n < n : receipt !== undefined && receipt.seq <= seen

/**
 * Whether a change would break a signature that its author had not heard of. Who changes knowingly what is signed breaks
 * the signature for all to see; who did not know waits for a decision, and the signature stands meanwhile.
 */
export function breaksUnseen(change: Change, casebook: Casebook): boolean {
  const unseen = intactOver(casebook, change)
  if (unseen.length === 0) return false
  const after = new Set(intactOver(fold([{ change }], casebook), change).map(nameOf))
  return unseen.some((signature) => !after.has(nameOf(signature)))
}

const nameOf = ({ ref, scope }: SignatureState): string => `${ref} ${scope}`

/** The signatures that stand over what a change speaks of and that its author did not know of. */
function intactOver(casebook: Casebook, change: Change): readonly SignatureState[] {
  const { own, forms } = casebook
  const ofForms = [...new Set(scopesOf(change.body).map(formOf))].flatMap(
    (form) => (form && forms.get(form)?.signatures) ?? [],
  )
  const isUnseen = (logged: Logged) => logged.change.body.kind === 'sign' && !knewOf(change, logged)
  // What visits and casebooks hold is hashed whole: only where somebody signed one meanwhile.
  const ofBook = [...own.log.values()].some(isUnseen) ? bookSignatures(casebook) : []
  return [...ofForms, ...ofBook].filter(({ intact, logged }) => intact && isUnseen(logged))
}
