import { expect, test } from 'vitest'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { FormPath, ItemPath } from '#shared/casebook/path'
import { firstBreak, link, GENESIS } from '#shared/change/chain'
import type { ChangeBody, Logged } from '#shared/change/change'
import { type ChangeRef, SiteId, SubjectCode, SubjectKey } from '#shared/ids'
import { versionIdOf } from '#shared/study/definition'
import type { Device } from '../../../renderer/data/device'
import type { DataEvent } from '../../../renderer/data/door'
import { STUDY, smallStudy } from '../../support/small-study'
import { damage, network, newProfile, openDevice, rawRecords, searchable, setClock, withStore } from './own-device'
import { signInDesk } from './sign-in-desk'

const PASSWORD = 'quiet-harbour-lantern'
const NL01 = SiteId.parse('NL01')
const SYSBP = ItemPath.parse('SCR/VS/VITALS/SYSBP')

async function signedIn() {
  const clock = setClock()
  const desk = await signInDesk(() => clock.now())
  const profile = newProfile({ network: network(desk.fetch), server: 'https://tracer.test', clock })
  const device = openDevice(profile)
  expect(await device.signIn('ana', PASSWORD)).toMatchObject({ kind: 'in' })
  return { clock, desk, profile, device, subject: SubjectKey.parse(crypto.randomUUID()) }
}

const draft = (subject: SubjectKey, body: ChangeBody) => ({
  ...{ study: STUDY, site: NL01, version: versionIdOf(smallStudy), subject, body },
})

const systolic = (text: string, bases: readonly ChangeRef[] = []): ChangeBody => ({
  kind: 'value',
  items: [{ path: SYSBP, bases: [...bases], entry: { state: 'value', text, unit: 'mmHg' } }],
})

const value = async (device: Device, subject: SubjectKey) =>
  fold(await device.casebook(subject), emptyCasebook(subject))
    .forms.get(FormPath.parse('SCR/VS'))
    ?.items.get(SYSBP)?.value

/** The stores, as rows: what a save must have changed together or not at all. */
async function counts(indexedDB: IDBFactory): Promise<Record<string, number>> {
  const found: Record<string, number> = { log: 0, outbox: 0, unfolded: 0, forms: 0 }
  for (const { store } of await rawRecords(indexedDB)) if (store in found) found[store] = (found[store] ?? 0) + 1
  return found
}

/** Upkeep has brought every own change into its form row. */
async function folded(indexedDB: IDBFactory, device: Device): Promise<void> {
  await device.roster(STUDY, NL01)
  await expect.poll(() => counts(indexedDB)).toMatchObject({ unfolded: 0 })
}

test('what is recorded is there after the app was closed and opened again, without a network', async () => {
  const { profile, device, subject } = await signedIn()
  profile.network.online = false
  await device.record(draft(subject, { kind: 'enrol', code: SubjectCode.parse('NL01-001') }))
  const first = await device.record(draft(subject, systolic('128')))
  await device.record(draft(subject, systolic('182', [`${first.change.device}:${first.change.n}` as ChangeRef])))
  const before = await device.casebook(subject)
  await device.close()

  const again = openDevice(profile)
  await again.signIn('ana', PASSWORD)
  expect(await again.casebook(subject)).toEqual(before)
  expect(await value(again, subject)).toEqual({ state: 'value', text: '182', unit: 'mmHg' })
  expect((await again.waiting()).map(({ change }) => change.n)).toEqual([1, 2, 3])
  const { waiting, oldestWaitingSince } = await again.syncStatus()
  expect(waiting).toBe(3)
  expect(oldestWaitingSince).toMatch(/^2026-03-12/)
})

test('a change says who, in which role, when by which clock, and follows from the one before (P11-01, GCP-04)', async () => {
  const { device, subject, clock } = await signedIn()
  clock.set('2026-03-12T11:46:05.123Z')
  const log: Logged[] = []
  for (const text of ['120', '121', '122']) log.push(await device.record(draft(subject, systolic(text))))
  expect(log[0]?.change).toMatchObject({
    n: 1,
    role: 'nurse',
    stream: `${STUDY}/NL01/data`,
    zone: 'Europe/Amsterdam',
    source: 'direct',
    app: 'test',
  })
  expect(log[0]?.change.claimedAt).toMatch(/^2026-03-12T12:46:05\.\d{3}\+01:00$/)
  let hash = GENESIS
  const chained = log.map(({ change }) => ({ change, hash: (hash = link(hash, change)) }))
  expect(firstBreak(chained)).toBeUndefined()
})

/** What a save itself stores; upkeep may touch the rest at any time. */
const asserted = async (indexedDB: IDBFactory) =>
  (await rawRecords(indexedDB)).filter(({ store }) => store === 'log' || store === 'outbox')

test('value, audit and outbox stand or fall together (CRYP-12)', async () => {
  const { profile, device, subject } = await signedIn()
  await device.record(draft(subject, systolic('120')))
  const before = await asserted(profile.indexedDB)
  // A row stands where the next one has to go: the last store of the transaction refuses, as it does on a full disk.
  await withStore(profile.indexedDB, 'outbox', (outbox) => outbox.put({ n: 2 }))
  await expect(device.record(draft(subject, systolic('140')))).rejects.toThrow()
  await withStore(profile.indexedDB, 'outbox', (outbox) => outbox.delete(2))
  expect(await asserted(profile.indexedDB)).toEqual(before)

  const next = await device.record(draft(subject, systolic('150')))
  expect(next.change.n).toBe(2)
  expect(await counts(profile.indexedDB)).toMatchObject({ log: 2, outbox: 2 })
})

test('two tabs of one profile never use a number twice, and lose nothing', async () => {
  const { profile, device, subject } = await signedIn()
  const other = openDevice(profile)
  await other.signIn('ana', PASSWORD)
  const made = await Promise.all(
    Array.from({ length: 40 }, (_, i) => (i % 2 ? device : other).record(draft(subject, systolic(String(100 + i))))),
  )
  expect(made.map(({ change }) => change.n).sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1))
  expect(await device.casebook(subject)).toHaveLength(40)
  const chained: { change: Logged['change']; hash: typeof GENESIS }[] = []
  let hash = GENESIS
  for (const { change } of await device.waiting()) chained.push({ change, hash: (hash = link(hash, change)) })
  expect(firstBreak(chained)).toBeUndefined()
  expect(await logHashes(profile.indexedDB)).toEqual(chained.map(({ hash }) => hash))
})

test('screens hear of what is stored for the participants they read', async () => {
  const { device, subject } = await signedIn()
  const events: DataEvent[] = []
  await device.subscribe((event) => events.push(event))
  await device.casebook(subject)
  const logged = await device.record(draft(subject, systolic('120')))
  await device.record(draft(SubjectKey.parse(crypto.randomUUID()), systolic('99')))
  const changes = () => events.filter(({ kind }) => kind === 'changes')
  await expect.poll(changes).toEqual([{ kind: 'changes', subject, changes: [logged] }])
})

test('a change that nobody here may make is not stored', async () => {
  const { profile, device, subject } = await signedIn()
  const fr01 = SiteId.parse('FR01')
  await expect(device.record({ ...draft(subject, systolic('120')), site: fr01 })).rejects.toThrow('no keys here')
  expect(await counts(profile.indexedDB)).toEqual({ log: 0, outbox: 0, unfolded: 0, forms: 0 })
})

test('a record altered on the disk is a visible error, not an empty form, and what is asserted after it is kept (CRYP-10)', async () => {
  const { profile, device, subject } = await signedIn()
  await device.record(draft(subject, systolic('120')))
  await folded(profile.indexedDB, device)
  await damage(profile.indexedDB, 'forms')
  await expect(device.casebook(subject)).rejects.toThrow('damaged record forms/')
  const again = openDevice(profile)
  await again.signIn('ana', PASSWORD)
  await again.record(draft(subject, systolic('130')))
  await expect(again.casebook(subject)).rejects.toThrow('damaged record forms/')
  expect(await counts(profile.indexedDB)).toMatchObject({ log: 2, outbox: 2, unfolded: 1 })
})

test('what was not in its form row when the app ended is there again, and gets there', async () => {
  const { profile, device, subject } = await signedIn()
  await device.record(draft(subject, systolic('120')))
  await folded(profile.indexedDB, device)
  await device.record(draft(subject, systolic('130')))
  const before = await device.casebook(subject)
  await device.close()
  const again = openDevice(profile)
  await again.signIn('ana', PASSWORD)
  expect(await again.casebook(subject)).toEqual(before)
  await folded(profile.indexedDB, again)
  expect(await again.casebook(subject)).toEqual(before)
})

test('no value, code or name can be read in what is stored (PRIV-05, CRYP-04)', async () => {
  const { profile, device, subject } = await signedIn()
  await device.record(draft(subject, { kind: 'enrol', code: SubjectCode.parse('NL01-777') }))
  await device.record(draft(subject, systolic('CANARY-VALUE')))
  await device.record(
    draft(subject, {
      kind: 'withdraw',
      scope: FormPath.parse('SCR/VS'),
      bases: [],
      reason: 'CANARY-REASON',
    }),
  )
  await device.close()
  const stored = (await rawRecords(profile.indexedDB)).map(({ value }) => searchable(value)).join('\n')
  // Long enough never to turn up in ciphertext by chance.
  for (const word of ['CANARY', 'NL01-777', 'VITALS', subject, STUDY]) expect(stored).not.toContain(word)
})

async function logHashes(indexedDB: IDBFactory): Promise<readonly unknown[]> {
  const rows = await rawRecords(indexedDB)
  return rows.flatMap(({ store, value }) =>
    store === 'log' && typeof value === 'object' && value !== null && 'hash' in value ? [value.hash] : [],
  )
}
