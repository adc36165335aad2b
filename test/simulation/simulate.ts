import { GENESIS } from '#shared/change/chain'
import { DeviceId, SiteId, UserId, streamId } from '#shared/ids'
import type { Grant } from '#shared/protocol'
import type { Role } from '#shared/roles'
import type { StoreName } from '../../renderer/data/store/tables'
import type { DeviceEnd } from '../../server/sync/log'
import { Chance } from '../support/chance'
import { STUDY } from '../support/small-study'
import { Arrival } from './arrival'
import { CarriedFiles } from './carried-files'
import type { Course } from './course'
import { Ending } from './ending'
import { LogDisk, type LogState, emptyLog } from './memory-log'
import { Disk } from './memory-tables'
import { type LineFaults, Network, noLineFaults } from './network'
import { Promises } from './promises'
import { type FaultKind, type Outcome, type Schedule, strengths } from './schedule'
import { Servers } from './servers'
import { type ClientWorld, SimClient, pairAt, publicKeyOf } from './sim-client'
import { type Person, Town } from './sim-server'
import { Process, VirtualTime } from './time'

const sites = ['A1', 'B1'].map((site) => SiteId.parse(site))
const streams = sites.map((site) => streamId(STUDY, site, 'data'))
const BEGIN = Date.UTC(2026, 2, 12)

/** Plays one schedule: people at their devices for some minutes, with faults; then everything heals and is compared. */
export const simulate = (schedule: Schedule): Promise<Outcome> => new Simulation(schedule).play()

/** So long after everything has healed, everything has arrived: longer than the longest pause of the exchange. */
const HEALING = 45 * 60_000

/** So long what was answered is still being taken in. */
const SETTLING = 5_000

class Simulation implements ClientWorld, Course {
  readonly time: VirtualTime
  readonly town = new Town(sites)
  readonly disk = new LogDisk(emptyLog(streams))
  readonly clients: SimClient[] = []
  readonly torn: ReadonlySet<StoreName>
  readonly #network: Network
  readonly forked = new Set<DeviceId>()
  restored = false
  readonly #promises = new Promises(this)
  readonly #servers: Servers
  readonly #files: CarriedFiles
  readonly #arrival: Arrival
  readonly #strength: ReadonlyMap<FaultKind, number>
  #faults = 0
  #healed = false
  /** Clocks have a chance of their own, so that they change nothing else. */
  readonly #clocks: Chance

  constructor(readonly schedule: Schedule) {
    this.time = new VirtualTime(schedule.seed)
    this.torn = new Set(schedule.torn)
    this.#clocks = new Chance(schedule.seed ^ 0x5eed)
    this.#strength = strengths(this.time, schedule)
    this.#servers = new Servers(this, this.#promises, schedule)
    this.#files = new CarriedFiles(this, this.#promises, this.#strength.get('poison') !== 0)
    this.#arrival = new Arrival(this, this.#files)
    this.#network = new Network(this.time, (...request) => this.#servers.deliver(request))
    this.#network.onAnswer = (name, path) => {
      if (this.#healed && path.endsWith('/hello')) this.#arrival.greets(name)
    }
    this.disk.onCommit = (before, after) => this.#promises.watchLog(before, after)
    this.time.onCrash = (process) => {
      this.#faults++
      for (const client of this.clients) if (client.running?.process === process) this.#reopenLater(client)
      this.#servers.replace(process)
    }
    this.time.onStep = () => this.#promises.watchLiveness()
  }

  async play(): Promise<Outcome> {
    const { time } = this
    this.town.statement = time.chance.one([2, 20, 120])
    this.#servers.start(2)
    const size = time.chance.whole(2, 3)
    for (let i = 0; i < size; i++) await this.#newClient(i)
    this.#begin()
    const longest = this.schedule.storm ? 60_000 : this.#at('redact') > 0 ? 30_000 : 18_000
    await time.run(() => false, time.chance.whole(4_000, longest))
    this.#heal()
    const arrived = await this.#calm(time.now + HEALING)
    const promises = this.#promises
    if (!arrived) promises.broken('I8', `not everything has arrived: ${this.#arrival.unfinished.join('; ')}`)
    const blackedOut = await new Ending(this, promises, this.#files.kept).compare()
    if (this.disk.deadlocks > 0) promises.broken('I4', `${this.disk.deadlocks} pushes waited for each other`)
    return {
      ...{ seed: this.schedule.seed, hash: time.hash, faults: this.#faults + this.#network.happened },
      ...{ saved: promises.saved.size, blackedOut, steps: time.steps, wrong: promises.wrong },
    }
  }

  /** Everything has arrived, and still has once what was under way is taken in: a forked device may have spoken late. */
  async #calm(end: number): Promise<boolean> {
    const { time } = this
    const hasArrived = () => this.#arrival.unfinished.length === 0
    for (;;) {
      const arrived = await time.run(() => time.steps % 20 === 0 && hasArrived(), end)
      await time.run(() => false, time.now + SETTLING)
      if (!arrived || hasArrived()) return arrived
    }
  }

  // — what the clients ask of the world —

  fetch: ClientWorld['fetch'] = (client, process) => this.#network.fetchFor(client.name, process)
  everybody = () => this.clients.flatMap(({ subjects }) => subjects)
  full = () => this.#at('full') * 0.03

  saved: ClientWorld['saved'] = (client, change) => this.#promises.keep(client, change)
  committed: ClientWorld['committed'] = (client, before, after) => this.#promises.watchDevice(client, before, after)

  status: ClientWorld['status'] = (client, status) => {
    if (status.state === 'signed-out' && !this.#signingIn.has(client)) {
      this.#signingIn.add(client)
      this.time.after(this.#town, 1_000 + this.time.chance.fraction() * 20_000, () => {
        this.#signingIn.delete(client)
        if (client.alive) client.signsIn(this.#openSession(client.person.user, client.device))
      })
    }
    this.#promises.watchStatus(client, status)
  }
  readonly #signingIn = new Set<SimClient>()
  readonly #town = new Process('the town')

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
    this.#often('server', 8_000, () => this.#servers.crashOne())
    this.#often('clock', 5_000, () => this.#setClock(time.chance.among(this.clients)))
    this.#often('role', 15_000, () => this.#changeRole(time.chance.among(this.clients)))
    this.#often('outage', 6_000, () => this.#outage())
    this.#often('copy', 15_000, () => this.#copyProfile(time.chance.among(this.clients)))
    this.#often('fresh', 6_000, () => this.#begins())
    this.#often('carry', 8_000, () => void this.#files.carry(time.chance.among(this.clients), false))
    this.#often('loss', 20_000, () => void this.#files.carry(time.chance.among(this.clients), true))
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
    const now = this.now().toISOString()
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
    for (const stream of streams) this.#servers.pack(stream)
    if (this.clients.length < 6 && chance.fraction() < 0.5)
      this.time.after(this.#town, chance.fraction() * 2_000, () => void this.#newClient(this.clients.length, true))
  }

  #copyProfile(of: SimClient): void {
    if (this.clients.length >= 6) return
    const { person, device, sites: at, disk, pair } = of
    const copy = new SimClient(`c${this.clients.length}`, this, device, person, at, disk.copy(), pair, of.refresh)
    copy.subjects.push(...of.subjects)
    this.clients.push(copy)
    this.forked.add(device)
    this.time.trace(`${copy.name} is a copy of ${of.name}`)
    void copy.open()
    this.#actLater(copy)
  }

  #restore(backup: LogState): void {
    this.#faults++
    this.time.trace('restored from a back-up')
    this.#servers.crashAll()
    // A device that the back-up does not know has no session there either: its person signs in, and it is known again.
    const unknown = [...this.disk.state.devices.keys()].filter((device) => !backup.devices.has(device))
    const nothing = unknown.map((device): [DeviceId, DeviceEnd] => [device, { acked: 0, chain: GENESIS }])
    this.disk.state = { ...backup, devices: new Map([...backup.devices, ...nothing]) }
    this.restored = true
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

  readonly now = () => new Date(BEGIN + Math.round(this.time.now))

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
}
