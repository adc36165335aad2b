/** What one pause between two drawings is long enough for. */
const A_WHILE = 6

/**
 * Goes through steps while nothing else is to be done, a few at a time, so that no key ever waits for them. Returns what
 * ends it before it is through.
 */
export function inPauses(steps: Iterator<unknown>): () => void {
  let timer = 0
  const goOn = () => {
    const until = performance.now() + A_WHILE
    while (performance.now() < until) if (steps.next().done) return
    rest()
  }
  const rest = () => {
    timer = window.setTimeout(goOn, A_WHILE)
  }
  rest()
  return () => window.clearTimeout(timer)
}
