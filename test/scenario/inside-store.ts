import { IDBKeyRange } from 'fake-indexeddb'
import { expect } from 'vitest'
import { firstBreak } from '#shared/change/chain'
import { logPlace } from '#shared/sealing'
import { gzip } from '../../renderer/data/bytes'
import { createVault } from '../../renderer/data/keys/vault'
import { STRETCHING_FLOOR } from '../../renderer/data/keys/stretch'
import { TracerDatabase } from '../../renderer/data/store/database'
import { identify } from '../../renderer/data/store/identity'
import { openPage } from '../../renderer/data/store/pages'
import { openPart } from '../../renderer/data/store/parts'
import { type Shelf, openLogged, openOne } from '../../renderer/data/store/shelf'
import { newMark, noKeychain } from '../renderer/data/own-device'
import { PASSWORD } from '../support/server'
import type { Colleague } from './trial'

/** The store of a device, opened with its person's password. */
export async function shelfOf({ profile, userName }: Colleague): Promise<Shelf & { readonly db: TracerDatabase }> {
  const { indexedDB, clock } = profile
  const db = new TracerDatabase({ indexedDB, IDBKeyRange })
  const here = {
    ...{ server: '', app: 'test', platform: 'test', indexedDB, IDBKeyRange, crypto, fetch, clock },
    ...{
      newId: () => crypto.randomUUID(),
      locks: undefined,
      channel: undefined,
      keychain: noKeychain,
      mark: newMark(),
      storage: undefined,
    },
    ...{ packing: gzip, stretching: STRETCHING_FLOOR },
  }
  const vault = createVault(here, db, await identify(db, here))
  const person = await vault.find(userName)
  const unlocking = person && (await vault.unlock(person, PASSWORD))
  if (unlocking?.kind !== 'open') throw new Error('the store stays closed')
  return { db, ring: unlocking.opened.ring, crypto, packing: gzip }
}

/** Everything that the store of a device says, store by store. */
async function said(who: Colleague): Promise<ReadonlyMap<string, string>> {
  const shelf = await shelfOf(who)
  const { db } = shelf
  const rows = await db.log.orderBy('n').toArray()
  const log = await Promise.all(rows.map((row) => openOne(shelf, logPlace(row.n), row.sealed)))
  expect(firstBreak(log.map(({ change }, i) => ({ change, hash: rows[i]!.hash })))).toBeUndefined()
  const forms = await Promise.all((await db.forms.toArray()).map(({ key, sealed }) => openLogged(shelf, { table: 'forms', row: key }, sealed))) // prettier-ignore
  const pages = await Promise.all((await db.pages.toArray()).map((page) => openPage(shelf, page)))
  const parts = await Promise.all((await db.parts.toArray()).map((part) => openPart(shelf, part)))
  db.close()
  return new Map(Object.entries({ log, forms, pages, parts }).map(([name, all]) => [name, JSON.stringify(all)]))
}
export const saying = async (who: Colleague, text: string): Promise<readonly string[]> =>
  [...(await said(who))].flatMap(([store, all]) => (all.includes(text) ? [store] : []))
