import { z } from 'zod'
import { CheckSource } from './check-source'
import { Code, Expression, LocalText, Oid } from './names'

/**
 * An agent that an adverse event can be blamed on: the items of the adverse event that ask it, and where its doses stand.
 * Without `given` nobody can tell from the data whether a participant received it.
 */
export const SuspectDef = z.strictObject({
  code: Code,
  name: LocalText,
  /** Items of the form of adverse events. */
  relation: Oid,
  action: Oid.exactOptional(),
  /** The form that records its doses, with when one began and ended, how much it was, and what is meant where the form records several drugs. */
  given: z
    .strictObject({
      form: Code,
      start: Oid,
      end: Oid.exactOptional(),
      amount: Oid.exactOptional(),
      drug: z.strictObject({ item: Oid, codes: z.array(z.string().min(1).max(60)).min(1).max(20) }).exactOptional(),
    })
    .exactOptional(),
})
export type SuspectDef = z.output<typeof SuspectDef>

/** Marks an adverse event for which the expression, over its form, is true. What it needs and does not have marks nothing. */
export const EventMarkDef = z.strictObject({
  oid: Code,
  kind: z.enum(['dose-modifying', 'special-interest']),
  title: LocalText,
  when: Expression,
  source: CheckSource.exactOptional(),
})
export type EventMarkDef = z.output<typeof EventMarkDef>

/** The form of serious reports, and within how many hours of knowing the first one is sent. */
export const SeriousReportDef = z.strictObject({
  form: Code,
  hours: z.int().min(1).max(720),
  source: CheckSource.exactOptional(),
})
export type SeriousReportDef = z.output<typeof SeriousReportDef>

/** What a study says of the safety of its participants besides its forms. */
export const SafetyDef = z.strictObject({
  suspects: z.array(SuspectDef).max(20).exactOptional(),
  marks: z.array(EventMarkDef).max(100).exactOptional(),
  report: SeriousReportDef.exactOptional(),
})
export type SafetyDef = z.output<typeof SafetyDef>
