import { expect, test } from 'vitest'
import { lookAlikeIn } from '#shared/privacy/look-alike'

const TODAY = '2026-03-12'

test.each([
  ['write to anna.larsson@example.org', 'e-mail'],
  ['é.dupont@hôpital.fr', 'e-mail'],
  ['born 3/4/56', 'birth-date'],
  ['DOB: 1956-04-03', 'birth-date'],
  ['née le 3 avril 1956', 'birth-date'],
  ['född 1956-04-03', 'birth-date'],
  ['patient of 03.04.1956, seen today', 'birth-date'],
  ['19560403', 'birth-date'],
  ['April 3, 1956', 'birth-date'],
  ['call +46 70 123 45 67', 'phone'],
  ['tel 06 12 34 56 78', 'phone'],
  ['0031-20-1234567', 'phone'],
  ['560403-1234', 'long-number'],
  ['record 48120077', 'long-number'],
  ['1 56 04 75 116 001 42', 'long-number'],
])('%s is asked about (PRIV-01)', (text, what) => {
  expect(lookAlikeIn(text, TODAY)).toBe(what)
})

test.each([
  'Febrile neutropenia, 38.9 °C, ANC 0.4 10^9/L on 12 Mar 2026',
  'CT 2026-02-28 and 2026-03-10, lesion 23.5 x 18.2 mm',
  '01.02.2026 10:30, then 05.02.2026 08:00',
  'NCT03972488 amendment 4',
  'capecitabine 825 mg/m2 twice daily, days 1-14',
  '7400 MBq, 4 cycles, 29.6 GBq in all',
  'platelets 155000, 143000, 128000',
  'Newborn screening of a nephew; a born optimist',
  'appendectomy in 1987',
  '10 20 30 40 50 mg in turn',
  '12345.67890123',
])('%s says nothing of who it is', (text) => {
  expect(lookAlikeIn(text, TODAY)).toBeUndefined()
})

test('a text of any length is looked at in no time', () => {
  for (const text of ['a'.repeat(32_767), '0 '.repeat(16_000), '1-'.repeat(16_000), '01.'.repeat(10_000)]) {
    const began = process.cpuUsage().user
    lookAlikeIn(text, TODAY)
    expect(process.cpuUsage(undefined).user - began).toBeLessThan(500_000)
  }
})
