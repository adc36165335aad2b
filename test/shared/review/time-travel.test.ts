import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FormPath, ItemPath } from '#shared/casebook/path'
import { ChangeBody } from '#shared/change/change'
import { casebookAt, differing, landmarksOf, stoodIn } from '#shared/review/time-travel'
import { compileStudy } from '#shared/study/compile'
import { bookOf, reviewed } from '../../property/review-world'
import { ruleStudy } from '../../support/rule-study'
import { Story, investigator, monitor, nurse, secondNurse } from '../../support/story'

const study = compileStudy(ruleStudy)
const vitals = FormPath.parse('SCR/VS')
const height = ItemPath.parse('SCR/VS/MAIN/HEIGHT')
const day = (n: number) => `2026-01-0${n}T10:00:00Z`
const begin = () => new Story(study.id, ruleStudy.study.id)
const texts = (values: readonly { readonly state: string }[]) =>
  values.map((value) => ('text' in value ? value.text : value.state))

/** Entered on the first day, signed on the second, corrected on the third. */
function corrected() {
  const story = begin()
  story.enters(nurse, day(1), vitals, { 'MAIN/HEIGHT': '170' })
  story.says(
    investigator,
    day(2),
    ChangeBody.parse({
      ...{ kind: 'sign', meaning: 'data-correct', key: 'k', signature: 's' },
      scopes: [{ scope: vitals, content: study.id }],
    }),
  )
  story.enters(secondNurse, day(3), vitals, { 'MAIN/HEIGHT': '171' }, { reason: 'misread' })
  return story
}

describe('a casebook as it stood', () => {
  test.each([
    ['before anything', { kind: 'instant', at: '2026-01-01T09:00:00Z' }, []],
    ['on the first day', { kind: 'instant', at: '2026-01-01T23:59:59Z' }, ['170']],
    ['as of the signature', { kind: 'received', seq: 2 }, ['170']],
    ['on the third day', { kind: 'instant', at: '2026-01-03T23:59:59Z' }, ['171']],
    ['now', { kind: 'now' }, ['171']],
  ] as const)('%s', (_, moment, expected) => {
    expect(stoodIn(casebookAt(corrected().casebook(), moment)).flatMap(({ values }) => texts(values))).toEqual(expected)
  })

  test('two values nobody had decided between stand both, what was withdrawn does not', () => {
    const story = begin()
    story.enters(nurse, day(1), vitals, { 'MAIN/HEIGHT': '170' })
    const second = story.enters(secondNurse, day(1), vitals, { 'MAIN/HEIGHT': '171' }, { blind: true })
    expect(stoodIn(story.casebook()).map(({ values }) => texts(values).sort())).toEqual([['170', '171']])
    const bases = [
      second,
      ...(story
        .casebook()
        .forms.get(vitals)
        ?.items.get(height)
        ?.heads.map(({ ref }) => ref) ?? []),
    ]
    story.says(nurse, day(2), {
      kind: 'withdraw',
      scope: vitals,
      bases: [...new Set(bases)],
      reason: 'wrong participant',
    })
    expect(stoodIn(story.casebook())).toEqual([])
    const [row] = differing(casebookAt(story.casebook(), { kind: 'received', seq: 2 }), story.casebook())
    expect(row).toMatchObject({ item: height, to: [], reason: 'wrong participant' })
  })
})

test('signatures and exchanges are the moments to go to, the newest first', () => {
  const marks = landmarksOf(corrected().casebook())
  expect(marks.map(({ kind, moment }) => [kind, moment.seq])).toEqual([
    ['sync', 3],
    ['signature', 2],
    ['sync', 2],
    ['sync', 1],
  ])
  expect(marks[1]?.scopes).toEqual([vitals])
  const offline = begin()
  offline.enters(monitor, day(1), vitals, { 'MAIN/HEIGHT': '170' }, { offline: true })
  expect(landmarksOf(offline.casebook())).toEqual([])
})

test('a difference says what, from, to, who, when and why', () => {
  const now = corrected().casebook()
  const [row, ...others] = differing(casebookAt(now, { kind: 'received', seq: 2 }), now)
  expect(others).toEqual([])
  expect(row).toMatchObject({ item: height, from: [{ text: '170' }], to: [{ text: '171' }], reason: 'misread' })
  expect(row?.logged?.change).toMatchObject({ author: secondNurse.user, claimedAt: day(3) })
  expect(differing(now, now)).toEqual([])
})

test('whatever happened: what stood then and what differs since make what stands now', () => {
  const saying = (values: readonly object[]) =>
    values
      .map((value) => JSON.stringify(value))
      .sort()
      .join()
  fc.assert(
    fc.property(reviewed, fc.nat(60), ({ server }, cut) => {
      const now = bookOf(server)
      const then = casebookAt(now, { kind: 'received', seq: cut })
      expect(saying(stoodIn(then))).toBe(saying(stoodIn(bookOf(server.slice(0, cut)))))
      const values = new Map(stoodIn(then).map(({ item, values }) => [item, saying(values)]))
      for (const { item, to, logged } of differing(then, now)) {
        expect(logged).toBeDefined()
        if (to.length > 0) values.set(item, saying(to))
        else values.delete(item)
      }
      expect([...values].sort()).toEqual(
        stoodIn(now)
          .map(({ item, values: all }) => [item, saying(all)])
          .sort(),
      )
    }),
    { numRuns: 30 },
  )
})
