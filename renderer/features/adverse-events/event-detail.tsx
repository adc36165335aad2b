import type { ReactNode } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import type { AdverseEvent } from '#shared/review/ae-queue'
import type { CompiledStudy } from '#shared/study/compile'
import { usePersonName } from '../../app/people'
import { hrefTo } from '../../app/paths'
import { usePlace } from '../../app/place'
import { showClaimed } from '../../form/instant'
import { ButtonLink } from '../../ui/button'
import { Tag } from '../../ui/chip'
import { showDate } from '../../ui/dates'
import { Grade } from '../../ui/grade'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { SeriousNotice } from '../../review/serious-notice'
import { Notice } from '../../ui/notice'
import { ChangesSince, EventItems, EventQueries, EventSignatures, GradeCards } from './event-facts'
import { EventMarks } from './event-marks'
import { Evidence } from './evidence'
import type { EventLine } from './lines'
import { adverseEventTexts } from './texts'
import styles from './workbench.module.css'

interface EventDetailProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly line: EventLine
  /** What is being asked or said about it, above the acts. */
  readonly children?: ReactNode
  readonly acts: ReactNode
}

/** One event with everything an investigator decides on: grade, what changed, every item, questions, signature. */
export function EventDetail({ study, casebook, line: { subject, event }, children, acts }: EventDetailProps) {
  const say = useTexts(adverseEventTexts)
  const language = useLanguage()
  const nameOf = usePersonName()
  const { study: studyId, site } = usePlace()
  const { change } = event.lastChange
  return (
    <section className={styles.detail} aria-label={event.term ?? say('unnamed')}>
      <header className={styles.detailHead}>
        <h1>{event.term ?? say(event.contested ? 'twoNames' : 'unnamed')}</h1>
        <Grade grade={event.grade?.toString()} />
        {event.serious && <Tag kind="sae">{say('sae')}</Tag>}
        <span className="secondary">{useSpan(event)}</span>
        <span className="grow" />
        <EventState event={event} />
      </header>
      {/* More than fits: the keyboard scrolls it as well. */}
      <div className={styles.detailScroll} role="group" aria-label={event.term ?? say('unnamed')} tabIndex={0}>
        {event.contested && (
          <Notice tone="decide" title={say('contestedTitle')}>
            {say('contestedWhy')}
          </Notice>
        )}
        <SeriousNotice study={study} casebook={casebook} about={event.form} />
        <EventMarks study={study} casebook={casebook} event={event} />
        <ChangesSince study={study} casebook={casebook} event={event} />
        <GradeCards study={study} event={event} />
        <EventItems study={study} casebook={casebook} event={event} />
        <div className={styles.groups}>
          <Evidence study={study} casebook={casebook} subject={subject} event={event} />
          <EventQueries study={study} event={event} />
          <EventSignatures event={event} />
        </div>
      </div>
      {children}
      <footer className={styles.acts}>
        {acts}
        <ButtonLink
          kind="quiet"
          icon="document"
          href={hrefTo({ screen: 'form', study: studyId, site, subject, form: event.form })}
        >
          {say('openForm')}
        </ButtonLink>
        <span className="grow" />
        <span className="secondary">
          {say('entered', {
            name: nameOf(change.author) ?? change.author,
            role: say(`role-${change.role}`),
            when: showClaimed(change.claimedAt, language),
          })}
        </span>
      </footer>
    </section>
  )
}

/** When it began and whether it is over, as one would say it. */
export function useSpan({ start, end, ongoing }: AdverseEvent): string {
  const say = useTexts(adverseEventTexts)
  const language = useLanguage()
  if (start === undefined) return say('noStart')
  const from = showDate(start, language)
  if (end !== undefined) return say('span', { from, to: showDate(end, language) })
  return `${say('since', { date: from })}, ${say(ongoing ? 'ongoing' : 'ended')}`
}

/** Where an event stands with the investigator: mark and word. */
export function EventState({ event: { section, signature } }: { event: AdverseEvent }) {
  const say = useTexts(adverseEventTexts)
  switch (section) {
    case 'serious':
    case 'severe':
    case 'new':
      return <Mark state="check" word={say('stateNew')} />
    case 'changed':
      return <Mark state="check" word={say('stateChanged')} />
    case 'to-sign':
      return signature === 'broken' ? <Mark state="sign-again" /> : <Mark state="due" word={say('stateToSign')} />
    case 'accepted':
      return signature === 'intact' ? <Mark state="signed" /> : <Mark state="verified" word={say('stateAccepted')} />
  }
}
