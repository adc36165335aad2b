import { expect, test } from 'vitest'
import { contentOf, headRefs } from '#shared/casebook/derive'
import { FormPath } from '#shared/casebook/path'
import { rehearse } from '#shared/casebook/rehearsal'
import { type CompiledStudy, compileStudy } from '#shared/study/compile'
import { type FormDef, StudyVersion } from '#shared/study/definition'
import { joinVersions } from '#shared/study/family'
import { ruleStudy } from '../../support/rule-study'
import { Story, investigator, monitor, nurse } from '../../support/story'

const at = '2026-03-01T10:00:00Z'
const today = '2026-03-02'
const before = compileStudy(ruleStudy)
const VS = FormPath.parse('SCR/VS')
const DM = FormPath.parse('SCR/DM')

/** Screened, with weight and height verified and vital signs signed. */
const screened = () => told().casebook()

function told() {
  const story = new Story(before.id, ruleStudy.study.id)
  story.enters(nurse, at, DM, { 'MAIN/ICFDAT': '2026-02-01' })
  story.enters(nurse, at, VS, { 'MAIN/WEIGHT': '45', 'MAIN/HEIGHT': '170' })
  const items = story.casebook().forms.get(VS)?.items ?? new Map()
  story.says(monitor, at, { kind: 'verify', scope: VS, heads: [...headRefs(VS, items)] })
  story.says(investigator, at, {
    kind: 'sign',
    meaning: 'data-correct',
    scopes: [{ scope: VS, content: contentOf(VS, items) }],
    key: 'k',
    signature: 's',
  })
  return story
}

const form = (oid: string): FormDef => {
  const found = ruleStudy.forms.find((one) => one.oid === oid)
  if (!found) throw new Error(`no form ${oid}`)
  return found
}

const amended = (change: (version: StudyVersion) => Partial<StudyVersion>) =>
  compileStudy(StudyVersion.parse(structuredClone({ ...ruleStudy, name: '2.0', ...change(ruleStudy) })))
const withForm = (oid: string, change: (form: FormDef) => FormDef) =>
  amended(({ forms }) => ({ forms: forms.map((form) => (form.oid === oid ? change(structuredClone(form)) : form)) }))

const nothing = {
  ...{ added: [], removed: [], moved: [], reopened: [], forms: [], entered: [], withoutPlace: [] },
  ...{ signatures: [], verifications: [], derived: [], opens: [], closes: [], releases: [], criteria: [] },
}

/** Plays the move of someone on `from`, whose forms were all entered under `before`. */
const play = (from: CompiledStudy, to: CompiledStudy, forms: readonly FormPath[] = []) =>
  rehearse(joinVersions(from, [before, to]), screened(), { to: to.id, forms }, today)

test('the same version changes nothing, nor does another name', () => {
  expect(play(before, before)).toEqual(nothing)
  expect(
    play(
      before,
      amended(() => ({})),
    ),
  ).toEqual(nothing)
})

test('visits that come, go and move', () => {
  const after = amended(({ events }) => ({
    events: [
      ...events
        .filter(({ oid }) => oid !== 'UNS')
        .map((event) =>
          event.oid === 'W4' ? { ...event, target: { anchor: 'CONSENT', days: 35, before: 3, after: 3 } } : event,
        ),
      { oid: 'W8', title: { en: 'Week 8' }, kind: 'scheduled' as const, forms: ['SV'] },
    ],
  }))
  const { added, removed, moved } = play(before, after)
  expect({ added, removed }).toEqual({ added: ['W8'], removed: [] })
  expect(moved.map((one) => [one.event, one.before.target, one.after.target])).toEqual([
    ['W4', '2026-03-01', '2026-03-08'],
  ])
  expect(play(after, before).removed).toEqual(['W8'])
})

const stricter = () =>
  withForm('VS', (form) => {
    for (const item of form.groups[0]?.items ?? [])
      if (item.oid === 'WEIGHT' && item.type === 'decimal') item.soft = { low: '50', high: '150' }
    return form
  })

test('a range that is drawn otherwise: what was entered stays as it is', () =>
  expect(play(before, stricter())).toEqual({
    ...nothing,
    forms: [{ form: 'VS', added: [], removed: [], changed: ['WEIGHT'], checks: [] }],
    entered: [VS],
  }))

test('taken along, a query opens, and the signature and the verifications fall (GCP-10, GCP-16)', () =>
  expect(play(before, stricter(), [VS])).toEqual({
    ...nothing,
    forms: [{ form: 'VS', added: [], removed: [], changed: ['WEIGHT'], checks: [] }],
    entered: [VS],
    signatures: [{ form: VS, meaning: 'data-correct' }],
    verifications: ['SCR/VS/MAIN/WEIGHT', 'SCR/VS/MAIN/HEIGHT'],
    opens: [{ form: VS, check: 'RANGE-SOFT:WEIGHT' }],
  }))

test('an item that goes leaves its value without a place, and what was calculated from it', () => {
  const after = withForm('VS', (form) => {
    const [group] = form.groups
    if (group) group.items = group.items.filter(({ oid }) => oid !== 'HEIGHT' && oid !== 'BMI')
    return form
  })
  const { forms, withoutPlace, derived } = play(before, after, [VS])
  expect(forms).toEqual([{ form: 'VS', added: [], removed: ['HEIGHT', 'BMI'], changed: [], checks: [] }])
  expect(withoutPlace).toEqual(['SCR/VS/MAIN/HEIGHT'])
  expect(derived).toMatchObject([{ path: 'SCR/VS/MAIN/BMI', after: undefined }])
  expect(play(before, after)).toMatchObject({ derived: [], signatures: [], verifications: [] })
})

test('a visit that was done is open again when more is asked of it', () => {
  const after = amended(({ events }) => ({
    events: events.map((event) => (event.oid === 'SCR' ? { ...event, forms: [...event.forms, 'MORE'] } : event)),
    forms: [...ruleStudy.forms, { ...structuredClone(form('DM')), oid: 'MORE', checks: [] }],
  }))
  const story = told()
  for (const path of [DM, VS]) story.says(nurse, at, { kind: 'status', form: path, bases: [], status: 'complete' })
  const study = joinVersions(before, [before, after])
  expect(rehearse(study, story.casebook(), { to: after.id, forms: [] }, today).reopened).toEqual(['SCR'])
})

test('a check that is worded otherwise is named', () => {
  const after = withForm('DM', (form) => ({ ...form, checks: [] }))
  expect(play(before, after).forms).toEqual([{ form: 'DM', added: [], removed: [], changed: [], checks: ['DM-01'] }])
})
