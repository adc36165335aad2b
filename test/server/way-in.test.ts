import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  AcceptInvitationAnswer,
  ActAnswer,
  type AdministrationAct,
  AdministrationOverview,
  SecurityLines,
} from '#shared/administration/protocol'
import { accessWithin } from '#shared/administration/access'
import { weaknessOf } from '#shared/administration/password'
import { SiteId, SubjectCode, SubjectKey, type UserId } from '#shared/ids'
import { PublishAnswer, Refusal } from '#shared/protocol'
import type { Role } from '#shared/roles'
import { PASSWORD, type TestServer, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

/** An empty production server, from its one invitation to the first participant. */

let server: TestServer
let now = Date.parse('2026-03-12T10:00:00Z')
const A1 = SiteId.parse('A1')
const day = 86_400_000
const instant = (days: number) => new Date(now + days * day).toISOString()

beforeAll(async () => {
  server = await startTestServer({ now: () => new Date(now) })
})
afterAll(() => server.stop())

const codeOf = (answer: { status: number; body: unknown }) => [answer.status, Refusal.parse(answer.body).code]
const post = (path: string, body: object, token?: string) => server.call('POST', `/api${path}`, body, token)
const accept = async (token: string, more: object = {}) =>
  AcceptInvitationAnswer.parse((await post('/auth/accept-invitation', { token, password: PASSWORD, ...more })).body)
const signIn = (userName: string, role: Role) => server.device().signIn(userName, PASSWORD, role)

const asked = (act: AdministrationAct, token: string) => post('/administration', act, token)
const done = async (act: AdministrationAct, token: string) => {
  const { status, body } = await asked(act, token)
  expect([act.act, status, body]).toEqual([act.act, 200, body])
  return ActAnswer.parse(body).invitation ?? ''
}
const standing = async (token: string) =>
  AdministrationOverview.parse((await server.call('GET', '/api/administration', undefined, token)).body)
const kinds = async (token: string) =>
  SecurityLines.parse((await server.call('GET', '/api/administration/security-log', undefined, token)).body).lines.map(
    ({ kind }) => kind,
  )

const delegation = (role: 'nurse' | 'data-manager' | 'administrator', more: object = {}) => ({
  ...{ study: STUDY, site: role === 'nurse' ? A1 : ('*' as const), role },
  ...{ from: instant(0), trainedOn: '2026-03-01', ...more },
})
const invited = (userName: string, ...delegations: ReturnType<typeof delegation>[]): AdministrationAct => ({
  ...{ act: 'invite', userName, name: `Name of ${userName}`, delegations },
})

/** Set by the first test, which the others go on from: one server from its beginning. */
let admin = ''
let adminId: UserId

test('the invitation of an empty server leads to a study whose invited nurse enrols a participant', async () => {
  const bootstrap = (await server.invitation()) ?? ''
  expect((await post('/auth/invitation', { token: bootstrap })).body).toEqual({})
  expect(codeOf(await post('/auth/accept-invitation', { token: bootstrap, password: PASSWORD }))[0]).toBe(400)
  await accept(bootstrap, { userName: 'root', name: 'The First' })
  const root = await signIn('root', 'administrator')
  admin = root.token
  adminId = root.user
  expect((await standing(admin)).people).toMatchObject([{ userName: 'root', administrator: true, state: 'active' }])

  const opened = await post('/studies', { version: smallStudy, sites: [{ id: A1, name: 'First' }], people: [] }, admin)
  const version = PublishAnswer.parse(opened.body).id
  await done({ act: 'add-site', study: STUDY, site: SiteId.parse('B1'), name: 'Second' }, admin)
  const token = await done(invited('nina', delegation('nurse')), admin)
  const manager = await done(invited('dora', delegation('data-manager')), admin)
  const { studies, people } = await standing(admin)
  expect(studies).toMatchObject([
    {
      study: STUDY,
      name: 'SMALL',
      sites: [
        { site: 'A1', name: 'First' },
        { site: 'B1', name: 'Second' },
      ],
    },
  ])
  expect(people.map(({ userName, state }) => [userName, state])).toEqual([
    ['dora', 'invited'],
    ['nina', 'invited'],
    ['root', 'active'],
  ])
  expect(people[1]?.delegations).toMatchObject([{ site: 'A1', role: 'nurse', givenBy: 'The First' }])

  // Nobody signs in before they have a password of their own.
  const early = { id: randomUUID(), publicKey: server.device().publicKey, app: '0', platform: 'none' }
  const tooEarly = await post('/auth/sign-in', { userName: 'nina', password: PASSWORD, device: early })
  expect(codeOf(tooEarly)).toEqual([401, 'wrong-password'])
  expect((await post('/auth/invitation', { token })).body).toEqual({ userName: 'nina', name: 'Name of nina' })
  expect(codeOf(await post('/auth/accept-invitation', { token, password: 'short' }))).toEqual([400, 'bad-request'])
  expect((await accept(token, { userName: 'another' })).userName).toBe('nina')
  expect(codeOf(await post('/auth/accept-invitation', { token, password: PASSWORD }))).toEqual([404, 'not-found'])
  await accept(manager)

  const device = server.device()
  const nina = await device.signIn('nina', PASSWORD, 'nurse')
  expect((await device.hello(nina.token)).sites.map(({ site, version: runs }) => [site, runs])).toEqual([
    ['A1', version],
  ])
  const at = { at: '2026-03-12T10:00:00.000+01:00', study: STUDY, site: A1, version }
  const body = { kind: 'enrol' as const, code: SubjectCode.parse('A1-001') }
  device.assert({ by: nina, ...at, subject: SubjectKey.parse(randomUUID()), body })
  expect((await device.push(nina)).receipts.map(({ receipt }) => receipt.state)).toEqual(['applied'])

  const dora = await signIn('dora', 'data-manager')
  const next = { version: { ...smallStudy, name: '1.1' }, sites: ['B1'] }
  expect((await post('/study-versions', next, dora.token)).status).toBe(200)
  // A data manager sets up nobody.
  expect(codeOf(await asked(invited('eve'), dora.token))).toEqual([403, 'not-allowed'])
  expect((await server.call('GET', '/api/administration', undefined, dora.token)).status).toBe(403)
})

test('who sets up the server has no role in data, by their own hand or another’s (GCP-18, ASVS-16.x)', async () => {
  const self = { act: 'delegate' as const, user: adminId }
  for (const role of ['nurse', 'data-manager'] as const)
    expect(codeOf(await asked({ ...self, delegation: delegation(role) }, admin))).toEqual([403, 'not-allowed'])
  const both = { ...invited('second', delegation('nurse')), administrator: true } as const
  expect(codeOf(await asked(both, admin))).toEqual([403, 'not-allowed'])
  expect((await standing(admin)).people.some(({ userName }) => userName === 'second')).toBe(false)
  await done({ ...self, delegation: delegation('administrator') }, admin)
  expect(await kinds(admin)).toContain('administration-refused')

  const device = server.device()
  const root = await device.signIn('root', PASSWORD, 'nurse')
  expect((await device.hello(root.token)).streams).toEqual([])
  // Who keeps the lists of a study has no other role in it, whichever came first.
  const { people } = await standing(admin)
  const nina = people.find(({ userName }) => userName === 'nina')
  const lists = { act: 'delegate' as const, user: nina?.id ?? adminId, delegation: delegation('administrator') }
  expect(codeOf(await asked(lists, admin))).toEqual([403, 'not-allowed'])
})

test.each([
  ['before they were trained', delegation('nurse', { trainedOn: '2026-03-14' }), 400],
  [
    'on a day that began in the east',
    delegation('nurse', { from: '2026-03-12T23:30:00.000Z', trainedOn: '2026-03-13' }),
    200,
  ],
  ['on the day of the training', delegation('nurse', { trainedOn: '2026-03-12' }), 200],
  ['until before it begins', delegation('nurse', { until: '2026-03-12T09:00:00.000Z' }), 400],
  ['at a site that is none', delegation('nurse', { site: 'ZZ' }), 404],
  ['in a study that is none', delegation('nurse', { study: 'NCT99999999' }), 404],
])('somebody begins %s: %o', async (name, given, status) => {
  const userName = name.replaceAll(' ', '-')
  expect((await asked(invited(userName, given), admin)).status).toBe(status)
})

test('a delegation works from its first moment to its last, and an ended one no more', async () => {
  const from = instant(2)
  await accept(await done(invited('temp', delegation('nurse', { from, until: instant(4) })), admin))
  const sites = async () => {
    const device = server.device()
    return (await device.hello((await device.signIn('temp', PASSWORD, 'nurse')).token)).sites.length
  }
  const begin = now
  const seen = []
  for (const days of [0, 2, 3, 4]) {
    now = begin + days * day
    seen.push([days, await sites()])
  }
  expect(seen).toEqual([
    [0, 0],
    [2, 1],
    [3, 1],
    [4, 0],
  ])
  now = begin + 3 * day
  const root = await signIn('root', 'administrator')
  admin = root.token
  const temp = (await standing(admin)).people.find(({ userName }) => userName === 'temp')
  const end = { act: 'end-delegation' as const, delegation: temp?.delegations[0]?.id ?? '' }
  await done(end, admin)
  expect(await sites()).toBe(0)
  expect(codeOf(await asked(end, admin))).toEqual([404, 'not-found'])
})

test('a name is one person’s for ever; disabled they are out at once, invited again under another password (P11-14, P11-16, ASVS-6.4.x, ASVS-7.x)', async () => {
  expect(codeOf(await asked(invited('nina'), admin))).toEqual([409, 'outdated'])
  const device = server.device()
  const nina = await device.signIn('nina', PASSWORD, 'nurse')
  const person = { user: nina.user }
  await done({ act: 'disable', ...person }, admin)
  const call = () => server.call('GET', '/api/auth/sessions', undefined, nina.token)
  expect(codeOf(await call())).toEqual([401, 'signed-out'])
  await expect(device.signIn('nina', PASSWORD, 'nurse')).rejects.toThrow()
  await done({ act: 'enable', ...person }, admin)
  const before = await device.signIn('nina', PASSWORD, 'nurse')

  // Asked for twice, only the last link opens, and nobody but who holds it knows the password.
  const recovered = async () => {
    await done({ act: 'recover', ...person }, admin)
    const { id = '' } = (await standing(admin)).people.find((one) => one.id === nina.user)?.recovery ?? {}
    const dora = await signIn('dora', 'data-manager')
    expect((await post(`/recoveries/${id}/confirm`, {}, dora.token)).status).toBe(200)
    return done({ act: 'invite-again', ...person }, admin)
  }
  const stale = await recovered()
  const token = await recovered()
  expect(codeOf(await post('/auth/accept-invitation', { token: stale, password: PASSWORD }))).toEqual([
    404,
    'not-found',
  ])
  await accept(token, { password: 'another-harbour-lantern' })
  expect(codeOf(await server.call('GET', '/api/auth/sessions', undefined, before.token))).toEqual([401, 'signed-out'])
  await expect(device.signIn('nina', PASSWORD, 'nurse')).rejects.toThrow()
  expect((await device.signIn('nina', 'another-harbour-lantern', 'nurse')).user).toBe(nina.user)
})

test('any past day can be asked for: roles that ended, accounts that were disabled and let in again (GCP-17)', async () => {
  const begin = now
  await accept(await done(invited('past', delegation('nurse')), admin))
  const { user } = await signIn('past', 'nurse')
  const person = { user }
  /** What they had on the day so many days after today, as it is told when everything is over. */
  const had = async (days: number) => {
    const from = begin + days * day
    const within = accessWithin((await standing(admin)).people, { from, to: from + day })
    return within.flatMap(({ person: { id }, roles }) =>
      id === user ? roles.map(({ role, site }) => [role, site]) : [],
    )
  }
  const held = [['nurse', 'A1']]
  now = begin + 2 * day
  admin = (await signIn('root', 'administrator')).token
  await done({ act: 'disable', ...person }, admin)
  now = begin + 4 * day
  admin = (await signIn('root', 'administrator')).token
  await done({ act: 'enable', ...person }, admin)
  now = begin + 6 * day
  admin = (await signIn('root', 'administrator')).token
  const given = (await standing(admin)).people.find(({ id }) => id === user)?.delegations[0]
  await done({ act: 'end-delegation', delegation: given?.id ?? '' }, admin)
  now = begin + 8 * day
  admin = (await signIn('root', 'administrator')).token

  expect(await Promise.all([-1, 0, 1, 2, 3, 4, 5, 6, 7].map(had))).toEqual([
    ...[[], held, held, [], []],
    ...[held, held, [], []],
  ])
  // Each of these acts stands in the log that nobody changes, with who did it.
  const { rows } = await server.context.store.pool.query<{ kind: string; user_id: string }>(
    'SELECT kind, user_id FROM security_log WHERE detail LIKE $1 OR detail = $2 ORDER BY id',
    [`${user}%`, given?.id],
  )
  expect(rows).toEqual(
    ['role-delegated', 'person-invited', 'person-disabled', 'person-enabled', 'delegation-ended'].map((kind) => ({
      ...{ kind, user_id: adminId },
    })),
  )
})

test('a device that was lost is shut out in one step (P11-08, P11-18)', async () => {
  const device = server.device()
  const dora = await device.signIn('dora', PASSWORD, 'data-manager')
  const listed = (await standing(admin)).devices.find(({ id }) => id === device.id)
  expect(listed).toMatchObject({ people: ['Name of dora'], lastSeen: instant(0) })
  await done({ act: 'revoke-device', device: device.id, finalPush: true }, admin)
  expect(codeOf(await server.call('GET', '/api/auth/sessions', undefined, dora.token))).toEqual([403, 'revoked'])
  await expect(device.signIn('dora', PASSWORD, 'data-manager')).rejects.toThrow()
  expect((await signIn('dora', 'data-manager')).user).toBe(dora.user)
  expect(await kinds(admin)).toContain('device-revoked')
})

test.each([
  ['elevenchars', 'short'],
  ['twelve-chars', undefined],
  ['xx-nina-harbour', 'holds-name'],
  ['aaaaabbbbbccccc', 'monotonous'],
  ['Password2026!', 'common'],
  ['a password is seldom this long', undefined],
  ['and 64 characters and more are taken, with blanks and signs of any kind: åßж漢字 0123456789', undefined],
])('%s as a password: %s (ASVS-6.2.x)', (password, weak) => {
  expect(weaknessOf(password, 'nina')).toBe(weak)
})
