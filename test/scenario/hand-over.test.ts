import { afterAll, beforeAll, expect, test } from 'vitest'
import { ItemPath } from '#shared/casebook/path'
import type { ChangeBody } from '#shared/change/change'
import { type ChangeRef, SiteId, type StudyVersionId, SubjectKey, changeRef } from '#shared/ids'
import type { Device } from '../../renderer/data/device'
import { PASSWORD, type TestServer, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'
import { network, newProfile, openDevice, setClock } from '../renderer/data/own-device'

/** One computer of a ward, two nurses, a real server, and a line that is cut before the shift changes. */

let server: TestServer
let version: StudyVersionId
const site = SiteId.parse('A1')

beforeAll(async () => {
  server = await startTestServer()
  version = await server.addStudy(smallStudy, ['A1'])
  await server.addPerson('ana', STUDY, 'nurse@A1')
  await server.addPerson('ben', STUDY, 'nurse@A1')
  await server.addPerson('ida', STUDY, 'investigator@A1')
})
afterAll(() => server.stop())

const ward = () =>
  newProfile({ network: network(fetch), server: server.address, clock: setClock(new Date().toISOString()) })

test('two nurses hand over without a network; the record says who did what, and all of it arrives', async () => {
  const profile = ward()
  const { network: line } = profile
  const device = openDevice(profile)
  for (const name of ['ben', 'ana']) {
    expect(await device.signIn(name, PASSWORD)).toMatchObject({ kind: 'in', session: { online: true } })
    await device.syncNow()
    await device.lock()
  }
  line.online = false

  const subject = SubjectKey.parse(crypto.randomUUID())
  const says = (body: ChangeBody) => device.record({ study: STUDY, site, version, subject, body })
  const comes = async (name: string) =>
    expect(await device.signIn(name, PASSWORD)).toMatchObject({ kind: 'in', session: { online: false } })

  await comes('ana')
  const code = await device.nextSubjectCode(STUDY, site)
  if (!code) throw new Error('the device was lent no numbers')
  await says({ kind: 'enrol', code })
  const { change } = await says(systolic({ text: '120' }))
  await device.lock()

  await comes('ben')
  // What the first nurse entered is there, under her name; what goes on goes on under his.
  expect(await story(device, subject)).toEqual([
    ['Name of ana', 'enrol'],
    ['Name of ana', '120'],
  ])
  await says(systolic({ text: '130', over: changeRef(change.device, change.n), reason: 'Misread' }))
  await device.lock()
  expect(await device.syncStatus()).toMatchObject({ state: 'signed-out', waiting: 3 })

  line.online = true
  expect(await device.signIn('ben', PASSWORD)).toMatchObject({ kind: 'in' })
  expect(await device.syncNow()).toMatchObject({ state: 'idle', waiting: 0, held: 0 })
  const whole = [
    ['Name of ana', 'enrol'],
    ['Name of ana', '120'],
    ['Name of ben', '130'],
  ]
  expect(await story(device, subject)).toEqual(whole)

  const investigator = openDevice(ward())
  await investigator.signIn('ida', PASSWORD)
  await investigator.syncNow()
  expect(await story(investigator, subject)).toEqual(whole)
  await Promise.all([device.close(), investigator.close()])
})

const SYSBP = ItemPath.parse('SCR/VS/VITALS/SYSBP')

const systolic = ({ text, over, reason }: { text: string; over?: ChangeRef; reason?: string }): ChangeBody => ({
  kind: 'value',
  items: [
    {
      ...{ path: SYSBP, bases: over === undefined ? [] : [over], entry: { state: 'value', text, unit: 'mmHg' } },
      ...(reason !== undefined && { reason }),
    },
  ],
})

/** Who did what with a participant, in order, as this device shows it. */
async function story(device: Device, subject: SubjectKey): Promise<readonly (readonly [string | undefined, string])[]> {
  const people = await device.directory()
  const logged = await device.casebook(subject)
  return logged
    .map(({ change }) => change)
    .sort((a, b) => a.n - b.n)
    .map(({ author, body }) => {
      const name = people.find(({ id }) => id === author)?.name
      const [item] = body.kind === 'value' ? body.items : []
      return [name, item?.entry.state === 'value' ? item.entry.text : body.kind] as const
    })
}
