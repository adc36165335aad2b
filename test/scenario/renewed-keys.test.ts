import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { AdministrationOverview } from '#shared/administration/protocol'
import { ItemPath } from '#shared/casebook/path'
import type { SubjectKey } from '#shared/ids'
import type { Device } from '../../renderer/data/device'
import { addPerson } from '../../server/people'
import { openDevice, peopleKept, rawRecords, searchable } from '../renderer/data/own-device'
import { PASSWORD } from '../support/server'
import { Colleague, type Trial, startTrial } from './trial'

/** A device gets newer keys: nobody who works on it loses sight of anything, and the old ones go from it in the end. */

vi.setConfig({ testTimeout: 240_000 })
const SYSBP = ItemPath.parse('SCR/VS/VITALS/SYSBP')
const DAY = 24 * 60 * 60 * 1000

let trial: Trial
let admin: string
const opened: Device[] = []
beforeAll(async () => {
  trial = await startTrial()
  await addPerson(trial.server.context, { userName: 'root', name: 'Root', password: PASSWORD, administrator: true })
  admin = (await trial.server.device().signIn('root', PASSWORD, 'administrator')).token
})
afterEach(async () => {
  for (const device of opened.splice(0)) await device.close()
})
afterAll(() => trial.stop())

const deviceOf = async ({ userName }: Colleague): Promise<string> => {
  const { rows } = await trial.server.context.store.pool.query<{ device: string }>(
    'SELECT device FROM device_user JOIN app_user ON app_user.id = user_id WHERE user_name = $1',
    [userName],
  )
  return rows[0]?.device ?? expect.fail('no device')
}
const keysOf = async (device: string) => {
  const { rows } = await trial.server.context.store.pool.query<{ key: string }>(
    'SELECT key_id AS key FROM data_key WHERE device = $1 ORDER BY generation',
    [device],
  )
  return rows.map(({ key }) => key)
}
const noted = async (kind: string) => {
  const { rows } = await trial.server.context.store.pool.query<{ detail: string }>(
    'SELECT detail FROM security_log WHERE kind = $1 ORDER BY id',
    [kind],
  )
  return rows.map(({ detail }) => detail)
}
const renews = (device: string) =>
  trial.server.call('POST', '/api/administration', { act: 'renew-keys', device }, admin)
const standing = async (device: string) => {
  const { body } = await trial.server.call('GET', '/api/administration', undefined, admin)
  return AdministrationOverview.parse(body).devices.find(({ id }) => id === device)?.keys
}

/** The stores with a record that names a key. */
const under = async ({ profile }: Colleague, key: string | undefined) => [
  ...new Set(
    (await rawRecords(profile.indexedDB))
      .filter(({ store, value }) => store !== 'meta' && searchable(value).includes(key ?? 'no key'))
      .map(({ store }) => store),
  ),
]
const held = async ({ profile }: Colleague) =>
  new Map((await peopleKept(profile)).map(({ user, holds }) => [user.userName, (holds ?? []).map(({ key }) => key)]))

/** The app is closed; somebody opens it again, and is let in by the server or by the device alone. */
async function comesBackAs(at: Colleague, userName: string): Promise<Colleague> {
  await at.door.close()
  const device = reopened(at)
  const colleague = new Colleague(userName, at.profile, device)
  await colleague.signsIn()
  if (at.network.online) await device.syncNow()
  return colleague
}

const reads = async (at: Colleague, subject: SubjectKey, heads: readonly string[]) =>
  expect((await at.sees(subject, SYSBP)).heads).toEqual(heads)

test('it waits for a colleague who is offline, goes on whoever signs in, and the old key leaves the device (CRYP-11)', async () => {
  let at = await trial.colleague('ana')
  const device = await deviceOf(at)
  const subject = await at.enrols()
  await at.enters(subject, SYSBP, '125')
  await at.door.syncNow()
  await trial.server.addPerson('ben', studyOf(at), 'nurse@NL01')
  at = await comesBackAs(at, 'ben')
  await reads(at, subject, ['125'])

  expect((await renews(device)).status).toBe(200)
  expect((await renews(device)).status, 'while the ones before are on their way').toBe(400)
  expect(await standing(device)).toMatchObject({ renewing: true })
  const [old, anew] = await keysOf(device)
  expect(await noted('keys-renewed')).toEqual([device])

  // Ana has it from her next sign-in on; ben has not, and nothing is sealed under it.
  for (let i = 0; i < 3; i++) at = await comesBackAs(at, 'ana')
  await at.enters(subject, SYSBP, '126', 'misread')
  await at.door.syncNow()
  expect(await held(at)).toEqual(
    new Map([
      ['ben', [old]],
      ['ana', [old, anew]],
    ]),
  )
  expect(await under(at, anew)).toEqual([])
  at.goesOffline()
  at = await comesBackAs(at, 'ben')
  await reads(at, subject, ['126'])
  await at.enters(subject, SYSBP, '127', 'misread')

  // He comes back with a network; the one who signs in after that finds it in use.
  at.comesBack()
  at = await comesBackAs(at, 'ben')
  expect((await held(at)).get('ben')).toEqual([old, anew])
  at = await comesBackAs(at, 'ana')
  await reads(at, subject, ['127'])
  await at.enters(subject, SYSBP, '128', 'misread')
  await at.door.syncNow()
  await vi.waitFor(async () => expect(await under(at, old)).toEqual([]), 60_000)
  await reads(at, subject, ['128'])
  await vi.waitFor(async () => {
    await at.door.syncNow()
    expect(await noted('key-ended')).toEqual(['NCT00000001/NL01'])
  }, 60_000)
  expect(await standing(device)).toMatchObject({ renewing: false })

  // The old one leaves each record as its person comes in, network or none.
  at.goesOffline()
  for (const person of ['ana', 'ben']) {
    at = await comesBackAs(at, person)
    expect((await held(at)).get(person)).toEqual([anew])
    await reads(at, subject, ['128'])
  }
  at.comesBack()

  // A person new to the device is given what is in use, and a participant's casebook is whole for them.
  await trial.server.addPerson('cleo', studyOf(at), 'investigator@NL01')
  at = await comesBackAs(at, 'cleo')
  expect((await held(at)).get('cleo')).toEqual([anew])
  await reads(at, subject, ['128'])
  expect((await at.sees(subject, SYSBP)).history).toEqual(['125', '126', '127', '128'])
})

test('a clock that was set ahead does not make anybody be waited for less', async () => {
  let at = await trial.colleague('dana')
  const device = await deviceOf(at)
  const subject = await at.enrols()
  await at.enters(subject, SYSBP, '125')
  await at.door.syncNow()
  await trial.server.addPerson('emil', studyOf(at), 'nurse@NL01')
  at = await comesBackAs(at, 'emil')
  await renews(device)
  const [, anew] = await keysOf(device)
  at = await comesBackAs(at, 'dana')
  at.goesOffline()
  await at.door.close()
  at.profile.clock.advance(30 * DAY)
  expect(await reopened(at).signIn('dana', PASSWORD)).toEqual({ kind: 'offline-expired' })
  at.profile.clock.advance(-30 * DAY)
  at = await comesBackAs(at, 'emil')
  await reads(at, subject, ['125'])
  expect(await under(at, anew)).toEqual([])
})

const studyOf = ({ session }: Colleague) => session?.grants[0]?.study ?? expect.fail('no role')

const reopened = (at: Colleague): Device => {
  const device = openDevice(at.profile)
  opened.push(device)
  return device
}
