import type { Logged } from '#shared/change/change'
import type { SubjectKey } from '#shared/ids'
import { logPlace, unfoldedOwn } from './log'
import { openPage, unfoldedPages } from './pages'
import { type Shelf, marksOf, openLogged, openOne } from './shelf'
import { merge } from './writer'

/**
 * Every change of one participant: the rows of their forms, and what log and pulled pages hold that is not in those rows
 * yet.
 * Reads by index only, so the cost is that of this participant however many others are stored.
 */
export async function readCasebook(shelf: Shelf, subject: SubjectKey): Promise<readonly Logged[]> {
  const { db } = shelf
  const marks = await marksOf(shelf, subject)
  const { forms, own, pages } = await db.atomic('r', ['forms', 'unfolded', 'log', 'pages', 'cursors'], async (tx) => ({
    // One request a site, all rows at once: `anyOf` would walk from row to row.
    forms: (await Promise.all(marks.map((mark) => tx.forms.where('subject').equals(mark).toArray()))).flat(),
    own: await unfoldedOwn(tx, marks),
    pages: await unfoldedPages(tx, shelf, marks),
  }))
  const stored = await Promise.all(
    forms.map(({ key, sealed }) => openLogged(shelf, { table: 'forms', row: key }, sealed)),
  )
  const latest = await Promise.all(own.map(({ n, sealed }) => openOne(shelf, logPlace(n), sealed)))
  let all = merge(stored.flat(), latest)
  for (const page of pages) {
    const changes = await openPage(shelf, page)
    all = merge(
      all,
      changes.filter(({ change }) => change.subject === subject),
    )
  }
  return all
}
