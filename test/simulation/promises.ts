import { z } from 'zod'
import { hashOf } from '#shared/canonical-json'
import { GENESIS, ownHash, streamLinkHash } from '#shared/change/chain'
import { Change, refOf } from '#shared/change/change'
import { type ChangeRef, type Hash, changeRef } from '#shared/ids'
import type { UnsentFile } from '#shared/unsent-file'
import type { SyncStatus } from '../../renderer/data/door'
import type { Sealed } from '../../renderer/data/keys/envelope'
import type { LogRow } from '../../server/sync/log'
import type { Course } from './course'
import type { LogState } from './memory-log'
import type { Disk } from './memory-tables'
import { rewritten } from './redactions'
import type { SimClient } from './sim-client'

/** A change whose save was answered, and by whom. */
interface Saved {
  readonly hash: Hash
  readonly client: SimClient
  readonly at: number
}

/** What was promised while things happened, and which promises were broken; each with its invariant (`sync.md`). */
export class Promises {
  /** In words; empty is well. */
  readonly wrong: string[] = []
  /** What was promised to be kept: each change whose save was answered. */
  readonly saved = new Map<ChangeRef, Saved>()
  /** The same by their hashes, as they were written. */
  readonly said = new Map<Hash, Change>()
  /** What stood under an identity when it was committed last, a restored back-up or not. */
  readonly #committed = new Map<ChangeRef, Hash>()
  /** Everything that ever stood under one: after a restore another copy of a device may have been the quicker one. */
  readonly #everCommitted = new Set<`${ChangeRef} ${Hash}`>()

  constructor(private readonly course: Course) {}

  /** Notes that an invariant does not hold. */
  broken(invariant: string, what: string): void {
    const { now } = this.course.time
    if (this.wrong.length < 20) this.wrong.push(`${invariant} at ${(now / 1000).toFixed(1)} s: ${what}`)
  }

  /** A save was answered: from now on the change may not be lost. */
  keep(client: SimClient, change: Change): void {
    const { time, forked } = this.course
    const [ref, hash] = [refOf(change), hashOf(change)]
    this.said.set(hash, change)
    time.trace(`saved ${ref}`)
    if (this.saved.has(ref) && !forked.has(client.device)) this.broken('I9', `${ref} was given to two changes`)
    this.saved.set(ref, { hash, client, at: time.now })
  }

  /** I12: who is told that everything is sent is told the truth. */
  watchStatus(client: SimClient, { state, waiting, streams }: SyncStatus): void {
    if (state !== 'idle' || waiting > 0 || streams.some(({ cursor, head }) => cursor < head)) return
    for (const [ref, { client: by, at }] of this.saved)
      if (by === client && at < this.course.time.now && !this.#committed.has(ref))
        this.broken('I12', `${client.name} is told that everything is sent, and ${ref} is not`)
  }

  /** I12 of a file: who is told that it was taken in is told the truth, as the device that wrote it may be gone. */
  watchTakenIn({ device, batches }: UnsentFile): void {
    for (const { from, rows } of batches)
      for (const [i, { data }] of rows.entries()) {
        const ref = changeRef(device, from + i)
        const hash = hashOfSealed({ sealed: { data: Buffer.from(data, 'base64url') } })
        if (hash === undefined || !this.#everCommitted.has(`${ref} ${hash}`))
          this.broken('I12', `a file is said to be taken in, and ${ref} of it is not`)
      }
  }

  /** I2 and I9 of a device, with each of its commits. */
  watchDevice(client: SimClient, before: Disk['state'], after: Disk['state']): void {
    if (before.cursors !== after.cursors || before.pages !== after.pages)
      for (const { stream, seq, base } of after.cursors.values()) {
        let through = base?.seq ?? 0
        const pages = [...after.pages.values()].filter((page) => page.stream === stream)
        for (const page of pages.sort((a, b) => a.first - b.first)) {
          if (page.first !== through + 1)
            this.broken('I2', `${client.name} holds ${stream} with a hole at ${through + 1}`)
          through = page.last
        }
        if (through < seq) this.broken('I2', `${client.name} has read ${stream} to ${seq} and holds it to ${through}`)
      }
    if (before.outbox !== after.outbox)
      for (const { n } of before.outbox.values())
        if (!after.outbox.has(String(n)) && !this.#wasCommitted(client, before, n))
          this.broken('I1', `${client.name} takes ${n} for acknowledged, and nobody has it`)
  }

  #wasCommitted({ device }: SimClient, disk: Disk['state'], n: number): boolean {
    const hash = hashIn(disk, n)
    return hash !== undefined && this.#everCommitted.has(`${changeRef(device, n)} ${hash}`)
  }

  /** I3, I9 and I10 of the log, with each of its commits. */
  watchLog(before: LogState, after: LogState): void {
    for (const [stream, rows] of after.rows) {
      const had = before.rows.get(stream)
      if (had === rows) continue
      const known = had?.length ?? 0
      for (const what of rewritten(had ?? [], rows)) this.broken('I3', `${stream} ${what}`)
      let chain = rows[known - 1]?.chain ?? GENESIS
      for (let i = known; i < rows.length; i++) {
        const row = rows[i]!
        const { seq } = row.receipt
        chain = streamLinkHash(chain, row.hash, row.receipt)
        if (seq !== i + 1) this.broken('I3', `${stream} has seq ${seq} in place ${i + 1}`)
        if (row.chain !== chain) this.broken('I3', `the chain of ${stream} breaks at ${seq}`)
        if (writtenAs(row) !== row.hash) this.broken('I3', `${stream} ${seq} is not what its hash says`)
        const ref = changeRef(row.device, row.n)
        const promised = this.#committed.get(ref)
        if (promised && promised !== row.hash && !this.course.restored)
          this.broken('I9', `${ref} was committed as two different changes`)
        this.#committed.set(ref, row.hash)
        this.#everCommitted.add(`${ref} ${row.hash}`)
        this.course.time.trace(`${stream} ${seq} ${ref} ${row.receipt.state}`)
        const later = rows.slice(0, i).find((other) => other.device === row.device && other.n >= row.n)
        if (later) this.broken('I10', `${ref} comes after ${later.n} in ${stream}`)
      }
    }
  }

  /** I8, at each moment: whoever runs has asked for something, or will. */
  watchLiveness(): void {
    for (const { running, name } of this.course.clients)
      if (running?.process.alive && running.process.pending === 0) this.broken('I8', `${name} waits for nothing`)
  }
}

/** The hash by which a row says it was written, whether or not something of it is gone. */
const writtenAs = ({ body }: Pick<LogRow, 'body'>): Hash => ownHash(Change.parse(JSON.parse(body)))

/** What a device's log holds under a number, by the readable cipher of the simulation. */
export const hashIn = ({ log }: Disk['state'], n: number): Hash | undefined => hashOfSealed(log.get(String(n)))

export function hashOfSealed(row: { readonly sealed: Pick<Sealed, 'data'> } | undefined): Hash | undefined {
  const text = row && Buffer.from(row.sealed.data).toString()
  return text === undefined
    ? undefined
    : SealedChanges.parse(JSON.parse(text.slice(text.indexOf('[{"change"'))))[0]?.hash
}
const SealedChanges = z.array(z.object({ change: Change }).transform(({ change }) => ({ hash: ownHash(change) })))
