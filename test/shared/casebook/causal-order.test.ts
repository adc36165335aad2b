import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inCausalOrder, type Said } from '#shared/casebook/causal-order'
import { Change, refOf } from '#shared/change/change'
import { DeviceId, changeRef } from '#shared/ids'

const devices = ['0', '1', '2'].map((d) => DeviceId.parse(`${d.repeat(8)}-0000-4000-8000-000000000000`))

function said(device: DeviceId, n: number, bases: Said['bases']): Said {
  const change = Change.parse({
    ...{ v: 1, device, n, study: 'S1', stream: 'S1/A1/data', version: '0'.repeat(64), role: 'nurse', source: 'direct' },
    ...{ subject: device, author: device, boot: device, mono: n, claimedAt: '2026-03-12T10:00:00Z', zone: 'UTC' },
    body: { kind: 'void', refused: '0'.repeat(64) },
  })
  return { ref: refOf(change), bases, logged: { change } }
}

/** Threads in which each entry has seen some of those before it. */
const thread = fc
  .array(fc.tuple(fc.nat({ max: 2 }), fc.array(fc.nat({ max: 30 }), { maxLength: 3 })), { maxLength: 30 })
  .map((entries) => {
    const made: Said[] = []
    const counts = [0, 0, 0]
    for (const [d, seen] of entries) {
      const device = devices[d]
      if (!device) continue
      const n = (counts[d] = (counts[d] ?? 0) + 1)
      const bases = seen.flatMap((i) => made[i]?.ref ?? [])
      made.push(said(device, n, bases))
    }
    return made
  })

test('each comes after all it had seen and after its own device before, in whatever order they arrive', () => {
  fc.assert(
    fc.property(
      thread.chain((made) => fc.tuple(fc.constant(made), fc.shuffledSubarray(made, { minLength: made.length }))),
      ([made, shuffled]) => {
        const order = inCausalOrder(shuffled)
        expect(order.map(({ ref }) => ref)).toEqual(inCausalOrder(made).map(({ ref }) => ref))
        expect(order).toHaveLength(made.length)
        const placeOf = new Map(order.map(({ ref }, i) => [ref, i]))
        for (const [i, { bases, logged }] of order.entries()) {
          for (const base of bases) expect(placeOf.get(base)).toBeLessThan(i)
          const { device, n } = logged.change
          if (n > 1) expect(placeOf.get(changeRef(device, n - 1))).toBeLessThan(i)
        }
      },
    ),
  )
})

test('a circle, which no honest device makes, is broken at the smallest name; nothing is lost', () => {
  const [a, b, c] = devices.map((device) => changeRef(device, 1))
  if (!a || !b || !c) throw new Error('three devices')
  const circle = devices.map((device, i) => said(device, 1, [[b, c, a][i] ?? a]))
  expect(inCausalOrder(circle).map(({ ref }) => ref)).toEqual([a, c, b])
})
