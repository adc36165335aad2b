import { randomUUID } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import { eq } from 'drizzle-orm'
import { importJWK, compactVerify } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SessionStandings } from '#shared/administration/protocol'
import { OfflineGrant, RefreshAnswer, Refusal, SignInAnswer } from '#shared/protocol'
import { hashPassword } from '../../server/auth/password'
import { type Device } from '../../server/demo/device'
import { appUser } from '../../server/store/schema'
import { PASSWORD, type TestServer, callTo, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

let server: TestServer
let now = Date.parse('2026-03-12T10:00:00Z')

beforeAll(async () => {
  server = await startTestServer({ now: () => new Date(now) })
  await server.addStudy(smallStudy, ['A1', 'B1'])
  await server.addPerson('ana', STUDY, 'nurse@A1')
  await server.addPerson('dora', STUDY, 'data-manager@*')
})
afterAll(() => server.stop())

const request = (userName: string, password = PASSWORD, device = server.device()) => ({
  userName,
  password,
  device: { id: device.id, publicKey: device.publicKey, app: '0', platform: 'none' },
})
const post = (path: string, body: object, token?: string) => server.call('POST', `/api${path}`, body, token)
const signIn = async (userName: string, device = server.device()) =>
  SignInAnswer.parse((await post('/auth/sign-in', request(userName, PASSWORD, device))).body)
const codeOf = (answer: { status: number; body: unknown }) => [answer.status, Refusal.parse(answer.body).code]
const hello = (token: string, device: Device) =>
  post('/sync/hello', { device: device.id, app: '0', lastN: 0, cursors: {}, claimedAt: '2026-03-12T10:00:00Z' }, token)

test('signing in gives a grant that anyone can check, and a key for each site (ASVS-9.x)', async () => {
  const device = server.device()
  const answer = await signIn('ANA ', device)
  const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: answer.serverKey }, 'EdDSA')
  const { payload, protectedHeader } = await compactVerify(answer.offlineGrant, key)
  const grant = OfflineGrant.parse(JSON.parse(new TextDecoder().decode(payload)))
  expect(protectedHeader.typ).toBe('grant+jwt')
  expect(grant).toMatchObject({ sub: answer.user.id, device: device.id, userName: 'ana' })
  expect(grant.exp - grant.iat).toBe(14 * 24 * 3600)
  expect(grant.grants.map(({ site, role }) => [site, role])).toEqual([['A1', 'nurse']])
  expect(answer.dataKeys.map(({ site }) => site)).toEqual(['A1'])
  // The same keys for the next person on this device, and for the same one later; others on another device.
  const dora = await signIn('dora', device)
  expect(dora.dataKeys.map(({ site }) => site).sort()).toEqual(['A1', 'B1'])
  expect(dora.dataKeys).toContainEqual(answer.dataKeys[0])
  expect((await signIn('ana')).dataKeys[0]?.key).not.toBe(answer.dataKeys[0]?.key)
})

test('a password holds whichever keyboard typed it: letters with their marks apart are the same text (ASVS-6.2.x)', async () => {
  const password = 'crème brûlée à Malmö'
  const apart = password.normalize('NFD')
  expect(apart).not.toBe(password)
  const user = await server.addPerson('lea', STUDY, 'nurse@A1')
  for (const chosen of [password, apart]) {
    const passwordHash = await hashPassword(chosen)
    await server.context.store.db.update(appUser).set({ passwordHash }).where(eq(appUser.id, user))
    for (const typed of [password, apart]) expect((await post('/auth/sign-in', request('lea', typed))).status).toBe(200)
  }
})

test('wrong passwords close the account for longer each time, whoever it is and even for the right one (P11-17, ASVS-6.3.1)', async () => {
  await server.addPerson('locked', STUDY, 'nurse@A1')
  for (const userName of ['locked', 'nobody-has-this-name']) {
    for (let i = 1; i <= 5; i++)
      expect(codeOf(await post('/auth/sign-in', request(userName, 'wrong')))).toEqual([401, 'wrong-password'])
    const closed = await post('/auth/sign-in', request(userName))
    expect(closed).toMatchObject({ status: 423, body: { code: 'locked-out', retryAfter: 60 } })
  }
  now += 61_000
  expect(codeOf(await post('/auth/sign-in', request('locked', 'wrong')))).toEqual([401, 'wrong-password'])
  expect((await post('/auth/sign-in', request('locked'))).body).toMatchObject({ retryAfter: 120 })
  now += 121_000
  expect((await post('/auth/sign-in', request('locked'))).status).toBe(200)
  expect((await post('/auth/sign-in', request('locked', 'wrong'))).status).toBe(401)
})

test('many guesses at once are counted as many (ASVS-6.3.1)', async () => {
  await server.addPerson('guessed', STUDY, 'nurse@A1')
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => post('/auth/sign-in', request('guessed', `guess ${i}`))),
  )
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
  expect(answers.filter(({ status }) => status === 423)).toHaveLength(15)
})

test('an unknown name is answered like a wrong password (ASVS-6.3.1)', async () => {
  const [unknown, wrong] = [
    await post('/auth/sign-in', request('who', 'x')),
    await post('/auth/sign-in', request('dora', 'x')),
  ]
  expect(unknown).toEqual(wrong)
})

test('a password that was hashed at less than today’s cost is hashed anew when it is next given (ASVS-11.4.2)', async () => {
  const user = await server.addPerson('former', STUDY, 'nurse@A1')
  const stored = async () => {
    const [row] = await server.context.store.db.select().from(appUser).where(eq(appUser.id, user))
    return row?.passwordHash ?? ''
  }
  const today = await stored()
  expect(today).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect((await post('/auth/sign-in', request('former'))).status).toBe(200)
  expect(await stored()).toBe(today)

  const weak = await hash(PASSWORD, { memoryCost: 8_192, timeCost: 1, parallelism: 1 })
  await server.context.store.db.update(appUser).set({ passwordHash: weak }).where(eq(appUser.id, user))
  expect((await post('/auth/sign-in', request('former', 'wrong'))).status).toBe(401)
  expect(await stored()).toBe(weak)
  expect((await post('/auth/sign-in', request('former'))).status).toBe(200)
  expect(await stored()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect((await post('/auth/sign-in', request('former'))).status).toBe(200)
})

test('a device id with another key is a fork (P11-08)', async () => {
  const device = server.device()
  await signIn('ana', device)
  const copy = request('ana', PASSWORD, server.device())
  expect(codeOf(await post('/auth/sign-in', { ...copy, device: { ...copy.device, id: device.id } }))).toEqual([
    409,
    'fork',
  ])
})

test('a refresh token that was traded and whose successor was used ends the session it came from (ASVS-7.x)', async () => {
  const device = server.device()
  const first = await signIn('ana', device)
  const refresh = (refreshToken: string, id = device.id) => post('/auth/refresh', { refreshToken, device: id })
  const second = RefreshAnswer.parse((await refresh(first.refreshToken)).body)
  expect((await hello(second.accessToken, device)).status).toBe(200)
  const third = RefreshAnswer.parse((await refresh(second.refreshToken)).body)
  expect(codeOf(await refresh(first.refreshToken))).toEqual([401, 'signed-out'])
  expect(codeOf(await refresh(third.refreshToken))).toEqual([401, 'signed-out'])
  expect(codeOf(await hello(third.accessToken, device))).toEqual([401, 'signed-out'])

  const other = await signIn('ana', device)
  expect(codeOf(await refresh(other.refreshToken, server.device().id))).toEqual([401, 'signed-out'])
})

test('an answer with the next token that was lost on the way, or comes late, ends no session', async () => {
  const device = server.device()
  const first = await signIn('ana', device)
  const refresh = (refreshToken: string) => post('/auth/refresh', { refreshToken, device: device.id })
  const late = RefreshAnswer.parse((await refresh(first.refreshToken)).body)
  const again = RefreshAnswer.parse((await refresh(first.refreshToken)).body)
  expect((await hello(again.accessToken, device)).status).toBe(200)
  // Whichever answer the device went on from: the other is the same.
  const next = RefreshAnswer.parse((await refresh(late.refreshToken)).body)
  expect((await hello(next.accessToken, device)).status).toBe(200)
  // What was traded twice over opens nothing: somebody who caught it is found out.
  expect(codeOf(await refresh(first.refreshToken))).toEqual([401, 'signed-out'])
  expect(codeOf(await refresh(next.refreshToken))).toEqual([401, 'signed-out'])
})

test('people see where they are signed in, end their own sign-ins, and nobody else’s (ASVS-7.x)', async () => {
  const [here, there] = [server.device(), server.device()]
  const [ana, elsewhere, dora] = [await signIn('ana', here), await signIn('ana', there), await signIn('dora')]
  const listed = async () =>
    SessionStandings.parse((await server.call('GET', '/api/auth/sessions', undefined, ana.accessToken)).body).sessions
  const other = (await listed()).find(({ device }) => device === there.id)
  expect((await listed()).filter(({ current }) => current).map(({ device }) => device)).toEqual([here.id])
  const end = (token: string) => post(`/auth/sessions/${other?.id}/end`, {}, token)
  expect(codeOf(await end(dora.accessToken))).toEqual([404, 'not-found'])
  expect((await end(ana.accessToken)).status).toBe(200)
  expect(codeOf(await hello(elsewhere.accessToken, there))).toEqual([401, 'signed-out'])
  expect(codeOf(await end(ana.accessToken))).toEqual([404, 'not-found'])
})

test('one person on a dozen devices in the same moment is no dozen guesses', async () => {
  await server.addPerson('many', STUDY, 'nurse@A1')
  const answers = await Promise.all(Array.from({ length: 12 }, () => post('/auth/sign-in', request('many'))))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
})

test('a session ends by signing out, and by itself after twelve hours (ASVS-7.x)', async () => {
  const device = server.device()
  const { accessToken, refreshToken } = await signIn('ana', device)
  expect((await post('/auth/sign-out', {}, accessToken)).status).toBe(200)
  expect(codeOf(await hello(accessToken, device))).toEqual([401, 'signed-out'])
  expect(codeOf(await post('/auth/refresh', { refreshToken, device: device.id }))).toEqual([401, 'signed-out'])

  const later = await signIn('ana', device)
  now += 11 * 60_000
  expect(codeOf(await hello(later.accessToken, device))).toEqual([401, 'signed-out'])
  now += 12 * 3_600_000
  expect(codeOf(await post('/auth/refresh', { refreshToken: later.refreshToken, device: device.id }))).toEqual([
    401,
    'signed-out',
  ])
})

test('only tokens of this server, of the right kind, open anything (ASVS-9.x)', async () => {
  const device = server.device()
  const { accessToken, offlineGrant } = await signIn('ana', device)
  const [head = '', claims = '', signature = ''] = accessToken.split('.')
  const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')
  const tokens = [
    '',
    'x',
    offlineGrant,
    `${none}.${claims}.`,
    `${none}.${claims}.${signature}`,
    `${head}.${claims}.AAAA`,
  ]
  for (const token of tokens) expect(codeOf(await hello(token, device))).toEqual([401, 'signed-out'])
})

test('a person is known by a signature key for ever (P11-16)', async () => {
  const device = server.device()
  const { accessToken } = await signIn('ana', device)
  const keyId = randomUUID()
  const key = { keyId, publicKey: device.publicKey }
  expect((await post('/keys', key, accessToken)).status).toBe(200)
  expect((await post('/keys', key, accessToken)).status).toBe(200)
  const other = { keyId, publicKey: server.device().publicKey }
  expect(codeOf(await post('/keys', other, accessToken))).toEqual([403, 'not-allowed'])
  expect((await device.hello(accessToken)).keys.map((known) => known.keyId)).toContain(keyId)
})

test('too many calls to the door are told to wait (ASVS-2.4.1)', async () => {
  const strict = await startTestServer({ authPerMinute: 3 })
  const call = callTo(strict.address)
  const tries = []
  for (let i = 0; i < 5; i++)
    tries.push(await call('POST', '/api/auth/refresh', { refreshToken: 'x', device: randomUUID() }, undefined))
  expect(tries.map(({ status }) => status)).toEqual([401, 401, 401, 429, 429])
  expect(Refusal.parse(tries[4]?.body)).toMatchObject({ code: 'too-many' })
  await strict.stop()
})

test('an empty server lets its first administrator in, once (ASVS-6.4.x)', async () => {
  const empty = await startTestServer()
  const call = callTo(empty.address)
  const accept = (token: string, password = PASSWORD) =>
    call('POST', '/api/auth/accept-invitation', { token, userName: 'first', name: 'First', password }, undefined)
  const stale = (await empty.invitation()) ?? ''
  const token = (await empty.invitation()) ?? ''
  expect(codeOf(await accept(stale))).toEqual([404, 'not-found'])
  expect(codeOf(await accept(token, 'short'))).toEqual([400, 'bad-request'])
  expect((await accept(token)).status).toBe(200)
  expect(codeOf(await accept(token))).toEqual([404, 'not-found'])
  expect(await empty.invitation()).toBeUndefined()
  const people = await empty.context.store.db.select().from(appUser)
  expect(people.map(({ userName, administrator }) => [userName, administrator])).toEqual([['first', true]])
  await empty.stop()
})
