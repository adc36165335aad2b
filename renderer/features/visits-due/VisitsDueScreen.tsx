import { useMemo, useState } from 'react'
import type { CompiledStudy } from '#shared/study/compile'
import { textIn } from '#shared/study/definition'
import { useToday } from '../../app/clock'
import { PLANNER } from '../../app/paths'
import { useGo, usePlace } from '../../app/place'
import { useRoster, useStudy } from '../../data/hooks'
import { Button } from '../../ui/button'
import { Chip, HueDot } from '../../ui/chip'
import { showDay, showWindow } from '../../ui/dates'
import { KeyHints } from '../../ui/key-hints'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { EmptyState } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import { Screen, ScreenHead, ToolLine } from '../../ui/screen'
import { type Column, Table } from '../../ui/table'
import { type DueGroup, type DueLine, GROUPS, dueLines } from './due'
import { dueTexts } from './texts'

/** What a site has to do: late, today, this week, and what is about to expire. */
export function VisitsDueScreen() {
  const say = useTexts(dueTexts)
  const today = useToday()
  const place = usePlace()
  const go = useGo()
  const study = useStudy(place.version)
  const roster = useRoster(place.study, place.site)
  const [group, setGroup] = useState<DueGroup>()
  const [at, setAt] = useState<string>()
  const lines = useMemo(() => dueLines(roster ?? [], today), [roster, today])
  const shown = group === undefined ? lines : lines.filter((line) => line.group === group)
  const columns = useColumns(study, today)
  return (
    <Screen>
      <ScreenHead title={say('title')} />
      <ToolLine>
        <div className="line" role="group" aria-label={say('groups')}>
          <Chip on={group === undefined} count={lines.length} onClick={() => setGroup(undefined)}>
            {say('all')}
          </Chip>
          {GROUPS.map((of) => (
            <Chip
              key={of}
              on={group === of}
              count={lines.filter((line) => line.group === of).length}
              onClick={() => setGroup(group === of ? undefined : of)}
            >
              {say(of)}
            </Chip>
          ))}
        </div>
      </ToolLine>
      {!roster || !study ? (
        <Loading />
      ) : lines.length === 0 ? (
        <EmptyState icon="calendar" title={say('none')}>
          {say('noneText')}
        </EmptyState>
      ) : shown.length === 0 ? (
        <EmptyState
          icon="calendar"
          title={say('noneHere')}
          action={<Button onClick={() => setGroup(undefined)}>{say('showAll')}</Button>}
        >
          {say('noneHereText')}
        </EmptyState>
      ) : (
        <Table
          label={say('title')}
          rows={shown}
          columns={columns}
          rowKey={keyOf}
          current={at ?? shown.map(keyOf)[0]}
          onCurrent={(line) => setAt(keyOf(line))}
          onOpen={({ summary: { subject } }) =>
            go({ screen: 'casebook', study: place.study, site: place.site, subject, view: PLANNER })
          }
          openLabel={say('show')}
        />
      )}
      <KeyHints>{roster && say('count', { count: shown.length })}</KeyHints>
    </Screen>
  )
}

const keyOf = (line: DueLine): string =>
  line.kind === 'visit'
    ? `${line.summary.subject} ${line.visit.event}`
    : `${line.summary.subject} ${line.expiring.event} ${line.expiring.form ?? ''} expires`

function useColumns(study: CompiledStudy | undefined, today: string): readonly Column<DueLine>[] {
  const say = useTexts(dueTexts)
  const language = useLanguage()
  const visitTitle = (oid: string) => {
    const def = study?.event(oid)
    return def ? textIn(def.title, language) : oid
  }
  const formTitle = (oid: string) => {
    const def = study?.form(oid)
    return def ? textIn(def.title, language) : oid
  }
  const what = (line: DueLine) => {
    if (line.kind === 'visit') return visitTitle(line.visit.oid)
    const { oid, form } = line.expiring
    const visit = visitTitle(oid)
    return form === undefined ? say('visitExpires', { visit }) : say('sampleExpires', { visit, form: formTitle(form) })
  }
  const when = (line: DueLine) => {
    const day = showDay(line.day, language, today)
    switch (line.group) {
      case 'overdue':
        return <Mark state="overdue" word={say('overdueSince', { day })} />
      case 'expiring':
        return (
          <Mark
            state="expired"
            word={
              line.day < today
                ? say('ranOut', { day })
                : line.day === today
                  ? say('countsToday')
                  : say('counts', { day })
            }
          />
        )
      case 'today':
        return line.kind === 'visit' && line.visit.begun ? (
          <Mark state="begun" word={say('begun')} />
        ) : (
          <Mark state="due" word={line.day === today ? say('dueToday') : say('due', { day })} />
        )
      case 'week':
        return <Mark state={line.kind === 'visit' && line.visit.from <= today ? 'due' : 'planned'} word={day} />
    }
  }
  const arm = (oid: string | undefined) => {
    const def = study?.version.arms.find((known) => known.oid === oid)
    if (!def) return <span className="mute">{say('notAssigned')}</span>
    return (
      <span className="line" title={textIn(def.title, language)}>
        <HueDot hue={def.hue ?? 'neutral'} /> {textIn(def.title, language)}
      </span>
    )
  }
  return [
    {
      id: 'code',
      title: say('code'),
      width: 120,
      cell: ({ summary: { code } }) => <span className="medium">{code}</span>,
    },
    { id: 'when', title: say('when'), width: 208, cell: when },
    { id: 'what', title: say('what'), cell: what },
    {
      id: 'window',
      title: say('window'),
      width: 160,
      cell: (line) =>
        line.kind === 'visit' && (
          <span className="mute">{showWindow(line.visit.from, line.visit.to, language, today)}</span>
        ),
    },
    { id: 'arm', title: say('arm'), width: 240, cell: ({ summary }) => arm(summary.arm) },
  ]
}
