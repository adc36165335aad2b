import { useMemo, useState } from 'react'
import { useNow } from '../../app/clock'
import { usePersonName } from '../../app/people'
import { mayHere, useGo, usePlace } from '../../app/place'
import { filtered, useAppDispatch, useAppSelector } from '../../app/store'
import { useRoster, useSiteStudy } from '../../data/hooks'
import { useCasebooks } from '../../data/use-casebooks'
import { Chip } from '../../ui/chip'
import { showMoment } from '../../ui/dates'
import { KeyHints } from '../../ui/key-hints'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { EmptyState } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import { Screen, ScreenHead, ToolLine } from '../../ui/screen'
import { Table, type Column } from '../../ui/table'
import { inboxOf, type InboxGroup, type InboxLine } from './inbox'
import { queriesTexts } from './texts'

const marks = { open: 'query', answered: 'answered', contested: 'contested' } as const
const empty = {
  open: ['noneToAnswer', 'noneToAnswerText'],
  answered: ['noneAnswered', 'noneAnsweredText'],
  contested: ['noneContested', 'noneContestedText'],
} as const

/** What is asked at this site: to answer for those who enter, to look at for those who asked, to decide for both. */
export function QueriesScreen() {
  const say = useTexts(queriesTexts)
  const language = useLanguage()
  const place = usePlace()
  const go = useGo()
  const dispatch = useAppDispatch()
  const study = useSiteStudy(place)
  const roster = useRoster(place.study, place.site)
  const chosen = useAppSelector(({ filters }) => filters.queries)
  const [at, setAt] = useState<string>()
  const answers = mayHere(place, 'value')
  // Who enters begins with what is asked of them, who asks with what was answered.
  const group: InboxGroup = chosen ?? (answers ? 'open' : 'answered')

  const asked = useMemo(() => (roster ?? []).filter(({ openQueries }) => openQueries > 0), [roster])
  const subjects = useMemo(() => asked.map(({ subject }) => subject), [asked])
  const { casebooks, read } = useCasebooks(subjects)
  const lines = useMemo(
    () =>
      asked
        .flatMap(({ subject, code }) => {
          const casebook = casebooks.get(subject)
          return casebook ? inboxOf(casebook, code, study, language) : []
        })
        .sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1)),
    [asked, casebooks, study, language],
  )
  const shown = lines.filter((line) => line.group === group)
  const columns = useColumns(group)
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
        </div>
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
          rowKey={keyOf}
          current={at ?? shown.map(keyOf)[0]}
          onCurrent={(line) => setAt(keyOf(line))}
          onOpen={open}
        />
      )}
      <KeyHints>
        {read < asked.length ? say('reading', { read, all: asked.length }) : say('count', { count: shown.length })}
      </KeyHints>
    </Screen>
  )
}

const keyOf = ({ subject, query }: InboxLine): string => `${subject} ${query.id}`

function useColumns(group: InboxGroup): readonly Column<InboxLine>[] {
  const say = useTexts(queriesTexts)
  const language = useLanguage()
  const now = useNow()
  const nameOf = usePersonName()
  return [
    {
      id: 'state',
      title: say('state'),
      width: 152,
      cell: () => <Mark state={marks[group]} />,
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
        group === 'contested' && words === '' ? say('twoValues', { values: values.join(' / ') }) : words,
    },
    { id: 'by', title: say('by'), width: 150, cell: ({ by }) => by && (nameOf(by) ?? say('someone')) },
    {
      id: 'since',
      title: say('since'),
      width: 120,
      align: 'right',
      cell: ({ at }) => at !== undefined && <span className="mute">{showMoment(at, language, now)}</span>,
    },
  ]
}
