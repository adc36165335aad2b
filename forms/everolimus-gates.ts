import type { GateDef } from '#shared/study/gates-definition'
import { assumed, fromLabel, fromRecord, limit, recalled } from './gate-parameters'
import { medicineNames } from './medicine-names'

type Rules = GateDef<'everolimus'>['toxicities']['value']

/** What each trial asks before everolimus: the scheme of the label, where the trial's record says nothing else. */

const platelets = (value: `${number}`) => limit('PLT', ['10^9/L', value])
const neutrophils = (value: `${number}`) => limit('ANC', ['10^9/L', value])
const cholesterol = (mmol: `${number}`, mg: `${number}`) => limit('CHOL', ['mmol/L', mmol], ['mg/dL', mg])
const triglycerides = (mmol: `${number}`, mg: `${number}`) => limit('TRIG', ['mmol/L', mmol], ['mg/dL', mg])

const toxicities: Rules = [
  {
    code: 'PNEUMONITIS',
    terms: ['pneumonitis'],
    interest: 'PNEUMONITIS',
    grades: { 2: ['lower'], 3: ['half', 'stop'], 4: ['stop'] },
    mostDays: 28,
  },
  {
    code: 'STOMATITIS',
    terms: ['mucositis oral', 'oral mucositis', 'stomatitis'],
    grades: { 2: ['same', 'lower'], 3: ['lower'], 4: ['stop'] },
  },
  {
    code: 'METABOLIC',
    terms: ['hyperglycemia', 'glucose intolerance', 'cholesterol high', 'hypertriglyceridemia'],
    results: {
      side: 'above',
      grades: {
        3: [cholesterol('10.34', '400'), triglycerides('5.7', '500')],
        4: [cholesterol('12.92', '500'), triglycerides('11.4', '1000')],
      },
    },
    grades: { 3: ['lower'], 4: ['stop'] },
  },
  {
    code: 'THROMBOCYTOPENIA',
    terms: ['platelet count decreased'],
    results: { side: 'below', grades: { 2: [platelets('75')], 3: [platelets('50')], 4: [platelets('25')] } },
    whateverTheCause: true,
    grades: { 2: ['same'], 3: ['lower'], 4: ['lower'] },
  },
  {
    code: 'NEUTROPENIA',
    terms: ['neutrophil count decreased'],
    results: { side: 'below', grades: { 3: [neutrophils('1')], 4: [neutrophils('0.5')] } },
    whateverTheCause: true,
    grades: { 3: ['same'], 4: ['lower'] },
  },
  {
    code: 'FEBRILE_NEUTROPENIA',
    terms: ['febrile neutropenia'],
    whateverTheCause: true,
    grades: { 3: ['lower'], 4: ['stop'] },
  },
  { code: 'OTHER', grades: { 2: ['same', 'lower'], 3: ['lower', 'stop'], 4: ['stop'] }, grade2WhenIntolerable: true },
]

/** Anaemia and low white cells or lymphocytes have no row of their own and are not in the row for everything else. */
const bloodCounts = [
  'anemia',
  'white blood cell decreased',
  'lymphocyte count decreased',
  'cd4 lymphocytes decreased',
  'leukocytosis',
]

export const netRetreatEverolimus: GateDef<'everolimus'> = {
  arms: fromRecord(['NR2']),
  startMg: assumed('10', 'Dose of the label; the record of the trial names none.'),
  stepsMg: fromLabel(['5', '2.5']),
  impossibleAboveMg: assumed('20', 'The hard limit of the form: an entry above it is a slip.'),
  raisedAgain: assumed(
    false,
    'A dose that was lowered is not raised by the gate; raising it after an event is queried.',
  ),
  toxicities: recalled(
    [...toxicities, { code: 'UNLISTED', terms: bloodCounts, grades: { 4: ['same'] } }],
    [
      'Blood counts, stomatitis and the four weeks for pneumonitis are recalled from the label.',
      'Pneumonitis: the four weeks count from its begin, and for grade 3 as well.',
      'Other events: where the label says consider, a lower dose is taken after grade 3 and treatment stops when it recurs;',
      'grade 2 is intolerable where the dose was changed for it.',
      'Lipids are graded by the value, glucose by the event. A lower dose is lower than the one taken at the time.',
    ].join(' '),
  ),
  unlisted: assumed(bloodCounts, 'Grade 3 and above of these is shown; only grade 4 holds, as long as it is there.'),
  counts: recalled(
    [platelets('75'), neutrophils('1')],
    'Recovery of the rows for low counts, asked before every dose.',
  ),
  lipids: assumed(
    [cholesterol('10.34', '400'), triglycerides('5.7', '500')],
    'Grade 3 of CTCAE 5.0 holds the dose, also before the first one.',
  ),
  labAge: assumed(14, 'Blood counts of the last 14 days.'),
  metabolicAge: assumed(62, 'Fasting glucose and lipids every 8 weeks, with the window of 3 days at both ends.'),
  liverMg: fromLabel({ A: '7.5', B: '5', C: '2.5' }),
  liverNeedsBenefit: fromLabel(['C']),
  moderateInhibitorMg: fromLabel('2.5'),
  notBeside: assumed(
    ['CYP3A4_STRONG_INH', 'CYP3A4_STRONG_IND'],
    'Strong inhibitors are prohibited; beside a strong inducer the gate never raises the dose but holds it.',
  ),
  lookAt: assumed(['LIVE_VACCINE'], 'Live vaccines are prohibited by the trial file; here they are shown.'),
  medicines: medicineNames,
}
