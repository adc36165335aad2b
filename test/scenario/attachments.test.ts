import { randomBytes } from 'node:crypto'
import { serialize } from 'node:v8'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { CHUNK_BYTES } from '#shared/attachment'
import { FormPath, ItemPath } from '#shared/casebook/path'
import type { Attachment } from '#shared/casebook/casebook'
import type { SubjectKey } from '#shared/ids'
import { versionIdOf } from '#shared/study/definition'
import { rawRecords, withStore } from '../renderer/data/own-device'
import { STUDY, smallStudy } from '../support/small-study'
import { type Colleague, NL01, type Trial, startTrial } from './trial'

const VS = FormPath.parse('SCR/VS')
const SYSBP = ItemPath.parse('SCR/VS/VITALS/SYSBP')
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const picture = (bytes: number) => Uint8Array.from([...PNG, ...randomBytes(bytes - PNG.length)])

let trial: Trial
vi.setConfig({ testTimeout: 240_000 })

beforeAll(async () => {
  trial = await startTrial()
})
afterAll(() => trial.stop())

const adds = (who: Colleague, subject: SubjectKey, content: Uint8Array<ArrayBuffer>) =>
  who.door.attach({
    ...{ study: STUDY, site: NL01, version: versionIdOf(smallStudy), subject, form: VS, content },
    said: { title: 'ECG before cycle 1', type: 'image/png', blackened: 2 },
  })

async function seenBy(who: Colleague, subject: SubjectKey): Promise<readonly Attachment[]> {
  return (await who.casebook(subject)).forms.get(VS)?.attachments ?? []
}

const opens = ({ door }: Colleague, { logged, file }: Attachment) => door.file({ stream: logged.change.stream, file })

/** How often a piece of a file went from this device to the server, and what is done after so many. */
function pieces({ network }: Colleague, then: (count: number) => void = () => undefined) {
  const sent: string[] = []
  network.alter = (address, text) => {
    const query = new URL(address).searchParams
    if (address.includes('/sync/chunk')) sent.push(query.get('chunk') ?? '')
    then(sent.length)
    return text
  }
  return sent
}

const allCarried = ({ door }: Colleague) =>
  vi.waitFor(async () => {
    await door.syncNow()
    expect((await door.syncStatus()).files).toBeUndefined()
  }, 60_000)

test('a picture added offline is sealed here, goes on where the line broke off, and opens on a second device', async () => {
  const ana = await trial.colleague('ana')
  const ben = await trial.colleague('ben', 'monitor')
  ana.goesOffline()
  const subject = await ana.enrols()
  const content = picture(3 * CHUNK_BYTES + 1_000)
  await adds(ana, subject, content)
  await ana.enters(subject, SYSBP, '128')
  expect((await ana.door.syncStatus()).files).toHaveLength(1)
  await ana.restarts()
  const [here] = await seenBy(ana, subject)
  if (!here) throw new Error('nothing was added')
  expect(await opens(ana, here)).toEqual({ kind: 'here', content })
  // Nothing of it can be read on the disk, its name neither.
  const records = (await rawRecords(ana.profile.indexedDB)).filter(({ store }) => store !== 'meta')
  expect(records.filter(({ store }) => store === 'chunks')).toHaveLength(4)
  const disk = records.map(({ value }) => serialize(value))
  for (const secret of ['ECG before', here.file.sha256, ...here.file.chunks])
    expect(disk.some((record) => record.includes(secret))).toBe(false)

  // Two pieces go, then the line breaks: entries have gone before them.
  const first = pieces(ana, (count) => {
    if (count === 2) ana.goesOffline()
  })
  ana.comesBack()
  await vi.waitFor(async () => {
    if (first.length < 2) await ana.door.syncNow()
    expect(first).toEqual(['0', '1'])
  }, 60_000)
  expect((await ana.door.syncStatus()).waiting).toBe(0)
  await ben.door.syncNow()
  expect(await ben.sees(subject, SYSBP)).toMatchObject({ heads: ['128'] })
  const [named] = await seenBy(ben, subject)
  if (!named) throw new Error('the change did not come')
  expect(named.file).toEqual(here.file)
  expect(await opens(ben, named)).toEqual({ kind: 'not-come' })

  await ana.restarts()
  const rest = pieces(ana)
  ana.comesBack()
  await allCarried(ana)
  expect(rest).toEqual(['2', '3'])
  expect(await opens(ben, named)).toEqual({ kind: 'here', content })
  // What was opened once is there without a line.
  ben.goesOffline()
  expect(await opens(ben, named)).toEqual({ kind: 'here', content })
})

test('what is damaged on the way or on the disk is never shown (CRYP-10)', async () => {
  const ana = await trial.colleague('carla')
  const ben = await trial.colleague('dirk', 'monitor')
  const subject = await ana.enrols()
  await adds(ana, subject, picture(5_000))
  await allCarried(ana)
  await ben.door.syncNow()
  const [named] = await seenBy(ben, subject)
  if (!named) throw new Error('the change did not come')
  ben.network.alter = (address, text) => (address.includes('/sync/chunk') ? `${text} ` : text)
  expect(await opens(ben, named)).toEqual({ kind: 'damaged' })
  ben.network.alter = undefined
  expect(await opens(ben, named)).toMatchObject({ kind: 'here' })
  const [row] = await withStore<unknown[]>(ben.profile.indexedDB, 'chunks', (all) => all.getAll())
  await withStore(ben.profile.indexedDB, 'chunks', (all) => all.put(turned(row)))
  expect(await opens(ben, named)).toEqual({ kind: 'damaged' })
})

/** The same row with one bit of its last byte turned. */
function turned(row: unknown): unknown {
  const copy: { sealed: { data: Uint8Array } } = structuredClone(row) as { sealed: { data: Uint8Array } }
  copy.sealed.data[copy.sealed.data.length - 1]! ^= 1
  return copy
}

test('who takes a picture away says why; it stays in the history', async () => {
  const ana = await trial.colleague('erin')
  const subject = await ana.enrols()
  await adds(ana, subject, picture(400))
  await adds(ana, subject, picture(400))
  const [first] = await seenBy(ana, subject)
  if (!first) throw new Error('nothing was added')
  await ana.asserts(subject, { kind: 'detach', form: VS, attachment: first.ref, reason: 'of another participant' })
  await allCarried(ana)
  const now = await seenBy(ana, subject)
  expect(now.map(({ removed }) => removed?.reason)).toEqual(['of another participant', undefined])
  expect(now.map(({ logged }) => logged.receipt?.state)).toEqual(['applied', 'applied'])
})
