import { bytesToHex } from '@noble/hashes/utils.js'
import type { Logged } from '#shared/change/change'
import { Hash, StreamId, SubjectKey, streamParts } from '#shared/ids'
import { type SnapshotAnswer, partLines } from '#shared/snapshot'
import { z } from 'zod'
import { type Bytes, textOf, utf8 } from '../bytes'
import { DamagedRecord, open, openJson, seal, sealJson } from '../keys/envelope'
import type { Mark, SiteKeys } from '../keys/keyring'
import type { CursorRow, PartRow, SubjectRow } from './database'
import { beginning, sealedMark } from './pages'
import { NoKeys, type Shelf, isLoggedList, keysAnew, keysFor, subjectMark } from './shelf'
import type { Stores } from './tables'
import { type StoredSubject, subjectPlace } from './writer'

/** A participant whose part of the snapshot has not come yet: what is here of them is not everything. */
export class NotReceived extends Error {
  constructor() {
    super('not received yet')
    this.name = 'NotReceived'
  }
}

/** What to ask the server for. */
const NamedPart = z.strictObject({ stream: StreamId, subject: SubjectKey, part: Hash, through: z.int().positive() })
export type NamedPart = z.output<typeof NamedPart>

const isNamed = (value: unknown): value is NamedPart => NamedPart.safeParse(value).success

/** A part that was put aside keeps the place it was sealed for. */
export const partPlace = ({ stream, subject }: Pick<PartRow, 'stream' | 'subject'>) => ({
  table: 'parts',
  row: `${sealedMark(stream)}/${subject}`,
})

/**
 * Begins a stream with its snapshot, in one transaction: the cursor stands at its end, every participant is in the list,
 * and every part is there or known to be missing. False when the stream was begun otherwise meanwhile, or when the
 * snapshot cannot be whole.
 */
export async function beginWith(shelf: Shelf, keys: SiteKeys, snapshot: SnapshotAnswer): Promise<boolean> {
  const { db, crypto } = shelf
  const { stream, seq, chain, ends, entries } = snapshot
  if (entries.reduce((sum, { changes }) => sum + changes, 0) !== seq) return false
  const mark = await keys.mark('stream', stream)
  const { study, site } = streamParts(stream)
  const siteMark = await keys.mark('site', `${study}/${site}`)
  const rows = await Promise.all(
    entries.map(async ({ subject, part, summary }, i) => {
      const place = { stream: mark, subject: await subjectMark(keys, subject) }
      const named: NamedPart = { stream, subject, part, through: seq }
      const stored: StoredSubject = { subject, study, site, ...(summary && { summary }) }
      return {
        part: { ...place, part, missing: i + 1, sealed: await sealJson(crypto, keys, partPlace(place), named) },
        subject: {
          // Somebody who is not enrolled has no summary, and may have been held all the same.
          ...{ subject: place.subject, site: siteMark, rev: 1, held: summary?.held ?? 0 },
          stale: summary ? 0 : 1,
          sealed: await sealJson(crypto, keys, subjectPlace(place.subject), stored),
        } satisfies SubjectRow,
      }
    }),
  )
  return db.atomic('rw', ['parts', 'cursors', 'subjects'], async (tx) => {
    const now = (await tx.cursors.get(mark)) ?? beginning(mark, keys)
    if (now.seq > 0 || now.pagesOnly) return false
    const known = await tx.subjects.bulkGet(rows.map(({ subject }) => subject.subject))
    // Whoever is known here has a summary of what was entered here: it is made again once the part has come.
    const subjects = rows.map(({ subject }, i) => {
      const before = known[i]
      return before ? { ...before, rev: before.rev + 1, stale: 1 as const } : subject
    })
    const base = { seq, chain, parts: rows.length, proved: false, ...(ends && { ends }) }
    await Promise.all([
      tx.parts.bulkPut(rows.map(({ part }) => part)),
      tx.subjects.bulkPut(subjects),
      tx.cursors.put({ ...now, seq, chain, folded: seq, base }),
    ])
    return true
  })
}

/** The stream is read page by page: its snapshot cannot be had or is not whole. One that was begun stays as it is. */
export async function beginWithPages({ db }: Shelf, keys: SiteKeys, stream: StreamId): Promise<void> {
  const mark = await keys.mark('stream', stream)
  await db.atomic('rw', ['cursors'], async (tx) => {
    const now = (await tx.cursors.get(mark)) ?? beginning(mark, keys)
    if (now.seq === 0) await tx.cursors.put({ ...now, pagesOnly: true })
  })
}

/** The parts of a stream that are to be asked for next, in the order of its snapshot. */
export async function nextMissing(
  shelf: Shelf,
  keys: SiteKeys,
  stream: StreamId,
  most: number,
): Promise<readonly NamedPart[]> {
  const mark = await keys.mark('stream', stream)
  const missing = (await missingIn(shelf, mark)).slice(0, most)
  const rows = await shelf.db.parts.bulkGet(missing)
  return Promise.all(rows.flatMap((row) => (row && row.missing > 0 ? nameOf(shelf, row) : [])))
}

const missingIn = async ({ db }: Shelf, stream: Mark): Promise<[Mark, Mark][]> =>
  (await db.parts.where('missing').above(0).primaryKeys()).filter(([of]) => of === stream)

async function nameOf({ crypto, ring }: Pick<Shelf, 'crypto' | 'ring'>, row: PartRow): Promise<NamedPart> {
  const keys = ring.byId(row.sealed.key)
  if (!keys) throw new NoKeys('parts')
  return openJson(crypto, keys, partPlace(row), row.sealed, isNamed)
}

/** The parts of one participant that are missing. */
export async function missingOf(shelf: Shelf, marks: readonly Mark[]): Promise<readonly NamedPart[]> {
  const rows = await shelf.db.parts.where('subject').anyOf(marks).toArray()
  return Promise.all(rows.filter(({ missing }) => missing > 0).map((row) => nameOf(shelf, row)))
}

/** Participants of whom something is missing. */
export const incomplete = async ({ db }: Shelf): Promise<ReadonlySet<Mark>> =>
  new Set((await db.parts.where('missing').above(0).primaryKeys()).map(([, subject]) => subject))

/**
 * Stores a part that came, as one packed and encrypted record, read by whoever needs it: parts come by the hundred, and
 * somebody may be waiting for another one. False when it is not the one that was named. One that is here already stays.
 */
export async function storePart(
  shelf: Shelf,
  keys: SiteKeys,
  { stream, subject, part }: NamedPart,
  text: Bytes,
): Promise<boolean> {
  if (bytesToHex(new Uint8Array(await shelf.crypto.subtle.digest('SHA-256', text))) !== part) return false
  const place = { stream: await keys.mark('stream', stream), subject: await subjectMark(keys, subject) }
  const sealed = await seal(shelf.crypto, keys, partPlace(place), await shelf.packing.pack(text))
  await shelf.db.atomic('rw', ['parts'], async (tx) => {
    const now = await tx.parts.get([place.stream, place.subject])
    if (now && now.missing > 0 && now.part === part) await tx.parts.put({ ...now, missing: 0, sealed })
  })
  return true
}

/** The text of a part that is here. */
export async function openPart(shelf: Shelf, row: PartRow): Promise<string> {
  const keys = keysFor(shelf, row.sealed)
  if (!keys) throw new NoKeys('parts')
  const place = partPlace(row)
  return textOf(await shelf.packing.unpack(await open(shelf.crypto, keys, place, row.sealed)))
}

/** The same part with other text in it, sealed anew for its place. It keeps the name that it came by. */
export async function resealedPart(shelf: Shelf, row: PartRow, text: string): Promise<PartRow> {
  const keys = keysAnew(shelf, row.sealed)
  if (!keys) throw new NoKeys('parts')
  const place = partPlace(row)
  return { ...row, sealed: await seal(shelf.crypto, keys, place, await shelf.packing.pack(utf8(text))) }
}

/** The parts of a participant by any of their marks, those of logs that a server lost among them. For use in a transaction. */
export async function partsOf(tx: Stores, marks: readonly Mark[]): Promise<readonly PartRow[]> {
  return (await Promise.all(marks.map((mark) => tx.parts.where('subject').equals(mark).toArray()))).flat()
}

/** What parts say of a participant. Rejects where one is missing: a participant is shown whole or not at all. */
export async function openParts(
  shelf: Shelf,
  subject: SubjectKey,
  rows: readonly PartRow[],
): Promise<readonly Logged[]> {
  if (rows.some(({ missing }) => missing > 0)) throw new NotReceived()
  const opened = rows.map(async (row) => {
    const lines: unknown = partLines(await openPart(shelf, row))?.map(({ change, receipt }) => ({ change, receipt }))
    if (!isLoggedList(lines) || lines.some(({ change }) => change.subject !== subject))
      throw new DamagedRecord(partPlace(row))
    return lines
  })
  return (await Promise.all(opened)).flat()
}

/** How many parts of a stream are missing; one more as long as the whole is not proved. */
export async function lackingOf(shelf: Shelf, { stream, base }: CursorRow): Promise<number> {
  return !base || base.proved ? 0 : (await missingIn(shelf, stream)).length + 1
}
