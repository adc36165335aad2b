import type { Casebook, FormState, QueryEntry, QueryState, QueryStatus } from '../casebook/casebook'
import { type Finding, findingsOf } from '../casebook/findings'
import { standingForms } from '../casebook/fold'
import { checkQueryId, isAsked, nextStatus } from '../casebook/queries'
import {
  type Change,
  type ChangeBody,
  type Logged,
  QueryId,
  type QueryMove,
  type QueryParty,
  refOf,
} from '../change/change'
import type { ChangeRef, UserId } from '../ids'
import { type Role, mayMoveQuery } from '../roles'
import type { CompiledStudy } from '../study/compile'

/**
 * Every query of a casebook: those people asked, those that opened for two values, and those that open for what does not
 * fit. The last follow from the findings as they stand. Nobody opens one; it closes when the value is corrected, or when
 * somebody judged the very values that raised it, and opens again when the rule finds fault with others.
 */

/** A query with whose turn it is. */
export interface AskedQuery extends QueryState {
  readonly turn: QueryParty
  /** What raised it; undefined for what people asked. */
  readonly finding: Finding | undefined
  /** Since when it has waited: what was said last, or the newest value it rests on. */
  readonly since: Logged | undefined
}

/** The queries of a casebook on a day, in path order. */
export function queriesIn(study: CompiledStudy, casebook: Casebook, today: string): readonly AskedQuery[] {
  return [
    ...standingForms(casebook).flatMap((form) => queriesOf(study, casebook, form, today)),
    ...casebook.own.queries.map((query) => asked(query)),
  ]
}

/** The queries of one form. */
export const queriesOf = (
  study: CompiledStudy,
  casebook: Casebook,
  form: FormState,
  today: string,
): readonly AskedQuery[] => queriesAbout(form, findingsOf(study, casebook, form.path, today))

/** The same from what was found about the form, all of it. */
export function queriesAbout(form: FormState, findings: readonly Finding[]): readonly AskedQuery[] {
  const raised = new Map<string, Finding>()
  for (const finding of findings)
    if (opensQuery(form, finding)) raised.set(checkQueryId(form.path, finding.check), finding)
  const talked = new Map(form.queries.map((query) => [query.id, query]))
  const byCheck = [...raised].flatMap(([id, finding]) => checkQuery(form, id, finding, talked.get(id)) ?? [])
  const others = form.queries
    .filter(({ id }) => !raised.has(id))
    .map((query) =>
      asked(query.origin === 'check' ? { ...query, status: 'closed' as const } : query, newestOf(form, query)),
    )
  return [...others, ...byCheck].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** What only informs asks nobody, and what is still to be entered asks once the form is said to be complete. */
const opensQuery = (form: FormState, { severity, check }: Finding): boolean =>
  severity !== 'I' && (form.status?.status === 'complete' || !check.startsWith('REQUIRED:'))

function checkQuery(
  form: FormState,
  id: string,
  finding: Finding,
  talk: QueryState | undefined,
): AskedQuery | undefined {
  const [scope] = finding.items
  if (scope === undefined) return undefined
  const thread = talk?.thread ?? []
  const status = statusOf(form, finding, thread)
  const since = thread.at(-1)?.logged ?? finding.confirmation?.logged ?? newestAmong(form, finding.evidence)
  const query = { id, scope, origin: 'check' as const, status, thread, heads: talk?.heads ?? [] }
  return { ...query, turn: turnOf(query), finding, since }
}

/** Where a query stands whose finding is there: what was said about these very values, then what was said before. */
function statusOf(form: FormState, finding: Finding, thread: readonly QueryEntry[]): QueryStatus {
  const legal = thread.filter((entry) => entry.legal)
  const judged = legal.findLast((entry) => entry.move !== 'answer')
  const isAboutThis = judged !== undefined && sameRefs(evidenceOf(judged), finding.evidence)
  const confirmed = finding.confirmation?.logged
  if (isAboutThis && judged.move !== 'reopen' && !comesAfter(form, confirmed, judged.logged))
    return judged.move === 'cancel' ? 'cancelled' : 'closed'
  if (confirmed && !(isAboutThis && comesAfter(form, judged.logged, confirmed))) return 'answered'
  if (legal.at(-1)?.move === 'answer') return 'answered'
  if (legal.length > 0 || form.confirmations.some(({ check }) => check === finding.check)) return 'reopened'
  return form.status?.status === 'complete' ? 'open' : 'candidate'
}

const evidenceOf = ({ logged: { change } }: QueryEntry): readonly ChangeRef[] =>
  change.body.kind === 'query' ? (change.body.evidence ?? []) : []

const sameRefs = (a: readonly ChangeRef[], b: readonly ChangeRef[]): boolean => {
  const known = new Set(b)
  return new Set(a).size === known.size && a.every((ref) => known.has(ref))
}

/** Whether one thing was said after another, in the order in which the form counts them. */
const comesAfter = ({ ordered }: FormState, later: Logged | undefined, earlier: Logged): boolean =>
  later !== undefined && placeOf(ordered, later.change) > placeOf(ordered, earlier.change)

const placeOf = (ordered: readonly Logged[], change: Change): number =>
  ordered.findIndex((one) => refOf(one.change) === refOf(change))

const newestAmong = ({ ordered }: FormState, refs: readonly ChangeRef[]): Logged | undefined =>
  ordered.findLast(({ change }) => refs.includes(refOf(change)))

const newestOf = (form: FormState, { origin, scope }: QueryState): Logged | undefined =>
  origin === 'contested' ? [...form.items.values()].find(({ path }) => path === scope)?.heads.at(-1)?.logged : undefined

const asked = (query: QueryState, since?: Logged): AskedQuery => ({
  ...query,
  turn: turnOf(query),
  finding: undefined,
  since: query.thread.at(-1)?.logged ?? since,
})

/**
 * Whose turn it is: who was asked answers; once it is answered, whoever asked judges; a proposal waits for the data
 * manager. What opened by itself is the site's to answer and the monitor's to judge.
 */
export function turnOf({ status, origin, thread }: Pick<QueryState, 'status' | 'origin' | 'thread'>): QueryParty {
  const opened = thread.find(({ move }) => move === 'open' || move === 'propose')?.logged.change
  if (status === 'candidate') return origin === 'check' ? 'site' : 'data-manager'
  const asker = opened ? partyOf(opened.role) : 'monitor'
  if (!isAsked(status)) return asker
  const to = thread.flatMap(({ logged: { change } }) =>
    change.body.kind === 'query' && change.body.to ? [change.body.to] : [],
  )
  return to.at(-1) ?? (asker === 'site' ? 'monitor' : 'site')
}

/** Which side somebody speaks for. */
export function partyOf(role: Role): QueryParty {
  switch (role) {
    case 'monitor':
    case 'data-manager':
    case 'investigator':
      return role
    case 'nurse':
    case 'participant':
    case 'administrator':
    case 'system':
      return 'site'
  }
}

const MOVES: readonly QueryMove[] = ['answer', 'open', 'reopen', 'cancel', 'close']

/**
 * What somebody may say next about a query, in the order in which it is offered. Nothing is offered that the server would
 * not take. What opened for a finding is answered beside the finding, where it is corrected or confirmed; two values are
 * decided between beside the values; and whoever speaks for the sponsor answers where they are the ones asked.
 */
export function movesOn(
  { origin, status, thread, turn, finding }: AskedQuery,
  roles: readonly Role[],
  user: UserId,
): readonly QueryMove[] {
  const opener = thread.some(
    ({ move, logged }) => (move === 'open' || move === 'propose') && logged.change.author === user,
  )
  return MOVES.filter((move) => {
    if (origin === 'contested' ? move !== 'answer' : origin === 'check' && move === 'answer') return false
    // Of what is no longer found there are no values to judge: it opens by itself where it is found again.
    if (origin === 'check' && !finding) return false
    const isOffered = origin === 'check' ? offeredOn[status].includes(move) : nextStatus(status, move) !== undefined
    if (!isOffered) return false
    return roles.some(
      (role) => mayMoveQuery(role, move, opener) && (move !== 'answer' || !isSponsor(role) || partyOf(role) === turn),
    )
  })
}

/** What is worth saying about a finding; the server takes each from wherever it stands. */
const offeredOn: { readonly [S in QueryStatus]: readonly QueryMove[] } = {
  candidate: ['reopen', 'cancel', 'close'],
  open: ['reopen', 'cancel', 'close'],
  answered: ['reopen', 'cancel', 'close'],
  reopened: ['reopen', 'cancel', 'close'],
  closed: ['reopen'],
  cancelled: ['reopen'],
}

const isSponsor = (role: Role): boolean => role === 'monitor' || role === 'data-manager'

/** The next thing said about a query by somebody who sees it as it stands. */
export const queryMove = (
  { id, scope, heads, finding }: AskedQuery,
  move: QueryMove,
  text: string,
): Extract<ChangeBody, { kind: 'query' }> => ({
  ...{ kind: 'query', query: QueryId.parse(id), scope, bases: [...heads], move, text },
  ...(finding && move !== 'answer' && { evidence: [...finding.evidence] }),
})
