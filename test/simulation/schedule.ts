import type { StoreName } from '../../renderer/data/store/tables'
import { type LineFaults, noLineFaults } from './network'
import type { Without } from './sim-server'
import type { VirtualTime } from './time'

/** Which kinds of fault a schedule may have. */
export type FaultKind =
  | keyof LineFaults
  | 'crash'
  | 'server'
  | 'clock'
  | 'token'
  | 'full'
  | 'role'
  | 'outage'
  | 'copy'
  | 'restore'
  | 'fresh'
  | 'poison'
  | 'carry'
  | 'loss'
  | 'redact'

export interface Schedule {
  readonly seed: number
  /** Only these, at full strength; by chance when left out. */
  readonly only?: readonly FaultKind[]
  /** Every kind, and much of each: for counting faults, not for finding the smallest course of things. */
  readonly storm?: boolean
  /** For tests of the test: the server without one of its safeguards, and stores whose writes are torn apart. */
  readonly without?: Without
  readonly torn?: readonly StoreName[]
  /** Nothing that a restored server lost is taken back from whoever had read it. */
  readonly withoutRecovery?: true
}

export interface Outcome {
  readonly seed: number
  /** Everything that happened, in one number: the same seed gives the same. */
  readonly hash: string
  /** Faults that were put in. */
  readonly faults: number
  readonly saved: number
  /** Words that two people agreed to black out. */
  readonly blackedOut: number
  readonly steps: number
  /** Broken promises, in words, each with its invariant; empty is well. */
  readonly wrong: readonly string[]
}

const kinds: readonly FaultKind[] = [
  ...(Object.keys(noLineFaults) as (keyof LineFaults)[]),
  ...([
    'crash',
    'server',
    'clock',
    'token',
    'full',
    'role',
    'outage',
    'copy',
    'restore',
    'fresh',
    'poison',
    'carry',
    'loss',
    'redact',
  ] as const),
]

/** Faults come in swarms: some schedules have few kinds and many of them, so that they meet. */
export function strengths({ chance }: VirtualTime, { only, storm }: Schedule): ReadonlyMap<FaultKind, number> {
  const share = storm ? 0.8 : chance.fraction() * 0.6
  return new Map(
    kinds.map((kind) => {
      const drawn = chance.fraction() < share ? chance.fraction() : 0
      return [kind, only ? Number(only.includes(kind)) : drawn]
    }),
  )
}
