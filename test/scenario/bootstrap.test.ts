import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ItemPath } from '#shared/casebook/path'
import { refOf } from '#shared/change/change'
import { SubjectCode, SubjectKey } from '#shared/ids'
import { versionIdOf } from '#shared/study/definition'
import { PARTS_AT_ONCE } from '../../renderer/data/sync/calls'
import { PASSWORD } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'
import { type Colleague, NL01, type Trial, startTrial } from './trial'

/** Participants of a site and what was entered of each: enough that the server packs the stream. */
const PARTICIPANTS = 40
const ENTRIES = 25

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 })

let trial: Trial
/** Changes the server holds: what was prepared, and what tests add. */
let entered = PARTICIPANTS * (ENTRIES + 1)
const subjects = Array.from({ length: PARTICIPANTS }, () => SubjectKey.parse(randomUUID()))
const SYSBP = ItemPath.parse('SCR/VS/VITALS/SYSBP')

beforeAll(async () => {
  trial = await startTrial()
  await trial.server.addPerson('first', STUDY, 'nurse@NL01')
  const device = trial.server.device()
  const by = await device.signIn('first', PASSWORD, 'nurse')
  const place = { by, study: STUDY, site: NL01, version: versionIdOf(smallStudy) }
  const at = '2026-03-02T09:00:00.000+01:00'
  for (const [i, subject] of subjects.entries()) {
    const code = SubjectCode.parse(`NL01-${String(i + 1).padStart(3, '0')}`)
    device.assert({ ...place, at, subject, body: { kind: 'enrol', code } })
    for (let entry = 0; entry < ENTRIES; entry++) {
      const path = ItemPath.parse(`LOG/AE:${randomUUID()}/EVENT/AETERM`)
      const item = { path, bases: [], entry: { state: 'value' as const, text: `Event ${entry}` } }
      device.assert({ ...place, at, subject, body: { kind: 'value', items: [item] } })
    }
  }
  await device.push(by)
  // Whoever says hello has the stream packed; the next one may begin with it.
  await vi.waitFor(async () => {
    const { streams } = await device.hello(by.token)
    expect(streams).toMatchObject([{ head: entered, snapshot: true }])
  }, 60_000)
})
afterAll(() => trial.stop())

/** What a device asks the server for from here on, and what happens to its answers. */
function watch({ network }: Colleague, meet: (path: string, count: number) => void = () => undefined) {
  const asked: string[] = []
  network.alter = (address, text) => {
    const path = address.replace(/.*\/api\/sync\//, '')
    asked.push(path)
    meet(path, asked.filter((one) => one.startsWith('part')).length)
    return text
  }
  return (what: string) => asked.filter((path) => path.startsWith(what))
}

async function newcomer(name: string, prepare: (colleague: Colleague) => void): Promise<Colleague> {
  const colleague = await trial.newcomer(name)
  prepare(colleague)
  await colleague.signsIn()
  return colleague
}

const whole = (colleague: Colleague) =>
  vi.waitFor(async () => {
    const { streams } = await colleague.door.syncStatus()
    expect(streams).toHaveLength(1)
    expect(streams[0]).toHaveProperty('completeAt')
    expect(streams[0]).not.toHaveProperty('snapshot')
  }, 60_000)

/** The device holds what the server holds, in full and proved, and has asked for each part once. */
async function holdsEverything({ door }: Colleague): Promise<void> {
  const refs = new Set<string>()
  for (const subject of subjects)
    for (const { change, receipt } of await door.casebook(subject)) {
      expect(receipt?.state).toBe('applied')
      refs.add(refOf(change))
    }
  expect(refs.size).toBe(entered)
}

test('a new device has the whole list at once and any casebook when it is opened; the rest fills in', async () => {
  let asked: ReturnType<typeof watch> = () => []
  const ben = await newcomer('ben', (one) => {
    asked = watch(one)
  })
  await vi.waitFor(async () => expect(await ben.door.roster(STUDY, NL01)).toHaveLength(PARTICIPANTS), 60_000)
  const [first, last] = [subjects[0], subjects.at(-1)]
  if (!first || !last) throw new Error('nobody')
  expect(await ben.door.casebook(first)).toHaveLength(ENTRIES + 1)
  await whole(ben)
  await holdsEverything(ben)
  expect(asked('pull'), 'nothing came twice, as part and as page').toEqual([])
  expect(asked('part')).toHaveLength(PARTICIPANTS)
  // Parts come several at once, and the opened one beside them: which answer is first is left to the moment.
  const soonest = asked('part').slice(0, 1 + PARTS_AT_ONCE)
  expect(soonest.join(), 'of whom something was said last comes first').toContain(last)
  await ben.enters(last, SYSBP, '128')
  entered++
  expect(await ben.door.syncNow()).toMatchObject({ waiting: 0, held: 0 })
  expect(await ben.sees(last, SYSBP)).toMatchObject({ heads: ['128'], contested: false })
})

test('cut off while it fills in, it goes on where it was; what is opened then does not wait for its turn', async () => {
  let asked: ReturnType<typeof watch> = () => []
  const eva = await newcomer('eva', (one) => {
    asked = watch(one, (path, parts) => {
      if (path.startsWith('part') && parts === 15) one.goesOffline()
    })
  })
  await vi.waitFor(() => expect(asked('part').length).toBeGreaterThanOrEqual(15), 60_000)
  const before = new Set(asked('part'))
  await eva.restarts()
  const missing = (await eva.door.syncStatus()).streams[0]?.snapshot
  expect(missing?.received).toBeGreaterThanOrEqual(9)
  expect(await eva.door.roster(STUDY, NL01), 'the list stands without a network').toHaveLength(PARTICIPANTS)
  // The last of the order.
  const [later] = subjects
  if (!later || [...before].some((part) => part.includes(later))) throw new Error('every part was asked for')
  await expect(eva.door.casebook(later)).rejects.toMatchObject({ name: 'NotReceived' })
  eva.network.alter = undefined
  asked = watch(eva)
  eva.comesBack()
  const opened = eva.door.casebook(later)
  await eva.door.wake()
  expect(await opened).toHaveLength(ENTRIES + 1)
  const place = asked('part').findIndex((part) => part.includes(later))
  expect(place).toBeLessThan(10)
  await whole(eva)
  await holdsEverything(eva)
  expect(asked('snapshot'), 'it did not begin again').toEqual([])
  expect(asked('part').filter((part) => before.has(part)).length).toBeLessThanOrEqual(6)
})

test('a part that was altered is not taken; a snapshot that is not the log is thrown away for pages', async () => {
  let spoiled = 0
  const ida = await newcomer('ida', ({ network }) => {
    network.alter = (address, text) =>
      address.includes('/sync/part') && spoiled++ === 0 ? text.replace('Event 0', 'Event 9') : text
  })
  await vi.waitFor(() => expect(spoiled).toBeGreaterThan(PARTICIPANTS), 60_000)
  await whole(ida)
  await holdsEverything(ida)

  // What came since the snapshot does not follow from a chain that is not the log's, and the server denies it.
  let pulled = 0
  const uma = await newcomer('uma', ({ network }) => {
    network.alter = (address, text) => {
      if (address.includes('/sync/pull')) pulled++
      return address.includes('/sync/snapshot') ? text.replace(/"chain":"../, '"chain":"00') : text
    }
  })
  await whole(uma)
  await holdsEverything(uma)
  expect(pulled).toBeGreaterThan(0)
})
