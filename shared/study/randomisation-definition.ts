import { z } from 'zod'
import { SignatureMeaning } from '../change/change'
import { SiteId } from '../ids'
import { Code, Expression, LocalText, Oid } from './names'

/**
 * How a study randomises, as far as devices may know it: arms, ratio, strata and what must hold before. Block sizes,
 * probabilities and lists stand on the server alone (`server/randomisation`).
 *
 * `at` is the visit an expression stands in: a form which that visit asks for is the one of that visit, any other the
 * first in the order of the schedule.
 */

/** A value that the protocol sets, with where it is from; a note says what was taken for granted where it does not. */
const parameter = <Value extends z.ZodType>(value: Value) =>
  z.discriminatedUnion('from', [
    z.strictObject({ value, from: z.enum(['record', 'label']) }),
    z.strictObject({ value, from: z.enum(['recalled', 'assumed']), note: z.string().min(1).max(1_000) }),
  ])

const Level = z.strictObject({ code: Code, title: LocalText })

/** What participants are balanced within. */
export const StratumDef = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('value'),
    oid: Oid,
    title: LocalText,
    /** Comes to the code of a level; any other text is no level, and nobody is randomised on it. */
    value: Expression,
    at: Code.optional(),
    levels: z.array(Level).min(2).max(20),
  }),
  /** The site, or the group of sites it is in; a site in no group stands for itself. */
  z.strictObject({
    by: z.literal('site'),
    oid: Oid,
    title: LocalText,
    groups: z
      .array(z.strictObject({ ...Level.shape, sites: z.array(SiteId).min(1).max(2_000) }))
      .max(200)
      .optional(),
  }),
])
export type StratumDef = z.output<typeof StratumDef>

const ArmShare = z.strictObject({
  /** An arm of the study; where sub-arms are given, those are the arms that the schedule knows. */
  arm: Code,
  /** Parts of the ratio: 2 and 1 are 2:1. */
  parts: z.int().min(1).max(20),
  /** Not drawn: follows from the data as they are at randomisation, and stays what it was then. */
  subArm: parameter(
    z.strictObject({ value: Expression, at: Code.optional(), arms: z.array(Code).min(2).max(10) }),
  ).optional(),
})
export type ArmShare = z.output<typeof ArmShare>

/** Must be known to hold before anyone is randomised. */
const Need = z.strictObject({
  oid: Oid,
  holds: Expression,
  at: Code.optional(),
  /** What stands in the way, as a colleague would say it. */
  message: LocalText,
})

/** What the server puts into an item of the form that shows the allocation; `arm` is the sub-arm where there is one. */
const Recorded = z.union([
  z.enum(['date', 'time', 'number', 'arm', 'drawn-arm']),
  z.strictObject({ stratum: Oid }),
  /** The same for everybody, such as where the draw was made. */
  z.strictObject({ text: z.string().min(1).max(60) }),
])
export type Recorded = z.output<typeof Recorded>

export const RandomisationDef = z.strictObject({
  /** `blind`: the log carries the number alone, never the arm. */
  masking: parameter(z.enum(['open', 'blind'])),
  /**
   * Of a blind study: who of the sponsor's people may ask the server for arms, such as whoever prepares the treatment or
   * the analysis. Nobody at a site ever is; an investigator breaks the blind of one participant, for all to see.
   */
  unblinded: parameter(z.array(z.enum(['monitor', 'data-manager'])).min(1)).optional(),
  method: parameter(z.enum(['blocks', 'minimisation'])),
  arms: parameter(z.array(ArmShare).min(2).max(10)),
  strata: z.array(parameter(StratumDef)).max(8),
  /** Signatures that stand, over a form as it is now. */
  signed: z.array(z.strictObject({ event: Code, form: Code, meaning: SignatureMeaning })).max(10),
  needs: z.array(parameter(Need)).max(40),
  /** The form in which an allocation is shown, filled in by the server in the same transaction. */
  records: z
    .strictObject({
      event: Code,
      form: Code,
      items: z
        .array(z.strictObject({ item: Oid, holds: Recorded }))
        .min(1)
        .max(20),
    })
    .optional(),
})
export type RandomisationDef = z.output<typeof RandomisationDef>
