import { readThrough } from '#shared/change/carried'
import type { Logged } from '#shared/change/change'
import type { SubjectKey } from '#shared/ids'
import { logPlace } from '#shared/sealing'
import { unfoldedOwn } from './log'
import { isLost, openPage, unfoldedPages } from './pages'
import { openParts, partsOf } from './parts'
import { type Shelf, marksOf, openLogged, openOne } from './shelf'
import { union } from './writer'

/**
 * Every change of one participant: the part of a snapshot, the rows of their forms, and what log and pulled pages hold
 * that is not in those rows yet; what came along from another site as it was said there (`#shared/change/carried`).
 * Rejects with `NotReceived` while their part has not come.
 * Reads by index only, so the cost is that of this participant however many others are stored.
 */
export const readCasebook = async (shelf: Shelf, subject: SubjectKey): Promise<readonly Logged[]> =>
  readThrough(await readRows(shelf, subject))

/** The same as the streams have it: what was carried to another site in the rows that carry it. */
export async function readRows(shelf: Shelf, subject: SubjectKey): Promise<readonly Logged[]> {
  const { db } = shelf
  const marks = await marksOf(shelf, subject)
  const stores = ['parts', 'forms', 'unfolded', 'log', 'pages', 'cursors'] as const
  const { parts, forms, own, pages } = await db.atomic('r', stores, async (tx) => ({
    parts: await partsOf(tx, marks),
    // One request a site, all rows at once: `anyOf` would walk from row to row.
    forms: (await Promise.all(marks.map((mark) => tx.forms.where('subject').equals(mark).toArray()))).flat(),
    own: await unfoldedOwn(tx, marks),
    pages: await unfoldedPages(tx, shelf, marks),
  }))
  const stored = await Promise.all(
    forms.map(({ key, sealed }) => openLogged(shelf, { table: 'forms', row: key }, sealed)),
  )
  const latest = await Promise.all(own.map(({ n, sealed }) => openOne(shelf, logPlace(n), sealed)))
  const [lost, proved] = await Promise.all(
    [parts.filter(isLost), parts.filter((row) => !isLost(row))].map((rows) => openParts(shelf, subject, rows)),
  )
  // Receipts of a part were proved, and those in the forms may be a push's answer; unless a restored server lost them.
  let all = union(union(union(lost ?? [], stored.flat()), latest), proved ?? [])
  for (const page of pages) {
    const changes = (await openPage(shelf, page)).filter(({ change }) => change.subject === subject)
    all = isLost(page) ? union(changes, all) : union(all, changes)
  }
  return all
}
