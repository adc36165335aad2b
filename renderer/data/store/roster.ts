import { emptyCasebook, fold } from '#shared/casebook/fold'
import { type SubjectSummary, summarise } from '#shared/casebook/summary'
import type { Logged } from '#shared/change/change'
import type { SiteId, StudyId } from '#shared/ids'
import { compileStudy } from '#shared/study/compile'
import { openJson, sealJson } from '../keys/envelope'
import { readCasebook } from './casebook'
import type { SubjectRow } from './database'
import { type Shelf, keysFor } from './shelf'
import type { Told } from './told'
import { type SubjectStub, subjectPlace } from './writer'

/** What a subject's row holds: who it is, and the summary once it was made. */
interface StoredSubject extends SubjectStub {
  readonly summary?: SubjectSummary
}

const isStored = (value: unknown): value is StoredSubject =>
  typeof value === 'object' && value !== null && 'subject' in value && 'site' in value

async function openSubject(shelf: Shelf, row: SubjectRow): Promise<StoredSubject | undefined> {
  const keys = keysFor(shelf, row.sealed)
  return keys && openJson(shelf.crypto, keys, subjectPlace(row.subject), row.sealed, isStored)
}

/** The participants of a site by code, as their summaries stand. One who is not enrolled has none. */
export async function readRoster(shelf: Shelf, study: StudyId, site: SiteId): Promise<readonly SubjectSummary[]> {
  const keys = shelf.ring.of(study, site)
  if (!keys) return []
  const rows = await shelf.db.subjects
    .where('site')
    .equals(await keys.mark('site', `${study}/${site}`))
    .toArray()
  const stored = await Promise.all(rows.map((row) => openSubject(shelf, row)))
  return stored
    .flatMap((subject) => (subject?.summary ? [subject.summary] : []))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
}

/** What a summary is made with. */
export interface Summarising {
  /** The study version that a site runs, if this device has it. */
  readonly versionAt: Told['versionAt']
  readonly today: () => string
}

/** So many summaries are made before other work gets its turn. */
const AT_ONCE = 25

/**
 * Makes some of the out-of-date summaries anew and gives the sites they belong to; none when nothing is left that can
 * be made now. `skip` remembers those that cannot, until their study version has come.
 */
export async function refreshSummaries(
  shelf: Shelf,
  { versionAt, today }: Summarising,
  skip: Set<string>,
): Promise<readonly SubjectStub[]> {
  const stale = await shelf.db.subjects.where('stale').equals(1).primaryKeys()
  const refreshed: SubjectStub[] = []
  for (const mark of stale.filter((mark) => !skip.has(mark)).slice(0, AT_ONCE)) {
    const row = await shelf.db.subjects.get(mark)
    const stored = row && (await openSubject(shelf, row))
    const version = stored && (await versionAt(stored.study, stored.site))
    if (!row || !version) {
      skip.add(mark)
      continue
    }
    const { subject, study, site } = stored
    const casebook = fold(await readCasebook(shelf, subject), emptyCasebook(subject))
    const summary = summarise(compileStudy(version), casebook, { study, site }, today())
    await store(shelf, row, { subject, study, site, ...(summary ? { summary } : {}) })
    refreshed.push({ subject, study, site })
  }
  return refreshed
}

/** Stays stale when something was stored since the row was read. */
async function store(shelf: Shelf, row: SubjectRow, stored: StoredSubject): Promise<void> {
  const keys = keysFor(shelf, row.sealed)
  if (!keys) return
  const sealed = await sealJson(shelf.crypto, keys, subjectPlace(row.subject), stored)
  const held = stored.summary?.held ?? 0
  await shelf.db.transaction('rw', shelf.db.subjects, async () => {
    const now = await shelf.db.subjects.get(row.subject)
    if (now) await shelf.db.subjects.put({ ...now, sealed, held, stale: now.rev === row.rev ? 0 : 1 })
  })
}

/** Changes the server holds back and nobody has decided on, at the sites this person reads. */
export async function readHeld(shelf: Shelf): Promise<readonly Logged[]> {
  const rows = await shelf.db.subjects.where('held').above(0).toArray()
  const held: Logged[] = []
  for (const row of rows) {
    const stored = await openSubject(shelf, row)
    if (!stored) continue
    const { forms } = fold(await readCasebook(shelf, stored.subject), emptyCasebook(stored.subject))
    for (const form of forms.values()) held.push(...form.held)
  }
  return [...new Map(held.map((logged) => [`${logged.change.device}:${logged.change.n}`, logged])).values()]
}

/** How many are held, from the summaries. */
export async function countHeld(shelf: Shelf): Promise<number> {
  const rows = await shelf.db.subjects.where('held').above(0).toArray()
  return rows.reduce((sum, { held, sealed }) => sum + (keysFor(shelf, sealed) ? held : 0), 0)
}
