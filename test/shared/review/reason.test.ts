import { expect, test } from 'vitest'
import { FormPath, ItemPath } from '#shared/casebook/path'
import { type UserId } from '#shared/ids'
import { reasonNeeded } from '#shared/review/reason'
import { compileStudy } from '#shared/study/compile'
import { ruleStudy } from '../../support/rule-study'
import { Story, nurse, secondNurse } from '../../support/story'

const study = compileStudy(ruleStudy)
const form = FormPath.parse('SCR/VS')
const item = ItemPath.parse('SCR/VS/MAIN/HEIGHT')
const at = '2026-01-01T10:00:00Z'
const boot = '0198c0de-0000-7000-8000-0000000000b0'
const later = '0198c0de-0000-7000-8000-0000000000b1'

const begin = () => new Story(study.id, ruleStudy.study.id)
const needed = (story: Story, author: UserId, sitting: string) => {
  const state = story.casebook().forms.get(form)
  return reasonNeeded(state, state?.items.get(item), { author, boot: sitting })
}

test('a first value needs no reason, in a complete form either (GCP-06)', () => {
  const story = begin()
  expect(needed(story, nurse.user, boot)).toBe(false)
  story.says(nurse, at, { kind: 'status', form, bases: [], status: 'complete' })
  expect(needed(story, nurse.user, boot)).toBe(false)
})

test.each([
  ['one’s own slip in the same sitting', nurse.user, boot, false],
  ['one’s own value of an earlier sitting', nurse.user, later, true],
  ['what another person entered', secondNurse.user, boot, true],
])('changing %s (GCP-06)', (_, author, sitting, reason) => {
  const story = begin()
  story.enters(nurse, at, form, { 'MAIN/HEIGHT': '170' })
  expect(needed(story, author, sitting)).toBe(reason)
})

test('in a complete form every change of a value needs a reason', () => {
  const story = begin()
  story.enters(nurse, at, form, { 'MAIN/HEIGHT': '170' })
  story.says(nurse, at, { kind: 'status', form, bases: [], status: 'complete' })
  expect(needed(story, nurse.user, boot)).toBe(true)
})

test('what was cleared is no value, what is missing with a reason is one', () => {
  const story = begin()
  story.enters(nurse, at, form, { 'MAIN/HEIGHT': { state: 'blank' } })
  expect(needed(story, secondNurse.user, later)).toBe(false)
  story.enters(nurse, at, form, { 'MAIN/HEIGHT': { state: 'missing', code: 'ND', reason: 'no scale' } })
  expect(needed(story, secondNurse.user, later)).toBe(true)
})

test('of a contested item one head of another person is enough', () => {
  const story = begin()
  story.enters(nurse, at, form, { 'MAIN/HEIGHT': '170' })
  story.enters(secondNurse, at, form, { 'MAIN/HEIGHT': '171' }, { blind: true })
  expect(needed(story, nurse.user, boot)).toBe(true)
})
