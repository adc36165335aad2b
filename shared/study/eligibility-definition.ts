import { z } from 'zod'
import { DecimalText, Expression, LocalText } from './names'

/**
 * Who may take part, as data of a study version: every criterion of the protocol with its number, what decides it and
 * the values it is compared with. Rules are CEL over the rows of the casebook (`eligibility/environment.ts` says what
 * they may name).
 */

const Name = z.string().regex(/^[a-z][A-Za-z0-9_]{0,39}$/)

/**
 * A threshold in each unit that the criterion names one in. A result in one of them is compared with that unit's own
 * number; a result in another unit is converted to the first.
 */
export const LimitValue = z.array(z.strictObject({ unit: z.string().min(1).max(40), value: DecimalText })).min(1)
export type LimitValue = z.output<typeof LimitValue>

const ParameterValue = z.union([
  z.int(),
  z.boolean(),
  z.strictObject({ decimal: DecimalText }),
  LimitValue,
  z.array(z.string().min(1).max(60)),
])
export type ParameterValue = z.output<typeof ParameterValue>

/** A value a rule names, with where it is from. What is only recalled or assumed waits for the sponsor's word. */
export const ParameterDef = z.discriminatedUnion('from', [
  z.strictObject({
    value: ParameterValue,
    from: z.enum(['record', 'register', 'publication', 'label', 'standard']),
    note: z.string().max(500).optional(),
  }),
  z.strictObject({ value: ParameterValue, from: z.enum(['recalled', 'assumed']), note: z.string().min(1).max(500) }),
])
export type ParameterDef = z.output<typeof ParameterDef>

/**
 * A day that windows count from. Given by the study's events; before it exists, the first of these stands in for it that
 * is known: what `at` says of the casebook, another day, the day of evaluation.
 */
export const EligibilityAnchorDef = z.strictObject({
  at: Expression.optional(),
  or: z.array(Name).max(5).optional(),
  today: z.boolean().optional(),
})
export type EligibilityAnchorDef = z.output<typeof EligibilityAnchorDef>

/** One occasion on which eligibility is decided: entry, randomisation after a run-in, crossover, re-treatment. */
export const EligibilityPhaseDef = z.strictObject({
  oid: z.string().regex(/^[A-Z][A-Z0-9_]{0,39}$/),
  title: LocalText,
  /** The anchor that rules call `entry` in this phase. */
  entry: Name,
  /** Visit tokens and phase codes by which it is meant; the first phase is meant by every other. */
  codes: z.array(z.string().min(1).max(40)).max(40),
  /** Phases whose criteria are answered here as well, without deciding anything. */
  shows: z.array(z.string()).max(10).optional(),
})
export type EligibilityPhaseDef = z.output<typeof EligibilityPhaseDef>

export const CriterionDef = z.strictObject({
  /** As the protocol numbers it: `NR-I08`. */
  id: z.string().regex(/^[A-Z0-9]+-[A-Z0-9]+[a-z]?$/),
  kind: z.enum(['inclusion', 'exclusion']),
  /** `computed` from the data; `judgement` of the investigator; `mixed`: the data decide and the investigator confirms. */
  mode: z.enum(['computed', 'judgement', 'mixed']),
  text: LocalText,
  /** The phases it decides in. */
  phases: z.array(z.string()).min(1).max(10),
  /** Whether the data make the criterion's own text true; every mode but `judgement` has one. */
  rule: Expression.optional(),
  /** Mixed criteria: where there is something for the investigator to confirm; always when left out. */
  asks: Expression.optional(),
  /** Decides only where this holds; elsewhere it informs. */
  decides: Expression.optional(),
  /** What is worth a second look although it changes no answer. */
  flags: z
    .array(z.strictObject({ severity: z.enum(['S', 'A', 'D', 'I']), when: Expression, text: LocalText }))
    .max(10)
    .optional(),
  /** What was read into the criterion, for the data manager. */
  note: z.string().min(1).max(500).optional(),
})
export type CriterionDef = z.output<typeof CriterionDef>

export const EligibilityDef = z.strictObject({
  parameters: z.record(Name, ParameterDef),
  anchors: z.record(Name, EligibilityAnchorDef),
  /** The items of each form that hold the day, and the time of that day, its rows speak of. */
  dates: z.record(z.string(), z.strictObject({ date: z.string(), time: z.string().optional() })),
  phases: z.array(EligibilityPhaseDef).min(1).max(10),
  criteria: z.array(CriterionDef).min(1).max(200),
})
export type EligibilityDef = z.output<typeof EligibilityDef>
