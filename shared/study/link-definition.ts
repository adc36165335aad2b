import { z } from 'zod'
import type { CompiledStudy } from './compile'
import { Code } from './names'

/**
 * What an item refers to instead of saying it in words: records of other forms, results of a laboratory, visits. What is
 * stored is the path of what it refers to; several are parted by single spaces.
 */
export const LinkDef = z.strictObject({
  /** Instances of these forms. Those that a study does not have offer nothing. */
  forms: z.array(Code).max(20).exactOptional(),
  /** Results that stand in these forms. */
  results: z.array(Code).max(20).exactOptional(),
  visits: z.literal(true).exactOptional(),
  /** More than one may be chosen. */
  many: z.literal(true).exactOptional(),
})
export type LinkDef = z.output<typeof LinkDef>

/** A link to which a study has nothing to refer is a slip of its author's. */
export function linkProblems(study: CompiledStudy, where: string, link: LinkDef | undefined): readonly string[] {
  if (!link || link.visits) return []
  const named = [...(link.forms ?? []), ...(link.results ?? [])]
  return named.some((oid) => study.form(oid)) ? [] : [`${where}: there is nothing it could refer to`]
}
