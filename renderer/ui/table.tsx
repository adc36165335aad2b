import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useKeys } from './keys'
import { useTexts } from './language'
import styles from './table.module.css'
import { uiTexts } from './texts'

export interface Column<R> {
  readonly id: string
  readonly title: string
  /** Drawn in the head instead of the title, where that is not only words. */
  readonly head?: ReactNode
  /** Pixels; the columns without one share what is left. */
  readonly width?: number
  readonly align?: 'right'
  readonly cell: (row: R) => ReactNode
}

interface TableProps<R> {
  /** What the rows are, for those who cannot see them. */
  readonly label: string
  readonly rows: readonly R[]
  readonly columns: readonly Column<R>[]
  readonly rowKey: (row: R) => string
  /** Key of the row that the keys act on. */
  readonly current: string | undefined
  readonly onCurrent: (row: R) => void
  readonly onOpen: (row: R) => void
  /** What Enter does, where it does not open. */
  readonly openLabel?: string
  /** Called while the last rows are in sight: more may be had. */
  readonly onEnd?: () => void
}

const ROW = 32

/**
 * A list of any length: only the rows in sight are drawn. Arrows, Page Up and Down, Home and End move from anywhere on
 * the screen, Enter or a click opens. Rows are one line each.
 */
export function Table<R>({
  label,
  rows,
  columns,
  rowKey,
  current,
  onCurrent,
  onOpen,
  openLabel,
  onEnd,
}: TableProps<R>) {
  const say = useTexts(uiTexts)
  const scroller = useRef<HTMLDivElement>(null)
  const name = useId()
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
    scrollPaddingStart: ROW,
  })
  const at = rows.findIndex((row) => rowKey(row) === current)
  const move = (keys: string) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 2)
    const index = Math.max(0, Math.min(rows.length - 1, destination(keys, at, page, rows.length)))
    const row = rows[index]
    if (!row) return
    onCurrent(row)
    virtual.scrollToIndex(index)
  }
  const openCurrent = () => {
    const row = rows[at]
    if (row) onOpen(row)
  }
  useKeys([
    { keys: ['ArrowUp', 'ArrowDown'], label: say('move'), run: move },
    { keys: 'Enter', label: openLabel ?? say('open'), run: openCurrent },
    { keys: ['PageUp', 'PageDown', 'Home', 'End'], label: say('moveFar'), run: move, hint: false },
  ])

  const drawn = virtual.getVirtualItems()
  const above = drawn[0]?.start ?? 0
  const below = virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0)
  const isAtEnd = rows.length > 0 && drawn.at(-1)?.index === rows.length - 1
  useEffect(() => {
    if (isAtEnd) onEnd?.()
  }, [isAtEnd, rows.length, onEnd])
  const rowId = (index: number) => `${name}-${index}`
  return (
    <div ref={scroller} className={styles.scroller}>
      <table
        className={styles.table}
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={at >= 0 && drawn.some(({ index }) => index === at) ? rowId(at) : undefined}
        tabIndex={0}
      >
        <colgroup>
          {columns.map(({ id, width }) => (
            <col key={id} style={width === undefined ? undefined : { width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(({ id, title, head, align }) => (
              <th key={id} scope="col" className={align && styles.right}>
                {head ?? title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={above} />
          {drawn.map(({ index }) => {
            const row = rows[index]
            if (row === undefined) return null
            return (
              <tr
                key={rowKey(row)}
                id={rowId(index)}
                aria-rowindex={index + 2}
                aria-selected={index === at}
                onClick={() => onOpen(row)}
              >
                {columns.map(({ id, align, cell }) => (
                  <td key={id} className={align && styles.right}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            )
          })}
          <Spacer height={below} />
        </tbody>
      </table>
    </div>
  )
}

/** Stands for the rows out of sight, so that the scroll bar tells the truth. */
const Spacer = ({ height }: { height: number }) =>
  height > 0 ? (
    <tr aria-hidden="true" className={styles.spacer}>
      <td style={{ height }} />
    </tr>
  ) : null

function destination(keys: string, at: number, page: number, count: number): number {
  switch (keys) {
    case 'ArrowUp':
      return at - 1
    case 'ArrowDown':
      return at + 1
    case 'PageUp':
      return at - page
    case 'PageDown':
      return at + page
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return at
  }
}
