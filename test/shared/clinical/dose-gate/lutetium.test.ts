import { trialGates } from '#forms/dose-gates'
import { lutetiumGate } from '#shared/clinical/dose-gate/lutetium'
import { gatesOf } from '#shared/study/gates'
import { describe, expect, test } from 'vitest'
import { type Told, dose, dosimetry, event, netter2, participant, platelets, results } from './participant'

function gate(told: Told) {
  const parameters = gatesOf(trialGates(told.study ?? netter2), told.arm ?? 'N2-L').lutetium
  if (!parameters) throw new Error('no such study')
  return lutetiumGate(participant(told), parameters)
}
const decided = (told: Told): string => {
  const { decision, activityMbq } = gate(told)
  return activityMbq === undefined ? decision : `${decision} ${activityMbq}`
}

const first = '2025-01-06'
const second = '2025-03-03'
const afterOne = { planned: second, rows: [dose(first)] }

describe('the table of dose modifications', () => {
  const nadir = platelets('2025-02-10', '62')
  const reduced = dose('2025-03-17', 'MAIN', '3700')
  test.each<[string, Told, string]>([
    ['in order', afterOne, 'RELEASED 7400'],
    [
      'platelets 71 on the day, still grade 2',
      { planned: second, rows: [dose(first), ...nadir], onTheDay: plt('71') },
      'HOLD',
    ],
    [
      'platelets back at 78 two weeks later',
      { planned: '2025-03-17', rows: [dose(first), ...nadir], onTheDay: plt('78') },
      'REDUCED 3700',
    ],
    [
      'back on the day planned: the nadir counts all the same',
      { planned: second, rows: [dose(first), ...nadir], onTheDay: plt('78') },
      'REDUCED 3700',
    ],
    ['75 is grade 1', { planned: second, rows: [dose(first), ...platelets('2025-02-10', '75')] }, 'RELEASED 7400'],
    [
      'after a reduced dose without a new one: the full activity again',
      {
        planned: '2025-05-12',
        rows: [dose(first), ...nadir, ...platelets('2025-03-14', '78'), reduced, ...platelets('2025-04-21', '82')],
      },
      'RELEASED 7400',
    ],
    [
      'grade 2 again after the reduced dose',
      {
        planned: '2025-05-12',
        rows: [dose(first), ...nadir, ...platelets('2025-03-14', '78'), reduced, ...platelets('2025-04-21', '58')],
      },
      'STOP',
    ],
    [
      'grade 2 again one dose later',
      {
        planned: '2025-07-07',
        rows: [
          dose(first),
          ...nadir,
          ...platelets('2025-03-14', '78'),
          reduced,
          ...platelets('2025-04-21', '82'),
          dose('2025-05-12'),
          ...platelets('2025-06-16', '58'),
        ],
      },
      'STOP',
    ],
    [
      'grade 2 again before the reduced dose is given: held again',
      {
        planned: '2025-03-17',
        rows: [dose(first), ...nadir, ...platelets('2025-02-24', '80'), ...platelets('2025-03-05', '70')],
        onTheDay: plt('90'),
      },
      'REDUCED 3700',
    ],
    [
      'low before any dose is no toxicity of the dose',
      { planned: first, rows: [...platelets('2024-12-20', '60')] },
      'RELEASED 7400',
    ],
    [
      'haemoglobin 79 between doses, 85 on the day',
      {
        ...afterOne,
        rows: [dose(first), ...results('2025-02-10', { HGB: { value: '79', unit: 'g/L' } })],
        onTheDay: { HGB: { value: '85', unit: 'g/L' } },
      },
      'REDUCED 3700',
    ],
    [
      'lymphocytes alone never change a dose',
      { ...afterOne, rows: [dose(first), event('Lymphocyte count decreased', '3', '2025-02-10')] },
      'RELEASED 7400',
    ],
    [
      'nausea of grade 3 that goes on',
      { ...afterOne, rows: [dose(first), event('Nausea', '3', '2025-01-25')] },
      'HOLD',
    ],
    [
      'nausea of grade 3 that is over',
      { ...afterOne, rows: [dose(first), event('Nausea', '3', '2025-01-25', { AEONGO: 'N', AEENDAT: '2025-02-03' })] },
      'REDUCED 3700',
    ],
    [
      'nausea of grade 3 from something else',
      { ...afterOne, rows: [dose(first), event('Nausea', '3', '2025-01-25', { AEREL_LU: 'UNLIKELY' })] },
      'RELEASED 7400',
    ],
    [
      'nobody said whether it is related',
      { ...afterOne, rows: [dose(first), event('Nausea', '3', '2025-01-25', { AEREL_LU: null })] },
      'HOLD',
    ],
    [
      'anaphylaxis on the day of the dose ends treatment',
      { ...afterOne, rows: [dose(first), event('Anaphylaxis', '3', first, { AEONGO: 'N', AEENDAT: first })] },
      'STOP',
    ],
  ])('%s', (_, told, expected) => expect(decided(told)).toBe(expected))
})

describe('kidneys', () => {
  const creatinine = (value: string) => ({ CREAT: { value, unit: 'umol/L', uln: '104' } })
  const woman: Told['person'] = { SEX: 'F', BRTHDAT: '1963-05-01', CHILDPOT: 'N' }
  test('exactly 40 % more creatinine is a trigger: 70 to 98', () => {
    const told = {
      planned: second,
      person: woman,
      rows: [...results('2025-01-02', creatinine('70')), dose(first), ...results('2025-02-10', creatinine('98'))],
      onTheDay: creatinine('70'),
    }
    expect(gate(told).toxicities.RENAL).toBe('reduced-next')
    expect(decided(told)).toBe('REDUCED 3700')
  })
  test('one unit less is none', () =>
    expect(
      decided({
        planned: second,
        person: woman,
        rows: [...results('2025-01-02', creatinine('70')), dose(first), ...results('2025-02-10', creatinine('97'))],
        onTheDay: creatinine('70'),
      }),
    ).toBe('RELEASED 7400'))
  test('creatinine and its unit do not matter apart: 0.9 mg/dL is read as it is', () =>
    expect(decided({ ...afterOne, onTheDay: { CREAT: { value: '0.9', unit: 'mg/dL' } } })).toBe('RELEASED 7400'))
  test('clearance below 40 holds; the weight has to be recent', () => {
    const old = { ...afterOne, person: { SEX: 'M', BRTHDAT: '1947-01-01' } }
    expect(gate({ ...old, onTheDay: { ...creatinine('122'), WEIGHT: { value: '62', unit: 'kg' } } }).reasons).toContain(
      'CRCL',
    )
    const { decision, missing } = gate({ ...old, onTheDay: { WEIGHT: undefined } })
    expect({ decision, missing }).toEqual({ decision: 'HOLD', missing: ['VS.WEIGHT'] })
  })
})

describe('time', () => {
  test.each([
    ['41 days', '2025-02-16', 'HOLD'],
    ['42 days', '2025-02-17', 'RELEASED 7400'],
    ['112 days', '2025-04-28', 'RELEASED 7400'],
    ['113 days', '2025-04-29', 'STOP'],
  ])('%s after the first dose', (_, planned, expected) =>
    expect(decided({ planned, rows: [dose(first)] })).toBe(expected),
  )

  test('too early says from when', () =>
    expect(gate({ planned: '2025-02-01', rows: [dose(first)] }).earliest).toBe('2025-02-17'))

  test('between courses there is no interval, and what was triggered before stops the second time', () => {
    const rows = [
      dose(first),
      ...platelets('2025-02-10', '62'),
      ...platelets('2025-03-10', '90'),
      dose('2026-01-12', 'RETREAT'),
    ]
    expect(decided({ planned: '2026-03-09', phase: 'RETREAT', rows })).toBe('RELEASED 7400')
    expect(
      decided({ planned: '2026-03-09', phase: 'RETREAT', rows: [...rows, ...platelets('2026-02-16', '62')] }),
    ).toBe('STOP')
  })

  test('NELMAS begins 28 to 56 days after surgery', () => {
    const told = (planned: string) => ({
      study: 'NCT05987176',
      arm: 'NL-B',
      planned,
      rows: [],
      anchors: { surgery: '2025-02-03' },
    })
    expect(['2025-03-02', '2025-03-03', '2025-03-31', '2025-04-01'].map((day) => decided(told(day)))).toEqual([
      'HOLD',
      'RELEASED 7400',
      'RELEASED 7400',
      'HOLD',
    ])
  })

  test.each([
    ['NCT03972488', 'N2-L', 41, 'HOLD'],
    ['NCT03972488', 'N2-L', 42, 'RELEASED 7400'],
    ['NCT05773274', 'NR1', 27, 'HOLD'],
    ['NCT05773274', 'NR1', 28, 'RELEASED 7400'],
  ])('%s %s: %i days without a long-acting analogue', (study, arm, days, expected) => {
    const given = new Date(Date.parse(second) - days * 86_400_000).toISOString().slice(0, 10)
    const rows = [dose(first), { form: 'EXOCT', items: { ECTRT: 'OCTREOTIDE_LAR', ECSTDTM: `${given}T15:00+01:00` } }]
    expect(decided({ study, arm, planned: second, rows })).toBe(expected)
  })

  test('results of 14 days ago count, of 15 days ago do not', () => {
    const none = Object.fromEntries(['PLT'].map((analyte) => [analyte, undefined]))
    const with14 = { ...afterOne, onTheDay: none, rows: [dose(first), ...platelets('2025-02-17', '180')] }
    const with15 = { ...afterOne, onTheDay: none, rows: [dose(first), ...platelets('2025-02-16', '180')] }
    expect(decided(with14)).toBe('RELEASED 7400')
    expect(gate(with15)).toMatchObject({ decision: 'HOLD', missing: ['LBH.PLT'] })
  })
})

describe('who may have it', () => {
  const woman: Told['person'] = { SEX: 'F', CHILDPOT: 'Y' }
  const pregnancyTest = (date: string, result: string) => ({
    form: 'PREG',
    date,
    items: { RPDAT: date, RPORRES: result },
  })
  test.each([
    ['no test', [], 'HOLD'],
    ['negative, 7 days old', [pregnancyTest('2025-02-24', 'NEG')], 'RELEASED 7400'],
    ['negative, 8 days old', [pregnancyTest('2025-02-23', 'NEG')], 'HOLD'],
    ['positive', [pregnancyTest('2025-03-01', 'POS')], 'HOLD'],
    ['indeterminate', [pregnancyTest('2025-03-01', 'INDET')], 'HOLD'],
    [
      'positive, then negative',
      [pregnancyTest('2025-02-27', 'POS'), pregnancyTest('2025-03-01', 'NEG')],
      'RELEASED 7400',
    ],
    ['negative, then positive', [pregnancyTest('2025-02-27', 'NEG'), pregnancyTest('2025-03-01', 'POS')], 'HOLD'],
  ])('a woman who can become pregnant: %s', (_, tests, expected) =>
    expect(decided({ ...afterOne, person: woman, rows: [dose(first), ...tests] })).toBe(expected),
  )

  test.each([
    [['POS'], 'PREGNANCY'],
    [['NEG', 'POS'], 'PREGNANCY'],
    [['INDET', 'POS'], 'PREGNANCY'],
    [['INDET'], 'MISSING_PREG.RPORRES'],
    [['NEG', 'INDET'], 'MISSING_PREG.RPORRES'],
    [['negative'], 'MISSING_PREG.RPORRES'],
  ])('tests of one day say %s: %s', (said, reason) => {
    const rows = [dose(first), ...said.map((result) => pregnancyTest('2025-03-01', result))]
    expect(gate({ ...afterOne, person: woman, rows })).toMatchObject({ decision: 'HOLD', reasons: [reason] })
  })

  test('the control arm is not treated in the main course, a fifth dose is never given', () => {
    expect(gate({ ...afterOne, arm: 'N2-C' }).reasons).toEqual(['ARM'])
    const four = ['2025-01-06', '2025-03-03', '2025-04-28', '2025-06-23'].map((day) => dose(day))
    expect(gate({ planned: '2025-08-18', rows: four })).toMatchObject({ decision: 'STOP', reasons: ['CYCLES'] })
  })
})

describe('the dose to the kidneys (START-NET, personalised)', () => {
  const days = ['2024-11-04', '2025-01-13', '2025-03-24', '2025-06-02', '2025-08-11', '2025-10-20']
  const told = (gy: readonly string[], status = 'FINAL'): Told => ({
    study: 'NCT05387603',
    arm: 'P',
    planned: '2025-12-29',
    rows: days.flatMap((day, i) => [
      dose(day, 'MAIN', '7500'),
      dosimetry(day, gy[i] ?? '0', i === 5 ? status : 'FINAL'),
    ]),
  })
  test.each([
    ['25.9 + 4.5 = 30.4', ['3.9', '4.2', '4.4', '4.3', '4.6', '4.5'], 'STOP'],
    ['25.2 + 4.5 = 29.7', ['3.9', '4.0', '4.2', '4.2', '4.4', '4.5'], 'RELEASED 7500'],
    ['25.5 + 4.5 = 30.0 exactly', ['3.9', '4.1', '4.2', '4.3', '4.5', '4.5'], 'RELEASED 7500'],
  ])('%s', (_, gy, expected) => expect(decided(told(gy))).toBe(expected))
  test('preliminary dosimetry holds; one that was not done is estimated from the nearest', () => {
    const gy = ['3.9', '4.0', '4.2', '4.2', '4.4', '4.5']
    expect(gate(told(gy, 'PRELIMINARY'))).toMatchObject({ decision: 'HOLD', missing: ['DOSIM.DOSSTAT'] })
    expect(decided(told(gy, 'NOT_DONE'))).toBe('RELEASED 7500')
  })
})

function plt(value: string) {
  return { PLT: { value, unit: '10^9/L' } }
}
