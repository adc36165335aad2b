import type { LutetiumParameters } from '#shared/clinical/dose-gate/parameters'
import { thresholdOf } from '#shared/clinical/dose-gate/measure'

/** What each trial asks before a dose of 177Lu. Common values from the EU label of Lutathera where the trial's record is silent. */

/** 8 g/dL is written as 4.9 mmol/L by the label and CTCAE, as 5.0 mmol/L by the records of NELMAS and NETTER-2. */
const counts = (haemoglobinMmol: '4.9' | '5.0') => [
  thresholdOf('HGB', ['g/L', '80'], ['g/dL', '8.0'], ['mmol/L', haemoglobinMmol]),
  thresholdOf('WBC', ['10^9/L', '2.0']),
  thresholdOf('ANC', ['10^9/L', '1.0']),
  thresholdOf('PLT', ['10^9/L', '75']),
]

const everyEightWeeks = { floor: 42, from: 49, to: 63, most: 112 }
const afterRandomisation = { from: 'randomisation', most: 28 } as const

const label = {
  standardMbq: '7400',
  reducedMbq: '3700',
  pastMostCycles: 'stop',
  oneCourse: [],
  interval: everyEightWeeks,
  pastMostInterval: 'stop',
  firstDose: afterRandomisation,
  labAge: 14,
  weightAge: 28,
  pregnancyTestAge: 7,
  thresholds: counts('4.9'),
  longActingGap: 28,
  arms: {},
  kidneyDose: undefined,
} as const satisfies Partial<LutetiumParameters>

const startNet = {
  ...label,
  standardMbq: '7500',
  reducedMbq: '3750',
  pastMostInterval: 'alert',
} as const satisfies Partial<LutetiumParameters>

const netRetreat: LutetiumParameters = { ...label, mostCycles: 2, arms: { MAIN: ['NR1'] } }

/** Run-in and extra doses are one course; only the experimental arm goes on after the second. */
const reLuth: LutetiumParameters = {
  ...label,
  mostCycles: 4,
  oneCourse: ['RUNIN', 'EXTRA', 'MAIN'],
  firstDose: undefined,
  arms: { RUNIN: ['RL-EXP', 'EXP'] },
  armsFromCycle: 2,
}

const nelmas: LutetiumParameters = {
  ...label,
  mostCycles: 2,
  firstDose: { from: 'surgery', least: 28, most: 56 },
  thresholds: counts('5.0'),
  arms: { MAIN: ['NL-B', 'B'] },
}

const netter2: LutetiumParameters = {
  ...label,
  mostCycles: 4,
  thresholds: counts('5.0'),
  longActingGap: 42,
  arms: { MAIN: ['N2-L'] },
}

const startNetControl: LutetiumParameters = { ...startNet, mostCycles: 4 }

/** Dosimetry decides how often; the cap only warns. */
const startNetPersonalised: LutetiumParameters = {
  ...startNet,
  mostCycles: 9,
  pastMostCycles: 'alert',
  interval: { floor: 42, from: 56, to: 84, most: 112 },
  kidneyDose: { arms: ['P', 'SN-P1', 'SN-P2'], limitGy: '30', alertGy: '27' },
}

const studies: ReadonlyMap<string, (arm: string | undefined) => LutetiumParameters> = new Map([
  ['NCT05773274', () => netRetreat],
  ['NCT04954820', () => reLuth],
  ['NCT05987176', () => nelmas],
  ['NCT03972488', () => netter2],
  ['NCT05387603', (arm?: string) => (arm === 'C' || arm === 'SN-C' ? startNetControl : startNetPersonalised)],
])

/** What a study asks of a participant in an arm; undefined for a study without 177Lu. */
export const lutetiumGateOf = (study: string, arm: string | undefined): LutetiumParameters | undefined =>
  studies.get(study)?.(arm)
