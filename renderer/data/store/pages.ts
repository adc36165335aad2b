import { GENESIS, ownHash, streamLinkHash } from '#shared/change/chain'
import type { Logged } from '#shared/change/change'
import type { DeviceId, Hash, StreamId } from '#shared/ids'
import type { Cursor, PullAnswer, PulledRow } from '#shared/protocol'
import { textOf, utf8 } from '../bytes'
import { DamagedRecord, open, seal } from '../keys/envelope'
import type { Mark, SiteKeys } from '../keys/keyring'
import type { CursorRow, PageRow } from './database'
import { NoKeys, type Shelf, isLoggedList, keysAnew, keysFor, openOne, subjectMark } from './shelf'
import type { Stores } from './tables'
import { newSubject, staleSubjects } from './writer'

/**
 * What was read from a log that its server has lost is put aside under the stream's mark, this, and the chain the log
 * had come to: one place for each log that was lost.
 */
const LOST = '~lost~'
export const lostMark = ({ stream, chain }: Pick<CursorRow, 'stream' | 'chain'>): Mark => `${stream}${LOST}${chain}`
export const isLost = ({ stream }: { readonly stream: Mark }): boolean => stream.includes(LOST)
/** The mark that a stream's records are sealed for, put aside since or not. */
export const sealedMark = (stream: Mark): Mark => stream.split(LOST, 1)[0] ?? stream

export const pagePlace = ({ stream, first }: Pick<PageRow, 'stream' | 'first'>) => ({
  table: 'pages',
  row: `${sealedMark(stream)}/${first}`,
})

/** Where this device stands in a stream: at its beginning, if it never read it. */
export async function cursorOf({ db }: Shelf, keys: SiteKeys, stream: StreamId): Promise<CursorRow> {
  const mark = await keys.mark('stream', stream)
  return (await db.cursors.get(mark)) ?? beginning(mark, keys)
}

export const beginning = (stream: Mark, { id }: SiteKeys): CursorRow => ({
  stream,
  key: id,
  seq: 0,
  chain: GENESIS,
  folded: 0,
})

/** Whether the log that something is of, or one before it, was lost by its server. */
export async function hasLost({ db }: Shelf, { stream }: { readonly stream: Mark }): Promise<boolean> {
  const aside = `${sealedMark(stream)}${LOST}`
  // Asked with each page: of thousands of streams one record is looked at.
  const next = await db.cursors.where('stream').above(aside).first()
  return next?.stream.startsWith(aside) ?? false
}

/**
 * What a pulled answer says, own changes filled in from the log; undefined when it does not follow from the cursor or
 * from itself, or speaks of an own change this device does not have.
 */
export async function checkPage(
  shelf: Shelf,
  device: DeviceId,
  { seq, chain }: Cursor,
  answer: PullAnswer,
): Promise<readonly Logged[] | undefined> {
  const page: Logged[] = []
  let next = seq
  let linked: Hash = chain
  const own = await ownChanges(shelf, device, answer)
  for (const row of answer.rows) {
    const n = ownNumber(device, row)
    const mine = n === undefined ? undefined : own.get(n)?.change
    const change = 'own' in row ? mine : row.change
    if (!change || change.stream !== answer.stream || row.receipt.seq !== ++next) return undefined
    const hash = 'own' in row ? row.hash : ownHash(change)
    if (n !== undefined && (!mine || ownHash(mine) !== hash)) return undefined
    linked = streamLinkHash(linked, hash, row.receipt)
    page.push({ change, receipt: row.receipt })
  }
  return linked === answer.chain ? page : undefined
}

/** The number that a row has in the own log; undefined of what another device said. */
function ownNumber(device: DeviceId, row: PulledRow): number | undefined {
  if ('own' in row) return row.own
  return row.change.device === device ? row.change.n : undefined
}

async function ownChanges(shelf: Shelf, device: DeviceId, { rows }: PullAnswer): Promise<ReadonlyMap<number, Logged>> {
  const numbers = rows.flatMap((row) => ownNumber(device, row) ?? [])
  const own = new Map<number, Logged>()
  for (const row of await shelf.db.log.bulkGet(numbers))
    if (row) own.set(row.n, await openOne(shelf, { table: 'log', row: row.n }, row.sealed))
  return own
}

/**
 * Stores a checked page: one encrypted, compressed record, in one transaction with the cursor that it takes the device
 * to, and with the server's signature over its end where there is one. False when another tab was there before.
 * On top of a snapshot that is not proved yet it stays out of the form rows for a while, so that it says itself whose
 * summaries are out of date.
 */
export async function storePage(
  shelf: Shelf,
  keys: SiteKeys,
  from: CursorRow,
  { proof, ...to }: Cursor & { readonly completeAt?: string; readonly proof?: string },
  changes: readonly Logged[],
): Promise<boolean> {
  const { db } = shelf
  const { stream } = from
  const place = { stream, first: from.seq + 1 }
  const ofSubjects = new Map(changes.map((logged) => [logged.change.subject, logged]))
  const marked = await Promise.all(
    [...ofSubjects].map(async ([subject, logged]) => [await subjectMark(keys, subject), logged] as const),
  )
  const isOnTop = from.base?.proved === false
  const spokenOf = isOnTop
    ? await Promise.all(marked.map(([mark, logged]) => newSubject(shelf, keys, mark, logged)))
    : []
  const packed = await shelf.packing.pack(utf8(JSON.stringify(changes)))
  const page: PageRow = {
    ...place,
    last: to.seq,
    ...(proof !== undefined && { proved: { before: from.chain, chain: to.chain, proof } }),
    subjects: marked.map(([mark]) => mark),
    sealed: await seal(shelf.crypto, keys, pagePlace(place), packed),
  }
  return db.atomic('rw', isOnTop ? ['pages', 'cursors', 'subjects'] : ['pages', 'cursors'], async (tx) => {
    const now = (await tx.cursors.get(stream)) ?? beginning(stream, keys)
    if (now.seq !== from.seq) return false
    if (changes.length > 0) await tx.pages.add(page)
    if (isOnTop) await tx.subjects.bulkPut(await staleSubjects(tx, spokenOf))
    await tx.cursors.put({ ...now, ...to })
    return true
  })
}

export async function openPage(shelf: Shelf, page: PageRow): Promise<readonly Logged[]> {
  const place = pagePlace(page)
  const keys = keysFor(shelf, page.sealed)
  if (!keys) throw new NoKeys(`${place.table}/${place.row}`)
  const changes: unknown = JSON.parse(
    textOf(await shelf.packing.unpack(await open(shelf.crypto, keys, place, page.sealed))),
  )
  if (!isLoggedList(changes)) throw new DamagedRecord(place)
  return changes
}

/** The same page with other text in it, sealed anew for its place. */
export async function resealed(shelf: Shelf, page: PageRow, changes: readonly Logged[]): Promise<PageRow> {
  const place = pagePlace(page)
  const keys = keysAnew(shelf, page.sealed)
  if (!keys) throw new NoKeys(`${place.table}/${place.row}`)
  const packed = await shelf.packing.pack(utf8(JSON.stringify(changes)))
  return { ...page, sealed: await seal(shelf.crypto, keys, place, packed) }
}

/** Pages of one stream that the form rows do not hold yet. */
export const unfolded = (db: Stores, { stream, folded }: CursorRow) =>
  db.pages.where('[stream+first]').between([stream, folded + 1], [stream, Infinity])

/** Streams, of those this person reads, with such pages. */
export const behind = async (db: Stores, { ring }: Shelf): Promise<readonly CursorRow[]> =>
  (await db.cursors.toArray()).filter(({ key, seq, folded }) => folded < seq && ring.byId(key))

/**
 * Pages that speak of a participant (by any of their marks) and are not in the form rows, those of logs that a server
 * lost among them. For use in a transaction.
 */
export async function unfoldedPages(db: Stores, shelf: Shelf, subjects: readonly Mark[]): Promise<readonly PageRow[]> {
  const streams = await behind(db, shelf)
  if (streams.length === 0) return []
  const touching = new Set((await db.pages.where('subjects').anyOf(subjects).primaryKeys()).map(String))
  const pages: PageRow[] = []
  for (const stream of streams)
    for (const key of await unfolded(db, stream).primaryKeys()) {
      const page = touching.has(String(key)) ? await db.pages.get(key) : undefined
      if (page) pages.push(page)
    }
  return pages
}
