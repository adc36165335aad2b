import { z } from 'zod'
import { AttachedFile } from '../attachment'
import { EventPath, FormPath, ItemPath, Scope } from '../casebook/path'
import { Agent } from '../dose-release/agents'
import { EligibilitySnapshot } from '../eligibility/snapshot'
import {
  ChangeRef,
  DeviceId,
  Hash,
  SiteId,
  StreamId,
  StudyId,
  StudyVersionId,
  SubjectCode,
  SubjectKey,
  UserId,
  changeRef,
} from '../ids'
import { Role } from '../roles'

/**
 * A change is one fact that someone asserted. The same record is audit entry, outbox row, wire message and server row;
 * it is never edited. `(device, n)` is its identity, `bases` are the heads its author was looking at.
 */

const wellFormed = (text: string) => text.isWellFormed()
const Text = (max: number) => z.string().max(max).refine(wellFormed, 'text with a broken character')

/** Why there is no value (common CRF conventions, missing-value codes). */
export const MissingCode = z.enum(['ND', 'UNK', 'NA', 'NAV', 'MASK'])
export type MissingCode = z.output<typeof MissingCode>

/**
 * What stands in an item. `text` is what was typed: numbers keep their digits and their decimal mark, dates are ISO 8601
 * (partial ones shortened: `2026-03`), a coded answer is its code, several codes are parted by single spaces.
 * `canonical` is the value in the item's own unit, with the version of the conversion that made it.
 */
export const Entry = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('value'),
    text: Text(32_767).min(1),
    unit: Text(40).optional(),
    canonical: z.strictObject({ value: Text(60), unit: Text(40), conversion: Text(40) }).optional(),
  }),
  z.strictObject({ state: z.literal('missing'), code: MissingCode, reason: Text(500).optional() }),
  z.strictObject({ state: z.literal('blank') }),
])
export type Entry = z.output<typeof Entry>

const Bases = z.array(ChangeRef).max(200)

export const ItemChange = z.strictObject({
  path: ItemPath,
  bases: Bases,
  entry: Entry,
  reason: Text(500).min(1).optional(),
})
export type ItemChange = z.output<typeof ItemChange>

/** A query's name: a UUID, or, for one that opens by itself, what opened it: `contested:<item>` or `check:<form>:<finding>`. */
export const QueryId = Text(500).min(1).brand<'QueryId'>()
export type QueryId = z.output<typeof QueryId>

/** `propose` asks whether it should be asked at all: nobody at the site has to answer before it is opened. */
export const QueryMove = z.enum(['propose', 'open', 'answer', 'close', 'cancel', 'reopen'])
export type QueryMove = z.output<typeof QueryMove>

/** Whose turn it is: the people of the site, its investigator, or a role of the sponsor. */
export const QueryParty = z.enum(['site', 'investigator', 'monitor', 'data-manager'])
export type QueryParty = z.output<typeof QueryParty>

/** How far a part of a casebook is closed. `frozen`: its data rest, review goes on. `locked`: nothing is added any more. */
export const Closing = z.enum(['open', 'frozen', 'locked'])
export type Closing = z.output<typeof Closing>

export const SignatureMeaning = z.enum(['reviewed-adverse-event', 'data-correct', 'eligibility', 'dose-release'])
export type SignatureMeaning = z.output<typeof SignatureMeaning>

/** Why a request to randomise was refused. A closed list; `about` names the form, need, stratum or arm. */
export const RandomisationRefusal = z.strictObject({
  code: z.enum([
    'not-enrolled',
    'not-signed',
    'need',
    'stratum-missing',
    'stratum-differs',
    'sub-arm-unknown',
    'no-randomisation',
    'site-closed',
    'site-full',
    'study-full',
    'list-exhausted',
    'signature-expired',
  ]),
  about: Text(64).optional(),
})
export type RandomisationRefusal = z.output<typeof RandomisationRefusal>

const GateDecision = z.enum(['RELEASED', 'REDUCED', 'HOLD', 'STOP'])
const DoseAmount = z.strictObject({ value: Text(20).min(1), unit: z.enum(['MBq', 'mg']) })

/** The level of each stratum, in the order of the study. */
export const Strata = z.array(z.strictObject({ stratum: Text(64).min(1), level: Text(64).min(1) })).max(8)
export type Strata = z.output<typeof Strata>

/** Where free text stands in a change (`redaction/black-out.ts`). */
export const RedactionPlace = z
  .string()
  .regex(/^(?:items\/\d{1,3}\/(?:entry|reason)|entry|reason|text|note|title)$/)
  .brand<'RedactionPlace'>()
export type RedactionPlace = z.output<typeof RedactionPlace>

/** What is to be blacked out of one change: by its hash as it was written, and the hash of what is left of it. */
export const RedactionTarget = z.strictObject({
  change: ChangeRef,
  places: z.array(RedactionPlace).min(1).max(800),
  original: Hash,
  remaining: Hash,
})
export type RedactionTarget = z.output<typeof RedactionTarget>

/** What people and the server say of a participant; what is carried of it to another site is `ChangeBody`. */
const SaidBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('enrol'), code: SubjectCode }),
  /**
   * The participant goes on under another version of the study: `from` is the one their author saw them on. Forms that
   * were entered stay under their own version, but for those named, which are taken along.
   */
  z.strictObject({
    kind: z.literal('amend'),
    from: StudyVersionId,
    to: StudyVersionId,
    /** The form in which they consented to it, and its heads; left out where they go back to one they were on. */
    consent: z.strictObject({ form: FormPath, heads: z.array(ChangeRef).max(400) }).optional(),
    forms: z.array(FormPath).max(400),
    reason: Text(500).min(1).optional(),
  }),
  z.strictObject({ kind: z.literal('value'), items: z.array(ItemChange).min(1).max(400) }),
  z.strictObject({
    kind: z.literal('status'),
    form: FormPath,
    bases: Bases,
    status: z.enum(['in-progress', 'complete', 'not-done']),
    reason: Text(500).min(1).optional(),
  }),
  /** The source says so: a finding is answered, as long as the values that raised it stay what they were. */
  z.strictObject({
    kind: z.literal('confirm'),
    form: FormPath,
    check: Text(200).min(1),
    evidence: z.array(ChangeRef).max(200),
    reason: Text(500).min(1),
  }),
  z.strictObject({
    kind: z.literal('query'),
    query: QueryId,
    scope: Scope,
    bases: Bases,
    move: QueryMove,
    text: Text(2_000),
    /** Who is asked; left out, whoever was asked before, or else the other side. */
    to: QueryParty.exactOptional(),
    /** The values a person was looking at who judged a query that opened by itself: other values open it again. */
    evidence: z.array(ChangeRef).max(200).exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('verify'),
    scope: Scope,
    heads: z.array(ChangeRef).max(2_000),
    /** What it was compared with: where in the source it stands. */
    note: Text(500).min(1).exactOptional(),
  }),
  /** Verifications of what lies in the scope are taken back, those that their author saw. */
  z.strictObject({
    kind: z.literal('unverify'),
    scope: Scope,
    verifications: z.array(ChangeRef).min(1).max(400),
    reason: Text(500).min(1),
  }),
  /**
   * A part of a casebook is frozen, locked or opened again; for a whole site it is said of the site's own book
   * (`siteBookOf`), for a study of each of its sites. Opening takes a reason.
   */
  z.strictObject({
    kind: z.literal('lock'),
    scope: Scope,
    bases: Bases,
    closing: Closing,
    reason: Text(500).min(1).exactOptional(),
  }),
  /**
   * Somebody takes data out of the app as a file, with what they took and what to know the file by; said of the site's
   * own book before the file is handed over.
   */
  z.strictObject({
    kind: z.literal('export'),
    format: Text(20).min(1),
    /** The instant that the file speaks of. */
    asOf: z.iso.datetime({ offset: true }),
    participants: z.int().nonnegative(),
    /** Whether it was narrowed to some visits or forms. */
    part: z.boolean(),
    rows: z.int().nonnegative(),
    bytes: z.int().nonnegative(),
    sha256: Hash,
  }),
  /** The investigator has looked at these heads of an adverse event and accepts them. */
  z.strictObject({ kind: z.literal('review'), form: FormPath, heads: z.array(ChangeRef).max(2_000) }),
  z.strictObject({
    kind: z.literal('sign'),
    meaning: SignatureMeaning,
    /** Each scope with the hash of exactly the content its signer saw (`signedContent`). */
    scopes: z
      .array(z.strictObject({ scope: Scope, content: Hash }))
      .min(1)
      .max(200),
    /** Ed25519 over the canonical JSON of `{subject, author, meaning, scopes, claimedAt}`, base64url; key by its id. */
    key: Text(64).min(1),
    signature: Text(128).min(1),
  }),
  /**
   * An investigator decides about a dose: what the gate said, why, and every head that it rests on. Ed25519 over the
   * canonical JSON of everything said here with subject, author and claimedAt (`releaseText`).
   */
  z.strictObject({
    kind: z.literal('dose-release'),
    /** The visit at which the dose is given, or the log that records it. */
    event: EventPath,
    agent: Agent,
    /** The day planned, or the instant. */
    planned: Text(40).min(10),
    decision: GateDecision,
    /** At most so much: MBq of 177Lu, mg of others. */
    amount: DoseAmount.optional(),
    /** What the gate said where the investigator decided to be more careful, and why. */
    otherwise: z
      .strictObject({ decision: GateDecision, amount: DoseAmount.optional(), reason: Text(500).min(1) })
      .optional(),
    /** The whole checklist as its signer saw it. */
    conditions: z
      .array(
        z.strictObject({
          code: Text(80).min(1),
          verdict: z.enum(['stops', 'failed', 'missing', 'reduces', 'alert', 'met']),
          items: z.array(Text(130)).max(60).optional(),
          asks: Text(300).optional(),
          earliest: Text(10).optional(),
          seen: z
            .array(z.strictObject({ name: Text(80), value: Text(300), unit: Text(40).optional() }))
            .max(400)
            .optional(),
        }),
      )
      .min(1)
      .max(400),
    evidence: z.array(z.strictObject({ path: ItemPath, heads: Bases.min(1) })).max(10_000),
    key: Text(64).min(1),
    signature: Text(128).min(1),
  }),
  /**
   * An investigator says that the participant may take part: every criterion with what answered it, frozen. Ed25519 over
   * the canonical JSON of the snapshot with subject, author and claimedAt (`eligibilityText`).
   */
  z.strictObject({
    kind: z.literal('eligibility'),
    snapshot: EligibilitySnapshot,
    key: Text(64).min(1),
    signature: Text(128).min(1),
  }),
  z.strictObject({
    kind: z.literal('resolve'),
    path: ItemPath,
    bases: Bases.min(1),
    entry: Entry,
    reason: Text(500).min(1),
  }),
  z.strictObject({ kind: z.literal('withdraw'), scope: Scope, bases: Bases, reason: Text(500).min(1) }),
  /** A file belongs to a form. Its bytes come after this change, in chunks that it names. */
  z.strictObject({ kind: z.literal('attach'), form: FormPath, file: AttachedFile }),
  /** A file was added by mistake: it no longer stands with the form, and stays in the history. */
  z.strictObject({
    kind: z.literal('detach'),
    form: FormPath,
    attachment: ChangeRef,
    reason: Text(500).min(1),
  }),
  /** A person's decision on a held change. */
  z.strictObject({
    kind: z.literal('release'),
    target: ChangeRef,
    scopes: z.array(Scope).min(1).max(400),
    decision: z.enum(['release', 'decline']),
    reason: Text(500).min(1),
  }),
  /** Asks the server for what only it can do; the strata are those that the person confirmed. */
  z.strictObject({ kind: z.literal('request'), act: z.literal('randomise'), strata: Strata }),
  /** The server's answer when it does not do what was asked. */
  z.strictObject({
    kind: z.literal('refuse'),
    request: ChangeRef,
    reasons: z.array(RandomisationRefusal).min(1).max(60),
  }),
  /** The server's allocation: drawn once, never again, whatever becomes of the data it rested on. */
  z.strictObject({
    kind: z.literal('randomise'),
    request: ChangeRef,
    number: Text(20).min(1),
    /** Left out in a blind study. */
    arm: Text(64).min(1).optional(),
    /** Followed from the data as they were; the arm of the schedule where there is one. */
    subArm: Text(64).min(1).optional(),
    strata: Strata,
    /** The signatures it relied on, and the heads that strata and sub-arm were read from. */
    signatures: z.array(ChangeRef).max(60),
    evidence: z.array(ChangeRef).max(2_000),
  }),
  /**
   * An investigator has to know what a participant of a blind study was given, now, for that participant's sake. Says so
   * for everybody to see; the arm itself is in no change, and the server shows it to whoever said this.
   */
  z.strictObject({ kind: z.literal('unblind'), allocation: ChangeRef, reason: Text(500).min(1) }),
  /**
   * Personal data were typed in by mistake: asks that they be blacked out, word for word where they stand and nowhere
   * else. The reason must not repeat them.
   */
  z.strictObject({
    kind: z.literal('redaction-request'),
    targets: z.array(RedactionTarget).min(1).max(50),
    /** What the targets speak of, so that whoever reads any of it reads this. */
    scopes: z.array(Scope).min(1).max(400),
    reason: Text(500).min(1),
  }),
  /** Somebody of the other side decides about it; where they approve and it counts, it is carried out everywhere. */
  z.strictObject({
    kind: z.literal('redaction-decision'),
    request: ChangeRef,
    scopes: z.array(Scope).min(1).max(400),
    decision: z.enum(['approve', 'decline']),
    reason: Text(500).min(1),
  }),
  /**
   * The participant goes on at another site of the study. Said where they are; the server carries everything that was said
   * of them there (`carried`) in the transaction that commits it. What comes later from the site they left waits.
   */
  z.strictObject({ kind: z.literal('transfer'), to: SiteId, reason: Text(500).min(1) }),
  /** Stands in the place of a change that could not be parsed or whose hash did not hold, so the log has no hole. */
  z.strictObject({ kind: z.literal('void'), refused: Hash }),
])

/** An instant as the author's clock said it, with that clock's offset: `2026-03-12T12:46:05.123+01:00`. */
export const ClaimedInstant = z.iso.datetime({ offset: true })

/** How a value came here. `participant`: they answered by themselves, on a screen that the author handed them. */
export const ChangeSource = z.enum(['direct', 'transcribed', 'calculated', 'imported', 'participant'])
export type ChangeSource = z.output<typeof ChangeSource>

const fields = {
  v: z.literal(1),
  device: DeviceId,
  n: z.int().positive(),
  study: StudyId,
  stream: StreamId,
  version: StudyVersionId,
  subject: SubjectKey,
  author: UserId,
  role: Role,
  /** What the author's device says the time is. Kept for people; decides nothing. */
  claimedAt: ClaimedInstant,
  /** The zone of that device, IANA name. */
  zone: Text(60),
  /** One running of the app, and milliseconds since it began: shows a clock that was set in between. */
  boot: z.uuid(),
  mono: z.number().nonnegative(),
  source: ChangeSource,
  /** The version of Tracer it was said with. Changes made before versions were told have none. */
  app: Text(40).min(1).exactOptional(),
  /**
   * How far the author's device had read the stream: what it could know of what others had said there. Left out where it
   * had read nothing.
   */
  seen: z.int().positive().exactOptional(),
  /**
   * Something of it was blacked out (`redaction/`): the hash that it had as it was written, by which chains go on
   * knowing it. Nobody is believed who says so: what is left has to be what a redaction of the log agreed on.
   */
  redacted: Hash.exactOptional(),
}

/** Why the server committed a change without letting it count. A closed list. */
export const HeldReason = z.enum([
  'after-lock',
  'after-signature-lock',
  'author-lost-role',
  'wrong-role',
  'site-not-granted',
  'illegal-transition',
  'no-training',
  'missing-reason',
  'unknown-form-version',
  'version-not-approved',
  'no-consent',
  'subject-transferred',
  'clock-implausible',
  'evidence-differs',
])
export type HeldReason = z.output<typeof HeldReason>

/** What the server says of a change once it is committed. `seq` is dense within the stream. */
export const Receipt = z.strictObject({
  seq: z.int().positive(),
  committedAt: z.iso.datetime(),
  state: z.enum(['applied', 'held']),
  reason: HeldReason.optional(),
})
export type Receipt = z.output<typeof Receipt>

/**
 * The server's own copy of something that was said at a site which the participant has left, in the stream of the one
 * where they are: whole, with what the server said of it there. `carried.ts` says how it is read.
 */
const Carried = z.strictObject({
  kind: z.literal('carried'),
  change: z.strictObject({ ...fields, body: SaidBody }),
  receipt: Receipt,
})

export const ChangeBody = z.discriminatedUnion('kind', [...SaidBody.options, Carried])
export type ChangeBody = z.output<typeof ChangeBody>
export type ChangeKind = ChangeBody['kind']

export const Change = z.strictObject({ ...fields, body: ChangeBody })
export type Change = z.output<typeof Change>

export const refOf = (change: Pick<Change, 'device' | 'n'>): ChangeRef => changeRef(change.device, change.n)

/** A change as a log holds it; without a receipt it is known to its own device only. */
export interface Logged {
  readonly change: Change
  readonly receipt?: Receipt
  /** The stream that it was carried to, where it was read there (`carried.ts`). */
  readonly carriedTo?: StreamId
}
