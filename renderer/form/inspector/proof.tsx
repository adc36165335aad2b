import type { ReactNode } from 'react'
import styles from './proof.module.css'

/** One figure of a proof: what it is, how much, and below that what it came from. */
export interface ProofLine {
  readonly label: string
  readonly value: string
  readonly below?: readonly string[]
  readonly tone?: 'quiet' | 'strong'
}

interface ProofProps {
  readonly heading: string
  /** What came out, beside the heading. */
  readonly outcome?: ReactNode
  readonly expression?: string
  readonly reason?: string
  readonly lines: readonly ProofLine[]
  readonly steps?: { readonly title: string; readonly lines: readonly ProofLine[] }
  /** The branch or criterion that decided. */
  readonly rule?: string | undefined
  readonly results?: readonly ProofLine[]
  readonly notes?: readonly string[]
}

/** How one figure came about, in the order in which a person works it out again: formula, inputs, steps, result, source. */
export function Proof({
  heading,
  outcome,
  expression,
  reason,
  lines,
  steps,
  rule,
  results = [],
  notes = [],
}: ProofProps) {
  return (
    <div className={styles.proof}>
      <p className={styles.heading}>
        {heading}
        {outcome}
      </p>
      {expression !== undefined && expression !== '' && <p className={styles.expression}>{expression}</p>}
      {reason !== undefined && <p>{reason}</p>}
      <Lines lines={lines} />
      {steps && steps.lines.length > 0 && (
        <>
          <p className="secondary">{steps.title}</p>
          <Lines lines={steps.lines} />
        </>
      )}
      {rule !== undefined && <p className={styles.note}>{rule}</p>}
      {results.length > 0 && (
        <div className={styles.results}>
          <Lines lines={results} />
        </div>
      )}
      {notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
    </div>
  )
}

function Lines({ lines }: { lines: readonly ProofLine[] }) {
  if (lines.length === 0) return null
  return (
    <dl className={styles.lines}>
      {lines.map(({ label, value, below = [], tone }, at) => (
        <div key={`${label} ${String(at)}`} className={tone && styles[tone]}>
          <dt>{label}</dt>
          <dd>{value}</dd>
          {below.map((said) => (
            <dd key={said} className={styles.below}>
              {said}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  )
}
