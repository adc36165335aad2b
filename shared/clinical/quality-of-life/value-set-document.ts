import { z } from 'zod'
import { parseDecimal } from '../../quantity/decimal'
import { type Tables } from './eq5d'

/**
 * A set of values of one country for the EQ-5D-5L, as its owner licensed it: coefficients of its own, or the index of each
 * profile by the mapping to the 3L. It is loaded by an administrator and never ships.
 */
export const Eq5dValueSet = z.strictObject({
  format: z.literal(1),
  kind: z.enum(['5L', 'crosswalk']),
  country: z.string().regex(/^[A-Za-z][A-Za-z .-]{0,39}$/),
  /** Which edition of it, in its owner's words. */
  version: z.string().min(1).max(60),
  /** Where it was published. */
  source: z.string().min(1).max(300),
  licence: z.string().min(1).max(500),
  /** By term, such as `MO2`, or by profile, such as `21111`; decimals as they are published. */
  values: z.record(z.string().regex(/^[A-Za-z0-9]{1,12}$/), z.string().regex(/^-?\d{1,2}(\.\d{1,9})?$/)),
})
export type Eq5dValueSet = z.output<typeof Eq5dValueSet>

/** What a study calls a set by: `5L:France`, `crosswalk:UK`. */
export const ValueSetName = z.string().regex(/^(?:5L|crosswalk):[A-Za-z][A-Za-z .-]{0,39}$/)

export const nameOfSet = ({ kind, country }: Pick<Eq5dValueSet, 'kind' | 'country'>): string => `${kind}:${country}`

/** The set as the engine reads it. */
export function tablesOf({ kind, country, source, values }: Eq5dValueSet): Tables {
  const numbers = new Map(
    Object.entries(values).flatMap(([key, text]) => {
      const number = parseDecimal(text)
      return number ? [[key, number] as const] : []
    }),
  )
  return kind === '5L'
    ? { valueSets: new Map([[country, { source, terms: numbers }]]) }
    : { crosswalk: new Map([[country, numbers]]) }
}
