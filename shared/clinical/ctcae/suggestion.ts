import type { Grade } from './criteria'

/** An adverse event that was going on when the sample was taken. */
export interface OngoingEvent {
  readonly id: string
  /** Its CTCAE term; the text of the nurse where no term was chosen. */
  readonly term: string
  /** The grade it has now; absent while nobody has graded it. */
  readonly grade?: Grade
}

/** What a person may make of a graded result. Nothing is ever written without one. */
export type Suggestion =
  | { readonly kind: 'new-event'; readonly term: string; readonly grade: Grade }
  | {
      readonly kind: 'change-grade'
      readonly event: string
      readonly term: string
      readonly from?: Grade
      readonly to: Grade
    }

/**
 * Proposes an adverse event, or another grade for one, when a result is worse than at baseline and worse than any event
 * of its term already says. A better result proposes nothing: whether an event has ended is not for a figure to say.
 */
export function suggest(
  result: { readonly term: string; readonly grade: Grade; readonly baselineGrade?: Grade },
  ongoing: readonly OngoingEvent[],
): Suggestion | undefined {
  const { term, grade, baselineGrade = 0 } = result
  if (grade <= baselineGrade) return undefined
  const [worst] = ongoing
    .filter((event) => event.term.toLowerCase() === term.toLowerCase())
    .toSorted((a, b) => (b.grade ?? 0) - (a.grade ?? 0))
  if (!worst) return { kind: 'new-event', term, grade }
  if (grade <= (worst.grade ?? 0)) return undefined
  const from = worst.grade === undefined ? {} : { from: worst.grade }
  return { kind: 'change-grade', event: worst.id, term, ...from, to: grade }
}
