import type { FormPath } from '#shared/casebook/path'
import type { Analyte } from '#shared/review/laboratory-lane'
import type { DoseRow, EventRow, MedicineRow, Timeline } from '#shared/review/timeline'
import { firstAt } from './axis'

/** What stands in one line of the plot. */
export type Content =
  | { readonly kind: 'part'; readonly part: Part }
  | { readonly kind: 'dose'; readonly row: DoseRow }
  | { readonly kind: 'event'; readonly row: EventRow }
  | { readonly kind: 'laboratory'; readonly analyte: Analyte }
  | { readonly kind: 'medicine'; readonly row: MedicineRow }

export type Part = 'doses' | 'events' | 'laboratory' | 'medicines'

export interface PlotRow {
  readonly content: Content
  /** From the top of all rows, in pixels. */
  readonly top: number
  readonly height: number
}

const heights = { part: 24, dose: 22, event: 22, laboratory: 60, medicine: 20 } as const

/** The lines of a plot from the top down; parts with nothing in them are left out. */
export function rowsOf(timeline: Timeline, analytes: readonly Analyte[]): readonly PlotRow[] {
  const part = (name: Part, rows: readonly Content[]): readonly Content[] =>
    rows.length === 0 ? [] : [{ kind: 'part', part: name }, ...rows]
  const contents: readonly Content[] = [
    ...part(
      'doses',
      timeline.doses.map((row) => ({ kind: 'dose', row })),
    ),
    ...part(
      'events',
      timeline.events.map((row) => ({ kind: 'event', row })),
    ),
    ...part(
      'laboratory',
      analytes.map((analyte) => ({ kind: 'laboratory', analyte })),
    ),
    ...part(
      'medicines',
      timeline.medicines.map((row) => ({ kind: 'medicine', row })),
    ),
  ]
  let top = 0
  return contents.map((content) => {
    const height = heights[content.kind]
    const row = { content, top, height }
    top += height
    return row
  })
}

export const heightOf = (rows: readonly PlotRow[]): number => {
  const last = rows.at(-1)
  return last ? last.top + last.height : 0
}

/** Those that lie between two heights. */
export function visibleRows(rows: readonly PlotRow[], from: number, to: number): readonly PlotRow[] {
  const first = firstAt(rows, from, ({ top, height }) => top + height)
  const after = firstAt(rows, to, ({ top }) => top)
  return rows.slice(first, after)
}

export const rowAt = (rows: readonly PlotRow[], y: number): PlotRow | undefined => visibleRows(rows, y, y + 1)[0]

export const rowOfEvent = (rows: readonly PlotRow[], form: FormPath): PlotRow | undefined =>
  rows.find(({ content }) => content.kind === 'event' && content.row.event.form === form)

/** The days that an event lasted, as far as they are known. */
export function daysOf(
  rows: readonly PlotRow[],
  form: FormPath,
): { readonly from: number; readonly to: number } | undefined {
  const content = rowOfEvent(rows, form)?.content
  if (content?.kind !== 'event') return undefined
  const { bars } = content.row
  const [from, to] = [bars[0]?.from, bars.at(-1)?.to]
  return from === undefined || to === undefined ? undefined : { from, to }
}
