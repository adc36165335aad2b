import { describe, expect, test } from 'vitest'
import { type Share, partsOf, permutedBlocks } from '../../../server/randomisation/blocks'
import { type Draw, drawFrom } from '../../../server/randomisation/draw'
import { type Recipe, listHash, listOf } from '../../../server/randomisation/list'
import { minimised } from '../../../server/randomisation/minimisation'

const seed = (byte: number) => Buffer.alloc(32, byte)
const one: readonly Share[] = [
  { arm: 'A', parts: 1 },
  { arm: 'B', parts: 1 },
]
const two: readonly Share[] = [
  { arm: 'A', parts: 2 },
  { arm: 'B', parts: 1 },
]

describe('chance', () => {
  test('the same seed and purpose give the same draws on every machine; another of either gives others', () => {
    const draws = (from: Draw) => Array.from({ length: 12 }, () => from.below(100))
    expect(draws(drawFrom(seed(1), 'a'))).toEqual(draws(drawFrom(seed(1), 'a')))
    expect(draws(drawFrom(seed(1), 'a'))).not.toEqual(draws(drawFrom(seed(2), 'a')))
    expect(draws(drawFrom(seed(1), 'a'))).not.toEqual(draws(drawFrom(seed(1), 'b')))
    expect(() => drawFrom(Buffer.alloc(31), 'a')).toThrow(RangeError)
  })

  test.each([2, 3, 6, 10])('every number below %i is as likely as the others', (limit) => {
    const draw = drawFrom(seed(3), `below ${limit}`)
    const counts = Array.from({ length: limit }, () => 0)
    for (let i = 0; i < 60_000; i++) {
      const drawn = draw.below(limit)
      counts[drawn] = (counts[drawn] ?? 0) + 1
    }
    const expected = 60_000 / limit
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // Chi-square at 99.9 % for 9 degrees of freedom; fewer have less.
    expect(chiSquare).toBeLessThan(27.9)
  })
})

const designs: readonly (readonly [string, readonly Share[], readonly number[]])[] = [
  ['1:1 in blocks of 4 and 6', one, [4, 6]],
  ['1:1 in blocks of 2, 4, 4 and 8', one, [2, 4, 4, 8]],
  ['2:1 in blocks of 3, 6 and 9', two, [3, 6, 9]],
  ['1:1:1 in blocks of 3 and 6', [...one, { arm: 'C', parts: 1 }], [3, 6]],
]

describe.each(designs)('permuted blocks, %s', (name, shares, sizes) => {
  const list = permutedBlocks({ shares, sizes, length: 3_000 }, drawFrom(seed(4), name))
  const counted = (arms: readonly string[], arm: string) => arms.filter((each) => each === arm).length

  test('the ratio is exact at the end and never further off than one block can be', () => {
    expect(list.length).toBeGreaterThanOrEqual(3_000)
    expect(list.length).toBeLessThan(3_000 + Math.max(...sizes))
    for (const { arm, parts } of shares) expect(counted(list, arm)).toBe((list.length * parts) / partsOf(shares))
    for (let through = 1; through <= list.length; through++)
      for (const { arm, parts } of shares) {
        const all = partsOf(shares)
        const off = Math.abs(counted(list.slice(0, through), arm) * all - through * parts) * all
        expect(off).toBeLessThanOrEqual(Math.max(...sizes) * parts * (all - parts))
      }
  })
})

test('a block that does not hold the ratio is refused', () => {
  for (const sizes of [[4], [3, 5], [0], []])
    expect(() => permutedBlocks({ shares: two, sizes, length: 6 }, drawFrom(seed(1), 'x'))).toThrow(RangeError)
})

describe.each(designs)('guessing from the past, %s', (name, shares, sizes) => {
  const strata = Array.from({ length: 8 }, (_, i) =>
    permutedBlocks({ shares, sizes, length: 1_250 }, drawFrom(seed(5), `${name} ${i}`)),
  )
  const total = strata.reduce((sum, { length }) => sum + length, 0)
  const margin = (rate: number) => 4 * Math.sqrt((rate * (1 - rate)) / total)
  const hitsOf = (guesser: () => Guesser) =>
    strata.reduce((sum, list) => {
      const guess = guesser()
      return sum + list.filter((arm) => guess.next() === guess.tell(arm)).length
    }, 0)

  test('over 10,000 allocations nobody who sees all of them is right more often than who is also told each block', () => {
    expect(total).toBeGreaterThanOrEqual(10_000)
    const inevitable = inevitableRate(shares, sizes)
    for (const guesser of [fewestSoFar, afterTheSame, knowsTheSizes])
      expect(hitsOf(() => guesser(shares, sizes)) / total).toBeLessThanOrEqual(inevitable + margin(inevitable))
  })

  test('the best guess from the past is right as often as the sizes of the blocks make inevitable, and no more', () => {
    let promised = 0
    const hits = hitsOf(() => {
      const guesser = knowsTheSizes(shares, sizes)
      return {
        ...guesser,
        tell(arm) {
          promised += Math.max(...shares.map((share) => guesser.chance(share.arm)))
          return guesser.tell(arm)
        },
      }
    })
    expect(Math.abs(hits - promised) / total).toBeLessThanOrEqual(margin(promised / total))
  })
})

interface Guesser {
  next(): string
  /** What it was; returned as it is. */
  tell(arm: string): string
}

const most = (shares: readonly Share[], of: (share: Share) => number): string =>
  shares.reduce((best, share) => (of(share) > of(best) ? share : best)).arm

/** Blackwell and Hodges: whatever has been given least for its share is due. */
function fewestSoFar(shares: readonly Share[]): Guesser {
  const given = new Map<string, number>()
  return {
    next: () => most(shares, ({ arm, parts }) => -(given.get(arm) ?? 0) / parts),
    tell(arm) {
      given.set(arm, (given.get(arm) ?? 0) + 1)
      return arm
    },
  }
}

/** Whatever came most often after the same five before. */
function afterTheSame(shares: readonly Share[]): Guesser {
  const followed = new Map<string, number>()
  let last = ''
  return {
    next: () => most(shares, ({ arm, parts }) => (followed.get(`${last}>${arm}`) ?? 0) + parts / 1_000),
    tell(arm) {
      const key = `${last}>${arm}`
      followed.set(key, (followed.get(key) ?? 0) + 1)
      last = (last + arm).slice(-5)
      return arm
    },
  }
}

/** Knows the design and draws every conclusion (Bayes) from the whole past of the stratum. */
function knowsTheSizes(shares: readonly Share[], sizes: readonly number[]): Guesser & { chance(arm: string): number } {
  const whole = (size: number) => shares.map(({ parts }) => (size * parts) / partsOf(shares))
  const begin = (weight: number) => sizes.map((size) => ({ left: whole(size), weight: weight / sizes.length }))
  let beliefs = begin(1)
  const of = (arm: string) => shares.findIndex((share) => share.arm === arm)
  const sum = (left: readonly number[]) => left.reduce((all, each) => all + each, 0)
  const chance = (arm: string) =>
    beliefs.reduce((all, { left, weight }) => all + (weight * (left[of(arm)] ?? 0)) / sum(left), 0)
  return {
    chance,
    next: () => most(shares, ({ arm }) => chance(arm)),
    tell(arm) {
      const told = chance(arm)
      const merged = new Map<string, { left: number[]; weight: number }>()
      const add = ({ left, weight }: { left: number[]; weight: number }) => {
        const known = merged.get(left.join())
        merged.set(left.join(), { left, weight: weight + (known?.weight ?? 0) })
      }
      for (const { left, weight } of beliefs) {
        const now = ((left[of(arm)] ?? 0) / sum(left)) * (weight / told)
        if (now === 0) continue
        const next = left.map((each, i) => each - (i === of(arm) ? 1 : 0))
        if (sum(next) > 0) add({ left: next, weight: now })
        else begin(now).forEach(add)
      }
      beliefs = [...merged.values()]
      return arm
    },
  }
}

/** How often who is told the size of each block as it begins is right, by the arithmetic of the design alone. */
function inevitableRate(shares: readonly Share[], sizes: readonly number[]): number {
  const known = new Map<string, number>()
  const right = (left: readonly number[]): number => {
    const sum = left.reduce((all, each) => all + each, 0)
    if (sum === 0) return 0
    const before = known.get(left.join())
    if (before !== undefined) return before
    const later = left.reduce(
      (all, each, i) => (each === 0 ? all : all + (each / sum) * right(left.map((n, j) => n - (i === j ? 1 : 0)))),
      0,
    )
    known.set(left.join(), Math.max(...left) / sum + later)
    return Math.max(...left) / sum + later
  }
  const total = (of: (size: number) => number) => sizes.reduce((all, size) => all + of(size), 0)
  return total((size) => right(shares.map(({ parts }) => (size * parts) / partsOf(shares)))) / total((size) => size)
}

test('the arithmetic of the bound: a block of two is half guessed and half known', () => {
  expect(inevitableRate(one, [2])).toBe(0.75)
  // 1/2, then 2/3, then half the time 1 and half the time 1/2 …: 17/24 of four.
  expect(inevitableRate(one, [4])).toBeCloseTo(17 / 24, 12)
})

test('a list whose blocks can be told from the past is found out', () => {
  const tooEven = Array.from({ length: 10_000 }, (_, i) => (i % 2 === 0 ? 'A' : 'B'))
  const guess = afterTheSame(one)
  const hits = tooEven.filter((arm) => guess.next() === guess.tell(arm)).length
  expect(hits / tooEven.length).toBeGreaterThan(inevitableRate(one, [4, 6]) + 0.1)
})

const recipe: Recipe = {
  ...{ study: 'NCT00000001', version: '0'.repeat(64), shares: [...one], strata: ['GRADE=G2', 'GRADE=G3'] },
  plan: { method: 'blocks', sizes: [4, 6], length: 20 },
}

test('a list is made again from its seed, stratum by stratum, and its hash says that it is the same', () => {
  expect(listOf(recipe, seed(7))).toEqual(listOf(recipe, seed(7)))
  expect(listHash(recipe, seed(7))).toBe(listHash(recipe, seed(7)))
  expect(listHash(recipe, seed(8))).not.toBe(listHash(recipe, seed(7)))
  const alone = { ...recipe, strata: ['GRADE=G3'] }
  expect(listOf(alone, seed(7))).toEqual(listOf(recipe, seed(7)).filter(({ stratum }) => stratum === 'GRADE=G3'))
})

describe('minimisation', () => {
  const levels = (grade: string, site: string) => [
    { stratum: 'GRADE', level: grade },
    { stratum: 'SITE', level: site },
  ]
  const before = [
    { arm: 'A', strata: levels('G2', 'X') },
    { arm: 'A', strata: levels('G3', 'X') },
    { arm: 'B', strata: levels('G3', 'Y') },
  ]

  test('the arm that keeps the levels most alike is given, always at 100 %', () => {
    for (let i = 0; i < 50; i++)
      expect(minimised({ shares: one, percent: 100 }, before, levels('G2', 'X'), drawFrom(seed(9), `${i}`))).toBe('B')
  })

  test('at 80 % it is given eight times in ten', () => {
    const given = Array.from({ length: 4_000 }, (_, i) =>
      minimised({ shares: one, percent: 80 }, before, levels('G2', 'X'), drawFrom(seed(9), `${i}`)),
    )
    expect(Math.abs(given.filter((arm) => arm === 'B').length / 4_000 - 0.8)).toBeLessThan(4 * Math.sqrt(0.16 / 4_000))
  })

  test('while the arms are alike, each is as likely as the other', () => {
    const given = Array.from({ length: 4_000 }, (_, i) =>
      minimised({ shares: one, percent: 80 }, [], levels('G2', 'X'), drawFrom(seed(10), `${i}`)),
    )
    expect(Math.abs(given.filter((arm) => arm === 'A').length / 4_000 - 1 / 2)).toBeLessThan(0.03)
  })

  test.each([
    ['1:1', one],
    ['2:1', two],
  ])('after 200 participants every level of every factor has the ratio %s within a few', (_, shares) => {
    const chance = drawFrom(seed(11), 'people')
    const all: { arm: string; strata: ReturnType<typeof levels> }[] = []
    for (let i = 0; i < 200; i++) {
      const strata = levels(chance.below(3) === 0 ? 'G3' : 'G2', ['X', 'Y', 'Z', 'W'][chance.below(4)] ?? 'X')
      all.push({ arm: minimised({ shares, percent: 90 }, all, strata, drawFrom(seed(11), `${i}`)), strata })
    }
    for (const level of ['G2', 'G3', 'X', 'Y', 'Z', 'W']) {
      const alike = all.filter(({ strata }) => strata.some((own) => own.level === level))
      const [a, b] = shares.map(({ arm, parts }) => alike.filter((each) => each.arm === arm).length / parts)
      expect(Math.abs((a ?? 0) - (b ?? 0))).toBeLessThanOrEqual(4)
    }
  })
})
