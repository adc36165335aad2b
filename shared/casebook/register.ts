import type { ChangeRef } from '../ids'

/** One assertion about one thing, with the assertions its author saw (`bases`). */
export interface Assertion<V> {
  readonly ref: ChangeRef
  readonly bases: readonly ChangeRef[]
  readonly value: V
}

/**
 * The assertions that nobody has seen and gone past: those named as base by no other. A pure function of the set, so any
 * order and any repetition gives the same heads. More than one head means that people wrote without sight of each other.
 */
export function headsOf<V, A extends Assertion<V>>(assertions: readonly A[]): readonly A[] {
  if (assertions.length < 2) return assertions
  const seen = new Set<ChangeRef>()
  for (const { bases } of assertions) for (const base of bases) seen.add(base)
  return assertions.filter(({ ref }) => !seen.has(ref))
}
