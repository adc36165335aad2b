import { expect, test } from 'vitest'
import { assumptionsOf } from '#shared/study/assumptions'
import { calendarStudy } from '../../support/calendar-study'

test('what is recalled or assumed is told, what the record says is not', () => {
  const assumed = (en: string) => ({ from: 'assumed' as const, note: { en } })
  const [arm, ...arms] = calendarStudy.arms
  const [event, ...events] = calendarStudy.events
  if (!arm || !event) throw new Error('the study is empty')
  const target = { anchor: 'CONSENT', days: 0, before: 0, after: 28 }
  expect(
    assumptionsOf({
      ...calendarStudy,
      arms: [{ ...arm, source: { from: 'record' } }, ...arms],
      events: [
        {
          ...event,
          source: { from: 'recalled', note: { en: 'As published.' } },
          target: [{ ...target, source: assumed('28 days.') }],
        },
        ...events,
      ],
      notes: [{ about: 'ENDPOINT', source: assumed('Counted in days.') }],
    }).map(({ about, source }) => [about, source.from, source.note?.en]),
  ).toEqual([
    ['SCR', 'recalled', 'As published.'],
    ['SCR', 'assumed', '28 days.'],
    ['ENDPOINT', 'assumed', 'Counted in days.'],
  ])
})
