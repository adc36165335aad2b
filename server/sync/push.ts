import type { Casebook } from '#shared/casebook/casebook'
import { fold } from '#shared/casebook/fold'
import { streamLinkHash } from '#shared/change/chain'
import { type Change, type HeldReason, type Receipt, refOf } from '#shared/change/change'
import { type ClockFault, type ClockReading, readClock } from '#shared/change/clock'
import { type Hash, type StreamId, type SubjectKey, streamParts } from '#shared/ids'
import type { PushAnswer, PushEnvelope } from '#shared/protocol'
import { siteBookOf } from '#shared/review/closing'
import type { SignedIn } from '../auth/session'
import { type Refused, isRefused, refuse } from '../refused'
import type { Casebooks } from './casebooks'
import { type Decide, learn } from './decide'
import type { Directory } from './directory'
import type { ChangeLog, DeviceEnd, LogRow, LogTransaction } from './log'
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
 * out is kept, and counts for nothing until somebody decides.
 */
export async function take(
  parts: SyncParts,
  who: Sender,
  request: Batch,
  shutOut = false,
): Promise<PushAnswer | Refused> {
  const verified = verifyPush(request, who.deviceKey)
  if (isRefused(verified)) return verified
  const streams = [...new Set(verified.map((one) => one.change.stream))].sort()
  const decide: Decide = shutOut ? () => 'author-lost-role' : await learn(parts, who.device, verified)

  const { changes, directory, now } = parts
  const outcome = await changes.within(streams, (tx) =>
    commit(tx, { ...parts, who, request, verified, streams, decide }),
  )
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
  readonly now: () => Date
}

interface Push extends SyncParts {
  readonly who: Sender
  readonly request: Batch
  readonly verified: readonly Verified[]
  readonly streams: readonly StreamId[]
  readonly decide: Decide
}

async function commit(tx: LogTransaction, given: Push): Promise<PushAnswer | Refused> {
  const { now, who, request, verified, streams } = given
  const known = await tx.takeDevice(who.device)
  if (!known) return refuse('not-found', 'This device is not known.')
  if (request.from > known.acked + 1)
    return refuse('gap', 'Changes before these are missing.', { ackedThrough: known.acked })

  const earlier = await alreadyCommitted(tx, request, known.acked)
  if (isFork(known, request, verified, earlier))
    return refuse('fork', 'Other changes with these numbers are committed.', { ackedThrough: known.acked })
  const fresh = verified.slice(earlier.length)
  const last = fresh.at(-1)
  if (!last) return answer(known, earlier)

  const heads = await tx.heads(streams)
  if (heads.length < streams.length) return refuse('bad-request', 'A change names a site that there is not.')

  const judged = await judge(tx, given, fresh, new Map(heads.map(({ stream, head }) => [stream, head])))
  const receipts = await append(tx, given, judged)
  const clock = await readClocks(tx, given, receipts, known.clock ?? undefined)
  const end = { acked: last.change.n, chain: last.chain, clock }
  await tx.moveDevice(who.device, end)
  await tx.noteEnrolments(
    who.device,
    fresh.map((one) => one.change),
  )
  // Under the streams' locks, so that no answer misses one.
  await tx.noteRequests([...receipts].flatMap(([{ change }, { state }]) => (asks(change, state) ? change : [])))
  for (const [{ change }, { reason }] of receipts)
    if (reason && denials.has(reason))
      await tx.note(now(), 'change-held', {
        user: change.author,
        device: who.device,
        detail: `${refOf(change)} ${reason}`,
      })
  const answered = fresh.flatMap((one) => {
    const receipt = receipts.get(one)
    return receipt ? [{ n: one.change.n, receipt }] : []
  })
  return answer(end, [...earlier, ...answered])
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

/** Held because somebody tried what they had no right to, which whoever looks after security wants to see. */
const denials: ReadonlySet<HeldReason> = new Set<HeldReason>(['wrong-role', 'site-not-granted', 'author-lost-role'])

const answer = ({ acked, chain }: DeviceEnd, known: readonly { n: number; receipt: Receipt }[]): PushAnswer => ({
  ackedThrough: acked,
  deviceChain: chain,
  receipts: known.map(({ n, receipt }) => ({ n, receipt })),
})

const asks = ({ body }: Change, state: Receipt['state']): boolean => body.kind === 'request' && state === 'applied'

type Committed = Awaited<ReturnType<LogTransaction['identities']>>[number]

/** What this device sent before under the numbers of this batch, in order. */
async function alreadyCommitted(tx: LogTransaction, request: Batch, acked: number): Promise<readonly Committed[]> {
  if (request.from > acked) return []
  const through = request.from + request.changes.length - 1
  return tx.identities(request.device, request.from, Math.min(acked, through))
}

/** True when the device's log is not the one this server has: other changes under the same numbers, or another past. */
function isFork(
  known: { readonly acked: number; readonly chain: Hash },
  request: Batch,
  verified: readonly Verified[],
  earlier: readonly Committed[],
): boolean {
  const expected = Math.max(0, Math.min(known.acked, request.from + verified.length - 1) - request.from + 1)
  // Fewer found than numbered: what stands under these numbers lies in streams that this batch does not name.
  if (earlier.length !== expected) return true
  if (earlier.some(({ hash }, i) => hash !== verified[i]?.hash)) return true
  const reached = known.acked - request.from
  if (reached >= verified.length) return false
  return (reached < 0 ? request.before : verified[reached]?.chain) !== known.chain
}

interface Judged {
  readonly stream: StreamId
  readonly changes: readonly Verified[]
  readonly seen: ReadonlyMap<SubjectKey, Casebook>
  readonly receipts: readonly Receipt[]
}

/** Decides each change on the casebook as of the heads given, each in sight of those before it. */
async function judge(
  tx: LogTransaction,
  given: Push,
  fresh: readonly Verified[],
  heads: ReadonlyMap<StreamId, number>,
): Promise<readonly Judged[]> {
  const judged: Judged[] = []
  for (const id of given.streams) {
    const changes = fresh.filter((one) => one.change.stream === id)
    const head = heads.get(id)
    if (changes.length === 0 || head === undefined) continue
    const { study, site } = streamParts(id)
    const subjects = new Set([siteBookOf(study, site), ...changes.map((one) => one.change.subject)])
    const seen = await given.casebooks.at(tx, id, head, subjects)
    judged.push({ stream: id, changes, seen, receipts: decideAll(given, changes, seen, head) })
  }
  return judged
}

function decideAll(
  { now, decide }: Push,
  changes: readonly Verified[],
  seen: ReadonlyMap<SubjectKey, Casebook>,
  head: number,
): readonly Receipt[] {
  const committedAt = now().toISOString()
  const casebooks = new Map(seen)
  return changes.map((one, i) => {
    const casebook = casebooks.get(one.change.subject)
    if (!casebook) throw new Error('a subject of the batch was not read')
    const { study, site } = streamParts(one.change.stream)
    const reason = decide(one.change, casebook, casebooks.get(siteBookOf(study, site)))
    const receipt: Receipt = {
      seq: head + i + 1,
      committedAt,
      ...(reason ? { state: 'held', reason } : { state: 'applied' }),
    }
    casebooks.set(one.change.subject, fold([{ change: one.change, receipt }], casebook))
    return receipt
  })
}

/** Takes the head rows in name order, so that two pushes never wait for each other, and writes the rows behind them. */
async function append(tx: LogTransaction, given: Push, judged: readonly Judged[]): Promise<Map<Verified, Receipt>> {
  const receipts = new Map<Verified, Receipt>()
  for (const each of judged) {
    const head = await tx.takeHead(each.stream)
    if (!head) throw new Error('a head row is gone')
    const current = await upToDate(tx, given, each, head.head)
    let { chain } = head
    const rows = each.changes.map((one, i): LogRow => {
      const receipt = current[i]
      if (!receipt) throw new Error('a change was not judged')
      receipts.set(one, receipt)
      chain = streamLinkHash(chain, one.hash, receipt)
      const { device, n, subject } = one.change
      return { device, n, subject, body: one.text, hash: one.hash, receipt, chain }
    })
    await tx.append(each.stream, rows)
  }
  return receipts
}

/** What others committed while this batch was judged: other participants only move the numbers, the same are judged again. */
async function upToDate(tx: LogTransaction, given: Push, each: Judged, head: number): Promise<readonly Receipt[]> {
  const first = each.receipts[0]
  if (!first || first.seq === head + 1) return each.receipts
  const now = await given.casebooks.at(tx, each.stream, head, new Set(each.seen.keys()))
  const moved = [...now].some(([subject, casebook]) => each.seen.get(subject) !== casebook)
  if (moved) return decideAll(given, each.changes, now, head)
  return each.receipts.map((receipt, i) => ({ ...receipt, seq: head + i + 1 }))
}
