import { useId } from 'react'
import { useNow } from '../../app/clock'
import type { KnownPerson } from '../../data/door'
import { localDay, showDay, showMoment } from '../../ui/dates'
import { Icon } from '../../ui/icon'
import { useLanguage, useTexts } from '../../ui/language'
import styles from './sign-in.module.css'
import { signInTexts } from './texts'

interface PeopleProps {
  readonly people: readonly KnownPerson[]
  /** Undefined stands for someone this device does not know. */
  readonly chosen: string | undefined
  readonly onChoose: (userName: string | undefined) => void
}

/** The people of this device. One stop for Tab, arrows choose. */
export function People({ people, chosen, onChoose }: PeopleProps) {
  const say = useTexts(signInTexts)
  const name = useId()
  return (
    <div className={styles.people} role="radiogroup" aria-label={say('known')}>
      {people.map((person) => (
        <label key={person.userName} className={styles.person}>
          <input
            type="radio"
            name={name}
            checked={person.userName === chosen}
            onChange={() => onChoose(person.userName)}
          />
          <span className={styles.initials} aria-hidden="true">
            {initialsOf(person.name)}
          </span>
          <span className={styles.personName}>
            {person.name}
            <span className="secondary">{person.userName}</span>
          </span>
          <OfflineBadge until={person.offlineUntil} />
        </label>
      ))}
      <label className={styles.person}>
        <input type="radio" name={name} checked={chosen === undefined} onChange={() => onChoose(undefined)} />
        <span className={styles.initials}>
          <Icon name="plus" />
        </span>
        <span className={styles.personName}>{say('someoneElse')}</span>
      </label>
    </div>
  )
}

const initialsOf = (name: string): string => {
  const words = name.split(/[\s.]+/).filter(Boolean)
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase()
}

/** How long this person may still work here without the server. */
function OfflineBadge({ until }: { until: string }) {
  const say = useTexts(signInTexts)
  const language = useLanguage()
  const now = useNow()
  const end = new Date(until)
  if (end <= now) return <span className={styles.ended}>{say('offlineEnded')}</span>
  const today = localDay(now)
  const day = localDay(end)
  return (
    <span className="secondary">
      {day === today
        ? say('offlineToday', { time: showMoment(until, language, now) })
        : say('offlineUntil', { day: showDay(day, language, today) })}
    </span>
  )
}
