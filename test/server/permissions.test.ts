import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { describeFile } from '#shared/attachment'
import { ChangeBody, type ChangeKind, type Closing } from '#shared/change/change'
import { FormPath } from '#shared/casebook/path'
import { signatureOf } from '#shared/change/signature'
import {
  type ChangeRef,
  SiteId,
  StudyId,
  SubjectCode,
  type StudyVersionId,
  SubjectKey,
  changeRef,
  streamId,
} from '#shared/ids'
import { Refusal } from '#shared/protocol'
import { targetOf } from '#shared/redaction/black-out'
import { placesOf } from '#shared/redaction/words-at'
import { sitePlace } from '#shared/reference/reference'
import { siteBookOf } from '#shared/review/closing'
import { type Ability, Role, can, mayAssert, mayNow } from '#shared/roles'
import { SnapshotAnswer } from '#shared/snapshot'
import { versionIdOf } from '#shared/study/definition'
import type { Author, Device } from '../../server/demo/device'
import { type SigningKey, newSigningKey } from '../../server/demo/pen'
import { postgresDirectory } from '../../server/sync/directory'
import { postgresLog } from '../../server/sync/postgres-log'
import { PACKING } from '../../server/sync/packing'
import { makeSnapshot } from '../../server/sync/snapshot'
import { PASSWORD, type TestServer, sessionOf, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'
import { unsentBatch } from '../support/unsent-batch'

/**
 * Every kind of change and every route, in every role, at one's own site, at another and in another study, and for each
 * state of what is spoken of: what the real server answers is what the table of roles says, which screens read as well.
 */

const OTHER = StudyId.parse('NCT00000002')
const elsewhere = { ...smallStudy, study: { ...smallStudy.study, id: OTHER } }
// Between two values is decided before anybody of this device adds a third, which a decision would have to name; and who
// has moved is spoken of elsewhere.
const kinds = ChangeBody.options
  .map(({ shape }) => shape.kind.value)
  .sort(
    (a, b) => Number(b === 'resolve') - Number(a === 'resolve') || Number(a === 'transfer') - Number(b === 'transfer'),
  )
const roles = Role.options
const AT = '2026-03-12T10:00:00.000+01:00'
const ZERO = '0'.repeat(64)
const FILE = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const EVENT = '0198c0de-0000-7000-8000-000000000001'

let server: TestServer
let device: Device
let version: StudyVersionId
let otherVersion: StudyVersionId
beforeAll(async () => {
  server = await startTestServer()
  version = await server.addStudy(smallStudy, ['A1', 'B1', 'FZ', 'LK'])
  otherVersion = await server.addStudy(elsewhere, ['C1'])
  device = server.device()
})
afterAll(() => server.stop())

/** Somebody in every role at once at these sites, who signs on this device with a key of their own. */
async function everybody(userName: string, study: StudyId, sites: readonly string[]) {
  await server.addPerson(userName, study, ...sites.flatMap((site) => roles.map((role) => `${role}@${site}` as const)))
  const author = await device.signIn(userName, PASSWORD, 'nurse')
  const key = newSigningKey()
  const { keyId, publicKey } = key
  expect((await server.call('POST', '/api/keys', { keyId, publicKey }, author.token)).status).toBe(200)
  return { author, key }
}
type Somebody = Awaited<ReturnType<typeof everybody>>

/** How far a place reaches: whatever is closed at one level is closed for what is said of it and of all that lies in it. */
const LEVELS = ['form', 'visit', 'casebook', 'site'] as const
type Level = (typeof LEVELS)[number]
const scopeAt: { readonly [L in Level]: string } = { form: 'SCR/VS', visit: 'SCR', casebook: '', site: '' }

interface State {
  readonly name: string
  readonly closing: Closing
  readonly at?: Level
  readonly then?: 'signed' | 'withdrawn'
}
const open: State = { name: 'open', closing: 'open' }
const lockedCasebook: State = { name: 'casebook locked', closing: 'locked', at: 'casebook' }
const states: readonly State[] = [
  open,
  { name: 'signed', closing: 'open', then: 'signed' },
  { name: 'withdrawn', closing: 'open', then: 'withdrawn' },
  ...LEVELS.flatMap((at) =>
    (['frozen', 'locked'] as const).map((closing) =>
      at === 'casebook' && closing === 'locked' ? lockedCasebook : { name: `${at} ${closing}`, closing, at },
    ),
  ),
]

/** What a kind of change speaks of here. */
const spokenOf: { readonly [K in ChangeKind]: Level } = {
  ...{ value: 'form', status: 'form', confirm: 'form', withdraw: 'form', resolve: 'form', query: 'form' },
  ...{ attach: 'form', detach: 'form' },
  ...{ 'redaction-request': 'form', 'redaction-decision': 'form' },
  ...{ verify: 'form', unverify: 'form', review: 'form', sign: 'form', lock: 'form', release: 'form' },
  ...{ 'dose-release': 'visit', enrol: 'casebook', amend: 'casebook', eligibility: 'casebook', request: 'casebook' },
  ...{ refuse: 'casebook', randomise: 'casebook', unblind: 'casebook', void: 'casebook', export: 'casebook' },
  ...{ transfer: 'casebook', carried: 'casebook' },
}

/** Where a subject stands when somebody tries something with it. */
interface Ward {
  readonly subject: SubjectKey
  readonly values: readonly ChangeRef[]
  readonly attachment: ChangeRef
  readonly verification: ChangeRef
  readonly held: ChangeRef
  /** What may be asked to be blacked out, and what somebody has asked for. */
  readonly redaction: object
  readonly asked: ChangeRef
}

const saysAs = (who: Somebody, role: Role, place: Where, subject: SubjectKey, body: ChangeBody) => {
  const by: Author = { ...who.author, role }
  return device.assert({ by, at: AT, ...place, subject, body })
}
interface Where {
  readonly study: StudyId
  readonly site: SiteId
  readonly version: StudyVersionId
}
const refOf = ({ n }: { readonly n: number }) => changeRef(device.id, n)
const value = (text: string) => ({
  kind: 'value' as const,
  items: [{ path: 'SCR/VS/VITALS/SYSBP', bases: [], entry: { state: 'value', text, unit: 'mmHg' }, reason: 'as read' }],
})

/** Two values, a complete form, a verification and an entry that waits; then what makes the state. */
function prepare(by: Somebody, place: Where, { closing, at, then }: State): Ward {
  const subject = SubjectKey.parse(randomUUID())
  const says = (role: Role, body: object, about = subject) =>
    refOf(saysAs(by, role, place, about, ChangeBody.parse(body)))
  const values = [says('nurse', value('120'))]
  // Nothing is locked over two values or what waits for a decision.
  const isLocked = closing === 'locked'
  if (!isLocked) values.push(says('nurse', value('130')))
  const held = isLocked ? changeRef(device.id, 1) : says('monitor', value('140'))
  const file = describeFile(FILE, { title: 'Printed strip', type: 'image/png', blackened: 1 })
  const attachment = says('nurse', { kind: 'attach', form: 'SCR/VS', file })
  says('nurse', { kind: 'status', form: 'SCR/VS', bases: [], status: 'complete' })
  const verification = says('monitor', { kind: 'verify', scope: 'SCR/VS', heads: values })
  if (then === 'withdrawn') says('nurse', { kind: 'withdraw', scope: 'SCR/VS', bases: values, reason: 'twice' })
  if (then === 'signed') signs(by, 'investigator', place, subject, { kind: 'sign', ...signing })
  if (at === 'site') says('data-manager', lockOf('', closing), siteBookOf(place.study, place.site))
  else if (at) says('data-manager', lockOf(scopeAt[at], closing))
  const verified = saysAs(by, 'monitor', place, subject, ChangeBody.parse({ kind: 'verify', scope: 'SCR/VS', heads: values, note: 'Of J. Doe' })) // prettier-ignore
  const redaction = { targets: [targetOf(verified, placesOf(verified))], scopes: ['SCR/VS'], reason: 'a name' }
  const asked = says('monitor', { kind: 'redaction-request', ...redaction })
  return { subject, values, attachment, verification, held, redaction, asked }
}
const lockOf = (scope: string, closing: Closing) => ({ kind: 'lock', scope, bases: [], closing })
const signing = { meaning: 'data-correct', scopes: [{ scope: 'SCR/VS', content: ZERO }] }

/** Says something that is signed, with the author's own key over what it says. */
function signs({ author, key }: Somebody, role: Role, place: Where, subject: SubjectKey, said: object) {
  const unsigned = ChangeBody.parse({ ...said, key: key.keyId, signature: 's' })
  const change = saysAs({ author, key }, role, place, subject, unsigned)
  return Object.assign(change, { body: withSignature(unsigned, key, signatureOf(change)?.text ?? '') })
}
const withSignature = (body: ChangeBody, key: SigningKey, text: string): ChangeBody =>
  'signature' in body ? { ...body, signature: key.sign(text) } : body

/** One of each kind, such that it is taken where nothing but rights and closing stand against it. */
const bodyOf = (kind: ChangeKind, { values, attachment, verification, held, redaction, asked }: Ward): object => {
  switch (kind) {
    case 'enrol':
      return { code: 'A1-001' }
    case 'export':
      return { format: 'csv', asOf: AT, participants: 1, part: false, rows: 3, bytes: 300, sha256: ZERO }
    case 'amend':
      return { from: ZERO, to: version, forms: [] }
    case 'value':
      return value('125')
    case 'status':
      return { form: 'SCR/VS', bases: [], status: 'complete' }
    case 'confirm':
      return { form: 'SCR/VS', check: 'X', evidence: [], reason: 'as in source' }
    case 'withdraw':
      return { scope: 'SCR/VS', bases: [], reason: 'twice' }
    case 'attach':
      return { form: 'SCR/VS', file: describeFile(FILE, { title: 'ECG', type: 'image/png', blackened: 0 }) }
    case 'detach':
      return { form: 'SCR/VS', attachment, reason: 'twice' }
    case 'resolve':
      return {
        ...{ path: 'SCR/VS/VITALS/SYSBP', bases: values, reason: 'as in source' },
        entry: { state: 'value', text: '120', unit: 'mmHg' },
      }
    case 'query':
      return { query: randomUUID(), scope: 'SCR/VS', bases: [], move: 'open', text: 'why?' }
    case 'verify':
      return { scope: 'SCR/VS', heads: values }
    case 'unverify':
      return { scope: 'SCR/VS', verifications: [verification], reason: 'wrong chart' }
    case 'review':
      return { form: 'SCR/VS', heads: values }
    case 'lock':
      return lockOf(`LOG/AE:${EVENT}/EVENT/AETERM`, 'frozen')
    case 'release':
      return { target: held, scopes: ['SCR/VS/VITALS/SYSBP'], decision: 'decline', reason: 'late' }
    case 'redaction-request':
      return redaction
    case 'redaction-decision':
      return { request: asked, scopes: ['SCR/VS'], decision: 'decline', reason: 'no name' }
    case 'request':
      return { act: 'randomise', strata: [] }
    case 'refuse':
      return { request: held, reasons: [{ code: 'site-full' }] }
    case 'randomise':
      return { request: held, number: '1', strata: [], signatures: [], evidence: [] }
    case 'unblind':
      return { allocation: held, reason: 'coma' }
    case 'transfer':
      return { to: 'FZ', reason: 'moved house' }
    case 'carried':
      return { change: carriedChange, receipt: { seq: 1, committedAt: '2026-03-12T09:00:00.000Z', state: 'applied' } }
    case 'void':
      return { refused: ZERO }
    case 'sign':
      return signing
    case 'dose-release':
      return {
        ...{ event: 'SCR', agent: 'LU177', planned: '2026-03-13', decision: 'HOLD', evidence: [] },
        conditions: [{ code: 'X', verdict: 'met' }],
      }
    case 'eligibility':
      return { snapshot }
  }
}
/** What somebody would have the server say of another site. */
const carriedChange = {
  ...{ v: 1, device: EVENT, n: 1, study: STUDY, stream: `${STUDY}/B1/data`, version: ZERO, subject: EVENT },
  ...{ author: EVENT, role: 'nurse', claimedAt: AT, zone: 'UTC', boot: EVENT, mono: 0, source: 'direct' },
  body: { kind: 'void', refused: ZERO },
}
const snapshot = {
  ...{ format: 1, version: ZERO, day: '2026-03-12', phase: 'screening', eligible: true },
  criteria: [
    {
      id: 'I1',
      kind: 'inclusion',
      mode: 'judgement',
      answer: 'judgement',
      decides: true,
      evidence: [],
      missing: [],
      flags: [],
    },
  ],
}

/** What only the server says, whoever's name is on it. */
const serverSays: readonly ChangeKind[] = ['refuse', 'randomise', 'carried']
/** What refuses for who, where and when. Whatever else stands against a change is about what it says. */
const RIGHTS = ['wrong-role', 'site-not-granted', 'author-lost-role', 'after-lock']
/** Kinds that are said rightly here and still follow from nothing: each with what the server holds it for. */
const unfounded: { readonly [K in ChangeKind]?: string } = {
  // An export is noted in the book of the site, not in that of a participant.
  ...{
    amend: 'illegal-transition',
    export: 'illegal-transition',
    // There is no blind allocation here (`randomisation/unblinding.test.ts`).
    unblind: 'illegal-transition',
    'dose-release': 'evidence-differs',
    eligibility: 'evidence-differs',
  },
}

interface Attempt {
  readonly what: string
  readonly kind: ChangeKind
  readonly expected: string
}

function expectedOf(kind: ChangeKind, role: Role, isOwn: boolean, { closing, at }: State): string {
  if (kind === 'void') return 'taken'
  if (!isOwn) return 'site-not-granted'
  if (serverSays.includes(kind) || !mayAssert(role, kind)) return 'wrong-role'
  const reaches = at !== undefined && LEVELS.indexOf(at) >= LEVELS.indexOf(spokenOf[kind])
  return mayNow(role, kind, reaches ? closing : 'open') ? 'taken' : 'after-lock'
}

test('the server takes of every kind of change exactly what the table says, and holds the rest for the right reason (P11-06, P11-07, GCP-07, GCP-14, GCP-18)', async () => {
  const setter = await everybody('setter', STUDY, ['A1', 'FZ', 'LK'])
  const own = await everybody('own', STUDY, ['A1', 'FZ', 'LK'])
  const near = await everybody('near', STUDY, ['B1'])
  const far = await everybody('far', OTHER, ['C1'])
  const attempts = new Map<number, Attempt>()
  const reasons = new Map<number, string | undefined>()
  for (const state of states) {
    const site = SiteId.parse(state.at !== 'site' ? 'A1' : state.closing === 'frozen' ? 'FZ' : 'LK')
    const place = { study: STUDY, site, version }
    const ward = prepare(setter, place, state)
    const strangers = [open, lockedCasebook].includes(state) || state.name === 'site frozen' ? [near, far] : []
    for (const who of [own, ...strangers])
      for (const kind of kinds)
        for (const role of roles) {
          const said = { kind, ...bodyOf(kind, ward) }
          const { n } = ['sign', 'dose-release', 'eligibility'].includes(kind)
            ? signs(who, role, place, ward.subject, said)
            : saysAs(who, role, place, ward.subject, ChangeBody.parse(said))
          const what = `${kind} by ${role}, ${state.name}${who === own ? '' : who === near ? ', of another site' : ', of another study'}`
          attempts.set(n, { what, kind, expected: expectedOf(kind, role, who === own, state) })
        }
    const { receipts } = await device.push(setter.author)
    for (const { n, receipt } of receipts) reasons.set(n, receipt.reason)
  }
  const told = [...attempts].map(([n, { what, kind, expected }]) => {
    const reason = reasons.get(n)
    return { what, kind, expected, reason, answer: reason !== undefined && RIGHTS.includes(reason) ? reason : 'taken' }
  })
  expect(told.length).toBeGreaterThan(2_000)
  expect(told.filter(({ expected, answer }) => expected !== answer)).toEqual([])
  // What passes for who, where and when really counts, unless nothing it says is so.
  for (const kind of kinds.filter((one) => !serverSays.includes(one))) {
    const taken = told.flatMap((one) => (one.kind === kind && one.answer === 'taken' ? [one.reason] : []))
    expect([kind, taken.includes(undefined) || taken[0]]).toEqual([kind, unfounded[kind] ?? true])
  }
})

/** What a call needs: a right of one's role in its place, to be an administrator of the server, or only to be signed in. */
type Needs = Ability | 'server' | 'signed-in'
/** Where the right must be held: at the site that is spoken of, anywhere in its study, or anywhere. */
type Reach = 'site' | 'study' | 'anywhere'
interface Ids {
  readonly study: StudyId
  readonly site: string
  readonly version: StudyVersionId
  /** What a nurse of the site could not send. */
  readonly unsent: object
  /** A part that is packed at the site of one's own. */
  readonly part: { readonly subject: string; readonly part: string; readonly through: string }
  /** A chunk of a file that came there. */
  readonly chunk: string
}
const ranges = ({ study, site }: Ids) => sitePlace(study, SiteId.parse(site))

const routes: Readonly<
  Record<string, readonly [Needs, Reach, (ids: Ids) => readonly ['GET' | 'POST', string, object?]]>
> = {
  'get /api/access': [
    ...(['see-access', 'site'] as const),
    ({ study, site, part }) => ['GET', `/api/access?study=${study}&site=${site}&subject=${part.subject}`],
  ],
  'get /api/administration': ['server', 'anywhere', () => ['GET', '/api/administration']],
  'get /api/administration/security-log': ['server', 'anywhere', () => ['GET', '/api/administration/security-log']],
  'get /api/alerts': ['signed-in', 'anywhere', () => ['GET', '/api/alerts']],
  'get /api/auth/sessions': ['signed-in', 'anywhere', () => ['GET', '/api/auth/sessions']],
  'get /api/exports/jobs': ['signed-in', 'anywhere', () => ['GET', '/api/exports/jobs']],
  'get /api/randomisation/lists': [
    ...(['seal-randomisation', 'study'] as const),
    ({ study }) => ['GET', `/api/randomisation/lists?study=${study}`],
  ],
  'get /api/randomisation/overview': ['seal-randomisation', 'anywhere', () => ['GET', '/api/randomisation/overview']],
  'get /api/references': [
    ...(['read-casebook', 'site'] as const),
    (ids) => ['GET', `/api/references?kind=ranges&about=${encodeURIComponent(ranges(ids))}`],
  ],
  'get /api/study-versions/{id}': ['signed-in', 'study', (ids) => ['GET', `/api/study-versions/${ids.version}`]],
  'get /api/sync/pull': [
    ...(['read-casebook', 'site'] as const),
    ({ study, site }) => ['GET', `/api/sync/pull?stream=${study}/${site}/data&after=0`],
  ],
  'get /api/sync/chunk': [
    ...(['read-casebook', 'site'] as const),
    ({ study, site, chunk }) => ['GET', `/api/sync/chunk?stream=${study}/${site}/data&chunk=${chunk}`],
  ],
  'get /api/sync/part': [
    ...(['read-casebook', 'site'] as const),
    ({ study, site, part }) => [
      'GET',
      `/api/sync/part?${new URLSearchParams({ stream: `${study}/${site}/data`, ...part })}`,
    ],
  ],
  'get /api/sync/snapshot': [
    ...(['read-casebook', 'site'] as const),
    ({ study, site }) => ['GET', `/api/sync/snapshot?stream=${study}/${site}/data`],
  ],
  'post /api/administration': [
    ...(['server', 'anywhere'] as const),
    () => ['POST', '/api/administration', { act: 'revoke-device', device: randomUUID(), finalPush: true }],
  ],
  'post /api/exports': [
    ...(['export', 'site'] as const),
    ({ study, site }) => [
      ...(['POST', '/api/exports'] as const),
      { study, site, format: 'csv', kind: 'snapshot', profile: 'full', asOf: AT },
    ],
  ],
  'post /api/exports/jobs': [
    ...(['export', 'site'] as const),
    ({ study, site }) => [
      ...(['POST', '/api/exports/jobs'] as const),
      { study, site, format: 'csv', kind: 'snapshot', profile: 'full', language: 'en' },
    ],
  ],
  'post /api/keys': [
    ...(['signed-in', 'anywhere'] as const),
    () => ['POST', '/api/keys', { keyId: randomUUID(), publicKey: server.device().publicKey }],
  ],
  'post /api/randomisation/lists': [
    ...(['seal-randomisation', 'study'] as const),
    (ids) => [
      ...(['POST', '/api/randomisation/lists'] as const),
      { version: ids.version, plan: { method: 'blocks', sizes: [2], length: 4 } },
    ],
  ],
  'post /api/randomisation/places': [
    ...(['seal-randomisation', 'study'] as const),
    ({ study, site }) => ['POST', '/api/randomisation/places', { study, site, open: true }],
  ],
  'post /api/references': [
    ...(['keep-ranges', 'site'] as const),
    (ids) => [
      ...(['POST', '/api/references'] as const),
      { reference: { kind: 'ranges', about: ranges(ids), document: { format: 1, ranges: [] } } },
    ],
  ],
  'post /api/studies': [
    ...(['server', 'anywhere'] as const),
    ({ site }) => ['POST', '/api/studies', { version: smallStudy, sites: [{ id: site, name: 'x' }], people: [] }],
  ],
  'post /api/study-versions': [
    ...(['publish-study', 'site'] as const),
    ({ study, site }) => [
      'POST',
      '/api/study-versions',
      { version: study === STUDY ? smallStudy : elsewhere, sites: [site] },
    ],
  ],
  'post /api/sync/recover': [
    ...(['read-casebook', 'site'] as const),
    ({ study, site }) => [
      ...(['POST', '/api/sync/recover'] as const),
      { ask: 'known', stream: `${study}/${site}/data`, ends: [{ seq: 1, chain: '0'.repeat(64) }] },
    ],
  ],
  'post /api/sync/unsent': [
    ...(['read-casebook', 'site'] as const),
    ({ unsent }) => ['POST', '/api/sync/unsent', unsent],
  ],
  'post /api/travel': [
    ...(['travel', 'site'] as const),
    ({ study, site }) => ['POST', '/api/travel', { study, site, subjects: [randomUUID()], days: 30 }],
  ],
  'post /api/study-versions/{id}/approvals': [
    ...(['publish-study', 'site'] as const),
    ({ study, site, version: id }) => [
      'POST',
      `/api/study-versions/${id}/approvals`,
      { study, site, on: '2026-03-01' },
    ],
  ],
}
/** What somebody of a site could not send, as a file holds it. */
async function unsentAt(study: StudyId, site: string, of: StudyVersionId): Promise<object> {
  const userName = `offline-${site.toLowerCase()}`
  await server.addPerson(userName, study, `nurse@${site}`)
  const ward = server.device()
  const by = await ward.signIn(userName, PASSWORD, 'nurse')
  const body = { kind: 'enrol' as const, code: SubjectCode.parse(`${site}-998`) }
  const subject = SubjectKey.parse(randomUUID())
  ward.assert({ by, at: AT, study, site: SiteId.parse(site), version: of, subject, body })
  return unsentBatch(ward.batch(by), by.answer.dataKeys)
}
/** Has a file come to a site and its stream packed, and names a part of either. */
async function packed(site: SiteId): Promise<Pick<Ids, 'part' | 'chunk'>> {
  await server.addPerson('packer', STUDY, `nurse@${site}`)
  const ward = server.device()
  const by = await ward.signIn('packer', PASSWORD, 'nurse')
  const subject = SubjectKey.parse(randomUUID())
  ward.assert({
    by,
    at: AT,
    study: STUDY,
    site,
    version,
    subject,
    body: { kind: 'enrol', code: SubjectCode.parse(`${site}-999`) },
  })
  const file = describeFile(FILE, { title: 'ECG', type: 'image/png', blackened: 0 })
  const body = { kind: 'attach' as const, form: FormPath.parse('SCR/VS'), file }
  const { n } = ward.assert({ by, at: AT, study: STUDY, site, version, subject, body })
  await ward.push(by)
  const taken = await server.call('POST', `/api/sync/chunk?stream=${STUDY}/${site}/data&n=${n}&chunk=0`, FILE, by.token)
  expect(taken.body).toEqual({ file: file.sha256, missing: [] })
  const { context } = server
  const sight = { ...sessionOf(by), at: new Date() }
  const stream = streamId(STUDY, site, 'data')
  const changes = postgresLog(context.store, sight)
  await makeSnapshot(
    { changes, directory: postgresDirectory(context, new Map()), packing: PACKING, now: context.now },
    stream,
  )
  const { body: packs } = await server.call('GET', `/api/sync/snapshot?stream=${stream}`, undefined, by.token)
  const { seq, entries } = SnapshotAnswer.parse(packs)
  const part = entries.find((entry) => entry.subject === subject)?.part ?? ''
  return { part: { subject, part, through: String(seq) }, chunk: file.chunks[0] ?? '' }
}

/**
 * At the door, for everyone alike; of the caller's own device (which signs for itself), session, inbox, word or exports alone;
 * what one named person may answer; and documents named by their hash. Who sees arms is the study's to say (`randomisation/unblinding.test.ts`).
 */
const others =
  /^(get \/api\/(health|live|openapi\.json|references\/\{id\}|exports\/jobs\/\{id\}\/archive)|post \/api\/(access|randomisation\/arms?|auth\/.*|device\/.*|alerts\/\{id\}\/acknowledge|recoveries\/\{id\}\/confirm|exports\/jobs\/\{id\}\/cancel|sync\/(hello|push|chunk)))$/

test('every route answers whoever the table lets in, and refuses everybody else (P11-07, ASVS-8.2.x)', async () => {
  const Description = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
  const { paths } = Description.parse((await server.call('GET', '/api/openapi.json', undefined, undefined)).body)
  const known = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((one) => `${one} ${path}`))
  expect(Object.keys(routes).sort()).toEqual(known.filter((route) => !others.test(route)).sort())

  const own: Ids = {
    ...{ study: STUDY, site: 'A1', version },
    ...(await packed(SiteId.parse('A1'))),
    unsent: await unsentAt(STUDY, 'A1', version),
  }
  const places = [
    { name: 'own site', ids: own, isSite: true, isStudy: true },
    {
      name: 'another site',
      ids: { ...own, site: 'B1', unsent: await unsentAt(STUDY, 'B1', version) },
      isSite: false,
      isStudy: true,
    },
    {
      name: 'another study',
      ids: {
        ...{ ...own, study: OTHER, site: 'C1', version: otherVersion },
        unsent: await unsentAt(OTHER, 'C1', otherVersion),
      },
      isSite: false,
      isStudy: false,
    },
  ]
  const wrong: unknown[] = []
  for (const role of roles) {
    await server.addPerson(`as-${role}`, STUDY, `${role}@A1`)
    const { token } = await server.device().signIn(`as-${role}`, PASSWORD, role)
    for (const [route, [needs, reach, ask]] of Object.entries(routes))
      for (const { name, ids, isSite, isStudy } of reach === 'anywhere' ? places.slice(0, 1) : places) {
        const isThere = reach === 'anywhere' || (reach === 'study' ? isStudy : isSite)
        const expected = needs !== 'server' && isThere && (needs === 'signed-in' || can(role, needs))
        const { status, body } = await server.call(...asked(ask(ids)), token)
        const answered = !REFUSED.includes(status)
        if (answered !== expected)
          wrong.push([route, role, name, status, answered ? body : Refusal.parse(body).message])
      }
  }
  expect(wrong).toEqual([])
  for (const [route, [, , ask]] of Object.entries(routes)) {
    const { status } = await server.call(...asked(ask(own)), undefined)
    expect([route, status]).toEqual([route, 401])
  }
  expect(versionIdOf(smallStudy)).toBe(version)
})

const REFUSED: readonly number[] = [401, 403, 404]
const asked = ([method, path, body]: readonly ['GET' | 'POST', string, object?]): [
  'GET' | 'POST',
  string,
  object | undefined,
] => [method, path, body]
