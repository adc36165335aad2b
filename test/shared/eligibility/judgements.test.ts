import { expect, test } from 'vitest'
import { wholeNetter2 } from '#forms/netter-2/whole-study'
import { reLuth } from '#forms/re-luth/study'
import { FormPath } from '#shared/casebook/path'
import { judgedIn, judgementsOf } from '#shared/eligibility/judgements'
import { compileStudy } from '#shared/study/compile'
import { versionIdOf } from '#shared/study/definition'
import { Story, nurse, secondNurse } from '../../support/story'

const def = wholeNetter2.eligibility
if (!def) throw new Error('the study has no eligibility')
const study = compileStudy(wholeNetter2)
const IE = FormPath.parse('SCR/IE')
const MORNING = '2026-03-12T09:00:00.000+01:00'

test('each criterion that is judged has its item on a form of the study', () => {
  const items = wholeNetter2.forms.flatMap(({ groups }) => groups.flatMap((group) => group.items.map(({ oid }) => oid)))
  const judged = def.criteria.filter(({ mode }) => mode !== 'computed').map(({ id }) => judgedIn(id))
  expect(judged.filter((oid) => !items.includes(oid))).toEqual([])
})

test('what the investigator answered is the judgement of that criterion', () => {
  const story = new Story(versionIdOf(wholeNetter2))
  expect(judgementsOf(study, story.casebook())).toEqual({})
  story.enters(nurse, MORNING, IE, { 'EXCLUSION/IE_N2_E09': 'N', 'EXCLUSION/IE_N2_E06': 'Y' })
  expect(judgementsOf(study, story.casebook())).toEqual({ 'N2-E09': 'N', 'N2-E06': 'Y' })
})

test('answers that stand against each other are none', () => {
  const story = new Story(versionIdOf(wholeNetter2))
  story.enters(nurse, MORNING, IE, { 'EXCLUSION/IE_N2_E09': 'N' })
  story.enters(secondNurse, MORNING, IE, { 'EXCLUSION/IE_N2_E09': 'Y' }, { blind: true })
  expect(judgementsOf(study, story.casebook())['N2-E09']).toBeUndefined()
})

test('of two occasions the later one speaks, whatever its visit is called', () => {
  const trial = compileStudy(reLuth)
  const story = new Story(versionIdOf(reLuth))
  story.enters(nurse, MORNING, FormPath.parse('EVR/IE'), { 'EXCLUSION/IE_RL_E01': 'Y' })
  story.enters(nurse, MORNING, FormPath.parse('INC/IE'), { 'EXCLUSION/IE_RL_E01': 'N' })
  expect(judgementsOf(trial, story.casebook())['RL-E01']).toBe('Y')
})
