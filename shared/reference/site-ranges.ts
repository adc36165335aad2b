import { z } from 'zod'
import { RangeOfLaboratoryDef } from '../study/limits-definition'

/** The reference ranges of the laboratories that a site works with, in the order in which people keep them. */
export const SiteRanges = z.strictObject({
  format: z.literal(1),
  ranges: z.array(RangeOfLaboratoryDef).max(5_000),
})
export type SiteRanges = z.output<typeof SiteRanges>
