import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { z } from 'zod'
import { gzip } from '../../../renderer/data/bytes'
import { type Device, createDevice } from '../../../renderer/data/device'
import type { DeviceMark } from '../../../renderer/data/emptied'
import type { PersonRecord } from '../../../renderer/data/keys/person'
import { STRETCHING_FLOOR } from '../../../renderer/data/keys/stretch'
import { createVault } from '../../../renderer/data/keys/vault'
import { TracerDatabase } from '../../../renderer/data/store/database'
import { identify } from '../../../renderer/data/store/identity'
import type { Clock, Keychain, Surroundings } from '../../../renderer/data/surroundings'

/** A clock that says what it is told and goes on from there; waiting takes as long as it takes. */
export interface SetClock extends Clock {
  set(instant: string): void
  advance(milliseconds: number): void
}

export function setClock(instant = '2026-03-12T10:00:00.000Z'): SetClock {
  let base = Date.parse(instant) - performance.now()
  return {
    now: () => Math.round(base + performance.now()),
    mono: () => performance.now(),
    zone: 'Europe/Amsterdam',
    offset: () => 60,
    after(milliseconds, then) {
      const timer = setTimeout(then, milliseconds)
      timer.unref()
      return () => clearTimeout(timer)
    },
    set(next) {
      base = Date.parse(next) - performance.now()
    },
    advance(milliseconds) {
      base += milliseconds
    },
  }
}

/** A network that can be cut, and that can spoil or lose what the server answers. */
export interface Network {
  readonly fetch: typeof fetch
  online: boolean
  alter: ((path: string, text: string) => string) | undefined
}

export function network(carry: typeof fetch): Network {
  const here: Network = {
    online: true,
    alter: undefined,
    fetch: async (input, init) => {
      if (!here.online) throw new TypeError('no network')
      const response = await carry(input, init)
      if (!here.alter) return response
      return new Response(here.alter(addressOf(input), await response.text()), { status: response.status })
    },
  }
  return here
}

export const addressOf = (input: string | URL | Request): string =>
  input instanceof Request ? input.url : input.toString()

export const noKeychain: Keychain = {
  canSeal: () => Promise.resolve(false),
  seal: () => Promise.resolve(undefined),
  unseal: () => Promise.resolve(undefined),
  remember: () => Promise.resolve(false),
  recall: () => Promise.resolve(undefined),
  fuses: () => Promise.resolve(undefined),
}

export function newMark(): DeviceMark {
  let kept: string | undefined
  return {
    read: () => Promise.resolve(kept),
    keep: (device) => {
      kept = device
      return Promise.resolve()
    },
  }
}

export interface Profile {
  readonly indexedDB: IDBFactory
  readonly clock: SetClock
  readonly network: Network
  readonly server: string
  readonly keychain: Keychain
  readonly mark: DeviceMark
}

export const newProfile = (parts: Pick<Profile, 'network' | 'server'> & Partial<Profile>): Profile => ({
  indexedDB: new IDBFactory(),
  clock: setClock(),
  keychain: noKeychain,
  mark: newMark(),
  ...parts,
})

const surroundingsOf = ({ indexedDB, clock, network, server, keychain, mark }: Profile): Surroundings => ({
  server,
  app: 'test',
  platform: 'node',
  indexedDB,
  IDBKeyRange,
  fetch: network.fetch,
  crypto,
  clock,
  newId: () => crypto.randomUUID(),
  locks: undefined,
  channel: undefined,
  keychain,
  mark,
  storage: undefined,
  packing: gzip,
  stretching: STRETCHING_FLOOR,
})

/** Starts the app on a profile: again after `close`, as a restart does, or beside another, as a second tab does. */
export const openDevice = (profile: Profile, more: Partial<Surroundings> = {}): Device =>
  createDevice({ ...surroundingsOf(profile), ...more })

/** What a profile keeps of its people, opened with the key of the device and without anybody's password. */
export async function peopleKept(profile: Profile): Promise<readonly PersonRecord[]> {
  const here = surroundingsOf(profile)
  const db = new TracerDatabase(here)
  try {
    return await createVault(here, db, await identify(db, here)).records()
  } finally {
    db.close()
  }
}

const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('refused'))
  })

/** Does something to one store behind the app's back. */
export async function withStore<T>(
  indexedDB: IDBFactory,
  store: string,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const db = await answered(indexedDB.open('tracer'))
  const result = await answered(work(db.transaction(store, 'readwrite').objectStore(store)))
  db.close()
  return result
}

/** Everything a profile holds, as one would find it on its disk. */
export async function rawRecords(indexedDB: IDBFactory): Promise<readonly { store: string; value: unknown }[]> {
  const db = await answered(indexedDB.open('tracer'))
  const stores = [...db.objectStoreNames]
  db.close()
  const records: { store: string; value: unknown }[] = []
  for (const store of stores)
    for (const value of await withStore<unknown[]>(indexedDB, store, (all) => all.getAll()))
      records.push({ store, value })
  return records
}

const SealedRow = z.looseObject({ sealed: z.looseObject({ data: z.instanceof(Uint8Array) }) })

/** Turns one bit of every sealed record of a store, as a failing disk or a curious hand would. */
export async function damage(indexedDB: IDBFactory, store: string): Promise<void> {
  for (const row of await withStore<unknown[]>(indexedDB, store, (all) => all.getAll())) {
    const found = SealedRow.safeParse(row)
    if (!found.success) continue
    const { sealed, ...rest } = found.data
    const data = Uint8Array.from(sealed.data)
    data[30] = (data[30] ?? 0) ^ 1
    await withStore(indexedDB, store, (all) => all.put({ ...rest, sealed: { ...sealed, data } }))
  }
}

/** All text in a stored value, and all bytes read as UTF-8 and as UTF-16. */
export function searchable(value: unknown): string {
  if (value instanceof Uint8Array)
    return [new TextDecoder().decode(value), new TextDecoder('utf-16le').decode(value)].join('\n')
  if (value instanceof CryptoKey) return ''
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, member]) => `${key} ${searchable(member)}`)
      .join('\n')
  return String(value)
}
