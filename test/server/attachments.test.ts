import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AttachedFile, chunkRange, describeFile } from '#shared/attachment'
import { FormPath } from '#shared/casebook/path'
import { SiteId, type StudyVersionId, SubjectKey } from '#shared/ids'
import type { Author, Device } from '../../server/demo/device'
import { PASSWORD, type TestServer, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

let server: TestServer
let version: StudyVersionId
let device: Device
let ana: Author
beforeAll(async () => {
  server = await startTestServer()
  version = await server.addStudy(smallStudy, ['A1', 'B1'])
  await server.addPerson('ana', STUDY, 'nurse@A1')
  await server.addPerson('mona', STUDY, 'monitor@*')
  await server.addPerson('bob', STUDY, 'nurse@B1')
  device = server.device()
  ana = await device.signIn('ana', PASSWORD, 'nurse')
})
afterAll(() => server.stop())

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const picture = (bytes: number) => new Uint8Array([...PNG, ...randomBytes(bytes - PNG.length)])
const described = (content: Uint8Array) => describeFile(content, { title: 'ECG', type: 'image/png', blackened: 2 })
const stream = `${STUDY}/A1/data`

function attaches(file: AttachedFile, on = device, by = ana) {
  const place = { study: STUDY, site: SiteId.parse('A1'), version, subject: SubjectKey.parse(randomUUID()) }
  const body = { kind: 'attach' as const, form: FormPath.parse('SCR/VS'), file }
  return on.assert({ by, at: '2026-03-12T10:00:00.000+01:00', ...place, body })
}

const sends = (n: number, chunk: number, content: Uint8Array, by = ana) =>
  server.call('POST', `/api/sync/chunk?stream=${stream}&n=${n}&chunk=${chunk}`, content, by.token)
const pieceOf = (content: Uint8Array, chunk: number) =>
  content.subarray(...chunkRange({ bytes: content.length }, chunk))
const reads = (chunk: string, by: Author, of = stream) =>
  server.call('GET', `/api/sync/chunk?stream=${of}&chunk=${chunk}`, undefined, by.token)

test('a file comes in chunks, goes on where it was broken off, and is read by whoever may read the stream (ASVS-5.2.x)', async () => {
  const content = picture(600_000)
  const file = described(content)
  expect(file.chunks).toHaveLength(3)
  const { n } = attaches(file)
  // Before the change that names it, nothing is taken.
  expect((await sends(n, 0, pieceOf(content, 0))).status).toBe(404)
  await device.push(ana)
  expect((await sends(n, 0, pieceOf(content, 0))).body).toEqual({ file: file.sha256, missing: [1, 2] })
  expect((await reads(file.chunks[1] ?? '', ana)).status).toBe(404)
  expect((await sends(n, 2, pieceOf(content, 2))).body).toEqual({ file: file.sha256, missing: [1] })
  // An answer was lost: the same again is the same.
  expect((await sends(n, 2, pieceOf(content, 2))).body).toEqual({ file: file.sha256, missing: [1] })
  expect((await sends(n, 1, pieceOf(content, 1))).body).toEqual({ file: file.sha256, missing: [] })

  const monitor = await server.device().signIn('mona', PASSWORD, 'monitor')
  for (const [i, chunk] of file.chunks.entries()) {
    const answer = await fetch(`${server.address}/api/sync/chunk?stream=${stream}&chunk=${chunk}`, {
      headers: { authorization: `Bearer ${monitor.token}` },
    })
    expect(answer.headers.get('content-disposition')).toBe('attachment')
    expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(pieceOf(content, i)))).toBe(true)
  }
})

test('only what a change of the calling device names is taken, by its content (ASVS-5.2.x)', async () => {
  const content = picture(300_000)
  const file = described(content)
  const { n } = attaches(file)
  const script = new Uint8Array(Buffer.from('<svg onload="alert(1)"/>'))
  const { n: lied } = attaches(described(script))
  await device.push(ana)
  expect((await sends(n, 1, pieceOf(content, 0))).status).toBe(400)
  expect((await sends(n, 0, pieceOf(content, 0).subarray(1))).status).toBe(400)
  expect((await sends(n, 5, pieceOf(content, 0))).status).toBe(404)
  expect((await sends(lied, 0, script)).status).toBe(400)
  expect((await sends(n, 0, picture(300_000))).status).toBe(413)
  // Another device has no such change, whoever is signed in on it.
  const elsewhere = await server.device().signIn('ana', PASSWORD, 'nurse')
  expect((await sends(n, 0, pieceOf(content, 0), elsewhere)).status).toBe(404)
  expect((await sends(n, 0, pieceOf(content, 0))).body).toEqual({ file: file.sha256, missing: [1] })
})

test('another site gets nothing, under either name of the stream', async () => {
  const content = picture(1_000)
  const file = described(content)
  const { n } = attaches(file)
  await device.push(ana)
  await sends(n, 0, content)
  const bob = await server.device().signIn('bob', PASSWORD, 'nurse')
  const chunk = file.chunks[0] ?? ''
  expect((await reads(chunk, bob)).status).toBe(404)
  expect((await reads(chunk, bob, `${STUDY}/B1/data`)).status).toBe(404)
  expect((await sends(n, 0, content, bob)).status).toBe(404)
})

test('what was written before a role ended still comes in; reading ends with the role', async () => {
  const own = server.device()
  const user = await server.addPerson('cara', STUDY, 'nurse@A1')
  const cara = await own.signIn('cara', PASSWORD, 'nurse')
  const content = picture(2_000)
  const file = described(content)
  const { n } = attaches(file, own, cara)
  await own.push(cara)
  await server.endGrants(user)
  expect((await sends(n, 0, content, cara)).body).toEqual({ file: file.sha256, missing: [] })
  expect((await reads(file.chunks[0] ?? '', cara)).status).toBe(404)
})

test('the app can neither change nor remove a chunk, and sees none outside its sight', async () => {
  const { pool } = server.context.store
  await expect(pool.query("UPDATE attachment_chunk SET content = ''")).rejects.toThrow(/permission denied/)
  await expect(pool.query('DELETE FROM attachment_chunk')).rejects.toThrow(/permission denied/)
  expect((await pool.query('SELECT FROM attachment_chunk')).rows).toEqual([])
})
