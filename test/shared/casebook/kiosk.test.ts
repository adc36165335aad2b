import { expect, test } from 'vitest'
import { formsToHand } from '#shared/casebook/kiosk'
import { FormPath } from '#shared/casebook/path'
import { compileStudy, problemsOf } from '#shared/study/compile'
import { questionnaireStudy } from '../../support/questionnaire-study'
import { typedCasebook } from '../../support/typed-casebook'

const study = compileStudy(questionnaireStudy)
const EQ5 = FormPath.parse('SCR/EQ5')
const QLQ = FormPath.parse('SCR/QLQ')
const questions = (form: string) =>
  Object.fromEntries(
    (study.form(form)?.groups.find(({ oid }) => oid === 'QUESTIONS')?.items ?? []).map(({ oid }) => [
      `QUESTIONS/${oid}`,
      '1',
    ]),
  )

test('the study of these tests has no problems', () => {
  expect(problemsOf(questionnaireStudy)).toEqual([])
})

test.each<[string, Parameters<typeof typedCasebook>[1], FormPath, readonly FormPath[]]>([
  ['all questionnaires of the visit, this one first', {}, QLQ, [QLQ, EQ5]],
  ['not a form of staff', {}, FormPath.parse('SCR/ICF'), []],
  [
    'one that was begun on this screen',
    { 'SCR/EQ5': { 'ANSWERED/QSMODE': 'TABLET', 'QUESTIONS/EQ_MO': '2' } },
    EQ5,
    [EQ5, QLQ],
  ],
  ['not one answered on paper', { 'SCR/EQ5': { 'ANSWERED/QSMODE': 'PAPER' } }, EQ5, []],
  ['not one that was not answered', { 'SCR/EQ5': { 'ANSWERED/QSSTAT': 'NOT_DONE' } }, EQ5, []],
  ['the others without one that has all its answers', { 'SCR/EQ5': questions('EQ5') }, QLQ, [QLQ]],
  ['not one that has all its answers', { 'SCR/EQ5': questions('EQ5') }, EQ5, []],
])('a participant is handed %s', (_, told, from, forms) => {
  expect(formsToHand(study, typedCasebook(study, told), from)).toEqual(forms)
})
