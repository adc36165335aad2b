import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { ItemPath } from '#shared/casebook/path'
import { type ExportJob, ExportJobs, type ExportWish } from '#shared/export/job'
import { Manifest } from '#shared/export/manifest'
import { SiteId, SubjectCode, SubjectKey, streamId } from '#shared/ids'
import { Refusal } from '#shared/protocol'
import { exportChunk } from '../../server/store/schema'
import { PASSWORD, type TestServer, as, freshDatabase, sessionOf, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'
import { unzip } from '../support/unzip'

/** Exports that somebody asks the server for, from the wish to the archive, on a real database and in real threads. */

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'tracer-exports-'))
const DAY = 24 * 3_600_000
let server: TestServer
let ahead = 0

const wish: ExportWish = { study: STUDY, format: 'odm', kind: 'transactional', profile: 'audit', language: 'en' }
const subjects = { A1: SubjectKey.parse(randomUUID()), B1: SubjectKey.parse(randomUUID()) }

async function fill(to: TestServer, perSite: number): Promise<void> {
  const version = await to.addStudy(smallStudy, ['A1', 'B1'])
  await to.addPerson('ana', STUDY, 'nurse@A1')
  await to.addPerson('ben', STUDY, 'nurse@B1')
  await to.addPerson('dora', STUDY, 'data-manager@*')
  await to.addPerson('mona', STUDY, 'monitor@A1')
  for (const [userName, at] of [
    ['ana', 'A1'],
    ['ben', 'B1'],
  ] as const) {
    // prettier-ignore
    const device = to.device()
    const by = await device.signIn(userName, PASSWORD, 'nurse')
    const site = SiteId.parse(at)
    const place = { by, study: STUDY, site, version, subject: subjects[at], at: '2026-03-02T09:00:00.000+01:00' }
    device.assert({ ...place, body: { kind: 'enrol', code: SubjectCode.parse(`${at}-001`) } })
    for (let n = 0; n < perSite; n++) {
      const path = ItemPath.parse(`LOG/AE:${randomUUID()}/EVENT/AETERM`)
      const entry = { state: 'value' as const, text: `${at} event ${n} ${'é"å, '.repeat(200)}`.trim() }
      device.assert({ ...place, body: { kind: 'value', items: [{ path, bases: [], entry }] } })
    }
    await device.push(by)
  }
}

beforeAll(async () => {
  server = await startTestServer({ exportSeconds: 0.2, now: () => new Date(Date.now() + ahead) })
  await fill(server, 30)
  writeFileSync(join(folder, 'dora.json'), JSON.stringify({ userName: 'dora', password: PASSWORD }))
})
afterEach(() => {
  ahead = 0
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

const signIn = async (userName: string, to = server) => (await to.device().signIn(userName, PASSWORD, 'nurse')).token

async function jobs(token: string, at = server): Promise<ExportJobs['jobs']> {
  return ExportJobs.parse((await at.call('GET', '/api/exports/jobs', undefined, token)).body).jobs
}

async function ask(token: string, asked: ExportWish, at = server): Promise<ExportJob> {
  const { status, body } = await at.call('POST', '/api/exports/jobs', asked, token)
  expect([status, body]).toEqual([200, expect.anything()])
  const [job] = ExportJobs.parse(body).jobs
  if (!job) throw new Error('nothing was asked for')
  return job
}

/** The job once it is in that state, or has ended in another. */
async function until(token: string, id: string, state: ExportJob['state'], at = server) {
  const found = await vi.waitFor(
    async () => {
      const job = (await jobs(token, at)).find((one) => one.id === id)
      if (!job || ((job.state === 'queued' || job.state === 'running') && job.state !== state))
        throw new Error('not yet')
      return job
    },
    { timeout: 120_000, interval: 100 },
  )
  expect(found).toMatchObject({ state })
  return found
}

const fetched = async (token: string, id: string, at = server) =>
  fetch(`${at.address}/api/exports/jobs/${id}/archive`, { headers: { authorization: `Bearer ${token}` } })

async function contentOf(token: string, id: string, at = server): Promise<Buffer> {
  const answer = await fetched(token, id, at)
  expect(answer.status).toBe(200)
  return Buffer.from(await answer.arrayBuffer())
}

const cancel = (token: string, id: string) => server.call('POST', `/api/exports/jobs/${id}/cancel`, {}, token)

/** What the tables hold, for the role that owns everything; and what lies on disk. */
async function left(at = server, url = at.adminUrl) {
  const { rows } = await as(url, (admin) =>
    admin.query<{ archives: string; chunks: string }>(
      'SELECT (SELECT count(*) FROM export_archive) AS archives, (SELECT count(*) FROM export_chunk) AS chunks',
    ),
  )
  const place = join(at.dataDir, 'exports')
  return { ...rows[0], files: existsSync(place) ? readdirSync(place) : [] }
}
const NOTHING = { archives: '0', chunks: '0', files: [] }

/** Everything a person has is removed. */
async function clear(token: string): Promise<void> {
  for (;;) {
    const [job] = await jobs(token)
    if (!job) break
    await cancel(token, job.id)
  }
  await vi.waitFor(async () => expect((await left()).files).toEqual([]), { timeout: 20_000 })
}

test.each([
  ['odm', 'audit'],
  ['csv', 'full'],
  ['complete', 'full'],
] as const)(
  '%s of a whole study is, byte for byte, what the command makes of the same instant (DATA-10)',
  async (format, profile) => {
    // prettier-ignore
    const dora = await signIn('dora')
    const asked = await ask(dora, { ...wish, format, profile })
    const job = await until(dora, asked.id, 'ready')
    if (job.state !== 'ready') return
    const archive = await contentOf(dora, job.id)
    expect(archive.length).toBe(job.file.bytes)
    expect(createHash('sha256').update(archive).digest('hex')).toBe(job.file.sha256)
    expect(job.progress).toMatchObject({ read: 62, made: 2, of: 2 })

    const out = `command-${format}`
    const given = [
      '--study',
      STUDY,
      '--as-of',
      asked.asked,
      '--format',
      format,
      '--kind',
      wish.kind,
      '--profile',
      profile,
    ]
    await promisify(execFile)(
      process.execPath,
      [
        'scripts/run.mjs',
        'out/cli/export.js',
        '--from',
        server.address,
        '--credentials',
        'dora.json',
        ...given,
        '--out',
        out,
      ],
      { cwd: root, env: { ...process.env, INIT_CWD: folder } },
    )
    const files = unzip(archive)
    const made = readdirSync(join(folder, out), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(join(folder, out).length + 1)
          .replaceAll('\\', '/'),
      )
    expect([...files.keys()].sort()).toEqual(made.sort())
    for (const [name, bytes] of files)
      expect([name, Buffer.compare(readFileSync(join(folder, out, name)), bytes)]).toEqual([name, 0])
    await clear(dora)
    expect(await left()).toEqual(NOTHING)
  },
)

test('who sees one site is given that site, of the participants they name, in their language', async () => {
  const mona = await signIn('mona')
  expect((await server.call('POST', '/api/exports/jobs', { ...wish, site: 'B1' }, mona)).status).toBe(403)
  const asked = await ask(mona, { ...wish, format: 'csv', profile: 'full', language: 'sv', subjects: [subjects.A1] })
  const job = await until(mona, asked.id, 'ready')
  const files = unzip(await contentOf(mona, job.id))
  const manifest = Manifest.parse(JSON.parse(Buffer.from(files.get('manifest.json') ?? []).toString()))
  expect(manifest).toMatchObject({ language: 'sv', exporter: { role: 'monitor' } })
  expect(manifest.participants).toEqual([{ site: 'A1', code: 'A1-001', status: 'draft' }])
  const other = await ask(mona, { ...wish, subjects: [subjects.B1] })
  expect(await until(mona, other.id, 'failed')).toMatchObject({ why: 'not-there' })
  await clear(mona)
})

test('nobody is named in what is de-identified, nor what was asked for', async () => {
  const dora = await signIn('dora')
  const asked = await ask(dora, { ...wish, format: 'csv', profile: 'deidentified' })
  const job = await until(dora, asked.id, 'ready')
  for (const [name, bytes] of unzip(await contentOf(dora, job.id))) {
    const text = Buffer.from(bytes).toString('utf8')
    for (const known of ['A1-001', subjects.A1, 'Name of ana'])
      expect([name, text.includes(known)]).toEqual([name, false])
  }
  await clear(dora)
})

/** While `work` goes on, no thread gets further than where it reads a table. */
const held = (url: string, table: string, work: (admin: pg.Client) => Promise<void>) =>
  as(url, async (admin) => {
    await admin.query('BEGIN')
    await admin.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`)
    await work(admin)
    await admin.query('ROLLBACK')
  })

test('each person has one on its way, and keeps the last few that have ended (ASVS-15.2.2, ASVS-2.4.1)', async () => {
  const [dora, mona] = [await signIn('dora'), await signIn('mona')]
  let first = ''
  await held(server.adminUrl, 'reference_load', async () => {
    first = (await ask(dora, wish)).id
    const again = await server.call('POST', '/api/exports/jobs', wish, dora)
    expect([again.status, Refusal.parse(again.body).code]).toEqual([409, 'outdated'])
    // Somebody else's is no hindrance, and nobody sees another's.
    expect((await cancel(mona, first)).status).toBe(404)
    expect(await jobs(mona)).toEqual([])
  })
  await until(dora, first, 'ready')
  expect((await fetched(mona, first)).status).toBe(404)
  for (let n = 0; n < 3; n++) await until(dora, (await ask(dora, { ...wish, format: 'csv' })).id, 'ready')
  expect((await jobs(dora)).map(({ wish: { format } }) => format)).toEqual(['csv', 'csv', 'csv'])
  await clear(dora)
})

test('cancelled, whether it waits or is being made, nothing of it is left (ASVS-15.2.2)', async () => {
  const dora = await signIn('dora')
  const { id } = await ask(dora, wish)
  await cancel(dora, id)
  expect(await jobs(dora)).toMatchObject([{ id, state: 'cancelled' }])
  await clear(dora)
  // Held while it reads: it is ended there, and goes when somebody looks next.
  await held(server.adminUrl, 'reference_load', async () => {
    const running = await ask(dora, wish)
    await until(dora, running.id, 'running')
    await cancel(dora, running.id)
    await vi.waitFor(async () => expect(await left()).toEqual(NOTHING), { timeout: 30_000 })
  })
  // Held while it keeps a piece: whoever cancels waits for that, and removes it.
  let cancelling: Promise<unknown> | undefined
  await as(server.adminUrl, async (admin) => {
    await admin.query('BEGIN')
    await admin.query('LOCK TABLE export_chunk IN EXCLUSIVE MODE')
    const running = await ask(dora, wish)
    await vi.waitFor(
      async () => {
        const { rows } = await admin.query('SELECT FROM pg_locks WHERE NOT granted')
        expect(rows.length).toBeGreaterThan(0)
      },
      { timeout: 60_000 },
    )
    cancelling = cancel(dora, running.id)
    await admin.query('ROLLBACK')
  })
  await cancelling
  await vi.waitFor(async () => expect(await left()).toEqual(NOTHING), { timeout: 30_000 })
  expect((await jobs(dora)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
  await clear(dora)
})

test.each([
  ['rows', { rows: 40 }],
  ['bytes', { megabytes: 0.02 }],
  ['time', { minutes: 0.000_01 }],
] as const)(
  'what comes to too much in %s is ended, and nothing of it is left (ASVS-15.2.2)',
  async (why, exportLimits) => {
    const small = await startTestServer({ exportSeconds: 0.2, exportLimits })
    await fill(small, 30)
    const dora = await signIn('dora', small)
    const { id } = await ask(dora, { ...wish, format: 'csv' }, small)
    expect(await until(dora, id, 'failed', small)).toMatchObject({ why })
    await vi.waitFor(async () => expect(await left(small)).toEqual(NOTHING), { timeout: 20_000 })
    await small.stop()
  },
)

test('a right that ended opens nothing any more: not what is ready, nor what was still to be made (P11-07, ASVS-8.2.x)', async () => {
  const device = server.device()
  const leaver = await server.addPerson('leaver', STUDY, 'monitor@A1', 'monitor@B1')
  const { token } = await device.signIn('leaver', PASSWORD, 'monitor')
  const { id } = await ask(token, wish)
  await until(token, id, 'ready')
  await server.endGrants(leaver)
  await server.addGrant(leaver, STUDY, 'monitor@A1')
  const refused = await fetched(token, id)
  expect([refused.status, Refusal.parse(await refused.json()).code]).toEqual([403, 'not-allowed'])
  // The database refuses as well, whatever the server believes of this person.
  const pieces = await server.context.store.within(
    { ...sessionOf({ token }), at: new Date() },
    ['A1', 'B1'].map((site) => streamId(STUDY, SiteId.parse(site), 'data')),
    (tx) => tx.select({ place: exportChunk.place }).from(exportChunk),
    'read',
  )
  expect(pieces).toEqual([])
  const again = await ask(token, wish)
  await server.endGrants(leaver)
  const ended = await vi.waitFor(async () => {
    const job = (await jobs(token)).find((one) => one.id === again.id)
    if (job?.state === 'queued' || job?.state === 'running') throw new Error('not yet')
    return job
  }, 60_000)
  // Made before the right ended or not: nobody is given anything of it.
  expect(['ready', 'failed']).toContain(ended?.state)
  expect([403, 404]).toContain((await fetched(token, again.id)).status)
  await clear(token)
})

test('after its hours nothing of it is left', async () => {
  const dora = await signIn('dora')
  const { id } = await ask(dora, wish)
  const job = await until(dora, id, 'ready')
  expect(Date.parse(job.state === 'ready' ? job.until : '') - Date.now()).toBeGreaterThan(23 * 3_600_000)
  ahead = DAY + 60_000
  await vi.waitFor(async () => expect(await left()).toEqual(NOTHING), { timeout: 20_000 })
  ahead = 0
  expect(await jobs(dora)).toEqual([])
})

test('of two servers on one database either makes it, and either gives it', async () => {
  const database = await freshDatabase()
  const shared = { databaseUrl: database.url, exportSeconds: 0.2, secret: 'one secret for two servers, long enough' }
  const first = await startTestServer({ ...shared, exportSeconds: 3_600 })
  const second = await startTestServer(shared)
  await fill(first, 5)
  const dora = await signIn('dora', first)
  const { id } = await ask(dora, wish, first)
  await until(dora, id, 'ready', first)
  const [here, there] = [await contentOf(dora, id, first), await contentOf(dora, id, second)]
  expect(here.equals(there)).toBe(true)
  expect(unzip(here).has('manifest.json')).toBe(true)
  await second.stop()
  await first.stop()
  await database.drop()
})

test('what a server was making when it ended is made by the next one; one that fell silent is not believed again', async () => {
  const database = await freshDatabase()
  const shared = { databaseUrl: database.url, exportSeconds: 0.2, secret: 'one secret for two servers, long enough' }
  const first = await startTestServer(shared)
  await fill(first, 5)
  const dora = await signIn('dora', first)
  const silent = (state: string) =>
    as(database.url, (admin) =>
      admin.query(
        `UPDATE export_job SET state = '${state}', tries = tries + 1, beat_at = now() - interval '2 minutes'`,
      ),
    )
  await held(database.url, 'reference_load', async (admin) => {
    const { id } = await ask(dora, wish, first)
    await until(dora, id, 'running', first)
    await first.stop()
    const { rows } = await admin.query('SELECT state FROM export_job')
    expect(rows).toEqual([{ state: 'queued' }])
  })
  // As a server leaves it that was cut off: being made, and nobody says so any more.
  await silent('running')
  const second = await startTestServer(shared)
  const [job] = await jobs(dora, second)
  if (!job) throw new Error('the job is gone')
  await until(dora, job.id, 'ready', second)
  await second.stop()
  await as(database.url, (admin) =>
    admin.query(
      `UPDATE export_job SET state = 'running', ended_at = NULL, tries = 3, beat_at = now() - interval '2 minutes'`,
    ),
  )
  const third = await startTestServer(shared)
  expect(await until(dora, job.id, 'failed', third)).toMatchObject({ why: 'interrupted' })
  expect(await left(third, database.url)).toMatchObject({ archives: '0', chunks: '0' })
  await third.stop()
  await database.drop()
})

test('who asked for what, and who fetched it, is in the security log; what lies in the database is sealed (GCP-02, ASVS-16.x)', async () => {
  const dora = await signIn('dora')
  const { id, asked } = await ask(dora, { ...wish, format: 'csv', profile: 'full' })
  await until(dora, id, 'ready')
  const archive = await contentOf(dora, id)
  const { rows } = await server.context.store.pool.query(
    `SELECT kind, detail FROM security_log WHERE kind IN ('exported', 'export-fetched') ORDER BY id DESC LIMIT 2`,
  )
  expect(rows).toEqual([
    { kind: 'export-fetched', detail: id },
    { kind: 'exported', detail: `${STUDY} * csv transactional full ${asked}` },
  ])
  const kept = await as(server.adminUrl, (admin) =>
    admin.query<{ content: Buffer }>('SELECT content FROM export_chunk'),
  )
  expect(kept.rows.length).toBeGreaterThan(0)
  for (const { content } of kept.rows) expect(content.includes(archive.subarray(0, 40))).toBe(false)
  await clear(dora)
})
