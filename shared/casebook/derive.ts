import type { ChangeBody, ChangeKind, Logged } from '../change/change'
import { refOf } from '../change/change'
import { hashOf } from '../canonical-json'
import type { ChangeRef, Hash, StudyVersionId } from '../ids'
import type {
  Attachment,
  Confirmation,
  FormState,
  FormlessState,
  ItemState,
  ReviewState,
  SignatureState,
  StatusState,
} from './casebook'
import { type FormPath, type ItemPath, type Scope, within } from './path'
import { deriveItems, itemsAfter } from './derive-items'
import { agreedIn, isAgreedOn, waitsForAgreement } from '../redaction/agreed'
import { deriveQueries, isDispute } from './queries'
import { headsOf } from './register'

type Log = ReadonlyMap<ChangeRef, Logged>

/** Committed changes in the server's order, then those that only this device has, by device and number. */
export const inOrder = (log: Log): readonly Logged[] => [...log.values()].sort(byOrder)

function byOrder(a: Logged, b: Logged): number {
  const left = a.receipt?.seq ?? Infinity
  const right = b.receipt?.seq ?? Infinity
  if (left !== right) return left - right
  if (a.change.device !== b.change.device) return a.change.device < b.change.device ? -1 : 1
  return a.change.n - b.change.n
}

/** How a change stands: it counts, it waits for a person's decision, or a person declined it. */
export type Standing = 'counts' | 'held' | 'declined'

/**
 * The standing of every change of a log. A release that is itself held decides nothing; of several the last committed stands.
 * What was held for nothing but that it said of itself that it was blacked out counts once the log agrees on it, whichever
 * of the two came first: after a restore it comes back before its agreement does.
 */
export function standings(log: Log): ReadonlyMap<ChangeRef, Standing> {
  const decided = new Map<ChangeRef, Standing>()
  for (const { change, receipt } of inOrder(log)) {
    if (change.body.kind === 'release' && receipt?.state !== 'held')
      decided.set(change.body.target, change.body.decision === 'release' ? 'counts' : 'declined')
  }
  const unexplained = [...log.values()].some(waitsForAgreement)
  const agreed = unexplained ? agreedIn(log.values(), (ref) => log.get(ref)) : undefined
  const standing = new Map<ChangeRef, Standing>()
  for (const [ref, logged] of log) {
    const isAgreed = agreed !== undefined && waitsForAgreement(logged) && isAgreedOn(logged.change, agreed)
    const unless = isAgreed ? 'counts' : 'held'
    standing.set(ref, logged.receipt?.state === 'held' ? (decided.get(ref) ?? unless) : 'counts')
  }
  return standing
}

/** A form instance of which nothing was ever said. */
export const emptyForm = (path: FormPath): FormState => ({
  version: undefined,
  ...{ path, log: new Map(), ordered: [], items: new Map(), status: undefined, confirmations: [], queries: [] },
  ...{ reviews: [], signatures: [], attachments: [], withdrawn: [], unsent: 0, held: [] },
})

/**
 * The state of one form instance from what it was and what is new, in whatever order it comes. What came last and counts
 * as it is (the usual) costs what it touches; anything else is derived anew. Items that stay as they are stay the same objects.
 */
export function deriveForm(path: FormPath, news: Log, before = emptyForm(path)): FormState {
  const log = before.log.size === 0 ? news : new Map([...before.log, ...news])
  const said = inOrder(news)
  const ordered = appended(before, said, news)
  return ordered?.every(standsAlone) ? continueForm(before, log, ordered, said) : deriveAnew(path, log, before)
}

/** The order with what is new where it belongs, if that is at the end, or in the place where it stood before. */
function appended({ ordered, log }: FormState, news: readonly Logged[], byRef: Log): readonly Logged[] | undefined {
  const added = log.size === 0 ? news : news.filter(({ change }) => !log.has(refOf(change)))
  const isPlaced = added.length === news.length
  const all = [...(isPlaced ? ordered : ordered.map((one) => byRef.get(refOf(one.change)) ?? one)), ...added]
  const from = isPlaced ? Math.max(1, ordered.length) : 1
  for (let i = from; i < all.length; i++) {
    const [earlier, later] = [all[i - 1], all[i]]
    if (earlier && later && byOrder(earlier, later) >= 0) return undefined
  }
  return all
}

/** Neither held nor deciding about what is held, nor taking anything back, nor otherwise than it was. */
const standsAlone = ({ change: { body, redacted }, receipt }: Logged): boolean =>
  receipt?.state !== 'held' &&
  redacted === undefined &&
  body.kind !== 'release' &&
  body.kind !== 'withdraw' &&
  body.kind !== 'amend'

/** Everything counts, and what is new comes last or was there before: only what it speaks of is looked at. */
function continueForm(before: FormState, log: Log, ordered: readonly Logged[], news: readonly Logged[]): FormState {
  const { path } = before
  const items = itemsAfter(before, ordered, news)
  const says = (...kinds: readonly Logged['change']['body']['kind'][]) =>
    news.some(({ change }) => kinds.includes(change.body.kind))
  const touched = says('value', 'resolve')
  const filed = says('attach', 'detach')
  const attachments = filed ? deriveAttachments(path, ordered) : before.attachments
  return {
    path,
    log,
    ordered,
    items,
    version: before.version ?? deriveVersion(path, ordered),
    status: says('status') ? deriveStatus(path, ordered) : before.status,
    confirmations: says('confirm') ? deriveConfirmations(path, ordered) : before.confirmations,
    queries:
      says('query') || touchesContest(before.items, items) ? deriveQueries(path, ordered, items) : before.queries,
    reviews:
      says('review') || (touched && before.reviews.length > 0) ? deriveReviews(path, ordered, items) : before.reviews,
    signatures:
      says('sign') || ((touched || filed) && before.signatures.length > 0)
        ? deriveSignatures(path, ordered, (scope) => contentOf(scope, items, before.withdrawn, attachments))
        : before.signatures,
    attachments,
    withdrawn: before.withdrawn,
    unsent: ordered.filter(({ receipt }) => !receipt).length,
    held: before.held,
  }
}

function touchesContest(before: FormState['items'], after: FormState['items']): boolean {
  for (const [path, item] of after) {
    const old = before.get(path)
    if (old !== item && (isDispute(item) || (old && isDispute(old)))) return true
  }
  return false
}

function deriveAnew(path: FormPath, log: Log, before: FormState): FormState {
  const standing = standings(log)
  const ordered = inOrder(log)
  const items = deriveItems(path, ordered, standing, before.items)
  const counted = ordered.filter(({ change }) => standing.get(refOf(change)) === 'counts')
  const withdrawn = deriveWithdrawn(path, counted, items)
  const attachments = deriveAttachments(path, counted)
  return {
    path,
    log,
    ordered,
    items,
    attachments,
    withdrawn,
    version: deriveVersion(path, counted),
    status: deriveStatus(path, counted),
    confirmations: deriveConfirmations(path, counted),
    queries: deriveQueries(path, counted, items),
    reviews: deriveReviews(path, counted, items),
    signatures: deriveSignatures(path, counted, (scope) => contentOf(scope, items, withdrawn, attachments)),
    unsent: ordered.filter(({ receipt }) => !receipt).length,
    held: ordered.filter(({ change }) => standing.get(refOf(change)) === 'held'),
  }
}

/** The state of what is said about the participant rather than one form. */
export function deriveOwn(log: Log): FormlessState {
  const standing = standings(log)
  const counted = inOrder(log).filter(({ change }) => standing.get(refOf(change)) === 'counts')
  return { log, queries: deriveQueries(undefined, counted, new Map()) }
}

/** The version of the first entry that counts; being taken along to another one goes before it. */
function deriveVersion(form: FormPath, counted: readonly Logged[]): StudyVersionId | undefined {
  const taken = counted.findLast(({ change: { body } }) => isTakenAlong(body, form))?.change.body
  if (taken?.kind === 'amend') return taken.to
  return counted.find(({ change: { body } }) => ENTERING.includes(body.kind))?.change.version
}

const ENTERING: readonly ChangeKind[] = ['value', 'status', 'resolve', 'attach']

/** True of what takes a form along to another version: what was verified or signed before was another form. */
export const isTakenAlong = (body: ChangeBody, form: FormPath): boolean =>
  body.kind === 'amend' && body.forms.includes(form)

function deriveStatus(form: FormPath, counted: readonly Logged[]): StatusState | undefined {
  const heads = headsOf(
    counted.flatMap(({ change }) =>
      change.body.kind === 'status' && change.body.form === form
        ? [{ ref: refOf(change), bases: change.body.bases, value: change.body }]
        : [],
    ),
  )
  const first = heads[0]
  if (!first) return undefined
  const contested = heads.some(({ value }) => value.status !== first.value.status)
  return {
    // People who disagree about being finished are not finished.
    status: contested ? 'in-progress' : first.value.status,
    heads: heads.map(({ ref }) => ref),
    contested,
    ...(first.value.reason === undefined ? {} : { reason: first.value.reason }),
  }
}

const deriveConfirmations = (form: FormPath, counted: readonly Logged[]): readonly Confirmation[] =>
  counted.flatMap((logged) => {
    const { body } = logged.change
    return body.kind === 'confirm' && body.form === form
      ? [{ check: body.check, evidence: body.evidence, reason: body.reason, logged }]
      : []
  })

function deriveAttachments(form: FormPath, counted: readonly Logged[]): readonly Attachment[] {
  const removed = new Map<ChangeRef, NonNullable<Attachment['removed']>>()
  for (const logged of counted) {
    const { body } = logged.change
    if (body.kind === 'detach' && body.form === form && !removed.has(body.attachment))
      removed.set(body.attachment, { reason: body.reason, logged })
  }
  return counted.flatMap((logged) => {
    const { body } = logged.change
    if (body.kind !== 'attach' || body.form !== form) return []
    const ref = refOf(logged.change)
    const gone = removed.get(ref)
    return [{ ref, form, file: body.file, logged, ...(gone && { removed: gone }) }]
  })
}

/** The refs of every head in a scope, sorted: what a verification, a review or a withdrawal was looking at. */
export function headRefs(scope: Scope, items: ReadonlyMap<ItemPath, ItemState>): readonly ChangeRef[] {
  const refs = new Set<ChangeRef>()
  for (const item of items.values()) if (within(item.path, scope)) for (const { ref } of item.heads) refs.add(ref)
  return [...refs].sort()
}

const sameRefs = (a: readonly ChangeRef[], b: readonly ChangeRef[]): boolean =>
  a.length === b.length && a.every((ref, i) => ref === b[i])

function deriveReviews(
  form: FormPath,
  counted: readonly Logged[],
  items: ReadonlyMap<ItemPath, ItemState>,
): readonly ReviewState[] {
  const now = headRefs(form, items)
  return counted.flatMap((logged) => {
    const { body, author } = logged.change
    return body.kind === 'review' && body.form === form
      ? [{ author, heads: body.heads, logged, current: sameRefs([...body.heads].sort(), now) }]
      : []
  })
}

/**
 * The hash a signature is bound to: every head in the scope, with its value, in path order, what of it was withdrawn,
 * and, where the scope is the whole form, the files that stand with it. Any later entry, anything added or taken out,
 * and any other record has another hash.
 */
export function contentOf(
  scope: Scope,
  items: ReadonlyMap<ItemPath, ItemState>,
  withdrawn: FormState['withdrawn'] = [],
  attachments: FormState['attachments'] = [],
): Hash {
  const content = [...items.values()]
    .filter(({ path }) => within(path, scope))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, heads }) => ({
      path,
      heads: [...heads].sort((a, b) => (a.ref < b.ref ? -1 : 1)).map(({ ref, value }) => ({ ref, value })),
    }))
  const out = withdrawn.filter((one) => within(one, scope) || within(scope, one))
  const files = attachments
    .filter(({ form, removed }) => within(form, scope) && !removed)
    .map(({ ref, file }) => ({ ref, sha256: file.sha256 }))
    .sort((a, b) => (a.ref < b.ref ? -1 : 1))
  return hashOf({ scope, content, ...(out.length > 0 && { withdrawn: out }), ...(files.length > 0 && { files }) })
}

function deriveSignatures(
  form: FormPath,
  counted: readonly Logged[],
  contentNow: (scope: Scope) => Hash,
): readonly SignatureState[] {
  const taken = counted.findLastIndex(({ change: { body } }) => isTakenAlong(body, form))
  return counted.flatMap((logged, at) => {
    const { body, author } = logged.change
    if (body.kind !== 'sign') return []
    return body.scopes
      .filter(({ scope }) => within(scope, form))
      .map(({ scope, content }) => ({
        ref: refOf(logged.change),
        scope,
        meaning: body.meaning,
        author,
        logged,
        // A signature is bound to the version of the form as well.
        intact: at > taken && contentNow(scope) === content,
      }))
  })
}

/** A scope is withdrawn when its withdrawal saw every head that now stands in it; an edit made beside it keeps it open. */
function deriveWithdrawn(
  form: FormPath,
  counted: readonly Logged[],
  items: ReadonlyMap<ItemPath, ItemState>,
): readonly Scope[] {
  const scopes = new Set<Scope>()
  for (const { change } of counted) {
    const { body } = change
    if (body.kind !== 'withdraw' || !within(body.scope, form)) continue
    const seen = new Set(body.bases)
    if (headRefs(body.scope, items).every((ref) => seen.has(ref))) scopes.add(body.scope)
  }
  return [...scopes].sort()
}
