import { IDBFactory } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { DeviceId } from '#shared/ids'
import { network, newMark, newProfile, openDevice, setClock } from './own-device'
import { signInDesk } from './sign-in-desk'

const PASSWORD = 'quiet-harbour-lantern'
const SEEN = '2026-03-11T16:20:00.000Z'

async function ward() {
  const clock = setClock()
  const desk = await signInDesk(() => clock.now())
  const profile = newProfile({ network: network(desk.fetch), server: 'https://tracer.test', clock })
  return { desk, profile }
}

const sessionOn = (device: string, platform: string) => ({
  ...{
    id: crypto.randomUUID(),
    device: DeviceId.parse(device),
    platform,
    startedAt: SEEN,
    lastSeen: SEEN,
    current: false,
  },
})

test('a store that was cleared under its mark is told before anybody signs in, and until it was read (CRYP-13)', async () => {
  const { desk, profile } = await ward()
  const before = openDevice(profile)
  await before.signIn('ana', PASSWORD)
  expect(await before.emptied()).toBeUndefined()
  const lost = (await profile.mark.read()) ?? ''
  await before.close()

  const cleared = { ...profile, indexedDB: new IDBFactory() }
  const device = openDevice(cleared)
  expect(await device.emptied()).toEqual({ certain: true })
  desk.sessions = [sessionOn(crypto.randomUUID(), 'node'), sessionOn(lost, 'node 20')]
  await device.signIn('ana', PASSWORD)
  const told = { certain: true, last: { platform: 'node 20', seen: SEEN } }
  await expect.poll(() => device.emptied()).toEqual(told)
  await device.close()

  const again = openDevice(cleared)
  expect(await again.emptied()).toEqual(told)
  await again.settleEmptied()
  expect(await again.emptied()).toBeUndefined()
  await again.close()
  expect(await openDevice(cleared).emptied()).toBeUndefined()
})

test('where nothing at all is left, the server tells of a sign-in on such a computer that never ended (CRYP-13)', async () => {
  const { desk, profile } = await ward()
  desk.sessions = [sessionOn(crypto.randomUUID(), 'Firefox 140 on Windows'), sessionOn(crypto.randomUUID(), 'node')]
  const device = openDevice({ ...profile, mark: newMark() })
  expect(await device.emptied()).toBeUndefined()
  await device.signIn('ana', PASSWORD)
  await expect.poll(() => device.emptied()).toEqual({ certain: false, last: { platform: 'node', seen: SEEN } })
})

test('a first computer, and a second person on one that is known, are told nothing', async () => {
  const { desk, profile } = await ward()
  const device = openDevice(profile)
  desk.sessions = [sessionOn(crypto.randomUUID(), 'Firefox 140 on Windows')]
  await device.signIn('ana', PASSWORD)
  desk.sessions = [sessionOn(crypto.randomUUID(), 'node')]
  await device.signIn('ben', PASSWORD)
  await device.syncNow()
  expect(await device.emptied()).toBeUndefined()
})

test('a browser that keeps no mark lets people in all the same', async () => {
  const { profile } = await ward()
  const refuses = () => Promise.reject(new Error('denied'))
  const device = openDevice({ ...profile, mark: { read: refuses, keep: refuses } })
  expect(await device.signIn('ana', PASSWORD)).toMatchObject({ kind: 'in' })
  expect(await device.emptied()).toBeUndefined()
})
