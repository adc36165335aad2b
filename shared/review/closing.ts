import type { Casebook, FormState, FormlessState } from '../casebook/casebook'
import { inOrder, standings } from '../casebook/derive'
import { scopesOf } from '../casebook/fold'
import { formOf, type Scope, within } from '../casebook/path'
import { headsOf } from '../casebook/register'
import { sha256Hex } from '../canonical-json'
import { type ChangeBody, type Closing, type Logged, refOf } from '../change/change'
import { type ChangeRef, type SiteId, type StudyId, SubjectKey } from '../ids'
import { isOpenTo, strictnessOf } from '../roles'

/**
 * Freezing and locking. What is closed is closed with everything in it; of what was said without sight of each other the
 * strictest stands, so that nobody opens what somebody else has just closed.
 */

/** What was said last about one scope. */
export interface Closed {
  readonly scope: Scope
  readonly closing: Closing
  /** The bases of whoever says something else about it. */
  readonly heads: readonly ChangeRef[]
  readonly logged: Logged
}

/**
 * The book of a site itself: what is said of all its participants, also of those still to come. It is a casebook like any
 * other, in which nobody is ever enrolled; its name follows from the site's, so that every device knows it.
 */
export function siteBookOf(study: StudyId, site: SiteId): SubjectKey {
  const name = `${study}/${site}`
  const found = siteBooks.get(name)
  if (found) return found
  const hex = sha256Hex(name)
  const variant = ((parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16)
  const made = SubjectKey.parse(
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
  )
  siteBooks.set(name, made)
  return made
}

/** Asked of every change, and there are but a few sites. */
const siteBooks = new Map<string, SubjectKey>()

const NOTHING: ReadonlyMap<Scope, Closed> = new Map()
const known = new WeakMap<FormState | FormlessState, ReadonlyMap<Scope, Closed>>()

/** What was said about closing in one form, or about the participant and their visits: every scope that was ever closed. */
export function closedIn(part: FormState | FormlessState): ReadonlyMap<Scope, Closed> {
  const found = known.get(part)
  if (found) return found
  const closed = hasLocks(part) ? deriveClosed(part) : NOTHING
  known.set(part, closed)
  return closed
}

const hasLocks = ({ log }: FormState | FormlessState): boolean => {
  for (const { change } of log.values()) if (change.body.kind === 'lock') return true
  return false
}

function deriveClosed({ log }: FormState | FormlessState): ReadonlyMap<Scope, Closed> {
  const standing = standings(log)
  const said = new Map<Scope, { ref: ChangeRef; bases: readonly ChangeRef[]; value: Logged }[]>()
  for (const logged of inOrder(log)) {
    const { body } = logged.change
    const ref = refOf(logged.change)
    if (body.kind !== 'lock' || standing.get(ref) !== 'counts') continue
    said.set(body.scope, [...(said.get(body.scope) ?? []), { ref, bases: body.bases, value: logged }])
  }
  const closed = new Map<Scope, Closed>()
  for (const [scope, all] of said) {
    const heads = headsOf(all)
    const [strictest] = heads.toSorted((a, b) => degree(b.value) - degree(a.value) || (a.ref < b.ref ? -1 : 1))
    if (!strictest) continue
    const { body } = strictest.value.change
    if (body.kind !== 'lock') continue
    closed.set(scope, { scope, closing: body.closing, heads: heads.map(({ ref }) => ref), logged: strictest.value })
  }
  return closed
}

const degree = ({ change: { body } }: Logged): number => (body.kind === 'lock' ? strictnessOf(body.closing) : 0)

/** What closes a scope: the strictest of what was said about it and about everything around it; undefined while it is open. */
export function closedAt(casebook: Casebook, scope: Scope, siteBook?: Casebook): Closed | undefined {
  const form = formOf(scope)
  const state = form && casebook.forms.get(form)
  const around = [
    ...(siteBook ? [closedIn(siteBook.own).get('')] : []),
    ...[...closedIn(casebook.own).values()].filter((one) => within(scope, one.scope)),
    ...(state ? [...closedIn(state).values()].filter((one) => within(scope, one.scope)) : []),
  ].flatMap((one) => (one && one.closing !== 'open' ? [one] : []))
  return around.toSorted((a, b) => strictnessOf(b.closing) - strictnessOf(a.closing))[0]
}

/** What was said about this very scope, whatever is around it. */
export function closedHere(casebook: Casebook, scope: Scope): Closed | undefined {
  const form = formOf(scope)
  if (form === undefined) return closedIn(casebook.own).get(scope)
  const state = casebook.forms.get(form)
  return state && closedIn(state).get(scope)
}

/** How far a scope was closed for somebody who saw these changes and nothing after them. */
export function closingSeen(casebook: Casebook, scope: Scope, seen: readonly ChangeRef[]): Closing {
  const form = formOf(scope)
  const log = form === undefined ? casebook.own.log : casebook.forms.get(form)?.log
  const said = seen.flatMap((ref) => {
    const body = log?.get(ref)?.change.body
    return body?.kind === 'lock' && body.scope === scope ? [body.closing] : []
  })
  return said.toSorted((a, b) => strictnessOf(b) - strictnessOf(a))[0] ?? 'open'
}

/** Where a change says something, as far as closing goes: a decision about a dose is one about its visit. */
const placesOf = (body: ChangeBody): readonly Scope[] => (body.kind === 'dose-release' ? [body.event] : scopesOf(body))

/** Whether some place that a change speaks of is closed to it. */
export const isClosedTo = (casebook: Casebook, body: ChangeBody, siteBook?: Casebook): boolean =>
  placesOf(body).some((scope) => !isOpenTo(body.kind, closedAt(casebook, scope, siteBook)?.closing ?? 'open'))

/** What stands against locking a scope: each of it, and nobody has to be asked twice. */
export interface AgainstLocking {
  readonly contested: readonly Scope[]
  readonly held: readonly ChangeRef[]
  readonly queries: readonly string[]
}

/** Two values, entries that wait for a decision, and questions that nobody has closed; a lock would leave them for ever. */
export function againstLocking(casebook: Casebook, scope: Scope): AgainstLocking {
  const forms = [...casebook.forms.values()].filter(
    ({ path, withdrawn }) => (within(path, scope) || within(scope, path)) && !withdrawn.includes(path),
  )
  const queries = [...forms.flatMap((form) => form.queries), ...casebook.own.queries]
  return {
    contested: forms.flatMap(({ items }) =>
      [...items.values()].flatMap(({ path, contested }) => (contested && within(path, scope) ? [path] : [])),
    ),
    held: forms.flatMap(({ held }) =>
      held.flatMap(({ change }) =>
        change.body.kind !== 'lock' && scopesOf(change.body).some((at) => within(at, scope)) ? [refOf(change)] : [],
      ),
    ),
    queries: queries.flatMap(({ id, origin, status, scope: about }) =>
      origin === 'manual' && status !== 'closed' && status !== 'cancelled' && within(about, scope) ? [id] : [],
    ),
  }
}

export const standsAgainst = ({ contested, held, queries }: AgainstLocking): boolean =>
  contested.length + held.length + queries.length > 0
