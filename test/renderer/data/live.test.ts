import { expect, test } from 'vitest'
import { FormPath } from '#shared/casebook/path'
import type { ChangeBody } from '#shared/change/change'
import { SiteId, SubjectKey } from '#shared/ids'
import { versionIdOf } from '#shared/study/definition'
import { createLive } from '../../../renderer/data/live'
import { STUDY, smallStudy } from '../../support/small-study'
import { damage, network, newProfile, openDevice, setClock } from './own-device'
import { signInDesk } from './sign-in-desk'

const VS = FormPath.parse('SCR/VS')
const begun: ChangeBody = { kind: 'status', form: VS, bases: [], status: 'in-progress' }

async function screen() {
  const clock = setClock()
  const desk = await signInDesk(() => clock.now())
  const profile = newProfile({ network: network(desk.fetch), server: 'https://tracer.test', clock })
  const device = openDevice(profile)
  await device.signIn('ana', 'quiet-harbour-lantern')
  const live = createLive(device)
  live.listen()
  const subject = SubjectKey.parse(crypto.randomUUID())
  const write = (body: ChangeBody) =>
    device.record({ study: STUDY, site: SiteId.parse('NL01'), version: versionIdOf(smallStudy), subject, body })
  return { device, live, subject, write, profile }
}

test('a screen sees a casebook read once, then each change as it is stored, as long as it looks', async () => {
  const { live, subject, write } = await screen()
  await write(begun)
  const casebook = live.casebook(subject)
  let told = 0
  const leave = casebook.subscribe(() => told++)
  expect(casebook.get()).toBeUndefined()
  // Stored while the casebook is being read: it must not be missed.
  await write({ ...begun, status: 'complete' })
  await expect.poll(() => casebook.get()?.forms.get(VS)?.log.size).toBe(2)
  const before = casebook.get()
  await write({ ...begun, form: FormPath.parse('SCR/SV') })
  await expect.poll(() => casebook.get()?.forms.size).toBe(2)
  expect(casebook.get()?.forms.get(VS)).toBe(before?.forms.get(VS))
  leave()
  const heard = told
  await write(begun)
  expect(told).toBe(heard)
})

test('two screens on one participant share one casebook; locking takes it away', async () => {
  const { live, subject, write, device } = await screen()
  await write(begun)
  const [one, two] = [live.casebook(subject), live.casebook(subject)]
  expect(one).toBe(two)
  one.subscribe(() => undefined)
  await expect.poll(() => one.get()?.forms.size).toBe(1)
  await device.lock()
  expect(one.get()).toBeUndefined()
})

test('what was being read when the device was locked is not kept, and the next person reads anew', async () => {
  const { live, subject, write, device } = await screen()
  await write(begun)
  const casebook = live.casebook(subject)
  const leave = casebook.subscribe(() => undefined)
  leave()
  await device.lock()
  await device.signIn('ana', 'quiet-harbour-lantern')
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(casebook.get()).toBeUndefined()
  casebook.subscribe(() => undefined)
  await expect.poll(() => casebook.get()?.forms.size).toBe(1)
})

test('a damaged record reaches the screen as an error, never as an empty casebook (CRYP-10)', async () => {
  const { live, subject, write, profile } = await screen()
  await write(begun)
  // Wherever it stands by now.
  await damage(profile.indexedDB, 'log')
  await damage(profile.indexedDB, 'forms')
  const casebook = live.casebook(subject)
  let told = 0
  casebook.subscribe(() => told++)
  await expect.poll(() => told).toBe(1)
  expect(() => casebook.get()).toThrow('damaged record')
})
