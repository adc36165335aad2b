import { afterAll, beforeAll, expect, test } from 'vitest'
import { FormPath, ItemPath } from '#shared/casebook/path'
import type { Logged } from '#shared/change/change'
import { type ChangeRef, SiteId, type UserId, changeRef } from '#shared/ids'
import { signedContent } from '#shared/review/signed-content'
import { versionIdOf } from '#shared/study/definition'
import type { SignRequest } from '../../renderer/data/signing'
import { addGrant, addSite } from '../../server/people'
import { PASSWORD } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'
import { rawRecords } from '../renderer/data/own-device'
import { NL01, type Trial, startTrial } from './trial'

const VS = FormPath.parse('SCR/VS')
const SYSBP = ItemPath.parse('SCR/VS/VITALS/SYSBP')

let trial: Trial
beforeAll(async () => {
  trial = await startTrial()
})
afterAll(() => trial.stop())

test('work done offline, with the app closed in between, arrives at the server and at a second device exactly once', async () => {
  const ana = await trial.colleague('ana')
  ana.goesOffline()
  const subject = await ana.enrols()
  await ana.enters(subject, SYSBP, '128')
  await ana.restarts()
  expect(ana.session).toMatchObject({ online: false })
  await ana.enters(subject, SYSBP, '182', 'typed the wrong digits')
  expect(await ana.door.syncNow()).toMatchObject({ state: 'offline', waiting: 3 })

  ana.comesBack()
  const status = await ana.door.syncNow()
  expect(status).toMatchObject({ state: 'idle', waiting: 0, held: 0, streams: [{ head: 3, cursor: 3 }] })
  await ana.door.syncNow()

  const ben = await trial.colleague('ben', 'monitor')
  expect(await ben.sees(subject, SYSBP)).toMatchObject({ heads: ['182'], history: ['128', '182'] })
  // A casebook comes in no particular order: what counts is that both hold the same changes, each once.
  const bySeq = (logged: readonly Logged[]) => [...logged].sort((a, b) => (a.receipt?.seq ?? 0) - (b.receipt?.seq ?? 0))
  const held = bySeq(await ben.door.casebook(subject))
  expect(held).toEqual(bySeq(await ana.door.casebook(subject)))
  expect(held.map(({ receipt }) => receipt?.seq)).toEqual([1, 2, 3])
  expect((await ben.door.roster(STUDY, NL01)).map(({ code }) => code)).toEqual(['NL01-001'])
})

test('two nurses change the same value offline: both values stay, one query opens, the same on both devices (GCP-15)', async () => {
  const ana = await trial.colleague('carla')
  const ben = await trial.colleague('dirk')
  const subject = await ana.enrols()
  await ana.enters(subject, SYSBP, '120')
  await ana.door.syncNow()
  await ben.door.syncNow()

  ana.goesOffline()
  ben.goesOffline()
  await ana.enters(subject, SYSBP, '130', 'read again')
  await ben.enters(subject, SYSBP, '140', 'read again')
  ana.comesBack()
  await ana.door.syncNow()
  ben.comesBack()
  await ben.door.syncNow()
  await ana.door.syncNow()

  const seen = await ana.sees(subject, SYSBP)
  expect(seen).toEqual({
    heads: ['130', '140'],
    history: ['120', '130', '140'],
    contested: true,
    queries: [{ id: `contested:${SYSBP}`, status: 'open' }],
  })
  expect(await ben.sees(subject, SYSBP)).toEqual(seen)
  const [mine] = await ana.door.roster(STUDY, NL01).then((roster) => roster.filter((line) => line.subject === subject))
  expect(mine).toMatchObject({ contested: 1, openQueries: 1, unsent: 0 })

  const heads = (await ana.item(subject, SYSBP))?.heads.map(({ ref }) => ref) ?? []
  await ana.asserts(subject, {
    kind: 'resolve',
    path: SYSBP,
    bases: heads satisfies ChangeRef[],
    entry: { state: 'value', text: '140' },
    reason: 'the second reading stands',
  })
  await ana.door.syncNow()
  await ben.door.syncNow()
  expect(await ben.sees(subject, SYSBP)).toMatchObject({
    heads: ['140'],
    contested: false,
    queries: [{ status: 'closed' }],
  })
})

test('a page whose chain does not hold is thrown away, and taken once it does', async () => {
  const eva = await trial.colleague('eva')
  const subject = await eva.enrols()
  await eva.enters(subject, SYSBP, '128')
  await eva.door.syncNow()

  const felix = await trial.colleague('felix', 'monitor')
  const before = (await felix.door.syncStatus()).streams
  await eva.enters(subject, SYSBP, '129', 'read again')
  await eva.door.syncNow()
  felix.network.alter = (path, text) => (path.includes('/sync/pull') ? text.replace('"129"', '"921"') : text)
  const status = await felix.door.syncNow()
  expect(status.state).toBe('trouble')
  expect(status.trouble).toBe('page-mismatch')
  expect(status.streams[0]?.cursor).toBe(before[0]?.cursor)
  expect(await felix.sees(subject, SYSBP)).toMatchObject({ heads: ['128'] })

  felix.network.alter = undefined
  expect(await felix.door.syncNow()).toMatchObject({ state: 'idle' })
  expect(await felix.sees(subject, SYSBP)).toMatchObject({ heads: ['129'] })
})

test('an answer that is lost on the way is asked for again, and nothing is stored twice (GCP-15)', async () => {
  const gita = await trial.colleague('gita')
  const subject = await gita.enrols()
  await gita.door.syncNow()
  gita.goesOffline()
  for (const text of ['1', '2', '3']) await gita.enters(subject, SYSBP, text, 'trying')
  gita.comesBack()
  let lost = 0
  gita.network.alter = (path, text) => {
    if (!path.includes('/sync/push') || lost > 0) return text
    lost++
    throw new TypeError('the line broke')
  }
  await gita.door.syncNow()
  expect(lost).toBe(1)
  expect(await gita.door.syncNow()).toMatchObject({ state: 'idle', waiting: 0 })
  expect(await gita.sees(subject, SYSBP)).toMatchObject({ heads: ['3'], history: ['1', '2', '3'] })
  const other = await trial.colleague('hugo', 'monitor')
  expect(await other.sees(subject, SYSBP)).toMatchObject({ heads: ['3'], history: ['1', '2', '3'] })
})

test('an investigator signs offline with their password; a later value breaks the signature (P11-13, P11-15, P11-19)', async () => {
  const ida = await trial.colleague('ida', 'investigator')
  const subject = await ida.enrols()
  await ida.enters(subject, SYSBP, '128')
  await ida.asserts(subject, { kind: 'status', form: VS, bases: [], status: 'complete' })
  ida.goesOffline()
  const request: Omit<SignRequest, 'password'> = {
    ...{ study: STUDY, site: NL01, version: versionIdOf(smallStudy), subject },
    ...{ meaning: 'data-correct', scopes: [{ scope: VS, content: signedContent(await ida.casebook(subject), VS) }] },
  }
  expect(await ida.door.sign({ ...request, password: 'not it' })).toMatchObject({ kind: 'wrong' })
  expect(await ida.door.sign({ ...request, password: PASSWORD })).toEqual({ kind: 'too-early', waitSeconds: 1 })
  ida.profile.clock.advance(1_000)
  expect(await ida.door.sign({ ...request, password: PASSWORD })).toMatchObject({
    kind: 'signed',
    logged: { change: { role: 'investigator', body: { kind: 'sign', meaning: 'data-correct' } } },
  })

  ida.comesBack()
  expect(await ida.door.syncNow()).toMatchObject({ state: 'idle', waiting: 0, held: 0 })
  const jan = await trial.colleague('jan', 'monitor')
  const signature = async () => (await jan.casebook(subject)).forms.get(VS)?.signatures
  expect(await signature()).toMatchObject([{ meaning: 'data-correct', intact: true }])
  await ida.enters(subject, SYSBP, '182', 'typed the wrong digits')
  await ida.door.syncNow()
  await jan.door.syncNow()
  expect(await signature()).toMatchObject([{ meaning: 'data-correct', intact: false }])
})

test('what is entered out of sight of a signature waits for the data manager; in sight of it, it breaks the signature', async () => {
  const nurse = await trial.colleague('nils')
  const investigator = await trial.colleague('iris', 'investigator')
  const subject = await nurse.enrols()
  await nurse.enters(subject, SYSBP, '120')
  await nurse.asserts(subject, { kind: 'status', form: VS, bases: [], status: 'complete' })
  await nurse.door.syncNow()
  await investigator.door.syncNow()
  nurse.goesOffline()
  await investigator.door.sign({
    ...{ study: STUDY, site: NL01, version: versionIdOf(smallStudy), subject },
    ...{ meaning: 'data-correct', password: PASSWORD },
    scopes: [{ scope: VS, content: signedContent(await investigator.casebook(subject), VS) }],
  })
  await investigator.door.syncNow()
  await nurse.enters(subject, SYSBP, '130', 'read again')
  nurse.comesBack()
  expect(await nurse.door.syncNow()).toMatchObject({ waiting: 0 })
  // Lists count what is held behind the scenes, a moment later.
  await expect.poll(async () => (await nurse.door.syncStatus()).held).toBe(1)
  const standsAs = async () => {
    const form = (await nurse.casebook(subject)).forms.get(VS)
    const held = form?.held.map(({ receipt }) => receipt?.reason)
    return { held, heads: (await nurse.sees(subject, SYSBP)).heads, intact: form?.signatures.map((one) => one.intact) }
  }
  expect(await standsAs()).toEqual({ held: ['after-lock'], heads: ['120'], intact: [true] })

  await nurse.enters(subject, SYSBP, '131', 'read once more')
  await nurse.door.syncNow()
  expect(await standsAs()).toEqual({ held: ['after-lock'], heads: ['131'], intact: [false] })
})

const DAY = 24 * 3600 * 1000

test('a monitor takes casebooks along: longer than the device works by itself, those alone, and gone when the journey ends', async () => {
  const nurse = await trial.colleague('nora')
  const [taken, left] = [await nurse.enrols(), await nurse.enrols()]
  for (const subject of [taken, left]) await nurse.enters(subject, SYSBP, '120')
  expect(await nurse.door.syncNow()).toMatchObject({ waiting: 0 })

  const monitor = await trial.colleague('mona', 'monitor')
  const journey = { study: STUDY, site: NL01, subjects: [taken], days: 30 }
  expect(await nurse.door.takeAlong(journey)).toBe('not-allowed')
  expect(await monitor.door.takeAlong(journey)).toBe('taken')
  const codes = async () => (await monitor.door.roster(STUDY, NL01)).map(({ subject }) => subject)
  expect(await codes()).toContain(left)
  monitor.goesOffline()
  expect(await monitor.door.takeAlong(journey)).toBe('no-server')

  // The ordinary grant has run out: what is along can be read and verified, and nothing else.
  monitor.profile.clock.advance(20 * DAY)
  await monitor.restarts()
  expect(monitor.session).toMatchObject({ online: false, pack: { subjects: [taken] } })
  expect(await codes()).toEqual([taken])
  expect(await monitor.door.casebook(left)).toEqual([])
  const heads = [...((await monitor.item(taken, SYSBP))?.heads ?? [])].map(({ ref }) => ref)
  await monitor.asserts(taken, { kind: 'verify', scope: SYSBP, heads, note: 'chart, page 2' })
  await expect(monitor.asserts(left, { kind: 'verify', scope: SYSBP, heads })).rejects.toThrow()
  expect(await monitor.door.bringBack()).toBe('no-server')

  // What was said arrives wherever there is a network on the way.
  monitor.comesBack()
  expect(await monitor.door.bringBack()).toBe('back')
  await nurse.door.syncNow()
  const verified = (await nurse.door.casebook(taken)).map(({ change: { body } }) => body.kind)
  expect(verified).toContain('verify')
  expect(await monitor.door.pack()).toBeUndefined()
})

test('once the journey is over nothing opens, and what was along is destroyed; what was said there still arrives (PRIV-08)', async () => {
  const nurse = await trial.colleague('nina')
  const subject = await nurse.enrols()
  await nurse.enters(subject, SYSBP, '120')
  await nurse.door.syncNow()
  const monitor = await trial.colleague('mats', 'monitor')
  expect(await monitor.door.takeAlong({ study: STUDY, site: NL01, subjects: [subject], days: 30 })).toBe('taken')
  monitor.goesOffline()
  const heads = [...((await monitor.item(subject, SYSBP))?.heads ?? [])].map(({ ref }) => ref)
  await monitor.asserts(subject, { kind: 'verify', scope: SYSBP, heads })
  const stored = async (store: string) =>
    (await rawRecords(monitor.profile.indexedDB)).filter((one) => one.store === store).length
  expect(await stored('pages')).toBeGreaterThan(0)

  monitor.profile.clock.advance(30 * DAY)
  await monitor.door.lock()
  expect((await monitor.door.people()).map(({ userName }) => userName)).toEqual(['mats'])
  for (const store of ['pages', 'forms', 'subjects', 'cursors'])
    expect([store, await stored(store)]).toEqual([store, 0])
  expect(await monitor.door.signIn('mats', PASSWORD)).toEqual({ kind: 'offline-expired' })

  // The server's clock never left today.
  monitor.profile.clock.advance(-30 * DAY)
  monitor.comesBack()
  await monitor.signsIn()
  expect(await monitor.door.syncNow()).toMatchObject({ state: 'idle', waiting: 0 })
  expect((await monitor.door.casebook(subject)).map(({ change: { body } }) => body.kind)).toContain('verify')
})

test('what was taken along goes with the journey, though its person may still work elsewhere', async () => {
  const nurse = await trial.colleague('nel')
  const subject = await nurse.enrols()
  await nurse.enters(subject, SYSBP, '120')
  await nurse.door.syncNow()
  const monitor = await trial.newcomer('mara', 'monitor')
  const { context } = trial.server
  // Their role at this site ends before the ordinary grant does, which lets them work at another site as well.
  const elsewhere = SiteId.parse('FR09')
  await addSite(context, STUDY, elsewhere, 'Lyon')
  const { rows } = await context.store.pool.query<{ id: UserId }>(
    'UPDATE user_grant SET until_at = $1 FROM app_user AS u WHERE u.id = user_id AND u.user_name = $2 RETURNING u.id',
    [new Date(monitor.profile.clock.now() + 5 * DAY), 'mara'],
  )
  for (const { id } of rows) await addGrant(context, id, { study: STUDY, site: elsewhere, role: 'monitor' })
  await monitor.signsIn()
  await monitor.door.syncNow()
  expect(await monitor.door.takeAlong({ study: STUDY, site: NL01, subjects: [subject], days: 7 })).toBe('taken')
  const stored = async () => (await rawRecords(monitor.profile.indexedDB)).filter((one) => one.store === 'pages').length
  monitor.goesOffline()
  expect(await monitor.door.casebook(subject)).not.toEqual([])

  // Their role there has ended, the journey has not: nothing opens, nothing is taken from whoever may still come back.
  monitor.profile.clock.advance(6 * DAY)
  expect(await monitor.door.casebook(subject)).toEqual([])
  expect(await monitor.door.roster(STUDY, NL01)).toEqual([])
  expect(await stored()).toBeGreaterThan(0)

  // The journey ends, and the ordinary grant goes on.
  monitor.profile.clock.advance(2 * DAY)
  await monitor.door.lock()
  expect(await monitor.door.signIn('mara', PASSWORD)).toMatchObject({ kind: 'in', session: { online: false } })
  expect(await stored()).toBe(0)
  expect(await monitor.door.casebook(subject)).toEqual([])
  expect(await monitor.door.pack()).toBeUndefined()
})

test('without a training on record nothing is entered, on the device or at the server; once recorded, it is (P11-09)', async () => {
  const trained = await trial.colleague('tess')
  const subject = await trained.enrols()
  await trained.door.syncNow()
  const nurse = await trial.newcomer('uma')
  const { pool } = trial.server.context.store
  const record = (day: string | null) =>
    pool.query(
      'UPDATE user_grant SET trained_on = $1 FROM app_user AS u WHERE u.id = user_id AND u.user_name = $2 AND role = $3',
      [day, 'uma', 'nurse'],
    )
  await record(null)
  expect((await nurse.signsIn()).grants).toMatchObject([{ role: 'nurse', untrained: true }])
  await nurse.door.syncNow()
  expect(await nurse.door.casebook(subject)).not.toEqual([])
  await expect(nurse.enters(subject, SYSBP, '120')).rejects.toThrow('no training on record')
  expect(await nurse.door.syncStatus()).toMatchObject({ waiting: 0 })

  await record('2026-01-05')
  await nurse.door.lock()
  await nurse.restarts()
  await nurse.door.syncNow()
  await nurse.door.lock()
  expect((await nurse.signsIn()).grants).toMatchObject([{ role: 'nurse', untrained: false }])
  await nurse.enters(subject, SYSBP, '121')

  // Taken from the record while they were away, what they write waits for a person.
  await record(null)
  expect(await nurse.door.syncNow()).toMatchObject({ waiting: 0 })
  await trained.door.syncNow()
  expect(await trained.sees(subject, SYSBP)).toMatchObject({ heads: [], history: ['121'] })
  const entry = (await trained.item(subject, SYSBP))?.history[0]
  expect(entry?.logged.receipt?.reason).toBe('no-training')
  const investigator = await trial.colleague('ines', 'investigator')
  await investigator.asserts(subject, {
    ...{ kind: 'release', target: changeRef(entry?.logged.change.device ?? never(), entry?.logged.change.n ?? 0) },
    ...{ scopes: [SYSBP], decision: 'release', reason: 'Trained on 5 January; the record was lost.' },
  })
  await investigator.door.syncNow()
  expect(await investigator.sees(subject, SYSBP)).toMatchObject({ heads: ['121'] })
})

const never = (): never => {
  throw new Error('nothing was entered')
}
