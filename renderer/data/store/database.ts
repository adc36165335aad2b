import Dexie, { type Table } from 'dexie'
import type { DeviceId, DocumentId, Hash, StudyVersionId } from '#shared/ids'
import type { Cursor, PurgeOrder } from '#shared/protocol'
import type { ProvedEnd } from '#shared/recovery'
import type { ErasureRequest, RevocationOrder } from '#shared/revocation'
import type { Emptied } from '../emptied'
import type { InstallationReport } from '../installation'
import type { Attempts } from '../keys/attempts'
import type { Sealed } from '../keys/envelope'
import type { Mark } from '../keys/keyring'
import type { Surroundings } from '../surroundings'
import type { DeviceTables, StoreName, Stores } from './tables'

/** One change this device made, for ever. `hash` is the device's chain after it. */
export interface LogRow {
  readonly n: number
  readonly at: number
  readonly bytes: number
  /** The change's own hash; left out in rows of versions before 4. */
  readonly own?: Hash
  readonly hash: Hash
  readonly sealed: Sealed
}

/** A change the server has not acknowledged. Its body is in the log. */
export interface OutboxRow {
  readonly n: number
}

/** A change this device made that is not in the form rows yet, by the participant it speaks of. */
export interface UnfoldedRow {
  readonly n: number
  readonly subject: Mark
}

/** A change that the server can never take, as it was entered; its number in the log holds a `void`. */
export interface RefusedRow {
  readonly n: number
  readonly at: number
  readonly settled: 0 | 1
  readonly sealed: Sealed
}

/** Every change that touches one form instance, or the participant itself. A cache of log and pages. */
export interface FormRow {
  readonly key: Mark
  readonly subject: Mark
  readonly sealed: Sealed
}

/** One pulled page as it came, own changes filled in. */
export interface PageRow {
  readonly stream: Mark
  readonly first: number
  readonly last: number
  /** The stream's chain before and after it, with the server's signature over where it ends (`#shared/recovery`). */
  readonly proved?: { readonly before: Hash; readonly chain: Hash; readonly proof: string }
  readonly subjects: readonly Mark[]
  readonly sealed: Sealed
}

/** Everything said of one participant up to a stream's snapshot: as it came, or only its name as long as it is missing. */
export interface PartRow {
  readonly stream: Mark
  readonly subject: Mark
  /** SHA-256 of the text that belongs here. */
  readonly part: Hash
  /** Its turn among those that are asked for, from 1; 0 once it is here. */
  readonly missing: number
  /** What is to be asked for while it is missing (`NamedPart`); then its text, packed. */
  readonly sealed: Sealed
}

/** One participant as lists show them. `stale` while something was stored that the sealed summary does not know. */
export interface SubjectRow {
  readonly subject: Mark
  readonly site: Mark
  readonly rev: number
  readonly stale: 0 | 1
  readonly held: number
  readonly sealed: Sealed
}

/** How far a stream was read: in one transaction with the page that brought it there. */
export interface CursorRow {
  readonly stream: Mark
  /** Whose keys the stream is stored under. */
  readonly key: string
  readonly seq: number
  readonly chain: Hash
  /** Pages up to here are in the form rows. */
  readonly folded: number
  readonly completeAt?: string
  /** The stream was begun with its snapshot: what it brought, and whether the stream's chain has proved it. */
  readonly base?: Cursor & {
    readonly parts: number
    readonly proved: boolean
    /** Places up to its end that the server signed (`#shared/recovery`). */
    readonly ends?: readonly ProvedEnd[]
  }
  /** Of a log that its server lost: up to here it has gone back. Unset where nobody has asked yet up to where it is known. */
  readonly returned?: number
  /** A snapshot was not what the stream's chain says: this stream is read page by page. */
  readonly pagesOnly?: true
}

/** A piece of a file. `own`: it was added on this device. */
export interface ChunkRow {
  readonly key: Mark
  readonly own: 0 | 1
  readonly sealed: Sealed
}

/** How far the file of a change of this device has been sent: the chunk that goes next. */
export interface UploadRow {
  readonly n: number
  readonly next: number
  readonly sent: 0 | 1
}

/** Somebody looked at a record, which the server has not heard of yet. */
export interface AccessRow {
  readonly id: string
  readonly sealed: Sealed
}

export interface PersonRow {
  readonly id: string
  /** Beside the sealed record, so that one more try can be counted in one transaction. */
  readonly attempts: Attempts
  /** When wrong passwords locked them out here, as long as the server has not heard of it. */
  readonly lockouts?: readonly number[]
  readonly sealed: Sealed
}

export interface VersionRow {
  readonly id: StudyVersionId
  readonly sealed: Sealed
}

/** What the last hello told one person; opened by their own key. */
export interface HelloRow {
  readonly person: string
  readonly sealed: Sealed
}

export type MetaRow =
  | {
      readonly name: 'identity'
      readonly device: DeviceId
      /** Ed25519; the private half cannot be exported. */
      readonly keys: CryptoKeyPair
      /** Keeps names off the disk in plain text before anyone has signed in. Not a secret from who owns the machine. */
      readonly local: CryptoKey
    }
  | Ledger
  /** The server's signing key, kept from the first sign-in on. */
  | { readonly name: 'server'; readonly key: string }
  /** What somebody loaded for others to read, sealed for the device. */
  | {
      readonly name: `reference ${string}`
      readonly document: DocumentId
      readonly loadedAt: string
      readonly sealed: Sealed
    }
  /** This device was shut out: what the server ordered, and once nothing is left, the device's signed word that it is so. */
  | { readonly name: 'revocation'; readonly order: RevocationOrder; readonly done?: ErasureRequest }
  /** All of what was here went, so many changes of it unsent; stands until somebody signs in again. */
  | { readonly name: 'erased'; readonly lost: number }
  /** The server ordered that a site goes from here, by the key it is stored under; `done` once nothing of it is unsent. */
  | {
      readonly name: `purge ${string}`
      readonly order: PurgeOrder
      readonly at: string
      readonly done: 0 | 1
      /** The server has this device's word. */
      readonly heard: 0 | 1
      /** Somebody here has read that it went. */
      readonly told: 0 | 1
    }
  /** Which of the keys of a site that came one after the other seals here, by the name of the first. */
  | { readonly name: `seals ${string}`; readonly key: string }
  /** Nothing lies here under this key any more: a newer one has replaced it. */
  | { readonly name: `ended ${string}`; readonly at: string }
  /** What came from the server went, which was not heard of for so many days. */
  | { readonly name: 'silence'; readonly at: string; readonly days: number; readonly told: 0 | 1 }
  /** After so many days without the server it does. */
  | { readonly name: 'keeping'; readonly days: number }
  /** The store began empty where another had been; stands until somebody has read it. */
  | { readonly name: 'emptied'; readonly emptied: Emptied }
  /** What this installation found when it tried itself. */
  | { readonly name: 'installation'; readonly report: InstallationReport }
  /** Written and removed at once, to try whether that can be done. */
  | { readonly name: 'probe'; readonly probe: string }
  | { readonly name: 'contact'; readonly contact: { readonly lastContactAt?: string; readonly lastSentAt?: string } }

/** How often form rows were written; who prepared a write on an older state starts over. */
export interface Ledger {
  readonly name: 'ledger'
  readonly writes: number
}

/** Where the device's own log ends: the number of its last change, and the chain after it. */
export interface LogEnd {
  readonly n: number
  readonly hash: Hash
}

export class TracerDatabase extends Dexie implements DeviceTables {
  declare readonly log: Table<LogRow, number>
  declare readonly outbox: Table<OutboxRow, number>
  declare readonly unfolded: Table<UnfoldedRow, number>
  declare readonly refused: Table<RefusedRow, number>
  declare readonly forms: Table<FormRow, Mark>
  declare readonly pages: Table<PageRow, [Mark, number]>
  declare readonly parts: Table<PartRow, [Mark, Mark]>
  declare readonly subjects: Table<SubjectRow, Mark>
  declare readonly cursors: Table<CursorRow, Mark>
  declare readonly chunks: Table<ChunkRow, Mark>
  declare readonly uploads: Table<UploadRow, number>
  declare readonly accesses: Table<AccessRow, string>
  declare readonly vault: Table<PersonRow, string>
  declare readonly versions: Table<VersionRow, StudyVersionId>
  declare readonly hellos: Table<HelloRow, string>
  declare readonly meta: Table<MetaRow, MetaRow['name']>

  constructor({ indexedDB, IDBKeyRange }: Pick<Surroundings, 'indexedDB' | 'IDBKeyRange'>) {
    super('tracer', { indexedDB, IDBKeyRange, chromeTransactionDurability: 'strict' })
    this.version(1).stores({
      log: 'n',
      outbox: 'n',
      forms: 'key, subject',
      pages: '[stream+first], *subjects',
      subjects: 'subject, site, stale, held',
      cursors: 'stream',
      vault: 'id',
      versions: 'id',
      hellos: 'person',
      meta: 'name',
    })
    this.version(2).stores({ unfolded: 'n, subject' })
    this.version(3).stores({ parts: '[stream+subject], subject, missing' })
    this.version(4).stores({ refused: 'n, settled' })
    this.version(5).stores({ chunks: 'key', uploads: 'n, sent' })
    this.version(6).stores({ accesses: 'id' })
  }

  async atomic<T>(mode: 'r' | 'rw', stores: readonly StoreName[], work: (tx: Stores) => Promise<T>): Promise<T> {
    try {
      return await this.transaction(mode, stores, () => work(this))
    } catch (error) {
      throw isForRoom(error) ? new NoRoom() : error
    }
  }
}

/** The browser gives this device's store no more room; the whole transaction was taken back. */
export class NoRoom extends Error {
  constructor() {
    super('there is no room on this device')
    this.name = 'NoRoom'
  }
}

/** Chromium ends a transaction that finds no room as if somebody had ended it, and says why one level deeper. */
const isForRoom = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'QuotaExceededError' || ('inner' in error && isForRoom(error.inner)))
