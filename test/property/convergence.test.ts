import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Casebook } from '#shared/casebook/casebook'
import { emptyCasebook, fold, shardsOf } from '#shared/casebook/fold'
import { contestedQueryId } from '#shared/casebook/queries'
import { type Logged, refOf } from '#shared/change/change'
import { settledWorld, subject, world } from './world'

const runs = { numRuns: 100 }
const empty = emptyCasebook(subject)
const atOnce = (log: Iterable<Logged>): Casebook => fold(log, empty)

/** The log in another order, with some of it twice. */
const shuffled = (log: readonly Logged[]): fc.Arbitrary<Logged[]> =>
  fc
    .tuple(fc.shuffledSubarray([...log], { minLength: log.length }), fc.subarray([...log]))
    .map(([all, again]) => [...all, ...again])

const worldAndShuffle = world.chain((made) => fc.tuple(fc.constant(made), shuffled(made.log)))

test('law 1: any order and any resend fold to the same casebook (P11-01, GCP-15)', () => {
  fc.assert(
    fc.property(worldAndShuffle, ([{ log }, order]) => {
      expect(atOnce(order)).toEqual(atOnce(log))
    }),
    runs,
  )
})

test('law 1: folding in steps is folding at once, whatever the steps', () => {
  fc.assert(
    fc.property(worldAndShuffle, fc.array(fc.nat({ max: 8 })), ([{ log }, order], sizes) => {
      const rest = [...order]
      let casebook = empty
      for (const size of sizes) casebook = fold(rest.splice(0, size), casebook)
      expect(fold(rest, casebook)).toEqual(atOnce(log))
    }),
    runs,
  )
})

test('a receipt may arrive with its change, after it or before the next: the casebook is the same', () => {
  fc.assert(
    fc.property(worldAndShuffle, ([{ log }, order]) => {
      const bare = order.map(({ change }): Logged => ({ change }))
      expect(fold(order, atOnce(bare))).toEqual(atOnce(log))
      expect(fold(bare, atOnce(order))).toEqual(atOnce(log))
    }),
    runs,
  )
})

test('law 12: devices that hold the same changes see the same', () => {
  fc.assert(
    fc.property(settledWorld, ({ log, devices }) => {
      for (const held of devices) expect(atOnce(held)).toEqual(atOnce(log))
    }),
    runs,
  )
})

test('folding leaves what it was given, and every form it does not touch, as they are', () => {
  fc.assert(
    fc.property(world, fc.nat(), ({ log }, at) => {
      const cut = log.length === 0 ? 0 : at % log.length
      const before = atOnce(log.slice(0, cut))
      const copy = structuredClone(before)
      const after = fold(log.slice(cut), before)
      expect(before).toEqual(copy)
      const touched = new Set(log.slice(cut).flatMap(({ change }) => [...shardsOf(change)]))
      for (const [path, form] of before.forms) if (!touched.has(path)) expect(after.forms.get(path)).toBe(form)
      expect(fold(log, after)).toBe(after)
    }),
    runs,
  )
})

test('law 3: every counting value is a head, or someone who saw it went on from it', () => {
  fc.assert(
    fc.property(world, ({ log }) => {
      for (const form of atOnce(log).forms.values())
        for (const item of form.items.values()) {
          const standing = new Set(item.heads.map(({ ref }) => ref))
          for (const entry of item.history) {
            const followed = item.history.some(({ bases }) => bases.includes(entry.ref))
            expect(!entry.counts || standing.has(entry.ref) || followed).toBe(true)
          }
          expect(item.heads.length > 0 || item.history.every(({ counts }) => !counts)).toBe(true)
        }
    }),
    runs,
  )
})

test('law 3: a contested item has no value and exactly one query, open as long as it is contested', () => {
  fc.assert(
    fc.property(world, ({ log }) => {
      for (const form of atOnce(log).forms.values())
        for (const item of form.items.values()) {
          const queries = form.queries.filter(({ id }) => id === contestedQueryId(item.path))
          if (item.contested) {
            expect(item.value).toBeUndefined()
            expect(queries.map(({ status }) => status)).toEqual(['open'])
          } else expect(queries.filter(({ status }) => status !== 'closed')).toEqual([])
        }
    }),
    runs,
  )
})

test('every change is in the log of each form it speaks of, once', () => {
  fc.assert(
    fc.property(world, ({ log }) => {
      const casebook = atOnce(log)
      for (const { change } of log)
        for (const shard of shardsOf(change)) {
          const held = shard === undefined ? casebook.own.log : casebook.forms.get(shard)?.log
          expect(held?.get(refOf(change))?.change).toEqual(change)
        }
    }),
    runs,
  )
})
