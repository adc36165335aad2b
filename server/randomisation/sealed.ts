import { z } from 'zod'
import type { Secrets } from '../secrets'
import { Recipe } from './list'

/** What the database holds of lists, and how only this server opens it. */

/** As long as the longest arm's name: the length of what is sealed tells nothing. */
const ARM_LENGTH = 64

const places = {
  entry: (list: string, stratum: string, position: number) => `randomisation-entry|${list}|${stratum}|${position}`,
  allocation: (study: string, subject: string) => `allocation|${study}|${subject}`,
  seed: (list: string) => `randomisation-seed|${list}`,
  recipe: (list: string) => `randomisation-recipe|${list}`,
}

export const sealArm = {
  entry: (secrets: Secrets, arm: string, list: string, stratum: string, position: number): string =>
    secrets.seal(padded(arm), places.entry(list, stratum, position)),
  allocation: (secrets: Secrets, arm: string, study: string, subject: string): string =>
    secrets.seal(padded(arm), places.allocation(study, subject)),
}

export const openArm = {
  entry: (secrets: Secrets, sealed: string, list: string, stratum: string, position: number): string =>
    secrets
      .open(sealed, places.entry(list, stratum, position))
      .toString()
      .trimEnd(),
  allocation: (secrets: Secrets, sealed: string, study: string, subject: string): string =>
    secrets.open(sealed, places.allocation(study, subject)).toString().trimEnd(),
}

const padded = (arm: string): Buffer => Buffer.from(arm.padEnd(ARM_LENGTH))

export const sealRecipe = (secrets: Secrets, list: string, recipe: Recipe, seed: Buffer) => ({
  sealedPlan: secrets.seal(Buffer.from(JSON.stringify(recipe)), places.recipe(list)),
  sealedSeed: secrets.seal(seed, places.seed(list)),
})

/** Throws when the row was not sealed by this server for this list. */
export function openRecipe(
  secrets: Secrets,
  { id, sealedPlan, sealedSeed }: { readonly id: string; readonly sealedPlan: string; readonly sealedSeed: string },
): { readonly recipe: Recipe; readonly seed: Buffer } {
  const text = secrets.open(sealedPlan, places.recipe(id)).toString()
  return { recipe: Recipe.parse(z.json().parse(JSON.parse(text))), seed: secrets.open(sealedSeed, places.seed(id)) }
}
