import { hashOf } from '../canonical-json'
import { ownHash } from '../change/chain'
import { type Change, type ChangeBody, type Logged, type RedactionTarget, refOf } from '../change/change'
import type { ChangeRef } from '../ids'
import { blackedOut } from './black-out'

type Log = ReadonlyMap<ChangeRef, Logged>

type Approval = Extract<ChangeBody, { kind: 'redaction-decision' }>

/** The approval in a change that the server let count; undefined of everything else. */
export function approvalIn({ change: { body }, receipt }: Logged): Approval | undefined {
  return body.kind === 'redaction-decision' && body.decision === 'approve' && receipt?.state === 'applied'
    ? body
    : undefined
}

/** What a request that the server let count names; nothing of everything else. */
export const targetsIn = (logged: Logged | undefined): readonly RedactionTarget[] =>
  logged?.change.body.kind === 'redaction-request' && logged.receipt?.state === 'applied'
    ? logged.change.body.targets
    : []

/** What was agreed to be blacked out, by the change it is about, in the order of the agreements. */
export function agreedIn(logged: Iterable<Logged>, requestOf: (ref: ChangeRef) => Logged | undefined): Agreed {
  const inOrder = [...logged]
    .filter((one) => approvalIn(one) !== undefined)
    .sort((a, b) => (a.receipt?.seq ?? 0) - (b.receipt?.seq ?? 0))
  const agreed = new Map<ChangeRef, RedactionTarget[]>()
  for (const approval of inOrder) {
    const request = approvalIn(approval)?.request
    for (const target of targetsIn(request && requestOf(request))) {
      const known = agreed.get(target.change)
      if (known) known.push(target)
      else agreed.set(target.change, [target])
    }
  }
  return agreed
}
export type Agreed = ReadonlyMap<ChangeRef, readonly RedactionTarget[]>

/** Whether what is left of a change is, to the byte, what was agreed to be left of it. */
export const isAgreedOn = (change: Change, agreed: Agreed): boolean =>
  (agreed.get(refOf(change)) ?? []).some(
    ({ original, remaining }) => original === change.redacted && remaining === hashOf(change),
  )

/**
 * True of what was held because it says of itself that something of it was blacked out, and for nothing else. Of what is
 * said about a redaction itself the same reason may mean another thing, and no redaction rests on words that are gone.
 */
export const waitsForAgreement = ({ change: { redacted, body }, receipt }: Logged): boolean =>
  redacted !== undefined &&
  receipt?.reason === 'evidence-differs' &&
  body.kind !== 'redaction-request' &&
  body.kind !== 'redaction-decision'

/**
 * A change with everything blacked out that was agreed on. What comes of it is what those who agreed were looking at,
 * to the byte, or it stays as it is.
 */
export function withoutAgreed(change: Change, agreed: Agreed): Change {
  let now = change
  for (const { places, original, remaining } of agreed.get(refOf(change)) ?? []) {
    const left = ownHash(now) === original ? blackedOut(now, places) : undefined
    if (left && hashOf(left) === remaining) now = left
  }
  return now
}

/**
 * Blacks out in what is new, and in what was known of the same, whatever the two together agree on: the known that
 * changes is among the new afterwards.
 */
export function blackOutIn(known: Log, news: Map<ChangeRef, Logged>): void {
  const find = (ref: ChangeRef) => news.get(ref) ?? known.get(ref)
  const agreed = agreedIn(approvals(known, news), find)
  for (const ref of agreed.keys()) {
    const logged = find(ref)
    const left = logged && withoutAgreed(logged.change, agreed)
    if (logged && left && left !== logged.change && hashOf(left) !== hashOf(logged.change))
      news.set(ref, { ...logged, change: left })
  }
}

function approvals(known: Log, news: Log): readonly Logged[] {
  const found: Logged[] = []
  for (const log of [known, news]) for (const one of log.values()) if (approvalIn(one)) found.push(one)
  return found
}
