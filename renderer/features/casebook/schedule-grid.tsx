import { useEffect, useRef, type KeyboardEvent } from 'react'
import type { FormPath } from '#shared/casebook/path'
import { type Language, textIn } from '#shared/study/definition'
import { cx } from '../../ui/cx'
import { showDate, showShort, showWindow } from '../../ui/dates'
import { type UiLanguage, useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { uiTexts } from '../../ui/texts'
import { type Grid, type GridCell, type GridColumn, isArrow, stepFrom } from './grid'
import styles from './schedule-grid.module.css'
import { casebookTexts } from './texts'

interface ScheduleGridProps {
  readonly grid: Grid
  readonly today: string
  readonly selected: FormPath | undefined
  readonly onSelect: (form: FormPath) => void
  readonly hrefOf: (form: FormPath) => string
}

/** Visits across, forms down. One stop for Tab; arrows move, Enter opens. */
export function ScheduleGrid({ grid, today, selected, onSelect, hrefOf }: ScheduleGridProps) {
  const say = useTexts(casebookTexts)
  const ui = useTexts(uiTexts)
  const language = useLanguage()
  const table = useRef<HTMLTableElement>(null)
  const moved = useRef(false)
  useEffect(() => {
    if (moved.current) table.current?.querySelector<HTMLElement>('a[tabindex="0"]')?.focus()
    moved.current = false
  }, [selected])
  const onKey = (event: KeyboardEvent) => {
    if (!isArrow(event.key) || !selected || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    moved.current = true
    onSelect(stepFrom(grid, selected, event.key))
  }
  const { columns, rows } = grid
  const years = yearsOf(columns, today)
  return (
    <table
      ref={table}
      className={cx(styles.grid, columns.length <= 8 && styles.roomy)}
      aria-label={say('grid')}
      onKeyDown={onKey}
    >
      <colgroup>
        <col className={styles.colForm} />
        {columns.map(({ planned }) => (
          <col key={planned.event} className={styles.colVisit} />
        ))}
        <col />
      </colgroup>
      <thead>
        <Epochs grid={grid} language={language} />
        <tr className={styles.visits}>
          <th scope="col" className={styles.form}>
            <b>{say('form')}</b>
            <span>{say('planned')}</span>
            <span>{say('actual')}</span>
            {years && <span>{say('year')}</span>}
          </th>
          {columns.map((column) => (
            <VisitHead
              key={column.planned.event}
              column={column}
              today={today}
              language={language}
              year={years?.get(column)}
            />
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {rows.map(({ def, cells }) => (
          <tr key={def.oid}>
            <th scope="row" className={styles.form}>
              {textIn(def.title, language)}
            </th>
            {cells.map((cell, i) => {
              const column = columns[i]
              return (
                <td
                  key={column?.planned.event}
                  className={cx(column?.opens && styles.opens, column?.now && styles.now)}
                >
                  {cell && column && (
                    <CellLink
                      cell={cell}
                      label={say('cell', {
                        form: textIn(def.title, language),
                        event: textIn(column.planned.def.title, language),
                        state: ui(cell.mark),
                      })}
                      selected={cell.form === selected}
                      href={hrefOf(cell.form)}
                      onSelect={onSelect}
                    />
                  )}
                </td>
              )
            })}
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface HeadProps {
  readonly today: string
  readonly language: UiLanguage
}

function Epochs({ grid, language }: { readonly grid: Grid; readonly language: UiLanguage }) {
  const say = useTexts(casebookTexts)
  const groups: { readonly first: GridColumn; count: number; now: boolean }[] = []
  for (const column of grid.columns) {
    const last = groups.at(-1)
    if (column.opens || !last) groups.push({ first: column, count: 1, now: column.now })
    else {
      last.count += 1
      last.now ||= column.now
    }
  }
  return (
    <tr className={styles.epochs}>
      <td className={styles.form} />
      {groups.map(({ first, count, now }) => (
        <th key={first.planned.event} scope="colgroup" colSpan={count} className={styles.opens}>
          <span className={styles.epoch} title={epochName(first, language, say('unscheduledGroup'))}>
            <span className={styles.epochName}>{epochName(first, language, say('unscheduledGroup'))}</span>
            {now && <span className={styles.today}>· {say('today')}</span>}
          </span>
        </th>
      ))}
      <td />
    </tr>
  )
}

const epochName = ({ planned: { def } }: GridColumn, language: Language, unscheduled: string): string =>
  def.kind === 'unscheduled' ? unscheduled : textIn(def.epoch ?? def.title, language)

/**
 * The year of each visit that is the first of its own, where the visits lie in more than one or in another than today:
 * their days stand without it, in narrow columns.
 */
function yearsOf(columns: readonly GridColumn[], today: string): ReadonlyMap<GridColumn, string> | undefined {
  const firsts = new Map<GridColumn, string>()
  let last = ''
  for (const column of columns) {
    const { actual, target } = column.planned
    const year = (actual ?? target)?.slice(0, 4)
    if (year === undefined || year === last) continue
    firsts.set(column, year)
    last = year
  }
  return firsts.size > 1 || (last !== '' && last !== today.slice(0, 4)) ? firsts : undefined
}

function VisitHead({ column, today, language, year }: HeadProps & { column: GridColumn; year: string | undefined }) {
  const say = useTexts(casebookTexts)
  const { planned, due, opens, now } = column
  const { def, target, from, to, actual } = planned
  const window = from !== undefined && to !== undefined ? showWindow(from, to, language, today) : undefined
  // A visit that may only be late is known by the day it must have happened.
  const isDeadline = target !== undefined && target === from && to !== undefined && to !== target
  const plan = isDeadline ? say('to', { date: showShort(to, language) }) : target && showShort(target, language)
  const title = [
    textIn(def.title, language),
    window !== undefined && say('window', { window }),
    actual !== undefined && `${say('actual')} ${showDate(actual, language)}`,
  ]
  return (
    <th
      scope="col"
      className={cx(opens && styles.opens, now && styles.now)}
      title={title.filter((part) => part !== false).join(', ')}
    >
      <b>{def.oid}</b>
      <span>{plan}</span>
      <span className={styles.actual}>
        {actual !== undefined && showShort(actual, language)}
        {actual !== undefined && due === 'out-of-window' && <Mark state="out-of-window" bare />}
        {actual === undefined && due === 'due' && <Mark state="due" word={say('dueNow')} />}
        {actual === undefined && due === 'overdue' && <Mark state="overdue" word={say('overdueNow')} />}
        {actual !== undefined && due === 'expired' && <Mark state="expired" bare />}
        {actual === undefined && due === 'missed' && <Mark state="missed" />}
        {due === 'not-done' && <Mark state="not-done" />}
      </span>
      {year !== undefined && <span className={styles.year}>{year}</span>}
    </th>
  )
}

interface CellLinkProps {
  readonly cell: GridCell
  readonly label: string
  readonly selected: boolean
  readonly href: string
  readonly onSelect: (form: FormPath) => void
}

function CellLink({ cell, label, selected, href, onSelect }: CellLinkProps) {
  return (
    <a
      className={styles.cell}
      href={href}
      aria-label={label}
      title={label}
      aria-current={selected ? 'true' : undefined}
      tabIndex={selected ? 0 : -1}
      onFocus={() => onSelect(cell.form)}
    >
      <Mark state={cell.mark} bare />
    </a>
  )
}
