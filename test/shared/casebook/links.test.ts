import { expect, test } from 'vitest'
import { startNet } from '#forms/start-net/study'
import { headRefs } from '#shared/casebook/derive'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { findingsOf } from '#shared/casebook/findings'
import { answersOf, leadsTo, placeOf, referableOf } from '#shared/casebook/links'
import { FormPath, ItemPath, eventOf } from '#shared/casebook/path'
import { formTables } from '#shared/export/form-tables'
import { compileStudy, problemsOf } from '#shared/study/compile'
import { StudyVersion } from '#shared/study/definition'
import { readEntry } from '#shared/study/read-entry'
import { showEntry } from '#shared/study/show-entry'
import { items } from '../../support/rule-study'
import { Story, nurse } from '../../support/story'
import { FilledParticipant } from '../../support/whole-casebook'

const named = (oid: string, title: string, defs: Parameters<typeof items>[0], more: object = {}) => ({
  ...{ oid, title: { en: title }, checks: [], groups: [{ oid: 'MAIN', items: items(defs), ...more }] },
})
const log = (oid: string, title: string, nameItem: string, defs: Parameters<typeof items>[0]) => ({
  ...named(oid, title, defs),
  ...{ repeating: true, nameItem },
})
const version = StudyVersion.parse({
  format: 1,
  study: { id: 'NCT00000011', name: 'LINKS', title: { en: 'A study to try links on' } },
  ...{ name: '1.0', arms: [], anchors: [], signing: [], codeLists: [] },
  events: [
    { oid: 'SCR', title: { en: 'Screening', fr: 'Sélection' }, kind: 'scheduled', forms: ['SV', 'LBH'] },
    { oid: 'LOG', title: { en: 'Throughout' }, kind: 'log', forms: ['AE', 'CM'] },
  ],
  visitDate: { form: 'SV', item: 'SVSTDTC' },
  forms: [
    named('SV', 'Visit', { SVSTDTC: { type: 'date' } }),
    named(
      'LBH',
      'Haematology',
      { HGB: { type: 'decimal', units: [{ unit: 'g/L', factor: '1' }] } },
      { layout: 'laboratory' },
    ),
    log('AE', 'Adverse event', 'AETERM', {
      AETERM: { type: 'text' },
      AESTDAT: { type: 'date', partial: true },
      AELABLINK: { type: 'text', link: { results: ['LBH'], many: true } },
    }),
    log('CM', 'Medication', 'CMTRT', {
      CMTRT: { type: 'text' },
      CMAELINK: { type: 'text', maxLength: 20, link: { forms: ['AE'] } },
      VISITLINK: { type: 'text', link: { visits: true } },
    }),
  ],
})
const study = compileStudy(version)
const at = '2026-03-12T10:00:00.000+01:00'
const AE = FormPath.parse('LOG/AE:0198c0de-0000-7000-8000-000000000e01')
const CM = FormPath.parse('LOG/CM:0198c0de-0000-7000-8000-000000000c01')
const HGB = ItemPath.parse('SCR/LBH/MAIN/HGB')
const item = (form: string, oid: string) => {
  const found = study.item(form, oid)?.def
  if (!found) throw new Error(`no item ${oid}`)
  return found
}

function told() {
  const story = new Story(study.id)
  story.enters(nurse, at, FormPath.parse('SCR/SV'), { 'MAIN/SVSTDTC': '2026-03-01' })
  story.enters(nurse, at, FormPath.parse('SCR/LBH'), { 'MAIN/HGB': { state: 'value', text: '95', unit: 'g/L' } })
  story.enters(nurse, at, AE, { 'MAIN/AETERM': 'Anaemia', 'MAIN/AESTDAT': '2026-03', 'MAIN/AELABLINK': HGB })
  story.enters(nurse, at, CM, { 'MAIN/CMTRT': 'Iron', 'MAIN/CMAELINK': AE, 'MAIN/VISITLINK': 'SCR' })
  return story
}
const linkFindings = (story: Story) =>
  findingsOf(study, story.casebook(), CM, '2026-03-12').map(({ check, severity }) => `${severity} ${check}`)
const shown = (story: Story, form: string, oid: string, text: string, language: 'en' | 'fr' = 'en') =>
  showEntry(item(form, oid), { state: 'value', text }, answersOf(study, story.casebook(), item(form, oid)), language)

const withdrawal = (story: Story, scope: FormPath) => {
  const bases = [...headRefs(scope, story.casebook().forms.get(scope)?.items ?? new Map())]
  return { kind: 'withdraw' as const, scope, bases, reason: 'Entered twice' }
}

test('a study with links is whole; a link that could lead nowhere is not', () => {
  expect(problemsOf(version)).toEqual([])
  const lost = items({ CMAELINK: { type: 'text', link: { forms: ['NOPE'] } } })
  const forms = version.forms.map((form) =>
    form.oid === 'CM' ? { ...form, nameItem: 'CMAELINK', groups: [{ oid: 'MAIN', items: lost }] } : form,
  )
  expect(problemsOf({ ...version, forms })).toEqual(['CM.CMAELINK: there is nothing it could refer to'])
})

test('records are offered by their own words, results with their visit, visits with their day', () => {
  const story = told()
  const texts = (form: string, oid: string) =>
    answersOf(study, story.casebook(), item(form, oid))?.codes.map(({ code, text }) => [code, text.en])
  expect(texts('CM', 'CMAELINK')).toEqual([[AE, 'Anaemia · Mar 2026 · Adverse event']])
  expect(texts('AE', 'AELABLINK')).toEqual([[HGB, 'Item 95 g/L · Screening']])
  expect(texts('CM', 'VISITLINK')).toEqual([['SCR', 'Screening · 1 Mar 2026']])
  expect(shown(story, 'CM', 'VISITLINK', 'SCR', 'fr')).toBe('Sélection · 1 mars 2026')
})

test('the same answers are the same object until a record that they name changes', () => {
  const story = told()
  const before = answersOf(study, story.casebook(), item('CM', 'CMAELINK'))
  story.enters(nurse, at, CM, { 'MAIN/CMTRT': 'Iron tablets' })
  const casebook = story.casebook()
  const same = answersOf(study, casebook, item('CM', 'CMAELINK'))
  expect(answersOf(study, casebook, item('CM', 'CMAELINK'))).toBe(same)
  expect(same).toEqual(before)
})

test('a link is taken as the path of a record that there is, whatever length its words may have', () => {
  const story = told()
  const records = answersOf(study, story.casebook(), item('CM', 'CMAELINK'))?.codes.map(({ code }) => code) ?? []
  const read = (text: string) => readEntry(item('CM', 'CMAELINK'), { text }, { today: '2026-03-12', records })
  expect(read(AE)).toEqual({ ok: true, entry: { state: 'value', text: AE } })
  expect(read('Anaemia')).toEqual({ ok: false, reason: 'not-in-list' })
})

test('a record that was withdrawn is found, still says what it was, and is offered no more', () => {
  const story = told()
  expect(linkFindings(story)).toEqual([])
  story.says(nurse, at, withdrawal(story, AE))
  expect(linkFindings(story)).toEqual(['S LINK-GONE:CMAELINK'])
  expect(shown(story, 'CM', 'CMAELINK', AE)).toBe('Anaemia · Mar 2026 · Adverse event')
  expect([...(referableOf(study, story.casebook(), item('CM', 'CMAELINK'))?.gone ?? [])]).toEqual([AE])
})

test('words from before it was a link stay readable, and are told apart from what leads nowhere', () => {
  const story = told()
  story.enters(nurse, at, CM, { 'MAIN/CMAELINK': 'low blood count' })
  expect(shown(story, 'CM', 'CMAELINK', 'low blood count')).toBe('low blood count')
  expect(linkFindings(story)).toEqual(['I LINK-WORDS:CMAELINK'])
  story.enters(nurse, at, CM, { 'MAIN/CMAELINK': 'LOG/AE:0198c0de-0000-7000-8000-000000000eff' })
  expect(linkFindings(story)).toEqual(['S LINK-GONE:CMAELINK'])
})

test('a table says both where it leads and what stands there', () => {
  const story = told()
  const source = {
    ...{
      study,
      language: 'en' as const,
      asOf: at,
      heardAt: at,
      people: new Map(),
      app: 'test',
      exporter: { name: 'Nurse One', role: 'nurse' as const },
    },
    subjects: [{ site: story.site, siteName: 'Rotterdam', casebook: story.casebook() }],
  }
  const table = formTables(source).find(({ name }) => name === 'CM')
  const valueOf = (column: string) => table?.rows[0]?.[table.columns.indexOf(column)]
  expect([valueOf('CMAELINK'), valueOf('CMAELINK_TEXT')]).toEqual([AE, 'Anaemia · Mar 2026 · Adverse event'])
})

test('a reference leads to its form, a result to its item, a visit to its date', () => {
  expect(placeOf(study, AE)).toEqual({ form: AE })
  expect(placeOf(study, HGB)).toEqual({ form: 'SCR/LBH', item: HGB })
  expect(placeOf(study, 'SCR')).toEqual({ form: 'SCR/SV' })
  expect(placeOf(study, 'low blood count')).toBeUndefined()
})

test('where a reference leads is the same as looking it up among all that the link may lead to', () => {
  const trial = compileStudy(startNet)
  const participant = new FilledParticipant(trial, { visits: 6, logs: 3 })
  const casebook = fold(participant.log(), emptyCasebook(participant.subject))
  const withdrawn = [...casebook.forms.values()].filter((_, i) => i % 4 === 0)
  const after = fold(
    withdrawn.map(({ path, items }) =>
      participant.says({ kind: 'withdraw', scope: path, bases: [...headRefs(path, items)], reason: 'Twice' }),
    ),
    casebook,
  )
  const places = [...after.forms.values()].flatMap(({ path, items: own }) => [eventOf(path), path, ...own.keys()])
  const all = new Set([...places, ...trial.events.map(({ oid }) => oid), 'low blood count', 'W4', 'LOG/AE'])
  let standing = 0
  for (const { groups } of trial.version.forms)
    for (const def of groups.flatMap((group) => group.items)) {
      const referable = referableOf(trial, after, def)
      if (!referable || def.type !== 'text' || !def.link) continue
      const codes = new Set(referable.list.codes.map(({ code }) => code))
      for (const reference of all) {
        const listed = !codes.has(reference) ? undefined : referable.gone.has(reference) ? 'gone' : 'standing'
        if (listed) standing++
        expect([def.oid, reference, leadsTo(trial, after, def.link, reference)]).toEqual([def.oid, reference, listed])
      }
    }
  expect(standing).toBeGreaterThan(100)
})
