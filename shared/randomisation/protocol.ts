import { z } from 'zod'
import { Strata } from '../change/change'
import { Hash, SiteId, StudyId, StudyVersionId, SubjectKey } from '../ids'
import { RandomisationDef } from '../study/randomisation-definition'

/** What whoever keeps the lists says to the server. Nothing the server answers holds an entry, a seed or a block size. */

export const ListPlan = z.discriminatedUnion('method', [
  /** The size of each block is drawn from these; a size named twice is twice as likely. `length`: entries a stratum. */
  z.strictObject({
    method: z.literal('blocks'),
    sizes: z.array(z.int().min(1).max(60)).min(1).max(20),
    length: z.int().min(1).max(5_000),
  }),
  /** How often, in a hundred, the arm is given that keeps the arms most alike. */
  z.strictObject({ method: z.literal('minimisation'), percent: z.int().min(51).max(100) }),
])
export type ListPlan = z.output<typeof ListPlan>

/** Asks for the arm of one participant of a blind study. */
export const ArmRequest = z.strictObject({ study: StudyId, site: SiteId, subject: SubjectKey })
export type ArmRequest = z.output<typeof ArmRequest>

/** The arm of the schedule by its name in the study version. Shown, and kept nowhere. */
export const ShownArm = z.strictObject({ arm: z.string(), number: z.string() })
export type ShownArm = z.output<typeof ShownArm>

/** Every arm of a blind study that was given at the sites of whoever asks. */
export const ShownArms = z.strictObject({
  arms: z.array(ShownArm.extend({ site: SiteId, subject: SubjectKey, at: z.iso.datetime() })),
})
export type ShownArms = z.output<typeof ShownArms>

export const SealListRequest = z.strictObject({ version: StudyVersionId, plan: ListPlan })
export type SealListRequest = z.output<typeof SealListRequest>

/** A list as anybody may know it. `holds`: made again from its seed, it is the same. */
export const SealedList = z.strictObject({
  id: z.uuid(),
  study: StudyId,
  version: StudyVersionId,
  method: z.enum(['blocks', 'minimisation']),
  hash: Hash,
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
  holds: z.boolean(),
})
export type SealedList = z.output<typeof SealedList>

/** Opens or closes a site, or with `*` the study, and says how many may be randomised there; left out, as many as come. */
export const PlaceRequest = z.strictObject({
  study: StudyId,
  site: z.union([SiteId, z.literal('*')]),
  open: z.boolean(),
  most: z.int().min(0).max(100_000).optional(),
})
export type PlaceRequest = z.output<typeof PlaceRequest>

/** The study as a whole (`*`) or one of its sites: whether participants may be randomised there, and how many were. */
export const PlaceStanding = z.strictObject({
  site: PlaceRequest.shape.site,
  name: z.string(),
  open: z.boolean(),
  most: z.int().optional(),
  randomised: z.int(),
  /** When it was set last and by whom; absent while nobody has. */
  setAt: z.iso.datetime().optional(),
  setBy: z.string().optional(),
})
export type PlaceStanding = z.output<typeof PlaceStanding>

/** One combination of levels: how many are in it, and how many places the lists were made with, where they have places. */
export const StratumStanding = z.strictObject({ levels: Strata, randomised: z.int(), planned: z.int().optional() })
export type StratumStanding = z.output<typeof StratumStanding>

/** How the randomisation of a study stands, for who keeps its lists: counts, never an arm that anybody was given. */
export const RandomisationOverview = z.strictObject({
  study: StudyId,
  name: z.string(),
  /** The newest version that randomises: what a list would be made for. */
  version: StudyVersionId,
  versionName: z.string(),
  definition: RandomisationDef,
  places: z.array(PlaceStanding),
  strata: z.array(StratumStanding),
  lists: z.array(SealedList),
})
export type RandomisationOverview = z.output<typeof RandomisationOverview>

export const RandomisationOverviews = z.strictObject({ studies: z.array(RandomisationOverview) })
