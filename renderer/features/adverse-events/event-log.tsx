import { useMemo, useState } from 'react'
import type { SubjectSummary } from '#shared/casebook/summary'
import type { CompiledStudy } from '#shared/study/compile'
import { useNow } from '../../app/clock'
import { useGo, usePlace } from '../../app/place'
import { SeriousNotice } from '../../review/serious-notice'
import { Button } from '../../ui/button'
import { Chip, Tag } from '../../ui/chip'
import { showDate, showMoment } from '../../ui/dates'
import { Grade } from '../../ui/grade'
import { KeyHints } from '../../ui/key-hints'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { EmptyState } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import { Screen, ScreenHead, ToolLine } from '../../ui/screen'
import { type Column, Table } from '../../ui/table'
import { EventState } from './event-detail'
import { type EventLine, linesOf } from './lines'
import { adverseEventTexts } from './texts'
import { useCasebooks } from '../../data/use-casebooks'

const filters = {
  all: () => true,
  onlyOngoing: ({ event }: EventLine) => event.ongoing,
  onlySerious: ({ event }: EventLine) => event.serious,
  withQueries: ({ event }: EventLine) => event.openQueries > 0,
} as const
type Filter = keyof typeof filters
const FILTERS: readonly Filter[] = ['all', 'onlyOngoing', 'onlySerious', 'withQueries']

interface EventLogProps {
  readonly study: CompiledStudy
  readonly roster: readonly SubjectSummary[]
  readonly onTables: () => void
}

/** Every adverse event of the site, one line each, the newest change first; opens the form it was entered on. */
export function EventLog({ study, roster, onTables }: EventLogProps) {
  const say = useTexts(adverseEventTexts)
  const { study: studyId, site } = usePlace()
  const go = useGo()
  const [filter, setFilter] = useState<Filter>('all')
  const [current, setCurrent] = useState<string>()
  const subjects = useMemo(() => roster.map(({ subject }) => subject), [roster])
  const { casebooks, read } = useCasebooks(subjects)
  const lines = useMemo(() => linesOf(study, roster, casebooks), [study, roster, casebooks])
  const shown = lines.filter(filters[filter])
  const columns = useColumns()
  useKeys([{ keys: 't', label: say('tablesKey'), hint: false, run: onTables }])
  return (
    <Screen>
      <ScreenHead
        title={say('title')}
        aside={
          <Button keys="t" onClick={onTables}>
            {say('tables')}
          </Button>
        }
      >
        <span className="mute num">{lines.length}</span>
      </ScreenHead>
      <ToolLine>
        {FILTERS.map((id) => (
          <Chip key={id} on={id === filter} count={lines.filter(filters[id]).length} onClick={() => setFilter(id)}>
            {say(id)}
          </Chip>
        ))}
      </ToolLine>
      {roster.map(({ subject, serious }) => {
        const casebook = serious > 0 ? casebooks.get(subject) : undefined
        return casebook && <SeriousNotice key={subject} study={study} casebook={casebook} />
      })}
      {shown.length > 0 ? (
        <Table
          label={say('log')}
          rows={shown}
          columns={columns}
          rowKey={({ key }) => key}
          current={shown.some(({ key }) => key === current) ? current : shown[0]?.key}
          onCurrent={({ key }) => setCurrent(key)}
          onOpen={({ subject, event }) => go({ screen: 'form', study: studyId, site, subject, form: event.form })}
        />
      ) : read < subjects.length ? (
        <Loading />
      ) : (
        <EmptyState icon="pulse" title={say('noEvents')}>
          {say('noEventsWhy')}
        </EmptyState>
      )}
      <KeyHints>
        {read < subjects.length ? say('reading', { done: read, of: subjects.length }) : say('addHint')}
      </KeyHints>
    </Screen>
  )
}

function useColumns(): readonly Column<EventLine>[] {
  const say = useTexts(adverseEventTexts)
  const language = useLanguage()
  const now = useNow()
  return [
    { id: 'code', title: say('participant'), width: 116, cell: ({ code }) => <span className="medium">{code}</span> },
    { id: 'grade', title: say('grade'), width: 72, cell: ({ event }) => <Grade grade={event.grade?.toString()} /> },
    {
      id: 'event',
      title: say('event'),
      cell: ({ event }) => (
        <span className="line">
          {event.term ?? <span className="mute">{say(event.contested ? 'twoNames' : 'unnamed')}</span>}
          {event.serious && <Tag kind="sae">{say('sae')}</Tag>}
        </span>
      ),
    },
    {
      id: 'start',
      title: say('start'),
      width: 120,
      cell: ({ event }) => (event.start === undefined ? '–' : showDate(event.start, language)),
    },
    {
      id: 'end',
      title: say('end'),
      width: 120,
      cell: ({ event }) =>
        event.end !== undefined ? (
          showDate(event.end, language)
        ) : (
          <span className="mute">{say(event.ongoing ? 'ongoing' : 'ended')}</span>
        ),
    },
    { id: 'state', title: say('state'), width: 196, cell: ({ event }) => <EventState event={event} /> },
    {
      id: 'marks',
      title: '',
      width: 88,
      cell: ({ event }) => (
        <span className="line">
          {event.contested && <Mark state="contested" bare />}
          {event.openQueries > 0 && <Mark state="query" bare />}
          {!event.lastChange.receipt && <Mark state="unsent" bare />}
        </span>
      ),
    },
    {
      id: 'last',
      title: say('lastChange'),
      width: 116,
      align: 'right',
      cell: ({ event }) => <span className="mute">{showMoment(event.lastChange.change.claimedAt, language, now)}</span>,
    },
  ]
}
