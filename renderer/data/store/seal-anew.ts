import { type Place, chunkPlace, logPlace } from '#shared/sealing'
import { DamagedRecord, type Sealed, isSameSealing, open, seal } from '../keys/envelope'
import type { SiteKeys } from '../keys/keyring'
import { hasEnded } from '../keys/renewal'
import type { ChunkRow, PageRow, PartRow } from './database'
import { pagePlace } from './pages'
import { partPlace } from './parts'
import { refusedPlace } from './refused'
import type { Shelf } from './shelf'
import type { DeviceTables, Rows, Stores } from './tables'
import { formPlace, subjectPlace } from './writer'

/**
 * Seals anew what lies under older keys of a site, once newer ones are in use. Only the bytes of a record change, and the
 * name of its key beside them: its place and the names in indexes stay. A few records go into one strict transaction, and
 * a record that anybody wrote meanwhile is left for the next round, so that cut off anywhere everything is readable under
 * one key or the other, and the next round goes on where this one was.
 */

/** What waits to be sent stays under the key that its author holds. */
interface Waiting {
  readonly numbers: ReadonlySet<number>
  /** Files too. */
  readonly files: boolean
}

/** One store whose records lie under keys of sites. */
interface Sealing<Row extends { readonly sealed: Sealed }, Key> {
  readonly store: (db: Stores) => Rows<Row, Key>
  readonly name: 'forms' | 'subjects' | 'pages' | 'parts' | 'chunks' | 'log' | 'refused'
  readonly place: (row: Row) => Place
  readonly waits?: (row: Row, waiting: Waiting) => boolean
  /** So many go into one transaction, so that a save never waits long behind it. */
  readonly atOnce: number
}

const SMALL = 25
const LARGE = 4

type Round = <Row extends { readonly sealed: Sealed }, Key>(of: Sealing<Row, Key>) => Promise<void>

/** Every store that has such records, one after the other. */
async function everyStore(round: Round): Promise<void> {
  await round({ name: 'forms', store: ({ forms }) => forms, place: ({ key }) => formPlace(key), atOnce: SMALL })
  await round({
    ...{ name: 'subjects', store: ({ subjects }) => subjects, atOnce: SMALL },
    place: ({ subject }) => subjectPlace(subject),
  })
  await round({ name: 'pages', store: ({ pages }) => pages, place: (page: PageRow) => pagePlace(page), atOnce: LARGE })
  await round({ name: 'parts', store: ({ parts }) => parts, place: (part: PartRow) => partPlace(part), atOnce: LARGE })
  await round({ name: 'refused', store: ({ refused }) => refused, place: ({ n }) => refusedPlace(n), atOnce: SMALL })
  await round({
    ...{ name: 'log', store: ({ log }) => log, place: ({ n }) => logPlace(n), atOnce: SMALL },
    waits: ({ n }, { numbers }) => numbers.has(n),
  })
  await round({
    ...{ name: 'chunks', store: ({ chunks }) => chunks, place: ({ key }: ChunkRow) => chunkPlace(key), atOnce: LARGE },
    waits: ({ own }, { files }) => own === 1 && files,
  })
}

/** The keys this person holds that newer ones have taken the place of, as far as something may lie under them. */
export async function replacedKeys({ db, ring }: Pick<Shelf, 'db' | 'ring'>): Promise<readonly SiteKeys[]> {
  const older = ring.all().filter((keys) => keys.madeAt < (ring.inUse(keys)?.madeAt ?? 0))
  const ended = await Promise.all(older.map(({ id }) => hasEnded(db, id)))
  return older.filter((_, i) => !ended[i])
}

/**
 * One round through everything that lies here. A key that nothing is left under ends with it: it is kept that it did, by
 * when the clock says so. `goesOn` is asked before each transaction and may take its time; false ends the round. True
 * where something is left for another round.
 */
export async function sealAnew(shelf: Shelf, now: () => string, goesOn: () => Promise<boolean>): Promise<boolean> {
  const { db } = shelf
  const older = await replacedKeys(shelf)
  if (older.length === 0) return false
  const ids = new Set(older.map(({ id }) => id))
  const waiting = await waitingIn(db)
  const left = new Set<string>()
  const round = { ended: false }

  await everyStore(async ({ name, store, place, waits, atOnce }) => {
    const all = await store(db).toCollection().primaryKeys()
    for (let i = 0; i < all.length && !round.ended; i += atOnce) {
      const keys = all.slice(i, i + atOnce)
      const rows = await store(db).bulkGet(keys)
      // It lies elsewhere now: put aside, say.
      if (rows.some((row) => !row)) for (const id of ids) left.add(id)
      const under = rows.flatMap((row, at) => {
        const key = keys[at]
        return row && key !== undefined && ids.has(row.sealed.key) ? [{ key, row }] : []
      })
      const due = under.filter(({ row }) => !waits?.(row, waiting))
      for (const { row } of under) if (waits?.(row, waiting)) left.add(row.sealed.key)
      if (due.length === 0) continue
      if (!(await goesOn())) {
        round.ended = true
        return
      }
      const made = await Promise.all(
        due.map(async ({ row }) => ({ row, sealed: await sealedAnew(shelf, place(row), row.sealed) })),
      )
      await db.atomic('rw', [name], async (tx) => {
        const current = await store(tx).bulkGet(due.map(({ key }) => key))
        for (const [at, { row, sealed }] of made.entries()) {
          const is = current[at]
          if (is && sealed && isSameSealing(is.sealed, row.sealed)) await store(tx).put({ ...is, sealed })
          else if (!is || ids.has(is.sealed.key)) left.add(row.sealed.key)
        }
      })
    }
  })
  if (round.ended || !(await goesOn())) return true
  await db.atomic('rw', ['cursors', 'meta'], async (tx) => {
    for (const row of await tx.cursors.toArray()) {
      const keys = shelf.ring.byId(row.key)
      const anew = keys && ids.has(keys.id) ? shelf.ring.inUse(keys) : undefined
      if (anew) await tx.cursors.put({ ...row, key: anew.id })
    }
    for (const id of ids) if (!left.has(id)) await tx.meta.put({ name: `ended ${id}`, at: now() })
  })
  return left.size > 0
}

/** Whether all that is left under older keys may be what waits to be sent: another round would change nothing then. */
export async function isWaitedFor(shelf: Pick<Shelf, 'db' | 'ring'>): Promise<boolean> {
  const { numbers } = await waitingIn(shelf.db)
  const older = new Set((await replacedKeys(shelf)).map(({ id }) => id))
  return (await shelf.db.log.bulkGet([...numbers])).some((row) => row !== undefined && older.has(row.sealed.key))
}

async function waitingIn({ outbox, uploads }: DeviceTables): Promise<Waiting> {
  const files = await uploads.where('sent').equals(0).primaryKeys()
  return { numbers: new Set([...(await outbox.toCollection().primaryKeys()), ...files]), files: files.length > 0 }
}

/** Undefined where it does not open: it stays as it is, and whoever reads it is told. */
async function sealedAnew({ crypto, ring }: Shelf, place: Place, sealed: Sealed): Promise<Sealed | undefined> {
  const keys = ring.byId(sealed.key)
  const anew = keys && ring.inUse(keys)
  if (!keys || !anew) return undefined
  try {
    return await seal(crypto, anew, place, await open(crypto, keys, place, sealed))
  } catch (error) {
    if (error instanceof DamagedRecord) return undefined
    throw error
  }
}
