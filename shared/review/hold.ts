import type { Casebook, ItemEntry, ItemState } from '../casebook/casebook'
import { standings } from '../casebook/derive'
import { shardsOf } from '../casebook/fold'
import { type ItemPath, type Scope, formOf, within } from '../casebook/path'
import { sameEntry } from '../casebook/same-entry'
import { consentTo, versionOf, wasOn } from '../casebook/versions'
import { hasLeft } from '../casebook/whereabouts'
import {
  type Change,
  type ChangeBody,
  type Entry,
  type HeldReason,
  type ItemChange,
  type Logged,
  refOf,
} from '../change/change'
import { type ChangeRef, type SiteId, type StudyVersionId, streamParts } from '../ids'
import { type Grant, isInForce, isTrained } from '../protocol'
import { loosens, saysData, mayAssert, mayClose, mayDecide, mayLead } from '../roles'
import { isBlindAllocation } from '../randomisation/allocation'
import { isExplained, judgeDecision, judgeRequest } from '../redaction/judge'
import { followsFrom } from '../dose-release/release'
import { eligibilityFollows } from '../eligibility/ask'
import type { EligibilitySnapshot } from '../eligibility/snapshot'
import type { CompiledStudy } from '../study/compile'
import { againstLocking, closingSeen, isClosedTo, siteBookOf, standsAgainst } from './closing'
import { mayDecideBetween } from './deciding'
import { judgeQuery } from './hold-query'
import { isOnce, standsForGood } from './once'
import { replacesSettled } from './reason'
import { breaksUnseen, knewOf } from './sight'
import { signedContent } from './signed-content'
import { notReady } from './signing'

export interface JudgeContext {
  /** The server's clock. */
  readonly now: string
  /** Every grant the author was ever given, in force or not. */
  readonly grants: readonly Grant[]
  /** The study version that the change names, or undefined when the server does not know it. */
  readonly study: CompiledStudy | undefined
  /** A version that the site of the change has approved, with the day of it; undefined for any other. */
  readonly approved: (version: StudyVersionId) => Approved | undefined
  /** The versions that a site of the study has approved; none of one that takes no part in it. Left out, there is no other. */
  readonly versionsAt?: (site: SiteId) => readonly StudyVersionId[]
  /** The participant as committed so far, with the changes before this one in the same push. */
  readonly casebook: Casebook
  /** The book of the site (`siteBookOf`); left out where nothing was ever said of it. */
  readonly siteBook?: Casebook | undefined
}

export interface Approved {
  readonly study: CompiledStudy
  readonly on: string
}

/**
 * Whether a change is committed without counting, and why: the author's rights as they are now at the server, then
 * whether the study knows what is spoken of, then whether the act is possible from where its author stood. Undefined
 * lets it count. A conflict with what others wrote meanwhile is never a reason: it makes the item contested.
 */
export function judge(change: Change, context: JudgeContext): HeldReason | undefined {
  if (change.body.kind === 'void') return undefined
  return (
    judgeAuthor(change, context) ??
    judgeWords(change, context) ??
    judgePlace(change, context) ??
    judgeAct(change, change.body, context) ??
    judgeBlackedOut(change, context.casebook)
  )
}

/**
 * Nobody is believed that something of a change was blacked out, least of all after a restore. Asked last: what is held for
 * this and nothing else counts by itself once its agreement is there (`standings`).
 */
export const judgeBlackedOut = (change: Change, casebook: Casebook): HeldReason | undefined =>
  isExplained(change, casebook) ? undefined : 'evidence-differs'

/** Nothing that came too late counts, and a site's own book is about closing and exports only, and what was written of them. */
function judgePlace(change: Change, { casebook, siteBook }: JudgeContext): HeldReason | undefined {
  const { body, study, stream, subject } = change
  const isOfSite = subject === siteBookOf(study, streamParts(stream).site)
  if (isOfSite) return isOfSiteBook(body) ? undefined : 'illegal-transition'
  if (body.kind === 'export') return 'illegal-transition'
  if (hasLeft(casebook, streamParts(stream).site) && !goesOn(body, casebook)) return 'subject-transferred'
  if (isClosedTo(casebook, body, siteBook)) return 'after-lock'
  return isData(body) && breaksUnseen(change, casebook) ? 'after-lock' : undefined
}

/**
 * At a site that a participant has left, what came too late is decided about, and words that were typed there by mistake are
 * blacked out. Everything else is said where they are.
 */
function goesOn(body: ChangeBody, casebook: Casebook): boolean {
  switch (body.kind) {
    case 'release':
      return heldChange(casebook, body.target)?.receipt?.reason === 'subject-transferred'
    case 'redaction-request':
    case 'redaction-decision':
      return true
    default:
      return false
  }
}

const isData = ({ kind }: ChangeBody): boolean => saysData(kind)

const isOfSiteBook = (body: ChangeBody): boolean =>
  ['export', 'release', 'redaction-request', 'redaction-decision'].includes(body.kind) ||
  (body.kind === 'lock' && body.scope === '')

function judgeAuthor(change: Change, { grants, now, study: known }: JudgeContext): HeldReason | undefined {
  const { study, site } = streamParts(change.stream)
  if (study !== change.study) return 'site-not-granted'
  const here = grants.filter((grant) => grant.study === study && (grant.site === '*' || grant.site === site))
  const granted = here.filter((grant) => grant.role === change.role && isInForce(grant, Date.parse(now)))
  if (granted.length === 0) return here.length > 0 ? 'author-lost-role' : 'site-not-granted'
  if (!mayAssert(change.role, change.body.kind)) return 'wrong-role'
  const since = known?.under(change.version).version.training?.since
  return isData(change.body) && !granted.some((grant) => isTrained(grant, since)) ? 'no-training' : undefined
}

/** Everything a change speaks of is in the version it names. */
function judgeWords({ body, study, version }: Change, context: JudgeContext): HeldReason | undefined {
  const compiled = context.study?.under(version)
  if (!compiled || compiled.version.study.id !== study) return 'unknown-form-version'
  const words = wordsOf(body)
  if (!words.every((path) => isKnown(compiled, path))) return 'unknown-form-version'
  // Nothing is entered under a version that nobody at the site may work by.
  return (words.length > 0 || body.kind === 'enrol') && !context.approved(version) ? 'version-not-approved' : undefined
}

/** Forms and items that a change writes to. What is said about them later needs no more than that they are there. */
function wordsOf(body: ChangeBody): readonly string[] {
  switch (body.kind) {
    case 'value':
      return body.items.map(({ path }) => path)
    case 'resolve':
      return [body.path]
    case 'status':
    case 'confirm':
    case 'review':
    case 'attach':
      return [body.form]
    case 'enrol':
    case 'amend':
    case 'query':
    case 'verify':
    case 'unverify':
    case 'lock':
    case 'export':
    case 'sign':
    case 'dose-release':
    case 'eligibility':
    case 'withdraw':
    case 'detach':
    case 'release':
    case 'redaction-request':
    case 'redaction-decision':
    case 'request':
    case 'refuse':
    case 'randomise':
    case 'unblind':
    case 'transfer':
    case 'carried':
    case 'void':
      return []
  }
}

function isKnown(study: CompiledStudy, path: string): boolean {
  const [eventText = '', formText = '', groupText, item] = path.split('/')
  const oid = (text: string): string => text.split(':')[0] ?? text
  const event = study.event(oid(eventText))
  const form = oid(formText)
  if (!event || !study.form(form)) return false
  if (!event.forms.includes(form) && study.version.visitDate.form !== form) return false
  if (groupText === undefined || item === undefined) return true
  const placed = study.item(form, item)
  return placed?.group.oid === oid(groupText) && groupText.includes(':') === (placed.group.repeating ?? false)
}

function judgeAct(change: Change, body: ChangeBody, context: JudgeContext): HeldReason | undefined {
  const { casebook, study } = context
  switch (body.kind) {
    case 'enrol':
      return casebook.enrolled && refOf(casebook.enrolled.change) !== refOf(change) ? 'illegal-transition' : undefined
    case 'amend':
      return judgeMove(body, context)
    case 'value':
      return judgeValues(change, body.items, context)
    case 'status':
      return body.status === 'not-done' && body.reason === undefined ? 'missing-reason' : undefined
    case 'query':
      return judgeQuery(change, body, casebook)
    case 'resolve':
      return judgeResolve(change, body, context)
    case 'withdraw':
      // A visit is withdrawn form by form: each form keeps what was said of it.
      return formOf(body.scope) === undefined || standsForGood(study, casebook, body.scope)
        ? 'illegal-transition'
        : undefined
    case 'detach':
      return casebook.forms.get(body.form)?.attachments.some(({ ref }) => ref === body.attachment)
        ? undefined
        : 'illegal-transition'
    case 'release':
      return judgeRelease(change, body.target, body.scopes.map(formOf), casebook)
    case 'redaction-request':
      return judgeRequest(body, casebook)
    case 'redaction-decision':
      return judgeDecision(change, body, casebook)
    case 'dose-release':
      // The same code on the same values comes to the same answer, or the release counts only once a person has looked.
      return study && followsFrom(study, casebook, body) ? undefined : 'evidence-differs'
    case 'eligibility':
      return study && followsEligibility(study, casebook, change, body.snapshot) ? undefined : 'evidence-differs'
    case 'transfer':
      return judgeTransfer(change, body.to, context)
    case 'refuse':
    case 'randomise':
    case 'carried':
      // The server's own; what is pushed under their name is somebody else's.
      return 'wrong-role'
    case 'unblind':
      // There is something to learn: somebody was allocated, and their arm stands nowhere.
      return isBlindAllocation(casebook, body.allocation) ? undefined : 'illegal-transition'
    case 'verify':
      return judgeVerify(body, casebook)
    case 'unverify':
      return body.verifications.every((ref) => isVerification(casebook, body.scope, ref))
        ? undefined
        : 'illegal-transition'
    case 'sign':
      return judgeSign(body, casebook)
    case 'lock':
      return judgeLock(change, body, casebook)
    case 'confirm':
    case 'review':
    case 'attach':
    case 'export':
    case 'request':
    case 'void':
      return undefined
  }
}

/** There is something to compare with the source, and it is what was there to be seen. */
function judgeVerify(
  { scope, heads }: Extract<ChangeBody, { kind: 'verify' }>,
  casebook: Casebook,
): HeldReason | undefined {
  const form = formOf(scope)
  const items = form && casebook.forms.get(form)?.items
  const known = new Set<ChangeRef>()
  for (const { path, history } of items?.values() ?? [])
    if (within(path, scope)) for (const { ref, value } of history) if (value.state !== 'blank') known.add(ref)
  return heads.length > 0 && heads.some((ref) => known.has(ref)) ? undefined : 'illegal-transition'
}

function isVerification(casebook: Casebook, scope: Scope, ref: ChangeRef): boolean {
  const form = formOf(scope)
  return (form ? casebook.forms.get(form)?.log.get(ref) : undefined)?.change.body.kind === 'verify'
}

/**
 * Data are signed when they are complete (P11-06), and never with two values before one's eyes; what has changed meanwhile
 * breaks the signature and does not hold it.
 */
function judgeSign(
  { scopes, meaning }: Extract<ChangeBody, { kind: 'sign' }>,
  casebook: Casebook,
): HeldReason | undefined {
  const ready = scopes.every(({ scope, content }) =>
    notReady(casebook, scope, meaning).every(
      ({ why }) => why === 'contested' && content !== signedContent(casebook, scope),
    ),
  )
  return ready ? undefined : 'illegal-transition'
}

/** From open to frozen or locked, from frozen to locked, and back with a reason; nothing is locked over what waits for a person. */
function judgeLock(
  change: Change,
  { scope, closing, bases, reason }: Extract<ChangeBody, { kind: 'lock' }>,
  casebook: Casebook,
): HeldReason | undefined {
  if (!mayClose(change.role, closing)) return 'wrong-role'
  const from = closingSeen(casebook, scope, bases)
  if (from === closing) return 'illegal-transition'
  if (!mayLead(change.role, from, closing)) return 'wrong-role'
  if (loosens(from, closing) && reason === undefined) return 'missing-reason'
  return closing === 'locked' && standsAgainst(againstLocking(casebook, scope)) ? 'illegal-transition' : undefined
}

/**
 * A participant who is enrolled moves to another site of the study, where its author may say so as well, and which has
 * approved the version that the participant is on: they go on there as they stand.
 */
function judgeTransfer(
  { study, stream, role }: Change,
  to: SiteId,
  { casebook, grants, now, versionsAt }: JudgeContext,
): HeldReason | undefined {
  const versions = versionsAt?.(to) ?? []
  if (!casebook.enrolled || to === streamParts(stream).site || versions.length === 0) return 'illegal-transition'
  const isGranted = grants.some(
    (grant) =>
      grant.study === study &&
      (grant.site === '*' || grant.site === to) &&
      grant.role === role &&
      isInForce(grant, Date.parse(now)),
  )
  if (!isGranted) return 'site-not-granted'
  const version = versionOf(casebook)
  return version !== undefined && versions.includes(version) ? undefined : 'version-not-approved'
}

/** Signed under the version it was asked of, on the day it was asked, and saying what the casebook says. */
const followsEligibility = (
  study: CompiledStudy,
  casebook: Casebook,
  { version, claimedAt }: Change,
  snapshot: EligibilitySnapshot,
): boolean =>
  snapshot.version === version &&
  snapshot.day === claimedAt.slice(0, 10) &&
  eligibilityFollows(study, casebook, snapshot)
/**
 * A participant moves from the version they are on to one that their site has approved and to which they have consented
 * since. Back to a version they were on they need no new consent, and a reason. What is taken along must have its place
 * in the other version.
 */
function judgeMove(
  { from, to, consent, forms, reason }: Extract<ChangeBody, { kind: 'amend' }>,
  { casebook, approved }: JudgeContext,
): HeldReason | undefined {
  if (from === to || from !== versionOf(casebook)) return 'illegal-transition'
  const next = approved(to)
  if (!next) return 'version-not-approved'
  if (wasOn(casebook, to)) {
    if (reason === undefined) return 'missing-reason'
  } else if (!consent || !consentTo(next.study, casebook, next.on)) return 'no-consent'
  const placed = forms.every((form) =>
    [...(casebook.forms.get(form)?.items.values() ?? [])].every(({ path }) => isKnown(next.study, path)),
  )
  return placed ? undefined : 'unknown-form-version'
}

const itemAt = (casebook: Casebook, path: ItemPath): ItemState | undefined => {
  const form = formOf(path)
  return form && casebook.forms.get(form)?.items.get(path)
}

const headsAt = (casebook: Casebook, path: ItemPath): readonly ItemEntry[] => itemAt(casebook, path)?.heads ?? []

/** The entries of an item that an author had before them. */
const seenBy = (casebook: Casebook, path: ItemPath, bases: readonly ChangeRef[]): readonly ItemEntry[] =>
  itemAt(casebook, path)?.history.filter(({ ref }) => bases.includes(ref)) ?? []

const isDisputed = ([first, ...others]: readonly ItemEntry[]): boolean =>
  first !== undefined && others.some(({ value }) => !sameEntry(value, first.value))

function judgeValues(
  change: Change,
  items: readonly ItemChange[],
  { casebook, study }: JudgeContext,
): HeldReason | undefined {
  if (new Set(items.map(({ path }) => path)).size < items.length) return 'illegal-transition'
  // Between two values is decided by who may, with a reason: never by entering over them.
  if (items.some(({ path, bases }) => isDisputed(seenBy(casebook, path, bases)))) return 'illegal-transition'
  const words = study?.under(change.version)
  const changesWhatStands = items.some(
    ({ path, bases, entry }) =>
      isOnce(words, path) &&
      seenBy(casebook, path, bases).some(({ value }) => value.state === 'value' && !sameEntry(value, entry)),
  )
  if (changesWhatStands) return 'illegal-transition'
  const unexplained = items.some(
    ({ path, bases, reason }) =>
      reason === undefined &&
      replacesSettled(seenBy(casebook, path, bases), knewComplete(change, casebook, path), change),
  )
  return unexplained ? 'missing-reason' : undefined
}

/**
 * The form was complete and the author's device knew: it said so itself. Completed elsewhere in the meantime, the author
 * could not know that a reason was wanted.
 */
function knewComplete(change: Change, casebook: Casebook, path: ItemPath): boolean {
  const form = formOf(path)
  const status = form && casebook.forms.get(form)?.status
  if (status?.status !== 'complete') return false
  return status.heads.some((ref) => ref.startsWith(`${change.device}:`))
}

/** A dispute is decided between entries that differ; who may write no value may only choose one of them. */
function judgeResolve(
  change: Change,
  { path, bases, entry }: { path: ItemPath; bases: readonly ChangeRef[]; entry: Entry },
  { casebook, study }: JudgeContext,
): HeldReason | undefined {
  const disputed = seenBy(casebook, path, bases)
  if (!isDisputed(disputed)) return 'illegal-transition'
  // Of every value that its author knew of; one that came from elsewhere meanwhile makes it two again.
  if (headsAt(casebook, path).some(({ ref, logged }) => !bases.includes(ref) && knewOf(change, logged)))
    return 'illegal-transition'
  if (study && !mayDecideBetween(change.role, study, casebook, path)) return 'wrong-role'
  const chosen = disputed.some(({ value }) => sameEntry(value, entry))
  return chosen || mayAssert(change.role, 'value') ? undefined : 'wrong-role'
}

/** Only what is held and undecided, wherever it is held, and never one's own. */
function judgeRelease(
  change: Change,
  target: ChangeRef,
  shards: readonly ReturnType<typeof formOf>[],
  casebook: Casebook,
): HeldReason | undefined {
  const held = heldChange(casebook, target)
  if (!held || [...shardsOf(held.change)].some((shard) => !shards.includes(shard))) return 'illegal-transition'
  // What was asked of the server is asked again, never let through; and nobody lets through what only the server says.
  if (isAskedAgain(held.change.body.kind)) return 'illegal-transition'
  return held.change.author === change.author || !mayDecide(change.role, held.receipt?.reason)
    ? 'wrong-role'
    : undefined
}

/**
 * What is never let through where it was held: what was asked of the server is asked again, a move to another site among
 * it; and a redaction takes two people, so that a third who lets it through would stand for one of them.
 */
export const isAskedAgain = (kind: ChangeBody['kind']): boolean =>
  [
    ...['request', 'refuse', 'randomise', 'unblind', 'transfer', 'carried'],
    ...['redaction-request', 'redaction-decision'],
  ].includes(kind)

function heldChange(casebook: Casebook, target: ChangeRef): Logged | undefined {
  for (const { log } of [casebook.own, ...casebook.forms.values()]) {
    const found = log.get(target)
    if (found) return standings(log).get(target) === 'held' ? found : undefined
  }
  return undefined
}
