import { expect, test } from 'vitest'
import {
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

const umol = (value: string) => ({ value, unit: 'umol/L' })

test('clearance is calculated with the published factors and never rounded (worked check 6)', () => {
  const woman = having(having(netRetreat, 'DM', { BRTHDAT: '1958-06-01' }), 'VS', {
    WEIGHT: { value: '58', unit: 'kg' },
  })
  expect(criterionOf(having(woman, 'LBC', { CREAT: umol('88') }), 'NR-I12')).toBe('true')
  expect(criterionOf(having(woman, 'LBC', { CREAT: umol('89') }), 'NR-I12')).toBe('false')
  // 24-hour urine goes before it.
  const urine = { form: 'LBU', date: '2026-01-15', items: { UCRCL: { value: '50', unit: 'mL/min' } } }
  expect(criterionOf(adding(having(woman, 'LBC', { CREAT: umol('88') }), urine), 'NR-I12')).toBe('false')
})

test('the latest weight counts, not an older and heavier one (worked check 6)', () => {
  const man = having(having(netter2, 'DM', { SEX: 'M', BRTHDAT: '1947-06-01' }), 'LBC', { CREAT: umol('122') })
  const kilograms = (value: string) => ({ WEIGHT: { value, unit: 'kg' } })
  expect(criterionOf(having(man, 'VS', kilograms('62')), 'N2-E01')).toBe('true')
  expect(criterionOf(having(man, 'VS', kilograms('70')), 'N2-E01')).toBe('false')
  const heavier = { form: 'VS', date: '2025-10-01', items: kilograms('70') }
  expect(criterionOf(adding(having(man, 'VS', kilograms('62')), heavier), 'N2-E01')).toBe('true')
  // Where none was taken by then, the first of the week after.
  const later = (date: string) => adding(without(man, 'VS', 'WEIGHT'), { form: 'VS', date, items: kilograms('62') })
  expect(criterionOf(later('2026-01-22'), 'N2-E01')).toBe('true')
  expect(criterionOf(later('2026-01-23'), 'N2-E01')).toBe('unknown')
})

test('a threshold is compared in the unit of the laboratory (worked check 7)', () => {
  const gramsPerDl = { HGB: { value: '8.0', unit: 'g/dL' } }
  expect(criterionOf(having(nelmas, 'LBH', gramsPerDl), 'NL-E08')).toBe('false')
  expect(criterionOf(having(netter2, 'LBH', gramsPerDl), 'N2-E02')).toBe('false')
  expect(criterionOf(having(netRetreat, 'LBH', gramsPerDl), 'NR-I08')).toBe('true')
  expect(criterionOf(having(reLuth, 'LBH', gramsPerDl), 'RL-I11')).toBe('false')
  expect(criterionOf(having(nelmas, 'LBC', { CREAT: { value: '1.7', unit: 'mg/dL' } }), 'NL-E16')).toBe('false')
  const alt = { ALT: { value: '1,6', unit: 'µkat/L', uln: '1.1' } }
  expect(criterionOf(having(startNet, 'LBC', alt), 'SN-I11')).toBe('true')
})

test('filtration of START-NET is the mean of two estimates, a measured one goes before it (worked check 8)', () => {
  const man = having(startNet, 'DM', { SEX: 'M', BRTHDAT: '1957-06-01' })
  const at = (creatinine: string, cystatin: string) =>
    having(having(man, 'LBC', { CREAT: umol(creatinine) }), 'LBU', { CYSC: { value: cystatin, unit: 'mg/L' } })
  expect(criterionOf(at('105', '1.30'), 'SN-I10')).toBe('true')
  expect(criterionOf(at('120', '1.40'), 'SN-I10')).toBe('false')
  const iohexol = { form: 'LBU', date: '2026-01-15', items: { GFRMETH: 'IOHEXOL', GFRVAL: '51' } }
  expect(criterionOf(adding(at('120', '1.40'), iohexol), 'SN-I10')).toBe('true')
})

test('MDRD below 40 excludes (worked check 8)', () => {
  const woman = having(reLuth, 'DM', { BRTHDAT: '1953-06-01' })
  expect(criterionOf(having(woman, 'LBC', { CREAT: umol('115') }), 'RL-E07a')).toBe('false')
  expect(criterionOf(having(woman, 'LBC', { CREAT: umol('116') }), 'RL-E07a')).toBe('true')
})

test('QTcF of 452.4 ms excludes men and not women', () => {
  const ecg = { EGQT: '420', EGHR: '75' }
  expect(criterionOf(having(netter2, 'ECG', ecg), 'N2-E15')).toBe('false')
  expect(criterionOf(having(having(netter2, 'DM', { SEX: 'M' }), 'ECG', ecg), 'N2-E15')).toBe('true')
})

test('progression after the run-in blocks randomisation, not registration', () => {
  const progressed = adding(reLuth, { form: 'PD', items: { PDDAT: '2026-05-02', PDTYPE: 'NEW_LESION' } })
  expect(answered(progressed).eligible).toBe(true)
  const atRandomisation = {
    ...progressed,
    phase: 'RND',
    anchors: { ...progressed.anchors, randomisation: '2026-05-10' },
  }
  expect(answered(atRandomisation)).toMatchObject({ criteria: { 'RL-E02': 'true' }, eligible: false })
})

test('crossover has criteria of its own', () => {
  const anchors = {
    consent: '2025-01-05',
    enrolment: '2025-01-20',
    randomisation: '2025-01-20',
    planned_dose: '2026-02-01',
  }
  const control = adding(
    { ...netRetreat, phase: 'XSCR', arm: 'NR2', anchors },
    { form: 'PD', items: { PDDAT: '2026-01-10', PDTYPE: 'TARGET' } },
    { form: 'EXEV', items: { ECTRT: 'EVEROLIMUS', ECSTDAT: '2025-01-25', ECENDAT: '2026-01-12' } },
  )
  expect(answered(control)).toEqual({
    criteria: {
      'NR-X01': 'true',
      'NR-X02': 'true',
      'NR-X03': 'true',
      'NR-X04': 'true',
      'NR-X05': 'true',
      'NR-X06': 'true',
    },
    eligible: true,
  })
  expect(answered({ ...control, arm: 'NR1' }).eligible).toBe(false)
  expect(criterionOf(having(control, 'EXEV', { ECENDAT: '2026-01-26' }), 'NR-X03')).toBe('false')
})

test('a clearance by 24-hour urine counts as a method too, while it is recent', () => {
  const urine = (date: string, value: string) =>
    adding(netRetreat, { form: 'LBU', date, items: { GFRMETH: 'URINE24', GFRVAL: value } })
  expect(criterionOf(urine('2026-01-15', '50'), 'NR-I12')).toBe('false')
  expect(criterionOf(urine('2026-01-15', '50.1'), 'NR-I12')).toBe('true')
  expect(criterionOf(urine('2025-12-01', '50'), 'NR-I12')).toBe('true')
})
