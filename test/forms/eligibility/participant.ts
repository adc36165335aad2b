import { eligibilityCase } from '../../../server/cli/eligibility-case'

/** A made-up participant of each study who may take part, as a qualification case, to be changed by one fact at a time. */

type Items = Readonly<Record<string, unknown>>
interface Row {
  readonly form: string
  readonly date?: string
  readonly course?: string
  readonly items: Items
}
export interface ParticipantCase {
  readonly study: string
  readonly version: string
  readonly phase: string
  readonly arm: string | null
  readonly anchors: Readonly<Record<string, string | null>>
  readonly judgements: Readonly<Record<string, string>>
  readonly rows: readonly Row[]
}

const value = (text: string, unit: string, limits: Items = {}) => ({ value: text, unit, ...limits })
const DAY = '2026-01-15'

const haematology: Row = {
  form: 'LBH',
  date: DAY,
  items: {
    HGB: value('125', 'g/L'),
    WBC: value('5.1', '10^9/L'),
    ANC: value('3.0', '10^9/L'),
    PLT: value('210', '10^9/L'),
  },
}
const biochemistry: Row = {
  form: 'LBC',
  date: DAY,
  items: {
    CREAT: value('70', 'umol/L', { uln: '104' }),
    K: value('4.1', 'mmol/L'),
    BILI: value('9', 'umol/L', { uln: '20' }),
    ALT: value('25', 'U/L', { uln: '40' }),
    AST: value('24', 'U/L', { uln: '40' }),
    ALB: value('41', 'g/L'),
    GLUC: value('5.0', 'mmol/L', { uln: '6.0' }),
    LBFAST: 'Y',
  },
}
const woman: Row = { form: 'DM', items: { SEX: 'F', BRTHDAT: '1960-05-02', CHILDPOT: 'N' } }
const vitals = (items: Items): Row => ({ form: 'VS', date: DAY, items: { WEIGHT: value('70', 'kg'), ...items } })
const tumour = (items: Items): Row => ({
  form: 'NET',
  items: {
    NETDIFF: 'WELL',
    NETGRADE: 'G2',
    EXTENT: 'METASTATIC',
    INOPER: 'Y',
    PRIMSITE: 'JEJUNUM_ILEUM',
    EBRTBM: 'N',
    KI67: '12',
    ...items,
  },
})
const scan = (items: Items): Row => ({
  form: 'PETS',
  date: '2025-12-20',
  items: { SSTRMOD: 'GA68_DOTATATE', PCTPOS: '100', ALLTARGPOS: 'Y', ...items },
})
const cycle = (number: string, date: string, items: Items = {}): Row => ({
  form: 'PPRRT',
  items: { PPCYC: number, PPDAT: date, PPAGENT: 'LU177_DOTATATE', PPACT: value('7400', 'MBq'), ...items },
})
const earlierPrrt = (items: Items): readonly Row[] => [
  cycle('1', '2023-01-10'),
  cycle('2', '2023-03-07'),
  cycle('3', '2023-05-02'),
  cycle('4', '2023-06-27', items),
]
const lesion = (id: string, diameter: string): Row => ({
  form: 'TUTL',
  date: DAY,
  items: { TULNKID: id, TRLDIAM: value(diameter, 'mm'), TUMETHOD: 'CT_CE' },
})
const answers = (yes: readonly string[], no: readonly string[]) =>
  Object.fromEntries<string>([...yes.map((id) => [id, 'Y'] as const), ...no.map((id) => [id, 'N'] as const)])
const anchors = { consent: '2026-01-05', enrolment: '2026-01-20', randomisation: '2026-01-20', planned_dose: null }
const common = { version: 'default', phase: 'SCR', arm: null, anchors }

export const netRetreat: ParticipantCase = {
  ...common,
  study: 'NCT05773274',
  judgements: answers(
    ['NR-I02a', 'NR-I02b', 'NR-I02d', 'NR-I04a', 'NR-I04c', 'NR-I15', 'NR-I17', 'NR-I18', 'NR-I19', 'NR-I21'],
    ['NR-E03', 'NR-E04', 'NR-E05'],
  ),
  rows: [
    ...[woman, haematology, biochemistry, vitals({ ECOG: '1' }), tumour({}), scan({})],
    ...earlierPrrt({ PPLASTSCAN: '2023-09-01', PPPDDAT: '2025-06-01', PPBEST: 'PR', PPTOXONG: '1' }),
  ],
}

export const reLuth: ParticipantCase = {
  ...common,
  study: 'NCT04954820',
  anchors: { ...anchors, randomisation: null },
  phase: 'INC',
  judgements: answers(
    ['RL-I02', 'RL-I05', 'RL-I06', 'RL-I08', 'RL-I09b', 'RL-I13', 'RL-I15', 'RL-I16'],
    ['RL-E10', 'RL-E14', 'RL-E15', 'RL-E18'],
  ),
  rows: [
    ...[woman, haematology, biochemistry, tumour({}), scan({ UPTAKE: '3' })],
    vitals({ ECOG: '1', SYSBP: '130', DIABP: '80' }),
    ...[lesion('T01', '22'), lesion('T02', '14')],
    ...earlierPrrt({ PPPDDAT: '2025-06-01', PPBEST: 'PR', PPMAXHEM: '1', PPMAXREN: '0', PPTOXONG: '0' }),
  ],
}

export const nelmas: ParticipantCase = {
  ...common,
  study: 'NCT05987176',
  judgements: answers(['NL-I04', 'NL-I06', 'NL-I07', 'NL-I08'], ['NL-E04', 'NL-E06', 'NL-E13', 'NL-E17']),
  rows: [
    ...[woman, haematology, biochemistry, vitals({ ECOG: '0' }), scan({})],
    tumour({ PRIMRESEC: 'Y', PRIMRESDAT: '2024-03-01' }),
    { form: 'SURG', items: { SURGDAT: '2025-12-21', RESMARG_LIV: 'R0', SYNCPRIM: 'N', METGRADE: 'G2' } },
    { form: 'TUTL', date: '2025-12-15', items: { TULNKID: 'T01', TRLDIAM: value('20', 'mm'), TUMETHOD: 'MRI_CE' } },
  ],
}

export const netter2: ParticipantCase = {
  ...common,
  study: 'NCT03972488',
  judgements: answers(['N2-I01a', 'N2-I04b', 'N2-I05'], ['N2-E06', 'N2-E09', 'N2-E19', 'N2-E21', 'N2-E23', 'N2-E24']),
  rows: [
    ...[woman, haematology, biochemistry, vitals({ KPS: '80' }), scan({ UPTAKE: '3' }), lesion('T01', '22')],
    tumour({ NETDXDAT: '2025-10-01' }),
    { form: 'LBE', date: DAY, items: { HBA1C: value('5.8', '%') } },
    { form: 'ECG', date: DAY, items: { EGQT: '400', EGHR: '60' } },
  ],
}

export const startNet: ParticipantCase = {
  ...common,
  study: 'NCT05387603',
  judgements: answers(['SN-I04', 'SN-I05', 'SN-I06', 'SN-I09', 'SN-I12', 'SN-I13'], ['SN-E04', 'SN-E06', 'SN-E07']),
  rows: [
    ...[woman, haematology, biochemistry, vitals({ ECOG: '1' }), lesion('T01', '22')],
    scan({ LESSUVMEAN: '14', LIVSUVMEAN: '5', UPTAKE: '3' }),
    tumour({ SCRSCAN: '2025-12-01', COMPSCAN: '2025-03-01' }),
    { form: 'LBU', date: DAY, items: { CYSC: value('0.9', 'mg/L') } },
    { form: 'PETF', date: DAY, items: { DISCORD: 'N', FDGPOS: 'N' } },
    { form: 'EXCAP', items: { DPDRES: 'NORMAL' } },
  ],
}

/** The same participant with some items of a form different, in every row of it that has one of them; or a new row. */
export function having(one: ParticipantCase, form: string, items: Items, date?: string): ParticipantCase {
  const names = Object.keys(items)
  const isIt = (row: Row) => row.form === form && names.some((name) => name in row.items)
  if (!one.rows.some(isIt)) return adding(one, { form, items, ...(date !== undefined && { date }) })
  return {
    ...one,
    rows: one.rows.map((row) =>
      isIt(row) ? { ...row, items: { ...row.items, ...items }, ...(date !== undefined && { date }) } : row,
    ),
  }
}

export const adding = (one: ParticipantCase, ...rows: readonly Row[]): ParticipantCase => ({
  ...one,
  rows: [...one.rows, ...rows],
})

export const without = (one: ParticipantCase, form: string, item?: string): ParticipantCase => ({
  ...one,
  rows:
    item === undefined
      ? one.rows.filter((row) => row.form !== form)
      : one.rows.map((row) => (row.form === form ? { ...row, items: { ...row.items, [item]: null } } : row)),
})

interface Answered {
  readonly criteria: Readonly<Record<string, string>>
  readonly eligible: boolean | null
}
const isAnswered = (answer: object): answer is Answered => 'criteria' in answer

export function answered(one: ParticipantCase): Answered {
  const answer = eligibilityCase({ ...one })
  if (!isAnswered(answer)) throw new Error(JSON.stringify(answer))
  return answer
}
export const criterionOf = (one: ParticipantCase, id: string): string | undefined => answered(one).criteria[id]
