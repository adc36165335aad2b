import type { ReactNode } from 'react'
import type { FormPath } from '#shared/casebook/path'
import { type FormDef, textIn } from '#shared/study/definition'
import { Tag } from '../../ui/chip'
import { showDay, showWindow } from '../../ui/dates'
import { Kbd } from '../../ui/kbd'
import { type Say, type UiLanguage, useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { uiTexts } from '../../ui/texts'
import { DosesPart } from './doses-part'
import { type FormAt, enteredOf } from './form-mark'
import type { Grid, GridColumn } from './grid'
import type { Log } from './logs'
import { markOf } from './planner-lines'
import { RandomisationPart } from './randomisation-part'
import { randomisationTexts } from './randomisation-texts'
import styles from './side-panel.module.css'
import { casebookTexts } from './texts'
import { TransferPart } from './transfer-part'
import { VersionPart } from './version-part'

interface SidePanelProps {
  readonly at: FormAt
  readonly grid: Grid
  readonly logs: readonly Log[]
  readonly selected: FormPath | undefined
  readonly hrefOf: (form: FormPath) => string
  readonly onLog: (log: Log) => void
  readonly onAddVisit: (() => void) | undefined
  /** How many deviations wait for a person, and the way to them. */
  readonly deviations: number
  readonly onDeviations: () => void
}

/** Beside the schedule: what is next, logs, visits nobody planned, doses, and what the selected cell says in words. */
export function SidePanel(props: SidePanelProps) {
  const { at, grid, logs, selected, hrefOf, onLog, onAddVisit, deviations, onDeviations } = props
  const say = useTexts(casebookTexts)
  const allocation = useTexts(randomisationTexts)
  const language = useLanguage()
  const { today } = at
  const visits = grid.columns.filter(({ planned }) => planned.def.kind === 'unscheduled')
  const open = grid.columns.filter(
    ({ planned, due }) => planned.target !== undefined && (due === 'ahead' || due === 'due' || due === 'overdue'),
  )
  // What took place and waits for a form or two does not hide what comes.
  const next = [
    ...open.filter((column) => markOf(column) !== 'begun'),
    ...open.filter((column) => markOf(column) === 'begun'),
  ]
  const firstForm = ({ planned: { event } }: GridColumn) =>
    grid.rows.flatMap(({ cells }) => cells).find((cell) => cell?.form.startsWith(`${event}/`))?.form
  return (
    <aside className={styles.side} aria-label={say('logs')}>
      <Part title={say('next')}>
        {next.length === 0 && <li className="secondary">{say('nextNone')}</li>}
        {next.slice(0, 4).map((column) => (
          <li key={column.planned.event}>
            <span className={styles.name}>{textIn(column.planned.def.title, language)}</span>
            <NextMark column={column} today={today} />
          </li>
        ))}
      </Part>
      <Part title={say('logs')}>
        {logs.map((log) => (
          <li key={log.def.oid}>
            <button type="button" className={styles.link} onClick={() => onLog(log)}>
              {logTitle(log.def, say, language)}
            </button>
            {log.serious > 0 && (
              <Tag kind="sae">
                {say('sae')} {log.serious}
              </Tag>
            )}
            {checksIn(log) > 0 && <Mark state="check" count={checksIn(log)} />}
            <span className="num">{log.lines.length}</span>
          </li>
        ))}
        {deviations > 0 && (
          <li>
            <button type="button" className={styles.link} onClick={onDeviations}>
              {say('toJudge')}
            </button>
            <Mark state="check" count={deviations} />
          </li>
        )}
      </Part>
      <Part title={say('unscheduled')}>
        {visits.length === 0 && <li className="secondary">{say('unscheduledNone')}</li>}
        {visits.map((column) => {
          const form = firstForm(column)
          const { actual, event, def } = column.planned
          return (
            <li key={event}>
              <a className={styles.link} href={form && hrefOf(form)}>
                {textIn(def.title, language)}
              </a>
              <span className="secondary num">
                {actual === undefined ? say('noDate') : showDay(actual, language, today)}
              </span>
            </li>
          )
        })}
        {onAddVisit && (
          <li>
            <button type="button" className={styles.add} onClick={onAddVisit}>
              {say('addVisit')}
            </button>
            <Kbd keys="u" />
          </li>
        )}
      </Part>
      <DosesPart at={at} />
      {at.study.version.randomisation && (
        <section className={styles.part}>
          <h3>{allocation('part')}</h3>
          <RandomisationPart at={at} />
        </section>
      )}
      {at.study.atSite.id !== at.study.id && <VersionPart at={at} />}
      <TransferPart casebook={at.casebook} />
      <Selected at={at} grid={grid} selected={selected} />
    </aside>
  )
}

const checksIn = (log: Log): number => log.lines.reduce((sum, { checks }) => sum + checks, 0)

/** What a log is called: in the plural where we know the word. */
export function logTitle(def: FormDef, say: Say<keyof typeof casebookTexts.en>, language: UiLanguage): string {
  switch (def.domain) {
    case 'AE':
    case 'CM':
    case 'MH':
      return say(`log.${def.domain}`)
    case 'DV':
    case 'SV':
    case undefined:
      return textIn(def.title, language)
  }
}

/** When a visit is to take place; of one that did, only that it is not all entered. */
function NextMark({ column, today }: { readonly column: GridColumn; readonly today: string }) {
  const say = useTexts(casebookTexts)
  const language = useLanguage()
  const { target = '', to } = column.planned
  const state = markOf(column)
  if (state === 'overdue' && to !== undefined) return <Mark state={state} word={showDay(to, language, today)} />
  if (state === 'due' && to !== undefined)
    return <Mark state={state} word={say('to', { date: showDay(to, language, today) })} />
  return state === 'begun' ? <Mark state={state} /> : <Mark state="planned" word={showDay(target, language, today)} />
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h3>{title}</h3>
      <ul>{children}</ul>
    </section>
  )
}

function Selected({ at, grid, selected }: Pick<SidePanelProps, 'at' | 'grid' | 'selected'>) {
  const say = useTexts(casebookTexts)
  const ui = useTexts(uiTexts)
  const language = useLanguage()
  if (selected === undefined) return null
  const row = grid.rows.find(({ cells }) => cells.some((cell) => cell?.form === selected))
  const place = row?.cells.findIndex((cell) => cell?.form === selected) ?? -1
  const cell = row?.cells[place]
  const column = grid.columns[place]
  if (!row || !cell || !column) return null
  const { event, def, from, to } = column.planned
  const entered = enteredOf(at, cell.form)
  const lines = [
    from !== undefined && to !== undefined && say('window', { window: showWindow(from, to, language, at.today) }),
    entered && say('entered', entered),
    cell.contested > 0 && say('contestedCount', { count: cell.contested }),
    cell.held > 0 && say('heldCount', { count: cell.held }),
    cell.checks > 0 && say('checks', { count: cell.checks }),
    cell.openQueries > 0 && say('queries', { count: cell.openQueries }),
    cell.unsent > 0 && say('unsent', { count: cell.unsent }),
  ].filter((line) => typeof line === 'string')
  return (
    <section className={styles.part} aria-live="polite">
      <h3>{say('selected')}</h3>
      <p className="medium">
        {textIn(row.def.title, language)}, {textIn(def.title, language)}
      </p>
      <p className={styles.mark}>
        <Mark state={cell.mark} word={ui(cell.mark)} />
      </p>
      {lines.map((line) => (
        <p key={`${event}${line}`} className="secondary">
          {line}
        </p>
      ))}
    </section>
  )
}
