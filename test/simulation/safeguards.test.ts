import { expect, test, vi } from 'vitest'
import { hashOf } from '#shared/canonical-json'
import { linkAll } from '#shared/change/chain'
import type { StreamId } from '#shared/ids'
import type { LogTransaction } from '../../server/sync/log'
import type { Without } from './sim-server'
import type { Schedule } from './schedule'
import { simulate } from './simulate'

/**
 * The test of the test: without one of the safeguards something breaks, and the simulation says so. A safeguard that can
 * be taken out unnoticed is either not needed or not tested.
 */

// A safeguard has to be found within five minutes.
vi.setConfig({ testTimeout: 300_000 })

/** The same log, with some of what its writing transactions do done otherwise. */
const changed =
  (
    change: (
      tx: LogTransaction,
      streams: readonly StreamId[],
      request: Parameters<Without>[1],
    ) => Partial<LogTransaction>,
  ): Without =>
  (log, request) => ({
    within: (streams, work, how) => {
      const named = [...streams]
      return log.within(named, (tx) => work({ ...tx, ...change(tx, named, request) }), how)
    },
  })

/** What is committed under a number is taken for what is sent under it. */
const noHashCompare = changed((tx, _, { changes, before, from }) => ({
  async takeDevice(device) {
    const known = await tx.takeDevice(device)
    if (!known || known.acked < from) return known
    return { ...known, chain: linkAll(before, changes.slice(0, known.acked - from + 1)) }
  },
  async identities(...asked) {
    const rows = await tx.identities(...asked)
    return rows.map((row) => {
      const sent = changes.find(({ n }) => n === row.n)
      return sent ? { ...row, hash: hashOf(sent) } : row
    })
  },
}))

/** Each takes the heads it needs in an order of its own. */
const unsortedLocks = (): Without => {
  let pushes = 0
  return changed((tx, streams) => {
    const order = pushes++ % 2 === 0 ? streams : [...streams].reverse()
    let taken = false
    return {
      async takeHead(stream) {
        if (!taken) for (const each of order) await tx.takeHead(each)
        taken = true
        return tx.takeHead(stream)
      },
    }
  })
}

/** Numbers are given out as a sequence does it: at once, to anybody, and used or not. */
const sequence = (): Without => {
  const next = new Map<StreamId, number>()
  return changed((tx, _, { changes }) => ({
    async takeHead(stream) {
      const [head] = await tx.heads([stream])
      if (!head) return undefined
      const given = Math.max(next.get(stream) ?? 0, head.head)
      next.set(stream, given + changes.filter((change) => change.stream === stream).length)
      return { ...head, head: given }
    },
  }))
}

/** The first course of things in which something is found, within so many. */
async function found(schedule: (seed: number) => Schedule, most = 150): Promise<readonly string[]> {
  for (let seed = 1; seed <= most; seed++) {
    const { wrong } = await simulate(schedule(seed))
    if (wrong.length > 0) return wrong
  }
  return []
}

const about = (wrong: readonly string[]) => new Set(wrong.map((text) => text.split(' ')[0]))

test('a cursor that is stored before what it speaks of', async () => {
  const wrong = await found((seed) => ({ seed, only: ['crash'], torn: ['cursors'] }))
  expect(about(wrong)).toContain('I2')
})

test('numbers of a copied device whose hashes nobody compares', async () => {
  const wrong = await found((seed) => ({ seed, only: ['copy', 'delay'], without: noHashCompare }))
  expect(about(wrong)).toContain('I1')
})

test('heads that are taken in any order', async () => {
  const wrong = await found((seed) => ({ seed, only: ['outage'], without: unsortedLocks() }), 900)
  expect(about(wrong)).toContain('I4')
})

test('a sequence in place of the head row', async () => {
  const wrong = await found((seed) => ({ seed, only: ['outage'], without: sequence() }))
  expect(wrong).not.toEqual([])
})

test('what a restored server lost, and nobody gives back who had read it', async () => {
  const wrong = await found((seed) => ({ seed, only: ['restore', 'loss'], withoutRecovery: true }))
  expect(about(wrong)).toContain('I8')
})

test('none of them taken out: the same courses hold', async () => {
  const only = ['crash', 'copy', 'delay', 'outage', 'server', 'restore', 'loss'] as const
  expect(await found((seed) => ({ seed, only }), 12)).toEqual([])
})
