import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type * as Agreed from '#shared/redaction/agreed'
import type * as Judge from '#shared/redaction/judge'
import type * as Redact from '../../renderer/data/store/redact'
import type { LogTransaction } from '../../server/sync/log'
import type { Without } from './sim-server'
import type * as Simulate from './simulate'
import type { FaultKind } from './schedule'

/** The test of the test, for what two people agree to black out: each of its safeguards taken out is found. */

vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 })

/** Which of the product's own steps are left out while a schedule is played. */
const out = vi.hoisted(() => ({ two: false, device: false, agreed: false }))

vi.mock('#shared/redaction/judge', async (original) => {
  const real = await original<typeof Judge>()
  const judgeDecision: typeof real.judgeDecision = (...given) => {
    const why = real.judgeDecision(...given)
    return out.two && why === 'wrong-role' ? undefined : why
  }
  return { ...real, judgeDecision }
})

vi.mock('#shared/redaction/agreed', async (original) => {
  const real = await original<typeof Agreed>()
  const waitsForAgreement: typeof real.waitsForAgreement = (logged) => !out.agreed && real.waitsForAgreement(logged)
  return { ...real, waitsForAgreement }
})

vi.mock('../../renderer/data/store/redact', async (original) => {
  const real = await original<typeof Redact>()
  const carryOut: typeof real.carryOut = (...given) => (out.device ? Promise.resolve(true) : real.carryOut(...given))
  return { ...real, carryOut }
})

// Test files of one process share what they loaded: the simulator is loaded once more, with the steps that can be left out.
let simulate: typeof Simulate.simulate
beforeAll(async () => {
  vi.resetModules()
  simulate = (await import('./simulate')).simulate
})
afterAll(() => void vi.resetModules())
beforeEach(() => Object.assign(out, { two: false, device: false, agreed: false }))

const changed =
  (change: (tx: LogTransaction) => Partial<LogTransaction>): Without =>
  (log) => ({
    within: (streams, work, how) => log.within(streams, (tx) => work({ ...tx, ...change(tx) }), how),
  })

/** The first course of things in which something is found, and how much was blacked out up to there. */
async function play(only: readonly FaultKind[], most: number, without?: Without, first = 1) {
  let blackedOut = 0
  for (let seed = first; seed < first + most; seed++) {
    const outcome = await simulate({ seed, only, ...(without && { without }) })
    blackedOut += outcome.blackedOut
    if (outcome.wrong.length > 0) return { wrong: outcome.wrong.join('\n'), blackedOut }
  }
  return { wrong: '', blackedOut }
}

test('a server that lets an agreement count and takes nothing out', async () => {
  const without = changed(() => ({ blackOut: () => Promise.resolve() }))
  expect((await play(['redact'], 60, without)).wrong).toMatch(/redaction at .* is not what two people agreed/)
})

test('a server that takes out of the log and leaves what is packed of it', async () => {
  const without = changed((tx) => ({
    blackOut: async (stream, row) => {
      const parts = await tx.parts(stream)
      const kept = await tx.part(stream, row.subject)
      const end = await tx.snapshot(stream)
      await tx.blackOut(stream, row)
      const part = parts.find(({ subject }) => subject === row.subject)
      if (part && kept) await tx.keepPart(stream, { ...part, ...kept })
      if (end) await tx.keepSnapshot(stream, end)
    },
  }))
  expect((await play(['redact', 'fresh'], 200, without)).wrong).toMatch(/redaction at .* the server has it|holds «/)
})

test('one person who agrees with themselves', async () => {
  out.two = true
  expect((await play(['redact'], 60)).wrong).toMatch(/no two people agreed on it/)
})

test('devices that read of an agreement and keep the words', async () => {
  out.device = true
  expect((await play(['redact'], 60)).wrong).toMatch(/redaction at .* holds «/)
})

test('what came back blacked out and is held, although its agreement came back behind it', async () => {
  out.agreed = true
  // Begins where it is near: a restore has to fall between a redaction and the end.
  expect((await play(['redact', 'restore'], 60, undefined, 30)).wrong).toMatch(
    /redaction at .* was agreed on and waits for a person/,
  )
})

test('none of them taken out: the same courses hold, and something is blacked out in them (GCP-26)', async () => {
  for (const [only, most] of [[['redact'], 6] as const, [['redact', 'restore', 'carry', 'loss'], 12] as const]) {
    const { wrong, blackedOut } = await play(only, most)
    expect(wrong).toBe('')
    expect(blackedOut).toBeGreaterThan(0)
  }
})
