import { z } from 'zod'
import { DecimalText, Expression, Oid } from './names'

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

const Day = z.iso.date()

/**
 * A reference range of a laboratory, by what `ReferenceDef` says of a sample. Ages are completed years, from `fromAge` up
 * to but not including `belowAge`; days are both included.
 */
export const RangeOfLaboratoryDef = z.strictObject({
  laboratory: z.string().min(1).max(60),
  item: Oid,
  unit: z.string().min(1).max(40),
  sex: z.enum(['F', 'M']).optional(),
  fromAge: z.int().min(0).max(150).optional(),
  belowAge: z.int().min(1).max(151).optional(),
  from: Day,
  until: Day.optional(),
  low: DecimalText.optional(),
  high: DecimalText.optional(),
})
export type RangeOfLaboratoryDef = z.output<typeof RangeOfLaboratoryDef>
