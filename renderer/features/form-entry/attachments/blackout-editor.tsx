import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { cx } from '../../../ui/cx'
import { useTexts } from '../../../ui/language'
import styles from './attachments.module.css'
import { type Blackout, type Point, between, isMeant, moved, resized } from './blackout'
import { attachmentTexts } from './texts'

interface BlackoutEditorProps {
  /** Where the picture is drawn from. */
  readonly source: string
  readonly parts: readonly Blackout[]
  readonly onParts: (parts: readonly Blackout[]) => void
  /** How wide the picture is drawn: 1 fits the place. */
  readonly zoom: number
}

/** What the pointer is doing: drawing another part, or moving one. */
type Doing =
  | { readonly kind: 'draws'; readonly from: Point; readonly to: Point }
  | { readonly kind: 'moves'; readonly at: number; readonly last: Point }

const STEP = 0.01

const arrows: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
}

/** A picture on which parts are blacked out: drawn and moved with the pointer, or moved and sized with the keys. */
export function BlackoutEditor({ source, parts, onParts, zoom }: BlackoutEditorProps) {
  const say = useTexts(attachmentTexts)
  const picture = useRef<HTMLDivElement>(null)
  const [doing, setDoing] = useState<Doing>()

  const pointOf = ({ clientX, clientY }: PointerEvent): Point => {
    const box = picture.current?.getBoundingClientRect()
    return box ? { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height } : { x: 0, y: 0 }
  }
  const partAt = ({ x, y }: Point) =>
    parts.findLastIndex((one) => x >= one.x && x <= one.x + one.width && y >= one.y && y <= one.y + one.height)
  const replace = (at: number, by: Blackout) => onParts(parts.map((one, i) => (i === at ? by : one)))

  const begins = (event: PointerEvent) => {
    if (event.button !== 0) return
    const point = pointOf(event)
    const at = partAt(point)
    event.currentTarget.setPointerCapture(event.pointerId)
    setDoing(at < 0 ? { kind: 'draws', from: point, to: point } : { kind: 'moves', at, last: point })
  }
  const goesOn = (event: PointerEvent) => {
    if (!doing) return
    const point = pointOf(event)
    if (doing.kind === 'draws') {
      setDoing({ ...doing, to: point })
      return
    }
    const part = parts[doing.at]
    if (part) replace(doing.at, moved(part, { x: point.x - doing.last.x, y: point.y - doing.last.y }))
    setDoing({ ...doing, last: point })
  }
  const ends = () => {
    if (doing?.kind === 'draws') {
      const part = between(doing.from, doing.to)
      if (isMeant(part)) onParts([...parts, part])
    }
    setDoing(undefined)
  }
  const onKey = (event: KeyboardEvent, at: number) => {
    const part = parts[at]
    const by = arrows[event.key]
    if (!part) return
    if (by) replace(at, event.shiftKey ? resized(part, by) : moved(part, by))
    else if (event.key === 'Delete' || event.key === 'Backspace') onParts(parts.filter((_, i) => i !== at))
    else return
    event.preventDefault()
  }

  const drawn = doing?.kind === 'draws' ? between(doing.from, doing.to) : undefined
  return (
    <div className={styles.stage}>
      <div
        ref={picture}
        className={styles.picture}
        style={{ width: `${zoom * 100}%` }}
        onPointerDown={begins}
        onPointerMove={goesOn}
        onPointerUp={ends}
        onPointerCancel={() => setDoing(undefined)}
      >
        <img src={source} alt={say('chosenPicture')} draggable={false} />
        {parts.map((part, at) => (
          <button
            key={at}
            type="button"
            className={styles.blackout}
            style={placed(part)}
            aria-label={say('part', { at: at + 1 })}
            aria-keyshortcuts="ArrowLeft ArrowRight ArrowUp ArrowDown Delete"
            onKeyDown={(event) => onKey(event, at)}
          />
        ))}
        {drawn && <i className={cx(styles.blackout, styles.drawing)} style={placed(drawn)} />}
      </div>
    </div>
  )
}

const placed = ({ x, y, width, height }: Blackout) => ({
  left: `${x * 100}%`,
  top: `${y * 100}%`,
  width: `${width * 100}%`,
  height: `${height * 100}%`,
})
