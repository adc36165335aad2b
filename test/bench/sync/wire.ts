import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import type { ChangeBody } from '#shared/change/change'
import { GENESIS } from '#shared/change/chain'
import { type Hash, SubjectKey } from '#shared/ids'
import { PushAnswer } from '#shared/protocol'
import { type Author, Device } from '../../../server/demo/device'
import { PASSWORD, as, callTo } from '../../support/server'
import { type Document, documents, participantsOf } from './documents.mjs'
import { startProgram } from './programs'
import { type Traffic, openRelay } from './relay'
import { type OurServer, startOurs } from './server'
import { SITE, STUDY, changeOf, enrolmentOf } from './study'

/** Servers alone: clients send bodies that were made before, one at a time, and store nothing. */

const BATCH = 500
/** Devices at once. */
export const DEVICES = 8

export interface WireFigures {
  /** One device: milliseconds for all documents, and what it sent. */
  readonly alone: { readonly ms: number } & Traffic
  /** Several devices, an equal part of the documents each: when each had been answered to its last batch. */
  readonly together: readonly number[]
  /** The same database, filled with rows in batches of as many. */
  readonly raw: number
}

interface Sender {
  readonly address: string
  readonly device: Device
  readonly by: Author
}

async function sender(address: string, number: number): Promise<Sender> {
  const device = new Device(callTo(address))
  const by = await device.signIn(`nurse.${number}`, PASSWORD, 'nurse')
  return { address, device, by }
}

const assertion = (server: OurServer, { by }: Sender, subject: SubjectKey, body: ChangeBody, boot: string) => ({
  ...{
    by,
    at: '2026-03-02T09:00:00.000+01:00',
    study: STUDY,
    site: SITE,
    version: server.said.version,
    subject,
    body,
    boot,
  },
})

/** Numbers, links, signs and packs everything first; what is measured then is the server. */
function bodiesOf(server: OurServer, from: Sender, before: Hash, all: readonly Document[]): readonly Uint8Array[] {
  const boot = randomUUID()
  const { device, by } = from
  const changes = all.map((document) => {
    const subject = SubjectKey.parse(document.subject)
    return device.assert(assertion(server, from, subject, changeOf(document), boot))
  })
  const bodies: Uint8Array[] = []
  let link = before
  for (let i = 0; i < changes.length; i += BATCH) {
    const batch = changes.slice(i, i + BATCH)
    const sealed = device.seal(link, batch)
    const request = {
      ...{ device: device.id, grantVersion: by.grantVersion, from: batch[0]?.n ?? 0, before: link, ...sealed },
      changes: batch,
    }
    bodies.push(gzipSync(JSON.stringify(request)))
    link = sealed.after
  }
  return bodies
}

async function send({ address, by }: Sender, bodies: readonly Uint8Array[]): Promise<void> {
  const headers = {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    authorization: `Bearer ${by.token}`,
  }
  for (const body of bodies) {
    const response = await fetch(`${address}/api/sync/push`, { method: 'POST', headers, body: Uint8Array.from(body) })
    if (!response.ok) throw new Error(`push refused: ${await response.text()}`)
    const { receipts } = PushAnswer.parse(await response.json())
    if (receipts.some(({ receipt }) => receipt.state === 'held')) throw new Error('the server holds a made-up change')
  }
}

/** Enrols everybody by a device that says nothing else. */
async function enrolAll(server: OurServer, from: Sender, n: number): Promise<void> {
  const boot = randomUUID()
  for (let i = 0; i < participantsOf(n); i++) {
    const { subject, body } = enrolmentOf(i)
    from.device.assert(assertion(server, from, subject, body, boot))
  }
  await from.device.push(from.by)
}

async function alone(server: OurServer, n: number): Promise<WireFigures['alone']> {
  const relay = await openRelay(server.said.address)
  try {
    const from = await sender(relay.address, 1)
    const enrolling = await sender(relay.address, 2)
    await enrolAll(server, enrolling, n)
    const bodies = bodiesOf(server, from, GENESIS, documents(n))
    relay.take()
    const begun = performance.now()
    await send(from, bodies)
    const ms = performance.now() - begun
    return { ms, ...relay.take() }
  } finally {
    relay.close()
  }
}

async function together(server: OurServer, n: number): Promise<WireFigures['together']> {
  const { address } = server.said
  await enrolAll(server, await sender(address, DEVICES + 1), n)
  const all = documents(n)
  const devices = await Promise.all(Array.from({ length: DEVICES }, (_, i) => sender(address, i + 1)))
  const each = Math.ceil(n / DEVICES)
  const work = devices.map((from, i) => ({
    from,
    bodies: bodiesOf(server, from, GENESIS, all.slice(i * each, (i + 1) * each)),
  }))
  const begun = performance.now()
  return Promise.all(
    work.map(async ({ from, bodies }) => {
      await send(from, bodies)
      return performance.now() - begun
    }),
  )
}

/** The documents as they are, in rows with two indexes, batch by batch: the least that a durable server can do. */
async function raw({ said: { adminUrl } }: OurServer, n: number): Promise<number> {
  const all = documents(n)
  return as(adminUrl, async (client) => {
    await client.query(`CREATE TABLE bench_raw (id uuid PRIMARY KEY, study text NOT NULL, site text NOT NULL,
      subject text NOT NULL, seq bigint NOT NULL, body jsonb NOT NULL)`)
    await client.query('CREATE INDEX ON bench_raw (study, seq)')
    const begun = performance.now()
    for (let i = 0; i < n; i += BATCH) {
      const batch = all.slice(i, i + BATCH)
      await client.query(
        `INSERT INTO bench_raw
         SELECT x.id::uuid, x.body->>'study', x.body->>'site', x.body->>'subject', x.seq, x.body
         FROM unnest($1::text[], $2::bigint[], $3::jsonb[]) AS x(id, seq, body)`,
        [batch.map(({ id }) => id), batch.map((_, k) => i + k), batch.map((document) => JSON.stringify(document))],
      )
    }
    return performance.now() - begun
  })
}

export async function measureWire(n: number): Promise<WireFigures> {
  const first = await startOurs(2)
  const [one, least] = await (async () => {
    try {
      return [await alone(first, n), await raw(first, n)] as const
    } finally {
      await first.stop()
    }
  })()
  const second = await startOurs(DEVICES + 1)
  try {
    return { alone: one, together: await together(second, n), raw: least }
  } finally {
    await second.stop()
  }
}

export interface ActualFigures {
  readonly push: { readonly ms: number } & Traffic
  readonly pull: { readonly ms: number } & Traffic
}

const Said = z.object({ port: z.number(), server: z.number() })

/** Actual's own sync server, pushed to in batches of the same size, and pulled from whole. */
export async function measureActual(n: number): Promise<ActualFigures> {
  const program = fileURLToPath(new URL('../peers/actual.mjs', import.meta.url))
  const client = await startProgram(program, [], Said)
  const relay = await openRelay(`http://127.0.0.1:${client.said.port}`)
  try {
    // What signs the account in is a few hundred bytes.
    const { push } = await client.ask({ address: relay.address, n }, z.object({ push: z.number() }))
    const up = relay.take()
    const { pull } = await client.ask({}, z.object({ pull: z.number() }))
    return { push: { ms: push, ...up }, pull: { ms: pull, ...relay.take() } }
  } finally {
    relay.close()
    await client.stop()
  }
}
