import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { hashOf } from '#shared/canonical-json'
import { ItemPath } from '#shared/casebook/path'
import { GENESIS, linkAll } from '#shared/change/chain'
import { DeviceId, SiteId, StudyId, SubjectKey, UserId, streamId } from '#shared/ids'
import { versionIdOf } from '#shared/study/definition'
import { base64url, gzip } from '../../../renderer/data/bytes'
import { createKeyring } from '../../../renderer/data/keys/keyring'
import { readCasebook } from '../../../renderer/data/store/casebook'
import { TracerDatabase } from '../../../renderer/data/store/database'
import { createLog, foldOwn } from '../../../renderer/data/store/log'
import { nextBatch } from '../../../renderer/data/store/outbox'
import { record } from '../../../renderer/data/store/record'
import { countRefused, readRefused, setAside, settleRefused } from '../../../renderer/data/store/refused'
import type { Shelf } from '../../../renderer/data/store/shelf'
import { createSight } from '../../../renderer/data/store/sight'
import { createWriter } from '../../../renderer/data/store/writer'
import { STUDY, smallStudy } from '../../support/small-study'
import { setClock } from './own-device'

/** A change that the server can never take: out of the way of everything else, and kept. */

const study = StudyId.parse(STUDY)
const site = SiteId.parse('NL01')
const SYSBP = ItemPath.parse('SCR/VS/VITALS/SYSBP')
const subject = SubjectKey.parse('0198c0de-0000-7000-8000-00000000abcd')

async function desk() {
  const key = base64url(crypto.getRandomValues(new Uint8Array(32)))
  const ring = await createKeyring(crypto, [
    { study, site, keyId: 'a', key },
    { study, site: SiteId.parse('NL02'), keyId: 'b', key },
  ])
  const db = new TracerDatabase({ indexedDB: new IDBFactory(), IDBKeyRange })
  const shelf: Shelf = { db, ring, crypto, packing: gzip }
  const clock = setClock()
  const author = {
    user: UserId.parse(crypto.randomUUID()),
    device: DeviceId.parse(crypto.randomUUID()),
    app: 'test',
    grants: [{ study, site, role: 'nurse' as const, from: '2020-01-01T00:00:00Z' }],
    boot: crypto.randomUUID(),
    clock,
  }
  /** A tab of this device, with its own idea of where the log ends. */
  const tab = () => {
    const log = createLog(shelf)
    return (text: string) =>
      record(shelf, log, createSight(shelf), author, {
        ...{ study, site, version: versionIdOf(smallStudy), subject },
        body: { kind: 'value', items: [{ path: SYSBP, bases: [], entry: { state: 'value', text } }] },
      })
  }
  return { shelf, writer: createWriter(shelf), tab }
}

const said = async (shelf: Shelf) =>
  (await readCasebook(shelf, subject))
    .toSorted((a, b) => a.change.n - b.change.n)
    .map(({ change: { body } }) => (body.kind === 'value' ? body.items.map(({ entry }) => entry) : body.kind))

const value = (text: string) => [{ state: 'value', text }]

test.each(['before', 'after'])('it is put aside %s it is in the form rows', async (when) => {
  const { shelf, writer, tab } = await desk()
  const [here, there] = [tab(), tab()]
  await there('118')
  const { change } = await here('119')
  await here('120')
  if (when === 'after') while (await foldOwn(shelf, writer));
  const hash = hashOf(change)

  expect(await setAside(shelf, writer, { n: 2, hash: GENESIS }, 0), 'another change than is meant').toBeUndefined()
  expect(await setAside(shelf, writer, { n: 2, hash }, 5)).toMatchObject({
    change: { n: 2, subject, body: { kind: 'void', refused: hash } },
  })
  expect(await setAside(shelf, writer, { n: 2, hash }, 6), 'again').toBeUndefined()

  // Both tabs go on from a log that neither of them left like this.
  await there('121')
  await here('122')
  expect(await said(shelf)).toEqual([value('118'), 'void', value('120'), value('121'), value('122')])
  while (await foldOwn(shelf, writer));
  expect(await said(shelf)).toEqual([value('118'), 'void', value('120'), value('121'), value('122')])

  const batch = await nextBatch(shelf, 1_000_000)
  if (!batch) throw new Error('nothing waits')
  expect([batch.from, batch.before]).toEqual([1, GENESIS])
  expect(
    linkAll(
      batch.before,
      batch.changes.map((one) => one.change),
    ),
  ).toBe(batch.after)

  expect(await readRefused(shelf)).toEqual([{ change, refusedAt: new Date(5).toISOString() }])
  await settleRefused(shelf, 2)
  expect([await countRefused(shelf), await shelf.db.refused.count()]).toEqual([0, 1])
})

test('where its site is none of the server’s, the void stands at another, unless the site was there once', async () => {
  const { shelf, writer, tab } = await desk()
  const { change } = await tab()('119')
  const unknown = { n: 1, hash: hashOf(change), nowhere: true as const }
  const streams = [streamId(StudyId.parse('NCT9'), site, 'data'), streamId(study, SiteId.parse('NL02'), 'data')]
  expect(await setAside(shelf, writer, unknown, 0, [])).toBeUndefined()

  const mark = await shelf.ring.ofStream(change.stream)?.mark('stream', change.stream)
  const read = { stream: `${mark}`, key: 'a', seq: 3, chain: GENESIS, folded: 3 }
  await shelf.db.cursors.put(read)
  expect(await setAside(shelf, writer, unknown, 0, streams), 'a restored server').toBeUndefined()
  await shelf.db.cursors.delete(read.stream)
  expect(await setAside(shelf, writer, unknown, 0, streams)).toMatchObject({
    change: { n: 1, study, stream: streams[1], body: { kind: 'void', refused: unknown.hash } },
  })
})

test('the void that stands in its place is never put aside itself', async () => {
  const { shelf, writer, tab } = await desk()
  const { change } = await tab()('119')
  const gone = await setAside(shelf, writer, { n: 1, hash: hashOf(change) }, 0)
  if (!gone) throw new Error('it was not put aside')
  expect(await setAside(shelf, writer, { n: 1, hash: hashOf(gone.change) }, 0)).toBeUndefined()
})
