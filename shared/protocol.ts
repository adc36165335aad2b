import { z } from 'zod'
import { Change, Receipt } from './change/change'
import { DeviceId, Hash, SiteId, StreamId, StudyId, StudyVersionId, UserId } from './ids'
import { ReferenceLoaded } from './reference/reference'
import { Role, can } from './roles'
import { StudyVersion } from './study/definition'

/**
 * What devices and server say to each other. Both sides parse every message with these schemas. Bodies are JSON, gzip
 * both ways; the access token travels in the `Authorization` header only.
 */

export const LIMITS = {
  /** Bytes of one change as JSON. */
  changeBytes: 256 * 1024,
  /** Bytes of one push body before compression. */
  pushBytes: 4 * 1024 * 1024,
  /** Bytes of one pulled page before compression. */
  pageBytes: 1024 * 1024,
} as const

/** One person on one site of one study in one role, for a time. `site: '*'` is every site of the study. */
export const Grant = z.strictObject({
  study: StudyId,
  site: z.union([SiteId, z.literal('*')]),
  role: Role,
  from: z.iso.datetime(),
  until: z.iso.datetime().optional(),
  /** No training for it is on record: its person reads, and enters nothing (21 CFR 11.10(i)). */
  untrained: z.literal(true).exactOptional(),
  /** The day of their training for it. */
  trainedOn: z.iso.date().exactOptional(),
})
export type Grant = z.output<typeof Grant>

/** Whether a grant holds at a moment, in milliseconds since 1970. */
export const isInForce = ({ from, until }: Pick<Grant, 'from' | 'until'>, at: number): boolean =>
  Date.parse(from) <= at && (until === undefined || at < Date.parse(until))

/** Whether a grant rests on a training: any, or where a study version asks for one of its own, one of that day or later. */
export const isTrained = (
  { untrained = false, trainedOn }: { readonly untrained?: boolean; readonly trainedOn?: string },
  since?: string,
): boolean => !untrained && (since === undefined || (trainedOn !== undefined && trainedOn >= since))

/** Whether somebody with these grants may read the casebooks of a site at a moment. */
export const mayReadSite = (
  grants: readonly Grant[],
  { study, site }: Pick<Grant, 'study' | 'site'>,
  at: number,
): boolean =>
  grants.some(
    (grant) =>
      grant.study === study &&
      (grant.site === '*' || grant.site === site) &&
      can(grant.role, 'read-casebook') &&
      isInForce(grant, at),
  )

/** The payload of the server-signed grant (JWS, EdDSA) that lets a person work offline on one device. */
export const OfflineGrant = z.strictObject({
  iss: z.literal('tracer'),
  sub: UserId,
  device: DeviceId,
  name: z.string().max(120),
  userName: z.string().max(120),
  grants: z.array(Grant).max(400),
  grantVersion: z.int().nonnegative(),
  /** Sets up the server; of no study, and no role in any. */
  administrator: z.boolean().exactOptional(),
  /** The server asks this person for a code besides the password. */
  secondFactor: z.boolean().exactOptional(),
  iat: z.int(),
  exp: z.int(),
})
export type OfflineGrant = z.output<typeof OfflineGrant>

export const Base64Url = z.string().regex(/^[A-Za-z0-9_-]+$/)

export const SignInRequest = z.strictObject({
  userName: z.string().min(1).max(120),
  password: z.string().min(1).max(256),
  /** Of the second factor, or a recovery code, from who has one. */
  code: z.string().max(20).exactOptional(),
  device: z.strictObject({
    id: DeviceId,
    /** Ed25519 public key of the device, raw, base64url. Bound at first contact. */
    publicKey: Base64Url.max(64),
    app: z.string().max(40),
    platform: z.string().max(60),
    /** It knows what to do with a newer key of a site; an app that does not say so is given none. */
    renewsKeys: z.literal(true).exactOptional(),
  }),
})
export type SignInRequest = z.output<typeof SignInRequest>

/** The key that encrypts one study and site on one device; the device keeps it only wrapped under a password. */
export const DataKey = z.strictObject({
  study: StudyId,
  site: z.union([SiteId, z.literal('*')]),
  keyId: z.string().max(64),
  key: Base64Url.max(64),
  /**
   * A newer key of a site that had one: the first of them, when this one was made, and what names in an index are made
   * with, which stays what it was under the first.
   */
  renewed: z
    .strictObject({ first: z.string().max(64), at: z.iso.datetime(), index: Base64Url.max(64) })
    .exactOptional(),
})
export type DataKey = z.output<typeof DataKey>

export const SignInAnswer = z.strictObject({
  user: z.strictObject({ id: UserId, userName: z.string(), name: z.string() }),
  accessToken: z.string(),
  accessUntil: z.iso.datetime(),
  refreshToken: z.string(),
  /** Compact JWS of an `OfflineGrant`. */
  offlineGrant: z.string(),
  /** Ed25519 public key that signs grants, raw, base64url. Kept at first sign-in and compared ever after. */
  serverKey: Base64Url,
  dataKeys: z.array(DataKey),
})
export type SignInAnswer = z.output<typeof SignInAnswer>

export const RefreshRequest = z.strictObject({ refreshToken: z.string().max(400), device: DeviceId })
export const RefreshAnswer = z.strictObject({
  accessToken: z.string(),
  accessUntil: z.iso.datetime(),
  refreshToken: z.string(),
})
export type RefreshAnswer = z.output<typeof RefreshAnswer>

/** Ed25519 public key of a person on a device: makes signatures verifiable by anyone. */
export const RegisterKeyRequest = z.strictObject({ keyId: z.string().min(1).max(64), publicKey: Base64Url.max(64) })

export const Cursor = z.strictObject({ seq: z.int().nonnegative(), chain: Hash })
export type Cursor = z.output<typeof Cursor>

/** This device locked a person out after so many wrong passwords, at sign-in and at signing together; by its own clock. */
export const DeviceLockout = z.strictObject({ user: UserId, at: z.iso.datetime() })
export type DeviceLockout = z.output<typeof DeviceLockout>

/**
 * Nobody who ever signed in on this device may read a site any more, since the last role there ended: everything that came
 * from the server goes, by the name of the key it is stored under. What the server does not have yet stays and is sent.
 */
export const PurgeOrder = z.strictObject({ study: StudyId, site: SiteId, key: z.uuid(), since: z.iso.datetime() })
export type PurgeOrder = z.output<typeof PurgeOrder>

/** A device's word that an order was carried out: nothing that is stored under that key is readable on it any more. */
export const PurgeReceipt = z.strictObject({ key: z.uuid(), since: z.iso.datetime(), at: z.iso.datetime() })
export type PurgeReceipt = z.output<typeof PurgeReceipt>

/** A device's word that nothing is left on it under a key that a newer one has replaced. */
export const KeyEnd = z.strictObject({ key: z.uuid(), at: z.iso.datetime() })
export type KeyEnd = z.output<typeof KeyEnd>

/** A newer key that a device seals under, and the first one of that site. */
export const KeyInUse = z.strictObject({ key: z.uuid(), first: z.uuid() })
export type KeyInUse = z.output<typeof KeyInUse>

export const HelloRequest = z.strictObject({
  device: DeviceId,
  app: z.string().max(40),
  lastN: z.int().nonnegative(),
  cursors: z.record(StreamId, Cursor),
  claimedAt: z.iso.datetime({ offset: true }),
  /** Wrong passwords that locked somebody out on this device and that the server may not know of yet. */
  lockouts: z.array(DeviceLockout).max(50).exactOptional(),
  /** What it was ordered to remove and has removed; an app that says nothing of it knows no such orders. */
  purged: z.array(PurgeReceipt).max(2_000).exactOptional(),
  /** Said each time, as a server that a back-up brought back may know neither. */
  keyEnds: z.array(KeyEnd).max(2_000).exactOptional(),
  keysInUse: z.array(KeyInUse).max(2_000).exactOptional(),
})
export type HelloRequest = z.output<typeof HelloRequest>

export const StreamGrant = z.strictObject({
  stream: StreamId,
  head: z.int().nonnegative(),
  /** The device's cursor is not on this log, which a back-up brought back: the stream is read from its beginning. */
  rewind: z.literal(true).exactOptional(),
  /** A device that never read the stream begins with its snapshot (`snapshot.ts`). */
  snapshot: z.literal(true).exactOptional(),
})

/** Numbers this device may give to participants without asking: `first` to `last`, both included. */
export const NumberLease = z.strictObject({
  study: StudyId,
  site: SiteId,
  first: z.int().positive(),
  last: z.int().positive(),
})
export type NumberLease = z.output<typeof NumberLease>

export const Person = z.strictObject({ id: UserId, name: z.string(), role: Role, site: z.string() })
export type Person = z.output<typeof Person>

/** A site works by a version since a day: that of its ethics committee, say, with what the decision is called there. */
export const Approval = z.strictObject({
  version: StudyVersionId,
  on: z.iso.date(),
  reference: z.string().max(200).optional(),
  recordedAt: z.iso.datetime(),
  /** Printed name; left out where the server was set up with it. */
  recordedBy: z.string().optional(),
})
export type Approval = z.output<typeof Approval>

/** A site with the version that its new participants begin under, and all that it has ever approved, first one first. */
export const SiteInfo = z.strictObject({
  study: StudyId,
  site: SiteId,
  name: z.string(),
  version: StudyVersionId,
  approvals: z.array(Approval).exactOptional(),
  /** Versions among these that ask for a training of their own, each with the first day on which one counts. */
  trainings: z.record(StudyVersionId, z.iso.date()).exactOptional(),
})
export type SiteInfo = z.output<typeof SiteInfo>

/** The version a site runs now, then the others that it ever approved: what its participants may be on. */
export const versionsAt = ({ version, approvals = [] }: SiteInfo): readonly StudyVersionId[] => [
  ...new Set([version, ...approvals.map((approval) => approval.version)]),
]

/** A study version that somebody published. */
export const Published = z.strictObject({
  version: StudyVersionId,
  study: StudyId,
  at: z.iso.datetime(),
  by: z.string().optional(),
})
export type Published = z.output<typeof Published>

export const HelloAnswer = z.strictObject({
  /** Changes when the server was restored from a backup. */
  epoch: z.uuid(),
  serverTime: z.iso.datetime(),
  /** The server has this device's changes up to here, and up to here they are backed up. */
  ackedThrough: z.int().nonnegative(),
  safeThrough: z.int().nonnegative(),
  /** The device's chain at `ackedThrough`, as the server computes it. */
  deviceChain: Hash,
  grantVersion: z.int().nonnegative(),
  streams: z.array(StreamGrant),
  /** Sites this person may see, with the study version each runs now. Older versions stay readable. */
  sites: z.array(SiteInfo),
  versions: z.array(StudyVersionId),
  /** The same versions, with who published them; first one first. */
  published: z.array(Published).exactOptional(),
  leases: z.array(NumberLease),
  people: z.array(Person),
  /** Public signature keys of the people above, by key id. */
  keys: z.array(z.strictObject({ keyId: z.string(), user: UserId, publicKey: Base64Url })),
  /** What was loaded for the reader of this, each by the id of its document. */
  references: z.array(ReferenceLoaded),
  /** These two only for a device that says what it has purged. */
  purge: z.array(PurgeOrder).exactOptional(),
  /** Without contact for so many days, a device removes what came from here. */
  keepDays: z.int().positive().exactOptional(),
})
export type HelloAnswer = z.output<typeof HelloAnswer>

export const PushRequest = z.strictObject({
  device: DeviceId,
  grantVersion: z.int().nonnegative(),
  /** Number of the first change; the rest follow without a hole. */
  from: z.int().positive(),
  /** The device's chain before the first and after the last change: the only hashes that travel. */
  before: Hash,
  after: Hash,
  /** Ed25519 by the device's key over the UTF-8 text of `after`, base64url. */
  signature: Base64Url,
  changes: z.array(Change).min(1).max(2_000),
})
export type PushRequest = z.output<typeof PushRequest>

/** A push as the server first reads it: one change that is none must not keep it from saying which. */
export const PushEnvelope = PushRequest.extend({ changes: z.array(z.unknown()).min(1).max(2_000) })
export type PushEnvelope = z.output<typeof PushEnvelope>

export const PushAnswer = z.strictObject({
  ackedThrough: z.int().nonnegative(),
  /** The device's chain at `ackedThrough`, as the server computes it: an answer that was altered or is another's differs. */
  deviceChain: Hash,
  receipts: z.array(z.strictObject({ n: z.int().positive(), receipt: Receipt })),
})
export type PushAnswer = z.output<typeof PushAnswer>

/** What of a file is still to come after a chunk of it was taken. Names the file: an answer to another one says nothing of it. */
export const ChunkTaken = z.strictObject({ file: Hash, missing: z.array(z.int().nonnegative()) })
export type ChunkTaken = z.output<typeof ChunkTaken>

/**
 * One committed row of a stream. A device's own change comes back as a receipt without its body; whole where the device
 * asks for that, because what it blacked out may stand in the log again since its server was restored from a back-up.
 */
export const PulledRow = z.union([
  z.strictObject({ change: Change, receipt: Receipt }),
  z.strictObject({ own: z.int().positive(), receipt: Receipt, hash: Hash }),
])
export type PulledRow = z.output<typeof PulledRow>

export const PullAnswer = z.strictObject({
  stream: StreamId,
  /** Contiguous: the first row's seq is the cursor's + 1. */
  rows: z.array(PulledRow),
  /** The stream's chain after the last row. */
  chain: Hash,
  /** The server's signature over where the page ends (`recovery.ts`); none where it has no rows. */
  proof: Base64Url.exactOptional(),
  head: z.int().nonnegative(),
  more: z.boolean(),
})
export type PullAnswer = z.output<typeof PullAnswer>

/** Why a call was refused, in one closed list, with the HTTP status each travels under. */
export const REFUSALS = {
  'bad-request': 400,
  'chain-broken': 400,
  'signed-out': 401,
  'wrong-password': 401,
  'code-needed': 401,
  'wrong-code': 401,
  'enrol-needed': 403,
  'locked-out': 423,
  revoked: 403,
  'not-allowed': 403,
  /** One change of what was sent can never be taken: `change` says which. All of it came as its device signed it. */
  unacceptable: 422,
  'not-found': 404,
  regrant: 409,
  fork: 409,
  ahead: 409,
  gap: 409,
  outdated: 409,
  'too-large': 413,
  'app-too-old': 426,
  'too-many': 429,
  unavailable: 503,
  internal: 500,
} as const
export type RefusalCode = keyof typeof REFUSALS

const refusalCodes = Object.keys(REFUSALS) as RefusalCode[]

export const Refusal = z.strictObject({
  code: z.enum(refusalCodes),
  /** One sentence in English for a log or a developer; screens speak from the code. */
  message: z.string(),
  /** Where the device has to rewind to, for `gap` and `ahead`. */
  ackedThrough: z.int().nonnegative().optional(),
  /** For `unacceptable`: its number in its device's log, and its own hash. */
  change: z
    .strictObject({
      n: z.int().positive(),
      hash: Hash,
      /** Its site is none that this server has. */
      nowhere: z.literal(true).exactOptional(),
      /** It says of itself that something of it was blacked out, and no agreement in the log says so. */
      unagreed: z.literal(true).exactOptional(),
    })
    .optional(),
  /** Seconds until it is worth trying again, for `locked-out`, `too-many` and `unavailable`. */
  retryAfter: z.int().nonnegative().optional(),
})
export type Refusal = z.output<typeof Refusal>

/**
 * A data manager makes a study version known and sets the sites named to it; with the first version of a study, all that
 * they reach. Publishing the same again changes nothing.
 */
export const PublishRequest = z.strictObject({ version: StudyVersion, sites: z.array(SiteId).max(2_000) })
export type PublishRequest = z.output<typeof PublishRequest>
/** A study the server does not know yet, with its sites and who works there; `*` is every site. */
export const OpenStudyRequest = z.strictObject({
  version: StudyVersion,
  sites: z
    .array(z.strictObject({ id: SiteId, name: z.string().min(1).max(80) }))
    .min(1)
    .max(2_000),
  people: z
    .array(z.strictObject({ userName: z.string().min(1).max(80), role: Role, site: z.union([SiteId, z.literal('*')]) }))
    .max(5_000),
  /** When all of them were trained for it; left out, nobody enters anything before that is recorded. */
  trainedOn: z.iso.date().exactOptional(),
})
export type OpenStudyRequest = z.output<typeof OpenStudyRequest>
export const PublishAnswer = z.strictObject({ id: StudyVersionId })
export type PublishAnswer = z.output<typeof PublishAnswer>

/** A data manager records that a site has approved a version: from then on its new participants begin under it. */
export const ApproveRequest = z.strictObject({
  study: StudyId,
  site: SiteId,
  on: z.iso.date(),
  reference: z.string().trim().min(1).max(200).optional(),
})
export type ApproveRequest = z.output<typeof ApproveRequest>
