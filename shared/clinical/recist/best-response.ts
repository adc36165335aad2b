import type { OverallResponse } from './response'

export interface Timepoint {
  /** Days since the start of the course. */
  readonly day: number
  readonly response: OverallResponse
}

export interface Intervals {
  /** A response is confirmed by one at least as good, not earlier than this many days after it. */
  readonly confirmationDays: number
  /** Stable disease is one only when it was still there this many days after the start. */
  readonly stableDays: number
}

/** At least 4 weeks for confirmation, 6 for stable disease. */
export const usualIntervals: Intervals = { confirmationDays: 28, stableDays: 42 }

/** Between a response and its confirmation one visit that could not be evaluated does no harm. */
const MOST_NOT_EVALUABLE = 1

/**
 * Best overall response (table 3 of the paper). What comes after the first progression does not count. An unconfirmed
 * response shows that the disease was at least stable, if it came late enough for that.
 */
export function bestResponse(
  timepoints: readonly Timepoint[],
  intervals: Intervals,
): { readonly confirmed: OverallResponse; readonly unconfirmed: OverallResponse } {
  const inOrder = [...timepoints].sort((a, b) => a.day - b.day)
  const firstProgression = inOrder.findIndex(({ response }) => response === 'PD')
  const counted = firstProgression < 0 ? inOrder : inOrder.slice(0, firstProgression)
  const otherwise = withoutResponse(counted, firstProgression >= 0, intervals)
  const ever = (response: OverallResponse): boolean => counted.some((timepoint) => timepoint.response === response)
  return {
    confirmed: confirmedResponse(counted, intervals) ?? otherwise,
    unconfirmed: ever('CR') ? 'CR' : ever('PR') ? 'PR' : otherwise,
  }
}

function confirmedResponse(counted: readonly Timepoint[], intervals: Intervals): 'CR' | 'PR' | undefined {
  const isConfirmed = (response: 'CR' | 'PR'): boolean =>
    counted.some((first, index) => first.response === response && confirms(counted.slice(index), intervals))
  return isConfirmed('CR') ? 'CR' : isConfirmed('PR') ? 'PR' : undefined
}

/** Whether the first of these is confirmed by a later one, with nothing in between that speaks against it. */
function confirms([first, ...later]: readonly Timepoint[], { confirmationDays }: Intervals): boolean {
  if (!first) return false
  let notEvaluable = 0
  let least = first.response
  for (const { day, response } of later) {
    if (response === 'NE') {
      notEvaluable += 1
      if (notEvaluable > MOST_NOT_EVALUABLE) return false
      continue
    }
    // After a complete response a partial one is disease that came back.
    const asGood = response === 'CR' || (response === 'PR' && least === 'PR')
    if (!asGood) return false
    if (day - first.day >= confirmationDays) return true
    least = response
  }
  return false
}

function withoutResponse(
  counted: readonly Timepoint[],
  progressed: boolean,
  { stableDays }: Intervals,
): OverallResponse {
  const late = counted.filter(({ day }) => day >= stableDays).map(({ response }) => response)
  if (late.includes('CR') || late.includes('PR') || late.includes('SD')) return 'SD'
  if (late.includes('NON-CR/NON-PD')) return 'NON-CR/NON-PD'
  return progressed ? 'PD' : 'NE'
}
