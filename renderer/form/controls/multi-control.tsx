import { cx } from '../../ui/cx'
import { Checkbox } from '../../ui/field'
import type { ItemView } from '../scene'
import { labelId, useControl } from '../use-field'
import styles from './controls.module.css'

/** Any number of answers. Taken as a whole when the group is left, so that one answer is one entry in the history. */
export function MultiControl({ item }: { item: ItemView }) {
  const { registered, mayEnter, described, onBlur, onKeyDown } = useControl(item)
  return (
    <div
      id={item.path}
      className={cx(styles.ticks, item.asks && styles.asks)}
      role="group"
      data-entry={item.required ? 'required' : 'optional'}
      aria-labelledby={labelId(item)}
      aria-describedby={described}
      onBlur={onBlur}
      onKeyDown={onKeyDown}
    >
      {item.options.map(({ code, label }) => (
        <Checkbox key={code} {...registered} value={code} disabled={!mayEnter}>
          {label}
        </Checkbox>
      ))}
    </div>
  )
}
