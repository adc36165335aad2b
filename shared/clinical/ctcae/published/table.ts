import { z } from 'zod'

/**
 * NCI's published table as an administrator loads it: its wording and MedDRA codes for every term of the dictionary, in
 * the dictionary's order. None of it ships; a table is named by the hash of what it says. `whole-table.ts` holds one
 * against the dictionary; here it is only what a device keeps and reads, so this file does not know the dictionary.
 */

export const TABLE_LIMITS = {
  /** Terms of CTCAE 5.0. */
  terms: 837,
  /** Characters of one cell; the longest of the published table has 549. */
  cell: 2_000,
  /** Characters of the whole file as text, and bytes of the table as JSON; the published one has a third of a million. */
  text: 2_000_000,
} as const

const Words = z.string().min(1).max(TABLE_LIMITS.cell)

const PublishedTerm = z.strictObject({
  /** As the dictionary spells it. */
  term: z.string().min(1).max(200),
  code: z.string().regex(/^[0-9]{8}$/),
  /** What each grade asks, in NCI's words; exactly the grades that exist. */
  grades: z.strictObject({
    1: Words.optional(),
    2: Words.optional(),
    3: Words.optional(),
    4: Words.optional(),
    5: Words.optional(),
  }),
  definition: Words.optional(),
  note: Words.optional(),
})
export type PublishedTerm = z.output<typeof PublishedTerm>

export const PublishedTable = z.strictObject({
  format: z.literal(1),
  terms: z.array(PublishedTerm).length(TABLE_LIMITS.terms),
})
export type PublishedTable = z.output<typeof PublishedTable>

const indexes = new WeakMap<PublishedTable, ReadonlyMap<string, PublishedTerm>>()

/** What the table says of a term; undefined for a name that is no term of CTCAE 5.0. */
export function publishedTerm(table: PublishedTable, name: string): PublishedTerm | undefined {
  let index = indexes.get(table)
  if (!index) indexes.set(table, (index = new Map(table.terms.map((term) => [term.term, term]))))
  return index.get(name)
}
