import { compileStudy } from '#shared/study/compile'
import { expect, test } from 'vitest'
import { treatmentStudy } from '../support/treatment-study'
import { calculatedIn, raisedAt, type Told, typedCasebook } from '../support/typed-casebook'

const study = compileStudy(treatmentStudy)
const row = (n: number) => `0198c0de-0000-7000-8000-00000000000${n}`

const calculated = (told: Told, path: string) => calculatedIn(study, typedCasebook(study, told), path)

/** The vial of the worked case, given on another day where one is named. */
const infusion = (start = '2025-03-04 10:30 +01:00', rest = '2025-03-04 11:45 +01:00') => ({
  'DOSE/LUCOURSE': 'MAIN',
  'DOSE/CYCLENO': '1',
  'DOSE/LUPRESC': '7.4 GBq',
  'VIAL/LUMEASACT': '8100',
  'VIAL/LUMEASDTM': '2025-03-03 08:00 +01:00',
  'INFUSION/ECSTDTM': start,
  'INFUSION/ECENDTM': '2025-03-04 11:00 +01:00',
  'INFUSION/LURESACT': '110',
  'INFUSION/LURESDTM': rest,
})

test('net activity: what was measured decays to the start, what is left is counted back to it', () => {
  const told = { 'V1/EXLU': infusion() }
  expect(calculated(told, 'V1/EXLU')).toMatchObject({
    LUACTINJ: '7219 MBq',
    LUACTNET: '7108 MBq',
    LUDEVPCT: '-3.9 %',
    LUDUR: '30 min',
    LUCUMTRIAL: '7108 MBq',
    LUINTERVAL: undefined,
  })
  expect(raisedAt(study, typedCasebook(study, told), 'V1/EXLU')).not.toContain('A X009')
})

test('the same vial a day later is 13.6 % short: an alert and a deviation (GCP-22)', () => {
  const told = { 'V1/EXLU': infusion('2025-03-05 10:30 +01:00', '2025-03-05 11:45 +01:00') }
  expect(calculated(told, 'V1/EXLU')).toMatchObject({ LUACTNET: '6394 MBq', LUDEVPCT: '-13.6 %' })
  const raised = raisedAt(study, typedCasebook(study, told), 'V1/EXLU')
  expect(raised).toEqual(expect.arrayContaining(['A X009', 'D X009-DV']))
})

test('the night the clocks go forward has an hour less', () => {
  const told = {
    'V1/EXLU': {
      'VIAL/LUMEASACT': '8900',
      'VIAL/LUMEASDTM': '2025-03-29 12:00 +01:00',
      'INFUSION/ECSTDTM': '2025-03-31 10:00 +02:00',
    },
  }
  expect(calculated(told, 'V1/EXLU')).toMatchObject({ LUACTINJ: '7319 MBq' })
})

/** Net activity as measured, so that sums are round. */
const exactly = (mbq: string, day: string, cycle: string) => ({
  'DOSE/LUCOURSE': 'MAIN',
  'DOSE/CYCLENO': cycle,
  'DOSE/LUPRESC': '7400',
  'VIAL/LUMEASACT': mbq,
  'VIAL/LUMEASDTM': `${day} 10:00 +00:00`,
  'INFUSION/ECSTDTM': `${day} 10:00 +00:00`,
  'INFUSION/LURESACT': '0',
  'INFUSION/LURESDTM': `${day} 10:00 +00:00`,
})

test('doses add up in the order they were given, and follow each other in days', () => {
  const told = { 'V1/EXLU': exactly('7120', '2025-01-06', '1'), 'V2/EXLU': exactly('7080', '2025-03-11', '2') }
  expect(calculated(told, 'V1/EXLU')).toMatchObject({ LUCUMTRIAL: '7120 MBq', LUINTERVAL: undefined })
  expect(calculated(told, 'V2/EXLU')).toMatchObject({ LUCUMTRIAL: '14200 MBq', LUINTERVAL: '64 d' })
  const raised = raisedAt(study, typedCasebook(study, told), 'V2/EXLU')
  expect(raised).toEqual(expect.arrayContaining(['S X004', 'D X005-LATE']))
  expect(raised).not.toContain('H X005')
})

test('a dose without its measurement leaves the sum open rather than too low', () => {
  const unmeasured = { ...exactly('7120', '2025-01-06', '1'), 'VIAL/LUMEASACT': '' }
  const told = { 'V1/EXLU': unmeasured, 'V2/EXLU': exactly('7080', '2025-03-03', '2') }
  expect(calculated(told, 'V2/EXLU')).toMatchObject({ LUCUMTRIAL: undefined, LUACTNET: '7080 MBq' })
})

test('amino acids are held against the infusion of their own visit and no other', () => {
  const first = {
    'V1/EXLU': { 'INFUSION/ECSTDTM': '2025-01-06 10:00 +01:00', 'INFUSION/ECENDTM': '2025-01-06 10:30 +01:00' },
  }
  const second = {
    'V2/EXAA': { 'INFUSION/AASTDTM': '2025-03-04 09:30 +01:00', 'INFUSION/AAENDTM': '2025-03-04 12:30 +01:00' },
  }
  const raised = (told: Told) =>
    raisedAt(study, typedCasebook(study, told), 'V2/EXAA').filter((check) => check.includes('X015'))
  expect(raised({ ...first, ...second })).toEqual(['S X015-TOTAL'])
  const infused = { 'INFUSION/ECSTDTM': '2025-03-04 10:00 +01:00', 'INFUSION/ECENDTM': '2025-03-04 10:30 +01:00' }
  expect(raised({ ...first, ...second, 'V2/EXLU': infused })).toEqual(['S X015-END', 'D X015-SHORT', 'S X015-TOTAL'])
})

test('capecitabine: 175 cm and 80 kg are 1650 mg for one intake, 1250 mg at 75 %', () => {
  const body = { 'MEASURED/VSDAT': '2026-03-04', 'VITALS/HEIGHT': '175', 'VITALS/WEIGHT': '80' }
  const course = (level: string) => ({
    'V1/VS': body,
    'V1/EXCAP': { 'COURSE/ECSTDAT': '2026-03-04', 'DOSE/CAPLEVEL': level },
  })
  expect(calculated(course('100'), 'V1/EXCAP')).toMatchObject({
    BSA: '1.97 m2',
    CAPCALC: '1626.9 mg',
    CAPTAB: '1650 mg',
  })
  expect(calculated(course('75'), 'V1/EXCAP')).toMatchObject({ CAPCALC: '1220.2 mg', CAPTAB: '1250 mg' })
})

test('tablets taken of what was planned', () => {
  const path = `LOG/EXEV:${row(1)}`
  const told = {
    [path]: {
      'PERIOD/ECTRT': 'EVEROLIMUS',
      'PERIOD/ECSTDAT': '2026-01-01',
      'PERIOD/ECENDAT': '2026-01-30',
      'PERIOD/ECDOSE': '10',
      [`TABLETS:${row(2)}/DASTREN`]: '10',
      [`TABLETS:${row(2)}/DADISP`]: '30',
      [`TABLETS:${row(2)}/DARET`]: '3',
    },
  }
  expect(calculated(told, path)).toMatchObject({ ECCOMPL: '90 %' })
})

/** Dosimetry of a cycle of exactly 7500 MBq. */
const dosed = (gy: readonly string[]): Told =>
  Object.fromEntries(
    gy.flatMap((each, i): readonly (readonly [string, Told[string]])[] => {
      const cycle = String(i + 1)
      const kidneys = each === 'NOT_DONE' ? {} : { 'KIDNEYS/KIDGYL': each, 'KIDNEYS/KIDGYR': each }
      const state = each === 'NOT_DONE' ? each : 'FINAL'
      const dosimetry = { 'CYCLE/CYCLENO': cycle, 'CYCLE/DOSSTAT': state, 'KIDNEYS/SINGLEKID': 'N', ...kidneys }
      return [
        [`V${cycle}/EXLU`, exactly('7500', `2025-0${cycle}-06`, cycle)],
        [`V${cycle}/DOSIM`, dosimetry],
      ]
    }),
  )

test('kidneys: the sum so far and with the next cycle', () => {
  expect(calculated(dosed(['10.9', '10.5', '4.5']), 'V3/DOSIM')).toMatchObject({
    KIDGYGBQ: '0.600 Gy/GBq',
    KIDCUM: '25.9 Gy',
    KIDPROJ: '30.4 Gy',
  })
  expect(calculated(dosed(['10.2', '10.5', '4.5']), 'V3/DOSIM')).toMatchObject({ KIDPROJ: '29.7 Gy' })
})

test('a cycle without dosimetry is estimated from the nearest one, of two the higher', () => {
  expect(calculated(dosed(['3', 'NOT_DONE', '4.5']), 'V2/DOSIM')).toMatchObject({
    KIDCOUNT: '4.50 Gy',
    KIDCUM: '7.5 Gy',
  })
})

const lesions = (base: 'Y' | 'N', ...mm: readonly string[]) => ({
  'ASSESSMENT/TUBASE': base,
  ...Object.fromEntries(
    mm.flatMap((diameter, i): readonly (readonly [string, string])[] => [
      [`TARGETS:${row(i + 1)}/TULNKID`, `T0${i + 1}`],
      [`TARGETS:${row(i + 1)}/TUNODAL`, diameter.startsWith('node') ? 'Y' : 'N'],
      [
        `TARGETS:${row(i + 1)}/TRSTAT`,
        diameter === 'gone' ? 'DISAPPEARED' : diameter === '?' ? 'NOT_EVALUABLE' : 'MEASURED',
      ],
      ...(/\d/.test(diameter) ? [[`TARGETS:${row(i + 1)}/TRLDIAM`, diameter.replace('node ', '')] as const] : []),
    ]),
  ),
})

/** Three assessments: baseline, one between, and the one that is asked. */
const course = (
  base: readonly string[],
  between: readonly string[],
  now: readonly string[],
  newLesion = 'N',
): Told => ({
  ...Object.fromEntries(
    [base, between, now].flatMap((mm, i): readonly (readonly [string, Told[string]])[] => [
      [`V${i + 1}/TUTL`, lesions(i === 0 ? 'Y' : 'N', ...mm)],
      [`V${i + 1}/TUNT`, { 'ASSESSMENT/TUNTYN': 'N' }],
      [`V${i + 1}/TUNL`, { 'ASSESSMENT/TUNLYN': 'N' }],
      [`V${i + 1}/RSOV`, { 'ASSESSMENT/RSCOURSE': 'MAIN', 'ASSESSMENT/RSDAT': `2026-0${i + 1}-05` }],
    ]),
  ),
  ...(newLesion === 'Y' && {
    'V3/TUNL': { 'ASSESSMENT/TUNLYN': 'Y', [`NEWLES:${row(9)}/EQUIVOCAL`]: 'N' },
  }),
})

test.each([
  ['30 % below baseline', course(['100'], ['60'], ['70']), 'PR'],
  ['20 % and 5 mm above the smallest', course(['100'], ['25'], ['30']), 'PD'],
  ['22 % but 4 mm above the smallest', course(['20'], ['18'], ['22']), 'SD'],
  ['a new lesion', course(['100'], ['50'], ['59'], 'Y'), 'PD'],
  ['a node of 9 mm that is left', course(['60', 'node 20'], ['30', 'node 12'], ['gone', 'node 9']), 'CR'],
  ['back after it was gone', course(['60', 'node 20'], ['gone', 'node 9'], ['2', 'node 9']), 'PD'],
  ['one not assessed', course(['60', '40'], ['50', '40'], ['50', '?']), 'NE'],
  ['one not assessed, the other alone too large', course(['60', '40'], ['20', '20'], ['48', '?']), 'PD'],
])('RECIST: %s', (_, told, response) => {
  expect(calculated(told, 'V3/RSOV')).toMatchObject({ OVRLRESP: response })
  expect(calculated(told, 'V1/RSOV')).toMatchObject({ OVRLRESP: undefined })
})

test('the sums of an assessment', () => {
  expect(calculated(course(['60', '40'], ['25', '25'], ['35', '25']), 'V3/RSOV')).toMatchObject({
    SUMDIAM: '60.0 mm',
    BASESUM: '100.0 mm',
    NADIR: '50.0 mm',
    PCTBASE: '-40.0 %',
    PCTNADIR: '20.0 %',
    ABSNADIR: '10.0 mm',
    OVRLRESP: 'PD',
    BOR: 'PR',
    BORDAT: '2026-02-05',
  })
})

test.each([
  ['what comes after progression is none', course(['100'], ['120'], ['60']), 'PD', '2026-02-05'],
  ['a response before progression stays', course(['100'], ['60'], ['90']), 'PR', '2026-02-05'],
  ['stable, three weeks from the baseline, is not yet', course(['100'], ['100'], ['130']), 'PD', '2026-03-05'],
])('best response: %s', (_, told, BOR, BORDAT) => {
  expect(calculated(told, 'V3/RSOV')).toMatchObject({ BOR, BORDAT })
})

test('the end of a course knows its last dose, its cycles and its activity', () => {
  const told = {
    'V1/EXLU': exactly('7120', '2025-01-06', '1'),
    'V2/EXLU': exactly('7080', '2025-03-03', '2'),
    'V3/EOT': { 'END/EOTAGENT': 'LU', 'END/LUCOURSE': 'MAIN', 'END/DSSTDAT': '2025-04-28' },
  }
  expect(calculated(told, 'V3/EOT')).toMatchObject({ LASTDOSE: '2025-03-03', NCYC: '2', CUMACT: '14200 MBq' })
})
