import { expect, test } from 'vitest'
import { findingsOf, isOpen } from '#shared/casebook/findings'
import { FormPath } from '#shared/casebook/path'
import type { ChangeBody, Entry } from '#shared/change/change'
import type { ChangeRef } from '#shared/ids'
import { compileStudy } from '#shared/study/compile'
import { readEntry } from '#shared/study/read-entry'
import { ruleStudy } from '../../support/rule-study'
import { Story, investigator, nurse, secondNurse } from '../../support/story'

const study = compileStudy(ruleStudy)
const form = { dm: FormPath.parse('SCR/DM'), vs: FormPath.parse('SCR/VS'), sv: FormPath.parse('SCR/SV') }
const ae = FormPath.parse('LOG/AE:0198c0de-0000-7000-8000-000000000001')
const at = '2026-01-01T10:00:00Z'
const today = '2026-11-21'
const A = 'READS:0198c0de-0000-7000-8000-00000000000a'
const B = 'READS:0198c0de-0000-7000-8000-00000000000b'

const begin = () => new Story(study.id, ruleStudy.study.id)

const weight = (text: string): Entry => {
  const def = study.item('VS', 'WEIGHT')?.def
  const read = def && readEntry(def, { text }, { today })
  if (!read?.ok) throw new Error(`no weight: ${text}`)
  return read.entry
}

const confirming = (check: string, evidence: ChangeRef): ChangeBody => ({
  kind: 'confirm',
  form: form.vs,
  check,
  evidence: [evidence],
  reason: 'so in source',
})

/** Check and severity of each finding; an answered one in brackets. */
const said = (story: Story, path: FormPath) =>
  findingsOf(study, story.casebook(), path, today).map((finding) =>
    isOpen(finding) ? `${finding.check} ${finding.severity}` : `(${finding.check})`,
  )

test.each([
  ['nothing that was entered', form.dm, {}, []],
  ['a complete form', form.dm, { 'MAIN/ICFDAT': '2026-01-01', 'MAIN/SEX': 'M' }, []],
  ['a missing value', form.dm, { 'MAIN/SEX': 'M' }, ['REQUIRED:ICFDAT H']],
  ['a conditional missing value', form.dm, { 'MAIN/ICFDAT': '2026-01-01', 'MAIN/SEX': 'F' }, ['REQUIRED:CHILDPOT H']],
  [
    'a value that is not expected',
    form.dm,
    { 'MAIN/ICFDAT': '2026-01-01', 'MAIN/SEX': 'M', 'MAIN/CHILDPOT': 'Y' },
    ['NOT-EXPECTED:CHILDPOT S'],
  ],
  ['a date ahead', form.dm, { 'MAIN/ICFDAT': '2026-11-22', 'MAIN/SEX': 'M' }, ['FUTURE-DATE:ICFDAT H']],
  [
    'a birth known by its year, too late whatever the day',
    form.dm,
    { 'MAIN/ICFDAT': '2026-01-01', 'MAIN/SEX': 'M', 'MAIN/BRTHDAT': '2026' },
    ['DM-01 H'],
  ],
  [
    'what could fail and need not',
    form.dm,
    { 'MAIN/ICFDAT': '2026-06-01', 'MAIN/SEX': 'M', 'MAIN/BRTHDAT': '2008' },
    ['DM-01 S'],
  ],
  ['the end of a range', form.vs, { 'MAIN/WEIGHT': weight('150') }, []],
  ['a value outside the soft range', form.vs, { 'MAIN/WEIGHT': weight('150.1') }, ['RANGE-SOFT:WEIGHT S']],
  ['a value outside the hard range', form.vs, { 'MAIN/WEIGHT': weight('350,5') }, ['RANGE-HARD:WEIGHT H']],
  ['a value compared in the first unit', form.vs, { 'MAIN/WEIGHT': weight('300 lb') }, []],
  ['a value outside in the first unit', form.vs, { 'MAIN/WEIGHT': weight('340 lb') }, ['RANGE-SOFT:WEIGHT S']],
  ['a qualifier within reach of the range', form.vs, { 'MAIN/CRP': '<5' }, []],
  ['a qualifier beyond the range', form.vs, { 'MAIN/CRP': '>10' }, ['RANGE-SOFT:CRP S']],
  [
    'rows, each for itself',
    form.vs,
    { [`${A}/SYSBP`]: '80', [`${A}/DIABP`]: '80', [`${B}/SYSBP`]: '120' },
    [`REQUIRED:DIABP:${B.slice(6)} H`, `VS-01:${A.slice(6)} H`],
  ],
])('%s', (_, path, values, findings) => {
  const story = begin()
  if (Object.keys(values).length > 0) story.enters(nurse, at, path, values)
  expect(said(story, path)).toEqual(findings)
})

test.each([
  [{ state: 'missing', code: 'UNK' } as const, []],
  [{ state: 'missing', code: 'ND', reason: 'refused' } as const, []],
  [{ state: 'missing', code: 'ND' } as const, ['REQUIRED:SEX H']],
  [{ state: 'blank' } as const, ['REQUIRED:SEX H']],
])('a required item that holds %o (GCP-09)', (entry, findings) => {
  const story = begin()
  story.enters(nurse, at, form.dm, { 'MAIN/ICFDAT': '2026-01-01', 'MAIN/SEX': entry })
  expect(said(story, form.dm)).toEqual(findings)
})

test('words that may say who somebody is are asked about, in a value or in why there is none (PRIV-01)', () => {
  const story = begin()
  const dm = { 'MAIN/ICFDAT': '2026-01-01' }
  const entry = { state: 'missing', code: 'ND', reason: 'sister reached at +46 70 123 45 67' } as const
  story.enters(nurse, at, form.dm, { ...dm, 'MAIN/SEX': entry })
  expect(said(story, form.dm)).toEqual(['IDENTIFYING:SEX S'])
  const [finding] = findingsOf(study, story.casebook(), form.dm, today)
  expect(JSON.stringify(finding?.message)).not.toContain('123')
})

test('a form that is not done asks for nothing', () => {
  const story = begin()
  story.says(nurse, at, { kind: 'status', form: form.dm, bases: [], status: 'not-done', reason: 'no time' })
  expect(said(story, form.dm)).toEqual([])
})

test('a contested item raises nothing: it has a query of its own', () => {
  const story = begin()
  story.enters(nurse, at, form.vs, { 'MAIN/WEIGHT': weight('400') })
  expect(said(story, form.vs)).toEqual(['RANGE-HARD:WEIGHT H'])
  story.enters(secondNurse, at, form.vs, { 'MAIN/WEIGHT': weight('40') }, { blind: true })
  expect(said(story, form.vs)).toEqual([])
})

test('a check sees the same visit of another form', () => {
  const story = begin()
  story.enters(nurse, at, form.dm, { 'MAIN/ICFDAT': '2026-01-05' })
  story.enters(nurse, at, FormPath.parse('W4/SV'), { 'VISIT/SVSTDTC': '2026-02-02' })
  story.enters(nurse, at, form.vs, { 'MAIN/WEIGHT': weight('70') })
  story.enters(nurse, at, FormPath.parse('W4/VS'), { 'MAIN/WEIGHT': weight('70') })
  story.enters(nurse, at, form.sv, { 'VISIT/SVSTDTC': '2026-01-04' })
  expect(said(story, form.vs)).toEqual(['VS-03 S'])
  expect(said(story, FormPath.parse('W4/VS'))).toEqual([])
})

test('a confirmation answers a finding until a value it rests on changes (GCP-10, GCP-22)', () => {
  const story = begin()
  const ref = story.enters(nurse, at, form.vs, { 'MAIN/WEIGHT': weight('160') })
  const [finding] = findingsOf(study, story.casebook(), form.vs, today)
  expect(finding?.evidence).toEqual([ref])
  const confirm = confirming('RANGE-SOFT:WEIGHT', ref)
  story.says(nurse, at, confirm)
  expect(said(story, form.vs)).toEqual(['(RANGE-SOFT:WEIGHT)'])
  story.enters(nurse, at, form.vs, { 'MAIN/WEIGHT': weight('161') })
  expect(said(story, form.vs)).toEqual(['RANGE-SOFT:WEIGHT S'])
})

test('only an investigator confirms what gates a step', () => {
  const story = begin()
  const ref = story.enters(nurse, at, form.vs, { 'MAIN/WEIGHT': weight('360') })
  const confirm = confirming('RANGE-HARD:WEIGHT', ref)
  story.says(nurse, at, confirm)
  expect(said(story, form.vs)).toEqual(['RANGE-HARD:WEIGHT H'])
  story.says(investigator, at, confirm)
  expect(said(story, form.vs)).toEqual(['(RANGE-HARD:WEIGHT)'])
})

test('the evidence of a check holds what it read in other forms', () => {
  const story = begin()
  const consent = story.enters(nurse, at, form.dm, { 'MAIN/ICFDAT': '2026-01-05' })
  const visit = story.enters(nurse, at, form.sv, { 'VISIT/SVSTDTC': '2026-01-04' })
  const vitals = story.enters(nurse, at, form.vs, { 'MAIN/WEIGHT': weight('70') })
  expect(findingsOf(study, story.casebook(), form.vs, today)[0]?.evidence).toEqual([consent, visit, vitals].sort())
})

test('partial dates fail only when every day they may be does', () => {
  const story = begin()
  story.enters(nurse, at, ae, { 'EVENT/AETERM': 'Nausea', 'EVENT/AESTDAT': '2026-03', 'EVENT/AEENDAT': '2026-03-12' })
  expect(said(story, ae)).toEqual(['AE-01 S'])
  story.enters(nurse, at, ae, { 'EVENT/AEENDAT': '2026-02' })
  expect(said(story, ae)).toEqual(['AE-01 H'])
  story.enters(nurse, at, ae, { 'EVENT/AEENDAT': '2026-04' })
  expect(said(story, ae)).toEqual([])
})
