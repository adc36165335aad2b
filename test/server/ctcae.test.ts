import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sha256Hex } from '#shared/canonical-json'
import { readPublishedText } from '#shared/clinical/ctcae/published/read-table'
import { type PublishedTable, TABLE_LIMITS } from '#shared/clinical/ctcae/published/table'
import { ReferenceHistory, ReferenceLoaded, documentId } from '#shared/reference/reference'
import { foundation } from '../../server/migrations/0001-foundation'
import { startServer } from '../../server/start'
import { type Cells, madeUpRows, tsv } from '../support/made-up-ctcae'
import { PASSWORD, type TestServer, as, freshDatabase, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

const NOW = '2026-03-12T12:00:00.000Z'
let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ now: () => new Date(NOW) })
  await server.addStudy(smallStudy, ['A1'])
  await server.addPerson('ana', STUDY, 'nurse@A1')
  await server.addPerson('dora', STUDY, 'data-manager@*')
  await server.addPerson('rob', STUDY, 'administrator@*')
})
afterAll(() => server.stop())

function tableOf(rows: readonly Cells[]): PublishedTable {
  const reading = readPublishedText(tsv(rows))
  if (reading.kind !== 'read' || !reading.table) throw new Error('the made-up table is not whole')
  return reading.table
}
const table = tableOf(madeUpRows())
const revised = tableOf(madeUpRows().map((row) => ({ ...row, note: 'revised' })))
const id = documentId(table)

const load = (body: object, token: string) =>
  server.call('POST', '/api/references', { reference: { kind: 'ctcae', about: '5.0', document: body } }, token)
async function signedIn(userName: string, role: 'nurse' | 'data-manager' | 'administrator') {
  const device = server.device()
  const { token, user } = await device.signIn(userName, PASSWORD, role)
  return { token, user, hello: () => device.hello(token) }
}

const loadsInLog = () =>
  as(server.adminUrl, async (admin) => {
    const { rows } = await admin.query<{ user_id: string; detail: string }>(
      `SELECT user_id, detail FROM security_log WHERE kind = 'reference-loaded' ORDER BY id`,
    )
    return rows
  })

test('until somebody loads it no device hears of a table', async () => {
  const ana = await signedIn('ana', 'nurse')
  expect((await ana.hello()).references).toEqual([])
})

test('only an administrator loads the table', async () => {
  for (const [name, role] of [['ana', 'nurse'] as const, ['dora', 'data-manager'] as const])
    expect((await load(table, (await signedIn(name, role)).token)).status).toBe(403)
  expect(await loadsInLog()).toEqual([])
})

test('what is not the CTCAE 5.0 table, or too large, is refused whole', async () => {
  const { token } = await signedIn('rob', 'administrator')
  const [first, ...rest] = table.terms
  for (const body of [
    { ...table, terms: rest },
    { ...table, terms: [{ ...first, grades: {} }, ...rest] },
    { ...table, terms: [{ ...first, code: 'x' }, ...rest] },
    { ...table, format: 2 },
  ])
    expect((await load(body, token)).status).toBe(400)
  expect((await load({ ...table, more: 'x'.repeat(TABLE_LIMITS.text) }, token)).status).toBe(413)
  expect(await loadsInLog()).toEqual([])
})

test('an administrator loads it: every device hears of it, reads it by its name, and the log says who', async () => {
  const rob = await signedIn('rob', 'administrator')
  const loaded = { kind: 'ctcae', about: '5.0', document: id, loadedAt: NOW, loadedBy: 'Name of rob' }
  expect(ReferenceLoaded.parse((await load(table, rob.token)).body)).toEqual(loaded)

  const ana = await signedIn('ana', 'nurse')
  expect((await ana.hello()).references).toEqual([loaded])
  const answer = await fetch(`${server.address}/api/references/${id}`, {
    headers: { authorization: `Bearer ${ana.token}` },
  })
  const text = await answer.text()
  expect(JSON.parse(text)).toEqual(table)
  expect(sha256Hex(text)).toBe(id)
  expect(answer.headers.get('etag')).toBe(`"${id}"`)
  expect(answer.headers.get('cache-control')).toContain('immutable')
  expect(await loadsInLog()).toEqual([{ user_id: rob.user, detail: `ctcae 5.0 ${id}` }])
})

test('the same table again changes nothing; another one takes its place, and the old one stays', async () => {
  const rob = await signedIn('rob', 'administrator')
  await load(table, rob.token)
  expect(await loadsInLog()).toHaveLength(1)
  await load(revised, rob.token)
  expect((await rob.hello()).references).toMatchObject([{ document: documentId(revised) }])
  expect((await server.call('GET', `/api/references/${id}`, undefined, rob.token)).status).toBe(200)
  expect((await server.call('GET', `/api/references/${'0'.repeat(64)}`, undefined, rob.token)).status).toBe(404)
  // Back to the first: it is known already, that it is shown again is new.
  await load(table, rob.token)
  expect((await loadsInLog()).map(({ detail }) => detail.split(' ')[2])).toEqual([id, documentId(revised), id])
  const history = await server.call('GET', '/api/references?kind=ctcae&about=5.0', undefined, rob.token)
  const { loads } = ReferenceHistory.parse(history.body)
  expect(loads.map(({ document }) => document)).toEqual([id, documentId(revised), id])
})

test('not even the owner of the tables takes one back', async () => {
  await as(server.adminUrl, async (admin) => {
    for (const name of ['reference_load', 'reference_document'])
      await expect(admin.query(`DELETE FROM ${name}`)).rejects.toThrow(/append-only/)
  })
})

test('a database from before there were tables gets them, and keeps what it has', async () => {
  const database = await freshDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'tracer-test-'))
  const epoch = await as(database.url, async (admin) => {
    await admin.query(`CREATE TABLE migration (
      id integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`)
    await admin.query(foundation.sql)
    await admin.query('INSERT INTO migration (id, name) VALUES ($1, $2)', [foundation.id, foundation.name])
    const { rows } = await admin.query<{ value: string }>(`SELECT value FROM setting WHERE key = 'epoch'`)
    return rows[0]?.value
  })
  const running = await startServer({ dataDir, databaseUrl: database.url })
  const { rows } = await running.context.store.pool.query<{ value: string; loads: string }>(
    `SELECT value, (SELECT count(*) FROM reference_load) AS loads FROM setting WHERE key = 'epoch'`,
  )
  expect(rows).toEqual([{ value: epoch, loads: '0' }])
  await running.stop()
  await database.drop()
  await rm(dataDir, { recursive: true })
})
