import { randomUUID } from 'node:crypto'
import { canonicalJson } from '#shared/canonical-json'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { siteIn, throughTo } from '#shared/change/carried'
import { GENESIS } from '#shared/change/chain'
import { Change, type ChangeKind, type Logged, type Receipt, refOf } from '#shared/change/change'
import { type DeviceId, SYSTEM_USER, type StreamId, type SubjectKey, streamId, streamParts } from '#shared/ids'
import { approvalIn, targetsIn } from '#shared/redaction/agreed'
import { linkHash, sha256Hex, streamLinkHash } from '../hashes'
import { VERSION } from '../version'
import type { DeviceEnd, LogRow, LogTransaction } from './log'
import type { SyncParts } from './push'
import { blackOut } from './redact'

/** After these the server may have to write at other sites than the one where they are said. */
const reaching: ReadonlySet<ChangeKind> = new Set<ChangeKind>(['transfer', 'release', 'redaction-decision'])

/** The streams at which the server may have to write because of these changes. */
export async function streamsBeyond(tx: LogTransaction, changes: readonly Change[]): Promise<readonly StreamId[]> {
  const beyond = new Set<StreamId>()
  const asked = new Set<SubjectKey>()
  for (const { study, subject, body } of changes) {
    if (!reaching.has(body.kind)) continue
    if (body.kind === 'transfer') beyond.add(streamId(study, body.to, 'data'))
    if (asked.has(subject)) continue
    asked.add(subject)
    for (const stream of await tx.streamsOf(study, subject)) beyond.add(stream)
  }
  return [...beyond].sort()
}

/**
 * What these changes ask of the server at other sites, in the transaction that commits them. A participant who moves takes
 * everything along that was said of them. What the site that they left sent too late stays there, and is carried once
 * somebody has decided about it. What two people agreed to have blacked out goes wherever the participant has lain.
 */
export async function carryOn(tx: LogTransaction, { now }: Pick<SyncParts, 'now'>, said: readonly Logged[]) {
  const hand = handOf(tx, now)
  for (const logged of said) {
    const { study, stream, subject, body } = logged.change
    if (logged.receipt?.state !== 'applied') continue
    if (body.kind === 'transfer') await hand.carry(subject, stream, streamId(study, body.to, 'data'), isDecided)
    if (body.kind === 'release') {
      const home = await homeBeyond(tx, logged)
      if (home) await hand.carry(subject, stream, home, isDecided)
    }
    if (approvalIn(logged)) await blackOutBeyond(tx, now, hand, logged)
  }
}

/** Everything but what came too late and nobody has decided about. */
function isDecided({ change, receipt }: Original, history: readonly Original[]): boolean {
  if (receipt.reason !== 'subject-transferred') return true
  const ref = refOf(change)
  return history.some((one) => one.change.body.kind === 'release' && one.change.body.target === ref && counts(one))
}

const counts = ({ receipt }: Original): boolean => receipt.state === 'applied'

/** Where the participant is now; undefined where that is the site at which this was said. */
async function homeBeyond(tx: LogTransaction, { change }: Logged): Promise<StreamId | undefined> {
  const { study, stream, subject } = change
  for (const other of await tx.streamsOf(study, subject)) {
    const site = siteIn((await historyIn(tx, other, subject)).map(({ logged }) => logged))
    if (site === streamParts(other).site) return other === stream ? undefined : other
  }
  return undefined
}

async function blackOutBeyond(tx: LogTransaction, now: () => Date, hand: Hand, approval: Logged): Promise<void> {
  const { study, stream, subject } = approval.change
  const others = (await tx.streamsOf(study, subject)).filter((other) => other !== stream)
  if (others.length === 0) return
  const request = approvalIn(approval)?.request
  const here = await historyIn(tx, stream, subject)
  const asked = here.find(({ change }) => refOf(change) === request)
  const targets = new Set(targetsIn(asked?.logged).map(({ change }) => change))
  const agreement = new Set([request, refOf(approval.change)])
  for (const other of others) {
    const there = await historyIn(tx, other, subject)
    if (!there.some(({ change }) => targets.has(refOf(change)))) continue
    const carried = await hand.carry(subject, stream, other, ({ change }) => agreement.has(refOf(change)))
    const casebook = fold([...there.map(({ logged }) => logged), ...carried], emptyCasebook(subject))
    await blackOut(tx, now, { stream: other, casebook, approval })
  }
}

/** A row of a stream: what it says there, and what was said and received where it was said first. */
interface Original {
  readonly logged: Logged
  readonly change: Change
  readonly receipt: Receipt
}

async function historyIn(tx: LogTransaction, stream: StreamId, subject: SubjectKey): Promise<readonly Original[]> {
  const rows = await tx.committed(stream, [subject], 0, Number.MAX_SAFE_INTEGER)
  return rows.map(({ body, receipt }) => {
    const row = Change.parse(JSON.parse(body))
    const logged = throughTo({ change: row, receipt })
    const { body: said } = row
    return {
      logged,
      change: logged.change,
      receipt: said.kind === 'carried' && logged.carriedTo ? said.receipt : receipt,
    }
  })
}

interface Hand {
  /** Carries what is `wanted` and not there yet, in order; gives it as it stands there. */
  carry(
    subject: SubjectKey,
    from: StreamId,
    to: StreamId,
    wanted: (one: Original, history: readonly Original[]) => boolean,
  ): Promise<readonly Logged[]>
}

const BOOT = randomUUID()
/** So many rows are written with one statement. */
const AT_ONCE = 500

/** The server's own hand in a transaction, which numbers what it writes. Its device is locked with the first of it. */
function handOf(tx: LogTransaction, now: () => Date): Hand {
  let own: { readonly id: DeviceId; end: DeviceEnd } | undefined
  return {
    async carry(subject, from, to, wanted) {
      const history = await historyIn(tx, from, subject)
      const there = new Set((await historyIn(tx, to, subject)).map(({ change }) => refOf(change)))
      const along = history.filter((one) => !there.has(refOf(one.change)) && wanted(one, history))
      own ??= await takeServer(tx)
      const head = await tx.takeHead(to)
      if (!head) throw new Error('a site that there is not')
      const rows: LogRow[] = []
      let { head: seq, chain } = head
      let { end } = own
      for (const { change, receipt: then } of along) {
        const { body } = change
        // Somebody pushed one, and it says nothing.
        if (body.kind === 'carried') continue
        const carrying = Change.parse({
          ...{
            v: 1,
            device: own.id,
            n: end.acked + 1,
            study: change.study,
            stream: to,
            version: change.version,
            subject,
          },
          ...{ author: SYSTEM_USER, role: 'system', claimedAt: now().toISOString(), zone: 'UTC' },
          ...{ boot: BOOT, mono: Math.round(performance.now()), source: 'calculated', app: VERSION },
          body: { kind: 'carried', change: { ...change, body }, receipt: then },
        })
        const text = canonicalJson(carrying)
        const hash = sha256Hex(text)
        const receipt: Receipt = { seq: ++seq, committedAt: now().toISOString(), state: 'applied' }
        chain = streamLinkHash(chain, hash, receipt)
        end = { ...end, acked: carrying.n, chain: linkHash(end.chain, hash) }
        rows.push({ device: own.id, n: carrying.n, subject, body: text, hash, receipt, chain })
      }
      for (let at = 0; at < rows.length; at += AT_ONCE) await tx.append(to, rows.slice(at, at + AT_ONCE))
      own.end = end
      if (rows.length > 0) await tx.moveDevice(own.id, end)
      await tx.copyChunks(from, to, chunksIn(along))
      return rows.map(({ body, receipt }) => throughTo({ change: Change.parse(JSON.parse(body)), receipt }))
    },
  }
}

const chunksIn = (said: readonly Original[]) =>
  said.flatMap(({ change: { body } }) => (body.kind === 'attach' ? body.file.chunks : []))

/** Numbers that devices have brought back after a restore are used, also where one before them is missing. */
async function takeServer(tx: LogTransaction): Promise<{ readonly id: DeviceId; end: DeviceEnd }> {
  const id = await tx.serverDevice()
  const end = (await tx.takeDevice(id)) ?? { acked: 0, chain: GENESIS }
  const brought = (await tx.numbers(id, end.acked + 1)).at(-1)?.n ?? 0
  return { id, end: { ...end, acked: Math.max(end.acked, brought) } }
}
