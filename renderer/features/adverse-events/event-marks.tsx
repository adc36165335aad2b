import type { Casebook } from '#shared/casebook/casebook'
import type { AdverseEvent } from '#shared/review/ae-queue'
import { marksOf } from '#shared/review/event-marks'
import type { CompiledStudy } from '#shared/study/compile'
import { textIn } from '#shared/study/definition'
import { useLanguage, useTexts } from '../../ui/language'
import { adverseEventTexts } from './texts'
import styles from './workbench.module.css'

interface EventMarksProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly event: AdverseEvent
}

/** What the study's own rules say of an event: that it changes a dose, or is of special interest. */
export function EventMarks({ study, casebook, event }: EventMarksProps) {
  const say = useTexts(adverseEventTexts)
  const language = useLanguage()
  const marks = marksOf(study, casebook, event.form)
  if (marks.length === 0) return null
  return (
    <ul className={styles.marks} aria-label={say('markRule')}>
      {marks.map(({ oid, kind, title, source }) => (
        <li key={oid} title={source ? textIn(source.section, language) : say('markRule')}>
          <span className={styles.markSign} aria-hidden="true">
            {kind === 'dose-modifying' ? '◆' : '★'}
          </span>
          <span className="medium">{textIn(title, language)}</span>{' '}
          <span className="secondary">{say(`mark-${kind}`)}</span>
        </li>
      ))}
    </ul>
  )
}
