import { z } from 'zod'
import { StudyVersionId } from '../ids'

/**
 * What an investigator signs when they say that somebody may take part: the answer to every criterion with the values it
 * rests on, under one study version, as of one day. It says by itself what was known; nothing has to be looked up.
 */

const Text = (max: number) => z.string().max(max)
const Day = z.iso.date()
const Known = z.enum(['true', 'false', 'unknown'])

const Evidence = z.strictObject({
  item: Text(130),
  at: Text(400),
  value: Text(32_767),
  unit: Text(40).optional(),
  lln: Text(60).optional(),
  uln: Text(60).optional(),
  date: Text(30).optional(),
  window: z.strictObject({ from: Text(10), to: Text(10) }).optional(),
})

const Criterion = z.strictObject({
  id: Text(40).min(1),
  kind: z.enum(['inclusion', 'exclusion']),
  mode: z.enum(['computed', 'judgement', 'mixed']),
  answer: z.enum(['true', 'false', 'unknown', 'judgement']),
  computed: Known.optional(),
  judged: z.enum(['Y', 'N']).optional(),
  decides: z.boolean(),
  evidence: z.array(Evidence).max(2_000),
  missing: z.array(z.strictObject({ item: Text(130), why: Text(40) })).max(400),
  expires: Text(10).optional(),
  flags: z.array(z.strictObject({ severity: z.enum(['S', 'A', 'D', 'I']), text: Text(1_000) })).max(40),
})
export type SignedCriterion = z.output<typeof Criterion>

export const EligibilitySnapshot = z.strictObject({
  format: z.literal(1),
  version: StudyVersionId,
  /** The day of evaluation, which stands in for every anchor that has not come. */
  day: Day,
  phase: Text(40).min(1),
  /** The arm that was known then. */
  arm: Text(64).optional(),
  eligible: z.boolean(),
  /** The number of the sponsor's waiver, where criteria stand against it. */
  waiver: Text(200).min(1).optional(),
  criteria: z.array(Criterion).min(1).max(400),
})
export type EligibilitySnapshot = z.output<typeof EligibilitySnapshot>
