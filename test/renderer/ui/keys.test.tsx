import { expect, test } from 'vitest'
import { keyName } from '../../../renderer/ui/kbd'
import { matches } from '../../../renderer/ui/keys'

const press = (key: string, held: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key, ...held })

test.each<[keys: string, key: string, held: KeyboardEventInit, meant: boolean]>([
  ['+', '+', { shiftKey: true }, true],
  ['+', '-', {}, false],
  ['-', '-', {}, true],
  ['mod++', '+', { ctrlKey: true }, true],
  ['mod++', '+', {}, false],
  ['mod+Enter', 'Enter', { ctrlKey: true }, true],
  ['mod+Enter', 'Enter', { ctrlKey: true, shiftKey: true }, false],
  ['?', '?', { shiftKey: true }, true],
])('%s is meant by %s with %o: %s', (keys, key, held, meant) => expect(matches(press(key, held), keys)).toBe(meant))

test('a plus is drawn as the key that it is', () => {
  expect(keyName('+')).toBe('+')
  expect(keyName('mod++')).toBe('Ctrl +')
  expect(keyName('mod+Enter')).toBe('Ctrl Enter')
})
