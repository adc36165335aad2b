import { expect, test } from 'vitest'
import { gradeTexts } from '#shared/clinical/ctcae/published/grade-texts'
import { readPublishedText } from '#shared/clinical/ctcae/published/read-table'
import { madeUpRows, madeUpWords, tsv } from '../../../../support/made-up-ctcae'

const reading = readPublishedText(tsv(madeUpRows()))
const table = reading.kind === 'read' ? reading.table : undefined

const words = (texts: ReturnType<typeof gradeTexts>) => texts.grades.map((grade) => grade.words?.join(' | '))

test('where the table is loaded its words are shown, in English, for the grades that exist', () => {
  const texts = gradeTexts('Cyanosis', 'fr', table)
  expect(texts).toMatchObject({ from: 'published', language: 'en' })
  expect(words(texts)).toEqual([undefined, madeUpWords('Cyanosis', 2), undefined, undefined, undefined])
})

test('beside them stand our own short words in the language of the person, where we have any', () => {
  const inShort = (term: string, language: 'en' | 'fr') =>
    gradeTexts(term, language, table).grades.map((grade) => grade.inShort.join(' | '))
  expect(inShort('Fatigue', 'fr')[1]).toContain('repos')
  expect(inShort('Fatigue', 'en').join('')).toBe('')
  expect(inShort('Cyanosis', 'fr').join('')).toBe('')
})

test('without the table a term we have words for says them in the language of the person', () => {
  const texts = gradeTexts('anemia', 'fr', undefined)
  expect(texts).toMatchObject({ from: 'own', language: 'fr' })
  expect(words(texts)[1]).toBe('< 10,0 g/dL ou < 6,2 mmol/L ou < 100 g/L')
  expect(words(texts)[4]).toBe('décès')
  expect(words(gradeTexts('Platelet count decreased', 'en', undefined))[2]).toBe('< 50.0 10⁹/L')
})

test('for all others the grades mean what they mean in general, and one that does not exist says nothing', () => {
  const texts = gradeTexts('Cyanosis', 'sv', undefined)
  expect(texts).toMatchObject({ from: 'general', language: 'sv' })
  expect(words(texts).map((text) => text !== undefined)).toEqual([false, true, false, false, false])
})

test.each([undefined, '', 'Not a term'])('for %j all five grades are there, in general', (name) => {
  const texts = gradeTexts(name, 'en', table)
  expect(texts.from).toBe('general')
  expect(words(texts)).not.toContain(undefined)
})
