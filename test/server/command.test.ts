import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { SubjectCode, SubjectKey } from '#shared/ids'
import { PASSWORD as DEMONSTRATION_PASSWORD } from '../../server/demo/accounts'
import { Device } from '../../server/demo/device'
import { as, callTo, freshDatabase } from '../support/server'

// Each start is a process and a database of its own.
vi.setConfig({ testTimeout: 120_000 })

const main = new URL('../../out/server/main.js', import.meta.url).pathname

const children: ChildProcess[] = []

/** Runs the command; resolves with its output once it is ready or has ended. */
async function run(args: readonly string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  const ended = once(child, 'close').then(([code]: unknown[]) => code)
  const out: string[] = []
  const err: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => err.push(line))
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      out.push(line)
      if (line.startsWith('ready ')) resolve()
    })
  })
  await Promise.race([ready, ended])
  return { child, ended, out, err, address: /^ready (\S+)$/.exec(out.at(-1) ?? '')?.[1] ?? '' }
}

/** How a command that does not get ready ends: status, and what it says of it. */
async function refusal(args: readonly string[], env: Record<string, string>) {
  const { ended, err, out } = await run(args, env)
  return { status: await ended, said: err.join('\n'), ready: out.some((line) => line.startsWith('ready ')) }
}

const temporary = () => mkdtemp(join(tmpdir(), 'tracer-test-'))
const mark = (dataDir: string) => join(dataDir, 'postgres', 'cluster', 'postmaster.pid')

test('the demonstration loses nothing, whether it is told to end or killed outright', async () => {
  const dataDir = await temporary()
  const first = await run(['--demonstration'], { TRACER_DATA: dataDir })
  expect(first.err).toEqual([])
  expect(first.out.join('\n')).toMatch(/^Data: .*nurse\.nl01.*tracer-demo-2026.*ready http:[^\n]+$/s)
  expect((await stat(join(dataDir, 'secret'))).mode & 0o777).toBe(0o600)
  const code = await enrols(first.address)
  first.child.kill('SIGINT')
  expect(await first.ended).toBe(0)
  await expect(stat(mark(dataDir))).rejects.toThrow('ENOENT')
  const log = await readFile(join(dataDir, 'server.log'), 'utf8')
  expect(log).toContain('"route":"/api/sync/push"')
  for (const secret of ['tracer-demo-2026', code, 'Nausea']) expect(log).not.toContain(secret)

  // Killed outright, its database stays behind; the next start takes it over.
  const second = await run(['--demonstration'], { TRACER_DATA: dataDir })
  const before = await head(second.address)
  await enrols(second.address)
  second.child.kill('SIGKILL')
  await second.ended
  const third = await run(['--demonstration'], { TRACER_DATA: dataDir })
  expect(third.err).toEqual([])
  expect(await head(third.address)).toBe(before + 1)
  third.child.kill('SIGTERM')
  expect(await third.ended).toBe(0)
  await rm(dataDir, { recursive: true })
})

/** A nurse at NL01 on a new device. */
async function nurse(address: string) {
  const device = new Device(callTo(address))
  const by = await device.signIn('nurse.nl01', DEMONSTRATION_PASSWORD, 'nurse')
  const { leases, sites, streams } = await device.hello(by.token)
  const [lease, place, stream] = [leases[0], sites[0], streams[0]]
  if (!lease || !place || !stream) throw new Error('the nurse has no site')
  return { device, by, lease, place, stream }
}

const head = async (address: string) => (await nurse(address)).stream.head

/** The code of a participant who was enrolled with the first number at hand. */
async function enrols(address: string): Promise<string> {
  const { device, by, lease, place } = await nurse(address)
  const code = SubjectCode.parse(`NL01-${String(lease.first).padStart(3, '0')}`)
  const subject = SubjectKey.parse(randomUUID())
  device.assert({ by, at: new Date().toISOString(), ...place, subject, body: { kind: 'enrol', code } })
  await device.push(by)
  return code
}

test('told to end while it starts, it ends and leaves no database behind', async () => {
  const dataDir = await temporary()
  const starting = run(['--demonstration'], { TRACER_DATA: dataDir })
  while (!existsSync(mark(dataDir))) await wait(50)
  const pid = Number((await readFile(mark(dataDir), 'utf8')).split('\n')[0])
  children.at(-1)?.kill('SIGTERM')
  const { ended, out, err } = await starting
  expect([await ended, out, err]).toEqual([0, [], []])
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  await rm(dataDir, { recursive: true })
})

test('what stands in the way of a start is said in words, in one line', async () => {
  const dataDir = await temporary()
  const file = join(dataDir, 'file')
  await writeFile(file, '')
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  const PORT = typeof address === 'object' && address ? String(address.port) : ''
  const TRACER_DATA = join(dataDir, 'data')
  const [port, folder, option, number, size] = await Promise.all([
    refusal(['--demonstration'], { TRACER_DATA, PORT }),
    refusal(['--demonstration'], { TRACER_DATA: join(file, 'below') }),
    refusal(['--demonstrate'], { TRACER_DATA }),
    refusal(['--demonstration'], { TRACER_DATA, PORT: '123456' }),
    refusal(['--demonstration'], { TRACER_DATA, TRACER_EXPORT_MEGABYTES: '4001' }),
  ])
  const says = (status: number, words: string) => ({
    status,
    said: `The server does not start: ${words}`,
    ready: false,
  })
  expect(port).toEqual(says(1, `port ${PORT} is in use; choose another with PORT`))
  const other = 'choose another data folder with TRACER_DATA'
  expect(folder).toEqual(says(1, `${join(file, 'below')} cannot be used (ENOTDIR); ${other}`))
  expect(option).toEqual(says(2, 'unknown option --demonstrate'))
  expect(number).toEqual(says(2, 'PORT is not the number of a port'))
  expect(size).toEqual(says(2, 'TRACER_EXPORT_MEGABYTES is no number from 1 to 4000'))
  taken.close()
  await rm(dataDir, { recursive: true })
})

test('the production server refuses to start unsafe, and says why (ASVS-13.x, ASVS-12.x)', async () => {
  const database = await freshDatabase()
  const TRACER_DATA = await temporary()
  const DATABASE_URL = database.url
  const far = 'postgres://app:of-the-app@db.example:5432/tracer'
  const [none, half, owner, words, guessable, alone, clear, away] = await Promise.all([
    refusal([], { TRACER_DATA }),
    refusal([], { TRACER_DATA, DATABASE_URL }),
    refusal([], { TRACER_DATA, DATABASE_URL, DATABASE_ADMIN_URL: DATABASE_URL }),
    refusal([], { TRACER_DATA, DATABASE_URL, DATABASE_ADMIN_URL: 'the database' }),
    refusal([], { TRACER_DATA, DATABASE_URL, DATABASE_ADMIN_URL: DATABASE_URL, TRACER_SECRET: 'guess me' }),
    refusal([], { TRACER_DATA, DATABASE_URL, DATABASE_ADMIN_URL: DATABASE_URL, TRACER_TLS_CERT: 'a.crt' }),
    refusal([], { TRACER_DATA, DATABASE_URL, DATABASE_ADMIN_URL: DATABASE_URL, HOST: '0.0.0.0' }),
    refusal([], { TRACER_DATA, DATABASE_URL: far, DATABASE_ADMIN_URL: DATABASE_URL }),
  ])
  expect([none.status, none.said]).toEqual([2, expect.stringContaining('DATABASE_URL is missing')])
  expect([half.status, half.said]).toEqual([2, expect.stringContaining('DATABASE_ADMIN_URL is missing')])
  expect([owner.status, owner.said]).toEqual([1, expect.stringContaining('it is a superuser')])
  expect([words.status, words.said]).toEqual([2, expect.stringContaining('DATABASE_ADMIN_URL is not an address')])
  expect([guessable.status, guessable.said]).toEqual([2, expect.stringContaining('TRACER_SECRET')])
  expect([alone.status, alone.said]).toEqual([2, expect.stringContaining('TRACER_TLS_CERT and TRACER_TLS_KEY')])
  expect([clear.status, clear.said]).toEqual([1, expect.stringContaining('on 0.0.0.0 it would be reached without TLS')])
  expect([away.status, away.said]).toEqual([1, expect.stringContaining('DATABASE_URL leads to db.example')])
  await database.drop()
  await rm(TRACER_DATA, { recursive: true })
})

test('on an empty database the production server invites its first administrator, until there is one', async () => {
  const database = await freshDatabase()
  const app = new URL(database.url)
  app.username = `app_${app.pathname.slice(1)}`
  app.password = 'of the app'
  await as(database.url, (admin) => admin.query(`CREATE ROLE "${app.username}" LOGIN PASSWORD 'of the app'`))
  const TRACER_DATA = await temporary()
  const env = { TRACER_DATA, DATABASE_URL: app.href, DATABASE_ADMIN_URL: database.url }
  const first = await run([], env)
  const token = /invitation for the first administrator: (\S+)$/.exec(first.out[0] ?? '')?.[1]
  const person = { token, userName: 'first', name: 'First', password: 'quiet-harbour-lantern' }
  const accept = () => callTo(first.address)('POST', '/api/auth/accept-invitation', person, undefined)
  expect([(await accept()).status, (await accept()).status]).toEqual([200, 404])
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  const second = await run([], env)
  expect(second.out).toEqual([`ready ${second.address}`])
  second.child.kill('SIGTERM')
  await second.ended
  await database.drop()
  await rm(TRACER_DATA, { recursive: true })
})
