import { type FormPath, formPath, steps } from '#shared/casebook/path'
import { type DueState, type PlannedEvent, dueState, scheduleOf } from '#shared/casebook/schedule'
import type { FormDef } from '#shared/study/definition'
import { type FormAt, type FormStanding, standingOf } from './form-mark'
import { reachOf } from './reach'

export interface GridColumn {
  readonly planned: PlannedEvent
  readonly due: DueState
  /** True for the first visit of an epoch, or of the unscheduled ones. */
  readonly opens: boolean
  /** The visit that today belongs to. */
  readonly now: boolean
}

export interface GridCell extends FormStanding {
  readonly form: FormPath
}

export interface GridRow {
  readonly def: FormDef
  /** One a column; undefined where the visit does not have this form. */
  readonly cells: readonly (GridCell | undefined)[]
}

export interface Grid {
  readonly columns: readonly GridColumn[]
  /** Visits further ahead that have no column, soonest first. */
  readonly later: readonly PlannedEvent[]
  readonly rows: readonly GridRow[]
}

/**
 * Visits across, forms down, each cell the most important thing to know about it. Log forms are not in it, nor visits far
 * ahead unless it is `unfolded`.
 */
export function gridOf(at: FormAt, unfolded = false): Grid {
  const { study, casebook, today } = at
  const all = scheduleOf(study, casebook).filter(({ def }) => def.kind !== 'log')
  const { shown: events, later } = unfolded ? { shown: all, later: [] } : reachOf(all, today)
  const scheduled = events.filter(({ def }) => def.kind === 'scheduled')
  const others = events.filter(({ def }) => def.kind === 'unscheduled')
  const now = currentOf(scheduled, today)
  const ordered = [...scheduled, ...others]
  const columns = ordered.map((planned, i): GridColumn => {
    const before = ordered[i - 1]
    return {
      planned,
      due: dueState(planned, today),
      opens: before === undefined || groupName(before) !== groupName(planned),
      now: planned === now,
    }
  })
  const forms = new Set(ordered.flatMap(({ def }) => def.forms))
  const rows = [...forms].flatMap((oid): readonly GridRow[] => {
    const def = study.form(oid)
    if (!def) return []
    const cells = columns.map(({ planned, due }): GridCell | undefined => {
      const [step] = steps(planned.event)
      if (!step || !planned.def.forms.includes(oid) || def.repeating) return undefined
      const form = formPath(step, { oid })
      return { form, ...standingOf(at, form, due) }
    })
    return cells.some((cell) => cell !== undefined) ? [{ def, cells }] : []
  })
  return { columns, rows, later }
}

const groupName = ({ def }: PlannedEvent): string => (def.kind === 'unscheduled' ? '' : (def.epoch?.en ?? def.oid))

/** The first visit that is not done and not past its window: where the work is. */
const currentOf = (scheduled: readonly PlannedEvent[], today: string): PlannedEvent | undefined =>
  scheduled.find(({ state, to }) => state !== 'done' && (to === undefined || to >= today))

/** Where the eye begins: what is to be answered in the grid, else what is to be done. */
export function beginningOf({ rows }: Grid): GridCell | undefined {
  const cells = rows.flatMap((row) => row.cells.flatMap((cell) => cell ?? []))
  return (
    cells.find(({ mark }) => mark === 'begun' || mark === 'unsent') ??
    cells.find(({ mark }) => mark === 'due' || mark === 'overdue' || mark === 'expired') ??
    cells[0]
  )
}

export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End'

export const isArrow = (key: string): key is Arrow =>
  key === 'ArrowUp' ||
  key === 'ArrowDown' ||
  key === 'ArrowLeft' ||
  key === 'ArrowRight' ||
  key === 'Home' ||
  key === 'End'

/** The next cell in a direction; places without a form are stepped over. The same form at the edge. */
export function stepFrom({ rows, columns }: Grid, from: FormPath, arrow: Arrow): FormPath {
  const row = rows.findIndex(({ cells }) => cells.some((cell) => cell?.form === from))
  const column = rows[row]?.cells.findIndex((cell) => cell?.form === from) ?? -1
  if (column < 0) return from
  const across = rows[row]?.cells ?? []
  const down = rows.map(({ cells }) => cells[column])
  const first = (cells: readonly (GridCell | undefined)[]) => cells.find((cell) => cell !== undefined)?.form ?? from
  switch (arrow) {
    case 'ArrowRight':
      return first(across.slice(column + 1, columns.length))
    case 'ArrowLeft':
      return first(across.slice(0, column).toReversed())
    case 'ArrowDown':
      return first(down.slice(row + 1))
    case 'ArrowUp':
      return first(down.slice(0, row).toReversed())
    case 'Home':
      return first(across)
    case 'End':
      return first(across.toReversed())
  }
}
