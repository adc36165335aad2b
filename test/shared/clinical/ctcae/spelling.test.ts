import { expect, test } from 'vitest'
import { folded, nearness, soundOf } from '#shared/clinical/ctcae/spelling'

test.each([
  ['Œdème', 'edeme'],
  ['oedema', 'edema'],
  ['Anaemia', 'anemia'],
  ['ÆGER', 'eger'],
  ['mal au cœur', 'mal au ceur'],
  ['sömnlöshet, ångest', 'somnloshet angest'],
  ['tumour', 'tumor'],
  ['colour of skin', 'color of skin'],
  ['hour', 'hour'],
  ['flour', 'flour'],
  ['discouraged', 'discouraged'],
  [' Hand-foot! ', 'hand foot'],
  ['low --  Hb: 3b', 'low hb 3b'],
  ['…', ''],
])('%s is folded to %s', (text, plain) => expect(folded(text)).toBe(plain))

test.each([
  ['physical', 'fisikal'],
  ['phosphate', 'fosfate'],
  ['chromium', 'kromium'],
  ['chest', 'chest'],
  ['stomach', 'stomach'],
  ['sick', 'sik'],
  ['quick', 'kuik'],
  ['acne', 'akne'],
  ['cell', 'cel'],
  ['cyst', 'cist'],
  ['cirrhosis', 'cirosis'],
  ['diarrhea', 'diarea'],
  ['thrombo', 'trombo'],
  ['ghost', 'gost'],
  ['khat', 'kat'],
  ['zebra', 'sebra'],
  ['dizzy', 'disi'],
  ['hyper', 'iper'],
  ['hair', 'air'],
  ['behind', 'behind'],
  ['hmm', 'hm'],
  ['aaah', 'ah'],
])('%s sounds as %s', (word, sound) => expect(soundOf(word)).toBe(sound))

const near = (query: string, word: string) =>
  nearness({ text: query, sound: soundOf(query) }, { text: word, sound: soundOf(word) })

test.each([
  ['the word itself', 'fever', 'fever', 0],
  ['its beginning', 'fev', 'fever', 0.4],
  ['one letter of a beginning', 'f', 'fever', 0.6],
  ['the same sound', 'diarhea', 'diarrhea', 0.5],
  ['the same sound of three letters', 'zit', 'sit', 0.5],
  ['the beginning of its sound', 'trom', 'thrombosis', 0.7 + (0.5 * 5) / 9],
  ['a letter for another', 'fewer', 'fever', 1.4],
  ['two letters swapped', 'nasuea', 'nausea', 1.4],
  ['the first two letters swapped', 'efver', 'fever', 1.4],
  ['a letter left out of four', 'fevr', 'fever', 1.5],
  ['the first letter left out', 'ever', 'fever', 1.5],
  ['a letter put before the first', 'afever', 'fever', 1.4],
  ['a letter put in', 'feaver', 'fever', 1.4],
  ['two slips in ten letters', 'nutropinia', 'neutropenia', 2 + 0.5 / 11],
  ['a slip in a beginning of eight letters', 'nutropen', 'neutropenia', 1.4 + 1.5 / 11],
  ['two letters too many', 'feverish', 'feveri', 2],
])('%s: %s is near %s', (_, query, word, cost) => expect(near(query, word)).toBeCloseTo(cost, 10))

test.each([
  ['another letter in three', 'fex', 'fever'],
  ['the same sound of two letters', 'yr', 'ir'],
  ['the beginning of its sound, of three letters', 'tro', 'thrombosis'],
  ['another beginning', 'xxver', 'fever'],
  ['another first letter', 'xever', 'fever'],
  ['two slips in five letters', 'fexxr', 'fever'],
  ['two slips in seven letters', 'nxusxan', 'nausean'],
  ['three slips in ten letters', 'nutropinea', 'neutropenia'],
  ['three letters too many', 'feverish', 'fever'],
])('%s: %s is not %s', (_, query, word) => expect(near(query, word)).toBeUndefined())
