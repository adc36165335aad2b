import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { FormPath, ItemPath } from '#shared/casebook/path'
import type { Change, ChangeBody } from '#shared/change/change'
import { eligibilityText } from '#shared/change/signature'
import { askEligibility, askedNow, signableEligibility } from '#shared/eligibility/ask'
import { SiteId, type StudyVersionId, SubjectCode, SubjectKey, streamId } from '#shared/ids'
import { PullAnswer } from '#shared/protocol'
import { randomisationOf } from '#shared/randomisation/allocation'
import { SnapshotAnswer } from '#shared/snapshot'
import { compileStudy } from '#shared/study/compile'
import { Device } from '../../server/demo/device'
import { newSigningKey } from '../../server/demo/pen'
import { sightOf } from '../../server/auth/session'
import { syncPartsOf } from '../../server/sync/parts'
import { makeSnapshot } from '../../server/sync/snapshot'
import { ELIGIBLE, eligibleStudy } from '../support/eligible-study'
import { STUDY, smallStudy } from '../support/small-study'
import { PASSWORD, type TestServer, sessionOf, startTestServer } from '../support/server'
import { outcome, strataOf } from './randomisation/ward'

/**
 * Around midnight it is one day in Amsterdam, another in New York and one of the two in Greenwich, where the server's
 * clock is: what counts is the day at the ward.
 */

const AMSTERDAM = 'Europe/Amsterdam'
const NEW_YORK = 'America/New_York'
const A1 = SiteId.parse('A1')

const study = compileStudy(eligibleStudy())
let now = '2026-03-01T12:00:00Z'
let server: TestServer
let eligible: StudyVersionId
let small: StudyVersionId

beforeAll(async () => {
  server = await startTestServer({ now: () => new Date(now) })
  eligible = await server.addStudy(eligibleStudy(), ['A1'])
  small = await server.addStudy(smallStudy, ['A1'])
  const ida = await server.addPerson('ida', ELIGIBLE, 'investigator@A1')
  await server.addGrant(ida, STUDY, 'investigator@A1')
  const ned = await server.addPerson('ned', STUDY, 'nurse@A1')
  await server.addGrant(ned, ELIGIBLE, 'nurse@A1')
  await server.addPerson('mona', STUDY, 'monitor@A1')
  await server.addPerson('root', ELIGIBLE, 'administrator@*')
  const { token } = await server.device().signIn('root', PASSWORD, 'administrator')
  const keeps = (path: string, body: object) => server.call('POST', `/api/randomisation/${path}`, body, token)
  expect((await keeps('places', { study: ELIGIBLE, site: 'A1', open: true })).status).toBe(200)
  const plan = { method: 'blocks', sizes: [2, 4], length: 60 }
  expect((await keeps('lists', { version: eligible, plan })).status).toBe(200)
}, 300_000)
afterAll(() => server.stop())

let codes = 0
const enrolment = (): ChangeBody => ({
  kind: 'enrol',
  code: SubjectCode.parse(`A1-${String(++codes).padStart(4, '0')}`),
})
const value = (path: string, text: string): ChangeBody => ({
  kind: 'value',
  items: [{ path: ItemPath.parse(path), bases: [], entry: { state: 'value', text } }],
})

// A visit that is dated tomorrow is a finding. A monitor's zone is not that of the ward.
test.each([
  ['2026-03-12T23:30:00Z', AMSTERDAM, '2026-03-13', 0],
  ['2026-03-12T23:30:00Z', AMSTERDAM, '2026-03-14', 1],
  ['2026-03-13T02:30:00Z', NEW_YORK, '2026-03-12', 0],
  ['2026-03-13T02:30:00Z', NEW_YORK, '2026-03-13', 1],
])('packed at %s, a visit in %s on %s has %i findings', async (at, zone, date, findings) => {
  now = at
  const place = { study: STUDY, site: A1, version: small, subject: SubjectKey.parse(randomUUID()) }
  const ward = new Device(server.call, zone)
  const by = await ward.signIn('ned', PASSWORD, 'nurse')
  const said = { ...place, by, at: '2026-03-12T09:00:00.000+01:00' }
  ward.assert({ ...said, body: enrolment() })
  ward.assert({ ...said, body: value('SCR/SV/VISIT/SVSTDTC', date) })
  await ward.push(by)
  const office = new Device(server.call, 'Pacific/Kiritimati')
  const mona = await office.signIn('mona', PASSWORD, 'monitor')
  const scope = FormPath.parse('SCR/SV')
  office.assert({ ...said, by: mona, body: { kind: 'verify', scope, heads: [] } })
  await office.push(mona)

  const stream = streamId(STUDY, A1, 'data')
  await makeSnapshot(syncPartsOf(server.context).partsIn(sightOf(server.context, sessionOf(mona))), stream)
  const { body } = await server.call('GET', `/api/sync/snapshot?stream=${stream}`, undefined, mona.token)
  const entry = SnapshotAnswer.parse(body).entries.find(({ subject }) => subject === place.subject)
  expect(entry?.summary).toMatchObject({ findings })
})

// The scan of 20 February counts for 28 days: up to and with 20 March.
test.each([
  ['2026-03-20T22:30:00Z', AMSTERDAM, 'allocated', '2026-03-20'],
  ['2026-03-20T23:30:00Z', AMSTERDAM, 'signature-expired IE', undefined],
  ['2026-03-21T03:30:00Z', NEW_YORK, 'allocated', '2026-03-20'],
  ['2026-03-21T04:30:00Z', NEW_YORK, 'signature-expired IE', undefined],
])('what was signed counts up to its last day at the ward: at %s in %s %s', async (at, zone, found, day) => {
  now = at
  const device = new Device(server.call, zone)
  const by = await device.signIn('ida', PASSWORD, 'investigator')
  const key = newSigningKey()
  await server.call('POST', '/api/keys', { keyId: key.keyId, publicKey: key.publicKey }, by.token)
  const subject = SubjectKey.parse(randomUUID())
  const claimedAt = '2026-03-02T10:00:00.000+01:00'
  const own: Change[] = []
  const says = (body: ChangeBody) =>
    own.push(device.assert({ by, at: claimedAt, study: ELIGIBLE, site: A1, version: eligible, subject, body }))
  const enters = (path: string, text: string) => says(value(path, text))
  says(enrolment())
  enters('SCR/SV/VISIT/SVSTDTC', '2026-02-20')
  enters('SCR/NET/DATA/NETGRADE', 'G2')
  enters('SCR/PETF/DATA/FDGPOS', 'Y')
  enters('SCR/IE/DATA/IE_RS_I02', 'Y')
  const casebook = fold(
    own.map((change) => ({ change })),
    emptyCasebook(subject),
  )
  const occasion = askedNow(casebook, 'SCR', '2026-03-02')
  const asked = askEligibility(study, casebook, occasion)
  const snapshot = asked ? signableEligibility(eligible, casebook, occasion, asked) : 'no criteria'
  if (typeof snapshot === 'string') throw new Error(snapshot)
  const signature = key.sign(eligibilityText({ subject, author: by.user, claimedAt }, { snapshot }))
  says({ kind: 'eligibility', snapshot, key: key.keyId, signature })
  says({ kind: 'request', act: 'randomise', strata: strataOf('G2', 'A1') })
  await device.push(by)

  // Somebody else reads it: one's own comes without its text.
  const reader = await server.device().signIn('ned', PASSWORD, 'nurse')
  const path = `/api/sync/pull?stream=${streamId(ELIGIBLE, A1, 'data')}&after=0`
  const { rows } = PullAnswer.parse((await server.call('GET', path, undefined, reader.token)).body)
  const log = rows.flatMap((row) => ('change' in row && row.change.subject === subject ? [row] : []))
  const answered = fold(log, emptyCasebook(subject))
  const standing = randomisationOf(answered)
  expect(standing.state === 'allocated' ? standing.state : outcome(standing)).toBe(found)
  const shown = answered.forms.get(FormPath.parse('SCR/RAND'))?.items.get(ItemPath.parse('SCR/RAND/DATA/RANDDAT'))
  expect(shown?.value).toEqual(day === undefined ? undefined : { state: 'value', text: day })
})
