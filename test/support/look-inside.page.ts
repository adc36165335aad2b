import '#shared/no-eval'
import { shardsOf } from '#shared/casebook/fold'
import { firstBreak } from '#shared/change/chain'
import { type Logged, refOf } from '#shared/change/change'
import { gzip } from '../../renderer/data/bytes'
import { createVault } from '../../renderer/data/keys/vault'
import { STRETCHING_FLOOR } from '../../renderer/data/keys/stretch'
import { TracerDatabase } from '../../renderer/data/store/database'
import { identify } from '../../renderer/data/store/identity'
import { type Shelf, openLogged, openOne } from '../../renderer/data/store/shelf'
import type { Surroundings } from '../../renderer/data/surroundings'

/** What lies in a device's store, and what is wrong with it. */
export interface Inside {
  /** Every change of the device's log, in order. */
  readonly log: readonly Logged[]
  /** Numbers of the changes that wait to be sent. */
  readonly outbox: readonly number[]
  /** Broken promises, in words; empty when value, log and outbox stand or fall together and the chain holds. */
  readonly wrong: readonly string[]
}

/**
 * Opens the store of this origin beside the app, with a person's password and the app's own code, and changes nothing in
 * log, outbox or values. Rows are read first, all of one moment, so that nothing is seen that somebody put in order.
 */
export async function lookInside(userName: string, password: string): Promise<Inside> {
  const db = new TracerDatabase({ indexedDB, IDBKeyRange })
  const rows = await db.transaction('r', [db.log, db.outbox, db.unfolded, db.forms], async () => ({
    log: await db.log.orderBy('n').toArray(),
    outbox: await db.outbox.orderBy('n').primaryKeys(),
    forms: await db.forms.toArray(),
    unfolded: new Set(await db.unfolded.toCollection().primaryKeys()),
  }))
  const shelf = await open(db, userName, password)
  const log = await Promise.all(rows.log.map((row) => openOne(shelf, { table: 'log', row: row.n }, row.sealed)))
  const forms = await Promise.all(
    rows.forms.map(async ({ key, sealed }) => ({
      key,
      refs: new Set((await openLogged(shelf, { table: 'forms', row: key }, sealed)).map(({ change }) => refOf(change))),
    })),
  )
  db.close()

  const wrong: string[] = []
  const broken = firstBreak(log.map(({ change }, i) => ({ change, hash: rows.log[i]!.hash })))
  if (broken) wrong.push(`the chain breaks at ${broken.at}: ${broken.kind}`)
  for (const n of rows.unfolded)
    if (!log.some(({ change }) => change.n === n)) wrong.push(`${n} is a value and is not logged`)
  for (const n of rows.outbox) if (!log.some(({ change }) => change.n === n)) wrong.push(`${n} waits and is not logged`)
  for (const logged of log) {
    const { subject, stream } = logged.change
    const keys = shelf.ring.ofStream(stream)
    for (const shard of shardsOf(logged.change)) {
      const key = await keys?.mark('form', `${subject}|${shard ?? ''}`)
      const form = forms.find((row) => row.key === key)
      const folded = form?.refs.delete(refOf(logged.change)) ?? false
      if (!folded && !rows.unfolded.has(logged.change.n))
        wrong.push(`${refOf(logged.change)} is logged and has no value`)
    }
  }
  for (const { refs } of forms) for (const ref of refs) wrong.push(`${ref} is a value and is not logged`)
  return { log, outbox: rows.outbox, wrong }
}

async function open(db: TracerDatabase, userName: string, password: string): Promise<Shelf> {
  const here: Surroundings = {
    ...{ server: '', app: 'test', platform: 'test', indexedDB, IDBKeyRange, crypto },
    fetch: (input, init) => fetch(input, init),
    clock: {
      now: () => Date.now(),
      mono: () => performance.now(),
      zone: 'UTC',
      offset: () => 0,
      after: () => () => undefined,
    },
    newId: () => crypto.randomUUID(),
    locks: undefined,
    channel: undefined,
    keychain: {
      canSeal: () => Promise.resolve(false),
      seal: () => Promise.resolve(undefined),
      unseal: () => Promise.resolve(undefined),
      remember: () => Promise.resolve(false),
      recall: () => Promise.resolve(undefined),
      fuses: () => Promise.resolve(undefined),
    },
    mark: { read: () => Promise.resolve(undefined), keep: () => Promise.resolve() },
    storage: undefined,
    // What is stronger already stays as it is.
    packing: gzip,
    stretching: STRETCHING_FLOOR,
  }
  const vault = createVault(here, db, await identify(db, here))
  const person = await vault.find(userName)
  if (!person) throw new Error(`${userName} has never been here`)
  const unlocking = await vault.unlock(person, password)
  if (unlocking.kind !== 'open') throw new Error(`the store stays closed: ${unlocking.kind}`)
  return { db, ring: unlocking.opened.ring, crypto, packing: gzip }
}
