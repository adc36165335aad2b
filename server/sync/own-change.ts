import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { canonicalJson } from '#shared/canonical-json'
import { Change, type ChangeBody, type Receipt } from '#shared/change/change'
import { DeviceId, SYSTEM_USER, type StreamId, type StudyVersionId, type SubjectKey, streamParts } from '#shared/ids'
import type { Context } from '../context'
import { linkHash, sha256Hex, streamLinkHash } from '../hashes'
import type { Transaction } from '../store/database'
import { device, setting, stream } from '../store/schema'
import { logIn } from './postgres-log'
import { VERSION } from '../version'

/** The server as an author, and the head of the stream it writes to: both locked until the transaction ends. */
export interface ServerHand {
  readonly device: typeof device.$inferSelect
  readonly head: typeof stream.$inferSelect
}

const BOOT = randomUUID()

/**
 * Takes the server's own device and then the stream's head, in this order: what servers on one database write is written
 * one after the other, and what a push committed before is seen.
 */
export async function takeHand(tx: Transaction, id: StreamId): Promise<ServerHand> {
  const [row] = await tx.select().from(setting).where(eq(setting.key, 'server-device'))
  const own = DeviceId.parse(row?.value)
  const [known] = await tx.select().from(device).where(eq(device.id, own)).for('no key update')
  const [head] = await tx.select().from(stream).where(eq(stream.stream, id)).for('no key update')
  if (!known || !head) throw new Error('the server has no device, or the stream is not named')
  // Numbers that devices have brought back after a restore are used, also where one before them is missing.
  const brought = (await logIn(tx).numbers(own, known.acked + 1)).at(-1)?.n ?? 0
  return { device: { ...known, acked: Math.max(known.acked, brought) }, head }
}

/** Appends one change of the server's own, applied; the hand it leaves is the one for the next. */
export async function assertOwn(
  tx: Transaction,
  { now }: Context,
  hand: ServerHand,
  about: { readonly subject: SubjectKey; readonly version: StudyVersionId; readonly body: ChangeBody },
): Promise<{ readonly change: Change; readonly hand: ServerHand }> {
  const log = logIn(tx)
  const { study } = streamParts(hand.head.stream)
  const at = now()
  const made = Change.parse({
    ...{ v: 1, device: hand.device.id, n: hand.device.acked + 1, study, stream: hand.head.stream, ...about },
    ...{ author: SYSTEM_USER, role: 'system', claimedAt: at.toISOString(), zone: 'UTC' },
    ...{ boot: BOOT, mono: Math.round(performance.now()), source: 'calculated', app: VERSION },
  })
  const text = canonicalJson(made)
  const hash = sha256Hex(text)
  const receipt: Receipt = { seq: hand.head.head + 1, committedAt: at.toISOString(), state: 'applied' }
  const chain = streamLinkHash(hand.head.chain, hash, receipt)
  const { seq } = receipt
  const { device, n, subject } = made
  await log.append(made.stream, [{ device, n, subject, body: text, hash, receipt, chain }])
  const own = { ...hand.device, acked: n, chain: linkHash(hand.device.chain, hash) }
  await log.moveDevice(device, own)
  return { change: made, hand: { device: own, head: { ...hand.head, head: seq, chain } } }
}
