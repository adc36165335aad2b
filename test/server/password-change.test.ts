import { randomUUID } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EnrolmentAnswer, SecurityLines, SessionStandings } from '#shared/administration/protocol'
import { Alerts } from '#shared/alerts/protocol'
import { Refusal, SignInAnswer } from '#shared/protocol'
import { addPerson } from '../../server/people'
import { PASSWORD, type TestServer, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

/** A person changes their own password. */

let server: TestServer
let now = Date.parse('2026-03-12T10:00:00Z')
const OTHER = 'another-harbour-lantern'

beforeAll(async () => {
  server = await startTestServer({ now: () => new Date(now) })
  await server.addStudy(smallStudy, ['A1'])
  for (const name of ['nina', 'lars', 'mona', 'olga', 'pia']) await server.addPerson(name, STUDY, 'nurse@A1')
  await addPerson(server.context, { userName: 'root', name: 'Root', password: PASSWORD, administrator: true })
})
afterAll(() => server.stop())

const post = (path: string, body: object, token?: string) => server.call('POST', `/api${path}`, body, token)
const codeOf = ({ status, body }: { status: number; body: unknown }) =>
  status === 200 ? 'done' : Refusal.parse(body).code
const request = (userName: string, password: string, device = server.device()) => ({
  ...{ userName, password },
  device: { id: device.id, publicKey: device.publicKey, app: '0', platform: 'none' },
})
const signIn = async (userName: string, password = PASSWORD, more = {}) =>
  SignInAnswer.parse((await post('/auth/sign-in', { ...request(userName, password), ...more })).body)
const signsIn = async (userName: string, password: string) =>
  codeOf(await post('/auth/sign-in', request(userName, password)))
const change = async (token: string, passwords: { current?: string; password?: string; code?: string; id?: string }) =>
  codeOf(await post('/auth/password', { id: randomUUID(), current: PASSWORD, password: OTHER, ...passwords }, token))

test('the old password opens nothing, other sign-ins end, this one goes on, and it is noted (P11-16, CRYP-09, ASVS-7.x)', async () => {
  const elsewhere = await signIn('nina')
  const here = await signIn('nina')
  expect(await change(here.accessToken, {})).toBe('done')
  expect(await signsIn('nina', PASSWORD)).toBe('wrong-password')
  expect(await signsIn('nina', OTHER)).toBe('done')

  const sessionsOf = (token: string) => server.call('GET', '/api/auth/sessions', undefined, token)
  expect(codeOf(await sessionsOf(elsewhere.accessToken))).toBe('signed-out')
  const { sessions } = SessionStandings.parse((await sessionsOf(here.accessToken)).body)
  // The one it was changed in, and the one opened since.
  expect(sessions).toHaveLength(2)
  const { body } = await server.call(
    ...(['GET', '/api/administration/security-log', undefined] as const),
    (await signIn('root')).accessToken,
  )
  const changes = SecurityLines.parse(body).lines.filter(({ kind }) => kind === 'password-changed')
  expect(changes).toMatchObject([{ who: 'Name of nina' }])
})

test('the same change again is done once, also when its answer was lost (CRYP-09)', async () => {
  const { accessToken } = await signIn('lars')
  const id = randomUUID()
  expect(await change(accessToken, { id })).toBe('done')
  expect(await change(accessToken, { id })).toBe('done')
  // Another change has to bring the password that is in force now.
  expect(await change(accessToken, { password: 'third-harbour-lantern' })).toBe('wrong-password')
  expect(await signsIn('lars', OTHER)).toBe('done')
})

test.each([
  ['one that is too short', 'short'],
  ['one with the user name in it', 'pia-has-a-long-password'],
  ['one that is guessed first', 'password1234'],
  ['the one in force', PASSWORD],
])('%s is refused as a new password, and nothing is counted (ASVS-6.2.x)', async (_, password) => {
  const { accessToken } = await signIn('pia')
  expect(await change(accessToken, { password })).toBe('bad-request')
  expect(await signsIn('pia', PASSWORD)).toBe('done')
})

test('wrong current passwords are counted with those of sign-ins, lock, and are told of (P11-17, ASVS-6.3.1)', async () => {
  const { accessToken } = await signIn('olga')
  for (const wrong of ['wrong-1', 'wrong-2'])
    expect(await change(accessToken, { current: wrong })).toBe('wrong-password')
  for (const wrong of ['wrong-3', 'wrong-4']) expect(await signsIn('olga', wrong)).toBe('wrong-password')
  expect(await change(accessToken, { current: 'wrong-5' })).toBe('wrong-password')
  expect(await change(accessToken, {})).toBe('locked-out')
  expect(await signsIn('olga', PASSWORD)).toBe('locked-out')
  const { body } = await server.call('GET', '/api/alerts', undefined, (await signIn('root')).accessToken)
  expect(Alerts.parse(body).alerts).toMatchObject([{ kind: 'lockout', user: { userName: 'olga' } }])
  now += 61_000
  expect(await change(accessToken, {})).toBe('done')
  expect(await signsIn('olga', OTHER)).toBe('done')
})

test('who has a second factor gives a code, each good once (ASVS-6.3.1)', async () => {
  const { secret } = EnrolmentAnswer.parse((await post('/auth/second-factor', request('mona', PASSWORD))).body)
  const codeNow = () => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now })
  const used = codeNow()
  const { accessToken } = await signIn('mona', PASSWORD, { code: used })
  expect(await change(accessToken, {})).toBe('code-needed')
  expect(await change(accessToken, { code: used })).toBe('wrong-code')
  expect(await signsIn('mona', OTHER)).toBe('wrong-password')
  now += 30_000
  expect(await change(accessToken, { code: codeNow() })).toBe('done')
  expect(await signsIn('mona', OTHER)).toBe('code-needed')
})

test('nobody changes it without a sign-in that stands (P11-16)', async () => {
  const { accessToken } = await signIn('pia')
  expect(codeOf(await post('/auth/sign-out', {}, accessToken))).toBe('done')
  expect(await change(accessToken, {})).toBe('signed-out')
  expect(await signsIn('pia', PASSWORD)).toBe('done')
})
