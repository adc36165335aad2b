import { useMemo, useState } from 'react'
import { v7 as uuid } from 'uuid'
import type { Casebook } from '#shared/casebook/casebook'
import { deviationLogOf } from '#shared/casebook/deviation-log'
import { type FormPath, formPath } from '#shared/casebook/path'
import type { CompiledStudy } from '#shared/study/compile'
import { useToday } from '../../app/clock'
import { PLANNER, hrefTo } from '../../app/paths'
import { canHere, mayHere, useGo, usePlace, useSubject } from '../../app/place'
import { useCasebook, useSubjectStudy } from '../../data/hooks'
import { ExportOutcome } from '../../export/outcome'
import { useExport } from '../../export/use-export'
import { MovedNotice } from '../../review/moved-notice'
import { SeriousNotice } from '../../review/serious-notice'
import { trailTexts } from '../../review/trail/texts'
import { Button } from '../../ui/button'
import { KeyHints } from '../../ui/key-hints'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { MARKS, Mark, type MarkState } from '../../ui/mark'
import { Loading } from '../../ui/progress'
import { Screen, Scroll, Tabs } from '../../ui/screen'
import { AccessList } from './access-list'
import { accessTexts } from './access-texts'
import { AuditList } from './audit-list'
import { CasebookHead } from './casebook-head'
import styles from './casebook.module.css'
import { EligibilityList } from './eligibility-list'
import { eligibilityTexts } from './eligibility-texts'
import type { FormAt } from './form-mark'
import { DeviationsList } from './deviations-list'
import { deviationTexts } from './deviation-texts'
import { beginningOf, type Grid, gridOf } from './grid'
import { LaterFold } from './later-fold'
import { LogView } from './log-view'
import { type LogKind, logKinds, logsOf, recordsIn } from './logs'
import { PlannerView } from './planner'
import { plannerTexts } from './planner-texts'
import { ScheduleGrid } from './schedule-grid'
import { SidePanel, logTitle } from './side-panel'
import { casebookTexts } from './texts'
import { thenTexts } from './then-texts'
import { ThenView } from './then-view'

/** Told from a form's code by the colon, which no code has. */
const ELIGIBILITY = ':eligibility'
const DEVIATIONS = ':deviations'
const AUDIT = ':audit'
const THEN = ':then'
const ACCESS = ':access'
const OWN: readonly string[] = [PLANNER, ELIGIBILITY, DEVIATIONS, AUDIT, THEN, ACCESS]

/** Logs that have their tab even while nothing stands in them. */
const EVERYDAY: readonly LogKind['def']['domain'][] = ['AE', 'CM']

/** Everything about one participant at a glance, and the way to each form. */
export function CasebookScreen() {
  const say = useTexts(casebookTexts)
  const casebook = useCasebook(useSubject())
  const study = useSubjectStudy(usePlace(), casebook)
  if (!study || !casebook) return <Loading label={say('reading')} />
  return <OpenCasebook study={study} casebook={casebook} />
}

function OpenCasebook({ study, casebook }: { study: CompiledStudy; casebook: Casebook }) {
  const say = useTexts(casebookTexts)
  const eligibility = useTexts(eligibilityTexts)
  const planner = useTexts(plannerTexts)
  const deviation = useTexts(deviationTexts)
  const audit = useTexts(trailTexts)
  const thenSay = useTexts(thenTexts)
  const accessSay = useTexts(accessTexts)
  const language = useLanguage()
  const today = useToday()
  const place = usePlace()
  const subject = useSubject()
  const go = useGo()
  const at = useMemo((): FormAt => ({ study, casebook, today }), [study, casebook, today])
  const [unfolded, setUnfolded] = useState(false)
  const grid = useMemo(() => gridOf(at, unfolded), [at, unfolded])
  const deviations = useMemo(() => deviationLogOf(study, casebook, today), [study, casebook, today])
  const logs = useMemo(
    () => logKinds(study).map((kind) => ({ ...kind, count: recordsIn(casebook, kind).length })),
    [study, casebook],
  )
  const { study: studyId, site, view = 'schedule' } = place
  const log = logs.find(({ def }) => def.oid === view)
  // A study has many logs; those that hold nothing yet are opened from the list beside the schedule.
  const shown = logs.filter(({ def, count }) => count > 0 || def.oid === view || EVERYDAY.includes(def.domain))
  const enters = mayHere(place, 'value', study.id)
  const making = useExport()
  const { code } = casebook
  const seesAccess = canHere(place, 'see-access')
  const exports = canHere(place, 'export') && code !== undefined
  const make = (format: 'pdf' | 'csv') =>
    code !== undefined && making.start({ participants: [{ subject, code }], format, language })

  const setView = (to: string) =>
    go({ screen: 'casebook', study: studyId, site, subject, ...(to !== 'schedule' && { view: to }) })
  const open = (form: FormPath) => go({ screen: 'form', study: studyId, site, subject, form })
  const hrefOf = (form: FormPath) => hrefTo({ screen: 'form', study: studyId, site, subject, form })
  // Who enters finds these in the palette; who reads has them as buttons too.
  useKeys(
    exports
      ? [
          { keys: 'p', label: say('asPdf'), run: () => make('pdf'), hint: false },
          { keys: 'c', label: say('asCsv'), run: () => make('csv'), hint: false },
        ]
      : [],
  )

  return (
    <Screen>
      <CasebookHead
        study={study}
        casebook={casebook}
        today={today}
        actions={
          exports &&
          !enters && (
            <div className={styles.exports}>
              <Button icon="document" keys="p" disabled={making.state.kind === 'working'} onClick={() => make('pdf')}>
                {say('asPdf')}
              </Button>
              <Button icon="export" keys="c" disabled={making.state.kind === 'working'} onClick={() => make('csv')}>
                {say('asCsv')}
              </Button>
            </div>
          )
        }
      />
      <MovedNotice />
      <SeriousNotice study={study} casebook={casebook} />
      {making.state.kind !== 'idle' && (
        <div className={styles.outcome}>
          <ExportOutcome of={making} />
        </div>
      )}
      <Tabs
        label={say('tabs')}
        tabs={[
          { id: 'schedule', label: say('schedule') },
          { id: PLANNER, label: planner('tab') },
          ...(study.version.eligibility ? [{ id: ELIGIBILITY, label: eligibility('tab') }] : []),
          ...(deviations.open.length > 0 || view === DEVIATIONS || deviations.dismissed.length > 0
            ? [{ id: DEVIATIONS, label: deviation('tab', { count: deviations.open.length }) }]
            : []),
          ...shown.map(({ def, count }) => ({
            id: def.oid,
            label: say('log', { title: logTitle(def, say, language), count }),
          })),
          { id: AUDIT, label: audit('tab') },
          { id: THEN, label: thenSay('tab') },
          ...(seesAccess ? [{ id: ACCESS, label: accessSay('tab') }] : []),
        ]}
        current={log || OWN.includes(view) ? view : 'schedule'}
        onChange={setView}
        aside={
          view === 'schedule' &&
          (grid.later.length > 0 || unfolded) && (
            <LaterFold later={grid.later} unfolded={unfolded} onFold={setUnfolded} />
          )
        }
      />
      {view === ELIGIBILITY ? (
        <>
          <div className={styles.log}>
            <EligibilityList at={at} hrefOf={hrefOf} />
          </div>
          <KeyHints />
        </>
      ) : view === DEVIATIONS ? (
        <>
          <div className={styles.log}>
            <DeviationsList at={at} log={deviations} enters={mayHere(place, 'confirm')} hrefOf={hrefOf} />
          </div>
          <KeyHints />
        </>
      ) : view === AUDIT ? (
        <AuditList at={at} onForm={open} />
      ) : view === ACCESS && seesAccess ? (
        <AccessList code={code} />
      ) : view === THEN ? (
        <ThenView at={at} onForm={open} />
      ) : view === PLANNER ? (
        <>
          <PlannerView
            at={at}
            log={deviations}
            enters={enters}
            unfolded={unfolded}
            onFold={setUnfolded}
            hrefOf={hrefOf}
            onOpen={open}
          />
          <KeyHints />
        </>
      ) : log ? (
        <>
          <div className={styles.log}>
            <LogView key={log.def.oid} study={study} casebook={casebook} log={log} onForm={open} />
          </div>
          <KeyHints>{say(enters ? 'logHint' : 'logReadOnly')}</KeyHints>
        </>
      ) : (
        <Schedule
          at={at}
          grid={grid}
          hrefOf={hrefOf}
          onOpen={open}
          onLog={({ def }) => setView(def.oid)}
          deviations={deviations.open.length}
          onDeviations={() => setView(DEVIATIONS)}
        />
      )}
    </Screen>
  )
}

interface ScheduleProps {
  readonly at: FormAt
  readonly grid: Grid
  /** How many wait for a person to judge. */
  readonly deviations: number
  readonly onDeviations: () => void
  readonly hrefOf: (form: FormPath) => string
  readonly onOpen: (form: FormPath) => void
  readonly onLog: (log: LogKind) => void
}

/** Visits and forms, and beside them the logs. */
function Schedule({ at, grid, hrefOf, onOpen, onLog, deviations, onDeviations }: ScheduleProps) {
  const say = useTexts(casebookTexts)
  const place = usePlace()
  const { study, today } = at
  const logs = useMemo(() => logsOf(at), [at])
  const [chosen, setChosen] = useState<FormPath>()
  const selected = chosen ?? beginningOf(grid)?.form
  const unscheduled = study.events.find(({ kind }) => kind === 'unscheduled')
  const addVisit =
    mayHere(place, 'value', study.id) && unscheduled
      ? () => onOpen(formPath({ oid: unscheduled.oid, repeat: uuid() }, { oid: study.version.visitDate.form }))
      : undefined
  useKeys([
    ...(addVisit ? [{ keys: 'u', label: say('add'), run: addVisit }] : []),
    {
      keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
      label: say('move'),
      run: focusGrid,
      hint: false,
    },
    { keys: 'Enter', label: say('open'), run: () => selected && onOpen(selected) },
  ])
  return (
    <>
      <div className={styles.schedule}>
        <Scroll>
          <ScheduleGrid grid={grid} today={today} selected={selected} onSelect={setChosen} hrefOf={hrefOf} />
        </Scroll>
        <SidePanel
          at={at}
          grid={grid}
          logs={logs}
          selected={selected}
          hrefOf={hrefOf}
          onLog={onLog}
          onAddVisit={addVisit}
          deviations={deviations}
          onDeviations={onDeviations}
        />
      </div>
      <KeyHints>
        <Legend grid={grid} />
      </KeyHints>
    </>
  )
}

/** Arrows begin from the selected cell wherever the focus is. */
const focusGrid = () => document.querySelector<HTMLElement>('table a[tabindex="0"]')?.focus()

/** The marks that stand in the grid now, with their words. */
function Legend({ grid }: { grid: Grid }) {
  const used = new Set<MarkState>(grid.rows.flatMap(({ cells }) => cells.flatMap((cell) => cell?.mark ?? [])))
  for (const { due } of grid.columns) if (due === 'out-of-window') used.add(due)
  return (
    <span className={styles.legend}>
      {MARKS.filter((mark) => used.has(mark)).map((mark) => (
        <Mark key={mark} state={mark} className={styles.legendMark} />
      ))}
    </span>
  )
}
