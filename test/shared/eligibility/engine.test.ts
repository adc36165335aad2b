import { describe, expect, test } from 'vitest'
import { FormPath } from '#shared/casebook/path'
import { caseReading } from '#shared/eligibility/case-reading'
import { casebookReading } from '#shared/eligibility/casebook-reading'
import { type Question, eligibilityOf } from '#shared/eligibility/engine'
import { eligibilityProblems } from '#shared/eligibility/problems'
import { PartialDate } from '#shared/partial-date'
import { compileStudy, problemsOf } from '#shared/study/compile'
import { StudyVersion, versionIdOf } from '#shared/study/definition'
import { EligibilityDef } from '#shared/study/eligibility-definition'
import { STUDY, smallStudy } from '../../support/small-study'
import { Story, nurse } from '../../support/story'

/** A study that exists as JSON only. */
const json = {
  parameters: {
    labDays: { value: 28, from: 'record' },
    least: { value: [{ unit: 'g/dL', value: '8.0' }, { unit: 'mmol/L', value: '5.0' }], from: 'record' },
    most: { value: { decimal: '2' }, from: 'assumed', note: 'Twice the limit, as in a sister study.' },
  },
  anchors: { consent: {}, enrolment: { today: true } },
  dates: { LBH: { date: 'LBDAT' }, LBC: { date: 'LBDAT' } },
  phases: [{ oid: 'ENTRY', title: { en: 'Entry' }, entry: 'enrolment', codes: ['SCR'] }],
  criteria: [
    {
      ...{ id: 'S6-E01', kind: 'exclusion', mode: 'computed', text: { en: 'Haemoglobin below 8.0 g/dL' }, phases: ['ENTRY'] },
      rule: 'casebook.latest("LBH.HGB", days(labDays), entry).below(least)',
    },
    {
      ...{ id: 'S6-E02', kind: 'exclusion', mode: 'computed', text: { en: 'ALT above twice the limit' }, phases: ['ENTRY'] },
      rule: 'casebook.latest("LBC.ALT", days(labDays), entry).aboveLimit(most)',
    },
    { id: 'S6-I01', kind: 'inclusion', mode: 'judgement', text: { en: 'Agrees' }, phases: ['ENTRY'] },
  ],
} // prettier-ignore
const def = EligibilityDef.parse(json)

const day = (text: string): PartialDate => {
  const date = PartialDate.parse(text)
  if (!date) throw new Error(text)
  return date
}
const haemoglobin = (value: string, unit = 'g/L', date = '2026-01-01') => ({
  form: 'LBH',
  date,
  items: { HGB: { value, unit } },
})
const transaminase = { form: 'LBC', date: '2026-01-05', items: { ALT: { value: '30', unit: 'U/L', uln: '40' } } }
const asked = (rows: Parameters<typeof caseReading>[0], more: Partial<Question> = {}) =>
  eligibilityOf({
    ...{ def, phase: 'SCR', reading: caseReading(rows), anchors: {}, judgements: { 'S6-I01': 'Y' } },
    today: day('2026-01-27'),
    ...more,
  })
const one = (id: string, answer: ReturnType<typeof asked>) => answer.criteria.find((criterion) => criterion.id === id)

describe('an answer says what it rests on', () => {
  test('the value, the unit, the day of the sample and the window', () => {
    expect(one('S6-E01', asked([haemoglobin('95'), transaminase]))?.evidence).toEqual([
      {
        ...{ item: 'LBH.HGB', at: 'LBH:0', value: '95', unit: 'g/L', date: '2026-01-01' },
        window: { from: '2025-12-30', to: '2026-01-27' },
      },
    ])
  })

  test('until when a sample counts while nobody is enrolled, and nothing once somebody is', () => {
    // 26 days old, so that it expires in two days.
    expect(one('S6-E01', asked([haemoglobin('95'), transaminase]))?.expires).toBe('2026-01-29')
    const enrolled = asked([haemoglobin('95'), transaminase], { anchors: { enrolment: day('2026-01-20') } })
    expect(one('S6-E01', enrolled)).toMatchObject({ answer: 'false' })
    expect(one('S6-E01', enrolled)).not.toHaveProperty('expires')
  })

  test('a sample that speaks against the participant does not expire in their favour', () => {
    expect(one('S6-E01', asked([haemoglobin('70'), transaminase]))).not.toHaveProperty('expires')
  })

  test.each([
    ['nothing', [], { item: 'LBH.HGB', why: 'missing' }],
    ['an old sample', [haemoglobin('95', 'g/L', '2025-12-29')], { item: 'LBH.HGB', why: 'none-in-window' }],
    ['no unit', [haemoglobin('95', '')], { item: 'LBH.HGB', why: 'unit' }],
    ['no number', [haemoglobin('?')], { item: 'LBH.HGB', why: 'unreadable' }],
    ['a limit', [haemoglobin('<100')], { item: 'LBH.HGB', why: 'not-exact' }],
    ['contested', [{ form: 'LBH', date: '2026-01-01', items: { HGB: { value: '95', contested: true } } }], { item: 'LBH.HGB', why: 'contested' }],
  ])('what is missing: %s', (_, rows, missing) => {
    expect(one('S6-E01', asked(rows))).toMatchObject({ answer: 'unknown', missing: [missing] })
  }) // prettier-ignore

  test('a missing reference range is named', () => {
    const bare = { form: 'LBC', date: '2026-01-05', items: { ALT: { value: '30', unit: 'U/L' } } }
    expect(one('S6-E02', asked([bare]))?.missing).toEqual([{ item: 'LBC.ALT', why: 'reference-range' }])
  })

  test('units that disagree near the threshold are flagged, the reported one wins', () => {
    const native = one('S6-E01', asked([haemoglobin('8.0', 'g/dL'), transaminase]))
    expect(native).toMatchObject({ answer: 'false', flags: [{ code: 'units-disagree', severity: 'S' }] })
    expect(one('S6-E01', asked([haemoglobin('8.1', 'g/dL'), transaminase]))?.flags).toEqual([])
  })
})

describe('the decision', () => {
  const fit = [haemoglobin('95'), transaminase]
  test.each([
    ['all is well', fit, { 'S6-I01': 'Y' }, true],
    ['a judgement is missing', fit, {}, null],
    ['something is missing', [transaminase], { 'S6-I01': 'Y' }, null],
    ['something excludes, whatever is missing', [haemoglobin('70')], {}, false],
  ])('%s', (_, rows, judgements, eligible) => {
    expect(asked(rows, { judgements }).eligible).toBe(eligible)
  })

  test('more data of another kind change nothing that is decided', () => {
    const before = asked(fit)
    const others = ['DM', 'AE', 'CM', 'MH', 'LBK', 'VS'].map((form) => ({ form, items: { X: '1', CMFLAG: 'GCSF' } }))
    expect(asked([...fit, ...others])).toEqual(before)
    // An older sample is no news either.
    expect(asked([...fit, haemoglobin('60', 'g/L', '2025-12-31')]).eligible).toBe(true)
  })
})

describe('a study that is JSON alone', () => {
  const decimal = (oid: string, unit: string) => ({
    oid,
    type: 'decimal',
    label: { en: oid },
    units: [{ unit, factor: '1' }],
  })
  const sampled = { oid: 'LBDAT', type: 'date', label: { en: 'Sampled' } }
  const laboratory = (oid: string, ...items: readonly object[]) => ({ oid, title: { en: oid }, groups: [{ oid: 'RESULTS', items: [sampled, ...items] }], checks: [] }) // prettier-ignore
  const version = StudyVersion.parse({
    ...smallStudy,
    events: smallStudy.events.map((event) =>
      event.oid === 'SCR' ? { ...event, forms: ['SV', 'LBH', 'LBC', 'VS'] } : event,
    ),
    // prettier-ignore
    forms: [...smallStudy.forms, laboratory('LBH', decimal('HGB', 'g/dL')), laboratory('LBC', decimal('ALT', 'U/L'), { ...decimal('ALTNRHI', 'U/L'), limitOf: { item: 'ALT', side: 'high' } })],
    eligibility: json,
  })
  const at = '2026-01-02T09:00:00.000+01:00'
  const haematology = FormPath.parse('SCR/LBH')
  const chemistry = FormPath.parse('SCR/LBC')
  const visit = FormPath.parse('SCR/SV')

  const answered = (story: Story) =>
    eligibilityOf({
      ...{ def, phase: 'ENTRY', anchors: {}, judgements: { 'S6-I01': 'Y' }, today: day('2026-01-20') },
      reading: casebookReading(compileStudy(version), story.casebook(), day('2026-01-20')),
    })
  const inUnits = (text: string) => ({ state: 'value' as const, text, unit: 'U/L' })
  const begun = (limit = '40') => {
    const story = new Story(versionIdOf(version))
    story.enters(nurse, at, chemistry, { 'RESULTS/LBDAT': '2026-01-02', 'RESULTS/ALT': inUnits('30') })
    if (limit !== '') story.enters(nurse, at, chemistry, { 'RESULTS/ALTNRHI': inUnits(limit) })
    return story
  }

  test('is sound, and is asked of the app’s own casebook', () => {
    expect(problemsOf(version)).toEqual([])
    const story = begun()
    expect(answered(story).eligible).toBeNull()
    story.enters(nurse, at, haematology, { 'RESULTS/LBDAT': '2026-01-02', 'RESULTS/HGB': { state: 'value', text: '8,0', unit: 'g/dL' } }) // prettier-ignore
    expect(answered(story)).toMatchObject({ eligible: true })
    const unlimited = begun('')
    unlimited.enters(nurse, at, haematology, { 'RESULTS/LBDAT': '2026-01-02', 'RESULTS/HGB': { state: 'value', text: '8,0', unit: 'g/dL' } }) // prettier-ignore
    expect(answered(unlimited).eligible).toBeNull()
  })

  test('a form without a date of its own is from the day of its visit', () => {
    const story = begun()
    story.enters(nurse, at, haematology, { 'RESULTS/HGB': { state: 'value', text: '7.9', unit: 'g/dL' } })
    expect(one('S6-E01', answered(story))).toMatchObject({ answer: 'unknown', missing: [{ item: 'LBH.LBDAT' }] })
    story.enters(nurse, at, visit, { 'VISIT/SVSTDTC': '2026-01-02' })
    expect(one('S6-E01', answered(story))).toMatchObject({ answer: 'true' })
  })

  test('what is from after the day of evaluation is not looked at', () => {
    const story = begun()
    story.enters(nurse, at, haematology, { 'RESULTS/LBDAT': '2026-01-21', 'RESULTS/HGB': { state: 'value', text: '7.9', unit: 'g/dL' } }) // prettier-ignore
    expect(one('S6-E01', answered(story))).toMatchObject({ answer: 'unknown' })
  })
})

describe('a definition that cannot be right', () => {
  const criterion = def.criteria[0]
  test.each([
    ['an expression that is none', { rule: 'casebook.latest(' }],
    ['an unknown name', { rule: 'casebok.code("DM.SEX") == "F"' }],
    ['no truth', { rule: 'casebook.number("DM.AGE")' }],
    ['an unknown phase', { phases: ['NEVER'] }],
    ['a question of a computed criterion', { asks: 'true' }],
    ['no rule', { rule: undefined }],
  ])('%s', (_, change) => {
    expect(eligibilityProblems({ ...def, criteria: [{ ...criterion!, ...change }] })).toHaveLength(1)
  })

  test('two criteria of one name', () => {
    expect(eligibilityProblems({ ...def, criteria: [criterion!, criterion!] })).toEqual([
      'criterion S6-E01 is there twice',
    ])
  })
  test('its study is refused', () => {
    const study = StudyVersion.parse({ ...smallStudy, eligibility: { ...json, anchors: { consent: {} } } })
    expect(problemsOf(study)).not.toEqual([])
    expect(study.study.id).toBe(STUDY)
  })
})
