import { expect, test } from 'vitest'
import { ItemDef } from '#shared/study/definition'
import { readEntry } from '#shared/study/read-entry'

const label = { en: 'Item' }
const item = (def: object): ItemDef => ItemDef.parse({ oid: 'ITEM', label, ...def })

const context = { today: '2026-11-21', visitDate: '2026-11-18', zoneOffset: '+01:00', codes: ['Y', 'N', 'UNK'] }
const read = (def: ItemDef, text: string, unit?: string) => {
  const answer = readEntry(def, unit === undefined ? { text } : { text, unit }, context)
  if (!answer.ok) return answer.reason
  return answer.entry.state === 'value' ? answer.entry.text : answer.entry
}

const day = item({ type: 'date' })
const partialDay = item({ type: 'date', partial: true, missing: true })
const plannedDay = item({ type: 'date', future: true })

test.each([
  ['t', '2026-11-21'],
  ['T', '2026-11-21'],
  ['y', '2026-11-20'],
  ['v', '2026-11-18'],
  ['-3', '2026-11-18'],
  ['+2', '2026-11-23'],
  ['12mar', '2026-03-12'],
  ['12 mars', '2026-03-12'],
  ['12 MARS 2025', '2025-03-12'],
  ['1 août 26', '2026-08-01'],
  ['3 févr. 2026', '2026-02-03'],
  ['24dec', '2025-12-24'],
  ['12.3.26', '2026-03-12'],
  ['12/3/2026', '2026-03-12'],
  ['12-03-2026', '2026-03-12'],
  ['2026-03-12', '2026-03-12'],
  ['12 3', '2026-03-12'],
  ['3.4.57', '1957-04-03'],
  ['3.4.31', '2031-04-03'],
  ['31.2.2026', 'not-a-date'],
  ['13.13.2026', 'not-a-date'],
  ['12 jui 2026', 'not-a-date'],
  ['5', 'not-a-date'],
  ['yesterday', 'not-a-date'],
  ['12.3.2026.4', 'not-a-date'],
  ['2026-03', 'not-known-to-the-day'],
  ['UN', 'not-a-date'],
])('a date typed %o is %s', (typed, stored) => expect(read(day, typed)).toEqual(stored))

test.each([
  ['2026-03', '2026-03'],
  ['3.2026', '2026-03'],
  ['mar 2026', '2026-03'],
  ['2026', '2026'],
  ['2026-UN-UN', '2026'],
  ['2026-03-UN', '2026-03'],
  ['UN-MAR-2026', '2026-03'],
  ['un/un/2026', '2026'],
  ['un.3.26', '2026-03'],
  ['12.un.2026', 'not-a-date'],
  ['un.3', 'not-a-date'],
  ['UN', { state: 'missing', code: 'UNK' }],
  ['2026-03-12', '2026-03-12'],
])('a date that may be partial typed %o is %o', (typed, stored) => expect(read(partialDay, typed)).toEqual(stored))

test('a day without a year lies ahead only where that is allowed', () => {
  expect(read(day, '24dec')).toBe('2025-12-24')
  expect(read(plannedDay, '24dec')).toBe('2026-12-24')
})

test('the visit date must be known to be meant', () => {
  expect(readEntry(day, { text: 'v' }, { today: '2026-11-21' })).toEqual({ ok: false, reason: 'no-visit-date' })
})

test.each([
  ['930', '09:30'],
  ['0930', '09:30'],
  ['9:30', '09:30'],
  ['9.30', '09:30'],
  ['9h30', '09:30'],
  ['9h', '09:00'],
  ['9', '09:00'],
  ['23:59', '23:59'],
  ['2400', 'not-a-time'],
  ['9:60', 'not-a-time'],
  ['noon', 'not-a-time'],
])('a time typed %o is %s', (typed, stored) => expect(read(item({ type: 'time' }), typed)).toBe(stored))

test.each([
  ['t 930', '2026-11-21T09:30:00+01:00'],
  ['12mar 9:30', '2026-03-12T09:30:00+01:00'],
  ['2026-03-29T12:00:00+02:00', '2026-03-29T12:00:00+02:00'],
  ['2026-03-29T12:00:30-05:00', '2026-03-29T12:00:30-05:00'],
  ['2026-03-29 12:00 Z', '2026-03-29T12:00:00+00:00'],
  ['2026-03 930', 'not-known-to-the-day'],
  ['12mar', 'not-a-date'],
  ['12mar 2575', 'not-a-time'],
])('a date-time typed %o is %s', (typed, stored) => expect(read(item({ type: 'datetime' }), typed)).toBe(stored))

test('a date-time without an offset needs the clock of its author', () => {
  const answer = readEntry(item({ type: 'datetime' }), { text: 't 930' }, { today: '2026-11-21' })
  expect(answer).toEqual({ ok: false, reason: 'no-zone' })
})

test.each([
  ['120', '120'],
  ['+3', '+3'],
  ['12.0', 'not-whole'],
  ['12,5', 'not-whole'],
  ['<5', 'not-whole'],
  ['5 mmHg', 'not-a-number'],
])('a whole number typed %o is %s', (typed, stored) => expect(read(item({ type: 'integer' }), typed)).toBe(stored))

const haemoglobin = item({
  type: 'decimal',
  units: [
    { unit: 'g/L', factor: '1' },
    { unit: 'g/dL', factor: '10' },
  ],
})

test.each([
  ['7,4 g/dl', undefined, { text: '7,4', unit: 'g/dL', canonical: '74' }],
  ['7.4', 'g/dL', { text: '7.4', unit: 'g/dL', canonical: '74' }],
  ['74', undefined, { text: '74', unit: 'g/L', canonical: '74' }],
  ['74 g/L', 'g/dL', { text: '74', unit: 'g/L', canonical: '74' }],
  ['<7.4', 'g/dL', { text: '<7.4', unit: 'g/dL', canonical: '<74' }],
])('a quantity typed %o beside the unit %s keeps text, unit and canonical value', (text, unit, kept) => {
  const answer = readEntry(haemoglobin, unit === undefined ? { text } : { text, unit }, context)
  if (!answer.ok || answer.entry.state !== 'value') throw new Error('unreadable')
  const { entry } = answer
  expect({ text: entry.text, unit: entry.unit, canonical: entry.canonical?.value }).toEqual(kept)
  expect(entry.canonical?.unit).toBe('g/L')
})

test('a unit that the item does not know is refused, whether typed or chosen', () => {
  expect(read(haemoglobin, '7.4 stone')).toBe('unknown-unit')
  expect(read(haemoglobin, '7.4', 'stone')).toBe('unknown-unit')
})

test.each([
  [item({ type: 'code', codeList: 'NY' }), 'y', 'Y'],
  [item({ type: 'code', codeList: 'NY' }), 'maybe', 'not-in-list'],
  [item({ type: 'multi', codeList: 'NY' }), 'unk  Y Y', 'Y UNK'],
  [item({ type: 'multi', codeList: 'NY' }), 'Y maybe', 'not-in-list'],
  [item({ type: 'text', maxLength: 5 }), '  as is ', 'as is'],
  [item({ type: 'text', maxLength: 5 }), 'longer', 'too-long'],
  [item({ type: 'text' }), '\ud800', 'broken-text'],
  [item({ type: 'text' }), '   ', { state: 'blank' }],
  [item({ type: 'calculated', expression: '1', result: 'decimal' }), '3', 'calculated'],
])('$type typed %o is %o', (def, typed, stored) => expect(read(def, typed)).toEqual(stored))

test.each([
  [day, 't'],
  [partialDay, 'mar 2026'],
  [item({ type: 'datetime' }), 't 930'],
  [item({ type: 'time' }), '9h30'],
  [haemoglobin, '< 7,4 g/dl'],
])('what is stored reads as itself', (def, typed) => {
  const once = readEntry(def, { text: typed }, context)
  if (!once.ok || once.entry.state !== 'value') throw new Error('unreadable')
  const { text, unit } = once.entry
  expect(readEntry(def, unit === undefined ? { text } : { text, unit }, context)).toEqual(once)
})

test('a term of a dictionary is taken as the dictionary spells it; without the dictionary, as it was typed', () => {
  const term = item({ type: 'text', dictionary: 'CTCAE-5.0' })
  const at = (text: string, terms?: readonly string[]) =>
    readEntry(term, { text }, { today: '2026-11-21', ...(terms && { terms }) })
  expect(at('nausea', ['Nausea', 'Fatigue'])).toEqual({ ok: true, entry: { state: 'value', text: 'Nausea' } })
  expect(at('sick', ['Nausea', 'Fatigue'])).toEqual({ ok: false, reason: 'not-in-list' })
  expect(at('sick')).toEqual({ ok: true, entry: { state: 'value', text: 'sick' } })
  expect(at('', ['Nausea'])).toEqual({ ok: true, entry: { state: 'blank' } })
})
