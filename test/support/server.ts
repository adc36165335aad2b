import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeJwt } from 'jose'
import pg from 'pg'
import { z } from 'zod'
import { SiteId, type StudyId, type StudyVersionId, type UserId } from '#shared/ids'
import { Role } from '#shared/roles'
import type { StudyVersion } from '#shared/study/definition'
import { type Call, Device } from '../../server/demo/device'
import { addGrant, addPerson, addSite, endGrants } from '../../server/people'
import { type RunningServer, type ServerOptions, startServer } from '../../server/start'
import { type Embedded, startEmbedded } from '../../server/store/embedded'
import { SoundVersion } from '../../server/study/sound'
import { storeVersion } from '../../server/study/versions'

export const PASSWORD = 'quiet-harbour-lantern'

export interface TestServer extends RunningServer {
  /** For the role that owns everything: what no app may do. */
  readonly adminUrl: string
  readonly dataDir: string
  call: Call
  /** A new device that speaks to this server. */
  device(): Device
  /** Makes a version known, with these sites running it. */
  addStudy(version: StudyVersion, sites: readonly string[]): Promise<StudyVersionId>
  /** A person who signs in with `PASSWORD`. Grants are `role@site`. */
  addPerson(userName: string, study: StudyId, ...grants: readonly `${Role}@${string}`[]): Promise<UserId>
  addGrant(user: UserId, study: StudyId, grant: `${Role}@${string}`): Promise<void>
  endGrants(user: UserId): Promise<void>
}

/**
 * The real server on a real PostgreSQL, on free ports. Servers of one test file share the database program, each with a
 * database of its own; it is not synced to disk, as a test outlives no power cut.
 */
export async function startTestServer(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tracer-test-'))
  const database = await freshDatabase()
  const server = await startServer({
    dataDir,
    databaseUrl: database.url,
    authPerMinute: 10_000,
    rates: { exchange: 1_000_000, reading: 1_000_000, office: 1_000_000, exports: 1_000_000 },
    secondFactor: 'if-enrolled',
    exportThread: new URL('../../out/server/export-thread.js', import.meta.url),
    ...options,
  })
  const { context, address } = server
  const grant = (user: UserId, study: StudyId, text: `${Role}@${string}`) => {
    const [role, site] = split(text)
    return addGrant(context, user, { study, role, site: site === '*' ? '*' : SiteId.parse(site) })
  }
  return {
    ...server,
    dataDir,
    adminUrl: database.url,
    call: callTo(address),
    device: () => new Device(callTo(address)),
    async addStudy(version, sites) {
      const ids = sites.map((site) => SiteId.parse(site))
      for (const id of ids) await addSite(context, version.study.id, id, `Site ${id}`)
      const sound = SoundVersion.sure(version)
      return context.store.db.transaction((tx) => storeVersion(tx, { sound, sites: ids, at: context.now() }))
    },
    async addPerson(userName, study, ...grants) {
      const user = await addPerson(context, { userName, name: `Name of ${userName}`, password: PASSWORD })
      for (const each of grants) await grant(user, study, each)
      return user
    },
    addGrant: grant,
    endGrants: (user) => endGrants(context, user),
    async stop() {
      await server.stop()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function split(grant: `${Role}@${string}`): [Role, string] {
  const at = grant.indexOf('@')
  return [Role.parse(grant.slice(0, at)), grant.slice(at + 1)]
}

/** Calls by HTTP, as a device does: JSON in, JSON out, the token in its header. */
export const callTo =
  (address: string): Call =>
  async (method, path, body, token) => {
    const response = await fetch(address + path, {
      method,
      headers: {
        ...(body && { 'content-type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: body instanceof Uint8Array ? Uint8Array.from(body) : JSON.stringify(body) }),
    })
    const text = await response.text()
    const json = response.headers.get('content-type')?.startsWith('application/json') === true
    return { status: response.status, body: json ? JSON.parse(text) : text || undefined }
  }

/** The session that an access token is of. */
export const sessionOf = ({ token }: { readonly token: string }): { readonly session: string } => ({
  session: z.object({ sid: z.uuid() }).parse(decodeJwt(token)).sid,
})

let cluster: Promise<Embedded> | undefined
let clusterDir: string | undefined
let users = 0

/** A database of one's own in the file's cluster, which starts with the first and stops with the last. */
export async function freshDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  users++
  clusterDir ??= await mkdtemp(join(tmpdir(), 'tracer-cluster-'))
  cluster ??= startEmbedded(clusterDir, 'test', ['-c', 'fsync=off', '-c', 'full_page_writes=off'])
  const { adminUrl } = await cluster
  const name = `t_${randomUUID().replaceAll('-', '')}`
  await as(adminUrl, (admin) => admin.query(`CREATE DATABASE ${name}`))
  const url = new URL(adminUrl)
  url.pathname = name
  return {
    url: url.href,
    async drop() {
      await as(adminUrl, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
      if (--users > 0) return
      const [last, dir] = [cluster, clusterDir]
      cluster = clusterDir = undefined
      await (await last)?.stop()
      if (dir !== undefined) await rm(dir, { recursive: true, force: true })
    },
  }
}

/** One connection for as long as `work` takes. */
export async function as<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
