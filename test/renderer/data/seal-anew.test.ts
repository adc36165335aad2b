import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { canonicalJson, hashOf, sha256Hex } from '#shared/canonical-json'
import { describeFile } from '#shared/attachment'
import { FormPath, ItemPath } from '#shared/casebook/path'
import { GENESIS, streamLink } from '#shared/change/chain'
import { type Logged, refOf } from '#shared/change/change'
import { DeviceId, SiteId, StudyId, SubjectKey, UserId, streamId } from '#shared/ids'
import type { DataKey } from '#shared/protocol'
import { type CommittedText, partText } from '#shared/snapshot'
import { versionIdOf } from '#shared/study/definition'
import { base64url, gzip, utf8 } from '../../../renderer/data/bytes'
import { type KeysInUse, createKeyring } from '../../../renderer/data/keys/keyring'
import { endedKeys } from '../../../renderer/data/keys/renewal'
import { readCasebook } from '../../../renderer/data/store/casebook'
import { TracerDatabase } from '../../../renderer/data/store/database'
import { readChunk, sealFile } from '../../../renderer/data/store/files'
import { foldNextPage } from '../../../renderer/data/store/fold-pages'
import { gateTo } from '../../../renderer/data/store/gate'
import { createLog, foldOwn } from '../../../renderer/data/store/log'
import { nextLost } from '../../../renderer/data/store/lost'
import { nextBatch } from '../../../renderer/data/store/outbox'
import { cursorOf, storePage } from '../../../renderer/data/store/pages'
import { beginWith, nextMissing, storePart } from '../../../renderer/data/store/parts'
import { prove } from '../../../renderer/data/store/proof'
import { record } from '../../../renderer/data/store/record'
import { readRefused, setAside } from '../../../renderer/data/store/refused'
import { rewind } from '../../../renderer/data/store/rewind'
import { readBooks } from '../../../renderer/data/store/roster'
import { sealAnew } from '../../../renderer/data/store/seal-anew'
import type { Shelf } from '../../../renderer/data/store/shelf'
import { createSight } from '../../../renderer/data/store/sight'
import type { DeviceTables } from '../../../renderer/data/store/tables'
import { createWriter } from '../../../renderer/data/store/writer'
import { renewedKey } from '../../support/renewed-key'
import { STUDY, smallStudy } from '../../support/small-study'
import { Story, nurse } from '../../support/story'
import { rawRecords, searchable, setClock } from './own-device'

/** A newer key of a site is taken into use: what lies under the old one is sealed anew, and readable at every moment. */

const study = StudyId.parse(STUDY)
const site = SiteId.parse('NL01')
const stream = streamId(study, site, 'data')
const SYSBP = ItemPath.parse('SCR/VS/VITALS/SYSBP')
const VITALS = FormPath.parse('SCR/VS')
const OLD = crypto.randomUUID()
const NEW = crypto.randomUUID()
const now = () => '2026-03-12T10:00:00.000Z'

const older: DataKey = { study, site, keyId: OLD, key: base64url(crypto.getRandomValues(new Uint8Array(32))) }
const newer = renewedKey(older, NEW, '2026-03-10T10:00:00.000Z')
const inUse: KeysInUse = new Map([[OLD, NEW]])

async function shelfOf(db: DeviceTables, keys: readonly DataKey[], using?: KeysInUse): Promise<Shelf> {
  return { db, ring: await createKeyring(crypto, keys, using), crypto, packing: gzip }
}

/** Somebody's work at a device, in every store that there is. */
async function filledDevice() {
  const indexedDB = new IDBFactory()
  const db = new TracerDatabase({ indexedDB, IDBKeyRange })
  const shelf = await shelfOf(db, [older])
  const writer = createWriter(shelf)
  const keys = shelf.ring.ofStream(stream) ?? expect.fail('no keys')

  // A log that its server lost, put aside.
  const lost = new Story(versionIdOf(smallStudy), study, site)
  for (const day of ['02', '03'])
    lost.enters(nurse, `2026-03-${day}T09:00:00.000+01:00`, VITALS, { 'VITALS/SYSBP': `1${day}` })
  const chainOf = (log: readonly Logged[]) =>
    log.reduce((chain, { change, receipt }) => (receipt ? streamLink(chain, change, receipt) : chain), GENESIS)
  const pulled = async (log: readonly Logged[], chain = chainOf(log)) => {
    const from = await cursorOf(shelf, keys, stream)
    await storePage(shelf, keys, from, { seq: from.seq + log.length, chain }, log)
  }
  const other = SubjectKey.parse(crypto.randomUUID())
  await pulled(lost.log().map((one) => ({ ...one, change: { ...one.change, subject: other, n: one.change.n + 10 } })))
  while (await foldNextPage(shelf, writer));
  await rewind(shelf, keys, stream)

  // The log of now: a snapshot of one participant, and a page behind it.
  const here = new Story(versionIdOf(smallStudy), study, site)
  for (const day of ['04', '05', '06'])
    here.enters(nurse, `2026-03-${day}T09:00:00.000+01:00`, VITALS, { 'VITALS/SYSBP': `1${day}` })
  const snapshot = here.log().slice(0, 2)
  const text = partText(
    snapshot.flatMap(({ change, receipt }): CommittedText[] =>
      receipt ? [{ body: canonicalJson(change), receipt }] : [],
    ),
  )
  const entries = [{ subject: here.subject, part: sha256Hex(text), changes: 2 }]
  await beginWith(shelf, keys, { stream, seq: 2, chain: chainOf(snapshot), entries })
  const [named] = await nextMissing(shelf, keys, stream, 1)
  await storePart(shelf, keys, named ?? expect.fail('no part'), utf8(text))
  await prove(shelf, writer, stream, await cursorOf(shelf, keys, stream), undefined)
  await pulled(here.log().slice(2), chainOf(here.log()))

  // What was entered here: sent and not sent, with a file, and one change that the server never takes.
  const subject = SubjectKey.parse(crypto.randomUUID())
  const author = {
    user: UserId.parse(crypto.randomUUID()),
    device: DeviceId.parse(crypto.randomUUID()),
    app: 'test',
    grants: [{ study, site, role: 'nurse' as const, from: '2020-01-01T00:00:00Z' }],
    boot: crypto.randomUUID(),
    clock: setClock(),
  }
  const place = { study, site, version: versionIdOf(smallStudy), subject }
  const log = createLog(shelf)
  const enters = (value: string, chunks: Parameters<typeof record>[6] = []) =>
    record(
      ...([shelf, log, createSight(shelf), author] as const),
      {
        ...place,
        body: { kind: 'value', items: [{ path: SYSBP, bases: [], entry: { state: 'value', text: value } }] },
      },
      undefined,
      chunks,
    )
  const picture = utf8('a picture')
  const file = describeFile(picture, { title: 'Scan', type: 'image/png', blackened: 0 })
  const sealed = await sealFile(shelf, keys, stream, file, picture)
  await enters('131')
  const refused = await enters('132')
  await enters('133', sealed)
  await setAside(shelf, writer, { n: 2, hash: hashOf(refused.change) }, 5)
  await foldOwn(shelf, writer)
  await enters('134')
  const [piece = expect.fail('no piece')] = file.chunks
  const people = [other, here.subject, subject]
  return { db, indexedDB, subject, people, piece, acked: () => db.outbox.clear() }
}

type Filled = Awaited<ReturnType<typeof filledDevice>>

/** All that a person reads on this device, in every way that there is. */
async function readAll(shelf: Shelf, { people, piece }: Filled) {
  const keys = shelf.ring.ofStream(stream) ?? expect.fail('no keys')
  const books = await readBooks(shelf, study, site)
  const batch = await nextBatch(shelf, 1_000_000)
  const { key, ...cursor } = await cursorOf(shelf, keys, stream)
  const lost = await nextLost(shelf, stream)
  return {
    casebooks: await Promise.all(
      people.map(async (subject) =>
        (await readCasebook(shelf, subject))
          .toSorted((a, b) => refOf(a.change).localeCompare(refOf(b.change)))
          .map(({ change, receipt }) => [change, receipt]),
      ),
    ),
    books: books.map(({ subject }) => subject).sort(),
    waiting: batch?.changes,
    refused: await readRefused(shelf),
    chunk: await readChunk(shelf, keys, stream, piece),
    cursor,
    isRead: shelf.ring.byId(key) !== undefined,
    lost: lost?.seq,
  }
}

/** Ends the app in the middle of its nth transaction from now: nothing of that one is stored, and nothing after it. */
function killedAt(db: DeviceTables, n: number): DeviceTables & { readonly killed: () => boolean } {
  let left = n
  let dead = false
  const gate = gateTo(db).tables
  return {
    ...gate,
    killed: () => dead,
    async atomic(mode, stores, work) {
      if (dead) throw new Error('the app has ended')
      return gate.atomic(mode, stores, async (tx) => {
        const done = await work(tx)
        if (left-- === 0) {
          dead = true
          throw new Error('killed')
        }
        return done
      })
    },
  }
}

const goesOn = () => Promise.resolve(true)

/** Everything sealed under a key, by store. */
async function under({ indexedDB }: Filled, key: string): Promise<readonly string[]> {
  return (await rawRecords(indexedDB)).flatMap(({ store, value }) => (searchable(value).includes(key) ? [store] : []))
}

test('it is readable at every moment, killed in whichever transaction, and then lies under the new key alone (CRYP-04, CRYP-11)', async () => {
  const filled = await filledDevice()
  const before = await readAll(await shelfOf(filled.db, [older]), filled)
  expect(before.casebooks.map(({ length }) => length)).toEqual([2, 3, 4])
  expect(new Set(await under(filled, OLD))).toEqual(
    new Set(['forms', 'subjects', 'pages', 'parts', 'chunks', 'log', 'refused', 'cursors']),
  )
  const both = () => shelfOf(filled.db, [older, newer], inUse)
  expect(await readAll(await both(), filled), 'taken into use').toEqual(before)

  /** Round after round, each ended in its first or in its second transaction, until one is not. */
  const killedThroughout = async (expected: typeof before) => {
    for (let kills = 0; ; kills++) {
      const db = killedAt(filled.db, kills % 2)
      await sealAnew({ ...(await both()), db }, now, goesOn).catch(() => undefined)
      expect(await readAll(await both(), filled), `after kill ${kills}`).toEqual(expected)
      if (!db.killed()) return kills
    }
  }
  expect(await killedThroughout(before)).toBeGreaterThan(8)

  // What waits to be sent is left as its author holds it, with its file, and the old key with it.
  expect(await endedKeys(filled.db)).toEqual([])
  expect(new Set(await under(filled, OLD))).toEqual(new Set(['log', 'chunks']))
  const sent = { ...before, waiting: undefined }
  await filled.acked()
  await filled.db.uploads.put({ n: 3, next: 0, sent: 1 })
  expect(await killedThroughout(sent)).toBeGreaterThan(2)
  expect(await endedKeys(filled.db)).toEqual([{ key: OLD, at: now() }])
  expect(await under(filled, OLD)).toEqual(['meta'])
  expect(await sealAnew(await both(), now, goesOn)).toBe(false)

  expect(await readAll(await shelfOf(filled.db, [newer], inUse), filled), 'with the new key alone').toEqual(sent)
  await expect(readAll(await shelfOf(filled.db, [older]), filled)).rejects.toThrow('no keys')
})

test('what somebody writes meanwhile is theirs, and lies under the new key', async () => {
  const filled = await filledDevice()
  const shelf = await shelfOf(filled.db, [older, newer], inUse)
  const writer = createWriter(shelf)
  let turns = 0
  const values = async () => (await readCasebook(shelf, filled.subject)).length
  const before = await values()
  await sealAnew(shelf, now, async () => {
    // Between reading a record and storing it anew.
    if (turns++ === 0) {
      const [last] = (await readCasebook(shelf, filled.subject)).slice(-1)
      if (last) await writer.commit({ changes: [{ change: { ...last.change, n: 77 } }] })
    }
    return true
  })
  expect(turns).toBeGreaterThan(3)
  expect(await values()).toBe(before + 1)
  await filled.acked()
  await filled.db.uploads.clear()
  await sealAnew(shelf, now, goesOn)
  expect(await endedKeys(filled.db)).toHaveLength(1)
  expect(await readCasebook(await shelfOf(filled.db, [newer], inUse), filled.subject)).toHaveLength(before + 1)
})

test('a record that does not open stays as it is, and its key does not end', async () => {
  const filled = await filledDevice()
  await filled.acked()
  await filled.db.uploads.clear()
  const [form] = await filled.db.forms.toArray()
  if (!form) throw new Error('no form')
  const data = Uint8Array.from(form.sealed.data)
  data[30] = (data[30] ?? 0) ^ 1
  const broken = { ...form, sealed: { ...form.sealed, data } }
  await filled.db.forms.put(broken)
  const shelf = await shelfOf(filled.db, [older, newer], inUse)
  expect(await sealAnew(shelf, now, goesOn)).toBe(true)
  expect(await endedKeys(filled.db)).toEqual([])
  expect(await filled.db.forms.get(form.key)).toEqual(broken)
  expect(new Set(await under(filled, OLD))).toEqual(new Set(['forms']))
})

test('nobody who does not hold the key in use seals under another', async () => {
  const filled = await filledDevice()
  const { ring } = await shelfOf(filled.db, [older], inUse)
  expect([ring.of(study, site), ring.ofStream(stream)]).toEqual([undefined, undefined])
  expect(ring.byId(OLD)).toBeDefined()
})

test('what a session still had under way when it ended is not stored', async () => {
  const { db } = await filledDevice()
  const gate = gateTo(db)
  const storing = gate.tables.atomic('rw', ['outbox'], (tx) => tx.outbox.add({ n: 90 }))
  await gate.close()
  await storing
  await expect(gate.tables.atomic('rw', ['outbox'], (tx) => tx.outbox.add({ n: 91 }))).rejects.toThrow('over')
  expect((await db.outbox.toArray()).map(({ n }) => n)).toContain(90)
  expect(await db.outbox.get(91)).toBeUndefined()
})
