import type { ChangeRef } from '../ids'

/** One assertion about one thing, with the assertions its author saw (`bases`). */
export interface Assertion<V> {
  readonly ref: ChangeRef
  readonly bases: readonly ChangeRef[]
  readonly value: V
}

/**
 * The assertions that nobody has seen and gone past. A pure function of the set, so any order and any repetition gives
 * the same heads. More than one head means that people wrote without sight of each other. What does not count (`passed`)
 * is no head, but whoever went on from it had seen what it went past.
 */
export function headsOf<V, A extends Assertion<V>>(
  assertions: readonly A[],
  passed: readonly Assertion<V>[] = [],
): readonly A[] {
  if (assertions.length + passed.length < 2) return assertions
  const through = new Map(passed.map(({ ref, bases }) => [ref, bases]))
  const seen = new Set<ChangeRef>()
  const open = assertions.flatMap(({ bases }) => bases)
  for (let base = open.pop(); base !== undefined; base = open.pop()) {
    if (seen.has(base)) continue
    seen.add(base)
    open.push(...(through.get(base) ?? []))
  }
  return assertions.filter(({ ref }) => !seen.has(ref))
}
