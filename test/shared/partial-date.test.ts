import { expect, test } from 'vitest'
import { PartialDate, daysBetween, isoDayPlus, yearsBetween } from '#shared/partial-date'

const date = (text: string): PartialDate => {
  const read = PartialDate.parse(text)
  if (!read) throw new Error(`no date: ${text}`)
  return read
}

test.each(['2026', '2026-03', '2024-02-29', '1905', '9999-12-31'])('%s is read and written as it was', (text) => {
  expect(date(text).toString()).toBe(text)
})

test.each(['', '26', '2026-13', '2026-00', '2026-02-29', '2026-3-1', '2026-03-00', '0026-01-01', '2026-03-12T00:00'])(
  '%o is no date',
  (text) => expect(PartialDate.parse(text)).toBeUndefined(),
)

test.each([
  ['2026-03-12', '2026-03-13', 'yes'],
  ['2026-03-12', '2026-03-12', 'no'],
  ['2026-03-13', '2026-03-12', 'no'],
  ['2026-03', '2026-04-01', 'yes'],
  ['2026-03', '2026-03-31', 'unknown'],
  ['2026-03-12', '2026-03', 'unknown'],
  ['2026-03-31', '2026-03', 'no'],
  ['2025', '2026', 'yes'],
  ['2026', '2026-06', 'unknown'],
])('%s before %s: %s', (a, b, answer) => expect(date(a).isBefore(date(b))).toBe(answer))

test.each([
  ['2026-03-12', '2026-03-12', 'yes'],
  ['2026-03', '2026-03', 'unknown'],
  ['2026-03', '2026-04', 'no'],
  ['2026-03-12', '2026', 'unknown'],
])('%s is %s: %s', (a, b, answer) => expect(date(a).equals(date(b))).toBe(answer))

test.each([
  ['2026-08-31', 6, '2027-02-28'],
  ['2023-08-31', 6, '2024-02-29'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2026-01-15', -1, '2025-12-15'],
  ['2026-03', 10, '2027-01'],
  ['2026', 12, '2027'],
  ['2026', 1, '2026-02-01/2027-01-31'],
])('%s and %i months is %s', (from, months, to) => expect(date(from).addMonths(months).toString()).toBe(to))

test('days are counted on the calendar, over a change of summer time and a leap day', () => {
  expect(daysBetween(date('2026-03-28'), date('2026-03-30'))).toEqual({ least: 2, most: 2 })
  expect(daysBetween(date('2024-02-28'), date('2024-03-01'))).toEqual({ least: 2, most: 2 })
  expect(daysBetween(date('2026-03-12'), date('2026-03-10'))).toEqual({ least: -2, most: -2 })
  expect(daysBetween(date('2026-03'), date('2026-04-01'))).toEqual({ least: 1, most: 31 })
})

test.each([
  ['1950-06-15', '2026-06-14', 75, 75],
  ['1950-06-15', '2026-06-15', 76, 76],
  ['2000-02-29', '2001-02-28', 0, 0],
  ['2000-02-29', '2001-03-01', 1, 1],
  ['1950', '2026-06-15', 75, 76],
])('from %s to %s: %i to %i completed years', (from, to, least, most) =>
  expect(yearsBetween(date(from), date(to))).toEqual({ least, most }),
)

test('an ISO day moves by days', () => {
  expect(isoDayPlus('2026-02-27', 3)).toBe('2026-03-02')
  expect(() => isoDayPlus('2026-02', 3)).toThrow(RangeError)
})

test('every day has the name that the calendar of the standard gives it, across centuries and leap years', () => {
  const DAY = 86_400_000
  const spans = [
    ['1000-01-01', '1004-12-31'],
    ['1599-01-01', '1601-12-31'],
    ['1895-01-01', '2105-12-31'],
    ['9996-01-01', '9999-12-31'],
  ] as const
  for (const [from, to] of spans)
    for (let day = Date.parse(from) / DAY; day <= Date.parse(to) / DAY; day++) {
      const text = new Date(day * DAY).toISOString().slice(0, 10)
      const read = PartialDate.parse(text)
      if (read?.first !== day || read.last !== day || read.toString() !== text) expect.unreachable(text)
    }
})
