import type { ChangeBody, ChangeSource, Logged } from '#shared/change/change'
import type { SubjectSummary } from '#shared/casebook/summary'
import type { ChangeRef, SiteId, StudyId, StudyVersionId, StreamId, SubjectCode, SubjectKey, UserId } from '#shared/ids'
import type { Person, SiteInfo } from '#shared/protocol'
import type { ReferenceKind } from '#shared/reference/reference'
import type { Role } from '#shared/roles'
import type { AccessDoor } from './accesses'
import type { AdministrationDoor } from './administration'
import type { AlertsDoor } from './alerts'
import type { ExportJobsDoor } from './export-jobs'
import type { FilesDoor } from './files'
import type { Pack, TravelDoor } from './pack'
import type { ArmsDoor } from './arms'
import type { PasswordDoor } from './password'
import type { PublishedDoor } from './published'
import type { EmptiedDoor } from './emptied'
import type { InstallationDoor } from './installation'
import type { TakenOffDoor } from './purge'
import type { SigningDoor } from './signing'
import type { RevocationDoor } from './revocation'
import type { Refused } from './store/refused'
import type { UnsentDoor } from './unsent'
import type { WayInDoor } from './way-in'

/**
 * The door to everything a device keeps. Behind it, in a worker of its own, stand Dexie, the keys and the exchange with
 * the server; locking ends that worker, and the keys with it. Nothing here waits for the network unless it says so.
 */
export interface DataDoor
  extends
    AccessDoor,
    AdministrationDoor,
    AlertsDoor,
    ArmsDoor,
    EmptiedDoor,
    ExportJobsDoor,
    FilesDoor,
    InstallationDoor,
    PasswordDoor,
    PublishedDoor,
    RevocationDoor,
    SigningDoor,
    TakenOffDoor,
    TravelDoor,
    UnsentDoor,
    WayInDoor {
  /** People who have signed in on this device, last one first. Readable while locked: names only. */
  people(): Promise<readonly KnownPerson[]>

  /**
   * Opens the device for a person. Someone this device knows is let in by their password alone, network or none; the
   * first time needs the server. Wrong passwords slow down, then lock, across restarts. Who has a second factor is asked
   * for its code wherever the server can be reached.
   */
  signIn(userName: string, password: string, code?: string): Promise<SignInOutcome>

  /** Forgets keys and everything readable. What waits to be sent stays and is sent after the next sign-in. */
  lock(): Promise<void>

  sites(): Promise<readonly SiteInfo[]>
  directory(): Promise<readonly Person[]>

  /** One line a participant, from a cache; complete for what this device holds. */
  roster(study: StudyId, site: SiteId): Promise<readonly SubjectSummary[]>

  /** Whatever something was said in at a site: participants, enrolled or not, and the book of the site itself. */
  books(study: StudyId, site: SiteId): Promise<readonly Book[]>

  /**
   * Every change of one participant. Cost does not grow with the number of participants stored. On a device that has only
   * begun to receive, it is asked for now; rejects with `NotReceived` where it cannot be had.
   */
  casebook(subject: SubjectKey): Promise<readonly Logged[]>

  /**
   * Numbers, encrypts and stores what someone asserts: value, audit and outbox in one strict transaction. Resolves when
   * it is durable, with the change as it will travel. Rejects, with nothing stored, when it could not be made durable.
   */
  record(draft: Draft): Promise<Logged>

  /** The next free participant code of a site from this device's lease, or undefined when the lease is used up. */
  nextSubjectCode(study: StudyId, site: SiteId): Promise<SubjectCode | undefined>

  /** Exchange with the server now. Resolves when this round ended; the status says how. */
  syncNow(): Promise<SyncStatus>
  syncStatus(): Promise<SyncStatus>
  /** What waits, oldest first, and what is held, for the sync page. */
  waiting(): Promise<readonly Logged[]>
  held(): Promise<readonly Logged[]>
  /** What the server can never take, as it was entered, until somebody says that they have dealt with it. */
  refused(): Promise<readonly Refused[]>
  settleRefused(n: number): Promise<void>

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
  /** Sets up the server: that is of no study and no site. */
  readonly administrator: boolean
  readonly offlineUntil: string
  /** False when the person was let in by this device alone. */
  readonly online: boolean
  /** This running of the app, as the changes made in it carry it: screens tell by it what was entered in this sitting. */
  readonly boot: string
  /** Let in by what they took along: nothing else can be read. */
  readonly pack?: Pack
}

export interface SessionGrant {
  readonly study: StudyId
  readonly site: SiteId | '*'
  readonly role: Role
  /** No training for it is on record: nothing is entered by it. */
  readonly untrained: boolean
  readonly trainedOn?: string
}

export type SignInOutcome =
  | { readonly kind: 'in'; readonly session: Session }
  | { readonly kind: 'wrong-password'; readonly triesLeft: number; readonly waitSeconds: number }
  | { readonly kind: 'locked-out'; readonly waitSeconds: number }
  | { readonly kind: 'code-needed' }
  | { readonly kind: 'wrong-code' }
  /** The server wants a second factor of this person, who has none yet. */
  | { readonly kind: 'enrol-needed' }
  /** A change of the password was broken off, and the server does not take this one of the two. */
  | { readonly kind: 'other-password' }
  | { readonly kind: 'needs-server' }
  | { readonly kind: 'offline-expired' }
  | { readonly kind: 'not-allowed' }
  /** This device was shut out: `revocation` says how far it has got. */
  | { readonly kind: 'revoked' }
  | { readonly kind: 'storage-unavailable' }

/** A participant's casebook, or a site's own, before it is read. */
export interface Book {
  readonly subject: SubjectKey
  readonly study: StudyId
  readonly site: SiteId
  /** Of who is enrolled. */
  readonly code?: SubjectCode
  /** Nothing in it was received later, and all of it was; left out where this device would have to read it to know. */
  readonly lastReceived?: string
}

/** What someone asserts, before the device numbers it. */
export interface Draft {
  readonly study: StudyId
  readonly site: SiteId
  readonly version: StudyVersionId
  readonly subject: SubjectKey
  readonly body: ChangeBody
  readonly source?: ChangeSource
}

export interface RosterLine {
  readonly subject: SubjectKey
  readonly summary: SubjectSummary | undefined
}

export interface StreamStatus {
  readonly stream: StreamId
  readonly head: number
  readonly cursor: number
  /** A snapshot is filling in: everybody is in the list, and this many have come whole. */
  readonly snapshot?: { readonly participants: number; readonly received: number }
  /** When this stream was last completely exchanged. */
  readonly completeAt?: string
}

export interface SyncStatus {
  readonly state: 'offline' | 'idle' | 'syncing' | 'trouble' | 'signed-out'
  readonly waiting: number
  /** Changes of this device whose files the server does not have whole yet. */
  readonly files?: readonly ChangeRef[]
  readonly oldestWaitingSince?: string
  /** Last time that everything waiting then had reached the server. */
  readonly lastSentAt?: string
  readonly lastContactAt?: string
  readonly held: number
  /** So many changes of this device the server can never take, and nobody has dealt with them yet. */
  readonly refused: number
  /** Of the changes of this device that the server has, so many are in a back-up that is kept. As of the last contact. */
  readonly backedUp?: { readonly through: number; readonly of: number }
  readonly streams: readonly StreamStatus[]
  /** Set with `trouble`: a code, never a value. */
  readonly trouble?: string
}

export type DataEvent =
  /** Something that was known of this participant is no longer so. */
  | { readonly kind: 'anew'; readonly subject: SubjectKey }
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
  /** Something else was loaded. */
  | { readonly kind: 'reference'; readonly of: ReferenceKind; readonly about: string }
  /** The server said anew what the person who is signed in may do. */
  | { readonly kind: 'granted'; readonly grants: readonly SessionGrant[] }
  | { readonly kind: 'locked' }
  /** Something was taken off this device: `takenOff` says what. */
  | { readonly kind: 'taken-off' }
  /** What the store of this device held before is gone: `emptied` says more. */
  | { readonly kind: 'emptied' }
  /** What `revocation` tells has changed. */
  | { readonly kind: 'revoked' }
