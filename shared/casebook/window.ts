import { PartialDate, isoDayPlus } from '../partial-date'
import type { DayTarget, HourTarget } from '../study/schedule-definition'

/** When a visit is planned. Days are whole ISO dates; the window's first and last day are both in it. */
export interface Window {
  readonly target?: string
  readonly from?: string
  readonly to?: string
  /** No earlier than this day by any rule, and no later than that. */
  readonly floor?: string
  readonly limit?: string
  /** The same in hours, where the protocol counts in them: ISO 8601 with the offset of the time counted from. */
  readonly at?: { readonly target: string; readonly from: string; readonly to: string; readonly actual?: string }
}

/** The window counted from a whole day. */
export function windowFrom({ days, months, before, after, floor, limit }: DayTarget, base: string): Window {
  const day = PartialDate.parse(base)
  if (!day?.exact) throw new RangeError('not a whole date')
  const target = (months === undefined ? day : day.addMonths(months)).addDays(days)
  return {
    target: target.toString(),
    from: target.addDays(-before).toString(),
    to: target.addDays(after).toString(),
    ...(floor && { floor: day.addDays(floor.days).toString() }),
    ...(limit && { limit: day.addDays(limit.days).toString() }),
  }
}

/** The window in hours counted from a point in time: an hour is an hour, whatever the clocks on the wall do meanwhile. */
export function hoursFrom({ hours, hoursBefore, hoursAfter }: HourTarget, base: string): Window {
  const at = {
    target: hoursLater(base, hours),
    from: hoursLater(base, hours - hoursBefore),
    to: hoursLater(base, hours + hoursAfter),
  }
  return { target: at.target.slice(0, 10), from: at.from.slice(0, 10), to: at.to.slice(0, 10), at }
}

/** The days such a window touches when only the day counted from is known. */
export const daysOfHours = ({ hours, hoursBefore, hoursAfter }: HourTarget, base: string): Window => ({
  target: isoDayPlus(base, Math.floor(hours / 24)),
  from: isoDayPlus(base, Math.floor((hours - hoursBefore) / 24)),
  to: isoDayPlus(base, Math.floor((hours + hoursAfter) / 24) + 1),
})

const HOUR = 3_600_000

/** Written with the offset of the time it is counted from. */
function hoursLater(instant: string, hours: number): string {
  const offset = /(?:Z|[+-]\d\d:\d\d)$/.exec(instant)?.[0] ?? 'Z'
  const [, sign = '+', hour = '0', minute = '0'] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? []
  const shift = (sign === '-' ? -1 : 1) * (Number(hour) * HOUR + Number(minute) * 60_000)
  return new Date(Date.parse(instant) + hours * HOUR + shift).toISOString().slice(0, 16) + offset
}

export type Side = 'early' | 'late'

/** On which side of its window a visit took place; undefined inside it, on its edges, or where that is not known. */
export function outside({ from, to, at }: Window, actual: string | undefined): Side | undefined {
  if (at?.actual !== undefined) {
    const then = Date.parse(at.actual)
    return then < Date.parse(at.from) ? 'early' : then > Date.parse(at.to) ? 'late' : undefined
  }
  if (actual === undefined) return undefined
  if (from !== undefined && actual < from) return 'early'
  return to !== undefined && actual > to ? 'late' : undefined
}
