import type { StreamId } from '#shared/ids'
import type { Mark, SiteKeys } from '../keys/keyring'
import { lostMark } from './pages'
import { forgetUnproved } from './proof'
import type { Shelf } from './shelf'
import type { Stores } from './tables'

/**
 * Forgets how far a stream was read: the server was restored from a back-up, and its log is no longer the one that was
 * read. What came from it is put aside with its cursor and not thrown away; what it said stays in casebooks, and what
 * the log says now replaces it as it comes in. A snapshot that nothing has proved yet may itself be what is wrong: it
 * goes, or the device would begin with it again for ever. False where nothing of it was ever read.
 */
export async function rewind({ db }: Shelf, keys: SiteKeys, stream: StreamId): Promise<boolean> {
  const mark = await keys.mark('stream', stream)
  return db.atomic('rw', ['pages', 'parts', 'cursors', 'subjects'], async (tx) => {
    const cursor = await tx.cursors.get(mark)
    if (!cursor) return false
    if (cursor.base && !cursor.base.proved) {
      await forgetUnproved(tx, cursor)
      return true
    }
    const lost = lostMark(cursor)
    const pages = await pagesUnder(tx, mark).toArray()
    const parts = await partsUnder(tx, mark).toArray()
    // The very log may lie there from an earlier loss, cut into other pages. It goes back once more, in these.
    await Promise.all([pagesUnder(tx, lost).delete(), partsUnder(tx, lost).delete()])
    await Promise.all([
      tx.parts.bulkPut(parts.map((part) => ({ ...part, stream: lost }))),
      tx.parts.bulkDelete(parts.map(({ subject }) => [mark, subject])),
      tx.pages.bulkPut(pages.map((page) => ({ ...page, stream: lost }))),
      tx.pages.bulkDelete(pages.map(({ first }) => [mark, first])),
      tx.cursors.put({ ...cursor, stream: lost }),
      tx.cursors.delete(mark),
    ])
    return true
  })
}

const pagesUnder = ({ pages }: Stores, mark: Mark) => pages.where('[stream+first]').between([mark, 0], [mark, Infinity])

const partsUnder = ({ parts }: Stores, mark: Mark) =>
  parts.where('[stream+subject]').between([mark, ''], [mark, '\uffff'])
