import { canonicalJson } from '#shared/canonical-json'
import { holding, throughTo } from '#shared/change/carried'
import { ownHash } from '#shared/change/chain'
import { Change, type Logged, Receipt, refOf } from '#shared/change/change'
import type { ChangeRef, SubjectKey } from '#shared/ids'
import { type Agreed, agreedIn, approvalIn, withoutAgreed } from '#shared/redaction/agreed'
import { logPlace } from '#shared/sealing'
import { partLines, partText } from '#shared/snapshot'
import { utf8 } from '../bytes'
import type { LogRow, PageRow, PartRow } from './database'
import { readRows } from './casebook'
import { openPage, resealed } from './pages'
import { NotReceived, openPart, partsOf, resealedPart } from './parts'
import { type Shelf, keysAnew, keysFor, marksOf, openOne, sealLogged } from './shelf'
import type { Writer } from './writer'

/**
 * Carries out the redactions that a page approves, before it counts as read. False while it cannot be done: what is
 * known of a participant here is not whole yet.
 */
export async function carryOut(shelf: Shelf, writer: Writer, page: readonly Logged[]): Promise<boolean> {
  try {
    await blackOutStored(shelf, writer, page)
    return true
  } catch (error) {
    if (error instanceof NotReceived) return false
    throw error
  }
}

/** The same where what is known is whole. */
export async function blackOutStored(shelf: Shelf, writer: Writer, said: readonly Logged[]): Promise<void> {
  const bySubject = new Map<SubjectKey, Logged[]>()
  for (const one of said.map(throughTo)) {
    const { subject } = one.change
    if (approvalIn(one)) bySubject.set(subject, [...(bySubject.get(subject) ?? []), one])
  }
  for (const [subject, approvals] of bySubject) await blackOutOf(shelf, writer, subject, approvals)
}

/**
 * Takes out of everything that lies on this device of a participant what these approvals agree to take out: form rows, own
 * log, pages, parts, and what was put aside of a log that its server lost. Each keeps its place, its number and the hash
 * it is known by. Cut off in between, it is done again; what is done stays as it is. Any other approval has its turn with
 * its own page: one that was read in a log that was lost may count for nothing in the log of now.
 */
async function blackOutOf(
  shelf: Shelf,
  writer: Writer,
  subject: SubjectKey,
  approvals: readonly Logged[],
): Promise<void> {
  const rows = await readRows(shelf, subject)
  const all = new Map(rows.map(throughTo).map((logged) => [refOf(logged.change), logged]))
  const agreed = agreedIn(approvals, (ref) => all.get(ref))
  const left = rows.flatMap((row) => leftOf(row, agreed))
  if (left.length === 0) return
  await writer.commit({ changes: left })
  const changes: Left = new Map(left.map(({ change }) => [refOf(change), change]))
  const [log, pages, parts] = await Promise.all([
    ownLeft(shelf, changes),
    pagesLeft(shelf, subject, changes),
    partsLeft(shelf, subject, changes),
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

/** A row as it is left, where something of what it says is gone. */
function leftOf(row: Logged, agreed: Agreed): readonly Logged[] {
  const said = throughTo(row).change
  const left = withoutAgreed(said, agreed)
  return agreed.has(refOf(said)) && left.redacted !== undefined ? [{ ...row, change: holding(row.change, left) }] : []
}

/** Changes as they are left. Each copy becomes that, also one of which a log that was lost had taken out something else. */
type Left = ReadonlyMap<ChangeRef, Change>

function asLeft(change: Change, left: Left): Change {
  const now = left.get(refOf(change))
  return now && now.redacted === ownHash(change) ? now : change
}

const differs = (was: Change, now: Change): boolean => canonicalJson(was) !== canonicalJson(now)

async function ownLeft(shelf: Shelf, left: Left): Promise<readonly LogRow[]> {
  const rows: LogRow[] = []
  for (const ref of left.keys()) {
    const row = await shelf.db.log.get(numberOf(ref))
    const keys = row && keysAnew(shelf, row.sealed)
    if (!keys) continue
    const { change } = await openOne(shelf, logPlace(row.n), row.sealed)
    const now = asLeft(change, left)
    if (refOf(change) !== ref || !differs(change, now)) continue
    const sealed = await sealLogged(shelf, keys, logPlace(row.n), [{ change: now }])
    rows.push({ ...row, bytes: utf8(canonicalJson(now)).length, sealed })
  }
  return rows
}

const numberOf = (ref: ChangeRef): number => Number(ref.slice(ref.lastIndexOf(':') + 1))

async function pagesLeft(shelf: Shelf, subject: SubjectKey, left: Left): Promise<readonly PageRow[]> {
  const touching = await shelf.db.pages
    .where('subjects')
    .anyOf(await marksOf(shelf, subject))
    .toArray()
  const pages: PageRow[] = []
  for (const page of touching) {
    if (!keysFor(shelf, page.sealed)) continue
    const was = await openPage(shelf, page)
    const now = was.map((logged) => ({ ...logged, change: asLeft(logged.change, left) }))
    if (was.some(({ change }, i) => left.has(refOf(change)) && differs(change, now[i]?.change ?? change)))
      pages.push(await resealed(shelf, page, now))
  }
  return pages
}

async function partsLeft(shelf: Shelf, subject: SubjectKey, left: Left): Promise<readonly PartRow[]> {
  const parts: PartRow[] = []
  for (const part of await partsOf(shelf.db, await marksOf(shelf, subject))) {
    if (part.missing > 0 || !keysFor(shelf, part.sealed)) continue
    const was = await openPart(shelf, part)
    const lines = partLines(was)
    const rows = lines?.map(({ body, change, receipt }) => {
      const read = Change.parse(change)
      const text = left.has(refOf(read)) ? canonicalJson(asLeft(read, left)) : body
      return { body: text, receipt: Receipt.parse(receipt) }
    })
    const now = rows ? partText(rows) : was
    if (now !== was) parts.push(await resealedPart(shelf, part, now))
  }
  return parts
}
