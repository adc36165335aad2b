import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeFile } from '#shared/attachment'
import type { Casebook } from '#shared/casebook/casebook'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { FormPath, ItemPath } from '#shared/casebook/path'
import { heldIn } from '#shared/casebook/summary'
import { siteOf } from '#shared/casebook/whereabouts'
import { readThrough } from '#shared/change/carried'
import { GENESIS, streamLink } from '#shared/change/chain'
import { Change, ChangeBody, type Logged, type Receipt, refOf } from '#shared/change/change'
import { LogRow } from '#shared/export/log-folder'
import { type ChangeRef, SiteId, type StreamId, type StudyVersionId, SubjectCode, SubjectKey } from '#shared/ids'
import { PullAnswer } from '#shared/protocol'
import { targetOf } from '#shared/redaction/black-out'
import { placesOf } from '#shared/redaction/words-at'
import { delimitedRows } from '#shared/sheet/delimited'
import { fromServer } from '../../server/cli/log-source'
import { proveServer } from '../../server/cli/prove'
import type { Author, Device } from '../../server/demo/device'
import { makeExport } from '../../server/exports/make-export'
import { PASSWORD, type TestServer, as, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A participant moves to another site of their study, on the real server. */

const at = '2026-03-12T10:00:00.000+01:00'
const A1 = SiteId.parse('A1')
const B1 = SiteId.parse('B1')
const C1 = SiteId.parse('C1')
const SYSBP = ItemPath.parse('SCR/VS/VITALS/SYSBP')

interface Somebody {
  readonly device: Device
  readonly by: Author
}
let folder: string
let server: TestServer
let version: StudyVersionId
let nora: Somebody
let nils: Somebody
let ines: Somebody
let olga: Somebody
let mona: Somebody
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tracer-transfer-'))
  server = await startTestServer()
  version = await server.addStudy(smallStudy, ['A1', 'B1', 'C1'])
  const person = async (name: string, role: Author['role'], site: string): Promise<Somebody> => {
    await server.addPerson(name, STUDY, `${role}@${site}`)
    const device = server.device()
    return { device, by: await device.signIn(name, PASSWORD, role) }
  }
  nora = await person('nora', 'nurse', 'A1')
  nils = await person('nils', 'nurse', 'B1')
  ines = await person('ines', 'investigator', 'B1')
  olga = await person('olga', 'nurse', 'C1')
  mona = await person('mona', 'data-manager', '*')
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const says = ({ device, by }: Somebody, site: SiteId, subject: SubjectKey, body: object) =>
  device.assert({ by, at, study: STUDY, site, version, subject, body: ChangeBody.parse(body) })
const pushes = async ({ device, by }: Somebody): Promise<readonly Receipt[]> =>
  (await device.push(by)).receipts.map(({ receipt }) => receipt)
const value = (text: string, bases: readonly ChangeRef[] = [], reason = 'as read') => ({
  kind: 'value',
  items: [{ path: SYSBP, bases, entry: { state: 'value', text, unit: 'mmHg' }, reason }],
})
const moves = (to: SiteId) => ({ kind: 'transfer', to, reason: 'moved house' })

let codes = 0
/** Somebody is enrolled at A1, and their pressure was measured. */
async function enrolled() {
  const subject = SubjectKey.parse(randomUUID())
  says(nora, A1, subject, { kind: 'enrol', code: SubjectCode.parse(`A1-${++codes}`) })
  const first = says(nora, A1, subject, value('120', [], 'told by Wilhelmina'))
  await pushes(nora)
  return { subject, first: refOf(first), said: first }
}

/** Everything that a stream says of somebody, as whoever may read it gets it. */
async function rowsOf({ by }: Somebody, site: SiteId, subject: SubjectKey): Promise<readonly Logged[]> {
  const path = `/api/sync/pull?stream=${STUDY}/${site}/data&after=0&own=whole`
  const { status, body } = await server.call('GET', path, undefined, by.token)
  expect(status).toBe(200)
  const rows = PullAnswer.parse(body).rows.flatMap((row) => ('change' in row ? [row] : []))
  return rows.filter(({ change }) => change.subject === subject)
}
const casebookOf = async (who: Somebody, site: SiteId, subject: SubjectKey): Promise<Casebook> =>
  fold(readThrough(await rowsOf(who, site, subject)), emptyCasebook(subject))
const textsAt = (casebook: Casebook) =>
  casebook.forms.get(FormPath.parse('SCR/VS'))?.items.get(SYSBP)?.heads.map(({ value: now }) => now.state === 'value' && now.text) // prettier-ignore

test('who moves takes everything along, as it was received, and the site they left keeps what it recorded', async () => {
  const { subject, first } = await enrolled()
  says(nora, A1, subject, { kind: 'release', target: first, scopes: [''], decision: 'release', reason: 'nothing held' })
  await pushes(nora)
  const before = await rowsOf(nora, A1, subject)
  says(mona, A1, subject, moves(B1))
  expect(await pushes(mona)).toMatchObject([{ state: 'applied' }])

  const there = await rowsOf(nils, B1, subject)
  const through = readThrough(there)
  const old = await rowsOf(nora, A1, subject)
  expect(old.slice(0, -1)).toEqual(before)
  expect(old.at(-1)?.change.body).toMatchObject(moves(B1))
  // Each change whole and in order, with what the server had said of it, held ones too.
  expect(there.map(({ change }) => change.body.kind)).toEqual(Array(4).fill('carried'))
  expect(through.map(({ change }) => change)).toEqual(old.map(({ change }) => change))
  expect(through.map(({ receipt }) => ({ ...receipt, seq: 0 }))).toEqual(
    old.map(({ receipt }) => ({ ...receipt, seq: 0 })),
  )
  expect(through.map(({ receipt }) => receipt?.state)).toEqual(['applied', 'applied', 'held', 'applied'])
  const casebook = await casebookOf(nils, B1, subject)
  expect(siteOf(casebook)).toBe(B1)
  expect(textsAt(casebook)).toEqual(['120'])
  // The other site goes on, and the one they left hears no more.
  says(nils, B1, subject, value('130', [first], 'measured again'))
  expect(await pushes(nils)).toMatchObject([{ state: 'applied' }])
  expect(await rowsOf(nora, A1, subject)).toEqual(old)
  // Whoever reads both has each change once.
  const both = readThrough([...(await rowsOf(mona, A1, subject)), ...(await rowsOf(mona, B1, subject))])
  expect(both.map(({ change }) => refOf(change))).toHaveLength(5)
  expect(textsAt(fold(both, emptyCasebook(subject)))).toEqual(['130'])
  // A third site gets nothing of it.
  expect(await rowsOf(olga, C1, subject)).toEqual([])
  for (const site of ['A1', 'B1'])
    expect(await server.call('GET', `/api/sync/pull?stream=${STUDY}/${site}/data&after=0`, undefined, olga.by.token)).toMatchObject({ status: 404 }) // prettier-ignore
  // Names of those who wrote there are known here.
  const { people } = await nils.device.hello(nils.by.token)
  expect(people.map(({ id }) => id)).toContain(nora.by.user)
  expect((await olga.device.hello(olga.by.token)).people.map(({ id }) => id)).not.toContain(nora.by.user)
})

test('what the site sends too late waits for a data manager, and goes along once it counts', async () => {
  const { subject, first } = await enrolled()
  says(mona, A1, subject, moves(B1))
  await pushes(mona)
  const late = says(nora, A1, subject, value('125', [first], 'measured before they left'))
  const never = says(nora, A1, subject, value('999', [first], 'a slip'))
  const held = { state: 'held', reason: 'subject-transferred' }
  expect(await pushes(nora)).toMatchObject([held, held])
  expect(heldIn(await casebookOf(nora, A1, subject)).map(({ change }) => refOf(change))).toEqual([
    refOf(late),
    refOf(never),
  ])
  expect(heldIn(await casebookOf(nils, B1, subject))).toEqual([])

  const decides = (target: ChangeRef, decision: string) =>
    says(mona, A1, subject, { kind: 'release', target, scopes: ['SCR/VS'], decision, reason: 'as in source' })
  decides(refOf(late), 'release')
  decides(refOf(never), 'decline')
  expect(await pushes(mona)).toMatchObject([{ state: 'applied' }, { state: 'applied' }])
  const casebook = await casebookOf(nils, B1, subject)
  expect(textsAt(casebook)).toEqual(['125'])
  expect(heldIn(casebook)).toEqual([])
  // What nobody at the sponsor decided is no other site's.
  says(nils, B1, subject, value('130', [refOf(late)], 'measured again'))
  expect(await pushes(nils)).toMatchObject([{ state: 'applied' }])
})

test('nobody moves who is not here, nor to where they are, nor to a site that takes no part', async () => {
  const { subject } = await enrolled()
  const illegal = { state: 'held', reason: 'illegal-transition' }
  says(mona, A1, subject, moves(A1))
  says(mona, A1, subject, moves(SiteId.parse('Z9')))
  says(mona, A1, SubjectKey.parse(randomUUID()), moves(B1))
  expect(await pushes(mona)).toMatchObject([illegal, illegal, illegal])
  says(nora, A1, subject, moves(B1))
  expect(await pushes(nora)).toMatchObject([{ state: 'held', reason: 'wrong-role' }])
  expect(await rowsOf(nils, B1, subject)).toEqual([])
  says(mona, A1, subject, moves(B1))
  says(mona, A1, subject, moves(C1))
  expect(await pushes(mona)).toMatchObject([{ state: 'applied' }, { state: 'held', reason: 'subject-transferred' }])
  expect(await rowsOf(olga, C1, subject)).toEqual([])
})

test('who comes back finds what was said meanwhile, and each change stands once in a stream', async () => {
  const { subject, first } = await enrolled()
  says(mona, A1, subject, moves(B1))
  await pushes(mona)
  says(nils, B1, subject, value('130', [first], 'measured again'))
  await pushes(nils)
  says(mona, B1, subject, moves(A1))
  expect(await pushes(mona)).toMatchObject([{ state: 'applied' }])
  const here = await casebookOf(nora, A1, subject)
  expect(siteOf(here)).toBe(A1)
  expect(textsAt(here)).toEqual(['130'])
  expect(siteOf(await casebookOf(nils, B1, subject))).toBe(A1)
  const refs = readThrough(await rowsOf(nora, A1, subject)).map(({ change }) => refOf(change))
  expect(refs).toHaveLength(5)
  expect(await rowsOf(nora, A1, subject)).toHaveLength(5)
  const both = readThrough([...(await rowsOf(mona, B1, subject)), ...(await rowsOf(mona, A1, subject))])
  expect(siteOf(fold(both, emptyCasebook(subject)))).toBe(A1)
  says(nora, A1, subject, value('140', [first], 'measured again'))
  expect(await pushes(nora)).toMatchObject([{ state: 'applied' }])
  says(nils, B1, subject, value('150', [first], 'measured again'))
  expect(await pushes(nils)).toMatchObject([{ state: 'held', reason: 'subject-transferred' }])
})

test('what two people agree to have blacked out goes from both sites, whichever of them asks', async () => {
  const { subject, first, said } = await enrolled()
  says(nora, A1, subject, value('121', [first], 'put right'))
  await pushes(nora)
  says(mona, A1, subject, moves(B1))
  await pushes(mona)
  const places = placesOf(said).filter((place) => place === 'items/0/reason')
  const asked = says(mona, B1, subject, {
    ...{ kind: 'redaction-request', targets: [targetOf(said, places)], scopes: ['SCR/VS'], reason: 'a name' },
  })
  expect(await pushes(mona)).toMatchObject([{ state: 'applied' }])
  says(ines, B1, subject, {
    ...{ kind: 'redaction-decision', request: refOf(asked), scopes: ['SCR/VS'] },
    ...{ decision: 'approve', reason: 'a name indeed' },
  })
  expect(await pushes(ines)).toMatchObject([{ state: 'applied' }])
  const words = await as(server.adminUrl, (admin) =>
    admin.query(`SELECT stream FROM change WHERE subject = $1 AND body LIKE '%Wilhelmina%'`, [subject]),
  )
  expect(words.rows).toEqual([])
  // Whoever reads either is told why.
  for (const [who, site] of [
    [nora, A1],
    [nils, B1],
  ] as const)
    // prettier-ignore
    expect(JSON.stringify(await rowsOf(who, site, subject))).toContain('[redacted]')
  expect((await rowsOf(nora, A1, subject)).map(({ change }) => change.body.kind).slice(-2)).toEqual(['carried', 'carried']) // prettier-ignore
})

test('files of who moved are read at the new site and at no third one, those that come later too', async () => {
  const { subject } = await enrolled()
  const picture = () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...randomBytes(40)])
  const files = [picture(), picture()].map((content) => {
    const file = describeFile(content, { title: 'ECG', type: 'image/png', blackened: 0 })
    const { n } = says(nora, A1, subject, { kind: 'attach', form: 'SCR/VS', file })
    return { content, n, chunk: file.chunks[0] ?? '' }
  })
  const sends = ({ n, content }: (typeof files)[number]) =>
    server.call('POST', `/api/sync/chunk?stream=${STUDY}/A1/data&n=${n}&chunk=0`, content, nora.by.token)
  const reads = async (chunk: string, { by }: Somebody, site: SiteId) =>
    (await server.call('GET', `/api/sync/chunk?stream=${STUDY}/${site}/data&chunk=${chunk}`, undefined, by.token))
      .status
  await pushes(nora)
  const [early, late] = files
  if (!early || !late) throw new Error('two files')
  expect((await sends(early)).status).toBe(200)
  says(mona, A1, subject, moves(B1))
  await pushes(mona)
  expect((await sends(late)).status).toBe(200)
  for (const { chunk } of files) {
    expect(await reads(chunk, nils, B1)).toBe(200)
    expect(await reads(chunk, nora, A1)).toBe(200)
    expect(await reads(chunk, nils, A1)).toBe(404)
    expect(await reads(chunk, olga, C1)).toBe(404)
    expect(await reads(chunk, olga, B1)).toBe(404)
  }
})

/** The whole study as its data manager sees it. */
async function whole() {
  const credentials = join(folder, 'credentials.json')
  await writeFile(credentials, JSON.stringify({ userName: 'mona', password: PASSWORD }))
  return fromServer(server.address, credentials, STUDY)
}

/** The rows of a table, by their columns. */
function rowsIn(csv: string): readonly Readonly<Record<string, string>>[] {
  const [head, ...rows] = [...delimitedRows(csv)].map(({ cells }) => cells)
  return rows.map((cells) => Object.fromEntries(cells.map((cell, i) => [head?.[i] ?? '', cell])))
}

const order = {
  ...({ kind: 'snapshot', profile: 'audit', language: 'en' } as const),
  asOf: '2099-01-01T00:00:00.000Z',
}

test('an export has who moved once, at the site where they are, with the whole trail', async () => {
  const { subject, first, said } = await enrolled()
  const code = `A1-${codes}`
  says(mona, A1, subject, moves(B1))
  await pushes(mona)
  says(nils, B1, subject, value('130', [first], 'measured again'))
  await pushes(nils)
  const made = async (site?: SiteId) => {
    const path = join(folder, randomUUID())
    const wish = { ...order, format: 'csv' as const, subjects: [code], ...(site && { site }) }
    expect(await makeExport(await whole(), wish, { path, alone: false, hands: 'this-thread' })).toHaveProperty('files')
    const read = async (name: string) => rowsIn(await readFile(join(path, name), 'utf8'))
    return { vitals: await read('VS.csv'), trail: await read('audit.csv') }
  }
  const both = await made()
  expect(both.vitals.map((row) => [row.SITEID, row.SUBJID, row.SYSBP])).toEqual([[B1, code, '130']])
  const kinds = both.trail.map((row) => row.ACTION)
  expect(kinds).toEqual(['enrol', 'value', 'transfer', 'value'])
  // What the site that they left recorded is its own.
  expect((await made(A1)).vitals.map((row) => [row.SITEID, row.SYSBP])).toEqual([[A1, '120']])
  expect((await made(B1)).trail).toEqual(both.trail)
  expect(refOf(said)).toBe(first)
})

test('the whole log is as it was written; one that carries something else than was said is found', async () => {
  const log = await whole()
  expect(await proveServer(log)).toMatchObject({ holds: true })
  /** Somebody who keeps the log of one site alone writes it anew, every link of it. */
  const forged = {
    ...log,
    async *rows(stream: StreamId) {
      let chain = GENESIS
      for await (const row of log.rows(stream)) {
        const { change, receipt } = LogRow.parse(row)
        const said: unknown = JSON.parse(JSON.stringify(change).replace('"text":"120"', '"text":"121"'))
        const now = change.body.kind === 'carried' && change.redacted === undefined ? Change.parse(said) : change
        chain = streamLink(chain, now, receipt)
        yield { change: now, receipt, chain }
      }
    },
  }
  expect(await proveServer(forged)).toMatchObject({ holds: false, why: 'carried-otherwise' })
})
