import { isoDayPlus } from '#shared/partial-date'
import type { DueEvent, SubjectSummary } from '#shared/casebook/summary'
import type { ParticipantFilter } from '../../app/store'

export type Urgency = 'overdue' | 'due' | 'later' | 'none'

/** One line of the list: a participant and the visit that comes next, as it stands today. */
export interface Line {
  readonly summary: SubjectSummary
  readonly next: DueEvent | undefined
  readonly urgency: Urgency
}

/** Due is what is under way, can be done now or within a week; overdue what nobody began while its window was open. */
export function urgencyOf(next: DueEvent | undefined, today: string): Urgency {
  if (!next) return 'none'
  if (next.begun) return 'due'
  if (today > next.to) return 'overdue'
  return today >= next.from || next.target <= isoDayPlus(today, 7) ? 'due' : 'later'
}

/** Participants in the order in which someone should think of them: by the day their next visit is planned for. */
export function linesOf(roster: readonly SubjectSummary[], today: string): readonly Line[] {
  const lines = roster.map((summary): Line => {
    const [next] = summary.next
    return { summary, next, urgency: urgencyOf(next, today) }
  })
  return lines.sort(
    (a, b) => order[a.urgency] - order[b.urgency] || compare(a.next?.target, b.next?.target) || compareCodes(a, b),
  )
}

const order: { readonly [U in Urgency]: number } = { overdue: 0, due: 1, later: 2, none: 3 }
const compare = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0)
const compareCodes = (a: Line, b: Line): number => compare(a.summary.code, b.summary.code)

/** Whether a line passes a filter. */
export function passes({ summary, urgency }: Line, filter: ParticipantFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'due':
    case 'overdue':
      return urgency === filter
    case 'check':
      return summary.findings > 0
    case 'queries':
      return summary.openQueries > 0
    case 'unsent':
      return summary.unsent > 0
    default:
      return summary.arm === filter.slice('arm:'.length)
  }
}

/** Lines that pass a filter and whose code holds what was typed, whatever its case. */
export const found = (lines: readonly Line[], filter: ParticipantFilter, text: string): readonly Line[] => {
  const words = text.trim().toUpperCase()
  return lines.filter((line) => passes(line, filter) && line.summary.code.toUpperCase().includes(words))
}
