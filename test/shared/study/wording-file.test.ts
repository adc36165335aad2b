import { describe, expect, test } from 'vitest'
import { eq5dForm, qlqGiNet21Form } from '#forms/common/questionnaires'
import { startNet } from '#forms/start-net/study'
import { type WordingFault, questionnairesIn, readWordingPack } from '#shared/study/wording-file'
import { madeUpPack } from '../../support/made-up-pack'

const known = questionnairesIn([startNet])
const pack = madeUpPack(eq5dForm.def)
const read = (value: object) => readWordingPack(JSON.stringify(value), known)

test('the questionnaires of a study are those that participants answer', () => {
  expect(known.map(({ form }) => form.oid).sort()).toEqual(['EQ5', 'GIN', 'QLQ'])
})

test('a pack that words what there is can be shown, and says how much of it in each language', () => {
  const { EQ_VAS: vas, ...rest } = pack.items
  expect(vas).toBeDefined()
  expect(read({ ...pack, items: { ...rest, EQ_MO: { fr: 'Le temps ?' } } })).toMatchObject({
    kind: 'pack',
    coverage: [
      { language: 'en', questions: 4, of: 6 },
      { language: 'fr', questions: 5, of: 6 },
    ],
  })
})

describe('a pack that cannot be shown says why, all at once', () => {
  const [answers] = pack.answers
  test.each<[string, string, readonly WordingFault[]]>([
    ['no JSON', '{', [{ why: 'not-json' }]],
    [
      'without a licence, and more than it may say',
      JSON.stringify({ ...pack, licence: '', items: { EQ_MO: { de: 'Wie?' } } }),
      [
        { why: 'not-as-it-should-be', where: 'licence' },
        { why: 'not-as-it-should-be', where: 'items.EQ_MO' },
      ],
    ],
    ['another form', JSON.stringify({ ...pack, form: 'QLX' }), [{ why: 'unknown-form', where: 'QLX' }]],
    [
      'questions and answers that there are not',
      JSON.stringify({
        ...pack,
        items: { EQ_MO: { en: 'How?' }, EQ_XX: { en: 'What?' }, QSDAT: { en: 'When?' } },
        answers: [{ ...answers, words: { '1': { en: 'Sunny' }, '6': { en: 'Hail' }, NA: { en: 'No weather' } } }],
      }),
      [
        { why: 'unknown-item', where: 'EQ_XX' },
        { why: 'unknown-item', where: 'QSDAT' },
        { why: 'unknown-answer', where: 'EQ_MO', answer: '6' },
        { why: 'unknown-answer', where: 'EQ_MO', answer: 'NA' },
      ],
    ],
    [
      'answers worded twice',
      JSON.stringify({ ...pack, answers: [answers, answers] }),
      [{ why: 'item-twice', where: 'EQ_MO' }],
    ],
    ['no words at all', JSON.stringify({ ...pack, items: {}, answers: [] }), [{ why: 'no-words' }]],
  ])('%s', (_, text, faults) => expect(readWordingPack(text, known)).toEqual({ kind: 'refused', faults }))
})

test('where a question need not apply, that answer can be worded too', () => {
  const words = { NA: { en: 'Not for me' } }
  const of = (item: string) => read({ ...madeUpPack(qlqGiNet21Form.def), answers: [{ items: [item], words }] }).kind
  expect([of('GIN_39'), of('GIN_31')]).toEqual(['pack', 'refused'])
})
