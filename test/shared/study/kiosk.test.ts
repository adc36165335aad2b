import { describe, expect, test } from 'vitest'
import { eq5dForm, qlqC30Form, qlqGiNet21Form } from '#forms/common/questionnaires'
import { vitalSigns } from '#forms/common/vital-signs'
import { FormDef } from '#shared/study/definition'
import { kioskProblems } from '#shared/study/kiosk-definition'
import { WordingPack, answerWordingOf, wordingOf } from '#shared/study/wording-pack'

const eq5 = eq5dForm.def
const kiosk = eq5.kiosk ?? { questions: '', begin: {}, ends: [] }

describe('a form that participants answer', () => {
  test.each([qlqC30Form, qlqGiNet21Form, eq5dForm])('$def.oid names what it has', ({ def }) => {
    expect(def.kiosk).toBeDefined()
    expect(kioskProblems(def)).toEqual([])
    expect(FormDef.parse(def)).toEqual(def)
  })

  test('a form of staff has no kiosk and no problem', () => {
    const { def } = vitalSigns('ECOG')
    expect(def.kiosk).toBeUndefined()
    expect(kioskProblems(def)).toEqual([])
  })

  test.each<[string, FormDef, readonly string[]]>([
    [
      'no such group',
      { ...eq5, kiosk: { ...kiosk, questions: 'NONE', ends: [] } },
      ['form EQ5: kiosk: no single group NONE'],
    ],
    [
      'no such item to begin',
      { ...eq5, kiosk: { ...kiosk, begin: { QSNONE: 'Y' } } },
      ['form EQ5: kiosk: unknown item QSNONE'],
    ],
    ['no such date', { ...eq5, kiosk: { ...kiosk, date: 'NODAT' } }, ['form EQ5: kiosk: unknown item NODAT']],
    [
      'ends of an item that is not asked',
      { ...eq5, kiosk: { ...kiosk, ends: [{ items: ['QSDAT'], low: { en: 'a' }, high: { en: 'b' } }] } },
      ['form EQ5: kiosk: QSDAT is not asked'],
    ],
    [
      'a question of free text that cannot be left out',
      {
        ...eq5,
        groups: [...eq5.groups, { oid: 'WORDS', items: [{ oid: 'WHY', type: 'text', label: { en: 'Why' } }] }],
        kiosk: { questions: 'WORDS', begin: {}, ends: [] },
      },
      ['form EQ5: kiosk: WHY has no answers to choose from', 'form EQ5: kiosk: WHY cannot be left out'],
    ],
  ])('%s', (_, form, problems) => expect(kioskProblems(form)).toEqual(problems))
})

describe('licensed wording', () => {
  // Words made up for this test; no owner's.
  const pack = WordingPack.parse({
    format: 1,
    form: 'EQ5',
    title: { en: 'Made up' },
    licence: 'Made up for a test',
    items: { EQ_MO: { en: 'How is the weather?', fr: 'Quel temps fait-il ?' } },
    answers: [{ items: ['EQ_MO'], words: { '1': { en: 'Sunny', fr: 'Beau' }, '5': { en: 'Stormy' } } }],
  })

  test.each([
    ['the language asked for', pack, 'EQ_MO', 'fr', 'Quel temps fait-il ?'],
    ['a language that was not licensed', pack, 'EQ_MO', 'sv', undefined],
    ['an item it does not word', pack, 'EQ_VAS', 'en', undefined],
    ['no pack', undefined, 'EQ_MO', 'en', undefined],
  ] as const)('a question in %s', (_, from, item, language, words) =>
    expect(wordingOf(from, item, language)).toBe(words),
  )

  test.each([
    ['EQ_MO', '1', 'fr', 'Beau'],
    ['EQ_MO', '5', 'fr', undefined],
    ['EQ_MO', '2', 'en', undefined],
    ['EQ_SC', '1', 'en', undefined],
  ] as const)('answer %s %s in %s', (item, answer, language, words) =>
    expect(answerWordingOf(pack, item, answer, language)).toBe(words),
  )

  test('a pack that says more than it may is refused', () => {
    expect(WordingPack.safeParse({ ...pack, script: 'x' }).success).toBe(false)
    expect(WordingPack.safeParse({ ...pack, licence: '' }).success).toBe(false)
  })
})
