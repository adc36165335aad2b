import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { securityHeaders } from '#shared/security-headers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forwardTo } from '../../electron/forward'

/** Says what it was asked, compressed, with more headers than anybody needs. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    if (request.url === '/api/elsewhere') {
      response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()
      return
    }
    const asked = {
      url: request.url,
      method: request.method,
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    }
    response.writeHead(409, { 'content-type': 'application/json', 'content-encoding': 'gzip', 'set-cookie': 'a=b' })
    response.end(gzipSync(JSON.stringify(asked)))
  })
})
let forward: (request: Request) => Promise<Response>
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  forward = forwardTo(new URL(`http://127.0.0.1:${String(port)}`), fetch)
})
afterAll(() => {
  server.close()
})

test('method, question, body and what a call needs of its headers arrive, and nothing else', async () => {
  const response = await forward(
    new Request('app://tracer/api/sync/pull?after=3', {
      method: 'POST',
      body: '{"device":1}',
      headers: { authorization: 'Bearer t', 'content-type': 'application/json', cookie: 'a=b', 'x-page': 'yes' },
    }),
  )
  const asked: unknown = await response.json()
  expect(asked).toMatchObject({
    url: '/api/sync/pull?after=3',
    method: 'POST',
    body: '{"device":1}',
    headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
  })
  expect(asked).not.toHaveProperty('headers.cookie')
  expect(asked).not.toHaveProperty('headers.x-page')
  expect(asked).not.toHaveProperty('headers.origin')
})

test('an answer comes back with its status, decoded, without cookies, under the policy of the app', async () => {
  const response = await forward(new Request('app://tracer/api/health'))
  expect(response.status).toBe(409)
  expect(Object.fromEntries(response.headers)).toEqual({
    'content-type': 'application/json',
    ...securityHeaders('none'),
  })
})

test('an address after the host cannot change the host', async () => {
  const response = await forward(new Request('app://tracer/api/@127.0.0.1:9/x'))
  expect(await response.json()).toMatchObject({ url: '/api/@127.0.0.1:9/x' })
})

test('a redirection is not followed, since the token would travel along', async () => {
  expect((await forward(new Request('app://tracer/api/elsewhere'))).type).toBe('error')
})

test('a server that is gone fails the call as a network does', async () => {
  const toNobody = forwardTo(new URL('http://127.0.0.1:9'), fetch)
  expect((await toNobody(new Request('app://tracer/api/health'))).type).toBe('error')
})
