import type { GateDef } from '#shared/study/gates-definition'
import { assumed, fromLabel, fromRecord, limit, recalled } from './gate-parameters'

/** What each trial asks before a dose of 177Lu. Common values from the EU label of Lutathera where the trial's record is silent. */

/** 8 g/dL is written as 4.9 mmol/L by the label and CTCAE, as 5.0 mmol/L by the records of NELMAS and NETTER-2. */
const haemoglobin = (mmol: '4.9' | '5.0') => limit('HGB', ['g/L', '80'], ['g/dL', '8.0'], ['mmol/L', mmol])
const neutrophils = limit('ANC', ['10^9/L', '1.0'])
const platelets = limit('PLT', ['10^9/L', '75'])
const counts = (mmol: '4.9' | '5.0') => [haemoglobin(mmol), limit('WBC', ['10^9/L', '2.0']), neutrophils, platelets]

const wording = 'Wording of the EU label as recalled.'
const asEntry = 'Entry criterion of the record, asked again before every dose; neutrophils as the table of toxicities.'
const otherAgent = 'The label of 177Lu-DOTATATE is followed for DOTATOC, which has none.'

const label = {
  standardMbq: fromLabel('7400'),
  reducedMbq: fromLabel('3700'),
  pastMostCycles: fromRecord('stop'),
  oneCourse: fromRecord([]),
  leastInterval: assumed(42, 'Never less than 6 weeks.'),
  window: fromLabel({ from: 49, to: 63 }),
  mostInterval: fromLabel(112),
  pastMostInterval: assumed('stop', 'A day more than 16 weeks stops; exactly 16 weeks is allowed.'),
  firstDose: assumed(
    { from: 'randomisation', least: 0, most: 28, late: 'alert' },
    'Within 28 days of randomisation; later is a deviation.',
  ),
  labAge: assumed(14, 'Blood results of the last 14 days.'),
  weightAge: assumed(28, 'Weight of the last 28 days for the creatinine clearance.'),
  pregnancyTestAge: assumed(7, 'Pregnancy test of the last 7 days.'),
  thresholds: recalled(counts('4.9'), wording),
  mostBilirubin: recalled(3, wording),
  albumin: recalled(
    {
      least: limit('ALB', ['g/L', '30'], ['g/dL', '3']),
      leastRatio: limit('PTPCT', ['%', '70']),
      mostInr: '1.5',
    },
    'A prothrombin ratio of 70 % (EU label) or an INR of 1.5 (US label) is still normal.',
  ),
  mostPotassium: recalled(limit('K', ['mmol/L', '6.0']), wording),
  leastClearance: fromLabel(40),
  toxicities: recalled(
    { platelets, haemoglobin: haemoglobin('4.9'), neutrophils, kidneyChangePct: 40 },
    'Triggers of the table as recalled. An event counts at any time since the previous dose, not only on the day.',
  ),
  longActingGap: fromLabel(28),
  shortActingHours: fromLabel(24),
  dosesBeforeArms: fromRecord(0),
} as const satisfies Partial<GateDef<'lutetium'>>

export const netRetreatLutetium: GateDef<'lutetium'> = {
  ...label,
  mostCycles: fromRecord(2),
  arms: fromRecord({ MAIN: ['NR1'], CROSSOVER: ['NR2', 'NR2-X'] }),
}

/** Run-in and extra doses are one course; only the experimental arm goes on after the second. */
export const reLuthLutetium: GateDef<'lutetium'> = {
  ...label,
  mostCycles: fromRecord(4),
  oneCourse: fromRecord(['RUNIN', 'EXTRA', 'MAIN']),
  firstDose: assumed(
    { from: 'registration', least: 0, most: 28, late: 'alert' },
    'Within 28 days of registration; later is a deviation.',
  ),
  arms: fromRecord({ RUNIN: ['RL-EXP', 'EXP'] }),
  dosesBeforeArms: fromRecord(2),
}

export const nelmasLutetium: GateDef<'lutetium'> = {
  ...label,
  mostCycles: fromRecord(2),
  firstDose: fromRecord({ from: 'surgery', least: 28, most: 56, late: 'failed' }),
  sinceOtherTreatment: assumed(
    28,
    'The record excludes treatment in the 28 days before; read as before the first dose.',
  ),
  thresholds: recalled(counts('5.0'), asEntry),
  arms: fromRecord({ MAIN: ['NL-B', 'B'] }),
}

export const netter2Lutetium: GateDef<'lutetium'> = {
  ...label,
  mostCycles: fromRecord(4),
  thresholds: recalled(counts('5.0'), asEntry),
  leastClearance: fromRecord(40),
  longActingGap: fromRecord(42),
  arms: fromRecord({
    MAIN: ['N2-L'],
    CROSSOVER: ['N2-C', 'N2-X'],
    RETREAT: ['N2-L', 'N2-LR', 'N2-C', 'N2-X', 'N2-XR'],
    RETREAT_AFTER_XO: ['N2-C', 'N2-X', 'N2-XR'],
  }),
}

/** Arms of START-NET without dosimetry to guide them. */
export const CONTROL = ['C', 'SN-C', 'TOC']
const PERSONALISED = ['P', 'SN-P1', 'SN-P2', 'DTOC', 'CAP_DTOC']

const startNet = {
  ...label,
  standardMbq: fromRecord('7500'),
  reducedMbq: assumed('3750', otherAgent),
  pastMostInterval: assumed('alert', 'No limit of a label for DOTATOC: beyond 16 weeks the investigator decides.'),
  sinceOtherTreatment: assumed(
    28,
    'Other treatment than somatostatin analogues ends 28 days before; asked again here.',
  ),
  thresholds: assumed(counts('4.9'), otherAgent),
  leastClearance: assumed(40, otherAgent),
  leastFiltration: assumed(
    40,
    'The record does not repeat its filtration rate on treatment: 40, measured or the mean of LMR18 and CAPA.',
  ),
  arms: fromRecord({ MAIN: [...CONTROL, ...PERSONALISED] }),
} as const satisfies Partial<GateDef<'lutetium'>>

export const startNetControlLutetium: GateDef<'lutetium'> = {
  ...startNet,
  mostCycles: fromRecord(4),
  window: assumed(
    { from: 49, to: 63 },
    'The record names no interval for the control arm: 8 weeks, a week either way.',
  ),
}

/** Dosimetry decides how often; the cap only warns. */
export const startNetPersonalisedLutetium: GateDef<'lutetium'> = {
  ...startNet,
  mostCycles: assumed(9, 'A related trial ran up to 9 cycles.'),
  pastMostCycles: assumed('alert', 'The dose to the kidneys decides; the cap only warns.'),
  window: fromRecord({ from: 56, to: 84 }),
  kidneyDose: assumed(
    { arms: PERSONALISED, limitGy: '30', alertGy: '27' },
    'Limit of 30 Gy of the record, 30.0 still allowed; a physicist looks from 27 Gy on.',
  ),
}
