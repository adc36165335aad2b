import { describe, expect, test } from 'vitest'
import { EventPath } from '#shared/casebook/path'
import type { SubjectSummary } from '#shared/casebook/summary'
import { SiteId, StudyId, SubjectCode, SubjectKey } from '#shared/ids'
import { dueLines } from '../../../renderer/features/visits-due/due'

const today = '2026-03-12'

const summary = (more: Partial<SubjectSummary>): SubjectSummary => ({
  subject: SubjectKey.parse('0198c0de-0000-7000-8000-00000000abcd'),
  study: StudyId.parse('NCT03972488'),
  site: SiteId.parse('NL01'),
  code: SubjectCode.parse('NL01-001'),
  arm: undefined,
  next: [],
  stages: [],
  lastContact: undefined,
  ...{ findings: 0, openQueries: 0, contested: 0, unsent: 0, held: 0, serious: 0, toReview: 0, toSign: 0 },
  ...more,
})
const visit = (target: string, [from, to]: readonly [string, string], begun = false) => {
  const event = EventPath.parse('C2')
  return { event, oid: 'C2', target, from, to, begun }
}
const groups = (more: Partial<SubjectSummary>) => dueLines([summary(more)], today).map(({ group, day }) => [group, day])

describe('a visit', () => {
  test.each([
    [
      'whose window ended yesterday is overdue',
      visit('2026-03-08', ['2026-03-01', '2026-03-11']),
      [['overdue', '2026-03-11']],
    ],
    [
      'whose window ends today is work of today',
      visit('2026-03-08', ['2026-03-01', '2026-03-12']),
      [['today', '2026-03-08']],
    ],
    ['planned for today', visit('2026-03-12', ['2026-03-05', '2026-03-19']), [['today', '2026-03-12']]],
    ['planned in seven days', visit('2026-03-19', ['2026-03-12', '2026-03-26']), [['week', '2026-03-19']]],
    ['planned in eight days is not said yet', visit('2026-03-20', ['2026-03-12', '2026-03-27']), []],
    [
      'under way is work of today, however late',
      visit('2026-01-20', ['2026-01-12', '2026-01-27'], true),
      [['today', '2026-01-20']],
    ],
  ])('%s', (_, one, lines) => expect(groups({ next: [one] })).toEqual(lines))
})

describe('what expires', () => {
  const event = EventPath.parse('C2')
  test.each([
    ['a sample that counts today for the last day', { event, oid: 'C2', form: 'LBH', last: '2026-03-12' }, true],
    ['a sample that counts for seven days more', { event, oid: 'C2', form: 'LBH', last: '2026-03-19' }, true],
    ['a sample that counts for eight days more', { event, oid: 'C2', form: 'LBH', last: '2026-03-20' }, false],
    ['a sample that ran out is of another dose', { event, oid: 'C2', form: 'LBH', last: '2026-03-11' }, false],
    ['a screening that ran out', { event, oid: 'SCR', last: '2026-03-11' }, true],
    ['a screening that ran out long ago', { event, oid: 'SCR', last: '2026-02-09' }, false],
  ])('%s', (_, expiring, shown) => expect(groups({ expiring: [expiring] }).length).toBe(shown ? 1 : 0))

  test('a summary made before there was this has none', () => expect(groups({})).toEqual([]))
})

test('what is late comes first, then by day', () => {
  const next = [
    visit('2026-03-14', ['2026-03-10', '2026-03-20']),
    visit('2026-03-12', ['2026-03-10', '2026-03-20']),
    visit('2026-03-01', ['2026-02-20', '2026-03-05']),
  ]
  expect(groups({ next }).map(([group]) => group)).toEqual(['overdue', 'today', 'week'])
})
