import type { LogEnd, MetaRow, TracerDatabase } from './database'
import { ledgerOf, logEndOf } from './tables'

/**
 * Removes everything under keys that came from the server or was worked out from it. What was asserted here stays in the
 * log, still to be sent; the rest comes again with the exchange. All of it or nothing, with what is to be kept of having
 * done so in the same transaction. Gives how many rows went.
 */
export async function destroyCache(
  db: TracerDatabase,
  isGone: (keyId: string) => boolean,
  word?: (rows: number) => MetaRow,
): Promise<number> {
  const isOfThem = ({ sealed }: { readonly sealed: { readonly key: string } }) => isGone(sealed.key)
  const { forms, subjects, pages, parts, cursors, chunks, unfolded, outbox, log, meta } = db
  const tables = [forms, subjects, pages, parts, cursors, chunks, unfolded, outbox, log, meta]
  return db.transaction('rw', tables, async () => {
    const rows = [
      await forms.filter(isOfThem).delete(),
      await subjects.filter(isOfThem).delete(),
      await pages.filter(isOfThem).delete(),
      await parts.filter(isOfThem).delete(),
      await chunks.filter((chunk) => chunk.own === 0 && isOfThem(chunk)).delete(),
      await cursors.filter(({ key }) => isGone(key)).delete(),
    ].reduce((sum, count) => sum + count)
    // What was sent long since is not folded into lists again; what waits still is.
    const waiting = new Set(await outbox.toCollection().primaryKeys())
    const sent = (await unfolded.toCollection().primaryKeys()).filter((n) => !waiting.has(n))
    const own = await log.bulkGet(sent)
    await unfolded.bulkDelete(own.flatMap((row) => (row && isOfThem(row) ? row.n : [])))
    // A write that was prepared on what stood here is prepared again.
    const { writes } = await ledgerOf(db)
    await meta.put({ name: 'ledger', writes: writes + 1 })
    if (word) await meta.put(word(rows))
    return rows
  })
}

/** The same for one site, by the keys that it may be stored under. */
export const destroySite = (db: TracerDatabase, keys: ReadonlySet<string>): Promise<number> =>
  destroyCache(db, (key) => keys.has(key))

/** Whether anything stands under a key that the server does not have, or that nobody has dealt with yet. */
export async function hasUnsent({ log, outbox, uploads, refused }: TracerDatabase, keyId: string): Promise<boolean> {
  const files = await uploads.where('sent').equals(0).primaryKeys()
  const waiting = await log.bulkGet([...(await outbox.toCollection().primaryKeys()), ...files])
  const open = await refused.where('settled').equals(0).toArray()
  return [...waiting, ...open].some((row) => row?.sealed.key === keyId)
}

type Erased = Required<Pick<Extract<MetaRow, { name: 'revocation' }>, 'order' | 'done'>>

/**
 * Destroys everything that this device keeps, keys first among it, in one transaction with its signed word that it did.
 * What is left is the device's own key, until the server has that word, and what can be read without any. False, with
 * nothing destroyed, where the log does not end here: something was stored that nobody has handed over.
 */
export async function eraseAll(db: TracerDatabase, word: Erased, end: LogEnd): Promise<boolean> {
  return db.transaction('rw', db.tables, async () => {
    const [now, identity, server] = [await logEndOf(db), await db.meta.get('identity'), await db.meta.get('server')]
    if (now.n !== end.n || now.hash !== end.hash) return false
    for (const table of db.tables) await table.clear()
    for (const row of [identity, server]) if (row) await db.meta.add(row)
    await db.meta.add({ name: 'revocation', ...word })
    return true
  })
}
