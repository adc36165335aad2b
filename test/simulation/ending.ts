import { canonicalJson, hashOf } from '#shared/canonical-json'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { GENESIS, linkHash, ownHash } from '#shared/change/chain'
import { Change, type Logged, refOf } from '#shared/change/change'
import { type Hash, type StreamId, type SubjectKey, changeRef } from '#shared/ids'
import { logPlace } from '#shared/sealing'
import { readCasebook } from '../../renderer/data/store/casebook'
import { openPage } from '../../renderer/data/store/pages'
import { openOne } from '../../renderer/data/store/shelf'
import type { LogRow } from '../../server/sync/log'
import type { Course } from './course'
import { type Promises, hashIn, hashOfSealed } from './promises'
import { type Gone, asShown, logAfterRedactions, ownBreak, wordsOn } from './redactions'
import type { SimClient } from './sim-client'
import type { Person } from './sim-server'

/** What is held against what was promised once everything has healed and arrived. */
export class Ending {
  constructor(
    private readonly course: Course,
    private readonly promises: Promises,
    /** Up to which number a device's work stands in a file, at least. */
    private readonly kept: ReadonlyMap<SimClient, number>,
  ) {}

  /**
   * Everything that was saved is there once, nothing was overwritten, and everybody holds the same. Gives how many words
   * two people agreed to black out.
   */
  async compare(): Promise<number> {
    const { identities, rows, devices } = this.course.disk.state
    for (const [ref, { hash, client }] of this.promises.saved) {
      const there = identities.get(ref)
      // What was lost with its device and stood in no file is lost; so is what a restored server lost of such a device.
      if (!there && client.lost && (this.course.restored || Number(ref.split(':')[1]) > (this.kept.get(client) ?? 0)))
        continue
      if (!there && this.course.forked.has(client.device)) continue
      if (!there) this.promises.broken('I1', `${ref} was saved and is nowhere`)
      else if (
        there.row.hash !== hash &&
        !this.course.forked.has(client.device) &&
        !isPutAside(client, there.row, hash)
      )
        this.promises.broken('I1', `${ref} was saved as something else`)
    }
    for (const [device, { acked, chain }] of devices) {
      let linked = GENESIS
      for (let n = 1; n <= acked; n++)
        linked = linkHash(linked, identities.get(changeRef(device, n))?.row.hash ?? GENESIS)
      if (linked !== chain) this.promises.broken('I3', `the chain of ${device} does not hold`)
    }
    const logs = new Map<StreamId, readonly Logged[]>()
    for (const [stream, all] of rows)
      logs.set(
        stream,
        all.map(({ body, receipt }) => ({ change: Change.parse(JSON.parse(body)), receipt })),
      )
    for (const logged of logs.values()) this.#lookForOverwriting(logged)
    const { wrong, gone } = logAfterRedactions(this.course.disk.state, this.promises.said)
    for (const what of wrong) this.promises.broken('redaction', what)
    for (const client of this.course.clients) {
      await this.#compareClient(client, logs)
      await this.#compareRedactions(client, gone)
    }
    return gone.reduce((sum, { words }) => sum + words.size, 0)
  }

  /** I5: every value that counts is a head, or somebody who saw it went on from it. */
  #lookForOverwriting(logged: readonly Logged[]): void {
    const bySubject = new Map<SubjectKey, Logged[]>()
    for (const one of logged) bySubject.set(one.change.subject, [...(bySubject.get(one.change.subject) ?? []), one])
    for (const [subject, all] of bySubject)
      for (const form of fold(all, emptyCasebook(subject)).forms.values())
        for (const { heads, history } of form.items.values())
          for (const { ref, counts } of history)
            if (counts && !heads.some((head) => head.ref === ref) && !history.some(({ bases }) => bases.includes(ref)))
              this.promises.broken('I5', `${ref} is neither a head nor anybody's base`)
  }

  /** I6: what a device shows of a participant is what the log says, from pages alone and from its cache. */
  async #compareClient(
    { name, running, person, device }: SimClient,
    logs: ReadonlyMap<StreamId, readonly Logged[]>,
  ): Promise<void> {
    if (!running?.process.alive || this.course.forked.has(device)) return
    for (const page of await running.shelf.db.pages.toArray())
      for (const { change } of await openPage(running.shelf, page)) {
        const there = this.course.disk.state.identities.get(refOf(change))
        const kept = there?.row.hash === ownHash(change) || this.course.disk.aside.has(ownHash(change))
        const notTheirs = !this.#readable(person).some((stream) => page.stream.endsWith(stream))
        if (!kept && !(notTheirs && this.#isOutOfReach(change)))
          this.promises.broken('I1', `${name} has read ${refOf(change)} of ${page.stream}, and it is nowhere`)
      }
    for (const stream of this.#readable(person)) {
      const subjects = new Map<SubjectKey, Logged[]>()
      for (const one of logs.get(stream) ?? [])
        subjects.set(one.change.subject, [...(subjects.get(one.change.subject) ?? []), one])
      const look = async (when: string) => {
        for (const [subject, all] of subjects) {
          const read = await readCasebook(running.shelf, subject)
          const here = read.filter(({ change }) => !this.#isAside(change))
          if (sayOf(asShown(here)) !== sayOf(all))
            this.promises.broken('I6', `${name} sees something else of ${subject} ${when}`)
        }
      }
      await look('before upkeep')
      let done = false
      void running.upkeep().finally(() => (done = true))
      await this.course.time.run(() => done, this.course.time.now + 60_000)
      await look('after upkeep')
    }
  }

  /**
   * What a copied device had said under a number that the other copy has taken: it stays with whoever had read it, and
   * stands aside at the server, so it is in no log to compare it with. Of no other device is anything set aside, and what
   * stands in the log is compared though it was set aside once.
   */
  #isAside(change: Change): boolean {
    const there = this.course.disk.state.identities.get(refOf(change))?.row.hash
    return (
      this.course.forked.has(change.device) && there !== ownHash(change) && this.course.disk.aside.has(ownHash(change))
    )
  }

  /**
   * What a restored server lost, and whose one reader has lost the site since and may give nothing of it back: of a copied
   * device it still lies in the log of the copy that said it, where a person decides; of one that is gone it is gone.
   */
  #isOutOfReach(change: Change): boolean {
    const { restored, forked, clients } = this.course
    const by = clients.filter(({ device }) => device === change.device)
    const said = ({ disk }: SimClient) => hashIn(disk.state, change.n) === ownHash(change)
    return restored && by.some((client) => (forked.has(client.device) ? said(client) : client.lost))
  }

  #readable = ({ user }: Person): readonly StreamId[] => this.course.town.streamsOf(user, this.course.now())

  /** Once agreed and exchanged, a device holds no word of it, and its own log still follows from itself. */
  async #compareRedactions({ name, running, person, device, disk }: SimClient, gone: readonly Gone[]): Promise<void> {
    if (!running?.process.alive || this.course.forked.has(device)) return
    const read = this.#readable(person)
    for (const { stream, words } of gone)
      if (read.includes(stream))
        for (const word of wordsOn(disk, words))
          this.promises.broken('redaction', `${name} holds ${word}, which was blacked out in ${stream}`)
    const log = await running.shelf.db.log.orderBy('n').toArray()
    const opened = log.map(async (row) => ({ ...row, ...(await openOne(running.shelf, logPlace(row.n), row.sealed)) }))
    const at = ownBreak(await Promise.all(opened))
    if (at !== undefined) this.promises.broken('I3', `the log of ${name} does not follow from itself at ${at}`)
  }
}

/** A change that the server can never take lies in its device's box, and a void that names it in its place. */
function isPutAside({ disk }: SimClient, { n, body }: Pick<LogRow, 'n' | 'body'>, hash: Hash): boolean {
  const there = Change.parse(JSON.parse(body)).body
  return there.kind === 'void' && there.refused === hash && hashOfSealed(disk.state.refused.get(String(n))) === hash
}

const sayOf = (all: readonly Logged[]): string =>
  canonicalJson(
    all
      .map(({ change, receipt }) => ({
        ref: refOf(change),
        hash: hashOf(change),
        receipt: canonicalJson({ ...receipt }),
      }))
      .sort((a, b) => (a.ref < b.ref ? -1 : 1)),
  )
