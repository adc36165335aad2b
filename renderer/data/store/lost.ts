import { GENESIS } from '#shared/change/chain'
import type { Change, Logged, Receipt } from '#shared/change/change'
import type { Hash, StreamId } from '#shared/ids'
import type { Cursor } from '#shared/protocol'
import { MOST_ENDS } from '#shared/recovery'
import { readPart } from '#shared/snapshot'
import type { CursorRow, PageRow } from './database'
import { isLost, openPage, sealedMark } from './pages'
import { openPart } from './parts'
import type { Shelf } from './shelf'

/**
 * A log that its server lost when it was restored from a back-up, and that this device had read: it goes back from one
 * end that the server signed to the next, in the order in which everything was said.
 */

/** A log of this stream that has not gone back in full; undefined when there is none. */
export async function nextLost({ db, ring }: Shelf, stream: StreamId): Promise<CursorRow | undefined> {
  const marks = new Set(await Promise.all(ring.everOf(stream).map((keys) => keys.mark('stream', stream))))
  const cursors = await db.cursors.toArray()
  return cursors.find((row) => isLost(row) && marks.has(sealedMark(row.stream)) && (row.returned ?? 0) < row.seq)
}

const pagesOf = ({ db }: Shelf, { stream }: CursorRow): Promise<PageRow[]> =>
  db.pages.where('[stream+first]').between([stream, 0], [stream, Infinity]).toArray()

/** Where pieces of it end, in order, to be asked about; not each of them where there are too many. */
export async function endsOf(shelf: Shelf, lost: CursorRow): Promise<readonly Cursor[]> {
  const pages = await pagesOf(shelf, lost)
  const ends = [
    ...(lost.base?.ends ?? []).map(({ seq, chain }) => ({ seq, chain })),
    ...pages.flatMap(({ last, proved }) => (proved ? [{ seq: last, chain: proved.chain }] : [])),
  ]
  const step = Math.ceil(ends.length / MOST_ENDS)
  return ends.filter((_, i) => i % step === 0)
}

export interface Piece {
  readonly through: number
  /** None where the server that gave it out did not sign yet: it stays here, and cannot go back. */
  readonly taken?: {
    readonly before: Hash
    /** The stream's chain after it. */
    readonly chain: Hash
    readonly rows: readonly { readonly change: Change; readonly receipt: Receipt }[]
    readonly proof: string
  }
}

/** What comes next after what has gone back; undefined when everything has. */
export async function nextPiece(shelf: Shelf, lost: CursorRow): Promise<Piece | undefined> {
  const { base, returned = 0 } = lost
  if (base && returned < base.seq) return pieceOfSnapshot(shelf, lost, base)
  const page = await shelf.db.pages.get([lost.stream, returned + 1])
  if (!page) return undefined
  if (!page.proved) return { through: page.last }
  return { through: page.last, taken: { ...page.proved, rows: committed(await openPage(shelf, page)) } }
}

async function pieceOfSnapshot(
  shelf: Shelf,
  { stream, returned = 0 }: CursorRow,
  base: NonNullable<CursorRow['base']>,
): Promise<Piece> {
  const ends = base.ends ?? []
  const end = ends.find(({ seq }) => seq > returned)
  const before = returned === 0 ? GENESIS : ends.find(({ seq }) => seq === returned)?.chain
  if (!end || before === undefined) return { through: base.seq }
  const parts = await shelf.db.parts.where('[stream+subject]').between([stream, ''], [stream, '\uffff']).toArray()
  const rows: { readonly change: Change; readonly receipt: Receipt }[] = []
  for (const part of parts)
    for (const { change, receipt } of readPart(await openPart(shelf, part)) ?? [])
      if (receipt.seq > returned && receipt.seq <= end.seq) rows.push({ change, receipt })
  rows.sort((a, b) => a.receipt.seq - b.receipt.seq)
  return { through: end.seq, taken: { before, chain: end.chain, proof: end.proof, rows } }
}

const committed = (page: readonly Logged[]) =>
  page.flatMap(({ change, receipt }) => (receipt ? [{ change, receipt }] : []))

/** Notes up to where it has gone back. What has stays here as it is. */
export async function noteReturned({ db }: Shelf, { stream }: CursorRow, through: number): Promise<void> {
  await db.atomic('rw', ['cursors'], async (tx) => {
    const now = await tx.cursors.get(stream)
    if (now) await tx.cursors.put({ ...now, returned: Math.max(now.returned ?? 0, through) })
  })
}
