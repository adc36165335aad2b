import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type ChangeRef, StudyId, type StudyVersionId, type SubjectKey } from '#shared/ids'
import { refOf } from '#shared/change/change'
import { ShownArm, ShownArms } from '#shared/randomisation/protocol'
import { unblindings } from '#shared/randomisation/allocation'
import { openArm } from '../../../server/randomisation/sealed'
import { randomisedStudy } from '../../support/randomised-study'
import { PASSWORD, type TestServer, as, startTestServer } from '../../support/server'
import { type Ward, ward } from './ward'

/** A blind study: who may know an arm, who may not, and that nothing else says it. */

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const BLIND = StudyId.parse('NCT00000003')
/** In a blind study nothing follows from the arm: no part of it is decided by what was found. */
const ARMS = ['CTL', 'PERS-A'] as const
const blind = randomisedStudy(
  {
    masking: { value: 'blind', from: 'record' },
    unblinded: { value: ['data-manager'], from: 'assumed', note: 'Who prepares the analysis.' },
    arms: { value: ARMS.map((arm) => ({ arm, parts: 1 })), from: 'record' },
  },
  BLIND,
)
const open = randomisedStudy()

const root = join(import.meta.dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'tracer-blind-'))
const given: SubjectKey[] = []
let server: TestServer
let version: StudyVersionId
let bea: Ward
let ivo: Ward
let nora: Ward
let mona: Ward
let dora: Ward
let bob: Ward

beforeAll(async () => {
  server = await startTestServer()
  version = await server.addStudy(blind, ['A1', 'B1'])
  for (const [name, grant] of [
    ['bea', 'investigator@A1'],
    ['ivo', 'investigator@A1'],
    ['nora', 'nurse@A1'],
    ['mona', 'monitor@*'],
    ['dora', 'data-manager@*'],
    ['bob', 'investigator@B1'],
    ['root', 'administrator@*'],
  ] as const)
    await server.addPerson(name, BLIND, grant)
  const { token } = await server.device().signIn('root', PASSWORD, 'administrator')
  for (const site of ['A1', 'B1'])
    await server.call('POST', '/api/randomisation/places', { study: BLIND, site, open: true }, token)
  const plan = { method: 'blocks', sizes: [2], length: 20 }
  expect((await server.call('POST', '/api/randomisation/lists', { version, plan }, token)).status).toBe(200)
  bea = await ward(server, BLIND, version, 'bea')
  ivo = await ward(server, BLIND, version, 'ivo')
  nora = await ward(server, BLIND, version, 'nora', { role: 'nurse' })
  mona = await ward(server, BLIND, version, 'mona', { role: 'monitor' })
  dora = await ward(server, BLIND, version, 'dora', { role: 'data-manager' })
  bob = await ward(server, BLIND, version, 'bob', { site: 'B1' })
  for (let n = 0; n < 4; n++) given.push(bea.candidate())
  for (const subject of given) await bea.asks(subject)
  writeFileSync(join(folder, 'dora.json'), JSON.stringify({ userName: 'dora', password: PASSWORD }))
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

const subjectOf = (n: number): SubjectKey => {
  const subject = given[n]
  if (!subject) throw new Error(`there is no participant ${n}`)
  return subject
}

const asksArm = ({ author }: Ward, subject: SubjectKey, site = 'A1') =>
  server.call('POST', '/api/randomisation/arm', { study: BLIND, site, subject }, author.token)

/** What stands sealed in the database. */
async function drawn(subject: SubjectKey): Promise<string> {
  const { rows } = await as(server.adminUrl, (admin) =>
    admin.query<{ sealed_arm: string }>('SELECT sealed_arm FROM allocation WHERE subject = $1', [subject]),
  )
  return openArm.allocation(server.context.secrets, rows[0]?.sealed_arm ?? '', BLIND, subject)
}

async function allocationOf(subject: SubjectKey): Promise<ChangeRef> {
  const standing = await bea.standing(subject)
  if (standing.state !== 'allocated') throw new Error(standing.state)
  return refOf(standing.answer.change)
}

/** The receipt's word for a breaking of the blind, said by this person. */
async function breaks(who: Ward, subject: SubjectKey, allocation: ChangeRef): Promise<string> {
  const { n } = who.says(subject, { kind: 'unblind', allocation, reason: 'Seizure after the infusion.' })
  const { receipts } = await who.push()
  const receipt = receipts.find((one) => one.n === n)?.receipt
  return receipt?.state === 'held' ? (receipt.reason ?? 'held') : (receipt?.state ?? 'nowhere')
}

const logged = async (kind: string): Promise<readonly string[]> => {
  const { rows } = await as(server.adminUrl, (admin) =>
    admin.query<{ detail: string }>('SELECT detail FROM security_log WHERE kind = $1 ORDER BY id', [kind]),
  )
  return rows.map(({ detail }) => detail)
}

test('who the study names sees an arm, everybody else is refused, and both are noted without the arm (GCP-19)', async () => {
  const subject = subjectOf(0)
  for (const who of [bea, ivo, nora, mona, bob]) {
    expect((await asksArm(who, subject)).status).toBe(403)
    expect((await server.call('POST', '/api/randomisation/arms', { study: BLIND }, who.author.token)).status).toBe(403)
  }
  const answer = await asksArm(dora, subject)
  expect(ShownArm.parse(answer.body)).toEqual({ arm: await drawn(subject), number: '0001' })

  const { arms } = ShownArms.parse(
    (await server.call('POST', '/api/randomisation/arms', { study: BLIND }, dora.author.token)).body,
  )
  expect(arms.map(({ subject: of }) => of)).toEqual(given)
  for (const { subject: of, arm } of arms) expect(arm).toBe(await drawn(of))
  expect(new Set(arms.map(({ arm }) => arm))).toEqual(new Set(ARMS))

  expect(await logged('arm-shown')).toEqual([`${BLIND}/A1/data ${subject}`])
  expect(await logged('arms-listed')).toEqual([BLIND])
  expect(await logged('arm-refused')).toHaveLength(10)
})

test('an investigator breaks the blind of one participant, for all to see, and sees that arm alone', async () => {
  const subject = subjectOf(1)
  expect(await breaks(bea, subject, await allocationOf(subject))).toBe('applied')
  expect(ShownArm.parse((await asksArm(bea, subject)).body).arm).toBe(await drawn(subject))
  for (const who of [ivo, nora, mona, bob]) expect((await asksArm(who, subject)).status).toBe(403)
  expect((await asksArm(bea, subjectOf(2))).status).toBe(403)
  expect((await asksArm(bea, subject, 'B1')).status).toBe(403)

  const [seen, ...more] = unblindings(await mona.casebook(subject))
  expect(seen).toMatchObject({ reason: 'Seizure after the infusion.', logged: { change: { author: bea.author.user } } })
  expect(more).toEqual([])

  // Whoever is told of serious events there is told of this, and of no arm.
  const alerts = await server.call('GET', '/api/alerts', undefined, mona.author.token)
  expect(alerts.body).toMatchObject({ alerts: [{ kind: 'unblinding', study: BLIND, site: 'A1', subject }] })
  expect(JSON.stringify(alerts.body)).not.toMatch(/CTL|PERS/)
  expect((await server.call('GET', '/api/alerts', undefined, bob.author.token)).body).toMatchObject({ alerts: [] })
})

test('nobody else breaks it, and nothing is broken that is not a blind allocation', async () => {
  const subject = subjectOf(2)
  const allocation = await allocationOf(subject)
  expect(await breaks(nora, subject, allocation)).toBe('wrong-role')
  expect(await breaks(mona, subject, allocation)).toBe('wrong-role')
  expect(await breaks(bea, subject, await allocationOf(subjectOf(3)))).toBe('illegal-transition')
  expect((await asksArm(bea, subject)).status).toBe(403)
  expect(unblindings(await mona.casebook(subject))).toEqual([])
})

test('an investigator who has lost the site sees nothing there any more', async () => {
  const subject = subjectOf(3)
  expect(await breaks(ivo, subject, await allocationOf(subject))).toBe('applied')
  expect((await asksArm(ivo, subject)).status).toBe(200)
  await as(server.adminUrl, (admin) =>
    admin.query(`UPDATE user_grant SET until_at = from_at + interval '1 second' WHERE user_id = $1`, [ivo.author.user]),
  )
  expect((await asksArm(ivo, subject)).status).not.toBe(200)
})

test('where arms are open there is nothing to break', async () => {
  const id = await server.addStudy(open, ['A1'])
  const study = open.study.id
  await server.addPerson('olga', study, 'investigator@A1')
  const olga = await ward(server, study, id, 'olga')
  const subject = olga.candidate()
  await olga.asks(subject)
  const first = (await olga.pull()).find(({ change }) => change.subject === subject)
  if (!first) throw new Error('nothing came')
  expect(await breaks(olga, subject, refOf(first.change))).toBe('illegal-transition')
  const answer = await server.call('POST', '/api/randomisation/arm', { study, site: 'A1', subject }, olga.author.token)
  expect(answer.status).toBe(403)
})

test('no answer of the server and no export says who is in which arm, whoever asks (GCP-19)', async () => {
  for (const who of [bea, nora, mona, dora]) {
    const stream = encodeURIComponent(who.stream)
    const { body } = await server.call('GET', `/api/sync/pull?stream=${stream}&after=0`, undefined, who.author.token)
    expect(JSON.stringify(body)).not.toMatch(/CTL|PERS/)
    const packed = await server.call('GET', `/api/sync/snapshot?stream=${stream}`, undefined, who.author.token)
    expect(JSON.stringify(packed.body)).not.toMatch(/CTL|PERS/)
  }
  for (const [format, ...more] of [
    ['csv'],
    ['odm', '--kind', 'transactional'],
    ['dataset-json'],
    ['csv', '--profile', 'audit'],
  ] as const) {
    const out = join(folder, [format, ...more].join('-'))
    await exported(out, '--format', format, ...more)
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(csv|xml|json)$/.test(name),
    )
    expect(files.length).toBeGreaterThan(1)
    for (const name of files)
      expect([name, sayingArms(name, readFileSync(join(out, name), 'utf8'))]).toEqual([name, null])
  }
})

/** The study version names its arms and their codes for everybody; who is in which one is what nobody else says. */
function sayingArms(name: string, text: string): RegExpMatchArray | null {
  if (/^study\/|codelists|codebook|define|manifest/.test(name)) return null
  return /CTL|PERS/.exec(text.replace(/<MetaDataVersion[^]*?<\/MetaDataVersion>/g, ''))
}

const exported = (out: string, ...more: readonly string[]) =>
  promisify(execFile)(
    process.execPath,
    [
      ...['scripts/run.mjs', 'out/cli/export.js', '--from', server.address, '--credentials', 'dora.json'],
      ...['--study', BLIND, '--as-of', '2100-01-01T00:00:00Z', '--out', out, ...more],
    ],
    { cwd: root, env: { ...process.env, INIT_CWD: folder } },
  )
