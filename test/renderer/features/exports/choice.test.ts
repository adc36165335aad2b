import { describe, expect, test } from 'vitest'
import { SiteId, StudyId, SubjectCode, SubjectKey } from '#shared/ids'
import type { SubjectSummary } from '#shared/casebook/summary'
import { chosenOf, foundIn, setAll, toggled } from '../../../../renderer/features/exports/choice'

const person = (n: number): SubjectSummary => ({
  subject: SubjectKey.parse(`0198c0de-0000-7000-8000-00000000000${n}`),
  study: StudyId.parse('NCT03972488'),
  site: SiteId.parse('NL01'),
  code: SubjectCode.parse(`NL01-00${n}`),
  arm: undefined,
  next: [],
  stages: [],
  lastContact: undefined,
  findings: 0,
  openQueries: 0,
  contested: 0,
  unsent: 0,
  held: 0,
  serious: 0,
  toReview: 0,
  toSign: 0,
})
const [one, two, three] = [person(1), person(2), person(3)]
const codes = (people: readonly SubjectSummary[]) => people.map(({ code }) => code)

describe('who is in the export', () => {
  test('everybody to begin with, and whoever comes while the screen is open', () => {
    expect(codes(chosenOf([one, two], new Set()))).toEqual(['NL01-001', 'NL01-002'])
    expect(codes(chosenOf([one, two, three], new Set()))).toContain('NL01-003')
  })
  test('a person is left out and taken in again', () => {
    const without = toggled(new Set(), two.subject)
    expect(codes(chosenOf([one, two, three], without))).toEqual(['NL01-001', 'NL01-003'])
    expect(chosenOf([one, two, three], toggled(without, two.subject))).toHaveLength(3)
  })
  test('all and none speak of those who are shown and leave the others as they are', () => {
    const nobodyShown = setAll(toggled(new Set(), one.subject), [two], false)
    expect(codes(chosenOf([one, two, three], nobodyShown))).toEqual(['NL01-003'])
    expect(codes(chosenOf([one, two, three], setAll(nobodyShown, [two, three], true)))).toEqual([
      'NL01-002',
      'NL01-003',
    ])
  })
})

test.each([
  ['nothing typed shows everybody in the order of codes', '', ['NL01-001', 'NL01-002', 'NL01-003']],
  ['a part of the code, whatever its case', ' nl01-003', ['NL01-003']],
  ['nobody', 'FR', []],
])('%s', (_, typed, found) => expect(codes(foundIn([three, one, two], typed))).toEqual(found))
