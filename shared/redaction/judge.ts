import type { Casebook } from '../casebook/casebook'
import { type Scope, formOf } from '../casebook/path'
import { shardsOf } from '../casebook/fold'
import { hashOf } from '../canonical-json'
import {
  type Change,
  type ChangeBody,
  type HeldReason,
  type Logged,
  type RedactionPlace,
  refOf,
} from '../change/change'
import type { ChangeRef } from '../ids'
import { mayApproveRedaction } from '../roles'
import { approvalIn, agreedIn, isAgreedOn, targetsIn } from './agreed'
import { targetOf } from './black-out'
import { placesOf } from './words-at'

type Request = Extract<ChangeBody, { kind: 'redaction-request' }>
type Decision = Extract<ChangeBody, { kind: 'redaction-decision' }>

/** What asks that these places of a change be blacked out; undefined where it has no such place. */
export function requestOf(change: Change, places: readonly RedactionPlace[], reason: string): Request | undefined {
  const target = targetOf(change, places)
  if (!target) return undefined
  const scopes = [...shardsOf(change)].map((form) => form ?? '')
  return { kind: 'redaction-request', targets: [target], scopes, reason }
}

/** A change of a casebook, wherever it lies in it. */
export function changeIn(casebook: Casebook, ref: ChangeRef): Logged | undefined {
  for (const { log } of [casebook.own, ...casebook.forms.values()]) {
    const found = log.get(ref)
    if (found) return found
  }
  return undefined
}

/**
 * Why a redaction may not be asked for: it has to name what the casebook holds, byte for byte, and nothing that stands.
 * A value that counts is corrected by the site first, as any value is; what is taken out of the trail is what it was.
 */
export function judgeRequest({ targets, scopes }: Request, casebook: Casebook): HeldReason | undefined {
  for (const target of targets) {
    const found = changeIn(casebook, target.change)
    if (!found?.receipt || !covers(scopes, found.change)) return 'illegal-transition'
    if (!isSame(target, targetOf(found.change, target.places))) return 'evidence-differs'
    if (stands(casebook, target) || isRestedOn(casebook, found)) return 'illegal-transition'
  }
  return new Set(targets.map(({ change }) => change)).size === targets.length ? undefined : 'illegal-transition'
}

/**
 * Why a decision about one does not count. Two people agree, one of the site and one of the sponsor, and neither of
 * those who approve wrote what goes. Whoever may decide may decline; so may who asked.
 */
export function judgeDecision(change: Change, decision: Decision, casebook: Casebook): HeldReason | undefined {
  const request = changeIn(casebook, decision.request)
  if (request?.change.body.kind !== 'redaction-request' || request.receipt?.state !== 'applied')
    return 'illegal-transition'
  const { scopes, targets } = request.change.body
  if (isDecided(casebook, decision.request)) return 'illegal-transition'
  if (scopes.length !== decision.scopes.length || !scopes.every((scope, i) => scope === decision.scopes[i]))
    return 'illegal-transition'
  if (decision.decision === 'decline') return undefined
  if (request.change.redacted !== undefined) return 'evidence-differs'
  const authors = targets.map((target) => changeIn(casebook, target.change)?.change.author)
  const isAlone = [request.change.author, ...authors].includes(change.author)
  if (isAlone || !mayApproveRedaction(change.role, request.change.role)) return 'wrong-role'
  return judgeRequest(request.change.body, casebook)
}

/** Whether somebody has decided about a request, and it counts. */
export const isDecided = (casebook: Casebook, request: ChangeRef): boolean =>
  decisionsIn(casebook).some(
    ({ change: { body }, receipt }) =>
      body.kind === 'redaction-decision' && body.request === request && receipt?.state === 'applied',
  )

/**
 * What an agreement rests on stays as it was written, or nothing would prove the redaction once the log comes back from
 * devices after a restore: an approval, and a request that was approved. One that is blacked out before is asked anew.
 */
const isRestedOn = (casebook: Casebook, logged: Logged): boolean =>
  approvalIn(logged) !== undefined ||
  decisionsIn(casebook).some((one) => approvalIn(one)?.request === refOf(logged.change))

const logsOf = (casebook: Casebook): readonly Logged[] =>
  [casebook.own, ...casebook.forms.values()].flatMap(({ log }) => [...log.values()])

const decisionsIn = (casebook: Casebook): readonly Logged[] =>
  logsOf(casebook).filter(({ change: { body } }) => body.kind === 'redaction-decision')

/** What of a casebook was agreed to be blacked out. */
export const agreedOf = (casebook: Casebook) => agreedIn(uniqueApprovals(casebook), (ref) => changeIn(casebook, ref))

const uniqueApprovals = (casebook: Casebook): Iterable<Logged> =>
  new Map(logsOf(casebook).flatMap((one) => (approvalIn(one) ? [[refOf(one.change), one] as const] : []))).values()

/**
 * Whether a change that says of itself that something of it was blacked out may count: what is left is what a redaction
 * in the casebook agreed on. After a restore the redaction may be lost with it, and come back after it.
 */
export const isExplained = (change: Change, casebook: Casebook): boolean =>
  change.redacted === undefined || isAgreedOn(change, agreedOf(casebook))

/** Requests that wait for somebody's decision, in the order in which they were committed. */
export function waitingRequests(casebook: Casebook): readonly Logged[] {
  const requests = new Map(
    logsOf(casebook).flatMap((one) => (targetsIn(one).length > 0 ? [[refOf(one.change), one] as const] : [])),
  )
  return [...requests]
    .filter(([ref]) => !isDecided(casebook, ref))
    .map(([, logged]) => logged)
    .sort((a, b) => (a.receipt?.seq ?? 0) - (b.receipt?.seq ?? 0))
}

const covers = (scopes: readonly Scope[], change: Change): boolean => {
  const shards = new Set(scopes.map(formOf))
  return [...shardsOf(change)].every((shard) => shards.has(shard))
}

type Target = Request['targets'][number]
type Spot = Pick<Target, 'change' | 'places'>

const isSame = (said: Target, found: Target | undefined): boolean =>
  found !== undefined && said.original === found.original && said.remaining === found.remaining

/** The value of the change still stands in one of the items that would be blacked out. */
function stands(casebook: Casebook, { change: ref, places }: Spot): boolean {
  const body = changeIn(casebook, ref)?.change.body
  const paths =
    body?.kind === 'value'
      ? body.items.flatMap(({ path }, i) => (places.some((place) => place === `items/${i}/entry`) ? [path] : []))
      : body?.kind === 'resolve' && places.some((place) => place === 'entry')
        ? [body.path]
        : []
  return paths.some((path) => {
    const form = formOf(path)
    const item = form && casebook.forms.get(form)?.items.get(path)
    return item?.heads.some((head) => head.ref === ref) ?? false
  })
}

/** Where something of a change can be blacked out now: it is committed, nothing stands or rests on it, and it is still there. */
export function redactablePlaces(casebook: Casebook, logged: Logged): readonly RedactionPlace[] {
  const { change, receipt } = logged
  if (!receipt || isRestedOn(casebook, logged)) return []
  const now = hashOf(change)
  return placesOf(change).filter(
    (place) =>
      !stands(casebook, { change: refOf(change), places: [place] }) && targetOf(change, [place])?.remaining !== now,
  )
}
