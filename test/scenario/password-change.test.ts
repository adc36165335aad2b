import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { FormPath, ItemPath } from '#shared/casebook/path'
import type { Logged } from '#shared/change/change'
import type { SubjectKey } from '#shared/ids'
import { signedContent } from '#shared/review/signed-content'
import { versionIdOf } from '#shared/study/definition'
import type { Device } from '../../renderer/data/device'
import { addressOf, network, newProfile, openDevice, peopleKept } from '../renderer/data/own-device'
import { PASSWORD, type TestServer, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'
import { Colleague, NL01 } from './trial'

/** A person changes their own password, and the app is ended on the way. */

vi.setConfig({ testTimeout: 240_000 })

const OTHER = 'another-harbour-lantern'
const THIRD = 'third-harbour-lantern'
const VS = FormPath.parse('SCR/VS')
const SYSBP = ItemPath.parse('SCR/VS/VITALS/SYSBP')

let server: TestServer
const opened: Device[] = []

beforeAll(async () => {
  server = await startTestServer()
  await server.addStudy(smallStudy, ['NL01'])
})
afterAll(async () => {
  for (const device of opened) await device.close()
  await server.stop()
})

const never = new Promise<Response>(() => undefined)
type Fetch = typeof fetch

/** Somebody at a device whose calls can be led another way. */
async function colleague(userName: string) {
  await server.addPerson(userName, STUDY, 'investigator@NL01')
  const ways = new Map<string, Fetch>()
  const wayTo = (address: string) => [...ways].find(([path]) => address.endsWith(path))?.[1] ?? fetch
  const ida = await known(userName, (input, init) => wayTo(addressOf(input))(input, init))
  const { door: device, profile } = ida
  return {
    ...{ ida, profile, device },
    start: () => {
      const again = openDevice(profile)
      opened.push(again)
      return again
    },
    online: (is: boolean) => {
      profile.network.online = is
    },
    /** What becomes of calls to one address; the others go as always. */
    lead: (path: string, by: Fetch) => void ways.set(path, by),
    cut: (path: string) => void ways.set(path, () => Promise.reject(new TypeError('no line'))),
    mend: () => ways.clear(),
  }
}

/** They sign in on a new device. */
async function known(userName: string, carry: Fetch = fetch): Promise<Colleague> {
  const profile = newProfile({ network: network(carry), server: server.address })
  profile.clock.set(new Date().toISOString())
  const device = openDevice(profile)
  opened.push(device)
  const colleague = new Colleague(userName, profile, device)
  await colleague.signsIn()
  await colleague.door.syncNow()
  return colleague
}

/** Signs the form as it stands there; undefined where the password is not the one. */
async function signs(door: Device, subject: SubjectKey, password: string): Promise<Logged | undefined> {
  const casebook = fold(await door.casebook(subject), emptyCasebook(subject))
  const signing = await door.sign({
    ...{ study: STUDY, site: NL01, version: versionIdOf(smallStudy), subject, password },
    ...{ meaning: 'data-correct', scopes: [{ scope: VS, content: signedContent(casebook, VS) }] },
  })
  return signing.kind === 'signed' ? signing.logged : undefined
}

const keyOf = (signed: Logged | undefined) =>
  signed?.change.body.kind === 'sign' ? signed.change.body.key : 'nothing was signed'

type World = Awaited<ReturnType<typeof colleague>>

/** Ways in which it ends before it is done, and which of the two passwords the server has then. */
const ends: readonly (readonly [string, string, (world: World) => Promise<unknown>])[] = [
  [
    'before the server was asked',
    PASSWORD,
    async ({ lead, device }) => {
      await new Promise<void>((asked) => {
        lead('/api/auth/password', () => {
          asked()
          return never
        })
        void device.changePassword({ current: PASSWORD, next: OTHER })
      })
      await device.close()
    },
  ],
  [
    'before the server’s answer came',
    OTHER,
    async ({ lead, device }) => {
      await new Promise<void>((done) => {
        lead('/api/auth/password', async (input, init) => {
          await fetch(input, init)
          done()
          return never
        })
        void device.changePassword({ current: PASSWORD, next: OTHER })
      })
      await device.close()
    },
  ],
  [
    'before the answer was kept',
    OTHER,
    async ({ lead, device }) => {
      lead('/api/auth/password', async (input, init) => {
        const answer = await fetch(input, init)
        await device.close()
        return answer
      })
      await expect(device.changePassword({ current: PASSWORD, next: OTHER })).rejects.toThrow()
    },
  ],
]

test.each(ends)(
  'ended %s, either password opens the device until the server has taken one, and nothing is lost (CRYP-09)',
  async (when, inForce, end) => {
    const world = await colleague(`ida-${ends.findIndex(([name]) => name === when)}`)
    const { ida, start, online, profile } = world
    const out = inForce === OTHER ? PASSWORD : OTHER
    const subject = await ida.enrols()
    await ida.enters(subject, SYSBP, '120')
    await ida.door.syncNow()
    online(false)
    await ida.asserts(subject, { kind: 'status', form: VS, bases: [], status: 'complete' })
    const before = await signs(ida.door, subject, PASSWORD)
    // What was entered and signed stays here all the while.
    world.cut('/api/sync/push')
    online(true)
    await end(world)

    online(false)
    for (const password of [PASSWORD, OTHER]) {
      const device = start()
      expect(await device.signIn(ida.userName, password)).toMatchObject({ kind: 'in' })
      expect(await device.casebook(subject)).toHaveLength(4)
      expect(await device.syncStatus()).toMatchObject({ waiting: 2 })
      await device.close()
    }

    online(true)
    world.mend()
    const device = start()
    expect(await device.signIn(ida.userName, out)).toEqual({ kind: 'other-password' })
    expect(await device.signIn(ida.userName, inForce)).toMatchObject({ kind: 'in' })
    expect(await device.syncNow()).toMatchObject({ waiting: 0, held: 0 })
    // The same key signs, for the password in force alone.
    expect(await signs(device, subject, out)).toBeUndefined()
    profile.clock.advance(10_000)
    expect(keyOf(await signs(device, subject, inForce))).toBe(keyOf(before))
    await device.close()

    online(false)
    const later = start()
    expect(await later.signIn(ida.userName, out)).toMatchObject({ kind: 'wrong-password' })
    profile.clock.advance(10_000)
    expect(await later.signIn(ida.userName, inForce)).toMatchObject({ kind: 'in' })
    expect((await peopleKept(profile)).map(({ next }) => next)).toEqual([undefined])
  },
)

test('where the answer was lost, the same change is asked for again and made once; another one waits (CRYP-09)', async () => {
  const { ida, device, start, online, lead, mend, profile } = await colleague('lost')
  lead('/api/auth/password', async (input, init) => {
    await fetch(input, init)
    throw new TypeError('the line broke')
  })
  const change = (current: string, next: string) => device.changePassword({ current, next })
  expect(await change(PASSWORD, OTHER)).toEqual({ kind: 'unanswered' })
  expect(await change(PASSWORD, OTHER)).toEqual({ kind: 'unanswered' })
  mend()
  expect(await change(PASSWORD, THIRD)).toEqual({ kind: 'undecided' })
  expect(await change(PASSWORD, OTHER)).toEqual({ kind: 'changed' })
  // The sign-in goes on, and the next change brings the password that is in force now.
  expect(await device.syncNow()).toMatchObject({ state: 'idle' })
  expect(await change(PASSWORD, THIRD)).toMatchObject({ kind: 'wrong-password', triesLeft: 4 })
  profile.clock.advance(10_000)
  expect(await change(OTHER, THIRD)).toEqual({ kind: 'changed' })
  await device.close()

  online(false)
  const later = start()
  for (const password of [PASSWORD, OTHER]) {
    expect(await later.signIn(ida.userName, password)).toMatchObject({ kind: 'wrong-password' })
    profile.clock.advance(10_000)
  }
  expect(await later.signIn(ida.userName, THIRD)).toMatchObject({ kind: 'in' })
})

test('without the server nothing is begun, and no try is counted', async () => {
  const { device, online, profile } = await colleague('offline')
  online(false)
  expect(await device.changePassword({ current: 'wrong', next: OTHER })).toEqual({ kind: 'no-server' })
  expect(await device.confirmPassword(PASSWORD)).toEqual({ kind: 'right' })
  expect((await peopleKept(profile)).map(({ next }) => next)).toEqual([undefined])
})

test('another device of the person takes the new password with its next sign-in at the server, and sends what waits there', async () => {
  const { ida, device } = await colleague('second')
  const there = await known('second')
  const subject = await ida.enrols()
  await device.syncNow()
  await there.door.syncNow()
  there.goesOffline()
  await there.enters(subject, SYSBP, '120')
  expect(await device.changePassword({ current: PASSWORD, next: OTHER })).toEqual({ kind: 'changed' })

  await there.restarts()
  expect(await there.door.syncStatus()).toMatchObject({ waiting: 1 })
  await there.door.lock()
  there.comesBack()
  expect(await there.door.signIn('second', OTHER)).toMatchObject({ kind: 'in' })
  expect(await there.door.syncNow()).toMatchObject({ waiting: 0, held: 0 })
  there.goesOffline()
  await there.door.lock()
  expect(await there.door.signIn('second', PASSWORD)).toMatchObject({ kind: 'wrong-password' })
  there.profile.clock.advance(10_000)
  expect(await there.door.signIn('second', OTHER)).toMatchObject({ kind: 'in' })
  await there.door.close()
  await device.syncNow()
  expect(await ida.sees(subject, SYSBP)).toMatchObject({ heads: ['120'] })
})
