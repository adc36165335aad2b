import { startTransition, useCallback, useEffect, useRef } from 'react'

/** How long something has to stay as it is before what follows it is drawn, in milliseconds. */
const REST = 80

/**
 * Passes on the last of what comes in quick succession, once it rests, and never before something urgent: what stands beside
 * a form follows the cursor, and neither a key nor the storing of an answer waits for that. `now` does not wait.
 */
export function useRested<T>(pass: (value: T) => void): {
  readonly rest: (value: T) => void
  readonly now: (value: T) => void
} {
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(waiting.current), [])
  const rest = useCallback(
    (value: T) => {
      clearTimeout(waiting.current)
      waiting.current = setTimeout(() => startTransition(() => pass(value)), REST)
    },
    [pass],
  )
  const now = useCallback(
    (value: T) => {
      clearTimeout(waiting.current)
      pass(value)
    },
    [pass],
  )
  return { rest, now }
}
