import { type HandedAccess, accessText } from '#shared/access'
import { GENESIS } from '#shared/change/chain'
import {
  type ErasureReceipt,
  ErasureRequest,
  FileHandedOver,
  type HandOverFileRequest,
  type RevocationOrder,
  StandingAnswer,
  orderText,
  receiptText,
  standingText,
} from '#shared/revocation'
import { TakeInAnswer } from '#shared/unsent-file'
import { z } from 'zod'
import { handOverAll } from './accesses'
import { base64url } from './bytes'
import type { TracerDatabase } from './store/database'
import { eraseAll } from './store/destroy'
import { type Identity, identify } from './store/identity'
import { logEndOf } from './store/tables'
import { type Surroundings, claimedInstant } from './surroundings'
import type { Server } from './sync/server'
import { answerTo, signedByIn, unsentAfter } from './unsent'

/** What becomes of a device that an administrator shut out. */
export interface RevocationDoor {
  /** Undefined for a device that may be worked on. Readable while nobody is signed in. */
  revocation(): Promise<Revocation | undefined>
}

export type Revocation =
  /** The server ordered it: what waits is being handed over, where it was told to, and then everything goes. */
  | { readonly kind: 'ordered'; readonly waiting: number; readonly finalPush: boolean }
  /** Nothing is left here, and the server has the device's word for it. So many changes went with it unsent. */
  | { readonly kind: 'erased'; readonly lost: number }

interface RevocationParts {
  readonly surroundings: Pick<Surroundings, 'crypto' | 'newId' | 'clock' | 'locks'>
  readonly db: TracerDatabase
  readonly server: () => Promise<Pick<Server, 'ask'>>
  /**
   * Called when the order is kept, before anything is handed over; when it is taken back; and when nothing is left and
   * this is a device that no server knows.
   */
  readonly changed: () => Promise<void>
}

interface Leaving extends RevocationDoor {
  /**
   * Asks the server how this device stands, and does what it orders: hands over, erases, says so. Cut off anywhere, it
   * goes on from there when it is called again. Never rejects: what could not be done now is done at the next contact.
   */
  look(): Promise<void>
}

/** Everything of it needs nobody's password: what waits travels sealed as it lies here, and the device's key signs. */
export function createLeaving({ surroundings, db, server, changed }: RevocationParts): Leaving {
  const { crypto, clock, locks } = surroundings
  const signedBy = signedByIn(crypto)
  let going: Promise<void> | undefined

  const known = async () => {
    const row = await db.meta.get('revocation')
    return row?.name === 'revocation' ? row : undefined
  }

  /** What the server that this device has always known orders, if anything; undefined where it did not say. */
  async function ask(identity: Identity) {
    const asked = { device: identity.device, askedAt: claimedInstant(clock) }
    const request = { ...asked, signature: await identity.sign(standingText(asked)) }
    const answer = await (await server()).ask('/api/device/standing', request, StandingAnswer)
    if (!answer.ok) return undefined
    const { order, proof, ackedThrough = 0 } = answer.value
    if (!order || proof === undefined) return { order: undefined, ackedThrough }
    const ours = await db.meta.get('server')
    const isOurs = ours?.name === 'server' && (await signedBy(ours.key, orderText(order), proof))
    return isOurs && order.device === identity.device ? { order, ackedThrough } : undefined
  }

  /** True once the server has everything that waited, files and who looked at what included. */
  async function handOver(identity: Identity, ackedThrough: number): Promise<boolean> {
    const { ask: tell } = await server()
    const { device } = identity
    // What the server signed is the order alone: what this device knows to wait goes, whatever was said of it beside that.
    const waiting = await db.outbox.orderBy('n').first()
    const after = Math.min(ackedThrough, waiting ? waiting.n - 1 : ackedThrough)
    for (const batch of await unsentAfter(db, identity, after)) {
      const taken = answerTo(batch, await tell('/api/device/unsent', { device, batch }, TakeInAnswer))
      if (!taken.ok) return false
    }
    for (const n of await db.uploads.where('sent').equals(0).primaryKeys())
      if (!(await handOverFile(device, n))) return false
    return handOverAll({ crypto, db, identity }, async (entries) => {
      const handed = { device, entries: [...entries] }
      const request: HandedAccess = { ...handed, signature: await identity.sign(accessText(handed)) }
      return (await tell('/api/device/access', request, z.strictObject({}))).ok
    })
  }

  async function handOverFile(device: Identity['device'], n: number): Promise<boolean> {
    const { ask: tell } = await server()
    const row = await db.log.get(n)
    if (!row) return true
    let piece: HandOverFileRequest['piece']
    for (let last: string | undefined; ;) {
      const request: HandOverFileRequest = { device, n, key: row.sealed.key, ...(piece && { piece }) }
      const answer = await tell('/api/device/file', request, FileHandedOver)
      // What no change there names, or is not what it was said to be, is not taken by any way.
      if (!answer.ok) return answer.failure.code === 'not-found' || answer.failure.code === 'bad-request'
      // Nothing is erased by what was said of another file.
      if (answer.value.n !== n) return false
      const mark = answer.value.missing.find((one) => one !== last)
      const chunk = mark === undefined ? undefined : await db.chunks.get(mark)
      if (mark === undefined || !chunk) return true
      const { key, data } = chunk.sealed
      piece = { mark, data: base64url(data), ...(key !== row.sealed.key && { key }) }
      last = mark
    }
  }

  async function erase(identity: Identity, order: RevocationOrder, ackedThrough: number): Promise<boolean> {
    const { n: through, hash: chain } = await logEndOf(db)
    // What the server can never take and nobody has entered again goes as well.
    const refused = await db.refused.where('settled').equals(0).count()
    const receipt: ErasureReceipt = {
      ...{ kind: 'tracer-erasure', v: 1, device: identity.device, revokedAt: order.revokedAt },
      ...{ erasedAt: claimedInstant(clock), through, chain: through === 0 ? GENESIS : chain },
      lost: refused + (order.finalPush ? 0 : Math.max(0, through - ackedThrough)),
    }
    const signature = await identity.sign(receiptText(receipt))
    return eraseAll(db, { order, done: { receipt, signature } }, { n: through, hash: chain })
  }

  async function once(): Promise<void> {
    // Asked of the database each time: another tab may have ended this device and begun another.
    const identity = await identify(db, surroundings)
    let row = await known()
    if (!row?.done) {
      const asked = await ask(identity)
      if (!asked) return
      const { order, ackedThrough } = asked
      if (!order) {
        if (row) {
          await db.meta.delete('revocation')
          await changed()
        }
        return
      }
      await db.meta.put({ name: 'revocation', order })
      await changed()
      for (;;) {
        if (order.finalPush && !(await handOver(identity, ackedThrough))) return
        // What was stored meanwhile is handed over as well.
        if (await erase(identity, order, ackedThrough)) break
      }
      row = await known()
    }
    if (!row?.done) return
    const told = await (await server()).ask('/api/device/erased', row.done, z.strictObject({}))
    if (!told.ok) return
    const { lost } = ErasureRequest.parse(row.done).receipt
    await db.delete()
    await db.open()
    await db.meta.put({ name: 'erased', lost })
    await changed()
  }

  /** What could not be done now is tried again, as long as it is to be done. */
  async function onceMore(): Promise<void> {
    if (await known()) clock.after(A_WHILE, () => void leaving.look())
  }

  const alone = (work: () => Promise<void>): Promise<void> =>
    locks ? locks.request('tracer:revocation', work) : work()

  const leaving: Leaving = {
    async look() {
      going ??= alone(once)
        .then(onceMore)
        .catch(() => undefined)
        .finally(() => {
          going = undefined
        })
      await going
    },
    async revocation() {
      const row = await known()
      if (row) return { kind: 'ordered', waiting: await db.outbox.count(), finalPush: row.order.finalPush }
      const past = await db.meta.get('erased')
      return past?.name === 'erased' ? { kind: 'erased', lost: past.lost } : undefined
    },
  }
  return leaving
}

const A_WHILE = 60_000
