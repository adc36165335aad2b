import { request } from 'node:http'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { canonicalJson } from '#shared/canonical-json'
import { PublishAnswer, Refusal } from '#shared/protocol'
import { versionIdOf } from '#shared/study/definition'
import { PASSWORD, type TestServer, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

let server: TestServer
let rendererDir: string
const lines: string[] = []

beforeAll(async () => {
  rendererDir = await mkdtemp(join(tmpdir(), 'tracer-page-'))
  await mkdir(join(rendererDir, 'assets'))
  await writeFile(join(rendererDir, 'index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__"><p>page</p>')
  await writeFile(join(rendererDir, 'assets', 'main-1a2b.js'), 'export const main = 1')
  await writeFile(join(rendererDir, 'theme.css'), 'p {}')
  server = await startTestServer({ rendererDir, log: pino({ level: 'info' }, { write: (line) => lines.push(line) }) })
  await server.addStudy(smallStudy, ['A1', 'B1'])
  await server.addPerson('ana', STUDY, 'nurse@A1')
  await server.addPerson('dora', STUDY, 'data-manager@*')
})
afterAll(async () => {
  await server.stop()
  await rm(rendererDir, { recursive: true })
})

const get = (path: string, init?: RequestInit) => fetch(server.address + path, init)

test('the page has a policy with a nonce of its own each time, and nothing may frame it (ASVS-3.4.x)', async () => {
  const [first, second] = [await get('/'), await get('/index.html')]
  const policy = first.headers.get('content-security-policy') ?? ''
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
  expect(await first.text()).toContain(`nonce="${nonce}"`)
  expect(second.headers.get('content-security-policy')).not.toBe(policy)
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("connect-src 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(Object.fromEntries(first.headers)).toMatchObject({
    'cache-control': 'no-store',
    'content-type': 'text/html; charset=utf-8',
    'strict-transport-security': 'max-age=31536000',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  })
})

test.each([
  ['/assets/main-1a2b.js', 200, 'public, max-age=31536000, immutable'],
  ['/theme.css', 200, 'no-cache'],
  ['/api/health', 200, 'no-store'],
  ['/api/openapi.json', 200, 'no-store'],
  ['/api/nothing', 404, 'no-store'],
  ['/assets/', 404, 'no-store'],
  ['/..%2f..%2fetc/passwd', 404, 'no-store'],
])('%s answers %i, cached: %s (ASVS-13.x, ASVS-3.4.x)', async (path, status, cached) => {
  const answer = await get(path)
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([status, cached])
  const policy = answer.headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  // What is no page may do nothing at all.
  if (path.startsWith('/api/')) expect(policy).toBe("default-src 'none'; frame-ancestors 'none'")
})

test('every route is described, and asks who calls except at the door', async () => {
  const Description = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
  const { paths } = Description.parse(await (await get('/api/openapi.json')).json())
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  )
  expect(routes.sort()).toEqual([
    'get /api/access',
    'get /api/administration',
    'get /api/administration/security-log',
    'get /api/alerts',
    'get /api/auth/sessions',
    'get /api/exports/jobs',
    'get /api/exports/jobs/{id}/archive',
    'get /api/health',
    'get /api/live',
    'get /api/openapi.json',
    'get /api/randomisation/lists',
    'get /api/randomisation/overview',
    'get /api/references',
    'get /api/references/{id}',
    'get /api/study-versions/{id}',
    'get /api/sync/chunk',
    'get /api/sync/part',
    'get /api/sync/pull',
    'get /api/sync/snapshot',
    'post /api/access',
    'post /api/administration',
    'post /api/alerts/{id}/acknowledge',
    'post /api/auth/accept-invitation',
    'post /api/auth/invitation',
    'post /api/auth/password',
    'post /api/auth/refresh',
    'post /api/auth/second-factor',
    'post /api/auth/sessions/{id}/end',
    'post /api/auth/sign-in',
    'post /api/auth/sign-out',
    'post /api/device/access',
    'post /api/device/erased',
    'post /api/device/file',
    'post /api/device/standing',
    'post /api/device/unsent',
    'post /api/exports',
    'post /api/exports/jobs',
    'post /api/exports/jobs/{id}/cancel',
    'post /api/keys',
    'post /api/randomisation/arm',
    'post /api/randomisation/arms',
    'post /api/randomisation/lists',
    'post /api/randomisation/places',
    'post /api/recoveries/{id}/confirm',
    'post /api/references',
    'post /api/studies',
    'post /api/study-versions',
    'post /api/study-versions/{id}/approvals',
    'post /api/sync/chunk',
    'post /api/sync/hello',
    'post /api/sync/push',
    'post /api/sync/recover',
    'post /api/sync/unsent',
    'post /api/travel',
  ])
  for (const route of routes.filter(
    (one) => !/health|live|openapi|sign-in|refresh|invitation|second-factor|device/.test(one),
  )) {
    const [method = '', path = ''] = route.split(' ')
    const answer = await get(path.replace('{id}', 'x'), { method: method.toUpperCase() })
    expect([route, answer.status]).toEqual([route, 401])
  }
})

test('a data manager publishes a version; sites run it, the old one stays readable, nobody else may', async () => {
  const ana = await server.device().signIn('ana', PASSWORD, 'nurse')
  const device = server.device()
  const dora = await device.signIn('dora', PASSWORD, 'data-manager')
  const version = { ...smallStudy, name: '1.1' }
  const publish = (body: object, token: string) => server.call('POST', '/api/study-versions', body, token)

  expect((await publish({ version, sites: ['A1'] }, ana.token)).status).toBe(403)
  expect((await publish({ version, sites: ['ZZ'] }, dora.token)).status).toBe(404)
  const broken = structuredClone(version)
  if (broken.forms[1]) broken.forms[1].checks = [check("SYSBQ > '1'")]
  const refused = await publish({ version: broken, sites: ['A1'] }, dora.token)
  expect([refused.status, Refusal.parse(refused.body).message]).toEqual([
    400,
    "VS X-01: SYSBQ > '1': Unknown variable: SYSBQ",
  ])
  expect((await device.hello(dora.token)).versions).toEqual([versionIdOf(smallStudy)])

  const { id } = PublishAnswer.parse((await publish({ version, sites: ['A1'] }, dora.token)).body)
  expect(await publish({ version, sites: ['A1'] }, dora.token)).toEqual({ status: 200, body: { id } })
  expect(id).toBe(versionIdOf(version))
  const { sites, versions } = await device.hello(dora.token)
  expect(sites.map((site) => [site.site, site.version])).toEqual([
    ['A1', id],
    ['B1', versionIdOf(smallStudy)],
  ])
  expect([...versions].sort()).toEqual([id, versionIdOf(smallStudy)].sort())
  const read = await get(`/api/study-versions/${id}`, { headers: { authorization: `Bearer ${ana.token}` } })
  expect(read.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
  expect(await read.text()).toBe(canonicalJson(version))
})

test('no answer sets a cookie or lets another origin read it, and a cookie opens nothing (ASVS-3.3.x, ASVS-3.4.x)', async () => {
  const device = server.device()
  const { token } = await device.signIn('ana', PASSWORD, 'nurse')
  const strange = { origin: 'https://evil.test', 'content-type': 'application/json' }
  const { id, publicKey } = device
  const body = JSON.stringify({
    ...{ userName: 'ana', password: PASSWORD },
    device: { id, publicKey, app: '0', platform: 'none' },
  })
  const answers = [
    await get('/api/auth/sign-in', { method: 'POST', headers: strange, body }),
    await get('/api/auth/sign-in', {
      method: 'OPTIONS',
      headers: { origin: strange.origin, 'access-control-request-method': 'POST' },
    }),
    await get('/api/auth/sessions', { headers: { ...strange, authorization: `Bearer ${token}` } }),
    await get('/', { headers: strange }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 200, 200])
  for (const { headers } of answers)
    expect([headers.get('set-cookie'), headers.get('access-control-allow-origin')]).toEqual([null, null])
  for (const cookie of [`token=${token}`, `__Host-session=${token}`])
    expect((await get('/api/auth/sessions', { headers: { cookie } })).status).toBe(401)
})

test.each([
  ...['TRACE', 'CONNECT /api/health', 'GET /docs', 'GET /api/docs', 'GET /api/debug', 'GET /.env', 'GET /assets'],
  ...['GET /assets/main-1a2b.js.map', 'GET /server', 'PROPFIND'],
])('%s finds nothing (ASVS-13.x)', async (asked) => {
  const [method = '', path = '/api/health'] = asked.split(' ')
  const status = await new Promise((resolve, reject) => {
    const call = request(server.address + path, { method }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    // A tunnel is not even answered.
    call.once('connect', (answer) => resolve(answer.statusCode))
    call.once('error', (error) => (method === 'CONNECT' ? resolve(404) : reject(error)))
    call.end()
  })
  expect([400, 404, 405]).toContain(status)
})

const check = (holds: string) => ({
  id: 'X-01',
  severity: 'S' as const,
  items: ['SYSBP'],
  holds,
  message: { en: 'x' },
  cases: { holds: {}, boundary: {}, fails: {} },
})

test.each([
  ['not JSON', '{', 400],
  ['a poisoned key', '{"__proto__": {"admin": true}, "userName": "a"}', 400],
  ['an unknown key', JSON.stringify({ refreshToken: 'x', device: 'y', admin: true }), 400],
  ['a body larger than the door', JSON.stringify({ refreshToken: 'x'.repeat(20_000) }), 413],
])('%s is refused without an echo (ASVS-15.3.3, ASVS-15.3.6, ASVS-2.2.2, ASVS-2.4.1)', async (_, body, status) => {
  const answer = await get('/api/auth/refresh', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  })
  const refusal = Refusal.parse(await answer.json())
  expect(answer.status).toBe(status)
  expect(refusal.message).not.toContain('admin')
})

test('when the database goes away the answer says to try again', async () => {
  const away = await startTestServer({ databaseUrl: undefined })
  const mark = await readFile(join(away.dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')
  process.kill(Number(mark.split('\n')[0]), 'SIGQUIT')
  const deadline = Date.now() + 10_000
  let answer = await away.call('GET', '/api/health', undefined, undefined)
  while (answer.status === 200 && Date.now() < deadline)
    answer = await away.call('GET', '/api/health', undefined, undefined)
  expect([answer.status, Refusal.parse(answer.body)]).toEqual([
    503,
    { code: 'unavailable', message: 'The database does not answer.', retryAfter: 5 },
  ])
  await away.stop()
})

test('no password, token, name or value is in the log (PRIV-04, ASVS-16.x)', async () => {
  const device = server.device()
  const ana = await device.signIn('ana', PASSWORD, 'nurse')
  await server.call('POST', '/api/auth/sign-in', { userName: 'ana', password: 'marked-4711' }, undefined)
  expect(lines.length).toBeGreaterThan(10)
  const log = lines.join('')
  for (const secret of [PASSWORD, 'marked-4711', ana.token, ana.answer.refreshToken, 'ana', 'Name of'])
    expect(log.includes(secret), secret).toBe(false)
})

test('who watches over the server reads counts by route, and nobody else reads them', async () => {
  const watched = await startTestServer({ metricsToken: 'watcher' })
  const read = (token?: string) =>
    fetch(`${watched.address}/metrics`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } })
  expect((await fetch(`${watched.address}/api/live`)).status).toBe(200)
  expect((await fetch(`${watched.address}/api/health`)).status).toBe(200)
  expect([(await read()).status, (await read('other')).status]).toEqual([404, 404])
  const text = await (await read('watcher')).text()
  expect(text).toContain('tracer_answers_total{method="GET",route="/api/health",status="200"} 1\n')
  expect(text).toContain('tracer_answer_seconds_bucket{method="GET",route="/api/health",le="+Inf"} 1\n')
  expect(text).toMatch(/^tracer_database_connections\{state="open"\} [1-9]/m)
  // The format that Prometheus reads: comments, or a name with labels and a number.
  for (const line of text.trim().split('\n')) expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? [\d.e+-]+)$/)
  await watched.stop()
  expect((await get('/metrics')).status).toBe(404)
})
