import { useMemo, useState } from 'react'
import { v7 as uuid } from 'uuid'
import type { Casebook } from '#shared/casebook/casebook'
import { type FormPath, formPath } from '#shared/casebook/path'
import type { CompiledStudy } from '#shared/study/compile'
import { useToday } from '../../app/clock'
import { hrefTo } from '../../app/paths'
import { canHere, mayHere, useGo, usePlace, useSubject } from '../../app/place'
import { useCasebook, useSubjectStudy } from '../../data/hooks'
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
import { beginningOf, type Grid, gridOf } from './grid'
import { LogList } from './log-list'
import { type Log, logsOf, newLogForm } from './logs'
import { ScheduleGrid } from './schedule-grid'
import { SidePanel, logTitle } from './side-panel'
import { casebookTexts } from './texts'

/** Told from a form's code by the colon, which no code has. */
const ELIGIBILITY = ':eligibility'

/** Logs that have their tab even while nothing stands in them. */
const EVERYDAY: readonly Log['def']['domain'][] = ['AE', 'CM']

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
  const language = useLanguage()
  const today = useToday()
  const place = usePlace()
  const subject = useSubject()
  const go = useGo()
  const at = useMemo((): FormAt => ({ study, casebook, today }), [study, casebook, today])
  const grid = useMemo(() => gridOf(at), [at])
  const logs = useMemo(() => logsOf(at), [at])
  const [chosen, setChosen] = useState<FormPath>()
  const [view, setView] = useState('schedule')
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
          ...(study.version.eligibility ? [{ id: ELIGIBILITY, label: eligibility('tab') }] : []),
          ...logs.filter(isShown).map(({ def, lines }) => ({
            id: def.oid,
            label: say('log', { title: logTitle(def, say, language), count: lines.length }),
          })),
        ]}
        current={log || view === ELIGIBILITY ? view : 'schedule'}
        onChange={setView}
      />
      {view === ELIGIBILITY ? (
        <div className={styles.log}>
          <EligibilityList at={at} hrefOf={hrefOf} />
        </div>
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
