import { GENESIS } from '#shared/change/chain'
import type { Logged } from '#shared/change/change'
import type { Hash } from '#shared/ids'
import type { HelloAnswer, PushAnswer } from '#shared/protocol'
import { logPlace } from '#shared/sealing'
import type { LogRow } from './database'
import type { DeviceTables } from './tables'
import { NoKeys, type Shelf, openOne } from './shelf'
import type { Writer } from './writer'

const open = (shelf: Shelf, { n, sealed }: LogRow): Promise<Logged> => openOne(shelf, logPlace(n), sealed)

/** How many wait, and since when. */
export async function countWaiting(db: DeviceTables): Promise<{ readonly waiting: number; readonly since?: number }> {
  const waiting = await db.outbox.count()
  const first = await db.outbox.orderBy('n').first()
  const oldest = first && (await db.log.get(first.n))
  return { waiting, ...(oldest ? { since: oldest.at } : {}) }
}

/** What waits, oldest first, as far as this person can read it. */
export async function readWaiting(shelf: Shelf): Promise<readonly Logged[]> {
  const numbers = await shelf.db.outbox.orderBy('n').primaryKeys()
  const rows = await shelf.db.log.bulkGet(numbers)
  const readable = rows.flatMap((row) => (row && shelf.ring.byId(row.sealed.key) ? [row] : []))
  return Promise.all(readable.map((row) => open(shelf, row)))
}

/** The next changes to be sent, with the device's chain around them. */
export interface Batch {
  readonly from: number
  readonly before: Hash
  readonly after: Hash
  readonly changes: readonly Logged[]
}

/**
 * Takes changes from the lowest unacknowledged number on, at least one, up to so many bytes and as far as this person
 * can open them: a device's log travels in order. `NoKeys` when the very first is another person's.
 */
export async function nextBatch(shelf: Shelf, bytes: number): Promise<Batch | undefined> {
  const { db } = shelf
  const first = await db.outbox.orderBy('n').first()
  if (!first) return undefined
  const rows: LogRow[] = []
  let size = 0
  await db.log
    .where('n')
    .aboveOrEqual(first.n)
    .until((row) => rows.length > 0 && (size + row.bytes > bytes || rows.length === MOST_CHANGES))
    .each((row) => {
      size += row.bytes
      rows.push(row)
    })
  const end = rows.findIndex(({ sealed }) => !shelf.ring.byId(sealed.key))
  const readable = end < 0 ? rows : rows.slice(0, end)
  const last = readable.at(-1)
  if (!last) throw new NoKeys('what waits')
  return {
    from: first.n,
    before: (await db.log.get(first.n - 1))?.hash ?? GENESIS,
    after: last.hash,
    changes: await Promise.all(readable.map((row) => open(shelf, row))),
  }
}

/** As many as the protocol lets travel at once. */
const MOST_CHANGES = 2_000

/** Takes in what the server acknowledged: receipts into the forms, and out of the outbox, in one transaction. */
export async function acknowledge(
  writer: Writer,
  { changes }: Batch,
  { ackedThrough, receipts }: PushAnswer,
): Promise<readonly Logged[]> {
  const byNumber = new Map(receipts.map(({ n, receipt }) => [n, receipt]))
  const known = changes.flatMap(({ change }) => {
    const receipt = byNumber.get(change.n)
    return receipt ? [{ change, receipt }] : []
  })
  await writer.commit({
    changes: known,
    unproved: true,
    alongside: (tx) => tx.outbox.where('n').belowOrEqual(ackedThrough).delete(),
  })
  return known
}

/** Whether the device's log is at this number what the server says it is. */
export async function holds(
  { db }: Shelf,
  { ackedThrough, deviceChain }: Pick<HelloAnswer, 'ackedThrough' | 'deviceChain'>,
): Promise<boolean> {
  const here = ackedThrough === 0 ? GENESIS : (await db.log.get(ackedThrough))?.hash
  return here === deviceChain
}

/**
 * Brings the outbox in line with what the server says it has. What it lost (it was restored from a back-up) waits
 * again. False when the server has other changes under this device's numbers: this database is a copy of another.
 */
export async function reconcile(
  shelf: Shelf,
  answer: Pick<HelloAnswer, 'ackedThrough' | 'deviceChain'>,
): Promise<boolean> {
  if (!(await holds(shelf, answer))) return false
  const { ackedThrough } = answer
  await shelf.db.atomic('rw', ['log', 'outbox'], async (tx) => {
    await tx.outbox.where('n').belowOrEqual(ackedThrough).delete()
    const unsent = await tx.log.where('n').above(ackedThrough).primaryKeys()
    await tx.outbox.bulkPut(unsent.map((n) => ({ n })))
  })
  return true
}
