import { randomUUID } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { canonicalJson } from '#shared/canonical-json'
import { GENESIS, streamLink } from '#shared/change/chain'
import { ExportJobs } from '#shared/export/job'
import { streamEndText } from '#shared/recovery'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { FormPath, ItemPath } from '#shared/casebook/path'
import { Change, ChangeBody, Receipt, RedactionPlace, refOf } from '#shared/change/change'
import { type ChangeRef, SiteId, StreamId, type StudyVersionId, SubjectKey } from '#shared/ids'
import { blackedOut, targetOf } from '#shared/redaction/black-out'
import { placesOf } from '#shared/redaction/words-at'
import type { Author, Device } from '../../server/demo/device'
import { PACKING } from '../../server/sync/packing'
import { makeSnapshot } from '../../server/sync/snapshot'
import { postgresDirectory } from '../../server/sync/directory'
import { postgresLog } from '../../server/sync/postgres-log'
import { proveServer } from '../../server/cli/prove'
import { fromServer } from '../../server/cli/log-source'
import { PASSWORD, type TestServer, as, sessionOf, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'
import { unsentBatch } from '../support/unsent-batch'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Somebody types a name where none belongs. It is taken out of the one server there is in the only way there is, and
 * everything else stays what it was, to the byte.
 */

const NAME = 'Wilhelmina Achterberg'
const AE = 'LOG/AE:0198c0de-0000-7000-8000-000000000001'
const TERM = ItemPath.parse(`${AE}/EVENT/AETERM`)
const site = SiteId.parse('A1')
const A1 = StreamId.parse(`${STUDY}/A1/data`)
const at = '2026-03-12T10:00:00.000+01:00'

let server: TestServer
let version: StudyVersionId
let device: Device
let nurse: Author
let investigator: Author
let manager: Author
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tracer-redaction-'))
  server = await startTestServer()
  version = await server.addStudy(smallStudy, ['A1'])
  await server.addPerson('nora', STUDY, 'nurse@A1')
  await server.addPerson('ines', STUDY, 'investigator@A1')
  await server.addPerson('mona', STUDY, 'data-manager@A1')
  await server.addPerson('vera', STUDY, 'monitor@A1')
  device = server.device()
  nurse = await device.signIn('nora', PASSWORD, 'nurse')
  investigator = await device.signIn('ines', PASSWORD, 'investigator')
  manager = await device.signIn('mona', PASSWORD, 'data-manager')
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const says = (by: Author, subject: SubjectKey, body: object): Change =>
  device.assert({ by, at, study: STUDY, site, version, subject, body: ChangeBody.parse(body) })

const value = (text: string, bases: readonly ChangeRef[], reason: string) => ({
  kind: 'value',
  items: [{ path: `${AE}/EVENT/AETERM`, bases, entry: { state: 'value', text }, reason }],
})

/** A name in a value, in a reason and in a query, and the value put right. */
function slip(subject = SubjectKey.parse(randomUUID())) {
  const first = says(nurse, subject, value(`Nausea, ${NAME}`, [], `told by ${NAME}`))
  says(nurse, subject, value('Nausea', [refOf(first)], 'a name stood here'))
  const query = { query: randomUUID(), scope: AE, bases: [], move: 'open', text: `Is ${NAME} better?` }
  const asked = says(manager, subject, { kind: 'query', ...query })
  return { subject, slipped: [first, asked] as const }
}

const request = (slipped: readonly Change[]) => ({
  kind: 'redaction-request',
  targets: slipped.map((change) => targetOf(change, placesOf(change))),
  scopes: [AE],
  reason: 'a name',
})
const approval = (asked: Change) => ({
  ...{ kind: 'redaction-decision', request: refOf(asked), scopes: [AE] },
  ...{ decision: 'approve', reason: 'a name indeed' },
})

const Rows = z.array(z.record(z.string(), z.unknown()))

/** Every row of every table, but for what PostgreSQL keeps for itself; what is packed, unpacked. */
async function everything(): Promise<ReadonlyMap<string, readonly string[]>> {
  return as(server.adminUrl, async (admin) => {
    const { rows: tables } = await admin.query<{ name: string }>(
      `SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('public', 'jobs')`,
    )
    const found = new Map<string, readonly string[]>()
    for (const { name } of tables) {
      const { rows } = await admin.query(`SELECT * FROM ${name}`)
      found.set(name, Rows.parse(rows).map(textOf))
    }
    return found
  })
}
const textOf = (row: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(row, (_, cell: unknown) => cell) +
  (Buffer.isBuffer(row.packed) ? gunzipSync(row.packed).toString('utf8') : '')
const tablesWith = (all: ReadonlyMap<string, readonly string[]>, text: string) =>
  [...all].flatMap(([name, rows]) => (rows.some((row) => row.includes(text)) ? [name] : [])).sort()

/** The casebook that the log gives whoever reads it. */
async function casebookOf(subject: SubjectKey) {
  const rows = await as(server.adminUrl, (admin) =>
    admin.query('SELECT body, seq, committed_at, state, reason FROM change WHERE subject = $1 ORDER BY seq', [subject]),
  )
  const all = Rows.parse(rows.rows).map(({ body, seq, committed_at, state, reason }) => ({
    change: Change.parse(JSON.parse(String(body))),
    receipt: Receipt.parse({
      seq: Number(seq),
      committedAt: committed_at instanceof Date ? committed_at.toISOString() : '',
      state,
      ...(reason !== null && { reason }),
    }),
  }))
  return fold(all, emptyCasebook(subject))
}

async function pack(): Promise<void> {
  const { context } = server
  const sight = { ...sessionOf(nurse), at: context.now() }
  const parts = { directory: postgresDirectory(context, new Map()), packing: PACKING, now: context.now }
  await makeSnapshot({ ...parts, changes: postgresLog(context.store, sight) }, A1)
}

async function prove() {
  const credentials = join(folder, 'credentials.json')
  await writeFile(credentials, JSON.stringify({ userName: 'vera', password: PASSWORD }))
  return proveServer(await fromServer(server.address, credentials, STUDY))
}

test('one alone takes nothing out, whoever they are, nor do two of whom one wrote it (GCP-26)', async () => {
  const { subject, slipped } = slip()
  await device.push(nurse)
  await pack()
  const before = await everything()
  expect(tablesWith(before, NAME)).toEqual(expect.arrayContaining(['public.snapshot_part']))

  const asked = says(investigator, subject, request(slipped))
  const { receipts: first } = await device.push(investigator)
  expect(first).toMatchObject([{ receipt: { state: 'applied' } }])
  // One alone, whoever they are, takes nothing out.
  expect(tablesWith(await everything(), NAME)).toEqual(tablesWith(before, NAME))
  says(investigator, subject, approval(asked))
  expect((await device.push(investigator)).receipts).toMatchObject([
    { receipt: { state: 'held', reason: 'wrong-role' } },
  ])
  expect(tablesWith(await everything(), NAME)).toEqual(tablesWith(before, NAME))

  // The data manager wrote the query: what they approve has to be of others.
  says(manager, subject, approval(asked))
  expect((await device.push(manager)).receipts).toMatchObject([{ receipt: { state: 'held', reason: 'wrong-role' } }])
})

test('two people take a name out of every table, and every other byte stays and is proved (GCP-26, PRIV-06)', async () => {
  const { subject, slipped } = slip()
  const [first] = slipped
  await device.push(nurse)
  await pack()
  const before = await everything()
  const asked = says(investigator, subject, request([first]))
  says(manager, subject, approval(asked))
  expect((await device.push(manager)).receipts.map(({ receipt }) => receipt.state)).toEqual(['applied', 'applied'])

  const now = await everything()
  const left = blackedOut(first, placesOf(first))
  const rowsOf = (all: ReadonlyMap<string, readonly string[]>) =>
    [...all].filter(([name]) => /^public\.change(_p\d)?$/.test(name)).flatMap(([, rows]) => rows)
  const changed = rowsOf(before).filter((row) => !rowsOf(now).includes(row))
  const became = rowsOf(now).filter((row) => row.includes(`"n":"${first.n}"`) && row.includes(subject))
  expect(new Set(changed).size).toBe(1)
  expect(left && became.every((row) => row.includes(JSON.stringify(canonicalJson(left))))).toBe(true)
  expect([...now].flatMap(([, rows]) => rows.filter((row) => row.includes(`told by ${NAME}`) && row.includes(subject)))).toEqual([]) // prettier-ignore
  expect(tablesWith(now, `${refOf(first)} `)).toContain('public.security_log')

  const proof = await prove()
  expect(proof).toMatchObject({ holds: true, redactions: 1 })

  // Packed anew, and read by a device that begins: the mark, and never what stood there.
  await pack()
  const parts = (await everything()).get('public.snapshot_part') ?? []
  expect(parts.some((row) => row.includes(subject) && row.includes('[redacted]'))).toBe(true)
  expect(parts.some((row) => row.includes(subject) && row.includes(`told by ${NAME}`))).toBe(false)
})

test('what the server made of it before goes with it (GCP-26, PRIV-06)', async () => {
  const { subject, slipped } = slip()
  const [first] = slipped
  await device.push(nurse)
  const wish = { study: STUDY, format: 'csv', kind: 'snapshot', profile: 'full', language: 'en' }
  await server.call('POST', '/api/exports/jobs', wish, manager.token)
  const state = async () => {
    const { body } = await server.call('GET', '/api/exports/jobs', undefined, manager.token)
    return ExportJobs.parse(body).jobs[0]
  }
  await vi.waitFor(async () => expect(await state()).toMatchObject({ state: 'ready' }), { timeout: 50_000 })
  const asked = says(investigator, subject, request([first]))
  says(manager, subject, approval(asked))
  await device.push(manager)
  expect(await state()).toMatchObject({ state: 'failed', why: 'redacted' })
  expect((await everything()).get('public.export_chunk')).toEqual([])
}, 120_000)

test('nobody rewrites a change in another way, not even the owner, not even with the same word twice (GCP-26, GCP-03)', async () => {
  const { subject, slipped } = slip()
  const [first, query] = slipped
  await device.push(nurse)
  const refused = (statement: string, values: readonly unknown[]) =>
    as(server.adminUrl, (admin) =>
      expect(admin.query(statement, [...values])).rejects.toThrow(/append-only|in sight|permission/),
    )
  const update = 'UPDATE change SET body = $1 WHERE device = $2 AND n = $3'
  const left = (change: Change) => canonicalJson(blackedOut(change, placesOf(change)) ?? change)
  await refused(update, [left(first), first.device, first.n])
  const asked = says(investigator, subject, request([first]))
  await device.push(investigator)
  await refused(update, [left(first), first.device, first.n])
  says(manager, subject, approval(asked))
  await device.push(manager)
  await refused(update, [canonicalJson(first), first.device, first.n])
  await refused(update, [left(first).replace('MASK', 'UNK'), first.device, first.n])
  await refused(update, [left(query), query.device, query.n])
  await refused('UPDATE change SET hash = $1 WHERE device = $2 AND n = $3', ['0'.repeat(64), first.device, first.n])
  await refused('DELETE FROM change WHERE device = $1 AND n = $2', [first.device, first.n])
  await refused('SELECT black_out($1, 1, $2)', [A1, left(query)])
  const { pool } = server.context.store
  await expect(pool.query('UPDATE change SET body = body')).rejects.toThrow(/permission denied/)
  await expect(pool.query('SELECT black_out($1, 1, $2)', [A1, left(query)])).rejects.toThrow(/in sight/)
})

test('what says of itself that it was blacked out is refused at the door, and the log stays proved (GCP-26)', async () => {
  const subject = SubjectKey.parse(randomUUID())
  const forger = server.device()
  const there = await forger.signIn('nora', PASSWORD, 'nurse')
  const said = { by: there, at, study: STUDY, site, version, subject }
  const change = forger.assert({ ...said, body: ChangeBody.parse(value('Nausea', [], 'first')) })
  Object.assign(change, blackedOut(change, [RedactionPlace.parse('items/0/reason')]))
  await expect(forger.push(there)).rejects.toThrow(/unacceptable.*"unagreed":true/)
  // What stands behind it waits with it, on that device alone.
  says(nurse, subject, value('Nausea', [], 'first'))
  expect((await device.push(nurse)).receipts).toMatchObject([{ receipt: { state: 'applied' } }])
  expect(await prove()).toMatchObject({ holds: true })
})

test('carried by hand the same is taken in, counts for nothing, and counts once its agreement is there (GCP-26, GCP-20)', async () => {
  const subject = SubjectKey.parse(randomUUID())
  const lost = server.device()
  const there = await lost.signIn('nora', PASSWORD, 'nurse')
  const said = { by: there, at, study: STUDY, site, version, subject }
  const change = lost.assert({ ...said, body: ChangeBody.parse(value('Nausea', [], `told by ${NAME}`)) })
  Object.assign(change, blackedOut(change, [RedactionPlace.parse('items/0/reason')]))
  const carried = unsentBatch(lost.batch(there), there.answer.dataKeys)
  const answer = await fetch(new URL('/api/sync/unsent', server.address), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${nurse.token}` },
    body: JSON.stringify(carried),
  })
  expect(await answer.json()).toEqual({ ackedThrough: change.n, after: carried.batch.after, fresh: 1 })
  const before = await casebookOf(subject)
  expect(before.forms.get(FormPath.parse(AE))?.held).toMatchObject([{ receipt: { reason: 'evidence-differs' } }])
  expect(before.forms.get(FormPath.parse(AE))?.items.get(TERM)?.heads ?? []).toEqual([])
  expect(await prove()).toMatchObject({ holds: true })

  const targets = [targetOf(change, [RedactionPlace.parse('items/0/reason')])]
  const asked = says(investigator, subject, { ...request([change]), targets })
  await device.push(investigator)
  says(manager, subject, approval(asked))
  expect((await device.push(manager)).receipts).toMatchObject([{ receipt: { state: 'applied' } }])
  const { forms } = await casebookOf(subject)
  expect(forms.get(FormPath.parse(AE))?.held).toEqual([])
  expect(forms.get(FormPath.parse(AE))?.items.get(TERM)?.heads).toMatchObject([{ value: { text: 'Nausea' } }])
  expect(await prove()).toMatchObject({ holds: true })
})

test('what stands aside after a restore loses the words as well, by the word of two and no other (GCP-26, GCP-20)', async () => {
  const subject = SubjectKey.parse(randomUUID())
  const [copied, office] = [server.device(), server.device()]
  const there = await copied.signIn('nora', PASSWORD, 'nurse')
  const [ines, mona] = [
    await office.signIn('ines', PASSWORD, 'investigator'),
    await office.signIn('mona', PASSWORD, 'data-manager'),
  ]
  const where = { at, study: STUDY, site, version, subject }
  const slipped = copied.assert({ ...where, by: there, body: ChangeBody.parse(value('Nausea', [], `told by ${NAME}`)) })
  // The copy of the device was quicker: another change has its number here.
  const taken: Change = { ...slipped, body: ChangeBody.parse(value('Vomiting', [], 'put right')) }
  const batch = { ...copied.batch(there), changes: [taken], ...copied.seal(GENESIS, [taken]) }
  expect((await server.call('POST', '/api/sync/push', batch, there.token)).status).toBe(200)
  const asks = { ...request([slipped]), targets: [targetOf(slipped, [RedactionPlace.parse('items/0/reason')])] }
  const asked = office.assert({ ...where, by: ines, body: ChangeBody.parse(asks) })
  const agreed = office.assert({ ...where, by: mona, body: ChangeBody.parse(approval(asked)) })

  // Pages as this server had given them out before it was restored.
  const { signer } = server.context
  let [chain, seq] = [GENESIS, 0]
  const givesBack = async (change: Change) => {
    const receipt: Receipt = { seq: ++seq, committedAt: '2026-03-12T09:00:00.000Z', state: 'applied' }
    const before = chain
    chain = streamLink(before, change, receipt)
    const proof = signer.text(streamEndText(A1, { seq, chain }))
    const page = { ask: 'take', stream: A1, before, rows: [{ change, receipt }], proof }
    return server.call('POST', '/api/sync/recover', page, ines.token)
  }
  const aside = async () =>
    (
      await as(server.adminUrl, (admin) =>
        admin.query<{ body: string }>('SELECT body FROM recovered_aside WHERE device = $1', [copied.id]),
      )
    ).rows.map(({ body }) => body)
  expect((await givesBack(slipped)).status).toBe(200)
  expect(await aside()).toEqual([canonicalJson(slipped)])
  const left = canonicalJson(blackedOut(slipped, [RedactionPlace.parse('items/0/reason')]) ?? slipped)
  const rewrite = () =>
    as(server.adminUrl, (admin) =>
      admin.query('UPDATE recovered_aside SET body = $1 WHERE device = $2', [left, copied.id]),
    )
  await expect(rewrite()).rejects.toThrow(/append-only/)
  expect((await givesBack(asked)).status).toBe(200)
  await expect(rewrite()).rejects.toThrow(/append-only/)
  expect((await givesBack(agreed)).status).toBe(200)
  expect(await aside()).toEqual([left])
  expect((await casebookOf(subject)).forms.get(FormPath.parse(AE))?.items.get(TERM)?.heads).toMatchObject([
    { value: { text: 'Vomiting' } },
  ])
})
