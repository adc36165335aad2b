import type { Entry } from '../change/change'

/** An entry as data: text and unit as typed, a missing value by its code in brackets with its reason. Reads alike in every language. */
export function rawText(entry: Entry): string {
  switch (entry.state) {
    case 'value':
      return entry.unit === undefined ? entry.text : `${entry.text} ${entry.unit}`
    case 'missing':
      return entry.reason === undefined ? `[${entry.code}]` : `[${entry.code}] ${entry.reason}`
    case 'blank':
      return ''
  }
}
