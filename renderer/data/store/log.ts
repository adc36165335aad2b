import { canonicalJson, sha256Hex } from '#shared/canonical-json'
import { GENESIS, linkHash } from '#shared/change/chain'
import type { Change, Logged } from '#shared/change/change'
import { LIMITS } from '#shared/protocol'
import { logPlace } from '#shared/sealing'
import { utf8 } from '../bytes'
import type { Mark, SiteKeys } from '../keys/keyring'
import type { ChunkRow, LogEnd, LogRow } from './database'
import { type Shelf, openOne, sealLogged, subjectMark } from './shelf'
import { type Stores, logEndOf } from './tables'
import type { Writer } from './writer'

/**
 * What this device asserted, one change after the other. A save is one append: the change, its place in the outbox and
 * the word that its form row does not hold it yet, in one strict transaction without reading anything first. Appends of
 * one tab take turns; that another tab was quicker shows in the number being taken, that the log was linked anew in the
 * row before, and the change is numbered and linked anew.
 */
export interface OwnLog {
  /**
   * Resolves, with the change that `make` gave for its number, when it is durable, with the chunks of the file that it
   * names where there is one. Rejects with nothing stored.
   */
  append(keys: SiteKeys, make: MakeChange, at: number, chunks?: readonly ChunkRow[]): Promise<Logged>
  /** Resolves when everything begun so far is stored or has failed. */
  idle(): Promise<unknown>
}

/** The change before has another hash than this tab knew: ends the transaction, and the append begins again. */
class LinkedAnew extends Error {}

/** This device was shut out, or erased and begun anew by another tab: nothing is entered on it as it was. */
class ShutOut extends Error {
  constructor() {
    super('this device was shut out')
    this.name = 'ShutOut'
  }
}

/** Makes the change that takes a number. */
type MakeChange = (n: number) => Promise<Change>

export function createLog(shelf: Shelf): OwnLog {
  const { db } = shelf
  let turn: Promise<unknown> = Promise.resolve()
  /** Where this tab left the log. */
  let left: LogEnd | undefined

  async function appendAfter(
    end: LogEnd,
    keys: SiteKeys,
    make: MakeChange,
    at: number,
    chunks: readonly ChunkRow[],
  ): Promise<Logged> {
    const n = end.n + 1
    const change = await make(n)
    const text = canonicalJson(change)
    const bytes = utf8(text).length
    if (bytes > LIMITS.changeBytes) throw new RangeError('a change is too large to be sent')
    const own = sha256Hex(text)
    const hash = linkHash(end.hash, own)
    // Before the transaction opens: awaiting WebCrypto inside would commit it.
    const [subject, sealed] = await Promise.all([
      subjectMark(keys, change.subject),
      sealLogged(shelf, keys, logPlace(n), [{ change }]),
    ])
    const stores = ['log', 'outbox', 'unfolded', 'meta'] as const
    await db.atomic('rw', chunks.length > 0 ? [...stores, 'chunks', 'uploads'] : stores, async (tx) => {
      const [before, [shutOut, identity]] = await Promise.all([
        tx.log.get(end.n),
        tx.meta.bulkGet(['revocation', 'identity']),
        tx.log.add({ n, at, bytes, own, hash, sealed }),
        tx.outbox.add({ n }),
        tx.unfolded.add({ n, subject }),
        ...(chunks.length > 0 ? [tx.chunks.bulkPut(chunks), tx.uploads.add({ n, next: 0, sent: 0 })] : []),
      ])
      const isAnother = identity?.name === 'identity' && identity.device !== change.device
      if (shutOut || isAnother) throw new ShutOut()
      if ((before?.hash ?? GENESIS) !== end.hash) throw new LinkedAnew()
    })
    left = { n, hash }
    return { change }
  }

  return {
    idle: () => turn,
    append(keys, make, at, chunks = []) {
      const mine = turn.then(async () => {
        for (let end = left ?? (await logEndOf(db)); ;) {
          try {
            return await appendAfter(end, keys, make, at, chunks)
          } catch (error) {
            if (error instanceof ShutOut) throw error
            const now = await logEndOf(db)
            if (now.n === end.n && now.hash === end.hash) throw error
            end = now
          }
        }
      })
      turn = mine.catch(() => undefined)
      return mine
    },
  }
}

/** The device's own changes of a participant (by any of their marks) that are not in the form rows. For use in a transaction. */
export async function unfoldedOwn(db: Stores, subjects: readonly Mark[]): Promise<readonly LogRow[]> {
  // Upkeep leaves a handful: all in one request are quicker than one request a mark.
  const of = (await db.unfolded.toArray()).filter(({ subject }) => subjects.includes(subject))
  if (of.length === 0) return []
  return (await db.log.bulkGet(of.map(({ n }) => n))).flatMap((row) => row ?? [])
}

/** So many go into one transaction, so that a save never waits long behind it. */
const AT_ONCE = 50

/**
 * Brings some of the device's own changes into their form rows; false when there are none that this person can open.
 * Cut off in between, it is done again: merging is a union.
 */
export async function foldOwn(shelf: Shelf, writer: Writer): Promise<boolean> {
  const { db, ring } = shelf
  const open = async () => {
    const logged = await db.log.bulkGet(await db.unfolded.toCollection().primaryKeys())
    return logged.flatMap((row) => (row && ring.byId(row.sealed.key) ? [row] : [])).slice(0, AT_ONCE)
  }
  let rows = await open()
  if (rows.length === 0) return false
  await writer.commit({
    // Read with each try: what is refused meanwhile is not brought back.
    changes: async () => {
      rows = await open()
      return Promise.all(rows.map(({ n, sealed }) => openOne(shelf, logPlace(n), sealed)))
    },
    alongside: (tx) => tx.unfolded.bulkDelete(rows.map(({ n }) => n)),
  })
  return true
}
