import type { Strata } from '#shared/change/change'
import { type Share, partsOf } from './blocks'
import type { Draw } from './draw'

/** Somebody who was allocated before. */
export interface Allocated {
  readonly arm: string
  readonly strata: Strata
}

/**
 * Pocock and Simon's minimisation: for each arm, how unequal the levels of this participant would become, summed over the
 * strata (range of the arms' counts, each divided by its parts of the ratio). The arm that unbalances least is given with
 * `percent` in a hundred, one of the others otherwise; arms that are equal are drawn between by their parts.
 */
export function minimised(
  { shares, percent }: { readonly shares: readonly Share[]; readonly percent: number },
  before: readonly Allocated[],
  strata: Strata,
  draw: Draw,
): string {
  const scores = shares.map((share) => ({ share, score: imbalanceWith(share.arm, shares, before, strata) }))
  const least = Math.min(...scores.map(({ score }) => score))
  const best = scores.filter(({ score }) => isSame(score, least)).map(({ share }) => share)
  const others = scores.filter(({ score }) => !isSame(score, least)).map(({ share }) => share)
  const preferred = others.length === 0 || draw.below(100) < percent
  return oneOf(preferred ? best : others, draw)
}

/** Counts divided by parts are binary fractions: thirds do not always meet. */
const isSame = (a: number, b: number): boolean => Math.abs(a - b) < 1e-9

function imbalanceWith(arm: string, shares: readonly Share[], before: readonly Allocated[], strata: Strata): number {
  return strata.reduce((sum, { stratum, level }) => {
    const alike = before.filter((one) => one.strata.some((own) => own.stratum === stratum && own.level === level))
    const loads = shares.map((share) => {
      const given = alike.filter((one) => one.arm === share.arm).length
      return (given + (share.arm === arm ? 1 : 0)) / share.parts
    })
    return sum + Math.max(...loads) - Math.min(...loads)
  }, 0)
}

function oneOf(shares: readonly Share[], draw: Draw): string {
  let left = draw.below(partsOf(shares))
  for (const { arm, parts } of shares) {
    left -= parts
    if (left < 0) return arm
  }
  throw new RangeError('no arm to draw from')
}
