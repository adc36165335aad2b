import { useLanguage } from '../ui/language'
import { claimedParts } from './instant'

/** A moment as its author's clock said it, in a column: what is the same in most lines stands back. */
export function ClaimedMoment({ at }: { readonly at: string }) {
  const { moment, offset } = claimedParts(at, useLanguage())
  return (
    <span className="num">
      {moment} <span className="mute">{offset}</span>
    </span>
  )
}
