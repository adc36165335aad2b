import { type PlannedEvent, dueState } from '#shared/casebook/schedule'

/** So many visits to come are shown beside those that are reached. */
const NEXT = 6
/** Fewer than that are not worth folding. */
const FEW = 4

export interface Reach {
  /** In the order they came in. */
  readonly shown: readonly PlannedEvent[]
  /** The rest, soonest first. */
  readonly later: readonly PlannedEvent[]
}

/** Of the visits planned those that are reached, those without a day, and the next ones: treatment may go on for years. */
export function reachOf(planned: readonly PlannedEvent[], today: string): Reach {
  const ahead = planned
    .filter((one) => one.target !== undefined && dueState(one, today) === 'ahead')
    .sort((a, b) => ((a.target ?? '') < (b.target ?? '') ? -1 : (a.target ?? '') > (b.target ?? '') ? 1 : 0))
  const later = ahead.slice(NEXT)
  if (later.length < FEW) return { shown: planned, later: [] }
  const folded = new Set(later)
  return { shown: planned.filter((one) => !folded.has(one)), later }
}
