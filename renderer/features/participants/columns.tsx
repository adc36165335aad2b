import { textIn } from '#shared/study/definition'
import type { CompiledStudy } from '#shared/study/compile'
import { isBlind } from '#shared/randomisation/allocation'
import { hrefTo } from '../../app/paths'
import { HueDot, Tag } from '../../ui/chip'
import { showDay, showWindow } from '../../ui/dates'
import type { Say, UiLanguage } from '../../ui/language'
import { Mark } from '../../ui/mark'
import type { Column } from '../../ui/table'
import type { Line } from './lines'
import styles from './participants.module.css'
import { StageBar } from './stage-bar'
import type { participantsTexts } from './texts'

interface Surroundings {
  readonly say: Say<keyof typeof participantsTexts.en>
  readonly language: UiLanguage
  readonly today: string
  readonly study: CompiledStudy | undefined
}

export function columnsOf({ say, language, today, study }: Surroundings): readonly Column<Line>[] {
  return [
    {
      id: 'code',
      title: say('code'),
      width: 108,
      cell: ({ summary: { study, site, subject, code } }) => (
        <a className="medium" tabIndex={-1} href={hrefTo({ screen: 'casebook', study, site, subject })}>
          {code}
        </a>
      ),
    },
    { id: 'arm', title: say('arm'), width: 180, cell: ({ summary }) => armCell(summary.arm) },
    { id: 'stage', title: say('stage'), width: 132, cell: ({ summary }) => <StageBar stages={summary.stages} /> },
    { id: 'next', title: say('next'), cell: nextCell },
    { id: 'due', title: say('dueOn'), width: 148, cell: dueCell },
    {
      id: 'window',
      title: say('window'),
      width: 136,
      cell: ({ next }) => next && <span className="mute">{showWindow(next.from, next.to, language, today)}</span>,
    },
    {
      id: 'check',
      title: say('checks'),
      width: 64,
      cell: ({ summary: { findings } }) =>
        findings > 0 && <Mark state="check" count={findings} word={say('checkCount', { count: findings })} />,
    },
    { id: 'query', title: say('queries'), width: 88, cell: queryCell },
    {
      id: 'unsent',
      title: say('sends'),
      width: 96,
      cell: ({ summary: { unsent } }) =>
        unsent > 0 && <Mark state="unsent" count={unsent} word={say('unsentCount', { count: unsent })} />,
    },
    {
      id: 'contact',
      title: say('lastContact'),
      width: 128,
      align: 'right',
      cell: ({ summary: { lastContact } }) =>
        lastContact !== undefined && <span className="mute">{showDay(lastContact, language, today)}</span>,
    },
  ]

  function armCell(oid: string | undefined) {
    if (oid === undefined) return <span className="mute">{say('notAssigned')}</span>
    const arm = study?.version.arms.find((known) => known.oid === oid)
    const words = arm ? textIn(arm.title, language) : oid
    return (
      <span className={styles.arm} title={words}>
        <HueDot hue={arm?.hue ?? 'neutral'} />
        <span className={styles.cut}>{words}</span>
      </span>
    )
  }

  function nextCell({ summary, next }: Line) {
    return (
      <span className={styles.next}>
        {summary.movedTo !== undefined ? (
          <span className={styles.quiet}>{say('movedTo', { site: summary.movedTo })}</span>
        ) : next ? (
          <span className={styles.cut}>{eventTitle(next.oid)}</span>
        ) : (
          <span className={styles.quiet}>{say(withoutNext(summary, study !== undefined && isBlind(study)))}</span>
        )}
        {summary.serious > 0 && <Tag kind="sae">{say('sae')}</Tag>}
      </span>
    )
  }

  function eventTitle(oid: string): string {
    const event = study?.event(oid)
    return event ? textIn(event.title, language) : oid
  }

  function dueCell({ next, urgency }: Line) {
    if (!next) return null
    const day = showDay(next.target, language, today)
    switch (urgency) {
      case 'overdue':
        return <Mark state="overdue" word={say('overdueSince', { day: showDay(next.to, language, today) })} />
      case 'due':
        return <Mark state="due" word={day} />
      default:
        return day
    }
  }

  function queryCell({ summary: { openQueries, contested, held } }: Line) {
    // A contested item has its own query: it is shown once, as what it is.
    const asked = Math.max(0, openQueries - contested)
    return (
      <span className={styles.marks}>
        {asked > 0 && <Mark state="query" count={asked} word={say('queryCount', { count: asked })} />}
        {contested > 0 && (
          <Mark state="contested" count={contested} word={say('contestedCount', { count: contested })} />
        )}
        {held > 0 && <Mark state="held" count={held} word={say('heldCount', { count: held })} />}
      </span>
    )
  }
}

/** Why no visit has a day: nothing counts from anything yet, the arm is still to come (in a blind study none is), or nothing is left. */
function withoutNext(
  { stages, arm }: Line['summary'],
  blind: boolean,
): 'consentToEnter' | 'armToCome' | 'dayToCome' | 'allDone' {
  if (stages.every((stage) => stage === 'done')) return 'allDone'
  if (stages[0] !== 'done') return 'consentToEnter'
  return arm === undefined && !blind ? 'armToCome' : 'dayToCome'
}
