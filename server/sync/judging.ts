import type { Casebook } from '#shared/casebook/casebook'
import { fold } from '#shared/casebook/fold'
import { holding, throughTo } from '#shared/change/carried'
import { canonicalJson } from '#shared/canonical-json'
import { type Change, type HeldReason, type Logged, type Receipt, refOf } from '#shared/change/change'
import { type DeviceId, type StreamId, type SubjectKey, streamParts } from '#shared/ids'
import { type Agreed, withoutAgreed } from '#shared/redaction/agreed'
import { agreedOf } from '#shared/redaction/judge'
import { siteBookOf } from '#shared/review/closing'
import { streamLinkHash } from '../hashes'
import type { Folded } from './casebooks'
import { carryOn, streamsBeyond } from './carry'
import type { Decide } from './decide'
import type { LogRow, LogTransaction } from './log'
import type { SyncParts } from './push'
import { carryOut } from './redact'
import type { Verified } from './verify'

/** A change that is proved to be what somebody entered, in whatever way. */
export type Proved = Omit<Verified, 'chain'>

interface Judging<One extends Proved> extends Pick<SyncParts, 'casebooks' | 'now'> {
  readonly streams: readonly StreamId[]
  readonly fresh: readonly One[]
  readonly decide: Decide
  /** Takes what the casebooks are once this is committed, where that is known without reading them again. */
  readonly folded?: Folded[]
}

/**
 * Judges changes in the casebooks they land in and appends them, each to its stream and in the order given. The heads of
 * the streams are taken last, and in name order, so that two of these never wait for each other: earlier only where the
 * server may have to write at other sites as well (`carry.ts`).
 */
export async function commitFresh<One extends Proved>(
  tx: LogTransaction,
  given: Judging<One>,
  heads: ReadonlyMap<StreamId, number>,
): Promise<ReadonlyMap<One, Receipt>> {
  const beyond = await streamsBeyond(
    tx,
    given.fresh.map(({ change }) => change),
  )
  if (beyond.length > 0) {
    await tx.reach(beyond)
    // The server's own device before any stream, as where it answers requests.
    await tx.takeDevice(await tx.serverDevice())
    for (const stream of [...new Set([...given.streams, ...beyond])].sort()) await tx.takeHead(stream)
  }
  const receipts = await append(tx, given, await judge(tx, given, heads))
  if (beyond.length > 0)
    await carryOn(
      tx,
      given,
      [...receipts].map(([{ change }, receipt]) => ({ change, receipt })),
    )
  const byDevice = new Map<DeviceId, Change[]>()
  for (const { change } of given.fresh) byDevice.set(change.device, [...(byDevice.get(change.device) ?? []), change])
  for (const [device, changes] of byDevice) await tx.noteEnrolments(device, changes)
  // Under the streams' locks, so that no answer misses one.
  await tx.noteRequests([...receipts].flatMap(([{ change }, { state }]) => (asks(change, state) ? change : [])))
  for (const [{ change }, { reason }] of receipts)
    if (reason && denials.has(reason))
      await tx.note(given.now(), 'change-held', {
        user: change.author,
        device: change.device,
        detail: `${refOf(change)} ${reason}`,
      })
  return receipts
}

/** Held because somebody tried what they had no right to, which whoever looks after security wants to see. */
const denials: ReadonlySet<HeldReason> = new Set<HeldReason>(['wrong-role', 'site-not-granted', 'author-lost-role'])

const asks = ({ body }: Change, state: Receipt['state']): boolean => body.kind === 'request' && state === 'applied'

interface Decided {
  readonly receipts: readonly Receipt[]
  /** With what was decided in them, under these receipts. */
  readonly casebooks: ReadonlyMap<SubjectKey, Casebook>
}

interface Judged<One> extends Decided {
  readonly stream: StreamId
  readonly changes: readonly One[]
  readonly seen: ReadonlyMap<SubjectKey, Casebook>
}

/** Decides each change on the casebook as of the heads given, each in sight of those before it. */
async function judge<One extends Proved>(
  tx: LogTransaction,
  given: Judging<One>,
  heads: ReadonlyMap<StreamId, number>,
): Promise<readonly Judged<One>[]> {
  const judged: Judged<One>[] = []
  for (const id of given.streams) {
    const changes = given.fresh.filter((one) => one.change.stream === id)
    const head = heads.get(id)
    if (changes.length === 0 || head === undefined) continue
    const { study, site } = streamParts(id)
    const subjects = new Set([siteBookOf(study, site), ...changes.map((one) => one.change.subject)])
    const seen = await given.casebooks.at(tx, id, head, subjects)
    judged.push({ stream: id, changes, seen, ...decideAll(given, changes, seen, head) })
  }
  return judged
}

function decideAll<One extends Proved>(
  { now, decide }: Judging<One>,
  changes: readonly One[],
  seen: ReadonlyMap<SubjectKey, Casebook>,
  head: number,
): Decided {
  const committedAt = now().toISOString()
  const casebooks = new Map(seen)
  const receipts = changes.map((one, i) => {
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
  return { receipts, casebooks }
}

/** Takes the head rows in name order, so that two pushes never wait for each other, and writes the rows behind them. */
async function append<One extends Proved>(
  tx: LogTransaction,
  given: Judging<One>,
  judged: readonly Judged<One>[],
): Promise<Map<One, Receipt>> {
  const receipts = new Map<One, Receipt>()
  for (const each of judged) {
    const head = await tx.takeHead(each.stream)
    if (!head) throw new Error('a head row is gone')
    const current = await upToDate(tx, given, each, head.head)
    let { chain } = head
    const textLeft = textsLeft(each.seen)
    const rows = each.changes.map((one, i): LogRow => {
      const receipt = current.receipts[i]
      if (!receipt) throw new Error('a change was not judged')
      receipts.set(one, receipt)
      chain = streamLinkHash(chain, one.hash, receipt)
      const { device, n, subject } = one.change
      return { device, n, subject, body: textLeft(one), hash: one.hash, receipt, chain }
    })
    await tx.append(each.stream, rows)
    // Not where a text was stored otherwise than it was judged.
    if (current.casebooks && rows.every(({ body }, i) => body === each.changes[i]?.text))
      given.folded?.push({
        ...{ stream: each.stream, through: head.head + rows.length, casebooks: current.casebooks },
      })
    const said = each.changes.map((one) => throughTo({ change: one.change, ...receiptOf(receipts, one) }))
    await carryOut(tx, given, each.stream, head.head, said)
  }
  return receipts
}

const receiptOf = <One extends Proved>(receipts: ReadonlyMap<One, Receipt>, one: One): Pick<Logged, 'receipt'> => {
  const receipt = receipts.get(one)
  return receipt ? { receipt } : {}
}

/**
 * Tells what is stored of a change: without what was agreed to be blacked out, should it come once more after a restore.
 * What was agreed on about a participant is looked up once, however much is said of them.
 */
function textsLeft(seen: ReadonlyMap<SubjectKey, Casebook>): (proved: Proved) => string {
  const agreedOn = new Map<SubjectKey, Agreed>()
  return ({ change, text }) => {
    const { subject } = change
    const casebook = seen.get(subject)
    if (!casebook) return text
    const agreed = agreedOn.get(subject) ?? agreedOf(casebook)
    agreedOn.set(subject, agreed)
    const said = change.body.kind === 'carried' ? change.body.change : change
    const left = withoutAgreed(said, agreed)
    return left === said ? text : canonicalJson(holding(change, left))
  }
}

/** What others committed while this batch was judged: other participants only move the numbers, the same are judged again. */
async function upToDate<One extends Proved>(
  tx: LogTransaction,
  given: Judging<One>,
  each: Judged<One>,
  head: number,
): Promise<Pick<Decided, 'receipts'> & Partial<Decided>> {
  const first = each.receipts[0]
  if (!first || first.seq === head + 1) return each
  const now = await given.casebooks.at(tx, each.stream, head, new Set(each.seen.keys()))
  const moved = [...now].some(([subject, casebook]) => each.seen.get(subject) !== casebook)
  if (moved) return decideAll(given, each.changes, now, head)
  return { receipts: each.receipts.map((receipt, i) => ({ ...receipt, seq: head + i + 1 })) }
}
