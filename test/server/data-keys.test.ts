import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SignInAnswer } from '#shared/protocol'
import { dataKeysOf } from '../../server/auth/data-keys'
import type { Device } from '../../server/demo/device'
import { addPerson } from '../../server/people'
import { PASSWORD, type TestServer, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

/** Keys of a site on a device: newer ones beside the one before, until that has ended there. */

const DAY = 24 * 3600 * 1000
let server: TestServer
let now = Date.parse('2026-03-12T10:00:00Z')
let admin: string

beforeAll(async () => {
  server = await startTestServer({ now: () => new Date(now), keyDays: 30 })
  await server.addStudy(smallStudy, ['A1', 'B1'])
  await server.addPerson('ana', STUDY, 'nurse@A1')
  await server.addPerson('dora', STUDY, 'data-manager@*')
  await addPerson(server.context, { userName: 'root', name: 'Root', password: PASSWORD, administrator: true })
})
afterAll(() => server.stop())

async function signsIn(userName: string, device: Device, renewsKeys = true): Promise<SignInAnswer> {
  const said = { id: device.id, publicKey: device.publicKey, app: '0', platform: 'none' }
  const request = { userName, password: PASSWORD, device: { ...said, ...(renewsKeys && { renewsKeys: true }) } }
  return SignInAnswer.parse((await server.call('POST', '/api/auth/sign-in', request, undefined)).body)
}
const keyIds = ({ dataKeys }: SignInAnswer) => dataKeys.map(({ keyId }) => keyId)
const hello = (device: Device, { accessToken }: SignInAnswer, said: object) =>
  server.call(
    'POST',
    '/api/sync/hello',
    { device: device.id, app: '0', lastN: 0, cursors: {}, claimedAt: new Date(now).toISOString(), ...said },
    accessToken,
  )
async function asksFor(device: string) {
  admin = (await signsIn('root', server.device())).accessToken
  return server.call('POST', '/api/administration', { act: 'renew-keys', device }, admin)
}
const noted = async (kind: string, device: string) => {
  const { rows } = await server.context.store.pool.query<{ detail: string }>(
    `SELECT detail FROM security_log WHERE kind = $1 AND (device::text = $2 OR detail = $2) ORDER BY id`,
    [kind, device],
  )
  return rows.map(({ detail }) => detail)
}

test('a newer key comes beside the one before, names in indexes stay, and what has ended is given out no more', async () => {
  const device = server.device()
  const first = await signsIn('ana', device)
  expect(await asksFor(device.id)).toMatchObject({ status: 200 })
  expect(await asksFor(device.id), 'again').toMatchObject({ status: 400 })
  const both = await signsIn('ana', device)
  const [old, anew] = both.dataKeys
  if (!old || !anew) throw new Error('no keys')
  expect(old).toEqual(first.dataKeys[0])
  expect(anew.key).not.toBe(old.key)
  expect(anew.renewed).toMatchObject({ first: old.keyId, at: new Date(now).toISOString() })
  const known = await dataKeysOf(server.context, device.id)
  expect(known.get(anew.keyId)?.index).toEqual(known.get(old.keyId)?.index)
  expect(anew.renewed?.index).toBe(known.get(old.keyId)?.index.toString('base64url'))

  // An app from before goes on with what it has; the keys of another site were asked for by nobody.
  expect(keyIds(await signsIn('ana', device, false))).toEqual([old.keyId])
  const dora = await signsIn('dora', device)
  expect(dora.dataKeys.map(({ site }) => site)).toEqual(['A1', 'A1', 'B1'])

  const at = new Date(now).toISOString()
  const ends = (...keys: string[]) => hello(device, both, { keyEnds: keys.map((key) => ({ key, at })) })
  // Neither the newest key nor one that is not this device's can end.
  expect((await ends(anew.keyId, randomUUID())).status).toBe(200)
  expect(keyIds(await signsIn('ana', device))).toEqual([old.keyId, anew.keyId])
  await ends(old.keyId)
  await ends(old.keyId)
  expect(await noted('key-ended', device.id)).toEqual([`${STUDY}/A1`])
  expect(keyIds(await signsIn('ana', device))).toEqual([anew.keyId])
  expect((await dataKeysOf(server.context, device.id)).has(old.keyId), 'kept for work that is carried').toBe(true)
  expect(await asksFor(device.id), 'once more').toMatchObject({ status: 200 })
  const third = (await signsIn('ana', device)).dataKeys.at(-1)
  expect(third?.renewed).toMatchObject({ first: old.keyId, index: anew.renewed?.index })
})

test('a key that is too old gets a newer one at the next sign-in, one and no more', async () => {
  const device = server.device()
  const [old] = keyIds(await signsIn('ana', device))
  now += 29 * DAY
  expect(keyIds(await signsIn('ana', device))).toEqual([old])
  now += DAY
  expect(keyIds(await signsIn('ana', device, false))).toEqual([old])
  const [, anew] = keyIds(await signsIn('ana', device))
  expect(anew).toBeDefined()
  now += 400 * DAY
  expect(keyIds(await signsIn('ana', device))).toEqual([old, anew])
  expect(await noted('keys-renewed', device.id)).toEqual([device.id])
})

test('a server that a back-up brought back without a key that is in use gives newer ones', async () => {
  const device = server.device()
  const answer = await signsIn('ana', device)
  const [first = ''] = keyIds(answer)
  const inUse = { keysInUse: [{ key: randomUUID(), first }] }
  await hello(device, answer, inUse)
  await hello(device, answer, inUse)
  await hello(device, answer, { keysInUse: [{ key: randomUUID(), first: randomUUID() }] })
  expect((await signsIn('ana', device)).dataKeys).toMatchObject([{ keyId: first }, { renewed: { first } }])
})

test('nobody but an administrator asks for it, and not for a device that there is not or that was shut out', async () => {
  const device = server.device()
  const { accessToken } = await signsIn('ana', device)
  const act = { act: 'renew-keys', device: device.id }
  expect((await server.call('POST', '/api/administration', act, accessToken)).status).toBe(403)
  expect((await asksFor(randomUUID())).status).toBe(404)
  const revoke = { act: 'revoke-device', device: device.id, finalPush: true }
  expect((await server.call('POST', '/api/administration', revoke, admin)).status).toBe(200)
  expect((await asksFor(device.id)).status).toBe(404)
})
