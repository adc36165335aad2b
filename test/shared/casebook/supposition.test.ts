import { describe, expect, test } from 'vitest'
import { basisOf, dependentsOf } from '#shared/casebook/basis'
import { FormPath } from '#shared/casebook/path'
import { scheduleOf } from '#shared/casebook/schedule'
import { isSupposable, suppose } from '#shared/casebook/supposition'
import { compileStudy } from '#shared/study/compile'
import { calendarStudy } from '../../support/calendar-study'
import { Story, nurse } from '../../support/story'

const study = compileStudy(calendarStudy)
const at = '2026-01-01T10:00:00Z'

function told(said: Readonly<Record<string, string>>): Story {
  const story = new Story(study.id, calendarStudy.study.id)
  for (const [path, text] of Object.entries(said)) {
    const [event = '', form = '', item = ''] = path.split('/')
    story.enters(nurse, at, FormPath.parse(`${event}/${form}`), { [`MAIN/${item}`]: text })
  }
  return story
}
const planned = (story: Story, event: string) => {
  const one = scheduleOf(study, story.casebook()).find((each) => each.event === event)
  if (!one) throw new Error(`${event} is not planned`)
  return one
}
const screened = { 'SCR/SV/SVSTDTC': '2024-11-25', 'SCR/ICF/DSSTDAT': '2024-11-25' }
const afterC1 = {
  ...screened,
  'RAND/RAND/RANDDAT': '2024-12-20',
  'RAND/RAND/ARMCD': 'A',
  'C1/SV/SVSTDTC': '2025-01-06',
  'C1/EXLU/ECSTDTM': '2025-01-06T10:00+01:00',
  'C1/LB/LBDAT': '2025-01-03',
  'C1-W4/SV/SVSTDTC': '2025-02-25',
  'C1-W4/LB/LBDAT': '2025-02-25',
}
const asIf = (story: Story, event: string, day: string, today = '2025-02-26') =>
  suppose(study, story.casebook(), planned(story, event), day, today)

describe('a cycle on another day', () => {
  test('what counts from it moves with it, and nothing is written', () => {
    const story = told(afterC1)
    const before = story.casebook()
    const { moves, visit } = asIf(story, 'C2', '2025-03-10')
    expect(visit?.actual).toBe('2025-03-10')
    expect(moves.map(({ before: was, after }) => [after.event, was.target, after.target])).toEqual([
      ['C2-H24', '2025-03-04', '2025-03-11'],
      ['C2-W4', '2025-03-31', '2025-04-07'],
      ['C3', '2025-04-28', '2025-05-05'],
      ['C3-H24', '2025-04-29', '2025-05-06'],
      ['C3-W4', '2025-05-26', '2025-06-02'],
      ['C4', '2025-06-23', '2025-06-30'],
      ['C4-H24', '2025-06-24', '2025-07-01'],
      ['C4-W4', '2025-07-21', '2025-07-28'],
    ])
    expect(story.casebook()).toEqual(before)
    expect(scheduleOf(study, before).find(({ event }) => event === 'C2')?.actual).toBeUndefined()
  })

  test.each([
    ['inside its window', '2025-03-10', [], []],
    ['on the last day of a sample', '2025-03-11', [], [['X004', 'late', 1]]],
    [
      'a day after it',
      '2025-03-12',
      [['LB', '2025-03-11']],
      [
        ['X004', 'late', 2],
        ['X008', 'stale', 1],
      ],
    ],
    [
      'past what the protocol allows',
      '2025-05-01',
      [['LB', '2025-03-11']],
      [
        ['X005', 'past-limit', 3],
        ['X008', 'stale', 51],
      ],
    ],
    [
      'too early',
      '2025-02-23',
      [['LB', '2025-01-17']],
      [
        ['X004', 'early', 1],
        ['X008', 'stale', 37],
      ],
    ],
  ])('%s', (_, day, expired, deviates) => {
    const story = told(afterC1)
    const { expires, deviations } = asIf(story, 'C2', day)
    const samples = expires.flatMap((one) => (one.kind === 'sample' ? [[one.form, one.expires]] : []))
    const found = deviations.filter(({ event }) => event === 'C2').map(({ rule, why, days }) => [rule, why, days])
    expect([samples, found]).toEqual([expired, deviates])
  })
})

describe('screening that runs out', () => {
  test.each([
    ['on its last day', '2024-12-23', []],
    ['a day later', '2024-12-24', ['SCR']],
  ])('%s', (_, day, visits) => {
    const story = told(screened)
    const { expires } = suppose(study, story.casebook(), planned(story, 'RAND'), day, '2024-12-01')
    expect(expires.flatMap((one) => (one.kind === 'visit' ? [one.event] : []))).toEqual(visits)
  })
})

describe('what hangs on what', () => {
  test('a cycle counts from the one before, the first from an anchor', () => {
    const story = told(afterC1)
    expect(basisOf(study, story.casebook(), planned(story, 'C2'))).toEqual({ kind: 'visit', event: 'C1' })
    expect(basisOf(study, story.casebook(), planned(story, 'C1'))).toMatchObject({
      kind: 'anchor',
      anchor: { oid: 'RAND' },
      form: 'RAND/RAND',
    })
    const all = scheduleOf(study, story.casebook())
    const names = (event: string) => dependentsOf(study, all, planned(story, event)).map((one) => one.event)
    expect(names('C2')).toEqual(['C2-H24', 'C2-W4', 'C3'])
    expect(names('RAND')).toEqual(expect.arrayContaining(['C1', 'IMG-12', 'M6']))
  })

  test('only a visit that did not take place and has or gives a day can be supposed', () => {
    const story = told(afterC1)
    const can = (event: string) => isSupposable(study, planned(story, event))
    expect([can('C2'), can('RAND'), can('C1'), can('PD'), can('LOG')]).toEqual([true, true, false, true, false])
  })
})
