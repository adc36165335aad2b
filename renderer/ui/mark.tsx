import { cx } from './cx'
import { useTexts } from './language'
import styles from './mark.module.css'
import { uiTexts } from './texts'

/** Everything a thing can be, in the order in which one mark wins over another where there is room for one. */
export const MARKS = [
  'sign-again',
  'contested',
  'held',
  'overdue',
  'missed',
  'check',
  'query',
  'out-of-window',
  'expired',
  'due',
  'unsent',
  'answered',
  'locked',
  'signed',
  'verified',
  'not-done',
  'complete',
  'begun',
  'sent',
  'planned',
] as const
export type MarkState = (typeof MARKS)[number]

type Tone = 'blue' | 'amber' | 'red' | 'violet' | 'teal' | 'mute'

const clock = 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.6V8l2.3 1.6'
const speech = 'M2 3h12v8H8.4L5 13.8V11H2z'
const pen = 'm2.5 13.5.8-3.2 7.6-7.6 2.4 2.4-7.6 7.6zM9.3 4.3l2.4 2.4'

/** Colour, shape; the word is in `texts.ts`. `bold` strokes read better where the shape is a line. */
const marks: {
  readonly [State in MarkState]: { readonly tone: Tone; readonly shape: string; readonly style?: 'bold' | 'solid' }
} = {
  unsent: { tone: 'blue', shape: 'M8 11.6a3.6 3.6 0 1 0 0-7.2 3.6 3.6 0 0 0 0 7.2z', style: 'bold' },
  check: { tone: 'amber', shape: 'M8 2.2 14.4 13.4H1.6zM8 6.4v3.2M8 11.5v.01' },
  query: { tone: 'amber', shape: speech },
  answered: { tone: 'mute', shape: speech },
  contested: { tone: 'violet', shape: 'M2.5 2.5h7v7h-7zM6.5 6.5h7v7h-7z' },
  held: { tone: 'violet', shape: 'M5.2 3.5v9M10.8 3.5v9', style: 'bold' },
  due: { tone: 'teal', shape: clock },
  overdue: { tone: 'red', shape: clock },
  'out-of-window': { tone: 'amber', shape: clock },
  missed: { tone: 'red', shape: `${clock}M2.5 2.5l11 11` },
  // An hourglass: it ran out.
  expired: { tone: 'amber', shape: 'M4 2.5h8M4 13.5h8M4.8 2.5v2L8 8l-3.2 3.5v2M11.2 2.5v2L8 8l3.2 3.5v2' },
  verified: { tone: 'teal', shape: 'm2.8 8.4 3.5 3.6 7-8', style: 'bold' },
  signed: { tone: 'teal', shape: pen },
  'sign-again': { tone: 'red', shape: `${pen}M2.5 2.5l11 11` },
  locked: {
    tone: 'mute',
    shape: 'M4.5 7h7a1 1 0 0 1 1 1v4.5a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1zM5.5 7V5a2.5 2.5 0 0 1 5 0v2',
  },
  'not-done': { tone: 'mute', shape: 'M8 13A5 5 0 1 0 8 3a5 5 0 0 0 0 10zM4.5 11.5l7-7' },
  complete: { tone: 'mute', shape: 'M8 10.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2z', style: 'solid' },
  sent: { tone: 'mute', shape: 'M8 10.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2z', style: 'solid' },
  begun: { tone: 'mute', shape: 'M8 12.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM8 3.5v9' },
  planned: { tone: 'mute', shape: 'M4.5 8h7' },
}

export interface MarkProps {
  readonly state: MarkState
  /** Said instead of the state's own word, e.g. "due 3 Mar". */
  readonly word?: string
  /** Shown instead of the word; the word is still spoken. */
  readonly count?: number
  /** Only the shape is drawn; the word is spoken and shown on hover. */
  readonly bare?: boolean
  readonly className?: string | undefined
}

/** A state as a shape with its colour and its word: never one of them alone. */
export function Mark({ state, word, count, bare = false, className }: MarkProps) {
  const say = useTexts(uiTexts)
  const { tone, shape, style } = marks[state]
  const name = word ?? say(state)
  const hidden = bare || count !== undefined
  return (
    <span className={cx(styles.mark, styles[tone], className)} title={hidden ? name : undefined}>
      <svg className={cx(styles.shape, style && styles[style])} viewBox="0 0 16 16" aria-hidden="true">
        <path d={shape} />
      </svg>
      {count !== undefined && <span className="num">{count}</span>}
      <span className={hidden ? 'spoken' : undefined}>{name}</span>
    </span>
  )
}
