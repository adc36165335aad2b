import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { AdministrationOverview, SecurityLines } from '#shared/administration/protocol'
import { CHUNK_BYTES } from '#shared/attachment'
import { FormPath, ItemPath } from '#shared/casebook/path'
import { refOf } from '#shared/change/change'
import { DeviceId, type SubjectKey } from '#shared/ids'
import { ErasureReceipt, receiptText } from '#shared/revocation'
import { versionIdOf } from '#shared/study/definition'
import { signedBy } from '../../server/signed-by'
import { addPerson } from '../../server/people'
import type { Device } from '../../renderer/data/device'
import { addressOf, openDevice, rawRecords, withStore } from '../renderer/data/own-device'
import { PASSWORD } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'
import { type Colleague, NL01, type Trial, startTrial } from './trial'

/** A device that was shut out hands over what waits on it where it is told to, destroys what it keeps, and says so. */

vi.setConfig({ testTimeout: 240_000 })
const SYSBP = ItemPath.parse('SCR/VS/VITALS/SYSBP')
const VS = FormPath.parse('SCR/VS')

let trial: Trial
let admin: string
const opened: Device[] = []

beforeAll(async () => {
  trial = await startTrial()
  const { context } = trial.server
  await addPerson(context, { userName: 'root', name: 'Name of root', password: PASSWORD, administrator: true })
  admin = (await trial.server.device().signIn('root', PASSWORD, 'administrator')).token
})
afterEach(async () => {
  for (const device of opened.splice(0)) await device.close()
})
afterAll(() => trial.stop())

const Identity = z.looseObject({ name: z.literal('identity'), device: DeviceId })
const deviceOf = async ({ profile }: Colleague): Promise<DeviceId> =>
  Identity.parse(await withStore(profile.indexedDB, 'meta', (meta) => meta.get('identity'))).device

async function revoked(device: DeviceId, finalPush: boolean): Promise<void> {
  const act = { act: 'revoke-device', device, finalPush }
  expect(await trial.server.call('POST', '/api/administration', act, admin)).toMatchObject({ status: 200 })
}

async function standing(device: DeviceId) {
  const { body } = await trial.server.call('GET', '/api/administration', undefined, admin)
  return AdministrationOverview.parse(body).devices.find(({ id }) => id === device)
}

async function noted(device: DeviceId): Promise<readonly string[]> {
  const { body } = await trial.server.call('GET', '/api/administration/security-log', undefined, admin)
  return SecurityLines.parse(body).lines.flatMap((line) => (line.device === device ? line.kind : []))
}

/** The app is started again and nobody signs in. */
function switchedOn({ profile }: Colleague): Device {
  const device = openDevice(profile)
  opened.push(device)
  return device
}

/** Somebody enrolled a participant, and entered two values that were not sent. */
async function withUnsent(userName: string): Promise<{ readonly at: Colleague; readonly subject: SubjectKey }> {
  const at = await trial.colleague(userName)
  const subject = await at.enrols()
  await at.door.syncNow()
  at.goesOffline()
  await at.enters(subject, SYSBP, '125')
  await at.enters(subject, SYSBP, '152', 'misread')
  return { at, subject }
}

const erased = (door: Device, lost: number) =>
  vi.waitFor(async () => expect(await door.revocation()).toEqual({ kind: 'erased', lost }), 60_000)

/** Nothing of the person, the participant or the keys is left on the disk. */
async function nothingLeft({ profile }: Colleague): Promise<void> {
  const records = await rawRecords(profile.indexedDB)
  expect(records.filter(({ store }) => store !== 'meta')).toEqual([])
  const names = records.map(({ value }) => z.looseObject({ name: z.string() }).parse(value).name)
  expect(names.filter((name) => name !== 'identity')).toEqual(['erased'])
}

test('it hands over what waits, which counts for nothing before a decision, then erases everything and signs for it (CRYP-08, P11-18)', async () => {
  const { at, subject } = await withUnsent('ana')
  const ben = await trial.colleague('ben', 'investigator')
  const id = await deviceOf(at)
  await revoked(id, true)
  // Out of reach it goes on as before.
  await at.enters(subject, SYSBP, '128', 'again')
  expect(await at.door.revocation()).toBeUndefined()
  expect(await standing(id)).toMatchObject({ finalPush: true })
  expect((await standing(id))?.erased).toBeUndefined()

  const disk = (await rawRecords(at.profile.indexedDB)).map(({ value }) => value)
  expect(disk.length).toBeGreaterThan(10)
  at.comesBack()
  await at.door.syncNow()
  await erased(at.door, 0)
  await nothingLeft(at)
  await vi.waitFor(async () => expect(await deviceOf(at)).not.toBe(id), 60_000)
  await expect(at.door.casebook(subject)).rejects.toThrow('nobody is signed in')
  expect(await at.door.people()).toEqual([])

  expect(await standing(id)).toMatchObject({ erased: { lost: 0 } })
  expect(await noted(id)).toEqual(expect.arrayContaining(['handed-over', 'device-erased']))
  const { rows } = await trial.server.context.store.pool.query<{ receipt: string; signature: string; key: string }>(
    'SELECT e.receipt, e.signature, d.public_key AS key FROM erasure e JOIN device d ON d.id = e.device WHERE d.id = $1',
    [id],
  )
  const [row] = rows
  const receipt = ErasureReceipt.parse(JSON.parse(row?.receipt ?? ''))
  expect(receipt).toMatchObject({ device: id, through: 4, lost: 0 })
  expect(signedBy(row?.key ?? '', receiptText(receipt), row?.signature ?? '')).toBe(true)

  await ben.door.syncNow()
  await vi.waitFor(async () => expect(await ben.door.held()).toHaveLength(3), 60_000)
  const held = await ben.door.held()
  expect(held.map(({ receipt }) => [receipt?.state, receipt?.reason])).toEqual(
    Array.from({ length: 3 }, () => ['held', 'author-lost-role']),
  )
  expect((await ben.sees(subject, SYSBP)).heads).toEqual([])
  // Whoever may decide takes one in: it counts from then on.
  const [first] = held
  if (!first) throw new Error('nothing is held')
  const said = { target: refOf(first.change), scopes: [SYSBP], reason: 'read on the ward' }
  await ben.asserts(subject, { kind: 'release', decision: 'release', ...said })
  await ben.door.syncNow()
  expect((await ben.sees(subject, SYSBP)).heads).toEqual(['125'])

  // The person works on with another device, and on this one once the server knows it anew.
  await at.signsIn()
  expect(await at.door.revocation()).toBeUndefined()
  await at.door.syncNow()
  expect((await at.door.casebook(subject)).length).toBeGreaterThan(0)
})

test('without a final push what waits goes with the rest, and the receipt says how much (CRYP-08)', async () => {
  const { at, subject } = await withUnsent('carol')
  const dan = await trial.colleague('dan')
  const id = await deviceOf(at)
  await revoked(id, false)
  at.comesBack()
  await at.door.syncNow()
  await erased(at.door, 2)
  await nothingLeft(at)
  expect(await standing(id)).toMatchObject({ finalPush: false, erased: { lost: 2 } })
  await dan.door.syncNow()
  expect((await dan.sees(subject, SYSBP)).history).toEqual([])
  expect((await dan.door.held()).filter(({ change }) => change.subject === subject)).toEqual([])
  // What a device signed for stands.
  const again = { act: 'revoke-device', device: id, finalPush: true }
  expect(await trial.server.call('POST', '/api/administration', again, admin)).toMatchObject({ status: 404 })
})

/** Where the app is ended: behind the answer to this call, or before its answer came. */
const cuts = [
  ['behind the order', '/device/standing', 'answered'],
  ['while it hands over', '/device/unsent', 'lost'],
  ['behind what it handed over', '/device/unsent', 'answered'],
  ['while it signs for it', '/device/erased', 'lost'],
  ['behind its receipt', '/device/erased', 'answered'],
] as const

test.each(cuts)(
  'ended %s it goes on at the next start, with nobody signed in (CRYP-08)',
  async (name, path, answer) => {
    const { at, subject } = await withUnsent(`eve-${name.replaceAll(' ', '-')}`)
    const frank = await trial.colleague(`frank-${name.replaceAll(' ', '-')}`)
    const id = await deviceOf(at)
    await revoked(id, true)
    let cut = false
    at.network.alter = (address, text) => {
      if (!address.includes(path)) return text
      cut = true
      at.goesOffline()
      return answer === 'lost' ? '<p>the line is dead</p>' : text
    }
    at.comesBack()
    await at.door.syncNow()
    await vi.waitFor(() => expect(cut).toBe(true), 60_000)
    await at.door.close()
    at.network.alter = undefined
    at.comesBack()

    const door = switchedOn(at)
    await vi.waitFor(async () => expect(await standing(id)).toMatchObject({ erased: { lost: 0 } }), 60_000)
    await erased(door, 0)
    await vi.waitFor(async () => expect(await deviceOf(at)).not.toBe(id), 60_000)
    expect(await door.people()).toEqual([])
    await frank.door.syncNow()
    const mine = async () => (await frank.door.held()).filter(({ change }) => change.subject === subject)
    await vi.waitFor(async () => expect(await mine()).toHaveLength(2), 60_000)
    expect((await noted(id)).filter((kind) => kind === 'device-erased')).toHaveLength(1)
  },
)

test('an answer to something else does not let it erase what the server never got (CRYP-08)', async () => {
  const { at, subject } = await withUnsent('joan')
  const kate = await trial.colleague('kate')
  const id = await deviceOf(at)
  await at.door.close()
  await revoked(id, true)
  let answers = 0
  const anothers = JSON.stringify({ ackedThrough: 9, after: '0'.repeat(64), fresh: 2 })
  const line: typeof fetch = async (input, init) => {
    if (!addressOf(input).includes('/device/unsent')) return fetch(input, init)
    answers++
    return new Response(anothers)
  }
  const door = openDevice(at.profile, { fetch: line })
  await vi.waitFor(() => expect(answers).toBeGreaterThan(0), 60_000)
  // Once it has done what it can.
  await door.wake()
  expect(await door.revocation()).toEqual({ kind: 'ordered', waiting: 2, finalPush: true })
  expect((await standing(id))?.erased).toBeUndefined()
  await door.close()

  at.comesBack()
  await erased(switchedOn(at), 0)
  await nothingLeft(at)
  await kate.door.syncNow()
  const mine = async () => (await kate.door.held()).filter(({ change }) => change.subject === subject)
  await vi.waitFor(async () => expect(await mine()).toHaveLength(2), 60_000)
})

test('a count beside the order, which nobody signed, keeps nothing from being handed over (CRYP-08)', async () => {
  const { at, subject } = await withUnsent('lena')
  const mila = await trial.colleague('mila')
  const id = await deviceOf(at)
  await at.door.close()
  await revoked(id, true)
  const line: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init)
    if (!addressOf(input).includes('/device/standing')) return answer
    const said = z.looseObject({}).parse(await answer.json())
    return Response.json('order' in said ? { ...said, ackedThrough: 99 } : said)
  }
  const door = openDevice(at.profile, { fetch: line })
  await vi.waitFor(async () => expect((await standing(id))?.erased).toBeDefined(), 60_000)
  await door.close()
  await mila.door.syncNow()
  const hers = async () => (await mila.door.held()).filter(({ change }) => change.subject === subject)
  await vi.waitFor(async () => expect(await hers()).toHaveLength(2), 60_000)
})

test('from the order on nobody is let in and nothing is entered, line or none; only this server can give one (CRYP-08)', async () => {
  const { at, subject } = await withUnsent('gina')
  const id = await deviceOf(at)
  await revoked(id, true)
  let asked = 0
  at.network.alter = (address, text) => {
    if (!address.includes('/device/standing')) return text
    asked++
    return text.replace(/"proof":"./, (proof) => `${proof.slice(0, -1)}${proof.endsWith('A') ? 'B' : 'A'}`)
  }
  at.comesBack()
  await at.door.syncNow()
  await vi.waitFor(() => expect(asked).toBeGreaterThan(0), 60_000)
  expect(await at.door.revocation()).toBeUndefined()
  expect((await at.sees(subject, SYSBP)).heads).toEqual(['152'])

  at.network.alter = (address, text) => {
    if (address.includes('/device/standing')) at.goesOffline()
    return text
  }
  await at.door.syncNow()
  const ordered = { kind: 'ordered', waiting: 2, finalPush: true }
  await vi.waitFor(async () => expect(await at.door.revocation()).toEqual(ordered), 60_000)
  await vi.waitFor(async () => await expect(at.door.casebook(subject)).rejects.toThrow(), 60_000)
  expect(await at.door.signIn('gina', PASSWORD)).toEqual({ kind: 'revoked' })
  // It was kept for nothing: everything is still there for who has the right to it.
  expect(await at.door.unsentFile()).toMatchObject({ changes: 2 })

  // The administrator no longer wants what waits: the order of the next contact counts.
  await revoked(id, false)
  at.network.alter = undefined
  at.comesBack()
  await at.door.wake()
  await erased(at.door, 2)
})

test('a device that nobody is signed in on, and a picture that was not sent yet, are no exception (CRYP-08)', async () => {
  const at = await trial.colleague('hal')
  const ida = await trial.colleague('ida')
  const subject = await at.enrols()
  await at.door.syncNow()
  at.goesOffline()
  const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
  const content = Uint8Array.from([...png, ...randomBytes(2 * CHUNK_BYTES)])
  await at.door.attach({
    ...{ study: STUDY, site: NL01, version: versionIdOf(smallStudy), subject, form: VS, content },
    said: { title: 'ECG before cycle 1', type: 'image/png', blackened: 2 },
  })
  const id = await deviceOf(at)
  await at.door.close()
  await revoked(id, true)
  at.comesBack()
  await erased(switchedOn(at), 0)
  await nothingLeft(at)

  await ida.door.syncNow()
  const mine = async () => (await ida.door.held()).filter(({ change }) => change.subject === subject)
  await vi.waitFor(async () => expect(await mine()).toHaveLength(1), 60_000)
  const [logged] = await mine()
  if (logged?.change.body.kind !== 'attach') throw new Error('the picture did not come')
  const { file } = logged.change.body
  expect(await ida.door.file({ stream: logged.change.stream, file })).toEqual({ kind: 'here', content })
})

test('nobody but the device itself asks, hands over or signs for it (CRYP-08)', async () => {
  const { at } = await withUnsent('jan')
  const id = await deviceOf(at)
  const stranger = trial.server.device()
  const call = (path: string, body: object) => trial.server.call('POST', `/api/device/${path}`, body, undefined)
  const askedAt = '2026-03-12T10:00:00.000Z'
  const no = { status: 403, body: { code: 'not-allowed' } }
  const asked = { device: id, askedAt, signature: 'AAAA' }
  expect(await call('standing', asked)).toMatchObject(no)
  expect(await call('standing', { ...asked, device: stranger.id })).toMatchObject(no)
  const hash = '0'.repeat(64)
  const batch = { from: 1, before: hash, after: hash, signature: 'AAAA', rows: [{ key: 'x', data: 'AAAA' }] }
  // Of a device in good standing nothing is taken by this way.
  expect(await call('unsent', { device: id, batch })).toMatchObject(no)
  expect(await call('file', { device: id, n: 2, key: randomUUID() })).toMatchObject(no)
  await revoked(id, true)
  expect(await call('unsent', { device: id, batch })).toMatchObject({ status: 400, body: { code: 'chain-broken' } })
  expect(await call('file', { device: id, n: 2, key: randomUUID() })).toMatchObject({ status: 404 })
  const { revokedAt = '' } = (await standing(id)) ?? {}
  const said = { kind: 'tracer-erasure', v: 1, device: id, revokedAt, erasedAt: askedAt }
  const receipt = ErasureReceipt.parse({ ...said, through: 1, chain: hash, lost: 0 })
  expect(await call('erased', { receipt, signature: 'AAAA' })).toMatchObject(no)
  expect((await standing(id))?.erased).toBeUndefined()
  const kept = await rawRecords(at.profile.indexedDB)
  expect(kept.filter(({ store }) => store === 'log')).toHaveLength(3)
})
