import type { Domains, Row } from './cdisc-pilot'

/** Three invented subjects in the shape of the published files, for checkouts that do not have those beside them. */
export function madeUpRows(): Domains {
  const people = [1, 2, 3].map((number) => ({ USUBJID: `90-700-000${number}`, number }))
  return {
    DM: people.map(({ USUBJID, number }) => ({
      STUDYID: 'MADEUP01',
      USUBJID,
      BRTHDTC: `194${number}-0${number}-1${number}`,
      AGE: String(73 - number),
      AGEU: 'YEARS',
      SEX: number === 2 ? 'M' : 'F',
      RACE: 'BLACK OR AFRICAN AMERICAN',
      ETHNIC: 'NOT HISPANIC OR LATINO',
      ARM: 'Placebo',
    })),
    VS: people.flatMap(({ USUBJID, number }) => visits.flatMap((visit) => vitals(USUBJID, number, visit))),
    LB: people.flatMap(({ USUBJID, number }) => visits.flatMap((visit) => bloods(USUBJID, number, visit))),
    AE: people.flatMap(({ USUBJID, number }) => events(USUBJID, number)),
    CM: people.flatMap(({ USUBJID, number }) => visits.map((visit, at) => medicine(USUBJID, number, visit.VISIT, at))),
  }
}

interface Visit {
  readonly VISIT: string
  readonly date: string
}

const visits: readonly Visit[] = [
  { VISIT: 'SCREENING 1', date: '2013-06-03' },
  { VISIT: 'BASELINE', date: '2013-06-17' },
  { VISIT: 'WEEK 2', date: '2013-07-01' },
  { VISIT: 'WEEK 4', date: '2013-07-15' },
]

function vitals(USUBJID: string, number: number, { VISIT, date }: Visit): readonly Row[] {
  const row = (VSTESTCD: string, VSORRES: string, VSORRESU: string, VSTPT = '') => ({
    USUBJID,
    VSSEQ: '1',
    VISIT,
    VSTESTCD,
    VSTPT,
    VSPOS: '',
    VSORRES,
    VSORRESU,
    VSDTC: date,
  })
  return [
    ...(VISIT === 'SCREENING 1' ? [row('HEIGHT', `6${number}.5`, 'IN')] : []),
    row('WEIGHT', `14${number}.2`, 'LB'),
    row('TEMP', `97.${number}`, 'F'),
    ...['AFTER LYING DOWN FOR 5 MINUTES', 'AFTER STANDING FOR 1 MINUTE', 'AFTER STANDING FOR 3 MINUTES'].flatMap(
      (point, at) => [
        row('SYSBP', String(120 + 3 * number + at), 'mmHg', point),
        row('DIABP', String(70 + 2 * number + at), 'mmHg', point),
        row('PULSE', String(60 + 4 * number + at), 'BEATS/MIN', point),
      ],
    ),
  ]
}

const tests = [
  ['HGB', 'g/dL', '13.'],
  ['HCT', '%', '41.'],
  ['RBC', 'MILL/uL', '4.'],
  ['MCV', 'fL', '92.'],
  ['MCH', 'pg', '30.'],
  ['MCHC', 'g/dL', '33.'],
  ['WBC', 'THOU/uL', '6.'],
  ['LYM', 'THOU/uL', '1.'],
  ['MONO', 'THOU/uL', '0.'],
  ['EOS', 'THOU/uL', '0.1'],
  ['BASO', 'THOU/uL', '0.0'],
  ['PLAT', 'THOU/uL', '24'],
] as const

const bloods = (USUBJID: string, number: number, { VISIT, date }: Visit): readonly Row[] =>
  tests.map(([LBTESTCD, LBORRESU, start]) => ({
    USUBJID,
    LBSEQ: '1',
    LBCAT: 'HEMATOLOGY',
    VISIT,
    LBTESTCD,
    LBORRES: `${start}${number}`,
    LBORRESU,
    LBNRIND: 'NORMAL',
    LBDTC: `${date}T0${6 + number}:25`,
  }))

const events = (USUBJID: string, number: number): readonly Row[] => [
  event(USUBJID, { AETERM: 'HEADACHE', AESEV: 'MILD', AESTDTC: '2013-06-20', AEENDTC: `2013-06-2${number}` }),
  event(USUBJID, { AETERM: 'SINUS BRADYCARDIA', AESEV: 'SEVERE', AESTDTC: '2013-07', AEENDTC: '' }),
]

const event = (USUBJID: string, told: Row): Row => ({
  USUBJID,
  AESEQ: '1',
  AEDECOD: told['AETERM'] ?? '',
  AEREL: 'POSSIBLE',
  AEOUT: told['AEENDTC'] === '' ? 'NOT RECOVERED/NOT RESOLVED' : 'RECOVERED/RESOLVED',
  AESER: 'N',
  ...told,
})

const medicine = (USUBJID: string, number: number, VISIT: string, at: number): Row => ({
  USUBJID,
  CMSEQ: String(at + 1),
  VISIT,
  CMTRT: 'ASPIRIN',
  CMINDC: 'HEADACHE',
  CMDOSE: String(100 * number),
  CMDOSU: 'mg',
  CMDOSFRQ: 'QD',
  CMROUTE: 'ORAL',
  CMSTDTC: `200${number}`,
  CMENDTC: '',
  CMENRTPT: 'ONGOING',
})
