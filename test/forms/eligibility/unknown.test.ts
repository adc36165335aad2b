import { describe, expect, test } from 'vitest'
import { type ParticipantCase, adding, answered, criterionOf, having, netRetreat, netter2, nelmas, reLuth, startNet, without } from './participant' // prettier-ignore

describe('what is missing and matters makes a criterion unknown', () => {
  test.each([
    ['NR-I01', netRetreat, 'DM', 'BRTHDAT'],
    ['NR-I02a', netRetreat, 'NET', 'NETGRADE'],
    ['NR-I03a', netRetreat, 'PPRRT', undefined],
    ['NR-I04b', netRetreat, 'PPRRT', 'PPLASTSCAN'],
    ['NR-I06', netRetreat, 'PPRRT', 'PPTOXONG'],
    ['NR-I07', netRetreat, 'VS', 'ECOG'],
    ['NR-I08', netRetreat, 'LBH', 'HGB'],
    ['NR-I12', netRetreat, 'VS', 'WEIGHT'],
    ['NR-I12', netRetreat, 'LBC', 'CREAT'],
    ['NR-I12', netRetreat, 'DM', 'SEX'],
    ['RL-I09a', reLuth, 'PETS', undefined],
    ['RL-I10', reLuth, 'TUTL', undefined],
    ['RL-E03', reLuth, 'PPRRT', 'PPMAXHEM'],
    ['RL-E06', reLuth, 'NET', 'EBRTBM'],
    ['RL-E09', reLuth, 'LBC', 'LBFAST'],
    ['RL-E11', reLuth, 'VS', 'DIABP'],
    ['NL-E16', nelmas, 'LBC', 'CREAT'],
    ['NL-I05', nelmas, 'SURG', 'RESMARG_LIV'],
    ['N2-I02', netter2, 'NET', 'KI67'],
    ['N2-E02', netter2, 'LBH', 'PLT'],
    ['N2-E15', netter2, 'ECG', 'EGHR'],
    ['N2-E16', netter2, 'LBE', undefined],
    ['SN-I10', startNet, 'LBU', 'CYSC'],
    ['SN-I11', startNet, 'LBC', 'AST'],
    ['SN-E04', startNet, 'EXCAP', undefined],
    ['SN-E05', startNet, 'PETF', undefined],
  ] as const)('%s without %s %s', (id, one, form, item) => {
    const { criteria, eligible } = answered(without(one, form, item))
    expect(criteria[id]).toBe('unknown')
    expect(eligible).toBeNull()
  })

  test('what is missing and does not matter leaves a decided answer', () => {
    const anaemic = having(netter2, 'LBH', { HGB: { value: '70', unit: 'g/L' } })
    expect(criterionOf(without(anaemic, 'LBH', 'PLT'), 'N2-E02')).toBe('true')
    // No child can be expected of a man, tested or not.
    expect(criterionOf(having(reLuth, 'DM', { SEX: 'M', CHILDPOT: '' }), 'RL-I12')).toBe('true')
  })

  test('no anchor, no window', () => {
    const nowhere = { ...netRetreat, anchors: { consent: '2026-01-05', enrolment: null, randomisation: null, planned_dose: null } } // prettier-ignore
    expect(answered(nowhere)).toMatchObject({ criteria: { 'NR-I08': 'unknown', 'NR-I01': 'true' }, eligible: null })
  })

  test('one of enrolment and randomisation stands in for the other', () => {
    expect(answered({ ...netter2, anchors: { ...netter2.anchors, randomisation: null } }).eligible).toBe(true)
    expect(answered({ ...netRetreat, anchors: { ...netRetreat.anchors, enrolment: null } }).eligible).toBe(true)
  })
})

const platelets = (given: Readonly<Record<string, unknown>>) => having(netRetreat, 'LBH', { PLT: given })

describe('a result that cannot be used', () => {
  test.each([
    ['contested', { value: '210', unit: '10^9/L', contested: true }, 'unknown'],
    ['without unit', { value: '210' }, 'unknown'],
    ['in a unit of something else', { value: '210', unit: 'g/L' }, 'unknown'],
    ['no number', { value: 'clotted', unit: '10^9/L' }, 'unknown'],
    ['below zero', { value: '-3', unit: '10^9/L' }, 'unknown'],
    ['with two readings', { value: '1.210,5', unit: '10^9/L' }, 'unknown'],
    ['below the threshold, however low', { value: '<80', unit: '10^9/L' }, 'false'],
    ['below something higher', { value: '<81', unit: '10^9/L' }, 'unknown'],
    ['above the threshold', { value: '>=80', unit: '10^9/L' }, 'true'],
    ['with a decimal comma', { value: '79,9', unit: 'G/L' }, 'false'],
    ['not done', { value: 'ND', unit: '10^9/L' }, 'unknown'],
  ])('%s', (_, given, answer) => expect(criterionOf(platelets(given), 'NR-I10')).toBe(answer))

  test('a multiple of the limit of normal needs the laboratory’s own limit', () => {
    expect(criterionOf(having(netRetreat, 'LBC', { BILI: { value: '9', unit: 'umol/L' } }), 'NR-I11')).toBe('unknown')
  })
})

describe('the latest sample counts, not the best', () => {
  const sample = (date: string, value: string, time?: string) => ({
    form: 'LBH',
    date,
    items: { PLT: { value, unit: '10^9/L' }, ...(time !== undefined && { LBTIM: time }) },
  })
  const only = (...rows: Parameters<typeof adding>[1][]) => adding(without(netRetreat, 'LBH', 'PLT'), ...rows)

  test.each([
    ['a later failure', only(sample('2026-01-10', '210'), sample('2026-01-18', '60')), 'false'],
    ['an earlier failure', only(sample('2026-01-10', '60'), sample('2026-01-18', '210')), 'true'],
    ['a failure after the anchor', only(sample('2026-01-10', '210'), sample('2026-01-21', '60')), 'true'],
    ['two of a day that agree', only(sample('2026-01-18', '210'), sample('2026-01-18', '190')), 'true'],
    ['two of a day that differ', only(sample('2026-01-18', '210'), sample('2026-01-18', '60')), 'unknown'],
    [
      'two of a day with their times',
      only(sample('2026-01-18', '60', '08:00'), sample('2026-01-18', '210', '15:30')),
      'true',
    ],
    [
      'one without a day',
      only(sample('2026-01-18', '210'), { form: 'LBH', items: { PLT: { value: '60', unit: '10^9/L' } } }),
      'unknown',
    ],
    ['a later one that was not done', only(sample('2026-01-10', '210'), sample('2026-01-18', 'ND')), 'true'],
  ] as const)('%s', (_, one, answer) => expect(criterionOf(one, 'NR-I10')).toBe(answer))
})

describe('albumin and the prothrombin time', () => {
  const coagulation = (items: Readonly<Record<string, unknown>>) => ({ form: 'LBK', date: '2026-01-15', items })
  const low = having(nelmas, 'LBC', { ALB: { value: '29', unit: 'g/L' } })
  test.each([
    ['low, prothrombin time missing', low, 'unknown'],
    [
      'low, ratio in range',
      adding(low, coagulation({ PTPCT: { value: '70', unit: '%', lln: '70', uln: '130' } })),
      'false',
    ],
    [
      'low, ratio below range',
      adding(low, coagulation({ PTPCT: { value: '69', unit: '%', lln: '70', uln: '130' } })),
      'true',
    ],
    ['low, INR in range', adding(low, coagulation({ INR: { value: '1.2', unit: 'ratio', uln: '1.2' } })), 'false'],
    ['low, INR above range', adding(low, coagulation({ INR: { value: '1.3', unit: 'ratio', uln: '1.2' } })), 'true'],
    ['low, range missing', adding(low, coagulation({ INR: { value: '1.3', unit: 'ratio' } })), 'unknown'],
    ['normal', nelmas, 'false'],
  ] as const)('%s', (_, one, answer) => expect(criterionOf(one, 'NL-E12')).toBe(answer))
})

describe('the investigator', () => {
  const judging = (one: ParticipantCase, judgements: Readonly<Record<string, string>>) => ({ ...one, judgements })

  test('a judgement that was not given is all that is missing', () => {
    expect(answered(judging(netRetreat, { ...netRetreat.judgements, 'NR-I17': '' }))).toMatchObject({
      criteria: { 'NR-I17': 'judgement' },
      eligible: null,
    })
  })

  test.each([
    ['NR-I17', 'Y', 'true', true],
    ['NR-I17', 'N', 'false', false],
    ['NR-E04', 'N', 'false', true],
    ['NR-E04', 'Y', 'true', false],
    ['NR-I02a', 'N', 'false', false],
    ['NR-E02', 'Y', 'true', false],
    // What is computed needs nobody's word.
    ['NR-I08', 'N', 'true', true],
  ])('%s judged %s is %s', (id, word, answer, eligible) => {
    const told = judging(netRetreat, { ...netRetreat.judgements, [id]: word })
    expect(answered(told)).toMatchObject({ criteria: { [id]: answer }, eligible })
  })

  test('nobody’s word makes failing data pass, or missing data known', () => {
    expect(criterionOf(having(netRetreat, 'NET', { NETGRADE: 'G3' }), 'NR-I02a')).toBe('false')
    expect(criterionOf(without(netRetreat, 'NET', 'NETGRADE'), 'NR-I02a')).toBe('unknown')
  })

  test('between 2.5 and 5 times the limit the investigator says whether the tumour is the cause', () => {
    const raised = having(reLuth, 'LBC', { ALT: { value: '150', unit: 'U/L', uln: '40' } })
    expect(criterionOf(raised, 'RL-E07b')).toBe('judgement')
    expect(criterionOf(judging(raised, { 'RL-E07b': 'N' }), 'RL-E07b')).toBe('false')
    expect(criterionOf(judging(raised, { 'RL-E07b': 'Y' }), 'RL-E07b')).toBe('true')
  })
})
