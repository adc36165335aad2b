import { expect, test } from 'vitest'
import { biochemistry, haematology } from '#forms/analytes'
import { gradesOf, worstGrade } from '#shared/casebook/graded'
import { Decimal } from '#shared/quantity/decimal'
import { sideOf } from '#shared/rules/expected'
import type { ItemDef } from '#shared/study/definition'
import { readEntry } from '#shared/study/read-entry'

const items: Readonly<Record<string, Omit<Extract<ItemDef, { type: 'decimal' }>, 'oid'>>> = {
  ...haematology,
  ...biochemistry,
}

function typed(oid: string, text: string) {
  const item = items[oid]
  if (!item) throw new Error(`no item ${oid}`)
  const def: ItemDef = { ...item, oid }
  const read = readEntry(def, { text }, { today: '2026-03-12' })
  if (!read.ok) throw new Error(`${oid} cannot be ${text}`)
  return { def, entry: read.entry, calculation: undefined }
}

test.each([
  ['PLT', '25', 3],
  ['PLT', '24.9', 4],
  ['PLT', '24900 /mm3', 4],
  ['HGB', '4.8 mmol/L', 3],
  ['NA', '119', 4],
  ['K', '7.1', 4],
])('%s of %s is graded without limits where the table needs none: %s', (oid, text, grade) =>
  expect(worstGrade(gradesOf(typed(oid, text), {}))).toBe(grade),
)

test('what needs a limit is not graded by what the form expects', () => {
  const graded = gradesOf(typed('ALT', '9000'), {})
  expect(graded.map(({ graded: one }) => one)).toEqual([{ ok: false, refusal: { reason: 'missing', input: 'uln' } }])
  expect(worstGrade(graded)).toBeUndefined()
})

test('with the limits of the laboratory it is', () => {
  const limits = { lln: new Decimal(10), uln: new Decimal(40) }
  expect(worstGrade(gradesOf(typed('ALT', '121'), limits))).toBe(2)
  expect(worstGrade(gradesOf(typed('ALT', '40'), limits))).toBe(0)
})

test('no grade is not grade 0: with one of two terms ungraded nothing is said', () => {
  const graded = gradesOf(typed('K', '5.0'), {})
  expect(graded.map(({ term, graded: one }) => [term, one.ok])).toEqual([
    ['Hypokalemia', false],
    ['Hyperkalemia', false],
  ])
  expect(worstGrade(graded)).toBeUndefined()
  expect(worstGrade([])).toBeUndefined()
})

test('calcium waits for its correction, an analyte without a term has no grades, a blank none', () => {
  expect(gradesOf(typed('CA', '3.5'), {}).map(({ graded }) => graded)).toEqual([
    { ok: false, refusal: { reason: 'missing', input: 'ALB' } },
    { ok: false, refusal: { reason: 'missing', input: 'ALB' } },
  ])
  expect(gradesOf(typed('HCT', '0.4'), {})).toEqual([])
  expect(gradesOf({ ...typed('PLT', '25'), entry: { state: 'missing', code: 'ND' } }, {})).toEqual([])
})

test('corrected calcium is graded before it is rounded', () => {
  const def: ItemDef = {
    ...{ oid: 'CACORR', type: 'calculated', label: { en: 'Corrected' }, result: 'decimal', decimals: 2 },
    expression: { formula: 'corrected_calcium_si', given: {} },
  }
  const trace = { formula: 'corrected_calcium_si', expression: '', source: '', inputs: [], steps: [] }
  const value = new Decimal('2.9000000000000000000000000001')
  const calculation = { entry: undefined, computed: { ok: true as const, value, trace }, seen: [] }
  const entry = { state: 'value' as const, text: '2.90', unit: 'mmol/L' }
  expect(worstGrade(gradesOf({ def, entry, calculation }, {}))).toBe(2)
})

test.each([
  ['PLT', '29.9', 'below'],
  ['PLT', '30', 'within'],
  ['PLT', '700', 'within'],
  ['PLT', '701', 'above'],
  ['PLT', '<30', 'below'],
  ['HGB', '3.6 mmol/L', 'below'],
])('%s of %s lies %s what is expected, and shows it', (oid, text, side) => {
  const { def, entry } = typed(oid, text)
  const found = sideOf(def, entry)
  expect(found?.ok && [found.value, found.trace.rule]).toEqual([side, side])
})

test('a number known too little lies nowhere', () => {
  const { def, entry } = typed('PLT', '<200')
  expect(sideOf(def, entry)).toEqual({ ok: false, refusal: { reason: 'not-known-exactly', input: 'value' } })
  expect(sideOf(def, undefined)).toBeUndefined()
})
