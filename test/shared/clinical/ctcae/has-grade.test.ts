import { expect, test } from 'vitest'
import { dictionary } from '#shared/clinical/ctcae/dictionary'
import { hasGrade } from '#shared/clinical/ctcae/has-grade'

test('it says of every term what the dictionary says', () => {
  for (const { term, grades } of dictionary)
    expect([term, ([1, 2, 3, 4, 5] as const).filter((grade) => hasGrade(term, String(grade)))]).toEqual([term, grades])
})

test.each([
  ['cyanosis', '2', true],
  ['Cyanosis', '3', false],
  ['Blue lips', '2', undefined],
  ['Cyanosis', '0', undefined],
  ['Cyanosis', '', undefined],
])('%s, grade %j: %s', (term, grade, answer) => expect(hasGrade(term, grade)).toBe(answer))
