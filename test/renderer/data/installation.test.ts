import { expect, test } from 'vitest'
import { failingCases } from '#shared/clinical/worked-cases'
import { network, newProfile, noKeychain, openDevice, setClock } from './own-device'
import { signInDesk } from './sign-in-desk'

const PASSWORD = 'quiet-harbour-lantern'
const storage = (kept: boolean, quota: number) => ({
  persisted: () => Promise.resolve(kept),
  estimate: () => Promise.resolve({ quota, usage: 0 }),
})

async function ward() {
  const clock = setClock()
  const desk = await signInDesk(() => clock.now())
  return newProfile({ network: network(desk.fetch), server: 'https://tracer.test', clock })
}

test('the engines come out as by hand on the cases that an installation tries (VAL-04)', () => {
  expect(failingCases()).toEqual([])
})

test('an installation tries itself once a version and keeps the report (VAL-04)', async () => {
  const profile = await ward()
  const device = openDevice(profile, { storage: storage(true, 5_000_000_000) })
  await device.signIn('ana', PASSWORD)
  const report = await device.installation()
  expect(report.checks.map(({ check, result }) => [check, result])).toEqual([
    ['storage', 'good'],
    ['encryption', 'good'],
    ['signing', 'good'],
    ['engines', 'good'],
    // No server has said what the time is.
    ['clock', 'unknown'],
    ['kept', 'good'],
    ['room', 'good'],
  ])
  await device.close()
  profile.clock.advance(60_000)

  const again = openDevice(profile, { storage: storage(true, 5_000_000_000) })
  await again.signIn('ana', PASSWORD)
  expect(await again.installation()).toEqual(report)
  expect((await again.installation(true)).at > report.at).toBe(true)
  await again.close()

  const updated = openDevice(profile, { app: 'newer', storage: storage(false, 1_000) })
  await updated.signIn('ana', PASSWORD)
  const { app, checks } = await updated.installation()
  expect(app).toBe('newer')
  expect(checks.flatMap(({ check, result }) => (result === 'fault' ? [check] : []))).toEqual(['kept', 'room'])
})

test('encryption that does not hold is told, and nothing else is kept from being tried (VAL-04)', async () => {
  const profile = await ward()
  let broken = false
  const subtle = new Proxy(crypto.subtle, {
    get: (of, name: keyof SubtleCrypto) =>
      broken && name === 'verify' ? () => Promise.resolve(false) : of[name].bind(of),
  })
  const device = openDevice(profile, {
    crypto: new Proxy(crypto, {
      get: (of, name: keyof Crypto) => (name === 'subtle' ? subtle : of[name].bind(of)),
    }),
  })
  await device.signIn('ana', PASSWORD)
  broken = true
  const { checks } = await device.installation()
  expect(checks.flatMap(({ check, result }) => (result === 'fault' ? [check] : []))).toEqual(['signing'])
  expect(checks.find(({ check }) => check === 'engines')?.result).toBe('good')
})

test.each([
  ['as it was built', true, 'good'],
  ['that somebody opened to other code', false, 'fault'],
] as const)('a desktop program %s says so (VAL-04)', async (_, asBuilt, result) => {
  const profile = await ward()
  const device = openDevice(profile, {
    keychain: { ...noKeychain, fuses: () => Promise.resolve({ asBuilt, wire: '01001100' }) },
  })
  await device.signIn('ana', PASSWORD)
  const { checks } = await device.installation()
  expect(checks.at(-1)).toEqual({ check: 'program', result, detail: '01001100' })
})
