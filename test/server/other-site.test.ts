import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type DeviceId, SiteId, StudyId, type StudyVersionId, SubjectCode, SubjectKey } from '#shared/ids'
import { PullAnswer } from '#shared/protocol'
import { sitePlace } from '#shared/reference/reference'
import { versionIdOf } from '#shared/study/definition'
import type { Author, Device } from '../../server/demo/device'
import { PASSWORD, type TestServer, callTo, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

/** What somebody of one site learns of another: nothing, whichever way they ask, and not even how much there is. */

let server: TestServer
let device: Device
let ana: Author
let theirs: Device
let version: StudyVersionId
const subject = SubjectKey.parse(randomUUID())
const OTHER = StudyId.parse('NCT00000002')
const elsewhere = { ...smallStudy, study: { ...smallStudy.study, id: OTHER } }

beforeAll(async () => {
  server = await startTestServer()
  version = await server.addStudy(smallStudy, ['A1', 'B1'])
  await server.addStudy(elsewhere, ['C1'])
  await server.addPerson('ana', STUDY, 'nurse@A1')
  await server.addPerson('bob', STUDY, 'nurse@B1')
  device = server.device()
  ana = await device.signIn('ana', PASSWORD, 'nurse')
  theirs = server.device()
  const bob = await theirs.signIn('bob', PASSWORD, 'nurse')
  const enrols = (by: Author, on: Device, site: 'A1' | 'B1', of: SubjectKey) => {
    const body = { kind: 'enrol' as const, code: SubjectCode.parse(`${site}-001`) }
    const at = { at: '2026-03-12T10:00:00.000+01:00', study: STUDY, site: SiteId.parse(site), version }
    on.assert({ by, ...at, subject: of, body })
    return on.push(by)
  }
  await enrols(ana, device, 'A1', SubjectKey.parse(randomUUID()))
  await enrols(bob, theirs, 'B1', subject)
})
afterAll(() => server.stop())

interface Ids {
  readonly site: string
  readonly study: string
  readonly version: string
  readonly device: string
  readonly session: string
}

/** One call of each route that takes anything that could name another place, person or device. */
const calls: Readonly<Record<string, (ids: Ids) => readonly ['GET' | 'POST', string, object?]>> = {
  'get /api/access': ({ study, site }) => ['GET', `/api/access?study=${study}&site=${site}&subject=${subject}`],
  'get /api/administration': () => ['GET', '/api/administration'],
  'get /api/administration/security-log': () => ['GET', '/api/administration/security-log'],
  'get /api/alerts': () => ['GET', '/api/alerts'],
  'get /api/auth/sessions': () => ['GET', '/api/auth/sessions'],
  'get /api/exports/jobs': () => ['GET', '/api/exports/jobs'],
  'get /api/exports/jobs/{id}/archive': ({ session }) => ['GET', `/api/exports/jobs/${session}/archive`],
  'get /api/randomisation/lists': ({ study }) => ['GET', `/api/randomisation/lists?study=${study}`],
  'get /api/randomisation/overview': () => ['GET', '/api/randomisation/overview'],
  'get /api/references': ({ study, site }) => [
    'GET',
    `/api/references?kind=ranges&about=${encodeURIComponent(sitePlace(StudyId.parse(study), SiteId.parse(site)))}`,
  ],
  'get /api/references/{id}': ({ version }) => ['GET', `/api/references/${version}`],
  'get /api/study-versions/{id}': ({ version }) => ['GET', `/api/study-versions/${version}`],
  'get /api/sync/chunk': ({ site, version }) => [
    'GET',
    `/api/sync/chunk?stream=${STUDY}/${site}/data&chunk=${version}`,
  ],
  'get /api/sync/part': ({ site }) => [
    'GET',
    `/api/sync/part?stream=${STUDY}/${site}/data&subject=${subject}&part=${'0'.repeat(64)}&through=1`,
  ],
  'get /api/sync/pull': ({ site }) => ['GET', `/api/sync/pull?stream=${STUDY}/${site}/data&after=0`],
  'get /api/sync/snapshot': ({ site }) => ['GET', `/api/sync/snapshot?stream=${STUDY}/${site}/data`],
  'post /api/access': ({ study, site, session }) => [
    'POST',
    '/api/access',
    {
      entries: [{ kind: 'opened', study, site, subject, id: session, user: ana.user, at: '2026-03-12T10:00:00.000Z' }],
    },
  ],
  'post /api/administration': ({ device }) => [
    'POST',
    '/api/administration',
    { act: 'revoke-device', device, finalPush: true },
  ],
  'post /api/alerts/{id}/acknowledge': ({ session }) => ['POST', `/api/alerts/${session}/acknowledge`, {}],
  'post /api/auth/password': () => [
    'POST',
    '/api/auth/password',
    // Too short: everybody is told the same, and nobody's password changes.
    { id: randomUUID(), current: PASSWORD, password: 'short' },
  ],
  'post /api/auth/sessions/{id}/end': ({ session }) => ['POST', `/api/auth/sessions/${session}/end`, {}],
  'post /api/exports': ({ study, site }) => [
    'POST',
    '/api/exports',
    { study, site, format: 'csv', kind: 'snapshot', profile: 'full', asOf: '2026-03-12T10:00:00.000Z' },
  ],
  'post /api/exports/jobs': ({ study, site }) => [
    'POST',
    '/api/exports/jobs',
    { study, site, format: 'csv', kind: 'snapshot', profile: 'full', language: 'en' },
  ],
  'post /api/exports/jobs/{id}/cancel': ({ session }) => ['POST', `/api/exports/jobs/${session}/cancel`, {}],
  'post /api/keys': () => ['POST', '/api/keys', { keyId: randomUUID(), publicKey: server.device().publicKey }],
  'post /api/randomisation/arm': ({ study, site }) => ['POST', '/api/randomisation/arm', { study, site, subject }],
  'post /api/randomisation/arms': ({ study }) => ['POST', '/api/randomisation/arms', { study }],
  'post /api/randomisation/lists': ({ version }) => [
    'POST',
    '/api/randomisation/lists',
    { version, plan: { method: 'blocks', sizes: [2], length: 4 } },
  ],
  'post /api/randomisation/places': ({ study, site }) => [
    'POST',
    '/api/randomisation/places',
    { study, site, open: true },
  ],
  'post /api/recoveries/{id}/confirm': ({ session }) => ['POST', `/api/recoveries/${session}/confirm`, {}],
  'post /api/references': ({ study, site }) => [
    'POST',
    '/api/references',
    { reference: { kind: 'ranges', about: `${study}/${site}`, document: { ranges: [] } } },
  ],
  'post /api/studies': ({ site }) => [
    'POST',
    '/api/studies',
    { version: smallStudy, sites: [{ id: site, name: 'x' }], people: [] },
  ],
  'post /api/study-versions': ({ site }) => ['POST', '/api/study-versions', { version: smallStudy, sites: [site] }],
  'post /api/study-versions/{id}/approvals': ({ study, site, version }) => [
    'POST',
    `/api/study-versions/${version}/approvals`,
    { study, site, on: '2026-03-01' },
  ],
  'post /api/travel': ({ study, site }) => ['POST', '/api/travel', { study, site, subjects: [randomUUID()], days: 30 }],
  'post /api/sync/chunk': ({ site }) => [
    ...(['POST', `/api/sync/chunk?stream=${STUDY}/${site}/data&n=1&chunk=0`] as const),
    new Uint8Array([1]),
  ],
  'post /api/sync/hello': ({ site }) => [
    'POST',
    '/api/sync/hello',
    {
      ...{ device: device.id, app: '0', lastN: 1, claimedAt: '2026-03-12T10:00:00Z' },
      cursors: { [`${STUDY}/${site}/data`]: { seq: 1, chain: '0'.repeat(64) } },
    },
  ],
  'post /api/sync/recover': ({ site }) => [
    ...(['POST', '/api/sync/recover'] as const),
    { ask: 'known', stream: `${STUDY}/${site}/data`, ends: [{ seq: 1, chain: '0'.repeat(64) }] },
  ],
  'post /api/sync/unsent': ({ device: other }) => {
    const { from, before, after, signature } = batch()
    const rows = [{ key: randomUUID(), data: 'AAAA' }]
    return ['POST', '/api/sync/unsent', { device: other, batch: { from, before, after, signature, rows } }]
  },
  'post /api/sync/push': ({ device: other }) => ['POST', '/api/sync/push', { ...batch(), device: other }],
}

const batch = () => {
  const stranger = server.device()
  const body = { kind: 'enrol' as const, code: SubjectCode.parse('A1-009') }
  const at = { at: '2026-03-12T10:00:00.000+01:00', study: STUDY, site: SiteId.parse('A1'), version }
  stranger.assert({ by: ana, ...at, subject: SubjectKey.parse(randomUUID()), body })
  return stranger.batch(ana)
}

/** The server's clock goes on between two calls; and a key is made of chance, which may spell the name of a site. */
const timeless = (text: string) => text.replace(/"serverTime":"[^"]*"/, '').replace(/"publicKey":"[^"]*"/g, '')

/**
 * Calls at the door, where nobody is anybody yet, what a device says for itself over its own signature, and what is the
 * same for everyone.
 */
const open =
  /^(get \/api\/(health|live|openapi\.json)|post \/api\/auth\/(sign-in|second-factor|sign-out|refresh|invitation|accept-invitation)|post \/api\/device\/(standing|unsent|file|access|erased))$/

test('every route answers what is another site’s as what is nobody’s (P11-07, ASVS-8.2.x)', async () => {
  const Description = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
  const { paths } = Description.parse((await server.call('GET', '/api/openapi.json', undefined, undefined)).body)
  const routes = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((one) => `${one} ${path}`))
  expect(Object.keys(calls).sort()).toEqual(routes.filter((route) => !open.test(route)).sort())

  const { rows } = await server.context.store.pool.query<{ id: string }>(
    'SELECT s.id FROM session s JOIN app_user u ON u.id = s.user_id WHERE u.user_name = $1',
    ['bob'],
  )
  const nobody = 'f'.repeat(64)
  const real: Ids = {
    ...{ site: 'B1', study: OTHER, version: versionIdOf(elsewhere), device: theirs.id, session: rows[0]?.id ?? '' },
  }
  const none: Ids = { site: 'Q9', study: 'NCT77777777', version: nobody, device: randomUUID(), session: randomUUID() }
  const call = callTo(server.address)
  for (const [route, ask] of Object.entries(calls)) {
    const answers: (readonly [number, string])[] = []
    for (const ids of [real, none]) {
      const [method, path, body] = ask(ids)
      const { status, body: said } = await call(method, path, body, ana.token)
      const text = JSON.stringify(said)
      expect([route, text.includes(subject), text.includes('Name of bob'), text.includes('Site B1')]).toEqual([
        route,
        false,
        false,
        false,
      ])
      answers.push([
        status,
        Object.values<string>({ ...ids }).reduce((rest, id) => rest.replaceAll(id, '*'), timeless(text)),
      ])
    }
    expect([route, ...(answers[0] ?? [])]).toEqual([route, ...(answers[1] ?? [])])
  }
})

test('what is said of one’s own sites holds nothing of the others (PRIV-08, ASVS-8.2.x)', async () => {
  const hello = await device.hello(ana.token)
  const text = timeless(JSON.stringify(hello))
  for (const foreign of ['B1', 'C1', OTHER, 'Name of bob', subject])
    expect([foreign, text.includes(foreign)]).toEqual([foreign, false])
  expect(hello.streams).toEqual([{ stream: `${STUDY}/A1/data`, head: 1 }])
})

test('with its own filter taken out of every statement, the app still reads one site alone (ASVS-8.4.1)', async () => {
  const bare = await startTestServer()
  // A build that forgot to say which stream: it names all there are, and asks the log and its heads for everything.
  const { pool } = bare.context.store
  const forgotten = new Set<string>()
  pool.on('connect', (client) => {
    const query = client.query.bind(client)
    const forgetful = (...args: unknown[]): unknown => {
      const [asked] = args
      if (typeof asked === 'object' && asked !== null && 'text' in asked && typeof asked.text === 'string') {
        const text = asked.text
          .replace(/"(change|stream)"\."stream" = \$(\d+)/g, '($$$2::text IS NOT NULL)')
          .replace(/"stream"\."stream" in \(\$(\d+)\)/g, '($$$1::text IS NOT NULL)')
          // It does not even narrow what it names.
          .replace(
            /set_config\('tracer\.streams', \$(\d+), true\)/,
            `set_config('tracer.streams', (SELECT string_agg(study_id || '/' || site_id || '/data', ' ')
             FROM site WHERE $$$1::text IS NOT NULL), true)`,
          )
        if (text !== asked.text) forgotten.add(text)
        asked.text = text
      }
      return Reflect.apply(query, client, args)
    }
    Object.assign(client, { query: forgetful })
  })
  await dropIdle(bare)
  const runs = await bare.addStudy(smallStudy, ['A1', 'B1'])
  const enrolled = new Map<string, DeviceId>()
  const tokens = new Map<string, string>()
  for (const site of ['A1', 'B1']) {
    await bare.addPerson(`of-${site.toLowerCase()}`, STUDY, `nurse@${site}`)
    const one = bare.device()
    const who = await one.signIn(`of-${site.toLowerCase()}`, PASSWORD, 'nurse')
    const body = { kind: 'enrol' as const, code: SubjectCode.parse(`${site}-001`) }
    const at = { at: '2026-03-12T10:00:00.000+01:00', study: STUDY, site: SiteId.parse(site), version: runs }
    one.assert({ by: who, ...at, subject: SubjectKey.parse(randomUUID()), body })
    await one.push(who)
    enrolled.set(site, one.id)
    tokens.set(site, (await bare.device().signIn(`of-${site.toLowerCase()}`, PASSWORD, 'nurse')).token)
  }
  forgotten.clear()
  for (const site of ['A1', 'B1']) {
    const path = `/api/sync/pull?stream=${STUDY}/${site}/data&after=0`
    const { body } = await bare.call('GET', path, undefined, tokens.get(site))
    const { rows } = PullAnswer.parse(body)
    expect(rows.flatMap((row) => ('change' in row ? row.change.device : []))).toEqual([enrolled.get(site)])
  }
  expect(forgotten.size).toBeGreaterThan(0)
  await bare.stop()
})

/** Connections that were opened before somebody listened go; the next ones are new. */
async function dropIdle({ context: { store } }: TestServer): Promise<void> {
  const clients = []
  while (store.pool.idleCount > 0) clients.push(await store.pool.connect())
  for (const client of clients) client.release(true)
}
