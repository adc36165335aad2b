import type { Decimal } from '../../quantity/decimal'
import { type Instant, readInstant, secondsBetween } from '../time/instant'
import { type Condition, condition } from './condition'
import { dayAfter, isoDay } from './days'
import type { Dose, GateHistory } from './history'
import { type OctreotideParameters, sourceOf } from './parameters'

const HOUR = 3600
const DAY = 24 * HOUR

/**
 * The first injection after a dose of 177Lu: so many hours after the end of its infusion, on real time; where the trial
 * wants it the day after, not before that day. Too early holds, too late is to be looked at. Of a day without an hour only
 * what is true of all its hours is decided.
 */
export function afterInfusion(dose: Dose, history: GateHistory, parameters: OctreotideParameters): Condition {
  const { planned, plannedAt } = history
  const { least, most } = parameters.hours.value
  const isDayAfter = parameters.dayAfter.value
  const days = planned.first - dose.day.first
  const end = endedOnTheDay(dose)
  const hours = end && plannedAt && secondsBetween(end.instant, plannedAt).dividedBy(HOUR)
  const line = {
    code: 'AFTER_177LU',
    asks: isDayAfter ? `the day after, ≥ ${least} h after its end` : `${least}–${most} h after its end`,
    source: sourceOf(isDayAfter ? parameters.dayAfter : parameters.hours),
    seen: [
      { name: end ? 'ECENDTM' : 'EXLU', value: end?.instant.text ?? dose.day.toString() },
      { name: 'planned', value: plannedAt?.text ?? planned.toString() },
    ],
    steps: [
      hours
        ? { name: 'elapsed', value: hours.toFixed(), unit: 'h' }
        : { name: 'elapsed', value: String(days), unit: 'd' },
    ],
    items: ['EXLU.ECENDTM'],
  }
  if (isDayAfter && days < 1) return condition({ ...line, verdict: 'failed', earliest: dayAfter(dose.day, 1) })
  if (!end && days < 2) return condition({ ...line, verdict: 'missing' })
  if (end) {
    const from = end.wall.plus(least * HOUR)
    const tooEarly = { ...line, verdict: 'failed', earliest: isoDay(from.dividedBy(DAY).floor().toNumber()) } as const
    if (hours?.lessThan(least)) return condition(tooEarly)
    if (!hours && from.greaterThanOrEqualTo((planned.first + 1) * DAY)) return condition(tooEarly)
    if (!hours && from.greaterThan(planned.first * DAY))
      return condition({ ...line, verdict: 'missing', items: ['anchors.planned_dose'] })
  }
  const isLate = isDayAfter ? days > 1 : hours ? hours.greaterThan(most) : isPast(end?.wall, most, planned.first)
  return condition({ ...line, verdict: isLate ? 'alert' : 'met' })
}

/** Whether every hour of the day is later than so many after the end; a day after the next is, whenever it ended. */
const isPast = (wall: Decimal | undefined, hours: number, day: number): boolean =>
  wall === undefined || wall.plus(hours * HOUR).lessThan(day * DAY)

/** The end of the infusion, and the clock on the wall at that moment; an end on another day than the dose is none. */
function endedOnTheDay({ day, end }: Dose): { readonly instant: Instant; readonly wall: Decimal } | undefined {
  const wall = end && readInstant(end.text.replace(/(Z|[+-]\d\d:\d\d)$/, 'Z'))
  if (!end || !wall || typeof wall === 'string') return undefined
  const onDay = wall.seconds.dividedBy(DAY).floor().toNumber()
  return onDay === day.first || onDay === day.first + 1 ? { instant: end, wall: wall.seconds } : undefined
}
