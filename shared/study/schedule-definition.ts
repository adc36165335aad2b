import { z } from 'zod'
import { SignatureMeaning } from '../change/change'
import { Code, Expression, LocalText, Oid } from './names'

/**
 * What a study says of time: arms, phases and the moves between them, the dates others count from, and the visits with
 * their windows. What repeats is written once; `occurrences.ts` says what it comes to.
 */

/** Where something is from. What is only recalled or assumed says so, and waits for the sponsor's word. */
export const Source = z.strictObject({
  from: z.enum(['record', 'label', 'recalled', 'assumed']),
  note: LocalText.optional(),
})
export type Source = z.output<typeof Source>

export const StudyNote = z.strictObject({ about: z.string().min(1).max(200), source: Source })
export type StudyNote = z.output<typeof StudyNote>

/** What is true where some standing instance of the form says so: an expression over its items. */
const Condition = z.strictObject({ form: Code, when: Expression })

export const ArmDef = z.strictObject({
  oid: Code,
  title: LocalText,
  /** Fixed categorical hue, the same in every plot. */
  hue: z.enum(['lutetium', 'lar', 'amino-acids', 'everolimus', 'neutral']).optional(),
  /** A part of that arm: those of its participants for whom `when` holds, or all whom no other part takes. */
  of: Code.optional(),
  when: Condition.optional(),
  source: Source.optional(),
})
export type ArmDef = z.output<typeof ArmDef>

/** The items of a form that hold the arm, and the part of it once that is frozen. */
export const AssignmentDef = z.strictObject({ form: Code, arm: Oid, part: Oid.optional() })
export type AssignmentDef = z.output<typeof AssignmentDef>

/**
 * The day on which something happened, which other dates count from: the date item of the form in `event`, or of all its
 * instances the first or last. Without an item it is the date of the visit that the form stands in.
 */
export const AnchorDef = z.strictObject({
  oid: Oid,
  form: Code,
  item: Oid.optional(),
  event: Code.optional(),
  /** Only instances in visits of this phase. */
  phase: Code.optional(),
  which: z.enum(['first', 'last']).optional(),
  /** Happened only where this holds of the instance; what is unknown did not. */
  when: Expression.optional(),
  /** Happened only while the instance bears an intact signature of this meaning. */
  signed: SignatureMeaning.exactOptional(),
  source: Source.optional(),
})
export type AnchorDef = z.output<typeof AnchorDef>

/** Doses that are counted together: each instance of the form with its date, in visits of the phase, is one. */
export const CourseDef = z.strictObject({
  oid: Code,
  form: Code,
  item: Oid,
  least: z.int().min(1).max(99).optional(),
  most: z.int().min(1).max(99),
  source: Source.optional(),
})
export type CourseDef = z.output<typeof CourseDef>

export const PhaseDef = z.strictObject({
  oid: Code,
  title: LocalText,
  /** The visit whose values later ones of the phase are compared with. */
  baseline: Code.optional(),
  course: CourseDef.optional(),
  source: Source.optional(),
})
export type PhaseDef = z.output<typeof PhaseDef>

/** From one phase to another, on the day of an anchor: the gate form says so. Nobody comes to a phase twice. */
export const MoveDef = z.strictObject({
  from: z.array(Code).min(1).max(20),
  to: Code,
  on: Oid,
  arms: z.array(Code).max(20).optional(),
  source: Source.optional(),
})
export type MoveDef = z.output<typeof MoveDef>

/** `{n}` stands for the number of the occurrence, `{before}` for that of the one before it. */
const EventOid = z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]|\{n\}|\{before\}){0,63}$/)

const Days = z.int().min(-3_650).max(36_500)
const Months = z.int().min(0).max(240)
const RuleId = z.string().regex(/^[A-Z][A-Z0-9-]{1,39}$/)
/** Days from the date counted from, with the rule that a date beyond it goes against. */
const Bound = z.strictObject({ days: Days, rule: RuleId })

const counted = {
  /** The date counted from: an anchor, or when another visit took place. One of the two. */
  anchor: Oid.optional(),
  event: EventOid.optional(),
  /** Of a repeated event: only for its first occurrence, or only for those after it. */
  occurrence: z.enum(['first', 'later']).optional(),
  /** Only for participants in these arms. */
  arms: z.array(Code).max(20).optional(),
  /** What a date outside the window goes against; `VISIT-WINDOW` when left out. */
  rule: RuleId.optional(),
  source: Source.optional(),
}

/** A day; the window is `before` days earlier to `after` days later, both included. */
const DayTarget = z.strictObject({
  ...counted,
  days: Days,
  months: Months.optional(),
  /** As much more for each step of the occurrence's number: week 12 of `{ days: 7 }` is 84 days on. */
  each: z.strictObject({ days: Days.optional(), months: Months.optional() }).optional(),
  before: z.int().min(0).max(3_650),
  after: z.int().min(0).max(3_650),
  /** Never earlier than this, and not at all later than that. */
  floor: Bound.optional(),
  limit: Bound.optional(),
})
export type DayTarget = z.output<typeof DayTarget>

/** Hours after a point in time, told by a date and time of the visit counted from; the window in hours as well. */
const HourTarget = z.strictObject({
  ...counted,
  hours: z.int().min(0).max(2_000),
  hoursBefore: z.int().min(0).max(200),
  hoursAfter: z.int().min(0).max(200),
  /** The point in time counted from, of the visit `event`. */
  form: Code,
  item: Oid,
  /** The date and time of what is done at this visit; without it only the day is compared. */
  clock: z.strictObject({ form: Code, item: Oid }).optional(),
})
export type HourTarget = z.output<typeof HourTarget>

export const TargetDef = z.union([DayTarget, HourTarget])
export type TargetDef = z.output<typeof TargetDef>

export const StudyEventDef = z.strictObject({
  oid: EventOid,
  title: LocalText,
  /** `log` holds the forms that belong to no visit. */
  kind: z.enum(['scheduled', 'unscheduled', 'log']),
  /** Heading over the visits that belong together, e.g. "Cycle 1". */
  epoch: LocalText.optional(),
  /** Only in these arms; all when left out. */
  arms: z.array(Code).optional(),
  /** Only while the participant is in one of these phases. */
  phases: z.array(Code).max(20).optional(),
  /**
   * Happens again and again, numbered `from`, `from` + `step` … up to `to`. Events with the same numbers that follow each
   * other take turns: cycle 1, its week 4, cycle 2, its week 4.
   */
  repeat: z
    .strictObject({
      from: z.int().min(0).max(1_000),
      to: z.int().min(0).max(1_000),
      step: z.int().min(1).max(100).optional(),
    })
    .optional(),
  /** When it is planned: the first of these whose date is known. */
  target: z.union([TargetDef, z.array(TargetDef).min(1).max(6)]).optional(),
  /** Not planned once any of these anchors was reached, unless its window was over by then. */
  until: z.array(Oid).max(10).optional(),
  /** What was found at this visit counts for so many days, unless the anchor was reached within them. */
  valid: z.strictObject({ days: z.int().min(0).max(3_650), for: Oid, rule: RuleId }).optional(),
  /** Of these forms an instance no older than so many days must be there on the day, from this visit or an earlier one. */
  fresh: z
    .array(
      z.strictObject({
        form: Code,
        /** Its date item; the date of its visit when left out. */
        item: Oid.optional(),
        days: z.int().min(0).max(3_650),
        rule: RuleId,
      }),
    )
    .max(20)
    .optional(),
  /** So many visits of this rule missed one after the other are a matter of their own, such as for censoring. */
  inARow: z.strictObject({ missed: z.int().min(2).max(20), rule: RuleId }).exactOptional(),
  forms: z.array(Code).min(1).max(60),
  source: Source.optional(),
})
export type StudyEventDef = z.output<typeof StudyEventDef>
