import type { ComponentPropsWithRef, ReactNode } from 'react'
import styles from './chip.module.css'
import { cx } from './cx'

interface ChipProps extends Omit<ComponentPropsWithRef<'button'>, 'children'> {
  readonly on: boolean
  readonly count?: number
  readonly children: ReactNode
}

/** A filter that is on or off. */
export function Chip({ on, count, className, children, ...rest }: ChipProps) {
  return (
    <button type="button" {...rest} className={cx(styles.chip, className)} aria-pressed={on}>
      {children}
      {count !== undefined && <span className="num">{count}</span>}
    </button>
  )
}

/** A word that must be seen: a serious event, a hold, what is still to be confirmed. */
export function Tag({ kind, children }: { kind: 'sae' | 'hold' | 'check' | 'calm'; children: ReactNode }) {
  return <span className={cx(styles.tag, styles[kind])}>{children}</span>
}

/** Arms and drugs have one hue each, the same everywhere. */
export type Hue = 'lutetium' | 'lar' | 'amino-acids' | 'everolimus' | 'neutral'

/** The square before an arm's or a drug's name. */
export function HueDot({ hue }: { hue: Hue }) {
  return <i className={cx(styles.dot, styles[hue])} aria-hidden="true" />
}
