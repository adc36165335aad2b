import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FormPath, ItemPath } from '#shared/casebook/path'
import { GENESIS } from '#shared/change/chain'
import type { ChangeBody } from '#shared/change/change'
import { signedText } from '#shared/change/signature'
import { SiteId, type StudyVersionId, SubjectCode, SubjectKey, changeRef } from '#shared/ids'
import { PullAnswer, Refusal } from '#shared/protocol'
import type { Role } from '#shared/roles'
import type { Author, Device } from '../../server/demo/device'
import { type SigningKey, newSigningKey } from '../../server/demo/pen'
import { PASSWORD, type TestServer, as, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

/** What somebody with an account and a program of their own can try. */

let server: TestServer
let version: StudyVersionId
const A1 = SiteId.parse('A1')
const SYSBP = ItemPath.parse('SCR/VS/VITALS/SYSBP')
const CLAIMED = '2026-03-12T10:00:00.000+01:00'

beforeAll(async () => {
  server = await startTestServer()
  version = await server.addStudy(smallStudy, ['A1', 'B1'])
  await server.addPerson('ana', STUDY, 'nurse@A1')
  await server.addPerson('ida', STUDY, 'investigator@A1')
  await server.addPerson('joop', STUDY, 'investigator@A1')
  await server.addPerson('dora', STUDY, 'data-manager@A1')
})
afterAll(() => server.stop())

async function at(userName: string, role: Role, device: Device = server.device()) {
  const author = await device.signIn(userName, PASSWORD, role)
  return { device, author, send: (batch: object) => server.call('POST', '/api/sync/push', batch, author.token) }
}

const says = (device: Device, by: Author, subject: SubjectKey, body: ChangeBody, site = A1) =>
  device.assert({ by, at: CLAIMED, study: STUDY, site, version, subject, body })
const newSubject = () => SubjectKey.parse(randomUUID())
const enrolment = (code: string): ChangeBody => ({ kind: 'enrol', code: SubjectCode.parse(code) })
const pressure = (text: string, bases: ReturnType<typeof changeRef>[] = []): ChangeBody => ({
  kind: 'value',
  items: [{ path: SYSBP, bases, entry: { state: 'value', text, unit: 'mmHg' } }],
})
const refusal = ({ status, body }: { status: number; body: unknown }) => [status, Refusal.parse(body).code]

const heads = () =>
  as(server.adminUrl, async (admin) => {
    const { rows } = await admin.query<{ head: string }>('SELECT head FROM stream ORDER BY stream')
    return rows.map(({ head }) => Number(head))
  })

function saysTheSame(body: string, text: string): boolean {
  try {
    return JSON.stringify(JSON.parse(body.replace(/^\uFEFF/, ''))) === text
  } catch {
    return false
  }
}

/** A value that no position in a text and no key holds by chance. */
const MARKED = '118.40625'

test('whatever a batch is bent into, it is refused in words and nothing of it is kept (ASVS-2.2.2, ASVS-2.3.3)', async () => {
  const { device, author, send } = await at('ana', 'nurse')
  const subject = newSubject()
  says(device, author, subject, enrolment('A1-001'))
  says(device, author, subject, pressure(MARKED))
  const batch = device.batch(author)
  const text = JSON.stringify(batch)
  const before = await heads()
  const bent = fc.tuple(
    fc.nat({ max: text.length - 1 }),
    fc.nat({ max: 40 }),
    fc.string({ unit: 'binary', maxLength: 6 }),
  )
  await fc.assert(
    fc.asyncProperty(bent, async ([from, length, put]) => {
      const body = text.slice(0, from) + put + text.slice(from + length)
      if (saysTheSame(body, text)) return
      const answer = await fetch(`${server.address}/api/sync/push`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${author.token}` },
      })
      const { code, message } = Refusal.parse(await answer.json())
      expect([answer.status >= 400 && answer.status < 500, code, message]).toEqual([true, code, message])
      expect(message).not.toContain(MARKED)
    }),
    { numRuns: 80 },
  )
  expect(await heads()).toEqual(before)
  expect((await send(batch)).status).toBe(200)
})

test('a batch that was caught on its way opens nothing for another device, and nothing twice for its own (P11-08, P11-20)', async () => {
  const ana = await at('ana', 'nurse')
  says(ana.device, ana.author, newSubject(), enrolment('A1-002'))
  const caught = ana.device.batch(ana.author)
  await ana.device.push(ana.author)
  const before = await heads()
  const other = await at('ana', 'nurse')
  expect(refusal(await other.send(caught))).toEqual([403, 'not-allowed'])
  const renamed = caught.changes.map((change) => ({ ...change, device: other.device.id }))
  const taken = { ...caught, device: other.device.id, changes: renamed }
  expect(refusal(await other.send(taken))).toEqual([400, 'chain-broken'])
  expect((await ana.send(caught)).status).toBe(200)
  expect(await heads()).toEqual(before)
})

test('a change for another site is answered as one for a site that is none, and nothing of it is kept (ASVS-8.2.x)', async () => {
  const before = await heads()
  const answers = []
  for (const site of ['B1', 'ZZ']) {
    const { device, author, send } = await at('ana', 'nurse')
    says(device, author, newSubject(), enrolment(`${site}-001`), SiteId.parse(site))
    answers.push(await send(device.batch(author)))
  }
  const message = 'change 1: a site that there is not'
  for (const { status, body } of answers) {
    const { change, ...said } = Refusal.parse(body)
    expect([status, said, change?.n, change?.nowhere]).toEqual([422, { code: 'unacceptable', message }, 1, true])
  }
  expect(await heads()).toEqual(before)
})

test('a page is taken back only as this server signed it, and nothing of it twice', async () => {
  const { device, author, send } = await at('ana', 'nurse')
  const subject = newSubject()
  says(device, author, subject, enrolment('A1-077'))
  says(device, author, subject, pressure('121'))
  await send(device.batch(author))
  const stream = `${STUDY}/A1/data`
  // Somebody else reads it: one's own comes without its text.
  const reader = await at('ida', 'investigator')
  const call = (method: 'GET' | 'POST', path: string, body?: object) =>
    server.call(method, path, body, reader.author.token)
  const page = PullAnswer.parse((await call('GET', `/api/sync/pull?stream=${stream}&after=0`)).body)
  const rows = page.rows.flatMap((row) => ('change' in row ? [row] : []))
  const [first, ...others] = rows
  if (!first) throw new Error('the page is empty')
  const before = await heads()
  const give = (more: object) =>
    call('POST', '/api/sync/recover', { ask: 'take', stream, before: GENESIS, rows, proof: page.proof, ...more })
  expect(await give({})).toMatchObject({ status: 200, body: { seq: rows.length, chain: page.chain, fresh: 0 } })

  const forged = [
    { rows: [{ ...first, change: { ...first.change, author: randomUUID() } }, ...others] },
    { rows: [{ ...first, receipt: { ...first.receipt, committedAt: '2026-01-01T00:00:00.000Z' } }, ...others] },
    { rows: rows.slice(0, -1) },
    { rows: [...rows].reverse() },
    { before: page.chain },
    { proof: 'AAAA' },
  ]
  for (const more of forged) expect(refusal(await give(more))).toEqual([400, 'chain-broken'])
  expect(refusal(await give({ stream: `${STUDY}/B1/data` }))).toEqual([404, 'not-found'])
  expect(await heads()).toEqual(before)
})

test('a signature counts only when the key of its author made it (P11-12, P11-16)', async () => {
  const ward = server.device()
  const ida = await at('ida', 'investigator', ward)
  const joop = await at('joop', 'investigator')
  const [hers, his, unknown] = [newSigningKey(), newSigningKey(), newSigningKey()]
  const register = ({ keyId, publicKey }: SigningKey, { token }: Author) =>
    server.call('POST', '/api/keys', { keyId, publicKey }, token)
  expect((await register(hers, ida.author)).status).toBe(200)
  expect((await register(his, joop.author)).status).toBe(200)

  const subject = newSubject()
  const scopes = [{ scope: SYSBP, content: version }]
  const signs = (key: SigningKey, meaning: 'data-correct' | 'eligibility', said: typeof meaning = meaning) => {
    const text = signedText({ subject, author: ida.author.user, claimedAt: CLAIMED }, { meaning: said, scopes })
    const body = { kind: 'sign', meaning, scopes, key: key.keyId, signature: key.sign(text) } as const
    says(ward, ida.author, subject, body)
  }
  const VS = FormPath.parse('SCR/VS')
  says(ward, ida.author, subject, enrolment('A1-003'))
  signs(hers, 'data-correct')
  says(ward, ida.author, subject, pressure('120'))
  says(ward, ida.author, subject, { kind: 'status', form: VS, bases: [], status: 'complete' })
  signs(hers, 'data-correct')
  signs(hers, 'eligibility', 'data-correct')
  signs(his, 'data-correct')
  signs(unknown, 'data-correct')
  signs({ ...his, keyId: hers.keyId }, 'data-correct')
  const { receipts } = await ward.push(ida.author)
  const forged = ['wrong-role', 'wrong-role', 'wrong-role', 'wrong-role']
  const empty = 'illegal-transition'
  expect(receipts.map(({ receipt }) => receipt.reason)).toEqual([
    ...[undefined, empty, undefined, undefined, undefined],
    ...forged,
  ])
})

test('a data manager publishes for the sites they have, and for no others', async () => {
  const { author } = await at('dora', 'data-manager')
  const publish = (...sites: string[]) =>
    server.call('POST', '/api/study-versions', { version: { ...smallStudy, name: '1.2' }, sites }, author.token)
  expect(refusal(await publish('A1', 'B1'))).toEqual([403, 'not-allowed'])
  expect((await publish('A1')).status).toBe(200)
})

test.each([
  ['a name', { userName: 'a\u0000', password: 'x', app: '0' }],
  ['the app', { userName: 'ana', password: PASSWORD, app: 'x\u0000' }],
])('%s with a character that is none is a bad request (ASVS-1.2.4)', async (_, { userName, password, app }) => {
  const { id, publicKey } = server.device()
  const device = { id, publicKey, app, platform: 'none' }
  const answer = await server.call('POST', '/api/auth/sign-in', { userName, password, device }, undefined)
  expect(refusal(answer)).toEqual([400, 'bad-request'])
})

test('several hundred values of one item in one push keep the server busy for a moment only (ASVS-15.2.2)', async () => {
  const { device, author } = await at('ana', 'nurse')
  const subject = newSubject()
  says(device, author, subject, enrolment('A1-004'))
  for (let i = 0; i < 400; i++)
    says(device, author, subject, pressure(String(i), i > 0 ? [changeRef(device.id, i + 1)] : []))
  const used = process.cpuUsage()
  await device.push(author)
  expect(process.cpuUsage(used).user / 1e6).toBeLessThan(5)
})
