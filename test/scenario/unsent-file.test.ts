import { afterAll, beforeAll, expect, test } from 'vitest'
import { ItemPath } from '#shared/casebook/path'
import { refOf } from '#shared/change/change'
import { type ChangeRef, SiteId } from '#shared/ids'
import { UnsentFile } from '#shared/unsent-file'
import { addPerson, addSite } from '../../server/people'
import type { Device } from '../../renderer/data/device'
import type { SavedUnsent, TakenIn } from '../../renderer/data/unsent'
import { network, newProfile, openDevice, setClock } from '../renderer/data/own-device'
import { PASSWORD } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'
import { Colleague, type Trial, startTrial } from './trial'

/** The last resort of who has no line: what waits, carried in a file, arrives once, whole and unread, whoever carries it. */

const SYSBP = ItemPath.parse('SCR/VS/VITALS/SYSBP')
const VISIT = ItemPath.parse('SCR/SV/VISIT/SVSTDTC')

let trial: Trial
beforeAll(async () => {
  trial = await startTrial()
  const { context } = trial.server
  await addPerson(context, { userName: 'root', name: 'Name of root', password: PASSWORD, administrator: true })
  await addSite(context, smallStudy.study.id, SiteId.parse('NL02'), 'Elsewhere')
  await trial.server.addPerson('far', STUDY, 'nurse@NL02')
})
afterAll(() => trial.stop())

const others: Device[] = []
afterAll(async () => {
  for (const device of others) await device.close()
})

/** Somebody at a device that was never used before. */
async function onAnotherDevice(userName: string): Promise<Colleague> {
  const profile = newProfile({
    ...{ network: network(fetch), server: trial.server.address },
    clock: setClock(new Date().toISOString()),
  })
  const device = openDevice(profile)
  others.push(device)
  const colleague = new Colleague(userName, profile, device)
  await colleague.signsIn()
  await device.syncNow()
  return colleague
}

async function saved({ door }: Colleague): Promise<SavedUnsent> {
  const file = await door.unsentFile()
  if (!file) throw new Error('nothing waits')
  return file
}

const readable = ({ bytes }: SavedUnsent) => UnsentFile.parse(JSON.parse(new TextDecoder().decode(bytes)))
const written = (file: object): Uint8Array => new TextEncoder().encode(JSON.stringify(file))
const not = (why: Extract<TakenIn, { kind: 'not-taken' }>['why']): TakenIn => ({ kind: 'not-taken', why })

test('a device is lost after its work was saved: the same person takes it in elsewhere, and every change is there once', async () => {
  const ana = await trial.colleague('ana')
  expect(await ana.door.unsentFile()).toBeUndefined()
  ana.goesOffline()
  const subject = await ana.enrols()
  await ana.enters(subject, SYSBP, '120')
  await ana.enters(subject, SYSBP, '131', 'misread')
  const file = await saved(ana)
  expect(file.changes).toBe(3)

  // Nothing of it can be read, however it is looked at.
  const { batches } = readable(file)
  const inside = batches.flatMap(({ rows }) =>
    rows.map(({ data }) => Buffer.from(data, 'base64url').toString('latin1')),
  )
  for (const text of [new TextDecoder().decode(file.bytes), ...inside])
    for (const word of ['misread', 'SYSBP', subject, 'NL01', 'ana', '131"'])
      expect([word, text.includes(word)]).toEqual([word, false])

  const again = await onAnotherDevice('ana')
  expect(await again.door.takeInUnsent(file.bytes)).toEqual({ kind: 'taken', changes: 3, fresh: 3 })
  await again.door.syncNow()
  expect(await again.sees(subject, SYSBP)).toMatchObject({ heads: ['131'], history: ['120', '131'], contested: false })
  expect(await again.door.takeInUnsent(file.bytes)).toEqual({ kind: 'taken', changes: 3, fresh: 0 })

  // The lost device turns up, goes on, and has nothing to send twice.
  await ana.enters(subject, VISIT, '2026-03-01')
  ana.comesBack()
  expect(await ana.door.syncNow()).toMatchObject({ state: 'idle', waiting: 0, held: 0 })
  await again.door.syncNow()
  expect(await again.door.syncStatus()).toMatchObject({ streams: [{ head: 4, cursor: 4 }] })
  expect((await again.sees(subject, VISIT)).history).toEqual(['2026-03-01'])
})

test('a colleague carries what several people of one device entered, without being able to read or change it', async () => {
  const ben = await trial.colleague('ben')
  await trial.server.addPerson('eva', STUDY, 'nurse@NL01')
  await ben.door.lock()
  expect(await ben.door.signIn('eva', PASSWORD)).toMatchObject({ kind: 'in' })
  await ben.door.syncNow()
  ben.goesOffline()
  const subject = await ben.enrols()
  await ben.door.lock()
  await ben.signsIn()
  await ben.enters(subject, SYSBP, '118')
  const file = await saved(ben)
  const carol = await trial.colleague('carol')

  const text = new TextDecoder().decode(file.bytes)
  const parsed = readable(file)
  const [batch] = parsed.batches
  const [row, second] = batch?.rows ?? []
  if (!batch || !row || !second) throw new Error('two changes wait')
  const turned = row.data.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))
  const altered = [
    text.slice(0, text.length / 2),
    JSON.stringify({ ...parsed, savedAt: '2020-01-01T00:00:00.000Z' }),
    JSON.stringify({ ...parsed, batches: [{ ...batch, rows: [{ ...row, data: turned }, second] }] }),
    JSON.stringify({ ...parsed, batches: [{ ...batch, rows: [row] }] }),
  ]
  expect(await carol.door.takeInUnsent(new TextEncoder().encode('a photograph'))).toEqual(not('no-file'))
  expect(await carol.door.takeInUnsent(new TextEncoder().encode(altered[0]))).toEqual(not('no-file'))
  for (const each of altered.slice(1))
    expect(await carol.door.takeInUnsent(new TextEncoder().encode(each))).toEqual(not('altered'))

  // Who seals an altered file with a key of their own gets no further: the server knows the device's.
  const { token } = await trial.server.device().signIn('carol', PASSWORD, 'nurse')
  const send = (body: object) => trial.server.call('POST', '/api/sync/unsent', body, token)
  for (const rows of [[{ ...row, data: turned }, second], [second, row], [row]])
    expect(await send({ device: parsed.device, batch: { ...batch, rows } })).toMatchObject({
      ...{ status: 400, body: { code: 'chain-broken' } },
    })
  expect(await send({ device: crypto.randomUUID(), batch })).toMatchObject({ status: 400 })

  const far = await onAnotherDevice('far')
  expect(await far.door.takeInUnsent(file.bytes)).toEqual(not('not-allowed'))

  expect(await carol.door.takeInUnsent(file.bytes)).toEqual({ kind: 'taken', changes: 2, fresh: 2 })
  await carol.door.syncNow()
  expect(await carol.sees(subject, SYSBP)).toMatchObject({ heads: ['118'], contested: false })
  const authors = (await carol.door.casebook(subject)).map(({ change, receipt }) => [change.body.kind, receipt?.state])
  expect(authors).toEqual([
    ['enrol', 'applied'],
    ['value', 'applied'],
  ])
})

test('cut in between, the same file goes on where it was; what belongs before it cannot be left out', async () => {
  const dan = await trial.colleague('dan')
  dan.goesOffline()
  const subject = await dan.enrols()
  let bases: readonly ChangeRef[] = []
  for (let i = 0; i < 500; i++) {
    const entry = { state: 'value' as const, text: String(90 + (i % 60)) }
    const items = [{ path: SYSBP, bases: [...bases], entry, reason: 'again' }]
    bases = [refOf((await dan.asserts(subject, { kind: 'value', items })).change)]
  }
  const file = await saved(dan)
  const { device, batches } = readable(file)
  expect(batches.map(({ rows }) => rows.length)).toEqual([500, 1])

  const ella = await trial.colleague('ella')
  const { token } = await trial.server.device().signIn('ella', PASSWORD, 'nurse')
  const early = await trial.server.call('POST', '/api/sync/unsent', { device, batch: batches[1] }, token)
  expect(early).toMatchObject({ status: 409, body: { code: 'gap' } })

  let parts = 0
  const line = ella.network
  line.alter = (path, text) => {
    // The answer to the first part comes; after it the line is dead.
    if (path.includes('/sync/unsent') && ++parts === 1) line.online = false
    return text
  }
  expect(await ella.door.takeInUnsent(file.bytes)).toEqual(not('no-server'))
  line.online = true
  expect(await ella.door.takeInUnsent(file.bytes)).toEqual({ kind: 'taken', changes: 501, fresh: 1 })
  await ella.door.syncNow()
  expect((await ella.sees(subject, SYSBP)).history).toHaveLength(500)
}, 240_000)

test('the work of a device that was shut out is taken in by an administrator alone, and waits for a decision', async () => {
  const fay = await trial.colleague('fay')
  const subject = await fay.enrols()
  await fay.door.syncNow()
  fay.goesOffline()
  await fay.enters(subject, SYSBP, '125')
  const file = await saved(fay)
  const { token } = await trial.server.device().signIn('root', PASSWORD, 'nurse')
  const revoked = { act: 'revoke-device', device: readable(file).device, finalPush: false }
  expect(await trial.server.call('POST', '/api/administration', revoked, token)).toMatchObject({ status: 200 })

  const gina = await trial.colleague('gina')
  expect(await gina.door.takeInUnsent(file.bytes)).toEqual(not('revoked'))
  const root = await onAnotherDevice('root')
  expect(await root.door.takeInUnsent(file.bytes)).toEqual({ kind: 'taken', changes: 1, fresh: 1 })
  expect(await root.door.casebook(subject)).toEqual([])
  await gina.door.syncNow()
  await expect
    .poll(() => gina.door.held(), { timeout: 20_000 })
    .toMatchObject([
      { change: { subject, body: { kind: 'value' } }, receipt: { state: 'held', reason: 'author-lost-role' } },
    ])
})

test('another file of the same device, written anew, is whole as well', async () => {
  const hal = await trial.colleague('hal')
  hal.goesOffline()
  await hal.enrols()
  const first = await saved(hal)
  const subject = await hal.enrols()
  await hal.enters(subject, SYSBP, '140')
  const second = await saved(hal)
  const ida = await trial.colleague('ida', 'investigator')
  expect(await ida.door.takeInUnsent(first.bytes)).toMatchObject({ changes: 1, fresh: 1 })
  expect(await ida.door.takeInUnsent(written(readable(second)))).toMatchObject({ changes: 3, fresh: 2 })
})
