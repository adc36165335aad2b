import type { SubjectSummary } from '#shared/casebook/summary'
import { cx } from '../../ui/cx'
import { useTexts } from '../../ui/language'
import styles from './participants.module.css'
import { participantsTexts } from './texts'

/** How far a participant has come: one segment a scheduled visit. */
export function StageBar({ stages }: { stages: SubjectSummary['stages'] }) {
  const say = useTexts(participantsTexts)
  const words = say('visitsDone', { done: stages.filter((stage) => stage === 'done').length, all: stages.length })
  return (
    <span className={styles.stages} role="img" aria-label={words} title={words}>
      {stages.map((stage, i) => (
        <i key={i} className={cx(styles.stage, styles[stage])} />
      ))}
    </span>
  )
}
