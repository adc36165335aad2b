import type { Casebook, FormState, ItemState } from '../casebook/casebook'
import { emptyCasebook, fold } from '../casebook/fold'
import { holdsSomething } from '../casebook/holds-something'
import { type FormPath, type ItemPath, type Scope, within } from '../casebook/path'
import { sameEntry } from '../casebook/same-entry'
import { type Entry, type Logged, refOf } from '../change/change'
import type { ChangeRef } from '../ids'
import { logOf, standingAt } from '../export/source'

/**
 * A casebook as it stood at another time, and what differs between two times. It is folded anew from the changes there
 * were then: nothing is kept for it, and nothing can be changed in it.
 */
export type Moment =
  | { readonly kind: 'now' }
  /** What the server had by then, and what this device had written by then: ISO 8601 with offset. */
  | { readonly kind: 'instant'; readonly at: string }
  /** What the server had with this place in its log and everything before it. */
  | { readonly kind: 'received'; readonly seq: number }

/** The casebook of a moment. Withdrawn, contested and held are as they were then. */
export function casebookAt(casebook: Casebook, moment: Moment): Casebook {
  switch (moment.kind) {
    case 'now':
      return casebook
    case 'instant':
      return standingAt(casebook.subject, logOf(casebook), moment.at)
    case 'received': {
      const then = logOf(casebook).filter(({ receipt }) => receipt !== undefined && receipt.seq <= moment.seq)
      return fold(then, emptyCasebook(casebook.subject))
    }
  }
}

/** A moment worth going to: when something was signed, or when a device sent what it had. */
export interface Landmark {
  readonly kind: 'signature' | 'sync'
  readonly moment: Extract<Moment, { kind: 'received' }>
  /** The signature, or the last change that was sent. */
  readonly logged: Logged
  /** What was signed; nothing for what was sent. */
  readonly scopes: readonly Scope[]
  /** How many changes were sent. */
  readonly count: number
}

/** Signatures and exchanges of a casebook, the newest first. Changes that arrived together are one exchange. */
export function landmarksOf(casebook: Casebook): readonly Landmark[] {
  const marks: Landmark[] = []
  const syncs = new Map<string, Landmark>()
  for (const logged of logOf(casebook)) {
    const { change, receipt } = logged
    if (!receipt) continue
    const moment = { kind: 'received' as const, seq: receipt.seq }
    const scopes = signedIn(logged)
    if (scopes) marks.push({ kind: 'signature', moment, logged, scopes, count: 1 })
    const key = `${change.device} ${receipt.committedAt}`
    syncs.set(key, { kind: 'sync', moment, logged, scopes: [], count: (syncs.get(key)?.count ?? 0) + 1 })
  }
  return [...marks, ...syncs.values()].sort((a, b) => b.moment.seq - a.moment.seq)
}

function signedIn({ change: { body } }: Logged): readonly Scope[] | undefined {
  switch (body.kind) {
    case 'sign':
      return body.scopes.map(({ scope }) => scope)
    case 'dose-release':
      return [body.event]
    case 'eligibility':
      return ['']
    default:
      return undefined
  }
}

/** What stood in an item: one value, two that nobody had decided between, or none. */
export interface Stood {
  readonly item: ItemPath
  readonly values: readonly Entry[]
  /** The last one who put something there. */
  readonly logged: Logged | undefined
}

/** Every item that held something, in path order; what was withdrawn is not there. */
export const stoodIn = (casebook: Casebook): readonly Stood[] =>
  [...casebook.forms.values()].flatMap(stoodInForm).sort((a, b) => (a.item < b.item ? -1 : 1))

const stoodInForm = (form: FormState): readonly Stood[] =>
  [...form.items.values()]
    .filter((item) => holdsSomething(item) && stands(form, item.path))
    .map((item) => ({ item: item.path, values: valuesOf(item), logged: item.heads.at(-1)?.logged }))

const stands = ({ withdrawn }: FormState, item: ItemPath): boolean => !withdrawn.some((scope) => within(item, scope))

const valuesOf = ({ heads, contested }: ItemState): readonly Entry[] =>
  (contested ? heads : heads.slice(0, 1)).map(({ value }) => value).filter(({ state }) => state !== 'blank')

/** An item that says something else at the second time than at the first. */
export interface Differing {
  readonly item: ItemPath
  readonly from: readonly Entry[]
  readonly to: readonly Entry[]
  /** The change by which it came to this. */
  readonly logged: Logged | undefined
  readonly reason: string | undefined
}

/** What differs from one casebook of a participant to another, in path order; mostly an earlier and a later one. */
export function differing(before: Casebook, after: Casebook): readonly Differing[] {
  const forms = new Set<FormPath>([...before.forms.keys(), ...after.forms.keys()])
  return [...forms]
    .flatMap((path) => differingIn(before.forms.get(path), after.forms.get(path)))
    .sort((a, b) => (a.item < b.item ? -1 : 1))
}

function differingIn(before: FormState | undefined, after: FormState | undefined): readonly Differing[] {
  if (before === after) return []
  const from = new Map((before ? stoodInForm(before) : []).map((one) => [one.item, one.values]))
  const to = new Map((after ? stoodInForm(after) : []).map((one) => [one.item, one.values]))
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((item) => {
    const [was, is] = [from.get(item) ?? [], to.get(item) ?? []]
    return sameValues(was, is) ? [] : [{ item, from: was, to: is, ...causeOf(item, before, after) }]
  })
}

const sameValues = (a: readonly Entry[], b: readonly Entry[]): boolean =>
  a.length === b.length && a.every((value) => b.some((other) => sameEntry(value, other)))

/** What made the difference: a head that was not there before, or the withdrawal of what was. */
function causeOf(
  item: ItemPath,
  before: FormState | undefined,
  after: FormState | undefined,
): Pick<Differing, 'logged' | 'reason'> {
  const known = new Set<ChangeRef>(before?.items.get(item)?.heads.map(({ ref }) => ref))
  const head = after?.items.get(item)?.heads.findLast(({ ref }) => !known.has(ref))
  if (head && after && stands(after, item)) return { logged: head.logged, reason: head.reason }
  const gone = after?.ordered.findLast(
    ({ change: { body } }) =>
      body.kind === 'withdraw' && within(item, body.scope) && after.withdrawn.includes(body.scope),
  )
  const body = gone?.change.body
  if (body?.kind === 'withdraw') return { logged: gone, reason: body.reason }
  const decided = after?.ordered.findLast(
    ({ change }) => !before?.log.has(refOf(change)) && change.body.kind === 'release',
  )
  const said = decided?.change.body
  return {
    logged: head?.logged ?? decided,
    reason: head?.reason ?? (said?.kind === 'release' ? said.reason : undefined),
  }
}
