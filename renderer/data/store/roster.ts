import type { Casebook } from '#shared/casebook/casebook'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { type SubjectSummary, byCode, heldAt, summarise } from '#shared/casebook/summary'
import { studyOf } from '#shared/casebook/versions'
import type { Logged } from '#shared/change/change'
import type { SiteId, StudyId, SubjectKey } from '#shared/ids'
import type { Book } from '../door'
import { openJson, sealJson } from '../keys/envelope'
import { readCasebook } from './casebook'
import type { SubjectRow } from './database'
import { incomplete } from './parts'
import { type Shelf, keysAnew, keysFor } from './shelf'
import type { Told } from './told'
import { type StoredSubject, subjectPlace } from './writer'

const isStored = (value: unknown): value is StoredSubject =>
  typeof value === 'object' && value !== null && 'subject' in value && 'site' in value

async function openSubject(shelf: Shelf, row: SubjectRow): Promise<StoredSubject | undefined> {
  const keys = keysFor(shelf, row.sealed)
  return keys && openJson(shelf.crypto, keys, subjectPlace(row.subject), row.sealed, isStored)
}

/** The participants of a site by code, as their summaries stand. One who is not enrolled has none. */
export async function readRoster(shelf: Shelf, study: StudyId, site: SiteId): Promise<readonly SubjectSummary[]> {
  const all = await storedAt(shelf, study, site)
  return all.flatMap(({ stored: { summary } }) => (summary ? [summary] : [])).sort(byCode)
}

/** Everything of a site that something was said in, the book of the site and people who are not enrolled too. */
export async function readBooks(shelf: Shelf, study: StudyId, site: SiteId): Promise<readonly Book[]> {
  const books: Book[] = []
  for (const { row, stored } of await storedAt(shelf, study, site)) {
    const { subject, summary } = stored
    const last = row.stale === 1 || summary?.unsent !== 0 ? undefined : summary.lastReceived
    books.push({
      ...{ subject, study, site },
      ...(summary && { code: summary.code }),
      ...(last !== undefined && { lastReceived: last }),
    })
  }
  return books
}

async function storedAt(shelf: Shelf, study: StudyId, site: SiteId) {
  const keys = shelf.ring.of(study, site)
  if (!keys) return []
  const rows = await shelf.db.subjects
    .where('site')
    .equals(await keys.mark('site', `${study}/${site}`))
    .toArray()
  const opened = await Promise.all(rows.map(async (row) => ({ row, stored: await openSubject(shelf, row) })))
  return opened.flatMap(({ row, stored }) => (stored ? [{ row, stored }] : []))
}

/** What a summary is made with. */
export interface Summarising {
  /** The study as a site runs it, if this device has it. */
  readonly studyAt: Told['studyAt']
  readonly today: () => string
}

/** So many summaries are made before other work gets its turn. */
const AT_ONCE = 25

/**
 * Makes some of the out-of-date summaries anew, stores them and gives them; none when nothing is left that can be made
 * now. `skip` remembers those that cannot, until their study version has come.
 */
export async function refreshSummaries(
  shelf: Shelf,
  { studyAt, today }: Summarising,
  skip: Set<string>,
): Promise<readonly StoredSubject[]> {
  const stale = await shelf.db.subjects.where('stale').equals(1).primaryKeys()
  // The summary that came with a snapshot stands until the part has come that a better one would be made of.
  const waiting = await incomplete(shelf)
  const ready = stale.filter((mark) => !skip.has(mark) && !waiting.has(mark))
  const rows = await shelf.db.subjects.bulkGet(ready.slice(0, AT_ONCE))
  const refreshed: Refreshed[] = []
  for (const row of rows) {
    if (!row) continue
    const stored = await openSubject(shelf, row)
    const compiled = stored && (await studyAt(stored.study, stored.site))
    if (!compiled) {
      skip.add(row.subject)
      continue
    }
    const { subject, study, site } = stored
    const casebook = await casebookAtWork(shelf, subject)
    const summary = summarise(studyOf(compiled, casebook), casebook, { study, site }, today())
    // Also of somebody who is not enrolled: the enrolment itself may be what waits for a decision.
    const held = heldAt(casebook, site).length
    refreshed.push({ row, held, stored: { subject, study, site, ...(summary ? { summary } : {}) } })
  }
  await store(shelf, refreshed)
  return refreshed.map(({ stored }) => stored)
}

/** So many participants are worked on at a time. */
const AT_WORK = 4

/** The casebooks whose summaries were made last: with the next change only what follows from it is worked out anew. */
const atWork = new WeakMap<Shelf, Map<SubjectKey, Casebook>>()

async function casebookAtWork(shelf: Shelf, subject: SubjectKey): Promise<Casebook> {
  const kept = atWork.get(shelf) ?? new Map<SubjectKey, Casebook>()
  atWork.set(shelf, kept)
  const casebook = fold(await readCasebook(shelf, subject), kept.get(subject) ?? emptyCasebook(subject))
  kept.delete(subject)
  kept.set(subject, casebook)
  const [longestAgo] = kept.keys()
  if (kept.size > AT_WORK && longestAgo !== undefined) kept.delete(longestAgo)
  return casebook
}

/** What was known of participants is no longer so: the next summaries are made from the beginning. */
export const forgetAtWork = (shelf: Shelf): void => void atWork.delete(shelf)

interface Refreshed {
  /** As it stood when the summary was made. */
  readonly row: SubjectRow
  readonly stored: StoredSubject
  readonly held: number
}

/** In one transaction. One stays stale when something was stored since its row was read. */
async function store(shelf: Shelf, refreshed: readonly Refreshed[]): Promise<void> {
  const { db } = shelf
  const sealed = await Promise.all(
    refreshed.map(async ({ row, stored }) => {
      const keys = keysAnew(shelf, row.sealed)
      return keys && sealJson(shelf.crypto, keys, subjectPlace(row.subject), stored)
    }),
  )
  await db.atomic('rw', ['subjects'], async (tx) => {
    const now = await tx.subjects.bulkGet(refreshed.map(({ row }) => row.subject))
    const rows = refreshed.flatMap(({ row, held }, i): readonly SubjectRow[] => {
      const [current, made] = [now[i], sealed[i]]
      if (!current || !made) return []
      const stale = current.rev === row.rev ? 0 : 1
      return [{ ...current, sealed: made, held, stale }]
    })
    await tx.subjects.bulkPut(rows)
  })
}

/** Changes the server holds back and nobody has decided on, at the sites this person reads. */
export async function readHeld(shelf: Shelf): Promise<readonly Logged[]> {
  const rows = await shelf.db.subjects.where('held').above(0).toArray()
  const waiting = await incomplete(shelf)
  const held: Logged[] = []
  for (const row of rows) {
    const stored = waiting.has(row.subject) ? undefined : await openSubject(shelf, row)
    if (!stored) continue
    held.push(...heldAt(fold(await readCasebook(shelf, stored.subject), emptyCasebook(stored.subject)), stored.site))
  }
  return held
}

/** How many are held, from the summaries. */
export async function countHeld(shelf: Shelf): Promise<number> {
  const rows = await shelf.db.subjects.where('held').above(0).toArray()
  return rows.reduce((sum, { held, sealed }) => sum + (keysFor(shelf, sealed) ? held : 0), 0)
}
