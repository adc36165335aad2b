import { expect, test } from 'vitest'
import { moved } from '../../../../renderer/form/log/moves'

const extent = { rows: 40, columns: 5, page: 10 }
const press = (key: string, { shift = false, mod = false } = {}) => ({ key, shift, mod })

test.each([
  ['down', press('ArrowDown'), { row: 21, column: 2 }],
  ['Enter goes down, with Shift up', press('Enter', { shift: true }), { row: 19, column: 2 }],
  ['Home begins the row', press('Home'), { row: 20, column: 0 }],
  ['Ctrl End ends the table', press('End', { mod: true }), { row: 39, column: 4 }],
  ['a page', press('PageDown'), { row: 30, column: 2 }],
  ['Ctrl arrows go to the edge', press('ArrowUp', { mod: true }), { row: 0, column: 2 }],
])('%s', (_, key, to) => expect(moved({ row: 20, column: 2 }, key, extent)).toEqual(to))

test('Tab goes on in the next row, back in the one before, and out of the table past its ends', () => {
  expect(moved({ row: 3, column: 4 }, press('Tab'), extent)).toEqual({ row: 4, column: 0 })
  expect(moved({ row: 3, column: 0 }, press('Tab', { shift: true }), extent)).toEqual({ row: 2, column: 4 })
  expect(moved({ row: 39, column: 4 }, press('Tab'), extent)).toBeUndefined()
  expect(moved({ row: 0, column: 0 }, press('Tab', { shift: true }), extent)).toBeUndefined()
})

test('nothing moves beyond the table, and a letter does not move', () => {
  expect(moved({ row: 0, column: 0 }, press('ArrowUp'), extent)).toEqual({ row: 0, column: 0 })
  expect(moved({ row: 39, column: 4 }, press('Enter'), extent)).toEqual({ row: 39, column: 4 })
  expect(moved({ row: 1, column: 1 }, press('a'), extent)).toBeUndefined()
})
