import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useWhenIdle } from '../../../renderer/app/leave'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

let ran = 0
let draw = () => {}
let unmount = () => {}

function Screen({ minutes }: { minutes: number }) {
  useWhenIdle(minutes, () => ran++)
  return null
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-03-12T10:00:00Z') })
  ran = 0
  const root = createRoot(document.createElement('div'))
  draw = () => act(() => root.render(<Screen minutes={3} />))
  draw()
  unmount = () => act(() => root.unmount())
})
afterEach(() => {
  unmount()
  vi.useRealTimers()
})

function pass(seconds: number): void {
  act(() => {
    vi.advanceTimersByTime(seconds * 1000)
  })
}
function touch(sign: string): void {
  act(() => {
    window.dispatchEvent(new Event(sign))
  })
}

test('nothing happens one step before the time, and it does at the time (P11-15, ASVS-7.x)', () => {
  pass(175)
  expect(ran).toBe(0)
  pass(5)
  expect(ran).toBe(1)
})

test.each(['pointerdown', 'pointermove', 'keydown', 'wheel'])('a %s begins the time again', (sign) => {
  pass(175)
  touch(sign)
  pass(175)
  expect(ran).toBe(0)
  pass(5)
  expect(ran).toBe(1)
})

test('a screen that is drawn again was not touched', () => {
  pass(175)
  draw()
  pass(5)
  expect(ran).toBe(1)
})

test('it goes by the clock on the wall: a computer that slept has been idle', () => {
  vi.setSystemTime(Date.parse('2026-03-12T11:00:00Z'))
  pass(5)
  expect(ran).toBe(1)
})

test('it ends with its screen', () => {
  unmount()
  pass(600)
  expect(ran).toBe(0)
})
