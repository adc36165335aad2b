import type { Casebook } from '../casebook/casebook'
import type { FormPath } from '../casebook/path'
import { scheduleOf } from '../casebook/schedule'
import { visitsOf } from '../casebook/visits'
import { PartialDate } from '../partial-date'
import type { CompiledStudy } from '../study/compile'
import type { LocalText } from '../study/definition'
import { type AdverseEvent, type Grade, adverseEvents } from './ae-queue'
import { sayings } from './sayings'
import { dosesOf, suspectsOf } from './suspects'

/** Days since 1970-01-01. */
export type Day = number

/** A stretch of time; `to` is the first day that is no longer in it. */
export interface Stretch {
  readonly from: Day
  readonly to: Day
  /** It goes on beyond today. */
  readonly open: boolean
}

export interface GradeBar extends Stretch {
  readonly grade: Grade | undefined
}

export interface EventRow {
  readonly event: AdverseEvent
  readonly bars: readonly GradeBar[]
}

export interface VisitMark {
  readonly label: string
  readonly day: Day
}

/** A part of the calendar, such as a cycle, from its first visit that took place to the first one of the next. */
export interface Epoch extends Stretch {
  readonly title: LocalText
}

export interface DoseMark extends Stretch {
  readonly form: FormPath
  readonly amount: string | undefined
}

export interface DoseRow {
  readonly code: string
  readonly name: LocalText
  readonly doses: readonly DoseMark[]
}

export interface MedicineRow extends Stretch {
  readonly form: FormPath
  readonly name: string
}

/** What happened to one participant, on one axis of days. Results of laboratories are lanes of their own (`laboratory-lane.ts`). */
export interface Timeline {
  readonly first: Day
  readonly last: Day
  readonly today: Day
  readonly epochs: readonly Epoch[]
  readonly visits: readonly VisitMark[]
  readonly doses: readonly DoseRow[]
  /** By their first day. */
  readonly events: readonly EventRow[]
  readonly medicines: readonly MedicineRow[]
}

/**
 * The timeline of a casebook as of today (ISO). A date known to the month stands at its earliest day where it begins
 * something and at its latest where it ends it; what has no beginning is not on it. Undefined when nothing has a date yet.
 */
export function timelineOf(study: CompiledStudy, casebook: Casebook, today: string): Timeline | undefined {
  const now = PartialDate.parse(today)?.first
  if (now === undefined) return undefined
  const planned = scheduleOf(study, casebook).flatMap(({ def, actual }) => {
    const day = dayOf(actual)
    return day === undefined ? [] : [{ label: def.oid, day, epoch: def.epoch }]
  })
  const visits = planned.map(({ label, day }) => ({ label, day })).sort((a, b) => a.day - b.day)
  const events = eventRows(study, casebook, now)
  const doses = suspectsOf(study).flatMap((suspect): readonly DoseRow[] => {
    const given = dosesOf(study, casebook, suspect).flatMap(({ state, start, end, amount }): readonly DoseMark[] => {
      const from = dayOf(start)
      if (from === undefined) return []
      const isPeriod = suspect.given?.end !== undefined
      const to = isPeriod ? (lastDayOf(end) ?? now) + 1 : from + 1
      return [{ form: state.path, amount, from, to: Math.max(to, from + 1), open: isPeriod && end === undefined }]
    })
    return given.length > 0 ? [{ code: suspect.code, name: suspect.name, doses: given }] : []
  })
  const days = [
    ...visits.map(({ day }) => day),
    ...events.flatMap(({ bars }) => bars.flatMap(({ from, to }) => [from, to])),
    ...doses.flatMap((row) => row.doses.flatMap(({ from, to }) => [from, to])),
  ]
  if (days.length === 0) return undefined
  const least = days.reduce((a, b) => Math.min(a, b))
  const most = days.reduce((a, b) => Math.max(a, b))
  const room = Math.max(3, Math.round((Math.max(now, most) - least) * 0.03))
  return {
    first: Math.min(least, now - 27) - room,
    last: Math.max(most, now) + room,
    today: now,
    epochs: epochsOf(planned, now),
    visits,
    doses,
    events,
    medicines: medicineRows(study, casebook, now),
  }
}

const dayOf = (date: string | undefined): Day | undefined =>
  date === undefined ? undefined : PartialDate.parse(date.slice(0, 10))?.first

const lastDayOf = (date: string | undefined): Day | undefined =>
  date === undefined ? undefined : PartialDate.parse(date.slice(0, 10))?.last

function epochsOf(
  visits: readonly { readonly day: Day; readonly epoch?: LocalText | undefined }[],
  now: Day,
): readonly Epoch[] {
  const begun = new Map<string, { readonly title: LocalText; readonly from: Day }>()
  for (const { day, epoch } of visits) {
    const before = epoch && begun.get(epoch.en)
    if (epoch && (!before || day < before.from)) begun.set(epoch.en, { title: epoch, from: day })
  }
  const all = [...begun.values()].sort((a, b) => a.from - b.from)
  return all.map(({ title, from }, i) => {
    const next = all[i + 1]?.from
    return { title, from, to: next ?? Math.max(now, from) + 1, open: next === undefined }
  })
}

function eventRows(study: CompiledStudy, casebook: Casebook, now: Day): readonly EventRow[] {
  return adverseEvents(study.version, casebook)
    .flatMap((event) => {
      const bars = barsOf(event, now)
      return bars.length > 0 ? [{ event, bars }] : []
    })
    .sort((a, b) => (a.bars[0]?.from ?? 0) - (b.bars[0]?.from ?? 0) || (a.event.form < b.event.form ? -1 : 1))
}

/** An event as stretches of one grade each. */
export function barsOf(event: AdverseEvent, today: Day): readonly GradeBar[] {
  const start = dayOf(event.start)
  if (start === undefined) return []
  const ended = lastDayOf(event.end)
  const open = ended === undefined && event.ongoing
  const to = Math.max(start + 1, (ended ?? (open ? today : start)) + 1)
  const steps = event.grades.flatMap(({ from, grade }) => {
    const day = dayOf(from)
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

function medicineRows(study: CompiledStudy, casebook: Casebook, now: Day): readonly MedicineRow[] {
  return study.version.forms
    .filter(({ domain }) => domain === 'CM')
    .flatMap(({ oid, nameItem }) =>
      visitsOf(study, casebook)
        .of(oid)
        .flatMap((state): readonly MedicineRow[] => {
          const said = sayings(state)
          const from = dayOf(said.get('CMSTDAT'))
          if (from === undefined) return []
          const last = lastDayOf(said.get('CMENDAT'))
          const open = last === undefined && said.get('CMONGO') !== 'N'
          const to = (last ?? (open ? now : from)) + 1
          return [
            { form: state.path, name: said.get(nameItem ?? 'CMTRT') ?? '', from, to: Math.max(to, from + 1), open },
          ]
        }),
    )
    .sort((a, b) => a.from - b.from || (a.form < b.form ? -1 : 1))
}
