import { cx } from './cx'
import { useTexts } from './language'
import styles from './progress.module.css'
import { uiTexts } from './texts'

interface ProgressProps {
  readonly label: string
  readonly value: number
  readonly max: number
  readonly wide?: boolean
}

/** How much is done of how much; say the numbers beside it. */
export function Progress({ label, value, max, wide = false }: ProgressProps) {
  const share = max > 0 ? Math.min(1, value / max) : 0
  return (
    <span
      className={cx(styles.progress, wide && styles.wide)}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
    >
      <i style={{ width: `${share * 100}%` }} />
    </span>
  )
}

/** Something is on its way. Shows itself only when that takes long enough to be noticed. */
export function Loading({ label }: { label?: string }) {
  const say = useTexts(uiTexts)
  return (
    <p className={styles.loading} role="status">
      <i className={styles.pulse} aria-hidden="true" />
      {label ?? say('loading')}
    </p>
  )
}
