import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { z } from 'zod'
import { type DeviceId, type SiteId, SYSTEM_USER, type StreamId, type UserId } from '#shared/ids'
import {
  type Grant,
  HelloRequest,
  PushEnvelope,
  PushRequest,
  type RefreshAnswer,
  RefreshRequest,
} from '#shared/protocol'
import { can } from '#shared/roles'
import { compileStudy } from '#shared/study/compile'
import { versionIdOf } from '#shared/study/definition'
import { logPlace } from '#shared/sealing'
import { joinVersions } from '#shared/study/family'
import { RecoverRequest } from '#shared/recovery'
import { TakeInRequest } from '#shared/unsent-file'
import { type Place, inForce, streamOf } from '../../server/auth/grants'
import type { SignedIn } from '../../server/auth/session'
import { type Refused, isRefused, refusalBody, refuse } from '../../server/refused'
import { keepCasebooks } from '../../server/sync/casebooks'
import type { Directory } from '../../server/sync/directory'
import { hello } from '../../server/sync/hello'
import type { ChangeLog } from '../../server/sync/log'
import { PullQuery, pull } from '../../server/sync/pull'
import { type EndSeal, type SyncParts, push } from '../../server/sync/push'
import { recover } from '../../server/sync/recover'
import { takeCarried } from '../../server/sync/unsent'
import { PartQuery, SnapshotQuery, makeSnapshot, partOf, snapshotOf } from '../../server/sync/snapshot'
import { STUDY, smallStudy } from '../support/small-study'
import { Deadlock, type LogDisk, memoryLog } from './memory-log'
import { plainText } from './plain-cipher'
import { Process, type VirtualTime } from './time'

export const VERSION = versionIdOf(smallStudy)
const compiled = joinVersions(compileStudy(smallStudy), [])

export interface Person {
  readonly user: UserId
  grants: readonly Grant[]
  grantVersion: number
}

interface Session {
  readonly user: UserId
  readonly device: DeviceId
  access: number
  refresh: number
}

/** What the servers know besides the log. Survives them; a restored back-up brings back the log's part only. */
export class Town {
  readonly people = new Map<UserId, Person>()
  readonly devices = new Map<DeviceId, { readonly publicKey: string; readonly users: Set<UserId> }>()
  readonly sessions: Session[] = []
  /** Milliseconds that a statement takes at most: on a busy database pushes meet. */
  statement = 2
  /** Milliseconds that an access token is good for. */
  accessFor = 10 * 60_000
  epoch = '00000000-0000-4000-8000-000000000001'
  constructor(readonly sites: readonly SiteId[]) {}

  streamsOf(user: UserId, now: Date): readonly StreamId[] {
    return this.placesFor(inForce(this.people.get(user)?.grants ?? [], now)).map(streamOf)
  }

  placesFor(grants: readonly Grant[]): readonly Place[] {
    const readable = grants.filter(({ role }) => can(role, 'read-casebook'))
    return this.sites.flatMap((site) => {
      const here = readable.filter((grant) => grant.site === '*' || grant.site === site)
      return here.length > 0 ? [{ study: STUDY, site, grants: here }] : []
    })
  }
}

/** For tests of the test: the log as it would be without one of its safeguards. */
export type Without = (log: ChangeLog, request: PushRequest) => ChangeLog

export interface Answer {
  readonly status: number
  readonly text: string
}

/** One server program: the product's own handlers over the log in memory, behind a stand-in for HTTP. */
export class SimServer {
  readonly process: Process
  readonly parts: SyncParts

  constructor(
    name: string,
    readonly time: VirtualTime,
    readonly town: Town,
    readonly disk: LogDisk,
    readonly clock: () => Date,
    readonly without: Without | undefined,
    readonly withoutRecovery: true | undefined,
  ) {
    this.process = new Process(name)
    const turn = () => time.turn(this.process, town.statement)
    const changes = memoryLog(disk, turn, () => this.process.alive)
    // Threads compress in an order that nobody can repeat.
    const packing = { least: 6, every: 4, gzip: async (text: string) => gzipSync(text, { level: 1 }) }
    const directory = directoryOf(town, disk, turn)
    this.parts = { changes, directory, casebooks: keepCasebooks(), packing, ends: endSeal, now: clock }
  }

  async handle(method: string, address: string, body: string, authorization: string): Promise<Answer> {
    try {
      await this.time.turn(this.process)
      const outcome = await this.#answer(method, new URL(address, 'http://server'), body, authorization)
      if (isRefused(outcome)) {
        const { status, body } = refusalBody(outcome)
        return { status, text: JSON.stringify(body) }
      }
      return { status: 200, text: 'page' in outcome ? outcome.page : JSON.stringify(outcome) }
    } catch (error) {
      if (!(error instanceof Deadlock)) throw error
      return { status: 503, text: JSON.stringify({ code: 'unavailable', message: 'deadlock', retryAfter: 1 }) }
    }
  }

  async #answer(
    method: string,
    { pathname, searchParams }: URL,
    body: string,
    authorization: string,
  ): Promise<Refused | { readonly page: string } | object> {
    if (pathname === '/api/auth/refresh') return this.#refresh(RefreshRequest.parse(JSON.parse(body)))
    const who = this.#whoCalls(authorization)
    if (isRefused(who)) return who
    switch (`${method} ${pathname}`) {
      case 'POST /api/sync/hello':
        return parsed(HelloRequest, JSON.parse(body), (request) => hello(this.parts, who, request))
      case 'POST /api/sync/push':
        return parsed(PushEnvelope, JSON.parse(body), (request) => push(this.#partsFor(request), who, request))
      case 'POST /api/sync/unsent':
        return parsed(TakeInRequest, JSON.parse(body), (request) => this.#takeIn(request))
      case 'POST /api/sync/recover':
        if (this.withoutRecovery) return refuse('not-found', pathname)
        return parsed(RecoverRequest, JSON.parse(body), (request) => recover(this.parts, who, request))
      case 'GET /api/sync/pull':
        return parsed(PullQuery, Object.fromEntries(searchParams), (query) => pull(this.parts, who, query))
      case 'GET /api/sync/snapshot':
        return parsed(SnapshotQuery, Object.fromEntries(searchParams), (query) => snapshotOf(this.parts, who, query))
      case 'GET /api/sync/part':
        return parsed(PartQuery, Object.fromEntries(searchParams), async (query) => {
          const outcome = await partOf(this.parts, who, query)
          return isRefused(outcome) ? outcome : { page: gunzipSync(outcome.packed).toString() }
        })
      default:
        return refuse('not-found', pathname)
    }
  }

  /** Everybody who carries something here may. */
  async #takeIn({ device, batch }: TakeInRequest): Promise<object> {
    const known = await this.parts.directory.device(device)
    const { publicKey, users } = this.town.devices.get(device) ?? {}
    const [user] = users ?? []
    if (!known || !publicKey || !user) return refuse('chain-broken', 'not ours')
    const open = (key: string, n: number, sealed: Buffer) => plainText(logPlace(n), key, sealed)
    const carried = { device, publicKey, user, acked: known.acked, shutOut: false, open }
    return takeCarried(this.parts, { administrator: true, grants: [] }, carried, batch)
  }

  #partsFor(request: PushEnvelope): SyncParts {
    const { without, parts } = this
    const typed = without ? PushRequest.safeParse(request).data : undefined
    return without && typed ? { ...parts, changes: without(parts.changes, typed) } : parts
  }

  /** Packs a stream for devices that begin, as the server does behind its answers. */
  pack = (stream: StreamId): Promise<void> => makeSnapshot(this.parts, stream)

  #refresh({ refreshToken, device }: z.output<typeof RefreshRequest>): RefreshAnswer | Refused {
    const [id, turn] = refreshToken.split('.').map(Number)
    const session = this.town.sessions[id ?? -1]
    if (!session || turn === undefined || session.device !== device) return refuse('signed-out', 'Sign in again.')
    // As the server's own: the token before the current one is traded for the same again.
    if (turn !== session.refresh && turn !== session.refresh - 1) return refuse('signed-out', 'Sign in again.')
    session.refresh = turn + 1
    session.access = this.time.now
    return this.tokens(id ?? 0, session)
  }

  tokens(id: number, { access, refresh }: Session): RefreshAnswer {
    const accessUntil = new Date(this.clock().getTime() + this.town.accessFor).toISOString()
    return { accessToken: `${id}.${access}`, accessUntil, refreshToken: `${id}.${refresh}` }
  }

  #whoCalls(authorization: string): SignedIn | Refused {
    const [id, from] = authorization.replace('Bearer ', '').split('.', 2)
    const session = this.town.sessions[Number(id)]
    const began = Number(authorization.slice(authorization.indexOf('.') + 1))
    if (!session || from === undefined || this.time.now - began > this.town.accessFor)
      return refuse('signed-out', 'Sign in again.')
    const person = this.town.people.get(session.user)
    const device = this.town.devices.get(session.device)
    if (!person || !device) return refuse('signed-out', 'Sign in again.')
    return {
      session: String(id),
      user: session.user,
      userName: session.user,
      name: session.user,
      device: session.device,
      deviceKey: device.publicKey,
      grantVersion: person.grantVersion,
      administrator: false,
      grants: inForce(person.grants, this.clock()),
    }
  }
}

/** The servers' key: always the same, as answers are altered in places that chance chose. */
const key = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]),
  ...{ format: 'der', type: 'pkcs8' },
})
const publicKey = createPublicKey(key)
export const endSeal: EndSeal = {
  sign: (text) => sign(null, Buffer.from(text), key).toString('base64url'),
  holds: (text, signature) => {
    const bytes = Buffer.from(signature, 'base64url')
    return bytes.length === 64 && verify(null, Buffer.from(text), publicKey, bytes)
  },
}

type Schema<T> = { safeParse(value: unknown): { success: true; data: T } | { success: false } }

/** As the routes do it: what the schema does not accept never reaches a handler. */
const parsed = async <T>(schema: Schema<T>, value: unknown, handle: (value: T) => Promise<object>): Promise<object> => {
  const read = schema.safeParse(value)
  return read.success ? handle(read.data) : refuse('bad-request', 'The request cannot be read.')
}

function directoryOf(town: Town, disk: LogDisk, turn: () => Promise<void>): Directory {
  return {
    async authors(device, named) {
      await turn()
      const here = town.devices.get(device)?.users ?? new Set()
      return new Map(named.flatMap((user) => (here.has(user) ? [[user, town.people.get(user)?.grants ?? []]] : [])))
    },
    signatureKeys: async () => new Map(),
    study: async (id) => (id === VERSION ? compiled : undefined),
    studyAt: async () => compiled,
    approvals: async () =>
      town.sites.map((site) => ({
        ...{ study: STUDY, site, version: VERSION, on: '2020-01-01', recordedAt: '2020-01-01T00:00:00Z' },
      })),
    async places(grants) {
      await turn()
      return town.placesFor(grants)
    },
    async device(id) {
      await turn()
      return disk.state.devices.get(id)
    },
    setClockSkew: async () => undefined,
    safeThrough: async () => 0,
    async epoch() {
      await turn()
      return town.epoch
    },
    async told(who) {
      const keys = [{ keyId: `sign-${who.user}`, user: SYSTEM_USER, publicKey: 'AAAA' }]
      return { sites: [], versions: [], published: [], leases: [], people: [], keys, references: [] }
    },
    lockedOut: async () => undefined,
    purging: async () => ({}),
    keysOn: async () => undefined,
    async note(_, kind) {
      disk.notes.push(kind)
    },
  }
}
