import { useMemo, useState } from 'react'
import { v7 as uuid } from 'uuid'
import type { Casebook } from '#shared/casebook/casebook'
import { deviationLogOf } from '#shared/casebook/deviation-log'
import { type FormPath, formPath } from '#shared/casebook/path'
import type { CompiledStudy } from '#shared/study/compile'
import { useToday } from '../../app/clock'
import { hrefTo } from '../../app/paths'
import { canHere, mayHere, useGo, usePlace, useSubject } from '../../app/place'
import { useCasebook, useStudy } from '../../data/hooks'
import { ExportOutcome } from '../../export/outcome'
import { useExport } from '../../export/use-export'
import { Button } from '../../ui/button'
import { KeyHints } from '../../ui/key-hints'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { MARKS, Mark, type MarkState } from '../../ui/mark'
import { Loading } from '../../ui/progress'
import { Screen, Scroll, Tabs } from '../../ui/screen'
import { CasebookHead } from './casebook-head'
import styles from './casebook.module.css'
import { EligibilityList } from './eligibility-list'
import { eligibilityTexts } from './eligibility-texts'
import type { FormAt } from './form-mark'
import { DeviationsList } from './deviations-list'
import { deviationTexts } from './deviation-texts'
import { beginningOf, type Grid, gridOf } from './grid'
import { LaterFold } from './later-fold'
import { LogList } from './log-list'
import { type Log, logsOf, newLogForm } from './logs'
import { PlannerView } from './planner'
import { plannerTexts } from './planner-texts'
import { ScheduleGrid } from './schedule-grid'
import { SidePanel, logTitle } from './side-panel'
import { casebookTexts } from './texts'

/** Told from a form's code by the colon, which no code has. */
const ELIGIBILITY = ':eligibility'
const PLANNER = ':planner'
const DEVIATIONS = ':deviations'
const OWN: readonly string[] = [PLANNER, ELIGIBILITY, DEVIATIONS]

/** Logs that have their tab even while nothing stands in them. */
const EVERYDAY: readonly Log['def']['domain'][] = ['AE', 'CM']

/** Everything about one participant at a glance, and the way to each form. */
export function CasebookScreen() {
  const say = useTexts(casebookTexts)
  const { version } = usePlace()
  const study = useStudy(version)
  const casebook = useCasebook(useSubject())
  if (!study || !casebook) return <Loading label={say('reading')} />
  return <OpenCasebook study={study} casebook={casebook} />
}

function OpenCasebook({ study, casebook }: { study: CompiledStudy; casebook: Casebook }) {
  const say = useTexts(casebookTexts)
  const eligibility = useTexts(eligibilityTexts)
  const planner = useTexts(plannerTexts)
  const deviation = useTexts(deviationTexts)
  const language = useLanguage()
  const today = useToday()
  const place = usePlace()
  const subject = useSubject()
  const go = useGo()
  const at = useMemo((): FormAt => ({ study, casebook, today }), [study, casebook, today])
  const [unfolded, setUnfolded] = useState(false)
  const grid = useMemo(() => gridOf(at, unfolded), [at, unfolded])
  const deviations = useMemo(() => deviationLogOf(study, casebook, today), [study, casebook, today])
  const logs = useMemo(() => logsOf(at), [at])
  const [chosen, setChosen] = useState<FormPath>()
  const [view, setView] = useState(place.view === 'planner' ? PLANNER : 'schedule')
  const selected = chosen ?? beginningOf(grid)?.form
  const log = logs.find(({ def }) => def.oid === view)
  // A study has many logs; those that hold nothing yet are opened from the list beside the schedule.
  const isShown = ({ def, lines }: Log) => lines.length > 0 || def.oid === view || EVERYDAY.includes(def.domain)
  const enters = mayHere(place, 'value')
  const { study: studyId, site } = place
  const making = useExport()
  const { code } = casebook
  const exports = canHere(place, 'export') && code !== undefined
  const make = (kind: 'pdf' | 'csv') =>
    code !== undefined && making.start({ participants: [{ subject, code }], kind, language })

  const open = (form: FormPath) => go({ screen: 'form', study: studyId, site, subject, form })
  const hrefOf = (form: FormPath) => hrefTo({ screen: 'form', study: studyId, site, subject, form })
  const unscheduled = study.events.find(({ kind }) => kind === 'unscheduled')
  const addVisit =
    enters && unscheduled
      ? () => open(formPath({ oid: unscheduled.oid, repeat: uuid() }, { oid: study.version.visitDate.form }))
      : undefined
  const newIn = (to: Log) => (enters ? () => open(newLogForm(to, uuid())) : undefined)
  const makeHere = log && newIn(log)
  useKeys([
    ...(addVisit ? [{ keys: 'u', label: say('add'), run: addVisit }] : []),
    ...(makeHere ? [{ keys: 'n', label: say('new'), run: makeHere }] : []),
    // Who enters finds these in the palette; who reads has them as buttons too.
    ...(exports
      ? [
          { keys: 'p', label: say('asPdf'), run: () => make('pdf'), hint: false },
          { keys: 'c', label: say('asCsv'), run: () => make('csv'), hint: false },
        ]
      : []),
    ...(view !== 'schedule'
      ? []
      : [
          {
            keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
            label: say('move'),
            run: focusGrid,
            hint: false,
          },
          { keys: 'Enter', label: say('open'), run: () => selected && open(selected) },
        ]),
  ])

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
          ...logs.filter(isShown).map(({ def, lines }) => ({
            id: def.oid,
            label: say('log', { title: logTitle(def, say, language), count: lines.length }),
          })),
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
        <div className={styles.log}>
          <EligibilityList at={at} hrefOf={hrefOf} />
        </div>
      ) : view === DEVIATIONS ? (
        <div className={styles.log}>
          <DeviationsList at={at} log={deviations} enters={mayHere(place, 'confirm')} hrefOf={hrefOf} />
        </div>
      ) : view === PLANNER ? (
        <PlannerView
          at={at}
          log={deviations}
          enters={enters}
          unfolded={unfolded}
          onFold={setUnfolded}
          hrefOf={hrefOf}
          onOpen={open}
        />
      ) : log ? (
        <div className={styles.log}>
          <LogList key={log.def.oid} at={at} log={log} onOpen={({ form }) => open(form)} onNew={newIn(log)} />
        </div>
      ) : (
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
            onLog={({ def }) => setView(def.oid)}
            onAddVisit={addVisit}
            deviations={deviations.open.length}
            onDeviations={() => setView(DEVIATIONS)}
          />
        </div>
      )}
      <KeyHints>{view === 'schedule' && <Legend grid={grid} />}</KeyHints>
    </Screen>
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
