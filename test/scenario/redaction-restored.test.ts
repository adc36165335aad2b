import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FormPath, ItemPath } from '#shared/casebook/path'
import { type Logged, refOf } from '#shared/change/change'
import type { SubjectKey } from '#shared/ids'
import type { Role } from '#shared/roles'
import { targetOf } from '#shared/redaction/black-out'
import { placesOf } from '#shared/redaction/words-at'
import { fromServer } from '../../server/cli/log-source'
import { type Proof, proveServer } from '../../server/cli/prove'
import { addressOf, network, newProfile, openDevice } from '../renderer/data/own-device'
import { PASSWORD, type TestServer, as, freshDatabase, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'
import { createLive } from '../../renderer/data/live'
import { Colleague, texts } from './trial'

/** A back-up is older than a redaction: whatever comes back from devices, the words that were taken out do not. */

const NAME = 'Wilhelmina Achterberg'
const AE = FormPath.parse('LOG/AE:0198c0de-0000-7000-8000-000000000001')
const TERM = ItemPath.parse(`${AE}/EVENT/AETERM`)
const secret = 'the same secret before and after a restore'

let database: Awaited<ReturnType<typeof freshDatabase>>
let server: TestServer
let port: number
const copies: string[] = []
const colleagues: Colleague[] = []

beforeAll(async () => {
  database = await freshDatabase()
  server = await startTestServer({ databaseUrl: database.url, secret })
  port = Number(new URL(server.address).port)
  await server.addStudy(smallStudy, ['NL01'])
  await server.addPerson('dana', STUDY, 'monitor@*')
})
afterAll(async () => {
  for (const { door } of colleagues) await door.close()
  await server.stop()
  for (const copy of copies)
    await as(database.url, (owner) => owner.query(`DROP DATABASE IF EXISTS ${nameOf(copy)} WITH (FORCE)`))
  await database.drop()
})

const nameOf = (url: string) => new URL(url).pathname.slice(1)

async function arrives(name: string, role: Role, carry: typeof fetch = fetch): Promise<Colleague> {
  await server.addPerson(name, STUDY, `${role}@NL01`)
  const profile = newProfile({ network: network(carry), server: server.address })
  profile.clock.set(new Date().toISOString())
  const colleague = new Colleague(name, profile, openDevice(profile))
  colleagues.push(colleague)
  await colleague.signsIn()
  await colleague.door.syncNow()
  return colleague
}

const startOn = async (databaseUrl: string): Promise<void> => {
  server = await startTestServer({ databaseUrl, secret, port })
}

/** A copy of the database as it is now. */
async function backUp(name: string): Promise<string> {
  const copy = `${database.url}_${name}`
  await server.stop()
  await as(database.url.replace(nameOf(database.url), 'postgres'), (owner) =>
    owner.query(`CREATE DATABASE ${nameOf(copy)} TEMPLATE ${nameOf(database.url)}`),
  )
  copies.push(copy)
  await startOn(database.url)
  return copy
}

async function everybodySyncs(): Promise<void> {
  for (let round = 0; round < 3; round++) for (const { door } of colleagues) await door.syncNow()
}

async function proofOf({ address }: TestServer): Promise<Proof> {
  const credentials = join(await mkdtemp(join(tmpdir(), 'tracer-proof-')), 'credentials.json')
  await writeFile(credentials, JSON.stringify({ userName: 'dana', password: PASSWORD }))
  try {
    return await proveServer(await fromServer(address, credentials, undefined))
  } finally {
    await rm(dirname(credentials), { recursive: true })
  }
}

const rowsWithIt = (databaseUrl: string): Promise<number> =>
  as(databaseUrl, async (owner) => {
    const { rows } = await owner.query('SELECT FROM change WHERE body LIKE $1', [`%${NAME}%`])
    return rows.length
  })

async function asks(who: Colleague, subject: SubjectKey, { change }: Logged): Promise<Logged> {
  const target = targetOf(change, placesOf(change))
  if (!target) throw new Error('nothing to take out')
  return who.asserts(subject, { kind: 'redaction-request', targets: [target], scopes: [AE], reason: 'a name' })
}

test(
  'restored to before the redaction, or to before the slip itself, the server is told of it and not of the name (GCP-26, GCP-20)',
  { timeout: 240_000 },
  async () => {
    const nora = await arrives('nora', 'nurse')
    const ines = await arrives('ines', 'investigator')
    const mona = await arrives('mona', 'data-manager')
    const subject = await nora.enrols()
    await nora.door.syncNow()
    const empty = await backUp('before_the_slip')
    const slip = await nora.enters(subject, TERM, `Nausea, ${NAME}`)
    await nora.enters(subject, TERM, 'Nausea')
    await everybodySyncs()
    const slipped = await backUp('before_the_redaction')
    const asked = await asks(ines, subject, slip)
    await everybodySyncs()
    const decided = { kind: 'redaction-decision', decision: 'approve', reason: 'a name indeed' } as const
    await mona.asserts(subject, { ...decided, request: refOf(asked.change), scopes: [AE] })
    await everybodySyncs()
    expect(await rowsWithIt(database.url)).toBe(0)
    const before = await proofOf(server)
    expect(before).toMatchObject({ holds: true, redactions: 1 })

    for (const copy of [slipped, empty]) {
      await server.stop()
      expect(await rowsWithIt(copy)).toBe(copy === slipped ? 1 : 0)
      await startOn(copy)
      for (const colleague of colleagues) await colleague.restarts()
      await everybodySyncs()
      expect(await rowsWithIt(copy)).toBe(0)
      expect(await proofOf(server)).toEqual(before)
      for (const colleague of colleagues) {
        expect((await colleague.sees(subject, TERM)).heads).toEqual(['Nausea'])
        // It came back before its agreement, and waits for nobody once that is there.
        expect((await colleague.casebook(subject)).forms.get(AE)?.held).toEqual([])
      }
    }
  },
)

/** A server of a former release, which knows own changes as receipts only. */
const ofFormerRelease: typeof fetch = (input, init) =>
  fetch(addressOf(input).replace('own=whole', 'own=unheard-of'), init)

test(
  'restored to before an agreement that somebody has declined since, everybody sees the words again, their author too (GCP-26, GCP-20)',
  { timeout: 240_000 },
  async () => {
    await server.stop()
    await startOn(database.url)
    const olga = await arrives('olga', 'nurse')
    const iris = await arrives('iris', 'investigator')
    const milo = await arrives('milo', 'data-manager')
    const max = await arrives('max', 'data-manager', ofFormerRelease)
    const four = [olga, iris, milo, max]
    const subject = await olga.enrols()
    const slip = await olga.enters(subject, TERM, `Nausea, ${NAME}`)
    await olga.enters(subject, TERM, 'Nausea')
    for (const { door } of four) await door.syncNow()
    const asked = await asks(iris, subject, slip)
    for (const { door } of four) await door.syncNow()
    const backup = await backUp('before_the_agreement')
    const decides = (who: Colleague, decision: 'approve' | 'decline') =>
      who.asserts(subject, {
        ...{ kind: 'redaction-decision', request: refOf(asked.change), scopes: [AE] },
        ...{ decision, reason: 'a name indeed' },
      })
    const history = async (who: Colleague) => (await who.sees(subject, TERM)).history.sort()
    await decides(max, 'approve')
    for (const { door } of [max, olga, iris]) await door.syncNow()
    for (const who of [max, olga, iris]) expect(await history(who)).toEqual(['Nausea', 'missing'])
    // Iris has the casebook open, and leaves it so.
    const live = createLive(iris.door)
    const stopListening = live.listen()
    const casebook = live.casebook(subject)
    const leaves = casebook.subscribe(() => undefined)
    const shown = () => texts(casebook.get()?.forms.get(AE)?.items.get(TERM)?.history ?? []).sort()
    await expect.poll(shown).toEqual(['Nausea', 'missing'])

    // Who had not read of it is the first to be back.
    for (const who of four) who.goesOffline()
    await server.stop()
    await startOn(backup)
    milo.comesBack()
    await milo.restarts()
    await decides(milo, 'decline')
    await milo.door.syncNow()
    for (const who of [max, olga, iris]) {
      who.comesBack()
      if (who !== iris) await who.restarts()
    }
    for (let round = 0; round < 3; round++) for (const { door } of [milo, ...four]) await door.syncNow()
    expect(await rowsWithIt(backup)).toBe(1)
    for (const who of four) expect(await history(who), who.userName).toEqual(['Nausea', `Nausea, ${NAME}`])
    await expect.poll(shown).toEqual(['Nausea', `Nausea, ${NAME}`])
    leaves()
    stopListening()
    expect(await proofOf(server)).toMatchObject({ holds: true })
  },
)
