import { z } from 'zod'
import { canonicalJson, hashOf } from '#shared/canonical-json'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { GENESIS, linkHash, ownHash, streamLinkHash } from '#shared/change/chain'
import { Change, type Logged, refOf } from '#shared/change/change'
import {
  type ChangeRef,
  DeviceId,
  type Hash,
  SiteId,
  type StreamId,
  type SubjectKey,
  UserId,
  changeRef,
  streamId,
} from '#shared/ids'
import type { Grant } from '#shared/protocol'
import type { Role } from '#shared/roles'
import { logPlace } from '#shared/sealing'
import type { SyncStatus } from '../../renderer/data/door'
import { readCasebook } from '../../renderer/data/store/casebook'
import type { CursorRow } from '../../renderer/data/store/database'
import { isLost, openPage, sealedMark } from '../../renderer/data/store/pages'
import { openOne } from '../../renderer/data/store/shelf'
import type { Sealed } from '../../renderer/data/keys/envelope'
import type { StoreName } from '../../renderer/data/store/tables'
import type { DeviceEnd, LogRow } from '../../server/sync/log'
import { Chance } from '../support/chance'
import { STUDY } from '../support/small-study'
import { LogDisk, type LogState, emptyLog } from './memory-log'
import { Disk } from './memory-tables'
import { type LineFaults, Network, noLineFaults } from './network'
import { type Gone, asShown, logAfterRedactions, ownBreak, rewritten, wordsOn } from './redactions'
import { type ClientWorld, SimClient, pairAt, publicKeyOf } from './sim-client'
import { type Person, SimServer, Town, type Without } from './sim-server'
import { VirtualTime } from './time'

const sites = ['A1', 'B1'].map((site) => SiteId.parse(site))
const streams = sites.map((site) => streamId(STUDY, site, 'data'))
const BEGIN = Date.UTC(2026, 2, 12)

/** Which kinds of fault a schedule may have. */
export type FaultKind =
  | keyof LineFaults
  | 'crash'
  | 'server'
  | 'clock'
  | 'token'
  | 'full'
  | 'role'
  | 'outage'
  | 'copy'
  | 'restore'
  | 'fresh'
  | 'poison'
  | 'carry'
  | 'loss'
  | 'redact'

export interface Schedule {
  readonly seed: number
  /** Only these, at full strength; by chance when left out. */
  readonly only?: readonly FaultKind[]
  /** Every kind, and much of each: for counting faults, not for finding the smallest course of things. */
  readonly storm?: boolean
  /** For tests of the test: the server without one of its safeguards, and stores whose writes are torn apart. */
  readonly without?: Without
  readonly torn?: readonly StoreName[]
  /** Nothing that a restored server lost is taken back from whoever had read it. */
  readonly withoutRecovery?: true
}

export interface Outcome {
  readonly seed: number
  /** Everything that happened, in one number: the same seed gives the same. */
  readonly hash: string
  /** Faults that were put in. */
  readonly faults: number
  readonly saved: number
  /** Words that two people agreed to black out. */
  readonly blackedOut: number
  readonly steps: number
  /** Broken promises, in words, each with its invariant; empty is well. */
  readonly wrong: readonly string[]
}

interface Carried {
  readonly bytes: Uint8Array
  readonly from: SimClient
}

/** Plays one schedule: people at their devices for some minutes, with faults; then everything heals and is compared. */
export const simulate = (schedule: Schedule): Promise<Outcome> => new Simulation(schedule).play()

/** So long after everything has healed, everything has arrived: longer than the longest pause of the exchange. */
const HEALING = 45 * 60_000

/** So long what was answered is still being taken in. */
const SETTLING = 5_000

class Simulation implements ClientWorld {
  readonly time: VirtualTime
  readonly town = new Town(sites)
  readonly disk = new LogDisk(emptyLog(streams))
  readonly clients: SimClient[] = []
  readonly torn: ReadonlySet<StoreName>
  readonly #network: Network
  readonly #wrong: string[] = []
  readonly #strength: ReadonlyMap<FaultKind, number>
  /** What was promised to be kept: each change whose save was answered. */
  readonly #saved = new Map<ChangeRef, { readonly hash: Hash; readonly client: SimClient; readonly at: number }>()
  /** The same by their hashes, as they were written. */
  readonly #said = new Map<Hash, Change>()
  /** What stood under an identity whenever it was committed, a restored back-up or not. */
  readonly #committed = new Map<ChangeRef, Hash>()
  #servers: SimServer[] = []
  #serverNumber = 0
  #faults = 0
  #blackedOut = 0
  #healed = false
  /** Clocks have a chance of their own, so that they change nothing else. */
  readonly #clocks: Chance

  constructor(readonly schedule: Schedule) {
    this.time = new VirtualTime(schedule.seed)
    this.torn = new Set(schedule.torn)
    this.#clocks = new Chance(schedule.seed ^ 0x5eed)
    this.#strength = strengths(this.time, schedule)
    this.#network = new Network(this.time, (...request) => this.#deliver(request))
    this.#network.onAnswer = (name, path) => {
      if (this.#healed && path.endsWith('/hello')) this.#greeted.add(name)
    }
    this.disk.onCommit = (before, after) => this.#watchCommit(before, after)
    this.time.onCrash = (process) => {
      this.#faults++
      for (const client of this.clients) if (client.running?.process === process) this.#reopenLater(client)
      if (this.#servers.some((server) => server.process === process)) this.#replaceServer(process)
    }
    this.time.onStep = () => this.#watchLiveness()
  }

  async play(): Promise<Outcome> {
    const { time } = this
    this.town.statement = time.chance.one([2, 20, 120])
    this.#servers = [this.#newServer(), this.#newServer()]
    const size = time.chance.whole(2, 3)
    for (let i = 0; i < size; i++) await this.#newClient(i)
    this.#begin()
    const longest = this.schedule.storm ? 60_000 : this.#at('redact') > 0 ? 30_000 : 18_000
    await time.run(() => false, time.chance.whole(4_000, longest))
    this.#heal()
    const arrived = await this.#calm(time.now + HEALING)
    if (!arrived) this.#say('I8', `not everything has arrived: ${this.#unfinished().join('; ')}`)
    await this.#compare()
    if (this.disk.deadlocks > 0) this.#say('I4', `${this.disk.deadlocks} pushes waited for each other`)
    return {
      ...{ seed: this.schedule.seed, hash: time.hash, faults: this.#faults + this.#network.happened },
      ...{ saved: this.#saved.size, blackedOut: this.#blackedOut, steps: time.steps, wrong: this.#wrong },
    }
  }

  /** Everything has arrived, and still has once what was under way is taken in: a forked device may have spoken late. */
  async #calm(end: number): Promise<boolean> {
    const { time } = this
    for (;;) {
      const arrived = await time.run(() => time.steps % 20 === 0 && this.#converged(), end)
      await time.run(() => false, time.now + SETTLING)
      if (!arrived || this.#converged()) return arrived
    }
  }

  // — what the clients ask of the world —

  fetch: ClientWorld['fetch'] = (client, process) => this.#network.fetchFor(client.name, process)
  everybody = () => this.clients.flatMap(({ subjects }) => subjects)
  full = () => this.#at('full') * 0.03

  saved: ClientWorld['saved'] = (client, change) => {
    const [ref, hash] = [refOf(change), hashOf(change)]
    this.#said.set(hash, change)
    this.time.trace(`saved ${ref}`)
    if (this.#saved.has(ref) && !this.#forked.has(client.device)) this.#say('I9', `${ref} was given to two changes`)
    this.#saved.set(ref, { hash, client, at: this.time.now })
  }

  status = (client: SimClient, { state, waiting, streams }: SyncStatus) => {
    if (state === 'signed-out' && !this.#signingIn.has(client)) {
      this.#signingIn.add(client)
      this.time.after(this.#town, 1_000 + this.time.chance.fraction() * 20_000, () => {
        this.#signingIn.delete(client)
        if (client.alive) client.signsIn(this.#openSession(client.person.user, client.device))
      })
    }
    if (state !== 'idle' || waiting > 0 || streams.some(({ cursor, head }) => cursor < head)) return
    for (const [ref, { client: by, at }] of this.#saved)
      if (by === client && at < this.time.now && !this.#committed.has(ref))
        this.#say('I12', `${client.name} is told that everything is sent, and ${ref} is not`)
  }
  readonly #signingIn = new Set<SimClient>()
  readonly #town = { name: 'the town', alive: true, pending: 0 }

  /** I2 and I9 of a device, with each of its commits. */
  committed = (client: SimClient, before: Disk['state'], after: Disk['state']) => {
    if (before.cursors !== after.cursors || before.pages !== after.pages)
      for (const { stream, seq, base } of after.cursors.values()) {
        let through = base?.seq ?? 0
        const pages = [...after.pages.values()].filter((page) => page.stream === stream)
        for (const page of pages.sort((a, b) => a.first - b.first)) {
          if (page.first !== through + 1)
            this.#say('I2', `${client.name} holds ${stream} with a hole at ${through + 1}`)
          through = page.last
        }
        if (through < seq) this.#say('I2', `${client.name} has read ${stream} to ${seq} and holds it to ${through}`)
      }
    if (before.outbox !== after.outbox)
      for (const { n } of before.outbox.values())
        if (!after.outbox.has(String(n)) && this.#committed.get(changeRef(client.device, n)) !== hashIn(before, n))
          this.#say('I1', `${client.name} takes ${n} for acknowledged, and nobody has it`)
  }

  // — faults —

  #at(kind: FaultKind): number {
    return this.#healed ? 0 : (this.#strength.get(kind) ?? 0)
  }

  #begin(): void {
    const { time } = this
    const line = { ...noLineFaults }
    for (const kind of Object.keys(line) as (keyof LineFaults)[])
      line[kind satisfies keyof LineFaults] = this.#at(kind) * 0.25
    this.#network.faults = line
    time.crashes = this.#at('crash') * (this.schedule.storm ? 0.03 : 0.01)
    if (this.#at('token') > 0) this.town.accessFor = 8_000
    for (const client of this.clients) this.#actLater(client)
    this.#often('server', 8_000, () => time.crash(time.chance.among(this.#servers).process))
    this.#often('clock', 5_000, () => this.#setClock(time.chance.among(this.clients)))
    this.#often('role', 15_000, () => this.#changeRole(time.chance.among(this.clients)))
    this.#often('outage', 6_000, () => this.#outage())
    this.#often('copy', 15_000, () => this.#copyProfile(time.chance.among(this.clients)))
    this.#often('fresh', 6_000, () => this.#begins())
    this.#often('carry', 8_000, () => void this.#carry(time.chance.among(this.clients), false))
    this.#often('loss', 20_000, () => void this.#carry(time.chance.among(this.clients), true))
    this.#often('redact', 500, () => void this.#redacts())
    this.#often('poison', 6_000, () => void time.chance.among(this.clients).acts(true))
    if (this.#at('restore') > 0) {
      const taken = time.chance.fraction() * 15_000
      let backup: LogState | undefined
      time.after(this.#town, taken, () => (backup = this.disk.state))
      time.after(this.#town, taken + time.chance.fraction() * 20_000, () => {
        if (backup && !this.#healed) this.#restore(backup)
      })
    }
  }

  /** Again and again while faults go on, more often the stronger the fault. */
  #often(kind: FaultKind, every: number, happen: () => void): void {
    const { time } = this
    const again = () =>
      time.after(this.#town, (every * 2 * time.chance.fraction()) / this.#at(kind), () => {
        if (this.#at(kind) === 0) return
        this.#faults++
        time.trace(kind)
        happen()
        again()
      })
    if (this.#at(kind) > 0) again()
  }

  #actLater(client: SimClient): void {
    const { time } = this
    time.after(this.#town, time.chance.fraction() * 3_000, () => {
      if (this.#healed) return
      const what = time.chance.fraction()
      if (what < 0.8) void client.acts()
      else if (what < 0.9) void client.running?.upkeep().catch(() => undefined)
      else if (client.alive) client.running?.exchange.wake()
      this.#actLater(client)
    })
  }

  /** Devices of which there are two: the one that was quicker goes on, the other is stopped until a person decides. */
  readonly #forked = new Set<DeviceId>()

  /** Files of unsent work on their way. */
  readonly #files = new Set<Carried>()
  /** Up to which number a device's work stands in a file, at least. */
  readonly #kept = new Map<SimClient, number>()

  /** Somebody saves what waits as a file and carries it to another device; where it is lost, only the file is left. */
  async #carry(from: SimClient, lost: boolean): Promise<void> {
    const { chance } = this.time
    if (!from.alive || this.#forked.has(from.device)) return
    if (lost && this.clients.filter((client) => !client.lost).length < 3) return
    const file = await from.running?.carries()
    const through = Math.max(0, ...[...from.disk.state.log.values()].map(({ n }) => n))
    if (lost && from.running) {
      from.lost = true
      this.time.crash(from.running.process)
    }
    if (!file) return
    this.#kept.set(from, through)
    const carried: Carried = { bytes: file.bytes, from }
    this.#files.add(carried)
    this.time.after(this.#town, chance.fraction() * 8_000, () => void this.#takeIn(carried))
  }

  /** Again and again, by whoever is there, until the server has it or says that it never will. */
  async #takeIn(carried: Carried): Promise<void> {
    if (!this.#files.has(carried)) return
    // Who is cut off while they do it leaves it to the next.
    this.time.after(this.#town, 30_000, () => void this.#takeIn(carried))
    // At a copied device, where there is no other, as well: the file is proved by the device that wrote it, and nothing of
    // it goes through the log of the one where it is taken in. Who may (an administrator, of any site) is not played here.
    const here = this.clients.filter((client) => client.alive)
    const by = here.find((client) => !this.#forked.has(client.device)) ?? here[0]
    const taken = await by?.running?.takesIn(carried.bytes)
    // A bad line alters what is on its way as well, and the file is as whole as before.
    if (!taken || (taken.kind === 'not-taken' && (taken.why === 'no-server' || taken.why === 'altered'))) return
    // Only what was spoilt can never be taken: what was blacked out since can, whether or not its agreement is there yet.
    if (taken.kind === 'not-taken' && taken.why === 'unacceptable' && this.#strength.get('poison') === 0)
      this.#say('I1', `the file of ${carried.from.name} was refused for good`)
    if (taken.kind === 'not-taken') this.#kept.delete(carried.from)
    this.#files.delete(carried)
  }

  /** The ward's line is down for a while, and then everybody is back in the same instant. */
  #outage(): void {
    this.#network.out = true
    this.time.after(this.#town, 1_000 + this.time.chance.fraction() * 5_000, () => {
      this.#network.out = false
      for (const client of this.clients) if (client.alive) client.running?.exchange.wake()
    })
  }

  /** Whoever may say something of personal data, mostly. */
  #redacts(): Promise<void> {
    const { chance } = this.time
    const may = this.clients.filter(({ person }) => person.grants.some(({ role }) => role !== 'nurse'))
    return chance.among(chance.fraction() < 0.9 && may.length > 0 ? may : this.clients).redacts()
  }

  #setClock(client: SimClient): void {
    const years = 10 * 365 * 86_400_000
    client.clockOff = Math.round((this.#clocks.fraction() * 2 - 1) * years)
  }

  #changeRole({ person }: SimClient): void {
    const now = this.#clock().toISOString()
    const ended = person.grants.some(({ until }) => until !== undefined)
    const last = person.grants.at(-1)?.site
    person.grants = ended
      ? person.grants.map(({ study, site, role, from }) => ({ study, site, role, from }))
      : person.grants.map((grant) => (grant.site === last ? { ...grant, until: now } : grant))
    person.grantVersion++
  }

  /** The servers pack what they have, and somebody begins on a new device, sometimes in the midst of that. */
  #begins(): void {
    const { chance } = this.time
    for (const stream of streams) void chance.among(this.#servers).pack(stream)
    if (this.clients.length < 6 && chance.fraction() < 0.5)
      this.time.after(this.#town, chance.fraction() * 2_000, () => void this.#newClient(this.clients.length, true))
  }

  #copyProfile(of: SimClient): void {
    if (this.clients.length >= 6) return
    const { person, device, sites: at, disk, pair } = of
    const copy = new SimClient(`c${this.clients.length}`, this, device, person, at, disk.copy(), pair, of.refresh)
    copy.subjects.push(...of.subjects)
    this.clients.push(copy)
    this.#forked.add(device)
    this.time.trace(`${copy.name} is a copy of ${of.name}`)
    void copy.open()
    this.#actLater(copy)
  }

  /** Of two devices with one name the other may now be the quicker one. */
  #restored = false

  #restore(backup: LogState): void {
    this.#faults++
    this.time.trace('restored from a back-up')
    for (const server of this.#servers) this.time.crash(server.process)
    // A device that the back-up does not know has no session there either: its person signs in, and it is known again.
    const unknown = [...this.disk.state.devices.keys()].filter((device) => !backup.devices.has(device))
    const nothing = unknown.map((device): [DeviceId, DeviceEnd] => [device, { acked: 0, chain: GENESIS }])
    this.disk.state = { ...backup, devices: new Map([...backup.devices, ...nothing]) }
    this.#restored = true
  }

  #reopenLater(client: SimClient): void {
    this.time.after(this.#town, 200 + this.time.chance.fraction() * 20_000, () => void client.open())
  }

  #heal(): void {
    this.#healed = true
    this.time.trace('healed')
    this.time.crashes = 0
    this.#network.faults = noLineFaults
    this.#network.out = false
    this.town.accessFor = 10 * 60_000
  }

  // — servers and clients —

  #clock = () => new Date(BEGIN + Math.round(this.time.now))

  #newServer(): SimServer {
    const { without, withoutRecovery } = this.schedule
    const name = `s${++this.#serverNumber}`
    return new SimServer(name, this.time, this.town, this.disk, this.#clock, without, withoutRecovery)
  }

  #replaceServer(process: SimServer['process']): void {
    this.disk.releaseDead()
    this.#servers = this.#servers.map((server) => (server.process === process ? this.#newServer() : server))
  }

  /** To any of the servers; a request to one that is cut off fails when the connection does. */
  #deliver([method, address, body, authorization]: Parameters<Network['deliver']>): ReturnType<Network['deliver']> {
    const server = this.time.chance.among(this.#servers)
    return new Promise((resolve, reject) => {
      server.handle(method, address, body, authorization).then(resolve, (error: unknown) => {
        this.#say('I4', `the server failed: ${error instanceof Error ? error.stack : String(error)}`)
        resolve({ status: 500, text: JSON.stringify({ code: 'internal', message: 'failed' }) })
      })
      const watch = () => {
        if (!server.process.alive) reject(new Error('cut off'))
        else if (!answered) this.time.after(this.#town, 500, watch)
      }
      let answered = false
      const done = () => (answered = true)
      void Promise.resolve().then(watch)
      const settle = resolve
      resolve = (answer) => {
        done()
        settle(answer)
      }
    })
  }

  async #newClient(i: number, late = false): Promise<void> {
    const { chance } = this.time
    const device = DeviceId.parse(chance.uuid())
    const user = UserId.parse(chance.uuid())
    const at = i % 3 === 2 ? sites : [sites[i % 3]!]
    const wide = this.#at('redact') > 0 && i === 1
    const both = chance.fraction() < 0.5 || wide ? sites : at
    const grants = both.flatMap((site) =>
      this.#rolesOf(i).map((role): Grant => ({ study: STUDY, site, role, from: '2020-01-01T00:00:00Z' })),
    )
    const person: Person = { user, grants, grantVersion: 1 }
    this.town.people.set(user, person)
    this.town.devices.set(device, {
      publicKey: publicKeyOf(pairAt(i).publicKey),
      users: new Set([user]),
    })
    const devices = new Map(this.disk.state.devices).set(device, { acked: 0, chain: GENESIS })
    this.disk.state = { ...this.disk.state, devices }
    const refresh = this.#openSession(user, device)
    const client = new SimClient(`c${i}`, this, device, person, both, new Disk(), i, refresh)
    if (late)
      for (const { subjects } of this.clients)
        client.subjects.push(...subjects.filter(({ site }) => both.includes(site)))
    this.clients.push(client)
    if (late) this.#actLater(client)
    await client.open()
  }

  /** Where personal data are blacked out, there is somebody of the site and somebody of the sponsor to agree on it. */
  #rolesOf(i: number): readonly Role[] {
    if (this.#at('redact') === 0) return ['nurse']
    if (i === 0) return ['investigator']
    return i === 1 ? ['data-manager', 'nurse'] : ['nurse']
  }

  #openSession(user: Person['user'], device: DeviceId): string {
    return `${this.town.sessions.push({ user, device, access: this.time.now, refresh: 0 }) - 1}.0`
  }

  // — what must hold —

  #say(invariant: string, what: string): void {
    if (this.#wrong.length < 20) this.#wrong.push(`${invariant} at ${(this.time.now / 1000).toFixed(1)} s: ${what}`)
  }

  /** I3, I9 and I10 of the log, with each of its commits. */
  #watchCommit(before: LogState, after: LogState): void {
    for (const [stream, rows] of after.rows) {
      const had = before.rows.get(stream)
      if (had === rows) continue
      const known = had?.length ?? 0
      for (const what of rewritten(had ?? [], rows)) this.#say('I3', `${stream} ${what}`)
      let chain = rows[known - 1]?.chain ?? GENESIS
      for (let i = known; i < rows.length; i++) {
        const row = rows[i]!
        const { seq } = row.receipt
        chain = streamLinkHash(chain, row.hash, row.receipt)
        if (seq !== i + 1) this.#say('I3', `${stream} has seq ${seq} in place ${i + 1}`)
        if (row.chain !== chain) this.#say('I3', `the chain of ${stream} breaks at ${seq}`)
        if (writtenAs(row) !== row.hash) this.#say('I3', `${stream} ${seq} is not what its hash says`)
        const ref = changeRef(row.device, row.n)
        const promised = this.#committed.get(ref)
        if (promised && promised !== row.hash && !this.#restored)
          this.#say('I9', `${ref} was committed as two different changes`)
        this.#committed.set(ref, row.hash)
        this.time.trace(`${stream} ${seq} ${ref} ${row.receipt.state}`)
        const later = rows.slice(0, i).find((other) => other.device === row.device && other.n >= row.n)
        if (later) this.#say('I10', `${ref} comes after ${later.n} in ${stream}`)
      }
    }
  }

  /** I8, at each moment: whoever runs has asked for something, or will. */
  #watchLiveness(): void {
    for (const { running, name } of this.clients)
      if (running?.process.alive && running.process.pending === 0) this.#say('I8', `${name} waits for nothing`)
  }

  /** Who has said hello since everything healed: before that a device cannot know what a restored server lost. */
  readonly #greeted = new Set<string>()

  #converged(): boolean {
    return this.#unfinished().length === 0
  }

  #unfinished(): readonly string[] {
    const open: string[] = []
    for (const { from } of this.#files) if (from.lost) open.push(`the file of ${from.name} is on its way`)
    for (const { name, alive, disk, person, device, lost } of this.clients) {
      if (this.#forked.has(device) || lost) continue
      if (!alive) open.push(`${name} is off`)
      if (!this.#greeted.has(name)) open.push(`${name} has not said hello`)
      if (disk.state.outbox.size > 0) open.push(`${name} has ${disk.state.outbox.size} unsent`)
      for (const lost of disk.state.cursors.values())
        if (isLost(lost) && (lost.returned ?? 0) < lost.seq && this.#mayRead(person, lost))
          open.push(`${name} has read ${lost.stream} to ${lost.seq} and given it back to ${lost.returned ?? 0}`)
      for (const stream of this.town.streamsOf(person.user, this.#clock())) {
        const head = this.disk.state.heads.get(stream)?.head ?? 0
        const mark = [...disk.state.cursors.values()].find((cursor) => cursor.stream.endsWith(stream))
        const missing = [...disk.state.parts.values()].filter((part) => part.missing > 0).length
        if (missing > 0 || mark?.base?.proved === false) open.push(`${name} lacks ${missing} parts of ${stream}`)
        if ((mark?.seq ?? 0) !== head) open.push(`${name} has ${stream} to ${mark?.seq ?? 0} of ${head}`)
      }
    }
    return open
  }

  /** Whose stream a log was that a server lost: its mark names it here. */
  #mayRead(person: Person, { stream: mark }: CursorRow): boolean {
    return this.town.streamsOf(person.user, this.#clock()).some((stream) => sealedMark(mark).endsWith(stream))
  }

  /** In the end: everything that was saved is there once, nothing was overwritten, and everybody holds the same. */
  async #compare(): Promise<void> {
    const { identities, rows, devices } = this.disk.state
    for (const [ref, { hash, client }] of this.#saved) {
      const there = identities.get(ref)
      // What was lost with its device and stood in no file is lost; so is what a restored server lost of such a device.
      if (!there && client.lost && (this.#restored || Number(ref.split(':')[1]) > (this.#kept.get(client) ?? 0)))
        continue
      if (!there && this.#forked.has(client.device)) continue
      if (!there) this.#say('I1', `${ref} was saved and is nowhere`)
      else if (there.row.hash !== hash && !this.#forked.has(client.device) && !isPutAside(client, there.row, hash))
        this.#say('I1', `${ref} was saved as something else`)
    }
    for (const [device, { acked, chain }] of devices) {
      let linked = GENESIS
      for (let n = 1; n <= acked; n++)
        linked = linkHash(linked, identities.get(changeRef(device, n))?.row.hash ?? GENESIS)
      if (linked !== chain) this.#say('I3', `the chain of ${device} does not hold`)
    }
    const logs = new Map<StreamId, readonly Logged[]>()
    for (const [stream, all] of rows)
      logs.set(
        stream,
        all.map(({ body, receipt }) => ({ change: Change.parse(JSON.parse(body)), receipt })),
      )
    for (const logged of logs.values()) this.#lookForOverwriting(logged)
    const { wrong, gone } = logAfterRedactions(this.disk.state, this.#said)
    for (const what of wrong) this.#say('redaction', what)
    this.#blackedOut = gone.reduce((sum, { words }) => sum + words.size, 0)
    for (const client of this.clients) {
      await this.#compareClient(client, logs)
      await this.#compareRedactions(client, gone)
    }
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
              this.#say('I5', `${ref} is neither a head nor anybody's base`)
  }

  /** I6: what a device shows of a participant is what the log says, from pages alone and from its cache. */
  async #compareClient(
    { name, running, person, device }: SimClient,
    logs: ReadonlyMap<StreamId, readonly Logged[]>,
  ): Promise<void> {
    if (!running?.process.alive || this.#forked.has(device)) return
    for (const page of await running.shelf.db.pages.toArray())
      for (const { change } of await openPage(running.shelf, page)) {
        const there = this.disk.state.identities.get(refOf(change))
        const kept = there?.row.hash === ownHash(change) || this.disk.aside.has(ownHash(change))
        if (!kept) this.#say('I1', `${name} has read ${refOf(change)} of ${page.stream}, and it is nowhere`)
      }
    for (const stream of this.town.streamsOf(person.user, this.#clock())) {
      const subjects = new Map<SubjectKey, Logged[]>()
      for (const one of logs.get(stream) ?? [])
        subjects.set(one.change.subject, [...(subjects.get(one.change.subject) ?? []), one])
      const look = async (when: string) => {
        for (const [subject, all] of subjects) {
          const read = await readCasebook(running.shelf, subject)
          const here = read.filter(({ change }) => !this.#isAside(change))
          if (sayOf(asShown(here)) !== sayOf(all)) this.#say('I6', `${name} sees something else of ${subject} ${when}`)
        }
      }
      await look('before upkeep')
      let done = false
      void running.upkeep().finally(() => (done = true))
      await this.time.run(() => done, this.time.now + 60_000)
      await look('after upkeep')
    }
  }

  /**
   * What a copied device had said under a number that the other copy has taken: it stays with whoever had read it, and
   * stands aside at the server, so it is in no log to compare it with. Of no other device is anything set aside, and what
   * stands in the log is compared though it was set aside once.
   */
  #isAside(change: Change): boolean {
    const there = this.disk.state.identities.get(refOf(change))?.row.hash
    return this.#forked.has(change.device) && there !== ownHash(change) && this.disk.aside.has(ownHash(change))
  }

  /** Once agreed and exchanged, a device holds no word of it, and its own log still follows from itself. */
  async #compareRedactions({ name, running, person, device, disk }: SimClient, gone: readonly Gone[]): Promise<void> {
    if (!running?.process.alive || this.#forked.has(device)) return
    const read = this.town.streamsOf(person.user, this.#clock())
    for (const { stream, words } of gone)
      if (read.includes(stream))
        for (const word of wordsOn(disk, words))
          this.#say('redaction', `${name} holds ${word}, which was blacked out in ${stream}`)
    const log = await running.shelf.db.log.orderBy('n').toArray()
    const opened = log.map(async (row) => ({ ...row, ...(await openOne(running.shelf, logPlace(row.n), row.sealed)) }))
    const at = ownBreak(await Promise.all(opened))
    if (at !== undefined) this.#say('I3', `the log of ${name} does not follow from itself at ${at}`)
  }
}

/** The hash by which a row says it was written, whether or not something of it is gone. */
const writtenAs = ({ body }: Pick<LogRow, 'body'>): Hash => ownHash(Change.parse(JSON.parse(body)))

/** A change that the server can never take lies in its device's box, and a void that names it in its place. */
function isPutAside({ disk }: SimClient, { n, body }: Pick<LogRow, 'n' | 'body'>, hash: Hash): boolean {
  const there = Change.parse(JSON.parse(body)).body
  return there.kind === 'void' && there.refused === hash && hashOfSealed(disk.state.refused.get(String(n))) === hash
}

/** What a device's log holds under a number, by the readable cipher of the simulation. */
const hashIn = ({ log }: Disk['state'], n: number): Hash | undefined => hashOfSealed(log.get(String(n)))

function hashOfSealed(row: { readonly sealed: Sealed } | undefined): Hash | undefined {
  const text = row && Buffer.from(row.sealed.data).toString()
  return text === undefined
    ? undefined
    : SealedChanges.parse(JSON.parse(text.slice(text.indexOf('[{"change"'))))[0]?.hash
}
const SealedChanges = z.array(z.object({ change: Change }).transform(({ change }) => ({ hash: ownHash(change) })))

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

const kinds: readonly FaultKind[] = [
  ...(Object.keys(noLineFaults) as (keyof LineFaults)[]),
  ...([
    'crash',
    'server',
    'clock',
    'token',
    'full',
    'role',
    'outage',
    'copy',
    'restore',
    'fresh',
    'poison',
    'carry',
    'loss',
    'redact',
  ] as const),
]

/** Faults come in swarms: some schedules have few kinds and many of them, so that they meet. */
function strengths({ chance }: VirtualTime, { only, storm }: Schedule): ReadonlyMap<FaultKind, number> {
  const share = storm ? 0.8 : chance.fraction() * 0.6
  return new Map(
    kinds.map((kind) => {
      const drawn = chance.fraction() < share ? chance.fraction() : 0
      return [kind, only ? Number(only.includes(kind)) : drawn]
    }),
  )
}
