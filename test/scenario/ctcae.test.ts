import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPublishedText } from '#shared/clinical/ctcae/published/read-table'
import { type PublishedTable, publishedTerm } from '#shared/clinical/ctcae/published/table'
import { documentId } from '#shared/reference/reference'
import { damage, rawRecords, searchable } from '../renderer/data/own-device'
import { madeUpRows, madeUpWords, tsv } from '../support/made-up-ctcae'
import { type Colleague, type Trial, startTrial } from './trial'

let trial: Trial
let rob: Colleague
beforeAll(async () => {
  trial = await startTrial()
  rob = await trial.colleague('rob', 'administrator')
})
afterAll(() => trial.stop())

function tableWith(note: string): PublishedTable {
  const reading = readPublishedText(tsv(madeUpRows().map((row) => ({ ...row, note }))))
  if (reading.kind !== 'read' || !reading.table) throw new Error('the made-up table is not whole')
  return reading.table
}

const CTCAE = { kind: 'ctcae', about: '5.0' } as const

const load = ({ door }: Colleague, document: PublishedTable) =>
  door.loadReference({ reference: { ...CTCAE, document } })

/** What a person reads for a grade, and who loaded it. */
async function reads({ door }: Colleague, term: string) {
  const held = await door.reference(CTCAE)
  const table = held?.reference.kind === 'ctcae' ? held.reference.document : undefined
  const published = table && publishedTerm(table, term)
  return held && [published?.grades[2], published?.note, held.loaded.loadedBy]
}

test('what an administrator loads reaches every device once, and stays there without a network', async () => {
  const ana = await trial.colleague('ana')
  expect(await reads(ana, 'Fatigue')).toBeUndefined()

  expect(await load(rob, tableWith('first'))).toBe('loaded')
  const words = [madeUpWords('Fatigue', 2), 'first', 'Name of rob']
  expect(await reads(rob, 'Fatigue')).toEqual(words)

  const asked: string[] = []
  ana.network.alter = (path, text) => {
    if (path.includes('/references/')) asked.push(path)
    return text
  }
  await ana.door.syncNow()
  await expect.poll(() => reads(ana, 'Fatigue')).toEqual(words)
  await ana.door.syncNow()
  await ana.restarts()
  await ana.door.syncNow()
  expect(asked).toHaveLength(1)

  ana.goesOffline()
  await ana.restarts()
  expect(await reads(ana, 'Fatigue')).toEqual(words)
})

test('who is no administrator loads nothing, and without the server nobody does', async () => {
  const ben = await trial.colleague('ben')
  expect(await load(ben, tableWith('mine'))).toBe('not-allowed')
  rob.goesOffline()
  expect(await load(rob, tableWith('mine'))).toBe('no-server')
  rob.comesBack()
  expect(await reads(rob, 'Fatigue')).toContain('first')
})

test('a table that is not what its name says is not kept; the old one stays until the new one is here', async () => {
  const cas = await trial.colleague('cas')
  await expect.poll(() => reads(cas, 'Fatigue')).toContain('first')
  cas.network.alter = (path, text) => (path.includes('/references/') ? text.replaceAll('Made-up', 'Forged') : text)
  const second = tableWith('second')
  await load(rob, second)
  await cas.door.syncNow()
  expect(await reads(cas, 'Fatigue')).toContain('first')
  cas.network.alter = undefined
  await cas.door.syncNow()
  await expect.poll(() => reads(cas, 'Fatigue')).toContain('second')
  expect((await cas.door.reference(CTCAE))?.loaded.document).toBe(documentId(second))
})

test('it lies sealed, and one that cannot be read any more is had again', async () => {
  const dee = await trial.colleague('dee')
  await expect.poll(() => reads(dee, 'Fatigue')).toContain('second')
  const onDisk = searchable(await rawRecords(dee.profile.indexedDB))
  expect(onDisk).not.toContain('Made-up words')
  await dee.door.close()
  await damage(dee.profile.indexedDB, 'meta')
  await dee.restarts()
  expect(await reads(dee, 'Fatigue')).toBeUndefined()
  await dee.door.syncNow()
  await expect.poll(() => reads(dee, 'Fatigue')).toContain('second')
})
