/** A case of the `validate` command as one line of JSON holds it; nothing about it is known yet. */
export type Case = Readonly<Record<string, unknown>>

export const isCase = (value: unknown): value is Case =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Answers one case: what comes after its `case_id`, or the reason why nothing does. */
export type Engine = (line: Case) => object
