import { type Case, isCase } from './case'
import { gradeCase } from './ctcae/grade-case'
import { formulaCase } from './formula-case'

/** A case whose answer anybody can reckon by hand, for an installation to try its engines on. */
interface WorkedCase {
  readonly name: string
  readonly answer: () => object
  readonly is: Case
}

const formula = (key: string, inputs: Case, is: Case): WorkedCase => ({
  ...{ name: `formula ${key}`, is },
  answer: () => formulaCase({ formula: key, inputs }),
})

const haemoglobin = (value: number, grade: number): WorkedCase => ({
  ...{ name: `ctcae-grade Anemia ${value} g/L`, is: { grade } },
  answer: () => gradeCase({ term: 'Anemia', analyte: 'hemoglobin', value, unit: 'g/L', lln: 120 }),
})

const cases: readonly WorkedCase[] = [
  // A heart at 60 a minute needs no correction.
  formula('qtcf', { qt_ms: 420, heart_rate_bpm: 60 }, { value: 420, unit: 'ms' }),
  // √(180 × 80 ÷ 3600)
  formula('bsa_mosteller', { height_cm: 180, weight_kg: 80 }, { value: 2, unit: 'm2' }),
  // (140 − 40) × 72 ÷ (72 × 1)
  formula(
    'cockcroft_gault_mgdl',
    { age_years: 40, weight_kg: 72, sex: 'M', creatinine_mg_dl: 1 },
    { value: 100, unit: 'mL/min' },
  ),
  haemoglobin(119, 1),
  // Grade 2 ends at 80 g/L, which is still in it.
  haemoglobin(80, 2),
  haemoglobin(79, 3),
]

/** The worked cases that come out otherwise here than by hand. */
export const failingCases = (): readonly string[] =>
  cases.flatMap(({ name, answer, is }) => {
    const said: unknown = answer()
    return isCase(said) && Object.entries(is).every(([key, value]) => said[key] === value) ? [] : [name]
  })
