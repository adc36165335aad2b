import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { FormPath } from '#shared/casebook/path'
import { GENESIS, streamLink } from '#shared/change/chain'
import { type Logged, refOf } from '#shared/change/change'
import { type Hash, StudyId, SiteId, streamId } from '#shared/ids'
import { versionIdOf } from '#shared/study/definition'
import { base64url, gzip } from '../../../renderer/data/bytes'
import { createKeyring } from '../../../renderer/data/keys/keyring'
import { readCasebook } from '../../../renderer/data/store/casebook'
import { TracerDatabase } from '../../../renderer/data/store/database'
import { foldNextPage } from '../../../renderer/data/store/fold-pages'
import { nextLost, noteReturned } from '../../../renderer/data/store/lost'
import { cursorOf, openPage, storePage } from '../../../renderer/data/store/pages'
import { rewind } from '../../../renderer/data/store/rewind'
import { type Shelf, openLogged } from '../../../renderer/data/store/shelf'
import { createWriter, formPlace } from '../../../renderer/data/store/writer'
import { STUDY, smallStudy } from '../../support/small-study'
import { Story, investigator, nurse } from '../../support/story'

/** A server was restored from a back-up: what its log no longer holds, and this device had pulled, is not lost here. */

const site = SiteId.parse('NL01')
const stream = streamId(StudyId.parse(STUDY), site, 'data')
const VITALS = FormPath.parse('SCR/VS')

const chainOf = (log: readonly Logged[]): Hash =>
  log.reduce((chain, { change, receipt }) => (receipt ? streamLink(chain, change, receipt) : chain), GENESIS)

async function desk() {
  const key = base64url(crypto.getRandomValues(new Uint8Array(32)))
  const ring = await createKeyring(crypto, [{ study: StudyId.parse(STUDY), site, keyId: 'a', key }])
  const db = new TracerDatabase({ indexedDB: new IDBFactory(), IDBKeyRange })
  const shelf: Shelf = { db, ring, crypto, packing: gzip }
  const keys = ring.ofStream(stream)
  if (!keys) throw new Error('no keys')
  return { shelf, keys, writer: createWriter(shelf) }
}

/** A log and what a restored server has in place of it: its beginning, committed anew. */
function twoLogs() {
  const story = new Story(versionIdOf(smallStudy), StudyId.parse(STUDY), site)
  for (const [i, text] of ['120', '131', '142'].entries())
    story.enters(i % 2 ? investigator : nurse, `2026-03-0${i + 2}T09:00:00.000+01:00`, VITALS, { 'VITALS/SYSBP': text })
  const lost = story.log()
  const now = lost.slice(0, 1).map(({ change, receipt }): Logged => {
    if (!receipt) throw new Error('not committed')
    return { change, receipt: { ...receipt, committedAt: '2026-03-09T08:00:00.000Z' } }
  })
  return { subject: story.subject, lost, now }
}

const texts = (log: readonly Logged[]) =>
  log.flatMap(({ change: { body } }) =>
    body.kind === 'value' ? body.items.map(({ entry }) => (entry.state === 'value' ? entry.text : entry.state)) : [],
  )

test.each(['before', 'after'])('pages put aside are read %s they are in the form rows', async (when) => {
  const { shelf, keys, writer } = await desk()
  const { subject, lost, now } = twoLogs()
  const pulled = async (log: readonly Logged[]) =>
    storePage(shelf, keys, await cursorOf(shelf, keys, stream), { seq: log.length, chain: chainOf(log) }, log)

  await pulled(lost)
  await rewind(shelf, keys, stream)
  expect(await cursorOf(shelf, keys, stream)).toMatchObject({ seq: 0, chain: GENESIS })
  const [aside] = await shelf.db.pages.toArray()
  if (!aside) throw new Error('the page is gone')
  expect(await openPage(shelf, aside)).toEqual(lost)
  await pulled(now)
  if (when === 'after') while (await foldNextPage(shelf, writer));

  const casebook = await readCasebook(shelf, subject)
  expect(texts(casebook).sort()).toEqual(['120', '131', '142'])
  const said = new Map(now.map(({ change, receipt }) => [refOf(change), receipt]))
  const known = casebook.filter(({ change }) => said.has(refOf(change)))
  expect(
    known.map(({ receipt }) => receipt),
    'the log of now knows better',
  ).toEqual([...said.values()])

  // A second restore puts aside beside the first, and over nothing.
  await rewind(shelf, keys, stream)
  expect(await shelf.db.pages.count()).toBe(2)
  expect(texts(await readCasebook(shelf, subject)).sort()).toEqual(['120', '131', '142'])
})

test('the same log, lost a second time and read in other pages, lies there once and goes back once more', async () => {
  const { shelf, keys } = await desk()
  const { lost } = twoLogs()
  const reads = async (to: number) => {
    const from = await cursorOf(shelf, keys, stream)
    await storePage(shelf, keys, from, { seq: to, chain: chainOf(lost.slice(0, to)) }, lost.slice(from.seq, to))
  }
  for (const to of [1, lost.length]) await reads(to)
  await rewind(shelf, keys, stream)
  const aside = await nextLost(shelf, stream)
  if (!aside) throw new Error('nothing was put aside')
  await noteReturned(shelf, aside, lost.length)
  expect(await nextLost(shelf, stream), 'all of it went back').toBe(undefined)

  // An administrator restored the wrong back-up, then the right one, and lost that as well.
  await reads(lost.length)
  await rewind(shelf, keys, stream)
  const pages = await shelf.db.pages.toArray()
  expect(pages.map(({ first, last }) => [first, last])).toEqual([[1, lost.length]])
  expect((await nextLost(shelf, stream))?.returned).toBe(undefined)
})

test.each(['the page that was lost', 'the page of now'])(
  'something else under an identity, in another form: %s is folded first, and the rows say what the log of now says',
  async (first) => {
    const { shelf, keys, writer } = await desk()
    const { subject, lost } = twoLogs()
    const copied = lost.at(-1)
    if (!copied?.receipt) throw new Error('nothing was said')
    // The other copy of that device was quicker after the restore: it said this, of no form.
    const { change, receipt } = copied
    const body = { kind: 'void', refused: GENESIS } as const
    const now: Logged[] = [...lost.slice(0, -1), { change: { ...change, body }, receipt }]
    const pulled = async (log: readonly Logged[]) =>
      storePage(shelf, keys, await cursorOf(shelf, keys, stream), { seq: log.length, chain: chainOf(log) }, log)

    await pulled(lost)
    if (first === 'the page that was lost') while (await foldNextPage(shelf, writer));
    await rewind(shelf, keys, stream)
    await pulled(now)
    while (await foldNextPage(shelf, writer));

    const casebook = await readCasebook(shelf, subject)
    expect(casebook.map((logged) => logged.change)).toEqual(expect.arrayContaining(now.map((logged) => logged.change)))
    expect(casebook.length).toBe(now.length)
    const rows = await shelf.db.forms.toArray()
    const stored = await Promise.all(rows.map(({ key, sealed }) => openLogged(shelf, formPlace(key), sealed)))
    expect(stored.flat().filter((logged) => refOf(logged.change) === refOf(change))).toEqual(now.slice(-1))
  },
)
