import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { canonicalJson, sha256Hex } from '#shared/canonical-json'
import { GENESIS, streamLink } from '#shared/change/chain'
import { SiteId, StudyId, SubjectCode, streamId } from '#shared/ids'
import { partText } from '#shared/snapshot'
import { compileStudy } from '#shared/study/compile'
import { base64url, gzip, utf8 } from '../../../renderer/data/bytes'
import { createKeyring } from '../../../renderer/data/keys/keyring'
import { TracerDatabase } from '../../../renderer/data/store/database'
import { destroySite } from '../../../renderer/data/store/destroy'
import { foldNextPage } from '../../../renderer/data/store/fold-pages'
import { cursorOf, storePage } from '../../../renderer/data/store/pages'
import { beginWith, nextMissing, storePart } from '../../../renderer/data/store/parts'
import { countHeld, readHeld, refreshSummaries } from '../../../renderer/data/store/roster'
import type { Shelf } from '../../../renderer/data/store/shelf'
import { createWriter } from '../../../renderer/data/store/writer'
import { STUDY, smallStudy } from '../../support/small-study'
import { Story, nurse } from '../../support/story'

const study = StudyId.parse(STUDY)
const site = SiteId.parse('NL01')
const stream = streamId(study, site, 'data')
const small = compileStudy(smallStudy)

async function desk() {
  const key = base64url(crypto.getRandomValues(new Uint8Array(32)))
  const ring = await createKeyring(crypto, [{ study, site, keyId: 'a', key }])
  const db = new TracerDatabase({ indexedDB: new IDBFactory(), IDBKeyRange })
  const shelf: Shelf = { db, ring, crypto, packing: gzip }
  const keys = ring.ofStream(stream)
  if (!keys) throw new Error('no keys')
  return { db, shelf, keys, writer: createWriter(shelf) }
}

/** Somebody whose very enrolment waits for a decision. */
function notYetEnrolled() {
  const story = new Story(small.id, study, site)
  const code = SubjectCode.parse(`${site}-001`)
  story.says(nurse, '2026-03-12T09:00:00.000+01:00', { kind: 'enrol', code }, { held: 'wrong-role' })
  const [logged] = story.log()
  if (!logged?.receipt) throw new Error('not committed')
  const { receipt } = logged
  return { subject: story.subject, logged, receipt, chain: streamLink(GENESIS, logged.change, logged.receipt) }
}

const summarised = (shelf: Shelf) =>
  refreshSummaries(shelf, { studyAt: async () => small, today: () => '2026-03-12' }, new Set())

test('an enrolment that is held waits among what is held, read page by page or begun with a snapshot', async () => {
  const { subject, logged, receipt, chain } = notYetEnrolled()
  const [pages, begun] = [await desk(), await desk()]

  await storePage(pages.shelf, pages.keys, await cursorOf(pages.shelf, pages.keys, stream), { seq: 1, chain }, [logged])
  while (await foldNextPage(pages.shelf, pages.writer));

  const text = partText([{ body: canonicalJson(logged.change), receipt }])
  const entries = [{ subject, part: sha256Hex(text), changes: 1 }]
  await beginWith(begun.shelf, begun.keys, { stream, seq: 1, chain, entries })
  for (const named of await nextMissing(begun.shelf, begun.keys, stream, 1))
    await storePart(begun.shelf, begun.keys, named, utf8(text))

  for (const { shelf } of [pages, begun]) {
    await summarised(shelf)
    expect(await countHeld(shelf)).toBe(1)
    expect(await readHeld(shelf)).toEqual([logged])
  }

  // What is destroyed with a site is all of it, parts of a snapshot too.
  await destroySite(begun.db, new Set(['a']))
  expect(await begun.db.parts.count()).toBe(0)
  expect(await begun.db.subjects.count()).toBe(0)
  expect(await begun.db.cursors.count()).toBe(0)
})
