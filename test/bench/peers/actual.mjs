/**
 * Actual's own sync server on loopback, and a client that speaks its wire protocol only: no database, nothing applied.
 * Says on which port and as which process the server runs; then, asked with an address and a number, makes the bodies of
 * as many documents, pushes them in batches of 500, pulls them whole, and says how many milliseconds each took.
 */
import { create, fromBinary, toBinary } from '@actual-app/crdt'
import {
  MessageEnvelopeSchema,
  MessageSchema,
  SyncRequestSchema,
  SyncResponseSchema,
  Timestamp,
} from '@actual-app/crdt'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { documents } from '../sync/documents.mjs'

const BATCH = 500
const program = join(
  dirname(createRequire(import.meta.url).resolve('@actual-app/sync-server/package.json')),
  'build/app.js',
)

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  return port
}

const dataDir = mkdtempSync(join(tmpdir(), 'tracer-bench-actual-'))
const port = await freePort()
const server = spawn(process.execPath, [program], {
  env: {
    ...process.env,
    ACTUAL_DATA_DIR: dataDir,
    ACTUAL_HOSTNAME: '127.0.0.1',
    ACTUAL_PORT: String(port),
    NODE_ENV: 'production',
  },
  stdio: ['ignore', 'pipe', 'inherit'],
})
await new Promise((resolve) => server.stdout.on('data', (text) => String(text).includes('Listening') && resolve()))

async function end() {
  server.kill('SIGTERM')
  await Promise.race([once(server, 'exit'), new Promise((resolve) => setTimeout(resolve, 3_000))])
  server.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
  process.exit(0)
}
process.on('SIGTERM', () => void end())
process.on('disconnect', () => void end())

async function account(address) {
  const password = JSON.stringify({ password: 'bench-only' })
  const headers = { 'content-type': 'application/json' }
  const { data } = await (
    await fetch(`${address}/account/bootstrap`, { method: 'POST', headers, body: password })
  ).json()
  const fileId = randomUUID()
  const uploaded = await fetch(`${address}/sync/upload-user-file`, {
    method: 'POST',
    headers: {
      'x-actual-token': data.token,
      'x-actual-name': 'bench',
      'x-actual-file-id': fileId,
      'x-actual-format': '2',
      'content-type': 'application/encrypted-file',
    },
    body: Buffer.from('x'),
  })
  const { groupId } = await uploaded.json()
  return { token: data.token, fileId, groupId }
}

async function measure({ address, n }) {
  const { token, fileId, groupId } = await account(address)
  const bodyOf = (messages, since) =>
    toBinary(SyncRequestSchema, create(SyncRequestSchema, { messages, fileId, groupId, keyId: '', since }))
  const call = async (body) => {
    const headers = { 'content-type': 'application/actual-sync', 'x-actual-token': token }
    const response = await fetch(`${address}/sync/sync`, { method: 'POST', headers, body })
    if (!response.ok) throw new Error(`Actual answered ${response.status}`)
    return fromBinary(SyncResponseSchema, new Uint8Array(await response.arrayBuffer()))
  }
  const first = Date.now() - n
  const messages = documents(n).map((document, i) => {
    const content = { dataset: 'crf', row: document.id, column: 'doc', value: `S:${JSON.stringify(document)}` }
    return create(MessageEnvelopeSchema, {
      timestamp: new Timestamp(first + i, 0, 'aaaaaaaaaaaaaaaa').toString(),
      isEncrypted: false,
      content: toBinary(MessageSchema, create(MessageSchema, content)),
    })
  })
  // Whoever asks for what came after a moment that lies ahead gets nothing back: a push alone.
  const ahead = new Timestamp(Date.now() + 1e9, 0, 'bbbbbbbbbbbbbbbb').toString()
  const bodies = []
  for (let i = 0; i < n; i += BATCH) bodies.push(bodyOf(messages.slice(i, i + BATCH), ahead))

  const pushing = performance.now()
  for (const body of bodies) await call(body)
  const push = performance.now() - pushing
  process.send({ push })
  await once(process, 'message')
  const pulling = performance.now()
  const got = await call(bodyOf([], new Timestamp(0, 0, '0000000000000000').toString()))
  const pull = performance.now() - pulling
  if (got.messages.length !== n) throw new Error(`${got.messages.length} of ${n} arrived`)
  process.send({ pull })
}

process.once('message', (asked) => void measure(asked))
process.send({ port, server: server.pid })
