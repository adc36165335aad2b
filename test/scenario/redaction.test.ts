import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { FormPath, ItemPath } from '#shared/casebook/path'
import { ownHash } from '#shared/change/chain'
import { type ChangeBody, type Logged, RedactionPlace, refOf } from '#shared/change/change'
import type { SubjectKey } from '#shared/ids'
import { REDACTED, blackedOut, targetOf } from '#shared/redaction/black-out'
import { placesOf } from '#shared/redaction/words-at'
import { waitingRequests } from '#shared/redaction/judge'
import { logPlace } from '#shared/sealing'
import { keysFor, sealLogged } from '../../renderer/data/store/shelf'
import { as } from '../support/server'
import { saying, shelfOf } from './inside-store'
import { type Colleague, type Trial, startTrial } from './trial'

/** A name that was typed by mistake leaves every device that holds it, with the exchange that tells it so. */

const NAME = 'Wilhelmina Achterberg'
const AE = FormPath.parse('LOG/AE:0198c0de-0000-7000-8000-000000000001')
const TERM = ItemPath.parse(`${AE}/EVENT/AETERM`)

let trial: Trial
vi.setConfig({ testTimeout: 240_000 })
beforeAll(async () => {
  trial = await startTrial()
})
afterAll(() => trial.stop())

async function slips(who: Colleague): Promise<{ readonly subject: SubjectKey; readonly slip: Logged }> {
  const subject = await who.enrols()
  const slip = await who.enters(subject, TERM, `Nausea, ${NAME}`, `told by ${NAME}`)
  await who.enters(subject, TERM, 'Nausea', 'a name stood here')
  return { subject, slip }
}

const request = ({ change }: Logged): ChangeBody => {
  const target = targetOf(change, placesOf(change))
  if (!target) throw new Error('nothing to take out')
  return { kind: 'redaction-request', targets: [target], scopes: [AE], reason: 'a name' }
}

async function approves(who: Colleague, subject: SubjectKey): Promise<void> {
  const [asked] = waitingRequests(await who.casebook(subject))
  if (asked?.change.body.kind !== 'redaction-request') throw new Error('nobody asked')
  const { scopes } = asked.change.body
  const decided = { kind: 'redaction-decision', decision: 'approve', reason: 'a name indeed' } as const
  await who.asserts(subject, { ...decided, request: refOf(asked.change), scopes })
}

const isGoneFrom = (who: Colleague) =>
  vi.waitFor(async () => {
    await who.door.syncNow()
    expect(await saying(who, NAME)).toEqual([])
  }, 60_000)

test('every device takes it out of all it holds, its author’s own log first, and goes on from there (GCP-26, PRIV-06)', async () => {
  const nora = await trial.colleague('nora')
  const ines = await trial.colleague('ines', 'investigator')
  const mona = await trial.colleague('mona', 'data-manager')
  const { subject, slip } = await slips(nora)
  await nora.door.syncNow()
  for (const other of [ines, mona]) await other.door.syncNow()
  expect(await saying(nora, NAME)).toContain('log')
  expect(await saying(ines, NAME)).toContain('pages')

  await ines.asserts(subject, request(slip))
  await ines.door.syncNow()
  await mona.door.syncNow()
  nora.goesOffline()
  await nora.enters(subject, TERM, 'Nausea and fever', 'told since')
  await approves(mona, subject)
  for (const other of [mona, ines]) await isGoneFrom(other)
  expect(await saying(nora, NAME)).not.toEqual([])

  nora.comesBack()
  await isGoneFrom(nora)
  for (const who of [nora, ines, mona]) {
    await who.restarts()
    await who.door.syncNow()
    const term = await who.item(subject, TERM)
    expect(term?.history[0]).toMatchObject({ value: { code: 'MASK', reason: REDACTED }, reason: REDACTED })
    expect((await who.sees(subject, TERM)).heads).toEqual(['Nausea and fever'])
    expect((await who.door.syncStatus()).waiting).toBe(0)
  }
})

test('a device that begins afterwards is never told it (GCP-26)', async () => {
  const olga = await trial.colleague('olga', 'monitor')
  await olga.door.syncNow()
  expect(await saying(olga, NAME)).toEqual([])
  expect(await saying(olga, REDACTED)).not.toEqual([])
})

test('nothing of it is left in any table of the server', async () => {
  const { rows } = await as(trial.server.adminUrl, (admin) =>
    admin.query<{ body: string }>('SELECT body FROM change WHERE body LIKE $1', [`%${NAME}%`]),
  )
  expect(rows).toEqual([])
})

test('what a device says was blacked out, and nobody agreed on, goes into its box; what was entered behind it arrives (GCP-26)', async () => {
  const petra = await trial.colleague('petra')
  const subject = await petra.enrols()
  await petra.door.syncNow()
  petra.goesOffline()
  const { change } = await petra.enters(subject, TERM, 'Nausea', `told by ${NAME}`)
  await petra.enters(subject, TERM, 'Vomiting', 'put right')
  const { db, ...shelf } = await shelfOf(petra)
  const row = await db.log.get(change.n)
  const keys = row && keysFor({ db, ...shelf }, row.sealed)
  const left = blackedOut(change, [RedactionPlace.parse('items/0/reason')])
  if (!row || !keys || !left) throw new Error('nothing to take out')
  const sealed = await sealLogged({ db, ...shelf }, keys, logPlace(change.n), [{ change: left }])
  await db.log.put({ ...row, sealed })
  db.close()

  petra.comesBack()
  await vi.waitFor(async () => {
    await petra.door.syncNow()
    expect(await petra.door.syncStatus()).toMatchObject({ waiting: 0, refused: 1 })
  }, 60_000)
  expect(await petra.door.refused()).toMatchObject([{ change: { n: change.n, redacted: ownHash(change) } }])
  expect((await petra.sees(subject, TERM)).heads).toEqual(['Vomiting'])
  const { rows } = await as(trial.server.adminUrl, (admin) =>
    admin.query<{ kind: string }>(
      "SELECT body::jsonb #>> '{body,kind}' AS kind FROM change WHERE device = $1 AND n >= $2 ORDER BY n",
      [change.device, change.n],
    ),
  )
  expect(rows.map(({ kind }) => kind)).toEqual(['void', 'value'])
})
