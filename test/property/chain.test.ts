import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { type Json, canonicalJson, hashOf } from '#shared/canonical-json'
import { type DeviceLink, GENESIS, firstBreak, link } from '#shared/change/chain'
import { Change } from '#shared/change/change'
import { world } from './world'

const runs = { numRuns: 50 }

/** One device's log with its hashes, at least three links long. */
const chain = world
  .map(({ log }) => {
    const [first] = log
    const own = log.map(({ change }) => change).filter(({ device }) => device === first?.change.device)
    return linked(own.sort((a, b) => a.n - b.n))
  })
  .filter(({ length }) => length >= 3)

function linked(changes: readonly Change[]): readonly DeviceLink[] {
  let hash = GENESIS
  return changes.map((change) => {
    hash = link(hash, change)
    return { change, hash }
  })
}

const place = fc.nat()

test('a log as its device wrote it holds', () => {
  fc.assert(
    fc.property(chain, (links) => {
      expect(firstBreak(links)).toBeUndefined()
    }),
    runs,
  )
})

test('one changed character anywhere is found, at that change (P11-04)', () => {
  fc.assert(
    fc.property(chain, place, (links, at) => {
      const i = at % links.length
      const forged = links.map((one, j) =>
        j === i ? { ...one, change: Change.parse({ ...one.change, zone: `${one.change.zone}!` }) } : one,
      )
      expect(firstBreak(forged)).toMatchObject({ kind: 'hash', at: `${links[i]?.change.device}:${i + 1}` })
    }),
    runs,
  )
})

test('a change taken out, put in twice or put elsewhere is found (P11-04)', () => {
  fc.assert(
    fc.property(chain, place, (links, at) => {
      const i = at % (links.length - 1)
      const without = links.filter((_, j) => j !== i)
      const doubled = links.flatMap((one, j) => (j === i ? [one, one] : [one]))
      const [a, b] = [links[i], links[i + 1]]
      const swapped = links.map((one, j) => (j === i ? (b ?? one) : j === i + 1 ? (a ?? one) : one))
      for (const forged of [without, doubled, swapped]) expect(firstBreak(forged)).toBeDefined()
    }),
    runs,
  )
})

test('a change put in with a number of its own is found', () => {
  fc.assert(
    fc.property(chain, place, (links, at) => {
      const i = at % links.length
      const forged = links.flatMap((one, j): DeviceLink[] => {
        if (j < i) return [one]
        const moved = { ...one, change: Change.parse({ ...one.change, n: one.change.n + 1 }) }
        return j === i ? [one, moved] : [moved]
      })
      expect(firstBreak(forged)).toMatchObject({ kind: 'hash' })
    }),
    runs,
  )
})

/** What JSON can hold: it knows no -0. */
const json: fc.Arbitrary<Json> = fc
  .jsonValue({ noUnicodeString: false })
  .map((value) => z.json().parse(JSON.parse(JSON.stringify(value))))

test('canonical JSON is the same for the same value, whatever the order of its keys', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.integer()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse())
      expect(canonicalJson(turned)).toBe(canonicalJson(value))
      expect(hashOf(turned)).toBe(hashOf(value))
    }),
  )
})

test('canonical JSON is JSON, and says the whole value', () => {
  fc.assert(
    fc.property(json, (value) => {
      const said = canonicalJson(value)
      const read = z.json().parse(JSON.parse(said))
      expect(read).toEqual(value)
      expect(canonicalJson(read)).toBe(said)
    }),
  )
})

test('canonical JSON writes a text as JSON does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(canonicalJson(text)).toBe(JSON.stringify(text))
    }),
  )
})

test('canonical JSON of two values is the same only when they are', () => {
  fc.assert(
    fc.property(json, json, (a, b) => {
      if (canonicalJson(a) === canonicalJson(b)) expect(a).toEqual(b)
    }),
  )
})

test('members that are undefined are left out; what JSON cannot hold throws', () => {
  expect(canonicalJson({ b: 1, a: undefined })).toBe('{"b":1}')
  for (const value of [NaN, Infinity, '\ud800', { '\ud800': 1 }]) expect(() => canonicalJson(value)).toThrow(RangeError)
})
