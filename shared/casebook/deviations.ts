import { PartialDate, daysBetween } from '../partial-date'
import type { CompiledStudy } from '../study/compile'
import type { Casebook } from './casebook'
import { freshnessOf } from './freshness'
import type { EventPath, FormPath } from './path'
import { type PlannedEvent, dueState, scheduleOf } from './schedule'
import { outside } from './window'

/** A deviation from the schedule that the dates show. A person confirms it with a category, a reason and what was done. */
export interface ProposedDeviation {
  /** The same for the same deviation on every device: the rule and the visit. */
  readonly id: string
  /** The rule of the study it goes against. */
  readonly rule: string
  readonly category: 'VISIT_WINDOW' | 'MISSING_ASSESSMENT' | 'DOSING' | 'ELIGIBILITY'
  readonly event: EventPath
  readonly why: 'early' | 'late' | 'below-floor' | 'past-limit' | 'missed' | 'stale' | 'expired'
  /** First and last day that would have been right, as far as there is one. */
  readonly from?: string
  readonly to?: string
  readonly actual?: string
  /** Whole days outside; undefined where the protocol counts in hours, or where nothing took place. */
  readonly days?: number
  /** What was too old, for `stale`. */
  readonly form?: FormPath
}

/** Every deviation from the schedule as it stands today, in its order. Pure: the same casebook and day give the same. */
export const deviationsProposed = (
  study: CompiledStudy,
  casebook: Casebook,
  today: string,
): readonly ProposedDeviation[] =>
  scheduleOf(study, casebook).flatMap((planned) => [
    ...ofWindow(planned, today),
    ...ofExpiry(planned, today),
    ...ofAge(study, casebook, planned),
  ])

function ofWindow(planned: PlannedEvent, today: string): readonly ProposedDeviation[] {
  const { event, aim, from, to, floor, limit, actual } = planned
  const window = { event, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
  const due = dueState(planned, today)
  if (due === 'missed' || (due === 'not-done' && from !== undefined && !planned.projected))
    return [{ ...named('VISIT-MISSED', event), ...window, category: 'MISSING_ASSESSMENT', why: 'missed' }]
  if (actual === undefined || planned.projected) return []
  const { floor: below, limit: past } = aim && 'days' in aim ? aim : {}
  if (past && limit !== undefined && actual > limit)
    return [
      {
        ...named(past.rule, event),
        ...window,
        to: limit,
        category: 'DOSING',
        why: 'past-limit',
        ...off(limit, actual),
      },
    ]
  if (below && floor !== undefined && actual < floor)
    return [
      {
        ...named(below.rule, event),
        ...window,
        from: floor,
        category: 'DOSING',
        why: 'below-floor',
        ...off(actual, floor),
        actual,
      },
    ]
  const side = outside(planned, actual)
  if (!side) return []
  const edge = side === 'early' ? from : to
  const days = edge === undefined || edge === actual ? {} : off(edge, actual)
  return [
    { ...named(aim?.rule ?? 'VISIT-WINDOW', event), ...window, category: 'VISIT_WINDOW', why: side, ...days, actual },
  ]
}

/** What was found counted only for so long, and what it was to serve did not come in time, or has not come yet. */
function ofExpiry({ event, def, expires, actual }: PlannedEvent, today: string): readonly ProposedDeviation[] {
  if (!def.valid || expires === undefined || actual === undefined || today <= expires) return []
  return [{ ...named(def.valid.rule, event), category: 'ELIGIBILITY', why: 'expired', actual, to: expires }]
}

/** What a visit that took place rested on was too old. */
const ofAge = (study: CompiledStudy, casebook: Casebook, planned: PlannedEvent): readonly ProposedDeviation[] =>
  planned.actual === undefined
    ? []
    : freshnessOf(study, casebook, planned).flatMap(({ rule, form, latest, state }) =>
        latest && state === 'stale'
          ? [
              {
                ...named(rule, planned.event, form),
                category: 'DOSING' as const,
                why: 'stale' as const,
                form: latest.path,
                to: latest.expires,
                ...(planned.actual !== undefined && { ...off(latest.expires, planned.actual), actual: planned.actual }),
              },
            ]
          : [],
      )

const named = (rule: string, event: EventPath, part?: string) => ({
  id: [rule, event, ...(part === undefined ? [] : [part])].join('/'),
  rule,
  event,
})

/** Whole days from one to the other, whichever is later, and the day on which it was. */
function off(from: string, to: string): { readonly days: number; readonly actual: string } {
  const [a, b] = [PartialDate.parse(from), PartialDate.parse(to)]
  return { days: a && b ? Math.abs(daysBetween(a, b).least) : 0, actual: to }
}
