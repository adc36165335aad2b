import { memo, useEffect, useSyncExternalStore } from 'react'
import { holdsSomething } from '#shared/casebook/holds-something'
import { type FormPath, groupPath, itemPath } from '#shared/casebook/path'
import type { Closing } from '#shared/change/change'
import type { LogColumn } from '#shared/study/log-definition'
import { showEntry } from '#shared/study/show-entry'
import { cx } from '../../ui/cx'
import { Grade } from '../../ui/grade'
import { Icon } from '../../ui/icon'
import { useTexts } from '../../ui/language'
import { MARKS, Mark, type MarkState } from '../../ui/mark'
import { uiTexts } from '../../ui/texts'
import type { TypedForm } from '../draft-shelf'
import { fieldName } from '../field-name'
import { textOf } from '../form-session'
import type { ItemView, Scene } from '../scene'
import { isNumber } from './column-look'
import type { LogBook } from './log-book'
import { logTexts } from './log-texts'
import styles from './log.module.css'

interface LogRowProps {
  readonly book: LogBook
  readonly form: FormPath
  readonly columns: readonly LogColumn[]
  /** Undefined for the line at the end on which a record begins. */
  readonly number: number | undefined
  /** Its place in the table, from 0. */
  readonly index: number
  readonly withdrawn: boolean
  /** How far it is closed, by itself or with what is around it. */
  readonly closing: Closing
  /** The column someone is at; undefined while they are in another row. */
  readonly at: number | undefined
  /** What was typed and could not be taken, by field. */
  readonly left: TypedForm | undefined
  readonly idOf: (row: number, column: number) => string
  /** Given the cell that someone is at. */
  readonly onCell: (cell: HTMLElement | null) => void
}

/** One record on one line. Draws again when something in this record changes or someone comes or goes, never while typing. */
export const LogRow = memo(function LogRow(props: LogRowProps) {
  const { book, form, columns, number, index, withdrawn, closing, at, left, idOf, onCell } = props
  const say = useTexts(logTexts)
  const sitting = book.sittingOf(form)
  const scene = useSyncExternalStore(sitting.subscribe, sitting.current)
  useEffect(() => book.show(form), [book, form])
  const begun = scene.progress.status !== 'empty'
  return (
    <tr
      data-record={form}
      aria-rowindex={index + 2}
      aria-selected={at !== undefined}
      className={cx(styles.row, withdrawn && styles.gone, number === undefined && styles.fresh)}
    >
      <td className={styles.number}>
        {number === undefined ? (
          <Icon name="plus" className={styles.plus} />
        ) : (
          <button type="button" tabIndex={-1} data-open title={say('openRecord', { number })}>
            <span aria-hidden="true">{number}</span>
            <span className="spoken">{say('openRecord', { number })}</span>
          </button>
        )}
      </td>
      {columns.map(({ group, item: def }, column) => {
        const path = itemPath(groupPath(form, { oid: group.oid }), def.oid)
        const here = column === at
        return (
          <td
            key={def.oid}
            ref={here ? onCell : undefined}
            id={idOf(index, column)}
            data-column={column}
            data-cell={path}
            className={cx(here && styles.here, isNumber(def) && styles.right)}
          >
            <Cell
              item={scene.items.get(path)}
              begun={begun}
              draft={left && fieldName(path) in left ? textOf(left[fieldName(path)]) : undefined}
            />
          </td>
        )
      })}
      <td className={styles.state}>
        {withdrawn ? (
          <span className="secondary">{say('wasWithdrawn')}</span>
        ) : (
          begun && <RecordMark scene={scene} closing={closing} />
        )}
      </td>
    </tr>
  )
})

interface CellProps {
  readonly item: ItemView | undefined
  readonly begun: boolean
  readonly draft: string | undefined
}

/** What an item says on one line, with its marks: what the form says of it, as far as a cell has room. */
const Cell = memo(function Cell({ item, begun, draft }: CellProps) {
  const log = useTexts(logTexts)
  const ui = useTexts(uiTexts)
  if (!item)
    return begun ? (
      <span className={styles.notAsked} title={log('notAsked')}>
        <span aria-hidden="true">–</span>
        <span className="spoken">{log('notAsked')}</span>
      </span>
    ) : null
  const [first, second] = item.marks
  const isOpen = draft !== undefined || item.unstored !== undefined
  return (
    <span className={cx(styles.cell, item.asks && styles.asks)}>
      <span data-said className={cx(styles.said, item.missingText !== undefined && styles.missing)}>
        {draft !== undefined ? (
          <span className={styles.draft}>{draft}</span>
        ) : item.state?.contested ? (
          <span className={styles.contested}>{ui('contested')}</span>
        ) : (
          <Said item={item} />
        )}
      </span>
      {isOpen && <Mark state="check" bare />}
      {!isOpen && first && <Mark state={first} bare />}
      {!isOpen && second && <Mark state={second} bare />}
      {begun && item.toEnter && draft === undefined && <i className={styles.toEnter} title={ui('required')} />}
    </span>
  )
})

function Said({ item }: { item: ItemView }) {
  const { def, codeList, language, unexplained, missingText, calculatedText, state } = item
  if (unexplained) return showEntry(def, unexplained, codeList, language)
  if (missingText !== undefined) return missingText
  if (calculatedText !== undefined) return calculatedText
  const value = state?.value
  if (value?.state !== 'value') return null
  if (def.type === 'code' && def.gradeOf !== undefined) return <Grade grade={value.text} />
  return showEntry(def, value, codeList, language)
}

/** The most important thing to know about a record. What is closed says how far, what is verified is so throughout. */
function RecordMark({ scene, closing }: { scene: Scene; closing: Closing }) {
  const say = useTexts(logTexts)
  const state = recordMark(scene, closing)
  return <Mark state={state} {...(state === 'locked' && closing === 'frozen' && { word: say('frozen') })} />
}

function recordMark({ items, progress, form }: Scene, closing: Closing): MarkState {
  const all = [...items.values()]
  const marks = new Set<MarkState>(all.flatMap((item) => item.marks))
  const entered = all.filter(({ state }) => state !== undefined && holdsSomething(state))
  if (!entered.every((item) => item.marks.includes('verified'))) marks.delete('verified')
  // One closed item leaves the record open.
  if (closing === 'open') marks.delete('locked')
  else marks.add('locked')
  marks.add(progress.status === 'complete' || progress.status === 'not-done' ? progress.status : 'begun')
  if ((form?.held.length ?? 0) > 0) marks.add('held')
  return MARKS.find((mark) => marks.has(mark)) ?? 'begun'
}
