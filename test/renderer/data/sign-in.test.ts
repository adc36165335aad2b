import { IDBFactory } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { FormPath } from '#shared/casebook/path'
import { SiteId, SubjectKey } from '#shared/ids'
import { versionIdOf } from '#shared/study/definition'
import { STUDY, smallStudy } from '../../support/small-study'
import { STRETCHING_FLOOR } from '../../../renderer/data/keys/stretch'
import {
  damage,
  network,
  newProfile,
  noKeychain,
  openDevice,
  peopleKept,
  rawRecords,
  searchable,
  setClock,
  withStore,
} from './own-device'
import { signInDesk } from './sign-in-desk'

const PASSWORD = 'quiet-harbour-lantern'

async function ward() {
  const clock = setClock()
  const desk = await signInDesk(() => clock.now())
  const profile = newProfile({ network: network(desk.fetch), server: 'https://tracer.test', clock })
  return { clock, desk, profile, network: profile.network }
}

/** A person has signed in once with the server, and the app was closed. */
async function knownWard() {
  const here = await ward()
  const device = openDevice(here.profile)
  expect(await device.signIn('ana', PASSWORD)).toMatchObject({ kind: 'in' })
  await device.close()
  here.network.online = false
  return here
}

test('the first sign-in on a device needs the server', async () => {
  const { profile, network } = await ward()
  network.online = false
  const device = openDevice(profile)
  expect(await device.signIn('ana', PASSWORD)).toEqual({ kind: 'needs-server' })
  expect(await device.people()).toEqual([])

  network.online = true
  expect(await device.signIn('ana', PASSWORD)).toMatchObject({
    kind: 'in',
    session: {
      online: true,
      user: { userName: 'ana', name: 'Ana Lindqvist' },
      grants: [{ study: STUDY, site: 'NL01', role: 'nurse', untrained: false }],
    },
  })
})

test('someone the device knows is let in without a network, and the list names them while it is locked', async () => {
  const { profile } = await knownWard()
  const device = openDevice(profile)
  expect(await device.people()).toEqual([
    { userName: 'ana', name: 'Ana Lindqvist', offlineUntil: '2026-03-26T10:00:00.000Z' },
  ])
  expect(await device.signIn('Ana ', PASSWORD)).toMatchObject({ kind: 'in', session: { online: false } })
})

test('a locked device answers nothing but its own people (P11-15, CRYP-03)', async () => {
  const { profile } = await knownWard()
  const device = openDevice(profile)
  await device.signIn('ana', PASSWORD)
  await device.lock()
  await expect(device.casebook(SubjectKey.parse(crypto.randomUUID()))).rejects.toThrow('nobody is signed in')
  await expect(device.sites()).rejects.toThrow('nobody is signed in')
  expect(await device.syncStatus()).toMatchObject({ state: 'signed-out' })
  expect(await device.people()).toHaveLength(1)
})

test('wrong passwords slow down, then lock, across restarts and with the clock set back (P11-17, CRYP-06)', async () => {
  const { profile, clock } = await knownWard()
  const tries: unknown[] = []
  for (let i = 0; i < 5; i++) {
    const device = openDevice(profile)
    tries.push(await device.signIn('ana', 'wrong'))
    // Too early: the password is not even looked at.
    expect(await device.signIn('ana', PASSWORD)).toMatchObject({ kind: 'locked-out' })
    await device.close()
    clock.advance(8_500)
  }
  expect(tries).toEqual([
    { kind: 'wrong-password', triesLeft: 4, waitSeconds: 1 },
    { kind: 'wrong-password', triesLeft: 3, waitSeconds: 2 },
    { kind: 'wrong-password', triesLeft: 2, waitSeconds: 4 },
    { kind: 'wrong-password', triesLeft: 1, waitSeconds: 8 },
    { kind: 'wrong-password', triesLeft: 0, waitSeconds: 900 },
  ])
  clock.advance(-3_600_000)
  const device = openDevice(profile)
  expect(await device.signIn('ana', PASSWORD)).toEqual({ kind: 'locked-out', waitSeconds: 900 })
  clock.advance(3_600_000 + 900_000)
  expect(await device.signIn('ana', PASSWORD)).toMatchObject({ kind: 'in' })
  // A right password sets the count back.
  expect(await device.confirmPassword('wrong')).toEqual({ kind: 'wrong', triesLeft: 4, waitSeconds: 1 })
  // What comes too soon is not looked at, and not called wrong.
  expect(await device.confirmPassword(PASSWORD)).toEqual({ kind: 'too-early', waitSeconds: 1 })
  clock.advance(1_000)
  expect(await device.confirmPassword(PASSWORD)).toEqual({ kind: 'right' })
})

test('a profile that is copied back begins no new count where the machine keeps one outside it (CRYP-06)', async () => {
  const { profile, clock, network } = await knownWard()
  const outside = new Map<string, string>()
  const here = {
    ...profile,
    keychain: {
      ...noKeychain,
      remember: (name: string, text: string) => Promise.resolve(Boolean(outside.set(name, text))),
      recall: (name: string) => Promise.resolve(outside.get(name)),
    },
  }
  const rows = () => withStore<unknown[]>(profile.indexedDB, 'vault', (vault) => vault.getAll())
  const copied = await rows()
  const copyBack = async () => {
    for (const row of copied) await withStore(profile.indexedDB, 'vault', (vault) => vault.put(row))
  }
  const tries: unknown[] = []
  for (let i = 0; i < 5; i++) {
    const device = openDevice(here)
    tries.push(await device.signIn('ana', 'wrong'))
    await device.close()
    await copyBack()
    clock.advance(8_500)
  }
  expect(tries.at(-1)).toEqual({ kind: 'wrong-password', triesLeft: 0, waitSeconds: 900 })
  const device = openDevice(here)
  expect(await device.signIn('ana', PASSWORD)).toMatchObject({ kind: 'locked-out' })
  // One more, hours later, is a lockout that the profile does not know to be the second: the server hears of it.
  clock.advance(3_600_000)
  expect(await device.signIn('ana', 'wrong')).toEqual({ kind: 'wrong-password', triesLeft: 0, waitSeconds: 1800 })
  expect(await rows()).toMatchObject([{ attempts: { failed: 6 }, lockouts: [expect.any(Number)] }])

  // The right password sets both counts back; what stands there and is no count counts as none.
  clock.advance(3_600_000)
  expect(await device.signIn('ana', PASSWORD)).toMatchObject({ kind: 'in' })
  await copyBack()
  expect(await device.confirmPassword('wrong')).toMatchObject({ kind: 'wrong' })
  await copyBack()
  for (const name of outside.keys()) outside.set(name, '{"failed":-1}')
  expect(await device.confirmPassword(PASSWORD)).toEqual({ kind: 'right' })
  await device.close()
  expect(network.online).toBe(false)
})

test('a grant ends: then the server has to say again who may work here (CRYP-07)', async () => {
  const { profile, clock, network } = await knownWard()
  const device = openDevice(profile)
  clock.set('2026-03-26T09:59:00.000Z')
  expect(await device.signIn('ana', PASSWORD)).toMatchObject({ kind: 'in' })
  await device.lock()
  clock.set('2026-03-26T10:00:30.000Z')
  expect(await device.signIn('ana', PASSWORD)).toEqual({ kind: 'offline-expired' })
  network.online = true
  const back = await device.signIn('ana', PASSWORD)
  expect(back).toMatchObject({ kind: 'in', session: { online: true } })
  // The clock goes on while the password is worked on.
  expect(back.kind === 'in' && back.session.offlineUntil).toMatch(/^2026-04-09T10:0[0-2]:/)
})

test.each(['by-another-server', 'for-another-device'] as const)(
  'a grant %s opens nothing (CRYP-05)',
  async (forged) => {
    const { profile, desk } = await ward()
    const first = openDevice(profile)
    await first.signIn('ben', PASSWORD)
    desk.forged = forged
    expect(await first.signIn('ana', PASSWORD)).toEqual({ kind: 'not-allowed' })
    expect(await first.people()).toHaveLength(1)
  },
)

test('what was altered on the disk does not open, and is not taken for nobody (CRYP-10)', async () => {
  const { profile } = await knownWard()
  await damage(profile.indexedDB, 'vault')
  const device = openDevice(profile)
  await expect(device.people()).rejects.toThrow('damaged record vault/')
  await expect(device.signIn('ana', PASSWORD)).rejects.toThrow('damaged record vault/')
})

test('a password changed at the server opens the device, and the old one does not any more (CRYP-09)', async () => {
  const { profile, desk, network, clock } = await knownWard()
  network.online = true
  desk.password = 'another-lantern-now'
  const device = openDevice(profile)
  expect(await device.signIn('ana', 'another-lantern-now')).toMatchObject({ kind: 'in', session: { online: true } })
  await device.lock()
  network.online = false
  expect(await device.signIn('ana', PASSWORD)).toMatchObject({ kind: 'wrong-password' })
  clock.advance(1_000)
  expect(await device.signIn('ana', 'another-lantern-now')).toMatchObject({ kind: 'in', session: { online: false } })
})

test('what was stretched less than is aimed for is wrapped anew at the next sign-in, by another salt (CRYP-02)', async () => {
  const { profile } = await knownWard()
  const stronger = { ...STRETCHING_FLOOR, iterations: STRETCHING_FLOOR.iterations + 1 }
  const [before] = await peopleKept(profile)
  expect(before?.stretching).toEqual(STRETCHING_FLOOR)
  const device = openDevice(profile, { stretching: stronger })
  expect(await device.signIn('ana', 'wrong')).toMatchObject({ kind: 'wrong-password' })
  profile.clock.advance(1_000)
  expect((await peopleKept(profile))[0]).toEqual(before)
  expect(await device.signIn('ana', PASSWORD)).toMatchObject({ kind: 'in', session: { online: false } })
  await device.close()
  const [after] = await peopleKept(profile)
  expect(after?.stretching).toEqual(stronger)
  expect(after?.salt).not.toBe(before?.salt)
  expect(after?.secrets).not.toEqual(before?.secrets)
  expect(await openDevice(profile, { stretching: stronger }).signIn('ana', PASSWORD)).toMatchObject({ kind: 'in' })
})

test('two people of one site share what the device holds; one of another site sees none of it (CRYP-05)', async () => {
  const { profile, desk } = await ward()
  const device = openDevice(profile)
  await device.signIn('ana', PASSWORD)
  const subject = SubjectKey.parse(crypto.randomUUID())
  const nl01 = SiteId.parse('NL01')
  await device.record({
    ...{ study: STUDY, site: nl01, version: versionIdOf(smallStudy), subject },
    body: { kind: 'status', form: FormPath.parse('SCR/VS'), bases: [], status: 'in-progress' },
  })
  await device.signIn('ben', PASSWORD)
  expect(await device.casebook(subject)).toHaveLength(1)
  await device.lock()

  desk.grants = [['nurse', 'FR01']]
  expect(await device.signIn('carla', PASSWORD)).toMatchObject({ session: { grants: [{ site: 'FR01' }] } })
  expect(await device.casebook(subject)).toEqual([])
  expect(await device.waiting()).toEqual([])
  expect(await device.syncStatus()).toMatchObject({ waiting: 1 })
})

test('where the machine has a keychain, a copied profile does not open elsewhere (ELEC-11)', async () => {
  const { profile, desk } = await ward()
  const keychainOf = (machine: string) => ({
    ...noKeychain,
    canSeal: () => Promise.resolve(true),
    seal: (secret: string) => Promise.resolve(`${machine}:${secret}`),
    unseal: (sealed: string) =>
      Promise.resolve(sealed.startsWith(`${machine}:`) ? sealed.slice(machine.length + 1) : undefined),
  })
  const here = { ...profile, keychain: keychainOf('laptop') }
  const device = openDevice(here)
  expect(await device.signIn('ana', PASSWORD)).toMatchObject({ kind: 'in' })
  await device.lock()
  expect(await device.signIn('ana', PASSWORD)).toMatchObject({ kind: 'in' })
  await device.close()
  const copy = openDevice({ ...here, network: network(desk.fetch), keychain: keychainOf('elsewhere') })
  await expect(copy.signIn('ana', PASSWORD)).rejects.toThrow('damaged record')
})

test('a device whose storage cannot be opened says so (CRYP-13)', async () => {
  const { profile } = await ward()
  class Broken extends IDBFactory {
    override open(): never {
      throw new DOMException('no', 'InvalidStateError')
    }
  }
  const device = openDevice(profile, { indexedDB: new Broken() })
  expect(await device.signIn('ana', PASSWORD)).toEqual({ kind: 'storage-unavailable' })
})

test('names and passwords are nowhere to be read in what is stored (CRYP-03, CRYP-04)', async () => {
  const { profile } = await knownWard()
  const stored = (await rawRecords(profile.indexedDB)).map(({ value }) => searchable(value)).join('\n')
  for (const word of ['ana', 'Lindqvist', PASSWORD, 'NL01', STUDY, 'nurse']) expect(stored).not.toContain(word)
})
