import { type Virtualizer, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useRef, useState } from 'react'
import { type FormPath, type ItemPath, groupPath, itemPath } from '#shared/casebook/path'
import type { LogColumn } from '#shared/study/log-definition'
import { type Spot, moved } from './moves'
import type { LogRows } from './use-log-rows'

/** Heights in pixels: of a row, and of the head. */
const ROW = 32
const HEAD = 44

interface OfPlace {
  readonly log: LogRows
  readonly columns: readonly LogColumn[]
  readonly mayEnter: boolean
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly grid: RefObject<HTMLTableElement | null>
  /** Whoever leaves a cell has seen what was said of it. */
  readonly onMove: () => void
}

/** Where someone is in a log's table, and which of its rows are in sight. */
export interface LogPlace {
  readonly virtual: Virtualizer<HTMLDivElement, Element>
  readonly at: Spot
  /** The record, column and item of the cell; undefined in a table without rows. */
  readonly current: FormPath | undefined
  readonly column: LogColumn | undefined
  readonly path: ItemPath | undefined
  readonly goTo: (spot: Spot, among?: readonly FormPath[]) => void
  /** Moves as a key says; false for a key that does not move. */
  readonly go: (key: string, shift?: boolean, mod?: boolean) => boolean
  /** Gives the keyboard back to the table. */
  readonly focus: () => void
  readonly hasFocus: () => boolean
  /** A row filled with Tab ends here: Enter goes straight down. */
  readonly endOfTabs: () => void
}

export function useLogPlace({ log, columns, mayEnter, scroller, grid, onMove }: OfPlace): LogPlace {
  const { rows } = log
  const [here, setHere] = useState<{ readonly form: FormPath; readonly column: number }>()
  const [lastRow, setLastRow] = useState(0)
  const tabbedFrom = useRef<number>(undefined)

  // Where the record someone was at went away, its neighbour takes its place.
  const known = here ? rows.indexOf(here.form) : 0
  const row = known >= 0 ? known : Math.max(0, Math.min(lastRow, rows.length - 1))
  if (row !== lastRow) setLastRow(row)
  const at: Spot = { row, column: Math.min(here?.column ?? 0, columns.length - 1) }
  const current = rows[row]
  const column = columns[at.column]
  const path = current && column && itemPath(groupPath(current, { oid: column.group.oid }), column.item.oid)

  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
    scrollPaddingStart: HEAD,
  })
  const goTo = (spot: Spot, among = rows) => {
    const form = among[spot.row]
    if (form === undefined) return
    setHere({ form, column: spot.column })
    onMove()
    virtual.scrollToIndex(spot.row)
  }
  const go = (key: string, shift = false, mod = false): boolean => {
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEAD) / ROW) - 1)
    const among = mayEnter ? log.withFree() : rows
    const extent = { rows: among.length, columns: columns.length, page }
    const to = moved(at, { key, shift, mod }, extent)
    if (!to) return false
    const from = tabbedFrom.current
    if (key === 'Tab') tabbedFrom.current = from ?? at.column
    else tabbedFrom.current = undefined
    // After a row that was filled with Tab, Enter begins the next one where that row began.
    goTo(key === 'Enter' && !shift && from !== undefined ? { ...to, column: from } : to, among)
    return true
  }
  const focus = () => grid.current?.focus()
  const hasFocus = () => document.activeElement === grid.current
  const endOfTabs = () => {
    tabbedFrom.current = undefined
  }
  return { virtual, at, current, column, path, goTo, go, focus, hasFocus, endOfTabs }
}
