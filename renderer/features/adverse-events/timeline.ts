import { PartialDate } from '#shared/partial-date'
import type { AdverseEvent, Grade } from '#shared/review/ae-queue'

/** Days since 1970-01-01. */
type Day = number

export interface Bar {
  readonly from: Day
  /** The first day that is no longer in it. */
  readonly to: Day
  readonly grade: Grade | undefined
  /** It goes on beyond today. */
  readonly open: boolean
}

export interface TimelineRow {
  readonly event: AdverseEvent
  readonly bars: readonly Bar[]
}

export interface VisitMark {
  readonly label: string
  readonly day: Day
}

export interface Timeline {
  readonly first: Day
  readonly last: Day
  readonly today: Day
  readonly months: readonly { readonly day: Day; readonly iso: string }[]
  readonly visits: readonly VisitMark[]
  readonly rows: readonly TimelineRow[]
}

export interface VisitDate {
  readonly label: string
  readonly date: string
}

/**
 * A participant's events beside their visits on one axis of days. A date known to the month stands at its earliest day
 * where it begins something and at its latest where it ends it. Undefined when nothing has a date yet.
 */
export function timelineOf(
  events: readonly AdverseEvent[],
  visits: readonly VisitDate[],
  today: string,
): Timeline | undefined {
  const now = PartialDate.parse(today)?.first
  if (now === undefined) return undefined
  const rows = events.flatMap((event) => {
    const bars = barsOf(event, now)
    return bars.length > 0 ? [{ event, bars }] : []
  })
  const marks = visits.flatMap(({ label, date }) => {
    const day = PartialDate.parse(date)?.first
    return day === undefined ? [] : [{ label, day }]
  })
  const days = [
    ...marks.map(({ day }) => day),
    ...rows.flatMap(({ bars }) => bars.flatMap(({ from, to }) => [from, to])),
  ]
  if (days.length === 0) return undefined
  const room = Math.max(3, Math.round((Math.max(now, ...days) - Math.min(...days)) * 0.03))
  const first = Math.min(...days, now - 27) - room
  const last = Math.max(...days, now) + room
  return { first, last, today: now, months: monthsBetween(first, last), visits: marks, rows }
}

function barsOf(event: AdverseEvent, today: Day): readonly Bar[] {
  const start = event.start === undefined ? undefined : PartialDate.parse(event.start)?.first
  if (start === undefined) return []
  const ended = event.end === undefined ? undefined : PartialDate.parse(event.end)?.last
  const open = ended === undefined && event.ongoing
  const to = Math.max(start + 1, (ended ?? (open ? today : start)) + 1)
  const steps = event.grades.flatMap(({ from, grade }) => {
    const day = PartialDate.parse(from)?.first
    return day === undefined || day >= to ? [] : [{ from: Math.max(day, start), grade }]
  })
  // The highest grade is known from the start on, unless the course of the grade was written down.
  const course =
    steps[0] === undefined
      ? [{ from: start, grade: event.grade }]
      : steps[0].from > start
        ? [{ from: start, grade: undefined }, ...steps]
        : steps
  return course.flatMap((step, i) => {
    const end = course[i + 1]?.from ?? to
    return end > step.from
      ? [{ from: step.from, to: end, grade: step.grade, open: open && i === course.length - 1 }]
      : []
  })
}

function monthsBetween(first: Day, last: Day): Timeline['months'] {
  const date = new Date(first * 86_400_000)
  const months: { day: Day; iso: string }[] = []
  for (let month = date.getUTCMonth() + 1; ; month++) {
    const start = Date.UTC(date.getUTCFullYear(), month, 1)
    const day = start / 86_400_000
    if (day >= last) return months
    months.push({ day, iso: new Date(start).toISOString().slice(0, 7) })
  }
}

/** Every how many months one is named, so that the names do not touch. */
export const monthStep = (months: number, width: number): number => {
  const fits = Math.max(1, Math.floor(width / 76))
  return [1, 2, 3, 6, 12, 24, 60].find((step) => months / step <= fits) ?? 120
}
