import type { OverallResponse } from './response'

/** One examination of an assessment; an assessment may take several days. */
export interface Scan {
  /** Day of the scan, ISO 8601. */
  readonly date: string
  /** A lesion on this scan is larger, or new, enough for progression. */
  readonly progression: boolean
}

export interface DatedAssessment {
  readonly overall: OverallResponse
  readonly scans: readonly Scan[]
  /** When a new lesion was first seen that was doubtful then and is certain now. */
  readonly doubtfulSince?: string
}

const earliest = (dates: readonly string[]): string | undefined => [...dates].sort()[0]
const latest = (dates: readonly string[]): string | undefined => [...dates].sort().at(-1)

/**
 * The day of progression: of the first assessment that shows it, the earliest scan on which it is seen, or the day on
 * which a doubtful lesion was first seen that has become certain. Assessments come in the order in which they were.
 */
export function progressionDate(assessments: readonly DatedAssessment[]): string | undefined {
  const first = assessments.find(({ overall }) => overall === 'PD')
  if (!first) return undefined
  const { scans, doubtfulSince } = first
  const seen = scans.filter(({ progression }) => progression)
  const dates = (seen.length > 0 ? seen : scans).map(({ date }) => date)
  return earliest(doubtfulSince === undefined ? dates : [...dates, doubtfulSince])
}

/** The day of response: the last scan of the first assessment with a complete or partial one, before any progression. */
export function responseDate(assessments: readonly DatedAssessment[]): string | undefined {
  const first = assessments.find(({ overall }) => overall === 'CR' || overall === 'PR' || overall === 'PD')
  return first && first.overall !== 'PD' ? latest(first.scans.map(({ date }) => date)) : undefined
}
