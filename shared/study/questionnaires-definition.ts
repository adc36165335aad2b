import { z } from 'zod'
import { ValueSetName } from '../clinical/quality-of-life/value-set-document'

/** By what answers of questionnaires are valued, with where that is from. */
export const QuestionnairesDef = z.strictObject({
  /** The set of values that the index of the EQ-5D-5L rests on: `5L:France`, `crosswalk:UK`. */
  eq5dValueSet: z
    .union([
      z.strictObject({ value: ValueSetName, from: z.enum(['record', 'publication']) }),
      z.strictObject({ value: ValueSetName, from: z.enum(['recalled', 'assumed']), note: z.string().min(1).max(500) }),
    ])
    .exactOptional(),
})
export type QuestionnairesDef = z.output<typeof QuestionnairesDef>
