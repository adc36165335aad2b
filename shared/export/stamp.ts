import type { Language } from '../study/definition'
import { showDate } from '../study/show-entry'

/**
 * An instant as it is printed: date, time and offset exactly as written, e.g. `12 Mar 2026 09:00:05 (UTC+01:00)`. It is
 * never moved to another zone: the clock that said it is part of the record.
 */
export function showStamp(instant: string, language: Language): string {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(instant)
  if (!parts) return instant
  const [, date = '', time = '', offset = ''] = parts
  return `${showDate(date, language)} ${time} (UTC${offset === 'Z' ? '' : offset})`
}
