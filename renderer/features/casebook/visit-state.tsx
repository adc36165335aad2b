import { useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { type PlannerLine, daysOutside, markOf } from './planner-lines'
import { plannerTexts } from './planner-texts'
import styles from './planner.module.css'

/** How a visit stands, in words: how far outside, and how many deviations wait. */
export function VisitState({ line }: { line: PlannerLine }) {
  const say = useTexts(plannerTexts)
  const { planned, due, deviations } = line
  const off = due === 'out-of-window' ? daysOutside(planned) : undefined
  const word = planned.def.kind === 'unscheduled' ? say('unscheduled') : due === 'done' ? say('done') : undefined
  return (
    <span className={styles.state}>
      <Mark
        state={markOf(line)}
        {...(off && { word: say(off.side, { count: off.days }) })}
        {...(word !== undefined && { word })}
      />
      {deviations.length > 0 && <Mark state="check" count={deviations.length} word={say('deviations')} />}
    </span>
  )
}
