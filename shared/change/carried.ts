import type { ChangeRef, SiteId, StreamId } from '../ids'
import { streamParts } from '../ids'
import { ownHash } from './chain'
import { type Change, type Logged, refOf } from './change'

/**
 * A participant who moves to another site of the study takes their history along: the server writes each change once more
 * into the stream of that site, whole, as a `carried` change of its own. Whoever stores, links or sends changes takes such a
 * row for what it is; whoever reads what was said of a participant reads through it.
 */

/** The stream that a change was read from: that of the site where it was said, or the one it was carried to. */
export const streamOf = ({ change, carriedTo }: Logged): StreamId => carriedTo ?? change.stream

/**
 * What a row says: of one that the server carried here, the change itself, as it was received where it was said, in its
 * place here. One that the server did not let count was pushed by somebody, and says nothing but itself.
 */
export function throughTo(logged: Logged): Logged {
  const { change, receipt } = logged
  if (change.body.kind !== 'carried' || receipt?.state !== 'applied') return logged
  return {
    change: change.body.change,
    receipt: { ...change.body.receipt, seq: receipt.seq },
    carriedTo: change.stream,
  }
}

/**
 * A row once something of what it says is blacked out: what is left of it, or, where it was carried, the row with that in
 * it, which then says itself with which hash it was written (`redaction/`).
 */
export const holding = (row: Change, left: Change): Change =>
  row.body.kind === 'carried' && left.body.kind !== 'carried'
    ? { ...row, redacted: ownHash(row), body: { ...row.body, change: { ...left, body: left.body } } }
    : left

/** Whether a row says where somebody is, or was carried: all that was read of them is to be read through once more. */
export const changesPlace = ({ change: { body } }: Logged): boolean =>
  body.kind === 'carried' || body.kind === 'transfer'

/**
 * What rows of one participant say, each change once. Read from several sites, each counts as it stands at the one where
 * the participant is: the order there is that of everything that was ever said of them.
 */
export function readThrough(rows: readonly Logged[]): readonly Logged[] {
  if (!rows.some(changesPlace)) return rows
  const said = rows.map(throughTo)
  const home = siteIn(said)
  const isHome = (logged: Logged) => streamParts(streamOf(logged)).site === home
  const all = new Map<ChangeRef, Logged>()
  for (const logged of said) {
    const ref = refOf(logged.change)
    const known = all.get(ref)
    if (!known || (isHome(logged) && !isHome(known))) all.set(ref, logged)
  }
  return [...all.values()]
}

/**
 * The site where a participant is who was moved; undefined of anybody who never was. They are where they came to once more
 * often than they left, their enrolment counted: so it does not matter which moves were heard of first.
 */
export function siteIn(said: Iterable<Logged>): SiteId | undefined {
  const moves = new Map<ChangeRef, { readonly from: SiteId; readonly to: SiteId }>()
  let enrolled: { readonly site: SiteId; readonly counts: boolean } | undefined
  for (const { change, receipt } of said) {
    const { body, stream } = change
    const counts = receipt?.state === 'applied'
    if (body.kind === 'transfer' && counts) moves.set(refOf(change), { from: streamParts(stream).site, to: body.to })
    if (body.kind === 'enrol' && !enrolled?.counts) enrolled = { site: streamParts(stream).site, counts }
  }
  if (moves.size === 0) return undefined
  const stays = new Map<SiteId, number>(enrolled && [[enrolled.site, 1]])
  for (const { from, to } of moves.values()) {
    stays.set(from, (stays.get(from) ?? 0) - 1)
    stays.set(to, (stays.get(to) ?? 0) + 1)
  }
  return [...stays].find(([, times]) => times > 0)?.[0]
}
