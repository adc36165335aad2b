import { expect, test } from 'vitest'
import { dictionary } from '#shared/clinical/ctcae/dictionary'
import { searchTerms } from '#shared/clinical/ctcae/search'

test('every name of the dictionary finds its own term', () => {
  const lost = dictionary.filter(({ term }) => searchTerms(term)[0]?.term.term !== term)
  expect(lost.map(({ term }) => term)).toEqual([])
})

test('a keystroke takes less than 10 ms', () => {
  const typed = dictionary
    .flatMap(({ words }) => Object.values(words).flat())
    .flatMap((query) => Array.from(query, (_, end) => query.slice(0, end + 1)))
    .filter((_, i) => i % 32 === 0)
  searchTerms('warm')
  const before = process.cpuUsage()
  for (const query of typed) searchTerms(query)
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1000 / typed.length).toBeLessThan(10)
})
