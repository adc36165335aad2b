import { z } from 'zod'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FormPath } from '#shared/casebook/path'
import { GENESIS, streamLink } from '#shared/change/chain'
import { StudyId, type StudyVersionId, changeRef } from '#shared/ids'
import { SealedList } from '#shared/randomisation/protocol'
import { Refusal } from '#shared/protocol'
import { randomisationOf } from '#shared/randomisation/allocation'
import { answerRequests } from '../../../server/randomisation/answer'
import { keepCasebooks } from '../../../server/sync/casebooks'
import { PASSWORD, type TestServer, as, sessionOf, startTestServer } from '../../support/server'
import { RANDOMISED, randomisedStudy } from '../../support/randomised-study'
import { type Ward, outcome, strataOf, ward } from './ward'

const BLIND = StudyId.parse('NCT00000003')
const blind = randomisedStudy(
  {
    masking: { value: 'blind', from: 'record' },
    method: { value: 'minimisation', from: 'assumed', note: 'Not said.' },
  },
  BLIND,
)

let server: TestServer
let version: StudyVersionId
let ida: Ward
let mona: Ward
let token: string

/** As the person who keeps the lists. */
const keeps = (method: 'GET' | 'POST', path: string, body?: object) =>
  server.call(method, `/api/randomisation/${path}`, body, token)
const opens = (site: string, more: object = {}, study = RANDOMISED) =>
  keeps('POST', 'places', { study, site, open: true, ...more })
const seals = (plan: object, of = version) => keeps('POST', 'lists', { version: of, plan })

beforeAll(async () => {
  server = await startTestServer()
  version = await server.addStudy(randomisedStudy(), ['A1', 'B1', 'C1'])
  await server.addPerson('ida', RANDOMISED, 'investigator@A1', 'investigator@B1', 'investigator@C1')
  await server.addPerson('ivo', RANDOMISED, 'investigator@A1')
  await server.addPerson('mona', RANDOMISED, 'monitor@A1')
  const root = await server.addPerson('root', RANDOMISED, 'administrator@*')
  await server.addGrant(root, BLIND, 'administrator@*')
  token = (await server.device().signIn('root', PASSWORD, 'administrator')).token
  ida = await ward(server, RANDOMISED, version, 'ida')
  mona = await ward(server, RANDOMISED, version, 'mona', { role: 'monitor' })
  expect((await opens('A1')).status).toBe(200)
  expect((await seals({ method: 'blocks', sizes: [2, 4], length: 60 })).status).toBe(200)
}, 300_000)
afterAll(() => server.stop())

test('who is eligible is allocated, and every device reads the same arm with what it rested on', async () => {
  const subject = ida.candidate({ fdg: 'N' })
  await ida.asks(subject)
  const [own, others] = [await ida.standing(subject), await mona.standing(subject)]
  expect(own).toMatchObject({ state: 'allocated' })
  if (own.state !== 'allocated' || others.state !== 'allocated') return
  expect(others.allocation).toEqual(own.allocation)
  const { arm, subArm, strata, signatures, evidence, number } = own.allocation
  expect(['CTL', 'PERS']).toContain(arm)
  expect(subArm).toBe(arm === 'PERS' ? 'PERS-A' : undefined)
  expect(strata).toEqual(strataOf('G2', 'A1'))
  expect([signatures.length, evidence.length]).toEqual([1, 2])
  expect(number).toMatch(/^\d{4}$/)
  expect(own.answer.change).toMatchObject({ role: 'system', version })

  const shown = (await mona.casebook(subject)).forms.get(FormPath.parse('SCR/RAND'))
  const texts = [...(shown?.items.values() ?? [])].map(({ value }) => (value?.state === 'value' ? value.text : value))
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(new Date())
  expect(texts).toEqual([today, subArm ?? arm, 'G2', 'Y'])

  let chain = GENESIS
  for (const { change, receipt } of await mona.pull()) if (receipt) chain = streamLink(chain, change, receipt)
  const path = `/api/sync/pull?stream=${encodeURIComponent(mona.stream)}&after=0`
  expect((await server.call('GET', path, undefined, mona.author.token)).body).toMatchObject({ chain })
})

test('the sub-arm follows the scan as it was: what is entered later changes nothing', async () => {
  const subjects = Array.from({ length: 4 }, () => ida.candidate({ grade: 'G3', fdg: 'Y' }))
  for (const subject of subjects) await ida.asks(subject, 'G3')
  for (const subject of subjects) {
    const before = await ida.standing(subject)
    if (before.state !== 'allocated') throw new Error(outcome(before))
    expect(before.allocation.subArm).toBe(before.allocation.arm === 'PERS' ? 'PERS-B' : undefined)
    const scan = (await ida.pull()).find(
      ({ change: { body, subject: of } }) =>
        of === subject && body.kind === 'value' && body.items[0]?.path === 'SCR/PETF/DATA/FDGPOS',
    )
    ida.enters(subject, 'SCR/PETF/DATA/FDGPOS', 'N', scan ? [scan.change] : [])
    await ida.asks(subject, 'G3')
    expect(await ida.standing(subject)).toMatchObject({ state: 'allocated', allocation: before.allocation })
  }
})

test('twenty requests for one participant at once, from twenty devices: one allocation', async () => {
  const subject = ida.candidate()
  await ida.push()
  const devices: Ward[] = []
  for (let i = 0; i < 20; i++) devices.push(await ward(server, RANDOMISED, version, 'ida'))
  await Promise.all(devices.map((each) => each.asks(subject)))
  const answers = (await mona.pull()).filter(
    ({ change }) => change.subject === subject && ['randomise', 'refuse'].includes(change.body.kind),
  )
  expect(answers.map(({ change }) => change.body.kind)).toEqual(['randomise'])
  const { rows } = await as(server.adminUrl, (admin) =>
    admin.query('SELECT FROM allocation WHERE subject = $1', [subject]),
  )
  expect(rows).toHaveLength(1)
}, 300_000)

test('an answer that got lost is found by asking again, and by every later hello', async () => {
  const subject = ida.candidate()
  await ida.asks(subject)
  const first = await ida.standing(subject)
  await ida.asks(subject)
  await ida.device.hello(ida.author.token)
  expect(await ida.standing(subject)).toEqual(first)
})

test('a server that ends between request and answer answers at the next hello', async () => {
  const subject = ida.candidate()
  const { rows } = await server.context.store.pool.query<{ role: string }>('SELECT current_user AS role')
  const right = (change: (role: string) => string) =>
    as(server.adminUrl, (admin) => admin.query(change(`"${rows[0]?.role}"`)))
  await right((role) => `REVOKE EXECUTE ON FUNCTION next_randomisation_entry FROM ${role}`)
  await ida.asks(subject)
  expect(outcome(await ida.standing(subject))).toBe('waiting')
  await right((role) => `GRANT EXECUTE ON FUNCTION next_randomisation_entry TO ${role}`)
  await mona.device.hello(mona.author.token)
  expect((await mona.standing(subject)).state).toBe('allocated')
})

describe('refused, with the reason', () => {
  test.each([
    ['eligibility is not signed', { signed: false }, 'G2', 'not-signed IE'],
    ['the participant has left', { left: true }, 'G2', 'need INSTUDY'],
    ['the scan is missing', { fdg: '' }, 'G2', 'need SCAN, sub-arm-unknown PERS'],
    ['the grade is missing', { grade: '' }, 'G2', 'stratum-missing GRADE'],
    ['the grade is no stratum of the study', { grade: 'G1' }, 'G1', 'stratum-missing GRADE'],
    ['another grade was confirmed than was entered', { grade: 'G3' }, 'G2', 'stratum-differs GRADE'],
  ])('%s', async (_, candidate, confirmed, reasons) => {
    const subject = ida.candidate(candidate)
    await ida.asks(subject, confirmed)
    expect(outcome(await ida.standing(subject))).toBe(reasons)
  })

  test('a value of the signed form has changed since', async () => {
    const subject = ida.candidate({ signed: false })
    ida.signs(subject)
    const answered = (await ida.push(), await ida.pull()).find(
      ({ change: { body, subject: of } }) =>
        of === subject && body.kind === 'value' && body.items[0]?.path === 'SCR/IE/DATA/IEYN',
    )
    ida.enters(subject, 'SCR/IE/DATA/IEYN', 'N', answered ? [answered.change] : [])
    await ida.asks(subject)
    expect(outcome(await ida.standing(subject))).toBe('not-signed IE')
  })

  test('the same participant, once what was missing is there, is allocated', async () => {
    const subject = ida.candidate({ signed: false })
    await ida.asks(subject)
    expect(outcome(await ida.standing(subject))).toBe('not-signed IE')
    ida.signs(subject)
    await ida.asks(subject)
    expect((await ida.standing(subject)).state).toBe('allocated')
  })

  test('a site that nobody opened, one that was closed again, and one that is full', async () => {
    const b1 = await ward(server, RANDOMISED, version, 'ida', { site: 'B1' })
    const tries = async () => {
      const subject = b1.candidate()
      await b1.asks(subject)
      return outcome(await b1.standing(subject))
    }
    expect(await tries()).toBe('site-closed')
    await opens('B1', { most: 1 })
    expect(['CTL', 'PERS']).toContain(await tries())
    expect(await tries()).toBe('site-full')
    await opens('B1', { open: false })
    expect(await tries()).toBe('site-closed')
  })

  test('a study that is full', async () => {
    const { rows } = await as(server.adminUrl, (admin) =>
      admin.query<{ count: string }>('SELECT count(*) FROM allocation WHERE study_id = $1', [RANDOMISED]),
    )
    await opens('*', { most: Number(rows[0]?.count) })
    const subject = ida.candidate()
    await ida.asks(subject)
    expect(outcome(await ida.standing(subject))).toBe('study-full')
    await opens('*')
    await ida.asks(subject)
    expect((await ida.standing(subject)).state).toBe('allocated')
  })

  test('a list that is used up: nobody is allocated until there is another', async () => {
    await opens('C1')
    const c1 = await ward(server, RANDOMISED, version, 'ida', { site: 'C1' })
    const outcomes: string[] = []
    // Sixty entries and what completes the last block.
    for (let i = 0; i < 65; i++) {
      const subject = c1.candidate()
      await c1.asks(subject)
      outcomes.push(outcome(await c1.standing(subject)))
      if (outcomes.at(-1) === 'list-exhausted') break
    }
    const drawn = outcomes.filter((each) => each !== 'list-exhausted')
    expect(outcomes.at(-1)).toBe('list-exhausted')
    expect(drawn.filter((each) => each === 'CTL')).toHaveLength(drawn.length / 2)
    expect((await seals({ method: 'blocks', sizes: [2], length: 2 })).status).toBe(200)
    const next = c1.candidate()
    await c1.asks(next)
    expect(['CTL', 'PERS']).toContain(outcome(await c1.standing(next)))
  }, 300_000)
})

test('a device that writes an allocation itself allocates nobody, and nobody can let it through', async () => {
  const subject = ida.candidate()
  const forged = ida.says(subject, {
    ...{ kind: 'randomise', request: changeRef(ida.device.id, 1), number: '9999', arm: 'PERS' },
    ...{ strata: [], signatures: [], evidence: [] },
  })
  const { receipts } = await ida.push()
  expect(receipts.at(-1)?.receipt).toMatchObject({ state: 'held', reason: 'wrong-role' })
  const other = await ward(server, RANDOMISED, version, 'ivo')
  const target = changeRef(ida.device.id, forged.n)
  other.says(subject, { kind: 'release', target, scopes: [''], decision: 'release', reason: 'It looks right.' })
  expect((await other.push()).receipts.at(-1)?.receipt).toMatchObject({ state: 'held', reason: 'illegal-transition' })
  expect(randomisationOf(await ida.casebook(subject)).state).toBe('not-asked')
})

describe('sealed', () => {
  test.each(['nurse', 'investigator', 'monitor', 'data-manager'] as const)(
    'a %s makes no list, sees none and opens no site',
    async (role) => {
      await server.addPerson(`one-${role}`, RANDOMISED, `${role}@*`)
      const person = await server.device().signIn(`one-${role}`, PASSWORD, role)
      const call = (method: 'GET' | 'POST', path: string, body?: object) =>
        server.call(method, `/api/randomisation/${path}`, body, person.token)
      for (const answer of [
        await call('POST', 'lists', { version, plan: { method: 'blocks', sizes: [2], length: 2 } }),
        await call('GET', `lists?study=${RANDOMISED}`),
        await call('POST', 'places', { study: RANDOMISED, site: 'A1', open: false }),
      ])
        expect([answer.status, Refusal.parse(answer.body).code]).toEqual([403, 'not-allowed'])
    },
  )

  test('whoever keeps the lists sees that each is the one that was made, by whom and when, and never an entry', async () => {
    const { body } = await keeps('GET', `lists?study=${RANDOMISED}`)
    const { lists } = z.object({ lists: z.array(SealedList) }).parse(body)
    expect(lists.length).toBeGreaterThanOrEqual(2)
    for (const list of lists)
      expect(list).toMatchObject({ holds: true, madeBy: 'Name of root', version, method: 'blocks' })
    expect(JSON.stringify(body)).not.toMatch(/PERS|CTL|sizes|seed/)
  })

  test.each([
    ['SELECT sealed_arm FROM randomisation_entry', /permission denied/],
    ['SELECT count(*) FROM randomisation_entry', /permission denied/],
    [`UPDATE randomisation_entry SET position = position`, /permission denied/],
    ['DELETE FROM randomisation_entry', /permission denied/],
    ['UPDATE allocation SET number = number', /permission denied/],
    ['DELETE FROM allocation', /permission denied/],
    ['UPDATE randomisation_list SET hash = hash', /permission denied/],
    ['UPDATE randomisation_place SET open = true', /permission denied/],
  ])('the app cannot: %s', async (statement, refused) => {
    await expect(server.context.store.pool.query(statement)).rejects.toThrow(refused)
  })

  test('not even the owner of the tables reads an arm there or changes what was drawn', async () => {
    await as(server.adminUrl, async (admin) => {
      const { rows } = await admin.query<{ sealed_arm: string }>(
        'SELECT sealed_arm FROM randomisation_entry UNION ALL SELECT sealed_arm FROM allocation',
      )
      expect(new Set(rows.map(({ sealed_arm }) => sealed_arm)).size).toBe(rows.length)
      expect(new Set(rows.map(({ sealed_arm }) => sealed_arm.length)).size).toBe(1)
      for (const table of ['randomisation_list', 'randomisation_entry', 'allocation', 'randomisation_place'])
        await expect(admin.query(`DELETE FROM ${table}`)).rejects.toThrow(/append-only/)
    })
  })

  test('a transaction sees the allocations of the studies it named', async () => {
    const { store } = server.context
    expect((await store.pool.query('SELECT FROM allocation')).rowCount).toBe(0)
  })

  test('who made a list, and who tried, stands in the security log', async () => {
    const { rows } = await server.context.store.pool.query<{ kind: string; count: string }>(
      `SELECT kind, count(*) FROM security_log WHERE kind IN ('list-sealed', 'list-refused', 'randomised') GROUP BY kind`,
    )
    const counts = new Map(rows.map(({ kind, count }) => [kind, Number(count)]))
    expect(counts.get('list-sealed')).toBeGreaterThanOrEqual(2)
    expect(counts.get('list-refused')).toBe(12)
    expect(counts.get('randomised')).toBeGreaterThan(60)
  })
})

test.each([
  ['a block size that does not hold the ratio', { method: 'blocks', sizes: [4, 5], length: 20 }],
  ['another method than the study has', { method: 'minimisation', percent: 80 }],
])('no list is made of %s', async (_, plan) => {
  expect((await seals(plan)).status).toBe(400)
})

test('blind and by minimisation: the log carries a number, the arm stays on the server (GCP-19)', async () => {
  const id = await server.addStudy(blind, ['A1'])
  await server.addPerson('bea', BLIND, 'investigator@A1')
  await opens('A1', {}, BLIND)
  const bea = await ward(server, BLIND, id, 'bea')
  const early = bea.candidate()
  await bea.asks(early)
  expect(outcome(await bea.standing(early))).toBe('list-exhausted')
  expect((await seals({ method: 'minimisation', percent: 90 }, id)).status).toBe(200)
  const subjects = Array.from({ length: 12 }, () => bea.candidate())
  for (const subject of subjects) await bea.asks(subject)
  const log = JSON.stringify((await bea.pull()).filter(({ change }) => change.role === 'system'))
  expect(log).not.toMatch(/PERS|CTL/)
  for (const subject of subjects) expect(outcome(await bea.standing(subject))).toBe('blind')
  const { rows } = await as(server.adminUrl, (admin) =>
    admin.query<{ number: number }>('SELECT number FROM allocation WHERE study_id = $1 ORDER BY number', [BLIND]),
  )
  expect(rows.map(({ number }) => number)).toEqual(subjects.map((_, i) => i + 1))
})

test('two servers on one database that answer at once give one answer', async () => {
  const subject = ida.candidate()
  await ida.push()
  const kept = () => ({ casebooks: keepCasebooks(), studies: new Map() })
  await ida.asks(subject)
  await as(server.adminUrl, (admin) =>
    admin.query(
      `INSERT INTO randomisation_request SELECT device, n, stream, subject FROM change
       WHERE subject = $1 AND body::jsonb->'body'->>'kind' = 'request'`,
      [subject],
    ),
  )
  await Promise.all(
    Array.from({ length: 8 }, () => answerRequests(server.context, sessionOf(ida.author), kept(), [ida.stream])),
  )
  const answers = (await ida.pull()).filter(({ change }) => change.subject === subject && change.role === 'system')
  expect(answers.map(({ change }) => change.body.kind)).toEqual(['randomise', 'value'])
})
