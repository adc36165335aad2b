import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { answerAppRequests, bundledFiles } from '../../electron/app-protocol'

const folder = mkdtempSync(join(tmpdir(), 'tracer-bundle-'))
const bundle = join(folder, 'renderer')
mkdirSync(join(bundle, 'assets'), { recursive: true })
writeFileSync(
  join(bundle, 'index.html'),
  '<meta name="csp-nonce" content="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>',
)
writeFileSync(join(bundle, 'assets/app.js'), 'start()')
writeFileSync(join(bundle, 'assets/app.js.map'), '{}')
writeFileSync(join(folder, 'secret.json'), '{}')
symlinkSync(join(folder, 'secret.json'), join(bundle, 'link.json'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

let nonces = 0
const answer = answerAppRequests({
  files: bundledFiles(bundle),
  read: async (file) => new Uint8Array(await readFile(file)),
  forward: (request) => Promise.resolve(new Response(`forwarded ${request.method}`)),
  nonce: () => `nonce${String(++nonces)}`,
})

test.each([
  ['the page', 'app://tracer/index.html', 'text/html; charset=utf-8'],
  ['the page by its shortest name', 'app://tracer/', 'text/html; charset=utf-8'],
  ['a script', 'app://tracer/assets/app.js', 'text/javascript; charset=utf-8'],
  ['a script with a question behind it', 'app://tracer/assets/app.js?v=2', 'text/javascript; charset=utf-8'],
])('%s is served (ELEC-02)', async (_, address, contentType) => {
  const response = await answer(new Request(address))
  expect([response.status, response.headers.get('content-type')]).toEqual([200, contentType])
})

test.each([
  ['a step up', 'app://tracer/../secret.json'],
  ['an encoded step up', 'app://tracer/%2e%2e/secret.json'],
  ['an encoded slash', 'app://tracer/assets%2fapp.js'],
  ['a doubly encoded step up', 'app://tracer/%252e%252e/secret.json'],
  ['a backslash', 'app://tracer/..\\secret.json'],
  ['an encoded backslash', 'app://tracer/..%5csecret.json'],
  ['a null byte', 'app://tracer/index.html%00.js'],
  ['an absolute path', `app://tracer/${join(folder, 'secret.json')}`],
  ['a drive', 'app://tracer/C:/Windows/win.ini'],
  ['a link out of the bundle', 'app://tracer/link.json'],
  ['a source map', 'app://tracer/assets/app.js.map'],
  ['a folder', 'app://tracer/assets/'],
  ['a file that is not there', 'app://tracer/other.js'],
  ['a name every object has', 'app://tracer/constructor'],
  ['another host', 'app://other/index.html'],
])('%s is not found (ELEC-02)', async (_, address) => {
  expect((await answer(new Request(address))).status).toBe(404)
})

test('only reading is answered', async () => {
  expect((await answer(new Request('app://tracer/index.html', { method: 'POST', body: 'x' }))).status).toBe(404)
})

test('calls of the server are passed on', async () => {
  const response = await answer(new Request('app://tracer/api/sync/push', { method: 'POST', body: '{}' }))
  expect(await response.text()).toBe('forwarded POST')
})

test('every page gets a nonce of its own, the same in the page and its policy (ELEC-03)', async () => {
  const [first, second] = [await answer(new Request('app://tracer/')), await answer(new Request('app://tracer/'))]
  const nonce = /'nonce-(nonce\d+)'/.exec(first.headers.get('content-security-policy') ?? '')?.[1] ?? 'none'
  expect(await first.text()).toBe(`<meta name="csp-nonce" content="${nonce}"><style nonce="${nonce}"></style>`)
  expect(second.headers.get('content-security-policy')).not.toContain(nonce)
})

test('the policy lets nothing run, connect or embed that is not ours (ELEC-03)', async () => {
  const response = await answer(new Request('app://tracer/assets/app.js'))
  const policy = Object.fromEntries(
    (response.headers.get('content-security-policy') ?? '').split('; ').map((line) => {
      const [directive = '', ...sources] = line.split(' ')
      return [directive, sources.join(' ')]
    }),
  )
  expect(policy).toMatchObject({
    'default-src': "'none'",
    'script-src': "'self' 'wasm-unsafe-eval'",
    'connect-src': "'self'",
    'worker-src': "'self'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'",
  })
  expect(Object.values(policy).join(' ')).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
})
