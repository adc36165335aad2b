import type { Host } from '#shared/host'
import type { Bytes } from './bytes'
import type { DeviceMark } from './emptied'
import type { Stretching } from './keys/stretch'

/**
 * Everything a device takes from the world around it. The worker hands in the real things, tests their own clock,
 * network and database; the code behind the door is the same.
 */
export interface Surroundings {
  /** Where the server answers, e.g. `https://tracer.example`; empty where the server served this page. */
  readonly server: string
  /** Version of the app and the platform it runs on, for the server's list of devices. */
  readonly app: string
  readonly platform: string
  readonly indexedDB: IDBFactory
  readonly IDBKeyRange: typeof IDBKeyRange
  readonly fetch: Fetch
  readonly crypto: Crypto
  readonly clock: Clock
  readonly newId: () => string
  /** Elects the tab that exchanges with the server. Without it this device takes itself to be the only one. */
  readonly locks: Pick<LockManager, 'request'> | undefined
  /** Tells other tabs of the same device that something was stored. */
  readonly channel: Channel | undefined
  readonly keychain: Keychain
  readonly mark: DeviceMark
  /** What the browser says of its storage, where it does. */
  readonly storage: Pick<StorageManager, 'persisted' | 'estimate'> | undefined
  readonly packing: Packing
  /** How hard passwords are to guess. Never below the floor of `stretch`. */
  readonly stretching: Stretching
}

/** As much of fetch as is needed to ask the server something. */
export type Fetch = (address: string, init: RequestInit) => Promise<Answering>

export interface Answering {
  readonly ok: boolean
  readonly body: {
    getReader(): { read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }> }
  } | null
}

/** Makes bytes small (gzip), and what they were again. */
export interface Packing {
  pack(bytes: Bytes): Promise<Bytes>
  unpack(bytes: Bytes): Promise<Bytes>
}

export type Keychain = Pick<Host, 'canSeal' | 'seal' | 'unseal' | 'remember' | 'recall' | 'fuses'>

export interface Channel {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void
  removeEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void
}

export interface Clock {
  /** Milliseconds since 1970, as this machine believes. */
  now(): number
  /** Milliseconds since some moment, never going back. */
  mono(): number
  /** IANA name of the zone, e.g. `Europe/Amsterdam`. */
  readonly zone: string
  /** Minutes that local time is ahead of UTC at an instant. */
  offset(at: number): number
  /** Runs `then` once, later. Returns a way to call it off. */
  after(milliseconds: number, then: () => void): () => void
}

/** An instant as text with the offset of the clock it came from: `2026-03-12T12:46:05.123+01:00`. */
export function claimedInstant(clock: Pick<Clock, 'now' | 'offset'>): string {
  const at = clock.now()
  const ahead = clock.offset(at)
  const local = new Date(at + ahead * 60_000).toISOString().slice(0, -1)
  const minutes = Math.abs(ahead)
  const pad = (part: number) => String(part).padStart(2, '0')
  return `${local}${ahead < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}

/** Today's date where this device is, ISO 8601. */
export const today = (clock: Clock): string => claimedInstant(clock).slice(0, 10)
