import rateLimit from '@fastify/rate-limit'
import fastify from 'fastify'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { DeviceId, SiteId, SubjectCode, SubjectKey, UserId } from '#shared/ids'
import { Refusal } from '#shared/protocol'
import { isNotDone } from '../../renderer/data/administration'
import { RATES as BY_DEFAULT, countCalls } from '../../server/rates'
import { PASSWORD, type TestServer, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'
import { network, newProfile, openDevice } from '../renderer/data/own-device'

/** Rates small enough to be reached, over a minute that is two seconds long. */
const RATES = { exchange: 40, reading: 12, office: 6, exports: 2 }
const A1 = SiteId.parse('A1')

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ rates: RATES, rateSeconds: 2 })
  await server.addStudy(smallStudy, ['A1'])
  await server.addPerson('ana', STUDY, 'nurse@A1')
  await server.addPerson('ben', STUDY, 'nurse@A1')
  await server.addPerson('mona', STUDY, 'monitor@A1')
})
afterAll(() => server.stop())

const signIn = async (userName: string) => (await server.device().signIn(userName, PASSWORD, 'nurse')).token
const exported = { study: STUDY, site: 'A1', format: 'csv', kind: 'snapshot', profile: 'full' }
const calls: Record<keyof typeof RATES, (token: string) => ReturnType<TestServer['call']>> = {
  exchange: (token) => server.call('POST', '/api/sync/push', {}, token),
  reading: (token) => server.call('GET', `/api/sync/pull?stream=${STUDY}/A1/data&after=0`, undefined, token),
  office: (token) => server.call('GET', '/api/auth/sessions', undefined, token),
  exports: (token) => server.call('POST', '/api/exports', { ...exported, asOf: new Date().toISOString() }, token),
}

/** Calls until one is refused for its rate; those before were all answered. */
async function flood(call: () => ReturnType<TestServer['call']>, most: number) {
  for (let answered = 0; answered <= most; answered++) {
    const { status, body } = await call()
    if (status === 429) return { answered, refusal: Refusal.parse(body) }
  }
  throw new Error('nothing was refused')
}

test.each(['exchange', 'reading', 'office', 'exports'] as const)(
  'a device that floods with calls of %s is told when to come again, and nobody else is touched (ASVS-2.4.1)',
  async (work) => {
    const [ana, ben] = [await signIn('ana'), await signIn('ben')]
    const { refusal } = await flood(() => calls[work](ana), RATES[work] * 20)
    expect(refusal).toMatchObject({ code: 'too-many' })
    expect(refusal.retryAfter).toBeGreaterThan(0)
    expect(refusal.retryAfter).toBeLessThanOrEqual(2)
    expect((await calls[work](ben)).status).not.toBe(429)
    // Nor is anything else that she does.
    const other = work === 'reading' ? 'office' : 'reading'
    expect((await calls[other](ana)).status).not.toBe(429)
    await vi.waitFor(async () => expect((await calls[work](ana)).status).not.toBe(429), {
      timeout: 20_000,
      interval: 300,
    })
  },
)

test('somebody who floods from many devices is one person (ASVS-2.4.1)', async () => {
  const tokens = [await signIn('mona'), await signIn('mona'), await signIn('mona'), await signIn('mona')]
  let next = 0
  const { refusal } = await flood(() => calls.office(tokens[next++ % tokens.length] ?? ''), RATES.office * 20)
  expect(refusal).toMatchObject({ code: 'too-many' })
})

test('whoever asks too much is told so, and not that there is no server (ASVS-2.4.1)', async () => {
  const profile = newProfile({ network: network(fetch), server: server.address })
  profile.clock.set(new Date().toISOString())
  const device = openDevice(profile)
  await device.signIn('ben', PASSWORD)
  // On a slow machine a first round may not be quick enough to be too much.
  const refused = await vi.waitUntil(
    async () => {
      const answers = await Promise.all(Array.from({ length: RATES.office * 5 }, () => device.signIns()))
      return answers.find(isNotDone)
    },
    { timeout: 30_000 },
  )
  expect(refused).toEqual({ not: 'busy' })
  await device.close()
})

test('a device that was told to wait comes again by itself, and loses nothing (ASVS-2.4.1)', async () => {
  const told: number[] = []
  const line = network(async (input, init) => {
    const answer = await fetch(input, init)
    told.push(answer.status)
    return answer
  })
  const profile = newProfile({ network: line, server: server.address })
  profile.clock.set(new Date().toISOString())
  const device = openDevice(profile)
  await device.signIn('ana', PASSWORD)
  await device.syncNow()
  const [site] = await device.sites()
  if (!site) throw new Error('no site')
  const record = async () => {
    const code = SubjectCode.parse(await device.nextSubjectCode(STUDY, A1))
    const subject = SubjectKey.parse(crypto.randomUUID())
    await device.record({ study: STUDY, site: A1, version: site.version, subject, body: { kind: 'enrol', code } })
  }
  // Her other sign-ins use up what she may call, until the device that she works on has been told to wait.
  const tokens = [await signIn('ana'), await signIn('ana')]
  await record()
  while (!told.includes(429)) {
    for (const token of tokens) await flood(() => calls.exchange(token), RATES.exchange * 20)
    const before = told.length
    void device.syncNow()
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(before), { timeout: 40_000 })
  }
  await record()
  const status = () => device.syncStatus()
  await vi.waitFor(async () => expect(await status()).toMatchObject({ waiting: 0, refused: 0 }), { timeout: 60_000 })
  await device.close()
}, 180_000)

test('200 devices that come back in one minute, behind one address, are all answered', async () => {
  const app = fastify()
  await app.register(rateLimit, { global: false })
  countCalls(app, BY_DEFAULT, 60)
  const devices = Array.from({ length: 200 }, () => ({
    ...{ sub: UserId.parse(crypto.randomUUID()), device: DeviceId.parse(crypto.randomUUID()) },
    sid: crypto.randomUUID(),
  }))
  for (const work of ['exchange', 'reading', 'office', 'exports'] as const)
    app.get(`/${work}/:device`, { config: { work } }, async (request) => {
      const { device } = z.object({ device: z.coerce.number() }).parse(request.params)
      const by = devices[device]
      return by && { refused: (await app.rateOf(request, by)) !== undefined }
    })
  // After three days each pushes what it has, in batches, and reads what the others wrote.
  const asked = { exchange: 12, reading: 60, office: 2, exports: 0 }
  for (const [work, times] of Object.entries(asked))
    for (let i = 0; i < times; i++)
      for (const device of devices.keys())
        expect((await app.inject(`/${work}/${device}`)).json()).toEqual({ refused: false })
  await app.close()
})
