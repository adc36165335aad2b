import { TextArea, TextInput } from '../../ui/field'
import { cx } from '../../ui/cx'
import type { ItemView } from '../scene'
import { labelId, useControl, useProblem } from '../use-field'
import styles from './controls.module.css'

const widths: { readonly [Type in ItemView['def']['type']]: string | undefined } = {
  text: styles.full,
  integer: styles.number,
  decimal: styles.number,
  date: styles.date,
  time: styles.time,
  datetime: styles.instant,
  code: styles.full,
  multi: styles.full,
  calculated: styles.full,
}

/** Everything that is typed on a line: texts, numbers, dates, times. Several lines where the item asks for them. */
export function LineControl({ item, dense = false }: { item: ItemView; dense?: boolean }) {
  const { registered, mayEnter, described, onBlur, onKeyDown } = useControl(item)
  const problem = useProblem(item)
  const { def } = item
  const shared = {
    ...registered,
    id: item.path,
    'data-entry': item.required ? 'required' : 'optional',
    'aria-labelledby': labelId(item),
    'aria-describedby': described,
    'aria-required': item.required || undefined,
    'aria-invalid': problem !== undefined || undefined,
    asks: item.asks,
    readOnly: !mayEnter,
    placeholder: item.missingText,
    onBlur,
  }
  if (def.type === 'text' && (def.lines ?? 1) > 1)
    return (
      <TextArea
        {...shared}
        className={styles.area}
        rows={def.lines}
        onKeyDown={(event) => {
          // Here Enter makes a line; Tab leaves.
          if (event.key !== 'Enter') onKeyDown(event)
        }}
      />
    )
  const number = def.type === 'integer' || def.type === 'decimal'
  return (
    <TextInput
      {...shared}
      className={cx(dense ? styles.dense : widths[def.type], number && styles.right)}
      inputMode={number ? 'decimal' : undefined}
      onKeyDown={onKeyDown}
    />
  )
}
