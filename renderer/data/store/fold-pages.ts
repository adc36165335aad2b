import { throughTo } from '#shared/change/carried'
import { ownHash } from '#shared/change/chain'
import { type Logged, refOf } from '#shared/change/change'
import type { SubjectKey } from '#shared/ids'
import { approvalIn } from '#shared/redaction/agreed'
import type { PageRow } from './database'
import { behind, hasLost, isLost, openPage, unfolded } from './pages'
import { carryOut } from './redact'
import { type Shelf, marksOf, openLogged } from './shelf'
import { type Plan, type Writer, formPlace } from './writer'

/** So many participants go into one transaction, so that a save never waits long behind it. */
const SUBJECTS_AT_ONCE = 20

/**
 * Brings one more page into the form rows, or says that there is none. Cut off in between, it is done again: merging
 * is a union. A page that approves a redaction counts as read once that is carried out here; not one of a log that was
 * lost, which says nothing of what counts in the log of now: its approval comes back with that, or counts no more.
 * What was pulled on top of a snapshot waits until that is proved: until then it may go with it, and what is in the rows
 * would stay there, though nothing says it any more. Casebooks are read from the pages as well.
 */
export async function foldNextPage(shelf: Shelf, writer: Writer): Promise<boolean> {
  const cursor = (await behind(shelf.db, shelf)).find(({ base }) => !base || base.proved)
  const page = cursor && (await unfolded(shelf.db, cursor).first())
  if (!page) return false
  let changes = await openPage(shelf, page)
  if (!isLost(page) && changes.map(throughTo).some(approvalIn)) {
    if (!(await carryOut(shelf, writer, changes))) return false
    // Something of the page itself may be blacked out now.
    changes = await openPage(shelf, (await shelf.db.pages.get([page.stream, page.first])) ?? page)
  }
  const bySubject = new Map<SubjectKey, Logged[]>()
  for (const logged of changes) {
    const of = bySubject.get(logged.change.subject)
    if (of) of.push(logged)
    else bySubject.set(logged.change.subject, [logged])
  }
  const all = [...bySubject.values()]
  const wasLost = await hasLost(shelf, page)
  for (let i = 0; i < all.length; i += SUBJECTS_AT_ONCE) {
    const last = i + SUBJECTS_AT_ONCE >= all.length
    const some = all.slice(i, i + SUBJECTS_AT_ONCE).flat()
    await writer.commit({
      ...(wasLost ? await afterLoss(shelf, page, some) : { changes: some }),
      alongside: async (tx) => {
        const now = last ? await tx.cursors.get(page.stream) : undefined
        if (now) await tx.cursors.put({ ...now, folded: page.last })
      },
    })
  }
  return true
}

/**
 * The log of now knows better than one that was lost: where a copied device was quicker than the other after the loss,
 * something else stands under an identity, and it may belong to another form. So what the rows have under it leaves them
 * when the page of now comes, and does not come into them with a page of before.
 */
async function afterLoss(
  shelf: Shelf,
  page: PageRow,
  changes: readonly Logged[],
): Promise<Pick<Plan, 'changes' | 'without' | 'unproved'>> {
  const stored = await storedOf(shelf, new Set(changes.map(({ change }) => change.subject)))
  if (!isLost(page)) return { changes, without: elseThan(changes, stored) }
  const supplanted = new Set(elseThan(stored, changes))
  return { changes: changes.filter((logged) => !supplanted.has(logged)), unproved: true }
}

/** Of `those`, what is something else than what these have under the same identity, or blacked out where that is not. */
function elseThan(these: readonly Logged[], those: readonly Logged[]): readonly Logged[] {
  const known = new Map(these.map(({ change }) => [refOf(change), change]))
  return those.filter(({ change }) => {
    const other = known.get(refOf(change))
    if (!other) return false
    return ownHash(other) !== ownHash(change) || (change.redacted !== undefined && other.redacted === undefined)
  })
}

/** What the form rows have of these participants. */
async function storedOf(shelf: Shelf, subjects: ReadonlySet<SubjectKey>): Promise<readonly Logged[]> {
  const marks = (await Promise.all([...subjects].map((subject) => marksOf(shelf, subject)))).flat()
  const rows = await Promise.all(marks.map((mark) => shelf.db.forms.where('subject').equals(mark).toArray()))
  const opened = rows.flat().map(({ key, sealed }) => openLogged(shelf, formPlace(key), sealed))
  return (await Promise.all(opened)).flat()
}
