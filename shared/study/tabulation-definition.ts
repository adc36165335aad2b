import { z } from 'zod'
import { Code, Expression, LocalText, Oid } from './names'
import { Source } from './schedule-definition'

/**
 * What becomes of forms in data sets of SDTM's shape, and which times to an event are told. A form that is not named here
 * goes where the CDASH names of its items lead; what leads nowhere goes to the findings of the study's own (`XF`).
 */

const Variable = z.string().regex(/^[A-Z][A-Z0-9]{0,7}$/)
const DomainCode = z.string().regex(/^[A-Z][A-Z0-9]$/)

/** What a variable is given: what an item says, a date item with the time beside it, or the same words in every row. */
export const GivenDef = z.union([
  Oid,
  z.strictObject({ date: Oid, time: Oid }),
  z.strictObject({ is: z.string().min(1).max(200) }),
])
export type GivenDef = z.output<typeof GivenDef>

const TestTitle = z.string().min(1).max(40)

/** A test by another name, in rows where this is so: what is measured of a lymph node is not what is measured of a lung. */
export const RenamedDef = z.strictObject({ when: Expression, called: Variable, titled: TestTitle })
export type RenamedDef = z.output<typeof RenamedDef>

/** A test of its own that follows from what a row says: the first condition that holds gives the result; none, no row. */
export const FollowingDef = z.strictObject({
  called: Variable,
  titled: TestTitle,
  says: z
    .array(z.strictObject({ when: Expression, is: z.string().min(1).max(200) }))
    .min(1)
    .max(20),
})
export type FollowingDef = z.output<typeof FollowingDef>

/**
 * Rows of one domain: one a form, or one a row of a repeating group; with `tests`, one for each of these items. What the
 * form says besides is told in the supplement of its first rows. Variables whose names follow CDASH need not be named.
 */
export const RowsDef = z.strictObject({
  domain: DomainCode,
  group: Code.exactOptional(),
  tests: z.union([z.literal('all'), z.array(Oid).min(1).max(300)]).exactOptional(),
  /** Short names of tests that are not those of their items. */
  called: z.record(Oid, Variable).exactOptional(),
  /** Names of tests that are not the labels of their items. */
  titled: z.record(Oid, TestTitle).exactOptional(),
  renamed: z.record(Oid, RenamedDef).exactOptional(),
  following: z.array(FollowingDef).max(20).exactOptional(),
  /** The rows say more of a result of the same form: this item names its test. */
  about: Oid.exactOptional(),
  set: z.record(Variable, GivenDef).exactOptional(),
  /** Only where this holds of the form. */
  when: Expression.exactOptional(),
})
export type RowsDef = z.output<typeof RowsDef>

/** Every date item of the standing instances of a form, where a condition holds of the instance. */
export const DatesDef = z.strictObject({
  code: Code,
  label: LocalText,
  form: Code,
  item: Oid,
  when: Expression.exactOptional(),
  source: Source.exactOptional(),
})
export type DatesDef = z.output<typeof DatesDef>

/**
 * A time to an event: from the first of `from` to the first of `events`. What lies after the first of `stops` does not
 * count: it is censored at the last of `seen` up to then, as it is where no event is known; without any of them at the
 * first day. A date that is known in part counts as its first day, or as its last where `partial` says so.
 */
export const EndpointDef = z.strictObject({
  label: LocalText,
  from: z.array(DatesDef).min(1).max(5),
  events: z.array(DatesDef).min(1).max(20),
  stops: z.array(DatesDef).max(20).exactOptional(),
  seen: z.array(DatesDef).min(1).max(20),
  /** There is such a time only for those to whom one of these happened. */
  needs: z.array(DatesDef).max(20).exactOptional(),
  /** Only for participants in these arms. */
  arms: z.array(Code).min(1).max(20).exactOptional(),
  partial: z.enum(['earliest', 'latest']).exactOptional(),
  source: Source.exactOptional(),
})
export type EndpointDef = z.output<typeof EndpointDef>

export const TabulationDef = z.strictObject({
  forms: z.record(Code, z.array(RowsDef).min(1).max(20)),
  /** The anchors that give the dates of the demographics: consent, first day, last day, death. */
  dates: z.record(z.enum(['RFICDTC', 'RFSTDTC', 'RFENDTC', 'DTHDTC']), Oid.optional()).exactOptional(),
  /** By their parameter codes. */
  endpoints: z.record(Variable, EndpointDef).exactOptional(),
})
export type TabulationDef = z.output<typeof TabulationDef>
