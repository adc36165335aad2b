import type { Row } from '#shared/clinical/dose-gate/case-rows'
import { describe, expect, test } from 'vitest'
import { type Told, ae, inOneLine, octreotideOf, row } from './told'

const netRetreat = 'NCT05773274'
const infusion = (day: string, course = 'MAIN', end: string | null = `${day}T10:30+01:00`): Row => ({
  ...row('EXLU', day, { ECSTDTM: `${day}T10:00+01:00`, ECENDTM: end }),
  course,
})
const injection = (day: string, items: Row['items'] = {}): Row =>
  row('EXOCT', day, {
    ECTRT: 'OCTREOTIDE_LAR',
    ECDOSE: { value: '30', unit: 'mg' },
    ECSTDTM: `${day}T15:00+01:00`,
    ...items,
  })

const given = infusion('2026-03-02')
const netter2 = (planned: string, ...rows: readonly Row[]) => inOneLine(octreotideOf({ planned, rows }))
const label = (planned: string, ...rows: readonly Row[]) =>
  inOneLine(octreotideOf({ study: netRetreat, arm: 'NR1', planned, rows }))
const alone = (planned: string, rows: readonly Row[], more: Partial<Told> = {}) =>
  inOneLine(octreotideOf({ arm: 'N2-C', planned, rows, ...more }))

describe('after the infusion, by the label: 4 to 24 h', () => {
  test.each([
    ['2026-03-02T10:00+01:00', 'HOLD AFTER_177LU from 2026-03-02'],
    ['2026-03-02T14:29+01:00', 'HOLD AFTER_177LU from 2026-03-02'],
    ['2026-03-02T14:29:59+01:00', 'HOLD AFTER_177LU from 2026-03-02'],
    ['2026-03-02T14:30+01:00', 'RELEASED 30'],
    ['2026-03-02T13:30Z', 'RELEASED 30'],
    ['2026-03-02T14:30+02:00', 'HOLD AFTER_177LU from 2026-03-02'],
    ['2026-03-03T10:30+01:00', 'RELEASED 30'],
    ['2026-03-03T10:31+01:00', 'RELEASED 30 AFTER_177LU'],
    ['2026-03-02', 'HOLD MISSING_anchors.planned_dose'],
    ['2026-03-02T14:30', 'HOLD MISSING_anchors.planned_dose'],
    ['2026-03-03', 'RELEASED 30'],
    ['2026-03-04', 'RELEASED 30 AFTER_177LU'],
  ])('at %s', (planned, expected) => expect(label(planned, given)).toBe(expected))

  test('an infusion that ends late in the evening', () => {
    const late = infusion('2026-03-02', 'MAIN', '2026-03-02T21:00+01:00')
    expect(label('2026-03-02', late)).toBe('HOLD AFTER_177LU from 2026-03-03')
    expect(label('2026-03-02T23:00+01:00', late)).toBe('HOLD AFTER_177LU from 2026-03-03')
    expect(label('2026-03-03', late)).toBe('HOLD MISSING_anchors.planned_dose')
    expect(label('2026-03-03T00:59+01:00', late)).toBe('HOLD AFTER_177LU from 2026-03-03')
    expect(label('2026-03-03T01:00+01:00', late)).toBe('RELEASED 30')
    const at20 = infusion('2026-03-02', 'MAIN', '2026-03-02T20:00+01:00')
    expect(label('2026-03-02', at20)).toBe('HOLD AFTER_177LU from 2026-03-03')
    expect(label('2026-03-03', at20)).toBe('RELEASED 30')
    const past = infusion('2026-03-02', 'MAIN', '2026-03-03T00:10+01:00')
    expect(label('2026-03-03T04:10+01:00', past)).toBe('RELEASED 30')
  })

  test('hours are real hours, in the night when the clocks change too', () => {
    const before = infusion('2025-03-29', 'MAIN', '2025-03-29T23:00+01:00')
    expect(label('2025-03-30T03:59+02:00', before)).toBe('HOLD AFTER_177LU from 2025-03-30')
    expect(label('2025-03-30T04:00+02:00', before)).toBe('RELEASED 30')
  })

  test.each<[string, string, string | null, string]>([
    ['without its end', '2026-03-02T20:00+01:00', null, 'HOLD MISSING_EXLU.ECENDTM'],
    ['without its end, the day after', '2026-03-03', null, 'HOLD MISSING_EXLU.ECENDTM'],
    ['without its end, two days after', '2026-03-04', null, 'RELEASED 30 AFTER_177LU'],
    ['an end without its offset', '2026-03-02T20:00+01:00', '2026-03-02T10:30', 'HOLD MISSING_EXLU.ECENDTM'],
    ['an end of another day', '2026-03-02T20:00+01:00', '2026-03-01T10:30+01:00', 'HOLD MISSING_EXLU.ECENDTM'],
    ['an end two days later', '2026-03-03T20:00+01:00', '2026-03-04T10:30+01:00', 'HOLD MISSING_EXLU.ECENDTM'],
    ['an end that is no time', '2026-03-02T20:00+01:00', 'NaN', 'HOLD MISSING_EXLU.ECENDTM'],
  ])('%s', (_, planned, end, expected) => expect(label(planned, infusion('2026-03-02', 'MAIN', end))).toBe(expected))

  test('a contested end', () =>
    expect(
      label('2026-03-04', row('EXLU', '2026-03-02', { ECENDTM: { value: '2026-03-02T10:30+01:00', contested: true } })),
    ).toBe('HOLD MISSING_EXLU.ECENDTM AFTER_177LU'))
})

describe('after the infusion, in NETTER-2: the day after', () => {
  test.each([
    ['2026-03-02', 'HOLD AFTER_177LU from 2026-03-03'],
    ['2026-03-02T20:00+01:00', 'HOLD AFTER_177LU from 2026-03-03'],
    ['2026-03-03', 'RELEASED 30'],
    ['2026-03-03T18:00+01:00', 'RELEASED 30'],
    ['2026-03-04', 'RELEASED 30 AFTER_177LU'],
    ['2026-03-04T08:00+01:00', 'RELEASED 30 AFTER_177LU'],
  ])('at %s', (planned, expected) => expect(netter2(planned, given)).toBe(expected))

  test('not before 4 h either', () => {
    const late = infusion('2026-03-02', 'MAIN', '2026-03-02T22:00+01:00')
    expect(netter2('2026-03-03T01:59+01:00', late)).toBe('HOLD AFTER_177LU from 2026-03-03')
    expect(netter2('2026-03-03T02:00+01:00', late)).toBe('RELEASED 30')
  })
})

describe('before the next 177Lu', () => {
  test.each([
    ['NETTER-2: 42 days before', netter2, '2026-03-16', 'RELEASED 30 AFTER_177LU'],
    ['NETTER-2: 41 days before', netter2, '2026-03-17', 'HOLD NEXT_177LU AFTER_177LU'],
    ['label: 28 days before', label, '2026-03-30', 'RELEASED 30 AFTER_177LU'],
    ['label: 27 days before', label, '2026-03-31', 'HOLD NEXT_177LU AFTER_177LU'],
    ['label: when the next is overdue', label, '2026-05-20', 'HOLD NEXT_177LU AFTER_177LU'],
    ['label: 112 days after', label, '2026-06-22', 'HOLD NEXT_177LU AFTER_177LU'],
    ['label: 113 days after there is no next', label, '2026-06-23', 'RELEASED 30 AFTER_177LU'],
  ])('%s', (_, of, planned, expected) => expect(of(planned, given)).toBe(expected))

  test('the next one is the one that followed, where the past is looked at', () => {
    expect(label('2026-03-30', given, infusion('2026-04-26'))).toBe('HOLD NEXT_177LU AFTER_177LU')
    expect(label('2026-03-30', given, infusion('2026-04-27'))).toBe('RELEASED 30 AFTER_177LU')
    expect(label('2026-03-31', given, infusion('2026-04-28'))).toBe('RELEASED 30 AFTER_177LU')
  })

  test('START-NET, personalised: 70 days from one to the next', () => {
    const personalised = (planned: string) =>
      inOneLine(octreotideOf({ study: 'NCT05387603', arm: 'P', planned, rows: [given] }))
    expect(personalised('2026-04-13')).toBe('RELEASED 30 AFTER_177LU')
    expect(personalised('2026-04-14')).toBe('HOLD NEXT_177LU AFTER_177LU')
    const control = (planned: string) =>
      inOneLine(octreotideOf({ study: 'NCT05387603', arm: 'C', planned, rows: [given] }))
    expect(control('2026-03-30')).toBe('RELEASED 30 AFTER_177LU')
    expect(control('2026-03-31')).toBe('HOLD NEXT_177LU AFTER_177LU')
  })

  test('ReLUTH: run-in and extra doses are one course of four', () => {
    const days = ['2025-09-15', '2025-11-10', '2026-01-05', '2026-03-02']
    const doses = days.map((day, i) => infusion(day, i < 2 ? 'RUNIN' : 'EXTRA'))
    const of = (n: number) =>
      inOneLine(octreotideOf({ study: 'NCT04954820', arm: 'EXP', planned: '2026-04-20', rows: doses.slice(4 - n) }))
    expect(of(4)).toBe('RELEASED 30 AFTER_177LU')
    expect(of(3)).toBe('HOLD NEXT_177LU AFTER_177LU')
  })
})

describe('every four weeks', () => {
  const two = [infusion('2026-01-05'), given]
  test.each([
    ['24 days', '2026-03-27', 'HOLD INTERVAL from 2026-03-28'],
    ['25 days', '2026-03-28', 'RELEASED 30'],
    ['28 days', '2026-03-31', 'RELEASED 30'],
    ['31 days', '2026-04-03', 'RELEASED 30'],
    ['32 days', '2026-04-04', 'RELEASED 30 INTERVAL'],
  ])('after the last dose of 177Lu, %s after the last injection', (_, planned, expected) =>
    expect(label(planned, ...two, injection('2026-03-03'))).toBe(expected),
  )

  test('an injection before the last dose of 177Lu is none after it', () =>
    expect(label('2026-03-03', ...two, injection('2026-02-20'))).toBe('RELEASED 30'))
  test('an injection on the day of the last dose of 177Lu is one after it', () =>
    expect(label('2026-03-10', ...two, injection('2026-03-02'))).toBe('HOLD INTERVAL from 2026-03-27'))
  test('one of another drug is none', () =>
    expect(label('2026-03-03', ...two, injection('2026-03-02', { ECTRT: 'OCTREOTIDE_SC' }))).toBe('RELEASED 30'))
  test('one of the day itself is the one that is asked about', () =>
    expect(label('2026-03-03', ...two, injection('2026-03-03'))).toBe('RELEASED 30'))
  test('without its day nothing can be said', () =>
    expect(label('2026-03-03', ...two, row('EXOCT', '', { ECTRT: 'OCTREOTIDE_LAR', ECSTDTM: '2026-02-30' }))).toBe(
      'HOLD MISSING_EXOCT.ECSTDTM',
    ))

  test('NETTER-2: four doses, then every four weeks', () => {
    const four = ['2025-09-15', '2025-11-10', '2026-01-05', '2026-03-02'].map((day) => infusion(day))
    expect(netter2('2026-03-31', ...four, injection('2026-03-03'))).toBe('RELEASED 30')
    expect(netter2('2026-03-31', ...four.slice(1), injection('2026-03-03'))).toBe('HOLD NEXT_177LU')
  })

  test.each([
    ['on the last day of 18 months', '2027-07-05', 'RELEASED 30'],
    ['a day later', '2027-07-06', 'STOP TREATMENT_OVER'],
  ])('%s', (_, planned, expected) => {
    const last = new Date(Date.parse(planned) - 28 * 86_400_000).toISOString().slice(0, 10)
    expect(label(planned, ...two, injection(last))).toBe(expected)
  })

  test('18 months from the first dose of the course that runs', () => {
    const again = [infusion('2024-01-08'), infusion('2026-01-05', 'RETREAT'), infusion('2026-03-02', 'RETREAT')]
    expect(netter2('2026-03-03', ...again)).toBe('RELEASED 30')
    expect(netter2('2026-03-03', infusion('2024-01-08', 'PRIOR'), given)).toBe('RELEASED 30')
  })
})

describe('alone, the control arm of NETTER-2', () => {
  test.each<[string, string, readonly Row[], string]>([
    ['on the day of randomisation', '2025-12-29', [], 'RELEASED 60'],
    ['7 days after it', '2026-01-05', [], 'RELEASED 60'],
    ['8 days after it', '2026-01-06', [], 'RELEASED 60 FIRST_DOSE'],
    ['before it', '2025-12-28', [], 'HOLD FIRST_DOSE from 2025-12-29'],
    ['24 days after the last', '2026-01-26', [injection('2026-01-02')], 'HOLD INTERVAL from 2026-01-27'],
    ['25 days after the last', '2026-01-27', [injection('2026-01-02')], 'RELEASED 60'],
    ['31 days after the last', '2026-02-02', [injection('2026-01-02')], 'RELEASED 60'],
    ['32 days after the last', '2026-02-03', [injection('2026-01-02')], 'RELEASED 60 INTERVAL'],
    [
      'the last by date, not by row',
      '2026-02-03',
      [injection('2026-01-20'), injection('2026-01-02')],
      'HOLD INTERVAL from 2026-02-14',
    ],
    ['after crossing over: beside 177Lu', '2026-03-03', [infusion('2026-03-02', 'CROSSOVER')], 'RELEASED 30'],
  ])('%s', (_, planned, rows, expected) => expect(alone(planned, rows)).toBe(expected))

  test('without the day of randomisation', () =>
    expect(alone('2026-01-02', [], { randomised: null })).toBe('HOLD MISSING_RAND.RANDDAT'))
  test('about to cross over', () => expect(alone('2026-01-02', [], { phase: 'XSCR' })).toBe('HOLD NO_177LU_YET'))
  test('progression ends it, one from before randomisation does not', () => {
    const pd = (day: string) => row('PD', day, { PDDAT: day })
    expect(alone('2026-01-27', [injection('2026-01-02'), pd('2026-01-20')])).toBe('STOP PROGRESSION')
    expect(alone('2026-01-27', [injection('2026-01-02'), pd('2025-12-28')])).toBe('RELEASED 60')
  })
})

describe('who may have it', () => {
  test.each<[string, Partial<Told>, string]>([
    ['before any 177Lu', { rows: [] }, 'HOLD NO_177LU_YET'],
    ['177Lu only in the future', { rows: [infusion('2026-03-04')] }, 'HOLD NO_177LU_YET'],
    ['no arm', { arm: null }, 'HOLD MISSING_RAND.ARMCD'],
    ['another arm', { arm: 'XYZ' }, 'HOLD ARM'],
    [
      'progression since the course began',
      { rows: [given, row('PD', '2026-03-03', { PDDAT: '2026-03-03' })] },
      'STOP PROGRESSION',
    ],
    ['progression before it began', { rows: [given, row('PD', '2026-03-01', { PDDAT: '2026-03-01' })] }, 'RELEASED 30'],
    ['NELMAS', { study: 'NCT05987176', arm: 'NL-B' }, 'RELEASED 30'],
    ['NELMAS, control', { study: 'NCT05987176', arm: 'NL-A' }, 'HOLD ARM'],
  ])('%s', (_, more, expected) =>
    expect(inOneLine(octreotideOf({ planned: '2026-03-03', rows: [given], ...more }))).toBe(expected),
  )
})

describe('less or none because of an event', () => {
  const two = [infusion('2026-01-05'), injection('2026-01-06'), given]
  const event = (grade: string, action: string | null, end?: string, items: Row['items'] = {}) =>
    ae('Diarrhea', grade, '2026-02-01', end, { AEACN_OCT: action, ...items })
  const decided = (...rows: readonly Row[]) => netter2('2026-03-03', ...two, ...rows)
  test.each<[string, Row, string]>([
    ['skipped', event('2', 'DRUG_INTERRUPTED'), 'HOLD SKIPPED'],
    ['delayed', event('2', 'DRUG_DELAYED'), 'HOLD SKIPPED'],
    ['skipped, the event is over', event('2', 'DRUG_INTERRUPTED', '2026-02-10'), 'RELEASED 30'],
    ['skipped, over on the day', event('2', 'DRUG_INTERRUPTED', '2026-03-03'), 'RELEASED 30'],
    ['skipped, over the day after', event('2', 'DRUG_INTERRUPTED', '2026-03-04'), 'HOLD SKIPPED'],
    ['reduced', event('2', 'DOSE_REDUCED'), 'REDUCED 20 REDUCED_FOR_EVENT'],
    ['reduced, the event is over', event('2', 'DOSE_REDUCED', '2026-02-10'), 'RELEASED 30'],
    ['withdrawn', event('2', 'DRUG_WITHDRAWN'), 'STOP WITHDRAWN'],
    ['withdrawn, the event is over', event('2', 'DRUG_WITHDRAWN', '2026-02-10'), 'STOP WITHDRAWN'],
    ['not changed', event('3', 'DOSE_NOT_CHANGED'), 'RELEASED 30'],
    ['has nothing to do with it', event('3', 'NOT_APPLICABLE'), 'RELEASED 30'],
    ['grade 2, nobody said', event('2', null), 'RELEASED 30'],
    ['grade 3, nobody said', event('3', null), 'HOLD MISSING_AE.AEACN_OCT'],
    ['grade 3, nobody knows', event('3', 'UNKNOWN'), 'HOLD MISSING_AE.AEACN_OCT'],
    ['no grade, nobody said', event('', null), 'HOLD MISSING_AE.AEACN_OCT'],
    ['grade 3 of something else', event('3', null, undefined, { AEREL_OCT: 'NOT_RELATED' }), 'RELEASED 30'],
    ['before the first injection', ae('Diarrhea', '3', '2026-01-05', undefined, { AEACN_OCT: null }), 'RELEASED 30'],
  ])('%s', (_, told, expected) => expect(decided(told)).toBe(expected))

  test('60 mg become 40 mg', () =>
    expect(
      alone('2026-02-03', [
        injection('2026-01-06'),
        ae('Diarrhea', '2', '2026-01-20', undefined, { AEACN_OCT: 'DOSE_REDUCED' }),
      ]),
    ).toBe('REDUCED 40 REDUCED_FOR_EVENT'))
})

describe('what cannot be read', () => {
  const contested = { value: 'x', contested: true }
  test.each<[string, Row, string]>([
    [
      'of an event',
      ae('Diarrhea', '1', '2026-03-02', undefined, { AEACN_OCT: contested }),
      'HOLD MISSING_AE.AEACN_OCT',
    ],
    ['of progression', row('PD', 'once', {}), 'HOLD MISSING_PD.PDDAT'],
    [
      'of the drug',
      row('EXOCT', '2026-02-01', { ECTRT: contested, ECSTDTM: '2026-02-01' }),
      'HOLD MISSING_EXOCT.ECTRT',
    ],
    ['of a medicine: not needed here', { form: 'CM', items: { CMFLAG: contested } }, 'RELEASED 30'],
    ['of a dose of everolimus: not needed here', row('EXEV', 'once', { ECDOSE: 'some' }), 'RELEASED 30'],
  ])('%s', (_, told, expected) => expect(netter2('2026-03-03', given, told)).toBe(expected))
})

test('every reason carries its proof', () => {
  const { conditions } = octreotideOf({
    study: netRetreat,
    arm: 'NR1',
    planned: '2026-03-02T14:00+01:00',
    rows: [given],
  })
  expect(conditions.find(({ code }) => code === 'AFTER_177LU')).toEqual({
    code: 'AFTER_177LU',
    verdict: 'failed',
    items: ['EXLU.ECENDTM'],
    earliest: '2026-03-02',
    trace: {
      formula: 'dose-gate:AFTER_177LU',
      expression: '4–24 h after its end',
      source: 'label',
      inputs: [
        { name: 'ECENDTM', value: '2026-03-02T10:30+01:00' },
        { name: 'planned', value: '2026-03-02T14:00+01:00' },
      ],
      steps: [{ name: 'elapsed', value: '3.5', unit: 'h' }],
      rule: 'failed',
    },
  })
  expect(conditions.find(({ code }) => code === 'NEXT_177LU')).toMatchObject({
    verdict: 'met',
    trace: {
      expression: '≥ 28 d before the next 177Lu',
      inputs: [
        { name: 'due', value: '2026-04-27' },
        { name: 'planned', value: '2026-03-02' },
      ],
      steps: [{ name: 'left', value: '56', unit: 'd' }],
    },
  })
})
