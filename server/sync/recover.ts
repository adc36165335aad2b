import { canonicalJson, hashOf } from '#shared/canonical-json'
import { GENESIS } from '#shared/change/chain'
import { Change, type HeldReason, type Receipt, refOf } from '#shared/change/change'
import { type ChangeRef, DeviceId, type Hash, type StreamId, SYSTEM_USER, changeRef } from '#shared/ids'
import type { Cursor } from '#shared/protocol'
import { approvalIn } from '#shared/redaction/agreed'
import { blackedOut } from '#shared/redaction/black-out'
import { changeIn } from '#shared/redaction/judge'
import { judgeBlackedOut } from '#shared/review/hold'
import { type RecoverAnswer, type RecoverRequest, streamEndText } from '#shared/recovery'
import type { SignedIn } from '../auth/session'
import { linkHash, sha256Hex, streamLinkHash } from '../hashes'
import { type Refused, isRefused, refuse } from '../refused'
import { type Decide, learn } from './decide'
import { type Proved, commitFresh } from './judging'
import type { DeviceEnd, Head, LogTransaction } from './log'
import { whyNotRead } from './pull'
import type { EndSeal, SyncParts } from './push'

/**
 * Takes back what this server lost when it was restored from a back-up, from whoever had read it. Nothing of it is
 * believed: the server's own signature stands at the end of each page that it ever gave out, and the chain that leads
 * there proves every change before it. What is committed already stays as it is; what is missing is committed once, under
 * its own device's number, in the order in which it stood; what another change has taken the number of is kept aside.
 */
export async function recover(
  parts: SyncParts,
  who: SignedIn,
  request: RecoverRequest,
): Promise<RecoverAnswer | Refused> {
  const refused = await whyNotRead(parts, who, request.stream)
  if (refused) return refused
  switch (request.ask) {
    case 'known':
      return knownOf(parts, request)
    case 'take':
      return takeBack(parts, who, request)
  }
}

type Asked<Ask extends RecoverRequest['ask']> = Extract<RecoverRequest, { ask: Ask }>

/** The last of the ends that is on this server's log. Where one is, all before it are: a chain covers what leads to it. */
function knownOf({ changes }: SyncParts, { stream, ends }: Asked<'known'>): Promise<RecoverAnswer | Refused> {
  return changes.within(
    [stream],
    async (tx) => {
      const [head] = await tx.heads([stream])
      if (!head) return refuse('not-found', 'There is no such stream.')
      const sorted = [...ends].sort((a, b) => a.seq - b.seq)
      let through: Cursor = { seq: 0, chain: GENESIS }
      let [low, high] = [0, sorted.length]
      while (low < high) {
        const middle = (low + high) >> 1
        const end = sorted[middle]
        const known = end !== undefined && end.seq <= head.head && (await tx.chainAt(stream, end.seq)) === end.chain
        if (known) [through, low] = [end, middle + 1]
        else high = middle
      }
      return { ...through, fresh: 0, head: head.head }
    },
    'read',
  )
}

/** A change as the log that was lost had it. */
interface Lost extends Proved {
  readonly then: Receipt
}

async function takeBack(parts: SyncParts, who: SignedIn, request: Asked<'take'>): Promise<RecoverAnswer | Refused> {
  const { stream } = request
  const lost = proved(parts.ends, request)
  if (isRefused(lost)) return lost
  const decide = await asDecidedThen(parts, lost.rows)
  const outcome = await parts.changes.within([stream], (tx) => commitAgain(tx, parts, stream, lost.rows, decide))
  if (isRefused(outcome)) return outcome
  if (outcome.fresh > 0)
    await parts.directory.note(parts.now(), 'log-recovered', {
      ...{ user: who.user, device: who.device },
      detail: `${stream} ${outcome.fresh}`,
    })
  return { ...lost.end, ...outcome }
}

/** The rows of a page, where the server's own signature stands at their end. */
function proved(
  seal: EndSeal,
  { stream, before, rows, proof }: Asked<'take'>,
): { readonly rows: readonly Lost[]; readonly end: Cursor } | Refused {
  let chain = before
  const lost = rows.map(({ change, receipt }): Lost => {
    const text = canonicalJson(change)
    const hash = change.redacted ?? sha256Hex(text)
    chain = streamLinkHash(chain, hash, receipt)
    return { change, text, hash, then: receipt }
  })
  const end = { seq: rows.at(-1)?.receipt.seq ?? 0, chain }
  const first = end.seq - rows.length + 1
  const gapless = rows.every(({ change, receipt }, i) => change.stream === stream && receipt.seq === first + i)
  if (!gapless || !seal.holds(streamEndText(stream, end), proof))
    return refuse('chain-broken', 'This is not a page of this server.')
  return { rows: lost, end }
}

/** What a person's rights were is not asked again: the back-up may be older than they are. */
const rights: ReadonlySet<HeldReason> = new Set<HeldReason>([
  'author-lost-role',
  'wrong-role',
  'site-not-granted',
  'no-training',
])

/**
 * What was held is held again. What counted counts again, as far as what has happened since in the same casebook lets it:
 * one that is locked by now waits for a person's decision. One of which something is blacked out waits for the agreement,
 * which stood behind it and comes back after it, and for nobody. The server's own word stands.
 */
async function asDecidedThen(parts: SyncParts, lost: readonly Lost[]): Promise<Decide> {
  const then = new Map<ChangeRef, Receipt>(lost.map(({ change, then }) => [refOf(change), then]))
  const anew = new Map<DeviceId, Decide>()
  for (const device of devicesOf(lost)) {
    const said = lost.filter(({ change }) => change.device === device)
    anew.set(device, await learn(parts, device, said))
  }
  return (change, casebook, siteBook) => {
    const before = then.get(refOf(change))?.reason
    if (before || change.author === SYSTEM_USER) return before
    const now = anew.get(change.device)?.(change, casebook, siteBook)
    return now && rights.has(now) ? judgeBlackedOut(change, casebook) : now
  }
}

/** In the order in which their rows are locked, so that two of these never wait for each other. */
const devicesOf = (lost: readonly Lost[]): readonly DeviceId[] =>
  [...new Set(lost.map(({ change }) => change.device))].sort()

async function commitAgain(
  tx: LogTransaction,
  { casebooks, now }: SyncParts,
  stream: StreamId,
  lost: readonly Lost[],
  decide: Decide,
): Promise<Pick<RecoverAnswer, 'fresh' | 'head'> | Refused> {
  const ends = new Map<DeviceId, DeviceEnd | undefined>()
  for (const device of devicesOf(lost)) ends.set(device, await tx.takeDevice(device))
  const there = new Map<ChangeRef, Hash>()
  for (const device of ends.keys()) {
    const numbers = lost.flatMap(({ change }) => (change.device === device ? change.n : []))
    for (const { n, hash } of await tx.numbers(device, Math.min(...numbers))) there.set(changeRef(device, n), hash)
  }
  const [head] = await tx.heads([stream])
  if (!head) return refuse('not-found', 'There is no such stream.')

  const fresh = lost.filter(({ change }) => !there.has(refOf(change)))
  await commitFresh(tx, { casebooks, now, streams: [stream], fresh, decide }, new Map([[stream, head.head]]))
  for (const [device, end] of ends) if (end) await moveOn(tx, device, end)

  const aside = lost.filter(({ change, hash }) => (there.get(refOf(change)) ?? hash) !== hash)
  await tx.keepAside(
    stream,
    aside.map(({ change: { device, n }, hash, text, then }) => ({ device, n, hash, body: text, receipt: then })),
  )
  await blackOutAside(tx, casebooks, { stream, head: head.head }, lost)
  for (const { change } of aside)
    await tx.note(now(), 'recovered-aside', { user: change.author, device: change.device, detail: refOf(change) })
  for (const { change } of fresh)
    if (change.author === SYSTEM_USER)
      await tx.note(now(), 'own-change-recovered', { device: change.device, detail: refOf(change) })
  return { fresh: fresh.length, head: head.head + fresh.length }
}

/**
 * What two people agreed on before the restore goes from what stands aside as well, whichever of the two was brought first.
 * The agreement itself is held, since what it names is not in the log.
 */
async function blackOutAside(
  tx: LogTransaction,
  casebooks: SyncParts['casebooks'],
  { stream, head }: Pick<Head, 'stream' | 'head'>,
  lost: readonly Lost[],
): Promise<void> {
  const here = new Map(lost.map(({ change }) => [refOf(change), change]))
  for (const { change, then } of lost) {
    const approval = approvalIn({ change, receipt: then })
    if (!approval) continue
    // Its request stands before it: on the same page, or on one that was taken back already.
    const known = (await casebooks.at(tx, stream, head, new Set([change.subject]))).get(change.subject)
    const request = (here.get(approval.request) ?? (known && changeIn(known, approval.request)?.change))?.body
    if (request?.kind !== 'redaction-request') continue
    for (const target of request.targets) {
      const of = { ...partsOf(target.change), hash: target.original }
      const text = await tx.aside(stream, of)
      const was = text === undefined ? undefined : Change.parse(JSON.parse(text))
      const left = was && blackedOut(was, target.places)
      if (left && hashOf(left) === target.remaining)
        await tx.blackOutAside(stream, { ...of, body: canonicalJson(left) })
    }
  }
}

function partsOf(ref: ChangeRef): { readonly device: DeviceId; readonly n: number } {
  const at = ref.lastIndexOf(':')
  return { device: DeviceId.parse(ref.slice(0, at)), n: Number(ref.slice(at + 1)) }
}

/** A device's end moves as far as there is no hole: what comes behind one is committed, and waits for its device to say so. */
async function moveOn(tx: LogTransaction, device: DeviceId, end: DeviceEnd): Promise<void> {
  let { acked, chain } = end
  for (const { n, hash } of await tx.numbers(device, acked + 1)) {
    if (n !== acked + 1) break
    acked = n
    chain = linkHash(chain, hash)
  }
  if (acked > end.acked) await tx.moveDevice(device, { ...end, acked, chain })
}
