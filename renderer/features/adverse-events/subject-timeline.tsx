import { useMemo } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { scheduleOf } from '#shared/casebook/schedule'
import type { CompiledStudy } from '#shared/study/compile'
import { useToday } from '../../app/clock'
import { hrefTo } from '../../app/paths'
import { usePlace } from '../../app/place'
import { ButtonLink } from '../../ui/button'
import { useTexts } from '../../ui/language'
import type { EventLine } from './lines'
import { adverseEventTexts } from './texts'
import { timelineOf } from './timeline'
import { TimelinePlot } from './timeline-plot'
import styles from './workbench.module.css'

interface SubjectTimelineProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  /** All events of the participant. */
  readonly lines: readonly EventLine[]
  readonly current: EventLine
  readonly onChoose: (line: EventLine) => void
}

/** The person an event belongs to: visits and all their events by grade, on one line of time. */
export function SubjectTimeline({ study, casebook, lines, current, onChoose }: SubjectTimelineProps) {
  const say = useTexts(adverseEventTexts)
  const today = useToday()
  const { study: studyId, site } = usePlace()
  const timeline = useMemo(() => {
    const visits = scheduleOf(study, casebook).flatMap(({ def, actual }) =>
      actual === undefined ? [] : [{ label: def.oid, date: actual }],
    )
    const events = lines.map(({ event }) => event).sort((a, b) => ((a.start ?? '') < (b.start ?? '') ? -1 : 1))
    return timelineOf(events, visits, today)
  }, [study, casebook, lines, today])
  return (
    <section className={styles.timeline} aria-label={say('eventsOf', { code: current.code })}>
      <header className={styles.timelineHead}>
        <h2>{current.code}</h2>
        <span className="grow" />
        <ButtonLink href={hrefTo({ screen: 'casebook', study: studyId, site, subject: current.subject })}>
          {say('casebook')}
        </ButtonLink>
      </header>
      {timeline ? (
        <TimelinePlot
          timeline={timeline}
          current={current.event.form}
          onChoose={(form) => {
            const line = lines.find(({ event }) => event.form === form)
            if (line) onChoose(line)
          }}
        />
      ) : (
        <p className="secondary">{say('noTimeline')}</p>
      )}
    </section>
  )
}
