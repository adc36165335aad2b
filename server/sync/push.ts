import { type Receipt, refOf } from '#shared/change/change'
import { type ClockFault, type ClockReading, readClock } from '#shared/change/clock'
import type { Hash, StreamId } from '#shared/ids'
import type { PushAnswer, PushEnvelope } from '#shared/protocol'
import { isExplained } from '#shared/redaction/judge'
import type { SignedIn } from '../auth/session'
import { type Refused, isRefused, refuse } from '../refused'
import type { Casebooks, Folded } from './casebooks'
import { type Decide, learn } from './decide'
import type { Directory } from './directory'
import { commitFresh } from './judging'
import type { ChangeLog, DeviceEnd, Head, LogTransaction } from './log'
import type { Packing } from './packing'
import { type Verified, verifyPush } from './verify'

/**
 * Commits a batch in one transaction: all of it, once, in its device's order, or nothing. Content is never refused; what
 * its author had no right to do is committed held. Sending the same again gives the same answer.
 *
 * The order of steps keeps locks short and sequences dense: what can be checked without the database first, then this
 * device's row, then judging, and last the head rows of the streams in name order. PostgreSQL shows a transaction to
 * others before it frees its row locks, so the order of `seq` is the order in which rows become visible.
 */
export async function push(parts: SyncParts, who: SignedIn, request: PushEnvelope): Promise<PushAnswer | Refused> {
  if (request.device !== who.device) return refuse('not-allowed', 'This session is of another device.')
  if (request.grantVersion !== who.grantVersion) return refuse('regrant', 'Grants have changed: say hello.')
  return take(parts, who, request)
}

/** Whose log it is, and on whose sign-in it acts. */
export type Sender = Pick<SignedIn, 'user' | 'device' | 'deviceKey'>
/** What a device sends, however it comes here. */
export type Batch = Omit<PushEnvelope, 'grantVersion'>

/**
 * The same for what was carried here: nothing of it depends on whose session brought it. What a device says that was shut
 * out is kept, and counts for nothing until somebody decides. Of what was carried nothing can be put aside by the device
 * that wrote it, which may be gone: where something of it was blacked out and no agreement is here, it is held until one is.
 */
export async function take(
  parts: SyncParts,
  who: Sender,
  request: Batch,
  carried?: { readonly shutOut: boolean },
): Promise<PushAnswer | Refused> {
  const verified = verifyPush(request, who.deviceKey)
  if (isRefused(verified)) return verified
  const streams = [...new Set(verified.map((one) => one.change.stream))].sort()
  const decide: Decide = carried?.shutOut ? () => 'author-lost-role' : await learn(parts, who.device, verified)

  const { changes, directory, casebooks, now } = parts
  const folded: Folded[] = []
  const isCarried = carried !== undefined
  const outcome = await changes.within(streams, (tx) =>
    commit(tx, { ...parts, who, request, verified, streams, decide, isCarried, folded }),
  )
  for (const each of folded) casebooks.keep(each)
  if (isRefused(outcome) && outcome.refused === 'fork')
    await directory.note(now(), 'device-forked', { user: who.user, device: who.device })
  return outcome
}

/** What the exchange with devices works with. */
export interface SyncParts {
  readonly changes: ChangeLog
  readonly directory: Directory
  readonly casebooks: Casebooks
  readonly packing: Packing
  readonly ends: EndSeal
  readonly now: () => Date
}

/** Signs where pages end with the server's key, and knows its own signature again (`#shared/recovery`). */
export interface EndSeal {
  sign(text: string): string
  holds(text: string, signature: string): boolean
}

interface Push extends SyncParts {
  readonly who: Sender
  readonly request: Batch
  readonly verified: readonly Verified[]
  readonly streams: readonly StreamId[]
  readonly decide: Decide
  readonly isCarried: boolean
  readonly folded: Folded[]
}

async function commit(tx: LogTransaction, given: Push): Promise<PushAnswer | Refused> {
  const { who, request, verified, streams } = given
  const known = await tx.takeDevice(who.device)
  if (!known) return refuse('not-found', 'This device is not known.')
  if (request.from > known.acked + 1)
    return refuse('gap', 'Changes before these are missing.', { ackedThrough: known.acked })

  // Some of it others may have brought back after a restore, and not all that was before it.
  const brought = await tx.numbers(who.device, known.acked + 1)
  const earlier = await alreadyCommitted(tx, request, Math.max(known.acked, brought.at(-1)?.n ?? 0))
  if (isFork(known, request, verified, earlier, brought))
    return refuse('fork', 'Other changes with these numbers are committed.', { ackedThrough: known.acked })
  const last = verified.at(-1)
  if (!last || last.change.n <= known.acked) return answer(known, earlier)

  const heads = await tx.heads(streams)
  const nowhere = verified.find(({ change }) => !heads.some(({ stream }) => stream === change.stream))
  if (nowhere) {
    const { change, hash } = nowhere
    const named = { n: change.n, hash, nowhere: true as const }
    return refuse('unacceptable', `change ${change.n}: a site that there is not`, { change: named })
  }

  const there = new Set(earlier.map(({ n }) => n))
  const fresh = verified.filter((one) => !there.has(one.change.n))
  const unagreed = given.isCarried ? undefined : await blackedOutAlone(tx, given, fresh, heads)
  if (unagreed) {
    const { change, hash } = unagreed
    const named = { n: change.n, hash, unagreed: true as const }
    return refuse('unacceptable', `change ${change.n}: blacked out, and nobody agreed on it`, { change: named })
  }
  const receipts = await commitFresh(tx, { ...given, fresh }, new Map(heads.map(({ stream, head }) => [stream, head])))
  const clock = await readClocks(tx, given, receipts, known.clock ?? undefined)
  const end = { acked: last.change.n, chain: last.chain, clock }
  await tx.moveDevice(who.device, end)
  const answered = fresh.flatMap((one) => {
    const receipt = receipts.get(one)
    return receipt ? [{ n: one.change.n, receipt }] : []
  })
  return answer(end, [...earlier, ...answered])
}

/**
 * The first change that says of itself that something of it was blacked out, where nothing in the log agrees on that. It is
 * not written as it was entered, so it is no correctly signed change and never comes into the log, where it would be a
 * fault for good. After a restore agreements may be among what was lost: devices give that back before they push.
 */
async function blackedOutAlone(
  tx: LogTransaction,
  { casebooks }: Pick<Push, 'casebooks'>,
  fresh: readonly Verified[],
  heads: readonly Pick<Head, 'stream' | 'head'>[],
): Promise<Verified | undefined> {
  for (const one of fresh) {
    const { redacted, stream, subject } = one.change
    if (redacted === undefined) continue
    const head = heads.find((known) => known.stream === stream)?.head ?? 0
    const casebook = (await casebooks.at(tx, stream, head, new Set([subject]))).get(subject)
    if (!casebook || !isExplained(one.change, casebook)) return one
  }
  return undefined
}

/**
 * Follows the device's clock through what arrived and says how far it has got. What cannot be believed is noted, the first
 * of each kind in a batch: the order of changes is that of their numbers, and no change waits for it.
 */
async function readClocks(
  tx: LogTransaction,
  { now, who, verified }: Push,
  receipts: ReadonlyMap<Verified, Receipt>,
  before: ClockReading | undefined,
): Promise<ClockReading | undefined> {
  let clock = before
  const noted = new Set<ClockFault['fault']>()
  for (const one of verified) {
    const receipt = receipts.get(one)
    if (!receipt) continue
    const { fault, furthest } = readClock(clock, one.change, receipt.committedAt)
    clock = furthest
    if (!fault || noted.has(fault.fault)) continue
    noted.add(fault.fault)
    await tx.note(now(), 'clock-implausible', {
      user: one.change.author,
      device: who.device,
      detail: `${refOf(one.change)} ${fault.fault} ${Math.round(fault.by / 1_000)} s`,
    })
  }
  return clock
}

const answer = ({ acked, chain }: DeviceEnd, known: readonly { n: number; receipt: Receipt }[]): PushAnswer => ({
  ackedThrough: acked,
  deviceChain: chain,
  receipts: known.map(({ n, receipt }) => ({ n, receipt })),
})

type Committed = Awaited<ReturnType<LogTransaction['identities']>>[number]

/** What is committed of this batch, in order, where there is something up to `reach`. */
async function alreadyCommitted(tx: LogTransaction, request: Batch, reach: number): Promise<readonly Committed[]> {
  if (request.from > reach) return []
  const through = request.from + request.changes.length - 1
  return tx.identities(request.device, request.from, Math.min(reach, through))
}

/** True when the device's log is not the one this server has: other changes under the same numbers, or another past. */
function isFork(
  known: { readonly acked: number; readonly chain: Hash },
  request: Batch,
  verified: readonly Verified[],
  earlier: readonly Committed[],
  brought: readonly { readonly n: number }[],
): boolean {
  const through = request.from + verified.length - 1
  const expected =
    Math.max(0, Math.min(known.acked, through) - request.from + 1) +
    brought.filter(({ n }) => n >= request.from && n <= through).length
  // Fewer found than numbered: what stands under these numbers lies in streams that this batch does not name.
  if (earlier.length !== expected) return true
  if (earlier.some(({ n, hash }) => hash !== verified[n - request.from]?.hash)) return true
  const reached = known.acked - request.from
  if (reached >= verified.length) return false
  return (reached < 0 ? request.before : verified[reached]?.chain) !== known.chain
}
