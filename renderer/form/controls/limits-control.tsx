import { type KeyboardEvent, useState } from 'react'
import { flushSync } from 'react-dom'
import { textIn } from '#shared/study/definition'
import { cx } from '../../ui/cx'
import { TextInput } from '../../ui/field'
import { useTexts } from '../../ui/language'
import { focusAfter, focusItem } from '../focus'
import { useFormSession } from '../form-session'
import { showLimits } from '../limits'
import type { ItemView } from '../scene'
import { formTexts } from '../texts'
import styles from './controls.module.css'

/**
 * The laboratory's limits beside a result, typed as `120-160`, `<5` or `>60`. Not a stop for Tab on the way down; Alt L
 * goes there.
 */
export function LimitsControl({ item }: { item: ItemView }) {
  const { sitting, mayEnter } = useFormSession()
  const say = useTexts(formTexts)
  const [unreadable, setUnreadable] = useState(false)
  const shown = showLimits(item.limits, item.language)
  const { path } = item
  const takes = (control: HTMLInputElement): boolean => {
    if (control.value === shown) {
      setUnreadable(false)
      return true
    }
    const { kind } = flushSync(() => sitting.enterLimits(path, control.value))
    setUnreadable(kind === 'unreadable')
    return kind !== 'unreadable'
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') {
      event.preventDefault()
      if (takes(event.currentTarget)) focusAfter(path)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      event.currentTarget.value = shown
      setUnreadable(false)
      focusItem(path)
    }
  }
  return (
    <TextInput
      // Other limits are another text to begin with; what is being typed stays until it is taken.
      key={shown}
      className={cx(styles.dense, styles.limits)}
      data-limits
      tabIndex={-1}
      readOnly={!mayEnter}
      defaultValue={shown}
      placeholder={mayEnter ? '–' : undefined}
      aria-label={say('limitsOf', { item: textIn(item.def.label, item.language) })}
      aria-invalid={unreadable || undefined}
      title={unreadable ? say('limitsUnreadable') : undefined}
      onBlur={(event) => takes(event.currentTarget)}
      onKeyDown={onKeyDown}
    />
  )
}
