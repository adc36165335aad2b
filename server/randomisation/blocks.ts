import type { Draw } from './draw'

/** An arm's parts of the ratio. */
export interface Share {
  readonly arm: string
  readonly parts: number
}

export const partsOf = (shares: readonly Share[]): number => shares.reduce((sum, { parts }) => sum + parts, 0)

/** Whether blocks of this size hold the ratio exactly. */
export const holdsRatio = (shares: readonly Share[], size: number): boolean =>
  Number.isInteger(size) && size > 0 && size % partsOf(shares) === 0

/**
 * The arms of one stratum: permuted blocks, the size of each drawn from `sizes`, at least `length` entries, the last block
 * whole. At the end of each block the ratio is exact. Throws on a size that does not hold the ratio.
 */
export function permutedBlocks(
  {
    shares,
    sizes,
    length,
  }: { readonly shares: readonly Share[]; readonly sizes: readonly number[]; readonly length: number },
  draw: Draw,
): readonly string[] {
  const wrong = sizes.find((size) => !holdsRatio(shares, size))
  if (wrong !== undefined || sizes.length === 0) throw new RangeError(`a block of ${wrong} does not hold the ratio`)
  const list: string[] = []
  while (list.length < length) {
    const size = sizes[draw.below(sizes.length)] ?? 0
    const times = size / partsOf(shares)
    list.push(
      ...shuffled(
        shares.flatMap(({ arm, parts }) => Array.from({ length: parts * times }, () => arm)),
        draw,
      ),
    )
  }
  return list
}

/** Every order as likely as every other (Fisher and Yates). */
function shuffled<Item>(items: readonly Item[], draw: Draw): readonly Item[] {
  const left = [...items]
  return items.flatMap(() => left.splice(draw.below(left.length), 1))
}
