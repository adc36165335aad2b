import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type AccessEntry, AccessLines } from '#shared/access'
import { SecurityLines } from '#shared/administration/protocol'
import { SiteId, SubjectKey, UserId } from '#shared/ids'
import { Refusal } from '#shared/protocol'
import { addPerson } from '../../server/people'
import { openDevice, rawRecords, searchable, withStore } from '../renderer/data/own-device'
import { PASSWORD, as } from '../support/server'
import { STUDY } from '../support/small-study'
import { type Colleague, NL01, type Trial, startTrial } from './trial'

/** Who looked at whose record: noted on the device, kept by the server, read by whoever answers a participant. */

vi.setConfig({ testTimeout: 120_000 })

let trial: Trial
let dora: Colleague
let admin: string

beforeAll(async () => {
  trial = await startTrial()
  dora = await trial.colleague('dora', 'data-manager')
  const { context } = trial.server
  await addPerson(context, { userName: 'root', name: 'Name of root', password: PASSWORD, administrator: true })
  admin = (await trial.server.device().signIn('root', PASSWORD, 'administrator')).token
})
afterAll(() => trial.stop())

const looks = ({ door }: Pick<Colleague, 'door'>, subject: SubjectKey, kind: AccessEntry['kind'] = 'opened') =>
  door.noteAccess({ kind, study: STUDY, site: NL01, subject })
const accessTo = async (subject: SubjectKey) =>
  (await dora.door.accessTo({ study: STUDY, site: NL01, subject }))?.map(({ user, kind }) => [user.userName, kind])
const kept = async ({ profile }: Colleague) =>
  (await rawRecords(profile.indexedDB)).filter(({ store }) => store === 'accesses')

test('opening, printing and saving a record is noted without a network, sealed, and arrives once each (PRIV-07, ELEC-17)', async () => {
  const at = await trial.colleague('ana')
  const subject = await at.enrols()
  await at.door.syncNow()
  at.goesOffline()
  await looks(at, subject)
  // Gone back to within some minutes, it is the same look.
  await looks(at, subject)
  at.profile.clock.advance(11 * 60_000)
  await looks(at, subject)
  await looks(at, subject, 'printed')
  await looks(at, subject, 'saved')
  await at.door.noteAccess({ kind: 'saved', study: STUDY, site: NL01 })
  const rows = await kept(at)
  expect(rows).toHaveLength(5)
  const disk = rows.map(({ value }) => searchable(value)).join('\n')
  for (const word of [subject, at.session?.user.id ?? 'nobody', 'NL01', 'opened'])
    expect([word, disk.includes(word)]).toEqual([word, false])

  // The first answer is lost on its way; the app is closed, and a colleague is the next who signs in.
  await trial.server.addPerson('ben', STUDY, 'nurse@NL01')
  let said = 0
  at.comesBack()
  at.network.alter = (path, text) => (path.endsWith('/api/access') && ++said === 1 ? '' : text)
  await at.door.close()
  const again = openDevice(at.profile)
  expect(await again.signIn('ben', PASSWORD)).toMatchObject({ kind: 'in' })
  await again.syncNow()
  const all = [
    ['ana', 'saved'],
    ['ana', 'saved'],
    ['ana', 'printed'],
    ['ana', 'opened'],
    ['ana', 'opened'],
  ]
  await vi.waitFor(async () => expect((await accessTo(subject))?.toSorted()).toEqual(all.toSorted()), 60_000)
  expect(said).toBeGreaterThan(0)
  await vi.waitFor(async () => {
    await again.syncNow()
    expect(await kept(at)).toEqual([])
  }, 60_000)
  expect((await accessTo(subject))?.toSorted()).toEqual(all.toSorted())
  await again.close()

  // Of another participant of the site, what was done to the whole site alone.
  const other = SubjectKey.parse(randomUUID())
  expect(await accessTo(other)).toEqual([['ana', 'saved']])
})

test('a device that is shut out hands over who looked at what before it erases it (PRIV-07, CRYP-08)', async () => {
  const at = await trial.colleague('cleo')
  const subject = await at.enrols()
  await at.door.syncNow()
  at.goesOffline()
  await looks(at, subject)
  const { rows } = await trial.server.context.store.pool.query<{ device: string }>(
    'SELECT device FROM device_user JOIN app_user ON app_user.id = user_id WHERE user_name = $1',
    ['cleo'],
  )
  const act = { act: 'revoke-device', device: rows[0]?.device, finalPush: true }
  expect((await trial.server.call('POST', '/api/administration', act, admin)).status).toBe(200)
  at.comesBack()
  await at.door.syncNow()
  await vi.waitFor(async () => expect(await at.door.revocation()).toMatchObject({ kind: 'erased' }), 60_000)
  expect(await kept(at)).toEqual([])
  expect((await accessTo(subject))?.filter(([who]) => who === 'cleo')).toEqual([['cleo', 'opened']])
})

test('a site that goes from a device takes nothing with it that the server has not heard of (PRIV-07, PRIV-08)', async () => {
  const at = await trial.colleague('dana')
  const subject = await at.enrols()
  await at.door.syncNow()
  at.goesOffline()
  await looks(at, subject)
  await trial.server.endGrants(UserId.parse(at.session?.user.id))
  at.comesBack()
  await at.restarts()
  await at.door.syncNow()
  await vi.waitFor(async () => {
    await at.door.syncNow()
    expect(await kept(at)).toEqual([])
  }, 60_000)
  expect((await accessTo(subject))?.filter(([who]) => who === 'dana')).toEqual([['dana', 'opened']])
})

test('an entry that does not open any more holds up no other', async () => {
  const at = await trial.colleague('edna')
  const subject = await at.enrols()
  at.goesOffline()
  await looks(at, subject)
  await withStore(at.profile.indexedDB, 'accesses', (all) =>
    all.put({ id: '0', sealed: { key: 'device', alg: 'A256GCM', data: new Uint8Array(40) } }),
  )
  at.comesBack()
  await at.door.syncNow()
  await vi.waitFor(async () => {
    await at.door.syncNow()
    expect(await kept(at)).toHaveLength(1)
  }, 60_000)
  expect((await accessTo(subject))?.filter(([who]) => who === 'edna')).toEqual([['edna', 'opened']])
})

const entry = (more: Partial<AccessEntry>): AccessEntry => ({
  ...{ kind: 'opened', study: STUDY, site: NL01, subject: SubjectKey.parse(randomUUID()), id: randomUUID() },
  ...{ user: UserId.parse(randomUUID()), at: '2026-03-12T10:00:00.000Z', ...more },
})

test('the server believes a device of its own people and sites alone, and keeps what it took for ever (PRIV-07)', async () => {
  const { server } = trial
  const device = server.device()
  await server.addPerson('fay', STUDY, 'nurse@NL01')
  const fay = await device.signIn('fay', PASSWORD, 'nurse')
  const subject = SubjectKey.parse(randomUUID())
  const good = entry({ user: fay.user, subject })
  const entries = [good, entry({ subject }), entry({ user: fay.user, subject, site: SiteId.parse('ZZ99') })]
  const post = (body: object) => server.call('POST', '/api/access', body, fay.token)
  expect((await post({ entries })).status).toBe(200)
  expect((await post({ entries })).status).toBe(200)
  const own = async () => (await accessTo(subject))?.filter(([who]) => who === 'fay')
  expect(await own()).toEqual([['fay', 'opened']])
  const log = await server.call('GET', '/api/administration/security-log', undefined, admin)
  const lines = SecurityLines.parse(log.body).lines.map(({ kind, detail }) => [kind, detail])
  expect(lines).toContainEqual(['access-refused', '2'])
  expect(lines).toContainEqual(['access-listed', `${STUDY}/NL01/data ${subject}`])
  const tooMany = { entries: Array.from({ length: 201 }, () => entry({ user: fay.user })) }
  expect((await post(tooMany)).status).toBe(400)
  for (const rewriting of ['UPDATE access_entry SET at = now()', 'DELETE FROM access_entry', 'TRUNCATE access_entry'])
    await expect(as(server.adminUrl, (owner) => owner.query(rewriting))).rejects.toThrow(/append-only/)
})

test('more than one page is read to its end; only a data manager of the site reads it (PRIV-07)', async () => {
  const { server } = trial
  const device = server.device()
  await server.addPerson('gina', STUDY, 'nurse@NL01')
  const gina = await device.signIn('gina', PASSWORD, 'nurse')
  const subject = SubjectKey.parse(randomUUID())
  for (let batch = 0; batch < 3; batch++) {
    const entries = Array.from({ length: 200 }, () => entry({ user: gina.user, subject }))
    expect((await server.call('POST', '/api/access', { entries }, gina.token)).status).toBe(200)
  }
  expect((await accessTo(subject))?.filter(([who]) => who === 'gina')).toHaveLength(600)
  const path = `/api/access?study=${STUDY}&site=NL01&subject=${subject}`
  for (const token of [gina.token, admin]) {
    const { status, body } = await server.call('GET', path, undefined, token)
    expect([status, Refusal.parse(body).code]).toEqual([403, 'not-allowed'])
  }
  const { token } = await server.device().signIn('dora', PASSWORD, 'data-manager')
  expect(AccessLines.parse((await server.call('GET', path, undefined, token)).body).more).toBe(true)
  // The table itself shows nothing to a transaction that acts for nobody.
  const unseen = await server.context.store.pool.query('SELECT FROM access_entry')
  expect(unseen.rowCount).toBe(0)
})
