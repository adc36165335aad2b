import { expect, test } from 'vitest'
import { playHalf } from './schedules'
import { simulate } from './simulate'

test('1,500 schedules: nothing is lost, overwritten, doubled or stuck (GCP-15)', { timeout: 1_200_000 }, () =>
  playHalf(0),
)

test('devices that begin with a snapshot while everything around them fails', { timeout: 120_000 }, async () => {
  for (let seed = 1; seed <= 15; seed++) {
    const only = ['fresh', 'crash', 'restore', 'server', 'delay'] as const
    expect({ seed, wrong: (await simulate({ seed, only })).wrong }).toEqual({ seed, wrong: [] })
  }
})

test('what the server can never take holds up nothing, whatever else fails', { timeout: 120_000 }, async () => {
  for (let seed = 1; seed <= 15; seed++) {
    const only = ['poison', 'crash', 'restore', 'delay', 'replay', 'full'] as const
    expect({ seed, wrong: (await simulate({ seed, only })).wrong }).toEqual({ seed, wrong: [] })
  }
})

test('what was carried by hand is there once, also when its device is lost', { timeout: 120_000 }, async () => {
  for (let seed = 1; seed <= 15; seed++) {
    const only = ['carry', 'loss', 'outage', 'crash', 'delay', 'replay'] as const
    expect({ seed, wrong: (await simulate({ seed, only })).wrong }).toEqual({ seed, wrong: [] })
  }
})

test(
  'what a restored server lost comes back from whoever had read it, also where its device is gone',
  { timeout: 120_000 },
  async () => {
    for (let seed = 1; seed <= 15; seed++) {
      const only = ['restore', 'loss', 'copy', 'fresh', 'delay', 'replay', 'alter'] as const
      expect({ seed, wrong: (await simulate({ seed, only })).wrong }).toEqual({ seed, wrong: [] })
    }
  },
)

test('the same seed is the same course of things, another one is not', async () => {
  const [one, again, other] = [await simulate({ seed: 7 }), await simulate({ seed: 7 }), await simulate({ seed: 8 })]
  expect(again).toEqual(one)
  expect(other.hash).not.toBe(one.hash)
})

test('clocks decide nothing: set ten years off, they change what is claimed and nothing else (GCP-05)', async () => {
  const calm = await simulate({ seed: 11, only: ['clock'] })
  expect(calm.wrong).toEqual([])
  expect(calm.faults).toBeGreaterThan(0)
})
