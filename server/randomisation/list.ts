import { hashOf } from '#shared/canonical-json'
import type { Strata } from '#shared/change/change'
import type { Hash, SiteId } from '#shared/ids'
import type { ListPlan } from '#shared/randomisation/protocol'
import { siteLevel } from '#shared/randomisation/readiness'
import type { RandomisationDef } from '#shared/study/randomisation-definition'
import { z } from 'zod'
import { permutedBlocks } from './blocks'
import { drawFrom } from './draw'

/** Everything a list is made from besides its seed: kept sealed beside it, so that it can be made again. */
export const Recipe = z.strictObject({
  study: z.string(),
  version: z.string(),
  shares: z.array(z.strictObject({ arm: z.string(), parts: z.int().positive() })),
  strata: z.array(z.string()),
  plan: z.discriminatedUnion('method', [
    z.strictObject({ method: z.literal('blocks'), sizes: z.array(z.int()), length: z.int() }),
    z.strictObject({ method: z.literal('minimisation'), percent: z.int() }),
  ]),
}) satisfies z.ZodType<{ plan: ListPlan }>
export type Recipe = z.output<typeof Recipe>

export interface Entry {
  readonly stratum: string
  /** 1, 2, 3 … within the stratum. */
  readonly position: number
  readonly arm: string
}

/** The list of a recipe and a seed: the same for the same two, for ever. Minimisation has no entries. */
export function listOf({ plan, shares, strata }: Recipe, seed: Buffer): readonly Entry[] {
  if (plan.method === 'minimisation') return []
  return strata.flatMap((stratum) =>
    permutedBlocks({ shares, ...plan }, drawFrom(seed, `stratum ${stratum}`)).map((arm, i) => ({
      stratum,
      position: i + 1,
      arm,
    })),
  )
}

/** By which a list is known without being read: over its seed, its recipe and every entry. */
export const listHash = (recipe: Recipe, seed: Buffer): Hash =>
  hashOf({ seed: seed.toString('base64url'), recipe, entries: listOf(recipe, seed).map((entry) => ({ ...entry })) })

/** How a combination of levels is called in lists: `GRADE=G2|ORIGIN=OTHER`; without strata, nothing. */
export const stratumName = (strata: Strata): string =>
  strata.map(({ stratum, level }) => `${stratum}=${level}`).join('|')

export const strataNamed = (name: string): Strata =>
  name === ''
    ? []
    : name.split('|').map((part) => {
        const [stratum = '', level = ''] = part.split('=')
        return { stratum, level }
      })

/** Every combination of levels that participants of these sites can have. */
export function strataOf({ strata }: RandomisationDef, sites: readonly SiteId[]): readonly string[] {
  const levels = strata.map(({ value }) => ({
    stratum: value.oid,
    levels:
      value.by === 'value'
        ? value.levels.map(({ code }) => code)
        : [...new Set(sites.map((site) => siteLevel(value, site)))],
  }))
  return levels
    .reduce<readonly Strata[]>(
      (combinations, { stratum, levels }) =>
        combinations.flatMap((before) => levels.map((level) => [...before, { stratum, level }])),
      [[]],
    )
    .map(stratumName)
}
