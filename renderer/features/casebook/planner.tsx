import { useMemo, useState } from 'react'
import type { DeviationLog } from '#shared/casebook/deviation-log'
import type { EventPath, FormPath } from '#shared/casebook/path'
import { type Supposition, isSupposable, suppose } from '#shared/casebook/supposition'
import { formAt } from '#shared/casebook/visits'
import { textIn } from '#shared/study/definition'
import { cx } from '../../ui/cx'
import { showDay, showMonth, showWindow } from '../../ui/dates'
import { useLanguage, useTexts } from '../../ui/language'
import { EmptyState } from '../../ui/notice'
import { type Column, Table } from '../../ui/table'
import type { FormAt } from './form-mark'
import { LaterFold } from './later-fold'
import { type PlannerLine, type Scale, plannerOf, scaleOf } from './planner-lines'
import { PlannerPanel } from './planner-panel'
import { plannerTexts } from './planner-texts'
import styles from './planner.module.css'
import { VisitState } from './visit-state'

interface PlannerViewProps {
  readonly at: FormAt
  readonly log: DeviationLog
  readonly enters: boolean
  readonly unfolded: boolean
  readonly onFold: (unfolded: boolean) => void
  readonly hrefOf: (form: FormPath) => string
  readonly onOpen: (form: FormPath) => void
}

/** A visit and the day someone asks about. */
interface Supposed {
  readonly event: EventPath
  readonly day: string
}

/** A participant's visits by day, with their windows; beside it what hangs on the one that is chosen. */
export function PlannerView({ at, log, enters, unfolded, onFold, hrefOf, onOpen }: PlannerViewProps) {
  const say = useTexts(plannerTexts)
  const language = useLanguage()
  const { study, casebook, today } = at
  const { lines, later } = useMemo(
    () => plannerOf(at, log.open, language, unfolded),
    [at, log.open, language, unfolded],
  )
  const [chosen, setChosen] = useState<EventPath>()
  const [asked, setAsked] = useState<Supposed>()
  const line = lines.find(({ planned }) => planned.event === chosen) ?? firstToDo(lines)
  const supposed = asked && asked.event === line?.planned.event ? asked : undefined
  const supposition = useMemo(
    () =>
      line && supposed && isSupposable(study, line.planned)
        ? suppose(study, casebook, line.planned, supposed.day, today)
        : undefined,
    [study, casebook, line, supposed, today],
  )
  const scale = useMemo(() => {
    const moved = supposition?.moves.flatMap(({ after }) => after.to ?? []) ?? []
    return scaleOf(lines, today, supposed ? [supposed.day, ...moved] : [])
  }, [lines, today, supposed, supposition])
  const columns = useColumns(at, scale, supposed, supposition)
  if (!line)
    return (
      <EmptyState icon="calendar" title={say('none')}>
        {say('noneText')}
      </EmptyState>
    )
  const open = ({ planned }: PlannerLine) => onOpen(formAt(planned.event, study.version.visitDate.form))
  return (
    <div className={styles.planner}>
      <div className={styles.lines}>
        <Table
          label={say('label')}
          rows={lines}
          columns={columns}
          rowKey={({ planned }) => planned.event}
          current={line.planned.event}
          onCurrent={({ planned }) => setChosen(planned.event)}
          // A click chooses; Enter, or a click on what is chosen, opens.
          onOpen={(row) => (row === line ? open(row) : setChosen(row.planned.event))}
        />
        {(later.length > 0 || unfolded) && (
          <div className={styles.fold}>
            <LaterFold later={later} unfolded={unfolded} onFold={onFold} />
          </div>
        )}
      </div>
      <PlannerPanel
        key={line.planned.event}
        at={at}
        line={line}
        enters={enters}
        supposition={supposition}
        onSuppose={(day) => setAsked(day === undefined ? undefined : { event: line.planned.event, day })}
        hrefOf={hrefOf}
        onOpen={() => open(line)}
        onChoose={setChosen}
      />
    </div>
  )
}

/** Where the work is: what is late, else what is next, else the last. */
const firstToDo = (lines: readonly PlannerLine[]): PlannerLine | undefined =>
  lines.find(({ due }) => due === 'overdue') ??
  lines.find(({ due }) => due === 'due') ??
  lines.find(({ due, planned }) => due === 'ahead' && planned.target !== undefined) ??
  lines.at(-1)

function useColumns(
  { today }: FormAt,
  scale: Scale,
  supposed: Supposed | undefined,
  supposition: Supposition | undefined,
): readonly Column<PlannerLine>[] {
  const say = useTexts(plannerTexts)
  const language = useLanguage()
  const moved = new Map(supposition?.moves.map(({ after }) => [after.event, after]))
  return [
    {
      id: 'visit',
      title: say('visit'),
      width: 208,
      cell: ({ planned: { def } }) => <span className="medium">{textIn(def.title, language)}</span>,
    },
    { id: 'part', title: say('part'), width: 108, cell: ({ part }) => <span className="mute">{part}</span> },
    { id: 'state', title: say('state'), width: 148, cell: (line) => <VisitState line={line} /> },
    {
      id: 'planned',
      title: say('planned'),
      width: 176,
      cell: ({ planned: { target, from, to, projected } }) =>
        target === undefined ? (
          <span className="mute">{say('noDay')}</span>
        ) : (
          <span className={styles.day}>
            {projected ? say('about', { day: showDay(target, language, today) }) : showDay(target, language, today)}
            {from !== undefined && to !== undefined && from !== to && (
              <span className="mute">{showWindow(from, to, language, today)}</span>
            )}
          </span>
        ),
    },
    {
      id: 'took',
      title: say('took'),
      width: 84,
      cell: ({ planned: { actual } }) => actual !== undefined && showDay(actual, language, today),
    },
    {
      id: 'chart',
      title: say('chart'),
      head: <Months title={say('chart')} scale={scale} today={today} />,
      cell: (line) => (
        <Bar
          line={line}
          scale={scale}
          today={today}
          moved={moved.get(line.planned.event)}
          supposed={line.planned.event === supposed?.event ? supposed.day : undefined}
        />
      ),
    },
  ]
}

/** More names of months than this would touch each other in the narrowest window. */
const MOST_MONTHS = 3

/** The months that the lines below stand for, as many as have room. */
function Months({ title, scale, today }: { readonly title: string; readonly scale: Scale; readonly today: string }) {
  const language = useLanguage()
  const every = Math.ceil(scale.months.length / MOST_MONTHS)
  const named = scale.months.filter((month, i) => i % every === 0 && scale.at(month) <= 80)
  return (
    <span className={styles.months}>
      <span className="spoken">{title}</span>
      {named.map((month) => (
        <span key={month} style={{ left: `${scale.at(month)}%` }}>
          {showMonth(month, language, today)}
        </span>
      ))}
    </span>
  )
}

interface BarProps {
  readonly line: PlannerLine
  readonly scale: Scale
  readonly today: string
  readonly moved: PlannerLine['planned'] | undefined
  readonly supposed: string | undefined
}

/** The window as a bar, the planned day in it, the day it took place as a dot; where it would move to as a second bar. */
function Bar({ line: { planned, due }, scale, today, moved, supposed }: BarProps) {
  const { target, from, to, actual, projected } = planned
  const at = (day: string) => `${scale.at(day)}%`
  const span = (first: string, last: string) => ({
    left: at(first),
    width: `max(6px, ${scale.at(last) - scale.at(first)}%)`,
  })
  return (
    <span className={styles.bar} aria-hidden="true">
      {scale.months.map((month) => (
        <i key={month} className={styles.month} style={{ left: at(month) }} />
      ))}
      <i className={styles.now} style={{ left: at(today) }} />
      {from !== undefined && to !== undefined && from <= scale.to && to >= scale.from && (
        <i className={cx(styles.window, projected && styles.projected, moved && styles.left)} style={span(from, to)} />
      )}
      {target !== undefined && target >= scale.from && target <= scale.to && (
        <i className={styles.target} style={{ left: at(target) }} />
      )}
      {moved?.from !== undefined && moved.to !== undefined && (
        <i className={styles.moved} style={span(moved.from, moved.to)} />
      )}
      {actual !== undefined && actual >= scale.from && (
        <i className={cx(styles.actual, due === 'out-of-window' && styles.outside)} style={{ left: at(actual) }} />
      )}
      {supposed !== undefined && <i className={styles.supposed} style={{ left: at(supposed) }} />}
    </span>
  )
}
