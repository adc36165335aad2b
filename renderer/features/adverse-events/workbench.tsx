import { useCallback, useMemo, useState } from 'react'
import { v7 as uuid } from 'uuid'
import { headRefs } from '#shared/casebook/derive'
import type { Scope } from '#shared/casebook/path'
import { type ChangeBody, type ItemChange, QueryId } from '#shared/change/change'
import type { SubjectSummary } from '#shared/casebook/summary'
import { neighbour } from '#shared/review/ae-queue'
import { versionToWrite } from '#shared/casebook/versions'
import type { CompiledStudy } from '#shared/study/compile'
import { usePlace } from '../../app/place'
import { useData } from '../../data/hooks'
import { Button } from '../../ui/button'
import { Icon } from '../../ui/icon'
import { KeyHints } from '../../ui/key-hints'
import { useKeys } from '../../ui/keys'
import { useTexts } from '../../ui/language'
import { EmptyState, Notice } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import { Screen } from '../../ui/screen'
import { Ask } from './ask'
import { Assess } from './assess'
import { EventDetail } from './event-detail'
import { type EventLine, linesOf, queueOf, reportsDue, withWork } from './lines'
import { QueueList } from './queue-list'
import { SignDialog } from './sign-dialog'
import { SuggestionList } from './suggestion-list'
import { SubjectTimeline } from './subject-timeline'
import { adverseEventTexts } from './texts'
import { useCasebooks } from '../../data/use-casebooks'
import styles from './workbench.module.css'

interface WorkbenchProps {
  readonly study: CompiledStudy
  readonly roster: readonly SubjectSummary[]
  readonly onTables: () => void
}

type Said = 'asked' | 'assessed' | 'notSaved' | 'signNothing'

/** The investigator's adverse events: what to do on the left, the person and the event on the right, keys for every act. */
export function Workbench({ study, roster, onTables }: WorkbenchProps) {
  const say = useTexts(adverseEventTexts)
  const data = useData()
  const { study: studyId, site } = usePlace()
  const [withAccepted, setWithAccepted] = useState(false)
  const [chosen, setChosen] = useState<string>()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [doing, setDoing] = useState<'asking' | 'assessing'>()
  const [signing, setSigning] = useState<readonly EventLine[]>()
  const [said, setSaid] = useState<Said>()

  // Whose work was done on this screen stays read: the queue does not lose the person one is looking at.
  const [opened, setOpened] = useState<readonly SubjectSummary['subject'][]>([])
  const subjects = useMemo(() => {
    const work = withAccepted ? [...withWork(roster), ...roster] : withWork(roster)
    return [...new Set([...work.map(({ subject }) => subject), ...opened])]
  }, [roster, withAccepted, opened])
  const { casebooks, read } = useCasebooks(subjects)
  const lines = useMemo(() => linesOf(study, roster, casebooks), [study, roster, casebooks])
  const due = useMemo(() => reportsDue(study, lines, casebooks), [study, lines, casebooks])
  const parts = useMemo(() => queueOf(lines, withAccepted), [lines, withAccepted])
  const queue = useMemo(() => parts.flatMap((part) => part.lines), [parts])
  // An event that was just accepted or signed stays in view until the person goes on.
  const current = lines.find(({ key }) => key === chosen) ?? queue[0]
  const casebook = current && casebooks.get(current.subject)

  const choose = useCallback((line: EventLine | undefined) => {
    if (!line) return
    setChosen(line.key)
    setOpened((known) => (known.includes(line.subject) ? known : [...known, line.subject]))
    setDoing(undefined)
    setSaid(undefined)
  }, [])
  const beside = (by: 1 | -1): EventLine | undefined =>
    neighbour(
      queue,
      queue.find(({ key }) => key === current?.key),
      by,
    )
  const record = async (line: EventLine, body: ChangeBody): Promise<boolean> => {
    const casebook = casebooks.get(line.subject)
    if (!casebook) return false
    const version = versionToWrite(study, casebook, body)
    try {
      await data.record({ study: studyId, site, version, subject: line.subject, body })
      return true
    } catch {
      setSaid('notSaved')
      return false
    }
  }
  const canAccept = current !== undefined && !isAccepted(current) && !current.event.contested
  const accept = async () => {
    if (!current || !canAccept) return
    const next = beside(1)
    const { form, state } = current.event
    const done = await record(current, { kind: 'review', form, heads: [...headRefs(form, state.items)] })
    if (done) choose(next?.key === current.key ? current : next)
  }
  const ask = async (scope: Scope, text: string) => {
    if (!current) return
    const query = QueryId.parse(uuid())
    if (!(await record(current, { kind: 'query', query, scope, bases: [], move: 'open', text }))) return
    setDoing(undefined)
    setSaid('asked')
  }
  const assess = async (items: readonly ItemChange[]) => {
    if (!current || !(await record(current, { kind: 'value', items: [...items] }))) return
    setDoing(undefined)
    setSaid('assessed')
  }
  const select = useCallback((line: EventLine | undefined) => {
    if (line?.event.section !== 'to-sign') return
    setSelected((known) => {
      const next = new Set(known)
      if (!next.delete(line.key)) next.add(line.key)
      return next
    })
  }, [])
  const ready = lines.filter(({ key, event }) => selected.has(key) && event.section === 'to-sign')
  const sign = () => {
    const mine = ready.length > 0 ? ready : current?.event.section === 'to-sign' ? [current] : []
    if (mine.length === 0) setSaid('signNothing')
    else setSigning(mine)
  }
  useKeys([
    { keys: ['j', 'k'], label: say('next'), run: (key) => choose(beside(key === 'j' ? 1 : -1)) },
    { keys: 'a', label: say('acceptKey'), run: () => void accept() },
    { keys: 'q', label: say('askKey'), run: () => current && setDoing('asking') },
    { keys: 'c', label: say('assessKey'), run: () => current && setDoing('assessing') },
    { keys: 'x', label: say('selectKey'), run: () => select(current) },
    { keys: 's', label: say('signKey'), run: sign },
    { keys: 't', label: say('tablesKey'), hint: false, run: onTables },
  ])

  const waiting = queue.filter((line) => line.event.section !== 'accepted').length
  return (
    <Screen>
      <div className={styles.bench}>
        <div className={styles.queue}>
          <header className={styles.queueTop}>
            <h1>{say('toAssess')}</h1>
            <span className="mute num">{waiting}</span>
            <span className="grow" />
            {ready.length > 0 && <span className="secondary">{say('selected', { count: ready.length })}</span>}
          </header>
          {queue.length === 0 && read < subjects.length ? (
            <Loading />
          ) : (
            <QueueList
              parts={parts}
              current={current?.key}
              selected={selected}
              due={due}
              onChoose={choose}
              onSelect={select}
            >
              <SuggestionList study={study} roster={roster} casebooks={casebooks} />
            </QueueList>
          )}
          <footer className={styles.queueFoot}>
            <Button kind="quiet" aria-pressed={withAccepted} onClick={() => setWithAccepted(!withAccepted)}>
              <Icon name={withAccepted ? 'up' : 'down'} />
              {say(withAccepted ? 'hideAccepted' : 'showAccepted')}
            </Button>
            <Button kind="quiet" keys="t" onClick={onTables}>
              {say('tables')}
            </Button>
          </footer>
        </div>
        <div className={styles.right}>
          {current && casebook ? (
            <>
              <SubjectTimeline
                study={study}
                casebook={casebook}
                lines={lines.filter(({ subject }) => subject === current.subject)}
                current={current}
                onChoose={choose}
              />
              <EventDetail
                key={current.key}
                study={study}
                casebook={casebook}
                line={current}
                acts={
                  <>
                    {current.event.section === 'to-sign' ? (
                      <Button kind="primary" tall keys="s" onClick={sign}>
                        {say('sign')}
                      </Button>
                    ) : (
                      <Button kind="primary" tall keys="a" disabled={!canAccept} onClick={() => void accept()}>
                        {say(isAccepted(current) ? 'accepted' : 'accept')}
                      </Button>
                    )}
                    <Button tall keys="c" onClick={() => setDoing('assessing')}>
                      {say('assess')}
                    </Button>
                    <Button tall keys="q" onClick={() => setDoing('asking')}>
                      {say('ask')}
                    </Button>
                  </>
                }
              >
                {said && (
                  <div className={styles.note}>
                    <Notice tone={said === 'asked' || said === 'assessed' ? 'good' : 'check'} live title={say(said)} />
                  </div>
                )}
                {doing === 'assessing' && (
                  <Assess
                    study={study}
                    casebook={casebook}
                    event={current.event}
                    onAssess={(items) => void assess(items)}
                    onClose={() => setDoing(undefined)}
                  />
                )}
                {doing === 'asking' && (
                  <Ask
                    study={study}
                    casebook={casebook}
                    event={current.event}
                    onAsk={(scope, text) => void ask(scope, text)}
                    onClose={() => setDoing(undefined)}
                  />
                )}
              </EventDetail>
            </>
          ) : read < subjects.length ? (
            <Loading />
          ) : (
            <EmptyState icon="tick" title={say('nothing')}>
              {say('nothingWhy')}
            </EmptyState>
          )}
        </div>
      </div>
      <KeyHints>{read < subjects.length ? say('reading', { done: read, of: subjects.length }) : null}</KeyHints>
      {signing && (
        <SignDialog
          lines={signing}
          onClose={() => {
            setSigning(undefined)
            setSelected(new Set())
          }}
        />
      )}
    </Screen>
  )
}

const isAccepted = ({ event: { section } }: EventLine): boolean => section === 'to-sign' || section === 'accepted'
