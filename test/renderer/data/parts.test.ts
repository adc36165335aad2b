import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { canonicalJson, sha256Hex } from '#shared/canonical-json'
import { FormPath } from '#shared/casebook/path'
import { GENESIS, streamLink } from '#shared/change/chain'
import type { Logged } from '#shared/change/change'
import { SiteId, StudyId, SubjectKey, streamId } from '#shared/ids'
import { type CommittedText, partText } from '#shared/snapshot'
import { versionIdOf } from '#shared/study/definition'
import { base64url, gzip, utf8 } from '../../../renderer/data/bytes'
import { type SiteKeys, createKeyring } from '../../../renderer/data/keys/keyring'
import { readCasebook } from '../../../renderer/data/store/casebook'
import { TracerDatabase } from '../../../renderer/data/store/database'
import { foldNextPage } from '../../../renderer/data/store/fold-pages'
import { cursorOf, storePage } from '../../../renderer/data/store/pages'
import { beginWith, nextMissing, storePart } from '../../../renderer/data/store/parts'
import { beginAgain, prove } from '../../../renderer/data/store/proof'
import { rewind } from '../../../renderer/data/store/rewind'
import type { Shelf } from '../../../renderer/data/store/shelf'
import { createWriter } from '../../../renderer/data/store/writer'
import { STUDY, smallStudy } from '../../support/small-study'
import { Story, nurse } from '../../support/story'

const study = StudyId.parse(STUDY)
const site = SiteId.parse('NL01')
const stream = streamId(study, site, 'data')
const VITALS = FormPath.parse('SCR/VS')

async function desk() {
  const key = base64url(crypto.getRandomValues(new Uint8Array(32)))
  const ring = await createKeyring(crypto, [{ study, site, keyId: 'a', key }])
  const shelf: Shelf = {
    db: new TracerDatabase({ indexedDB: new IDBFactory(), IDBKeyRange }),
    ring,
    crypto,
    packing: gzip,
  }
  const keys = ring.ofStream(stream)
  if (!keys) throw new Error('no keys')
  return { shelf, keys }
}

interface Person {
  readonly subject: SubjectKey
  readonly log: readonly Logged[]
}

/** A stream in which two participants take turns. */
function twoPeople() {
  const story = new Story(versionIdOf(smallStudy), study, site)
  for (const day of ['02', '03'])
    story.enters(nurse, `2026-03-${day}T09:00:00.000+01:00`, VITALS, { 'VITALS/SYSBP': `1${day}` })
  const people = [1, 2].map(() => ({ subject: SubjectKey.parse(crypto.randomUUID()), log: new Array<Logged>() }))
  let chain = GENESIS
  let seq = 0
  for (const { change, receipt } of story.log())
    for (const { subject, log } of people) {
      if (!receipt) throw new Error('not committed')
      const logged = { change: { ...change, subject }, receipt: { ...receipt, seq: ++seq } }
      chain = streamLink(chain, logged.change, logged.receipt)
      log.push(logged)
    }
  const [first, second] = people
  if (!first || !second) throw new Error('nobody')
  return { first, second, seq, chain }
}

const textOf = ({ log }: Pick<Person, 'log'>): string =>
  partText(
    log.flatMap(({ change, receipt }): CommittedText[] => (receipt ? [{ body: canonicalJson(change), receipt }] : [])),
  )

/** Begins with a snapshot in which these texts stand for the participants, and takes them all. */
async function begun(
  texts: ReadonlyMap<SubjectKey, string>,
  end: { readonly seq: number; readonly chain: typeof GENESIS },
) {
  const { shelf, keys } = await desk()
  const { seq, chain } = end
  const entries = [...texts].map(([subject, text]) => ({ subject, part: sha256Hex(text), changes: seq / texts.size }))
  expect(await beginWith(shelf, keys, { stream, seq, chain, entries })).toBe(true)
  for (const named of await nextMissing(shelf, keys, stream, 10)) {
    const text = utf8(texts.get(named.subject) ?? '')
    expect(await storePart(shelf, keys, named, utf8('something else'))).toBe(false)
    expect(await storePart(shelf, keys, named, text)).toBe(true)
  }
  const proved = async () => prove(shelf, createWriter(shelf), stream, await cursorOf(shelf, keys, stream), undefined)
  return { shelf, keys, proved }
}

test('parts are asked for in the order of the snapshot, read as they came, and proved by the chain of the stream', async () => {
  const { first, second, ...end } = twoPeople()
  const texts = new Map([second, first].map((person) => [person.subject, textOf(person)]))
  const { shelf, keys, proved } = await begun(texts, end)
  expect(await readCasebook(shelf, first.subject)).toEqual(first.log)
  expect(await proved()).toBe(true)
  expect(await cursorOf(shelf, keys, stream)).toMatchObject({ ...end, base: { proved: true } })

  const other = await desk()
  const entries = [...texts].map(([subject, text]) => ({ subject, part: sha256Hex(text), changes: end.seq / 2 }))
  await beginWith(other.shelf, other.keys, { stream, ...end, entries })
  const asked = await nextMissing(other.shelf, other.keys, stream, 10)
  expect(asked.map(({ subject }) => subject)).toEqual([second.subject, first.subject])
})

test.each<[string, (first: Person, second: Person) => readonly [string, string]]>([
  ['of one participant under the name of another', (first, second) => [textOf(second), textOf(first)]],
  ['that lacks its last change', (first, second) => [textOf({ log: first.log.slice(0, -1) }), textOf(second)]],
  ['of which a value is another', (first, second) => [textOf(first).replace('102', '201'), textOf(second)]],
  ['with a change that is none', (first, second) => [textOf(first).replace('"v":1', '"v":0'), textOf(second)]],
  ['that is no text of changes', (_, second) => ['<!doctype html>', textOf(second)]],
])('a part %s proves nothing: the stream is read page by page', async (_, spoil) => {
  const { first, second, ...end } = twoPeople()
  const [one, two] = spoil(first, second)
  const { shelf, keys, proved } = await begun(
    new Map([
      [first.subject, one],
      [second.subject, two],
    ]),
    end,
  )
  expect(await proved()).toBe(false)
  expect(await cursorOf(shelf, keys, stream)).toMatchObject({ seq: 0, chain: GENESIS, pagesOnly: true })
  expect(await shelf.db.parts.count()).toBe(0)
})

test('a part that can no longer be had, as words were blacked out of it: the stream is read page by page (GCP-26)', async () => {
  const { first, second, ...end } = twoPeople()
  const texts = new Map([first, second].map((person) => [person.subject, textOf(person)]))
  const { shelf, keys } = await desk()
  const entries = [...texts].map(([subject, text]) => ({ subject, part: sha256Hex(text), changes: end.seq / 2 }))
  await beginWith(shelf, keys, { stream, ...end, entries })
  const [came] = await nextMissing(shelf, keys, stream, 1)
  if (!came) throw new Error('nothing is missing')
  await storePart(shelf, keys, came, utf8(textOf(first)))

  await beginAgain(shelf, (await cursorOf(shelf, keys, stream)).stream)
  expect(await cursorOf(shelf, keys, stream)).toMatchObject({ seq: 0, chain: GENESIS, pagesOnly: true })
  expect(await nextMissing(shelf, keys, stream, 10)).toEqual([])
  expect(await readCasebook(shelf, first.subject)).toEqual([])
  // Nothing of a snapshot begins it once more.
  expect(await beginWith(shelf, keys, { stream, ...end, entries })).toBe(false)
})

test('a snapshot that the chain has proved stays, whatever is said of its parts later', async () => {
  const { first, second, ...end } = twoPeople()
  const texts = new Map([first, second].map((person) => [person.subject, textOf(person)]))
  const { shelf, keys, proved } = await begun(texts, end)
  expect(await proved()).toBe(true)
  await beginAgain(shelf, (await cursorOf(shelf, keys, stream)).stream)
  expect(await cursorOf(shelf, keys, stream)).toMatchObject({ ...end, base: { proved: true } })
  expect(await readCasebook(shelf, second.subject)).toEqual(second.log)
})

/** A snapshot of two participants' first changes, the second part of it spoiled or not; their second changes came on top. */
async function pulledOnTop(spoil: (text: string) => string) {
  const { first, second } = twoPeople()
  const people = [first, second]
  const log = [0, 1].flatMap((i) => people.flatMap((person) => person.log[i] ?? []))
  const end = (seq: number) => ({
    seq,
    chain: log
      .slice(0, seq)
      .reduce((chain, { change, receipt }) => (receipt ? streamLink(chain, change, receipt) : chain), GENESIS),
  })
  const texts = people.map(({ subject, log }) => [subject, textOf({ log: log.slice(0, 1) })] as const)
  const spoiled = texts.map(([subject, text], i) => [subject, i === 0 ? text : spoil(text)] as const)
  const { shelf, keys, proved } = await begun(new Map(spoiled), end(2))
  const pulls = async (to: number) => {
    const from = await cursorOf(shelf, keys, stream)
    return storePage(shelf, keys, from, end(to), log.slice(from.seq, to))
  }
  const writer = createWriter(shelf)
  const folds = async () => {
    while (await foldNextPage(shelf, writer));
  }
  await pulls(4)
  await folds()
  return { ...{ shelf, keys, proved, pulls, folds, people }, stored: () => shelf.db.forms.count() }
}

test('what was pulled on top of a snapshot is shown and listed at once, and in the form rows when that is proved', async () => {
  const { shelf, proved, folds, people, stored } = await pulledOnTop((text) => text)
  for (const { subject, log } of people) expect(await readCasebook(shelf, subject)).toEqual(log)
  expect(await stored()).toBe(0)
  expect((await shelf.db.subjects.toArray()).map(({ stale }) => stale)).toEqual([1, 1])

  expect(await proved()).toBe(true)
  await folds()
  for (const { subject, log } of people) expect(new Set(await readCasebook(shelf, subject))).toEqual(new Set(log))
  expect(await stored()).toBe(2)
})

test.each([
  ['with its server, restored from a back-up', rewind],
  [
    'as a part of it can no longer be had',
    async (shelf: Shelf, keys: SiteKeys) => beginAgain(shelf, (await cursorOf(shelf, keys, stream)).stream),
  ],
  ['as it is not what the chain says', undefined],
])('a snapshot goes %s, and nothing is shown of what was pulled on top of it', async (_, goes) => {
  const { shelf, keys, proved, pulls, folds, people } = await pulledOnTop((text) => text.replace('102', '201'))
  if (goes) await goes(shelf, keys, stream)
  else expect(await proved()).toBe(false)
  for (const { subject } of people) expect(await readCasebook(shelf, subject)).toEqual([])

  // The log of now, which lost what stood on top.
  await pulls(2)
  await folds()
  for (const { subject, log } of people) expect(await readCasebook(shelf, subject)).toEqual(log.slice(0, 1))
})
