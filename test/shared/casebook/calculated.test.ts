import { expect, test } from 'vitest'
import { netter2 } from '#forms/netter-2/study'
import { layoutOf } from '#shared/casebook/layout'
import { FormPath } from '#shared/casebook/path'
import { compileStudy } from '#shared/study/compile'
import { readEntry } from '#shared/study/read-entry'
import { Story, nurse, secondNurse } from '../../support/story'

const study = compileStudy(netter2)
const AT = '2026-03-12T10:00:00.000+01:00'

type Told = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Forms by path, items as `GROUP/ITEM` as a nurse types them: `1.4 mg/dL`. */
function tell(told: Told, story = new Story(study.id), who = nurse, blind = false): Story {
  for (const [path, values] of Object.entries(told)) {
    const form = FormPath.parse(path)
    const entries = Object.entries(values).map(([key, text]) => {
      const def = study.item(path.split('/')[1] ?? '', key.split('/')[1] ?? '')?.def
      if (!def) throw new Error(`no item ${path}/${key}`)
      const codes = study.codeListOf(def)?.codes.map(({ code }) => code) ?? []
      const read = readEntry(def, { text }, { today: '2026-06-01', codes })
      if (!read.ok) throw new Error(`${key} cannot be ${text}`)
      return [key, read.entry] as const
    })
    story.enters(who, AT, form, Object.fromEntries(entries), { blind })
  }
  return story
}

function calculated(story: Story, path: string) {
  const [event, form, , item] = path.split('/')
  const laid = layoutOf(study, story.casebook(), FormPath.parse(`${event}/${form}`))
    ?.groups.flatMap(({ rows }) => rows.flatMap(({ items }) => items))
    .find(({ def }) => def.oid === item)
  if (!laid?.calculation) throw new Error(`${path} is not calculated`)
  const { entry, computed, seen } = laid.calculation
  return {
    says: entry?.state === 'value' ? `${entry.text} ${entry.unit ?? ''}`.trim() : undefined,
    refusal: computed.ok ? undefined : computed.refusal,
    trace: computed.ok ? computed.trace : undefined,
    value: computed.ok ? computed.value.toString() : undefined,
    seen: seen.map(({ form: at, item: oid, entry: was, as }) => {
      const text = was === 'contested' ? was : was?.state === 'value' ? was.text : was?.state
      return `${as ?? ''} ${at}.${oid}: ${text ?? 'nothing'}`.trim()
    }),
  }
}

const person: Told = {
  'SCR/ICF': { 'CONSENT/DSSTDAT': '2026-01-12' },
  'SCR/DM': { 'PERSON/BRTHDAT': '1961-01-13', 'PERSON/SEX': 'M' },
}
const screening: Told = {
  ...person,
  'SCR/VS': { 'MEASURED/VSDAT': '2026-01-14', 'VITALS/HEIGHT': '68.9 in', 'VITALS/WEIGHT': '70' },
}
const sample = { 'SAMPLE/LBDAT': '2026-01-14', 'RESULTS/CREAT': '1.4 mg/dL' }

const AGE = 'SCR/DM/PERSON/AGE'
const BSA = 'SCR/VS/VITALS/BSA'
const CLEARANCE = 'SCR/LBC/RESULTS/CRTCLRE'
const CALCIUM = 'SCR/LBC/RESULTS/CACORR'

test('an age is the engine’s, in completed years', () => {
  expect(calculated(tell(person), AGE)).toMatchObject({
    says: '64 years',
    trace: { formula: 'age', inputs: [{ name: 'birth_date' }, { name: 'on_date', value: '2026-01-12' }] },
  })
})

test.each([
  ['a year that leaves a birthday in doubt', '1961', { reason: 'not-known-exactly', input: 'birth_date' }],
  ['a month that leaves one in doubt', '1961-01', { reason: 'not-known-exactly', input: 'birth_date' }],
  ['a birth after consent', '2026-02-01', { reason: 'before-birth', input: 'on_date' }],
])('of %s there is no age', (_, birth, refusal) => {
  const told = { ...person, 'SCR/DM': { 'PERSON/BRTHDAT': birth } }
  expect(calculated(tell(told), AGE)).toMatchObject({ says: undefined, refusal })
})

test('a month of birth gives an age where no birthday is in doubt', () => {
  const told = { ...person, 'SCR/DM': { 'PERSON/BRTHDAT': '1961-02' } }
  expect(calculated(tell(told), AGE).says).toBe('64 years')
})

test('a measurement goes in as entered and is converted once, exactly', () => {
  const { says, trace } = calculated(tell(screening), BSA)
  expect(says).toBe('1.84 m2')
  expect(trace?.inputs).toEqual([
    { name: 'height_cm', value: '175.006', unit: 'cm', entered: { value: '68.9', unit: 'in' } },
    { name: 'weight_kg', value: '70', unit: 'kg', entered: { value: '70', unit: 'kg' } },
  ])
})

test('the clearance of the reference case, from creatinine in mg/dL, with one decimal', () => {
  const { says, value, trace, seen } = calculated(tell({ ...screening, 'SCR/LBC': sample }), CLEARANCE)
  // (140 − 65) × 70 ÷ (72 × 1.4)
  expect(says).toBe('52.1 mL/min')
  expect(value).toMatch(/^52\.08333333/)
  expect(trace?.inputs).toContainEqual({
    ...{ name: 'creatinine_umol_l', value: '123.76', unit: 'umol/L' },
    entered: { value: '1.4', unit: 'mg/dL' },
  })
  expect(seen).toEqual([
    'age_years LBC.LBDAT: 2026-01-14',
    'age_years DM.BRTHDAT: 1961-01-13',
    'weight_kg LBC.LBDAT: 2026-01-14',
    'weight_kg VS.WEIGHT: 70',
    'sex DM.SEX: M',
    'creatinine_umol_l LBC.CREAT: 1.4',
  ])
})

test.each([
  ['the latest before the sample', '2026-02-09', '70'],
  ['that of the same day', '2026-02-10', '68'],
  ['the first of the next seven days, when there is none before', '2026-01-07', '70'],
])('the weight of a clearance is %s', (_, date, weight) => {
  const told: Told = {
    ...screening,
    'W0/VS': { 'MEASURED/VSDAT': '2026-02-10', 'VITALS/WEIGHT': '68' },
    'W4/VS': { 'MEASURED/VSDAT': '2026-03-10', 'VITALS/WEIGHT': '66' },
    'SCR/LBC': { ...sample, 'SAMPLE/LBDAT': date },
  }
  expect(calculated(tell(told), CLEARANCE).seen).toContain(`weight_kg VS.WEIGHT: ${weight}`)
})

test('a weight of more than seven days later does not count', () => {
  const told = { ...screening, 'SCR/LBC': { ...sample, 'SAMPLE/LBDAT': '2026-01-06' } }
  expect(calculated(tell(told), CLEARANCE).refusal).toEqual({ reason: 'missing', input: 'weight_kg' })
})

test('a visit whose date is contested could be the latest, so nothing is said', () => {
  const story = tell({ ...screening, 'SCR/LBC': sample })
  tell({ 'SCR/VS': { 'MEASURED/VSDAT': '2026-01-13' } }, story, secondNurse, true)
  expect(calculated(story, CLEARANCE).refusal).toEqual({ reason: 'contested', input: 'weight_kg' })
})

test.each([
  ['missing', 'nothing entered', {}, { reason: 'missing', input: 'creatinine_umol_l' }],
  [
    'inexact',
    'below the limit of the method',
    { 'RESULTS/CREAT': '<18' },
    { reason: 'not-known-exactly', input: 'creatinine_umol_l' },
  ],
  [
    'absurd',
    'more than any blood holds',
    { 'RESULTS/CREAT': '99999999' },
    { reason: 'out-of-range', input: 'creatinine_umol_l' },
  ],
])('a %s creatinine gives a reason and no figure: %s', (_kind, _why, values, refusal) => {
  const told = { ...screening, 'SCR/LBC': { 'SAMPLE/LBDAT': '2026-01-14', ...values } }
  expect(calculated(tell(told), CLEARANCE)).toMatchObject({ says: undefined, refusal })
})

test('two values of one input give no figure, and say which', () => {
  const story = tell({ ...screening, 'SCR/LBC': sample })
  tell({ 'SCR/LBC': { 'RESULTS/CREAT': '90' } }, story, secondNurse, true)
  const { says, refusal, seen } = calculated(story, CLEARANCE)
  expect([says, refusal]).toEqual([undefined, { reason: 'contested', input: 'creatinine_umol_l' }])
  expect(seen.at(-1)).toBe('creatinine_umol_l LBC.CREAT: contested')
})

test('a sex for which the formula was not published gives no clearance', () => {
  const told = { ...screening, 'SCR/DM': { ...person['SCR/DM'], 'PERSON/SEX': 'U' }, 'SCR/LBC': sample }
  expect(calculated(tell(told), CLEARANCE).refusal).toEqual({ reason: 'not-in-list', input: 'sex' })
})

test('calcium is corrected for albumin in the units of the laboratory', () => {
  const si = tell({ 'SCR/LBC': { 'RESULTS/CA': '2.10', 'RESULTS/ALB': '30' } })
  expect(calculated(si, CALCIUM).says).toBe('2.30 mmol/L')
  const us = tell({ 'SCR/LBC': { 'RESULTS/CA': '8.4 mg/dL', 'RESULTS/ALB': '3.0 g/dL' } })
  expect(calculated(us, CALCIUM).says).toBe('2.30 mmol/L')
})
