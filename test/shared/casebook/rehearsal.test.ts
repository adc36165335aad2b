import { expect, test } from 'vitest'
import { contentOf, headRefs } from '#shared/casebook/derive'
import { FormPath } from '#shared/casebook/path'
import { rehearse } from '#shared/casebook/rehearsal'
import { compileStudy } from '#shared/study/compile'
import { type FormDef, StudyVersion } from '#shared/study/definition'
import { ruleStudy } from '../../support/rule-study'
import { Story, investigator, monitor, nurse } from '../../support/story'

const at = '2026-03-01T10:00:00Z'
const today = '2026-03-02'
const before = compileStudy(ruleStudy)
const VS = FormPath.parse('SCR/VS')
const DM = FormPath.parse('SCR/DM')

/** Screened, with weight and height verified and vital signs signed. */
function screened() {
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
  return story.casebook()
}

const amended = (change: (version: StudyVersion) => Partial<StudyVersion>) =>
  compileStudy(StudyVersion.parse(structuredClone({ ...ruleStudy, name: '2.0', ...change(ruleStudy) })))
const withForm = (oid: string, change: (form: FormDef) => FormDef) =>
  amended(({ forms }) => ({ forms: forms.map((form) => (form.oid === oid ? change(structuredClone(form)) : form)) }))

const nothing = {
  ...{ added: [], removed: [], moved: [], forms: [], withoutPlace: [] },
  ...{ signatures: [], verifications: [], opens: [], closes: [] },
}

test('the same version changes nothing, nor does another name', () => {
  expect(rehearse(before, before, screened(), today)).toEqual(nothing)
  expect(
    rehearse(
      before,
      amended(() => ({})),
      screened(),
      today,
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
  const { added, removed, moved } = rehearse(before, after, screened(), today)
  expect({ added, removed }).toEqual({ added: ['W8'], removed: [] })
  expect(moved.map((one) => [one.event, one.before.target, one.after.target])).toEqual([
    ['W4', '2026-03-01', '2026-03-08'],
  ])
  expect(rehearse(after, before, screened(), today).removed).toEqual(['W8'])
})

test('a range that is drawn otherwise: a query opens, the signature and one verification fall', () => {
  const after = withForm('VS', (form) => {
    for (const item of form.groups[0]?.items ?? [])
      if (item.oid === 'WEIGHT' && item.type === 'decimal') item.soft = { low: '50', high: '150' }
    return form
  })
  expect(rehearse(before, after, screened(), today)).toEqual({
    ...nothing,
    forms: [{ form: 'VS', added: [], removed: [], changed: ['WEIGHT'], checks: [] }],
    signatures: [{ form: VS, meaning: 'data-correct' }],
    verifications: ['SCR/VS/MAIN/WEIGHT'],
    opens: [{ form: VS, check: 'RANGE-SOFT:WEIGHT' }],
  })
  expect(rehearse(after, before, screened(), today).closes).toEqual([{ form: VS, check: 'RANGE-SOFT:WEIGHT' }])
})

test('an item that goes leaves its value without a place; one that comes touches nothing that was entered', () => {
  const after = withForm('VS', (form) => {
    const [group] = form.groups
    if (group) group.items = group.items.filter(({ oid }) => oid !== 'HEIGHT' && oid !== 'BMI')
    return form
  })
  const { forms, withoutPlace } = rehearse(before, after, screened(), today)
  expect(forms).toEqual([{ form: 'VS', added: [], removed: ['HEIGHT', 'BMI'], changed: [], checks: [] }])
  expect(withoutPlace).toEqual(['SCR/VS/MAIN/HEIGHT'])
  expect(rehearse(after, before, screened(), today)).toMatchObject({
    forms: [{ added: ['HEIGHT', 'BMI'] }],
    withoutPlace: [],
    verifications: [],
  })
})

test('a check that is worded otherwise is named', () => {
  const after = withForm('DM', (form) => ({ ...form, checks: [] }))
  expect(rehearse(before, after, screened(), today).forms).toEqual([
    { form: 'DM', added: [], removed: [], changed: [], checks: ['DM-01'] },
  ])
})
