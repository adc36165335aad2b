import { z } from 'zod'
import { capecitabineGate } from '../clinical/dose-gate/capecitabine'
import type { Decided } from '../clinical/dose-gate/condition'
import { everolimusGate } from '../clinical/dose-gate/everolimus'
import type { GateHistory } from '../clinical/dose-gate/history'
import { lutetiumGate } from '../clinical/dose-gate/lutetium'
import { octreotideGate } from '../clinical/dose-gate/octreotide'
import type { Gates } from '../study/gates'

/** What can be released for a dose. */
export const Agent = z.enum(['LU177', 'EVEROLIMUS', 'CAPECITABINE', 'OCTREOTIDE'])
export type Agent = z.output<typeof Agent>

/** The answer of a gate; how much may be given is in MBq for 177Lu and in mg for the others, absent with HOLD and STOP. */
export interface Answer extends Decided {
  readonly activityMbq?: string
  readonly doseMg?: string
}

/** The name of each agent in the gates of a study. */
export const gateNames = {
  LU177: 'lutetium',
  EVEROLIMUS: 'everolimus',
  CAPECITABINE: 'capecitabine',
  OCTREOTIDE: 'octreotide',
} as const satisfies Readonly<Record<Agent, keyof Gates>>

/** The gate of an agent as a study asks it; undefined where the study does not give the agent. */
export function gateFor(agent: Agent, gates: Gates): ((history: GateHistory) => Answer) | undefined {
  const { lutetium, everolimus, capecitabine, octreotide } = gates
  switch (agent) {
    case 'LU177':
      return lutetium && ((history) => lutetiumGate(history, lutetium))
    case 'EVEROLIMUS':
      return everolimus && ((history) => everolimusGate(history, everolimus))
    case 'CAPECITABINE':
      return capecitabine && ((history) => capecitabineGate(history, capecitabine))
    case 'OCTREOTIDE':
      return octreotide && ((history) => octreotideGate(history, octreotide))
  }
}
