import { useEffect, useRef, type ReactNode } from 'react'
import styles from './kiosk.module.css'

/** A page without a question: the start, a pause, the end. Nobody's answers are on it. */
export function CalmPage({ title, lines, children }: { title: string; lines: readonly string[]; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <main className={styles.calm}>
      <h1 ref={heading} tabIndex={-1} className={styles.question}>
        {title}
      </h1>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <div className={styles.calmActs}>{children}</div>
    </main>
  )
}
