import { type KeyObject, generateKeyPairSync, sign } from 'node:crypto'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { ItemPath } from '#shared/casebook/path'
import { Change, type ChangeBody, type Logged } from '#shared/change/change'
import { type DeviceId, type SiteId, SubjectCode, SubjectKey, streamId } from '#shared/ids'
import type { DataEvent, SyncStatus } from '../../renderer/data/door'
import { readCasebook } from '../../renderer/data/store/casebook'
import { createLog, foldOwn } from '../../renderer/data/store/log'
import { foldNextPage } from '../../renderer/data/store/fold-pages'
import { type Author, record } from '../../renderer/data/store/record'
import type { Shelf } from '../../renderer/data/store/shelf'
import { createSight } from '../../renderer/data/store/sight'
import type { DeviceTables, StoreName } from '../../renderer/data/store/tables'
import { openTold } from '../../renderer/data/store/told'
import { createWriter } from '../../renderer/data/store/writer'
import { type Clock, type Fetch, claimedInstant } from '../../renderer/data/surroundings'
import { type Exchange, createExchange } from '../../renderer/data/sync/exchange'
import { type Server, createServer } from '../../renderer/data/sync/server'
import { createTabs } from '../../renderer/data/sync/tabs'
import { type SavedUnsent, type TakenIn, takeInUnsent, unsentFile } from '../../renderer/data/unsent'
import { signedBy } from '../../server/signed-by'
import { STUDY } from '../support/small-study'
import { type Disk, openTables } from './memory-tables'
import { namedKey, plainCipher, plainKeyring, unpacked } from './plain-cipher'
import { nextOfRedaction, wordsOf } from './redactions'
import { type Person, VERSION, endSeal } from './sim-server'
import { Process, type VirtualTime } from './time'

/** Key pairs take long to make and no two schedules run at once. */
const pairs = Array.from({ length: 8 }, () => generateKeyPairSync('ed25519'))
export const pairAt = (i: number) => pairs[i % pairs.length]!
export const publicKeyOf = (key: KeyObject): string => key.export({ format: 'jwk' }).x ?? ''

const SYSBP = ItemPath.parse('SCR/VS/VITALS/SYSBP')

export interface ClientWorld {
  readonly time: VirtualTime
  readonly fetch: (client: SimClient, process: Process) => Fetch
  readonly saved: (client: SimClient, change: Change) => void
  /** Every participant that somebody has spoken of. */
  readonly everybody: () => SimClient['subjects']
  readonly status: (client: SimClient, status: SyncStatus) => void
  readonly committed: (client: SimClient, before: Disk['state'], after: Disk['state']) => void
  /** Chance that a commit finds no room. */
  readonly full: () => number
  readonly torn: ReadonlySet<StoreName>
}

interface Running {
  readonly process: Process
  readonly shelf: Shelf
  readonly exchange: Exchange
  readonly server: Pick<Server, 'use'>
  save(draft: { readonly site: SiteId; readonly subject: SubjectKey; readonly body: ChangeBody }): Promise<Logged>
  /** Everything that waits, as a file; undefined when nothing does. */
  carries(): Promise<SavedUnsent | undefined>
  takesIn(bytes: Uint8Array): Promise<TakenIn>
  /** As `save`, but as a program writes it that the server can never understand. */
  spoil(draft: Parameters<Running['save']>[0]): Promise<Logged>
  upkeep(): Promise<void>
}

/** One person at one device: the product's own log, stores and exchange over a disk in memory. */
export class SimClient {
  running: Running | undefined
  /** Where the clock of this machine stands besides the true time, in milliseconds. */
  clockOff = 0
  refresh: string
  /** Participants someone here has spoken of. */
  readonly subjects: { readonly site: SiteId; readonly subject: SubjectKey }[] = []
  /** The machine is gone for good, and its disk with it. */
  lost = false
  #codes = 0

  constructor(
    readonly name: string,
    readonly world: ClientWorld,
    readonly device: DeviceId,
    readonly person: Person,
    readonly sites: readonly SiteId[],
    readonly disk: Disk,
    readonly pair: number,
    refresh: string,
  ) {
    this.refresh = refresh
  }

  /** Starts the app on what is on the disk. */
  async open(): Promise<void> {
    if (this.lost) return
    const { time } = this.world
    const process = new Process(this.name)
    const db: DeviceTables = openTables(this.disk, {
      turn: () => time.turn(process, 4),
      fails: () => time.happens(this.world.full()),
      committed: (before, after) => this.world.committed(this, before, after),
      torn: this.world.torn,
    })
    const cipher = plainCipher(time.chance)
    const clock: Clock = {
      now: () => Date.UTC(2026, 2, 12) + Math.round(time.now) + this.clockOff,
      mono: () => time.now,
      zone: 'Europe/Amsterdam',
      offset: () => 60,
      after: (milliseconds, then) => time.after(process, milliseconds, then),
    }
    const shelf: Shelf = { db, ring: plainKeyring(STUDY, this.sites), crypto: cipher, packing: unpacked }
    const told = await openTold(cipher, db, { record: { id: 'me' }, own: namedKey('own') }, namedKey('local'))
    const server = createServer(
      { server: '', fetch: this.world.fetch(this, process), clock, packing: unpacked },
      this.device,
    )
    server.use({ refresh: this.refresh }, this.keep)
    const log = createLog(shelf)
    const sight = createSight(shelf)
    const writer = createWriter(shelf)
    const { privateKey } = pairAt(this.pair)
    const identity = {
      device: this.device,
      publicKey: publicKeyOf(pairAt(this.pair).publicKey),
      local: namedKey('local'),
      sign: async (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
    }
    const exchange = createExchange({
      surroundings: { clock, app: 'simulated', crypto: cipher },
      identity,
      ...{ shelf, writer, server, told },
      signature: { keyId: `sign-${this.person.user}`, publicKey: 'AAAA' },
      accesses: { handOver: async () => undefined },
      purge: { receipts: async () => [], obey: async () => false },
      vault: { lockouts: async () => [], forgetLockouts: async () => undefined },
      byServer: async (...signed) => endSeal.holds(...signed),
      emit: (event: DataEvent) => {
        if (event.kind === 'sync' && process.alive) this.world.status(this, event.status)
      },
      arrived: () => sight.moved(),
      unread: () => sight.moved(),
      refused: () => undefined,
      completed: () => undefined,
      tabs: createTabs({ channel: undefined, locks: undefined }),
    })
    const boot = time.chance.uuid()
    const { user, grants } = this.person
    const author: Author = { user, device: this.device, app: 'simulated', grants, boot, clock }
    this.running = {
      ...{ process, shelf, exchange, server },
      async save({ site, subject, body }) {
        const logged = await record(shelf, log, sight, author, { study: STUDY, site, version: VERSION, subject, body })
        exchange.saved()
        return logged
      },
      carries: () => unsentFile(db, identity, clock),
      takesIn: (bytes) => takeInUnsent(bytes, async (...signed) => signedBy(...signed), server),
      spoil: async ({ site, subject, body }) => {
        const keys = shelf.ring.of(STUDY, site)
        if (!keys) throw new Error('no keys')
        const said = {
          v: 1,
          device: this.device,
          study: STUDY,
          version: VERSION,
          subject,
          author: this.person.user,
          body,
        }
        const at = { claimedAt: claimedInstant(clock), zone: clock.zone, boot, mono: Math.round(clock.mono()) }
        const stream = streamId(STUDY, site, 'blind')
        const make = async (n: number) => Change.parse({ ...said, ...at, n, stream, role: 'nurse', source: 'direct' })
        const logged = await log.append(keys, make, clock.now())
        exchange.saved()
        return logged
      },
      async upkeep() {
        while (await foldOwn(shelf, writer));
        while (await foldNextPage(shelf, writer));
      },
    }
    exchange.start()
  }

  /** On the disk in the app; there is no fault in which it and the log go different ways. */
  readonly keep = async (refresh: string): Promise<void> => {
    this.refresh = refresh
  }

  /** The person gives their password again: the server opens another session, and the exchange begins anew in it. */
  signsIn(refresh: string): void {
    this.refresh = refresh
    this.running?.exchange.stop()
    this.running?.server.use({ refresh }, this.keep)
    this.running?.exchange.start()
  }

  get alive(): boolean {
    return this.running?.process.alive ?? false
  }

  /** Something that a nurse does next. Resolves when it is saved here; never, when the app is cut off meanwhile. */
  async acts(spoilt = false): Promise<void> {
    const { running, world } = this
    if (!running?.process.alive) return
    const { chance } = world.time
    const known = this.subjects.length > 0 && chance.fraction() < 0.8
    const { site, subject } = known ? chance.among(this.subjects) : this.#newSubject()
    let logged: Logged
    try {
      const body = known ? await this.#bodyOn(running, subject) : this.#enrol(site)
      logged = await (spoilt ? running.spoil({ site, subject, body }) : running.save({ site, subject, body }))
    } catch {
      // No room, or a participant who has not come yet, and the person is told so: nothing was promised.
      return
    }
    world.saved(this, logged.change)
  }

  /** Somebody asks to have personal data blacked out, or decides about what was asked; nobody where they may not. */
  async redacts(): Promise<void> {
    const { running, world } = this
    // Two people have to meet over the same participant within a minute.
    const here = world
      .everybody()
      .filter(({ site }) => this.sites.includes(site))
      .slice(0, 2)
    if (!running?.process.alive || here.length === 0) return
    const { site, subject } = world.time.chance.among(here)
    running.exchange.wake()
    let logged: Logged
    try {
      const casebook = fold(await readCasebook(running.shelf, subject), emptyCasebook(subject))
      const body = nextOfRedaction(world.time.chance, this.person, casebook, this.#words)
      if (!body) return
      logged = await running.save({ site, subject, body })
    } catch {
      return
    }
    world.saved(this, logged.change)
  }

  #typed = 0
  readonly #words = (): string => wordsOf(this.name, ++this.#typed)

  #newSubject() {
    const { chance } = this.world.time
    const made = { site: chance.among(this.sites), subject: SubjectKey.parse(chance.uuid()) }
    this.subjects.push(made)
    return made
  }

  #enrol(site: SiteId): ChangeBody {
    return { kind: 'enrol', code: SubjectCode.parse(`${site}-${this.name.toUpperCase()}-${++this.#codes}`) }
  }

  async #bodyOn({ shelf, exchange }: Running, subject: SubjectKey): Promise<ChangeBody> {
    const { chance } = this.world.time
    const all = await readCasebook(shelf, subject).catch(async () => {
      await exchange.bring(subject)
      return readCasebook(shelf, subject)
    })
    const { forms } = fold(all, emptyCasebook(subject))
    const text = String(chance.whole(80, 200))
    const items = [...forms.values()].flatMap((form) => [...form.items.values()])
    const heads = items.find(({ path }) => path === SYSBP)?.heads.map(({ ref }) => ref) ?? []
    if (heads.length > 1 && chance.fraction() < 0.5)
      return { kind: 'resolve', path: SYSBP, bases: heads, entry: { state: 'value', text }, reason: this.#words() }
    const other = ItemPath.parse(`LOG/AE:${chance.uuid()}/EVENT/AETERM`)
    const entry = { state: 'value' as const, text }
    return {
      kind: 'value',
      items: [
        { path: SYSBP, bases: heads, entry, reason: this.#words() },
        ...(chance.fraction() < 0.2
          ? [{ path: other, bases: [], entry: { state: 'value' as const, text: this.#words() } }]
          : []),
      ],
    }
  }
}
