import { expect, test } from 'vitest'
import { folded, nearness, soundOf } from '#shared/clinical/ctcae/spelling'

test.each([
  ['Œdème', 'edeme'],
  ['oedema', 'edema'],
  ['Anaemia', 'anemia'],
  ['tumour', 'tumor'],
  ['hour', 'hour'],
  [' Hand-foot! ', 'hand foot'],
])('%s is folded to %s', (text, plain) => expect(folded(text)).toBe(plain))

test.each([
  ['physical', 'fisikal'],
  ['diarrhea', 'diarea'],
  ['thrombo', 'trombo'],
  ['zebra', 'sebra'],
  ['hyper', 'iper'],
])('%s sounds as %s', (word, sound) => expect(soundOf(word)).toBe(sound))

const near = (query: string, word: string) =>
  nearness({ text: query, sound: soundOf(query) }, { text: word, sound: soundOf(word) })

test.each([
  ['fever', 'fever', 0],
  ['fev', 'fever', 0.4],
  ['diarhea', 'diarrhea', 0.5],
  ['fewer', 'fever', 1.4],
  ['nasuea', 'nausea', 1.4],
])('%s is near %s by %f', (query, word, cost) => expect(near(query, word)).toBeCloseTo(cost, 10))

test.each([
  ['fex', 'fever'],
  ['xxver', 'fever'],
  ['fexxr', 'fever'],
])('%s is not %s', (query, word) => expect(near(query, word)).toBeUndefined())
