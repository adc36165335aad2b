import type { Casebook, SignatureState } from '../casebook/casebook'
import { type FormPath, within } from '../casebook/path'
import { bookSignatures } from './signed-content'

/** Every signature that a form stands under, its own, that of its visit and of the casebook, the newest first. */
export function signaturesOver(casebook: Casebook, form: FormPath): readonly SignatureState[] {
  const own = casebook.forms.get(form)?.signatures ?? []
  const around = bookSignatures(casebook).filter(({ scope }) => within(form, scope))
  return [...own, ...around].toSorted(
    (a, b) => Date.parse(b.logged.change.claimedAt) - Date.parse(a.logged.change.claimedAt),
  )
}

/** So long after its making a change is taken to have waited for a connection. */
const SOON_MS = 5 * 60_000

/** Whether something was said without a connection, as far as anybody can tell: it has not arrived, or not soon. */
export const waited = ({ change, receipt }: SignatureState['logged']): boolean =>
  receipt === undefined || Date.parse(receipt.committedAt) - Date.parse(change.claimedAt) > SOON_MS
