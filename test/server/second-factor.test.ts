import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AdministrationOverview, EnrolmentAnswer, SecurityLines } from '#shared/administration/protocol'
import { Refusal, SignInAnswer } from '#shared/protocol'
import type { Role } from '#shared/roles'
import { addPerson } from '../../server/people'
import { PASSWORD, type TestServer, as, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

/** The second factor, from its setting up to the loss of the phone. */

let server: TestServer
let now = Date.parse('2026-03-12T10:00:00Z')
const pass = (seconds: number) => (now += seconds * 1000)

beforeAll(async () => {
  server = await startTestServer({ now: () => new Date(now), secondFactor: 'required' })
  await server.addStudy(smallStudy, ['A1'])
  const people = { nina: 'nurse', mona: 'monitor', dora: 'data-manager', lars: 'monitor', rita: 'monitor' } as const
  for (const [name, role] of Object.entries(people)) await server.addPerson(name, STUDY, `${role satisfies Role}@A1`)
  await addPerson(server.context, { userName: 'root', name: 'Root', password: PASSWORD, administrator: true })
})
afterAll(() => server.stop())

const request = (userName: string, code?: string, password = PASSWORD) => {
  const { id, publicKey } = server.device()
  const device = { id, publicKey, app: '0', platform: 'none' }
  return { userName, password, device, ...(code !== undefined && { code }) }
}
const signIn = async (userName: string, code?: string, password?: string) => {
  const { status, body } = await server.call('POST', '/api/auth/sign-in', request(userName, code, password), undefined)
  return status === 200 ? 'in' : Refusal.parse(body).code
}
const begin = async (userName: string) => {
  const { body } = await server.call('POST', '/api/auth/second-factor', request(userName), undefined)
  return EnrolmentAnswer.parse(body)
}
const phone = ({ secret }: { readonly secret: string }) => {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  return (seconds = 0) => totp.generate({ timestamp: now + seconds * 1000 })
}
/** A person whose phone shows codes. */
async function enrolled(userName: string) {
  const told = await begin(userName)
  const code = phone(told)
  expect(await signIn(userName, code())).toBe('in')
  pass(30)
  return { ...told, code }
}

test.each([
  ['nina', 'in'],
  ['mona', 'enrol-needed'],
  ['dora', 'enrol-needed'],
  ['root', 'enrol-needed'],
])('%s with the right password alone: %s (ASVS-6.3.1)', async (name, outcome) => {
  expect(await signIn(name)).toBe(outcome)
})

test('from the first code on a code is asked for, each is good once, and clocks may differ by half a minute', async () => {
  const mona = await enrolled('mona')
  expect(mona.uri).toMatch(/^otpauth:\/\/totp\/Tracer:mona\?/)
  expect(await signIn('mona')).toBe('code-needed')
  const code = mona.code()
  expect(await signIn('mona', code)).toBe('in')
  expect(await signIn('mona', code)).toBe('wrong-code')
  pass(30)
  // One step behind is a code that was taken already; the phone may be ahead, but not by two steps.
  expect(await signIn('mona', mona.code(-30))).toBe('wrong-code')
  expect(await signIn('mona', mona.code(60))).toBe('wrong-code')
  expect(await signIn('mona', mona.code(30))).toBe('in')
  const again = await server.call('POST', '/api/auth/second-factor', request('mona'), undefined)
  expect(Refusal.parse(again.body).code).toBe('not-allowed')
})

test('what the phone was given is asked for by nobody until it has shown a code, and a wrong password begins nothing', async () => {
  const first = phone(await begin('rita'))
  const second = phone(await begin('rita'))
  expect(await signIn('rita')).toBe('enrol-needed')
  expect(await signIn('rita', first())).toBe('wrong-code')
  expect(await signIn('rita', second())).toBe('in')
  const { body } = await server.call(
    'POST',
    '/api/auth/second-factor',
    request('dora', undefined, 'wrong-wrong-wrong'),
    undefined,
  )
  expect(Refusal.parse(body).code).toBe('wrong-password')
})

test('wrong passwords and wrong codes are counted together, and being asked for a code is not counted (P11-17, ASVS-6.3.1)', async () => {
  const lars = await enrolled('lars')
  const tries = [
    await signIn('lars', undefined, 'wrong-wrong-wrong'),
    await signIn('lars', '000000'),
    await signIn('lars'),
    await signIn('lars', undefined, 'wrong-wrong-wrong'),
    await signIn('lars', '000000'),
    await signIn('lars'),
    await signIn('lars', '000000'),
    await signIn('lars', lars.code()),
  ]
  const [password, code, asked] = ['wrong-password', 'wrong-code', 'code-needed']
  expect(tries).toEqual([password, code, asked, password, code, asked, code, 'locked-out'])
  pass(61)
  expect(await signIn('lars', lars.code())).toBe('in')
})

test('a recovery code stands in once; an administrator takes a lost phone away, and all of it is logged (ASVS-16.x)', async () => {
  const root = await enrolled('root')
  const { body } = await server.call('POST', '/api/auth/sign-in', request('root', root.code()), undefined)
  const { accessToken, user } = SignInAnswer.parse(body)
  const dora = await enrolled('dora')
  const [first = '', second = ''] = dora.recoveryCodes
  expect(dora.recoveryCodes).toHaveLength(10)
  expect(await signIn('dora', first.toLowerCase())).toBe('in')
  expect(await signIn('dora', first)).toBe('wrong-code')

  const overview = async () =>
    AdministrationOverview.parse((await server.call('GET', '/api/administration', undefined, accessToken)).body).people
  const of = async (name: string) => (await overview()).find(({ userName }) => userName === name)
  const before = await of('dora')
  expect([before?.secondFactor, before?.signedIn]).toEqual([true, 2])
  const reset = { act: 'reset-second-factor', user: before?.id ?? user.id }
  expect((await server.call('POST', '/api/administration', reset, accessToken)).status).toBe(200)
  const after = await of('dora')
  expect([after?.secondFactor, after?.signedIn]).toEqual([false, 0])
  expect([await signIn('dora', second), await signIn('dora')]).toEqual(['enrol-needed', 'enrol-needed'])

  const log = await server.call('GET', '/api/administration/security-log', undefined, accessToken)
  const kinds = new Set(SecurityLines.parse(log.body).lines.map(({ kind }) => kind))
  for (const kind of ['second-factor-set-up', 'second-factor-failed', 'recovery-code-used', 'second-factor-taken-away'])
    expect(kinds).toContain(kind)
})

test('nothing in the database makes a code or is one', async () => {
  const told = await begin('dora')
  const bytes = Buffer.from(Secret.fromBase32(told.secret).bytes)
  const kept = await as(server.adminUrl, async (admin) => {
    const factors = await admin.query<{ row: string }>('SELECT f::text AS row FROM second_factor AS f')
    const codes = await admin.query<{ row: string }>('SELECT c::text AS row FROM recovery_code AS c')
    return [...factors.rows, ...codes.rows].map(({ row }) => row).join('\n')
  })
  for (const secret of [told.secret, bytes.toString('hex'), bytes.toString('base64url'), ...told.recoveryCodes])
    expect(kept).not.toContain(secret)
})
