import { canonicalJson } from '#shared/canonical-json'
import { Change, type Logged, Receipt, refOf } from '#shared/change/change'
import type { ChangeRef, SubjectKey } from '#shared/ids'
import { type Agreed, agreedIn, approvalIn, withoutAgreed } from '#shared/redaction/agreed'
import { logPlace } from '#shared/sealing'
import { partLines, partText } from '#shared/snapshot'
import { utf8 } from '../bytes'
import type { LogRow, PageRow, PartRow } from './database'
import { readCasebook } from './casebook'
import { openPage, resealed } from './pages'
import { NotReceived, openPart, partsOf, resealedPart } from './parts'
import { type Shelf, keysAnew, keysFor, marksOf, openOne, sealLogged } from './shelf'
import type { Writer } from './writer'

/**
 * Carries out the redactions that a page approves, before it counts as read. False while it cannot be done: what is
 * known of a participant here is not whole yet.
 */
export async function carryOut(shelf: Shelf, writer: Writer, page: readonly Logged[]): Promise<boolean> {
  const subjects = new Set(page.flatMap((one) => (approvalIn(one) ? [one.change.subject] : [])))
  try {
    for (const subject of subjects) await blackOutStored(shelf, writer, subject)
    return true
  } catch (error) {
    if (error instanceof NotReceived) return false
    throw error
  }
}

/**
 * Takes out of everything that lies on this device of a participant what two people agreed to take out: form rows, own
 * log, pages, parts, and what was put aside of a log that its server lost. Each keeps its place, its number and the hash
 * it is known by. Cut off in between, it is done again; what is done stays as it is.
 */
export async function blackOutStored(shelf: Shelf, writer: Writer, subject: SubjectKey): Promise<void> {
  const all = new Map((await readCasebook(shelf, subject)).map((logged) => [refOf(logged.change), logged]))
  const agreed = agreedIn(all.values(), (ref) => all.get(ref))
  if (agreed.size === 0) return
  await writer.commit({ changes: [...agreed.keys()].flatMap((ref) => left(all.get(ref), agreed)) })
  const [log, pages, parts] = await Promise.all([
    ownLeft(shelf, agreed),
    pagesLeft(shelf, subject, agreed),
    partsLeft(shelf, subject, agreed),
  ])
  await shelf.db.atomic('rw', ['log', 'pages', 'parts'], async (tx) => {
    for (const row of log) {
      const now = await tx.log.get(row.n)
      if (now?.hash === row.hash) await tx.log.put(row)
    }
    // One that was put aside meanwhile lies elsewhere, and is found there the next time.
    for (const page of pages) if (await tx.pages.get([page.stream, page.first])) await tx.pages.put(page)
    for (const part of parts) if (await tx.parts.get([part.stream, part.subject])) await tx.parts.put(part)
  })
}

/** A change as it is left, where that is otherwise than it was. */
function left(logged: Logged | undefined, agreed: Agreed): readonly Logged[] {
  const change = logged && withoutAgreed(logged.change, agreed)
  return change && change.redacted !== undefined ? [{ ...logged, change }] : []
}

const differs = (was: Change, now: Change): boolean => canonicalJson(was) !== canonicalJson(now)

async function ownLeft(shelf: Shelf, agreed: Agreed): Promise<readonly LogRow[]> {
  const rows: LogRow[] = []
  for (const ref of agreed.keys()) {
    const row = await shelf.db.log.get(numberOf(ref))
    const keys = row && keysAnew(shelf, row.sealed)
    if (!keys) continue
    const { change } = await openOne(shelf, logPlace(row.n), row.sealed)
    const now = withoutAgreed(change, agreed)
    if (refOf(change) !== ref || !differs(change, now)) continue
    const sealed = await sealLogged(shelf, keys, logPlace(row.n), [{ change: now }])
    rows.push({ ...row, bytes: utf8(canonicalJson(now)).length, sealed })
  }
  return rows
}

const numberOf = (ref: ChangeRef): number => Number(ref.slice(ref.lastIndexOf(':') + 1))

async function pagesLeft(shelf: Shelf, subject: SubjectKey, agreed: Agreed): Promise<readonly PageRow[]> {
  const touching = await shelf.db.pages
    .where('subjects')
    .anyOf(await marksOf(shelf, subject))
    .toArray()
  const pages: PageRow[] = []
  for (const page of touching) {
    if (!keysFor(shelf, page.sealed)) continue
    const was = await openPage(shelf, page)
    const now = was.map((logged) => ({ ...logged, change: withoutAgreed(logged.change, agreed) }))
    if (was.some(({ change }, i) => agreed.has(refOf(change)) && differs(change, now[i]?.change ?? change)))
      pages.push(await resealed(shelf, page, now))
  }
  return pages
}

async function partsLeft(shelf: Shelf, subject: SubjectKey, agreed: Agreed): Promise<readonly PartRow[]> {
  const parts: PartRow[] = []
  for (const part of await partsOf(shelf.db, await marksOf(shelf, subject))) {
    if (part.missing > 0 || !keysFor(shelf, part.sealed)) continue
    const was = await openPart(shelf, part)
    const lines = partLines(was)
    const rows = lines?.map(({ body, change, receipt }) => {
      const read = Change.parse(change)
      const now = withoutAgreed(read, agreed)
      return { body: agreed.has(refOf(read)) ? canonicalJson(now) : body, receipt: Receipt.parse(receipt) }
    })
    const now = rows ? partText(rows) : was
    if (now !== was) parts.push(await resealedPart(shelf, part, now))
  }
  return parts
}
