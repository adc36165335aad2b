import type { ChangeBody, ChangeSource, Logged, SignatureMeaning } from '#shared/change/change'
import type { Unsigned } from '#shared/change/signature'
import type { PublishedTable } from '#shared/clinical/ctcae/published/table'
import type { SubjectSummary } from '#shared/casebook/summary'
import type { Scope } from '#shared/casebook/path'
import type { SiteId, StudyId, StudyVersionId, StreamId, SubjectCode, SubjectKey, UserId } from '#shared/ids'
import type { CtcaeLoaded, Person, SiteInfo } from '#shared/protocol'
import type { Role } from '#shared/roles'
import type { StudyVersion } from '#shared/study/definition'

/**
 * The door to everything a device keeps. Behind it, in a worker of its own, stand Dexie, the keys and the exchange with
 * the server; locking ends that worker, and the keys with it. Nothing here waits for the network unless it says so.
 */
export interface DataDoor {
  /** People who have signed in on this device, last one first. Readable while locked: names only. */
  people(): Promise<readonly KnownPerson[]>

  /**
   * Opens the device for a person. Someone this device knows is let in by their password alone, network or none; the
   * first time needs the server. Wrong passwords slow down, then lock, across restarts.
   */
  signIn(userName: string, password: string): Promise<SignInOutcome>

  /** Forgets keys and everything readable. What waits to be sent stays and is sent after the next sign-in. */
  lock(): Promise<void>

  /** Is this still the person who signed in? For signatures and for coming back after a pause. */
  confirmPassword(password: string): Promise<boolean>

  sites(): Promise<readonly SiteInfo[]>
  directory(): Promise<readonly Person[]>
  /** A study version this device holds, or undefined. */
  studyVersion(id: StudyVersionId): Promise<StudyVersion | undefined>

  /** NCI's CTCAE table; undefined until an administrator has loaded one and it has come to this device. */
  ctcaeTable(): Promise<HeldTable | undefined>
  /** Makes a table the one that every device shows. Waits for the server. */
  loadCtcaeTable(table: PublishedTable): Promise<LoadOutcome>

  /** One line a participant, from a cache; complete for what this device holds. */
  roster(study: StudyId, site: SiteId): Promise<readonly SubjectSummary[]>

  /** Every change of one participant. Cost does not grow with the number of participants stored. */
  casebook(subject: SubjectKey): Promise<readonly Logged[]>

  /**
   * Numbers, encrypts and stores what someone asserts: value, audit and outbox in one strict transaction. Resolves when
   * it is durable, with the change as it will travel. Rejects, with nothing stored, when it could not be made durable.
   */
  record(draft: Draft): Promise<Logged>

  /** The next free participant code of a site from this device's lease, or undefined when the lease is used up. */
  nextSubjectCode(study: StudyId, site: SiteId): Promise<SubjectCode | undefined>

  /** Signs with the person's own key, which only their password opens. Undefined when the password is wrong. */
  sign(request: SignRequest): Promise<Logged | undefined>
  /** The same for a dose: what the gate allowed, on what was shown. */
  releaseDose(request: ReleaseRequest): Promise<Logged | undefined>

  /** Exchange with the server now. Resolves when this round ended; the status says how. */
  syncNow(): Promise<SyncStatus>
  syncStatus(): Promise<SyncStatus>
  /** What waits, oldest first, and what is held, for the sync page. */
  waiting(): Promise<readonly Logged[]>
  held(): Promise<readonly Logged[]>

  /** Called with every event until the returned function is. */
  subscribe(listener: (event: DataEvent) => void): Promise<() => void>
}

export interface KnownPerson {
  readonly userName: string
  readonly name: string
  /** Until when this person may work here without the server. */
  readonly offlineUntil: string
}

export interface Session {
  readonly user: { readonly id: UserId; readonly userName: string; readonly name: string }
  readonly grants: readonly SessionGrant[]
  readonly offlineUntil: string
  /** False when the person was let in by this device alone. */
  readonly online: boolean
  /** This running of the app, as the changes made in it carry it: screens tell by it what was entered in this sitting. */
  readonly boot: string
}

export interface SessionGrant {
  readonly study: StudyId
  readonly site: SiteId | '*'
  readonly role: Role
}

export type SignInOutcome =
  | { readonly kind: 'in'; readonly session: Session }
  | { readonly kind: 'wrong-password'; readonly triesLeft: number; readonly waitSeconds: number }
  | { readonly kind: 'locked-out'; readonly waitSeconds: number }
  | { readonly kind: 'needs-server' }
  | { readonly kind: 'offline-expired' }
  | { readonly kind: 'not-allowed' }
  | { readonly kind: 'storage-unavailable' }

/** What someone asserts, before the device numbers it. */
export interface Draft {
  readonly study: StudyId
  readonly site: SiteId
  readonly version: StudyVersionId
  readonly subject: SubjectKey
  readonly body: ChangeBody
  readonly source?: ChangeSource
}

export interface SignRequest {
  readonly study: StudyId
  readonly site: SiteId
  readonly version: StudyVersionId
  readonly subject: SubjectKey
  readonly meaning: SignatureMeaning
  readonly scopes: readonly Scope[]
  readonly password: string
}

export interface ReleaseRequest extends Omit<SignRequest, 'meaning' | 'scopes'> {
  readonly dose: Unsigned<'dose-release'>
}

/** NCI's CTCAE table as this device holds it. */
export interface HeldTable {
  readonly loaded: CtcaeLoaded
  readonly table: PublishedTable
}

export type LoadOutcome = 'loaded' | 'no-server' | 'not-allowed' | 'not-taken'

export interface RosterLine {
  readonly subject: SubjectKey
  readonly summary: SubjectSummary | undefined
}

export interface StreamStatus {
  readonly stream: StreamId
  readonly head: number
  readonly cursor: number
  /** When this stream was last completely exchanged. */
  readonly completeAt?: string
}

export interface SyncStatus {
  readonly state: 'offline' | 'idle' | 'syncing' | 'trouble' | 'signed-out'
  readonly waiting: number
  readonly oldestWaitingSince?: string
  /** Last time that everything waiting then had reached the server. */
  readonly lastSentAt?: string
  readonly lastContactAt?: string
  readonly held: number
  readonly streams: readonly StreamStatus[]
  /** Set with `trouble`: a code, never a value. */
  readonly trouble?: string
}

export type DataEvent =
  | { readonly kind: 'changes'; readonly subject: SubjectKey; readonly changes: readonly Logged[] }
  | {
      readonly kind: 'roster'
      readonly study: StudyId
      readonly site: SiteId
      /** The lines made anew; without a summary, the participant is not in the list (any more). */
      readonly lines: readonly RosterLine[]
    }
  | { readonly kind: 'sync'; readonly status: SyncStatus }
  | { readonly kind: 'study'; readonly study: StudyId }
  /** The server said anew what the person who is signed in may do. */
  | { readonly kind: 'granted'; readonly grants: readonly SessionGrant[] }
  /** Another CTCAE table has come. */
  | { readonly kind: 'ctcae' }
  | { readonly kind: 'locked' }
