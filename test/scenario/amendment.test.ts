import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { FormPath, ItemPath } from '#shared/casebook/path'
import { consentTo, versionOf } from '#shared/casebook/versions'
import type { ChangeBody } from '#shared/change/change'
import { SiteId, type StudyVersionId, SubjectCode, SubjectKey } from '#shared/ids'
import { versionIdOf } from '#shared/study/definition'
import type { Device } from '../../renderer/data/device'
import { amendedStudy, amendedVersion, firstVersion } from '../support/amended-study'
import { type Profile, network, newProfile, openDevice } from '../renderer/data/own-device'
import { PASSWORD, type TestServer, as, startTestServer } from '../support/server'
import { wardDay } from '../support/ward-day'

const STUDY = firstVersion.study.id
const NL01 = SiteId.parse('NL01')
const [FIRST, SECOND] = [versionIdOf(firstVersion), versionIdOf(amendedVersion)]
const VS = FormPath.parse('SCR/VS')
const LATER = FormPath.parse('W4/VS')
const CONSENT = FormPath.parse('UNS:0198c0de-0000-7000-8000-00000000000a/ICF')
const today = wardDay()

let server: TestServer
let nurse: { readonly profile: Profile; readonly device: Device }
let manager: { readonly profile: Profile; readonly device: Device }

async function opened(userName: string) {
  const profile = newProfile({ network: network(fetch), server: server.address })
  profile.clock.set(new Date().toISOString())
  const device = openDevice(profile)
  await device.signIn(userName, PASSWORD)
  await device.syncNow()
  return { profile, device }
}

beforeAll(async () => {
  server = await startTestServer()
  await server.addStudy(firstVersion, ['NL01', 'FR01'])
  await server.addPerson('nia', STUDY, 'nurse@NL01')
  await server.addPerson('dora', STUDY, 'data-manager@*')
  nurse = await opened('nia')
  manager = await opened('dora')
}, 300_000)
afterAll(async () => {
  await nurse.device.close()
  await manager.device.close()
  await server.stop()
})

const says = (subject: SubjectKey, version: StudyVersionId, body: ChangeBody) =>
  nurse.device.record({ study: STUDY, site: NL01, version, subject, body })
const enters = (subject: SubjectKey, version: StudyVersionId, path: string, text: string) =>
  says(subject, version, {
    kind: 'value',
    items: [{ path: ItemPath.parse(path), bases: [], entry: { state: 'value', text } }],
  })
const casebookOf = async (subject: SubjectKey) => fold(await nurse.device.casebook(subject), emptyCasebook(subject))
const receiptOf = async (subject: SubjectKey, device: string, n: number) => {
  const found = (await nurse.device.casebook(subject)).find(({ change }) => change.device === device && change.n === n)
  return found?.receipt
}

async function enrolled(): Promise<SubjectKey> {
  const subject = SubjectKey.parse(crypto.randomUUID())
  const code = SubjectCode.parse(await nurse.device.nextSubjectCode(STUDY, NL01))
  await says(subject, FIRST, { kind: 'enrol', code })
  await enters(subject, FIRST, `${VS}/MAIN/WEIGHT`, '45')
  return subject
}

const move = (more: Partial<Extract<ChangeBody, { kind: 'amend' }>> = {}): ChangeBody => ({
  kind: 'amend',
  from: FIRST,
  to: SECOND,
  forms: [],
  ...more,
})

test('an amendment is published, approved, consented to offline, and only then moves a participant (GCP-16)', async () => {
  const subject = await enrolled()

  expect(await nurse.device.publishVersion(amendedVersion)).toBe('not-allowed')
  expect(await manager.device.publishVersion(amendedVersion)).toBe('done')
  await nurse.device.syncNow()
  const published = await nurse.device.publishedVersions(STUDY)
  expect(published.map(({ version, by }) => [version, by])).toEqual([
    [FIRST, undefined],
    [SECOND, 'Name of dora'],
  ])
  expect((await nurse.device.sites()).map(({ version }) => version)).toEqual([FIRST])

  // No site works by it yet: nothing is moved, nothing entered under it.
  const early = await says(subject, FIRST, move())
  const strange = await enters(subject, SECOND, `${LATER}/MAIN/WAIST`, '90')
  await nurse.device.syncNow()
  expect(await receiptOf(subject, early.change.device, early.change.n)).toMatchObject({
    reason: 'version-not-approved',
  })
  expect(await receiptOf(subject, strange.change.device, strange.change.n)).toMatchObject({
    reason: 'version-not-approved',
  })

  const approval = { study: STUDY, site: NL01, version: SECOND, on: today, reference: 'EC 2026-14' }
  expect(await nurse.device.approveVersion(approval)).toBe('not-allowed')
  expect(await manager.device.approveVersion({ ...approval, on: '2999-01-01' })).toBe('not-taken')
  expect(await manager.device.approveVersion(approval)).toBe('done')
  await nurse.device.syncNow()
  const [site] = await nurse.device.sites()
  expect(site?.version).toBe(SECOND)
  expect(site?.approvals?.at(-1)).toMatchObject({ on: today, reference: 'EC 2026-14', recordedBy: 'Name of dora' })
  expect((await manager.device.sites()).find((info) => info.site === 'FR01')?.version).toBe(FIRST)

  const hasty = await says(subject, FIRST, move())
  await nurse.device.syncNow()
  expect(await receiptOf(subject, hasty.change.device, hasty.change.n)).toMatchObject({ reason: 'no-consent' })
  expect(versionOf(await casebookOf(subject))).toBe(FIRST)

  // Consent, move and the first entry under the new version, all without the network.
  nurse.profile.network.online = false
  await enters(subject, SECOND, `${CONSENT}/MAIN/SIGNED`, today)
  await enters(subject, SECOND, `${CONSENT}/MAIN/KIND`, 'AGAIN')
  await says(subject, SECOND, { kind: 'status', form: CONSENT, bases: [], status: 'complete' })
  const consented = consentTo(amendedStudy, await casebookOf(subject), today)
  await says(subject, FIRST, move(consented && { consent: consented.move }))
  await enters(subject, SECOND, `${LATER}/MAIN/WEIGHT`, '46')
  expect(versionOf(await casebookOf(subject))).toBe(SECOND)
  nurse.profile.network.online = true
  await nurse.device.syncNow()

  const casebook = await casebookOf(subject)
  expect(versionOf(casebook)).toBe(SECOND)
  expect(casebook.forms.get(VS)?.version).toBe(FIRST)
  expect(casebook.forms.get(LATER)?.version).toBe(SECOND)
  const [line] = await nurse.device.roster(STUDY, NL01)
  expect(line).toMatchObject({ subject, unsent: 0 })

  // A correction of what was entered before goes under its own version, and counts.
  const heads = casebook.forms.get(VS)?.items.get(ItemPath.parse(`${VS}/MAIN/WEIGHT`))?.heads ?? []
  const corrected = await says(subject, FIRST, {
    kind: 'value',
    items: [
      {
        path: ItemPath.parse(`${VS}/MAIN/WEIGHT`),
        bases: heads.map(({ ref }) => ref),
        entry: { state: 'value', text: '47' },
        reason: 'misread',
      },
    ],
  })
  await nurse.device.syncNow()
  expect(await receiptOf(subject, corrected.change.device, corrected.change.n)).toMatchObject({ state: 'applied' })
  expect((await casebookOf(subject)).forms.get(VS)?.version).toBe(FIRST)
}, 120_000)

test('publishing and approving stand in the security log, and an approval cannot be rewritten', async () => {
  await as(server.adminUrl, async (admin) => {
    const { rows } = await admin.query<{ kind: string }>(
      "SELECT kind FROM security_log WHERE kind IN ('version-published', 'version-approved') ORDER BY id",
    )
    expect(rows.map(({ kind }) => kind)).toEqual(['version-published', 'version-approved'])
    await expect(admin.query("UPDATE site_version SET approved_on = '2020-01-01'")).rejects.toThrow()
  })
})

test('a version may ask for a training of its own: without it nothing is entered by it, on the device or at the server (P11-09)', async () => {
  const since = today
  const version = { ...amendedVersion, name: '3.0', training: { since } }
  const third = versionIdOf(version)
  const subject = await enrolled()
  await nurse.device.syncNow()
  const trainedOn = (day: string) =>
    as(server.adminUrl, (admin) =>
      admin.query(
        'UPDATE user_grant SET trained_on = $1 FROM app_user AS u WHERE u.id = user_id AND u.user_name = $2',
        [day, 'nia'],
      ),
    )
  const signsIn = async () => {
    await nurse.device.lock()
    await nurse.device.signIn('nia', PASSWORD)
    await nurse.device.syncNow()
  }
  const byThird = (text: string) => enters(subject, third, `${LATER}/MAIN/WAIST`, text)

  await trainedOn('2020-01-01')
  expect(await manager.device.publishVersion(version)).toBe('done')
  expect(await manager.device.approveVersion({ study: STUDY, site: NL01, version: third, on: today })).toBe('done')
  await signsIn()
  expect((await nurse.device.sites())[0]?.trainings).toEqual({ [third]: since })
  await expect(byThird('90')).rejects.toThrow('no training on record')
  await enters(subject, FIRST, `${LATER}/MAIN/WEIGHT`, '46')

  await trainedOn(today)
  await signsIn()
  const trained = await byThird('91')
  await nurse.device.syncNow()
  expect(await receiptOf(subject, trained.change.device, trained.change.n)).toMatchObject({ state: 'applied' })

  // Taken from the record while they were away, what they write waits for a person.
  await trainedOn('2020-01-01')
  const untrained = await byThird('92')
  await nurse.device.syncNow()
  expect(await receiptOf(subject, untrained.change.device, untrained.change.n)).toMatchObject({
    ...{ state: 'held', reason: 'no-training' },
  })
}, 120_000)
