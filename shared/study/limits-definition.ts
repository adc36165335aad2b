import { z } from 'zod'
import { Expression, Oid } from './names'

/** The laboratory's own lower or upper limit of the result in `item`, beside it in its group and in the unit of the result. */
export const LimitOfDef = z.strictObject({ item: Oid, side: z.enum(['low', 'high']) })
export type LimitOfDef = z.output<typeof LimitOfDef>

/**
 * What decides which reference range of a laboratory holds for the results of a group: texts that say the laboratory and
 * the sex (`F` or `M`), the age in whole years, and the date item of the sample. Left out, what depends on sex or age is
 * never proposed.
 */
export const ReferenceDef = z.strictObject({
  laboratory: Expression,
  sampled: Oid,
  sex: Expression.optional(),
  age: Expression.optional(),
})
export type ReferenceDef = z.output<typeof ReferenceDef>
