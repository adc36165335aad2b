import type { Row } from '#shared/clinical/dose-gate/case-rows'
import { describe, expect, test } from 'vitest'
import {
  type Told,
  ae,
  capecitabineOf,
  garbage,
  inOneLine,
  medicine,
  neutrophils,
  platelets,
  results,
  row,
} from './told'

const person = (items: Row['items'] = {}): Row => ({
  form: 'DM',
  items: { SEX: 'M', BRTHDAT: '1965-05-01', CHILDPOT: null, ...items },
})
const tested = row('EXCAP', '2025-12-20', { DPDMETH: 'URACIL', DPDRES: 'NORMAL', DPDDAT: '2025-12-18' })
const course = (start: string, level = '100', items: Row['items'] = {}): Row =>
  row('EXCAP', start, { CAPCOURSE: '1', CAPLEVEL: level, ECSTDAT: start, ...items })
const lutetium = (day: string, of = 'MAIN'): Row => ({
  ...row('EXLU', day, { ECSTDTM: `${day}T10:00+01:00` }),
  course: of,
})
const who: readonly Row[] = [person(), tested]
const today = results('2026-02-27')

/** 1.97 m² (1650, 1250, 800 mg an intake), everything in order on 27 February, to be decided on 2 March. */
const decided = (...rows: readonly Row[]) => inOneLine(capecitabineOf({ rows: [...who, ...today, ...rows] }))
const told = (more: Partial<Told>) => inOneLine(capecitabineOf({ rows: [...who, ...today], ...more }))

const first = course('2026-01-05')
const after = (...rows: readonly Row[]) => decided(first, ...rows)

describe('the dose', () => {
  test.each<[string, readonly Row[], string]>([
    ['begins at 100 %', [], 'RELEASED 1650'],
    ['goes on at 100 %', [first], 'RELEASED 1650'],
    ['goes on at 75 % once that was taken', [course('2026-01-05', '75')], 'REDUCED 1250 LEVEL_TAKEN'],
    ['goes on at 50 % once that was taken', [course('2026-01-05', '50')], 'REDUCED 800 LEVEL_TAKEN'],
    ['is never raised again', [course('2025-11-05', '50'), course('2026-01-05', '100')], 'REDUCED 800 LEVEL_TAKEN'],
    ['has its level in percent', [course('2026-01-05', '75 %')], 'REDUCED 1250 LEVEL_TAKEN'],
    ['does not look at the course of the day itself', [course('2026-03-02', '50')], 'RELEASED 1650'],
    ['cannot be told without the level', [course('2026-01-05', '', { CAPLEVEL: null })], 'HOLD MISSING_EXCAP.CAPLEVEL'],
    ['cannot be told from a level that is none', [course('2026-01-05', '80')], 'HOLD MISSING_EXCAP.CAPLEVEL'],
    [
      'cannot be told while the level is contested',
      [course('2026-01-05', '', { CAPLEVEL: { value: '75', contested: true } })],
      'HOLD MISSING_EXCAP.CAPLEVEL',
    ],
    ['cannot be told without its day', [{ form: 'EXCAP', items: { CAPLEVEL: '75' } }], 'HOLD MISSING_EXCAP.ECSTDAT'],
  ])('%s', (_, rows, expected) => expect(decided(...rows)).toBe(expected))

  test.each<[string, Row['items'], string]>([
    [
      '162 cm and 58 kg',
      { HEIGHT: { value: '162', unit: 'cm' }, WEIGHT: { value: '58', unit: 'kg' } },
      'RELEASED 1300',
    ],
    ['in m and lb', { HEIGHT: { value: '1.75', unit: 'm' }, WEIGHT: { value: '176.37', unit: 'lb' } }, 'RELEASED 1650'],
    ['with a decimal comma', { HEIGHT: { value: '1,75', unit: 'm' } }, 'RELEASED 1650'],
    ['no height', { HEIGHT: undefined }, 'HOLD MISSING_VS.HEIGHT'],
    ['a height of 17.5 cm', { HEIGHT: { value: '17.5', unit: 'cm' } }, 'HOLD MISSING_VS.HEIGHT'],
    ['a height nobody can have', { HEIGHT: { value: '175', unit: 'kg' } }, 'HOLD MISSING_VS.HEIGHT'],
    ['a contested height', { HEIGHT: { value: '175', unit: 'cm', contested: true } }, 'HOLD MISSING_VS.HEIGHT'],
    ['no weight', { WEIGHT: undefined }, 'HOLD MISSING_VS.WEIGHT'],
    [
      'a contested weight',
      { WEIGHT: { value: '80', unit: 'kg', contested: true } },
      'HOLD MISSING_LBC.CREAT MISSING_VS.WEIGHT',
    ],
    ['a weight of 0', { WEIGHT: { value: '0', unit: 'kg' } }, 'HOLD MISSING_LBC.CREAT MISSING_VS.WEIGHT'],
  ])('%s', (_, items, expected) => expect(told({ rows: [...who, ...results('2026-02-27', items)] })).toBe(expected))

  test('weight of 28 days ago counts, of 29 does not; height of any day does', () => {
    const body = (date: string) =>
      row('VS', date, { HEIGHT: { value: '175', unit: 'cm' }, WEIGHT: { value: '80', unit: 'kg' } })
    const without = results('2026-02-27', { HEIGHT: undefined, WEIGHT: undefined })
    expect(told({ rows: [...who, ...without, body('2026-02-02')] })).toBe('RELEASED 1650')
    expect(told({ rows: [...who, ...without, body('2026-02-01')] })).toBe('HOLD MISSING_VS.WEIGHT')
    expect(
      told({
        rows: [
          ...who,
          ...results('2026-02-27', { HEIGHT: undefined }),
          row('VS', '2025-06-01', { HEIGHT: { value: '175', unit: 'cm' } }),
        ],
      }),
    ).toBe('RELEASED 1650')
  })

  test('the surface area is calculated anew when the weight is off by more than a tenth', () => {
    const weighed = (date: string, kg: string) => row('VS', date, { WEIGHT: { value: kg, unit: 'kg' } })
    const at = (before: string, kg: string) =>
      told({
        rows: [
          ...who,
          ...results('2026-02-27', { WEIGHT: { value: kg, unit: 'kg' } }),
          weighed('2026-01-04', before),
          first,
        ],
      })
    expect(at('80', '72')).toBe('RELEASED 1650')
    expect(at('80', '71.9')).toBe('RELEASED 1500')
    expect(at('70', '77')).toBe('RELEASED 1500')
    expect(at('70', '77.1')).toBe('RELEASED 1650')
  })

  test('of several weights of a day the least counts', () =>
    expect(decided(row('VS', '2026-02-27', { WEIGHT: { value: '60', unit: 'kg' } }))).toBe('RELEASED 1450'))
})

describe('the table of dose modifications', () => {
  const bad = (grade: string, n = 1, from = 6) =>
    Array.from({ length: n }, (_, i) => {
      const day = String(from + i * 4).padStart(2, '0')
      return ae('Diarrhea', grade, `2026-01-${day}`, `2026-01-${String(Number(day) + 2).padStart(2, '0')}`)
    })
  test.each<[string, readonly Row[], string]>([
    ['1', bad('1'), 'RELEASED 1650'],
    ['1, four times', bad('1', 4), 'RELEASED 1650'],
    ['2', bad('2'), 'RELEASED 1650'],
    ['2 twice', bad('2', 2), 'REDUCED 1250 REDUCED_TOXICITY'],
    ['2 three times', bad('2', 3), 'REDUCED 800 REDUCED_TOXICITY'],
    ['2 four times', bad('2', 4), 'STOP STOP_TOXICITY REDUCED_TOXICITY'],
    ['2 five times', bad('2', 5), 'STOP STOP_TOXICITY REDUCED_TOXICITY'],
    ['3', bad('3'), 'REDUCED 1250 REDUCED_TOXICITY'],
    ['3 twice', bad('3', 2), 'REDUCED 800 REDUCED_TOXICITY'],
    ['3 three times', bad('3', 3), 'STOP STOP_TOXICITY REDUCED_TOXICITY'],
    ['4', bad('4'), 'STOP STOP_TOXICITY REDUCED_TOXICITY'],
    [
      '2, then 3: the first of 3 and the second of 2',
      [...bad('2'), ...bad('3', 1, 16)],
      'REDUCED 1250 REDUCED_TOXICITY',
    ],
    ['3, then 2: the second of 2', [...bad('3'), ...bad('2', 1, 16)], 'REDUCED 1250 REDUCED_TOXICITY'],
    ['3, then 2 twice: the third of 2', [...bad('3'), ...bad('2', 2, 16)], 'REDUCED 800 REDUCED_TOXICITY'],
    ['2 of two terms', [...bad('2'), ae('Nausea', '2', '2026-01-10', '2026-01-12')], 'RELEASED 1650'],
    [
      '2 twice in two spellings',
      [...bad('2'), ae('Diarrhoea', '2', '2026-01-16', '2026-01-18')],
      'REDUCED 1250 REDUCED_TOXICITY',
    ],
    ['2 goes on', [ae('Diarrhea', '2', '2026-02-20')], 'HOLD HELD_TOXICITY'],
    ['3 goes on', [ae('Diarrhea', '3', '2026-02-20')], 'HOLD HELD_TOXICITY REDUCED_TOXICITY'],
    ['1 goes on', [ae('Diarrhea', '1', '2026-02-20')], 'RELEASED 1650'],
    ['2 of something else', [ae('Diarrhea', '2', '2026-02-20', undefined, { AEREL_CAP: 'UNLIKELY' })], 'RELEASED 1650'],
    [
      '2 of nobody knows what',
      [ae('Diarrhea', '2', '2026-02-20', undefined, { AEREL_CAP: null })],
      'HOLD MISSING_AE.AEREL_CAP',
    ],
    ['3 before the first course', [ae('Diarrhea', '3', '2026-01-04', '2026-01-06')], 'RELEASED 1650'],
    ['3 on the day it began', [ae('Diarrhea', '3', '2026-01-05', '2026-01-06')], 'REDUCED 1250 REDUCED_TOXICITY'],
    ['3 on 75 %', [course('2025-11-05', '75'), ...bad('3')], 'REDUCED 1250 REDUCED_TOXICITY LEVEL_TAKEN'],
    ['withdrawn', [ae('Diarrhea', '1', '2026-01-10', '2026-01-11', { AEACN_CAP: 'DRUG_WITHDRAWN' })], 'STOP WITHDRAWN'],
    ['fatal', [ae('Diarrhea', '5', '2026-01-10', '2026-01-11', { AEREL_CAP: 'UNLIKELY' })], 'STOP FATAL_TOXICITY'],
  ])('grade %s', (_, rows, expected) => expect(after(...rows)).toBe(expected))

  test.each([
    ['Y', bad('4'), 'REDUCED 800 REDUCED_TOXICITY'],
    ['Y', bad('4', 2), 'STOP STOP_TOXICITY REDUCED_TOXICITY'],
    ['N', bad('4'), 'STOP STOP_TOXICITY REDUCED_TOXICITY'],
  ])('grade 4, going on judged %s', (judged, rows, expected) =>
    expect(told({ judgements: { CAPECITABINE_AFTER_GRADE_4: judged }, rows: [...who, ...today, first, ...rows] })).toBe(
      expected,
    ),
  )

  test.each<[string, readonly Row[], string]>([
    ['platelets 75', [platelets('2026-01-20', '75')], 'RELEASED 1650'],
    ['platelets 74.9', [platelets('2026-01-20', '74.9')], 'RELEASED 1650'],
    [
      'platelets 74.9 twice in one course',
      [platelets('2026-01-20', '74.9'), platelets('2026-02-01', '60')],
      'RELEASED 1650',
    ],
    [
      'platelets 74.9 in two courses',
      [course('2025-11-05'), platelets('2025-11-20', '74.9'), platelets('2026-01-20', '74.9')],
      'REDUCED 1250 REDUCED_THROMBOCYTOPENIA',
    ],
    ['platelets 50', [platelets('2026-01-20', '50')], 'RELEASED 1650'],
    ['platelets 49.9', [platelets('2026-01-20', '49.9')], 'REDUCED 1250 REDUCED_THROMBOCYTOPENIA'],
    [
      'platelets 49.9 and its event in one course',
      [platelets('2026-01-20', '49.9'), ae('Platelet count decreased', '3', '2026-01-20', '2026-02-01')],
      'REDUCED 1250 REDUCED_THROMBOCYTOPENIA',
    ],
    [
      'platelets 60 and a worse event in one course',
      [platelets('2026-01-20', '60'), ae('Platelet count decreased', '3', '2026-01-22', '2026-02-01')],
      'REDUCED 1250 REDUCED_THROMBOCYTOPENIA',
    ],
    [
      'platelets 60 and an event that goes on',
      [platelets('2026-01-20', '60'), ae('Platelet count decreased', '2', '2026-01-22')],
      'HOLD HELD_THROMBOCYTOPENIA',
    ],
    [
      'platelets 60 and an event of no grade',
      [platelets('2026-01-20', '60'), ae('Platelet count decreased', '', '2026-01-22')],
      'HOLD HELD_THROMBOCYTOPENIA MISSING_AE.AETOXGR',
    ],
    [
      'platelets of no number and an event',
      [ae('Platelet count decreased', '2', '2026-01-22', '2026-02-01'), platelets('2026-01-20', 'low')],
      'HOLD MISSING_LBH.PLT',
    ],
    ['platelets 25', [platelets('2026-01-20', '25')], 'REDUCED 1250 REDUCED_THROMBOCYTOPENIA'],
    ['platelets 24.9', [platelets('2026-01-20', '24.9')], 'STOP STOP_THROMBOCYTOPENIA REDUCED_THROMBOCYTOPENIA'],
    ['neutrophils 1.0', [neutrophils('2026-01-20', '1.0')], 'RELEASED 1650'],
    ['neutrophils 0.99', [neutrophils('2026-01-20', '0.99')], 'REDUCED 1250 REDUCED_NEUTROPENIA'],
    ['neutrophils 990 /mm3', [neutrophils('2026-01-20', '990', '/mm3')], 'REDUCED 1250 REDUCED_NEUTROPENIA'],
    ['neutrophils 0.5', [neutrophils('2026-01-20', '0.5')], 'REDUCED 1250 REDUCED_NEUTROPENIA'],
    ['neutrophils 0.49', [neutrophils('2026-01-20', '0.49')], 'STOP STOP_NEUTROPENIA REDUCED_NEUTROPENIA'],
    ['neutrophils 0.99 before the first course', [neutrophils('2026-01-05', '0.99')], 'RELEASED 1650'],
    [
      'an event of grade 2, which values do not show',
      [ae('Neutrophil count decreased', '2', '2026-01-20', '2026-01-25')],
      'RELEASED 1650',
    ],
  ])('%s', (_, rows, expected) => expect(after(...rows)).toBe(expected))
})

describe('low counts are counted once a course', () => {
  const [one, two, three] = ['2025-09-01', '2025-11-03', '2026-01-05']
  const courses = [one, two, three].map((start) => course(start))
  const low = (...days: readonly string[]) => decided(...courses, ...days.map((day) => platelets(day, '60')))
  test.each<[string, readonly string[], string]>([
    ['in the first and the second', ['2025-09-20', '2025-11-20'], 'REDUCED 1250 REDUCED_THROMBOCYTOPENIA'],
    ['in the second and the third', ['2025-11-20', '2026-01-20'], 'REDUCED 1250 REDUCED_THROMBOCYTOPENIA'],
    ['in all three', ['2025-09-20', '2025-11-20', '2026-01-20'], 'REDUCED 800 REDUCED_THROMBOCYTOPENIA'],
    ['in the first, and on the day on which the second begins', ['2025-09-20', two], 'RELEASED 1650'],
    [
      'in the first, and the day after the second began',
      ['2025-09-20', '2025-11-04'],
      'REDUCED 1250 REDUCED_THROMBOCYTOPENIA',
    ],
  ])('%s', (_, days, expected) => expect(low(...days)).toBe(expected))
})

test('what another agent needs and nobody can read does not hold', () =>
  expect(decided({ form: 'EXEV', items: { ECDOSE: 'some', ECSTDAT: 'once' } })).toBe('RELEASED 1650'))

describe('counts of the day', () => {
  test.each<[string, string, string]>([
    ['2026-03-02', 'PLT 100', 'RELEASED 1650'],
    ['2026-03-02', 'PLT 99.9', 'HOLD PLT'],
    ['2026-03-02', 'PLT 99900 /mm3', 'HOLD PLT'],
    ['2026-03-02', 'ANC 1.5', 'RELEASED 1650'],
    ['2026-03-02', 'ANC 1.49', 'HOLD ANC'],
    ['2026-03-02', 'ANC 1500 /mm3', 'RELEASED 1650'],
  ])('to begin, %s: %s', (date, result, expected) => {
    const [analyte = '', value = '', unit = '10^9/L'] = result.split(' ')
    expect(decided(row('LBH', date, { [analyte]: { value, unit } }))).toBe(expected)
  })

  const running = course('2026-02-23')
  test.each<[string, string]>([
    ['PLT 75', 'RELEASED 1650'],
    ['PLT 74.9', 'HOLD PLT'],
    ['ANC 1.0', 'RELEASED 1650'],
    ['ANC 0.99', 'HOLD ANC REDUCED_NEUTROPENIA'],
    ['ANC 1.49', 'RELEASED 1650'],
  ])('while a course runs: %s', (result, expected) => {
    const [analyte = '', value = ''] = result.split(' ')
    expect(decided(running, row('LBH', '2026-03-02', { [analyte]: { value, unit: '10^9/L' } }))).toBe(expected)
  })

  test.each(['PLT', 'ANC'])('%s 14 days old counts, 15 days old does not', (analyte) => {
    const old = (date: string) =>
      told({
        rows: [
          ...who,
          row('LBH', date, { [analyte]: { value: '200', unit: '10^9/L' } }),
          ...results('2026-02-27', { [analyte]: undefined }),
        ],
      })
    expect(old('2026-02-16')).toBe('RELEASED 1650')
    expect(old('2026-02-15')).toBe(`HOLD MISSING_LBH.${analyte}`)
  })

  test.each(['PLT', 'ANC'])('%s that makes no sense gives no figure', (analyte) => {
    for (const bad of garbage)
      expect(told({ rows: [...who, ...results('2026-02-27', { [analyte]: bad })] })).toBe(`HOLD MISSING_LBH.${analyte}`)
  })
})

describe('courses', () => {
  const four = ['2025-07-07', '2025-09-01', '2025-10-27', '2025-12-22']
  test.each<[string, readonly Row[], string]>([
    ['on the second day of one', [course('2026-03-01')], 'RELEASED 1650'],
    ['on day 14 of one', [course('2026-02-17')], 'RELEASED 1650'],
    ['on day 15: the week without', [course('2026-02-16')], 'HOLD INTERVAL from 2026-03-09'],
    ['on day 21', [course('2026-02-10')], 'HOLD INTERVAL from 2026-03-03'],
    ['on day 22', [course('2026-02-09')], 'RELEASED 1650'],
    ['the fourth', four.slice(0, 3).map((day) => course(day)), 'RELEASED 1650'],
    ['the fifth', four.map((day) => course(day)), 'STOP COURSES'],
    [
      'the fourth while it runs',
      [...four.slice(0, 3).map((day) => course(day)), course('2026-02-23')],
      'RELEASED 1650',
    ],
    ['with the fourth dose of 177Lu', [...four.slice(0, 3), '2026-03-02'].map((day) => lutetium(day)), 'RELEASED 1650'],
    ['with the fifth dose of 177Lu', four.map((day) => lutetium(day)), 'STOP COURSES'],
    [
      'with the fourth of the trial, one came before it',
      [...four.map((day, i) => lutetium(day, i === 0 ? 'PRIOR' : 'MAIN'))],
      'RELEASED 1650',
    ],
    ['20 days after 177Lu', [lutetium('2026-02-10')], 'RELEASED 1650 NOT_DAY_OF_177LU'],
    [
      '20 days after the fourth 177Lu',
      [...four.slice(0, 3), '2026-02-10'].map((day) => lutetium(day)),
      'RELEASED 1650 NOT_DAY_OF_177LU',
    ],
    ['21 days after 177Lu: with the next one', [lutetium('2026-02-09')], 'RELEASED 1650'],
    ['21 days after the fourth 177Lu', [...four.slice(0, 3), '2026-02-09'].map((day) => lutetium(day)), 'STOP COURSES'],
    ['on the day of 177Lu', [lutetium('2026-03-02')], 'RELEASED 1650'],
    ['a day after 177Lu', [lutetium('2026-03-01')], 'RELEASED 1650 NOT_DAY_OF_177LU'],
    ['a day after 177Lu, while it runs', [lutetium('2026-03-01'), course('2026-03-01')], 'RELEASED 1650'],
  ])('%s', (_, rows, expected) => expect(decided(...rows)).toBe(expected))
})

describe('kidneys', () => {
  const creatinine = (value: string, unit = 'umol/L') => results('2026-02-27', { CREAT: { value, unit } })
  // 60 years, 80 kg: (140 − 60) × 80 ÷ 72 × 88.4 = 7857.8 ÷ creatinine
  test.each([
    ['157.1', 'RELEASED 1650'],
    ['157.2', 'REDUCED 1250 CRCL'],
    ['187', 'REDUCED 1250 CRCL'],
    ['261.9', 'REDUCED 1250 CRCL'],
    ['262', 'STOP CRCL'],
  ])('creatinine %s µmol/L', (value, expected) => expect(told({ rows: [...who, ...creatinine(value)] })).toBe(expected))

  test('exactly 50 is reduced, exactly 30 is not forbidden', () => {
    // 72 kg: 80 × 72 ÷ 72 = 80 ÷ creatinine in mg/dL
    const at = (mg: string) =>
      told({
        rows: [
          ...who,
          ...results('2026-02-27', { CREAT: { value: mg, unit: 'mg/dL' }, WEIGHT: { value: '72', unit: 'kg' } }),
        ],
      })
    expect(at('1.59')).toBe('RELEASED 1500')
    expect(at('1.6')).toBe('REDUCED 1150 CRCL')
    expect(at('2.66')).toBe('REDUCED 1150 CRCL')
    expect(at('2.67')).toBe('STOP CRCL')
    const light = (mg: string, kg: string) =>
      told({
        rows: [
          ...who,
          ...results('2026-02-27', { CREAT: { value: mg, unit: 'mg/dL' }, WEIGHT: { value: kg, unit: 'kg' } }),
        ],
      })
    // 80 × 81 ÷ (72 × 3) = 30 exactly
    expect(light('3', '81')).toBe('REDUCED 1250 CRCL')
    expect(light('3.01', '81')).toBe('STOP CRCL')
  })

  test('a level once reduced for the kidneys stays', () =>
    expect(decided(course('2026-01-05', '75'))).toBe('REDUCED 1250 LEVEL_TAKEN'))

  test.each<[string, readonly Row[], string]>([
    ['creatinine', [...who, ...results('2026-02-27', { CREAT: undefined })], 'HOLD MISSING_LBC.CREAT'],
    ['sex', [person({ SEX: 'U' }), tested, ...today], 'HOLD MISSING_DM.SEX'],
    ['birth', [person({ BRTHDAT: '' }), tested, ...today], 'HOLD MISSING_DM.BRTHDAT'],
    [
      'contested birth',
      [person({ BRTHDAT: { value: '1965-05-01', contested: true } }), tested, ...today],
      'HOLD MISSING_DM.BRTHDAT',
    ],
    [
      'everything',
      [tested, ...results('2026-02-27', { CREAT: undefined, WEIGHT: undefined })],
      'HOLD MISSING_LBC.CREAT MISSING_VS.WEIGHT MISSING_DM.SEX MISSING_DM.BRTHDAT',
    ],
  ])('without %s', (_, rows, expected) => expect(told({ rows })).toBe(expected))

  test('creatinine 14 days old counts, 15 days old does not', () => {
    const old = (date: string) =>
      told({
        rows: [
          ...who,
          row('LBC', date, { CREAT: { value: '80', unit: 'umol/L' } }),
          ...results('2026-02-27', { CREAT: undefined }),
        ],
      })
    expect(old('2026-02-16')).toBe('RELEASED 1650')
    expect(old('2026-02-15')).toBe('HOLD MISSING_LBC.CREAT')
  })
})

describe('DPD', () => {
  const of = (...found: readonly (string | null)[]) => [
    person(),
    ...found.map((DPDRES) => row('EXCAP', '2025-12-20', { DPDMETH: 'URACIL', DPDRES })),
    ...today,
  ]
  test.each<[string, readonly Row[], string]>([
    ['normal', of('NORMAL'), 'RELEASED 1650'],
    ['partial', of('PARTIAL'), 'REDUCED 800 DPD_PARTIAL'],
    ['complete', of('COMPLETE'), 'STOP DPD_COMPLETE'],
    ['two that differ', of('NORMAL', 'PARTIAL'), 'REDUCED 800 DPD_PARTIAL'],
    ['two of which one is complete', of('NORMAL', 'COMPLETE'), 'STOP DPD_COMPLETE'],
    ['none', of(), 'HOLD MISSING_EXCAP.DPDRES'],
    ['not there yet', of(null), 'HOLD MISSING_EXCAP.DPDRES'],
    ['a word', of('fine'), 'HOLD MISSING_EXCAP.DPDRES'],
    ['a word beside a normal one', of('NORMAL', 'fine'), 'HOLD MISSING_EXCAP.DPDRES'],
    [
      'contested',
      [person(), row('EXCAP', '2025-12-20', { DPDRES: { value: 'NORMAL', contested: true } }), ...today],
      'HOLD MISSING_EXCAP.DPDRES',
    ],
    ['on a form of its own', [person(), row('DPD', '2025-12-20', { DPDRES: 'NORMAL' }), ...today], 'RELEASED 1650'],
  ])('%s', (_, rows, expected) => expect(told({ rows })).toBe(expected))
})

describe('medicines and liver', () => {
  const named = (CMTRT: string): Row => ({ form: 'CM', items: { CMTRT, CMSTDAT: '2026-02-01', CMONGO: 'Y' } })
  const of = (CHILDPUGH?: string): Row => ({ form: 'MH', items: { MHCAT: 'HEPATIC', MHONGO: 'Y', CHILDPUGH } })
  test.each<[string, Row, string]>([
    ['brivudine still taken', medicine('BRIVUDINE_SORIVUDINE', '2026-01-01'), 'HOLD BRIVUDINE_SORIVUDINE'],
    [
      'brivudine 27 days ago',
      medicine('BRIVUDINE_SORIVUDINE', '2026-01-01', '2026-02-03'),
      'HOLD BRIVUDINE_SORIVUDINE from 2026-03-03',
    ],
    ['brivudine 28 days ago', medicine('BRIVUDINE_SORIVUDINE', '2026-01-01', '2026-02-02'), 'RELEASED 1650'],
    [
      'brivudine until the day',
      medicine('BRIVUDINE_SORIVUDINE', '2026-01-01', '2026-03-02'),
      'HOLD BRIVUDINE_SORIVUDINE from 2026-03-30',
    ],
    [
      'brivudine until some day in February',
      medicine('BRIVUDINE_SORIVUDINE', '2026-01-01', '2026-02'),
      'HOLD BRIVUDINE_SORIVUDINE from 2026-03-28',
    ],
    ['brivudine from tomorrow on', medicine('BRIVUDINE_SORIVUDINE', '2026-03-03'), 'RELEASED 1650'],
    ['brivudine by its name', named('Brivudin 125 mg'), 'HOLD BRIVUDINE_SORIVUDINE'],
    ['warfarin', medicine('WARFARIN', '2026-01-01'), 'RELEASED 1650 WARFARIN'],
    ['phenytoin', medicine('PHENYTOIN', '2026-01-01'), 'RELEASED 1650 PHENYTOIN'],
    ['warfarin until the day before', medicine('WARFARIN', '2026-01-01', '2026-03-01'), 'RELEASED 1650'],
    ['a strong inhibitor of CYP3A4', medicine('CYP3A4_STRONG_INH', '2026-01-01'), 'RELEASED 1650'],
    ['Child-Pugh A', of('A'), 'RELEASED 1650'],
    ['Child-Pugh B', of('B'), 'RELEASED 1650'],
    ['Child-Pugh C', of('C'), 'STOP LIVER'],
    ['a class that is none', of('E'), 'HOLD MISSING_MH.CHILDPUGH'],
    ['a disease of the liver without a class', of(), 'HOLD MISSING_MH.CHILDPUGH'],
  ])('%s', (_, given, expected) => expect(decided(given)).toBe(expected))
})

describe('who may have it', () => {
  const fdg = (FDGPOS: string): Row => row('PETF', '2025-12-20', { FDGPOS })
  test.each<[string, Partial<Told>, string]>([
    ['SN-P2', { arm: 'SN-P2' }, 'RELEASED 1650'],
    ['control', { arm: 'C' }, 'HOLD ARM'],
    ['dosimetry alone', { arm: 'DTOC' }, 'HOLD ARM'],
    ['nobody knows', { arm: null }, 'HOLD MISSING_RAND.ARMCD'],
    ['personalised, tumour takes up FDG', { arm: 'P', rows: [...who, ...today, fdg('Y')] }, 'RELEASED 1650'],
    ['personalised, tumour takes up none', { arm: 'P', rows: [...who, ...today, fdg('N')] }, 'HOLD SUBARM'],
    ['personalised, no scan', { arm: 'P' }, 'HOLD MISSING_PETF.FDGPOS'],
    [
      'personalised, two scans that differ',
      { arm: 'P', rows: [...who, ...today, fdg('Y'), fdg('N')] },
      'HOLD MISSING_PETF.FDGPOS',
    ],
    ['personalised, two scans that agree', { arm: 'P', rows: [...who, ...today, fdg('Y'), fdg('Y')] }, 'RELEASED 1650'],
    ['personalised, a word', { arm: 'P', rows: [...who, ...today, fdg('?')] }, 'HOLD MISSING_PETF.FDGPOS'],
    [
      'progression',
      { rows: [...who, ...today, first, row('PD', '2026-02-20', { PDDAT: '2026-02-20' })] },
      'STOP PROGRESSION',
    ],
    [
      'progression before the first course',
      { rows: [...who, ...today, first, row('PD', '2026-01-04', { PDDAT: '2026-01-04' })] },
      'RELEASED 1650',
    ],
  ])('%s', (_, more, expected) => expect(told(more)).toBe(expected))
})

test('the dose carries the proof of the formula', () => {
  const { conditions } = capecitabineOf({ rows: [...who, ...today, course('2026-01-05', '75')] })
  expect(conditions.find(({ code }) => code === 'DOSE')).toMatchObject({
    verdict: 'met',
    trace: {
      expression: '825 mg/m² × level',
      inputs: [
        { name: 'height_cm', value: '175', unit: 'cm' },
        { name: 'weight_kg', value: '80', unit: 'kg' },
        { name: 'level_pct', value: '75', unit: '%' },
      ],
      steps: [{ name: 'bsa' }, { name: 'calculated', unit: 'mg' }],
    },
  })
  expect(conditions.find(({ code }) => code === 'CRCL')).toMatchObject({
    verdict: 'met',
    trace: {
      source: 'assumed: Rule of the label, applied to 825 mg/m² as well; below 30 mL/min it ends.',
      inputs: [
        { name: 'age_years', value: '60' },
        { name: 'weight_kg', value: '80' },
        { name: 'sex', value: 'M' },
        { name: 'creatinine_umol_l', value: '80' },
        { name: 'day', value: '2026-02-27' },
      ],
    },
  })
})
