import { canonicalJson, sha256Hex } from '#shared/canonical-json'
import { linkHash } from '#shared/change/chain'
import type { Change } from '#shared/change/change'
import { type Hash, streamParts } from '#shared/ids'
import { LIMITS, type PushRequest } from '#shared/protocol'
import { signedBy } from '../auth/signer'
import { type Refused, refuse } from '../refused'

/** A change whose place in its device's log is proved. */
export interface Verified {
  readonly change: Change
  /** Canonical JSON: what is stored, and what `hash` is the hash of. */
  readonly text: string
  readonly hash: Hash
  /** The device's chain after it. */
  readonly chain: Hash
}

/** Everything about a push that can be known without the database: done before any lock is taken. */
export function verifyPush(request: PushRequest, publicKey: string): readonly Verified[] | Refused {
  const verified: Verified[] = []
  let chain = request.before
  for (const [i, change] of request.changes.entries()) {
    const misplaced = misplacement(request, change, i)
    if (misplaced !== undefined) return refuse('bad-request', `change ${change.n}: ${misplaced}`)
    const text = canonicalJson(change)
    if (Buffer.byteLength(text) > LIMITS.changeBytes) return refuse('too-large', `change ${change.n} is too large`)
    const hash = sha256Hex(text)
    chain = linkHash(chain, hash)
    verified.push({ change, text, hash, chain })
  }
  if (chain !== request.after) return refuse('chain-broken', 'The changes do not lead from `before` to `after`.')
  if (!signedBy(publicKey, request.after, request.signature))
    return refuse('chain-broken', 'The signature is not by this device.')
  return verified
}

function misplacement(request: PushRequest, change: Change, i: number): string | undefined {
  if (change.device !== request.device) return 'another device'
  if (change.n !== request.from + i) return 'not the next number'
  const { study, cls } = streamParts(change.stream)
  if (study !== change.study) return 'the stream is of another study'
  return cls === 'data' ? undefined : 'not a stream that devices write to'
}
