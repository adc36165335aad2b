import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { CompactSign, exportJWK, generateKeyPair } from 'jose'
import { expect, test } from 'vitest'
import { DeviceId, UserId } from '#shared/ids'
import type { OfflineGrant } from '#shared/protocol'
import type { PersonRecord } from '../../../renderer/data/keys/person'
import { keysInUse, namesAround, takeIntoUse } from '../../../renderer/data/keys/renewal'
import { STRETCHING_FLOOR } from '../../../renderer/data/keys/stretch'
import { TracerDatabase } from '../../../renderer/data/store/database'

/** When a newer key of a site is taken into use: as soon as nobody who may need it is without it. */

const device = DeviceId.parse(crypto.randomUUID())
const server = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
const serverKey = (await exportJWK(server.publicKey)).x ?? ''
const DAY = 24 * 3600
const START = Date.parse('2026-03-12T10:00:00Z') / 1000

const OLD = { key: 'old', first: 'old', madeAt: 0 }
const NEW = { key: 'new', first: 'old', madeAt: 10 }
const NEWEST = { key: 'newest', first: 'old', madeAt: 20 }
const ELSEWHERE = { key: 'elsewhere', first: 'elsewhere', madeAt: 0 }

/** Somebody who signed in at the server on a day, and what their password opens. */
async function person(
  day: number,
  holds: PersonRecord['holds'],
  more: Partial<PersonRecord> = {},
): Promise<PersonRecord> {
  const sub = UserId.parse(crypto.randomUUID())
  const iat = START + day * DAY
  const grant: OfflineGrant = {
    ...{ iss: 'tracer', sub, device, name: 'Ana', userName: 'ana', grants: [], grantVersion: 1 },
    ...{ iat, exp: iat + 14 * DAY },
  }
  const offlineGrant = await new CompactSign(new TextEncoder().encode(JSON.stringify(grant)))
    .setProtectedHeader({ alg: 'EdDSA' })
    .sign(server.privateKey)
  return {
    ...{ id: sub, user: { id: sub, userName: 'ana', name: 'Ana' }, offlineGrant, offlineUntil: '', lastIn: 0 },
    ...{ salt: '', stretching: STRETCHING_FLOOR, secrets: { by: 'none', text: '' } },
    ...(holds && { holds }),
    ...more,
  }
}

/** The key in use after somebody begins to work there. */
async function taken(people: readonly PersonRecord[], before?: string): Promise<string | undefined> {
  const db = new TracerDatabase({ indexedDB: new IDBFactory(), IDBKeyRange })
  if (before !== undefined) await db.meta.put({ name: 'seals old', key: before })
  await db.meta.put({ name: 'server', key: serverKey })
  await takeIntoUse({ db, records: () => Promise.resolve(people), device, serverKey: () => Promise.resolve(serverKey) })
  return (await keysInUse(db)).get('old')
}

test('everybody has it: the newest of them is taken', async () => {
  expect(await taken([await person(0, [OLD])])).toBeUndefined()
  expect(await taken([await person(0, [OLD, NEW])])).toBe('new')
  expect(await taken([await person(0, [OLD, NEW]), await person(1, [NEW, OLD, NEWEST])])).toBe('new')
  expect(await taken([await person(0, [NEW, NEWEST]), await person(1, [NEW, NEWEST])], 'new')).toBe('newest')
})

test('who works elsewhere alone is not asked; of whom nothing is known is waited for', async () => {
  expect(await taken([await person(0, [OLD, NEW]), await person(1, [ELSEWHERE])])).toBe('new')
  expect(await taken([await person(0, [OLD, NEW]), await person(1, undefined)])).toBeUndefined()
})

test('who was not there since is waited for until the server has signed for somebody after their leave ran out', async () => {
  const away = await person(0, [OLD])
  expect(await taken([away, await person(13, [OLD, NEW])])).toBeUndefined()
  expect(await taken([away, await person(14, [OLD, NEW])])).toBe('new')
})

test('nothing changes under somebody who is on a journey with the key before', async () => {
  const travel = (key: string) => ({ travel: { pass: '', key, until: 0 } })
  const home = await person(20, [OLD, NEW])
  expect(await taken([home, await person(0, [OLD, NEW], travel('old'))])).toBeUndefined()
  expect(await taken([home, await person(0, [OLD, NEW], travel('elsewhere'))])).toBe('new')
})

test('where the key in use went from everybody’s records, the newest that they have is taken', async () => {
  expect(await taken([await person(0, [OLD])], 'lost')).toBe('old')
  expect(await taken([await person(0, [OLD, NEW])], 'lost')).toBe('new')
})

test('the names of a site’s keys are known without a password', async () => {
  const records = [await person(0, [OLD, ELSEWHERE]), await person(0, [NEW])]
  expect([...namesAround(records, 'new')].sort()).toEqual(['new', 'old'])
  expect([...namesAround(records, 'unheard')]).toEqual(['unheard'])
})
