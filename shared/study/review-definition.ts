import { z } from 'zod'
import type { StudyVersion } from './definition'
import { Code } from './names'

/** A form, or one of its items: `AE`, `AE.AETERM`. */
export const ReviewTarget = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}(\.[A-Za-z][A-Za-z0-9_]{0,39})?$/)
export type ReviewTarget = z.output<typeof ReviewTarget>

const Targets = z.union([z.literal('all'), z.array(ReviewTarget).min(1).max(400)])

/**
 * What a monitor compares with the source. `everyone`: of every participant. `sample`: besides, of so many of a hundred
 * participants, chosen by the seed, so that everybody finds the same ones and nobody can choose.
 */
export const VerificationPlan = z.strictObject({
  everyone: z.union([Targets, z.literal('nothing')]),
  sample: z
    .strictObject({ percent: z.int().min(1).max(99), seed: z.string().min(1).max(64), targets: Targets })
    .exactOptional(),
})
export type VerificationPlan = z.output<typeof VerificationPlan>

/** How a study is reviewed. Left out: everything is verified, and forms are signed as `signing` says. */
export const ReviewDef = z.strictObject({
  verification: VerificationPlan.exactOptional(),
  /** Two values of these are decided between by an investigator, as those of consent, doses, eligibility and serious events always are. */
  investigatorDecides: z.array(ReviewTarget).max(200).exactOptional(),
  /** What an investigator signs besides forms: visits, and the casebook as a whole. */
  signing: z
    .strictObject({ visits: z.array(Code).max(400).exactOptional(), casebook: z.boolean().exactOptional() })
    .exactOptional(),
})
export type ReviewDef = z.output<typeof ReviewDef>

/** What a review plan names that its study does not have, one sentence each. */
export function reviewProblems({ review, forms, events }: StudyVersion): readonly string[] {
  if (!review) return []
  const { verification, investigatorDecides = [], signing } = review
  const named = [verification?.everyone, verification?.sample?.targets, investigatorDecides].flatMap((targets) =>
    Array.isArray(targets) ? targets : [],
  )
  const known = new Set(
    forms.flatMap(({ oid, groups }) => [
      oid,
      ...groups.flatMap(({ items }) => items.map((item) => `${oid}.${item.oid}`)),
    ]),
  )
  const visits = new Set(events.map(({ oid }) => oid))
  return [
    ...[...new Set(named)].filter((target) => !known.has(target)).map((target) => `review: there is no ${target}`),
    ...(signing?.visits ?? []).filter((oid) => !visits.has(oid)).map((oid) => `review: there is no visit ${oid}`),
  ]
}
