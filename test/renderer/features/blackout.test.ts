import { expect, test } from 'vitest'
import { between, isMeant, moved, pixelsOf, resized } from '../../../renderer/features/form-entry/attachments/blackout'

const part = { x: 0.25, y: 0.25, width: 0.25, height: 0.25 }

test.each([
  ['from left above', { x: 0.25, y: 0.25 }, { x: 0.5, y: 0.5 }],
  ['from right below', { x: 0.5, y: 0.5 }, { x: 0.25, y: 0.25 }],
  ['across', { x: 0.5, y: 0.25 }, { x: 0.25, y: 0.5 }],
])('a part drawn %s is the same part', (_, from, to) => expect(between(from, to)).toEqual(part))

test('what is drawn over the edge ends at the edge', () =>
  expect(between({ x: 0.75, y: 0.5 }, { x: 1.4, y: -0.2 })).toEqual({ x: 0.75, y: 0, width: 0.25, height: 0.5 }))

test('a part is moved as far as the picture goes, and keeps its size', () => {
  expect(moved(part, { x: 0.25, y: -0.125 })).toEqual({ ...part, x: 0.5, y: 0.125 })
  expect(moved(part, { x: 3, y: -3 })).toEqual({ ...part, x: 0.75, y: 0 })
})

test('a part is sized as far as the picture goes, and never away', () => {
  expect(resized(part, { x: 3, y: 0.25 })).toEqual({ ...part, width: 0.75, height: 0.5 })
  expect(isMeant(resized(part, { x: -1, y: -1 }))).toBe(true)
})

test('a press that draws nothing is no part', () => expect(isMeant(between(part, part))).toBe(false))

test('every point that a part touches is covered', () => {
  const thin = { x: 0.101, y: 0.5, width: 0.001, height: 0.0005 }
  expect(pixelsOf(thin, { width: 100, height: 1_000 })).toEqual([10, 500, 1, 1])
  expect(pixelsOf({ x: 0, y: 0, width: 1, height: 1 }, { width: 7, height: 5 })).toEqual([0, 0, 7, 5])
})
