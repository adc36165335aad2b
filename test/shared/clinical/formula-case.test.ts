import { describe, expect, test } from 'vitest'
import { formulaCase } from '#shared/clinical/formula-case'
import { formulaOf } from '#shared/clinical/formulas'

describe('a case of a formula', () => {
  test.each([
    ['a figure and its unit', { formula: 'qtcf', inputs: { qt_ms: 420, heart_rate_bpm: 60 } }, { value: 420, unit: 'ms' }],
    ['numbers as typed', { formula: 'qtcf', inputs: { qt_ms: ' 420,0 ', heart_rate_bpm: '60' } }, { value: 420, unit: 'ms' }],
    ['what comes with a figure', { formula: 'capecitabine_intake', inputs: { height_cm: 175, weight_kg: 80, level_pct: 100 } }, expect.objectContaining({ value: 1650, unit: 'mg' })],
    ['no such formula', { formula: 'qtcb', inputs: {} }, { error: 'unknown-formula' }],
    ['a formula with the name of a property', { formula: 'constructor', inputs: {} }, { error: 'unknown-formula' }],
    ['no formula', { inputs: {} }, { error: 'unknown-formula' }],
    ['a formula that is no text', { formula: ['qtcf'], inputs: {} }, { error: 'unknown-formula' }],
    ['no inputs', { formula: 'qtcf' }, { error: 'missing: inputs' }],
    ['inputs that are null', { formula: 'qtcf', inputs: null }, { error: 'missing: inputs' }],
    ['inputs in a list', { formula: 'qtcf', inputs: [420, 60] }, { error: 'missing: inputs' }],
    ['inputs in a text', { formula: 'qtcf', inputs: '420' }, { error: 'missing: inputs' }],
    ['a refusal', { formula: 'qtcf', inputs: { qt_ms: 420 } }, { error: 'missing: heart_rate_bpm' }],
    ['a refusal of the whole', { formula: 'corrected_calcium_si', inputs: { calcium_mmol_l: 0.2, albumin_g_l: 50 } }, { error: 'not-positive' }],
  ])('%s', (_, line, answer) => expect(formulaCase(line)).toEqual(answer)) // prettier-ignore
})

/** The reason why a formula does not take an input; undefined where it does. */
const reason = (key: string, inputs: Readonly<Record<string, unknown>>): string | undefined => {
  const computed = formulaOf(key)?.compute(inputs)
  return computed?.ok === false ? `${computed.refusal.reason} ${computed.refusal.input ?? ''}`.trim() : undefined
}

describe('what is read', () => {
  test.each([
    ['nothing', undefined, 'missing qt_ms'],
    ['null', null, 'missing qt_ms'],
    ['an empty text', '', 'missing qt_ms'],
    ['spaces', '   ', 'missing qt_ms'],
    ['a thousand spaces', ' '.repeat(1000), 'too-long qt_ms'],
    ['a hundred characters', '420'.padEnd(100), undefined],
    ['a hundred and one', '420'.padEnd(101), 'too-long qt_ms'],
    ['a list', [420], 'not-a-number qt_ms'],
    ['a truth', true, 'not-a-number qt_ms'],
    ['a word', 'long', 'not-a-number qt_ms'],
    ['no number of JSON', Number.NaN, 'not-a-number qt_ms'],
    ['two readings', '1.234,5', 'two-readings qt_ms'],
    ['less than', '<420', 'not-known-exactly qt_ms'],
  ])('of a number: %s', (_, qt_ms, refusal) => expect(reason('qtcf', { qt_ms, heart_rate_bpm: 60 })).toBe(refusal))

  test.each([
    ['a day', ' 2025-03-04 ', undefined],
    ['a month', '2025-03', 'not-known-exactly on_date'],
    ['no such day', '2025-02-30', 'not-a-date on_date'],
    ['an instant', '2025-03-04T10:00Z', 'not-a-date on_date'],
    ['a number', 20250304, 'not-a-date on_date'],
    ['nothing', undefined, 'missing on_date'],
    ['a megabyte', '2'.repeat(1_000_000), 'too-long on_date'],
    ['before birth', '1959-03-01', 'before-birth on_date'],
    ['the day of birth', '1959-03-02', undefined],
  ])('of a day: %s', (_, on_date, refusal) =>
    expect(reason('age', { birth_date: '1959-03-02', on_date })).toBe(refusal),
  )

  test.each([
    ['no list', 7400, 'not-a-number cycles_mbq'],
    ['nothing', undefined, 'missing cycles_mbq'],
    ['null', null, 'missing cycles_mbq'],
    ['one that is none', [7400, 'x'], 'not-a-number cycles_mbq[1]'],
  ])('of a list: %s', (_, cycles_mbq, refusal) =>
    expect(reason('cumulative_activity', { prior_mbq: 0, cycles_mbq })).toBe(refusal),
  )

  test.each([
    ['no text', 4, 'not-an-instant reference_time'],
    ['nothing', null, 'missing reference_time'],
    ['a day', '2025-03-04', 'not-an-instant reference_time'],
    ['without offset', '2025-03-04T10:00', 'no-offset reference_time'],
    ['a megabyte', '2'.repeat(1_000_000), 'too-long reference_time'],
  ])('of an instant: %s', (_, reference_time, refusal) =>
    expect(reason('lu177_decay', { activity_mbq: 1, reference_time, target_time: '2025-03-04T10:00Z' })).toBe(refusal),
  )

  test.each([
    ['neither woman nor man', 'U', 'not-in-list sex'],
    ['a number', 1, 'not-in-list sex'],
    ['nothing', undefined, 'missing sex'],
  ])('of a code: %s', (_, sex, refusal) =>
    expect(reason('lmr18', { age_years: 60, sex, creatinine_umol_l: 80 })).toBe(refusal),
  )
})

/** What a study may leave to the formula to convert. */
test.each([
  ['cockcroft_gault_umol', 'age_years years, weight_kg kg, creatinine_umol_l umol/L'],
  ['egfr_mean_lmr18_capa', 'age_years years, creatinine_umol_l umol/L, cystatin_c_mg_l mg/L'],
  ['renal_projection', 'cycles_gy Gy, last_gy_per_gbq Gy/GBq, next_gbq GBq'],
  ['lu177_decay', 'activity_mbq MBq'],
  ['capecitabine_intake', 'height_cm cm, weight_kg kg, level_pct %'],
  ['corrected_calcium_us', 'calcium_mg_dl mg/dL, albumin_g_dl g/dL'],
  ['convert', ''],
  ['age', ''],
])('%s asks for units: %s', (key, units) =>
  expect([...(formulaOf(key)?.units() ?? [])].map(([name, unit]) => `${name} ${unit}`).join(', ')).toBe(units),
)

test.each([
  ['the first day', '2025-03-04', 1],
  ['the next day', '2025-03-05', 2],
  ['over a leap day', '2028-03-01', 1094],
])('day on study: %s', (_, on_date, day) =>
  expect(formulaCase({ formula: 'study_day', inputs: { from_date: '2025-03-04', on_date } })).toEqual({ value: day, unit: 'd' }),
) // prettier-ignore

test('before it began there is no day on study', () =>
  expect(reason('study_day', { from_date: '2025-03-04', on_date: '2025-03-03' })).toBe('out-of-range on_date'))
