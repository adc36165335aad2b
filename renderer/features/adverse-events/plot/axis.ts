import type { Day } from '#shared/review/timeline'

/** The days that the plot shows: from the first to the one after the last. */
export interface View {
  readonly from: Day
  readonly to: Day
}

/** Nobody looks closer than at two weeks. */
const LEAST = 14

/** The same place nearer (`factor` below 1) or from further away, never beyond `whole`; `at` stays where it is. */
export function zoomed(view: View, whole: View, factor: number, at = (view.from + view.to) / 2): View {
  const span = Math.min(whole.to - whole.from, Math.max(LEAST, (view.to - view.from) * factor))
  const share = (at - view.from) / (view.to - view.from)
  return kept({ from: at - span * share, to: at + span * (1 - share) }, whole)
}

/** Moved by so many days, as far as there is something to see. */
export const moved = (view: View, whole: View, days: number): View =>
  kept({ from: view.from + days, to: view.to + days }, whole)

/** Moved, no more than it takes, so that these days are in sight; all of them only where they fit. */
export function showing(view: View, whole: View, { from, to }: View): View {
  const span = view.to - view.from
  const edge = span * 0.05
  if (from >= view.from && Math.min(to, from + span / 2) <= view.to) return view
  return from < view.from ? moved(view, whole, from - edge - view.from) : moved(view, whole, to + edge - view.to)
}

function kept({ from, to }: View, whole: View): View {
  const span = to - from
  if (from < whole.from) return { from: whole.from, to: whole.from + span }
  if (to > whole.to) return { from: whole.to - span, to: whole.to }
  return { from, to }
}

/** The first days of months within a view, with every how many of them one is named so that names do not touch. */
export function monthsIn(
  { from, to }: View,
  width: number,
): { readonly days: readonly MonthStart[]; readonly step: number } {
  const date = new Date(Math.floor(from) * 86_400_000)
  const days: MonthStart[] = []
  for (let month = date.getUTCMonth() + 1; ; month++) {
    const start = Date.UTC(date.getUTCFullYear(), month, 1)
    const day = start / 86_400_000
    if (day >= to) break
    days.push({ day, iso: new Date(start).toISOString().slice(0, 7) })
  }
  const fits = Math.max(1, Math.floor(width / 76))
  return { days, step: [1, 2, 3, 6, 12, 24, 60].find((step) => days.length / step <= fits) ?? 120 }
}

interface MonthStart {
  readonly day: Day
  readonly iso: string
}

/** The index of the first of sorted things that lies at or after a place. */
export function firstAt<T>(sorted: readonly T[], place: number, of: (one: T) => number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const one = sorted[middle]
    if (one !== undefined && of(one) < place) low = middle + 1
    else high = middle
  }
  return low
}
