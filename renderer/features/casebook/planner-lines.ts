import type { ProposedDeviation } from '#shared/casebook/deviations'
import { journeyOf } from '#shared/casebook/phases'
import { type DueState, type PlannedEvent, dueState, scheduleOf } from '#shared/casebook/schedule'
import type { Supposition } from '#shared/casebook/supposition'
import { outside } from '#shared/casebook/window'
import { agentOf } from '#shared/dose-release/doses'
import { isoDayPlus } from '#shared/partial-date'
import type { CompiledStudy } from '#shared/study/compile'
import { type Language, textIn } from '#shared/study/definition'
import { daysBetween } from '../../ui/dates'
import type { MarkState } from '../../ui/mark'
import type { FormAt } from './form-mark'
import { reachOf } from './reach'

/** One visit in the calendar. */
export interface PlannerLine {
  readonly planned: PlannedEvent
  readonly due: DueState
  /** What it belongs to: its cycle or epoch, else the phase of the study on its day. */
  readonly part: string | undefined
  /** Deviations a person has to judge. */
  readonly deviations: readonly ProposedDeviation[]
}

export interface Planner {
  /** By day: when a visit took place, else when it is planned; those without a day last, as the study has them. */
  readonly lines: readonly PlannerLine[]
  /** Visits that lie further ahead, when they are folded away. */
  readonly later: readonly PlannedEvent[]
}

/** Every visit of a participant by its day. `unfolded`: those far ahead too. */
export function plannerOf(
  at: FormAt,
  open: readonly ProposedDeviation[],
  language: Language,
  unfolded: boolean,
): Planner {
  const { study, casebook, today } = at
  const all = scheduleOf(study, casebook).filter(({ def }) => def.kind !== 'log')
  const { shown, later } = unfolded ? { shown: all, later: [] } : reachOf(all, today)
  const order = new Map(all.map((one, i) => [one, i]))
  const lines = [...shown]
    .sort((a, b) => compare(dayOf(a) ?? '9999', dayOf(b) ?? '9999') || (order.get(a) ?? 0) - (order.get(b) ?? 0))
    .map((planned): PlannerLine => ({
      planned,
      due: dueState(planned, today),
      part: partOf(at, planned, language),
      deviations: open.filter(({ event }) => event === planned.event),
    }))
  return { lines, later }
}

type Moved = Supposition['moves'][number]

/** Visits that move, those with a dose first: doses are ordered from afar and made for their day. */
export function dosesFirst(study: CompiledStudy, moves: readonly Moved[]): readonly Moved[] {
  const isDose = ({ after }: Moved): boolean => after.def.forms.some((form) => agentOf(study, form) !== undefined)
  return [...moves.filter(isDose), ...moves.filter((one) => !isDose(one))]
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export const dayOf = ({ actual, target }: PlannedEvent): string | undefined => actual ?? target

function partOf({ study, casebook }: FormAt, planned: PlannedEvent, language: Language): string | undefined {
  const { epoch } = planned.def
  if (epoch) return textIn(epoch, language)
  const day = dayOf(planned)
  const stays = journeyOf(study, casebook).stays
  const stay = day === undefined ? undefined : stays.findLast(({ since }) => since === undefined || since <= day)
  const phase = study.version.phases?.find(({ oid }) => oid === stay?.phase)
  return phase && textIn(phase.title, language)
}

/** How a visit stands, as a mark; its word needs the days outside for `out-of-window`. */
export function markOf({ planned, due }: Pick<PlannerLine, 'planned' | 'due'>): MarkState {
  switch (due) {
    case 'ahead':
      return 'planned'
    case 'due':
      return planned.state === 'begun' ? 'begun' : 'due'
    case 'done':
      return 'complete'
    case 'overdue':
    case 'missed':
    case 'not-done':
    case 'out-of-window':
    case 'expired':
      return due
  }
}

/** Whole days outside the window and on which side; undefined inside it, and where it is counted in hours. */
export function daysOutside(
  planned: PlannedEvent,
): { readonly side: 'early' | 'late'; readonly days: number } | undefined {
  const { actual, from, to } = planned
  const side = outside(planned, actual)
  const edge = side === 'early' ? from : to
  if (side === undefined || actual === undefined || edge === undefined || edge === actual) return undefined
  return { side, days: Math.abs(daysBetween(edge, actual)) }
}

/** The days that a chart of visits spans, as places from 0 to 100. */
export interface Scale {
  readonly from: string
  readonly to: string
  /** First days of months, not more than a dozen. */
  readonly months: readonly string[]
  at(day: string): number
}

/** Half a year back at most: what lies further back is known, and would press the weeks to come together. */
const BACK = 120
const AHEAD = 400

/** Spans the windows of the visits, and what is asked about besides. */
export function scaleOf(lines: readonly PlannerLine[], today: string, besides: readonly string[] = []): Scale {
  const days = lines.flatMap(({ planned: { from, to, actual } }) => [from, to, actual].flatMap((day) => day ?? []))
  const sorted = [...days, ...besides, today].sort()
  const from = isoDayPlus(latest(sorted[0] ?? today, isoDayPlus(today, -BACK)), -5)
  const to = isoDayPlus(earliest(sorted.at(-1) ?? today, isoDayPlus(today, AHEAD)), 5)
  const span = Math.max(1, daysBetween(from, to))
  const months = monthsBetween(from, to)
  const every = Math.ceil(months.length / 6)
  return {
    from,
    to,
    months: months.filter((_, i) => i % every === 0),
    at: (day) => Math.min(100, Math.max(0, Math.round((daysBetween(from, day) / span) * 1000) / 10)),
  }
}

const latest = (a: string, b: string): string => (a > b ? a : b)
const earliest = (a: string, b: string): string => (a < b ? a : b)

function monthsBetween(from: string, to: string): readonly string[] {
  const months: string[] = []
  let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))]
  for (;;) {
    month = month === 12 ? 1 : month + 1
    if (month === 1) year += 1
    const first = `${year}-${String(month).padStart(2, '0')}-01`
    if (first > to) return months
    months.push(first)
  }
}
