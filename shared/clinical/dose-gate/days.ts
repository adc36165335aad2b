import type { PartialDate } from '../../partial-date'

/** The ISO text of a day counted from 1970-01-01. */
export const isoDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

export const dayAfter = (day: PartialDate, days: number): string => isoDay(day.first + days)

/** Two days and how far they are apart, for a proof. */
export const elapsed = (name: string, from: PartialDate, to: PartialDate, days: number) => ({
  seen: [
    { name, value: from.toString() },
    { name: 'planned', value: to.toString() },
  ],
  steps: [{ name: 'elapsed', value: String(days), unit: 'd' }],
})
