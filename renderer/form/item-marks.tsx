import { useTexts } from '../ui/language'
import { Mark } from '../ui/mark'
import type { ItemView } from './scene'
import { formTexts } from './texts'
import styles from './form.module.css'

/** The marks at the far right of an item: the first with its word where there is room, none when all is in order. */
export function ItemMarks({ item, begun }: { item: ItemView; begun: boolean }) {
  const say = useTexts(formTexts)
  const [first, ...rest] = item.marks
  if (first === undefined) {
    return (
      <span className={styles.marks}>
        {begun && item.toEnter && <span className="secondary">{say('toEnter')}</span>}
      </span>
    )
  }
  // Where the item waits for someone its word is shown; where it is merely on its way the shape is enough.
  const spoken = first !== 'unsent' && first !== 'verified' && first !== 'signed' && rest.length === 0
  return (
    <span className={styles.marks}>
      <Mark state={first} bare={!spoken} />
      {rest.map((mark) => (
        <Mark key={mark} state={mark} bare />
      ))}
    </span>
  )
}
