import type { Change, Receipt } from '#shared/change/change'
import type { ClockReading } from '#shared/change/clock'
import type { DeviceId, Hash, StreamId, StudyId, SubjectKey } from '#shared/ids'
import type { SecurityEvent, SecurityNote } from '../security-log'

/**
 * The log as the exchange with devices uses it. `postgres-log.ts` is it; whatever else stands behind it has to pass the
 * same suite (`test/support/log-suite.ts`), order of visibility included.
 */
export interface ChangeLog {
  /**
   * One transaction that sees these streams and no others: all of it or nothing. Locks that it takes are held to its end,
   * and others see what it wrote before they get one of them. A transaction that only reads sees one moment.
   */
  within<T>(streams: Iterable<StreamId>, work: (tx: LogTransaction) => Promise<T>, how?: 'read' | 'write'): Promise<T>
}

/** Where a device's log ends at the server: every change up to `acked` is committed, `chain` is the device's chain after it. */
export interface DeviceEnd {
  readonly acked: number
  readonly chain: Hash
  /** How far the device's clock had got with it; none where nothing that can be believed was said. */
  readonly clock?: ClockReading | null | undefined
}

/** The last seq of a stream, and the stream's chain after it. */
export interface Head {
  readonly stream: StreamId
  readonly head: number
  readonly chain: Hash
}

/** A committed change: its canonical text, and what the server said of it. */
export interface LogRow {
  readonly device: DeviceId
  readonly n: number
  readonly subject: SubjectKey
  /** Canonical JSON: what `hash` is the hash of, byte for byte. */
  readonly body: string
  readonly hash: Hash
  readonly receipt: Receipt
  /** The stream's chain after it. */
  readonly chain: Hash
}

/** The same as a page carries it: a reader's own change without its text. */
export type PageRow = Omit<LogRow, 'device' | 'subject' | 'body'> & { readonly body: string | undefined }

/** Everything up to `seq` is packed; `chain` is the stream's chain after it. */
export interface SnapshotEnd {
  readonly seq: number
  readonly chain: Hash
}

/** Everything said of one participant up to the snapshot. */
export interface PackedPart {
  readonly subject: SubjectKey
  /** SHA-256 of the text that is packed (gzip). */
  readonly part: Hash
  readonly changes: number
  /** The seq of the last of them. */
  readonly last: number
  /** JSON of the summary; undefined of somebody who is not enrolled. */
  readonly summary: string | undefined
  readonly packed: Uint8Array
}

export interface LogTransaction {
  /** Where a device stands, locked until the transaction ends. */
  takeDevice(device: DeviceId): Promise<DeviceEnd | undefined>
  moveDevice(device: DeviceId, to: DeviceEnd): Promise<void>
  /** Heads as they stand, not locked. */
  heads(streams: readonly StreamId[]): Promise<readonly Head[]>
  /** A head, locked until the transaction ends: whoever holds it gives out the next seq. */
  takeHead(stream: StreamId): Promise<Head | undefined>
  /** Writes rows behind a head that was taken, and moves it. Throws when an identity or a seq is there already. */
  append(stream: StreamId, rows: readonly LogRow[]): Promise<void>
  /** What a device committed under these numbers, both included, in streams this transaction sees; in their order. */
  identities(
    device: DeviceId,
    from: number,
    through: number,
  ): Promise<readonly Pick<LogRow, 'n' | 'hash' | 'receipt'>[]>
  /** A device's committed numbers from `from` on, in order, whichever streams they are in. */
  numbers(device: DeviceId, from: number): Promise<readonly Pick<LogRow, 'n' | 'hash'>[]>
  /** Keeps what was brought back and whose numbers other changes have taken: somebody has to look at it. */
  keepAside(
    stream: StreamId,
    rows: readonly Pick<LogRow, 'device' | 'n' | 'hash' | 'body' | 'receipt'>[],
  ): Promise<void>
  /** What stands aside under that number and hash, as it is kept; undefined where nothing does. */
  aside(stream: StreamId, of: Pick<LogRow, 'device' | 'n' | 'hash'>): Promise<string | undefined>
  /** Replaces it by what is left of it. Throws where the log does not hold two people's word for exactly this text. */
  blackOutAside(stream: StreamId, row: Pick<LogRow, 'device' | 'n' | 'hash' | 'body'>): Promise<void>
  /** What is committed of these subjects after `after` and up to `through`, in order of seq. */
  committed(
    stream: StreamId,
    subjects: readonly SubjectKey[],
    after: number,
    through: number,
  ): Promise<readonly Pick<LogRow, 'subject' | 'body' | 'receipt'>[]>
  /**
   * Replaces the text of a committed change by what is left of it once something is blacked out, and forgets what was
   * packed of its participant and what exports were made of the stream. Throws where the log does not hold two people's agreement on exactly this text.
   */
  blackOut(stream: StreamId, row: Pick<LogRow, 'subject' | 'body'> & { readonly seq: number }): Promise<void>
  /**
   * Rows after `after` up to about so many bytes of text, at least one where there is one; to a reader that is no device,
   * each with its text.
   */
  page(stream: StreamId, after: number, maxBytes: number, reader: DeviceId | undefined): Promise<readonly PageRow[]>
  /** The stream's chain after the row with this seq. */
  chainAt(stream: StreamId, seq: number): Promise<Hash | undefined>
  /** Whom rows after `after` and up to `through` speak of, each once, the first ones first. */
  subjects(stream: StreamId, after: number, through: number): Promise<readonly SubjectKey[]>
  /** How far the stream is packed, if it is. `forMaking` keeps others from packing it until the transaction ends. */
  snapshot(stream: StreamId, forMaking?: 'for making'): Promise<SnapshotEnd | undefined>
  /** What is packed; those of whom something was said last come first. */
  parts(stream: StreamId): Promise<readonly Omit<PackedPart, 'packed'>[]>
  part(stream: StreamId, subject: SubjectKey): Promise<Pick<PackedPart, 'part' | 'packed'> | undefined>
  /** In place of an earlier part of the same participant, respectively an earlier end. */
  keepPart(stream: StreamId, part: PackedPart): Promise<void>
  keepSnapshot(stream: StreamId, end: SnapshotEnd): Promise<void>
  /** The server as a device: its own changes are numbered like anybody's. */
  serverDevice(): Promise<DeviceId>
  /** Every stream in which a participant who was moved has lain; none of anybody else. Asked of the log, whoever is asking. */
  streamsOf(study: StudyId, subject: SubjectKey): Promise<readonly StreamId[]>
  /** Names these streams besides: the transaction sees them where a participant was moved between one of them and its own. */
  reach(streams: readonly StreamId[]): Promise<void>
  /** Keeps chunks of files that have come for one stream for another as well. */
  copyChunks(from: StreamId, to: StreamId, chunks: readonly Hash[]): Promise<void>
  /** Notes the numbers that enrolments have used up. */
  noteEnrolments(device: DeviceId, changes: readonly Change[]): Promise<void>
  /** Requests of the server that count wait to be answered. */
  noteRequests(changes: readonly Change[]): Promise<void>
  note(at: Date, kind: SecurityEvent, about: SecurityNote): Promise<void>
}
