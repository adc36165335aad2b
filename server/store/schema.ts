import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  boolean,
  customType,
  date,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import type { AccessKind } from '#shared/access'
import type { FormPath } from '#shared/casebook/path'
import type { HeldReason, Receipt } from '#shared/change/change'
import type { ClockReading } from '#shared/change/clock'
import type { ExportJob, ExportWish, JobFailure, JobProgress } from '#shared/export/job'
import type {
  DeviceId,
  DocumentId,
  Hash,
  SiteId,
  StreamClass,
  StreamId,
  StudyId,
  StudyVersionId,
  SubjectKey,
  UserId,
} from '#shared/ids'
import type { ReferenceKind } from '#shared/reference/reference'
import type { Role } from '#shared/roles'

/**
 * The tables as the app sees them. The migrations are the truth about keys, partitions, policies and triggers; this file
 * gives their columns types.
 */

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
const count = (name: string) => bigint(name, { mode: 'number' })

export const setting = pgTable('setting', { key: text().primaryKey(), value: text().notNull() })

export const appUser = pgTable('app_user', {
  id: uuid().$type<UserId>().primaryKey(),
  /** Lower case: two people cannot differ by capitals alone. */
  userName: text('user_name').notNull(),
  name: text().notNull(),
  /** Null until the person has accepted their invitation. */
  passwordHash: text('password_hash'),
  /** The change of their own that set it, for who asks the same again; null where an invitation did. */
  passwordChange: uuid('password_change'),
  administrator: boolean().notNull(),
  /** Raised with every change of this person's grants; calls that carry an older one are sent back to say hello. */
  grantVersion: integer('grant_version').notNull(),
  disabledAt: at('disabled_at'),
  /** Where alerts are mailed to; null where they are read in the app alone. */
  email: text(),
})

export const userGrant = pgTable('user_grant', {
  id: uuid().primaryKey(),
  userId: uuid('user_id').$type<UserId>().notNull(),
  studyId: text('study_id').$type<StudyId>().notNull(),
  /** `*` is every site of the study. */
  siteId: text('site_id').$type<SiteId | '*'>().notNull(),
  role: text().$type<Role>().notNull(),
  fromAt: at('from_at').notNull(),
  untilAt: at('until_at'),
  trainedOn: date('trained_on', { mode: 'string' }),
  givenBy: uuid('given_by').$type<UserId>(),
})

export const site = pgTable(
  'site',
  {
    studyId: text('study_id').$type<StudyId>().notNull(),
    siteId: text('site_id').$type<SiteId>().notNull(),
    name: text().notNull(),
    /** The first participant number that no device has been lent. */
    nextNumber: integer('next_number').notNull(),
  },
  (table) => [primaryKey({ columns: [table.studyId, table.siteId] })],
)

export const studyVersion = pgTable('study_version', {
  id: text().$type<StudyVersionId>().primaryKey(),
  studyId: text('study_id').$type<StudyId>().notNull(),
  /** Canonical JSON: what the id is the hash of. */
  document: text().notNull(),
  /** Made by the database from the document. */
  trainingSince: text('training_since').generatedAlwaysAs(sql`document::jsonb #>> '{training,since}'`),
  publishedAt: at('published_at').notNull(),
  publishedBy: uuid('published_by').$type<UserId>(),
})

/** What people ever loaded for others to read. */
export const referenceDocument = pgTable('reference_document', {
  id: text().$type<DocumentId>().primaryKey(),
  /** Canonical JSON: what the id is the hash of. */
  document: text().notNull(),
})

/** What a document was loaded for: the newest row of a kind and what it is about counts, the others are the history. */
export const referenceLoad = pgTable('reference_load', {
  id: bigserial({ mode: 'number' }).primaryKey(),
  kind: text().$type<ReferenceKind>().notNull(),
  about: text().notNull(),
  document: text('document_id').$type<DocumentId>().notNull(),
  loadedAt: at('loaded_at').notNull(),
  loadedBy: uuid('loaded_by').$type<UserId>().notNull(),
})

/** Which versions a site has approved: its new participants begin under that of the newest row. */
export const siteVersion = pgTable('site_version', {
  id: bigserial({ mode: 'number' }).primaryKey(),
  studyId: text('study_id').$type<StudyId>().notNull(),
  siteId: text('site_id').$type<SiteId>().notNull(),
  version: text().$type<StudyVersionId>().notNull(),
  assignedAt: at('assigned_at').notNull(),
  assignedBy: uuid('assigned_by').$type<UserId>(),
  /** The day of the approval, where it is not that of the row. */
  approvedOn: date('approved_on', { mode: 'string' }),
  reference: text(),
})

export const device = pgTable('device', {
  id: uuid().$type<DeviceId>().primaryKey(),
  publicKey: text('public_key').notNull(),
  app: text().notNull(),
  platform: text().notNull(),
  /** Every change up to here is committed; `chain` is the device's chain after it. */
  acked: count('acked').notNull(),
  chain: text().$type<Hash>().notNull(),
  registeredAt: at('registered_at').notNull(),
  revokedAt: at('revoked_at'),
  /** How far its clock had got with what it sent. */
  clock: jsonb().$type<ClockReading>(),
  /** Seconds by which its clock was ahead of the server's when it last said hello. */
  clockSkew: integer('clock_skew'),
  /** Shut out, it hands over what waits on it before it erases itself. */
  finalPush: boolean('final_push').notNull().default(true),
})

/** The word of a device that was shut out that nothing is left on it. */
export const erasure = pgTable('erasure', {
  device: uuid().$type<DeviceId>().primaryKey(),
  receipt: text().notNull(),
  signature: text().notNull(),
  receivedAt: at('received_at').notNull(),
})

/** Who has signed in on which device. */
export const deviceUser = pgTable(
  'device_user',
  {
    device: uuid().$type<DeviceId>().notNull(),
    userId: uuid('user_id').$type<UserId>().notNull(),
    firstAt: at('first_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.device, table.userId] })],
)

/** One sign-in and every refresh token descended from it. */
export const session = pgTable('session', {
  id: uuid().primaryKey(),
  userId: uuid('user_id').$type<UserId>().notNull(),
  device: uuid().$type<DeviceId>().notNull(),
  /** SHA-256 of the one refresh token that is good now. */
  tokenHash: text('token_hash').notNull(),
  /** Of the one before it, which is good until that one was used. */
  previousHash: text('previous_hash'),
  startedAt: at('started_at').notNull(),
  /** When it was opened or last refreshed. */
  lastSeenAt: at('last_seen_at').notNull(),
  expiresAt: at('expires_at').notNull(),
  endedAt: at('ended_at'),
})

/** Wrong passwords by (keyed hash of the) user name, whether or not anyone has that name. */
export const signInAttempt = pgTable('sign_in_attempt', {
  nameKey: text('name_key').primaryKey(),
  failures: integer().notNull(),
  lockedUntil: at('locked_until'),
})

/** The secret a person's codes are made of, sealed by the server's secret. */
export const secondFactor = pgTable('second_factor', {
  userId: uuid('user_id').$type<UserId>().primaryKey(),
  sealedSecret: text('sealed_secret').notNull(),
  /** Null while it is being set up. */
  confirmedAt: at('confirmed_at'),
  /** The time step of the last code that was taken. */
  lastStep: count('last_step').notNull(),
})

export const recoveryCode = pgTable(
  'recovery_code',
  {
    userId: uuid('user_id').$type<UserId>().notNull(),
    codeHash: text('code_hash').notNull(),
    usedAt: at('used_at'),
  },
  (table) => [primaryKey({ columns: [table.userId, table.codeHash] })],
)

export const invitation = pgTable('invitation', {
  tokenHash: text('token_hash').primaryKey(),
  administrator: boolean().notNull(),
  /** Whom it lets in; null for the first administrator. */
  userId: uuid('user_id').$type<UserId>(),
  expiresAt: at('expires_at').notNull(),
  usedAt: at('used_at'),
})

/** Somebody lost their password: who asked for a new one, and who confirmed it. */
export const passwordRecovery = pgTable('password_recovery', {
  id: uuid().defaultRandom().primaryKey(),
  userId: uuid('user_id').$type<UserId>().notNull(),
  askedBy: uuid('asked_by').$type<UserId>().notNull(),
  askedAt: at('asked_at').notNull(),
  expiresAt: at('expires_at').notNull(),
  confirmedBy: uuid('confirmed_by').$type<UserId>(),
  confirmedAt: at('confirmed_at'),
  /** The link was made, or it was withdrawn. */
  endedAt: at('ended_at'),
})

/** Public keys that people sign records with. */
export const userKey = pgTable('user_key', {
  keyId: text('key_id').primaryKey(),
  userId: uuid('user_id').$type<UserId>().notNull(),
  device: uuid().$type<DeviceId>().notNull(),
  publicKey: text('public_key').notNull(),
  registeredAt: at('registered_at').notNull(),
})

/** Keys that devices encrypt with, sealed by the server's secret; none ever goes, as work may come that is under it. */
export const dataKey = pgTable(
  'data_key',
  {
    device: uuid().$type<DeviceId>().notNull(),
    studyId: text('study_id').$type<StudyId>().notNull(),
    siteId: text('site_id').$type<SiteId>().notNull(),
    keyId: uuid('key_id').notNull(),
    sealed: text().notNull(),
    /** The first key of a site is 1; names in the device's indexes are made with that one for good. */
    generation: integer().notNull(),
    madeAt: at('made_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.device, table.studyId, table.siteId, table.generation] })],
)

/** A device's word that nothing is left on it under a key. */
export const dataKeyEnd = pgTable(
  'data_key_end',
  {
    device: uuid().$type<DeviceId>().notNull(),
    keyId: uuid('key_id').notNull(),
    endedAt: at('ended_at').notNull(),
    receivedAt: at('received_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.device, table.keyId] })],
)

/** The key that signs grants and access tokens; its private half is sealed by the server's secret. */
export const serverKey = pgTable('server_key', {
  id: text().primaryKey(),
  publicKey: text('public_key').notNull(),
  sealedPrivate: text('sealed_private').notNull(),
})

export const numberLease = pgTable(
  'number_lease',
  {
    studyId: text('study_id').$type<StudyId>().notNull(),
    siteId: text('site_id').$type<SiteId>().notNull(),
    device: uuid().$type<DeviceId>().notNull(),
    first: integer('first_number').notNull(),
    last: integer('last_number').notNull(),
    /** The highest number of the block that an enrolment of this device carried; `first - 1` before any. */
    used: integer('used_through').notNull(),
  },
  (table) => [primaryKey({ columns: [table.studyId, table.siteId, table.first] })],
)

/** What a person who looks after security wants to know. Ids and codes only, append-only. */
export const securityLog = pgTable('security_log', {
  id: bigserial({ mode: 'number' }).primaryKey(),
  at: at('at').notNull(),
  kind: text().notNull(),
  userId: uuid('user_id').$type<UserId>(),
  device: uuid().$type<DeviceId>(),
  detail: text(),
})

/** The head row of a stream: whoever holds its lock gives out the next seq. */
export const stream = pgTable('stream', {
  stream: text().$type<StreamId>().primaryKey(),
  studyId: text('study_id').$type<StudyId>().notNull(),
  siteId: text('site_id').$type<SiteId>().notNull(),
  class: text().$type<StreamClass>().notNull(),
  head: count('head').notNull(),
  chain: text().$type<Hash>().notNull(),
})

/** Every stream in which a participant who was moved has lain. Follows from the log: the app only reads it. */
export const movedParticipant = pgTable(
  'moved_participant',
  {
    studyId: text('study_id').$type<StudyId>().notNull(),
    subject: uuid().$type<SubjectKey>().notNull(),
    stream: text().$type<StreamId>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.studyId, table.subject, table.stream] })],
)

/** The log. Append-only: the app may insert and select, and a trigger refuses everybody else. */
export const change = pgTable(
  'change',
  {
    studyId: text('study_id').$type<StudyId>().notNull(),
    stream: text().$type<StreamId>().notNull(),
    seq: count('seq').notNull(),
    device: uuid().$type<DeviceId>().notNull(),
    n: count('n').notNull(),
    subject: uuid().$type<SubjectKey>().notNull(),
    /** Canonical JSON of the change: what `hash` is the hash of, byte for byte. */
    body: text().notNull(),
    hash: text().$type<Hash>().notNull(),
    committedAt: at('committed_at').notNull(),
    state: text().$type<Receipt['state']>().notNull(),
    reason: text().$type<HeldReason>(),
    /** The stream's chain after this row. */
    chain: text().$type<Hash>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.studyId, table.stream, table.seq] })],
)

/** Who looked at a participant's record, as devices say it. Append-only, and seen by site as the log is. */
export const accessEntry = pgTable(
  'access_entry',
  {
    line: bigserial({ mode: 'number' }),
    device: uuid().$type<DeviceId>().notNull(),
    id: uuid().notNull(),
    stream: text().$type<StreamId>().notNull(),
    /** Null where it was done to records of the whole site. */
    subject: uuid().$type<SubjectKey>(),
    userId: uuid('user_id').$type<UserId>().notNull(),
    kind: text().$type<AccessKind>().notNull(),
    /** By the device's clock. */
    at: at('at').notNull(),
    receivedAt: at('received_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.device, table.id] })],
)

/** What people have to know at once; its jobs stand in the queue once they were handed over. */
export const alert = pgTable('alert', {
  id: uuid().defaultRandom().primaryKey(),
  kind: text().$type<'serious-adverse-event' | 'unblinding' | 'lockout'>().notNull(),
  /** Of a serious adverse event, all four; of a broken blind, all but the form; of a lockout, none. */
  studyId: text('study_id').$type<StudyId>(),
  siteId: text('site_id').$type<SiteId>(),
  subject: uuid().$type<SubjectKey>(),
  form: text().$type<FormPath>(),
  /** Of a lockout alone. */
  aboutUser: uuid('about_user').$type<UserId>(),
  device: uuid().$type<DeviceId>(),
  lockedAt: at('locked_at'),
  offline: boolean(),
  raisedAt: at('raised_at').notNull(),
  queuedAt: at('queued_at'),
  escalatedAt: at('escalated_at'),
  acknowledgedAt: at('acknowledged_at'),
  acknowledgedBy: uuid('acknowledged_by').$type<UserId>(),
})

/** A back-up of this database; one that is not done counts for nothing. */
export const backup = pgTable('backup', {
  id: uuid().primaryKey(),
  begunAt: at('begun_at').notNull(),
  doneAt: at('done_at'),
})

/** What of a device was committed when a back-up began. */
export const backupReach = pgTable(
  'backup_reach',
  {
    backup: uuid().notNull(),
    device: uuid().$type<DeviceId>().notNull(),
    acked: count('acked').notNull(),
  },
  (table) => [primaryKey({ columns: [table.device, table.backup] })],
)

/** How far a stream is packed for devices that begin. */
export const snapshot = pgTable('snapshot', {
  stream: text().$type<StreamId>().primaryKey(),
  seq: count('seq').notNull(),
  chain: text().$type<Hash>().notNull(),
})

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** Everything said of one participant up to the snapshot, packed; a cache of the log. */
export const snapshotPart = pgTable(
  'snapshot_part',
  {
    stream: text().$type<StreamId>().notNull(),
    subject: uuid().$type<SubjectKey>().notNull(),
    /** SHA-256 of the text that is packed. */
    part: text().$type<Hash>().notNull(),
    changes: integer().notNull(),
    /** The seq of the last of them. */
    last: count('last').notNull(),
    /** A `SubjectSummary` as JSON; null for who is not enrolled. */
    summary: text(),
    packed: bytes().notNull(),
  },
  (table) => [primaryKey({ columns: [table.stream, table.subject] })],
)

/** A piece of a file that a change of the stream names. */
export const attachmentChunk = pgTable(
  'attachment_chunk',
  {
    stream: text().$type<StreamId>().notNull(),
    /** SHA-256 of the content. */
    chunk: text().$type<Hash>().notNull(),
    content: bytes().notNull(),
  },
  (table) => [primaryKey({ columns: [table.stream, table.chunk] })],
)

/** How a list was made; its seed and its plan are sealed by the server's secret, and nobody reads them but the server. */
export const randomisationList = pgTable('randomisation_list', {
  id: uuid().primaryKey(),
  /** In the order of their making: an older list is used up first. */
  ordinal: bigserial({ mode: 'number' }),
  studyId: text('study_id').$type<StudyId>().notNull(),
  version: text().$type<StudyVersionId>().notNull(),
  method: text().$type<'blocks' | 'minimisation'>().notNull(),
  sealedPlan: text('sealed_plan').notNull(),
  sealedSeed: text('sealed_seed').notNull(),
  /** SHA-256 of the whole list with its seed and plan: shows later that it is the one that was made. */
  hash: text().$type<Hash>().notNull(),
  madeAt: at('made_at').notNull(),
  madeBy: uuid('made_by').$type<UserId>().notNull(),
})

/** The lists themselves. The app may insert and never select. */
export const randomisationEntry = pgTable(
  'randomisation_entry',
  {
    listId: uuid('list_id').notNull(),
    stratum: text().notNull(),
    position: integer().notNull(),
    sealedArm: text('sealed_arm').notNull(),
  },
  (table) => [primaryKey({ columns: [table.listId, table.stratum, table.position] })],
)

/** What was drawn for whom; the change at `seq` of the stream says the same to devices. */
export const allocation = pgTable(
  'allocation',
  {
    studyId: text('study_id').$type<StudyId>().notNull(),
    subject: uuid().$type<SubjectKey>().notNull(),
    stream: text().$type<StreamId>().notNull(),
    number: integer().notNull(),
    listId: uuid('list_id').notNull(),
    stratum: text().notNull(),
    position: integer(),
    sealedArm: text('sealed_arm').notNull(),
    seq: count('seq').notNull(),
    allocatedAt: at('allocated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.studyId, table.subject] })],
)

/** Where participants may be randomised, and how many: the newest row of a place counts, the others are the history. */
export const randomisationPlace = pgTable('randomisation_place', {
  id: bigserial({ mode: 'number' }).primaryKey(),
  studyId: text('study_id').$type<StudyId>().notNull(),
  siteId: text('site_id').$type<SiteId | '*'>().notNull(),
  open: boolean().notNull(),
  most: integer(),
  setAt: at('set_at').notNull(),
  setBy: uuid('set_by').$type<UserId>().notNull(),
})

/** Requests that were committed and not answered yet. */
export const randomisationRequest = pgTable(
  'randomisation_request',
  {
    device: uuid().$type<DeviceId>().notNull(),
    n: count('n').notNull(),
    stream: text().$type<StreamId>().notNull(),
    subject: uuid().$type<SubjectKey>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.device, table.n] })],
)

/** What was brought back after a restore, and whose number another change has taken meanwhile. */
export const recoveredAside = pgTable(
  'recovered_aside',
  {
    device: uuid().$type<DeviceId>().notNull(),
    n: count('n').notNull(),
    hash: text().$type<Hash>().notNull(),
    stream: text().$type<StreamId>().notNull(),
    /** The change as it was committed, and what was decided of it. */
    body: text().notNull(),
    receipt: jsonb().$type<Receipt>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.device, table.n, table.hash] })],
)

/** A device's numbers are used once, whatever partition the change is in. */
export const changeIdentity = pgTable(
  'change_identity',
  {
    device: uuid().$type<DeviceId>().notNull(),
    n: count('n').notNull(),
    stream: text().$type<StreamId>().notNull(),
    seq: count('seq').notNull(),
    hash: text().$type<Hash>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.device, table.n] })],
)

/** An export that somebody asked for, from its asking until nothing is left of it. */
export const exportJob = pgTable('export_job', {
  id: uuid().primaryKey(),
  userId: uuid('user_id').$type<UserId>().notNull(),
  device: uuid().$type<DeviceId>().notNull(),
  session: uuid().notNull(),
  wish: jsonb().$type<ExportWish>().notNull(),
  state: text().$type<ExportJob['state']>().notNull(),
  failure: text().$type<JobFailure>(),
  askedAt: at('asked_at').notNull(),
  endedAt: at('ended_at'),
  progress: jsonb().$type<JobProgress>().notNull(),
  /** How often a server began it. */
  tries: integer().notNull().default(0),
  /** When the server that makes it last said so, by the clock of the database. */
  beatAt: at('beat_at'),
})

/** What came of it, or is coming. */
export const exportArchive = pgTable('export_archive', {
  job: uuid().primaryKey(),
  /** Everything that it may hold something of. */
  streams: text().array().$type<StreamId[]>().notNull(),
  /** What its pieces are sealed with, sealed by the server's secret. */
  sealedKey: text('sealed_key').notNull(),
  name: text(),
  bytes: bigint({ mode: 'number' }),
  sha256: text().$type<Hash>(),
})

/** A sealed piece of an archive. */
export const exportChunk = pgTable(
  'export_chunk',
  {
    job: uuid().notNull(),
    place: integer().notNull(),
    content: bytes().notNull(),
  },
  (table) => [primaryKey({ columns: [table.job, table.place] })],
)
