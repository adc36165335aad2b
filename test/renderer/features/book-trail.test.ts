import { expect, test } from 'vitest'
import { auditOf } from '#shared/export/audit'
import { FormPath } from '#shared/casebook/path'
import { SiteId, SubjectCode } from '#shared/ids'
import { compileStudy } from '#shared/study/compile'
import {
  type TrailLine,
  booksToRead,
  everything,
  isOlder,
  isWanted,
  newestOf,
} from '../../../renderer/features/trail/book-trail'
import { smallStudy } from '../../support/small-study'
import { Story, nurse } from '../../support/story'

const small = compileStudy(smallStudy)
const { id: study } = smallStudy.study
const NL01 = SiteId.parse('NL01')

/** A participant enrolled on one day whose vital signs were not done on another. */
function linesOf(enrolled: string, asleep: string, offline = false): readonly TrailLine[] {
  const story = new Story(small.id, study, NL01)
  story.says(nurse, enrolled, { kind: 'enrol', code: SubjectCode.parse('NL01-001') })
  const form = FormPath.parse('SCR/VS')
  story.says(nurse, asleep, { kind: 'status', form, bases: [], status: 'not-done', reason: 'Asleep' }, { offline })
  const book = { subject: story.subject, study, site: NL01 }
  return auditOf(story.casebook()).map((line, i) => ({
    ...{ key: `${enrolled} ${i}`, line, book, who: 'Ana', what: line.kind, where: '', change: '', state: '' },
    ...{ reason: line.reason, clock: undefined, recorded: undefined },
  }))
}

const day = (n: number) => `2026-03-${String(n).padStart(2, '0')}T09:00:00.000+01:00`
const told = (lines: readonly TrailLine[]) =>
  lines.map(({ line }) => `${line.kind} ${line.logged.change.claimedAt.slice(8, 10)}`)

test('lines of several books stand newest first, and what was not sent yet before all that was', () => {
  const one = newestOf([], linesOf(day(1), day(10)))
  const both = newestOf(one, linesOf(day(5), day(6), true))
  expect(told(both)).toEqual(['status 06', 'status 10', 'enrol 05', 'enrol 01'])
})

test('books that may hold something newer are read first, and none that only holds what is older than the lines wanted', () => {
  const [book] = linesOf(day(1), day(2)).map((line) => line.book)
  if (!book) throw new Error('there is no line')
  const at = (n: number) => ({ ...book, lastReceived: new Date(day(n)).toISOString() })
  const [old, recent, unknown] = [at(3), at(20), book]
  expect(booksToRead([old, unknown, recent], everything)).toEqual([unknown, recent, old])
  const lines = newestOf([], linesOf(day(5), day(10)))
  expect([old, recent, unknown].map((one) => isOlder(one, lines, 2))).toEqual([true, false, false])
  // Fewer than wanted were found: the next book may have more.
  expect(isOlder(old, lines, 3)).toBe(false)
})

test.each([
  ['what was done', { kind: 'status' as const }, ['status 10']],
  ['a word of a reason, however it is written', { word: 'aSLEEP ' }, ['status 10']],
  ['somebody', { author: nurse.user }, ['enrol 01', 'status 10']],
  ['a first day, which is in it', { from: '2026-03-10' }, ['status 10']],
  ['a last day, which is in it', { until: '2026-03-01' }, ['enrol 01']],
  ['nothing', {}, ['enrol 01', 'status 10']],
])('the trail narrowed by %s', (_, by, expected) => {
  expect(told(linesOf(day(1), day(10)).filter((line) => isWanted({ ...everything, ...by }, line)))).toEqual(expected)
})
