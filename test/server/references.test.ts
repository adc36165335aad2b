import { afterAll, beforeAll, expect, test } from 'vitest'
import { eq5dForm } from '#forms/common/questionnaires'
import { netter2 } from '#forms/netter-2/study'
import type { DocumentId } from '#shared/ids'
import { Refusal } from '#shared/protocol'
import { ReferenceHistory, ReferenceLoaded, documentId } from '#shared/reference/reference'
import type { SiteRanges } from '#shared/reference/site-ranges'
import type { WordingPack } from '#shared/study/wording-pack'
import type { Role } from '#shared/roles'
import { PASSWORD, type TestServer, startTestServer } from '../support/server'
import { madeUpPack } from '../support/made-up-pack'
import { madeUpSet } from '../support/made-up-value-set'

let server: TestServer
const study = netter2.study.id

beforeAll(async () => {
  server = await startTestServer()
  await server.addStudy(netter2, ['NL01', 'FR01'])
  await server.addPerson('ana', study, 'nurse@NL01')
  await server.addPerson('fleur', study, 'nurse@FR01')
  await server.addPerson('mona', study, 'monitor@NL01')
  await server.addPerson('dora', study, 'data-manager@*')
  await server.addPerson('rob', study, 'administrator@*')
})
afterAll(() => server.stop())

async function signedIn(userName: string, role: Role) {
  const device = server.device()
  const { token } = await device.signIn(userName, PASSWORD, role)
  return {
    references: async () => (await device.hello(token)).references.map(({ kind, about }) => `${kind} ${about}`),
    load: async (kind: string, about: string, document: object, over?: DocumentId | null) =>
      server.call(
        'POST',
        '/api/references',
        { reference: { kind, about, document }, ...(over !== undefined && { over }) },
        token,
      ),
    get: (path: string) => server.call('GET', `/api/references${path}`, undefined, token),
  }
}

const table = (high: string, more: object = {}): SiteRanges => ({
  format: 1,
  ranges: [{ laboratory: 'LOCAL', item: 'HGB', unit: 'g/L', from: '2026-01-01', low: '120', high, ...more }],
})
const NL = `${study}/NL01`

test('a site keeps its own ranges: its nurses and the data manager, nobody else, and no other site hears of them', async () => {
  const [ana, fleur, mona, dora, rob] = [
    await signedIn('ana', 'nurse'),
    await signedIn('fleur', 'nurse'),
    await signedIn('mona', 'monitor'),
    await signedIn('dora', 'data-manager'),
    await signedIn('rob', 'administrator'),
  ]
  for (const other of [fleur, mona, rob]) expect((await other.load('ranges', NL, table('160'))).status).toBe(403)
  const loaded = ReferenceLoaded.parse((await ana.load('ranges', NL, table('160'), null)).body)
  expect(loaded).toMatchObject({
    kind: 'ranges',
    about: NL,
    loadedBy: 'Name of ana',
    document: documentId(table('160')),
  })
  expect(await ana.references()).toEqual([`ranges ${NL}`])
  expect(await mona.references()).toEqual([`ranges ${NL}`])
  expect(await fleur.references()).toEqual([])
  expect((await mona.get(`/${loaded.document}`)).body).toEqual(table('160'))
  expect((await fleur.get(`/${loaded.document}`)).status).toBe(404)
  expect((await fleur.get(`?kind=ranges&about=${encodeURIComponent(NL)}`)).status).toBe(403)
  expect((await dora.load('ranges', NL, table('165'), loaded.document)).status).toBe(200)
})

test('who was looking at an older version saves nothing, and every version stays with who saved it', async () => {
  const ana = await signedIn('ana', 'nurse')
  const [now] = await historyOf(ana)
  const late = await ana.load('ranges', NL, table('170'), documentId(table('160')))
  expect(Refusal.parse(late.body).code).toBe('outdated')
  expect(Refusal.parse((await ana.load('ranges', NL, table('170'), null)).body).code).toBe('outdated')
  expect((await ana.load('ranges', NL, table('170'), now?.document)).status).toBe(200)
  expect((await historyOf(ana)).map(({ loadedBy, document }) => [loadedBy, document])).toEqual([
    ['Name of ana', documentId(table('170'))],
    ['Name of dora', documentId(table('165'))],
    ['Name of ana', documentId(table('160'))],
  ])
})

const historyOf = async (who: Awaited<ReturnType<typeof signedIn>>) =>
  ReferenceHistory.parse((await who.get(`?kind=ranges&about=${encodeURIComponent(NL)}`)).body).loads

test('ranges that cannot count are refused whole, with the place of each', async () => {
  const ana = await signedIn('ana', 'nurse')
  const [good] = table('160').ranges
  const before = await ana.references()
  const [now] = await historyOf(ana)
  for (const [ranges, why] of [
    [[good, { ...good, high: '9999' }], /2: impossible.*2: overlap/],
    [[{ ...good, item: 'NOPE' }], /1: unknown-analyte/],
    [[{ ...good, unit: 'pg' }], /1: unknown-unit/],
  ] as const) {
    const answer = await ana.load('ranges', NL, { format: 1, ranges })
    expect(answer.status).toBe(400)
    expect(Refusal.parse(answer.body).message).toMatch(why)
  }
  expect((await ana.load('ranges', `${study}/SE01`, table('160'))).status).toBe(403)
  expect(await ana.references()).toEqual(before)
  expect((await historyOf(ana))[0]).toEqual(now)
})

test('licensed words are loaded by an administrator for everyone, each form for itself', async () => {
  const pack: WordingPack = madeUpPack(eq5dForm.def)
  const [ana, fleur, rob] = [
    await signedIn('ana', 'nurse'),
    await signedIn('fleur', 'nurse'),
    await signedIn('rob', 'administrator'),
  ]
  expect((await ana.load('wording', 'EQ5', pack)).status).toBe(403)
  expect((await rob.load('wording', 'QLQ', pack)).status).toBe(400)
  expect((await rob.load('wording', 'EQ5', { ...pack, licence: '' })).status).toBe(400)
  expect((await rob.load('wording', 'EQ5', pack)).status).toBe(200)
  expect(await fleur.references()).toEqual(['wording EQ5'])
  expect((await fleur.get(`/${documentId(pack)}`)).body).toEqual(pack)
})

test('a set of values for the EQ-5D is loaded by an administrator under its own name, whole or not at all', async () => {
  const [ana, fleur, rob] = [
    await signedIn('ana', 'nurse'),
    await signedIn('fleur', 'nurse'),
    await signedIn('rob', 'administrator'),
  ]
  const { StartValue, ...rest } = madeUpSet.values
  expect((await ana.load('eq5d', '5L:Testland', madeUpSet)).status).toBe(403)
  expect((await rob.load('eq5d', '5L:Elsewhere', madeUpSet)).status).toBe(400)
  expect((await rob.load('eq5d', '5L:Testland', { ...madeUpSet, values: rest })).status).toBe(400)
  const half = { ...rest, StartValue: `0.${StartValue}` }
  expect((await rob.load('eq5d', '5L:Testland', { ...madeUpSet, values: half })).status).toBe(400)
  expect((await rob.load('eq5d', '5L:Testland', madeUpSet)).status).toBe(200)
  expect(await fleur.references()).toContain('eq5d 5L:Testland')
  expect((await fleur.get(`/${documentId(madeUpSet)}`)).body).toEqual(madeUpSet)
})
