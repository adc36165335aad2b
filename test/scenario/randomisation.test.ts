import { afterAll, beforeAll, expect, test } from 'vitest'
import { FormPath, ItemPath } from '#shared/casebook/path'
import type { ChangeBody } from '#shared/change/change'
import { SiteId, SubjectCode, SubjectKey, type StudyVersionId } from '#shared/ids'
import { armOf, randomisationOf } from '#shared/randomisation/allocation'
import { readinessOf } from '#shared/randomisation/readiness'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { signedContent } from '#shared/review/signed-content'
import { compileStudy } from '#shared/study/compile'
import type { Device } from '../../renderer/data/device'
import { type Profile, network, newProfile, openDevice } from '../renderer/data/own-device'
import { PASSWORD, type TestServer, startTestServer } from '../support/server'
import { RANDOMISED, randomisedStudy } from '../support/randomised-study'
import { wardDay } from '../support/ward-day'

const NL01 = SiteId.parse('NL01')
const IE = FormPath.parse('SCR/IE')

let server: TestServer
let version: StudyVersionId
let profile: Profile
let device: Device

beforeAll(async () => {
  server = await startTestServer()
  version = await server.addStudy(randomisedStudy(), ['NL01'])
  await server.addPerson('ida', RANDOMISED, 'investigator@NL01')
  await server.addPerson('root', RANDOMISED, 'administrator@*')
  const { token } = await server.device().signIn('root', PASSWORD, 'administrator')
  const plan = { method: 'blocks', sizes: [2, 4], length: 20 }
  await server.call('POST', '/api/randomisation/lists', { version, plan }, token)
  await server.call('POST', '/api/randomisation/places', { study: RANDOMISED, site: NL01, open: true }, token)
  profile = newProfile({ network: network(fetch), server: server.address })
  profile.clock.set(new Date().toISOString())
  device = openDevice(profile)
  await device.signIn('ida', PASSWORD)
  await device.syncNow()
}, 300_000)
afterAll(async () => {
  await device.close()
  await server.stop()
})

const asserts = (subject: SubjectKey, body: ChangeBody) =>
  device.record({ study: RANDOMISED, site: NL01, version, subject, body })
const today = wardDay()
const casebook = async (subject: SubjectKey) => fold(await device.casebook(subject), emptyCasebook(subject))

async function candidate(): Promise<SubjectKey> {
  const subject = SubjectKey.parse(crypto.randomUUID())
  const code = await device.nextSubjectCode(RANDOMISED, NL01)
  await asserts(subject, { kind: 'enrol', code: SubjectCode.parse(code) })
  for (const [path, text] of [
    ['SCR/NET/DATA/NETGRADE', 'G2'],
    ['SCR/PETF/DATA/FDGPOS', 'Y'],
    ['SCR/IE/DATA/IEYN', 'Y'],
  ] as const) {
    const item = { path: ItemPath.parse(path), bases: [], entry: { state: 'value' as const, text } }
    await asserts(subject, { kind: 'value', items: [item] })
  }
  return subject
}

const signs = async (subject: SubjectKey) =>
  device.sign({
    ...{ study: RANDOMISED, site: NL01, version, subject },
    ...{ meaning: 'eligibility', password: PASSWORD },
    scopes: [{ scope: IE, content: signedContent(await casebook(subject), IE) }],
  })

/** As the screen does: what the casebook says is what the person confirms. */
async function asks(subject: SubjectKey) {
  const { strata } = readinessOf(compileStudy(randomisedStudy()), await casebook(subject), NL01, today)
  await asserts(subject, { kind: 'request', act: 'randomise', strata })
}

test('asked without a network, the request waits on the device across a restart and is answered when there is one', async () => {
  const subject = await candidate()
  profile.network.online = false
  await signs(subject)
  await asks(subject)
  expect(randomisationOf(await casebook(subject))).toMatchObject({ state: 'waiting', sent: false })
  await device.close()
  device = openDevice(profile)
  await device.signIn('ida', PASSWORD)
  expect(randomisationOf(await casebook(subject))).toMatchObject({ state: 'waiting', sent: false })
  expect((await device.waiting()).map(({ change }) => change.body.kind)).toContain('request')

  profile.network.online = true
  await device.signIn('ida', PASSWORD)
  await device.syncNow()
  const now = await casebook(subject)
  expect(randomisationOf(now).state).toBe('allocated')
  expect(['CTL', 'PERS-B']).toContain(armOf(now))
  expect((await device.roster(RANDOMISED, NL01)).find((line) => line.subject === subject)?.arm).toBe(armOf(now))
})

test('a refusal comes to the device with its reason, and asking again after it waits anew', async () => {
  const subject = await candidate()
  await asks(subject)
  await device.syncNow()
  const refused = randomisationOf(await casebook(subject))
  expect(refused).toMatchObject({ state: 'refused', reasons: [{ code: 'not-signed', about: 'IE' }] })
  expect(readinessOf(compileStudy(randomisedStudy()), await casebook(subject), NL01, today).reasons).toEqual([
    { code: 'not-signed', about: 'IE' },
  ])
  await signs(subject)
  await asks(subject)
  expect(randomisationOf(await casebook(subject)).state).toBe('waiting')
  await device.syncNow()
  expect(randomisationOf(await casebook(subject)).state).toBe('allocated')
})
