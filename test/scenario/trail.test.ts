import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ItemPath } from '#shared/casebook/path'
import { SiteId } from '#shared/ids'
import { siteBookOf } from '#shared/review/closing'
import { STUDY } from '../support/small-study'
import { NL01, type Trial, startTrial } from './trial'

/** What the trail of a site is read from: every book that something was said in, and how new what stands in it can be. */

vi.setConfig({ testTimeout: 240_000 })
const SYSBP = ItemPath.parse('SCR/VS/VITALS/SYSBP')

let trial: Trial
beforeAll(async () => {
  trial = await startTrial()
})
afterAll(() => trial.stop())

test('a device names every book of a site, its own too, and says when it was added to last (GCP-02)', async () => {
  const ana = await trial.colleague('ana')
  const dirk = await trial.colleague('dirk', 'data-manager')
  const first = await ana.enrols()
  const second = await ana.enrols()
  await ana.enters(first, SYSBP, '125')
  await ana.door.syncNow()
  const own = siteBookOf(STUDY, NL01)
  await dirk.asserts(own, { kind: 'lock', scope: '', bases: [], closing: 'frozen', reason: 'a visit of the authority' })
  await dirk.door.syncNow()
  await ana.door.syncNow()
  await vi.waitFor(async () => {
    const books = new Map((await ana.door.books(STUDY, NL01)).map((book) => [book.subject, book]))
    expect([...books.keys()].toSorted()).toEqual([first, second, own].toSorted())
    const last = async (of: typeof first) =>
      (await ana.door.casebook(of))
        .flatMap(({ receipt }) => receipt?.committedAt ?? [])
        .toSorted()
        .at(-1)
    expect(books.get(first)).toMatchObject({ code: 'NL01-001', lastReceived: await last(first) })
    expect(books.get(second)).toMatchObject({ code: 'NL01-002', lastReceived: await last(second) })
    // It is no participant's, so there is no summary of it: whoever wants to know reads it.
    expect(books.get(own)).toEqual({ subject: own, study: STUDY, site: NL01 })
  }, 60_000)

  ana.goesOffline()
  await ana.enters(first, SYSBP, '152', 'misread')
  await vi.waitFor(async () => {
    const here = (await ana.door.books(STUDY, NL01)).find(({ subject }) => subject === first)
    expect(here).toEqual({ subject: first, study: STUDY, site: NL01, code: 'NL01-001' })
  }, 60_000)
})

test('nobody is told of the books of a site that they do not read', async () => {
  const eva = await trial.colleague('eva')
  expect(await eva.door.books(STUDY, SiteId.parse('FR01'))).toEqual([])
})
