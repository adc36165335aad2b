import { hashOf, sha256Hex } from '../canonical-json'
import type { ChangeRef, Hash } from '../ids'
import { type Change, type Receipt, refOf } from './change'

/** The hash before a device's first change and before a stream's first row. */
export const GENESIS = '0'.repeat(64) as Hash

/** The hash by which chains know a change: that of its canonical text as it was written, also once some of it is blacked out. */
export const ownHash = (change: Change): Hash => change.redacted ?? hashOf(change)

/**
 * The device's chain after `change`: SHA-256 over the hash before it and the change's own content. A changed, removed,
 * inserted or reordered change gives every later link another value.
 */
export const link = (previous: Hash, change: Change): Hash => linkHash(previous, ownHash(change))

/** `link` for whoever has the change's own hash at hand. */
export const linkHash = (previous: Hash, content: Hash): Hash => sha256Hex(linkText(previous, content))

/** What `linkHash` is the SHA-256 of. */
export const linkText = (previous: Hash, content: Hash): string => `${previous}|${content}`

/** The device chain over several changes, from the hash before the first of them. */
export const linkAll = (previous: Hash, changes: Iterable<Change>): Hash => {
  let hash = previous
  for (const change of changes) hash = link(hash, change)
  return hash
}

/** The server's chain of a stream after one committed row. */
export const streamLink = (previous: Hash, change: Change, receipt: Receipt): Hash =>
  streamLinkHash(previous, ownHash(change), receipt)

/** `streamLink` for whoever has the change's own hash at hand, as for a pulled receipt without its change. */
export const streamLinkHash = (previous: Hash, content: Hash, receipt: Receipt): Hash =>
  sha256Hex(streamLinkText(previous, content, receipt))

/** What `streamLinkHash` is the SHA-256 of. */
export const streamLinkText = (previous: Hash, content: Hash, receipt: Receipt): string =>
  [previous, receipt.seq, content, receipt.committedAt, receipt.state, receipt.reason ?? ''].join('|')

export type ChainBreak =
  | { readonly at: ChangeRef; readonly kind: 'gap'; readonly expected: number }
  | { readonly at: ChangeRef; readonly kind: 'hash' }

export interface DeviceLink {
  readonly change: Change
  readonly hash: Hash
}

/** The first place where one device's log does not follow from itself, or undefined when it holds from 1 to its end. */
export function firstBreak(log: readonly DeviceLink[]): ChainBreak | undefined {
  let previous = GENESIS
  let n = 1
  for (const { change, hash } of log) {
    if (change.n !== n) return { at: refOf(change), kind: 'gap', expected: n }
    if (link(previous, change) !== hash) return { at: refOf(change), kind: 'hash' }
    previous = hash
    n++
  }
  return undefined
}
