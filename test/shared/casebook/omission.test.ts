import { expect, test } from 'vitest'
import { omission, omittedBecause, reinstatement } from '#shared/casebook/omission'
import { FormPath, eventPath } from '#shared/casebook/path'
import { dueState, scheduleOf } from '#shared/casebook/schedule'
import { compileStudy } from '#shared/study/compile'
import { StudyVersion } from '#shared/study/definition'
import { netter2 } from '#forms/netter-2/study'
import { Story, nurse } from '../../support/story'

const at = '2026-01-20T10:00:00Z'
const event = eventPath({ oid: 'SCR' })

/** The demonstration, and the same study with a form for visits that knows a date alone. */
const dateAlone = StudyVersion.parse({
  ...netter2,
  forms: netter2.forms.map((form) =>
    form.oid === 'SV'
      ? {
          ...form,
          checks: [],
          groups: form.groups.map((group) => ({
            ...group,
            items: group.items.flatMap((item) => (item.oid === 'SVSTDTC' ? [{ ...item, required: true }] : [])),
          })),
        }
      : form,
  ),
})

test.each([
  ['with an item for it', netter2],
  ['as the status of its form', dateAlone],
])('a visit that did not take place, %s, and that is planned after all', (_, version) => {
  const study = compileStudy(version)
  const story = new Story(study.id, version.study.id)
  const state = () => {
    const one = scheduleOf(study, story.casebook()).find((each) => each.event === event)
    return one && [one.omitted, dueState(one, '2026-01-20')]
  }
  expect(state()?.[0]).toBeUndefined()
  story.says(nurse, at, omission(study, story.casebook(), event, 'The participant was ill'))
  expect(state()).toEqual([true, 'not-done'])
  expect(omittedBecause(study, story.casebook(), event)).toBe('The participant was ill')
  story.says(nurse, at, reinstatement(study, story.casebook(), event, 'The wrong visit'))
  expect(state()?.[0]).toBeUndefined()
  const form = story.casebook().forms.get(FormPath.parse('SCR/SV'))
  expect(form?.items.size === 0 || [...(form?.items.values() ?? [])].every(({ history }) => history.length === 2)).toBe(
    true,
  )
})
