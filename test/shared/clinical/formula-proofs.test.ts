import { expect, test } from 'vitest'
import { formulaOf } from '#shared/clinical/formulas'
import type { Figure } from '#shared/clinical/trace'

/** What a formula shows of its work is read by people who check a dose: every word of it is held here. */
function proofOf([key, inputs]: readonly [key: string, inputs: Readonly<Record<string, unknown>>]): readonly string[] {
  const formula = formulaOf(key)
  const computed = formula?.compute(inputs)
  if (!formula || !computed?.ok) throw new Error(`${key} gives no figure`)
  const { trace, value } = computed
  const line = ({ name, value: text, unit }: Figure) => `  ${name} = ${text.slice(0, 12)} ${unit ?? ''}`.trimEnd()
  return [
    `${key}: ${trace.expression}; ${trace.source}`,
    `  asks ${formula.inputs.join(', ')}`,
    ...trace.inputs.map(line),
    ...trace.steps.map((step) => `${line(step)} (step)`),
    `  ${value.value.toFixed(4)} ${value.unit}, ${trace.formula} ${trace.rule ?? ''}`.trimEnd(),
  ]
}

const woman = { sex: 'F', age_years: 67 }

test('kidney, body and heart', () => {
  const cases = [
    ['cockcroft_gault_umol', { ...woman, weight_kg: 58, creatinine_umol_l: 88 }],
    ['cockcroft_gault_mgdl', { sex: 'M', age_years: 65, weight_kg: 70, creatinine_mg_dl: '1.4' }],
    ['lmr18', { ...woman, creatinine_umol_l: 160 }],
    ['capa', { age_years: 68, cystatin_c_mg_l: 1.3 }],
    ['egfr_mean_lmr18_capa', { sex: 'M', age_years: 68, creatinine_umol_l: 105, cystatin_c_mg_l: 1.3 }],
    ['mdrd_175', { ...woman, creatinine: 115, creatinine_unit: 'umol/L' }],
    ['ckd_epi_2021', { ...woman, creatinine: '1.1', creatinine_unit: 'mg/dL' }],
    ['bsa_mosteller', { height_cm: 175, weight_kg: 80 }],
    ['bsa_dubois', { height_cm: 175, weight_kg: 80 }],
    ['qtcf', { qt_ms: 400, heart_rate_bpm: 75 }],
  ] as const
  expect(cases.flatMap(proofOf).join('\n')).toMatchInlineSnapshot(`
    "cockcroft_gault_umol: (140 − age) × weight ÷ (72 × SCr ÷ 88.4) × 0.85 (F); Cockcroft DW, Gault MH. Nephron 1976;16:31-41
      asks age_years, weight_kg, sex, creatinine_umol_l
      age_years = 67 years
      weight_kg = 58 kg
      sex = F
      creatinine_umol_l = 88 umol/L
      creatinine_mg_dl = 0.9954751131 mg/dL (step)
      50.2119 mL/min, cockcroft_gault_umol female
    cockcroft_gault_mgdl: (140 − age) × weight ÷ (72 × SCr) × 0.85 (F); Cockcroft DW, Gault MH. Nephron 1976;16:31-41
      asks age_years, weight_kg, sex, creatinine_mg_dl
      age_years = 65 years
      weight_kg = 70 kg
      sex = M
      creatinine_mg_dl = 1.4 mg/dL
      52.0833 mL/min, cockcroft_gault_mgdl male
    lmr18: exp(X − 0.0158 × age + 0.438 × ln(age)); Björk J et al. Scand J Clin Lab Invest 2011;71:232-239; Nyman U et al. Clin Chem Lab Med 2014;52:815-824
      asks age_years, sex, creatinine_umol_l
      age_years = 67 years
      sex = F
      creatinine_umol_l = 160 umol/L
      x = 2.4402373294 (step)
      25.1107 mL/min/1.73m2, lmr18 female-creatinine-from-150
    capa: 130 × CysC^−1.069 × age^−0.117 − 7; Grubb A et al. Clin Chem 2014;60:974-986
      asks age_years, cystatin_c_mg_l
      age_years = 68 years
      cystatin_c_mg_l = 1.3 mg/L
      52.9424 mL/min/1.73m2, capa
    egfr_mean_lmr18_capa: (LMR18 + CAPA) ÷ 2; LMR18 = exp(X − 0.0158 × age + 0.438 × ln(age)); CAPA = 130 × CysC^−1.069 × age^−0.117 − 7; Björk J et al. Scand J Clin Lab Invest 2011;71:232-239; Nyman U et al. Clin Chem Lab Med 2014;52:815-824; Grubb A et al. Clin Chem 2014;60:974-986
      asks age_years, sex, creatinine_umol_l, cystatin_c_mg_l
      age_years = 68 years
      sex = M
      creatinine_umol_l = 105 umol/L
      cystatin_c_mg_l = 1.3 mg/L
      x = 3.286 (step)
      lmr18 = 57.959493281 mL/min/1.73m2 (step)
      capa = 52.942432914 mL/min/1.73m2 (step)
      55.4510 mL/min/1.73m2, egfr_mean_lmr18_capa male-creatinine-below-180
    mdrd_175: 175 × SCr^−1.154 × age^−0.203 × 0.742 (F); Levey AS et al. Ann Intern Med 2006;145:247-254
      asks age_years, sex, creatinine, creatinine_unit
      age_years = 67 years
      sex = F
      creatinine_unit = umol/L
      creatinine = 115 umol/L
      creatinine_mg_dl = 1.3009049773 mg/dL (step)
      creatinine_term = 0.7381771643 (step)
      age_term = 0.4258991909 (step)
      40.8234 mL/min/1.73m2, mdrd_175 female
    ckd_epi_2021: 142 × min(SCr÷κ, 1)^α × max(SCr÷κ, 1)^−1.200 × 0.9938^age × 1.012 (F); Inker LA et al. N Engl J Med 2021;385:1737-1749
      asks age_years, sex, creatinine, creatinine_unit
      age_years = 67 years
      sex = F
      creatinine_unit = mg/dL
      creatinine = 1.1 mg/dL
      creatinine_over_kappa = 1.5714285714 (step)
      creatinine_term = 0.5813617116 (step)
      age_term = 0.6592232127 (step)
      55.0741 mL/min/1.73m2, ckd_epi_2021 female-creatinine-above-kappa
    bsa_mosteller: √(height × weight ÷ 3600); Mosteller RD. N Engl J Med 1987;317:1098
      asks height_cm, weight_kg
      height_cm = 175 cm
      weight_kg = 80 kg
      1.9720 m2, bsa_mosteller
    bsa_dubois: 0.007184 × weight^0.425 × height^0.725; DuBois D, DuBois EF. Arch Intern Med 1916;17:863-871
      asks height_cm, weight_kg
      height_cm = 175 cm
      weight_kg = 80 kg
      1.9561 m2, bsa_dubois
    qtcf: QT ÷ ∛RR, RR = 60 ÷ heart rate; Fridericia LS. Acta Med Scand 1920;53:469-486
      asks qt_ms, heart_rate_bpm
      qt_ms = 400 ms
      heart_rate_bpm = 75 /min
      inverse_cube_root_of_rr = 1.0772173450 (step)
      430.8869 ms, qtcf"
  `)
})

test('chemistry, time and tablets', () => {
  const cases = [
    ['convert', { analyte: 'HBA1C', value: '7.5', from_unit: '%', to_unit: 'mmol/mol' }],
    ['convert', { analyte: 'K', value: '4', from_unit: 'mmol/L', to_unit: 'mmol/L' }],
    ['corrected_calcium_si', { calcium_mmol_l: '2.1', albumin_g_l: 30 }],
    ['corrected_calcium_us', { calcium_mg_dl: '8.4', albumin_g_dl: 3 }],
    ['anc', { wbc_10e9_l: 4, neutrophil_pct: 50, band_pct: 5 }],
    ['age', { birth_date: '1959-03-02', on_date: '2026-03-01' }],
    ['completed_months', { from_date: '2025-08-31', to_date: '2026-02-28' }],
    ['capecitabine_intake', { height_cm: 175, weight_kg: 80, level_pct: 75 }],
    ['capecitabine_intake', { height_cm: 100, weight_kg: '15.6816', level_pct: 100 }],
  ] as const
  expect(cases.flatMap(proofOf).join('\n')).toMatchInlineSnapshot(`
    "convert: (value × factor + offset) ÷ divisor, to the common unit and back; AMA Manual of Style / JAMA SI conversion tables; NGSP master equation for HbA1c; 1 Ci = 3.7 × 10^10 Bq
      asks analyte, value, from_unit, to_unit
      analyte = HBA1C
      from_unit = %
      to_unit = mmol/mol
      value = 7.5 %
      in_common_unit = 7.5 % (step)
      58.4609 mmol/mol, convert
    convert: (value × factor + offset) ÷ divisor, to the common unit and back; AMA Manual of Style / JAMA SI conversion tables; NGSP master equation for HbA1c; 1 Ci = 3.7 × 10^10 Bq
      asks analyte, value, from_unit, to_unit
      analyte = K
      from_unit = mmol/L
      to_unit = mmol/L
      value = 4 mmol/L
      4.0000 mmol/L, convert
    corrected_calcium_si: Ca + 0.02 × (40 − albumin); Payne RB et al. BMJ 1973;4:643-646, coefficient and reference albumin as commonly used
      asks calcium_mmol_l, albumin_g_l
      calcium_mmol_l = 2.1 mmol/L
      albumin_g_l = 30 g/L
      2.3000 mmol/L, corrected_calcium_si
    corrected_calcium_us: Ca + 0.8 × (4.0 − albumin); Payne RB et al. BMJ 1973;4:643-646, coefficient and reference albumin as commonly used
      asks calcium_mg_dl, albumin_g_dl
      calcium_mg_dl = 8.4 mg/dL
      albumin_g_dl = 3 g/dL
      9.2000 mg/dL, corrected_calcium_us
    anc: WBC × (segmented % + band %) ÷ 100; definition
      asks wbc_10e9_l, neutrophil_pct, band_pct
      wbc_10e9_l = 4 10^9/L
      neutrophil_pct = 50 %
      band_pct = 5 %
      neutrophils_pct = 55 % (step)
      2.2000 10^9/L, anc
    age: completed calendar years; definition (CDISC AGE in YEARS)
      asks birth_date, on_date
      birth_date = 1959-03-02
      on_date = 2026-03-01
      66.0000 years, age
    completed_months: most months m with from + m ≤ to; definition
      asks from_date, to_date
      from_date = 2025-08-31
      to_date = 2026-02-28
      6.0000 months, completed_months
    capecitabine_intake: 825 mg/m² × √(height × weight ÷ 3600) × level, in tablets of 500 and 150 mg; START-NET capecitabine scheme; Mosteller RD. N Engl J Med 1987;317:1098
      asks height_cm, weight_kg, level_pct
      height_cm = 175 cm
      weight_kg = 80 kg
      level_pct = 75 %
      bsa = 1.9720265943 m2 (step)
      calculated = 1220.1914552 mg (step)
      1250.0000 mg, capecitabine_intake fewest-tablets-within-5-percent
    capecitabine_intake: 825 mg/m² × √(height × weight ÷ 3600) × level, in tablets of 500 and 150 mg; START-NET capecitabine scheme; Mosteller RD. N Engl J Med 1987;317:1098
      asks height_cm, weight_kg, level_pct
      height_cm = 100 cm
      weight_kg = 15.6816 kg
      level_pct = 100 %
      bsa = 0.66 m2 (step)
      calculated = 544.5 mg (step)
      500.0000 mg, capecitabine_intake nearest-dose-within-10-percent"
  `)
})

test('177Lu', () => {
  const cases = [
    [
      'lu177_decay',
      { activity_mbq: 8900, reference_time: '2025-03-29T12:00+01:00', target_time: '2025-03-31T10:00+02:00' },
    ],
    [
      'lu177_net_injected',
      {
        full_syringe_mbq: 8100,
        full_measured_at: '2025-03-03T08:00+01:00',
        residual_mbq: 110,
        residual_measured_at: '2025-03-04T11:45+01:00',
        injection_time: '2025-03-04T10:30+01:00',
      },
    ],
    ['lu177_deviation', { net_mbq: 6660, prescribed_mbq: 7400 }],
    ['cumulative_activity', { prior_mbq: 29600, cycles_mbq: [7120, 7080] }],
    ['renal_projection', { cycles_gy: ['3.9', '4.2'], last_gy_per_gbq: '0.6', next_gbq: '7.5' }],
  ] as const
  expect(cases.flatMap(proofOf).join('\n')).toMatchInlineSnapshot(`
    "lu177_decay: A × 2^(−Δt ÷ 159.528 h); half-life 6.647 d: EU SmPC of Lutathera, section 2
      asks activity_mbq, reference_time, target_time
      activity_mbq = 8900 MBq
      reference_time = 2025-03-29T1
      target_time = 2025-03-31T1
      activity_elapsed = 45 h (step)
      activity_factor = 0.8224032424 (step)
      activity_decayed = 7319.3888577 MBq (step)
      7319.3889 MBq, lu177_decay
    lu177_net_injected: A(full → injection) − A(residual → injection), each A × 2^(−Δt ÷ 159.528 h); standard dispensing practice; half-life 6.647 d: EU SmPC of Lutathera, section 2
      asks full_syringe_mbq, full_measured_at, residual_mbq, residual_measured_at, injection_time
      full_syringe_mbq = 8100 MBq
      full_measured_at = 2025-03-03T0
      residual_mbq = 110 MBq
      residual_measured_at = 2025-03-04T1
      injection_time = 2025-03-04T1
      full_elapsed = 26.5 h (step)
      full_factor = 0.8912394263 (step)
      full_decayed = 7219.0393533 MBq (step)
      residual_elapsed = -1.25 h (step)
      residual_factor = 1.0054460103 (step)
      residual_decayed = 110.59906114 MBq (step)
      7108.4403 MBq, lu177_net_injected
    lu177_deviation: (net − prescribed) ÷ prescribed × 100; definition
      asks net_mbq, prescribed_mbq
      net_mbq = 6660 MBq
      prescribed_mbq = 7400 MBq
      -10.0000 %, lu177_deviation
    cumulative_activity: prior + Σ cycles; definition
      asks prior_mbq, cycles_mbq
      prior_mbq = 29600 MBq
      cycles_mbq[0] = 7120 MBq
      cycles_mbq[1] = 7080 MBq
      cycles_total = 14200 MBq (step)
      43800.0000 MBq, cumulative_activity
    renal_projection: Σ cycles + last Gy/GBq × next GBq; START-NET, dosimetry-guided arm: at most 30 Gy to the kidneys
      asks cycles_gy, last_gy_per_gbq, next_gbq
      cycles_gy[0] = 3.9 Gy
      cycles_gy[1] = 4.2 Gy
      last_gy_per_gbq = 0.6 Gy/GBq
      next_gbq = 7.5 GBq
      cumulative = 8.1 Gy (step)
      next = 4.5 Gy (step)
      12.6000 Gy, renal_projection"
  `)
})
