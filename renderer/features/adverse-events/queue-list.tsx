import { memo, type ReactNode, useEffect, useRef } from 'react'
import { daysBetween, showMoment } from '../../ui/dates'
import { useNow, useToday } from '../../app/clock'
import { Tag } from '../../ui/chip'
import { cx } from '../../ui/cx'
import { Checkbox } from '../../ui/field'
import { Grade } from '../../ui/grade'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import type { EventLine, QueuePart } from './lines'
import { adverseEventTexts } from './texts'
import styles from './workbench.module.css'

interface QueueListProps {
  readonly parts: readonly QueuePart[]
  readonly current: string | undefined
  readonly selected: ReadonlySet<string>
  /** When the report of a serious event is due, by the key of its line. */
  readonly due: ReadonlyMap<string, string>
  readonly onChoose: (line: EventLine) => void
  readonly onSelect: (line: EventLine) => void
  /** Below all kinds of events. */
  readonly children?: ReactNode
}

/** What there is to do, by kind; the kind that may hurt first. */
export function QueueList({ parts, current, selected, due, onChoose, onSelect, children }: QueueListProps) {
  const say = useTexts(adverseEventTexts)
  const language = useLanguage()
  // One clock for all lines: hundreds of them, each with timers of its own, would all be drawn again when those ring.
  const today = useToday()
  const now = useNow()
  const dueOf = ({ key }: EventLine): string | undefined => {
    const until = due.get(key)
    return until === undefined ? undefined : showMoment(until, language, now)
  }
  return (
    <nav className={styles.queueScroll} aria-label={say('queue')}>
      {parts.map(({ section, lines }) => (
        <section key={section} aria-label={say(section)}>
          <h2 className={styles.queueHead}>
            {say(section)} <span className="num">{lines.length}</span>
          </h2>
          <ul>
            {lines.map((line) => (
              <QueueItem
                key={line.key}
                line={line}
                current={line.key === current}
                selected={selected.has(line.key)}
                today={today}
                due={dueOf(line)}
                onChoose={onChoose}
                onSelect={onSelect}
              />
            ))}
          </ul>
        </section>
      ))}
      {children}
    </nav>
  )
}

interface QueueItemProps {
  readonly line: EventLine
  readonly current: boolean
  readonly selected: boolean
  readonly today: string
  /** When its report is due, as it is shown. */
  readonly due: string | undefined
  readonly onChoose: (line: EventLine) => void
  readonly onSelect: (line: EventLine) => void
}

/** Drawn again only when something about its own event changes: a queue may have hundreds of lines. */
const QueueItem = memo(function QueueItem({ line, current, selected, today, due, onChoose, onSelect }: QueueItemProps) {
  const say = useTexts(adverseEventTexts)
  const item = useRef<HTMLLIElement>(null)
  const { event, code } = line
  useEffect(() => {
    if (current) item.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const days = daysBetween(event.lastChange.change.claimedAt, today)
  const name = event.term ?? say(event.contested ? 'twoNames' : 'unnamed')
  return (
    <li ref={item} className={cx(styles.item, current && styles.itemCurrent)}>
      <button
        type="button"
        className={styles.itemButton}
        aria-current={current ? 'true' : undefined}
        onClick={() => onChoose(line)}
      >
        <Grade grade={event.grade?.toString()} />
        <span className={styles.itemName} title={name}>
          {name}
        </span>
        <span className={cx('secondary', 'num')}>{days <= 0 ? say('today') : say('days', { count: days })}</span>
        <span className={styles.itemFacts}>
          <span>{code}</span>
          {event.serious && <Tag kind="sae">{say('sae')}</Tag>}
          {due !== undefined && <span>{say('sendBy', { when: due })}</span>}
          <Rise line={line} />
          {event.contested && <Mark state="contested" />}
          {event.signature === 'broken' && <Mark state="sign-again" />}
          {event.openQueries > 0 && <Mark state="query" />}
          {!event.lastChange.receipt && <Mark state="unsent" />}
        </span>
      </button>
      {event.section === 'to-sign' && (
        <Checkbox
          className={styles.itemCheck}
          checked={selected}
          aria-label={say('select', { name, code })}
          onChange={() => onSelect(line)}
        >
          {null}
        </Checkbox>
      )}
    </li>
  )
})

/** From which grade to which, when that is what changed. */
function Rise({ line: { event } }: { line: EventLine }) {
  const change = event.since.find(({ path }) => path.endsWith('/AETOXGR'))
  const [from] = change?.from ?? []
  const [to] = change?.to ?? []
  if (from?.state !== 'value' || to?.state !== 'value') return null
  return (
    <span className="num">
      {from.text} → {to.text}
    </span>
  )
}
