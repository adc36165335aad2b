import type { OctreotideParameters } from '#shared/clinical/dose-gate/parameters'
import { assumed, fromLabel, fromRecord } from './gate-parameters'

/** When each trial gives octreotide LAR: after every dose of 177Lu by its label; in NETTER-2 as its record says. */

const label = {
  aloneArms: fromRecord([]),
  doseMg: fromLabel('30'),
  aloneMg: fromRecord('60'),
  stepsMg: assumed(
    ['40', '20', '10'],
    'The next lower strength while an event lasts for which the dose was reduced; the label names 20 mg only.',
  ),
  hours: fromLabel({ least: 4, most: 24 }),
  dayAfter: fromLabel(false),
  gapBeforeNext: fromLabel(28),
  nextDose: assumed(56, 'The next 177Lu is expected at the target interval.'),
  cycles: fromRecord(2),
  oneCourse: fromRecord([]),
  courseOver: fromLabel(112),
  every: assumed({ days: 28, window: 3 }, 'Every four weeks, with the visit window of 3 days.'),
  firstAlone: assumed(7, 'The first injection within 7 days of randomisation.'),
  months: fromLabel(18),
} as const satisfies Partial<OctreotideParameters>

const symptoms = 'The record allows it for symptoms; it is timed as the label does.'

const netter2: OctreotideParameters = {
  ...label,
  arms: fromRecord(['N2-L']),
  aloneArms: fromRecord(['N2-C']),
  dayAfter: fromRecord(true),
  gapBeforeNext: fromRecord(42),
  cycles: fromRecord(4),
}

const netRetreat: OctreotideParameters = { ...label, arms: assumed(['NR1', 'NR2'], symptoms) }

const reLuth: OctreotideParameters = {
  ...label,
  arms: assumed(['RL-EXP', 'EXP', 'RL-CTL', 'CTL'], symptoms),
  cycles: fromRecord(4),
  oneCourse: fromRecord(['RUNIN', 'EXTRA', 'MAIN']),
}

const nelmas: OctreotideParameters = { ...label, arms: assumed(['NL-B', 'B'], symptoms) }

const startNet = {
  ...label,
  arms: assumed(['P', 'SN-P1', 'SN-P2', 'DTOC', 'CAP_DTOC', 'C', 'SN-C', 'TOC'], symptoms),
} as const satisfies Partial<OctreotideParameters>

const startNetControl: OctreotideParameters = { ...startNet, cycles: fromRecord(4) }
const startNetPersonalised: OctreotideParameters = {
  ...startNet,
  cycles: assumed(9, 'Dosimetry decides how many doses there are; nine at the most.'),
  nextDose: fromRecord(70),
}

const CONTROL = new Set(['C', 'SN-C', 'TOC'])

/** What a study asks before octreotide LAR; undefined for a study without 177Lu. */
export function octreotideGateOf(study: string, arm: string | undefined): OctreotideParameters | undefined {
  switch (study) {
    case 'NCT03972488':
      return netter2
    case 'NCT05773274':
      return netRetreat
    case 'NCT04954820':
      return reLuth
    case 'NCT05987176':
      return nelmas
    case 'NCT05387603':
      return arm !== undefined && CONTROL.has(arm) ? startNetControl : startNetPersonalised
    default:
      return undefined
  }
}
