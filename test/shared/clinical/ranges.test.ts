import { expect, test } from 'vitest'
import { formulaOf } from '#shared/clinical/formulas'

/** The reason of a refusal, or none. */
function refused(key: string, inputs: Readonly<Record<string, unknown>>): string | undefined {
  const result = formulaOf(key)!.compute(inputs)
  return result.ok ? undefined : `${result.refusal.reason} ${result.refusal.input}`
}

const person = { age_years: 60, weight_kg: 70, sex: 'F' }
const clearance = { ...person, creatinine_umol_l: 80 }
const filtration = { age_years: 60, sex: 'F', creatinine: 1, creatinine_unit: 'mg/dL' }
const decay = { activity_mbq: 7400, reference_time: '2024-03-04T12:00Z', target_time: '2024-03-05T12:00Z' }
const projection = { cycles_gy: [4], last_gy_per_gbq: 0.5, next_gbq: 7.4 }
const micromolar = { ...filtration, creatinine_unit: 'umol/L', creatinine: 80 }

/** Formula, whole inputs, the input on trial, the last values within on either side, the first ones outside. */
test.each([
  ['cockcroft_gault_umol', clearance, 'age_years', [0, 120], [-0.1, 120.1]],
  ['cockcroft_gault_umol', clearance, 'weight_kg', [1, 700], [0.9, 700.1]],
  ['cockcroft_gault_umol', clearance, 'creatinine_umol_l', [1, 8840], [0.9, 8840.1]],
  ['cockcroft_gault_mgdl', { ...person, creatinine_mg_dl: 1 }, 'creatinine_mg_dl', [0.01, 100], [0.009, 100.1]],
  ['mdrd_175', filtration, 'age_years', [1, 120], [0.9, 120.1]],
  ['mdrd_175', filtration, 'creatinine', [0.01, 100], [0.009, 100.1]],
  ['mdrd_175', micromolar, 'creatinine', [1, 8840], [0.9, 8840.1]],
  ['ckd_epi_2021', filtration, 'age_years', [0, 120], [-0.1, 120.1]],
  ['capa', { age_years: 60, cystatin_c_mg_l: 1 }, 'cystatin_c_mg_l', [0.01, 7.5], [0.009, 50.1]],
  ['bsa_mosteller', { height_cm: 170, weight_kg: 70 }, 'height_cm', [30, 300], [29.9, 300.1]],
  ['qtcf', { qt_ms: 400, heart_rate_bpm: 60 }, 'qt_ms', [1, 2000], [0.9, 2000.1]],
  ['qtcf', { qt_ms: 400, heart_rate_bpm: 60 }, 'heart_rate_bpm', [1, 500], [0.9, 500.1]],
  ['corrected_calcium_si', { calcium_mmol_l: 2.1, albumin_g_l: 40 }, 'calcium_mmol_l', [0.001, 20], [0, 20.1]],
  ['corrected_calcium_si', { calcium_mmol_l: 9, albumin_g_l: 40 }, 'albumin_g_l', [0.001, 150], [0, 150.1]],
  ['corrected_calcium_us', { calcium_mg_dl: 8.4, albumin_g_dl: 4 }, 'calcium_mg_dl', [0.001, 80], [0, 80.1]],
  ['corrected_calcium_us', { calcium_mg_dl: 40, albumin_g_dl: 4 }, 'albumin_g_dl', [0.001, 15], [0, 15.1]],
  ['anc', { wbc_10e9_l: 4, neutrophil_pct: 50, band_pct: 0 }, 'wbc_10e9_l', [0, 2000], [-0.1, 2000.1]],
  ['anc', { wbc_10e9_l: 4, neutrophil_pct: 50, band_pct: 0 }, 'neutrophil_pct', [0, 100], [-0.1, 100.1]],
  ['anc', { wbc_10e9_l: 4, neutrophil_pct: 0, band_pct: 0 }, 'band_pct', [0, 100], [-0.1, 100.1]],
  ['capecitabine_intake', { height_cm: 170, weight_kg: 70, level_pct: 100 }, 'level_pct', [50, 75, 100], [49, 101, 25]],
  ['lu177_decay', decay, 'activity_mbq', [0, 1_000_000], [-1, 1_000_001]],
  ['lu177_deviation', { net_mbq: 7000, prescribed_mbq: 7400 }, 'prescribed_mbq', [1, 1_000_000], [0.9, 1_000_001]],
  ['renal_projection', projection, 'cycles_gy', [[0], [1000]], [[-0.1], [1000.1]]],
  ['renal_projection', projection, 'last_gy_per_gbq', [0, 100], [-0.1, 100.1]],
  ['renal_projection', projection, 'next_gbq', [0, 1000], [-0.1, 1000.1]],
])('%s of %o: %s', (key, inputs, name, within, outside) => {
  for (const value of within) expect(refused(key, { ...inputs, [name]: value })).toBeUndefined()
  for (const value of outside) expect(refused(key, { ...inputs, [name]: value })).toMatch(/^out-of-range /)
})

test('a dose level between the three is none', () => {
  expect(refused('capecitabine_intake', { height_cm: 170, weight_kg: 70, level_pct: 60 })).toBe('not-in-list level_pct')
})

test('segmented and band forms together are no more than all', () => {
  const half = { wbc_10e9_l: 4, neutrophil_pct: 60, band_pct: 40 }
  expect(refused('anc', half)).toBeUndefined()
  expect(refused('anc', { ...half, band_pct: 40.1 })).toBe('out-of-range neutrophil_pct')
})

test('an activity is not followed beyond forty half-lives', () => {
  expect(refused('lu177_decay', { ...decay, target_time: '2024-11-25T09:07Z' })).toBeUndefined()
  expect(refused('lu177_decay', { ...decay, target_time: '2024-11-25T09:08Z' })).toBe('out-of-range activity')
})

test('a corrected calcium that would be nothing is none', () => {
  expect(refused('corrected_calcium_si', { calcium_mmol_l: 0.2, albumin_g_l: 50 })).toMatch(/^not-positive/)
  expect(refused('corrected_calcium_us', { calcium_mg_dl: 0.8, albumin_g_dl: 5 })).toMatch(/^not-positive/)
})

test('a list is as long as a life can make it', () => {
  const cycles = (count: number) => ({ prior_mbq: 0, cycles_mbq: Array.from({ length: count }, () => 1) })
  expect(refused('cumulative_activity', cycles(100))).toBeUndefined()
  expect(refused('cumulative_activity', cycles(101))).toBe('too-long cycles_mbq')
})

test.each([
  ['Z', '2024-03-04T12:00Z', '2024-03-04T12:00Z', '0'],
  ['east', '2024-03-04T12:00+01:00', '2024-03-04T12:00Z', '1'],
  ['west', '2024-03-04T12:00-03:30', '2024-03-04T12:00Z', '-3.5'],
  ['far east', '2024-03-05T02:00+14:00', '2024-03-04T12:00Z', '0'],
  ['seconds', '2024-03-04T12:00:00Z', '2024-03-04T12:00:36Z', '0.01'],
  ['parts of seconds', '2024-03-04T12:00:00.5Z', '2024-03-04T12:00:36.500Z', '0.01'],
  ['years', '2023-12-31T23:00Z', '2024-01-01T00:00Z', '1'],
  ['a leap day', '2024-02-28T12:00Z', '2024-03-01T12:00Z', '48'],
])('elapsed time: %s', (_, reference_time, target_time, hours) => {
  const result = formulaOf('lu177_decay')!.compute({ activity_mbq: 1, reference_time, target_time })
  expect(result).toMatchObject({ trace: { steps: [{ value: hours, unit: 'h' }, {}, {}] } })
})

test.each([
  '2024-03-04', '2024-03-04T12Z', '2024-03-04 12:00Z', '2024-3-4T12:00Z', '2024-03-04T12:60Z', '2024-03-04T12:00:60Z',
  '2024-03-04T12:00+15:00', '2024-03-04T12:00+01:60', '2024-03-04T12:00+0100', '2023-02-29T12:00Z', 'x2024-03-04T12:00Z',
  '2024-03-04T12:00Zx', '2024-03-04T12:00:00.Z', '2024-03-04T12:00z',
])('%s is no instant', (reference_time) => {
  expect(refused('lu177_decay', { ...decay, reference_time })).toBe('not-an-instant reference_time')
}) // prettier-ignore
