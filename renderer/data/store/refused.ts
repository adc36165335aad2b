import { GENESIS, linkHash, ownHash } from '#shared/change/chain'
import { Change, type Logged } from '#shared/change/change'
import { type Hash, type StreamId, streamId, streamParts } from '#shared/ids'
import { type Place, logPlace } from '#shared/sealing'
import type { LogRow } from './database'
import { sealedMark } from './pages'
import { NoKeys, type Shelf, keysAnew, keysFor, openOne, sealLogged, subjectMark } from './shelf'
import type { Writer } from './writer'

/** A change that the server can never take, as it was entered: kept here for good, beside the log. */
export interface Refused extends Logged {
  /** When the server said so. */
  readonly refusedAt: string
}

export const refusedPlace = (n: number): Place => ({ table: 'refused', row: n })

/** Which change the server means, and what it is known by. */
export interface Unacceptable {
  readonly n: number
  readonly hash: Hash
  /** Its site is none that the server has: nothing can stand there in its place. */
  readonly nowhere?: true
  /** Blacked out, and the server knows of no agreement on it. */
  readonly unagreed?: true
}

/** The same number says from now on that something was refused here; the log has no hole, and nothing stays behind it. */
const voidOf = ({ v, device, n, version, subject, author, role, ...said }: Change, stream: StreamId, refused: Hash) =>
  Change.parse({
    ...{ v, device, n, study: streamParts(stream).study, stream, version, subject, author, role, source: 'direct' },
    ...{ claimedAt: said.claimedAt, zone: said.zone, boot: said.boot, mono: said.mono },
    body: { kind: 'void', refused },
  })

/**
 * Moves a change that the server can never take out of the way, in one transaction: it goes into the box of what was
 * refused, a `void` with its hash takes its number, and what stands behind it is linked anew. Gives the void; undefined
 * where what lies here under that number is not what the server means, or is a void itself. `streams` are those that the
 * server has told of: where a change's own site is none of its sites, the void stands in the first of them. A site that
 * was read here was there once: a back-up brought back a server that has lost it, and nothing is put aside.
 */
export async function setAside(
  shelf: Shelf,
  writer: Writer,
  { n, hash, nowhere }: Unacceptable,
  at: number,
  streams: readonly StreamId[] = [],
): Promise<Logged | undefined> {
  const { db } = shelf
  const row = await db.log.get(n)
  if (!row || !(await db.outbox.get(n))) return undefined
  const keys = keysAnew(shelf, row.sealed)
  if (!keys) throw new NoKeys(`log/${n}`)
  const original = await openOne(shelf, logPlace(n), row.sealed)
  if (ownHash(original.change) !== hash || original.change.body.kind === 'void') return undefined

  const stream = nowhere ? await elsewhere(shelf, original.change, streams) : dataOf(original.change)
  if (!stream) return undefined
  const change = voidOf(original.change, stream, hash)
  const [sealed, aside, subject] = await Promise.all([
    sealLogged(shelf, keys, logPlace(n), [{ change }]),
    sealLogged(shelf, keys, refusedPlace(n), [original]),
    subjectMark(keys, change.subject),
  ])
  const own = ownHash(change)
  const older = await ownHashes(shelf, n)
  const bytes = new TextEncoder().encode(JSON.stringify(change)).length
  await writer.commit({
    changes: [{ change }],
    without: [original],
    // Hashing waits for nothing, so the transaction stays open; whatever another tab appended meanwhile is linked too.
    alongside: async (tx) => {
      const behind = await tx.log.where('n').above(n).toArray()
      const before = (await tx.log.get(n - 1))?.hash ?? GENESIS
      await Promise.all([
        tx.log.bulkPut(linked(before, [{ ...row, bytes, sealed, own }, ...behind], older)),
        tx.refused.put({ n, at, sealed: aside, settled: 0 }),
        tx.unfolded.put({ n, subject }),
      ])
    },
  })
  return { change }
}

const dataOf = ({ study, stream }: Change): StreamId => streamId(study, streamParts(stream).site, 'data')

/** Where the void of a change stands whose own site the server does not have; the change's own study before others. */
async function elsewhere(
  { db, ring }: Shelf,
  change: Change,
  streams: readonly StreamId[],
): Promise<StreamId | undefined> {
  const marks = await Promise.all(ring.everOf(change.stream).map((keys) => keys.mark('stream', dataOf(change))))
  const read = (await db.cursors.toArray()).some(({ stream }) => marks.includes(sealedMark(stream)))
  if (read) return undefined
  const open = streams.filter((stream) => ring.ofStream(stream) !== undefined)
  return open.find((stream) => streamParts(stream).study === change.study) ?? open[0]
}

/** Of rows behind a number that do not hold them yet. */
async function ownHashes(shelf: Shelf, n: number): Promise<ReadonlyMap<number, Hash>> {
  const behind = await shelf.db.log.where('n').above(n).toArray()
  const without = behind.filter(({ own }) => own === undefined)
  return new Map(
    await Promise.all(
      without.map(async (row) => {
        const { change } = await openOne(shelf, logPlace(row.n), row.sealed)
        return [row.n, ownHash(change)] as const
      }),
    ),
  )
}

function linked(before: Hash, rows: readonly LogRow[], older: ReadonlyMap<number, Hash>): readonly LogRow[] {
  let chain = before
  return rows.map((row) => {
    const own = row.own ?? older.get(row.n)
    if (own === undefined) throw new Error('a change was appended without its hash')
    chain = linkHash(chain, own)
    return { ...row, own, hash: chain }
  })
}

/** What was refused and nobody has dealt with, as far as this person can read it; oldest first. */
export async function readRefused(shelf: Shelf): Promise<readonly Refused[]> {
  const rows = await shelf.db.refused.where('settled').equals(0).toArray()
  const readable = rows.filter(({ sealed }) => keysFor(shelf, sealed) !== undefined).sort((a, b) => a.n - b.n)
  return Promise.all(
    readable.map(async ({ n, at, sealed }) => ({
      ...(await openOne(shelf, refusedPlace(n), sealed)),
      refusedAt: new Date(at).toISOString(),
    })),
  )
}

export const countRefused = ({ db }: Pick<Shelf, 'db'>): Promise<number> =>
  db.refused
    .where('settled')
    .equals(0)
    .primaryKeys()
    .then(({ length }) => length)

/** Somebody has dealt with it, entered it again say: it is kept, and no longer asked about. */
export async function settleRefused({ db }: Pick<Shelf, 'db'>, n: number): Promise<void> {
  await db.atomic('rw', ['refused'], async (tx) => {
    const row = await tx.refused.get(n)
    if (row) await tx.refused.put({ ...row, settled: 1 })
  })
}
