import type { Entry, Logged } from '../change/change'
import { refOf } from '../change/change'
import { hashOf } from '../canonical-json'
import type { ChangeRef, Hash } from '../ids'
import type {
  Confirmation,
  FormState,
  FormlessState,
  ItemEntry,
  ItemState,
  ReviewState,
  SignatureState,
  StatusState,
} from './casebook'
import { type FormPath, type ItemPath, type Scope, within } from './path'
import { deriveQueries } from './queries'
import { headsOf } from './register'
import { sameEntry } from './same-entry'

type Log = ReadonlyMap<ChangeRef, Logged>

/** Committed changes in the server's order, then those that only this device has, by device and number. */
export const inOrder = (log: Log): readonly Logged[] =>
  [...log.values()].sort((a, b) => {
    const left = a.receipt?.seq ?? Infinity
    const right = b.receipt?.seq ?? Infinity
    if (left !== right) return left - right
    if (a.change.device !== b.change.device) return a.change.device < b.change.device ? -1 : 1
    return a.change.n - b.change.n
  })

/** How a change stands: it counts, it waits for a person's decision, or a person declined it. */
export type Standing = 'counts' | 'held' | 'declined'

/** The standing of every change of a log. A release that is itself held decides nothing; of several the last committed stands. */
export function standings(log: Log): ReadonlyMap<ChangeRef, Standing> {
  const decided = new Map<ChangeRef, Standing>()
  for (const { change, receipt } of inOrder(log)) {
    if (change.body.kind === 'release' && receipt?.state !== 'held')
      decided.set(change.body.target, change.body.decision === 'release' ? 'counts' : 'declined')
  }
  const standing = new Map<ChangeRef, Standing>()
  for (const [ref, { receipt }] of log)
    standing.set(ref, receipt?.state === 'held' ? (decided.get(ref) ?? 'held') : 'counts')
  return standing
}

/** The state of one form instance from the set of changes that touch it. */
export function deriveForm(path: FormPath, log: Log): FormState {
  const standing = standings(log)
  const ordered = inOrder(log)
  const items = deriveItems(path, ordered, standing)
  const counted = ordered.filter(({ change }) => standing.get(refOf(change)) === 'counts')
  return {
    path,
    log,
    items,
    status: deriveStatus(path, counted),
    confirmations: deriveConfirmations(path, counted),
    queries: deriveQueries(path, counted, items),
    reviews: deriveReviews(path, counted, items),
    signatures: deriveSignatures(path, counted, (scope) => contentOf(scope, items)),
    withdrawn: deriveWithdrawn(path, counted, items),
    unsent: ordered.filter(({ receipt }) => !receipt).length,
    held: ordered.filter(({ change }) => standing.get(refOf(change)) === 'held'),
  }
}

/** The state of what is said about the participant rather than one form. */
export function deriveOwn(log: Log): FormlessState {
  const standing = standings(log)
  const counted = inOrder(log).filter(({ change }) => standing.get(refOf(change)) === 'counts')
  return { log, queries: deriveQueries(undefined, counted, new Map()), signatures: [] }
}

function deriveItems(form: FormPath, ordered: readonly Logged[], standing: ReadonlyMap<ChangeRef, Standing>) {
  const histories = new Map<ItemPath, ItemEntry[]>()
  const note = (path: ItemPath, entry: ItemEntry) => {
    if (!within(path, form)) return
    const history = histories.get(path)
    if (history) history.push(entry)
    else histories.set(path, [entry])
  }
  for (const logged of ordered) {
    const { body } = logged.change
    const ref = refOf(logged.change)
    const counts = standing.get(ref) === 'counts'
    if (body.kind === 'value')
      for (const { path, bases, entry, reason } of body.items)
        note(path, { ref, bases, value: entry, ...(reason === undefined ? {} : { reason }), logged, counts })
    if (body.kind === 'resolve')
      note(body.path, { ref, bases: body.bases, value: body.entry, reason: body.reason, logged, counts })
  }
  const items = new Map<ItemPath, ItemState>()
  for (const [path, history] of histories) items.set(path, itemState(path, history, standing))
  return items
}

function itemState(
  path: ItemPath,
  history: readonly ItemEntry[],
  standing: ReadonlyMap<ChangeRef, Standing>,
): ItemState {
  const heads = headsOf<Entry, ItemEntry>(
    history.filter(({ counts }) => counts),
    history.filter(({ counts }) => !counts),
  )
  const first = heads[0]
  const contested = first !== undefined && heads.some(({ value }) => !sameEntry(value, first.value))
  return {
    path,
    heads,
    history,
    contested,
    value: contested ? undefined : first?.value,
    unsent: heads.some(({ logged }) => !logged.receipt),
    held: history.some(({ ref }) => standing.get(ref) === 'held'),
  }
}

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
 * The hash a signature is bound to: every head in the scope, with its value, in path order. Any later entry, and any
 * other record, has another hash.
 */
export function contentOf(scope: Scope, items: ReadonlyMap<ItemPath, ItemState>): Hash {
  const content = [...items.values()]
    .filter(({ path }) => within(path, scope))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, heads }) => ({
      path,
      heads: [...heads].sort((a, b) => (a.ref < b.ref ? -1 : 1)).map(({ ref, value }) => ({ ref, value })),
    }))
  return hashOf({ scope, content })
}

function deriveSignatures(
  form: FormPath,
  counted: readonly Logged[],
  contentNow: (scope: Scope) => Hash,
): readonly SignatureState[] {
  return counted.flatMap((logged) => {
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
        intact: contentNow(scope) === content,
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
