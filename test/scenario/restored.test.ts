import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ItemPath } from '#shared/casebook/path'
import type { SubjectKey } from '#shared/ids'
import { fromServer } from '../../server/cli/log-source'
import { type Proof, proveServer } from '../../server/cli/prove'
import { type Embedded, startEmbedded } from '../../server/store/embedded'
import { PASSWORD, type TestServer, as, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'
import { network, newProfile, openDevice } from '../renderer/data/own-device'
import { Colleague } from './trial'

/** Back-up, loss and restore as `docs/backup.md` tells it: three devices bring back what the back-up does not have. */

const SYSBP = ItemPath.parse('SCR/VS/VITALS/SYSBP')
const secret = 'the same secret before and after a restore'
const names = ['ana', 'ben', 'eva'] as const

/** The database program and its folder: the one that is lost, and what comes of its back-up. */
let lost: Embedded
let restored: Embedded
let folder: string
let server: TestServer
let port: number
const colleagues: Colleague[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tracer-restored-'))
  lost = await startDatabase('lost')
  await as(lost.adminUrl, (owner) => owner.query('CREATE DATABASE trial'))
  server = await startTestServer({ databaseUrl: of(lost), secret })
  port = Number(new URL(server.address).port)
  await server.addStudy(smallStudy, ['NL01'])
  await server.addPerson('dana', STUDY, 'data-manager@*')
  for (const name of [...names, 'mia']) await server.addPerson(name, STUDY, 'nurse@NL01')
})
afterAll(async () => {
  for (const { door } of colleagues) await door.close()
  await server.stop()
  await lost.stop()
  await restored.stop()
  await rm(folder, { recursive: true })
})

const startDatabase = (name: string) =>
  startEmbedded(join(folder, name), 'test', ['-c', 'fsync=off', '-c', 'full_page_writes=off'])
const of = ({ adminUrl }: Embedded, name = 'trial') => new URL(name, adminUrl).href

/** `npm run --silent backup --` and what it says. */
async function backup(...args: readonly string[]): Promise<string> {
  const program = new URL('../../out/cli/backup.js', import.meta.url).pathname
  const env = { PATH: process.env['PATH'], INIT_CWD: folder, DATABASE_ADMIN_URL: of(lost) }
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], { env })
  return stdout.trim()
}

async function arrives(name: string): Promise<Colleague> {
  const profile = newProfile({ network: network(fetch), server: server.address })
  profile.clock.set(new Date().toISOString())
  const colleague = new Colleague(name, profile, openDevice(profile))
  colleagues.push(colleague)
  await colleague.signsIn()
  await colleague.door.syncNow()
  return colleague
}

/** Every server program is started anew; the address stays. */
async function startOn(databaseUrl: string): Promise<void> {
  server = await startTestServer({ databaseUrl, secret, port })
}

/** How many rows there are in each table. */
async function rowsIn(databaseUrl: string): Promise<Readonly<Record<string, number>>> {
  return as(databaseUrl, async (owner) => {
    const { rows: tables } = await owner.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
    )
    const counts: Record<string, number> = {}
    for (const { name } of tables) {
      const { rows } = await owner.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${owner.escapeIdentifier(name)}`,
      )
      counts[name] = rows[0]?.n ?? -1
    }
    return counts
  })
}

/** What `verify` says of the server's log. */
async function proofOf({ address }: TestServer): Promise<Proof> {
  const credentials = join(await mkdtemp(join(tmpdir(), 'tracer-proof-')), 'credentials.json')
  await writeFile(credentials, JSON.stringify({ userName: 'dana', password: PASSWORD }))
  try {
    return await proveServer(await fromServer(address, credentials, undefined))
  } finally {
    await rm(dirname(credentials), { recursive: true })
  }
}

async function everybodySyncs(): Promise<void> {
  // Once to send, and once more to hear what the others sent.
  for (let round = 0; round < 2; round++) for (const { door } of colleagues) await door.syncNow()
}

const sortedHistory = async (colleague: Colleague, subject: SubjectKey) => {
  const { heads, history, contested } = await colleague.sees(subject, SYSBP)
  return { heads, history: [...history].sort(), contested }
}

test(
  'what was entered after the back-up comes back from the devices, each change once (GCP-20, PRIV-05)',
  { timeout: 300_000 },
  async () => {
    for (const name of names) await arrives(name)
    const subjects: SubjectKey[] = []
    for (const colleague of colleagues) {
      const subject = await colleague.enrols()
      await colleague.enters(subject, SYSBP, '120')
      subjects.push(subject)
    }
    await everybodySyncs()

    const id = await backup('begin')
    expect(await colleagues[0]?.door.syncNow(), 'begun is not kept').not.toHaveProperty('backedUp')
    await server.stop()
    // A back-up of the files, sealed as it is made; opened, it is another database program's.
    await lost.stop()
    const holder = await backup('keys', 'holder.key')
    await backup('seal', '--to', holder, '--out', 'backup.age', '--', 'tar', '-C', 'lost', '-c', 'cluster')
    await backup('open', 'backup.age', '--key', 'holder.key', '--out', 'backup.tar')
    await mkdir(join(folder, 'restored'))
    await promisify(execFile)('tar', ['-C', join(folder, 'restored'), '-x', '-f', join(folder, 'backup.tar')])
    lost = await startDatabase('lost')
    restored = await startDatabase('restored')
    const copied = await rowsIn(of(restored))
    expect(copied['change'], 'GCP-20: nothing is missing in the copy').toBe(6)
    expect(copied).toEqual(await rowsIn(of(lost)))
    await startOn(of(lost))
    await backup('done', id)
    await expect(backup('done', id)).rejects.toThrow('never began, or is done already')

    for (const [i, colleague] of colleagues.entries()) {
      await colleague.door.syncNow()
      for (const subject of subjects) await colleague.enters(subject, SYSBP, `13${i}`, 'read again')
      await colleague.door.syncNow()
    }
    await everybodySyncs()
    const status = await colleagues[0]?.door.syncStatus()
    expect(status).toMatchObject({ waiting: 0, backedUp: { through: 2, of: 5 }, streams: [{ head: 15, cursor: 15 }] })
    const before = await Promise.all(subjects.map((subject) => sortedHistory(colleagues[0]!, subject)))
    expect(before[0]).toMatchObject({ heads: ['132'], history: ['120', '130', '131', '132'], contested: false })

    await server.stop()
    await startOn(of(restored))
    expect(await proofOf(server), 'GCP-20: every chain holds before any device has been in contact').toMatchObject({
      ...{ holds: true, entries: 6 },
    })
    for (const colleague of colleagues) await colleague.restarts()
    await everybodySyncs()
    expect(await proofOf(server)).toMatchObject({ holds: true, entries: 15 })

    const mia = await arrives('mia')
    for (const colleague of [...colleagues, mia]) {
      expect(await colleague.door.syncStatus()).toMatchObject({
        ...{ state: 'idle', waiting: 0, held: 0 },
        streams: [{ head: 15, cursor: 15 }],
      })
      const now = await Promise.all(subjects.map((subject) => sortedHistory(colleague, subject)))
      expect(now).toEqual(before)
    }
    const { rows } = await as(of(restored), (owner) =>
      owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM security_log WHERE kind = 'log-behind-device'`),
    )
    expect(rows[0]?.n).toBeGreaterThanOrEqual(3)
  },
)

test('what its own device is gone for comes back from one that had only read it', { timeout: 180_000 }, async () => {
  await server.stop()
  await as(restored.adminUrl, (owner) => owner.query('CREATE DATABASE again TEMPLATE trial'))
  const again = of(restored, 'again')
  const notes = async (kind: string) =>
    as(again, async (owner) => {
      const { rows } = await owner.query<{ detail: string }>('SELECT detail FROM security_log WHERE kind = $1', [kind])
      return rows.map(({ detail }) => detail)
    })
  const earlier = (await notes('log-recovered')).length
  for (const colleague of colleagues) colleague.goesOffline()
  await startOn(of(restored))
  // Ana takes up another machine: the back-up knows neither it nor what is said there.
  const gone = await arrives('ana')
  const subject = await gone.enrols()
  for (const text of ['150', '151']) await gone.enters(subject, SYSBP, text, 'read again')
  await gone.door.syncNow()
  const reader = await arrives('ben')
  const seen = await sortedHistory(reader, subject)
  expect(seen).toMatchObject({ heads: ['151'], history: ['150', '151'] })
  const log = async () => {
    const proof = await proofOf(server)
    return proof.holds ? proof.entries : proof
  }
  const before = await log()
  reader.goesOffline()
  await gone.door.close()
  colleagues.splice(colleagues.indexOf(gone), 1)

  await server.stop()
  await startOn(again)
  expect(await log()).toBe(Number(before) - 3)
  reader.comesBack()
  // The back-up does not know its device either.
  await reader.restarts()
  await reader.door.syncNow()
  expect((await notes('log-recovered')).slice(earlier)).toEqual([`${STUDY}/NL01/data 3`])
  expect(await proofOf(server)).toMatchObject({ holds: true, entries: before })

  // Whoever else had read it gives back what is there already, and nothing is there twice.
  for (const colleague of colleagues) colleague.comesBack()
  await everybodySyncs()
  const late = await arrives('mia')
  for (const colleague of [reader, late]) {
    expect(await sortedHistory(colleague, subject)).toEqual(seen)
    expect(await colleague.door.syncStatus()).toMatchObject({ state: 'idle', waiting: 0, held: 0 })
  }
  expect(await notes('log-recovered')).toHaveLength(earlier + 1)
  expect(await notes('recovered-aside')).toEqual([])
  expect(await proofOf(server)).toMatchObject({ holds: true, entries: before })
})
