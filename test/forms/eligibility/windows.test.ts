import { describe, expect, test } from 'vitest'
import {
  type ParticipantCase,
  adding,
  answered,
  criterionOf,
  having,
  netRetreat,
  netter2,
  nelmas,
  reLuth,
  startNet,
  without,
} from './participant'

/** The same participant with every row of a form on another day. */
const moved = (one: ParticipantCase, form: string, date: string): ParticipantCase => ({
  ...one,
  rows: one.rows.map((row) => (row.form === form ? { ...row, date } : row)),
})

describe('a sample counts from the first day of its window to the anchor itself', () => {
  // Enrolled and randomised on 2026-01-20.
  test.each([
    ['NR-I08', netRetreat, 'LBH', '2025-12-23', '2025-12-22', 'true'],
    ['NR-I11', netRetreat, 'LBC', '2025-12-23', '2025-12-22', 'true'],
    ['RL-I11', reLuth, 'LBH', '2025-12-23', '2025-12-22', 'true'],
    ['RL-E07a', reLuth, 'LBC', '2025-12-23', '2025-12-22', 'false'],
    ['NL-E09', nelmas, 'LBH', '2025-12-23', '2025-12-22', 'false'],
    ['N2-E02', netter2, 'LBH', '2026-01-06', '2026-01-05', 'false'],
    ['SN-I11', startNet, 'LBH', '2025-12-23', '2025-12-22', 'true'],
  ] as const)('%s', (id, one, form, first, before, answer) => {
    expect(criterionOf(moved(one, form, first), id)).toBe(answer)
    expect(criterionOf(moved(one, form, before), id)).toBe('unknown')
    expect(criterionOf(moved(one, form, '2026-01-20'), id)).toBe(answer)
    expect(criterionOf(moved(one, form, '2026-01-21'), id)).toBe('unknown')
  })
})

describe('where the criterion itself asks for a recent day, an older one fails it', () => {
  test.each([
    ['NR-I02c', netRetreat, 'PETS', '2023-01-20', '2023-01-19'],
    ['RL-I09a', reLuth, 'PETS', '2025-09-20', '2025-09-19'],
    ['N2-I04a', netter2, 'PETS', '2025-10-20', '2025-10-19'],
    // Surgery was on 2025-12-21.
    ['NL-I07', nelmas, 'TUTL', '2025-11-09', '2025-11-08'],
    ['NL-I08', nelmas, 'PETS', '2025-09-28', '2025-09-27'],
  ] as const)('%s', (id, one, form, first, before) => {
    expect(criterionOf(moved(one, form, first), id)).toBe('true')
    expect(criterionOf(moved(one, form, before), id)).toBe('false')
    expect(criterionOf(without(one, form), id)).toBe('unknown')
  })

  test('the register of the EU asks START-NET for a scan of 3 months, twice the liver and Ki-67 up to 50 %', () => {
    const eu = { ...startNet, version: 'v-EU' }
    expect(answered(eu).eligible).toBe(true)
    expect(criterionOf(moved(eu, 'PETS', '2025-10-20'), 'SN-I05')).toBe('true')
    expect(criterionOf(moved(eu, 'PETS', '2025-10-19'), 'SN-I05')).toBe('false')
    expect(criterionOf(having(eu, 'PETS', { LESSUVMEAN: '10' }), 'SN-I05')).toBe('true')
    expect(criterionOf(having(eu, 'PETS', { LESSUVMEAN: '9.9' }), 'SN-I05')).toBe('false')
    expect(criterionOf(having(startNet, 'PETS', { LESSUVMEAN: '9.9' }), 'SN-I05')).toBe('true')
    expect(criterionOf(having(eu, 'NET', { KI67: '50' }), 'SN-I04')).toBe('true')
    expect(criterionOf(having(eu, 'NET', { KI67: '50.1' }), 'SN-I04')).toBe('false')
    expect(criterionOf(having(startNet, 'NET', { KI67: '90' }), 'SN-I04')).toBe('true')
  })
})

const therapy = (items: Readonly<Record<string, string>>) => ({ form: 'PTX', items })
const illness = (items: Readonly<Record<string, string>>) => ({ form: 'MH', items })

describe('what lies within a span excludes, its last day included', () => {
  test.each([
    ['NR-E01', netRetreat, therapy({ PTXCLASS: 'SURGERY', CMSTDAT: '2025-12-09' }), 'true'],
    ['NR-E01', netRetreat, therapy({ PTXCLASS: 'SURGERY', CMSTDAT: '2025-12-08' }), 'false'],
    ['N2-E12', netter2, therapy({ PTXCLASS: 'SURGERY', CMSTDAT: '2025-10-28' }), 'true'],
    ['N2-E12', netter2, therapy({ PTXCLASS: 'SURGERY', CMSTDAT: '2025-10-27' }), 'false'],
    ['NR-I05', netRetreat, therapy({ PTXCLASS: 'CHEMO', CMSTDAT: '2024-02-01', CMENDAT: '2024-03-01' }), 'false'],
    ['NR-I05', netRetreat, therapy({ PTXCLASS: 'CHEMO', CMSTDAT: '2022-02-01', CMENDAT: '2023-06-27' }), 'true'],
    ['NR-I05', netRetreat, therapy({ PTXCLASS: 'SSA', CMSTDAT: '2022-02-01', CMONGO: 'Y' }), 'true'],
    ['NR-I05', netRetreat, therapy({ PTXCLASS: 'PRRT', CMSTDAT: '2023-01-10', CMENDAT: '2023-06' }), 'true'],
    ['NR-I03b', netRetreat, therapy({ PTXCLASS: 'EVEROLIMUS', CMSTDAT: '2022-01-01', CMENDAT: '2022-02-01' }), 'true'],
    ['NR-I03b', netRetreat, therapy({ PTXCLASS: 'EVEROLIMUS', CMSTDAT: '2022-01-01', CMENDAT: '2022-02-02' }), 'false'],
    ['NR-I03c', netRetreat, therapy({ PTXCLASS: 'ALKYLATOR', CMSTDAT: '2020' }), 'false'],
    ['N2-E10', netter2, therapy({ PTXCLASS: 'CHEMO', CMSTDAT: '2024-01-01', CMENDAT: '2024-02-01' }), 'false'],
    ['N2-E10', netter2, therapy({ PTXCLASS: 'CHEMO', CMSTDAT: '2024-01-01', CMENDAT: '2024-02-02' }), 'true'],
    ['N2-E10', netter2, therapy({ PTXCLASS: 'CHEMO', CMSTDAT: '2025-10-20', CMENDAT: '2025-10-28' }), 'true'],
    ['N2-E10', netter2, therapy({ PTXCLASS: 'CHEMO', CMSTDAT: '2025-10-20', CMENDAT: '2025-10-27' }), 'false'],
    ['N2-E25', netter2, therapy({ PTXCLASS: 'INVESTIGATIONAL', CMSTDAT: '2025-11-01', CMENDAT: '2025-12-06' }), 'true'],
    [
      'N2-E25',
      netter2,
      therapy({ PTXCLASS: 'INVESTIGATIONAL', CMSTDAT: '2025-11-01', CMENDAT: '2025-12-05' }),
      'false',
    ],
    ['RL-E16', reLuth, therapy({ PTXCLASS: 'INVESTIGATIONAL', CMSTDAT: '2025-11-01', CMENDAT: '2025-12-21' }), 'true'],
    ['RL-E16', reLuth, therapy({ PTXCLASS: 'INVESTIGATIONAL', CMSTDAT: '2025-11-01', CMENDAT: '2025-12-20' }), 'false'],
    ['N2-E07', netter2, { form: 'PPRRT', items: { PPCYC: '1', PPDAT: '2020-01-01' } }, 'true'],
    ['SN-E02', startNet, therapy({ PTXCLASS: 'PRRT', CMSTDAT: '2020' }), 'true'],
    ['N2-E11', netter2, therapy({ PTXCLASS: 'TACE', CMSTDAT: '2010' }), 'true'],
    ['N2-E08', netter2, therapy({ PTXCLASS: 'SSA', PTXPD: 'Y' }), 'true'],
    ['NL-E07', nelmas, therapy({ PTXCLASS: 'EVEROLIMUS' }), 'true'],
    ['NL-E07', nelmas, therapy({ PTXCLASS: 'SSA' }), 'false'],
    ['NL-E18', nelmas, therapy({ PTXCLASS: 'PRRT' }), 'false'],
    ['SN-I07', startNet, therapy({ PTXCLASS: 'CHEMO', CMSTDAT: '2025-01-01', CMENDAT: '2025-12-23' }), 'true'],
    ['SN-I07', startNet, therapy({ PTXCLASS: 'CHEMO', CMSTDAT: '2025-01-01', CMENDAT: '2025-12-24' }), 'false'],
    ['SN-I07', startNet, therapy({ PTXCLASS: 'SURGERY', CMSTDAT: '2025-12-24' }), 'false'],
    ['SN-E03', startNet, therapy({ PTXCLASS: 'EVEROLIMUS', CMONGO: 'Y' }), 'true'],
    ['RL-E17', reLuth, illness({ MHCAT: 'MALIGNANCY', MHTERM: 'Breast cancer', SECMALFREE: '2021-01-20' }), 'true'],
    ['RL-E17', reLuth, illness({ MHCAT: 'MALIGNANCY', MHTERM: 'Breast cancer', SECMALFREE: '2021-01-19' }), 'false'],
    ['RL-E17', reLuth, illness({ MHCAT: 'MALIGNANCY', MHTERM: 'Basal cell carcinoma', SECMALFREE: '2025' }), 'false'],
    ['N2-E22', netter2, illness({ MHCAT: 'MALIGNANCY', MHTERM: 'Breast cancer', SECMALFREE: '2021-01-21' }), 'true'],
    [
      'N2-E22',
      netter2,
      illness({ MHCAT: 'MALIGNANCY', MHTERM: 'Breast cancer', SECMALFREE: '2021-01-20' }),
      'judgement',
    ],
    [
      'NR-E02',
      netRetreat,
      illness({ MHCAT: 'BRAIN_METS', BMTRTDAT: '2025-01-01', BMSTABDAT: '2025-06-01', STERSTOPDAT: '2025-12-24' }),
      'true',
    ],
    [
      'NR-E02',
      netRetreat,
      illness({ MHCAT: 'BRAIN_METS', BMTRTDAT: '2025-01-01', BMSTABDAT: '2025-06-01', STERSTOPDAT: '2025-12-23' }),
      'judgement',
    ],
    ['RL-E12', reLuth, illness({ MHCAT: 'BRAIN_METS', BMTRTDAT: '2025-01-01', BMSTABDAT: '2025-08-06' }), 'true'],
    ['RL-E12', reLuth, illness({ MHCAT: 'BRAIN_METS', BMTRTDAT: '2025-01-01', BMSTABDAT: '2025-08-05' }), 'judgement'],
    ['NR-I20', netRetreat, illness({ MHCAT: 'HIV', HIVVLUND: 'Y', HIVVLDAT: '2025-07-20' }), 'judgement'],
    ['NR-I20', netRetreat, illness({ MHCAT: 'HIV', HIVVLUND: 'Y', HIVVLDAT: '2025-07-19' }), 'false'],
    ['N2-E14', netter2, illness({ MHCAT: 'CARDIAC', NYHA: 'II' }), 'true'],
    ['N2-E14', netter2, illness({ MHCAT: 'CARDIAC', NYHA: 'I' }), 'unknown'],
    ['RL-E07a', reLuth, illness({ MHCAT: 'NEPHROTIC', MHONGO: 'Y' }), 'true'],
    [
      'NR-I11',
      having(netRetreat, 'LBC', { BILI: { value: '60', unit: 'umol/L', uln: '20' } }),
      illness({ MHCAT: 'GILBERT' }),
      'true',
    ],
    [
      'NR-I11',
      having(netRetreat, 'LBC', { BILI: { value: '61', unit: 'umol/L', uln: '20' } }),
      illness({ MHCAT: 'GILBERT' }),
      'false',
    ],
    ['RL-E03', reLuth, { form: 'AE', items: { AECTC: 'Fatigue', AETOXGR: '2', AEONGO: 'Y' } }, 'true'],
    ['RL-E03', reLuth, { form: 'AE', items: { AECTC: 'Alopecia', AETOXGR: '2', AEONGO: 'Y' } }, 'false'],
    [
      'RL-E03',
      reLuth,
      { form: 'AE', items: { AECTC: 'Fatigue', AETOXGR: '2', AEONGO: 'N', AEENDAT: '2025-01-01' } },
      'false',
    ],
    [
      'SN-E04',
      startNet,
      { form: 'CM', items: { CMFLAG: 'BRIVUDINE_SORIVUDINE', CMENDAT: '2025-12-23', CMONGO: 'N' } },
      'true',
    ],
    [
      'SN-E04',
      startNet,
      { form: 'CM', items: { CMFLAG: 'BRIVUDINE_SORIVUDINE', CMENDAT: '2025-12-22', CMONGO: 'N' } },
      'false',
    ],
  ] as const)('%s with %#', (id, one, row, answer) => {
    expect(criterionOf(adding(one, row), id)).toBe(answer)
  })

  test('earlier PRRT within 52 weeks, in 3 or 4 cycles or 22.2 to 29.6 GBq with a tolerance', () => {
    const lastOn = (date: string): ParticipantCase => ({
      ...netRetreat,
      rows: netRetreat.rows.map((row) =>
        row.items['PPCYC'] === '4' ? { ...row, items: { ...row.items, PPDAT: date } } : row,
      ),
    })
    expect(criterionOf(lastOn('2024-01-09'), 'NR-I03a')).toBe('true')
    expect(criterionOf(lastOn('2024-01-10'), 'NR-I03a')).toBe('false')
    const two = (mbq: string): ParticipantCase =>
      having(
        { ...netRetreat, rows: netRetreat.rows.filter((row) => !['1', '2'].includes(String(row.items['PPCYC']))) },
        'PPRRT',
        {
          PPACT: { value: mbq, unit: 'MBq' },
        },
      )
    expect(criterionOf(two('9990'), 'NR-I03a')).toBe('true')
    expect(criterionOf(two('9989.9'), 'NR-I03a')).toBe('false')
    expect(criterionOf(two('16280'), 'NR-I03a')).toBe('true')
    expect(criterionOf(two('16280.1'), 'NR-I03a')).toBe('false')
  })

  test('NELMAS asks 28 days since surgery at the first dose only, and never in the control arm', () => {
    const doseOn = (planned_dose: string | null, arm: string | null = 'NL-B') => ({ ...nelmas, arm, anchors: { ...nelmas.anchors, planned_dose } }) // prettier-ignore
    expect(answered(doseOn('2026-01-18'))).toMatchObject({ criteria: { 'NL-E01': 'false' }, eligible: true })
    expect(answered(doseOn('2026-01-17'))).toMatchObject({ criteria: { 'NL-E01': 'true' }, eligible: false })
    expect(answered(doseOn('2026-01-17', 'NL-A'))).toMatchObject({ criteria: { 'NL-E01': 'true' }, eligible: true })
  })
})

describe('pregnancy', () => {
  const could = (one: ParticipantCase) => having(one, 'DM', { CHILDPOT: 'Y' })
  const tested = (one: ParticipantCase, date: string, items: Readonly<Record<string, string>>) =>
    adding(could(one), { form: 'PREG', date, items })

  test('a test of 4 days before inclusion counts in ReLUTH, one of 5 days does not', () => {
    expect(criterionOf(could(reLuth), 'RL-I12')).toBe('unknown')
    expect(criterionOf(tested(reLuth, '2026-01-16', { RPORRES: 'NEG' }), 'RL-I12')).toBe('true')
    expect(criterionOf(tested(reLuth, '2026-01-15', { RPORRES: 'NEG' }), 'RL-I12')).toBe('false')
    expect(criterionOf(tested(reLuth, '2026-01-16', { RPORRES: 'POS' }), 'RL-I12')).toBe('false')
    expect(criterionOf(having(could(reLuth), 'DM', { CHILDPOT: 'U' }), 'RL-I12')).toBe('unknown')
  })

  test('NET RETREAT lets ultrasound refute a positive test, and the investigator confirms it', () => {
    const positive = tested(netRetreat, '2026-01-10', { RPORRES: 'POS' })
    expect(answered(positive)).toMatchObject({ criteria: { 'NR-I16': 'false', 'NR-E06': 'true' }, eligible: false })
    const refuted = tested(netRetreat, '2026-01-10', { RPORRES: 'POS', RPULTRA: 'NEG' })
    expect(answered(refuted).criteria).toMatchObject({ 'NR-I16': 'judgement', 'NR-E06': 'false' })
    expect(criterionOf(tested(netRetreat, '2026-01-10', { RPORRES: 'NEG' }), 'NR-I16')).toBe('true')
    expect(criterionOf(tested(netRetreat, '2025-12-22', { RPORRES: 'NEG' }), 'NR-I16')).toBe('unknown')
  })

  test.each([
    ['RL-E13', reLuth],
    ['NL-E05', nelmas],
    ['N2-E05', netter2],
    ['SN-E01', startNet],
  ])('%s: by the latest test', (id, one) => {
    expect(criterionOf(could(one), id)).toBe('unknown')
    expect(criterionOf(tested(one, '2026-01-16', { RPORRES: 'NEG' }), id)).toBe('false')
    expect(criterionOf(tested(one, '2026-01-16', { RPORRES: 'POS' }), id)).toBe('true')
    expect(criterionOf(tested(one, '2026-01-16', { RPORRES: 'INDET' }), id)).toBe('unknown')
  })
})
