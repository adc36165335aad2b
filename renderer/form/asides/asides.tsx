import { Icon } from '../../ui/icon'
import type { ItemView } from '../scene'
import { sentencesId, useProblem } from '../use-field'
import styles from './asides.module.css'
import { ContestedAside } from './contested'
import { FindingAside } from './finding'
import { MissingAside } from './missing'
import { ReasonAside } from './reason'

/** Whether anything stands below an item now besides what cannot be read. */
export const hasAsides = (item: ItemView): boolean =>
  item.askingMissing || item.unexplained !== undefined || item.findings.length > 0 || (item.state?.contested ?? false)

/** What stands below an item: what could not be read, what is asked, and what was found. */
export function Asides({ item }: { item: ItemView }) {
  return (
    <div id={sentencesId(item)} className={styles.asides}>
      <Problem item={item} />
      {item.askingMissing && <MissingAside item={item} />}
      {item.unexplained && <ReasonAside item={item} entry={item.unexplained} />}
      {item.state?.contested && <ContestedAside item={item} state={item.state} />}
      {item.findings.map((finding) => (
        <FindingAside key={finding.check} item={item} finding={finding} />
      ))}
    </div>
  )
}

function Problem({ item }: { item: ItemView }) {
  const problem = useProblem(item)
  if (problem === undefined) return null
  return (
    <p className={styles.problem} role="alert">
      <Icon name="warning" className={styles.icon} />
      {problem}
    </p>
  )
}
