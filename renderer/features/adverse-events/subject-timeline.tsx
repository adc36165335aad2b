import { useEffect, useMemo } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { marksOf } from '#shared/review/event-marks'
import { analytesOf, laneOf } from '#shared/review/laboratory-lane'
import { timelineOf } from '#shared/review/timeline'
import type { CompiledStudy } from '#shared/study/compile'
import { textIn } from '#shared/study/definition'
import { useToday } from '../../app/clock'
import { hrefTo } from '../../app/paths'
import { usePlace } from '../../app/place'
import { ButtonLink } from '../../ui/button'
import { showDate } from '../../ui/dates'
import { useLanguage, useTexts } from '../../ui/language'
import { inPauses } from './in-pauses'
import { itemText } from './item-text'
import type { EventLine } from './lines'
import type { Picture } from './plot/picture'
import { TimelinePlot } from './plot/timeline-plot'
import { adverseEventTexts } from './texts'
import styles from './workbench.module.css'

interface SubjectTimelineProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  /** All events of the participant. */
  readonly lines: readonly EventLine[]
  readonly current: EventLine
  readonly onChoose: (line: EventLine) => void
}

/** The person an event belongs to: cycles, doses, all their events by grade, results and medicines on one line of time. */
export function SubjectTimeline({ study, casebook, lines, current, onChoose }: SubjectTimelineProps) {
  const say = useTexts(adverseEventTexts)
  const today = useToday()
  const { study: studyId, site } = usePlace()
  const timeline = useMemo(() => timelineOf(study, casebook, today), [study, casebook, today])
  const term = itemText(current.event, 'AECTC')
  const analytes = useMemo(() => analytesOf(study, casebook, term), [study, casebook, term])
  const lane = useMemo<Picture['laneOf']>(() => (analyte) => laneOf(study, casebook, analyte), [study, casebook])
  // What is scrolled to next was graded meanwhile: a few lanes at once are more than a frame has time for.
  useEffect(() => {
    function* grade() {
      for (const analyte of analytes) yield laneOf(study, casebook, analyte)
    }
    return inPauses(grade())
  }, [study, casebook, analytes])
  const words = useWords(study, casebook)
  return (
    <section className={styles.timeline} aria-label={say('eventsOf', { code: current.code })}>
      <header className={styles.timelineHead}>
        <h2>{current.code}</h2>
        <ButtonLink href={hrefTo({ screen: 'casebook', study: studyId, site, subject: current.subject })}>
          {say('casebook')}
        </ButtonLink>
      </header>
      {timeline ? (
        <TimelinePlot
          key={current.subject}
          timeline={timeline}
          analytes={analytes}
          laneOf={lane}
          words={words}
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

function useWords(study: CompiledStudy, casebook: Casebook): Picture['words'] {
  const say = useTexts(adverseEventTexts)
  const language = useLanguage()
  return useMemo(
    () => ({
      visits: say('visits'),
      now: say('now'),
      sae: say('sae'),
      unnamed: say('unnamed'),
      parts: {
        doses: say('partDoses'),
        events: say('title'),
        laboratory: say('partLaboratory'),
        medicines: say('partMedicines'),
      },
      month: (iso, first) => {
        const whole = showDate(iso, language)
        return first || iso.endsWith('-01') ? whole : whole.slice(0, whole.lastIndexOf(' '))
      },
      title: (text) => textIn(text, language),
      label: ({ def }) => textIn(def.label, language),
      marks: (event) =>
        [...new Set(marksOf(study, casebook, event).map(({ kind }) => (kind === 'dose-modifying' ? '◆' : '★')))].join(
          '',
        ),
    }),
    [say, language, study, casebook],
  )
}
