import type { CompiledStudy } from '../study/compile'
import type { Casebook } from './casebook'

/** What was known of the casebook that another was made from. */
export interface Before<T> {
  readonly casebook: Casebook
  readonly value: T
}

/** How a value follows from a casebook: from nothing, or from what it was before. Both give the same. */
type Make<T> = (study: CompiledStudy, casebook: Casebook, before: Before<T> | undefined) => T

/** What is known of each casebook under each study; another version of a study reads the same casebook otherwise. */
type Known<T> = WeakMap<Casebook, Map<CompiledStudy, T>>

/** Tells each kind of value that one casebook was made from another. */
const heirs: ((next: Casebook, from: Casebook) => void)[] = []

/**
 * A value that follows from a casebook: made when it is first asked for and kept as long as the casebook is. A casebook
 * that was made from another is told what was known of that one, however many lie between them that nobody asked; so the
 * cost of asking grows with what changed. Nothing of this is seen from outside: a casebook folded at once gives the same.
 */
export function following<T>(make: Make<T>): (study: CompiledStudy, casebook: Casebook) => T {
  const known: Known<T> = new WeakMap()
  const inherited: Known<Before<T>> = new WeakMap()
  heirs.push((next, from) => {
    const passed = new Map(inherited.get(from))
    for (const [study, value] of known.get(from) ?? []) passed.set(study, { casebook: from, value })
    if (passed.size > 0) inherited.set(next, passed)
  })
  return (study, casebook) => {
    const values = known.get(casebook) ?? new Map<CompiledStudy, T>()
    const found = values.get(study)
    if (found !== undefined) return found
    // What depends on what is indexed by version: of several joined, all is made anew.
    const isPlain = study.under(study.id) === study
    const value = make(study, casebook, isPlain ? inherited.get(casebook)?.get(study) : undefined)
    known.set(casebook, values.set(study, value))
    // What was before is let go of: a chain of casebooks would otherwise never end.
    inherited.get(casebook)?.delete(study)
    return value
  }
}

/** Notes that a casebook was made from another. Said once, before anything is asked of the new one. */
export function succeed(next: Casebook, from: Casebook): void {
  for (const inherit of heirs) inherit(next, from)
}
