/**
 * The one shape in which every engine of this folder answers, so that a figure never travels without its proof. The
 * panel "how was this computed", the `validate` command and the tests all read it.
 */

/** What entered a calculation or came up in it. */
export interface Figure {
  /** A stable name, as in `creatinine_umol_l`; the screens have words for it. */
  readonly name: string
  /** As it was used, never rounded: decimal text without exponent, an ISO 8601 date or instant, or a code. */
  readonly value: string
  readonly unit?: string
  /** As it stands at its source, where that is a measurement: digits and unit as typed, before any conversion. */
  readonly entered?: { readonly value: string; readonly unit?: string }
}

/** How an answer came about, enough to work it out again by hand. */
export interface Trace {
  /** Key of the formula or the table of rules: `cockcroft_gault_umol`, `recist-target`, `ctcae:Anemia`. */
  readonly formula: string
  /** The formula in signs that need no translation; empty where rules decide and nothing is calculated. */
  readonly expression: string
  /** Paper, label or standard. */
  readonly source: string
  readonly inputs: readonly Figure[]
  /** Intermediate values, in the order in which they were worked out. */
  readonly steps: readonly Figure[]
  /** The rule or branch that decided, as a stable code; absent where a formula has only one way. */
  readonly rule?: string
}

/** Why there is no answer: a stable code, and the input it is about. */
export interface Refusal<Reason extends string = string> {
  readonly reason: Reason
  readonly input?: string
}

/** An answer with its proof, or the reason why there is none. Never a figure made from garbage. */
export type Computed<Value, Reason extends string = string> =
  | { readonly ok: true; readonly value: Value; readonly trace: Trace }
  | { readonly ok: false; readonly refusal: Refusal<Reason> }

/** The reason in one line, as the `validate` command prints it. */
export const refusalText = ({ reason, input }: Refusal): string =>
  input === undefined ? reason : `${reason}: ${input}`
