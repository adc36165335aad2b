import type { SubjectSummary } from '#shared/casebook/summary'
import { cx } from '../../ui/cx'
import { useTexts } from '../../ui/language'
import styles from './participants.module.css'
import { participantsTexts } from './texts'

/** More visits than this are too thin to be told apart. */
const MOST = 24

interface Segment {
  readonly stage: SubjectSummary['stages'][number]
  readonly visits: number
}

/** Visits one after the other that stand alike as one segment, as long as they are many. */
function inRuns(stages: SubjectSummary['stages']): readonly Segment[] {
  const runs: Segment[] = []
  for (const stage of stages) {
    const last = runs.at(-1)
    if (last?.stage === stage) runs[runs.length - 1] = { stage, visits: last.visits + 1 }
    else runs.push({ stage, visits: 1 })
  }
  return runs
}

/** How far a participant has come: one segment a scheduled visit, or one a run of them where they are many. */
export function StageBar({ stages }: { stages: SubjectSummary['stages'] }) {
  const say = useTexts(participantsTexts)
  const words = say('visitsDone', { done: stages.filter((stage) => stage === 'done').length, all: stages.length })
  const segments = stages.length > MOST ? inRuns(stages) : stages.map((stage) => ({ stage, visits: 1 }))
  return (
    <span className={styles.stages} role="img" aria-label={words} title={words}>
      {segments.map(({ stage, visits }, i) => (
        <i key={i} className={cx(styles.stage, styles[stage])} style={{ flexGrow: visits }} />
      ))}
    </span>
  )
}
