import { useMemo, useRef, useState } from 'react'
import { REDACTED } from '#shared/redaction/black-out'
import { useNow, useToday } from '../../app/clock'
import { usePersonName } from '../../app/people'
import { mayHere, useGo, usePlace } from '../../app/place'
import { filtered, useAppDispatch, useAppSelector } from '../../app/store'
import { useParticipants, useSiteStudy } from '../../data/hooks'
import { useCasebooks } from '../../data/use-casebooks'
import { Chip } from '../../ui/chip'
import { showMoment } from '../../ui/dates'
import { FilterInput } from '../../ui/filter-input'
import { Icon } from '../../ui/icon'
import { KeyHints } from '../../ui/key-hints'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { EmptyState } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import { Screen, ScreenHead, ToolLine } from '../../ui/screen'
import { Table, type Column } from '../../ui/table'
import { daysWaiting, inboxOf, type InboxGroup, type InboxLine, isMyTurn } from './inbox'
import { QueryThread } from './query-thread'
import styles from './queries.module.css'
import { queriesTexts } from './texts'

const marks = { open: 'query', answered: 'answered', contested: 'contested', proposed: 'check' } as const
const empty = {
  open: ['noneToAnswer', 'noneToAnswerText'],
  answered: ['noneAnswered', 'noneAnsweredText'],
  contested: ['noneContested', 'noneContestedText'],
  proposed: ['noneProposed', 'noneProposedText'],
} as const

/** What is asked at this site: to answer for those who enter, to look at for those who asked, to decide for both. */
export function QueriesScreen() {
  const say = useTexts(queriesTexts)
  const language = useLanguage()
  const place = usePlace()
  const go = useGo()
  const dispatch = useAppDispatch()
  const study = useSiteStudy(place)
  const roster = useParticipants(place.study, place.site)
  const chosen = useAppSelector(({ filters }) => filters.queries)
  const [at, setAt] = useState<string>()
  const answers = mayHere(place, 'value')
  const today = useToday()
  const [words, setWords] = useState('')
  const [mine, setMine] = useState(false)
  const [chosenKeys, setChosenKeys] = useState<ReadonlySet<string>>(new Set())
  const filter = useRef<HTMLInputElement>(null)
  // Who enters begins with what is asked of them, who asks with what was answered.
  const group: InboxGroup = chosen ?? (answers ? 'open' : 'answered')

  // What was confirmed waits for who judges it, and no count of the list says so.
  const asked = useMemo(
    () => (roster ?? []).filter(({ openQueries, findings }) => !answers || openQueries + findings > 0),
    [roster, answers],
  )
  const subjects = useMemo(() => asked.map(({ subject }) => subject), [asked])
  const { casebooks, read } = useCasebooks(subjects)
  const lines = useMemo(
    () =>
      asked
        .flatMap(({ subject, code }) => {
          const casebook = casebooks.get(subject)
          return casebook && study ? inboxOf(casebook, code, study, today, language) : []
        })
        .sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1)),
    [asked, casebooks, study, today, language],
  )
  const typed = words.trim().toLowerCase()
  const shown = lines.filter(
    (line) =>
      line.group === group &&
      (!mine || isMyTurn(line, place.roles)) &&
      (typed === '' || [line.code, line.visit, ...line.about, line.words].join(' ').toLowerCase().includes(typed)),
  )
  const current = shown.find(({ key }) => key === at) ?? shown[0]
  const together = shown.filter(({ key }) => chosenKeys.has(key))
  const toggle = () => {
    if (!current) return
    const next = new Set(chosenKeys)
    if (!next.delete(current.key)) next.add(current.key)
    setChosenKeys(next)
  }
  useKeys([
    { keys: '/', label: say('filter'), run: () => filter.current?.focus(), hint: false },
    { keys: 'x', label: say('choose'), run: toggle },
  ])
  const columns = useColumns(group, chosenKeys)
  const chip = (of: InboxGroup, words: string) => (
    <Chip
      on={group === of}
      count={lines.filter((line) => line.group === of).length}
      onClick={() => dispatch(filtered({ queries: of }))}
    >
      {words}
    </Chip>
  )
  const open = ({ subject, form, item }: InboxLine) => {
    const to = { study: place.study, site: place.site, subject }
    go(form ? { screen: 'form', ...to, form, ...(item && { item }) } : { screen: 'casebook', ...to })
  }
  const [title, text] = empty[group]

  return (
    <Screen>
      <ScreenHead title={say('title')} />
      <ToolLine>
        <div className="line" role="group" aria-label={say('groups')}>
          {chip('open', say(answers ? 'toAnswer' : 'asked'))}
          {chip('answered', say('answered'))}
          {chip('contested', say('contested'))}
          {lines.some((line) => line.group === 'proposed') && chip('proposed', say('proposed'))}
        </div>
        <Chip on={mine} onClick={() => setMine(!mine)}>
          {say('mine')}
        </Chip>
        <FilterInput ref={filter} label={say('filter')} value={words} onType={setWords} />
      </ToolLine>
      {!roster || (shown.length === 0 && read < asked.length) ? (
        <Loading />
      ) : shown.length === 0 ? (
        <EmptyState icon="speech" title={say(title)}>
          {say(text)}
        </EmptyState>
      ) : (
        <Table
          label={say('title')}
          rows={shown}
          columns={columns}
          rowKey={({ key }) => key}
          current={current?.key}
          onCurrent={({ key }) => setAt(key)}
          onOpen={open}
        />
      )}
      {study && current && (
        <QueryThread
          key={together.length > 0 ? 'together' : current.key}
          study={study}
          lines={together.length > 0 ? together : [current]}
          onDone={() => setChosenKeys(new Set())}
        />
      )}
      <KeyHints>
        {read < asked.length ? say('reading', { read, all: asked.length }) : say('count', { count: shown.length })}
      </KeyHints>
    </Screen>
  )
}

/** Days after which a query is old. */
const OLD = 30

function useColumns(group: InboxGroup, chosen: ReadonlySet<string>): readonly Column<InboxLine>[] {
  const say = useTexts(queriesTexts)
  const language = useLanguage()
  const now = useNow()
  const nameOf = usePersonName()
  return [
    {
      id: 'state',
      title: say('state'),
      width: 176,
      cell: ({ key }) => (
        <span className="line">
          {chosen.has(key) && <Icon name="tick" className={styles.tick} />}
          <Mark state={marks[group]} />
        </span>
      ),
    },
    { id: 'code', title: say('participant'), width: 108, cell: ({ code }) => <span className="medium">{code}</span> },
    { id: 'visit', title: say('visit'), width: 168, cell: ({ visit }) => visit },
    {
      id: 'item',
      title: say('item'),
      width: 240,
      cell: ({ about, form }) => about.join(', ') || say(form ? 'wholeForm' : 'wholeCasebook'),
    },
    {
      id: 'says',
      title: say('says'),
      cell: ({ words, values }) =>
        group === 'contested' && words === ''
          ? say('twoValues', { values: values.join(' / ') })
          : words === REDACTED
            ? say('blackedOut')
            : words,
    },
    { id: 'by', title: say('by'), width: 150, cell: ({ by }) => by && (nameOf(by) ?? say('someone')) },
    {
      id: 'turn',
      title: say('turn'),
      width: 112,
      cell: ({ query: { turn } }) => say(`turn.${turn}`),
    },
    {
      id: 'age',
      title: say('age'),
      width: 96,
      align: 'right',
      cell: (line) => {
        const days = daysWaiting(line, now)
        return (
          <span
            className={days > OLD ? styles.old : 'mute'}
            title={line.at === undefined ? undefined : showMoment(line.at, language, now)}
          >
            {say('days', { count: days })}
          </span>
        )
      },
    },
  ]
}
