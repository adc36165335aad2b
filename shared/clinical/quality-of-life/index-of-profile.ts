import type { Decimal } from '../../quantity/decimal'
import type { Computed } from '../trace'
import { type NoIndex, eq5dIndex, readProfile } from './eq5d'
import { type Eq5dValueSet, nameOfSet, tablesOf } from './value-set-document'

/** The set that a study names, and what of it is loaded here. */
export interface ValueSetHere {
  /** Undefined where the study names none. */
  readonly named: string | undefined
  readonly set: Eq5dValueSet | undefined
}

export type NoIndexHere = NoIndex | 'no-value-set-named' | 'no-profile'

/**
 * The index of a profile as it stands on a form, by the set that the study names: it is no item and nobody stores it, so
 * that it follows from answers and set alone and can be worked out again from both.
 */
export function indexOfProfile(
  profile: string | undefined,
  { named, set }: ValueSetHere,
): Computed<Decimal, NoIndexHere> {
  const answers = profile === undefined ? undefined : readProfile(profile)
  if (!answers) return { ok: false, refusal: { reason: 'no-profile' } }
  if (named === undefined) return { ok: false, refusal: { reason: 'no-value-set-named' } }
  const loaded = set && nameOfSet(set) === named ? tablesOf(set) : {}
  return eq5dIndex(answers, named, loaded)
}
