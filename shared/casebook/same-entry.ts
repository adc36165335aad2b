import type { Entry } from '../change/change'

/** The same thing was entered: text, unit and status. */
export const sameEntry = (a: Entry, b: Entry): boolean => {
  if (a.state === 'value' && b.state === 'value') return a.text === b.text && a.unit === b.unit
  if (a.state === 'missing' && b.state === 'missing') return a.code === b.code
  return a.state === b.state
}
