import { Decimal } from '../../quantity/decimal'

/** A lesion as it was found before treatment, in mm. */
export interface BaselineLesion {
  readonly nodal: boolean
  readonly longest?: Decimal
  readonly shortAxis?: Decimal
  /** Slice thickness of the scan. */
  readonly slice?: Decimal
}

/**
 * What a lesion may be used for (sections 3.1 and 4.2 of the paper). A measurable one may be a target. One that is not
 * measurable is followed as a non-target. A node below 10 mm is no lesion.
 */
export type Measurability = 'measurable' | 'non-measurable' | 'non-pathological'

/** At most so many targets, and of one organ. */
export const MOST_TARGETS = 5
export const MOST_TARGETS_PER_ORGAN = 2

/** Undefined when the size that decides was not measured. */
export function measurabilityOf({ nodal, longest, shortAxis, slice }: BaselineLesion): Measurability | undefined {
  if (nodal) {
    if (!shortAxis) return undefined
    if (shortAxis.lessThan(10)) return 'non-pathological'
    return shortAxis.lessThan(15) ? 'non-measurable' : 'measurable'
  }
  // Through slices thicker than 5 mm a lesion has to reach twice the thickness to be seen in two of them.
  const least = slice?.greaterThan(5) ? slice.times(2) : new Decimal(10)
  return longest && (longest.lessThan(least) ? 'non-measurable' : 'measurable')
}

/** Why a choice of targets cannot stand, empty when it can. */
export function targetProblems(
  targets: readonly { readonly organ: string }[],
): readonly ('more-than-five' | 'more-than-two-of-an-organ')[] {
  const perOrgan = new Map<string, number>()
  for (const { organ } of targets) perOrgan.set(organ, (perOrgan.get(organ) ?? 0) + 1)
  const crowded = [...perOrgan.values()].some((count) => count > MOST_TARGETS_PER_ORGAN)
  return [
    ...(targets.length > MOST_TARGETS ? (['more-than-five'] as const) : []),
    ...(crowded ? (['more-than-two-of-an-organ'] as const) : []),
  ]
}
