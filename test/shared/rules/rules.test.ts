import { expect, test } from 'vitest'
import { FormPath } from '#shared/casebook/path'
import type { Entry } from '#shared/change/change'
import { PartialDate } from '#shared/partial-date'
import { Decimal } from '#shared/quantity/decimal'
import { PartialNumber } from '#shared/quantity/partial-number'
import { ask, calculate } from '#shared/rules/ask'
import type { Inputs } from '#shared/rules/inputs'
import { valueOf } from '#shared/rules/value'
import { compileStudy } from '#shared/study/compile'
import type { ItemDef } from '#shared/study/definition'
import { readEntry } from '#shared/study/read-entry'
import { ruleStudy } from '../../support/rule-study'

const study = compileStudy(ruleStudy)
const today = PartialDate.parse('2026-11-21')

/** A form from texts by item; a `FORM.ITEM` is of another form, an array is a group's rows, `!` is contested. */
type Told = { readonly [name: string]: string | readonly Told[] }

function inputs(form: string, told: Told, prefix = ''): Inputs {
  const standing = (other: string): Inputs | undefined =>
    Object.keys(told).some((name) => name.startsWith(`${other}.`)) ? inputs(other, told, `${other}.`) : undefined
  return {
    entry(item): Entry | 'contested' | undefined {
      const text = told[`${prefix}${item}`]
      const placed = study.item(form, item)
      if (typeof text !== 'string' || !placed) return undefined
      if (text === '!') return 'contested'
      const codes = study.codeListOf(placed.def)?.codes.map(({ code }) => code) ?? []
      const read = readEntry(placed.def, { text }, { today: '2026-11-21', codes })
      if (!read.ok) throw new Error(`${item} cannot be ${text}: ${read.reason}`)
      return read.entry
    },
    rows(group) {
      const rows = told[group]
      return Array.isArray(rows) ? rows.map((row: Told) => inputs(form, row)) : []
    },
    form: standing,
    earlier: () => (prefix === '' ? ['last.', 'first.'].map((before) => inputs(form, told, before)) : []),
    forms: (other) => [standing(other) ?? []].flat(),
  }
}

function answer(form: string, expression: string, told: Told): unknown {
  const def = study.form(form)
  if (!def) throw new Error(`no form ${form}`)
  const outcome = ask({ study, form: def }, expression, inputs(form, told), today)
  if (!outcome.known) return outcome.why
  return outcome.value
}

test.each([
  ['WEIGHT < 100', { WEIGHT: '99.9' }, true],
  ['WEIGHT <= 100', { WEIGHT: '100' }, true],
  ['100 < WEIGHT', { WEIGHT: '100' }, false],
  ['WEIGHT == 220', { WEIGHT: '220.0' }, true],
  ['WEIGHT == 99.790321', {}, 'throws'],
  ['WEIGHT == decimal("99.7903214")', { WEIGHT: '220 lb' }, true],
  ['WEIGHT * 20 / 100 == 5', { WEIGHT: '25' }, true],
  ['(WEIGHT - 25) * 100 >= 25 * 20', { WEIGHT: '30' }, true],
  ['WEIGHT + decimal("0.2") == decimal("0.3")', { WEIGHT: '0.1' }, true],
  ['WEIGHT in [1, 5, 9]', { WEIGHT: '5' }, true],
  ['WEIGHT in [1, 9]', { WEIGHT: '5' }, false],
  ['-WEIGHT < 0 && abs(-WEIGHT) == WEIGHT', { WEIGHT: '5' }, true],
  ['HEIGHT / WEIGHT > 1', { WEIGHT: '0', HEIGHT: '3' }, 'undecided'],
])('numbers: %s with %o is %s', (expression, told, result) => {
  if (result === 'throws') expect(() => answer('VS', expression, told)).toThrow('unsound expression')
  else expect(answer('VS', expression, told)).toBe(result)
})

test.each([
  ['WEIGHT < HEIGHT', { WEIGHT: '5' }, 'missing'],
  ['WEIGHT < HEIGHT', { WEIGHT: '5', HEIGHT: '!' }, 'missing'],
  ['WEIGHT < HEIGHT && WEIGHT < 3', { WEIGHT: '5' }, false],
  ['WEIGHT < 3 && WEIGHT < HEIGHT', { WEIGHT: '5' }, false],
  ['WEIGHT < HEIGHT && WEIGHT < 9', { WEIGHT: '5' }, 'missing'],
  ['WEIGHT < HEIGHT || WEIGHT < 9', { WEIGHT: '5' }, true],
  ['WEIGHT < HEIGHT || WEIGHT < 3', { WEIGHT: '5' }, 'missing'],
  ['!(WEIGHT < HEIGHT)', { WEIGHT: '5' }, 'missing'],
  ['HEIGHT == HEIGHT', {}, 'missing'],
  ['HEIGHT < 5 ? true : true', {}, 'missing'],
  ['given(HEIGHT)', {}, false],
  ['given(HEIGHT)', { HEIGHT: '5' }, true],
  ['given(HEIGHT)', { HEIGHT: '!' }, 'missing'],
  ['!given(HEIGHT) || HEIGHT < 5', {}, true],
])('what is not known: %s with %o is %s', (expression, told, result) =>
  expect(answer('VS', expression, told)).toBe(result),
)

test.each([
  ['CRP < 10', { CRP: '<5' }, true],
  ['CRP < 5', { CRP: '<5' }, true],
  ['CRP < 3', { CRP: '<5' }, 'undecided'],
  ['CRP > 5', { CRP: '<5' }, false],
  ['CRP >= 5', { CRP: '>5' }, true],
  ['CRP < 3 || WEIGHT < 9', { CRP: '<5', WEIGHT: '5' }, true],
])('a qualifier decides when every value it allows does: %s with %o is %s', (expression, told, result) =>
  expect(answer('VS', expression, told)).toBe(result),
)

test.each([
  ['AESTDAT <= AEENDAT', { AESTDAT: '2026-03-12', AEENDAT: '2026-03-12' }, true],
  ['AESTDAT <= AEENDAT', { AESTDAT: '2026-03-12', AEENDAT: '2026-03-11' }, false],
  ['AESTDAT <= AEENDAT', { AESTDAT: '2026-03', AEENDAT: '2026-04' }, true],
  ['AESTDAT <= AEENDAT', { AESTDAT: '2026-04', AEENDAT: '2026-03' }, false],
  ['AESTDAT <= AEENDAT', { AESTDAT: '2026-03', AEENDAT: '2026-03-12' }, 'undecided'],
  ['AESTDAT > AEENDAT', { AESTDAT: '2026', AEENDAT: '2025-12-31' }, true],
  ['AESTDAT == AEENDAT', { AESTDAT: '2026-03', AEENDAT: '2026-03' }, 'undecided'],
  ['AESTDAT != AEENDAT', { AESTDAT: '2026-03', AEENDAT: '2026-04' }, true],
  ['daysBetween(AESTDAT, AEENDAT) == 1', { AESTDAT: '2026-03-28', AEENDAT: '2026-03-29' }, true],
  ['daysBetween(AESTDAT, AEENDAT) >= 28', { AESTDAT: '2026-03', AEENDAT: '2026-05' }, true],
  ['addMonths(AESTDAT, 6) == date("2027-02-28")', { AESTDAT: '2026-08-31' }, true],
  ['addDays(AESTDAT, -1) == date("2026-02-28")', { AESTDAT: '2026-03-01' }, true],
  ['AESTDAT <= today', { AESTDAT: '2026-11-21' }, true],
  ['AESTDAT <= today', { AESTDAT: '2026-11' }, 'undecided'],
])('dates: %s with %o is %s', (expression, told, result) => expect(answer('AE', expression, told)).toBe(result))

test.each([
  ['years(BRTHDAT, ICFDAT) >= 18', { BRTHDAT: '1990', ICFDAT: '2026-01-01' }, true],
  ['years(BRTHDAT, ICFDAT) >= 18', { BRTHDAT: '2008', ICFDAT: '2026-06-01' }, 'undecided'],
  ['AGE >= 18', { BRTHDAT: '2008-06-02', ICFDAT: '2026-06-01' }, false],
  ['SEX in ["F", "M"]', { SEX: 'F' }, true],
  ['"A" in RACE && !("C" in RACE)', { RACE: 'A B' }, true],
  ['size(RACE) == 2', { RACE: 'A B' }, true],
  ['hasGrade("Nausea", "3")', {}, true],
  ['hasGrade("Nausea", "4")', {}, false],
  ['hasGrade("Feeling sick", "1")', {}, 'missing'],
])('other types: %s with %o is %s', (expression, told, result) => expect(answer('DM', expression, told)).toBe(result))

test('other forms and rows are in scope', () => {
  const told = { 'DM.SEX': 'F', 'DM.ICFDAT': '!', READS: [{ SYSBP: '120', DIABP: '80' }, { SYSBP: '110' }] }
  expect(answer('VS', 'DM.SEX == "F"', told)).toBe(true)
  expect(answer('VS', 'given(DM.BRTHDAT)', told)).toBe(false)
  expect(answer('VS', 'given(DM.ICFDAT)', told)).toBe('missing')
  expect(answer('VS', 'AE.AETERM == "x"', told)).toBe('missing')
  expect(answer('VS', 'size(READS)', told)).toBe(2n)
  expect(answer('VS', 'READS.exists(row, row.DIABP > 70)', told)).toBe(true)
  expect(answer('VS', 'READS.all(row, row.DIABP > 70)', told)).toBe('missing')
  expect(answer('VS', 'READS.all(row, row.SYSBP > 115)', told)).toBe(false)
})

/** Three visits of which the second is the asking one; each row tells what was weighed there. */
const visits: readonly Told[] = [{ WEIGHT: '70' }, { WEIGHT: '72', HEIGHT: '175' }, { WEIGHT: '<75', HEIGHT: '!' }]

function overVisits(expression: string): unknown {
  const vitals = study.form('VS')
  if (!vitals) throw new Error('no form VS')
  const at = ['SCR/VS', 'W4/VS', 'UNS:0198c0de-0000-7000-8000-000000000001/VS'].map((path) => FormPath.parse(path))
  const screening = { ...inputs('DM', { ICFDAT: '2026-01-05' }), at: FormPath.parse('SCR/DM') }
  const all = visits.map((visit, i) => ({ ...inputs('VS', visit), ...(at[i] && { at: at[i] }) }))
  const asking: Inputs = {
    ...inputs('VS', visits[1] ?? {}),
    at: FormPath.parse('W4/VS'),
    form: (form) => (form === 'DM' ? screening : undefined),
    forms: (form) => (form === 'VS' ? all : form === 'DM' ? [screening] : []),
  }
  const outcome = ask({ study, form: vitals }, expression, asking, today)
  return outcome.known ? outcome.value : outcome.why
}

test.each([
  ['size(every.VS) == 3', true],
  ['sum(every.VS.filter(v, v.WEIGHT <= 72).map(v, v.WEIGHT)) == 142', 'undecided'],
  ['sum(every.VS.map(v, v.WEIGHT)) > 142', 'undecided'],
  ['sum(every.VS.map(v, v.WEIGHT)) < 217', true],
  ['least(every.VS.map(v, v.WEIGHT)) < 71', 'undecided'],
  ['most([WEIGHT, HEIGHT]) == 175', true],
  ['least([WEIGHT, HEIGHT, decimal("72.5")]) == 72', true],
  ['sum(every.VS.map(v, v.HEIGHT)) > 0', 'missing'],
  ['sum(every.AE.map(a, decimal("1"))) == 0', true],
  ['least(every.AE.map(a, decimal("1"))) == 0', 'missing'],
  ['every.VS.all(v, v.WEIGHT < 71)', false],
  ['every.VS.exists(v, v.HEIGHT == 175)', true],
  ['every.VS.exists(v, v.HEIGHT > 175)', 'missing'],
  ['DM.ICFDAT == date("2026-01-05")', true],
  ['visit.DM.ICFDAT == date("2026-01-05")', 'missing'],
  ['visit.VS.WEIGHT == 72', true],
])('over visits: %s is %s', (expression, result) => expect(overVisits(expression)).toBe(result))

test.each([
  ['latest([AESTDAT, AEENDAT]) == AEENDAT', { AESTDAT: '2026-03', AEENDAT: '2026-04-01' }, true],
  ['latest([AESTDAT, AEENDAT]) == AEENDAT', { AESTDAT: '2026-03', AEENDAT: '2026-03-30' }, 'undecided'],
  ['minutesBetween("2025-03-29T12:00:00+01:00", "2025-03-31T10:00:00+02:00") == 2700', {}, true],
  ['minutesBetween("2025-03-29T12:00:00", "2025-03-31T10:00:00+02:00") == 2700', {}, 'undecided'],
  ['minutesBetween(AETERM, "2025-03-31T10:00:00+02:00") > 0', {}, 'missing'],
  ['dayOf("2025-03-31T00:30:00+02:00") == date("2025-03-31")', {}, true],
])('instants and lists: %s with %o is %s', (expression, told, result) =>
  expect(answer('AE', expression, told)).toBe(result),
)

test.each([
  ['earlier.WEIGHT == 71', { 'last.HEIGHT': '171', 'first.WEIGHT': '71' }, true],
  ['earlier.WEIGHT == 71', { 'last.WEIGHT': '71', 'first.WEIGHT': '75' }, true],
  ['earlier.WEIGHT == 71', { 'last.WEIGHT': '!', 'first.WEIGHT': '71' }, 'missing'],
  ['earlier.WEIGHT == 71', { WEIGHT: '71' }, 'missing'],
  ['earliest([DM.ICFDAT, DM.BRTHDAT]) == date("1961-05-30")', { 'DM.ICFDAT': '2026-05-09', 'DM.BRTHDAT': '1961-05-30' }, true],
])('what stood before: %s with %o is %s', (expression, told: Told, result) => {
  expect(answer('VS', expression, told)).toBe(result)
})

test('a calculated item says what its inputs decide, with as many decimals as it has', () => {
  const vitals = study.form('VS')
  const bmi = study.item('VS', 'BMI')
  if (!vitals || !bmi) throw new Error('no such item')
  const from = (told: Told) => calculate({ study, form: vitals }, bmi, inputs('VS', told))?.entry
  expect(from({ WEIGHT: '70', HEIGHT: '175' })).toEqual({ state: 'value', text: '22.9' })
  expect(from({ WEIGHT: '70' })).toBeUndefined()
  expect(from({ WEIGHT: '<70', HEIGHT: '175' })).toBeUndefined()
})

test('a value whose conversion has no end is a value', () => {
  const units = [
    { unit: 'g/L', factor: '1' },
    { unit: 'mmol/L', factor: '1', divisor: '0.06206' },
  ]
  const def: ItemDef = { oid: 'HGB', label: { en: 'Haemoglobin' }, type: 'decimal', units }
  const read = readEntry(def, { text: '<3.6 mmol/L' }, { today: '2026-11-21' })
  const value = read.ok ? valueOf(def, read.entry) : undefined
  const below = (limit: string) => value instanceof PartialNumber && value.isBelow(PartialNumber.of(new Decimal(limit)))
  expect([below('58.0084'), below('58.0083')]).toEqual(['yes', 'unknown'])
})
