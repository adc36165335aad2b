import '#shared/no-eval'
import { expose, proxy, type ProxyMarked } from 'comlink'
import { gzip } from './bytes'
import { type Device, createDevice } from './device'
import type { DataEvent } from './door'
import type { DeviceMark } from './emptied'
import { STRETCHING } from './keys/stretch'
import { beginNewJournal } from './store/new-journal'
import type { Clock, Keychain } from './surroundings'

/** What the window tells its worker at the start. */
export interface WorkerStart {
  readonly server: string
  readonly app: string
  readonly platform: string
}

const clock: Clock = {
  now: () => Date.now(),
  mono: () => performance.now(),
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  offset: (at) => -new Date(at).getTimezoneOffset(),
  after(milliseconds, then) {
    const timer = setTimeout(then, milliseconds)
    return () => clearTimeout(timer)
  },
}

const entry = {
  /** Opens the device of this profile; everything that happens in it is told to `tell`. */
  async start(
    start: WorkerStart,
    keychain: Keychain & ProxyMarked,
    mark: DeviceMark & ProxyMarked,
    tell: ((event: DataEvent) => void) & ProxyMarked,
  ): Promise<Device & ProxyMarked> {
    void beginNewJournal(indexedDB, crypto)
    const device = createDevice({
      ...start,
      indexedDB,
      IDBKeyRange,
      fetch: (input, init) => fetch(input, init),
      crypto,
      clock,
      newId: () => crypto.randomUUID(),
      locks: navigator.locks,
      channel: new BroadcastChannel('tracer'),
      keychain,
      mark,
      storage: navigator.storage,
      packing: gzip,
      stretching: STRETCHING,
    })
    await device.subscribe((event) => tell(event))
    return proxy(device)
  },
}
export type WorkerEntry = typeof entry

expose(entry)
