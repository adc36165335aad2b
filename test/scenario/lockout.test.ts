import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Alert, Alerts, type LockoutAlert } from '#shared/alerts/protocol'
import { SecurityLines } from '#shared/administration/protocol'
import { Refusal } from '#shared/protocol'
import { addPerson } from '../../server/people'
import { openDevice } from '../renderer/data/own-device'
import { PASSWORD } from '../support/server'
import { STUDY } from '../support/small-study'
import { type Colleague, type Trial, startTrial } from './trial'

/** Wrong passwords lock an account, at the server or on a device alone, and administrators are told of it. */

vi.setConfig({ testTimeout: 120_000 })

let trial: Trial
let admin: string

beforeAll(async () => {
  trial = await startTrial()
  const { context } = trial.server
  await addPerson(context, { userName: 'root', name: 'Name of root', password: PASSWORD, administrator: true })
  admin = (await trial.server.device().signIn('root', PASSWORD, 'administrator')).token
})
afterAll(() => trial.stop())

async function toldOf(userName: string): Promise<readonly LockoutAlert[]> {
  const { body } = await trial.server.call('GET', '/api/alerts', undefined, admin)
  const isOf = (alert: Alert): alert is LockoutAlert => alert.kind === 'lockout' && alert.user.userName === userName
  return Alerts.parse(body).alerts.filter(isOf)
}
const told = (userName: string, count: number) =>
  vi.waitFor(async () => expect(await toldOf(userName)).toHaveLength(count), 30_000)

const guess = (userName: string, device = trial.server.device()) =>
  trial.server.call(
    ...(['POST', '/api/auth/sign-in'] as const),
    {
      ...{ userName, password: 'wrong' },
      device: { id: device.id, publicKey: device.publicKey, app: '0', platform: 'Firefox 140 on Linux' },
    },
    undefined,
  )

/** One more wrong password at signing, as soon as the device takes one. */
async function confirmsWrong({ door, profile }: Colleague): Promise<void> {
  profile.clock.advance(10_000)
  expect(await door.confirmPassword('wrong')).toMatchObject({ kind: 'wrong' })
}

test('an account that the server has closed is an alert to administrators alone, until one says so (P11-17)', async () => {
  const { server } = trial
  await server.addPerson('gia', STUDY, 'nurse@NL01')
  const dora = await trial.colleague('dora', 'data-manager')
  const doras = (await server.device().signIn('dora', PASSWORD, 'data-manager')).token
  const known = server.device()
  await known.signIn('gia', PASSWORD, 'nurse')
  for (let i = 0; i < 4; i++) await guess('gia', known)
  expect(await toldOf('gia')).toEqual([])
  for (const name of ['gia', 'gia', 'nobody-has-this-name']) for (let i = 0; i < 5; i++) await guess(name, known)

  const [alert] = await toldOf('gia')
  expect(alert).toMatchObject({ user: { name: 'Name of gia' }, offline: false, device: { id: known.id } })
  expect(await toldOf('gia')).toHaveLength(1)
  const all = async (token: string) =>
    Alerts.parse((await server.call('GET', '/api/alerts', undefined, token)).body).alerts
  expect(await all(admin)).toHaveLength(1)
  expect(await all(doras)).toEqual([])
  const path = `/api/alerts/${alert?.id}/acknowledge`
  expect(Refusal.parse((await server.call('POST', path, {}, doras)).body).code).toBe('not-found')
  expect((await server.call('POST', path, {}, admin)).status).toBe(200)
  expect((await toldOf('gia'))[0]?.acknowledged?.by).toBe('Name of root')
  expect(await dora.door.alerts()).toEqual({ alerts: [], recoveries: [] })
})

test('nothing is kept of a device that a guess only claims to come from', async () => {
  await trial.server.addPerson('gil', STUDY, 'nurse@NL01')
  for (let i = 0; i < 5; i++) await guess('gil')
  const [alert] = await toldOf('gil')
  expect(alert).toMatchObject({ offline: false })
  expect(alert?.device).toBeUndefined()
})

test('what a device counted without a network, at signing and at sign-in, is told at its next contact and once (P11-17)', async () => {
  const at = await trial.colleague('hanna')
  await trial.server.addPerson('iris', STUDY, 'nurse@NL01')
  expect(await at.door.signIn('iris', PASSWORD)).toMatchObject({ kind: 'in' })
  expect(await at.door.signIn('hanna', PASSWORD)).toMatchObject({ kind: 'in' })
  at.goesOffline()
  for (let i = 0; i < 3; i++) await confirmsWrong(at)
  await at.door.close()
  const again = openDevice(at.profile)
  for (let i = 0; i < 2; i++) {
    at.profile.clock.advance(10_000)
    await again.signIn('hanna', 'wrong')
  }
  expect(await again.signIn('hanna', PASSWORD)).toMatchObject({ kind: 'locked-out' })
  expect(await toldOf('hanna')).toEqual([])

  // Somebody else is the next on this device; the first answer is lost on its way.
  let said = 0
  at.comesBack()
  at.network.alter = (path, text) => (path.endsWith('/sync/hello') && ++said === 1 ? '' : text)
  expect(await again.signIn('iris', PASSWORD)).toMatchObject({ kind: 'in' })
  await again.syncNow()
  await told('hanna', 1)
  at.network.alter = undefined
  await again.syncNow()
  await again.syncNow()
  const [alert] = await toldOf('hanna')
  expect(alert).toMatchObject({ offline: true, device: { platform: 'node' } })
  expect(await toldOf('hanna')).toHaveLength(1)
  const { body } = await trial.server.call('GET', '/api/administration/security-log', undefined, admin)
  const noted = SecurityLines.parse(body).lines.filter(
    ({ kind, device }) => kind === 'locked-out' && device === alert?.device?.id,
  )
  expect(noted).toHaveLength(1)
  await again.close()
})

test('wrong passwords at signing lock too, and administrators hear of it at once (P11-17)', async () => {
  const at = await trial.colleague('jola')
  for (let i = 0; i < 4; i++) await confirmsWrong(at)
  expect(await toldOf('jola')).toEqual([])
  await confirmsWrong(at)
  await told('jola', 1)
  expect(await toldOf('jola')).toMatchObject([{ offline: true, user: { name: 'Name of jola' } }])
})

test('a right password at the last try is no lockout', async () => {
  const at = await trial.colleague('kim')
  for (let i = 0; i < 4; i++) await confirmsWrong(at)
  at.profile.clock.advance(10_000)
  expect(await at.door.confirmPassword(PASSWORD)).toEqual({ kind: 'right' })
  await at.door.syncNow()
  expect(await toldOf('kim')).toEqual([])
})

test('the same tries counted by device and server are one alert', async () => {
  const at = await trial.colleague('lea')
  await at.door.lock()
  for (let i = 0; i < 5; i++) {
    at.profile.clock.advance(10_000)
    await at.door.signIn('lea', 'wrong')
  }
  const mia = await trial.newcomer('mia')
  await told('lea', 1)
  expect(await at.door.signIn(mia.userName, PASSWORD)).toMatchObject({ kind: 'in' })
  await at.door.syncNow()
  expect(await toldOf('lea')).toMatchObject([{ offline: false }])
})

test('a device tells nothing of people who have never signed in on it', async () => {
  const nora = await trial.server.addPerson('nora', STUDY, 'nurse@NL01')
  const device = trial.server.device()
  const { token } = await device.signIn('dora', PASSWORD, 'data-manager')
  const claimedAt = new Date().toISOString()
  const lockouts = [{ user: nora, at: claimedAt }]
  const hello = { device: device.id, app: '0', lastN: 0, cursors: {}, claimedAt, lockouts }
  expect((await trial.server.call('POST', '/api/sync/hello', hello, token)).status).toBe(200)
  expect(await toldOf('nora')).toEqual([])
})
