import type { Row } from '#shared/clinical/dose-gate/case-rows'
import { describe, expect, test } from 'vitest'
import { type Told, ae, everolimusOf, garbage, inOneLine, medicine, neutrophils, platelets, results, row } from './told'

const period = (start: string, mg: string, items: Row['items'] = {}): Row =>
  row('EXEV', start, { ECTRT: 'EVEROLIMUS', ECDOSE: { value: mg, unit: 'mg' }, ECSTDAT: start, ...items })
const begun = period('2026-01-05', '10')
const today = results('2026-02-27')

/** On 10 mg since 5 January, everything in order on 27 February, to be decided on 2 March. */
const decided = (...rows: readonly Row[]) => inOneLine(everolimusOf({ rows: [begun, ...today, ...rows] }))
const told = (more: Partial<Told>) => inOneLine(everolimusOf({ rows: [begun, ...today], ...more }))

describe('the dose', () => {
  test.each<[string, readonly Row[], string]>([
    ['begins with 10 mg', [], 'RELEASED 10'],
    ['goes on at 10 mg', [begun], 'RELEASED 10'],
    ['goes on at 5 mg once that was taken', [begun, period('2026-02-01', '5')], 'REDUCED 5 DOSE_TAKEN'],
    ['is the last one above 0: an interruption is none', [begun, period('2026-02-01', '0')], 'RELEASED 10'],
    ['is never more than 10 mg, whatever was taken', [period('2026-01-05', '20')], 'RELEASED 10'],
    ['cannot be told from more than anyone takes', [period('2026-01-05', '20.1')], 'HOLD MISSING_EXEV.ECDOSE'],
    ['does not look at the period of the day itself', [begun, period('2026-03-02', '5')], 'RELEASED 10'],
    ['looks at the period of the day before', [begun, period('2026-03-01', '5')], 'REDUCED 5 DOSE_TAKEN'],
    ['is by date, not by row', [period('2026-02-01', '5'), begun], 'REDUCED 5 DOSE_TAKEN'],
    [
      'is read in g',
      [period('2026-01-05', '0.005', { ECDOSE: { value: '0.005', unit: 'g' } })],
      'REDUCED 5 DOSE_TAKEN',
    ],
    ['is read in ug', [period('2026-01-05', '', { ECDOSE: { value: '5000', unit: 'ug' } })], 'REDUCED 5 DOSE_TAKEN'],
    ['is in mg when nothing else is said', [period('2026-01-05', '', { ECDOSE: '5' })], 'REDUCED 5 DOSE_TAKEN'],
    ['has its unit beside it', [period('2026-01-05', '', { ECDOSE: '5000', ECDOSU: 'ug' })], 'REDUCED 5 DOSE_TAKEN'],
    ['is nothing of another drug', [begun, period('2026-02-01', '5', { ECTRT: 'SUNITINIB' })], 'RELEASED 10'],
    ['ends where it was stopped', [begun, period('2026-02-01', '0', { ECADJ: 'STOPPED' })], 'STOP EVEROLIMUS_STOPPED'],
    ['cannot be told without a number', [period('2026-01-05', 'some')], 'HOLD MISSING_EXEV.ECDOSE'],
    [
      'cannot be told in an unknown unit',
      [period('2026-01-05', '', { ECDOSE: { value: '5', unit: 'IU' } })],
      'HOLD MISSING_EXEV.ECDOSE',
    ],
    ['cannot be told below zero', [period('2026-01-05', '-5')], 'HOLD MISSING_EXEV.ECDOSE'],
    [
      'cannot be told while contested',
      [period('2026-01-05', '', { ECDOSE: { value: '5', unit: 'mg', contested: true } })],
      'HOLD MISSING_EXEV.ECDOSE',
    ],
    [
      'cannot be told without its day',
      [period('2026-01-05', '10', { ECSTDAT: '2026-13-45' })],
      'HOLD MISSING_EXEV.ECSTDAT',
    ],
  ])('%s', (_, rows, expected) => expect(inOneLine(everolimusOf({ rows: [...rows, ...today] }))).toBe(expected))
})

describe('the table of dose modifications', () => {
  const at = (term: string, grade: string, from = '2026-02-03', to?: string) => ae(term, grade, from, to)
  const over = (term: string, grade: string) => ae(term, grade, '2026-02-03', '2026-02-10')
  const again = (term: string, first: string, second: string) => [
    ae(term, first, '2026-01-10', '2026-01-15'),
    ae(term, second, '2026-02-10', '2026-02-15'),
  ]
  test.each<[string, readonly Row[], string]>([
    ['pneumonitis 1', [at('Pneumonitis', '1')], 'RELEASED 10'],
    ['pneumonitis 2 goes on, 27 days', [at('Pneumonitis', '2')], 'HOLD HELD_PNEUMONITIS REDUCED_PNEUMONITIS'],
    [
      'pneumonitis 2 goes on, 28 days',
      [at('Pneumonitis', '2', '2026-02-02')],
      'HOLD HELD_PNEUMONITIS REDUCED_PNEUMONITIS',
    ],
    [
      'pneumonitis 2 goes on, 29 days',
      [at('Pneumonitis', '2', '2026-02-01')],
      'STOP NOT_RECOVERED_PNEUMONITIS HELD_PNEUMONITIS REDUCED_PNEUMONITIS',
    ],
    [
      'pneumonitis 3 goes on, 29 days: no milder',
      [at('Pneumonitis', '3', '2026-02-01')],
      'STOP NOT_RECOVERED_PNEUMONITIS HELD_PNEUMONITIS REDUCED_PNEUMONITIS',
    ],
    ['pneumonitis 1 goes on, 29 days', [at('Pneumonitis', '1', '2026-02-01')], 'RELEASED 10'],
    [
      'pneumonitis 2 lasted 28 days',
      [at('Pneumonitis', '2', '2026-01-20', '2026-02-17')],
      'REDUCED 5 REDUCED_PNEUMONITIS',
    ],
    [
      'pneumonitis 2 lasted 29 days',
      [at('Pneumonitis', '2', '2026-01-20', '2026-02-18')],
      'STOP NOT_RECOVERED_PNEUMONITIS REDUCED_PNEUMONITIS',
    ],
    ['pneumonitis 2 over', [over('Pneumonitis', '2')], 'REDUCED 5 REDUCED_PNEUMONITIS'],
    [
      'pneumonitis 2 over on the day',
      [at('Pneumonitis', '2', '2026-02-10', '2026-03-02')],
      'REDUCED 5 REDUCED_PNEUMONITIS',
    ],
    [
      'pneumonitis 2 over the day after',
      [at('Pneumonitis', '2', '2026-02-10', '2026-03-03')],
      'HOLD HELD_PNEUMONITIS REDUCED_PNEUMONITIS',
    ],
    ['pneumonitis 3 over', [over('Pneumonitis', '3')], 'REDUCED 5 REDUCED_PNEUMONITIS'],
    ['pneumonitis 3 again', again('Pneumonitis', '3', '3'), 'STOP STOP_PNEUMONITIS REDUCED_PNEUMONITIS'],
    ['pneumonitis 2, then 3', again('Pneumonitis', '2', '3'), 'REDUCED 5 REDUCED_PNEUMONITIS'],
    ['pneumonitis 4 over', [over('Pneumonitis', '4')], 'STOP STOP_PNEUMONITIS REDUCED_PNEUMONITIS'],
    [
      'by its code of special interest',
      [ae('Dyspnea', '2', '2026-02-03', '2026-02-10', { AESI: 'PNEUMONITIS' })],
      'REDUCED 5 REDUCED_PNEUMONITIS',
    ],
    ['stomatitis 1', [at('Mucositis oral', '1')], 'RELEASED 10'],
    ['stomatitis 2 goes on', [at('Mucositis oral', '2')], 'HOLD HELD_STOMATITIS'],
    ['stomatitis 2 over', [over('Mucositis oral', '2')], 'RELEASED 10'],
    ['stomatitis 2 again', again('Stomatitis', '2', '2'), 'REDUCED 5 REDUCED_STOMATITIS'],
    [
      'stomatitis 2 under another name',
      [ae('stomatitis', '2', '2026-01-10', '2026-01-15'), over('MUCOSITIS ORAL', '2')],
      'REDUCED 5 REDUCED_STOMATITIS',
    ],
    ['stomatitis 1, then 2', again('Mucositis oral', '1', '2'), 'RELEASED 10'],
    ['stomatitis 3 over', [over('Oral mucositis', '3')], 'REDUCED 5 REDUCED_STOMATITIS'],
    ['stomatitis 4 over', [over('Mucositis oral', '4')], 'STOP STOP_STOMATITIS REDUCED_STOMATITIS'],
    ['metabolic 2 goes on', [at('Hyperglycemia', '2')], 'RELEASED 10'],
    ['metabolic 3 goes on', [at('Hyperglycaemia', '3')], 'HOLD HELD_METABOLIC REDUCED_METABOLIC'],
    ['metabolic 3 over', [over('Hypertriglyceridemia', '3')], 'REDUCED 5 REDUCED_METABOLIC'],
    ['metabolic 4 over', [over('Cholesterol high', '4')], 'STOP STOP_METABOLIC REDUCED_METABOLIC'],
    ['glucose intolerance 3 over', [over('Glucose intolerance', '3')], 'REDUCED 5 REDUCED_METABOLIC'],
    ['febrile neutropenia 3 over', [over('Febrile neutropenia', '3')], 'REDUCED 5 REDUCED_FEBRILE_NEUTROPENIA'],
    [
      'febrile neutropenia 3 goes on',
      [at('Febrile neutropenia', '3')],
      'HOLD HELD_FEBRILE_NEUTROPENIA REDUCED_FEBRILE_NEUTROPENIA',
    ],
    [
      'febrile neutropenia 4',
      [over('Febrile neutropenia', '4')],
      'STOP STOP_FEBRILE_NEUTROPENIA REDUCED_FEBRILE_NEUTROPENIA',
    ],
    ['thrombocytopenia 1', [at('Platelet count decreased', '1')], 'RELEASED 10'],
    ['thrombocytopenia 2 goes on', [at('Platelet count decreased', '2')], 'HOLD HELD_THROMBOCYTOPENIA'],
    ['thrombocytopenia 2 over', [over('Platelet count decreased', '2')], 'RELEASED 10'],
    ['thrombocytopenia 3 over', [over('Platelet count decreased', '3')], 'REDUCED 5 REDUCED_THROMBOCYTOPENIA'],
    ['thrombocytopenia 4 over', [over('Platelet count decreased', '4')], 'REDUCED 5 REDUCED_THROMBOCYTOPENIA'],
    ['neutropenia 2 goes on', [at('Neutrophil count decreased', '2')], 'RELEASED 10'],
    ['neutropenia 3 goes on', [at('Neutrophil count decreased', '3')], 'HOLD HELD_NEUTROPENIA'],
    ['neutropenia 3 over', [over('Neutrophil count decreased', '3')], 'RELEASED 10'],
    ['neutropenia 4 over', [over('Neutrophil count decreased', '4')], 'REDUCED 5 REDUCED_NEUTROPENIA'],
    [
      'low counts count whatever they are put down to',
      [ae('Platelet count decreased', '3', '2026-02-03', '2026-02-10', { AEREL_EVE: 'NOT_RELATED' })],
      'REDUCED 5 REDUCED_THROMBOCYTOPENIA',
    ],
    ['rash 1', [at('Rash maculo-papular', '1')], 'RELEASED 10'],
    ['rash 3 goes on', [at('Rash maculo-papular', '3')], 'HOLD HELD_OTHER REDUCED_OTHER'],
    ['rash 3 over', [over('Rash maculo-papular', '3')], 'REDUCED 5 REDUCED_OTHER'],
    ['rash 3 again', again('Rash maculo-papular', '3', '3'), 'STOP STOP_OTHER REDUCED_OTHER'],
    [
      'rash 3, then fatigue 3',
      [ae('Rash maculo-papular', '3', '2026-01-10', '2026-01-15'), over('Fatigue', '3')],
      'REDUCED 5 REDUCED_OTHER',
    ],
    ['rash 4 over', [over('Rash maculo-papular', '4')], 'STOP STOP_OTHER REDUCED_OTHER'],
    ['anaemia 3 is only shown', [at('Anemia', '3')], 'RELEASED 10 OTHER_BLOOD_COUNT'],
    ['anaemia 2 is nothing', [at('Anaemia', '2')], 'RELEASED 10'],
    ['anaemia 4 holds', [at('Anaemia', '4')], 'HOLD HELD_UNLISTED OTHER_BLOOD_COUNT'],
    ['lymphocytes 3 before the first dose', [ae('Lymphocyte count decreased', '3', '2026-01-04')], 'RELEASED 10'],
    ['death of an event', [at('Sepsis', '5')], 'STOP FATAL_OTHER STOP_OTHER HELD_OTHER REDUCED_OTHER'],
    [
      'death of an event that something else caused',
      [ae('Sepsis', '5', '2026-02-20', '2026-02-21', { AEREL_EVE: 'NOT_RELATED' })],
      'STOP FATAL_OTHER',
    ],
    [
      'withdrawn because of an event',
      [ae('Fatigue', '1', '2026-02-20', '2026-02-21', { AEACN_EVE: 'DRUG_WITHDRAWN' })],
      'STOP WITHDRAWN',
    ],
  ])('%s', (_, rows, expected) => expect(decided(...rows)).toBe(expected))
})

describe('grade 2 that is tolerable or not', () => {
  const rash = (action: string | null, from: string, to?: string) =>
    ae('Rash maculo-papular', '2', from, to, { AEACN_EVE: action })
  test.each<[string, readonly Row[], string]>([
    ['tolerable', [rash('DOSE_NOT_CHANGED', '2026-02-03')], 'RELEASED 10'],
    ['has nothing to do with the dose', [rash('NOT_APPLICABLE', '2026-02-03')], 'RELEASED 10'],
    ['interrupted', [rash('DRUG_INTERRUPTED', '2026-02-03')], 'HOLD HELD_OTHER'],
    ['delayed', [rash('DRUG_DELAYED', '2026-02-03')], 'HOLD HELD_OTHER'],
    ['reduced', [rash('DOSE_REDUCED', '2026-02-03')], 'HOLD HELD_OTHER'],
    ['interrupted and over', [rash('DRUG_INTERRUPTED', '2026-02-03', '2026-02-10')], 'RELEASED 10'],
    ['nobody said', [rash(null, '2026-02-03')], 'HOLD MISSING_AE.AEACN_EVE'],
    ['nobody knows', [rash('UNKNOWN', '2026-02-03')], 'HOLD MISSING_AE.AEACN_EVE'],
    ['nobody said, and it is over', [rash(null, '2026-02-03', '2026-02-10')], 'RELEASED 10'],
    [
      'intolerable twice',
      [rash('DRUG_INTERRUPTED', '2026-01-10', '2026-01-15'), rash('DRUG_INTERRUPTED', '2026-02-03', '2026-02-10')],
      'REDUCED 5 REDUCED_OTHER',
    ],
    [
      'tolerable, then intolerable',
      [rash('DOSE_NOT_CHANGED', '2026-01-10', '2026-01-15'), rash('DRUG_INTERRUPTED', '2026-02-03', '2026-02-10')],
      'RELEASED 10',
    ],
    [
      'nobody said twice: no better than intolerable',
      [rash(null, '2026-01-10', '2026-01-15'), rash(null, '2026-02-03', '2026-02-10')],
      'REDUCED 5 REDUCED_OTHER',
    ],
  ])('%s', (_, rows, expected) => expect(decided(...rows)).toBe(expected))
})

describe('what leaves an event open', () => {
  test.each<[string, Row, string]>([
    ['no grade', ae('Fatigue', '', '2026-02-03'), 'HOLD MISSING_AE.AETOXGR'],
    ['a grade that is none', ae('Fatigue', '6', '2026-02-03'), 'HOLD MISSING_AE.AETOXGR'],
    ['a grade of nothing', ae('Fatigue', '0', '2026-02-03'), 'HOLD MISSING_AE.AETOXGR'],
    ['half a grade', ae('Fatigue', '2.5', '2026-02-03'), 'HOLD MISSING_AE.AETOXGR'],
    [
      'a contested grade',
      ae('Fatigue', '', '2026-02-03', undefined, { AETOXGR: { value: '1', contested: true } }),
      'HOLD MISSING_AE.AETOXGR',
    ],
    ['no cause', ae('Fatigue', '3', '2026-02-03', '2026-02-10', { AEREL_EVE: null }), 'HOLD MISSING_AE.AEREL_EVE'],
    [
      'no cause, no matter with grade 1',
      ae('Fatigue', '1', '2026-02-03', '2026-02-10', { AEREL_EVE: null }),
      'RELEASED 10',
    ],
    ['another cause', ae('Fatigue', '3', '2026-02-03', undefined, { AEREL_EVE: 'UNLIKELY' }), 'RELEASED 10'],
    ['surely another cause', ae('Fatigue', '3', '2026-02-03', undefined, { AEREL_EVE: 'NOT_RELATED' }), 'RELEASED 10'],
    [
      'the least possible cause',
      ae('Fatigue', '3', '2026-02-03', '2026-02-10', { AEREL_EVE: 'POSSIBLE' }),
      'REDUCED 5 REDUCED_OTHER',
    ],
    [
      'another agent as the cause',
      ae('Fatigue', '3', '2026-02-03', undefined, { AEREL_EVE: 'UNLIKELY', AEREL_CAP: 'DEFINITE' }),
      'RELEASED 10',
    ],
    ['no begin', ae('Fatigue', '3', '', '2026-02-10'), 'HOLD MISSING_AE.AESTDAT'],
    ['a begin before the first dose', ae('Fatigue', '3', '2026-01-04'), 'RELEASED 10'],
    ['a begin on the day of the first dose', ae('Fatigue', '3', '2026-01-05', '2026-02-10'), 'REDUCED 5 REDUCED_OTHER'],
    ['a begin on the day planned', ae('Fatigue', '3', '2026-03-02'), 'HOLD HELD_OTHER REDUCED_OTHER'],
    ['a begin in the future', ae('Fatigue', '3', '2026-03-03'), 'RELEASED 10'],
    ['a begin in the month of the first dose', ae('Fatigue', '3', '2026-01', '2026-02-10'), 'REDUCED 5 REDUCED_OTHER'],
    ['an end that nobody knows', ae('Fatigue', '3', '2026-02-03', 'UNK'), 'HOLD MISSING_AE.AEENDAT REDUCED_OTHER'],
    [
      'an end before the begin',
      ae('Fatigue', '3', '2026-02-03', '2026-02-01'),
      'HOLD MISSING_AE.AEENDAT REDUCED_OTHER',
    ],
    ['an end in this month', ae('Fatigue', '3', '2026-02-03', '2026-03'), 'HOLD MISSING_AE.AEENDAT REDUCED_OTHER'],
    ['an end in last month', ae('Fatigue', '3', '2026-02-03', '2026-02-UN'), 'REDUCED 5 REDUCED_OTHER'],
  ])('%s', (_, event, expected) => expect(decided(event)).toBe(expected))
})

describe('lower than what was taken at the time', () => {
  test.each<[string, readonly Row[], string]>([
    [
      'on 10 mg, then 5 mg was taken',
      [ae('Pneumonitis', '2', '2026-01-20', '2026-01-25'), period('2026-01-26', '5')],
      'REDUCED 5 REDUCED_PNEUMONITIS DOSE_TAKEN',
    ],
    [
      'on 5 mg',
      [period('2026-01-26', '5'), ae('Pneumonitis', '2', '2026-02-03', '2026-02-10')],
      'REDUCED 2.5 REDUCED_PNEUMONITIS DOSE_TAKEN',
    ],
    [
      'on the day on which 5 mg began: because of it',
      [period('2026-02-03', '5'), ae('Pneumonitis', '2', '2026-02-03', '2026-02-10')],
      'REDUCED 5 REDUCED_PNEUMONITIS DOSE_TAKEN',
    ],
    [
      'on the day after 5 mg began',
      [period('2026-02-03', '5'), ae('Pneumonitis', '2', '2026-02-04', '2026-02-10')],
      'REDUCED 2.5 REDUCED_PNEUMONITIS DOSE_TAKEN',
    ],
    [
      'on 2.5 mg there is nothing lower',
      [period('2026-01-26', '2.5'), ae('Pneumonitis', '2', '2026-02-03', '2026-02-10')],
      'STOP NO_LOWER_DOSE_PNEUMONITIS DOSE_TAKEN',
    ],
    [
      'on 7.5 mg the next step',
      [period('2026-01-26', '7.5'), ae('Stomatitis', '3', '2026-02-03', '2026-02-10')],
      'REDUCED 5 REDUCED_STOMATITIS DOSE_TAKEN',
    ],
    [
      'on 7.5 mg half is 2.5 mg',
      [period('2026-01-26', '7.5'), ae('Pneumonitis', '3', '2026-02-03', '2026-02-10')],
      'REDUCED 2.5 REDUCED_PNEUMONITIS DOSE_TAKEN',
    ],
    [
      'on 5 mg half is 2.5 mg',
      [period('2026-01-26', '5'), ae('Pneumonitis', '3', '2026-02-03', '2026-02-10')],
      'REDUCED 2.5 REDUCED_PNEUMONITIS DOSE_TAKEN',
    ],
    [
      'while interrupted: of the dose before',
      [period('2026-01-26', '0'), ae('Stomatitis', '3', '2026-02-03', '2026-02-10')],
      'REDUCED 5 REDUCED_STOMATITIS',
    ],
    [
      'raised again in between: the lower one stays',
      [period('2026-01-20', '5'), ae('Stomatitis', '3', '2026-01-22', '2026-01-25'), period('2026-02-01', '10')],
      'REDUCED 2.5 REDUCED_STOMATITIS',
    ],
  ])('%s', (_, rows, expected) => expect(decided(...rows)).toBe(expected))
})

describe('laboratory', () => {
  const nadir = '2026-02-10'
  const lipid = (analyte: string, value: string, unit: string, date = nadir) =>
    row('LBE', date, { [analyte]: { value, unit } })
  test.each<[string, Row, string]>([
    ['platelets 75', platelets(nadir, '75'), 'RELEASED 10'],
    ['platelets 74.9', platelets(nadir, '74.9'), 'RELEASED 10'],
    ['platelets 50', platelets(nadir, '50'), 'RELEASED 10'],
    ['platelets 49.9', platelets(nadir, '49.9'), 'REDUCED 5 REDUCED_THROMBOCYTOPENIA'],
    ['platelets 49 900 /mm3', platelets(nadir, '49900', '/mm3'), 'REDUCED 5 REDUCED_THROMBOCYTOPENIA'],
    ['platelets 50 000 /mm3', platelets(nadir, '50000', '/mm3'), 'RELEASED 10'],
    ['platelets 24', platelets(nadir, '24'), 'REDUCED 5 REDUCED_THROMBOCYTOPENIA'],
    ['platelets below 50', platelets(nadir, '<50'), 'HOLD MISSING_LBH.PLT REDUCED_THROMBOCYTOPENIA'],
    ['platelets below 25', platelets(nadir, '<25'), 'REDUCED 5 REDUCED_THROMBOCYTOPENIA'],
    ['platelets above 100', platelets(nadir, '>100'), 'RELEASED 10'],
    ['platelets 40 before the first dose', platelets('2026-01-04', '40'), 'RELEASED 10'],
    ['platelets 40 on the day of the first dose', platelets('2026-01-05', '40'), 'RELEASED 10'],
    ['platelets 40 on the day after', platelets('2026-01-06', '40'), 'REDUCED 5 REDUCED_THROMBOCYTOPENIA'],
    ['platelets 40 in the future', platelets('2026-03-03', '40'), 'RELEASED 10'],
    ['platelets 74.9 on the day', platelets('2026-03-02', '74.9'), 'HOLD PLT'],
    ['platelets 75 on the day', platelets('2026-03-02', '75'), 'RELEASED 10'],
    ['neutrophils 1.0', neutrophils(nadir, '1.0'), 'RELEASED 10'],
    ['neutrophils 0.99', neutrophils(nadir, '0.99'), 'RELEASED 10'],
    ['neutrophils 0.5', neutrophils(nadir, '0.5'), 'RELEASED 10'],
    ['neutrophils 0.49', neutrophils(nadir, '0.49'), 'REDUCED 5 REDUCED_NEUTROPENIA'],
    ['neutrophils 0.99 on the day', neutrophils('2026-03-02', '0.99'), 'HOLD ANC'],
    ['neutrophils 1.0 on the day', neutrophils('2026-03-02', '1.0'), 'RELEASED 10'],
    ['cholesterol 10.34', lipid('CHOL', '10.34', 'mmol/L'), 'RELEASED 10'],
    ['cholesterol 10.35', lipid('CHOL', '10.35', 'mmol/L'), 'REDUCED 5 REDUCED_METABOLIC'],
    ['cholesterol 12.92', lipid('CHOL', '12.92', 'mmol/L'), 'REDUCED 5 REDUCED_METABOLIC'],
    ['cholesterol 12.93', lipid('CHOL', '12.93', 'mmol/L'), 'STOP STOP_METABOLIC REDUCED_METABOLIC'],
    ['cholesterol 400 mg/dL', lipid('CHOL', '400', 'mg/dL'), 'RELEASED 10'],
    ['cholesterol 401 mg/dL', lipid('CHOL', '401', 'mg/dL'), 'REDUCED 5 REDUCED_METABOLIC'],
    ['cholesterol 500 mg/dL', lipid('CHOL', '500', 'mg/dL'), 'REDUCED 5 REDUCED_METABOLIC'],
    ['cholesterol 501 mg/dL', lipid('CHOL', '501', 'mg/dL'), 'STOP STOP_METABOLIC REDUCED_METABOLIC'],
    ['cholesterol 10.35 on the day', lipid('CHOL', '10.35', 'mmol/L', '2026-03-02'), 'HOLD CHOL REDUCED_METABOLIC'],
    ['triglycerides 5.7', lipid('TRIG', '5.7', 'mmol/L'), 'RELEASED 10'],
    ['triglycerides 5.71', lipid('TRIG', '5.71', 'mmol/L'), 'REDUCED 5 REDUCED_METABOLIC'],
    ['triglycerides 11.4', lipid('TRIG', '11.4', 'mmol/L'), 'REDUCED 5 REDUCED_METABOLIC'],
    ['triglycerides 11.41', lipid('TRIG', '11.41', 'mmol/L'), 'STOP STOP_METABOLIC REDUCED_METABOLIC'],
    ['triglycerides 500 mg/dL', lipid('TRIG', '500', 'mg/dL'), 'RELEASED 10'],
    ['triglycerides 501 mg/dL', lipid('TRIG', '501', 'mg/dL'), 'REDUCED 5 REDUCED_METABOLIC'],
    ['triglycerides 1001 mg/dL', lipid('TRIG', '1001', 'mg/dL'), 'STOP STOP_METABOLIC REDUCED_METABOLIC'],
    ['triglycerides 5.71 on the day', lipid('TRIG', '5.71', 'mmol/L', '2026-03-02'), 'HOLD TRIG REDUCED_METABOLIC'],
    ['triglycerides that can be anything above 5', lipid('TRIG', '>5', 'mmol/L'), 'HOLD MISSING_LBE.TRIG'],
    ['two counts of one dose are one', platelets('2026-02-12', '30'), 'REDUCED 5 REDUCED_THROMBOCYTOPENIA'],
  ])('%s', (_, result, expected) => expect(decided(result)).toBe(expected))

  test.each([
    ['PLT', 'LBH', '2026-02-16', 'RELEASED 10'],
    ['PLT', 'LBH', '2026-02-15', 'HOLD MISSING_LBH.PLT'],
    ['ANC', 'LBH', '2026-02-16', 'RELEASED 10'],
    ['ANC', 'LBH', '2026-02-15', 'HOLD MISSING_LBH.ANC'],
    ['GLUC', 'LBE', '2025-12-30', 'RELEASED 10'],
    ['GLUC', 'LBE', '2025-12-29', 'HOLD MISSING_LBC.GLUC'],
    ['CHOL', 'LBE', '2025-12-30', 'RELEASED 10'],
    ['CHOL', 'LBE', '2025-12-29', 'HOLD MISSING_LBE.CHOL'],
    ['TRIG', 'LBE', '2025-12-30', 'RELEASED 10'],
    ['TRIG', 'LBE', '2025-12-29', 'HOLD MISSING_LBE.TRIG'],
  ])('%s of %s %s: %s', (analyte, form, date, expected) => {
    const unit = form === 'LBH' ? '10^9/L' : 'mmol/L'
    const old = row(form, date, { [analyte]: { value: form === 'LBH' ? '100' : '5', unit } })
    expect(told({ rows: [begun, old, ...results('2026-02-27', { [analyte]: undefined })] })).toBe(expected)
  })

  test('glucose and lipids have to be of a fasting sample', () => {
    const lipids = { CHOL: { value: '5', unit: 'mmol/L' }, TRIG: { value: '1', unit: 'mmol/L' } }
    const glucose = { GLUC: { value: '5', unit: 'mmol/L' } }
    const none = { GLUC: undefined, CHOL: undefined, TRIG: undefined }
    const of = (form: string, LBFAST: string | undefined) =>
      told({
        rows: [begun, ...results('2026-02-27', none), row(form, '2026-02-27', { ...lipids, ...glucose, LBFAST })],
      })
    expect(of('LBE', undefined)).toBe('RELEASED 10')
    expect(of('LBE', 'Y')).toBe('RELEASED 10')
    expect(of('LBC', 'Y')).toBe('RELEASED 10')
    const missing = 'HOLD MISSING_LBE.CHOL MISSING_LBE.TRIG MISSING_LBC.GLUC'
    expect(of('LBE', 'N')).toBe(missing)
    expect(of('LBC', undefined)).toBe(missing)
  })

  test('a later sample counts, fasting or not', () =>
    expect(decided(row('LBE', '2026-03-01', { TRIG: { value: '6', unit: 'mmol/L' }, LBFAST: 'N' }))).toBe(
      'HOLD TRIG REDUCED_METABOLIC',
    ))

  test('before the first dose too', () =>
    expect(told({ rows: results('2026-02-27', { CHOL: { value: '10.35', unit: 'mmol/L' } }) })).toBe('HOLD CHOL'))

  test.each(['PLT', 'ANC', 'GLUC', 'CHOL', 'TRIG'])('%s that makes no sense gives no figure', (analyte) => {
    const item =
      analyte === 'PLT' || analyte === 'ANC' ? `LBH.${analyte}` : analyte === 'GLUC' ? 'LBC.GLUC' : `LBE.${analyte}`
    for (const bad of garbage)
      expect(told({ rows: [begun, ...results('2026-02-27', { [analyte]: bad })] })).toBe(`HOLD MISSING_${item}`)
  })
})

describe('liver', () => {
  const of = (childPugh: string): Row => ({
    form: 'MH',
    items: { MHCAT: 'HEPATIC', MHONGO: 'Y', CHILDPUGH: childPugh },
  })
  test.each<[string, readonly Row[], string]>([
    ['A', [of('A')], 'REDUCED 7.5 CHILD_PUGH_A'],
    ['B', [of('B')], 'REDUCED 5 CHILD_PUGH_B'],
    ['the worse of two', [of('A'), of('B')], 'REDUCED 5 CHILD_PUGH_B'],
    ['the worse of two, first', [of('B'), of('A')], 'REDUCED 5 CHILD_PUGH_B'],
    ['C without a judgement', [of('C')], 'HOLD MISSING_judgements.CHILD_PUGH_BENEFIT CHILD_PUGH_C'],
    ['a class that is none', [of('D')], 'HOLD MISSING_MH.CHILDPUGH'],
    ['a class that is none beside one', [of('A'), of('constructor')], 'HOLD MISSING_MH.CHILDPUGH'],
    ['a disease without a class', [{ form: 'MH', items: { MHCAT: 'HEPATIC' } }], 'HOLD MISSING_MH.CHILDPUGH'],
    ['a disease that is over', [{ form: 'MH', items: { MHCAT: 'HEPATIC', MHONGO: 'N' } }], 'RELEASED 10'],
    ['another disease', [{ form: 'MH', items: { MHCAT: 'CARDIAC', MHONGO: 'Y' } }], 'RELEASED 10'],
  ])('Child-Pugh %s', (_, rows, expected) => expect(decided(...rows)).toBe(expected))

  test.each([
    ['Y', 'REDUCED 2.5 CHILD_PUGH_C'],
    ['N', 'HOLD CHILD_PUGH_C'],
    ['?', 'HOLD MISSING_judgements.CHILD_PUGH_BENEFIT CHILD_PUGH_C'],
  ])('Child-Pugh C, benefit judged %s', (judged, expected) =>
    expect(told({ judgements: { CHILD_PUGH_BENEFIT: judged }, rows: [begun, ...today, of('C')] })).toBe(expected),
  )
})

describe('medicines', () => {
  const named = (CMTRT: string): Row => ({ form: 'CM', items: { CMTRT, CMSTDAT: '2026-02-01', CMONGO: 'Y' } })
  test.each<[string, Row, string]>([
    ['a strong inhibitor', medicine('CYP3A4_STRONG_INH', '2026-02-01'), 'HOLD CYP3A4_STRONG_INH'],
    ['a strong inducer', medicine('CYP3A4_STRONG_IND', '2026-02-01'), 'HOLD CYP3A4_STRONG_IND'],
    ['a moderate inhibitor', medicine('CYP3A4_MOD_INH', '2026-02-01'), 'REDUCED 2.5 CYP3A4_MOD_INH'],
    ['one among other flags', medicine('ANTIEMETIC, CYP3A4_MOD_INH', '2026-02-01'), 'REDUCED 2.5 CYP3A4_MOD_INH'],
    ['an inhibitor from the day on', medicine('CYP3A4_STRONG_INH', '2026-03-02'), 'HOLD CYP3A4_STRONG_INH'],
    ['an inhibitor from tomorrow on', medicine('CYP3A4_STRONG_INH', '2026-03-03'), 'RELEASED 10'],
    ['an inhibitor until the day', medicine('CYP3A4_STRONG_INH', '2026-02-01', '2026-03-02'), 'HOLD CYP3A4_STRONG_INH'],
    ['an inhibitor until the day before', medicine('CYP3A4_STRONG_INH', '2026-02-01', '2026-03-01'), 'RELEASED 10'],
    ['a moderate one until the day before', medicine('CYP3A4_MOD_INH', '2026-02-01', '2026-03-01'), 'RELEASED 10'],
    ['an inhibitor until this month', medicine('CYP3A4_STRONG_INH', '2026-02-01', '2026-03'), 'HOLD CYP3A4_STRONG_INH'],
    ['an inhibitor without an end', medicine('CYP3A4_STRONG_INH', '2026-02-01', ''), 'HOLD CYP3A4_STRONG_INH'],
    ['an inhibitor without a begin', medicine('CYP3A4_STRONG_INH', 'UNK'), 'HOLD CYP3A4_STRONG_INH'],
    ['a live vaccine', medicine('LIVE_VACCINE', '2026-02-01'), 'RELEASED 10 LIVE_VACCINE'],
    ['something else', medicine('ANTIEMETIC', '2026-02-01'), 'RELEASED 10'],
    ['clarithromycin by its name', named('Clarithromycin 500 mg'), 'HOLD CYP3A4_STRONG_INH'],
    ["St John's wort by its name", named("St. John's wort"), 'HOLD CYP3A4_STRONG_IND'],
    ['verapamil by its name', named('VERAPAMIL'), 'REDUCED 2.5 CYP3A4_MOD_INH'],
    ['a name that only contains another', named('norverapamilate'), 'RELEASED 10'],
    [
      'a contested flag',
      { form: 'CM', items: { CMFLAG: { value: 'ANTIEMETIC', contested: true } } },
      'HOLD MISSING_CM.CMFLAG',
    ],
  ])('%s', (_, given, expected) => expect(decided(given)).toBe(expected))
})

describe('who may have it', () => {
  const dose = (course: string): Row => ({
    ...row('EXLU', '2026-02-20', { ECSTDTM: '2026-02-20T10:00+01:00' }),
    course,
  })
  test.each<[string, Partial<Told>, string]>([
    ['the arm with 177Lu', { arm: 'NR1' }, 'HOLD ARM'],
    ['no arm', { arm: null }, 'HOLD MISSING_RAND.ARMCD'],
    ['after crossing over', { rows: [begun, ...today, dose('CROSSOVER')] }, 'STOP CROSSED_OVER'],
    ['177Lu from before the trial', { rows: [begun, ...today, dose('PRIOR')] }, 'RELEASED 10'],
    [
      'progression',
      { rows: [begun, ...today, row('PD', '2026-02-20', { PDDAT: '2026-02-20', PDTYPE: 'TARGET' })] },
      'STOP PROGRESSION',
    ],
    [
      'progression on the day',
      { rows: [begun, ...today, row('PD', '2026-03-02', { PDDAT: '2026-03-02' })] },
      'STOP PROGRESSION',
    ],
    [
      'progression tomorrow',
      { rows: [begun, ...today, row('PD', '2026-03-03', { PDDAT: '2026-03-03' })] },
      'RELEASED 10',
    ],
    [
      'progression before the first dose',
      { rows: [begun, ...today, row('PD', '2026-01-04', { PDDAT: '2026-01-04' })] },
      'RELEASED 10',
    ],
    [
      'progression by signs and markers alone',
      { rows: [begun, ...today, row('PD', '2026-02-20', { PDTYPE: 'CLINICAL BIOCHEMICAL' })] },
      'RELEASED 10',
    ],
    [
      'progression by signs and a scan',
      { rows: [begun, ...today, row('PD', '2026-02-20', { PDTYPE: 'CLINICAL,NEW_LESION' })] },
      'STOP PROGRESSION',
    ],
    [
      'a functioning tumour',
      { rows: [begun, ...today, { form: 'NET', items: { FUNCT: 'Y' } }] },
      'RELEASED 10 FUNCTIONING_TUMOUR',
    ],
    ['no functioning tumour', { rows: [begun, ...today, { form: 'NET', items: { FUNCT: 'N' } }] }, 'RELEASED 10'],
  ])('%s', (_, more, expected) => expect(told(more)).toBe(expected))
})

test('what another agent needs and nobody can read does not hold', () =>
  expect(decided(row('EXCAP', 'once', { CAPLEVEL: 'some' }), row('DOSIM', 'once', {}))).toBe('RELEASED 10'))

test('every reason carries its proof: what was seen, with units, which rule decided and where it is from', () => {
  const { conditions } = everolimusOf({
    rows: [begun, ...today, ae('Pneumonitis', '3', '2026-02-03', '2026-02-10'), platelets('2026-03-01', '74')],
  })
  expect(conditions.find(({ code }) => code === 'REDUCED_PNEUMONITIS')).toMatchObject({
    verdict: 'reduces',
    items: ['AE.AETOXGR'],
    trace: {
      formula: 'dose-gate:REDUCED_PNEUMONITIS',
      expression: 'table of dose modifications',
      inputs: [
        { name: 'AETERM', value: 'Pneumonitis' },
        { name: 'AETOXGR', value: '3' },
        { name: 'AESTDAT', value: '2026-02-03' },
        { name: 'AEENDAT', value: '2026-02-10' },
        { name: 'taken', value: '10', unit: 'mg' },
      ],
      steps: [{ name: 'at most', value: '5', unit: 'mg' }],
      rule: 'grade 2, time 1: lower',
    },
  })
  expect(conditions.find(({ code }) => code === 'PLT')).toEqual({
    code: 'PLT',
    verdict: 'failed',
    items: ['LBH.PLT'],
    trace: {
      formula: 'dose-gate:PLT',
      expression: '≥ 75 10^9/L',
      source: 'recalled: Recovery of the rows for low counts, asked before every dose.',
      inputs: [
        { name: 'PLT', value: '74', unit: '10^9/L' },
        { name: 'day', value: '2026-03-01' },
      ],
      steps: [],
      rule: 'failed',
    },
  })
})
