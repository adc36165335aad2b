import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FormPath, ItemPath } from '#shared/casebook/path'
import { GENESIS, linkAll, streamLink, streamLinkHash } from '#shared/change/chain'
import { hashOf } from '#shared/canonical-json'
import type { Change, ChangeBody } from '#shared/change/change'
import {
  ChangeRef,
  SiteId,
  StudyId,
  StudyVersionId,
  StreamId,
  SubjectCode,
  SubjectKey,
  UserId,
  streamId,
} from '#shared/ids'
import { HelloAnswer, LIMITS, PullAnswer, PushAnswer, Refusal } from '#shared/protocol'
import type { Role } from '#shared/roles'
import type { Author, Device } from '../../server/demo/device'
import { PASSWORD, type TestServer, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

let server: TestServer
let version: StudyVersionId

const A1 = SiteId.parse('A1')
const B1 = SiteId.parse('B1')
const SYSBP = ItemPath.parse('SCR/VS/VITALS/SYSBP')
const VS = FormPath.parse('SCR/VS')

beforeAll(async () => {
  server = await startTestServer()
  version = await server.addStudy(smallStudy, ['A1', 'B1'])
  await server.addPerson('ana', STUDY, 'nurse@A1')
  await server.addPerson('ben', STUDY, 'nurse@A1')
  await server.addPerson('cleo', STUDY, 'nurse@B1')
  await server.addPerson('mona', STUDY, 'monitor@A1', 'monitor@B1')
})
afterAll(() => server.stop())

/** Someone at a device, able to say things about one participant after another. */
async function at(userName: string, role: Role = 'nurse', device: Device = server.device(), site = A1) {
  const author: Author = await device.signIn(userName, PASSWORD, role)
  const says = (subject: SubjectKey, body: ChangeBody) =>
    device.assert({ by: author, at: '2026-03-12T10:00:00.000+01:00', study: STUDY, site, version, subject, body })
  return {
    device,
    author,
    says,
    enrols(code: string) {
      const subject = SubjectKey.parse(randomUUID())
      says(subject, { kind: 'enrol', code: SubjectCode.parse(code) })
      return subject
    },
    enters: (subject: SubjectKey, text: string, bases: string[] = []) => says(subject, pressure(text, bases)),
    push: () => device.push(author),
    send: (batch: object) => server.call('POST', '/api/sync/push', batch, author.token),
    async pull(stream: string, after = 0, maxBytes?: number, own?: 'whole') {
      const size = maxBytes === undefined ? '' : `&maxBytes=${maxBytes}`
      const how = own === undefined ? '' : `&own=${own}`
      const path = `/api/sync/pull?stream=${encodeURIComponent(stream)}&after=${after}${size}${how}`
      return server.call('GET', path, undefined, author.token)
    },
  }
}

const pressure = (text: string, bases: string[] = []): ChangeBody => ({
  kind: 'value',
  items: [
    { path: SYSBP, bases: bases.map((base) => ChangeRef.parse(base)), entry: { state: 'value', text, unit: 'mmHg' } },
  ],
})

const refusal = (answer: { status: number; body: unknown }) => [answer.status, Refusal.parse(answer.body).code]

test('what one device pushes another pulls, in order, with a chain it can check (GCP-25)', async () => {
  const ana = await at('ana')
  const ben = await at('ben')
  const subject = ana.enrols('A1-001')
  const entered = ana.enters(subject, '120')
  const answer = await ana.push()
  expect(answer.ackedThrough).toBe(2)
  expect(answer.receipts.map(({ n, receipt }) => [n, receipt.state])).toEqual([
    [1, 'applied'],
    [2, 'applied'],
  ])

  const page = PullAnswer.parse((await ben.pull(`${STUDY}/A1/data`)).body)
  expect(page.more).toBe(false)
  expect(page.rows).toHaveLength(page.head)
  let chain = GENESIS
  for (const row of page.rows)
    chain = 'change' in row ? streamLink(chain, row.change, row.receipt) : streamLinkHash(chain, row.hash, row.receipt)
  expect(chain).toBe(page.chain)
  expect(page.rows.at(-1)).toEqual({ change: entered, receipt: answer.receipts[1]?.receipt })

  const own = PullAnswer.parse((await ana.pull(`${STUDY}/A1/data`, page.head - 2)).body)
  expect(own.rows.map((row) => 'own' in row && row.own)).toEqual([1, 2])
  expect(own.chain).toBe(page.chain)
  const whole = PullAnswer.parse((await ana.pull(`${STUDY}/A1/data`, page.head - 2, undefined, 'whole')).body)
  expect(whole.rows).toEqual(page.rows.slice(-2))
})

test('the same batch again has the same answer and no second effect (GCP-15)', async () => {
  const ana = await at('ana')
  const subject = ana.enrols('A1-002')
  ana.enters(subject, '121')
  const batch = ana.device.batch(ana.author)
  const first = await ana.push()
  const before = PullAnswer.parse((await ana.pull(`${STUDY}/A1/data`)).body).head
  expect(PushAnswer.parse((await ana.send(batch)).body)).toEqual(first)
  expect(PullAnswer.parse((await ana.pull(`${STUDY}/A1/data`)).body).head).toBe(before)

  // Some known, some new: only the new ones are committed.
  ana.enters(subject, '122', [`${ana.device.id}:2`])
  const next = ana.device.batch(ana.author)
  const both = [...batch.changes, ...next.changes]
  const answer = PushAnswer.parse(
    (await ana.send({ ...next, from: 1, before: GENESIS, after: linkAll(GENESIS, both), changes: both })).body,
  )
  expect(answer.receipts.slice(0, 2)).toEqual(first.receipts)
  expect(answer.ackedThrough).toBe(3)
})

test('a batch that leaves a hole is sent back to where the device has to go on', async () => {
  const ana = await at('ana')
  const subject = ana.enrols('A1-003')
  await ana.push()
  ana.enters(subject, '120')
  ana.device.batch(ana.author)
  const batch = ana.device.batch(ana.author)
  const later = { ...batch, from: 5, changes: batch.changes.map((change) => ({ ...change, n: 5 })) }
  const answer = await ana.send({ ...later, ...ana.device.seal(later.before, later.changes) })
  expect(refusal(answer)).toEqual([409, 'gap'])
  expect(Refusal.parse(answer.body).ackedThrough).toBe(1)
})

test('other changes under used numbers are a fork, and it is noted (P11-08)', async () => {
  const ana = await at('ana')
  const subject = ana.enrols('A1-004')
  ana.enters(subject, '120')
  const batch = ana.device.batch(ana.author)
  await ana.push()
  const other = batch.changes.map((change) => (change.n === 2 ? { ...change, body: pressure('190') } : change))
  expect(refusal(await ana.send({ ...batch, changes: other, ...ana.device.seal(GENESIS, other) }))).toEqual([
    409,
    'fork',
  ])

  // The right numbers, but from another past.
  ana.enters(subject, '130')
  const next = ana.device.batch(ana.author)
  const before = linkAll(GENESIS, other)
  expect(refusal(await ana.send({ ...next, before, ...ana.device.seal(before, next.changes) }))).toEqual([409, 'fork'])
  expect(await logged('device-forked', ana.device.id)).toBe(2)
})

test.each([
  ['a changed value', (b: Batch) => ({ ...b, changes: b.changes.map((c) => ({ ...c, zone: 'UTC' })) }), 'chain-broken'],
  ['a changed end', (b: Batch) => ({ ...b, after: GENESIS }), 'chain-broken'],
  ['another signature', (b: Batch) => ({ ...b, signature: 'AAAA' }), 'chain-broken'],
  [
    'a change of another device',
    (b: Batch) => ({ ...b, changes: b.changes.map((c) => ({ ...c, device: randomUUID() })) }),
    'bad-request',
  ],
  ['an unknown key', (b: Batch) => ({ ...b, admin: true }), 'bad-request'],
  ['a hole inside', (b: Batch) => ({ ...b, changes: b.changes.map((c) => ({ ...c, n: c.n * 2 })) }), 'bad-request'],
  [
    'another study than its stream',
    (b: Batch) => ({ ...b, changes: b.changes.map((c) => ({ ...c, study: 'NCT9' })) }),
    'chain-broken',
  ],
  ['old grants', (b: Batch) => ({ ...b, grantVersion: 0 }), 'regrant'],
])(
  'a batch with %s is refused and nothing of it is kept (P11-20, ASVS-15.3.3, ASVS-2.2.2, ASVS-2.3.3)',
  async (_, spoil, code) => {
    const ana = await at('ana')
    ana.enters(ana.enrols('A1-005'), '120')
    const head = PullAnswer.parse((await ana.pull(`${STUDY}/A1/data`)).body).head
    expect(refusal(await ana.send(spoil(ana.device.batch(ana.author))))[1]).toBe(code)
    expect(PullAnswer.parse((await ana.pull(`${STUDY}/A1/data`)).body).head).toBe(head)
    await ana.push()
  },
)
type Batch = ReturnType<Device['batch']>

test.each([
  ['what this server cannot read', { mono: -1 }],
  ['a stream that devices do not write to', { stream: streamId(StudyId.parse(STUDY), A1, 'blind') }],
  ['a site that there is not', { stream: streamId(StudyId.parse(STUDY), SiteId.parse('ZZ9'), 'data') }],
])('a change with %s is named, and a void in its place lets the others land', async (_, spoilt) => {
  const ana = await at('ana')
  const subject = ana.enrols('A1-005')
  for (let i = 0; i < 100; i++) ana.enters(subject, String(90 + i))
  const batch = ana.device.batch(ana.author)
  const withFirst = (first: Change) => {
    const changes = batch.changes.map((change, i) => (i === 1 ? first : change))
    return { ...batch, ...ana.device.seal(batch.before, changes), changes }
  }
  const [, second] = batch.changes
  if (!second) throw new Error('nothing was entered')
  const never = { ...second, ...spoilt }
  const answer = await ana.send(withFirst(never))
  expect(answer).toMatchObject({ status: 422, body: { code: 'unacceptable', change: { n: 2, hash: hashOf(never) } } })
  // A bad line spoils a change as well: then it is sent again, and nobody loses an entry.
  expect(refusal(await ana.send({ ...withFirst(never), after: batch.after }))).toEqual([400, 'chain-broken'])
  const head = PullAnswer.parse((await ana.pull(`${STUDY}/A1/data`)).body).head

  const put = withFirst({ ...second, body: { kind: 'void', refused: hashOf(never) } })
  expect(PushAnswer.parse((await ana.send(put)).body).ackedThrough).toBe(101)
  const page = PullAnswer.parse((await ana.pull(`${STUDY}/A1/data`, head)).body)
  expect(page.rows.map(({ receipt }) => receipt.state)).toEqual(Array.from({ length: 101 }, () => 'applied'))
})

test('what its author had no right to is committed held, and whoever looks after security sees it', async () => {
  const ana = await at('ana')
  const subject = ana.enrols('A1-006')
  await ana.push()
  const mona = await at('mona', 'monitor')
  mona.enters(subject, '199')
  // A colleague of another site, on the same device.
  const cleo = await at('cleo', 'nurse', mona.device)
  cleo.enters(subject, '198')
  const held = (await cleo.push()).receipts
  expect(held.map(({ receipt }) => [receipt.state, receipt.reason])).toEqual([
    ['held', 'wrong-role'],
    ['held', 'site-not-granted'],
  ])
  expect(await logged('change-held', mona.device.id)).toBe(2)
})

test('another value without a reason is held, on the value that was committed before (GCP-06)', async () => {
  const ana = await at('ana')
  const subject = ana.enrols('A1-007')
  const first = ana.enters(subject, '120')
  await ana.push()
  ana.enters(subject, '130', [`${first.device}:${first.n}`])
  expect((await ana.push()).receipts[0]?.receipt).toMatchObject({ state: 'held', reason: 'missing-reason' })
})

test('an unknown study version is held, the next change of the device goes on', async () => {
  const ana = await at('ana')
  const subject = ana.enrols('A1-008')
  ana.device.assert({
    by: ana.author,
    at: '2026-03-12T10:00:00.000+01:00',
    study: STUDY,
    site: A1,
    version: StudyVersionId.parse(GENESIS),
    subject,
    body: pressure('120'),
  })
  ana.says(subject, { kind: 'status', form: VS, bases: [], status: 'complete' })
  expect((await ana.push()).receipts.map(({ receipt }) => receipt.reason)).toEqual([
    undefined,
    'unknown-form-version',
    undefined,
  ])
})

test('a device carries what its other people wrote; a name put there by someone else is held', async () => {
  const ana = await at('ana')
  const ben = await at('ben', 'nurse', ana.device)
  const subject = ana.enrols('A1-009')
  ben.says(subject, pressure('118'))
  expect((await ana.push()).receipts.map(({ receipt }) => receipt.state)).toEqual(['applied', 'applied'])

  const stranger = (await at('ben')).author
  const alone = await at('ana')
  alone.device.assert({
    by: { ...stranger, user: UserId.parse(randomUUID()) },
    at: '2026-03-12T10:00:00.000+01:00',
    study: STUDY,
    site: A1,
    version,
    subject,
    body: pressure('117'),
  })
  expect((await alone.push()).receipts[0]?.receipt).toMatchObject({ state: 'held', reason: 'wrong-role' })
})

test('a role that ended: hello first, then what was pending is committed held (P11-19)', async () => {
  const user = await server.addPerson('leaver', STUDY, 'nurse@A1')
  const leaver = await at('leaver')
  leaver.enters(leaver.enrols('A1-010'), '120')
  await server.endGrants(user)
  expect(refusal(await leaver.send(leaver.device.batch(leaver.author)))).toEqual([409, 'regrant'])
  const { grantVersion, streams, leases } = await leaver.device.hello(leaver.author.token)
  expect({ streams, leases }).toEqual({ streams: [], leases: [] })
  const { receipts } = await leaver.device.push({ ...leaver.author, grantVersion })
  expect(receipts.map(({ receipt }) => receipt.reason)).toEqual(['author-lost-role', 'author-lost-role'])
  expect(refusal(await leaver.pull(`${STUDY}/A1/data`))).toEqual([404, 'not-found'])
})

test('a stream of another site is as if it were not there (ASVS-8.2.x)', async () => {
  const ana = await at('ana')
  for (const stream of [`${STUDY}/B1/data`, `${STUDY}/ZZ/data`, `${STUDY}/A1/blind`])
    expect(refusal(await ana.pull(stream))).toEqual([404, 'not-found'])
  expect(await logged('stream-refused', ana.device.id)).toBe(3)
})

test('eight devices at once on one stream: no hole, no duplicate, one chain', async () => {
  const devices: Awaited<ReturnType<typeof at>>[] = []
  // One after another: sign-ins of one person at once are counted as guesses until each is seen to be right.
  for (let i = 0; i < 8; i++) devices.push(await at('cleo', 'nurse', server.device(), B1))
  await Promise.all(
    devices.map(async (cleo, d) => {
      for (let round = 0; round < 5; round++) {
        const subject = cleo.enrols(`B1-${d}${round}`)
        for (let i = 0; i < 4; i++)
          cleo.enters(subject, String(100 + i), i === 0 ? [] : [`${cleo.device.id}:${round * 5 + i + 1}`])
        await cleo.push()
      }
    }),
  )
  const mona = await at('mona', 'monitor', server.device(), B1)
  const stream = StreamId.parse(`${STUDY}/B1/data`)
  const rows = []
  let chain = GENESIS
  for (;;) {
    const page = PullAnswer.parse((await mona.pull(stream, rows.length, 20_000)).body)
    for (const row of page.rows) {
      if (!('change' in row)) throw new Error('a row of another device came as a receipt')
      chain = streamLink(chain, row.change, row.receipt)
      rows.push(row)
    }
    expect(chain).toBe(page.chain)
    if (!page.more) break
  }
  expect(rows.length).toBeGreaterThanOrEqual(8 * 5 * 5)
  expect(rows.map(({ receipt }) => receipt.seq)).toEqual(rows.map((_, i) => i + 1))
  const refs = rows.map(({ change }) => `${change.device}:${change.n}`)
  expect(new Set(refs).size).toBe(refs.length)
  for (const { device } of devices) {
    const mine = rows.filter(({ change }) => change.device === device.id).map(({ change }) => change.n)
    expect(mine).toEqual(mine.map((_, i) => i + 1))
  }
})

test('hello: leases go on as numbers are used, cursors that are not on the log are found', async () => {
  const ana = await at('ana')
  const first = (await ana.device.hello(ana.author.token)).leases[0]
  if (!first) throw new Error('no lease')
  expect(first.last - first.first).toBe(24)
  for (let number = first.first; number <= first.first + 20; number++) ana.enrols(`A1-${number}`)
  await ana.push()
  const { leases, deviceChain, people, sites } = await ana.device.hello(ana.author.token)
  expect(leases[0]).toEqual(first)
  expect(leases).toHaveLength(2)
  expect(deviceChain).not.toBe(GENESIS)
  expect(people.map(({ name }) => name)).toContain('Name of mona')
  expect(sites).toMatchObject([{ study: STUDY, site: A1, name: 'Site A1', version, approvals: [{ version }] }])
  const lost = { seq: 1, chain: GENESIS }
  const hello = {
    device: ana.device.id,
    app: '0',
    lastN: 0,
    cursors: { [`${STUDY}/A1/data`]: lost },
    claimedAt: '2026-03-12T10:00:00Z',
  }
  const { body } = await server.call('POST', '/api/sync/hello', hello, ana.author.token)
  expect(HelloAnswer.parse(body).streams).toMatchObject([{ stream: `${STUDY}/A1/data`, rewind: true }])
  expect(await logged('log-behind-device', ana.device.id)).toBe(1)
})

test('a number that was lent before the server was restored is lent to nobody else', async () => {
  const cleo = await at('cleo', 'nurse', server.device(), B1)
  const [lease] = (await cleo.device.hello(cleo.author.token)).leases
  const lost = (lease?.last ?? 0) + 100
  cleo.enrols(`B1-${lost}`)
  await cleo.push()
  const other = await at('cleo', 'nurse', server.device(), B1)
  const [next] = (await other.device.hello(other.author.token)).leases
  expect(next?.first).toBe(lost + 1)
})

test('bodies may be compressed, and a small body that unpacks to a large one is refused (ASVS-2.4.1)', async () => {
  const ana = await at('ana')
  ana.enters(ana.enrols('A1-011'), '120')
  const send = (body: Buffer) =>
    fetch(`${server.address}/api/sync/push`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'accept-encoding': 'gzip',
        authorization: `Bearer ${ana.author.token}`,
      },
      body: new Uint8Array(body),
    })
  const bomb = await send(gzipSync(Buffer.alloc(LIMITS.pushBytes * 8, ' ')))
  expect([bomb.status, Refusal.parse(await bomb.json()).code]).toEqual([413, 'too-large'])
  const sent = await send(gzipSync(JSON.stringify(ana.device.batch(ana.author))))
  expect(sent.status).toBe(200)
  const pulled = await fetch(`${server.address}/api/sync/pull?stream=${STUDY}/A1/data&after=0`, {
    headers: { authorization: `Bearer ${ana.author.token}`, 'accept-encoding': 'gzip' },
  })
  expect(pulled.headers.get('content-encoding')).toBe('gzip')
  expect(pulled.headers.get('cache-control')).toBe('no-store')
})

test('a clock that is set back, or runs ahead, is noted, and every entry counts in the order of its number (GCP-05)', async () => {
  const ana = await at('ana')
  const subject = ana.enrols('A1-012')
  const says = (when: string, text: string, bases: string[] = []) => {
    const body = pressure(text, bases)
    const items = body.kind === 'value' ? body.items.map((item) => ({ ...item, reason: 'Read again.' })) : []
    ana.device.assert({
      ...{ by: ana.author, at: when, study: STUDY, site: A1, version, subject },
      body: { kind: 'value', items },
    })
  }
  says('2026-03-12T10:00:00.000+01:00', '120')
  await ana.push()
  expect(await logged('clock-implausible', ana.device.id)).toBe(0)

  // Two days back from what an earlier push said, and then as it should be.
  says('2026-03-10T10:00:00.000+01:00', '121', [`${ana.device.id}:2`])
  says('2026-03-12T10:05:00.000+01:00', '122', [`${ana.device.id}:3`])
  const answer = await ana.push()
  expect(answer.receipts.map(({ n, receipt }) => [n, receipt.state])).toEqual([
    [3, 'applied'],
    [4, 'applied'],
  ])
  expect(await aboutClocks(ana.device.id)).toEqual([`${ana.device.id}:3 set-back 172800 s`])

  // Nobody writes after it has arrived; the time that cannot be is no measure of those after it.
  says('2126-03-12T10:06:00.000+01:00', '123', [`${ana.device.id}:4`])
  says('2026-03-12T10:07:00.000+01:00', '124', [`${ana.device.id}:5`])
  await ana.push()
  expect(await aboutClocks(ana.device.id)).toEqual([
    `${ana.device.id}:3 set-back 172800 s`,
    expect.stringMatching(`^${ana.device.id}:5 ahead \\d+ s$`),
  ])
})

test('how far a clock is from the server’s is measured at each hello, and noted when it changes (GCP-05)', async () => {
  const ana = await at('ana')
  const says = (claimedAt: Date) =>
    server.call(
      'POST',
      '/api/sync/hello',
      { device: ana.device.id, app: '0', lastN: 0, cursors: {}, claimedAt: claimedAt.toISOString() },
      ana.author.token,
    )
  const hours = (count: number) => new Date(Date.now() + count * 3_600_000)
  await says(hours(0))
  expect(await aboutClocks(ana.device.id)).toEqual([])
  await says(hours(-48))
  await says(hours(-48))
  expect(await aboutClocks(ana.device.id)).toEqual([expect.stringMatching(/^hello skew -1728\d\d s$/)])
  await says(hours(0))
  await says(hours(3))
  expect(await aboutClocks(ana.device.id)).toHaveLength(2)
})

async function aboutClocks(device: string): Promise<readonly string[]> {
  const { rows } = await server.context.store.pool.query<{ detail: string }>(
    `SELECT detail FROM security_log WHERE kind = 'clock-implausible' AND device = $1 ORDER BY id`,
    [device],
  )
  return rows.map(({ detail }) => detail)
}

async function logged(kind: string, device: string): Promise<number> {
  const { pool } = server.context.store
  const { rowCount } = await pool.query('SELECT FROM security_log WHERE kind = $1 AND device = $2', [kind, device])
  return rowCount ?? 0
}
