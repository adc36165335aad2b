import { sha256Hex } from '#shared/canonical-json'
import { GENESIS, streamLinkHash } from '#shared/change/chain'
import type { Logged, Receipt } from '#shared/change/change'
import type { Hash, StreamId } from '#shared/ids'
import { approvalIn } from '#shared/redaction/agreed'
import { readPart } from '#shared/snapshot'
import type { Mark } from '../keys/keyring'
import type { CursorRow, PartRow } from './database'
import { openPart } from './parts'
import { blackOutStored } from './redact'
import { type Shelf, subjectMark } from './shelf'
import type { Stores } from './tables'
import type { Writer } from './writer'

/** So many links are made before other work gets its turn. */
const LINKS_AT_ONCE = 4_000

/**
 * Follows the stream's chain through all parts: they are then proved to be the stream up to the snapshot, as pages are.
 * Where they are not, they go, and the stream is read page by page from its beginning. Returns whether they are.
 * `completeAt` is when this was, where nothing of the stream is left to be pulled.
 */
export async function prove(
  shelf: Shelf,
  writer: Writer,
  stream: StreamId,
  cursor: CursorRow,
  completeAt: string | undefined,
): Promise<boolean> {
  const { base } = cursor
  if (!base) return true
  const rows = await shelf.db.parts
    .where('[stream+subject]')
    .between([cursor.stream, ''], [cursor.stream, '\uffff'])
    .toArray()
  const links = new Array<Link | undefined>(base.seq)
  for (const row of rows)
    for (const link of (await linksOf(shelf, stream, row)) ?? []) links[link.receipt.seq - 1] = link
  let chain = GENESIS
  let proved = true
  for (const [i, link] of links.entries()) {
    proved = link !== undefined
    if (!link) break
    chain = streamLinkHash(chain, link.hash, link.receipt)
    if (i % LINKS_AT_ONCE === 0) await shelf.db.cursors.get(cursor.stream)
  }
  proved &&= chain === base.chain
  // What lies here besides the parts, this device's own log first of all, may still say what is gone from them.
  if (proved) await blackOutStored(shelf, writer, approvalsIn(links))
  await shelf.db.atomic('rw', ['parts', 'cursors', 'pages', 'subjects'], async (tx) => {
    const now = await tx.cursors.get(cursor.stream)
    if (now?.base?.seq !== base.seq || now.base.chain !== base.chain) return
    const complete = now.completeAt ?? completeAt
    if (proved)
      await tx.cursors.put({ ...now, base: { ...base, proved: true }, ...(complete && { completeAt: complete }) })
    else await forgetUnproved(tx, now)
  })
  return proved
}

interface Link {
  readonly hash: Hash
  /** Where it approves a redaction. */
  readonly approval?: Logged
  readonly receipt: Receipt
}

/** Of a part that speaks of its participant and stream alone. */
async function linksOf(shelf: Shelf, stream: StreamId, row: PartRow): Promise<readonly Link[] | undefined> {
  const keys = shelf.ring.ofStream(stream)
  const rows = readPart(await openPart(shelf, row)) ?? []
  const subject = rows[0]?.change.subject
  if (!keys || !subject || (await subjectMark(keys, subject)) !== row.subject) return undefined
  if (rows.some(({ change }) => change.subject !== subject || change.stream !== stream)) return undefined
  return rows.map(({ body, change, receipt }) => ({
    ...{ hash: change.redacted ?? sha256Hex(body), receipt },
    ...(approvalIn({ change, receipt }) && { approval: { change, receipt } }),
  }))
}

const approvalsIn = (links: readonly (Link | undefined)[]): readonly Logged[] =>
  links.flatMap((link) => link?.approval ?? [])

/**
 * A part that was named can no longer be had: something of it was blacked out since. The stream is read page by page, and
 * nothing of the snapshot stays.
 */
export async function beginAgain(shelf: Shelf, stream: Mark): Promise<void> {
  await shelf.db.atomic('rw', ['parts', 'cursors', 'pages', 'subjects'], async (tx) => {
    const now = await tx.cursors.get(stream)
    if (now?.base && !now.base.proved) await forgetUnproved(tx, now)
  })
}

/**
 * A snapshot that is not what the stream's chain says goes, and what was pulled on top of it; the stream is read page by
 * page from its beginning, and whoever was in the list stays there only with what is known of them otherwise. The form
 * rows hold nothing of either (`fold-pages.ts`). For use in a transaction.
 */
export async function forgetUnproved(tx: Stores, { stream, key }: CursorRow): Promise<void> {
  const parts = await tx.parts.where('[stream+subject]').between([stream, ''], [stream, '\uffff']).primaryKeys()
  const pages = tx.pages.where('[stream+first]').between([stream, 0], [stream, Infinity])
  const spokenOf = (await pages.toArray()).flatMap(({ subjects }) => subjects)
  const listed = await tx.subjects.bulkGet([...new Set([...parts.map(([, subject]) => subject), ...spokenOf])])
  await Promise.all([
    tx.parts.bulkDelete(parts),
    pages.delete(),
    tx.subjects.bulkPut(listed.flatMap((row) => (row ? [{ ...row, rev: row.rev + 1, stale: 1 as const }] : []))),
    tx.cursors.put({ stream, key, seq: 0, chain: GENESIS, folded: 0, pagesOnly: true }),
  ])
}
