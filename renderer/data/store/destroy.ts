import type { LogEnd, MetaRow, TracerDatabase } from './database'
import { logEndOf } from './tables'

/**
 * Removes everything of a site that came from the server or was worked out from it. What was asserted here stays in the
 * log, still to be sent; the rest comes again with the exchange.
 */
export async function destroySite(db: TracerDatabase, keyId: string): Promise<void> {
  const isOfSite = ({ sealed }: { readonly sealed: { readonly key: string } }) => sealed.key === keyId
  await db.transaction('rw', [db.forms, db.subjects, db.pages, db.parts, db.cursors, db.chunks], async () => {
    await db.forms.filter(isOfSite).delete()
    await db.subjects.filter(isOfSite).delete()
    await db.pages.filter(isOfSite).delete()
    await db.parts.filter(isOfSite).delete()
    await db.chunks.filter((chunk) => chunk.own === 0 && isOfSite(chunk)).delete()
    await db.cursors.filter(({ key }) => key === keyId).delete()
  })
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
