import { PartialDate } from '../../partial-date'
import { Decimal } from '../../quantity/decimal'

/** A point in time, told by a clock whose offset is known. */
export interface Instant {
  /** As it was written. */
  readonly text: string
  /** Seconds since 1970-01-01T00:00Z. */
  readonly seconds: Decimal
}

const written =
  /^(?<date>\d{4}-\d\d-\d\d)T(?<hour>[01]\d|2[0-3]):(?<minute>[0-5]\d)(?::(?<second>[0-5]\d(?:\.\d{1,9})?))?(?<zone>Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/

/**
 * Reads ISO 8601 with its offset: `2025-03-29T12:00+01:00`, `2024-03-04T12:00:30.5Z`. Without an offset the same digits
 * are two instants on the night when the clocks go back, so such a time is none.
 */
export function readInstant(text: string): Instant | 'not-an-instant' | 'no-offset' {
  const parts = written.exec(text)?.groups
  const day = parts && PartialDate.parse(parts['date'] ?? '')
  if (!day) return 'not-an-instant'
  const { hour, minute, second = '0', zone } = parts
  if (zone === undefined) return 'no-offset'
  const minutes = (day.first * 24 + Number(hour)) * 60 + Number(minute) - offsetMinutes(zone)
  return { text, seconds: new Decimal(minutes).times(60).plus(second) }
}

function offsetMinutes(zone: string): number {
  if (zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4))
  return zone.startsWith('-') ? -minutes : minutes
}

/** Real time that passed, whatever the clocks on the wall did meanwhile; negative when `to` is the earlier. */
export const secondsBetween = (from: Instant, to: Instant): Decimal => to.seconds.minus(from.seconds)
