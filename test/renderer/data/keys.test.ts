import { expect, test } from 'vitest'
import { base64url, utf8 } from '../../../renderer/data/bytes'
import { NO_ATTEMPTS, begun, triesLeft, waitSeconds } from '../../../renderer/data/keys/attempts'
import { DamagedRecord, open, seal } from '../../../renderer/data/keys/envelope'
import { createKeyring } from '../../../renderer/data/keys/keyring'
import { STRETCHING_FLOOR, newSalt, stretch } from '../../../renderer/data/keys/stretch'
import { SiteId, StudyId } from '#shared/ids'

const place = { table: 'log', row: 7 }

async function newKey(id: string) {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  return { id, key }
}

test('the same value twice looks different, and opens where it belongs (CRYP-01)', async () => {
  const key = await newKey('k1')
  const plain = utf8('128 mmHg')
  const [a, b] = [await seal(crypto, key, place, plain), await seal(crypto, key, place, plain)]
  expect(a.data).not.toEqual(b.data)
  expect(await open(crypto, key, place, a)).toEqual(plain)
})

test.each([
  ['moved to another row', { table: 'log', row: 8 }, 'k1', -1],
  ['moved to another table', { table: 'forms', row: 7 }, 'k1', -1],
  ['said to be under another key', place, 'k2', -1],
  ['with one bit of the nonce turned', place, 'k1', 3],
  ['with one bit of the text turned', place, 'k1', 14],
  ['with one bit of the tag turned', place, 'k1', 30],
])('a sealed value %s is a damaged record (CRYP-01, CRYP-10)', async (_, where, id, at) => {
  const key = await newKey('k1')
  const sealed = await seal(crypto, key, place, utf8('128 mmHg'))
  if (at >= 0) sealed.data[at] = (sealed.data[at] ?? 0) ^ 4
  await expect(open(crypto, { ...key, id }, where, sealed)).rejects.toThrow(DamagedRecord)
})

test('passwords are never stretched less than the floor (CRYP-02)', async () => {
  const salt = newSalt(crypto)
  const { memory, iterations } = STRETCHING_FLOOR
  await expect(stretch(crypto, 'p', salt, { memory: memory - 1, iterations })).rejects.toThrow('below the floor')
  await expect(stretch(crypto, 'p', salt, { memory, iterations: iterations - 1 })).rejects.toThrow('below the floor')
})

test('one stretch gives parted keys that cannot be taken out; other salt, other keys (CRYP-02, CRYP-03)', async () => {
  const salt = newSalt(crypto)
  const keys = await stretch(crypto, 'ångström', salt, STRETCHING_FLOOR)
  expect([keys.wrap.extractable, keys.signing.extractable]).toEqual([false, false])
  const sealed = await seal(crypto, { id: 'k', key: keys.wrap }, place, utf8('x'))
  await expect(open(crypto, { id: 'k', key: keys.signing }, place, sealed)).rejects.toThrow(DamagedRecord)
  // Another keyboard writes the same letter as two code points.
  const decomposed = 'ångström'.normalize('NFD')
  expect((await stretch(crypto, decomposed, salt, STRETCHING_FLOOR)).verifier).toBe(keys.verifier)
  expect((await stretch(crypto, 'ångström', newSalt(crypto), STRETCHING_FLOOR)).verifier).not.toBe(keys.verifier)
})

test('index names are the same for the same text and tell nothing of it or of its kind (CRYP-04)', async () => {
  const key = base64url(crypto.getRandomValues(new Uint8Array(32)))
  const [study, site] = [StudyId.parse('NCT00000001'), SiteId.parse('NL01')]
  const ring = await createKeyring(crypto, [{ study, site, keyId: 'a', key }])
  const again = await createKeyring(crypto, [{ study, site, keyId: 'a', key }])
  const mark = await ring.of(study, site)?.mark('subject', 'NL01-004')
  expect(mark).toMatch(/^[A-Za-z0-9_-]{22}$/)
  expect(await again.of(study, site)?.mark('subject', 'NL01-004')).toBe(mark)
  expect(await ring.of(study, site)?.mark('form', 'NL01-004')).not.toBe(mark)
  expect(ring.of(study, SiteId.parse('FR01'))).toBeUndefined()
})

test('each wrong password doubles the wait, the fifth locks, and a clock set back shortens nothing (CRYP-06)', () => {
  let attempts = NO_ATTEMPTS
  const waits: number[] = []
  for (let now = 0; waits.length < 8; now += 1_000) {
    attempts = begun(attempts, now)
    waits.push(waitSeconds(attempts, now))
  }
  expect(waits).toEqual([1, 2, 4, 8, 900, 1_800, 3_600, 7_200])
  expect(triesLeft(attempts)).toBe(0)
  expect(waitSeconds(attempts, -1_000_000_000)).toBe(7_200)
  expect(waitSeconds(attempts, 7_000 + 7_200_000)).toBe(0)
})
