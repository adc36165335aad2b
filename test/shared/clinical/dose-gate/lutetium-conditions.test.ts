import { trialGates } from '#forms/dose-gates'
import type { Row } from '#shared/clinical/dose-gate/case-rows'
import { historyOf } from '#shared/clinical/dose-gate/gate-case'
import { weightFor } from '#shared/clinical/dose-gate/kidney'
import { lutetiumGate } from '#shared/clinical/dose-gate/lutetium'
import { PartialDate, isoDayPlus } from '#shared/partial-date'
import { gatesOf } from '#shared/study/gates'
import { describe, expect, test } from 'vitest'
import { type Told, type Values, dose, dosimetry, event, netter2, participant, results } from './participant'
import { garbage } from './told'

/** Every condition of a 177Lu dose just below, at and just above its edge, with all its reasons and dates. */

function gate(told: Told) {
  const parameters = gatesOf(trialGates(told.study ?? netter2), told.arm ?? 'N2-L').lutetium
  if (!parameters) throw new Error('no such study')
  return lutetiumGate(participant(told), parameters)
}
const inOneLine = (told: Told): string => {
  const { decision, activityMbq, reasons, earliest } = gate(told)
  return [decision, activityMbq, ...reasons, earliest && `from ${earliest}`].filter(Boolean).join(' ')
}

const first = '2025-01-06'
const second = '2025-03-03'
const afterOne: Told = { planned: second, rows: [dose(first)] }
function dayOf(text: string): PartialDate {
  const day = PartialDate.parse(text)
  if (!day) throw new Error('no day')
  return day
}
const row = (form: string, date: string, items: Row['items']): Row => ({ form, date, items })

describe('what is measured on the day, before the first dose: a failed value holds and is no toxicity', () => {
  const before = (analyte: string, value: string, unit: string, study: string, arm: string, uln?: string) =>
    inOneLine({
      study,
      arm,
      planned: first,
      rows: [],
      anchors: { surgery: '2024-11-25', enrolment: '2024-12-30' },
      onTheDay: { [analyte]: { value, unit, ...(uln !== undefined && { uln }) } },
    })
  test.each([
    ['HGB', '80', 'g/L', 'RELEASED 7400'],
    ['HGB', '79.9', 'g/L', 'HOLD HGB'],
    ['HGB', '8.0', 'g/dL', 'RELEASED 7400'],
    ['HGB', '7.9', 'g/dL', 'HOLD HGB'],
    ['WBC', '2.0', '10^9/L', 'RELEASED 7400'],
    ['WBC', '1.99', '10^9/L', 'HOLD WBC'],
    ['WBC', '1990', '/mm3', 'HOLD WBC'],
    ['ANC', '1.0', '10^9/L', 'RELEASED 7400'],
    ['ANC', '0.99', '10^9/L', 'HOLD ANC'],
    ['PLT', '75', '10^9/L', 'RELEASED 7400'],
    ['PLT', '74.9', '10^9/L', 'HOLD PLT'],
    ['PLT', '75000', '/mm3', 'RELEASED 7400'],
    ['K', '6.0', 'mmol/L', 'RELEASED 7400'],
    ['K', '6.01', 'mmol/L', 'HOLD K'],
    ['K', '6.0', 'mEq/L', 'RELEASED 7400'],
    ['ALB', '30', 'g/L', 'RELEASED 7400'],
    ['ALB', '3.0', 'g/dL', 'RELEASED 7400'],
    ['ALB', '29.9', 'g/L', 'HOLD MISSING_LBC.ALB'],
  ])('NETTER-2, %s %s %s: %s', (analyte, value, unit, expected) =>
    expect(before(analyte, value, unit, netter2, 'N2-L')).toBe(expected),
  )

  test.each([
    [netter2, 'N2-L', '4.99', 'HOLD HGB'],
    [netter2, 'N2-L', '5.0', 'RELEASED 7400'],
    ['NCT05987176', 'NL-B', '4.99', 'HOLD HGB'],
    ['NCT05773274', 'NR1', '4.89', 'HOLD HGB'],
    ['NCT05773274', 'NR1', '4.9', 'RELEASED 7400'],
    ['NCT04954820', 'EXP', '4.9', 'RELEASED 7400'],
    ['NCT05387603', 'C', '4.9', 'RELEASED 7500'],
  ])('%s %s, haemoglobin %s mmol/L: %s', (study, arm, value, expected) =>
    expect(before('HGB', value, 'mmol/L', study, arm)).toBe(expected),
  )

  test.each([
    ['60', '20', 'RELEASED 7400'],
    ['60.1', '20', 'HOLD BILI'],
    ['60', undefined, 'HOLD MISSING_LBC.BILI'],
    ['60', '0', 'HOLD MISSING_LBC.BILI'],
    ['60', '-20', 'HOLD MISSING_LBC.BILI'],
    ['60', '<20', 'HOLD MISSING_LBC.BILI'],
    ['<60', '20', 'RELEASED 7400'],
    ['<61', '20', 'HOLD MISSING_LBC.BILI'],
    ['>=60', '20', 'HOLD MISSING_LBC.BILI'],
    ['>60', '20', 'HOLD BILI'],
  ])('bilirubin %s, ULN %s: %s', (value, uln, expected) =>
    expect(before('BILI', value, 'umol/L', netter2, 'N2-L', uln)).toBe(expected),
  )
})

test.each(['HGB', 'WBC', 'ANC', 'PLT', 'CREAT', 'BILI', 'ALB', 'K', 'WEIGHT'])(
  '%s that makes no sense gives no figure',
  (analyte) => {
    for (const bad of garbage) {
      const rows = [dose(first), row(analyte === 'WEIGHT' ? 'VS' : 'LBH', '2025-02-28', { [analyte]: bad })]
      const { decision, activityMbq } = gate({ planned: second, rows, onTheDay: { [analyte]: undefined } })
      expect([decision, activityMbq, JSON.stringify(bad).slice(0, 60)]).toEqual(['HOLD', undefined, JSON.stringify(bad).slice(0, 60)]) // prettier-ignore
    }
  },
)

describe('albumin and the prothrombin time', () => {
  const with_ = (PT: Values, date = '2025-02-28') =>
    inOneLine({
      planned: first,
      rows: [row('LBK', isoDayPlus(date, -56), PT)],
      onTheDay: { ALB: { value: '29', unit: 'g/L' } },
    })
  test.each<[string, Values, string]>([
    ['a ratio of 70 %', { PTPCT: { value: '70', unit: '%' } }, 'RELEASED 7400'],
    ['a ratio of 69.9 %', { PTPCT: { value: '69.9', unit: '%' } }, 'HOLD ALB'],
    ['an INR of 1.5', { INR: { value: '1.5', unit: 'ratio' } }, 'RELEASED 7400'],
    ['an INR of 1.51', { INR: { value: '1.51', unit: 'ratio' } }, 'HOLD ALB'],
    ['an INR of nobody knows', { INR: { value: '<3', unit: 'ratio' } }, 'HOLD MISSING_LBC.ALB'],
    ['one good, one bad', { PTPCT: { value: '80', unit: '%' }, INR: { value: '1.6', unit: 'ratio' } }, 'HOLD ALB'],
    [
      'one good, one unknown',
      { PTPCT: { value: '80', unit: '%' }, INR: { value: 'x', unit: 'ratio' } },
      'HOLD MISSING_LBC.ALB',
    ],
  ])('%s', (_, prothrombin, expected) => expect(with_(prothrombin)).toBe(expected))
  test('14 days before the albumin counts, 15 does not', () => {
    const normal = { INR: { value: '1.0', unit: 'ratio' } }
    expect(with_(normal, isoDayPlus('2025-02-28', -14))).toBe('RELEASED 7400')
    expect(with_(normal, isoDayPlus('2025-02-28', -15))).toBe('HOLD MISSING_LBC.ALB')
  })
  test('low albumin with a bad prothrombin time between doses reduces the next', () => {
    const rows = [
      dose(first),
      row('LBC', '2025-02-03', { ALB: { value: '29', unit: 'g/L' } }),
      row('LBK', '2025-02-03', { INR: { value: '1.6', unit: 'ratio' } }),
    ]
    expect(inOneLine({ planned: second, rows })).toBe('REDUCED 3700 REDUCED_HEPATIC')
  })
})

describe('bilirubin between doses', () => {
  const nadir = (value: string, uln?: string) => row('LBC', '2025-02-03', { BILI: { value, unit: 'umol/L', ...(uln !== undefined && { uln }) } }) // prettier-ignore
  test.each<[string, Row, string, string]>([
    ['60.1, then normal', nadir('60.1', '20'), '10', 'REDUCED 3700 REDUCED_HEPATIC'],
    ['60.1, then at the limit', nadir('60.1', '20'), '20', 'REDUCED 3700 REDUCED_HEPATIC'],
    ['60.1, then above the limit', nadir('60.1', '20'), '20.1', 'HOLD HELD_HEPATIC'],
    ['60, then above the limit', nadir('60', '20'), '20.1', 'RELEASED 7400'],
    ['60.1 without its own limit: that of the others', nadir('60.1'), '10', 'REDUCED 3700 REDUCED_HEPATIC'],
    ['60.1, then too little to measure', nadir('60.1', '20'), '<5', 'REDUCED 3700 REDUCED_HEPATIC'],
    ['60.1, then at most the limit', nadir('60.1', '20'), '<=20', 'REDUCED 3700 REDUCED_HEPATIC'],
    ['60.1, then somewhere above the limit', nadir('60.1', '20'), '>20', 'HOLD HELD_HEPATIC MISSING_LBC.BILI'],
    ['60.1, then somewhere up to 30', nadir('60.1', '20'), '<30', 'HOLD HELD_HEPATIC MISSING_LBC.BILI'],
  ])('%s', (_, low, value, expected) =>
    expect(
      inOneLine({
        planned: second,
        rows: [dose(first), low],
        onTheDay: { BILI: { value, unit: 'umol/L', uln: '20' } },
      }),
    ).toBe(expected),
  )
})

describe('a new course begins', () => {
  const nausea = (end?: string) =>
    event('Nausea', '3', '2025-02-10', end === undefined ? {} : { AEONGO: 'N', AEENDAT: end })
  const again = (...rows: readonly Row[]): string =>
    inOneLine({ planned: '2026-01-12', phase: 'RETREAT', rows: [dose(first), ...rows] })
  const kidneys = (date: string, value: string) => row('LBC', date, { CREAT: { value, unit: 'umol/L', uln: '104' } })
  test.each<[string, string, string]>([
    ['an event that ended', again(nausea('2025-12-01')), 'RELEASED 7400'],
    ['one that goes on', again(nausea()), 'HOLD HELD_OTHER'],
    ['one that ended on the day', again(nausea('2026-01-12')), 'RELEASED 7400'],
    ['two, one of which goes on', again(nausea('2025-12-01'), nausea()), 'HOLD HELD_OTHER'],
    ['one that stopped treatment', again(nausea('2025-02-20'), dose('2025-03-10'), event('Nausea', '3', '2025-04-01', { AEONGO: 'N', AEENDAT: '2025-05-01' })), 'RELEASED 7400'],
    ['one that stopped treatment and goes on', again(nausea('2025-02-20'), dose('2025-03-10'), event('Nausea', '3', '2025-04-01')), 'HOLD HELD_OTHER'],
    ['creatinine that never went back: the new course has its own baseline', inOneLine({
      ...{ planned: '2026-01-12', phase: 'RETREAT' },
      rows: [dose(first), kidneys('2025-02-10', '120'), kidneys('2025-12-01', '115')],
      onTheDay: { CREAT: { value: '115', unit: 'umol/L', uln: '104' } },
    }), 'RELEASED 7400'],
  ])('%s', (_, told, expected) => expect(told).toBe(expected)) // prettier-ignore

  test('what ended after the first dose of it reduces the second', () => {
    const rows = [dose(first), nausea('2026-02-01'), dose('2026-01-12', 'RETREAT')]
    expect(inOneLine({ planned: '2026-03-09', phase: 'RETREAT', rows })).toBe('REDUCED 3700 REDUCED_OTHER')
  })
})

describe('kidneys', () => {
  const woman: Told['person'] = { SEX: 'F', BRTHDAT: '1960-01-01', CHILDPOT: 'N' }
  const at = (value: string, kg = '72') => ({
    CREAT: { value, unit: 'mg/dL', uln: '1.2' },
    WEIGHT: { value: kg, unit: 'kg' },
  })

  test('where a country knows the year of birth alone, it serves', () => {
    const by = (person: Told['person']) =>
      inOneLine({ planned: second, rows: [dose(first)], person: { BRTHDAT: null, ...person } })
    expect(by({ BRTHYR: '1965' })).toBe('RELEASED 7400')
    expect(by({ BRTHYR: 'about 1965' })).toBe('HOLD MISSING_DM.BRTHDAT MISSING_LBC.CREAT')
    expect(by({})).toBe('HOLD MISSING_DM.BRTHDAT MISSING_LBC.CREAT')
  })

  test('clearance 40 is enough', () => {
    // 65 years until 2025-12: (140 − 59) × 80 ÷ (72 × 2.25) = 40 exactly for a man of 59
    const exact = { planned: first, rows: [], person: { SEX: 'M', BRTHDAT: '1965-05-01' } }
    expect(inOneLine({ ...exact, onTheDay: at('2.25', '80') })).toBe('RELEASED 7400')
    expect(inOneLine({ ...exact, onTheDay: at('2.26', '80') })).toBe('HOLD CRCL')
  })

  test('a clearance that fell by 40 % is not back while it is that low, even with a normal creatinine', () => {
    const rows = (kg: string) => [
      ...results('2024-12-30', {
        CREAT: { value: '60', unit: 'umol/L', uln: '104' },
        WEIGHT: { value: '100', unit: 'kg' },
      }),
      dose(first),
      ...results('2025-02-10', {
        CREAT: { value: '60', unit: 'umol/L', uln: '104' },
        WEIGHT: { value: kg, unit: 'kg' },
      }),
    ]
    const last = (kg: string) => ({
      CREAT: { value: '60', unit: 'umol/L', uln: '104' },
      WEIGHT: { value: kg, unit: 'kg' },
    })
    const told = (nadir: string, now: string): Told => ({
      planned: second,
      person: woman,
      rows: rows(nadir),
      onTheDay: last(now),
    })
    const baseline = results('2025-01-05', {
      CREAT: { value: '60', unit: 'umol/L', uln: '104' },
      WEIGHT: { value: '100', unit: 'kg' },
    })
    const of = (nadir: string, now: string) => inOneLine({ ...told(nadir, now), rows: [...baseline, ...rows(nadir)] })
    expect(of('61', '61')).toBe('RELEASED 7400')
    expect(of('60', '60')).toBe('HOLD HELD_RENAL')
    expect(of('60', '61')).toBe('REDUCED 3700 REDUCED_RENAL')
  })

  test('a weight of the week after the creatinine serves where there is none before, a later one does not', () => {
    const weighed = (...days: readonly string[]) => {
      const rows = [
        row('DM', '', { SEX: 'M', BRTHDAT: '1965-05-01' }),
        ...days.map((day, i) => row('VS', day, { WEIGHT: { value: String(70 + i), unit: 'kg' } })),
      ]
      const history = historyOf({ study: netter2, anchors: { planned_dose: second }, judgements: {}, rows })
      if (history === 'planned_dose') throw new Error('no day is planned')
      return weightFor(history, dayOf('2025-02-10'))?.text
    }
    expect(weighed('2025-02-17')).toBe('70')
    expect(weighed('2025-02-18')).toBeUndefined()
    expect(weighed('2025-02-15', '2025-02-12')).toBe('71')
    expect(weighed('2025-02-12', '2024-02-10')).toBe('71')
    expect(weighed('2024-02-10', '2025-02-10')).toBe('71')
  })

  test.each<[string, string | undefined, string]>([
    ['40', undefined, 'RELEASED 7500'],
    ['39.9', undefined, 'HOLD MGFR'],
    ['60', '100', 'HOLD MGFR'],
    ['60.1', '100', 'RELEASED 7500'],
    ['60', 'about 100', 'HOLD MISSING_LBU.MGFR'],
    ['>50', undefined, 'HOLD MISSING_LBU.MGFR'],
  ])('a measured filtration of %s, baseline %s: %s', (value, baseline, expected) => {
    const measured = (date: string, rate: string) => row('LBU', date, { MGFR: { value: rate, unit: 'mL/min/1.73 m2' } })
    const rows = [
      ...(baseline === undefined ? [] : [measured('2025-01-02', baseline)]),
      dose(first),
      measured('2025-02-28', value),
    ]
    expect(inOneLine({ study: 'NCT05387603', arm: 'C', planned: second, rows })).toBe(expected)
  })

  // A man of 59: with 110 µmol/L the mean falls below 40 although the clearance is 70 mL/min.
  test.each<[string, string, Readonly<Record<string, string>>, string]>([
    ['nothing but a creatinine', '80', {}, 'HOLD MISSING_LBU.MGFR MISSING_LBU.CYSC'],
    ['a mean of 76.8', '80', { '2025-02-28': '1.0' }, 'RELEASED 7500'],
    ['a mean of 40.4', '110', { '2025-02-28': '2.7' }, 'RELEASED 7500'],
    ['a mean of 39.8', '110', { '2025-02-28': '2.8' }, 'HOLD MGFR'],
    ['a cystatin C of 15 days before', '80', { '2025-02-16': '1.0' }, 'HOLD MISSING_LBU.MGFR MISSING_LBU.CYSC'],
    ['a mean of 55.7 after one of 121.1', '80', { '2025-01-02': '0.5', '2025-02-28': '2.0' }, 'HOLD MGFR'],
    ['a mean of 76.8 after one of 121.1', '80', { '2025-01-02': '0.5', '2025-02-28': '1.0' }, 'RELEASED 7500'],
  ])('START-NET asks for a filtration rate: %s', (_, creatinine, cystatin, expected) => {
    const rows = Object.entries(cystatin).map(([day, value]) => row('LBU', day, { CYSC: { value, unit: 'mg/L' } }))
    const onTheDay = { MGFR: undefined, CREAT: { value: creatinine, unit: 'umol/L' } }
    const told = { study: 'NCT05387603', arm: 'C', planned: second, rows: [dose(first), ...rows], onTheDay }
    expect(inOneLine(told)).toBe(expected)
  })

  test('a rate entered with the method that measured it is a measured rate', () => {
    const rate = { value: '39.9', unit: 'mL/min/1.73m2' }
    const found = (GFRMETH: string) => {
      const rows = [dose(first), row('LBU', '2025-02-28', { GFRMETH, GFRVAL: rate })]
      return inOneLine({ study: 'NCT05387603', arm: 'C', planned: second, rows, onTheDay: { MGFR: undefined } })
    }
    expect(found('IOHEXOL')).toBe('HOLD MGFR')
    expect(found('CR51EDTA')).toBe('HOLD MGFR')
    expect(found('LMR_CAPA_MEAN')).toBe('HOLD MISSING_LBU.MGFR MISSING_LBU.CYSC')
  })
})

describe('time', () => {
  test.each([
    ['2025-02-16', 'HOLD INTERVAL from 2025-02-17'],
    ['2025-02-17', 'RELEASED 7400 INTERVAL'],
    ['2025-02-23', 'RELEASED 7400 INTERVAL'],
    ['2025-02-24', 'RELEASED 7400'],
    ['2025-03-10', 'RELEASED 7400'],
    ['2025-03-11', 'RELEASED 7400 INTERVAL'],
    ['2025-04-28', 'RELEASED 7400 INTERVAL'],
    ['2025-04-29', 'STOP INTERVAL_TOO_LONG'],
  ])('NETTER-2 on %s: %s', (planned, expected) => expect(inOneLine({ planned, rows: [dose(first)] })).toBe(expected))

  test.each([
    ['2025-03-02', 'RELEASED 7500 INTERVAL'],
    ['2025-03-03', 'RELEASED 7500'],
    ['2025-03-31', 'RELEASED 7500'],
    ['2025-04-01', 'RELEASED 7500 INTERVAL'],
    ['2025-04-29', 'RELEASED 7500 INTERVAL_TOO_LONG'],
  ])('START-NET, personalised, on %s: %s', (planned, expected) =>
    expect(inOneLine({ study: 'NCT05387603', arm: 'P', planned, rows: [dose(first), dosimetry(first, '4')] })).toBe(
      expected,
    ),
  )

  test.each([
    ['2025-01-06', 'RELEASED 7400'],
    ['2025-02-03', 'RELEASED 7400'],
    ['2025-02-04', 'RELEASED 7400 FIRST_DOSE'],
    ['2025-01-05', 'HOLD FIRST_DOSE from 2025-01-06'],
  ])('first dose on %s, randomised on 6 January: %s', (planned, expected) =>
    expect(inOneLine({ planned, rows: [], anchors: { randomisation: '2025-01-06' } })).toBe(expected),
  )

  test('ReLUTH counts from registration, NELMAS from surgery; without the day nothing is released', () => {
    const reluth = (enrolment: string) =>
      inOneLine({ study: 'NCT04954820', planned: '2025-02-03', rows: [], anchors: { enrolment } })
    expect(reluth('2025-01-06')).toBe('RELEASED 7400')
    expect(reluth('2025-01-05')).toBe('RELEASED 7400 FIRST_DOSE')
    expect(reluth('2025-02-04')).toBe('HOLD FIRST_DOSE from 2025-02-04')
    expect(reluth('soon')).toBe('HOLD MISSING_REG.REGDAT')
    expect(inOneLine({ study: 'NCT05987176', arm: 'NL-B', planned: '2025-02-03', rows: [] })).toBe(
      'HOLD MISSING_SURG.SURGDAT',
    )
    expect(inOneLine({ planned: first, rows: [], anchors: { randomisation: '' } })).toBe('HOLD MISSING_RAND.RANDDAT')
  })

  test('NELMAS: too early says from when, too late does not', () => {
    const nelmas = (planned: string) => inOneLine({ study: 'NCT05987176', arm: 'NL-B', planned, rows: [row('SURG', '2025-02-03', { SURGDAT: '2025-02-03' })] }) // prettier-ignore
    expect(nelmas('2025-03-02')).toBe('HOLD FIRST_DOSE from 2025-03-03')
    expect(nelmas('2025-03-31')).toBe('RELEASED 7400')
    expect(nelmas('2025-04-01')).toBe('HOLD FIRST_DOSE')
  })

  test('the first dose of a later course is counted from nothing', () => {
    const crossed: Told = {
      arm: 'N2-C',
      phase: 'XSCR',
      planned: '2026-03-02',
      rows: [],
      anchors: { randomisation: '2025-01-06' },
    }
    expect(inOneLine(crossed)).toBe('RELEASED 7400')
    expect(
      inOneLine({
        planned: '2026-03-02',
        phase: 'RETREAT',
        rows: [dose(first)],
        anchors: { randomisation: '2024-12-30' },
      }),
    ).toBe('RELEASED 7400')
  })

  test.each([
    ['NCT05387603', 'C', '2025-01-02', 'RELEASED 7500'],
    ['NCT05387603', 'C', '2025-01-03', 'HOLD OTHER_TREATMENT from 2025-01-31'],
    ['NCT05387603', 'C', '2025-01', 'HOLD OTHER_TREATMENT from 2025-02-28'],
    ['NCT05387603', 'C', 'UNK', 'HOLD MISSING_PTX.CMENDAT'],
    [netter2, 'N2-L', '2025-01-03', 'RELEASED 7400'],
  ])('%s %s: other treatment until %s: %s', (study, arm, CMENDAT, expected) =>
    expect(
      inOneLine({
        study,
        arm,
        planned: '2025-01-30',
        rows: [{ form: 'PTX', items: { PTXCLASS: 'EVEROLIMUS', CMENDAT } }],
      }),
    ).toBe(expected),
  )
  test('an earlier somatostatin analogue is no other treatment, and later doses do not ask again', () => {
    const of = (rows: readonly Row[], planned = '2025-01-30') =>
      inOneLine({ study: 'NCT05387603', arm: 'C', planned, rows })
    expect(of([{ form: 'PTX', items: { PTXCLASS: 'SSA', CMONGO: 'Y' } }])).toBe('RELEASED 7500')
    expect(of([{ form: 'PTX', items: { PTXCLASS: 'CHEMO', CMONGO: 'Y', CMENDAT: '2020-01-01' } }])).toBe(
      'HOLD MISSING_PTX.CMENDAT',
    )
    expect(of([dose(first), { form: 'PTX', items: { PTXCLASS: 'CHEMO', CMONGO: 'Y' } }], second)).toBe('RELEASED 7500')
  })
})

describe('somatostatin analogues', () => {
  const injected = (ECTRT: string | null, at: string): Row => ({ form: 'EXOCT', items: { ECTRT, ECSTDTM: at } })
  const own = (CMFLAG: string, items: Row['items']): Row => ({
    form: 'CM',
    items: { CMFLAG, CMSTDAT: '2024', ...items },
  })
  test.each<[string, string, Row, string]>([
    ['LAR 42 days before', second, injected('OCTREOTIDE_LAR', '2025-01-20T09:00+01:00'), 'RELEASED 7400'],
    [
      'LAR 41 days before',
      second,
      injected('OCTREOTIDE_LAR', '2025-01-21T09:00+01:00'),
      'HOLD LONG_ACTING_SSA from 2025-03-04',
    ],
    [
      'lanreotide 41 days before',
      second,
      injected('LANREOTIDE_AUTOGEL', '2025-01-21'),
      'HOLD LONG_ACTING_SSA from 2025-03-04',
    ],
    ['something 41 days before', second, injected(null, '2025-01-21'), 'HOLD LONG_ACTING_SSA from 2025-03-04'],
    ['LAR after the day planned', second, injected('OCTREOTIDE_LAR', '2025-03-04'), 'RELEASED 7400'],
    [
      'LAR on the day planned',
      second,
      injected('OCTREOTIDE_LAR', '2025-03-03'),
      'HOLD LONG_ACTING_SSA from 2025-04-14',
    ],
    ['octreotide the day before', second, injected('OCTREOTIDE_SC', '2025-03-02T20:00+01:00'), 'RELEASED 7400'],
    [
      'octreotide on the day',
      second,
      injected('OCTREOTIDE_SC', '2025-03-03T06:00+01:00'),
      'HOLD SHORT_ACTING_SSA from 2025-03-04',
    ],
    [
      'octreotide 24 h before',
      `${second}T10:00+01:00`,
      injected('OCTREOTIDE_SC', '2025-03-02T10:00+01:00'),
      'RELEASED 7400',
    ],
    [
      'octreotide 23 h 59 before',
      `${second}T10:00+01:00`,
      injected('OCTREOTIDE_SC', '2025-03-02T10:01+01:00'),
      'HOLD SHORT_ACTING_SSA from 2025-03-03',
    ],
    ['an injection of no day', second, injected('OCTREOTIDE_LAR', 'yesterday'), 'HOLD MISSING_EXOCT.ECSTDTM'],
    ['an own long-acting one, over for 42 days', second, own('LA_SSA', { CMENDAT: '2025-01-20' }), 'RELEASED 7400'],
    [
      'an own long-acting one, over for 41 days',
      second,
      own('LA_SSA', { CMENDAT: '2025-01-21' }),
      'HOLD LONG_ACTING_SSA from 2025-03-04',
    ],
    ['an own long-acting one that goes on', second, own('LA_SSA', { CMONGO: 'Y' }), 'HOLD MISSING_CM.CMENDAT'],
    ['an own short-acting one until the day before', second, own('SA_SSA', { CMENDAT: '2025-03-02' }), 'RELEASED 7400'],
    [
      'an own short-acting one until the day',
      second,
      own('SA_SSA', { CMENDAT: '2025-03-03' }),
      'HOLD SHORT_ACTING_SSA from 2025-03-04',
    ],
    ['an own short-acting one that goes on', second, own('SA_SSA', { CMONGO: 'Y' }), 'HOLD MISSING_CM.CMENDAT'],
  ])('%s', (_, planned, given, expected) =>
    expect(inOneLine({ planned: second, rows: [dose(first), given], anchors: { planned_dose: planned } })).toBe(
      expected,
    ),
  )
  test('the last of several counts, by the hour', () => {
    const twice = [
      injected('OCTREOTIDE_SC', '2025-03-02T20:00+01:00'),
      injected('OCTREOTIDE_SC', '2025-03-02T08:00+01:00'),
    ]
    expect(
      inOneLine({ planned: second, rows: [dose(first), ...twice], anchors: { planned_dose: `${second}T10:00+01:00` } }),
    ).toBe('HOLD SHORT_ACTING_SSA from 2025-03-03')
  })
})

describe('who may have it', () => {
  test.each<[string, Partial<Told>, string]>([
    ['NETTER-2, control, main course', { arm: 'N2-C' }, 'HOLD ARM'],
    [
      'NET RETREAT, everolimus, crossed over',
      { study: 'NCT05773274', arm: 'NR2', phase: 'XL1', rows: [] },
      'RELEASED 7400',
    ],
    ['NET RETREAT, everolimus, main course', { study: 'NCT05773274', arm: 'NR2', rows: [] }, 'HOLD ARM'],
    [
      'NET RETREAT, control, its arm after crossover',
      { study: 'NCT05773274', arm: 'NR2', phase: 'NR2-X', rows: [] },
      'RELEASED 7400',
    ],
    ['NETTER-2, the arm of re-treatment', { phase: 'N2-LR', rows: [] }, 'RELEASED 7400'],
    ['NETTER-2, control in the arm of re-treatment', { arm: 'N2-C', phase: 'N2-XR', rows: [] }, 'RELEASED 7400'],
    ['NET RETREAT, 177Lu, crossed over', { study: 'NCT05773274', arm: 'NR1', phase: 'XL1', rows: [] }, 'HOLD ARM'],
    [
      'NET RETREAT, a course it does not have',
      { study: 'NCT05773274', arm: 'NR1', phase: 'RETREAT', rows: [] },
      'HOLD ARM',
    ],
    ['a course with the name of a property', { rows: [dose(first, 'constructor')] }, 'HOLD ARM'],
    ['START-NET in no arm', { study: 'NCT05387603', arm: '' }, 'HOLD MISSING_RAND.ARMCD'],
    [
      'progression since the first dose',
      { rows: [dose(first), row('PD', '2025-02-20', { PDDAT: '2025-02-20' })] },
      'STOP PROGRESSION',
    ],
    [
      'progression before the first dose, randomised already',
      { planned: first, rows: [row('PD', '2025-01-02', { PDDAT: '2025-01-02' })] },
      'STOP PROGRESSION',
    ],
    [
      'progression before randomisation',
      { planned: first, rows: [row('PD', '2024-12-20', { PDDAT: '2024-12-20' })] },
      'RELEASED 7400',
    ],
    [
      'progression that led to crossover from an arm without doses',
      {
        study: 'NCT05773274',
        arm: 'NR2',
        phase: 'CROSSOVER',
        planned: first,
        rows: [row('PD', '2025-01-02', { PDDAT: '2025-01-02' })],
      },
      'RELEASED 7400',
    ],
    [
      'progression that led to a second course',
      {
        planned: '2026-03-02',
        phase: 'RETREAT',
        rows: [dose(first), row('PD', '2026-01-20', { PDDAT: '2026-01-20' })],
      },
      'RELEASED 7400',
    ],
    [
      'a dose after the day',
      { rows: [dose(first), dose('2025-03-04')] },
      'HOLD DOSE_AFTER_PLANNED INTERVAL from 2025-04-15',
    ],
    [
      'a dose of no day',
      { rows: [dose(first), { form: 'EXLU', items: { ECSTDTM: 'once' } }] },
      'HOLD MISSING_EXLU.ECSTDTM',
    ],
  ])('%s', (_, more, expected) => expect(inOneLine({ ...afterOne, ...more })).toBe(expected))

  test('ReLUTH: two doses before there are arms, then only the experimental one', () => {
    const two = [dose('2024-11-11', 'RUNIN'), dose(first, 'RUNIN')]
    const reluth = (arm: string, rows: readonly Row[]) =>
      inOneLine({ study: 'NCT04954820', arm, planned: second, rows })
    expect(reluth('', [dose(first, 'RUNIN')])).toBe('RELEASED 7400')
    expect(reluth('', two)).toBe('HOLD MISSING_RAND.ARMCD')
    expect(reluth('RL-CTL', two)).toBe('HOLD ARM')
    expect(reluth('RL-EXP', two)).toBe('RELEASED 7400')
  })

  test.each([
    ['N2-C', 'CROSSOVER', 4, 'STOP CYCLES'],
    ['N2-C', 'CROSSOVER', 3, 'RELEASED 7400'],
    ['N2-L', 'RETREAT', 4, 'STOP CYCLES'],
  ])('%s, %s, after %i doses: %s', (arm, course, n, expected) => {
    const days = Array.from({ length: n }, (_, i) => dose(isoDayPlus(second, (i - n) * 56), course))
    expect(inOneLine({ arm, phase: course, planned: second, rows: days })).toBe(expected)
  })

  test('START-NET, personalised: the tenth only warns, while the kidneys allow', () => {
    const days = Array.from({ length: 9 }, (_, i) => isoDayPlus(second, (i - 9) * 70))
    const rows = days.flatMap((day) => [dose(day, 'MAIN', '7500'), dosimetry(day, '2')])
    expect(inOneLine({ study: 'NCT05387603', arm: 'P', planned: second, rows })).toBe('RELEASED 7500 CYCLES')
  })
})

describe('the dose to the kidneys', () => {
  const days = ['2024-10-14', '2024-12-23']
  const of = (rows: readonly Row[], arm = 'P') => inOneLine({ study: 'NCT05387603', arm, planned: second, rows })
  const given = days.map((day) => dose(day, 'MAIN', '7500'))
  test.each<[string, readonly Row[], string]>([
    [
      '13.4 and 13.5: an alert from 27 on would need no more',
      [dosimetry(days[0] ?? '', '13.4'), dosimetry(days[1] ?? '', '3')],
      'RELEASED 7500',
    ],
    [
      '27 so far is to be looked at',
      [dosimetry(days[0] ?? '', '24.0'), dosimetry(days[1] ?? '', '3')],
      'RELEASED 7500 RENAL_DOSE_LIMIT',
    ],
    ['26.9 so far is not', [dosimetry(days[0] ?? '', '23.9'), dosimetry(days[1] ?? '', '3')], 'RELEASED 7500'],
    ['30 so far stops', [dosimetry(days[0] ?? '', '29.9'), dosimetry(days[1] ?? '', '0.1')], 'STOP RENAL_DOSE_LIMIT'],
    [
      '30.1 with the next stops',
      [dosimetry(days[0] ?? '', '20.1'), dosimetry(days[1] ?? '', '5')],
      'STOP RENAL_DOSE_LIMIT',
    ],
    [
      'dosimetry from after the day is not there yet',
      [dosimetry(days[0] ?? '', '4'), dosimetry('2025-03-04', '4')],
      'HOLD MISSING_DOSIM.DOSSTAT',
    ],
    ['dosimetry of the day is', [dosimetry(days[0] ?? '', '4'), dosimetry(second, '4')], 'RELEASED 7500'],
    [
      'two of one cycle',
      [dosimetry(days[0] ?? '', '4'), dosimetry(days[1] ?? '', '4'), dosimetry(days[1] ?? '', '5')],
      'HOLD MISSING_DOSIM.DOSSTAT',
    ],
    [
      'none done at all',
      [dosimetry(days[0] ?? '', '4', 'NOT_DONE'), dosimetry(days[1] ?? '', '4', 'NOT_DONE')],
      'HOLD MISSING_DOSIM.DOSSTAT',
    ],
    [
      'one not done is estimated',
      [dosimetry(days[0] ?? '', '14', 'FINAL'), dosimetry(days[1] ?? '', '', 'NOT_DONE')],
      'STOP RENAL_DOSE_LIMIT',
    ],
  ])('%s', (_, rows, expected) => expect(of([...given, ...rows])).toBe(expected))

  test('the arm may be told by its sub-arm; the control arm has no limit', () => {
    const rows = [...given, dosimetry(days[0] ?? '', '29.9'), dosimetry(days[1] ?? '', '0.1')]
    expect(of(rows, 'CAP_DTOC')).toBe('STOP RENAL_DOSE_LIMIT')
    expect(of(rows, 'TOC')).toBe('RELEASED 7500 INTERVAL')
  })

  test('one kidney counts alone, and only when it is the only one', () => {
    const one = (SINGLEKID: string | null, gy: string): Row =>
      row('DOSIM', days[1] ?? '', { KIDGYL: { value: gy, unit: 'Gy' }, DOSSTAT: 'FINAL', SINGLEKID })
    expect(of([...given, dosimetry(days[0] ?? '', '4'), one('Y', '13')])).toBe('RELEASED 7500')
    expect(of([...given, dosimetry(days[0] ?? '', '4'), one('Y', '13.1')])).toBe('STOP RENAL_DOSE_LIMIT')
    expect(of([...given, dosimetry(days[0] ?? '', '4'), one(null, '4')])).toBe('HOLD MISSING_DOSIM.DOSSTAT')
  })
})

describe('events', () => {
  test.each<[string, Row, string]>([
    [
      'hypersensitivity 2 wants premedication',
      event('Allergic reaction', '2', first, { AEONGO: 'N', AEENDAT: first }),
      'RELEASED 7400 PREMEDICATION',
    ],
    [
      'hypersensitivity 1 by its code',
      event('Rash', '1', first, { AESI: 'HYPERSENSITIVITY' }),
      'RELEASED 7400 PREMEDICATION',
    ],
    [
      'hypersensitivity 3 stops',
      event('Allergic reaction', '3', first, { AEONGO: 'N', AEENDAT: first }),
      'STOP DMT_STOP_HYPERSENSITIVITY',
    ],
    [
      'anaemia 3 in British spelling',
      event('Anaemia', '3', '2025-02-03', { AEONGO: 'N', AEENDAT: '2025-02-10', AEREL_LU: 'UNLIKELY' }),
      'REDUCED 3700 REDUCED_ANAEMIA_NEUTROPENIA',
    ],
    ['platelets 2', event('Platelet count decreased', '2', '2025-02-03'), 'HOLD HELD_THROMBOCYTOPENIA'],
    ['platelets 1', event('Platelet count decreased', '1', '2025-02-03'), 'RELEASED 7400'],
    [
      'creatinine 3 of something else',
      event('Creatinine increased', '3', '2025-02-03', { AEREL_LU: 'NOT_RELATED' }),
      'RELEASED 7400',
    ],
    ['creatinine 3', event('Creatinine increased', '3', '2025-02-03'), 'HOLD HELD_RENAL'],
    [
      'bilirubin 3 that is over',
      event('Blood bilirubin increased', '3', '2025-02-03', { AEONGO: 'N', AEENDAT: '2025-02-10' }),
      'REDUCED 3700 REDUCED_HEPATIC',
    ],
    [
      'a grade that is contested',
      event('Nausea', '3', '2025-02-03', { AETOXGR: { value: '1', contested: true } }),
      'HOLD MISSING_AE.AETOXGR',
    ],
    ['no begin', event('Nausea', '3', ''), 'HOLD MISSING_AE.AESTDAT'],
    [
      'a term with the name of a property',
      event('constructor', '3', '2025-02-03', { AEONGO: 'N', AEENDAT: '2025-02-10' }),
      'REDUCED 3700 REDUCED_OTHER',
    ],
    [
      'over the day after',
      event('Nausea', '3', '2025-02-03', { AEONGO: 'N', AEENDAT: '2025-03-04' }),
      'HOLD HELD_OTHER',
    ],
    [
      'over on the day',
      event('Nausea', '3', '2025-02-03', { AEONGO: 'N', AEENDAT: '2025-03-03' }),
      'REDUCED 3700 REDUCED_OTHER',
    ],
    ['before the first dose', event('Nausea', '3', '2025-01-05'), 'RELEASED 7400'],
    ['in the future', event('Nausea', '3', '2025-03-04'), 'RELEASED 7400'],
  ])('%s', (_, told, expected) => expect(inOneLine({ ...afterOne, rows: [dose(first), told] })).toBe(expected))
})

test('a toxicity carries its proof: what was seen, and where it led day by day', () => {
  const { conditions } = gate({
    planned: second,
    rows: [dose(first), ...results('2025-02-10', { PLT: { value: '62', unit: '10^9/L' } })],
  })
  expect(conditions.find(({ code }) => code === 'REDUCED_THROMBOCYTOPENIA')).toEqual({
    code: 'REDUCED_THROMBOCYTOPENIA',
    verdict: 'reduces',
    items: [],
    trace: {
      formula: 'dose-gate:REDUCED_THROMBOCYTOPENIA',
      expression: 'table of dose modifications',
      source:
        'recalled: Triggers of the table as recalled. An event counts at any time since the previous dose, not only on the day.',
      inputs: [
        { name: 'PLT', value: '62', unit: '10^9/L' },
        { name: 'day', value: '2025-02-10' },
      ],
      steps: [
        { name: '2025-02-10', value: 'held' },
        { name: '2025-02-28', value: 'reduced-next' },
      ],
      rule: 'reduced-next',
    },
  })
  expect(conditions.find(({ code }) => code === 'INTERVAL')?.trace).toMatchObject({
    expression: '49–63 d',
    source: 'label',
    inputs: [
      { name: 'EXLU', value: '2025-01-06' },
      { name: 'planned', value: '2025-03-03' },
    ],
    steps: [{ name: 'elapsed', value: '56', unit: 'd' }],
  })
})
