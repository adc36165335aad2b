import { expect, test } from 'vitest'
import { TAG, tagLeft } from '../../../renderer/features/adverse-events/plot/tag-place'

const covers = (left: number | undefined, x: number): boolean => left !== undefined && left <= x && x <= left + TAG

test.each([
  ['ended long ago', { from: 300, to: 400 }, 700, 900],
  ['ended just before today', { from: 300, to: 660 }, 690, 900],
  ['goes on', { from: 300, to: 702 }, 700, 900],
  ['goes on, and the window ends with today', { from: 400, to: 890 }, 888, 900],
  ['goes on since before the window', { from: -500, to: 890 }, 888, 900],
  ['ends in the last days of the window', { from: 880, to: 894 }, 860, 900],
])('the tag of a serious event that %s is whole and not under the line of today', (_, bars, today, width) => {
  const left = tagLeft(bars, today, width) ?? -1
  expect(left).toBeGreaterThan(184)
  expect(left + TAG).toBeLessThanOrEqual(width)
  expect(covers(left, today)).toBe(false)
})

test('it stands behind the bars where there is room, and before them where there is none', () => {
  expect(tagLeft({ from: 300, to: 400 }, 700, 900)).toBe(408)
  expect(tagLeft({ from: 400, to: 890 }, 888, 900)).toBe(362)
})

test('an event out of sight has no tag', () => {
  expect(tagLeft({ from: 20, to: 120 }, 700, 900)).toBeUndefined()
  expect(tagLeft({ from: 950, to: 990 }, 700, 900)).toBeUndefined()
})
