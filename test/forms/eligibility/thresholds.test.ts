import { describe, expect, test } from 'vitest'
import { type ParticipantCase, criterionOf, having, netRetreat, netter2, nelmas, reLuth, startNet } from './participant'

/** Each line: criterion, form, item, then the answer one step inside, on and outside the boundary in a unit of the record. */
type Line = readonly [
  id: string,
  form: string,
  item: string,
  unit: string | null,
  limits: Readonly<Record<string, string>>,
  answers: Readonly<Record<string, 'true' | 'false'>>,
]

const yes = 'true'
const no = 'false'
const uln20 = { uln: '20' }
const uln40 = { uln: '40' }

const lines: Readonly<Record<string, readonly [ParticipantCase, readonly Line[]]>> = {
  'NET RETREAT': [
    netRetreat,
    [
      ['NR-I07', 'VS', 'ECOG', null, {}, { '1': yes, '2': yes, '3': no }],
      ['NR-I08', 'LBH', 'HGB', 'g/L', {}, { '81': yes, '80': yes, '79': no }],
      ['NR-I08', 'LBH', 'HGB', 'g/dL', {}, { '8.1': yes, '8.0': yes, '7.9': no }],
      ['NR-I09', 'LBH', 'ANC', '10^9/L', {}, { '1.01': yes, '1.0': yes, '0.99': no }],
      ['NR-I09', 'LBH', 'ANC', '/mm3', {}, { '1001': yes, '1000': yes, '999': no }],
      ['NR-I10', 'LBH', 'PLT', '10^9/L', {}, { '81': yes, '80': yes, '79': no }],
      ['NR-I10', 'LBH', 'PLT', '10^3/mm3', {}, { '81': yes, '80': yes, '79': no }],
      ['NR-I11', 'LBC', 'BILI', 'umol/L', uln20, { '29': yes, '30': no, '31': no }],
      ['NR-I11', 'LBC', 'BILI', 'mg/dL', { uln: '1.2' }, { '1.79': yes, '1.8': no, '1.81': no }],
      ['NR-I04b', 'PPRRT', 'PPPDDAT', null, {}, { '2024-09-02': yes, '2024-09-01': yes, '2024-08-31': no }],
      ['NR-I06', 'PPRRT', 'PPTOXONG', null, {}, { '2': yes, '3': no, '4': no }],
    ],
  ],
  ReLUTH: [
    reLuth,
    [
      ['RL-I07', 'VS', 'ECOG', null, {}, { '1': yes, '2': yes, '3': no }],
      ['RL-I04', 'PPRRT', 'PPPDDAT', null, {}, { '2024-06-28': yes, '2024-06-27': yes, '2024-06-26': no }],
      ['RL-I09b', 'PETS', 'PCTPOS', null, {}, { '91': yes, '90': yes, '89': no }],
      ['RL-I10', 'TUTL', 'TRLDIAM', 'mm', {}, { '11': yes, '10': yes, '9.9': no }],
      ['RL-I10', 'TUTL', 'TRLDIAM', 'cm', {}, { '1.1': yes, '1': yes, '0.9': no }],
      ['RL-I11', 'LBH', 'HGB', 'g/L', {}, { '81': yes, '80': no, '79': no }],
      ['RL-I11', 'LBH', 'HGB', 'g/dL', {}, { '8.1': yes, '8.0': no, '7.9': no }],
      ['RL-I11', 'LBH', 'ANC', '10^9/L', {}, { '1.51': yes, '1.5': yes, '1.49': no }],
      ['RL-I11', 'LBH', 'ANC', '/mm3', {}, { '1501': yes, '1500': yes, '1499': no }],
      ['RL-I11', 'LBH', 'PLT', '10^9/L', {}, { '81': yes, '80': yes, '79': no }],
      ['RL-I11', 'LBH', 'PLT', '/mm3', {}, { '80001': yes, '80000': yes, '79999': no }],
      ['RL-E01', 'PPRRT', 'PPBEST', null, {}, { SD: no, PD: yes }],
      ['RL-E03', 'PPRRT', 'PPMAXHEM', null, {}, { '3': no, '4': yes }],
      ['RL-E03', 'PPRRT', 'PPMAXREN', null, {}, { '3': no, '4': yes }],
      ['RL-E03', 'PPRRT', 'PPTOXONG', null, {}, { '1': no, '2': yes }],
      ['RL-E04', 'NET', 'PRIMSITE', null, {}, { RECTUM: no, PANCREAS: yes }],
      ['RL-E05', 'NET', 'NETGRADE', null, {}, { G2: no, NEC: yes }],
      ['RL-E06', 'NET', 'EBRTBM', null, {}, { N: no, Y: yes }],
      ['RL-E07b', 'LBC', 'BILI', 'umol/L', uln20, { '49': no, '50': no, '51': yes }],
      ['RL-E07b', 'LBC', 'ALT', 'U/L', uln40, { '99': no, '100': no, '201': yes }],
      ['RL-E07b', 'LBC', 'AST', 'µkat/L', { uln: '0.7' }, { '1.74': no, '1.75': no, '3.51': yes }],
      ['RL-E08', 'LBC', 'ALB', 'g/L', {}, { '31': no, '30': no }],
      ['RL-E08', 'LBC', 'ALB', 'g/dL', {}, { '3.1': no, '3.0': no }],
      ['RL-E09', 'LBC', 'GLUC', 'mmol/L', { uln: '6.0' }, { '11.9': no, '12.0': no, '12.1': yes }],
      ['RL-E11', 'VS', 'SYSBP', null, {}, { '159': no, '160': yes, '161': yes }],
      ['RL-E11', 'VS', 'DIABP', null, {}, { '94': no, '95': yes, '96': yes }],
    ],
  ],
  NELMAS: [
    nelmas,
    [
      ['NL-I03', 'VS', 'ECOG', null, {}, { '0': yes, '1': yes, '2': no }],
      ['NL-I04', 'NET', 'KI67', null, {}, { '19.9': yes, '20': no, '20.1': no }],
      ['NL-I05', 'SURG', 'RESMARG_LIV', null, {}, { R0: yes, R1: yes, R2: no, RX: no }],
      ['NL-E02', 'NET', 'NETGRADE', null, {}, { G2: no, G3: yes, 'G3 NET': yes, NEC: yes }],
      ['NL-E02', 'SURG', 'METGRADE', null, {}, { G2: no, G3: yes }],
      ['NL-E03', 'SURG', 'RESMARG_LIV', null, {}, { R1: no, R2: yes }],
      ['NL-E08', 'LBH', 'HGB', 'g/dL', {}, { '8.1': no, '8.0': no, '7.9': yes }],
      ['NL-E08', 'LBH', 'HGB', 'mmol/L', {}, { '5.1': no, '5.0': no, '4.9': yes }],
      ['NL-E08', 'LBH', 'HGB', 'g/L', {}, { '81': no, '80': no, '79': yes }],
      ['NL-E09', 'LBH', 'WBC', '10^9/L', {}, { '2.1': no, '2.0': no, '1.9': yes }],
      ['NL-E09', 'LBH', 'WBC', '/mm3', {}, { '2001': no, '2000': no, '1999': yes }],
      ['NL-E10', 'LBH', 'PLT', '10^9/L', {}, { '76': no, '75': no, '74': yes }],
      ['NL-E10', 'LBH', 'PLT', '10^3/mm3', {}, { '76': no, '75': no, '74': yes }],
      ['NL-E11', 'LBC', 'BILI', 'umol/L', uln20, { '59': no, '60': no, '61': yes }],
      ['NL-E14', 'LBC', 'GLUC', 'mg/dL', { uln: '100' }, { '199': no, '200': no, '201': yes }],
      ['NL-E15', 'NET', 'EBRTBM', null, {}, { N: no, Y: yes }],
      ['NL-E16', 'LBC', 'CREAT', 'umol/L', {}, { '149': no, '150': no, '151': yes }],
      ['NL-E16', 'LBC', 'CREAT', 'mg/dL', {}, { '1.6': no, '1.7': no, '1.71': yes }],
    ],
  ],
  'NETTER-2': [
    netter2,
    [
      ['N2-I01b', 'NET', 'NETDXDAT', null, {}, { '2025-07-06': yes, '2025-07-05': yes, '2025-07-04': no, '2026-01-05': yes, '2026-01-06': no }], // prettier-ignore
      ['N2-I02', 'NET', 'KI67', null, {}, { '9.9': no, '10': yes, '10.1': yes, '54.9': yes, '55': yes, '55.1': no }],
      ['N2-I03b', 'VS', 'WEIGHT', 'kg', {}, { '40.1': yes, '40': no, '39.9': no }],
      ['N2-I06', 'VS', 'KPS', null, {}, { '70': yes, '60': yes, '50': no }],
      ['N2-I07', 'TUTL', 'TRLDIAM', 'mm', {}, { '11': yes, '10': yes, '9': no }],
      ['N2-E02', 'LBH', 'HGB', 'g/dL', {}, { '8.1': no, '8.0': no, '7.9': yes }],
      ['N2-E02', 'LBH', 'HGB', 'mmol/L', {}, { '5.1': no, '5.0': no, '4.9': yes }],
      ['N2-E02', 'LBH', 'WBC', '10^9/L', {}, { '2.1': no, '2': no, '1.99': yes }],
      ['N2-E02', 'LBH', 'WBC', '/mm3', {}, { '2001': no, '2000': no, '1999': yes }],
      ['N2-E02', 'LBH', 'PLT', '10^9/L', {}, { '76': no, '75': no, '74.9': yes }],
      ['N2-E02', 'LBH', 'PLT', '10^3/mm3', {}, { '76': no, '75': no, '74': yes }],
      ['N2-E03', 'LBC', 'BILI', 'umol/L', uln20, { '59': no, '60': no, '61': yes }],
      ['N2-E15', 'ECG', 'EGQT', null, {}, { '469': no, '470': no, '471': yes }],
      ['N2-E16', 'LBE', 'HBA1C', '%', {}, { '7.4': no, '7.5': no, '7.6': yes }],
      ['N2-E16', 'LBE', 'HBA1C', 'mmol/mol', {}, { '58': no, '59': yes }],
      ['N2-E17', 'LBC', 'K', 'mmol/L', {}, { '5.9': no, '6.0': no, '6.1': yes }],
      ['N2-E20', 'NET', 'EBRTBM', null, {}, { N: no, Y: yes }],
    ],
  ],
  'START-NET': [
    startNet,
    [
      ['SN-I03', 'VS', 'ECOG', null, {}, { '0': yes, '1': yes, '2': no }],
      ['SN-I11', 'LBH', 'HGB', 'g/L', {}, { '91': yes, '90': no, '89': no }],
      ['SN-I11', 'LBH', 'PLT', '10^9/L', {}, { '101': yes, '100': no, '99': no }],
      ['SN-I11', 'LBH', 'WBC', '10^9/L', {}, { '3.1': yes, '3.0': no, '2.9': no }],
      ['SN-I11', 'LBH', 'ANC', '10^9/L', {}, { '1.6': yes, '1.5': no, '1.4': no }],
      ['SN-I11', 'LBC', 'ALT', 'U/L', uln40, { '119': yes, '120': no, '121': no }],
      ['SN-I11', 'LBC', 'ALT', 'µkat/L', { uln: '1.1' }, { '3.29': yes, '3.3': no, '3.31': no }],
      ['SN-I11', 'LBC', 'AST', 'U/L', uln40, { '119': yes, '120': no, '121': no }],
      ['SN-I11', 'LBC', 'BILI', 'umol/L', uln20, { '39': yes, '40': no, '41': no }],
      ['SN-I11', 'LBC', 'ALB', 'g/L', {}, { '26': yes, '25': no, '24': no }],
      ['SN-I06', 'NET', 'COMPSCAN', null, {}, { '2023-12-02': yes, '2023-12-01': yes, '2023-11-30': no, '2025-10-31': yes, '2025-11-01': yes, '2025-11-02': no }], // prettier-ignore
      ['SN-I10', 'LBU', 'MGFR', 'mL/min/1.73m2', {}, { '51': yes, '50': no, '49': no }],
      ['SN-E05', 'PETF', 'DISCORD', null, {}, { N: no, Y: yes }],
    ],
  ],
}

for (const [study, [participant, table]] of Object.entries(lines))
  describe(study, () => {
    test.each(
      table.flatMap(([id, form, item, unit, limits, answers]) =>
        Object.entries(answers).map(([value, answer]) => ({ id, form, item, value, unit, limits, answer })),
      ),
    )('$id: $item $value $unit is $answer', ({ id, form, item, value, unit, limits, answer }) => {
      const given = unit === null ? value : { value, unit, ...limits }
      expect(criterionOf(having(participant, form, { [item]: given }, '2026-01-15'), id)).toBe(answer)
    })
  })

const born = (participant: ParticipantCase, birth: string) => having(participant, 'DM', { BRTHDAT: birth })

test.each([
  ['NR-I01', netRetreat],
  ['RL-I01', reLuth],
  ['NL-I02', nelmas],
  ['N2-I03a', netter2],
  ['SN-I01', startNet],
])('%s: 18 on the day of consent, not a day less', (id, participant) => {
  expect(criterionOf(born(participant, '2008-01-05'), id)).toBe('true')
  expect(criterionOf(born(participant, '2008-01-06'), id)).toBe('false')
  expect(criterionOf(born(participant, '2008'), id)).toBe('unknown')
  expect(criterionOf(born(participant, '2007'), id)).toBe('true')
})

test('NETTER-2 takes participants of 15 where the country says so', () => {
  expect(criterionOf({ ...born(netter2, '2011-01-05'), version: 'v-15' }, 'N2-I03a')).toBe('true')
  expect(criterionOf({ ...born(netter2, '2011-01-06'), version: 'v-15' }, 'N2-I03a')).toBe('false')
  expect(criterionOf(born(netter2, '2011-01-05'), 'N2-I03a')).toBe('false')
})
