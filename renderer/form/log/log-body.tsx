import type { MouseEventHandler } from 'react'
import type { FormPath, Scope } from '#shared/casebook/path'
import type { Closing } from '#shared/change/change'
import type { LogColumn } from '#shared/study/log-definition'
import type { TypedForm } from '../draft-shelf'
import type { LogBook } from './log-book'
import { LogRow } from './log-row'
import styles from './log.module.css'
import type { LogPlace } from './use-log-place'
import type { LogRows } from './use-log-rows'

interface LogBodyProps {
  readonly book: LogBook
  readonly log: LogRows
  readonly place: LogPlace
  readonly columns: readonly LogColumn[]
  readonly closingOf: (scope: Scope) => Closing
  readonly left: ReadonlyMap<FormPath, TypedForm>
  readonly idOf: (row: number, column: number) => string
  readonly onCell: (element: HTMLElement | null) => void
  readonly onMouseDown: MouseEventHandler
}

/** The rows in sight. */
export function LogBody(props: LogBodyProps) {
  const { book, log, place, columns, closingOf, left, idOf, onCell, onMouseDown } = props
  const { virtual, at } = place
  const drawn = virtual.getVirtualItems()
  return (
    <tbody onMouseDown={onMouseDown}>
      <Spacer height={drawn[0]?.start ?? 0} />
      {drawn.map(({ index }) => {
        const form = log.rows[index]
        if (form === undefined) return null
        return (
          <LogRow
            key={form}
            book={book}
            form={form}
            columns={columns}
            number={log.numberOf(form)}
            index={index}
            withdrawn={log.isWithdrawn(form)}
            closing={closingOf(form)}
            at={index === at.row ? at.column : undefined}
            left={left.get(form)}
            idOf={idOf}
            onCell={onCell}
          />
        )
      })}
      <Spacer height={virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0)} />
    </tbody>
  )
}

/** Stands for the rows out of sight, so that the scroll bar tells the truth. */
const Spacer = ({ height }: { height: number }) =>
  height > 0 ? (
    <tr aria-hidden="true" className={styles.spacer}>
      <td style={{ height }} />
    </tr>
  ) : null
