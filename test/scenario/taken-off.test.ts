import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { ItemPath } from '#shared/casebook/path'
import type { UserId } from '#shared/ids'
import { HelloAnswer } from '#shared/protocol'
import type { Device } from '../../renderer/data/device'
import { openDevice, rawRecords, withStore } from '../renderer/data/own-device'
import { PASSWORD } from '../support/server'
import { STUDY } from '../support/small-study'
import { type Colleague, NL01, type Trial, startTrial } from './trial'

/** What nobody on a device may read any more goes from it, and what was not sent yet never does. */

vi.setConfig({ testTimeout: 240_000 })
const SYSBP = ItemPath.parse('SCR/VS/VITALS/SYSBP')

let trial: Trial
const opened: Device[] = []
beforeAll(async () => {
  trial = await startTrial()
})
afterEach(async () => {
  for (const device of opened.splice(0)) await device.close()
})
afterAll(() => trial.stop())

const idOf = ({ session }: Colleague): UserId => session?.user.id ?? expect.fail('nobody is signed in')

/** Rows that came from the server or were worked out from it. */
const CACHE = new Set(['forms', 'subjects', 'pages', 'parts', 'cursors', 'chunks'])
const cached = async ({ profile }: Colleague) =>
  (await rawRecords(profile.indexedDB)).filter(({ store }) => CACHE.has(store)).length
const nothingCached = (at: Colleague) => vi.waitFor(async () => expect(await cached(at)).toBe(0), 60_000)

const receipts = async () =>
  (await trial.server.context.store.pool.query<{ device: string }>('SELECT device FROM purge_receipt')).rows.length
const noted = async () =>
  (await trial.server.context.store.pool.query(`SELECT FROM security_log WHERE kind = 'site-purged'`)).rowCount

async function withParticipant(userName: string) {
  const at = await trial.colleague(userName)
  const subject = await at.enrols()
  await at.enters(subject, SYSBP, '125')
  await at.door.syncNow()
  await at.door.roster(STUDY, NL01)
  expect(await cached(at)).toBeGreaterThan(3)
  return { at, subject }
}

test('with the last role there a site goes from the device, after what was unsent has gone to the server (PRIV-08)', async () => {
  const { at, subject } = await withParticipant('ana')
  const ben = await trial.colleague('ben', 'investigator')
  at.goesOffline()
  await at.enters(subject, SYSBP, '152', 'misread')
  await trial.server.endGrants(idOf(at))
  const before = await receipts()
  const heard: string[] = []
  await at.door.subscribe(({ kind }) => heard.push(kind))
  at.comesBack()
  await at.door.syncNow()
  await at.door.syncNow()
  // Whoever is signed in is not left on its screens.
  expect(heard).toContain('study')
  expect(await at.door.sites()).toEqual([])
  await nothingCached(at)
  expect(await at.door.syncStatus()).toMatchObject({ waiting: 0 })
  await at.door.syncNow()
  expect(await receipts()).toBe(before + 1)
  expect(await noted()).toBe(before + 1)
  // It counts for nothing before somebody decides, and it is not lost.
  await vi.waitFor(async () => {
    await ben.door.syncNow()
    expect((await ben.door.held()).map(({ change }) => change.subject)).toEqual([subject])
  }, 60_000)

  expect(await at.door.takenOff()).toMatchObject([{ kind: 'role', study: STUDY, site: NL01 }])
  await at.door.settleTakenOff()
  expect(await at.door.takenOff()).toEqual([])
  await at.restarts()
  await at.door.syncNow()
  expect(await at.door.casebook(subject)).toEqual([])
  expect(await cached(at)).toBe(0)
  expect(await receipts()).toBe(before + 1)
})

test('what waits without a network stays and can still be opened, however often the app is closed', async () => {
  const { at, subject } = await withParticipant('eva')
  at.goesOffline()
  await at.enters(subject, SYSBP, '152', 'misread')
  await trial.server.endGrants(idOf(at))
  at.comesBack()
  // The line goes again as the order comes in.
  at.network.alter = (path, text) => {
    if (path.endsWith('/sync/hello')) at.goesOffline()
    return text
  }
  await at.door.syncNow()
  await nothingCached(at)
  expect(await at.door.syncStatus()).toMatchObject({ waiting: 1 })
  const before = await receipts()
  at.network.alter = undefined
  await at.restarts()
  await at.restarts()
  expect(await at.door.waiting()).toHaveLength(1)
  expect(await receipts()).toBe(before)
  at.comesBack()
  await vi.waitFor(async () => {
    await at.door.syncNow()
    expect(await receipts()).toBe(before + 1)
  }, 60_000)
  expect(await at.door.syncStatus()).toMatchObject({ waiting: 0 })
  await nothingCached(at)
})

test('what somebody else on the device may still read stays, until their role ends too (PRIV-08)', async () => {
  const { at, subject } = await withParticipant('carla')
  const dan = await trial.server.addPerson('dan', STUDY, 'nurse@NL01')
  expect(await at.door.signIn('dan', PASSWORD)).toMatchObject({ kind: 'in' })
  await at.door.syncNow()
  expect(await at.door.signIn('carla', PASSWORD)).toMatchObject({ kind: 'in' })
  await trial.server.endGrants(idOf(at))
  await at.door.syncNow()
  expect(await at.door.takenOff()).toEqual([])
  expect(await at.door.signIn('dan', PASSWORD)).toMatchObject({ kind: 'in' })
  at.goesOffline()
  expect(await at.door.casebook(subject)).not.toEqual([])
  at.comesBack()
  await trial.server.endGrants(dan)
  await at.door.syncNow()
  await nothingCached(at)
})

test('cut off between order and receipt it goes on from there, and a role given again brings everything back', async () => {
  const { at, subject } = await withParticipant('finn')
  const user = idOf(at)
  await trial.server.endGrants(user)
  const before = await receipts()
  // The app is closed as the order comes in.
  let ordered = 0
  at.network.alter = (path, text) => {
    const answer = path.endsWith('/sync/hello') ? HelloAnswer.safeParse(JSON.parse(text)) : undefined
    if (answer?.data?.purge?.length && ++ordered === 1) void at.door.close()
    return text
  }
  await at.door.syncNow().catch(() => undefined)
  at.network.alter = undefined
  await at.restarts()
  await at.door.syncNow()
  await nothingCached(at)
  // The server has it; its answer does not arrive.
  at.network.alter = (path, text) => (path.endsWith('/sync/hello') ? '' : text)
  await at.door.syncNow()
  at.network.alter = undefined
  await at.door.syncNow()
  await at.door.syncNow()
  expect(await receipts()).toBe(before + 1)

  await trial.server.addGrant(user, STUDY, 'nurse@NL01')
  await at.restarts()
  await vi.waitFor(async () => {
    await at.door.syncNow()
    expect((await at.sees(subject, SYSBP)).heads).toEqual(['125'])
  }, 60_000)
  expect(await at.door.takenOff()).toEqual([])
  // It ends a second time: that is another order.
  await trial.server.endGrants(user)
  await at.door.syncNow()
  await nothingCached(at)
  await at.door.syncNow()
  expect(await receipts()).toBe(before + 2)
})

test('a device that was long without the server keeps only what is unsent, and says so before anybody signs in (PRIV-08)', async () => {
  const { at, subject } = await withParticipant('gwen')
  at.goesOffline()
  await at.enters(subject, SYSBP, '152', 'misread')
  await at.door.close()
  const silentFor = async (days: number) => {
    const lastContactAt = new Date(at.profile.clock.now() - days * 24 * 3600 * 1000).toISOString()
    await withStore(at.profile.indexedDB, 'meta', (meta) => meta.put({ name: 'contact', contact: { lastContactAt } }))
    const device = openDevice(at.profile)
    opened.push(device)
    await device.people()
    const told = await device.takenOff()
    return { device, told }
  }
  const near = await silentFor(89)
  expect(near.told).toEqual([])
  expect(await cached(at)).toBeGreaterThan(3)
  await near.device.close()
  const { device, told } = await silentFor(91)
  expect(told).toMatchObject([{ kind: 'silence', days: 90 }])
  expect(await cached(at)).toBe(0)
  expect(await device.syncStatus()).toMatchObject({ waiting: 1 })
  await device.close()

  at.comesBack()
  await at.restarts()
  await vi.waitFor(async () => {
    await at.door.syncNow()
    expect((await at.sees(subject, SYSBP)).history).toEqual(['125', '152'])
  }, 60_000)
  expect(await at.door.syncStatus()).toMatchObject({ waiting: 0 })
})

test('an app that knows no such orders is given none', async () => {
  const device = trial.server.device()
  const hugo = await trial.server.addPerson('hugo', STUDY, 'nurse@NL01')
  const { token } = await device.signIn('hugo', PASSWORD, 'nurse')
  await trial.server.endGrants(hugo)
  const hello = async (more: object) => {
    const said = { device: device.id, app: '0', lastN: 0, cursors: {}, claimedAt: new Date().toISOString(), ...more }
    return HelloAnswer.parse((await trial.server.call('POST', '/api/sync/hello', said, token)).body)
  }
  const older = await hello({})
  expect('purge' in older || 'keepDays' in older).toBe(false)
  expect(await hello({ purged: [] })).toMatchObject({ purge: [{ study: STUDY, site: NL01 }], keepDays: 90 })
})
