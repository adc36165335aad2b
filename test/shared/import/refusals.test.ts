import { expect, test } from 'vitest'
import { notCarried, notCarriedAt } from '#shared/import/not-carried'
import { ImportRefused, refusalIn } from '#shared/import/refused'
import { type Sentence, inWords } from '#shared/import/refusals'
import { readOdm } from '../../support/odm-file'

const refusedFor = (text: string): ImportRefused => {
  try {
    readOdm(text)
  } catch (error) {
    if (error instanceof ImportRefused) return error
  }
  return expect.unreachable('it is taken in')
}

test.each([
  ['<!DOCTYPE ODM><ODM/>', ['it has a DOCTYPE', 'il contient un DOCTYPE', 'den har en DOCTYPE']],
  ['<html/>', ['the root is html, not ODM', 'la racine est html et non ODM', 'roten är html, inte ODM']],
  [
    '<ODM xmlns="http://www.cdisc.org/ns/odm/v1.3">\n<Study></ODM>',
    ['</ODM> closes <Study>', '</ODM> ferme <Study>', '</ODM> avslutar <Study>'],
  ],
  [
    '<ODM xmlns="http://www.cdisc.org/ns/odm/v1.3"><Study OID="S"><Wrong/></Study></ODM>',
    ['Wrong does not stand in Study', 'Wrong ne figure pas dans Study', 'Wrong står inte i Study'],
  ],
])('%s is refused in every language that the app speaks', (text, [en, fr, sv]) => {
  const { reason } = refusedFor(text)
  expect(reason.en).toContain(en)
  expect(reason.fr).toContain(fr)
  expect(reason.sv).toContain(sv)
})

test('what stands in a sentence stands in it in every language, as it is', () => {
  const sentence: Sentence = 'ItemOID {0} is no item of group {1} in this form'
  for (const text of Object.values(inWords(sentence, 'IT.{1}', '<G & "1">'))) {
    expect(text).toContain('IT.{1}')
    expect(text).toContain('<G & "1">')
  }
})

test('signs that are not of the encoding are a refusal, and nothing else that goes wrong is', () => {
  const decode = () => new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.of(0xff))
  let wrong: unknown
  try {
    decode()
  } catch (error) {
    wrong = error
  }
  expect(refusalIn(wrong)?.reason.sv).toBe('tecknen i den följer inte dess kodning')
  expect(refusalIn(new RangeError('something else'))).toBeUndefined()
})

test('what is left behind is said with its place in every language', () => {
  const what = notCarried('how {0} converts to {1} is not said; {0} is kept as typed', 'lb', 'kg')
  expect(notCarriedAt({ line: 12, path: '/ODM/Study/ItemDef' }, what)).toEqual({
    en: 'line 12, /ODM/Study/ItemDef: how lb converts to kg is not said; lb is kept as typed',
    fr: 'ligne 12, /ODM/Study/ItemDef : la conversion de lb en kg n’est pas indiquée ; lb reste tel qu’il est saisi',
    sv: 'rad 12, /ODM/Study/ItemDef: hur lb räknas om till kg sägs inte; lb behålls som det skrevs',
  })
})
