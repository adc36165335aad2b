import { useMemo, useRef, useState } from 'react'
import { textIn } from '#shared/study/definition'
import { useToday } from '../../app/clock'
import { hrefTo } from '../../app/paths'
import { mayHere, useGo, usePlace } from '../../app/place'
import { filtered, useAppDispatch, useAppSelector, type ParticipantFilter } from '../../app/store'
import { useRoster, useStudy } from '../../data/hooks'
import { Button, ButtonLink } from '../../ui/button'
import { Chip, HueDot } from '../../ui/chip'
import { FilterInput } from '../../ui/filter-input'
import { KeyHints } from '../../ui/key-hints'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { EmptyState } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import { Figure, Figures, Screen, ScreenHead, ToolLine } from '../../ui/screen'
import { Table } from '../../ui/table'
import { UntrainedNotice } from '../../review/untrained-notice'
import { columnsOf } from './columns'
import { EnrolDialog } from './enrol-dialog'
import { found, linesOf, passes, type Line } from './lines'
import styles from './participants.module.css'
import { participantsTexts } from './texts'

/** One line a participant: who is due, who is overdue, what is to answer, what is not sent. */
export function ParticipantsScreen() {
  const say = useTexts(participantsTexts)
  const language = useLanguage()
  const place = usePlace()
  const go = useGo()
  const today = useToday()
  const dispatch = useAppDispatch()
  const study = useStudy(place.version)
  const roster = useRoster(place.study, place.site)
  const { participants: filter, participantText: text, participantAt } = useAppSelector(({ filters }) => filters)
  const [enrolling, setEnrolling] = useState(false)
  const search = useRef<HTMLInputElement>(null)
  const mayEnrol = mayHere(place, 'enrol')
  const here = { study: place.study, site: place.site }

  const lines = useMemo(() => linesOf(roster ?? [], today), [roster, today])
  const shown = useMemo(() => found(lines, filter, text), [lines, filter, text])
  const columns = useMemo(() => columnsOf({ say, language, today, study }), [say, language, today, study])
  const choose = (participants: ParticipantFilter) => dispatch(filtered({ participants }))
  const type = (participantText: string) => dispatch(filtered({ participantText }))
  const showAll = () => dispatch(filtered({ participants: 'all', participantText: '' }))
  const at = shown.find(({ summary }) => summary.subject === participantAt) ?? shown[0]

  useKeys([
    { keys: 'v', label: say('visitsDueKey'), run: () => go({ screen: 'visits-due', ...here }) },
    { keys: '/', label: say('filter'), run: () => search.current?.select() },
    ...(mayEnrol ? [{ keys: 'n', label: say('enrolKey'), run: () => setEnrolling(true) }] : []),
  ])

  const count = (of: ParticipantFilter) => lines.filter((line) => passes(line, of)).length
  const chip = (of: ParticipantFilter, words: string) => (
    <Chip key={of} on={filter === of} count={count(of)} onClick={() => choose(filter === of ? 'all' : of)}>
      {words}
    </Chip>
  )
  const enrolButton = mayEnrol && (
    <Button kind="primary" keys="n" onClick={() => setEnrolling(true)}>
      {say('enrol')}
    </Button>
  )

  return (
    <Screen>
      <ScreenHead title={say('title')} aside={roster && <Numbers lines={lines} />} />
      <ToolLine>
        <div className={styles.chips} role="group" aria-label={say('filters')}>
          {chip('all', say('all'))}
          {chip('due', say('due'))}
          {chip('overdue', say('filterOverdue'))}
          {chip('check', say('check'))}
          {chip('queries', say('withQueries'))}
          {chip('unsent', say('filterUnsent'))}
          {study?.version.arms.map(({ oid, title, hue }) => {
            const of = `arm:${oid}` as const
            return (
              count(of) > 0 && (
                <Chip key={of} on={filter === of} count={count(of)} onClick={() => choose(filter === of ? 'all' : of)}>
                  <HueDot hue={hue ?? 'neutral'} />
                  <span className={styles.armChip}>{textIn(title, language)}</span>
                </Chip>
              )
            )
          })}
        </div>
        <span className={styles.search}>
          <FilterInput ref={search} label={say('filterByCode')} value={text} onType={type} />
        </span>
        <ButtonLink icon="calendar" keys="v" href={hrefTo({ screen: 'visits-due', ...here })}>
          {say('visitsDue')}
        </ButtonLink>
        {enrolButton}
      </ToolLine>
      <UntrainedNotice />
      {!roster ? (
        <Loading />
      ) : roster.length === 0 ? (
        <EmptyState icon="people" title={say('none')} action={enrolButton}>
          {say('noneText')}
        </EmptyState>
      ) : shown.length === 0 ? (
        <EmptyState icon="search" title={say('noneFound')} action={<Button onClick={showAll}>{say('showAll')}</Button>}>
          {say('noneFoundText')}
        </EmptyState>
      ) : (
        <Table
          label={say('title')}
          rows={shown}
          columns={columns}
          rowKey={({ summary }) => summary.subject}
          current={at?.summary.subject}
          onCurrent={({ summary }) => dispatch(filtered({ participantAt: summary.subject }))}
          onOpen={({ summary: { study, site, subject } }) => {
            dispatch(filtered({ participantAt: subject }))
            go({ screen: 'casebook', study, site, subject })
          }}
        />
      )}
      <KeyHints>
        {roster &&
          (shown.length === lines.length
            ? say('count', { count: lines.length })
            : say('countOf', { count: shown.length, all: lines.length }))}
      </KeyHints>
      {enrolling && <EnrolDialog onClose={() => setEnrolling(false)} />}
    </Screen>
  )
}

/** The four numbers a day begins with. */
function Numbers({ lines }: { lines: readonly Line[] }) {
  const say = useTexts(participantsTexts)
  const sum = (of: 'toSign' | 'unsent') => lines.reduce((total, { summary }) => total + summary[of], 0)
  const due = lines.filter(({ urgency }) => urgency === 'due').length
  const overdue = lines.filter(({ urgency }) => urgency === 'overdue').length
  return (
    <Figures>
      <Figure value={due}>
        <Mark state="due" word={say('dueNow')} />
      </Figure>
      <Figure value={overdue}>
        <Mark state="overdue" word={say('overdue')} />
      </Figure>
      <Figure value={sum('toSign')}>
        <Mark state="signed" word={say('toSign')} />
      </Figure>
      <Figure value={sum('unsent')}>
        <Mark state="unsent" word={say('unsent')} />
      </Figure>
    </Figures>
  )
}
