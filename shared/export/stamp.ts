import type { Language } from '../study/definition'
import { showDate } from '../study/show-entry'

/** A day and the offset of the clock that named it, and the time on it: `12 Mar 2026 (UTC+01:00)`, `09:00:05`. */
export interface Stamp {
  readonly day: string
  readonly time: string
}

/**
 * An instant as it is printed: date, time and offset exactly as written, e.g. `12 Mar 2026 09:00:05 (UTC+01:00)`. It is
 * never moved to another zone: the clock that said it is part of the record.
 */
export function showStamp(instant: string, language: Language): string {
  const parts = partsOf(instant, language)
  return parts ? `${parts.date} ${parts.time} ${parts.zone}` : instant
}

/** The same in two pieces, for a list of things that were done on one day. */
export function stampOf(instant: string, language: Language): Stamp {
  const parts = partsOf(instant, language)
  return parts ? { day: `${parts.date} ${parts.zone}`, time: parts.time } : { day: instant, time: '' }
}

function partsOf(instant: string, language: Language) {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(instant)
  if (!parts) return undefined
  const [, date = '', time = '', offset = ''] = parts
  return { date: showDate(date, language), time, zone: `(UTC${offset === 'Z' ? '' : offset})` }
}
