import type { GateDef } from '#shared/study/gates-definition'
import { assumed, fromLabel, fromRecord, limit, recalled } from './gate-parameters'
import { medicineNames } from './medicine-names'

type Rules = GateDef<'capecitabine'>['toxicities']['value']

/** What each trial asks before capecitabine: the scheme of the label for one drug alone, beside 177Lu. */

const platelets = (value: `${number}`) => limit('PLT', ['10^9/L', value])
const neutrophils = (value: `${number}`) => limit('ANC', ['10^9/L', value])

/** By the grade and by how many times it has shown itself. */
const grades: Rules[number]['grades'] = {
  2: ['100', '75', '50', 'stop'],
  3: ['75', '50', 'stop'],
  4: ['50-if-judged', 'stop'],
}

export const startNetCapecitabine: GateDef<'capecitabine'> = {
  arms: fromRecord(['SN-P2', 'CAP_DTOC']),
  armsWhenFdgPositive: fromRecord(['P']),
  mostCourses: fromRecord(4),
  courseDays: assumed(
    21,
    'Read as one course of 21 days with each of the first four cycles, not as continuous courses.',
  ),
  intakeDays: assumed(14, 'Drug on days 1 to 14 of the course: the record says a week without drug.'),
  levelsPct: fromLabel(['100', '75', '50']),
  toxicities: assumed(
    [
      {
        code: 'THROMBOCYTOPENIA',
        terms: ['platelet count decreased'],
        results: { side: 'below', grades: { 2: [platelets('75')], 3: [platelets('50')], 4: [platelets('25')] } },
        whateverTheCause: true,
        grades,
      },
      {
        code: 'NEUTROPENIA',
        terms: ['neutrophil count decreased'],
        results: { side: 'below', grades: { 3: [neutrophils('1')], 4: [neutrophils('0.5')] } },
        whateverTheCause: true,
        grades,
      },
      { code: 'TOXICITY', grades },
    ],
    [
      'Table of the label. Each CTCAE term is counted by itself; a grade counts for every lower one as well.',
      'Low counts are counted once a course, from the values that interrupt it (neutrophils below 1.0, platelets below 75).',
      'Grade 4 stops unless the investigator judged going on at 50 % to be in the interest of the participant.',
    ].join(' '),
  ),
  countsToStart: assumed([platelets('100'), neutrophils('1.5')], 'Counts of the label to begin; the trial names none.'),
  countsToContinue: assumed([platelets('75'), neutrophils('1')], 'Counts below which the label interrupts a course.'),
  labAge: assumed(14, 'Blood results of the last 14 days.'),
  weightAge: assumed(28, 'Weight of the last 28 days, as for the creatinine clearance before 177Lu.'),
  weightChangePct: fromRecord(10),
  clearance: assumed(
    { least: 30, full: 50, pct: '75' },
    'Rule of the label, applied to 825 mg/m² as well; below 30 mL/min it ends.',
  ),
  partialDpdPct: assumed('50', 'The trial names only complete deficiency; half the dose with a partial one.'),
  liverForbids: recalled(['C'], 'Severe impairment of the liver is read as Child-Pugh C.'),
  brivudineGap: recalled(28, 'Four weeks after the last brivudine or sorivudine; the 28th day is allowed.'),
  lookAt: fromLabel(['WARFARIN', 'PHENYTOIN']),
  medicines: medicineNames,
}
