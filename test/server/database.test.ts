import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SiteId, StreamId, SubjectCode, SubjectKey } from '#shared/ids'
import { Role, can } from '#shared/roles'
import { startServer } from '../../server/start'
import { migrate } from '../../server/store/migrate'
import { PASSWORD, type TestServer, as, freshDatabase, sessionOf, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

let server: TestServer
const A1 = StreamId.parse(`${STUDY}/A1/data`)
const B1 = StreamId.parse(`${STUDY}/B1/data`)

beforeAll(async () => {
  server = await startTestServer()
  const version = await server.addStudy(smallStudy, ['A1', 'B1'])
  await server.addPerson('ana', STUDY, 'nurse@A1', 'nurse@B1')
  const device = server.device()
  const ana = await device.signIn('ana', PASSWORD, 'nurse')
  for (const site of ['A1', 'B1'])
    device.assert({
      by: ana,
      at: '2026-03-12T10:00:00.000+01:00',
      study: STUDY,
      site: SiteId.parse(site),
      version,
      subject: SubjectKey.parse(randomUUID()),
      body: { kind: 'enrol', code: SubjectCode.parse(`${site}-001`) },
    })
  await device.push(ana)
})
afterAll(() => server.stop())

const REWRITES = [
  ...['change', 'change_p0', 'change_p3', 'change_identity', 'security_log', 'study_version'],
  ...['reference_document', 'reference_load'],
].flatMap((table) => [
  `DELETE FROM ${table}`,
  `TRUNCATE ${table} CASCADE`,
  table.startsWith('change') ? `UPDATE ${table} SET seq = seq` : `UPDATE ${table} SET id = id`,
])

test.each(REWRITES)('the app cannot: %s (P11-02)', async (statement) => {
  await expect(server.context.store.pool.query(statement)).rejects.toThrow(/permission denied/)
})

test('not even the owner of the tables rewrites the log (P11-02, GCP-03)', async () => {
  await as(server.adminUrl, async (admin) => {
    for (const table of ['change', 'change_identity', 'study_version', 'security_log']) {
      await expect(admin.query(`DELETE FROM ${table}`)).rejects.toThrow(/append-only/)
      await expect(admin.query(`TRUNCATE ${table} CASCADE`)).rejects.toThrow(/append-only/)
    }
    await expect(admin.query(`UPDATE change SET body = '{}'`)).rejects.toThrow(/append-only/)
    for (let part = 0; part < 8; part++)
      await expect(admin.query(`TRUNCATE change_p${part}`)).rejects.toThrow(/append-only/)
  })
})

/** The streams of the rows of each walled table that a transaction sees. */
async function seen(who: { readonly session: string }, at: Date, streams: readonly StreamId[], how: 'read' | 'write') {
  return server.context.store.within(
    { ...who, at },
    streams,
    async (tx) => {
      const found = new Set<string>()
      for (const table of ['change', 'stream', 'change_identity']) {
        const { rows } = await tx.execute<{ stream: string }>(sql`SELECT DISTINCT stream FROM ${sql.identifier(table)}`)
        found.add(
          rows
            .map(({ stream }) => stream)
            .sort()
            .join(' '),
        )
      }
      return [...found]
    },
    how,
  )
}

test('a transaction sees the streams it named and no others, whatever it asks (ASVS-8.4.1)', async () => {
  const { store } = server.context
  const ana = sessionOf(await server.device().signIn('ana', PASSWORD, 'nurse'))
  for (const [named, sees] of [
    [[A1], A1],
    [[], ''],
    [[A1, B1], `${A1} ${B1}`],
  ] as const)
    expect(await seen(ana, new Date(), named, 'read')).toEqual([sees])
  for (const table of ['change', 'stream', 'change_identity', 'allocation'])
    expect([table, (await store.pool.query(`SELECT FROM ${table}`)).rowCount]).toEqual([table, 0])
  await expect(
    store.within({ ...ana, at: new Date() }, [A1], (tx) =>
      tx.execute(sql`UPDATE stream SET stream = ${B1}, site_id = 'B1'`),
    ),
  ).rejects.toThrow()
})

test('whatever streams it names, a transaction sees those that the grants of its person and device lead to (ASVS-8.4.1)', async () => {
  const bob = await server.addPerson('bob', STUDY, 'nurse@B1')
  const cleo = await server.addPerson('cleo', STUDY, 'nurse@A1')
  await server.addPerson('root', STUDY, 'administrator@*')
  const ward = server.device()
  const b = sessionOf(await ward.signIn('bob', PASSWORD, 'nurse'))
  const root = sessionOf(await server.device().signIn('root', PASSWORD, 'administrator'))
  const look = async (who: { readonly session: string }, how: 'read' | 'write', at = new Date()) =>
    (await seen(who, at, [A1, B1], how)).join()

  const before = new Date(Date.now() - 86_400_000)
  expect([await look(b, 'read'), await look(b, 'write'), await look(b, 'read', before)]).toEqual([B1, B1, ''])
  expect([await look(root, 'read'), await look(root, 'write')]).toEqual(['', ''])
  expect(await look({ session: randomUUID() }, 'write')).toBe('')
  // A colleague on the same device: their changes travel by whoever pushes, and are not shown to them.
  const c = sessionOf(await ward.signIn('cleo', PASSWORD, 'nurse'))
  expect([await look(b, 'read'), await look(c, 'read'), await look(b, 'write')]).toEqual([B1, A1, `${A1} ${B1}`])
  // What was written under a role that ended since still has its place; nothing is read by it any more.
  await server.endGrants(bob)
  await server.endGrants(cleo)
  const later = new Date(Date.now() + 1_000)
  expect([await look(b, 'read', later), await look(b, 'write', later)]).toEqual(['', `${A1} ${B1}`])
})

test('what would unblind is shown to nobody, by whatever grant and whatever is named (GCP-19)', async () => {
  const A1_BLIND = StreamId.parse(`${STUDY}/A1/blind`)
  await as(server.adminUrl, (admin) =>
    admin.query(
      `INSERT INTO stream (stream, study_id, site_id, class, chain) VALUES ($1, $2, 'A1', 'blind', repeat('0', 64))`,
      [A1_BLIND, STUDY],
    ),
  )
  const desk = server.device()
  for (const [role, site] of [
    ['nurse', 'A1'],
    ['investigator', 'A1'],
    ['monitor', '*'],
    ['data-manager', '*'],
  ] as const) {
    await server.addPerson(`blinded.${role}`, STUDY, `${role}@${site}`)
    const blinded = sessionOf(await desk.signIn(`blinded.${role}`, PASSWORD, role))
    for (const how of ['read', 'write'] as const) {
      expect([role, how, ...(await seen(blinded, new Date(), [A1_BLIND], how))]).toEqual([role, how, ''])
      expect([role, how, ...(await seen(blinded, new Date(), [A1, A1_BLIND], how))]).toEqual([role, how, A1])
    }
  }
})

test('the roles that read in the database are those that read in the app', async () => {
  const { rows } = await as(server.adminUrl, (admin) =>
    admin.query<{ role: string }>('SELECT unnest(reading_roles()) AS role'),
  )
  expect(rows.map(({ role }) => role).sort()).toEqual(Role.options.filter((role) => can(role, 'read-casebook')).sort())
})

test('the stored text is what the hash is of, and the chain follows from it', async () => {
  const { rows } = await as(server.adminUrl, (admin) =>
    admin.query<{ holds: boolean }>(
      `SELECT bool_and(hash = encode(sha256(convert_to(body, 'UTF8')), 'hex')) AS holds FROM change`,
    ),
  )
  expect(rows[0]?.holds).toBe(true)
})

test('migrating again changes nothing; a newer database than the server is refused', async () => {
  await as(server.adminUrl, async (admin) => {
    await migrate(admin)
    await admin.query(`INSERT INTO migration (id, name) VALUES (999, 'from the future')`)
    await expect(migrate(admin)).rejects.toThrow(/update the server/)
    await admin.query('DELETE FROM migration WHERE id = 999')
  })
})

test('a server whose database role could rewrite the log does not start, and says why (P11-02, GCP-03, ASVS-8.4.1)', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tracer-test-'))
  const [database, other] = [await freshDatabase(), await freshDatabase()]
  const [app, owner] = ['app', 'owner'].map((who) => {
    const url = new URL(database.url)
    url.username = `${dbName(database.url)}_${who}`
    url.password = 'x'
    return url
  })
  if (!app || !owner) throw new Error('two roles')
  const start = (databaseUrl: string, adminUrl: string) => startServer({ dataDir, databaseUrl, adminUrl })
  // The role that owns everything in the place of the app's.
  await expect(start(database.url, database.url)).rejects.toThrow(/not safe: it is a superuser; .*it owns tables/)
  await as(database.url, async (admin) => {
    await admin.query(`CREATE ROLE "${app.username}" LOGIN PASSWORD 'x'`)
    await admin.query(`CREATE ROLE "${owner.username}" LOGIN PASSWORD 'x'`)
    await admin.query(`DROP SCHEMA IF EXISTS jobs CASCADE`)
    await admin.query(`DROP SCHEMA public CASCADE`)
    // The queue has a schema of its own, which the owner makes.
    await admin.query(`GRANT CREATE ON DATABASE "${dbName(database.url)}" TO "${owner.username}"`)
    await admin.query(`CREATE SCHEMA public AUTHORIZATION "${owner.username}"`)
  })
  await expect(start(owner.href, owner.href)).rejects.toThrow(/not safe: it owns tables/)
  // That cost the owner nothing.
  const running = await start(app.href, owner.href)
  await running.stop()
  const elsewhere = new URL(app.href)
  elsewhere.pathname = dbName(other.url)
  await expect(start(elsewhere.href, owner.href)).rejects.toThrow(/lead to different databases/)
  await as(database.url, (admin) => admin.query(`ALTER ROLE "${app.username}" BYPASSRLS`))
  await expect(start(app.href, owner.href)).rejects.toThrow(/not safe: it bypasses row-level security$/)
  await database.drop()
  await other.drop()
  await rm(dataDir, { recursive: true })
})

test.each([
  [
    'ALTER TABLE change DISABLE TRIGGER no_rewriting',
    'ALTER TABLE change ENABLE TRIGGER no_rewriting',
    'change, change_p0',
  ],
  [
    'ALTER TABLE security_log DISABLE TRIGGER no_truncate',
    'ALTER TABLE security_log ENABLE TRIGGER no_truncate',
    'security_log',
  ],
])('a server whose log is unguarded by %s does not start (GCP-03)', async (takenAway, putBack, tables) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tracer-test-'))
  const database = await freshDatabase()
  const options = { dataDir, databaseUrl: database.url }
  await (await startServer(options)).stop()
  await as(database.url, (admin) => admin.query(takenAway))
  await expect(startServer(options)).rejects.toThrow(`the log could be rewritten, its guard is gone from ${tables}`)
  await as(database.url, (admin) => admin.query(putBack))
  await (await startServer(options)).stop()
  await database.drop()
  await rm(dataDir, { recursive: true })
})

test('another secret than the one the database was made with is found at start', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tracer-test-'))
  const database = await freshDatabase()
  const options = { dataDir, databaseUrl: database.url }
  await (await startServer({ ...options, secret: 'one' })).stop()
  await expect(startServer({ ...options, secret: 'another' })).rejects.toThrow(/secret/)
  await database.drop()
  await rm(dataDir, { recursive: true })
})

test('a demonstration neither moves into a database with people in it nor empties it', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tracer-test-'))
  const options = { dataDir, databaseUrl: server.adminUrl, demo: true }
  for (const fresh of [false, true])
    await expect(startServer({ ...options, fresh })).rejects.toThrow(/not a demonstration/)
  await rm(dataDir, { recursive: true })
})

const dbName = (url: string) => new URL(url).pathname.slice(1)

// Made and started four times, each waiting for the disk, which others may keep busy.
test('the database comes back after every way of stopping', { timeout: 180_000 }, async () => {
  const { startEmbedded } = await import('../../server/store/embedded')
  const folder = await mkdtemp(join(tmpdir(), 'tracer-test-'))
  let database = await startEmbedded(join(folder, 'pg'), 'pw')
  await as(database.adminUrl, (admin) => admin.query('CREATE TABLE kept AS SELECT 1 AS one'))
  await database.stop()

  database = await startEmbedded(join(folder, 'pg'), 'pw')
  // Killed together with its server, which could not say goodbye: its mark stays behind.
  await as(database.adminUrl, async (admin) => {
    admin.on('error', () => undefined)
    const { rows } = await admin.query<{ pid: string }>(
      `SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1) AS pid`,
    )
    process.kill(Number(rows[0]?.pid), 'SIGKILL')
    await new Promise((resolve) => admin.once('end', resolve))
  })
  database = await startEmbedded(join(folder, 'pg'), 'pw')
  expect((await as(database.adminUrl, (admin) => admin.query('SELECT one FROM kept'))).rowCount).toBe(1)

  // While a server lives its database is left alone, however idle. Killed, it leaves it running: the next one takes over.
  await expect(startEmbedded(join(folder, 'pg'), 'pw')).rejects.toThrow(/another server is using/)
  await as(database.adminUrl, (admin) =>
    admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tracer-server'`),
  )
  const next = await startEmbedded(join(folder, 'pg'), 'pw')
  expect((await as(next.adminUrl, (admin) => admin.query('SELECT one FROM kept'))).rowCount).toBe(1)
  await next.stop()
  await rm(folder, { recursive: true })
})
