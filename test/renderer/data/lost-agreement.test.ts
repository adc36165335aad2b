import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { FormPath } from '#shared/casebook/path'
import { GENESIS, streamLink } from '#shared/change/chain'
import { type Logged, RedactionPlace, refOf } from '#shared/change/change'
import { type Hash, StudyId, SiteId, streamId } from '#shared/ids'
import { blackedOut } from '#shared/redaction/black-out'
import { requestOf } from '#shared/redaction/judge'
import { logPlace } from '#shared/sealing'
import { versionIdOf } from '#shared/study/definition'
import { base64url, gzip } from '../../../renderer/data/bytes'
import { createKeyring } from '../../../renderer/data/keys/keyring'
import { readCasebook } from '../../../renderer/data/store/casebook'
import { TracerDatabase } from '../../../renderer/data/store/database'
import { foldNextPage } from '../../../renderer/data/store/fold-pages'
import { createLog } from '../../../renderer/data/store/log'
import { checkPage, cursorOf, openPage, storePage } from '../../../renderer/data/store/pages'
import { rewind } from '../../../renderer/data/store/rewind'
import { type Shelf, openOne } from '../../../renderer/data/store/shelf'
import { createWriter } from '../../../renderer/data/store/writer'
import { STUDY, smallStudy } from '../../support/small-study'
import { Story, dataManager, investigator, nurse } from '../../support/story'

/**
 * Two people agreed to black something out, and their server was restored from a back-up that did not know of it. Where
 * the agreement does not count once it is back, the log says the words, and so does every device (GCP-26).
 */

const site = SiteId.parse('NL01')
const study = StudyId.parse(STUDY)
const stream = streamId(study, site, 'data')
const VITALS = FormPath.parse('SCR/VS')
const REASON = RedactionPlace.parse('items/0/reason')
const WORDS = 'asked Mrs de Vries'

const chainOf = (log: readonly Logged[]): Hash =>
  log.reduce((chain, { change, receipt }) => (receipt ? streamLink(chain, change, receipt) : chain), GENESIS)

async function desk() {
  const key = base64url(crypto.getRandomValues(new Uint8Array(32)))
  const ring = await createKeyring(crypto, [{ study, site, keyId: 'a', key }])
  const db = new TracerDatabase({ indexedDB: new IDBFactory(), IDBKeyRange })
  const shelf: Shelf = { db, ring, crypto, packing: gzip }
  const keys = ring.ofStream(stream)
  if (!keys) throw new Error('no keys')
  const writer = createWriter(shelf)
  return {
    ...{ shelf, keys },
    pulls: async (log: readonly Logged[]) =>
      storePage(shelf, keys, await cursorOf(shelf, keys, stream), { seq: log.length, chain: chainOf(log) }, log),
    folds: async () => {
      while (await foldNextPage(shelf, writer));
    },
    loses: () => rewind(shelf, keys, stream),
  }
}

/** The log that was lost, in which an agreement counted; and the log of now, which holds it or lets it count again. */
function agreement() {
  const story = new Story(versionIdOf(smallStudy), study, site)
  story.enters(nurse, '2026-03-02T09:00:00.000+01:00', VITALS, { 'VITALS/SYSBP': '120' }, { reason: WORDS })
  const [said] = story.log()
  const request = said && requestOf(said.change, [REASON], 'a name')
  if (!said || !request) throw new Error('nothing to ask for')
  const asked = story.says(investigator, '2026-03-03T09:00:00.000+01:00', request)
  const { scopes } = request
  const decision = { kind: 'redaction-decision', request: asked, scopes, decision: 'approve', reason: 'it is' } as const
  story.says(dataManager, '2026-03-04T09:00:00.000+01:00', decision)
  const lost = story.log()
  const held = lost.map((logged): Logged => {
    if (!logged.receipt || logged.change.body.kind !== 'redaction-decision') return logged
    return { ...logged, receipt: { ...logged.receipt, state: 'held', reason: 'author-lost-role' } }
  })
  const left = blackedOut(said.change, [REASON])
  if (!left) throw new Error('nothing to black out')
  return { subject: story.subject, said: said.change, left, lost, held }
}

const changeIn = (all: readonly Logged[], { change }: Logged) =>
  all.find((one) => refOf(one.change) === refOf(change))?.change

test.each(['before', 'after'])('read %s it is in the form rows, the log of now says the words again', async (when) => {
  const { shelf, pulls, folds, loses } = await desk()
  const { subject, said, left, lost, held } = agreement()
  await pulls(lost)
  await folds()
  expect(changeIn(await readCasebook(shelf, subject), { change: said })).toEqual(left)

  await loses()
  await pulls(held)
  if (when === 'after') await folds()
  expect(changeIn(await readCasebook(shelf, subject), { change: said })).toEqual(said)
})

test('an agreement of a log that was lost is not carried out any more; one of the log of now is, wherever it lies', async () => {
  const { shelf, pulls, folds, loses } = await desk()
  const { subject, said, left, lost, held } = agreement()
  const pages = async () => Promise.all((await shelf.db.pages.toArray()).map((page) => openPage(shelf, page)))
  await pulls(lost)
  await loses()
  await folds()
  await pulls(held)
  await folds()
  for (const page of await pages()) expect(changeIn(page, { change: said })).toEqual(said)

  // A second restore, and this time the agreement counts.
  await loses()
  await pulls(lost)
  await folds()
  for (const page of await pages()) expect(changeIn(page, { change: said })).toEqual(left)
  expect(changeIn(await readCasebook(shelf, subject), { change: said })).toEqual(left)
})

test('another agreement of the same participant does not bring back into force one that was lost', async () => {
  const { shelf, pulls, folds, loses } = await desk()
  const { subject, said, lost, held } = agreement()
  await pulls(lost)
  await loses()
  const [, asked, approved] = lost
  if (!asked?.receipt || !approved?.receipt) throw new Error('nothing was agreed on')
  // What is agreed on now is a text of the lost request, which is in force here.
  const other = requestOf(asked.change, [RedactionPlace.parse('reason')], 'another name')
  if (!other) throw new Error('nothing to ask for')
  const at = { ...approved.receipt, committedAt: '2026-03-09T09:00:00.000Z' }
  const again: Logged = { change: { ...asked.change, n: 2, body: other }, receipt: { ...at, seq: 3 } }
  const { scopes } = other
  const body = { ...approved.change.body, kind: 'redaction-decision', request: refOf(again.change), scopes } as const
  const agreed: Logged = {
    change: { ...approved.change, n: 2, body: { ...body, decision: 'approve', reason: 'it is' } },
    receipt: { ...at, seq: 4 },
  }
  await pulls([...held.slice(0, 2), again, agreed])
  await folds()
  const all = await readCasebook(shelf, subject)
  expect(changeIn(all, { change: said })).toEqual(said)
  expect(changeIn(all, asked)?.redacted).toBeDefined()
})

test('the author of the words has them back from the log of now, and nothing else under their number', async () => {
  const { shelf, keys, pulls, folds, loses } = await desk()
  const { subject, said, left, lost, held } = agreement()
  await createLog(shelf).append(keys, () => Promise.resolve(said), 0)
  await pulls(lost)
  await folds()
  const own = await shelf.db.log.get(said.n)
  expect(own && (await openOne(shelf, logPlace(said.n), own.sealed)).change).toEqual(left)

  await loses()
  const answer = (log: readonly Logged[]) => ({
    ...{ stream, head: log.length, more: false, chain: chainOf(log) },
    rows: log.flatMap(({ change, receipt }) => (receipt ? [{ change, receipt }] : [])),
  })
  const cursor = await cursorOf(shelf, keys, stream)
  expect(await checkPage(shelf, nurse.device, cursor, answer(held))).toEqual(held)
  const forged = held.map((one, i) => (i === 0 ? { ...one, change: { ...one.change, mono: 1 } } : one))
  expect(await checkPage(shelf, nurse.device, cursor, answer(forged))).toBe(undefined)

  await pulls(held)
  await folds()
  expect(changeIn(await readCasebook(shelf, subject), { change: said })).toEqual(said)
})
