import type { Logged } from '#shared/change/change'
import type { SubjectKey } from '#shared/ids'
import { behind, isLost, openPage, unfolded } from './pages'
import { carryOut } from './redact'
import type { Shelf } from './shelf'
import type { Writer } from './writer'

/** So many participants go into one transaction, so that a save never waits long behind it. */
const SUBJECTS_AT_ONCE = 20

/**
 * Brings one more page into the form rows, or says that there is none. Cut off in between, it is done again: merging
 * is a union. A page that approves a redaction counts as read once that is carried out here.
 */
export async function foldNextPage(shelf: Shelf, writer: Writer): Promise<boolean> {
  const [cursor] = await behind(shelf.db, shelf)
  const page = cursor && (await unfolded(shelf.db, cursor).first())
  if (!page) return false
  const bySubject = new Map<SubjectKey, Logged[]>()
  const changes = await openPage(shelf, page)
  if (!(await carryOut(shelf, writer, changes))) return false
  for (const logged of changes) {
    const of = bySubject.get(logged.change.subject)
    if (of) of.push(logged)
    else bySubject.set(logged.change.subject, [logged])
  }
  const all = [...bySubject.values()]
  for (let i = 0; i < all.length; i += SUBJECTS_AT_ONCE) {
    const last = i + SUBJECTS_AT_ONCE >= all.length
    await writer.commit({
      changes: all.slice(i, i + SUBJECTS_AT_ONCE).flat(),
      // Of a log that was lost: the log of now knows better.
      unproved: isLost(page),
      alongside: async (tx) => {
        const now = last ? await tx.cursors.get(page.stream) : undefined
        if (now) await tx.cursors.put({ ...now, folded: page.last })
      },
    })
  }
  return true
}
