import type { ReactNode } from 'react'
import { cx } from './cx'
import { Icon, type IconName } from './icon'
import styles from './notice.module.css'

export type NoticeTone = 'calm' | 'good' | 'device' | 'check' | 'stop' | 'decide'

const icons: { readonly [Tone in NoticeTone]: IconName } = {
  calm: 'info',
  good: 'tick',
  device: 'cloud-off',
  check: 'warning',
  stop: 'warning',
  decide: 'pause',
}

interface NoticeProps {
  readonly tone: NoticeTone
  /** One sentence: what happened. */
  readonly title: ReactNode
  /** What it means and what to do. */
  readonly children?: ReactNode
  readonly action?: ReactNode
  /** Read out when it appears. */
  readonly live?: boolean
}

/** Something the person should know, on the page and not in a toast. */
export function Notice({ tone, title, children, action, live = false }: NoticeProps) {
  return (
    <div className={cx(styles.notice, styles[tone])} role={live ? 'status' : undefined}>
      <Icon name={icons[tone]} className={styles.icon} />
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        {children !== undefined && <div className={styles.more}>{children}</div>}
      </div>
      {action}
    </div>
  )
}

interface EmptyStateProps {
  readonly icon: IconName
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}

/** Where there is nothing to show: why, and what to do about it. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <Icon name={icon} className={styles.emptyIcon} />
      <h2>{title}</h2>
      {children !== undefined && <p className={styles.emptyText}>{children}</p>}
      {action !== undefined && <div className={styles.emptyAction}>{action}</div>}
    </div>
  )
}
