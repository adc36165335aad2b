import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  ActAnswer,
  AdministrationOverview,
  type AdministrationAct,
  SecurityLines,
} from '#shared/administration/protocol'
import { Alerts } from '#shared/alerts/protocol'
import type { UserId } from '#shared/ids'
import { Refusal } from '#shared/protocol'
import { addPerson } from '../../server/people'
import { PASSWORD, type TestServer, as, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

/** A lost password: one asks, another confirms, the first makes the link. */

let server: TestServer
let now = Date.parse('2026-03-12T10:00:00Z')
const hour = 3_600_000
const OTHER = 'another-harbour-lantern'

type Name = 'root' | 'rita' | 'nina' | 'dora' | 'elsa'
const ids = new Map<Name, UserId>()
const idOf = (name: Name): UserId => {
  const id = ids.get(name)
  if (id === undefined) throw new Error(`nobody is called ${name}`)
  return id
}

beforeAll(async () => {
  server = await startTestServer({ now: () => new Date(now) })
  await server.addStudy(smallStudy, ['A1', 'B1'])
  for (const userName of ['root', 'rita'] as const)
    ids.set(
      userName,
      await addPerson(server.context, {
        userName,
        name: `Name of ${userName}`,
        password: PASSWORD,
        administrator: true,
      }),
    )
  ids.set('nina', await server.addPerson('nina', STUDY, 'nurse@A1'))
  ids.set('dora', await server.addPerson('dora', STUDY, 'data-manager@*'))
  ids.set('elsa', await server.addPerson('elsa', STUDY, 'monitor@A1'))
})
afterAll(() => server.stop())
// Whatever a test left standing has run out before the next.
beforeEach(() => {
  now += 48 * hour
})

const signIn = async (name: Name, password = PASSWORD) => (await server.device().signIn(name, password, 'nurse')).token
const post = (path: string, body: object, token?: string) => server.call('POST', `/api${path}`, body, token)
const get = async (path: string, token: string) => (await server.call('GET', `/api${path}`, undefined, token)).body
const codeOf = ({ status, body }: { status: number; body: unknown }) => [status, Refusal.parse(body).code]
const act = (one: AdministrationAct, token: string) => post('/administration', one, token)
const linkOf = async (name: Name, token: string) =>
  ActAnswer.parse((await act({ act: 'invite-again', user: idOf(name) }, token)).body).invitation
const recovery = async (name: Name, token: string) =>
  AdministrationOverview.parse(await get('/administration', token)).people.find(({ id }) => id === idOf(name))?.recovery
const askFor = async (name: Name, token: string) => {
  expect((await act({ act: 'recover', user: idOf(name) }, token)).status).toBe(200)
  return (await recovery(name, token))?.id ?? ''
}
const toConfirm = async (name: Name) =>
  Alerts.parse(await get('/alerts', await signIn(name))).recoveries.map(({ user }) => user.userName)
const confirm = async (id: string, name: Name) => post(`/recoveries/${id}/confirm`, {}, await signIn(name))

test('one administrator asks, another confirms, and only then is there a link, for the one who asked (CRYP-09)', async () => {
  const root = await signIn('root')
  const noLink = () => act({ act: 'invite-again', user: idOf('nina') }, root)
  expect(codeOf(await noLink())).toEqual([403, 'not-allowed'])
  const id = await askFor('nina', root)
  expect(codeOf(await noLink())).toEqual([403, 'not-allowed'])
  expect(await recovery('nina', root)).toMatchObject({ own: true, mayConfirm: false, confirmers: ['Name of rita'] })
  expect(await recovery('nina', await signIn('rita'))).toMatchObject({ own: false, mayConfirm: true })

  // Nobody does both, nobody confirms their own, and where there is another administrator nobody else confirms.
  for (const name of ['root', 'nina', 'dora', 'elsa'] as const) {
    expect(await toConfirm(name)).toEqual([])
    expect([name, ...codeOf(await confirm(id, name))]).toEqual([name, 404, 'not-found'])
  }
  expect(await toConfirm('rita')).toEqual(['nina'])
  expect((await confirm(id, 'rita')).status).toBe(200)
  expect(codeOf(await confirm(id, 'rita'))).toEqual([404, 'not-found'])
  expect(await toConfirm('rita')).toEqual([])
  expect(await recovery('nina', root)).toMatchObject({ confirmedBy: 'Name of rita', confirmers: [] })

  // Whoever confirms never holds the link; whoever asked holds one.
  const rita = await signIn('rita')
  expect(codeOf(await act({ act: 'invite-again', user: idOf('nina') }, rita))).toEqual([403, 'not-allowed'])
  const token = await linkOf('nina', root)
  expect(codeOf(await noLink())).toEqual([403, 'not-allowed'])
  expect((await post('/auth/accept-invitation', { token, password: OTHER })).status).toBe(200)
  await expect(signIn('nina')).rejects.toThrow()
  await signIn('nina', OTHER)

  const { lines } = SecurityLines.parse(await get('/administration/security-log', rita))
  const acts = lines.filter(({ detail = '' }) => detail.endsWith(idOf('nina'))).map(({ kind, who }) => [kind, who])
  expect(acts.toReversed()).toEqual([
    ['recovery-asked', 'Name of root'],
    ...['root', 'nina', 'dora', 'elsa'].map((name) => ['administration-refused', `Name of ${name}`]),
    ['recovery-confirmed', 'Name of rita'],
    ['person-invited', 'Name of root'],
  ])
})

test('it runs out after a day, confirmed or not, and can be withdrawn and asked for again (CRYP-09)', async () => {
  const late = await askFor('nina', await signIn('root'))
  now += 24 * hour
  expect(await toConfirm('rita')).toEqual([])
  expect(codeOf(await confirm(late, 'rita'))).toEqual([404, 'not-found'])

  const confirmed = await askFor('nina', await signIn('root'))
  expect((await confirm(confirmed, 'rita')).status).toBe(200)
  now += 24 * hour
  expect(codeOf(await act({ act: 'invite-again', user: idOf('nina') }, await signIn('root')))).toEqual([
    403,
    'not-allowed',
  ])

  const root = await signIn('root')
  const withdrawn = await askFor('nina', root)
  // One at a time.
  expect(codeOf(await act({ act: 'recover', user: idOf('nina') }, await signIn('rita')))).toEqual([400, 'bad-request'])
  expect((await confirm(withdrawn, 'rita')).status).toBe(200)
  const withdraw = { act: 'withdraw-recovery' as const, recovery: withdrawn }
  expect((await act(withdraw, await signIn('rita'))).status).toBe(200)
  expect(codeOf(await act(withdraw, root))).toEqual([404, 'not-found'])
  expect(codeOf(await act({ act: 'invite-again', user: idOf('nina') }, root))).toEqual([403, 'not-allowed'])
  await askFor('nina', root)
})

test('where there is no other administrator, a data manager of a study of the person confirms (CRYP-09)', async () => {
  const root = await signIn('root')
  expect((await act({ act: 'disable', user: idOf('rita') }, root)).status).toBe(200)
  const id = await askFor('nina', root)
  expect(await toConfirm('dora')).toEqual(['nina'])
  expect(await toConfirm('elsa')).toEqual([])
  expect(codeOf(await confirm(id, 'elsa'))).toEqual([404, 'not-found'])
  expect((await confirm(id, 'dora')).status).toBe(200)
  expect(await linkOf('nina', root)).toBeDefined()

  // Not their own; and of somebody of no study of theirs, neither.
  const own = await askFor('dora', root)
  expect(await recovery('dora', root)).toMatchObject({ confirmers: [] })
  expect(codeOf(await confirm(own, 'dora'))).toEqual([404, 'not-found'])
  await server.endGrants(idOf('elsa'))
  const stranger = await askFor('elsa', root)
  expect(codeOf(await confirm(stranger, 'dora'))).toEqual([404, 'not-found'])
  // An administrator serves every study.
  expect((await act({ act: 'enable', user: idOf('rita') }, root)).status).toBe(200)
  expect((await act({ act: 'withdraw-recovery', recovery: stranger }, root)).status).toBe(200)
  await askFor('rita', root)
  expect(await recovery('rita', root)).toMatchObject({ confirmers: ['Name of dora'] })
})

test('the first password is one administrator’s to give, and the table itself knows no one-person recovery (CRYP-09)', async () => {
  const root = await signIn('root')
  const invite = { act: 'invite' as const, userName: 'new', name: 'New Person', delegations: [] }
  expect((await act(invite, root)).status).toBe(200)
  const { people } = AdministrationOverview.parse(await get('/administration', root))
  const user = people.find(({ userName }) => userName === 'new')?.id ?? idOf('nina')
  expect((await act({ act: 'invite-again', user }, root)).status).toBe(200)
  expect(codeOf(await act({ act: 'recover', user }, root))).toEqual([400, 'bad-request'])
  const alone = (by: Name) =>
    as(server.adminUrl, (admin) =>
      admin.query(
        `INSERT INTO password_recovery (user_id, asked_by, asked_at, expires_at, confirmed_by, confirmed_at)
         VALUES ($1, $2, now(), now(), $3, now())`,
        [idOf('elsa'), idOf('root'), idOf(by)],
      ),
    )
  await expect(alone('root')).rejects.toThrow(/check constraint/)
  await expect(alone('elsa')).rejects.toThrow(/check constraint/)
  expect(codeOf(await confirm(randomUUID(), 'rita'))).toEqual([404, 'not-found'])
})
