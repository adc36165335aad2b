import { wholeNetter2 } from '#forms/netter-2/whole-study'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { type FormPath, FormPath as FormPaths, ItemPath } from '#shared/casebook/path'
import type { ChangeBody, Entry, Logged } from '#shared/change/change'
import { askGate, decisionsOf, signableOf, stands } from '#shared/dose-release/release'
import { askEligibility, askedNow, signableEligibility } from '#shared/eligibility/ask'
import type { StudyId, StudyVersionId } from '#shared/ids'
import { SiteId, SubjectCode, SubjectKey } from '#shared/ids'
import { randomisationOf } from '#shared/randomisation/allocation'
import { readinessOf } from '#shared/randomisation/readiness'
import { compileStudy } from '#shared/study/compile'
import type { Device } from '../../renderer/data/device'
import { type Profile, network, newProfile, openDevice } from '../renderer/data/own-device'
import { ELIGIBLE, eligibleStudy } from '../support/eligible-study'
import { beforeSecondDose, key, netter2, secondDose, typed } from '../support/second-dose'
import { PASSWORD, type TestServer, startTestServer } from '../support/server'
import { wardDay } from '../support/ward-day'

const NL01 = SiteId.parse('NL01')
const NETTER2 = wholeNetter2.study.id
const eligible = compileStudy(eligibleStudy())
const today = wardDay()

let server: TestServer
let opened: readonly Colleague[] = []
const versions = new Map<StudyId, StudyVersionId>()

/** One person at a device of their own. */
interface Colleague {
  readonly profile: Profile
  readonly device: Device
  readonly asserts: (study: StudyId, subject: SubjectKey, body: ChangeBody) => Promise<Logged>
}

async function colleague(userName: string): Promise<Colleague> {
  const profile = newProfile({ network: network(fetch), server: server.address })
  profile.clock.set(new Date().toISOString())
  const device = openDevice(profile)
  await device.signIn(userName, PASSWORD)
  await device.syncNow()
  const asserts: Colleague['asserts'] = (study, subject, body) => device.record({ ...place(study, subject), body })
  const found = { profile, device, asserts }
  opened = [...opened, found]
  return found
}

function place(study: StudyId, subject: SubjectKey) {
  const version = versions.get(study)
  if (!version) throw new Error('not published')
  return { study, site: NL01, version, subject }
}

beforeAll(async () => {
  server = await startTestServer()
  versions.set(ELIGIBLE, await server.addStudy(eligibleStudy(), ['NL01']))
  versions.set(NETTER2, await server.addStudy(wholeNetter2, ['NL01']))
  for (const study of [ELIGIBLE, NETTER2]) {
    await server.addPerson(`ida.${study.toLowerCase()}`, study, 'investigator@NL01')
    await server.addPerson(`ana.${study.toLowerCase()}`, study, 'nurse@NL01')
  }
  await server.addPerson('root', ELIGIBLE, 'administrator@*')
  const { token } = await server.device().signIn('root', PASSWORD, 'administrator')
  const plan = { method: 'blocks', sizes: [2, 4], length: 20 }
  await server.call('POST', '/api/randomisation/lists', { version: versions.get(ELIGIBLE), plan }, token)
  await server.call('POST', '/api/randomisation/places', { study: ELIGIBLE, site: NL01, open: true }, token)
}, 300_000)
afterAll(async () => {
  for (const { device } of opened) await device.close()
  await server.stop()
})

const casebookOf = async ({ device }: Colleague, subject: SubjectKey) =>
  fold(await device.casebook(subject), emptyCasebook(subject))

const enters = (
  by: Colleague,
  study: StudyId,
  subject: SubjectKey,
  form: FormPath,
  values: Record<string, string | Entry>,
) =>
  by.asserts(study, subject, {
    kind: 'value',
    items: Object.entries(values).map(([path, value]) => ({
      path: ItemPath.parse(`${form}/${path}`),
      bases: [],
      entry: typeof value === 'string' ? { state: 'value', text: value } : value,
    })),
  })

async function enrolled(by: Colleague, study: StudyId): Promise<SubjectKey> {
  const subject = SubjectKey.parse(crypto.randomUUID())
  const code = SubjectCode.parse(await by.device.nextSubjectCode(study, NL01))
  await by.asserts(study, subject, { kind: 'enrol', code })
  return subject
}

const heldFor = async ({ device }: Colleague, subject: SubjectKey) =>
  (await device.casebook(subject)).flatMap(({ change, receipt }) =>
    receipt?.state === 'held' ? [`${change.body.kind} ${receipt.reason}`] : [],
  )

async function candidate(by: Colleague): Promise<SubjectKey> {
  const subject = await enrolled(by, ELIGIBLE)
  await enters(by, ELIGIBLE, subject, FormPaths.parse('SCR/SV'), { 'VISIT/SVSTDTC': today })
  await enters(by, ELIGIBLE, subject, FormPaths.parse('SCR/NET'), { 'DATA/NETGRADE': 'G2' })
  await enters(by, ELIGIBLE, subject, FormPaths.parse('SCR/PETF'), { 'DATA/FDGPOS': 'Y' })
  await enters(by, ELIGIBLE, subject, FormPaths.parse('SCR/IE'), { 'DATA/IE_RS_I02': 'Y' })
  return subject
}

async function snapshotOf(by: Colleague, subject: SubjectKey) {
  const casebook = await casebookOf(by, subject)
  const occasion = askedNow(casebook, 'SCR', today)
  const asked = askEligibility(eligible, casebook, occasion)
  const found = asked && signableEligibility(place(ELIGIBLE, subject).version, casebook, occasion, asked)
  if (typeof found !== 'object') throw new Error(found)
  return found
}

test('eligibility is signed without a network, and its holder is randomised once there is one (P11-15)', async () => {
  const ida = await colleague(`ida.${ELIGIBLE.toLowerCase()}`)
  const subject = await candidate(ida)
  ida.profile.network.online = false
  const snapshot = await snapshotOf(ida, subject)
  const request = { ...place(ELIGIBLE, subject), snapshot }
  expect(await ida.device.signEligibility({ ...request, password: 'not it' })).toMatchObject({ kind: 'wrong' })
  ida.profile.clock.advance(60_000)
  expect(readinessOf(eligible, await casebookOf(ida, subject), NL01, today).reasons).toEqual([
    { code: 'not-signed', about: 'IE' },
  ])
  await ida.device.signEligibility({ ...request, password: PASSWORD })
  const { strata, reasons } = readinessOf(eligible, await casebookOf(ida, subject), NL01, today)
  expect(reasons).toEqual([])
  await ida.asserts(ELIGIBLE, subject, { kind: 'request', act: 'randomise', strata })
  ida.profile.network.online = true
  await ida.device.syncNow()
  expect(await heldFor(ida, subject)).toEqual([])
  expect(randomisationOf(await casebookOf(ida, subject)).state).toBe('allocated')
})

test('a snapshot that is not what the casebook says, of another day, or of who may not sign is held and randomises nobody', async () => {
  const [ida, ana] = [
    await colleague(`ida.${ELIGIBLE.toLowerCase()}`),
    await colleague(`ana.${ELIGIBLE.toLowerCase()}`),
  ]
  const subject = await candidate(ida)
  const snapshot = await snapshotOf(ida, subject)
  const [first, ...others] = snapshot.criteria
  if (!first) throw new Error('no criterion')
  const request = { ...place(ELIGIBLE, subject), password: PASSWORD }
  const forged = { ...snapshot, criteria: [{ ...first, evidence: [] }, ...others] }
  await ida.device.signEligibility({ ...request, snapshot: forged })
  await ida.device.signEligibility({ ...request, snapshot: { ...snapshot, day: '2026-01-02' } })
  await ida.device.syncNow()
  await ana.device.syncNow()
  await ana.device.signEligibility({ ...request, snapshot })
  await ana.device.syncNow()
  await ida.device.syncNow()
  expect(await heldFor(ida, subject)).toEqual([
    'eligibility evidence-differs',
    'eligibility evidence-differs',
    'eligibility wrong-role',
  ])
  expect(readinessOf(eligible, await casebookOf(ida, subject), NL01, today).reasons).toEqual([
    { code: 'not-signed', about: 'IE' },
  ])
})

async function treated(by: Colleague): Promise<SubjectKey> {
  const subject = await enrolled(by, NETTER2)
  for (const [form, values] of beforeSecondDose()) await enters(by, NETTER2, subject, form, { ...values })
  return subject
}

async function releaseOf(by: Colleague, subject: SubjectKey) {
  const asked = askGate(netter2, await casebookOf(by, subject), secondDose)
  const dose = asked && signableOf(asked)
  if (typeof dose !== 'object') throw new Error(dose)
  return { ...place(NETTER2, subject), dose, password: PASSWORD }
}

const standing = async (by: Colleague, subject: SubjectKey) => {
  const casebook = await casebookOf(by, subject)
  return decisionsOf(netter2, casebook).map((one) => stands(netter2, casebook, one))
}

test('a dose is released without a network and the server comes to the same answer; a wrong password signs nothing (P11-15)', async () => {
  const ida = await colleague(`ida.${NETTER2.toLowerCase()}`)
  const subject = await treated(ida)
  ida.profile.network.online = false
  const request = await releaseOf(ida, subject)
  expect(await ida.device.releaseDose({ ...request, password: 'not it' })).toMatchObject({ kind: 'wrong' })
  // Who mistyped a password waits a moment.
  ida.profile.clock.advance(60_000)
  await ida.device.releaseDose(request)
  expect(await standing(ida, subject)).toEqual([true])
  ida.profile.network.online = true
  await ida.device.syncNow()
  expect(await heldFor(ida, subject)).toEqual([])
  expect(await standing(ida, subject)).toEqual([true])
})

test('more than the gate allows, a changed proof and a release by a nurse are held and release nothing', async () => {
  const [ida, ana] = [await colleague(`ida.${NETTER2.toLowerCase()}`), await colleague(`ana.${NETTER2.toLowerCase()}`)]
  const subject = await treated(ida)
  const request = await releaseOf(ida, subject)
  const { dose } = request
  const [first, ...others] = dose.conditions
  if (!first) throw new Error('no condition')
  await ida.device.releaseDose({ ...request, dose: { ...dose, amount: { value: '9000', unit: 'MBq' } } })
  const seen = [{ name: 'PLT', value: '300', unit: '10^9/L' }]
  await ida.device.releaseDose({ ...request, dose: { ...dose, conditions: [{ ...first, seen }, ...others] } })
  await ida.device.syncNow()
  await ana.device.syncNow()
  await ana.device.releaseDose(request)
  await ana.device.syncNow()
  await ida.device.syncNow()
  expect(await heldFor(ida, subject)).toEqual([
    'dose-release evidence-differs',
    'dose-release evidence-differs',
    'dose-release wrong-role',
  ])
  expect(await standing(ida, subject)).toEqual([])
})

test('a result that came from another device meanwhile holds the release: nobody signed with it in sight', async () => {
  const [ida, ana] = [await colleague(`ida.${NETTER2.toLowerCase()}`), await colleague(`ana.${NETTER2.toLowerCase()}`)]
  const subject = await treated(ida)
  await ida.device.syncNow()
  ida.profile.network.online = false
  await ida.device.releaseDose(await releaseOf(ida, subject))
  await ana.device.syncNow()
  await enters(ana, NETTER2, subject, FormPaths.parse('UNS/LBH'), {
    [key('LBH', 'LBDAT')]: '2026-03-01',
    [key('LBH', 'PLT')]: typed('60', '10^9/L'),
  })
  await ana.device.syncNow()
  ida.profile.network.online = true
  await ida.device.syncNow()
  expect(await heldFor(ida, subject)).toEqual(['dose-release evidence-differs'])
  expect(await standing(ida, subject)).toEqual([])
})
