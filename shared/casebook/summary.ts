import type { SiteId, StudyId, SubjectCode, SubjectKey } from '../ids'
import type { EventPath } from './path'

/** One participant as lists show them: a cache, made again from the casebook whenever that changes. */
export interface SubjectSummary {
  readonly subject: SubjectKey
  readonly study: StudyId
  readonly site: SiteId
  readonly code: SubjectCode
  readonly arm: string | undefined
  /** The visits still to come or under way, soonest first: screens compare them with today. */
  readonly next: readonly DueEvent[]
  /** Scheduled visits by state, in schedule order, for the stage bar. */
  readonly stages: readonly ('done' | 'begun' | 'ahead')[]
  readonly lastContact: string | undefined
  readonly findings: number
  readonly openQueries: number
  readonly contested: number
  readonly unsent: number
  readonly held: number
  readonly serious: number
  /** Adverse events the investigator has not accepted as they stand now. */
  readonly toReview: number
  readonly toSign: number
}

export interface DueEvent {
  readonly event: EventPath
  readonly oid: string
  /** ISO dates; `from` and `to` bound the window, both included. */
  readonly target: string
  readonly from: string
  readonly to: string
  readonly begun: boolean
}
