import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GENESIS, linkAll, streamLink } from '#shared/change/chain'
import { Change, type Logged } from '#shared/change/change'
import { PulledRow, PullAnswer, PushRequest } from '#shared/protocol'
import { world } from './world'

const runs = { numRuns: 50 }

/** What comes out at the other end of the line. */
const travelled = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const committed = world
  .map(({ log }) => log.filter(({ receipt }) => receipt !== undefined))
  .filter(({ length }) => length > 0)

test('a change comes out of the line as it went in, to the last byte of its hash', () => {
  fc.assert(
    fc.property(world, ({ log }) => {
      const changes = log.map(({ change }) => change)
      const arrived = changes.map((change) => Change.parse(travelled(change)))
      expect(arrived).toEqual(changes)
      expect(linkAll(GENESIS, arrived)).toBe(linkAll(GENESIS, changes))
    }),
    runs,
  )
})

test('a push says what was put into it, and nothing else', () => {
  fc.assert(
    fc.property(
      world.filter(({ log }) => log.length > 0),
      fc.string(),
      ({ log }, extra) => {
        const changes = log.map(({ change }) => change)
        const request = {
          ...{ device: changes[0]!.device, grantVersion: 1, from: 1, before: GENESIS },
          ...{ after: linkAll(GENESIS, changes), signature: 'AAAA', changes },
        }
        expect(PushRequest.parse(travelled(request))).toEqual(request)
        expect(PushRequest.safeParse({ ...request, [`x${extra}`]: 1 }).success).toBe(false)
      },
    ),
    runs,
  )
})

/** A page as a server sends it to one device: its own changes as receipts. */
const pageFor = (log: readonly Logged[], reader: Change['device']) => ({
  stream: log[0]!.change.stream,
  rows: log.flatMap(({ change, receipt }) =>
    receipt
      ? [change.device === reader ? { own: change.n, receipt, hash: linkAll(GENESIS, [change]) } : { change, receipt }]
      : [],
  ),
  chain: log.reduce((chain, { change, receipt }) => (receipt ? streamLink(chain, change, receipt) : chain), GENESIS),
  head: log.length,
  more: false,
})

test('a page comes out of the line as it went in, whoever reads it', () => {
  fc.assert(
    fc.property(committed, (log) => {
      for (const reader of new Set(log.map(({ change }) => change.device))) {
        const page = pageFor(log, reader)
        const arrived = PullAnswer.parse(travelled(page))
        expect(arrived).toEqual(page)
        // No row is both: one's own change never comes back with a body.
        for (const row of arrived.rows) expect('own' in row).toBe(!('change' in row))
      }
    }),
    runs,
  )
})

test('a page in which one row is another one, or one is missing, has another chain', () => {
  fc.assert(
    fc.property(committed, fc.nat(), (log, at) => {
      const i = at % log.length
      const chainOf = (rows: readonly Logged[]) =>
        rows.reduce((chain, { change, receipt }) => (receipt ? streamLink(chain, change, receipt) : chain), GENESIS)
      const whole = chainOf(log)
      expect(chainOf(log.filter((_, j) => j !== i))).not.toBe(whole)
      const held = log.map((one, j): Logged => {
        if (j !== i || !one.receipt) return one
        return one.receipt.state === 'held'
          ? { ...one, receipt: { ...one.receipt, reason: 'after-lock' } }
          : { ...one, receipt: { ...one.receipt, state: 'held', reason: 'wrong-role' } }
      })
      expect(chainOf(held)).not.toBe(whole)
      expect(PulledRow.safeParse({ ...log[i], receipt: undefined }).success).toBe(false)
    }),
    runs,
  )
})
