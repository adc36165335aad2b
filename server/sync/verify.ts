import { z } from 'zod'
import { canonicalJson } from '#shared/canonical-json'
import { Change } from '#shared/change/change'
import { type Hash, streamParts } from '#shared/ids'
import { LIMITS } from '#shared/protocol'
import { linkHash, sha256Hex } from '../hashes'
import { signedBy } from '../signed-by'
import { type Refused, refuse } from '../refused'
import type { Batch } from './push'

/** A change whose place in its device's log is proved. */
export interface Verified {
  readonly change: Change
  /** Canonical JSON: what is stored. */
  readonly text: string
  /** Of the text as it was written, also where some of it is blacked out. */
  readonly hash: Hash
  /** The device's chain after it. */
  readonly chain: Hash
}

/**
 * Everything about a push that can be known without the database: done before any lock is taken. Where one change can
 * never be taken, whatever else happens, this says which, so that its device can put it aside and go on: only where
 * chain and signature show that it came as the device wrote it, or a bad line would cost somebody an entry.
 */
export function verifyPush(request: Batch, publicKey: string): readonly Verified[] | Refused {
  const verified: Verified[] = []
  let never: Refused | undefined
  let chain = request.before
  for (const [i, sent] of request.changes.entries()) {
    const n = request.from + i
    const read = Change.safeParse(sent)
    const change = read.data
    const text = change ? canonicalJson(change) : textOf(sent)
    if (text === undefined) return refuse('bad-request', `change ${n}: not a text of ours`)
    const hash = change?.redacted ?? sha256Hex(text)
    chain = linkHash(chain, hash)
    if (change && change.device !== request.device) return refuse('bad-request', `change ${n}: another device`)
    if (change && change.n !== n) return refuse('bad-request', `change ${n}: not the next number`)
    const why = read.success ? fault(read.data, text) : (read.error.issues[0]?.path.join('.') ?? 'not a change')
    if (why !== undefined) never ??= refuse('unacceptable', `change ${n}: ${why}`, { change: { n, hash } })
    if (change) verified.push({ change, text, hash, chain })
  }
  if (chain !== request.after) return refuse('chain-broken', 'The changes do not lead from `before` to `after`.')
  if (!signedBy(publicKey, request.after, request.signature))
    return refuse('chain-broken', 'The signature is not by this device.')
  return never ?? verified
}

/** Of what is no change; undefined where it has none: a broken character, say. */
function textOf(sent: unknown): string | undefined {
  const json = z.json().safeParse(sent)
  try {
    return json.success ? canonicalJson(json.data) : undefined
  } catch {
    return undefined
  }
}

/** Why a change can never be committed. Its path is told, never what stood there. */
function fault({ study, stream }: Change, text: string): string | undefined {
  if (Buffer.byteLength(text) > LIMITS.changeBytes) return 'too large'
  const place = streamParts(stream)
  if (place.study !== study) return 'the stream is of another study'
  return place.cls === 'data' ? undefined : 'not a stream that devices write to'
}
