import { useState } from 'react'
import { Button } from '../../ui/button'
import { cx } from '../../ui/cx'
import styles from './kiosk.module.css'
import type { ScaleRange } from './options'
import type { Tell } from './words'

interface ScaleProps {
  readonly scale: ScaleRange
  readonly given: string | undefined
  readonly tell: Tell
  /** Id of the question. */
  readonly label: string
  readonly onAnswer: (text: string) => void
}

/** A line to touch, with buttons for those whose hand is not steady; arrow keys do the same. */
export function Scale({ scale, given, tell, label, onAnswer }: ScaleProps) {
  const { low, high, lowText, highText } = scale
  const [moving, setMoving] = useState<number>()
  const middle = Math.round((low + high) / 2)
  const mark = moving ?? (given === undefined ? undefined : Number(given))
  const settle = (at: number) => {
    setMoving(undefined)
    onAnswer(String(Math.min(high, Math.max(low, at))))
  }
  return (
    <div className={styles.scale}>
      <p className={styles.mark} role="status">
        {mark === undefined ? tell('touchScale') : tell('mark', { n: mark })}
      </p>
      <div className={styles.line}>
        <Button className={styles.step} aria-label={tell('less')} onClick={() => settle((mark ?? middle) - 1)}>
          −
        </Button>
        <input
          type="range"
          className={cx(styles.range, mark === undefined && styles.untouched)}
          aria-labelledby={label}
          aria-valuetext={mark === undefined ? tell('touchScale') : String(mark)}
          min={low}
          max={high}
          value={mark ?? middle}
          onChange={(event) => setMoving(Number(event.currentTarget.value))}
          onPointerUp={(event) => settle(Number(event.currentTarget.value))}
          onKeyUp={(event) => {
            if (moving !== undefined) settle(Number(event.currentTarget.value))
          }}
          onBlur={() => {
            if (moving !== undefined) settle(moving)
          }}
        />
        <Button className={styles.step} aria-label={tell('more')} onClick={() => settle((mark ?? middle) + 1)}>
          +
        </Button>
      </div>
      <p className={styles.scaleEnds}>
        <span>
          {low} {lowText}
        </span>
        <span>
          {high} {highText}
        </span>
      </p>
    </div>
  )
}
