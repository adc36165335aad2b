import { hashOf } from '../canonical-json'
import { ownHash } from '../change/chain'
import {
  type Change,
  type ChangeBody,
  type Entry,
  type ItemChange,
  type RedactionPlace,
  type RedactionTarget,
  refOf,
} from '../change/change'
import { placesOf } from './words-at'

/** What stands where text was blacked out. The same in every language: it is data, and screens say it in theirs. */
export const REDACTED = '[redacted]'

/** A value that is gone is masked; one that was missing goes on being missing for the same code. */
const maskedEntry = (entry: Entry): Entry =>
  entry.state === 'missing'
    ? { state: 'missing', code: entry.code, reason: REDACTED }
    : { state: 'missing', code: 'MASK', reason: REDACTED }

const maskedItem = (item: ItemChange, i: number, places: ReadonlySet<string>): ItemChange => ({
  ...item,
  ...(places.has(`items/${i}/entry`) && { entry: maskedEntry(item.entry) }),
  ...(places.has(`items/${i}/reason`) && { reason: REDACTED }),
})

function maskedBody(body: ChangeBody, places: ReadonlySet<string>): ChangeBody {
  const reason = places.has('reason') && { reason: REDACTED }
  switch (body.kind) {
    case 'value':
      return { ...body, items: body.items.map((item, i) => maskedItem(item, i, places)) }
    case 'resolve':
      return { ...body, ...(places.has('entry') && { entry: maskedEntry(body.entry) }), ...reason }
    case 'query':
      return { ...body, text: REDACTED }
    case 'verify':
      return { ...body, note: REDACTED }
    case 'attach':
      return { ...body, file: { ...body.file, title: REDACTED } }
    case 'amend':
    case 'transfer':
    case 'unblind':
    case 'status':
    case 'lock':
    case 'confirm':
    case 'unverify':
    case 'withdraw':
    case 'detach':
    case 'release':
    case 'redaction-request':
    case 'redaction-decision':
      return { ...body, ...reason }
    case 'enrol':
    case 'export':
    case 'review':
    case 'sign':
    case 'dose-release':
    case 'eligibility':
    case 'request':
    case 'refuse':
    case 'randomise':
    case 'carried':
    case 'void':
      return body
  }
}

/**
 * A change with what stands at these places blacked out, and everything else of it as it was. Doing it again changes
 * nothing. Undefined where the change has no such place.
 */
export function blackedOut(change: Change, places: readonly RedactionPlace[]): Change | undefined {
  const has = new Set(placesOf(change))
  if (places.length === 0 || !places.every((place) => has.has(place))) return undefined
  return { ...change, redacted: ownHash(change), body: maskedBody(change.body, new Set(places)) }
}

/** What a request names of a change; undefined where it has no such place. */
export function targetOf(change: Change, places: readonly RedactionPlace[]): RedactionTarget | undefined {
  const left = blackedOut(change, places)
  if (!left) return undefined
  return { change: refOf(change), places: [...places], original: ownHash(change), remaining: hashOf(left) }
}
