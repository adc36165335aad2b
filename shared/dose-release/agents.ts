import { z } from 'zod'
import { capecitabineGate } from '../clinical/dose-gate/capecitabine'
import { GOES_ON } from '../clinical/dose-gate/capecitabine-dose'
import type { Decided } from '../clinical/dose-gate/condition'
import { BENEFIT, everolimusGate } from '../clinical/dose-gate/everolimus'
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

interface DoseItems {
  /** The day or the instant at which it began. */
  readonly start: string
  /** What was prescribed of it. */
  readonly amount: string
  /** The item that names the drug where a form records several, with the code that is meant. */
  readonly drug?: { readonly item: string; readonly code: string }
  /** What is prescribed is what was released, neither more nor less. */
  readonly exact?: true
}

/** Where the form that records a dose of an agent says what the release is about, by the names of the catalogue. */
export const doseItems: Readonly<Record<Agent, DoseItems>> = {
  LU177: { start: 'ECSTDTM', amount: 'LUPRESC', exact: true },
  EVEROLIMUS: { start: 'ECSTDAT', amount: 'ECDOSE', drug: { item: 'ECTRT', code: 'EVEROLIMUS' } },
  CAPECITABINE: { start: 'ECSTDAT', amount: 'ECDOSE' },
  OCTREOTIDE: { start: 'ECSTDTM', amount: 'ECDOSE', drug: { item: 'ECTRT', code: 'OCTREOTIDE_LAR' } },
}

/** Questions that gates put to the investigator; the item of the same name holds the answer, on whichever form has it. */
export const judgements: readonly string[] = [BENEFIT, GOES_ON]

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
