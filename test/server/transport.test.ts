import { once } from 'node:events'
import { chown, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ConnectionOptions, connect } from 'node:tls'
import type pg from 'pg'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { buildApp } from '../../server/app'
import { startServer } from '../../server/start'
import { unfitLink } from '../../server/store/link'
import { selfSigned } from '../support/certificate'
import { type TestServer, as, freshDatabase, startTestServer } from '../support/server'

let database: Awaited<ReturnType<typeof freshDatabase>>
let folder: string
let files: { readonly cert: string; readonly key: string }
const own = selfSigned()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tracer-tls-'))
  files = await written('own', own)
  // Keeps the database program running from one test to the next.
  database = await freshDatabase()
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})
afterEach(() => vi.unstubAllEnvs())

async function written(name: string, pair: ReturnType<typeof selfSigned>) {
  const paths = { cert: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) }
  await writeFile(paths.cert, pair.cert)
  await writeFile(paths.key, pair.key, { mode: 0o600 })
  return paths
}

/** Which TLS was spoken, or the code with which the server refused it. */
async function spoken(server: TestServer, options: ConnectionOptions): Promise<string | null> {
  const { hostname: host, port } = new URL(server.address)
  const socket = connect({ host, port: Number(port), ca: own.cert, ...options })
  try {
    await once(socket, 'secureConnect')
    return `${socket.getProtocol()} ${socket.getCipher().name}`
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : null
  } finally {
    socket.destroy()
  }
}

/** What it answers over TLS to a caller who trusts its certificate. */
async function asked(url: string) {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { ca: own.cert, agent: false }, resolve).on('error', reject).end()
  })
  answer.resume()
  return { status: answer.statusCode, headers: answer.headers }
}

test('with a certificate of its own the server speaks TLS 1.2 and 1.3 with good ciphers, and nothing else (ASVS-12.x)', async () => {
  const server = await startTestServer({ tls: files, host: '0.0.0.0' })
  expect(server.address).toMatch(/^https:/)
  const only = (version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3', ciphers = 'DEFAULT@SECLEVEL=0') =>
    spoken(server, { minVersion: version, maxVersion: version, ciphers, host: '127.0.0.1' })
  expect(await only('TLSv1.3')).toMatch(/^TLSv1\.3 TLS_/)
  expect(await only('TLSv1.2')).toMatch(/^TLSv1\.2 ECDHE-ECDSA-.*(GCM|POLY1305)/)
  expect(await only('TLSv1.1')).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION')
  // An older way of TLS 1.2, that this certificate would do for.
  expect(await only('TLSv1.2', 'ECDHE-ECDSA-AES128-SHA256')).toMatch(/HANDSHAKE_FAILURE/)

  const { port } = new URL(server.address)
  const plain = `http://127.0.0.1:${port}/api/live`
  await expect(fetch(plain, { redirect: 'manual' }), 'no redirect either: the line is cut').rejects.toThrow()

  const { status, headers } = await asked(`https://127.0.0.1:${port}/api/health`)
  expect([status, headers['strict-transport-security']], 'a year').toEqual([200, 'max-age=31536000'])
  await server.stop()
})

test('it does not start where others would reach it without TLS, or with files that are no certificate (ASVS-12.x)', async () => {
  const other = await written('other', selfSigned())
  const start = (options: object) => startServer({ dataDir: join(folder, 'none'), ...options })
  await expect(start({ host: '0.0.0.0' })).rejects.toThrow(
    /^on 0\.0\.0\.0 it would be reached without TLS: set TRACER_TLS_CERT .* or TRACER_PROXIES/,
  )
  await expect(start({ tls: { ...files, key: other.key } })).rejects.toThrow(/no certificate and its key/)
  await expect(start({ tls: { ...files, cert: join(folder, 'absent') } })).rejects.toThrow(/TRACER_TLS_CERT: .* read/)
})

test('behind a proxy it answers only what came to the proxy by HTTPS, and sends nobody on (ASVS-12.x)', async () => {
  const server = await startTestServer()
  const app = await buildApp(server.context, { proxies: '192.0.2.10', behindProxy: true })
  const call = async (remoteAddress: string, proto?: string, url = '/api/openapi.json') => {
    const headers = proto === undefined ? {} : { 'x-forwarded-proto': proto }
    const answer = await app.inject({ url, remoteAddress, headers })
    expect(answer.headers['location']).toBeUndefined()
    return answer.statusCode
  }
  expect(await call('192.0.2.10', 'https')).toBe(200)
  expect(await call('192.0.2.10', 'http'), 'the proxy took it in the clear').toBe(503)
  expect(await call('192.0.2.10'), 'the proxy does not say').toBe(503)
  expect(await call('192.0.2.66', 'https'), 'no proxy of ours').toBe(503)
  expect(await call('192.0.2.66', 'https', '/'), 'pages no less than calls').toBe(503)
  expect(await call('192.0.2.66', undefined, '/api/live'), 'a balancer that looks whether it lives').toBe(200)
  expect(await call('127.0.0.1'), 'who calls on this machine').toBe(200)
  await app.close()
  await server.stop()
})

test('a database on another machine is worked with only where its certificate is looked at (ASVS-12.x)', () => {
  const other = (query = '') => unfitLink('DATABASE_URL', `postgres://app:a-secret@db.example:5432/tracer${query}`)
  expect(other()).toMatch(/^DATABASE_URL leads to db\.example without proof .* sslmode=verify-full/)
  expect(other()).not.toContain('a-secret')
  for (const query of [
    ...['?sslmode=disable', '?sslmode=no-verify', '?ssl=true', '?ssl=no-verify', '?sslmode=require'],
    ...['?sslmode=verify-ca', '?sslmode=require&uselibpqcompat=true', '?sslmode=verify-full&sslmode=disable'],
    '?host=10.0.0.9&sslmode=prefer',
  ])
    expect(other(query), query).toBeDefined()
  expect(other('?sslmode=verify-full')).toBeUndefined()
  expect(other(`?sslmode=verify-full&sslrootcert=${files.cert}`)).toBeUndefined()

  for (const here of ['127.0.0.1', 'localhost', '[::1]', '127.0.0.2'])
    expect(unfitLink('DATABASE_URL', `postgres://app:a-secret@${here}:5432/tracer`), here).toBeUndefined()
  expect(unfitLink('DATABASE_URL', 'postgres://app@/tracer?host=/var/run/postgresql')).toBeUndefined()
  const elsewhere = 'postgres://app:a-secret@127.0.0.1:5432/tracer?host=db.example'
  expect(unfitLink('DATABASE_URL', elsewhere), 'what counts is where it leads').toMatch(/db\.example/)
})

test('a start says which address is not proved, and in the log that it was accepted (ASVS-12.x)', async () => {
  const databaseUrl = 'postgres://app:a-secret@192.0.2.1:5432/tracer?sslmode=verify-full'
  const adminUrl = 'postgres://owner:a-secret@192.0.2.1:5432/tracer'
  const said: string[] = []
  const log = pino({ base: null }, { write: (line: string) => said.push(line) })
  const start = (options: object) =>
    // Broken off before it calls anybody.
    startServer({ dataDir: join(folder, 'away'), databaseUrl, adminUrl, log, signal: AbortSignal.abort(), ...options })
  await expect(start({})).rejects.toThrow(/^DATABASE_ADMIN_URL leads to 192\.0\.2\.1/)
  expect(said).toEqual([])
  await expect(start({ unverifiedDatabase: true })).rejects.toThrow(/abort/)
  expect(said.join()).toMatch(/TRACER_DATABASE_UNVERIFIED.*DATABASE_ADMIN_URL/)
  expect(said.join()).not.toContain('a-secret')

  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
  await expect(start({ adminUrl: databaseUrl })).rejects.toThrow(/NODE_TLS_REJECT_UNAUTHORIZED/)
})

test('where the address asks for TLS the server speaks it to a real PostgreSQL, or does not start (ASVS-12.x)', async () => {
  const start = (query: string) =>
    startServer({ dataDir: join(folder, 'data'), databaseUrl: `${database.url}?sslmode=verify-full${query}` })
  const verified = (ca: string) => start(`&sslrootcert=${ca}`)
  await expect(verified(files.cert), 'a database without TLS').rejects.toThrow(/does not support SSL/)

  await as(database.url, speakTls)
  const server = await verified(files.cert)
  const { rows } = await server.context.store.pool.query<{ ssl: boolean; version: string }>(
    'SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
  )
  expect(rows).toEqual([{ ssl: true, version: 'TLSv1.3' }])
  await server.stop()

  const stranger = await written('stranger', selfSigned())
  await expect(verified(stranger.cert), 'somebody else answers').rejects.toThrow(/self-signed certificate/)
  await expect(start(''), 'nobody vouches for it').rejects.toThrow(/self-signed certificate/)
})

/** The certificate lies among the database's own files: it takes a key only of the user it runs as. */
async function speakTls(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`)
  const cluster = rows[0]?.folder ?? ''
  const { uid, gid } = await stat(cluster)
  for (const [name, text] of Object.entries({ 'server.crt': own.cert, 'server.key': own.key })) {
    await writeFile(join(cluster, name), text, { mode: 0o600 })
    await chown(join(cluster, name), uid, gid)
  }
  await admin.query('ALTER SYSTEM SET ssl = on')
  await admin.query('SELECT pg_reload_conf()')
  const isOn = async () => (await admin.query<{ ssl: string }>('SHOW ssl')).rows[0]?.ssl
  await vi.waitFor(async () => expect(await isOn()).toBe('on'), { timeout: 20_000, interval: 50 })
}

test('a line on which somebody says that there is no TLS gets no password (ASVS-12.x)', async () => {
  const heard: Buffer[] = []
  const between = createServer((socket) => {
    socket.on('data', (bytes) => {
      heard.push(bytes)
      socket.write('N')
    })
    socket.on('error', () => {})
  }).listen(0, '127.0.0.1')
  await once(between, 'listening')
  const address = between.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const databaseUrl = `postgres://app:a-secret@127.0.0.1:${port}/tracer?sslmode=verify-full`
  await expect(startServer({ dataDir: join(folder, 'between'), databaseUrl })).rejects.toThrow(/SSL/)
  expect(Buffer.concat(heard), 'asked for TLS and said no more').toHaveLength(8)
  between.close()
})
