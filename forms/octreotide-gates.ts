import type { GateDef } from '#shared/study/gates-definition'
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
} as const satisfies Partial<GateDef<'octreotide'>>

const symptoms = 'The record allows it for symptoms; it is timed as the label does.'

export const netter2Octreotide: GateDef<'octreotide'> = {
  ...label,
  arms: fromRecord(['N2-L']),
  aloneArms: fromRecord(['N2-C']),
  dayAfter: fromRecord(true),
  gapBeforeNext: fromRecord(42),
  cycles: fromRecord(4),
}

export const netRetreatOctreotide: GateDef<'octreotide'> = { ...label, arms: assumed(['NR1', 'NR2'], symptoms) }

export const reLuthOctreotide: GateDef<'octreotide'> = {
  ...label,
  arms: assumed(['RL-EXP', 'EXP', 'RL-CTL', 'CTL'], symptoms),
  cycles: fromRecord(4),
  oneCourse: fromRecord(['RUNIN', 'EXTRA', 'MAIN']),
}

export const nelmasOctreotide: GateDef<'octreotide'> = { ...label, arms: assumed(['NL-B', 'B'], symptoms) }

const startNet = {
  ...label,
  arms: assumed(['P', 'SN-P1', 'SN-P2', 'DTOC', 'CAP_DTOC', 'C', 'SN-C', 'TOC'], symptoms),
} as const satisfies Partial<GateDef<'octreotide'>>

export const startNetControlOctreotide: GateDef<'octreotide'> = { ...startNet, cycles: fromRecord(4) }
export const startNetPersonalisedOctreotide: GateDef<'octreotide'> = {
  ...startNet,
  cycles: assumed(9, 'Dosimetry decides how many doses there are; nine at the most.'),
  nextDose: fromRecord(70),
}
