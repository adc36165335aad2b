import { describe, expect, test } from 'vitest'
import { formulaOf } from '#shared/clinical/formulas'
import { clearanceBelow, cockcroftGaultUmol } from '#shared/clinical/renal/clearance'
import { Decimal } from '#shared/quantity/decimal'
import { hasReference, referenceText } from './reference'

type Inputs = Readonly<Record<string, unknown>>

const compute = (key: string, inputs: Inputs) => formulaOf(key)!.compute(inputs)

/** The figure as it is shown, or the reason why there is none. */
function shown(key: string, inputs: Inputs, decimals = 2): string {
  const result = compute(key, inputs)
  if (!result.ok) return [result.refusal.reason, result.refusal.input].filter(Boolean).join(' ')
  return `${result.value.value.toFixed(decimals)} ${result.value.unit}`
}

const man = { sex: 'M', age_years: 68 }
const woman = { sex: 'F', age_years: 67, weight_kg: 58 }

describe('kidney', () => {
  test.each([
    ['88 passes a limit of 50', { ...woman, creatinine_umol_l: 88 }, '50.21 mL/min'],
    ['89 fails it', { ...woman, creatinine_umol_l: 89 }, '49.65 mL/min'],
    ['typed text, decimal comma', { ...woman, weight_kg: '58,0', creatinine_umol_l: ' 88 ' }, '50.21 mL/min'],
    ['recent weight', { sex: 'M', age_years: 78, weight_kg: 62, creatinine_umol_l: 122 }, '38.69 mL/min'],
    ['stale weight', { sex: 'M', age_years: 78, weight_kg: 70, creatinine_umol_l: 122 }, '43.68 mL/min'],
    ['40 % up, first', { sex: 'F', age_years: 61, weight_kg: 70, creatinine_umol_l: 70 }, '82.45 mL/min'],
    ['40 % up, then', { sex: 'F', age_years: 61, weight_kg: 70, creatinine_umol_l: 98 }, '58.89 mL/min'],
  ])('Cockcroft–Gault: %s', (_, inputs, figure) => expect(shown('cockcroft_gault_umol', inputs)).toBe(figure))

  test('a clearance of exactly 40 is exactly 40', () => {
    // (140 − 68) × 50 × 88.4 ÷ (72 × 110.5) = 40
    const inputs = { ...man, weight_kg: 50, creatinine_umol_l: '110.5' }
    expect(shown('cockcroft_gault_umol', inputs, 35)).toBe(`40.${'0'.repeat(35)} mL/min`)
  })

  test.each<[sex: 'F' | 'M', age: number, kg: string, creatinine: string, below40: string]>([
    ['M', 68, '50', '110.5', 'no'],
    ['M', 68, '50', '110.6', 'yes'],
    ['F', 61, '70', '98', 'no'],
    ['F', 61, '70', '144.3', 'yes'],
    ['M', 78, '62', '122', 'yes'],
    ['M', 78, '70', '122', 'no'],
    ['M', 120, '70', '30', 'no'],
    ['M', 121, '70', '30', 'unknown'],
    ['M', 0, '3.5', '30', 'yes'],
    ['M', -1, '70', '30', 'unknown'],
    ['M', 68, '0.9', '110', 'unknown'],
    ['M', 68, '701', '110', 'unknown'],
    ['M', 68, '50', '0.9', 'unknown'],
    ['M', 68, '50', '8841', 'unknown'],
  ])('clearance of %s, %i years, %s kg, %s µmol/L below 40: %s', (sex, age, kg, creatinine, below40) => {
    expect(clearanceBelow(40, sex)(age, new Decimal(kg), new Decimal(creatinine))).toBe(below40)
    const computed = cockcroftGaultUmol.compute({
      ...{ age_years: age, weight_kg: kg, sex },
      creatinine_umol_l: creatinine,
    })
    expect(!computed.ok ? 'unknown' : computed.value.value.lessThan(40) ? 'yes' : 'no').toBe(below40)
  })

  test.each([
    ['lmr18', { ...man, creatinine_umol_l: 105 }, '57.96'],
    ['capa', { age_years: 68, cystatin_c_mg_l: 1.3 }, '52.94'],
    ['egfr_mean_lmr18_capa', { ...man, creatinine_umol_l: 105, cystatin_c_mg_l: 1.3 }, '55.45'],
    ['egfr_mean_lmr18_capa', { ...man, creatinine_umol_l: 120, cystatin_c_mg_l: 1.4 }, '49.25'],
    ['egfr_mean_lmr18_capa', { sex: 'F', age_years: 65, creatinine_umol_l: 85, cystatin_c_mg_l: 1.1 }, '62.33'],
    ['egfr_mean_lmr18_capa', { sex: 'M', age_years: 70, creatinine_umol_l: 100, cystatin_c_mg_l: 1.2 }, '58.89'],
    ['egfr_mean_lmr18_capa', { sex: 'F', age_years: 72, creatinine_umol_l: 160, cystatin_c_mg_l: 1.8 }, '29.50'],
    ['mdrd_175', { sex: 'F', age_years: 72, creatinine: 115, creatinine_unit: 'umol/L' }, '40.23'],
    ['mdrd_175', { sex: 'F', age_years: 72, creatinine: 116, creatinine_unit: 'µmol/L' }, '39.83'],
    ['mdrd_175', { sex: 'M', age_years: 60, creatinine: 1.4, creatinine_unit: 'mg/dL' }, '51.69'],
    ['lmr18', { sex: 'F', age_years: 60, creatinine_umol_l: 149 }, '28.72'],
    ['lmr18', { sex: 'M', age_years: 60, creatinine_umol_l: 200 }, '27.32'],
  ])('%s of %o', (key, inputs, figure) => expect(shown(key, inputs)).toBe(`${figure} mL/min/1.73m2`))

  // On, below and above κ, which is 0.7 mg/dL for women and 0.9 for men.
  test.each([
    ['F', '0.6', '102.69', 'female-creatinine-at-most-kappa'],
    ['F', '0.7', '98.95', 'female-creatinine-at-most-kappa'],
    ['F', '0.8', '84.30', 'female-creatinine-above-kappa'],
    ['M', '0.8', '101.32', 'male-creatinine-at-most-kappa'],
    ['M', '0.9', '97.78', 'male-creatinine-at-most-kappa'],
    ['M', '1.2', '69.23', 'male-creatinine-above-kappa'],
  ])('CKD-EPI 2021 of %s, 60 years, %s mg/dL', (sex, creatinine, figure, rule) => {
    const inputs = { sex, age_years: 60, creatinine, creatinine_unit: 'mg/dL' }
    expect(shown('ckd_epi_2021', inputs)).toBe(`${figure} mL/min/1.73m2`)
    expect(compute('ckd_epi_2021', inputs)).toMatchObject({ trace: { rule } })
  })

  test.each([
    ['women at the bend', { sex: 'F', age_years: 70, creatinine_umol_l: 150 }, 'female-creatinine-from-150'],
    ['women just below', { sex: 'F', age_years: 70, creatinine_umol_l: 149.9 }, 'female-creatinine-below-150'],
    ['men at the bend', { sex: 'M', age_years: 70, creatinine_umol_l: 180 }, 'male-creatinine-from-180'],
    ['men just below', { sex: 'M', age_years: 70, creatinine_umol_l: 179.9 }, 'male-creatinine-below-180'],
  ])('Lund–Malmö: %s', (_, inputs, rule) => expect(compute('lmr18', inputs)).toMatchObject({ trace: { rule } }))

  test('the two arms of Lund–Malmö meet at the bend', () => {
    const at = shown('lmr18', { sex: 'F', age_years: 70, creatinine_umol_l: 150 }, 4)
    expect(shown('lmr18', { sex: 'F', age_years: 70, creatinine_umol_l: '149.999999' }, 4)).toBe(at)
  })

  test.each([
    ['lmr18', { sex: 'M', age_years: 17, creatinine_umol_l: 80 }, 'adults-only age_years'],
    ['capa', { age_years: 17.9, cystatin_c_mg_l: 1 }, 'adults-only age_years'],
    ['capa', { age_years: 60, cystatin_c_mg_l: 12 }, 'not-positive capa'],
    [
      'egfr_mean_lmr18_capa',
      { sex: 'M', age_years: 60, creatinine_umol_l: 400, cystatin_c_mg_l: 12 },
      'not-positive capa',
    ],
    [
      'mdrd_175',
      { sex: 'F', age_years: 72, creatinine: 1.2, creatinine_unit: 'mmol/L' },
      'unknown-unit creatinine_unit',
    ],
  ])('%s gives a reason for %o', (key, inputs, reason) => expect(shown(key, inputs)).toBe(reason))
})

describe('body, heart, age', () => {
  test.each([
    ['bsa_mosteller', { height_cm: 175, weight_kg: 80 }, '1.9720 m2'],
    ['bsa_mosteller', { height_cm: 162, weight_kg: 58 }, '1.6155 m2'],
    ['qtcf', { qt_ms: 420, heart_rate_bpm: 75 }, '452.4313 ms'],
    ['age', { birth_date: '1959-03-02', on_date: '2026-03-01' }, '66.0000 years'],
    ['age', { birth_date: '1959-03-02', on_date: '2026-03-02' }, '67.0000 years'],
    ['age', { birth_date: '2004-02-29', on_date: '2026-02-28' }, '21.0000 years'],
    ['age', { birth_date: '2004-02-29', on_date: '2026-03-01' }, '22.0000 years'],
    ['completed_months', { from_date: '2025-08-31', to_date: '2026-02-28' }, '6.0000 months'],
    ['completed_months', { from_date: '2025-08-31', to_date: '2026-02-27' }, '5.0000 months'],
    ['completed_months', { from_date: '2025-08-31', to_date: '2025-08-31' }, '0.0000 months'],
    ['completed_months', { from_date: '2024-01-31', to_date: '2024-02-29' }, '1.0000 months'],
    ['completed_months', { from_date: '1960-01-01', to_date: '2026-01-01' }, '792.0000 months'],
  ])('%s of %o', (key, inputs, figure) => expect(shown(key, inputs, 4)).toBe(figure))

  test('60 beats a minute leave QT exactly as it is, 202.5 take exactly half as much again', () => {
    expect(shown('qtcf', { qt_ms: 400, heart_rate_bpm: 60 }, 30)).toBe(`400.${'0'.repeat(30)} ms`)
    expect(shown('qtcf', { qt_ms: 400, heart_rate_bpm: 202.5 }, 30)).toBe(`600.${'0'.repeat(30)} ms`)
  })

  test.each([
    ['age', { birth_date: '2026-03-02', on_date: '2026-03-01' }, 'before-birth on_date'],
    ['age', { birth_date: '1959-03', on_date: '2026-03-01' }, 'not-known-exactly birth_date'],
    ['age', { birth_date: '1959-02-30', on_date: '2026-03-01' }, 'not-a-date birth_date'],
    ['completed_months', { from_date: '2026-03-02', to_date: '2026-03-01' }, 'out-of-range to_date'],
    ['bsa_mosteller', { height_cm: 1.75, weight_kg: 80 }, 'out-of-range height_cm'],
  ])('%s gives a reason for %o', (key, inputs, reason) => expect(shown(key, inputs)).toBe(reason))
})

describe('177Lu', () => {
  const syringe = {
    full_syringe_mbq: 8100,
    full_measured_at: '2025-03-03T08:00+01:00',
    residual_mbq: 110,
    residual_measured_at: '2025-03-04T11:45+01:00',
    injection_time: '2025-03-04T10:30+01:00',
  }

  test.each([
    ['net of residual', syringe, '7108 MBq'],
    [
      'a day later',
      { ...syringe, injection_time: '2025-03-05T10:30+01:00', residual_measured_at: '2025-03-05T11:45+01:00' },
      '6394 MBq',
    ],
    ['the same instants in Zulu time', { ...syringe, injection_time: '2025-03-04T09:30Z' }, '7108 MBq'],
    ['nothing left behind', { ...syringe, residual_mbq: 0 }, '7219 MBq'],
  ])('%s', (_, inputs, figure) => expect(shown('lu177_net_injected', inputs, 0)).toBe(figure))

  test('the night the clocks go forward is an hour shorter', () => {
    const result = compute('lu177_decay', {
      activity_mbq: 8900,
      reference_time: '2025-03-29T12:00+01:00',
      target_time: '2025-03-31T10:00+02:00',
    })
    expect(result).toMatchObject({ trace: { steps: [{ name: 'activity_elapsed', value: '45', unit: 'h' }, {}, {}] } })
    expect(result.ok && result.value.value.toFixed(0)).toBe('7319')
  })

  test('half-lives halve exactly, forwards and back', () => {
    const at = (target_time: string) =>
      shown('lu177_decay', { activity_mbq: 7400, reference_time: '2024-03-04T12:00Z', target_time }, 20)
    expect(at('2024-03-11T03:31:40.800Z')).toBe(`3700.${'0'.repeat(20)} MBq`)
    expect(at('2024-02-26T20:28:19.2Z')).toBe(`14800.${'0'.repeat(20)} MBq`)
  })

  test.each([
    ['1 h', '2024-03-04T13:00Z', '0.99566'],
    ['24 h', '2024-03-05T12:00Z', '0.90097'],
    ['48 h', '2024-03-06T12:00Z', '0.81175'],
    ['72 h', '2024-03-07T12:00Z', '0.73137'],
  ])('%s leave what the label says', (_, target_time, factor) =>
    expect(shown('lu177_decay', { activity_mbq: 1, reference_time: '2024-03-04T12:00Z', target_time }, 5)).toBe(
      `${factor} MBq`,
    ),
  )

  test.each([
    ['lu177_deviation', { net_mbq: 8140, prescribed_mbq: 7400 }, '10.00 %'],
    ['lu177_deviation', { net_mbq: 6660, prescribed_mbq: 7400 }, '-10.00 %'],
    ['cumulative_activity', { prior_mbq: 29600, cycles_mbq: [7120, 7080] }, '43800.00 MBq'],
    ['cumulative_activity', { prior_mbq: '29600', cycles_mbq: [] }, '29600.00 MBq'],
    ['cumulative_activity', { prior_mbq: 0, cycles_mbq: [0.1, 0.2] }, '0.30 MBq'],
    [
      'renal_projection',
      { cycles_gy: [3.9, 4.2, 4.4, 4.3, 4.6, 4.5], last_gy_per_gbq: 0.6, next_gbq: 7.5 },
      '30.40 Gy',
    ],
    ['renal_projection', { cycles_gy: [25.2], last_gy_per_gbq: 0.6, next_gbq: 7.5 }, '29.70 Gy'],
    ['renal_projection', { cycles_gy: [], last_gy_per_gbq: 0.6, next_gbq: 7.5 }, 'no-cycle-yet cycles_gy'],
    ['renal_projection', { cycles_gy: [3.9, null], last_gy_per_gbq: 0.6, next_gbq: 7.5 }, 'missing cycles_gy[1]'],
    ['cumulative_activity', { prior_mbq: null, cycles_mbq: [] }, 'missing prior_mbq'],
    ['cumulative_activity', { prior_mbq: 0, cycles_mbq: [7400, -1] }, 'out-of-range cycles_mbq[1]'],
    ['cumulative_activity', { prior_mbq: 0, cycles_mbq: '7400' }, 'not-a-number cycles_mbq'],
    ['lu177_net_injected', { ...syringe, full_syringe_mbq: 100 }, 'not-positive'],
    ['lu177_net_injected', { ...syringe, injection_time: '2025-03-04T10:30' }, 'no-offset injection_time'],
    ['lu177_net_injected', { ...syringe, injection_time: '2025-02-29T10:30Z' }, 'not-an-instant injection_time'],
    ['lu177_net_injected', { ...syringe, injection_time: '2025-03-04T24:00Z' }, 'not-an-instant injection_time'],
    ['lu177_net_injected', { ...syringe, injection_time: '2025-03-04' }, 'not-an-instant injection_time'],
    ['lu177_net_injected', { ...syringe, injection_time: null }, 'missing injection_time'],
    ['lu177_net_injected', { ...syringe, injection_time: '9999-12-31T23:59Z' }, 'out-of-range full'],
  ])('%s of %o', (key, inputs, figure) => expect(shown(key, inputs)).toBe(figure))
})

describe('capecitabine', () => {
  const tablets = (inputs: Inputs): unknown => {
    const result = compute('capecitabine_intake', inputs)
    return result.ok ? { ...result.value, value: result.value.value.toNumber() } : result.refusal
  }
  /** Height and weight of one body surface area of 1 m², so that the level alone sets the target. */
  const area = (squareMetres: number) => ({ height_cm: 100, weight_kg: 36 * squareMetres ** 2 })

  test.each([
    [{ height_cm: 175, weight_kg: 80, level_pct: 100 }, 1650, { '500': 3, '150': 1 }],
    [{ height_cm: 175, weight_kg: 80, level_pct: 75 }, 1250, { '500': 1, '150': 5 }],
    [{ height_cm: 175, weight_kg: 80, level_pct: 50 }, 800, { '500': 1, '150': 2 }],
    [{ height_cm: 162, weight_kg: 58, level_pct: 100 }, 1300, { '500': 2, '150': 2 }],
  ])('%o: %d mg', (inputs, value, expected) =>
    expect(tablets(inputs)).toEqual({ value, unit: 'mg', tablets: expected }),
  )

  test('between two handfuls the nearest within a tenth is taken, and said', () => {
    const result = compute('capecitabine_intake', { ...area(0.66), level_pct: 100 })
    expect(result).toMatchObject({
      value: { tablets: { '500': 1, '150': 0 } },
      trace: { rule: 'nearest-dose-within-10-percent' },
    })
  })

  test.each([
    ['548.3 mg lie nearer to one large tablet', '15.9', { '500': 1, '150': 0 }],
    ['551.7 mg lie nearer to four small ones', '16.1', { '500': 0, '150': 4 }],
  ])('%s', (_, weight_kg, nearest) =>
    expect(tablets({ height_cm: 100, weight_kg, level_pct: 100 })).toMatchObject({ tablets: nearest }),
  )

  test('what is no tablet within a tenth is no dose', () => {
    expect(tablets({ height_cm: 60, weight_kg: '3.5', level_pct: 100 })).toEqual({ reason: 'no-tablets-fit' })
  })

  test('no level but 100, 75 and 50 %', () => {
    expect(tablets({ ...area(2), level_pct: 80 })).toEqual({ reason: 'not-in-list', input: 'level_pct' })
  })
})

const broken: readonly unknown[] = [
  null, undefined, '', '  ', 'NaN', NaN, Infinity, -Infinity, '1e5', -1, '-1', '<5', '1.5,2', 'twelve', true, {}, [[]],
  'x'.repeat(1_000_000), '9'.repeat(1_000_000), ' '.repeat(1_000_000), 1e300, 1e-300,
] // prettier-ignore

const whole: Readonly<Record<string, Inputs>> = {
  anc: { wbc_10e9_l: 4, neutrophil_pct: 50, band_pct: 0 },
  age: { birth_date: '1959-03-02', on_date: '2026-03-01' },
  bsa_dubois: { height_cm: 170, weight_kg: 70 },
  bsa_mosteller: { height_cm: 170, weight_kg: 70 },
  capa: { age_years: 60, cystatin_c_mg_l: 1 },
  capecitabine_intake: { height_cm: 170, weight_kg: 70, level_pct: 100 },
  ckd_epi_2021: { age_years: 60, sex: 'F', creatinine: 1, creatinine_unit: 'mg/dL' },
  cockcroft_gault_mgdl: { ...man, weight_kg: 70, creatinine_mg_dl: 1 },
  cockcroft_gault_umol: { ...man, weight_kg: 70, creatinine_umol_l: 80 },
  completed_months: { from_date: '2025-03-02', to_date: '2026-03-01' },
  convert: { analyte: 'K', value: 4, from_unit: 'mmol/L', to_unit: 'mg/dL' },
  corrected_calcium_si: { calcium_mmol_l: 2.1, albumin_g_l: 30 },
  corrected_calcium_us: { calcium_mg_dl: 8.4, albumin_g_dl: 3 },
  cumulative_activity: { prior_mbq: 0, cycles_mbq: [7400] },
  egfr_mean_lmr18_capa: { ...man, creatinine_umol_l: 80, cystatin_c_mg_l: 1 },
  lmr18: { ...man, creatinine_umol_l: 80 },
  lu177_decay: { activity_mbq: 1, reference_time: '2024-03-04T12:00Z', target_time: '2024-03-05T12:00Z' },
  lu177_deviation: { net_mbq: 7000, prescribed_mbq: 7400 },
  mdrd_175: { age_years: 60, sex: 'F', creatinine: 1, creatinine_unit: 'mg/dL' },
  qtcf: { qt_ms: 400, heart_rate_bpm: 60 },
  renal_projection: { cycles_gy: [4], last_gy_per_gbq: 0.5, next_gbq: 7.4 },
}

describe.each(Object.entries(whole))('%s', (key, inputs) => {
  test('gives a figure and its proof', () => {
    const result = compute(key, inputs)
    expect(result).toMatchObject({ ok: true, trace: { formula: key } })
    if (!result.ok) return
    expect(result.trace.expression).not.toBe('')
    expect(result.trace.source).not.toBe('')
    expect(result.trace.inputs.length).toBeGreaterThanOrEqual(Object.keys(inputs).length)
  })

  test.each(Object.keys(inputs))('garbage as %s gives a reason', (name) => {
    for (const garbage of broken) {
      const result = compute(key, { ...inputs, [name]: garbage })
      // Some of the garbage is an amount for a few inputs: very little, or nothing at all.
      if (garbage === 1e-300 || (key === 'cumulative_activity' && Array.isArray(garbage))) continue
      expect([garbage, result.ok]).toEqual([garbage, false])
    }
  })
})

/** Worked examples of the reference: `- key:` of a section, then rows `| name value, name value | 52.08 unit; … |`. */
const examples = referenceText('formulas.md')
  .split('\n## ')
  .flatMap((section) => {
    const key = /^- key: `(\w+)`$/m.exec(section)?.[1]
    if (key === undefined) return []
    return [...section.matchAll(/^\| (\w+ .+?) \| (-?[\d.]+) (\S+?);? .*\|$/gm)].map(
      ([, given = '', value = '', unit = '']) => {
        const pairs = given.split(', ').map((pair) => pair.split(' '))
        const inputs: Inputs = Object.fromEntries(pairs.map(([name = '', text]) => [name, text]))
        return { key, inputs, value, unit: unit.replace(';', '') }
      },
    )
  })

/** The conversion table: analyte, from, to, rule, three examples `13.5 -> 135`. */
const conversions = [
  ...referenceText('formulas.md').matchAll(
    /^\| (?!analyte)(\w+) \| (\S+(?: \(\w+\))?) \| (\S+(?: \(\w+\))?) \| [^|]+ \| (.+) \|$/gm,
  ),
].flatMap(([, analyte, from_unit, to_unit, pairs = '']) =>
  pairs.split(' | ').map((pair) => {
    const [value = '', expected = ''] = pair.split(' -> ')
    return { analyte, from_unit, to_unit, value, expected }
  }),
)

describe.skipIf(!hasReference('formulas.md'))('worked examples kept beside the project', () => {
  test('all of them were found', () => {
    expect(examples).toHaveLength(36)
    expect(conversions).toHaveLength(72)
  })

  test.each(examples)('$key of $inputs is $value $unit', ({ key, inputs, value, unit }) => {
    const decimals = value.split('.')[1]?.length ?? 0
    expect(shown(key, inputs, decimals)).toBe(`${value} ${unit}`)
  })

  test.each(conversions)('$analyte $value $from_unit is $expected $to_unit', ({ expected, ...inputs }) => {
    const decimals = expected.split('.')[1]?.length ?? 0
    expect(shown('convert', inputs, decimals)).toBe(`${expected} ${inputs.to_unit}`)
  })
})
