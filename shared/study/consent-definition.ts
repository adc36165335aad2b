import { z } from 'zod'
import { Code, Expression, Oid } from './names'

/**
 * Where participants consent, so that it is seen who agreed to a new version of the study: the form, its date item, and
 * which of its instances are a consent to the study as a whole. Nobody is moved to a version that does not say so.
 */
export const ConsentDef = z.strictObject({ form: Code, date: Oid, when: Expression.exactOptional() })
export type ConsentDef = z.output<typeof ConsentDef>
