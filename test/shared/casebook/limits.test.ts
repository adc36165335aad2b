import { expect, test } from 'vitest'
import { netter2 } from '#forms/netter-2/study'
import { trials } from '#forms/studies'
import { gradesOf, worstGrade } from '#shared/casebook/graded'
import { baselineOf } from '#shared/casebook/baseline'
import { proposedLimits, rangesFor, revisedLimits } from '#shared/casebook/laboratory-ranges'
import { limitsOf } from '#shared/casebook/limits'
import { FormPath, ItemPath } from '#shared/casebook/path'
import type { ReferenceRange } from '#shared/clinical/ctcae/reference-range'
import { PartialDate } from '#shared/partial-date'
import { Decimal } from '#shared/quantity/decimal'
import { compileStudy, problemsOf } from '#shared/study/compile'
import type { StudyVersion } from '#shared/study/definition'
import { readEntry } from '#shared/study/read-entry'
import { Story, nurse, secondNurse } from '../../support/story'

const study = compileStudy(netter2)
const AT = '2026-03-12T10:00:00.000+01:00'
const HGB = ItemPath.parse('SCR/LBH/RESULTS/HGB')
const ALT = ItemPath.parse('W4/LBC/RESULTS/ALT')

type Told = Readonly<Record<string, Readonly<Record<string, string>>>>

function tell(told: Told, story = new Story(study.id), who = nurse, blind = false): Story {
  for (const [path, values] of Object.entries(told)) {
    const entries = Object.entries(values).map(([key, text]) => {
      const def = study.item(path.split('/')[1] ?? '', key.split('/')[1] ?? '')?.def
      if (!def) throw new Error(`no item ${path}/${key}`)
      const codes = study.codeListOf(def)?.codes.map(({ code }) => code) ?? []
      const read = readEntry(def, { text }, { today: '2026-06-01', codes })
      if (!read.ok) throw new Error(`${key} cannot be ${text}`)
      return [key, read.entry] as const
    })
    story.enters(who, AT, FormPath.parse(path), Object.fromEntries(entries), { blind })
  }
  return story
}

const day = (text: string): PartialDate => {
  const date = PartialDate.parse(text)
  if (!date) throw new Error(`no date ${text}`)
  return date
}

const range = (lln: string, uln: string, more: Partial<ReferenceRange> = {}): ReferenceRange => ({
  ...{ laboratory: 'LOCAL', analyte: 'HGB', unit: 'g/L', from: day('2020-01-01') },
  ...{ lln: new Decimal(lln), uln: new Decimal(uln) },
  ...more,
})

const ranges = [
  range('120', '160', { sex: 'F' }),
  range('135', '175', { sex: 'M', belowAge: 65 }),
  range('125', '170', { sex: 'M', fromAge: 65 }),
  range('130', '170', { sex: 'M', belowAge: 65, from: day('2026-02-01') }),
  range('13.5', '17.5', { sex: 'M', unit: 'g/dL' }),
]

const sampled = (birth: string, sex: string, on: string, laboratory = 'LOCAL'): Told => ({
  'SCR/DM': { 'PERSON/BRTHDAT': birth, 'PERSON/SEX': sex },
  'SCR/LBH': { 'SAMPLE/LBDAT': on, 'SAMPLE/LBLAB': laboratory },
})

test.each([
  ['a woman', sampled('1961-01-13', 'F', '2026-01-14'), 'g/L', ['120', '160']],
  ['a man the day before 65', sampled('1961-01-15', 'M', '2026-01-14'), 'g/L', ['135', '175']],
  ['a man the day he is 65', sampled('1961-01-14', 'M', '2026-01-14'), 'g/L', ['125', '170']],
  ['the last day of the old range', sampled('1980-01-14', 'M', '2026-01-31'), 'g/L', ['135', '175']],
  ['the first day of the new range', sampled('1980-01-14', 'M', '2026-02-01'), 'g/L', ['130', '170']],
  ['another unit', sampled('1980-01-14', 'M', '2026-02-01'), 'g/dL', ['13.5', '17.5']],
  ['a unit without a range', sampled('1980-01-14', 'M', '2026-02-01'), 'mmol/L', []],
  ['another laboratory', sampled('1980-01-14', 'M', '2026-02-01', 'CENTRAL'), 'g/L', []],
  ['a year of birth before any range', sampled('1980-01-14', 'M', '2019-12-31'), 'g/L', []],
])('the limits proposed for %s', (_, told, unit, limits) => {
  const proposed = proposedLimits(study, tell(told).casebook(), ranges, HGB, unit)
  expect(proposed.map(({ entry }) => (entry.state === 'value' ? entry.text : ''))).toEqual(limits)
  expect(proposed.map(({ path }) => path.slice('SCR/LBH/RESULTS/'.length))).toEqual(
    limits.length > 0 ? ['HGBNRLO', 'HGBNRHI'] : [],
  )
})

test('without a sex, a birth date or a sample date nothing is guessed', () => {
  const proposed = (told: Told) => proposedLimits(study, tell(told).casebook(), ranges, HGB, 'g/L')
  expect(proposed({ 'SCR/LBH': { 'SAMPLE/LBDAT': '2026-01-14', 'SAMPLE/LBLAB': 'LOCAL' } })).toEqual([])
  expect(proposed({ 'SCR/DM': { 'PERSON/SEX': 'F' }, 'SCR/LBH': { 'SAMPLE/LBLAB': 'LOCAL' } })).toEqual([])
})

test('a limit counts in the unit of its result, and neither while contested nor for another unit', () => {
  const story = tell({ 'SCR/LBH': { 'RESULTS/HGB': '119', 'RESULTS/HGBNRLO': '120', 'RESULTS/HGBNRHI': '160' } })
  expect(limitsOf(study, story.casebook(), HGB)).toEqual({ lln: new Decimal(120), uln: new Decimal(160) })
  tell({ 'SCR/LBH': { 'RESULTS/HGBNRHI': '165' } }, story, secondNurse, true)
  expect(limitsOf(study, story.casebook(), HGB)).toEqual({ lln: new Decimal(120) })
  tell({ 'SCR/LBH': { 'RESULTS/HGB': '11.9 g/dL' } }, story)
  expect(limitsOf(study, story.casebook(), HGB)).toEqual({})
})

/** ALT before and after the first dose of 3 March. */
const course = (before: string, limit: string, on: string): Told => ({
  'W0/SV': { 'VISIT/SVSTDTC': '2026-03-03' },
  'SCR/LBC': { 'SAMPLE/LBDAT': on, 'RESULTS/ALT': before, 'RESULTS/ALTNRHI': limit },
  'W4/LBC': { 'SAMPLE/LBDAT': '2026-03-31', 'RESULTS/ALT': '260', 'RESULTS/ALTNRHI': '40' },
})

test.each([
  ['abnormal on the day of the dose', course('80', '40', '2026-03-03'), 2],
  ['normal', course('40', '40', '2026-02-20'), 3],
  ['taken the day after the dose, which is no baseline', course('80', '40', '2026-03-04'), 3],
])('a result is graded against its baseline: %s', (_, told, grade) => {
  const casebook = tell(told).casebook()
  const def = study.item('LBC', 'ALT')?.def
  const entry = casebook.forms.get(FormPath.parse('W4/LBC'))?.items.get(ALT)?.value
  if (!def) throw new Error('no ALT')
  const baseline = baselineOf(study, casebook, ALT, 'U/L')
  const grades = gradesOf({ def, entry, calculation: undefined }, limitsOf(study, casebook, ALT), baseline)
  expect(worstGrade(grades)).toBe(grade)
})

test('a baseline that was reported in another unit is converted, with the limits beside it', () => {
  const story = tell({
    'W0/SV': { 'VISIT/SVSTDTC': '2026-03-03' },
    'SCR/LBH': { 'SAMPLE/LBDAT': '2026-02-20', 'RESULTS/HGB': '11.9 g/dL', 'RESULTS/HGBNRHI': '11 g/dL' },
    'W4/LBH': { 'SAMPLE/LBDAT': '2026-03-31', 'RESULTS/HGB': '119' },
  })
  const of = (unit: string) => baselineOf(study, story.casebook(), ItemPath.parse('W4/LBH/RESULTS/HGB'), unit)
  expect(of('g/L')).toMatchObject({ value: new Decimal(119), limits: { uln: new Decimal(110) }, abnormal: true })
  expect(of('g/dL')?.value).toEqual(new Decimal('11.9'))
  expect(of('mmol/L')?.value.toFixed(2)).toBe('7.39')
  expect(of('pg')).toBeUndefined()
})

test.each(trials)('$study.name says when its courses begin', (version) => {
  const beginnings = version.baselines ?? []
  expect(beginnings.length).toBeGreaterThan(1)
  expect(version.anchors.map(({ oid }) => oid)).toEqual(expect.arrayContaining([...beginnings]))
})

const texts = (revised: ReturnType<typeof revisedLimits>) =>
  revised?.limits.map(({ entry }) => (entry.state === 'value' ? entry.text : entry.state))

const man: Told = {
  'SCR/DM': { 'PERSON/BRTHDAT': '1980-01-14', 'PERSON/SEX': 'M' },
  'SCR/LBH': { 'SAMPLE/LBDAT': '2026-01-14', 'SAMPLE/LBLAB': 'LOCAL' },
}
const stored: Told = { 'SCR/LBH': { 'RESULTS/HGB': '140', 'RESULTS/HGBNRLO': '135', 'RESULTS/HGBNRHI': '175' } }
const asked = (story: Story, from = ranges) => texts(revisedLimits(study, story.casebook(), from, HGB))

test('a corrected sample date or laboratory asks for other limits, and nothing else does', () => {
  const story = tell(stored, tell(man))
  expect(asked(story)).toBeUndefined()
  // The limits of the laboratory changed in February.
  tell({ 'SCR/LBH': { 'SAMPLE/LBDAT': '2026-01-31' } }, story)
  expect(asked(story)).toBeUndefined()
  tell({ 'SCR/LBH': { 'SAMPLE/LBDAT': '2026-02-01' } }, story)
  expect(asked(story)).toEqual(['130', '170'])
  // What someone enters after that stands, whatever the table says.
  tell({ 'SCR/LBH': { 'RESULTS/HGBNRLO': '131', 'RESULTS/HGBNRHI': '171' } }, story)
  expect(asked(story)).toBeUndefined()
})

test('a laboratory that has no such range takes back the limits of the other one, but none that were typed', () => {
  const moved: Told = { 'SCR/LBH': { 'SAMPLE/LBLAB': 'CENTRAL' } }
  expect(asked(tell(moved, tell(stored, tell(man))))).toEqual(['blank', 'blank'])
  const typed: Told = { 'SCR/LBH': { 'RESULTS/HGB': '140', 'RESULTS/HGBNRLO': '133', 'RESULTS/HGBNRHI': '173' } }
  expect(asked(tell(moved, tell(typed, tell(man))))).toBeUndefined()
})

test('a result that was stored before there were ranges is asked about; one that waits for a decision is not', () => {
  const story = tell({ 'SCR/LBH': { 'RESULTS/HGB': '140' } }, tell(man))
  expect(asked(story)).toEqual(['135', '175'])
  tell({ 'SCR/LBH': { 'RESULTS/HGB': '104' } }, story, secondNurse, true)
  expect(asked(story)).toBeUndefined()
})

test('the ranges of the site go before those of the study, laboratory by laboratory', () => {
  const from = '2020-01-01'
  const of = (laboratory: string, item: string, high: string) => ({ laboratory, item, unit: 'g/L', from, high })
  const version = { ...netter2, ranges: [of('LOCAL', 'HGB', '1'), of('CENTRAL', 'HGB', '2'), of('LOCAL', 'ALB', '3')] }
  const found = rangesFor(compileStudy(version), { format: 1, ranges: [of('LOCAL', 'HGB', '9')] })
  expect(found.map(({ laboratory, analyte, uln }) => `${laboratory} ${analyte} ${uln?.toFixed()}`)).toEqual([
    'LOCAL HGB 9',
    'CENTRAL HGB 2',
    'LOCAL ALB 3',
  ])
})

/** The study with its haematology results changed. */
const bent = (results: (group: StudyVersion['forms'][number]['groups'][number]) => unknown): StudyVersion => ({
  ...netter2,
  forms: netter2.forms.map((form) =>
    form.oid === 'LBH'
      ? {
          ...form,
          groups: form.groups.map((group) =>
            group.oid === 'RESULTS' ? Object.assign({ ...group }, results(group)) : group,
          ),
        }
      : form,
  ),
})

test('a study that names its limits wrongly is refused', () => {
  const of = (limitOf: { item: string; side: 'low' | 'high' }) =>
    problemsOf(
      bent(({ items }) => ({ items: items.map((item) => (item.oid === 'HGBNRHI' ? { ...item, limitOf } : item)) })),
    )
  expect(of({ item: 'NOPE', side: 'high' })).toEqual(['LBH.HGBNRHI: NOPE is no result beside it'])
  expect(of({ item: 'HGB', side: 'low' })).toEqual(['LBH.HGBNRHI: HGB has its low limit twice'])
  expect(of({ item: 'HCT', side: 'high' })).toContain('LBH.HGBNRHI: is not in the units of HCT')
  expect(problemsOf(bent(() => ({ reference: { laboratory: 'LBDAT', sampled: 'LBLAB' } })))).toEqual([
    'LBH/RESULTS: reference LBDAT is date, not string',
    'LBH/RESULTS: reference LBLAB is no single date',
  ])
  expect(problemsOf({ ...netter2, baselines: ['NEVER'] })).toEqual(['baseline: unknown anchor NEVER'])
})

test('a study brings the ranges it knows; those that cannot hold are refused', () => {
  const range = { laboratory: 'CENTRAL', item: 'HGB', unit: 'g/L', from: '2020-01-01', low: '120', high: '160' }
  const problems = (...ranges: readonly (typeof range & { fromAge?: number; belowAge?: number; until?: string })[]) =>
    problemsOf({ ...netter2, ranges: [...ranges] })
  expect(problems(range)).toEqual([])
  expect(problems(range, { ...range, unit: 'pg' })).toEqual(['range 2 (CENTRAL HGB): is not measured in pg'])
  expect(problems({ ...range, item: 'NOPE' })).toEqual(['range 1 (CENTRAL NOPE): no result has this name'])
  expect(problems({ ...range, low: '161' })).toEqual(['range 1 (CENTRAL HGB): the lower limit is above the upper'])
  expect(problems({ ...range, fromAge: 65, belowAge: 65 })).toEqual(['range 1 (CENTRAL HGB): no age lies in it'])
  expect(problems({ ...range, until: '2019-12-31' })).toEqual(['range 1 (CENTRAL HGB): ends before it begins'])
})
