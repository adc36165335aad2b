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
