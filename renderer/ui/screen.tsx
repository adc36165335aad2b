import type { ReactNode } from 'react'
import { cx } from './cx'
import styles from './screen.module.css'

/** The column a screen is made of: a head, one part that scrolls, the foot with its keys. */
export function Screen({ children }: { children: ReactNode }) {
  return <div className={styles.screen}>{children}</div>
}

interface ScreenHeadProps {
  readonly title: ReactNode
  /** Beside the title: facts, marks. */
  readonly children?: ReactNode
  /** On the right: numbers, alerts, the one primary action. */
  readonly aside?: ReactNode
}

/** The head of a list or a casebook. */
export function ScreenHead({ title, children, aside }: ScreenHeadProps) {
  return (
    <header className={styles.head}>
      <h1>{title}</h1>
      <div className={styles.beside}>{children}</div>
      {aside}
    </header>
  )
}

/** The low head of a working screen, on one line with the inspector's. */
export function WorkHead({ title, children, aside }: ScreenHeadProps) {
  return (
    <header className={styles.workHead}>
      <h1>{title}</h1>
      <div className={styles.beside}>{children}</div>
      {aside}
    </header>
  )
}

interface ToolLineProps {
  /** It stands below a line, as that of tabs, and keeps away from it. */
  readonly below?: boolean
  readonly children: ReactNode
}

/** A line of controls under the head: filters on the left, an action on the right. */
export function ToolLine({ below = false, children }: ToolLineProps) {
  return <div className={cx(styles.tools, below && styles.below)}>{children}</div>
}

interface ScrollProps {
  /** Gives it the page's edge. */
  readonly pad?: boolean
  /** What is in it, where nothing in it takes the focus: then the keyboard scrolls the part itself. */
  readonly label?: string
  readonly children: ReactNode
}

/** The part that scrolls. */
export function Scroll({ pad = false, label, children }: ScrollProps) {
  const alone = label === undefined ? {} : { role: 'region', 'aria-label': label, tabIndex: 0 }
  return (
    <div {...alone} className={cx(styles.scroll, pad && styles.pad)}>
      {children}
    </div>
  )
}

export interface Tab<T extends string> {
  readonly id: T
  readonly label: string
}

interface TabsProps<T extends string> {
  readonly label: string
  readonly tabs: readonly Tab<T>[]
  readonly current: T
  readonly onChange: (tab: T) => void
  readonly aside?: ReactNode
}

/** Views of the same thing. Arrows move between them. */
export function Tabs<T extends string>({ label, tabs, current, onChange, aside }: TabsProps<T>) {
  const step = (from: number, by: number) => {
    const next = tabs[(from + by + tabs.length) % tabs.length]
    if (next) onChange(next.id)
  }
  return (
    <div className={styles.tabLine}>
      <div className={styles.tabs} role="tablist" aria-label={label}>
        {tabs.map((tab, i) => (
          <button
            key={tab.id}
            ref={(button) => {
              // Focus follows the choice when the choice was made from within.
              if (button && tab.id === current && document.activeElement?.parentElement === button.parentElement)
                button.focus()
            }}
            type="button"
            role="tab"
            className={styles.tab}
            aria-selected={tab.id === current}
            tabIndex={tab.id === current ? 0 : -1}
            onClick={() => onChange(tab.id)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowRight') step(i, 1)
              else if (event.key === 'ArrowLeft') step(i, -1)
              else return
              event.preventDefault()
            }}
          >
            {tab.label}
          </button>
        ))}
      </div>
      {aside}
    </div>
  )
}

/** A few numbers on top of a list, each with its mark. */
export function Figures({ children }: { children: ReactNode }) {
  return <dl className={styles.figures}>{children}</dl>
}

/** One of them. Nought is grey: nothing has to be done about it. */
export function Figure({ value, children }: { value: number; children: ReactNode }) {
  return (
    <div className={cx(styles.figure, value === 0 && styles.zero)}>
      <dt>{children}</dt>
      <dd>{value}</dd>
    </div>
  )
}

/** A label over a short fact, as in a casebook's head. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="secondary">{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
